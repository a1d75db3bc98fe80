"""What does a layer inside another one make of what comes in? Its shapes and weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.document.sheets import closure, used_by
from designer.document.slots import Path, held, slot_fields, type_of
from designer.document.tracing import Trace, trace
from designer.document.values import Document, FrozenDict, Node
from engine.tape import Spec


def inside(document: Document, node: Node, entering: Spec | None, path: Path) -> Trace | None:
    """What is known of the layer in a slot when values like `entering` come into the node.

    None where nothing is: the slot is empty, or nothing comes in.
    """
    blocks = closure(document.blocks, used_by(node))
    return _inside(node.type, node.parameters, entering, path, blocks)


def _inside(
    type_: str, parameters: Mapping[str, Any], spec: Spec | None, path: Path, blocks: FrozenDict
) -> Trace | None:
    if spec is None or len(spec.shape) < 2:
        return None
    place, *below = path
    field = next(one for one in slot_fields(type_) if one.name == place.field)
    items = held(field, parameters)
    if place.number >= len(items):
        return None
    cells = field.holds == "cell"
    given = _given(field.holds, spec, items[: place.number], blocks)
    item = items[place.number]
    inner, told = type_of(item), item.get("parameters") or FrozenDict()
    if below:
        return _inside(inner, told, given, tuple(below), blocks)
    if given is None:
        return None
    if cells:
        inner, told = "RNN", FrozenDict(cell=item)
    return trace(inner, "layer", FrozenDict(told), ((given, False),), False, blocks)


def _given(
    holds: str, spec: Spec, before: tuple[Mapping[str, Any], ...], blocks: FrozenDict
) -> Spec | None:
    """What comes into a layer in a slot: a step, or the sequence; after the cells before it."""
    batch, *rest = spec.shape
    if holds == "layer":
        return Spec((batch, *rest[1:]), spec.dtype)
    if holds == "cell" and len(rest) == 1:  # of cells that no recurrent layer calls: one step
        spec = Spec((batch, 1, *rest), spec.dtype)
    if not before:
        return spec
    parameters = FrozenDict(cell=before, return_sequences=True)
    found = trace("RNN", "layer", parameters, ((spec, False),), False, blocks)
    return found.outputs[0] if found.outputs else None
