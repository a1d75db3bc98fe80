"""How is the drawing inside a block edited? Opened as a document of its own, and put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from designer.document.kinds import BLOCK, PORTS, get, ports_of
from designer.document.values import (
    MOST_NODES,
    Block,
    Document,
    FrozenDict,
    Node,
    Wires,
)
from designer.document.wiring import closed_up
from engine.errors import DesignError

TABLES = ("nodes", "wires", "notes", "frames")


def opened(project: Document, block: str) -> Document:
    """The drawing inside a block, as a document that every edit works on; "" is the outermost."""
    if not block:
        return project
    if block not in project.blocks:
        raise DesignError("There is no sub-model {id} in this project.", id=repr(block))
    inside = project.blocks[block]
    tables = {name: getattr(inside, name) for name in TABLES}
    return replace(project, **tables, sheet=block, view=None)


def put_back(project: Document, sheet: Document) -> Document:
    """The project in which an opened drawing has been edited. Raises DesignError.

    Where ports came, went or changed places, the wires at the instances of the block follow.
    """
    if not sheet.sheet:
        return _follow_sources(project, sheet)
    tables = {name: getattr(sheet, name) for name in TABLES}
    outside, before = project, project.blocks[sheet.sheet]
    after = replace(sheet.blocks[sheet.sheet], **tables)
    project = replace(
        project,
        name=sheet.name,
        data=sheet.data,
        training=sheet.training,
        blocks=sheet.blocks.with_item(sheet.sheet, after),
    )
    if ports_of(before) != ports_of(after):
        project = _follow_ports(project, before, after)
    check_nesting(project)
    return _follow_sources(outside, project)


def _follow_sources(before: Document, after: Document) -> Document:
    """Take from the instances of rewritten layers the values of parameters that are gone."""
    if before.blocks is after.blocks:
        return after
    rewritten = {
        BLOCK + key
        for key, block in after.blocks.items()
        if key in before.blocks and block.source != before.blocks[key].source
    }

    def kept(node: Node) -> Node:
        if node.type not in rewritten:
            return node
        fields = get(after, node.type).fields
        gone = [name for name in node.parameters if name not in fields]
        return replace(node, parameters=node.parameters.without(*gone)) if gone else node

    def followed(holder: Any) -> Any:
        nodes = {key: kept(node) for key, node in holder.nodes.items()}
        same = all(nodes[key] is node for key, node in holder.nodes.items())
        return holder if same else replace(holder, nodes=FrozenDict(nodes))

    if not rewritten:
        return after
    blocks = {key: followed(block) for key, block in after.blocks.items()}
    return replace(followed(after), blocks=FrozenDict(blocks))


def _follow_ports(project: Document, before: Block, after: Block) -> Document:
    """Lead the wires at all instances of a block to where its ports are now."""
    old, new = ([[node.id for node in side] for side in ports_of(one)] for one in (before, after))
    if old == new:
        return project
    places = [
        {number: new[side].index(key) for number, key in enumerate(old[side]) if key in new[side]}
        for side in (0, 1)
    ]
    type_ = BLOCK + after.id

    def followed(holder: Any) -> Wires:
        kept = []
        for wire in holder.wires:
            if holder.nodes[wire.target].type == type_:
                wire = wire._replace(target_port=places[0].get(wire.target_port, -1))
            if holder.nodes[wire.source].type == type_:
                wire = wire._replace(source_port=places[1].get(wire.source_port, -1))
            if wire.target_port >= 0 and wire.source_port >= 0:
                kept.append(wire)
        return Wires(kept)

    def led(holder: Any) -> Any:
        wires = followed(holder)
        if wires == holder.wires:
            return holder
        # Where a wire went, those of a port that takes many close up.
        around = replace(project, nodes=holder.nodes)
        return replace(holder, wires=Wires(closed_up(around, wires, holder.nodes)))

    blocks = {key: led(block) for key, block in project.blocks.items()}
    return replace(led(project), blocks=FrozenDict(blocks))


# Which blocks are in which


def blocks_in(value: Any) -> Iterator[str]:
    """The ids of the blocks that a node's type or a parameter names, at any depth."""
    if isinstance(value, Mapping):
        type_ = value.get("type")
        if isinstance(type_, str) and type_.startswith(BLOCK):
            yield type_[len(BLOCK) :]
        for item in value.values():
            if isinstance(item, (Mapping, tuple, list)):
                yield from blocks_in(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            if isinstance(item, (Mapping, tuple, list)):
                yield from blocks_in(item)


def used_by(node: Node) -> list[str]:
    """The ids of the blocks that a node is an instance of or holds in its slots."""
    own = [node.type[len(BLOCK) :]] if node.type.startswith(BLOCK) else []
    return own + list(blocks_in(node.parameters))


def used_in(nodes: Iterable[Node]) -> dict[str, None]:
    """The ids of all blocks that some nodes use, in order."""
    return {key: None for node in nodes for key in used_by(node)}


def users(project: Document, block: str) -> list[str]:
    """The names of what uses a block: other blocks, and nodes of the outermost drawing."""
    inner = [one.name for one in project.blocks.values() if block in used_in(one.nodes.values())]
    return [node.name for node in project.nodes.values() if block in used_by(node)] + inner


def closure(blocks: Mapping[str, Block], ids: Iterable[str]) -> FrozenDict:
    """These blocks with all that they use, directly or not."""
    found: dict[str, Block] = {}
    waiting = list(ids)
    while waiting:
        key = waiting.pop()
        if key in blocks and key not in found:
            found[key] = blocks[key]
            waiting.extend(used_in(blocks[key].nodes.values()))
    return FrozenDict((key, block) for key, block in blocks.items() if key in found)


def inner_first(blocks: Mapping[str, Block]) -> list[Block]:
    """The blocks in an order in which each comes after those that it uses."""
    ordered: dict[str, Block] = {}

    def place(key: str) -> None:
        if key in blocks and key not in ordered:
            for inner in used_in(blocks[key].nodes.values()):
                place(inner)
            ordered[key] = blocks[key]

    for key in blocks:
        place(key)
    return list(ordered.values())


def with_blocks(node: Node, names: Mapping[str, str]) -> Node:
    """The node with the blocks that it names called as `names` says."""

    def renamed(value: Any) -> Any:
        if isinstance(value, Mapping):
            named = {key: renamed(item) for key, item in value.items()}
            if isinstance(named.get("type"), str):
                named["type"] = type_of(named["type"])
            return FrozenDict(named)
        return tuple(map(renamed, value)) if isinstance(value, tuple) else value

    def type_of(type_: str) -> str:
        key = type_.removeprefix(BLOCK)
        return BLOCK + names.get(key, key) if type_.startswith(BLOCK) else type_

    if not any(key in names for key in used_by(node)):
        return node
    return replace(node, type=type_of(node.type), parameters=renamed(node.parameters))


def circle(blocks: Mapping[str, Block]) -> list[str] | None:
    """The ids of blocks of which each is inside the next, and the last inside the first."""
    done: set[str] = set()

    def walk(key: str, path: list[str]) -> list[str] | None:
        if key in path:
            return path[path.index(key) :]
        if key in done or key not in blocks:
            return None
        for inner in used_in(blocks[key].nodes.values()):
            found = walk(inner, [*path, key])
            if found:
                return found
        done.add(key)
        return None

    return next((found for key in blocks if (found := walk(key, []))), None)


def size(blocks: Mapping[str, Block], nodes: Iterable[Node]) -> int:
    """How many layers some nodes are when each instance is laid out."""
    known: dict[str, int] = {}

    def inside(key: str) -> int:
        if key not in known:
            known[key] = count(blocks[key].nodes.values()) if key in blocks else 0
        return known[key]

    def count(inner: Iterable[Node]) -> int:
        total = 0
        for node in inner:
            times = node.parameters.get("repeat", 1) if node.type.startswith(BLOCK) else 1
            total += 1 + times * sum(inside(key) for key in used_by(node))
        return total

    return count(nodes)


def check_nesting(project: Document) -> Document:
    """The same project. Raises DesignError for a block inside itself, or too much in all."""
    if not project.blocks:
        return project
    around = circle(project.blocks)
    if around:
        raise circle_error(project.blocks, around)
    if size(project.blocks, project.nodes.values()) > MOST_NODES:
        raise DesignError(
            "With all that is inside its sub-models a drawing holds at most {count} layers.",
            fix="Repeat less, or use smaller sub-models.",
            count=MOST_NODES,
        )
    return project


def circle_error(blocks: Mapping[str, Block], around: list[str]) -> DesignError:
    names = [blocks[key].name for key in (*around, around[0])]
    return DesignError(
        "A sub-model cannot contain itself: {path}.",
        fix="Use another sub-model, or a copy of this one.",
        path=" → ".join(names),
    )


def belongs(sheet: Document, type_: str) -> DesignError | None:
    """Why a node of that type cannot be in this drawing, or None."""
    if type_ in PORTS:
        kind = sheet.blocks[sheet.sheet].kind if sheet.sheet in sheet.blocks else ""
        if kind in PORTS[type_]:
            return None
        return DesignError(
            "Ports belong inside sub-models, and those for states inside cells.",
            fix="Open a sub-model first.",
        )
    if type_.startswith(BLOCK) and sheet.sheet:
        inner = type_[len(BLOCK) :]
        if sheet.sheet in closure(sheet.blocks, [inner]):
            return circle_error(sheet.blocks, list(dict.fromkeys([sheet.sheet, inner])))
    return None
