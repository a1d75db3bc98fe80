"""How does an operator that came from an ONNX file leave again? As it was, under its own names."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.export.onnx.spelling import spells
from engine.export.onnx.writer import Writer
from engine.layers.inert import Inert
from engine.saving.packing import array_of, unpacked
from engine.tape import Record

MESSAGES = ("GraphProto", "TypeProto", "SparseTensorProto", "TensorProto")


@spells("foreign")
def operator(writer: Writer, record: Record) -> None:
    layer: Inert = record.attributes["layer"]
    if not layer.origin:
        raise layer.refusal()
    try:
        put(writer, record, layer)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise writer.refuse(
            "{layer} cannot leave as it came: not all that it was given is kept in the drawing.",
            fix="Open the file that it came from again, or put layers in its place.",
        ) from None


def put(writer: Writer, record: Record, layer: Inert) -> None:
    origin, attributes = layer.origin, layer.attributes
    house, spoken = origin["domain"], origin["version"]
    if not isinstance(house, str) or type(spoken) is not int or not 0 < spoken < 2**31:
        raise ValueError("version")

    def name_of(told: Mapping[str, Any]) -> str:
        if "order" in told:
            raise ValueError("a value in an order of its own")
        if "array" in told:
            return writer.weight(array_of(attributes["given"][told["array"]]))
        if "input" not in told:
            return ""
        value = record.inputs[told["input"]]
        wanted = told.get("dtype") or value.dtype
        return writer.casted(writer.of(value), value.dtype, wanted)

    inputs = [name_of(told) for told in origin["inputs"]]
    names = {name: name_of(told) for name, told in origin.get("captured", {}).items()}
    outputs = [
        writer.name(f"{record.path}/{layer.kind}") if told else "" for told in origin["outputs"]
    ]
    made = writer.helper.make_node(
        layer.kind, inputs, outputs, name=outputs[0], domain=house
    )
    for name, kind in origin["attributes"].items():
        made.attribute.append(attribute(writer, name, kind, attributes[name], names))
    writer.nodes.append(made)
    if house in ("", "ai.onnx"):
        writer.spoken.append((made, spoken))
    else:
        writer.domains[house] = spoken
    for value, name, told in zip(record.outputs, outputs, origin["outputs"], strict=False):
        if name:
            wanted = value.dtype if told.get("dtype") else None
            writer.put(value, writer.casted(name, told.get("dtype"), wanted))


def attribute(writer: Writer, name: str, kind: str, value: Any, names: Mapping[str, str]) -> Any:
    """An attribute out of what a drawing holds of it."""
    from onnx import AttributeProto

    number = AttributeProto.AttributeType.Value(kind)
    several = kind.endswith("S") and isinstance(value, (list, tuple))
    values = [restored(writer, one, names) for one in (value if several else [value])]
    return writer.helper.make_attribute(name, values if several else values[0], attr_type=number)


def restored(writer: Writer, value: Any, names: Mapping[str, str]) -> Any:
    import onnx

    if not isinstance(value, Mapping):
        return value
    if "bytes" in value:
        return base64.b64decode(value["bytes"])
    if "message" not in value:
        return writer.numpy_helper.from_array(array_of(value))
    if value["message"] not in MESSAGES:
        raise ValueError(value["message"])
    message = getattr(onnx, value["message"]).FromString(unpacked(value["packed"]))
    if value["message"] == "GraphProto":
        rename(writer, message, names)
    return message


def rename(writer: Writer, graph: Any, names: Mapping[str, str]) -> None:
    """Give what is inside a graph names of its own in the file, and what it reads around it those
    that they have now.
    """
    own = [value.name for value in [*graph.input, *graph.initializer]]
    own += [name for node in graph.node for name in node.output if name]
    names = {**names, **{name: writer.name(name) for name in dict.fromkeys(own)}}
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
        for one in node.attribute:
            for inner in [*([one.g] if one.HasField("g") else []), *one.graphs]:
                rename(writer, inner, names)
    for value in [*graph.input, *graph.initializer, *graph.output, *graph.value_info]:
        value.name = names.get(value.name, value.name)


def nodes_in(nodes: Sequence[Any]) -> Iterator[Any]:
    """Nodes with those of the graphs inside them."""
    for node in nodes:
        yield node
        for one in node.attribute:
            for graph in [*([one.g] if one.HasField("g") else []), *one.graphs]:
                yield from nodes_in(graph.node)


# What newer versions of ONNX read otherwise; all else they only let do more.
CHANGED = {"GroupNormalization"}


def version(writer: Writer, usual: int) -> int:
    """The version of ONNX's own operators that a graph speaks: the newest of what stands in it."""
    chosen = max([usual, *(told for _, told in writer.spoken)])
    for node, told in writer.spoken:
        for one in nodes_in([node]):
            is_safe = told >= usual and one.op_type not in CHANGED
            if one.domain or is_safe or meaning(one, told) == meaning(one, chosen):
                continue
            raise writer.refuse(
                "The operator {kind} is one of ONNX {version}, which means something else today.",
                fix="Save the file that it came from with a newer version of ONNX, and open it "
                "again.",
                kind=one.op_type, version=told,
            )
    return chosen


def meaning(node: Any, version: int) -> int:
    """Since which version an operator means what it means in this one; 0 where there is none."""
    from onnx import defs

    try:
        return defs.get_schema(node.op_type, version, "").since_version
    except defs.SchemaError:
        return 0


__all__ = ["version"]
