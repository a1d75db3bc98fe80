"""How do layers become a sub-model, and a sub-model layers again? The edits that make blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from designer.document.analysis import analyse
from designer.document.copies import check_room
from designer.document.kinds import (
    BLOCK,
    BLOCK_INPUT,
    BLOCK_OUTPUT,
    ports_of,
)
from designer.document.kinds import of as kind_of
from designer.document.naming import (
    Names,
    check_block_name,
    first_free,
    fresh_block,
    fresh_id,
    fresh_ids,
    names,
)
from designer.document.placing import USUAL_SIZE, Sizes, bounds, place
from designer.document.sheets import closure, used_in, users
from designer.document.values import (
    Block,
    Document,
    FrozenDict,
    Node,
    Wire,
    Wires,
    keyed,
)
from designer.document.wiring import closed_up, downstream, known_node, upstream
from engine import written
from engine.errors import DesignError, Where

ASIDE = 140.0  # how far the ports of a new block stand from its layers
APART = 120.0  # how far ports stand below each other, at least

# A value in a drawing: the node that gives it, and at which of its outputs.
Output = tuple[str, int]


def make_block(
    document: Document,
    ids: Iterable[str],
    name: str = "Block",
    sizes: Sizes = None,
    *,
    id: str | None = None,
) -> Document:
    """Put layers into a new sub-model; the wires that cross its border become its ports.

    What data come from (Input layers) stays outside. The instance gets the id `id`.
    """
    chosen = set(ids)
    inside = {
        key: node
        for key, node in document.nodes.items()
        if key in chosen and not _stays(document, node)
    }
    if not inside:
        raise DesignError(
            "There are no layers among what is selected.",
            fix="Select those that are to become a sub-model.",
        )
    _check_whole(document, inside)
    entering, leaving = _crossing(document, inside)
    instance = id or fresh_id(document)
    if any(instance in table for table in (document.nodes, document.notes, document.frames)):
        raise DesignError("The id {id} is taken.", id=repr(instance))
    block = _drawn_inside(document, chosen, inside, entering, leaving, sizes)
    key, title = fresh_block(document, check_block_name(name))
    block = replace(block, id=key, name=title)
    numbers = {source: number for number, source in enumerate(entering)}
    wires, fed = [], set()
    for wire in document.wires:
        source = (wire.source, wire.source_port)
        if wire.source in inside and wire.target in inside:
            continue
        if wire.target in inside:
            if source in fed:
                continue
            fed.add(source)
            wire = Wire(*source, instance, numbers[source])
        elif wire.source in inside:
            wire = wire._replace(source=instance, source_port=leaving.index(source))
        wires.append(wire)
    left, top, right, bottom = bounds(document, inside, sizes)
    x, y = place((left + right - USUAL_SIZE[0]) / 2, (top + bottom - USUAL_SIZE[1]) / 2)
    blocks = document.blocks.with_item(key, block)
    drawn = replace(
        document,
        notes=document.notes.without(*chosen),
        frames=document.frames.without(*chosen),
        blocks=blocks,
    )
    stem = kind_of(drawn, Node("", BLOCK + key, "")).stem
    taken = names(document, without=inside)
    node = Node(instance, BLOCK + key, stem if stem not in taken else first_free(stem, taken, 1))
    kept = document.nodes.without(*inside).with_item(instance, replace(node, x=x, y=y))
    return replace(drawn, nodes=kept, wires=Wires(wires))


def _stays(document: Document, node: Node) -> bool:
    """Whether a node cannot go into a sub-model: data enter there, or it is a port itself."""
    kind = kind_of(document, node)
    return kind.is_source or kind.role == "port"


def _check_whole(document: Document, inside: Mapping[str, Node]) -> None:
    """Raise DesignError where the rest of the drawing leads out of the selection and back in, or
    where weights would be shared across its border."""
    between = downstream(document, inside) & upstream(document, inside)
    if between:
        names = [document.nodes[key].name for key in document.nodes if key in between]
        raise DesignError(
            "{names} lies between layers of the selection, so that the sub-model would feed "
            "itself.",
            fix="Select that too.",
            where=Where(layer=min(between)),
            names=", ".join(names[:4]),
        )
    for node in document.nodes.values():
        if node.shares and (node.id in inside) != (node.shares in inside):
            raise DesignError(
                "{name} has the same weights as {other}, and only one of them is selected.",
                fix="Select both, or give each weights of its own.",
                where=Where(layer=node.id),
                name=node.name,
                other=document.nodes[node.shares].name,
            )


def _crossing(
    document: Document, inside: Mapping[str, Node]
) -> tuple[dict[Output, list[tuple[str, int]]], list[Output]]:
    """What enters the selection, each value with the slots that it feeds, and what leaves it.

    An open first slot is entered by what its own name stands for: nothing feeds it yet. The ends
    of the drawing inside leave it too.
    """
    entering: dict[Output, list[tuple[str, int]]] = {}
    for node in sorted(inside.values(), key=lambda node: node.y):
        wires = document.wires.into(node.id)
        for wire in wires:
            if wire.source not in inside:
                slots = entering.setdefault((wire.source, wire.source_port), [])
                slots.append((wire.target, wire.target_port))
        if not wires:
            entering[node.id, -1] = [(node.id, 0)]
    leaving: dict[Output, None] = {}
    facts = analyse(document).facts
    for node in sorted(inside.values(), key=lambda node: node.y):
        wires = document.wires.out_of(node.id)
        ends = range(max(1, len(facts[node.id].outputs))) if not wires else ()
        crossing = {wire.source_port for wire in wires if wire.target not in inside}
        leaving.update(((node.id, port), None) for port in sorted({*crossing, *ends}))
    return entering, list(leaving)


def _drawn_inside(
    document: Document,
    chosen: set[str],
    inside: Mapping[str, Node],
    entering: Mapping[Output, list[tuple[str, int]]],
    leaving: list[Output],
    sizes: Sizes,
) -> Block:
    """The block, still without an id and a name: the layers, and its ports beside them."""
    wires = [wire for wire in document.wires if wire.source in inside and wire.target in inside]
    left, _, right, _ = bounds(document, inside, sizes)
    free = Names(node.name for node in inside.values())
    ids = iter(fresh_ids(document, len(entering) + len(leaving)))
    ports: list[Node] = []

    def add_ports(type_: str, stem: str, x: float, beside: list[str]) -> list[Node]:
        made, below = [], -1e9
        for number, key in enumerate(beside, 1):
            below = max(inside[key].y, below + APART)
            parameters = FrozenDict() if number == 1 else FrozenDict(position=number)
            name = free.copy(stem)
            made.append(Node(next(ids), type_, name, parameters, *place(x, below)))
        ports.extend(made)
        return made

    first = left - ASIDE - USUAL_SIZE[0]
    slots = list(entering.values())
    for port, fed in zip(
        add_ports(BLOCK_INPUT, "inputs", first, [one[0][0] for one in slots]), slots, strict=True
    ):
        wires += [Wire(port.id, 0, target, slot) for target, slot in fed]
    last = right + ASIDE
    for port, (source, number) in zip(
        add_ports(BLOCK_OUTPUT, "outputs", last, [key for key, _ in leaving]), leaving, strict=True
    ):
        wires.append(Wire(source, number, port.id, 0))
    return Block(
        "",
        "",
        "model",
        FrozenDict({**inside, **keyed(ports)}),
        Wires(wires),
        FrozenDict((key, note) for key, note in document.notes.items() if key in chosen),
        FrozenDict((key, frame) for key, frame in document.frames.items() if key in chosen),
    )


def dissolve(document: Document, ids: Iterable[str]) -> Document:
    """Put the layers of these sub-models in the place of their instances.

    A definition that nothing uses any more goes with them, as far as this drawing can tell.
    """
    keys = [key for key in ids if kind_of(document, known_node(document, key)).role == "block"]
    if not keys:
        raise DesignError("There is no sub-model among what is selected.")
    gone = used_in(document.nodes[key] for key in keys)
    for key in keys:
        document = _laid_out(document, key)
    if document.sheet:
        return document
    sheets = [document, *document.blocks.values()]
    used = {key for sheet in sheets for key in used_in(sheet.nodes.values())}
    return replace(document, blocks=document.blocks.without(*(set(gone) - used)))


def _laid_out(document: Document, key: str) -> Document:
    """The drawing with what is inside one instance in its place, once for each repetition."""
    instance = document.nodes[key]
    block = document.blocks[instance.type.removeprefix(BLOCK)]
    before, after = ports_of(block)
    ports = {port.id for port in (*before, *after)}
    copies = instance.parameters.get("repeat", 1)
    moved = [node for node in block.nodes.values() if node.id not in ports]
    check_room(document, nodes=len(moved) * copies, wires=len(block.wires) * copies)
    values: list[Output | None] = [None] * len(before)
    for wire in document.wires.into(key):
        values[wire.target_port] = (wire.source, wire.source_port)
    left, top, right, bottom = bounds(Document(nodes=keyed(moved)), [one.id for one in moved])
    dx, dy = instance.x - left, instance.y + USUAL_SIZE[1] / 2 - (top + bottom) / 2
    free, nodes = Names(names(document, without=[key])), dict(document.nodes.without(key))
    added: list[Wire] = []
    for copy in range(copies):
        drawn = replace(document, nodes=FrozenDict(nodes))
        new = dict(zip((one.id for one in moved), fresh_ids(drawn, len(moved)), strict=True))
        for node in moved:
            x, y = place(node.x + dx + copy * (right - left + ASIDE), node.y + dy)
            shares = new[node.shares] if node.shares else None
            name = free.copy(node.name)
            nodes[new[node.id]] = replace(node, id=new[node.id], name=name, x=x, y=y, shares=shares)
        entered = dict(zip((port.id for port in before), values, strict=False))
        values = [None] * len(after)
        places = {port.id: number for number, port in enumerate(after)}
        for wire in block.wires:
            source = entered[wire.source] if wire.source in ports else (new[wire.source], wire[1])
            if wire.target in places:
                values[places[wire.target]] = source
            elif source is not None:
                added.append(Wire(*source, new[wire.target], wire.target_port))
    wires = []
    for wire in document.wires:
        if wire.source == key:
            source = values[wire.source_port]
            if source is not None:
                wires.append(wire._replace(source=source[0], source_port=source[1]))
        elif wire.target != key:
            wires.append(wire)
    drawn = replace(document, nodes=with_heirs(FrozenDict(nodes), key))
    wires = closed_up(drawn, wires + added, drawn.nodes)
    return replace(drawn, wires=Wires(wires))


def with_heirs(nodes: FrozenDict, gone: str) -> FrozenDict:
    """The nodes, where the first of those that shared with `gone` owns the weights now."""
    heirs = [key for key, node in nodes.items() if node.shares == gone]
    owner = {key: None if key == heirs[0] else heirs[0] for key in heirs}
    changed = {key: replace(nodes[key], shares=shares) for key, shares in owner.items()}
    return FrozenDict({**nodes, **changed}) if changed else nodes


def make_unique(document: Document, ids: Iterable[str]) -> Document:
    """Give these instances definitions of their own: copies, which others do not follow."""
    nodes = dict(document.nodes)
    for key in ids:
        node = known_node(document, key)
        if kind_of(document, node).role != "block":
            continue
        block = document.blocks[node.type.removeprefix(BLOCK)]
        new, name = fresh_block(document, block.name)
        blocks = document.blocks.with_item(new, replace(block, id=new, name=name))
        document = replace(document, blocks=blocks)
        owner = node.shares or node.id
        for call in [one for one in nodes.values() if owner in (one.id, one.shares)]:
            nodes[call.id] = replace(call, type=BLOCK + new)
    return replace(document, nodes=FrozenDict(nodes))


def rename_block(document: Document, key: str, name: str) -> Document:
    """Give a sub-model another name. Raises DesignError where another one has it."""
    if key not in document.blocks:
        raise DesignError("There is no sub-model {id} in this project.", id=repr(key))
    name = check_block_name(name)
    if any(block.name == name for block in document.blocks.values() if block.id != key):
        raise DesignError(
            "There is another sub-model called {name}.",
            fix="Choose a name that no other one has.",
            where=Where(field="name"),
            name=name,
        )
    block = document.blocks[key]
    if block.name == name:
        return document
    return replace(document, blocks=document.blocks.with_item(key, replace(block, name=name)))


def set_source(document: Document, key: str, source: str) -> Document:
    """Give a layer that is written in Python another text. Raises DesignError for what is none.

    It is only read here. `sheets.put_back` takes from its instances what it has no parameter for.
    """
    told = written.outline(source)
    block = document.blocks[key]
    kind = "cell" if told.is_cell else "model"
    name = block.name
    if name == written.outline(block.source).name != told.name:
        others = {one.name for one in document.blocks.values() if one.id != key}
        name = Names(others).copy(told.name)
    block = replace(block, source=source, kind=kind, name=name)
    return replace(document, blocks=document.blocks.with_item(key, block))


def remove_block(document: Document, key: str) -> Document:
    """Forget a definition that nothing uses. Raises DesignError while something does."""
    used = users(document, key)
    if used:
        raise DesignError(
            "{name} is still used: {users}.",
            fix="Delete its instances first.",
            name=document.blocks[key].name,
            users=", ".join(used[:4]),
        )
    return replace(document, blocks=document.blocks.without(key))


def remove_unused(document: Document) -> Document:
    """Forget all definitions that nothing in the outermost drawing needs."""
    kept = closure(document.blocks, used_in(document.nodes.values()))
    if len(kept) == len(document.blocks):
        raise DesignError("Every sub-model of the project is used.")
    return replace(document, blocks=kept)
