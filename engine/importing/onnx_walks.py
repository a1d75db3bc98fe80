"""Which layers are ONNX's recurrent operators?"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.importing.onnx_files import Reader, reads
from engine.importing.onnx_nodes import Unreadable, Value, attribute
from engine.importing.values import Part, Source

LAYERS = {"LSTM": "LSTM", "GRU": "GRU", "RNN": "SimpleRNN"}
GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}
# Where Keras's gates stand among ONNX's.
ORDERS = {"LSTM": (0, 2, 3, 1), "GRU": (0, 1, 2), "RNN": (0,)}
USUAL = {"LSTM": ["Sigmoid", "Tanh", "Tanh"], "GRU": ["Sigmoid", "Tanh"], "RNN": ["Tanh"]}
FUNCTIONS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "relu", "affine": "linear",
             "hardsigmoid": "hard_sigmoid", "softsign": "softsign"}


@reads(*LAYERS)
def walk(reader: Reader, node: Any) -> None:
    kind, units = node.op_type, attribute(node, "hidden_size")
    direction = attribute(node, "direction", "forward")
    value = reader.of(node.input[0])
    if value.view != "time" or value.flipped or attribute(node, "layout", 0):
        raise Unreadable
    if len(node.input) > 4 and node.input[4]:
        raise Unreadable  # lengths of its own for every sample
    if attribute(node, "clip") or attribute(node, "input_forget", 0):
        raise Unreadable
    if direction == "bidirectional":
        both(reader, node, kind, units, value)
        return
    parameters = settings(node, kind, units, 0)
    if direction == "reverse":
        parameters["go_backwards"] = True
    weights = arrays(reader, node, kind, 0)
    if len(weights) == 2:
        parameters["use_bias"] = False
    names = [*node.output, "", ""][:3]
    used = [bool(name) and (name in reader.readers or name in reader.ends) for name in names]
    if used[0]:
        parameters["return_sequences"] = True
    if (used[0] and (used[1] or used[2])) or used[2]:
        parameters["return_state"] = True
    sources = [value.source]
    states = first_states(reader, node)
    for name in states:
        sources.append(state(reader, name))
    part = Part(reader.name(reader.layer_name(node)), LAYERS[kind], parameters,
                dict(enumerate(sources)))
    made = reader.put("", part, weights)
    place = made.source.part
    if used[0]:
        reader.values[names[0]] = Value(Source(place), 4, "rows", direction == "reverse")
    if used[1]:
        own = 1 if parameters.get("return_state") else 0
        reader.values[names[1]] = Value(Source(place, own), 3, "states")
    if used[2]:
        reader.values[names[2]] = Value(Source(place, 2), 3, "states")


def first_states(reader: Reader, node: Any) -> list[str]:
    """The names of the first states; zeros are none."""
    return [
        name for name in list(node.input)[5:7]
        if name and name not in reader.zeros
        and not (name in reader.arrays and not np.any(reader.arrays[name]))
    ]


def state(reader: Reader, name: str) -> Source:
    """A first state: (1, batch, units), made of (batch, units) by an Unsqueeze."""
    node = next((n for n in reader.graph.node if name in n.output), None)
    if node is None or node.op_type != "Unsqueeze":
        raise Unreadable
    return reader.plain(node.input[0])


def settings(node: Any, kind: str, units: int, direction: int) -> dict[str, Any]:
    count = len(USUAL[kind])
    chosen = attribute(node, "activations") or USUAL[kind] * 2
    chosen = [name.decode() if isinstance(name, bytes) else name for name in chosen]
    chosen = chosen[direction * count : (direction + 1) * count] or USUAL[kind]
    names = []
    for name in chosen:
        if name.lower() not in FUNCTIONS:
            raise Unreadable
        names.append(FUNCTIONS[name.lower()])
    if kind == "LSTM" and names[1] != names[2]:
        raise Unreadable
    parameters: dict[str, Any] = {"units": units}
    activation = names[0] if kind == "RNN" else names[1]
    if activation != "tanh":
        parameters["activation"] = activation
    if kind != "RNN" and names[0] != "sigmoid":
        parameters["recurrent_activation"] = names[0]
    if kind == "GRU" and not attribute(node, "linear_before_reset", 0):
        parameters["reset_after"] = False
    return parameters


def arrays(reader: Reader, node: Any, kind: str, direction: int) -> list[np.ndarray]:
    """Kernel, recurrent kernel and bias in Keras's order."""
    kernel, recurrent = (
        gates(reader.array(node, place)[direction], kind).T.astype(np.float32) for place in (1, 2)
    )
    if len(node.input) <= 3 or not node.input[3]:
        return [kernel, recurrent]
    first, second = np.split(reader.array(node, 3)[direction].astype(np.float32), 2)
    first, second = gates(first, kind), gates(second, kind)
    if kind == "GRU":
        if attribute(node, "linear_before_reset", 0):
            return [kernel, recurrent, np.stack([first, second])]
        units = len(second) // 3
        if np.any(second[2 * units :]):
            # It stands inside what is reset, which Keras's single bias does not.
            raise Unreadable
    return [kernel, recurrent, first + second]


def gates(array: np.ndarray, kind: str) -> np.ndarray:
    parts = np.split(array, GATES[kind])
    return np.concatenate([parts[place] for place in ORDERS[kind]])


def both(reader: Reader, node: Any, kind: str, units: int, value: Value) -> None:
    """A Bidirectional layer, where only its steps are read."""
    names = [*node.output, "", ""][:3]
    used = [bool(name) and (name in reader.readers or name in reader.ends) for name in names]
    if first_states(reader, node):
        raise Unreadable
    weights = arrays(reader, node, kind, 0) + arrays(reader, node, kind, 1)
    parameters = settings(node, kind, units, 0)
    if settings(node, kind, units, 1) != parameters:
        raise Unreadable
    if len(weights) == 4:
        parameters["use_bias"] = False
    if used[0] or not any(used):
        parameters["return_sequences"] = True
    if any(used[1:]):
        parameters["return_state"] = True
    inner = {"type": LAYERS[kind], "parameters": parameters}
    part = Part(reader.name(reader.layer_name(node)), "Bidirectional", {"layer": inner},
                {0: value.source})
    made = reader.put("", part, weights)
    if used[0]:
        reader.values[names[0]] = Value(made.source, 4, "rows")
        reader.ways.add(names[0])
    count = 2 if kind == "LSTM" else 1  # the states of each direction
    for number, name in enumerate(names[1 : 1 + count]):
        if used[1 + number]:
            ends = tuple(Source(made.source.part, 1 + number + way * count) for way in (0, 1))
            reader.values[name] = Value(ends[0], 3, "states")
            reader.ends_of[name] = ends
