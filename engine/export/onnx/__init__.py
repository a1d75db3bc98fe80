"""How is a model written as an ONNX graph? Operation by operation, with its weights inside.

Batch and time stay open where the model leaves them open. Weights keep their names and nodes are
named after the layers that they belong to.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from engine.errors import DesignError, Where
from engine.export.onnx import elements, networks, origin, walks
from engine.export.onnx.spelling import TABLE
from engine.export.onnx.writer import Writer
from engine.export.tracing import Traces, needed, of_model

OPSET = 18
# The file format that knows this opset (ONNX 1.13).
FORMAT = 8


def onnx_model(model: Any) -> Any:
    """The model as an `onnx.ModelProto`. Raises DesignError for what ONNX cannot express."""
    traces = Traces(of_model(model))
    for variable, _ in traces.leading.tape.assigned.values():
        layer = variable.path.split("/")[-2] if "/" in variable.path else model.name
        raise DesignError(
            "{layer} keeps its states from batch to batch, which an ONNX graph cannot.",
            fix="Set stateful to False, or export to Keras, PyTorch or Layerloom's engine.",
            where=Where(layer=layer, field="stateful"), layer=layer,
        )
    writer = Writer(traces)
    inputs = []
    for value, name in zip(traces.leading.inputs, model.input_names, strict=True):
        unique = writer.name(name)
        writer.put(value, unique)
        inputs.append(writer.info(unique, value))
    outputs = traces.leading.outputs
    writer.write(needed(traces.leading.tape.records, outputs))
    ends, writer.record = [], None
    for value, name in zip(outputs, model.output_names, strict=True):
        made = writer.of(value)
        unique = writer.name(name)
        writer.nodes.append(
            writer.helper.make_node("Identity", [made], [unique], name=f"{unique}/output")
        )
        ends.append(writer.info(unique, value))
    writer.prune([end.name for end in ends])
    graph = writer.helper.make_graph(
        writer.nodes, model.name, inputs, ends, list(writer.initializers.values())
    )
    made = writer.helper.make_model(
        graph, opset_imports=[writer.helper.make_opsetid("", OPSET)], ir_version=FORMAT,
        producer_name="Layerloom",
    )
    writer.helper.set_model_props(made, origin.described(model, made, writer.origins))
    return made


def onnx_bytes(model: Any) -> bytes:
    """The ONNX file's content. Raises DesignError for what ONNX cannot express."""
    return onnx_model(model).SerializeToString()


def save_onnx(model: Any, path: Any) -> Path:
    """Write the ONNX file, whole or not at all."""
    path = Path(path)
    content = onnx_bytes(model)
    held = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        held.write_bytes(content)
        os.replace(held, path)
    finally:
        held.unlink(missing_ok=True)
    return path


def refusals(model: Any) -> list[DesignError]:
    """What ONNX cannot express of the model: nothing, or the first fault found."""
    try:
        onnx_model(model)
    except DesignError as error:
        return [error]
    return []


__all__ = ["OPSET", "TABLE", "onnx_bytes", "onnx_model", "refusals", "save_onnx"]
_rooms = (elements, networks, walks)
