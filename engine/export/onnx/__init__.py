"""How is a model written as an ONNX graph? Operation by operation, with its weights inside.

Batch and time stay open where the model leaves them open. Weights keep their names and nodes are
named after the layers that they belong to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.export.onnx import columns, elements, inert, networks, origin, states, walks
from engine.export.onnx.spelling import TABLE
from engine.export.onnx.writer import Writer
from engine.export.tracing import Traces, needed, of_model
from engine.saving.replacing import beside

OPSET = 18
# The file format that knows this opset (ONNX 1.13).
FORMAT = 8


def onnx_model(model: Any) -> Any:
    """The model as an `onnx.ModelProto`. Raises DesignError for what ONNX cannot express."""
    traces = Traces(of_model(model))
    tape, outputs = traces.leading.tape, traces.leading.outputs
    records = needed(tape.records, outputs)
    memory = states.kept(tape, records, outputs)
    records = needed(tape.records, [*outputs, *(one.after for one in memory)])
    writer = Writer(traces)
    inputs = []
    for value, name in zip(traces.leading.inputs, model.input_names, strict=True):
        unique = writer.name(name)
        writer.put(value, unique)
        inputs.append(writer.info(unique, value))
    inputs += [states.enter(writer, one) for one in memory]
    read = {id(value) for record in records for value in record.inputs}
    for step in tape.host_steps:
        if any(id(value) in read for value in step.outputs):
            first = needed(tape.records, step.inputs)
            writer.write(first)
            columns.encoded(writer, step)
            records = [record for record in records if record not in first]
    writer.write(records)
    ends, writer.record = [], None
    for value, name in zip(outputs, model.output_names, strict=True):
        ends.append(leave(writer, value, name))
    ends += [leave(writer, one.after, one.new) for one in memory]
    writer.prune([end.name for end in ends])
    graph = writer.helper.make_graph(
        writer.nodes, model.name, inputs, ends, list(writer.initializers.values()),
        doc_string=states.explained(memory),
    )
    chosen = inert.version(writer, OPSET) if writer.spoken else OPSET
    sets = {"": chosen, **writer.domains}
    made = writer.helper.make_model(
        graph, opset_imports=[writer.helper.make_opsetid(*one) for one in sets.items()],
        ir_version=max(FORMAT, writer.helper.find_min_ir_version_for(
            [writer.helper.make_opsetid("", chosen)], ignore_unknown=True)),
        producer_name="Layerloom",
    )
    writer.helper.set_model_props(made, origin.described(model, made, writer.origins))
    return made


def leave(writer: Writer, value: Any, name: str) -> Any:
    """An output of the graph, under a name of its own."""
    made, unique = writer.of(value), writer.name(name)
    writer.nodes.append(
        writer.helper.make_node("Identity", [made], [unique], name=f"{unique}/output")
    )
    return writer.info(unique, value)


def onnx_bytes(model: Any) -> bytes:
    """The ONNX file's content. Raises DesignError for what ONNX cannot express."""
    return onnx_model(model).SerializeToString()


def save_onnx(model: Any, path: Any) -> Path:
    """Write the ONNX file, whole or not at all."""
    path = Path(path)
    content = onnx_bytes(model)
    with beside(path) as held:
        held.write_bytes(content)
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
