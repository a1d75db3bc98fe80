"""What is kept of an ONNX operator that nobody knows? Its attributes, arrays and wires."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.importing.configs import plain
from engine.importing.onnx_nodes import Unreadable, Value
from engine.importing.values import Part, Source

# So many numbers of an array stand in a drawing as numbers; larger ones are packed.
MOST_NUMBERS = 4096
# A text in a drawing is no longer than this.
LONGEST_TEXT = 150_000


def add_inert(reader: Any, node: Any) -> None:
    """A node without a meaning: its name, attributes, arrays and wires stay."""
    from onnx import helper

    attributes: dict[str, Any] = {}
    for one in node.attribute:
        attributes[one.name] = kept(reader, helper.get_attribute_value(one), node)
    read = [*node.input, *captured(node)]
    for name in read:
        if name in reader.arrays:
            given = attributes.setdefault("given", {})
            given[name] = kept(reader, reader.arrays[name], node)
    sources: list[Source] = []
    for name in read:
        try:
            sources.append(reader.plain(name))
        except (Unreadable, KeyError):
            continue
    shapes = [reader.told.get(name) for name in node.output]
    part = Part(
        reader.name(reader.layer_name(node)), "", {}, dict(enumerate(sources)),
        class_name=node.op_type, attributes=attributes,
        output_shapes=[list(shape) for shape in shapes] if all(shapes) else (),
    )
    reader.parts.append(part)
    for place, name in enumerate(node.output):
        reader.values[name] = Value(Source(len(reader.parts) - 1, place),
                                    shape=reader.told.get(name))


def captured(node: Any) -> Iterator[str]:
    """What graphs inside a node read of the graph around it."""
    for one in node.attribute:
        for graph in [*([one.g] if one.HasField("g") else []), *one.graphs]:
            own = {value.name for value in [*graph.input, *graph.initializer]}
            own.update(name for inner in graph.node for name in inner.output)
            read = [name for inner in graph.node for name in [*inner.input, *captured(inner)]]
            yield from (name for name in dict.fromkeys(read) if name and name not in own)


def kept(reader: Any, value: Any, node: Any) -> Any:
    """An attribute as a drawing can hold it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (list, tuple)):
        return [kept(reader, item, node) for item in value]
    if isinstance(value, np.ndarray):
        return array_kept(reader, value, node)
    if isinstance(value, (int, float, str)):
        return plain(value)
    if hasattr(value, "dims"):
        return array_kept(reader, reader.to_array(value), node)
    if hasattr(value, "SerializeToString"):  # a graph, such as a loop's body
        return message_kept(reader, value, node)
    return str(value)


def message_kept(reader: Any, message: Any, node: Any) -> dict[str, Any]:
    """A graph or a type inside an operator: its bytes, which the ONNX package can read again."""
    told: dict[str, Any] = {"message": type(message).__name__}
    data = message.SerializeToString()
    if len(data) <= reader.room:
        told["packed"] = packed(reader, data)
    else:
        reader.remarks.append(DesignError(
            "What {name} holds is too large to be kept in a drawing.",
            name=reader.layer_name(node),
        ))
    return told


def packed(reader: Any, data: bytes) -> list[str]:
    """Bytes as texts that a drawing can hold, by zlib and base64."""
    reader.room -= len(data)
    text = base64.b64encode(zlib.compress(data, 6)).decode("ascii")
    return [text[start : start + LONGEST_TEXT] for start in range(0, len(text), LONGEST_TEXT)]


def array_kept(reader: Any, array: np.ndarray, node: Any) -> dict[str, Any]:
    """An array by its numbers; a large one as texts: its little-endian bytes by zlib and base64.

    What is too large for a drawing stays by its shape alone, which is told.
    """
    told: dict[str, Any] = {"dtype": array.dtype.name, "shape": list(array.shape)}
    if array.size <= MOST_NUMBERS or array.dtype.kind not in "fiub":
        told["values"] = plain(array.ravel()[:MOST_NUMBERS].tolist())
        return told
    if array.nbytes <= reader.room:
        in_order = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        told["packed"] = packed(reader, in_order.tobytes())
        return told
    reader.remarks.append(DesignError(
        "An array of {name} is too large to be kept in a drawing: only its shape {shape} is.",
        name=reader.layer_name(node), shape=tuple(array.shape),
    ))
    return told


__all__ = ["add_inert"]
