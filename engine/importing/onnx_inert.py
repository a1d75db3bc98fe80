"""What is kept of an ONNX operator that nobody knows? Its attributes, arrays, wires and graphs.

It is kept so that the operator can be written into an ONNX file again as it was. What `attributes`
says under "onnx" is what a graph needs besides: where the operator comes from, what it is given in
order, and what kinds of values these are.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.importing.configs import plain
from engine.importing.onnx_nodes import Unreadable, Value
from engine.importing.values import Part, Source
from engine.saving.packing import MOST_NUMBERS, as_numbers, packed


def add_inert(reader: Any, node: Any) -> None:
    """A node without a meaning: its name, attributes, arrays and wires stay."""
    from onnx import AttributeProto, helper

    attributes: dict[str, Any] = {}
    kinds: dict[str, str] = {}
    for one in node.attribute:
        attributes[one.name] = kept(reader, helper.get_attribute_value(one), node)
        kinds[one.name] = AttributeProto.AttributeType.Name(one.type)
    sources: list[Source] = []
    wires = {name: wire(reader, name, sources) for name in [*node.input, *captured(node)]}
    for name, told in wires.items():
        if "array" in told:
            given = attributes.setdefault("given", {})
            given[name] = kept(reader, reader.arrays[name], node)
    shapes = [shape_of(reader, name) for name in node.output]
    attributes["onnx"] = {
        "domain": node.domain,
        "version": reader.versions.get(node.domain, 1),
        "attributes": kinds,
        "inputs": [wires[name] for name in node.input],
        "captured": {name: wires[name] for name in captured(node)},
        "outputs": [{"dtype": reader.kind_of(name)} if name else {} for name in node.output],
    }
    part = Part(
        reader.name(reader.layer_name(node)), "", {}, dict(enumerate(sources)),
        class_name=node.op_type, attributes=attributes,
        output_shapes=[list(shape) for shape in shapes] if None not in shapes else (),
    )
    reader.parts.append(part)
    for place, name in enumerate(node.output):
        reader.values[name] = Value(Source(len(reader.parts) - 1, place),
                                    shape=reader.told.get(name))


def wire(reader: Any, name: str, sources: list[Source]) -> dict[str, Any]:
    """What stands at one place of an operator: nothing, a fixed array, or a value of the graph."""
    if not name:
        return {}
    counted = reader.counted(name) if name in reader.sizes else ()
    if counted and np.array_equal(*counted):
        reader.arrays[name] = counted[0]
    if name in reader.arrays:
        return {"array": name}
    source = source_of(reader, name)
    if source not in sources:
        sources.append(source)
    told = {"input": sources.index(source), "dtype": reader.kind_of(name)}
    value = reader.of(name)
    turned = value.view not in ("", "first") or value.flipped or value.way is not None
    return {**told, "order": value.view or "flipped"} if turned else told


def source_of(reader: Any, name: str) -> Source:
    """What makes a value. A size that was only worked out so far is made by inert operators."""
    if name not in reader.values:
        maker = next((one for one in reader.graph.node if name in one.output), None)
        if maker is None or name not in reader.sizes:
            raise DesignError(
                "No operator of the file makes the value {name}.", name=name,
                fix="Save the model again with the program that it comes from.",
            )
        add_inert(reader, maker)
    try:
        return reader.plain(name)
    except Unreadable:
        return reader.of(name).source


def shape_of(reader: Any, name: str) -> tuple[int | None, ...] | None:
    """The shape of a result, as far as it is known; None goes with a size of the input."""
    if not name:
        return ()
    known = reader.fixed_shape(name)
    return known if known is not None else reader.told.get(name) or None


def captured(node: Any) -> Iterator[str]:
    """What graphs inside a node read of the graph around it."""
    for one in node.attribute:
        for graph in [*([one.g] if one.HasField("g") else []), *one.graphs]:
            own = {value.name for value in [*graph.input, *graph.initializer]}
            own.update(name for inner in graph.node for name in inner.output)
            read = [name for inner in graph.node for name in [*inner.input, *captured(inner)]]
            read += [value.name for value in graph.output]
            yield from (name for name in dict.fromkeys(read) if name and name not in own)


def kept(reader: Any, value: Any, node: Any) -> Any:
    """An attribute as a drawing can hold it."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, (list, tuple)):
        return [kept(reader, item, node) for item in value]
    if isinstance(value, np.ndarray):
        return array_kept(reader, value, node)
    if isinstance(value, (int, float, str)):
        return plain(value)
    if hasattr(value, "dims") and hasattr(value, "raw_data"):
        return array_kept(reader, reader.to_array(value), node)
    if hasattr(value, "SerializeToString"):  # a graph, such as a loop's body
        return message_kept(reader, value, node)
    return str(value)


def message_kept(reader: Any, message: Any, node: Any) -> dict[str, Any]:
    """A graph or a type inside an operator: its bytes, which the ONNX package can read again."""
    told: dict[str, Any] = {"message": type(message).__name__}
    data = message.SerializeToString()
    if len(data) <= reader.room:
        reader.room -= len(data)
        told["packed"] = packed(data)
    else:
        reader.remarks.append(DesignError(
            "What {name} holds is too large to be kept in a drawing.",
            name=reader.layer_name(node),
        ))
    return told


def array_kept(reader: Any, array: np.ndarray, node: Any) -> dict[str, Any]:
    """An array by its numbers; a large one as texts: its little-endian bytes by zlib and base64.

    What is too large for a drawing stays by its shape alone, which is told.
    """
    told: dict[str, Any] = {"dtype": array.dtype.name, "shape": list(array.shape)}
    if as_numbers(array):
        told["values"] = kept(reader, array.ravel()[:MOST_NUMBERS].tolist(), node)
        return told
    if array.nbytes <= reader.room:
        reader.room -= array.nbytes
        in_order = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        told["packed"] = packed(in_order.tobytes())
        return told
    reader.remarks.append(DesignError(
        "An array of {name} is too large to be kept in a drawing: only its shape {shape} is.",
        name=reader.layer_name(node), shape=tuple(array.shape),
    ))
    return told


__all__ = ["add_inert"]
