"""What are the axes of a shape called? Batch, time, height, width, channels, by who made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.document import kinds
from designer.document.analysis import Analysis
from designer.document.values import Document, Node
from engine import registry
from engine.errors import DesignError

BATCH, TIME, FEATURES, CHANNELS = "batch", "time", "features", "channels"
PLACES = {1: ("time",), 2: ("height", "width"), 3: ("depth", "height", "width")}
# What a shape is taken for where nothing else is known, by its number of axes.
USUAL = {
    1: (BATCH,),
    2: (BATCH, FEATURES),
    3: (BATCH, TIME, FEATURES),
    4: (BATCH, *PLACES[2], CHANNELS),
    5: (BATCH, TIME, *PLACES[2], CHANNELS),
}


def axis_names(document: Document, analysis: Analysis, key: str, port: int = 0) -> tuple[str, ...]:
    """A name for each axis of what a node gives; empty where its shape is not known."""
    outputs = analysis.facts[key].outputs
    if port >= len(outputs):
        return ()
    shape, node = outputs[port].shape, document.nodes[key]
    own = _own(document, node, len(shape))
    if own is not None:
        return own
    feeding = document.wires.into(key)
    if feeding and not node.parameters.get("target_shape"):
        before = analysis.wires.get(feeding[0])
        kept = kept_axes(before.shape, shape) if before is not None else False
        if kept:
            names = axis_names(document, analysis, feeding[0].source, feeding[0].source_port)
            return names if len(names) == len(shape) else usual(len(shape))
    return usual(len(shape))


def kept_axes(before: tuple[int | None, ...], after: tuple[int | None, ...]) -> bool:
    """Whether the axes still mean what they did: at most the last one has another size."""
    return len(before) == len(after) and before[:-1] == after[:-1]


def usual(rank: int) -> tuple[str, ...]:
    """The names of that many axes where nothing else is known."""
    return USUAL.get(rank) or (BATCH, *(f"axis {place}" for place in range(1, rank)))


def _own(document: Document, node: Node, rank: int) -> tuple[str, ...] | None:
    """The names that the layer itself gives, or None where it keeps those of its input."""
    kind = kinds.find(document, node.type)
    if kind is None or kind.layer is None:
        return None
    return _of_layer(node.type, node.parameters, rank)


def _of_layer(type_: str, parameters: Mapping[str, Any], rank: int) -> tuple[str, ...] | None:
    try:
        kind = registry.get(type_)
    except DesignError:
        return None
    if type_ == "TimeDistributed":
        inner = parameters.get("layer") or {}
        names = _of_layer(inner.get("type", ""), inner.get("parameters", {}), rank - 1)
        return (BATCH, TIME, *(names or usual(rank - 1))[1:])
    count = getattr(kind.cls, "spatial", 0)
    first = parameters.get("data_format") == "channels_first"
    steps = (TIME,) if type_.startswith("ConvLSTM") and rank == count + 3 else ()
    if count and rank == count + 2 + len(steps):
        middle = (CHANNELS, *PLACES[count]) if first else (*PLACES[count], CHANNELS)
        return (BATCH, *steps, *middle)
    if count and rank == 2:
        return (BATCH, CHANNELS)
    if kind.category == "recurrent" or type_ in ("Bidirectional", "Embedding"):
        return usual(rank)
    return None
