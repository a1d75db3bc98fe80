"""How are recurrent layers and loops over a sequence spelled in ONNX?"""

from __future__ import annotations

import numpy as np

from engine.export.onnx.spelling import spells
from engine.export.onnx.writer import Writer
from engine.export.tracing import BEGINNING, needed
from engine.ops.recurrent import GATES, named
from engine.tape import Record, Tensor

FUNCTIONS = {"linear": "Affine", "tanh": "Tanh", "sigmoid": "Sigmoid",
             "hard_sigmoid": "HardSigmoid", "relu": "Relu"}
# The numbers of a function that has some; 0 for the others.
ALPHAS = {"linear": 1.0, "hard_sigmoid": 0.2}
BETAS = {"hard_sigmoid": 0.5}
KINDS = {"simple_rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}
# Where ONNX's gates (input, output, forget, cell) stand among Keras's (i, f, c, o).
ORDERS = {"simple_rnn": (0,), "lstm": (0, 3, 1, 2), "gru": (0, 1, 2)}


@spells("recurrent_sequence")
def recurrent(writer: Writer, record: Record) -> None:
    """The standard operator; ONNX puts time first and a row of directions before the units."""
    a = record.attributes
    kind = a["kind"]
    given = named(record.inputs, a["names"])
    y, last, carry = record.outputs[:3]
    if given["mask"] is not None:
        raise writer.refuse("{layer} has a mask, which this operator of ONNX cannot take.")
    units = given["recurrent"].shape[0]
    names = [
        writer.node("Transpose", [writer.of(given["x"])], perm=[1, 0, 2]),
        weights(writer, given["kernel"], kind),
        weights(writer, given["recurrent"], kind),
        biases(writer, given["bias"], kind, units),
        "",
        *(first(writer, given[name]) for name in ("h0", "c0")),
    ]
    while not names[-1]:
        names.pop()
    chosen = {"simple_rnn": [a["activation"]], "gru": [a["gate"], a["activation"]],
              "lstm": [a["gate"], a["activation"], a["activation"]]}[kind]
    more = {"linear_before_reset": int(a["reset_after"])} if kind == "gru" else {}
    results = writer.node(
        KINDS[kind], names, 3 if kind == "lstm" else 2, hidden_size=units,
        direction="reverse" if a["reverse"] else "forward",
        activations=[FUNCTIONS[name] for name in chosen],
        activation_alpha=[ALPHAS.get(name, 0.0) for name in chosen],
        activation_beta=[BETAS.get(name, 0.0) for name in chosen], **more,
    )
    row = writer.longs([0])
    end = writer.node("Squeeze", [results[1], row])
    writer.put(last, end)
    if kind == "lstm":
        writer.put(carry, writer.node("Squeeze", [results[2], row]))
    if not a["every"]:
        writer.put(y, end)
        return
    steps = writer.node("Squeeze", [results[0], writer.longs([1])])
    if a["reverse"]:  # in the order in which they were made
        rows = [writer.longs([number]) for number in (-1, BEGINNING, 0, -1)]
        steps = writer.node("Slice", [steps, *rows])
    writer.put(y, writer.node("Transpose", [steps], perm=[1, 0, 2]))


def known(writer: Writer, value: Tensor) -> np.ndarray:
    array = writer.fixed(value)
    if array is None:
        raise writer.refuse("{layer} works out its weights, which ONNX cannot say.")
    return array


def weights(writer: Writer, value: Tensor, kind: str) -> str:
    """A kernel (inputs, gates * units) as (1, gates * units, inputs), in ONNX's order of gates."""
    parts = np.split(known(writer, value).T, GATES[kind])
    array = np.concatenate([parts[place] for place in ORDERS[kind]])[None]
    return writer.weight(array, writer.variable(value), {"gates": kind})


def biases(writer: Writer, value: Tensor | None, kind: str, units: int) -> str:
    """Both biases in a row; Keras has one, but for a GRU that resets after its product."""
    if value is None:
        return ""
    array = known(writer, value)
    rows = array if array.ndim == 2 else np.stack([array, np.zeros_like(array)])
    turned = []
    for row in rows:
        parts = np.split(row, GATES[kind])
        turned += [parts[place] for place in ORDERS[kind]]
    return writer.weight(np.concatenate(turned)[None], writer.variable(value), {"biases": kind})


def first(writer: Writer, value: Tensor | None) -> str:
    """A first state (batch, units) as (1, batch, units)."""
    return "" if value is None else writer.node("Unsqueeze", [writer.of(value), writer.longs([0])])


@spells("loop")
def loop(writer: Writer, record: Record) -> None:
    """A Scan whose body is the step; values from around it are read by their names."""
    a = record.attributes
    count, axis = a["sequences"], a["axis"]
    given, results = a["given"], a["results"]
    states = len(given) - count
    outputs = len(results) - states
    outer = [writer.of(value) for value in record.inputs]
    steps = needed(a["body"], results)
    for inner in steps:  # what the body reads is made outside, once
        for value in inner.inputs:
            if value.source in ("variable", "constant"):
                writer.of(value)
    prefix = record.path or "loop"
    with writer.inside() as nodes:
        names = [writer.name(f"{prefix}/step") for _ in given]
        for value, name in zip(given, names, strict=True):
            writer.put(value, name)
        writer.write(steps)
        made = []
        for value in [*results[outputs:], *results[:outputs], *results[:outputs]]:
            # A result may be a state as well: each has a name of its own.
            made.append(writer.node("Identity", [writer.of(value)]))
        body = writer.helper.make_graph(
            list(nodes), f"{prefix}/body",
            [writer.info(name, value)
             for name, value in zip([*names[count:], *names[:count]],
                                    [*given[count:], *given[:count]], strict=True)],
            [writer.info(name, value)
             for name, value in zip(made[: states + outputs],
                                    [*results[outputs:], *results[:outputs]], strict=True)],
        )
    backwards = int(bool(a["backwards"]))
    ends = writer.node(
        "Scan",
        [*outer[count:], *outer[:count]],
        states + outputs,
        body=body,
        num_scan_inputs=count,
        scan_input_axes=[axis] * count,
        scan_input_directions=[backwards] * count,
        scan_output_axes=[axis] * outputs,
    )
    ends = [ends] if states + outputs == 1 else ends
    sequences = ends[states:]
    for value, name in zip(record.outputs[2 * outputs :], ends[:states], strict=True):
        writer.put(value, name)
    for value, name in zip(record.outputs[outputs : 2 * outputs], sequences, strict=True):
        writer.put(value, name)
    for value, name in zip(record.outputs[:outputs], sequences, strict=True):
        if id(value) in writer.wanted:
            end = writer.longs(-1)
            writer.put(value, writer.node("Gather", [name, end], axis=axis))
