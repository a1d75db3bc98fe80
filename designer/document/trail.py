"""Which drawing is open, and what comes in at its ports? The way from the outermost one inward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from designer.document.analysis import NOTHING, Analysis, Entering, analyse
from designer.document.kinds import BLOCK, BLOCK_INPUT, ports_of
from designer.document.sheets import TABLES, opened, used_by, used_in
from designer.document.values import Document, Node
from engine.tape import Spec


@dataclass(frozen=True)
class Step:
    """A block that was entered, and through which node; "" where its definition was opened."""

    block: str
    node: str = ""


Trail = tuple[Step, ...]


def sheet_of(project: Document, trail: Trail) -> Document:
    """The drawing at the end of a trail."""
    return opened(project, trail[-1].block if trail else "")


def still_there(project: Document, trail: Trail) -> Trail:
    """As much of a trail as an edit has left."""
    kept: list[Step] = []
    for step in trail:
        if step.block not in project.blocks:
            break
        node = sheet_of(project, tuple(kept)).nodes.get(step.node)
        uses = node is not None and step.block in used_by(node)
        kept.append(step if uses else Step(step.block))
    return tuple(kept)


def way_to(project: Document, block: str) -> Trail:
    """How to get to a block from the outermost drawing; straight to it where nothing uses it."""
    waiting: list[Trail] = [()]
    seen = set()
    while waiting:
        trail = waiting.pop(0)
        for node in sheet_of(project, trail).nodes.values():
            for key in used_by(node):
                if key in project.blocks and key not in seen:
                    seen.add(key)
                    longer = (*trail, Step(key, node.id))
                    if key == block:
                        return longer
                    waiting.append(longer)
    return (Step(block),) if block else ()


def changed_sheet(before: Document, after: Document, open_sheet: str) -> str | None:
    """The drawing in which two projects differ: the open one where it does; None for none."""
    different = [key for key in ("", *after.blocks) if _tables(before, key) != _tables(after, key)]
    if not different:
        return None
    return open_sheet if open_sheet in different else different[0]


def _tables(project: Document, key: str) -> tuple | None:
    holder = project.blocks.get(key) if key else project
    return tuple(getattr(holder, name) for name in TABLES) if holder is not None else None


def entering(project: Document, trail: Trail, outermost: Analysis | None = None) -> Entering:
    """What comes in at the ports of the open drawing: at the node by which it was entered, or
    else where the block is used first and that is known."""
    if not trail:
        return NOTHING
    *before, step = trail
    parent = sheet_of(project, tuple(before))
    if step.node in parent.nodes:
        known = outermost if not before else None
        if known is None:
            known = analyse(parent, entering(project, tuple(before), outermost))
        found = handed_in(parent, known, parent.nodes[step.node], step.block)
        if found:
            return found
    return _first_use(project, step.block, outermost)


def _first_use(project: Document, block: str, outermost: Analysis | None) -> Entering:
    for found in _uses(project, block, outermost):
        return found
    return NOTHING


def _uses(project: Document, block: str, outermost: Analysis | None) -> Iterator[Entering]:
    for key in ("", *project.blocks):
        sheet = opened(project, key)
        if block not in used_in(sheet.nodes.values()):
            continue
        if key or outermost is None:
            outermost_or_inner = analyse(sheet, _first_use(project, key, outermost))
        else:
            outermost_or_inner = outermost
        for node in sheet.nodes.values():
            if block in used_by(node):
                found = handed_in(sheet, outermost_or_inner, node, block)
                if found:
                    yield found


def handed_in(sheet: Document, known: Analysis, node: Node, block: str) -> Entering:
    """What a node hands to a block that it is an instance of, or that it holds in a slot."""
    before, _ = ports_of(sheet.blocks[block])
    if node.type == BLOCK + block:
        values = {}
        for wire in sheet.wires.into(node.id):
            spec, masks = known.wires.get(wire), known.masks.get(wire.source, ())
            if spec is not None and wire.target_port < len(before):
                masked = wire.source_port < len(masks) and masks[wire.source_port]
                values[before[wire.target_port].id] = (spec, masked)
        return values
    facts = known.facts.get(node.id)
    first = next((port for port in before if port.type == BLOCK_INPUT), None)
    if facts is None or not facts.inputs or facts.inputs[0] is None or first is None:
        return NOTHING
    shape = facts.inputs[0].shape  # a wrapper or a recurrent layer hands on one step at a time
    return {first.id: (Spec((shape[0], *shape[2:]), facts.inputs[0].dtype), False)}
