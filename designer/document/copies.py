"""How does a part of a drawing come into being twice? Duplicates, pastes and shared weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from designer.document.kinds import PORTS
from designer.document.naming import Names, fresh_block, fresh_id, fresh_ids, names
from designer.document.placing import Sizes, bounds, place
from designer.document.sheets import (
    belongs,
    check_nesting,
    closure,
    inner_first,
    used_in,
    with_blocks,
)
from designer.document.values import (
    MOST_NODES,
    MOST_NOTES,
    MOST_WIRES,
    Document,
    FrozenDict,
    Node,
    Wire,
    Wires,
    keyed,
)
from designer.document.wiring import closed_up, input_ports, known_node
from engine.errors import DesignError, Where

OFFSET = (40.0, 40.0)


def extract(document: Document, ids: Iterable[str]) -> Document:
    """The part of a drawing that `ids` names, as a document of its own, with the wires inside."""
    wanted = set(ids)
    nodes = with_owners({key: node for key, node in document.nodes.items() if key in wanted})
    wires = [wire for wire in document.wires if wire.source in nodes and wire.target in nodes]
    drawn = replace(document, nodes=nodes)
    return Document(
        nodes=nodes,
        wires=Wires(closed_up(drawn, wires, nodes)),
        notes=keyed(note for note in document.notes.values() if note.id in wanted),
        frames=keyed(frame for frame in document.frames.values() if frame.id in wanted),
        blocks=closure(document.blocks, used_in(nodes.values())),
    )


def with_owners(nodes: Mapping[str, Node]) -> FrozenDict:
    """The nodes, where the first call of a layer whose owner is gone owns the weights now."""
    heirs: dict[str, str] = {}
    kept = {}
    for key, node in nodes.items():
        if node.shares is not None and node.shares not in nodes:
            heir = heirs.setdefault(node.shares, key)
            node = replace(node, shares=None if heir == key else heir)
        kept[key] = node
    return FrozenDict(kept)


def duplicate(
    document: Document, ids: Iterable[str], offset: tuple[float, float] = OFFSET
) -> Document:
    """Copy things with the wires between them, a little aside. The copies have their own weights;
    calls of one layer are copied as calls of one layer."""
    return _merge(document, extract(document, ids), *offset)


def paste(
    document: Document,
    fragment: Document,
    at: tuple[float, float] | None = None,
    sizes: Sizes = None,
) -> Document:
    """Put a fragment (see `extract` and the clipboard) into the drawing, its middle at `at`."""
    if at is None:
        return _merge(document, fragment, *OFFSET)
    left, top, right, bottom = bounds(
        fragment, [*fragment.nodes, *fragment.notes, *fragment.frames], sizes
    )
    return _merge(document, fragment, at[0] - (left + right) / 2, at[1] - (top + bottom) / 2)


def _merge(document: Document, fragment: Document, dx: float, dy: float) -> Document:
    document, fragment = adopted(document, fragment)
    check_room(
        document,
        nodes=len(fragment.nodes),
        wires=len(fragment.wires),
        notes=len(fragment.notes) + len(fragment.frames),
    )
    tables = {"nodes": "n", "notes": "t", "frames": "f"}
    new_ids: dict[str, str] = {}
    for table, prefix in tables.items():
        keys = getattr(fragment, table)
        new_ids.update(zip(keys, fresh_ids(document, len(keys), prefix), strict=True))
    free, nodes = Names(names(document)), {}
    for key, node in fragment.nodes.items():
        x, y = place(node.x + dx, node.y + dy)
        name = free.copy(node.name)
        shares = new_ids[node.shares] if node.shares else None
        nodes[new_ids[key]] = replace(node, id=new_ids[key], name=name, x=x, y=y, shares=shares)
    wires = [
        Wire(new_ids[wire.source], wire.source_port, new_ids[wire.target], wire.target_port)
        for wire in fragment.wires
    ]
    changes = {"nodes": nodes}
    for table in ("notes", "frames"):
        changes[table] = {}
        for key, record in getattr(fragment, table).items():
            x, y = place(record.x + dx, record.y + dy)
            changes[table][new_ids[key]] = replace(record, id=new_ids[key], x=x, y=y)
    grown = {
        table: FrozenDict({**getattr(document, table), **records})
        for table, records in changes.items()
        if records
    }
    if wires:
        grown["wires"] = Wires((*document.wires, *wires))
    return check_nesting(replace(document, **grown) if grown else document)


def adopted(document: Document, fragment: Document) -> tuple[Document, Document]:
    """The document with the blocks of a fragment, and the fragment as it names them.

    A block that the document has already is used as it is. Ports that would stand outside a block
    are left behind. Raises DesignError for a block that would come to lie inside itself.
    """
    names: dict[str, str] = {}
    for block in inner_first(fragment.blocks):
        nodes = {key: with_blocks(node, names) for key, node in block.nodes.items()}
        block = replace(block, nodes=FrozenDict(nodes))
        same = next(
            (key for key, one in document.blocks.items() if replace(block, id=key) == one), None
        )
        if same is None:
            same, name = fresh_block(document, block.name)
            blocks = document.blocks.with_item(same, replace(block, id=same, name=name))
            document = replace(document, blocks=blocks)
        names[block.id] = same
    nodes = {}
    for key, node in fragment.nodes.items():
        node = with_blocks(node, names)
        error = belongs(document, node.type)
        if error is None:
            nodes[key] = node
        elif node.type not in PORTS:
            raise error
    nodes = with_owners(nodes)
    wires = [wire for wire in fragment.wires if wire.source in nodes and wire.target in nodes]
    fragment = replace(fragment, nodes=nodes, blocks=document.blocks)
    return document, replace(fragment, wires=Wires(closed_up(fragment, wires, nodes)))


def check_room(document: Document, *, nodes: int = 0, wires: int = 0, notes: int = 0) -> None:
    """Raise DesignError when so much more would be too much for a drawing or its file."""
    if len(document.nodes) + nodes > MOST_NODES:
        raise DesignError("A drawing holds at most {count} layers.", count=MOST_NODES)
    if len(document.wires) + wires > MOST_WIRES:
        raise DesignError("A drawing holds at most {count} wires.", count=MOST_WIRES)
    if len(document.notes) + len(document.frames) + notes > MOST_NOTES:
        raise DesignError("A drawing holds at most {count} notes and frames.", count=MOST_NOTES)


def make_shared_instance(
    document: Document, key: str, x: float, y: float, *, id: str | None = None
) -> Document:
    """A second call of a layer: another node that uses the weights of the first."""
    node = known_node(document, key)
    check_room(document, nodes=1)
    if not input_ports(document, key):
        raise DesignError(
            "{name} takes no input, so it cannot be called twice.",
            where=Where(layer=key),
            name=node.name,
        )
    x, y = place(x, y)
    call = replace(
        node,
        id=id or fresh_id(document),
        name=Names(names(document)).copy(node.name),
        x=x,
        y=y,
        shares=node.shares or node.id,
        bypassed=False,
    )
    return replace(document, nodes=document.nodes.with_item(call.id, call))


def unshare(document: Document, ids: Iterable[str]) -> Document:
    """Give each of these calls weights of its own. The rest of the calls stay together."""
    nodes = dict(document.nodes)
    for key in ids:
        node = known_node(document, key)
        if node.shares is not None:
            nodes[key] = replace(nodes[key], shares=None)
            continue
        calls = [other for other in nodes.values() if other.shares == key]
        for call in calls:
            nodes[call.id] = replace(call, shares=None if call is calls[0] else calls[0].id)
    return document if nodes == document.nodes else replace(document, nodes=FrozenDict(nodes))
