"""Which layers are ONNX's operators? All but the recurrent ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.importing.onnx_files import Reader, reads
from engine.importing.onnx_nodes import Unreadable, Value, attribute
from engine.importing.values import Source, rounded

ACTIVATIONS = {
    "Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus",
    "Softsign": "softsign", "Selu": "selu", "Exp": "exponential", "Mish": "mish",
}
MERGES = {"Add": "Add", "Sum": "Add", "Mul": "Multiply", "Sub": "Subtract", "Max": "Maximum",
          "Min": "Minimum", "Mean": "Average"}


def elementwise(reader: Reader, node: Any, type_: str, parameters: dict, **more: Any) -> None:
    """A layer that treats all elements alike: however its input is seen, so is its result."""
    value = reader.of(node.input[0])
    reader.layer(node, type_, parameters, [value.source], rank=value.rank, view=value.view,
                 flipped=value.flipped, shape=value.shape, **more)


@reads(*ACTIVATIONS)
def activation(reader: Reader, node: Any) -> None:
    elementwise(reader, node, "Activation", {"activation": ACTIVATIONS[node.op_type]})


@reads("Identity", "Dropout", "Cast")
def nothing(reader: Reader, node: Any) -> None:
    if node.input[0] in reader.arrays:
        reader.arrays[node.output[0]] = reader.arrays[node.input[0]]
        return
    if node.op_type == "Dropout":
        rate = attribute(node, "ratio")
        if rate is None and len(node.input) > 1 and node.input[1] in reader.arrays:
            rate = float(reader.arrays[node.input[1]])
        elementwise(reader, node, "Dropout", {"rate": round(0.5 if rate is None else rate, 6)})
        return
    reader.alias(node, reader.of(node.input[0]))


@reads("LeakyRelu")
def leaky_relu(reader: Reader, node: Any) -> None:
    elementwise(reader, node, "LeakyReLU", {"alpha": rounded(attribute(node, "alpha", 0.01))})


@reads("Elu")
def elu(reader: Reader, node: Any) -> None:
    elementwise(reader, node, "ELU", {"alpha": rounded(attribute(node, "alpha", 1.0))})


@reads("HardSigmoid")
def hard_sigmoid(reader: Reader, node: Any) -> None:
    numbers = rounded(attribute(node, "alpha", 0.2)), rounded(attribute(node, "beta", 0.5))
    if numbers != (0.2, 0.5):
        raise Unreadable
    elementwise(reader, node, "Activation", {"activation": "hard_sigmoid"})


@reads("Clip")
def clip(reader: Reader, node: Any) -> None:
    low = attribute(node, "min")
    high = attribute(node, "max")
    low = float(reader.array(node, 1)) if low is None else low
    high = float(reader.array(node, 2, np.inf)) if high is None else high
    if low != 0.0:
        raise Unreadable
    parameters = {} if high == np.inf or high > 1e30 else {"max_value": rounded(high)}
    elementwise(reader, node, "ReLU", parameters)


@reads("PRelu")
def prelu(reader: Reader, node: Any) -> None:
    value, slope = reader.of(node.input[0]), reader.array(node, 1)
    rank = reader.rank(node.input[0])
    if slope.size == 1:
        shared = list(range(1, rank))
        weight = slope.reshape((1,) * (rank - 1))
    elif value.view == "first":
        shared = list(range(1, rank - 1))
        weight = slope.reshape((1,) * (rank - 2) + (-1,))
    else:
        shared = list(range(2, rank))
        weight = slope.reshape((-1,) + (1,) * (rank - 2))
    elementwise(reader, node, "PReLU", {"shared_axes": shared} if shared else {},
                weights=[weight.astype(np.float32)])


@reads("Softmax", "LogSoftmax")
def softmax(reader: Reader, node: Any) -> None:
    rank = reader.rank(node.input[0])
    axis = attribute(node, "axis", -1)
    axis = axis if axis < 0 else axis - rank
    source = reader.plain(node.input[0])
    if node.op_type == "LogSoftmax":
        raise Unreadable
    parameters = {} if axis == -1 else {"axis": axis}
    reader.layer(node, "Softmax", parameters, [source], rank=rank)


# Products


def dense(reader: Reader, node: Any, result: str, source: Source, kernel, bias, rank) -> None:
    units = int(kernel.shape[1])
    weights = [kernel.astype(np.float32)] + ([] if bias is None else [bias.astype(np.float32)])
    parameters: dict[str, Any] = {"units": units}
    if bias is None:
        parameters["use_bias"] = False
    reader.layer(node, "Dense", parameters, [source], weights, rank=rank)
    reader.values[result] = reader.values[node.output[0]]


@reads("Gemm")
def gemm(reader: Reader, node: Any) -> None:
    if attribute(node, "transA", 0) or attribute(node, "alpha", 1.0) != 1.0:
        raise Unreadable
    kernel = reader.array(node, 1)
    kernel = kernel.T if attribute(node, "transB", 0) else kernel
    bias = None
    if len(node.input) > 2 and node.input[2]:
        bias = reader.array(node, 2).reshape(-1) * attribute(node, "beta", 1.0)
        bias = np.broadcast_to(bias, kernel.shape[1:])
    dense(reader, node, node.output[0], reader.plain(node.input[0]), kernel, bias, 2)


@reads("MatMul")
def matmul(reader: Reader, node: Any) -> None:
    """A Dense layer; the Add behind it is its bias."""
    kernel = reader.array(node, 1)
    if kernel.ndim != 2:
        raise Unreadable
    value = reader.of(node.input[0])
    view = value.view if value.view == "time" else ""
    source = value.source if view else reader.plain(node.input[0])
    rank = value.rank
    follower = reader.sole_reader(node.output[0])
    bias, result = None, node.output[0]
    if follower is not None and follower.op_type == "Add":
        other = next((n for n in follower.input if n in reader.arrays), None)
        if other is not None and reader.arrays[other].size == kernel.shape[1]:
            bias, result = reader.arrays[other].reshape(-1), follower.output[0]
            reader.done.add(result)
    dense(reader, node, result, source, kernel, bias, rank)
    for name in (node.output[0], result):
        reader.values[name] = Value(reader.values[name].source, rank, view)


# Merging


@reads(*MERGES)
def merge(reader: Reader, node: Any) -> None:
    fixed = [name for name in node.input if name in reader.arrays]
    if fixed:
        add_bias(reader, node, fixed)
        return
    values = [reader.of(name) for name in node.input]
    view, flipped = values[0].view, values[0].flipped
    if any((one.view, one.flipped) != (view, flipped) for one in values) or view == "rows":
        view, flipped = "", False
        sources = [reader.plain(name) for name in node.input]
    else:
        sources = [one.source for one in values]
    reader.layer(node, MERGES[node.op_type], {}, sources, rank=values[0].rank, view=view,
                 flipped=flipped, shape=values[0].shape)


def add_bias(reader: Reader, node: Any, fixed: Sequence[str]) -> None:
    """The sum with a row of numbers behind a layer that has no bias yet is its bias."""
    (name,) = [one for one in node.input if one not in fixed]
    value, array = reader.of(name), reader.arrays[fixed[0]]
    part = reader.parts[value.source.part]
    weights = reader.weights.get(part.name, ())
    if node.op_type != "Add" or len(fixed) != 1 or reader.sole_reader(name) is None:
        raise Unreadable
    if part.parameters.get("use_bias", True) or not weights:
        raise Unreadable
    width = weights[0].shape[-1]
    if part.type.startswith("Depthwise"):
        width *= weights[0].shape[-2]
    rank = reader.rank(name)
    first = part.parameters.get("data_format") == "channels_first" or value.view == "first"
    along = array.shape[::-1][rank - 2] if first and array.ndim >= rank - 1 else array.shape[-1]
    if array.size != width or along != width:
        raise Unreadable
    parameters = {key: one for key, one in part.parameters.items() if key != "use_bias"}
    reader.parts[value.source.part] = replace(part, parameters=parameters)
    reader.weights[part.name].append(array.reshape(-1).astype(np.float32))
    reader.alias(node, value)


@reads("Concat")
def concat(reader: Reader, node: Any) -> None:
    if all(name in reader.arrays for name in node.input):
        reader.arrays[node.output[0]] = np.concatenate(
            [reader.arrays[name] for name in node.input], attribute(node, "axis", 0)
        )
        return
    values = [reader.of(name) for name in node.input]
    rank = reader.rank(node.input[0])
    axis = attribute(node, "axis") % rank
    view = values[0].view
    if view and all(one.view == view for one in values) and axis != 0:
        # Seen first, the channels are axis 1; in the parts they come last.
        inner = {"first": {1: rank - 1}, "time": {}}.get(view, {}).get(axis, axis)
        inner = inner if view != "first" or axis == 1 else axis - 1
        sources = [one.source for one in values]
    else:
        view, inner = "", axis
        sources = [reader.plain(name) for name in node.input]
    parameters = {} if inner == rank - 1 else {"axis": inner}
    reader.layer(node, "Concatenate", parameters, sources, rank=rank, view=view)


# Normalization


@reads("BatchNormalization")
def batch_normalization(reader: Reader, node: Any) -> None:
    value, rank = reader.of(node.input[0]), reader.rank(node.input[0])
    weights = [reader.array(node, place).astype(np.float32) for place in (1, 2, 3, 4)]
    parameters: dict[str, Any] = {"epsilon": rounded(attribute(node, "epsilon", 1e-5))}
    momentum = rounded(attribute(node, "momentum", 0.9))
    if momentum != 0.99:
        parameters["momentum"] = momentum
    source = value.source
    if rank > 2 and value.view != "first":
        source = reader.plain(node.input[0])
        parameters["axis"] = 1
    reader.layer(node, "BatchNormalization", parameters, [source], weights, rank=rank,
                 view=value.view)


@reads("LayerNormalization")
def layer_normalization(reader: Reader, node: Any) -> None:
    rank = reader.rank(node.input[0])
    if attribute(node, "axis", -1) not in (-1, rank - 1):
        raise Unreadable
    gamma = reader.array(node, 1).astype(np.float32)
    beta = reader.array(node, 2, np.zeros_like(gamma)).astype(np.float32)
    parameters = {"epsilon": rounded(attribute(node, "epsilon", 1e-5))}
    reader.layer(node, "LayerNormalization", parameters, [reader.plain(node.input[0])],
                 [gamma, beta], rank=rank)


@reads("Div")
def gelu(reader: Reader, node: Any) -> None:
    """x / sqrt 2, its error function, plus 1, times x, times a half: the GELU."""
    if node.input[1] not in reader.arrays:
        raise Unreadable
    if not np.allclose(reader.arrays[node.input[1]], np.sqrt(2.0), rtol=1e-4):
        raise Unreadable
    x, step, results = node.input[0], node, [node.output[0]]
    for kind, other in (("Erf", None), ("Add", 1.0), ("Mul", x), ("Mul", 0.5)):
        step = reader.sole_reader(step.output[0])
        if step is None or step.op_type != kind:
            raise Unreadable
        if isinstance(other, float):
            fixed = [reader.arrays[name] for name in step.input if name in reader.arrays]
            if len(fixed) != 1 or not np.allclose(fixed[0], other):
                raise Unreadable
        elif other is not None and other not in step.input:
            raise Unreadable
        results.append(step.output[0])
    elementwise(reader, node, "Activation", {"activation": "gelu"})
    reader.values[results[-1]] = reader.values[node.output[0]]
    reader.done.update(results[1:])


@reads("TorchAttention")
def attention(reader: Reader, node: Any) -> None:
    """Attention with several heads, its projections in PyTorch's layout."""
    query, key, value = (reader.plain(name) for name in node.input[:3])
    heads, dropout = attribute(node, "heads"), rounded(attribute(node, "dropout", 0.0))
    matrices = [reader.array(node, place) for place in (3, 4, 5, 6)]
    size = matrices[0].shape[0]
    split = (heads, size // heads)
    weights = [matrix.T.reshape(size, *split) for matrix in matrices[:3]]
    last = [matrices[3].T.reshape(*split, size)]
    parameters: dict[str, Any] = {"num_heads": heads, "key_dim": split[1]}
    if len(node.input) > 7:
        rows = [reader.array(node, place) for place in (7, 8, 9, 10)]
        weights = [one for pair in zip(weights, [row.reshape(split) for row in rows[:3]],
                                       strict=True) for one in pair]
        last.append(rows[3])
    else:
        parameters["use_bias"] = False
    if dropout:
        parameters["dropout"] = dropout
    sources = [query, value] if key == value else [query, value, key]
    reader.layer(node, "MultiHeadAttention", parameters, sources, [*weights, *last], rank=3)
