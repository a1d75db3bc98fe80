"""Which layers hold another layer or a cell, and what fits there? The slots of wrappers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designer.document import kinds
from designer.document.edits import remove
from designer.document.kinds import BLOCK, Kind
from designer.document.parameters import set_parameter
from designer.document.starting import NEW_CELL
from designer.document.values import Document, Node
from designer.document.wiring import known_node
from engine import registry
from engine.errors import DesignError, Where
from engine.layers.inner import LayerField

# Which blocks a field can hold, by what it holds.
DRAWN = {"cell": "cell", "layer": "model"}


def kinds_that_fit(holds: str) -> list[registry.LayerType]:
    """The kinds of layers that a field can hold: cells, layers that walk a sequence, or any."""
    return [kind for kind in registry.layers().values() if _fits(holds, kind)]


def _fits(holds: str, kind: registry.LayerType) -> bool:
    cell = kind.name.endswith("Cell") or hasattr(kind.cls, "state_size")
    if holds == "cell":
        return cell
    if holds == "sequence":
        return kind.category == "recurrent" and not cell
    return kind.placeable and kind.category not in ("input", "merge") and not cell


def slots(kind: Kind) -> Iterator[LayerField]:
    """The fields of a layer that hold a layer, a cell or a list of cells."""
    return (field for field in kind.fields.values() if isinstance(field, LayerField))


def slot_for(document: Document, node: Node, type_: str) -> str | None:
    """The first field of a node that can hold a layer of this type; None where there is none."""
    kind = kinds.find(document, node.type)
    for field in slots(kind) if kind is not None else ():
        if type_ == NEW_CELL and field.holds == "cell":
            return field.name
        if type_.startswith(BLOCK):
            block = document.blocks.get(type_[len(BLOCK) :])
            if block is not None and DRAWN.get(field.holds) == block.kind:
                return field.name
        elif type_ in registry.layers() and _fits(field.holds, registry.get(type_)):
            return field.name
    return None


def fill(document: Document, key: str, field: str, type_: str) -> Document:
    """Put a new layer of a type into a slot; what was there goes.

    A layer inside another one cannot wait for its values as a node can, so it gets usual ones.
    """
    parameters = usual(type_) if type_ in registry.layers() else {}
    return set_parameter(document, key, field, {"type": type_, "parameters": parameters})


def usual(type_: str) -> dict[str, Any]:
    """A value for each number that a kind of layer demands."""
    samples = {
        "integer": lambda field: 32 if field.name in ("units", "filters") else field.minimum or 1,
        "integers": lambda field: [3] * (field.length or 1),
        "float": lambda field: 0.5,
    }
    return {
        name: samples[field.editor](field)
        for name, field in registry.get(type_).fields.items()
        if field.required and field.editor in samples
    }


def put_into(document: Document, key: str, field: str, inner: str) -> Document:
    """Put a layer of the drawing into a slot; it is no node of its own any more."""
    node = known_node(document, inner)
    if document.wires.into(inner) or document.wires.out_of(inner) or node.shares:
        raise DesignError(
            "{name} has wires, so it cannot go into another layer.",
            fix="Take its wires away first.",
            where=Where(layer=inner),
            name=node.name,
        )
    held = {"type": node.type, "parameters": node.parameters}
    return set_parameter(remove(document, [inner]), key, field, held)
