"""How are values and nodes of an ONNX graph seen while it is read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.importing.values import Source


@dataclass(frozen=True)
class Value:
    """A value of the graph: which part makes it, and how the graph sees it.

    `view` is "" for a value as the part makes it; "first" where the graph sees its channels
    first; "time" where it sees its steps before the batch; "rows" and "turned" for what a
    recurrent operator gives before its directions are put together. `flipped` is whether the
    steps run the other way round than in the part, `way` which direction of two was picked.
    """

    source: Source
    rank: int | None = None
    view: str = ""
    flipped: bool = False
    shape: tuple[int | None, ...] | None = None
    way: int | None = None


class Unreadable(Exception):
    """An operator is used in a way for which there is no layer."""


def attribute(node: Any, name: str, default: Any = None) -> Any:
    from onnx import helper

    for one in node.attribute:
        if one.name == name:
            value = helper.get_attribute_value(one)
            return value.decode() if isinstance(value, bytes) else value
    return default


def has_graph(node: Any) -> bool:
    """Whether a node holds a graph, as a loop does."""
    return any(one.HasField("g") or one.graphs for one in node.attribute)


__all__ = ["Unreadable", "Value", "attribute", "has_graph"]
