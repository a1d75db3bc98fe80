"""Which operations of the engine are ONNX's operators that no layer stands for?

They work on values as the graph sees them. Arrays among what they are given are learned where
the file counts them among its weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.importing.onnx_files import FALLBACK, Reader
from engine.importing.onnx_fixed import LARGEST
from engine.importing.onnx_nodes import Unreadable, Value, attribute
from engine.importing.values import Part, Source

SMALL = 1
TOWARDS_END = 2**30
SAME = {
    "Add": "add", "Sub": "subtract", "Mul": "multiply", "Div": "divide", "Pow": "power",
    "Max": "maximum", "Min": "minimum", "Equal": "equal", "Greater": "greater", "Less": "less",
    "GreaterOrEqual": "greater_equal", "LessOrEqual": "less_equal", "And": "logical_and",
    "Or": "logical_or", "Not": "logical_not", "Where": "where", "Sqrt": "sqrt", "Exp": "exp",
    "Log": "log", "Abs": "abs", "Neg": "negative", "Reciprocal": "reciprocal", "Erf": "erf",
    "Sin": "sin", "Cos": "cos", "Floor": "floor", "Ceil": "ceil", "Round": "round",
    "Sign": "sign", "MatMul": "matmul", "Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh",
}
REDUCTIONS = {"ReduceSum": "sum", "ReduceMean": "mean", "ReduceMax": "max", "ReduceMin": "min",
              "ReduceProd": "prod"}


class Fixed:
    """An array that is no weight, whatever its size."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array


class Writer:
    """Writes the operations for one node; the last one bears its name."""

    def __init__(self, reader: Reader, node: Any) -> None:
        self.reader, self.node = reader, node

    def value(self, place: int) -> Any:
        """What the node takes at a place: a Source, a number or an array."""
        name = self.node.input[place]
        if name in self.reader.arrays:
            array = self.reader.arrays[name]
            return array.item() if array.size == SMALL and array.ndim == 0 else array
        if name in self.reader.sizes:
            return self.given(place)
        return self.reader.plain(name)

    def given(self, place: int, default: Any = None) -> Any:
        """The fixed numbers at a place as a list or a number."""
        if place >= len(self.node.input) or not self.node.input[place]:
            return default
        return self.reader.array(self.node, place).tolist()

    def put(self, operation: str, *values: Any, **options: Any) -> Source:
        """One operation; a Source among the values is an input, a large array is learned."""
        inputs: list[Source] = []
        weights: list[np.ndarray] = []

        def told(value: Any) -> Any:
            if isinstance(value, Source):
                if value not in inputs:
                    inputs.append(value)
                return {"input": inputs.index(value)}
            if isinstance(value, Fixed):
                return {"array": value.array.tolist()}
            if isinstance(value, np.ndarray):
                if value.size > SMALL and value.dtype.kind == "f":
                    weights.append(value.astype(np.float32))
                    return {"weight": list(value.shape)}
                return {"array": value.tolist()} if value.ndim else value.item()
            if isinstance(value, tuple):
                return {"key": [told(item) for item in value]}
            if isinstance(value, slice):
                return {"slice": [value.start, value.stop, value.step]}
            if value is Ellipsis:
                return {"ellipsis": True}
            return [told(item) for item in value] if isinstance(value, list) else value

        parameters: dict[str, Any] = {"operation": operation,
                                      "arguments": [told(value) for value in values]}
        if options:
            parameters["options"] = {key: told(value) for key, value in options.items()}
        if not inputs:
            raise Unreadable
        part = Part(self.reader.name(self.reader.layer_name(self.node)),
                    "LearnedOperation" if weights else "Operation", parameters,
                    dict(enumerate(inputs)))
        return self.reader.put("", part, weights).source

    def result(self, source: Source, place: int = 0) -> None:
        name = self.node.output[place]
        if name:
            shape = self.reader.fixed_shape(name)
            self.reader.values[name] = Value(source, None if shape is None else len(shape))


Computing = Callable[[Writer, Any], "Source | None"]
TABLE: dict[str, Computing] = {}


def computes(*kinds: str) -> Callable[[Computing], Computing]:
    def enter(compute: Computing) -> Computing:
        TABLE.update(dict.fromkeys(kinds, compute))
        return compute

    return enter


def compute(reader: Reader, node: Any) -> None:
    writer = Writer(reader, node)
    if node.op_type in SAME:
        values = [writer.value(place) for place in range(len(node.input))]
        if len(values) > 2 and node.op_type not in ("Where",):
            raise Unreadable
        source = writer.put(SAME[node.op_type], *values)
    else:
        source = TABLE[node.op_type](writer, node)
    if source is not None:
        writer.result(source)


FALLBACK["compute"] = compute


@computes("Clip")
def clip(writer: Writer, node: Any) -> Source:
    low, high = attribute(node, "min"), attribute(node, "max")
    low = writer.given(1, -3.0e38) if low is None else low
    high = writer.given(2, 3.0e38) if high is None else high
    return writer.put("clip", writer.value(0), low, high)


def hard(writer: Writer, x: Any, alpha: float, beta: float) -> Source:
    return writer.put(
        "clip", writer.put("add", writer.put("multiply", x, alpha), beta), 0.0, 1.0
    )


@computes("HardSigmoid")
def hard_sigmoid(writer: Writer, node: Any) -> Source:
    alpha, beta = attribute(node, "alpha", 0.2), attribute(node, "beta", 0.5)
    return hard(writer, writer.value(0), alpha, beta)


@computes("HardSwish")
def hard_swish(writer: Writer, node: Any) -> Source:
    x = writer.value(0)
    return writer.put("multiply", x, hard(writer, x, 1.0 / 6.0, 0.5))


@computes("Celu")
def celu(writer: Writer, node: Any) -> Source:
    alpha = attribute(node, "alpha", 1.0)
    bent = writer.put("elu", writer.put("divide", writer.value(0), alpha))
    return writer.put("multiply", bent, alpha)


@computes("Gelu")
def gelu(writer: Writer, node: Any) -> Source:
    near = attribute(node, "approximate", "none") == "tanh"
    return writer.put("gelu", writer.value(0), approximate=near)


@computes("LogSoftmax")
def log_softmax(writer: Writer, node: Any) -> Source:
    return writer.put("log_softmax", writer.value(0), axis=attribute(node, "axis", -1))


@computes(*REDUCTIONS, "ReduceL2", "ReduceSumSquare")
def reduce(writer: Writer, node: Any) -> Source:
    axes = attribute(node, "axes")
    axes = writer.given(1) if axes is None else list(axes)
    options = {"axis": axes, "keepdims": bool(attribute(node, "keepdims", 1))}
    if axes is None or 0 in axes:
        raise Unreadable
    if node.op_type in REDUCTIONS:
        return writer.put(REDUCTIONS[node.op_type], writer.value(0), **options)
    squares = writer.put("sum", writer.put("square", writer.value(0)), **options)
    return writer.put("sqrt", squares) if node.op_type == "ReduceL2" else squares


@computes("Einsum")
def einsum(writer: Writer, node: Any) -> Source:
    values = [writer.value(place) for place in range(len(node.input))]
    return writer.put("einsum", attribute(node, "equation").replace(" ", ""), *values)


@computes("Transpose")
def transpose(writer: Writer, node: Any) -> Source:
    rank = writer.reader.rank(node.input[0])
    order = list(attribute(node, "perm") or range(rank)[::-1])
    return writer.put("transpose", writer.value(0), order)


@computes("Reshape", "Squeeze", "Unsqueeze", "Flatten")
def reshape(writer: Writer, node: Any) -> Source:
    shape = writer.reader.fixed_shape(node.output[0])
    if shape is None or list(shape).count(None) > 1:
        raise Unreadable
    return writer.put(
        "reshape", writer.value(0), [-1 if size is None else size for size in shape]
    )


@computes("Erfc")
def complement(writer: Writer, node: Any) -> Source:
    return writer.put("subtract", 1.0, writer.put("erf", writer.value(0)))


@computes("Tile")
def tile(writer: Writer, node: Any) -> Source:
    repeats = writer.given(1)
    if repeats[0] != 1:
        raise Unreadable  # samples more often than once, which no layer does
    return writer.put("tile", writer.value(0), repeats)


@computes("Expand")
def expand(writer: Writer, node: Any) -> Source:
    shape = writer.reader.fixed_shape(node.output[0])
    if shape is None:
        raise Unreadable
    before = writer.reader.shape(node.input[0])
    if None in shape[1:] or len(before) != len(shape) or shape[0] is not None:
        raise Unreadable
    if math.prod(shape[1:]) > LARGEST:
        raise Unreadable
    return writer.put("add", writer.value(0), np.zeros((1, *shape[1:]), np.int64))


@computes("Concat")
def concat(writer: Writer, node: Any) -> Source:
    reader, axis = writer.reader, attribute(node, "axis")
    plain = next(name for name in node.input if name in reader.values)
    values = []
    for name in node.input:
        if name not in reader.batched:
            values.append(reader.plain(name))
            continue
        array = reader.batched[name]
        rank = len(reader.shape(plain))
        one = (slice(None), *[slice(0, 1)] * (rank - 1))
        first = writer.put("getitem", reader.plain(plain), one)
        values.append(writer.put("add", writer.put("multiply", first, 0.0), array))
    return writer.put("concatenate", values, axis=axis)


@computes("Slice")
def slices(writer: Writer, node: Any) -> Source:
    rank = writer.reader.rank(node.input[0])
    starts, ends = writer.given(1), writer.given(2)
    axes = writer.given(3, list(range(len(starts))))
    steps = writer.given(4, [1] * len(starts))
    key = [slice(None)] * rank
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        if axis % rank == 0 and (start or abs(end) < TOWARDS_END or step != 1):
            raise Unreadable
        key[axis % rank] = slice(start or None, None if abs(end) >= TOWARDS_END else end,
                                 None if step == 1 else step)
    return writer.put("getitem", writer.value(0), tuple(key))


@computes("Split")
def split(writer: Writer, node: Any) -> None:
    rank = writer.reader.rank(node.input[0])
    axis = attribute(node, "axis", 0) % rank
    value, begin = writer.value(0), 0
    for place, name in enumerate(node.output):
        size = writer.reader.shape(name)[axis]
        if size is None or axis == 0:
            raise Unreadable
        key = [slice(None)] * rank
        key[axis] = slice(begin, begin + size)
        begin += size
        writer.result(writer.put("getitem", value, tuple(key)), place)


@computes("Gather")
def gather(writer: Writer, node: Any) -> Source:
    rank = writer.reader.rank(node.input[0])
    axis, places = attribute(node, "axis", 0) % rank, writer.reader.array(node, 1)
    # The first axis is the batch, unless the value has been turned round before.
    shape = writer.reader.shape(node.input[0])
    if places.ndim == 0 and shape[axis] is not None:
        return writer.put(
            "getitem", writer.value(0), (*[slice(None)] * axis, int(places))
        )
    if places.ndim != 1 or shape[axis] is None:
        raise Unreadable
    return writer.put("take", writer.value(0), places.tolist(), axis=axis)


@computes("Pad")
def pad(writer: Writer, node: Any) -> Source:
    pads = attribute(node, "pads")
    pads = [int(one) for one in (writer.given(1) if pads is None else pads)]
    if len(node.input) > 3 and node.input[3]:
        raise Unreadable
    half = len(pads) // 2
    pairs = [[begin, end] for begin, end in zip(pads[:half], pads[half:], strict=True)]
    mode = {"constant": "constant", "reflect": "reflect", "edge": "edge"}[
        attribute(node, "mode", "constant")
    ]
    if any(pairs[0]) or mode == "edge" or min(pads) < 0:
        raise Unreadable
    more = {"constant_values": writer.given(2, 0.0)} if mode == "constant" else {}
    return writer.put("pad", writer.value(0), pairs, mode=mode, **more)


@computes("InstanceNormalization")
def instance_normalization(writer: Writer, node: Any) -> Source:
    x, rank = writer.value(0), writer.reader.rank(node.input[0])
    scale, shift = (
        writer.reader.array(node, place).reshape(1, -1, *[1] * (rank - 2)) for place in (1, 2)
    )
    options = {"axis": list(range(2, rank)), "keepdims": True}
    middle = writer.put("subtract", x, writer.put("mean", x, **options))
    spread = writer.put("add", writer.put("var", x, **options), attribute(node, "epsilon", 1e-5))
    whole = writer.put("multiply", middle, writer.put("rsqrt", spread))
    if np.any(scale != 1.0):
        whole = writer.put("multiply", whole, scale)
    return writer.put("add", whole, shift) if np.any(shift != 0.0) else whole


@computes("MaxPool", "AveragePool")
def pool(writer: Writer, node: Any) -> Source:
    """A window that reaches over the border in a way of its own: padded before, then pooled."""
    reader, kind = writer.reader, "Max" if node.op_type == "MaxPool" else "Average"
    window = list(attribute(node, "kernel_shape"))
    count = len(window)
    strides = list(attribute(node, "strides", [1] * count))
    pads = list(attribute(node, "pads", [0] * 2 * count))
    before, after = reader.shape(node.input[0])[2:], reader.shape(node.output[0])[2:]
    if None in before or None in after or count > 3 or attribute(
        node, "auto_pad", "NOTSET"
    ) != "NOTSET" or any(one != 1 for one in attribute(node, "dilations", [1])):
        raise Unreadable
    reach = [(a - 1) * s + k - b - p for a, b, s, k, p in zip(
        after, before, strides, window, pads, strict=False)]
    rows = [[p, max(r, 0)] for p, r in zip(pads, reach, strict=False)]
    if kind == "Average" and (not attribute(node, "count_include_pad", 0) or any(
        row[1] > end for row, end in zip(rows, pads[count:], strict=True)
    )):
        raise Unreadable
    value = writer.put("pad", writer.value(0), [[0, 0], [0, 0], *rows],
                       constant_values=-3.0e38 if kind == "Max" else 0.0)
    turned = writer.put("transpose", value, [0, *range(2, count + 2), 1])
    sizes = {"pool_size": window[0], "strides": strides[0]} if count == 1 else {
        "pool_size": window, "strides": strides}
    made = reader.layer(node, f"{kind}Pooling{count}D", sizes, [turned])
    return writer.put("transpose", made.source, [0, count + 1, *range(1, count + 1)])


@computes("Resize")
def resize(writer: Writer, node: Any) -> Source:
    """Rows and columns are made of the old ones by two products with fixed matrices."""
    reader, mode = writer.reader, attribute(node, "mode", "nearest")
    before, after = reader.shape(node.input[0]), reader.shape(node.output[0])
    places = attribute(node, "coordinate_transformation_mode", "half_pixel")
    if mode != "linear" or before[:2] != after[:2] or len(before) != 4 or None in (
        *before[2:], *after[2:]
    ) or places not in ("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"):
        raise Unreadable
    scales = reader.array(node, 2, ()).tolist() if len(node.input) > 2 else []
    rows, columns = (
        between(before[axis], after[axis], places,
                scales[axis] if len(scales) == 4 else after[axis] / before[axis])
        for axis in (2, 3)
    )
    value = writer.put("matmul", Fixed(rows), writer.value(0))
    return writer.put("matmul", value, Fixed(columns.T))


def between(old: int, new: int, places: str, scale: float) -> np.ndarray:
    """The matrix that interpolates `new` places among `old` ones."""
    at = np.arange(new, dtype=np.float64)
    if places == "align_corners":
        at = at * (old - 1) / max(new - 1, 1)
    elif places == "asymmetric":
        at = at / scale
    else:
        at = (at + 0.5) / scale - 0.5 if new > 1 or places == "half_pixel" else at * 0.0
    at = np.clip(at, 0, old - 1)
    low = np.minimum(np.floor(at).astype(int), old - 1)
    high = np.minimum(low + 1, old - 1)
    found = np.zeros((new, old), np.float32)
    np.add.at(found, (np.arange(new), low), 1.0 - (at - low))
    np.add.at(found, (np.arange(new), high), at - low)
    return found


@computes("DepthToSpace")
def depth_to_space(writer: Writer, node: Any) -> Source:
    size = attribute(node, "blocksize")
    _, channels, rows, columns = writer.reader.shape(node.input[0])
    depth = channels // size**2
    by_depth = attribute(node, "mode", "DCR") == "CRD"
    shape = [depth, size, size] if by_depth else [size, size, depth]
    order = [0, 1, 4, 2, 5, 3] if by_depth else [0, 3, 4, 1, 5, 2]
    value = writer.put("reshape", writer.value(0), [-1, *shape, rows, columns])
    value = writer.put("transpose", value, order)
    return writer.put("reshape", value, [-1, depth, rows * size, columns * size])


__all__ = ["compute"]
