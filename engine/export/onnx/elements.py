"""How are operations on single elements and on the layout of values spelled in ONNX?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.export.onnx.spelling import Spelling, spells
from engine.export.onnx.writer import Writer
from engine.export.tracing import END, truncated
from engine.ops.base import normalise_axes, normalise_axis
from engine.tape import Record

# Operations that ONNX knows by another name only: one input, one result.
SIMPLE = {
    "negative": "Neg", "abs": "Abs", "sign": "Sign", "sqrt": "Sqrt", "exp": "Exp", "log": "Log",
    "reciprocal": "Reciprocal", "floor": "Floor", "ceil": "Ceil", "round": "Round", "sin": "Sin",
    "cos": "Cos", "tan": "Tan", "arctan": "Atan", "erf": "Erf", "tanh": "Tanh",
    "sigmoid": "Sigmoid", "softplus": "Softplus", "softsign": "Softsign", "relu": "Relu",
    "selu": "Selu", "mish": "Mish",
}
BINARY = {
    "add": "Add", "subtract": "Sub", "multiply": "Mul", "divide": "Div", "maximum": "Max",
    "minimum": "Min", "power": "Pow",
}
COMPARISONS = {
    "equal": "Equal", "less": "Less", "less_equal": "LessOrEqual", "greater": "Greater",
    "greater_equal": "GreaterOrEqual",
}
WIDER = {"bool": 0, "int32": 1, "float32": 2}


def elementwise(spelling: Spelling) -> Spelling:
    """`spelling(writer, record, name)` of a name, in whatever form the input is at hand."""

    def write(writer: Writer, record: Record) -> None:
        (x,), (y,) = record.inputs, record.outputs
        if writer.is_first(x) and x.dtype == "float32":
            writer.put_first(y, spelling(writer, record, writer.of_first(x)))
        else:
            writer.put(y, spelling(writer, record, writer.cast(x, "float32")))

    return write


def plainly(kind: str, **attributes: Any) -> Spelling:
    return elementwise(lambda writer, record, x: writer.node(kind, [x], **attributes))


for op_name, onnx_name in SIMPLE.items():
    spells(op_name)(plainly(onnx_name))
spells("hard_sigmoid")(plainly("HardSigmoid", alpha=0.2, beta=0.5))


@spells("square")
@elementwise
def square(writer, record, x):
    return writer.node("Mul", [x, x])


@spells("rsqrt")
@elementwise
def rsqrt(writer, record, x):
    return writer.node("Reciprocal", [writer.node("Sqrt", [x])])


@spells("expm1")
@elementwise
def expm1(writer, record, x):
    return writer.node("Sub", [writer.node("Exp", [x]), writer.number(1.0)])


@spells("log1p")
@elementwise
def log1p(writer, record, x):
    return writer.node("Log", [writer.node("Add", [x, writer.number(1.0)])])


@spells("swish")
@elementwise
def swish(writer, record, x):
    return writer.node("Mul", [x, writer.node("Sigmoid", [x])])


@spells("gelu")
@elementwise
def gelu(writer, record, x):
    """x (1 + erf(x / sqrt 2)) / 2"""
    inner = writer.node("Erf", [writer.node("Mul", [x, writer.number(math.sqrt(0.5))])])
    whole = writer.node("Mul", [x, writer.node("Add", [inner, writer.number(1.0)])])
    return writer.node("Mul", [whole, writer.number(0.5)])


@spells("gelu_tanh")
@elementwise
def gelu_tanh(writer, record, x):
    """x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2"""
    cube = writer.node("Mul", [writer.node("Mul", [x, x]), x])
    inner = writer.node("Add", [x, writer.node("Mul", [cube, writer.number(0.044715)])])
    bent = writer.node(
        "Tanh", [writer.node("Mul", [inner, writer.number(math.sqrt(2.0 / math.pi))])]
    )
    whole = writer.node("Mul", [x, writer.node("Add", [bent, writer.number(1.0)])])
    return writer.node("Mul", [whole, writer.number(0.5)])


@spells("elu")
@elementwise
def elu(writer, record, x):
    return writer.node("Elu", [x], alpha=float(record.attributes["alpha"]))


@spells("leaky_relu")
@elementwise
def leaky_relu(writer, record, x):
    return writer.node("LeakyRelu", [x], alpha=float(record.attributes["slope"]))


@spells("bounded_relu")
@elementwise
def bounded_relu(writer, record, x):
    """maximum above it, x above the threshold, slope (x - threshold) below."""
    slope, threshold, maximum = (
        float(record.attributes[name]) for name in ("slope", "threshold", "maximum")
    )
    if slope == threshold == 0.0:
        bounds = [writer.number(0.0)] + ([writer.number(maximum)] if maximum < math.inf else [])
        return writer.node("Clip", [x, *bounds])
    limit = writer.number(threshold)
    below = writer.node("Mul", [writer.node("Sub", [x, limit]), writer.number(slope)])
    chosen = writer.node("Where", [writer.node("GreaterOrEqual", [x, limit]), x, below])
    return writer.node("Min", [chosen, writer.number(maximum)]) if maximum < math.inf else chosen


@spells("affine")
def affine(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    first = writer.is_first(x) and x.dtype == y.dtype == "float32"
    name = writer.of_first(x) if first else writer.cast(x, y.dtype)
    for key, neutral, kind in (("scale", 1.0, "Mul"), ("shift", 0.0, "Add")):
        if record.attributes[key] != neutral or writer.traces.changing(record, key):
            name = writer.node(kind, [name, writer.attribute(record, key, y.dtype)])
    (writer.put_first if first else writer.put)(y, name)


@spells("power_scalar")
@elementwise
def power_scalar(writer, record, x):
    return writer.node("Pow", [x, writer.number(record.attributes["exponent"])])


@spells("clip_by_value")
def clip(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    bounds = [writer.number(record.attributes[key], y.dtype) for key in ("low", "high")]
    writer.put(y, writer.node("Clip", [writer.cast(x, y.dtype), *bounds]))


@spells("isnan")
def isnan(writer, record):
    writer.put(record.outputs[0], writer.node("IsNaN", [writer.cast(record.inputs[0], "float32")]))


@spells("logical_not")
def logical_not(writer, record):
    writer.put(record.outputs[0], writer.node("Not", [writer.cast(record.inputs[0], "bool")]))


@spells("stop_gradient", "identity", "reshape")
def same(writer, record):
    writer.put_view(record.outputs[0], record.inputs[0])


@spells("relabel")
def relabel(writer, record):
    """A change of dtype. ONNX drops fractions by itself, so `cast`'s sum for it is not needed."""
    (y,) = record.outputs
    writer.put(y, writer.cast(truncated(record), y.dtype))


# Two inputs


def wider(record: Record) -> str:
    return max((value.dtype for value in record.inputs), key=WIDER.get)


@spells(*BINARY)
def binary(writer, record):
    a, b = record.inputs
    (y,) = record.outputs
    kind = BINARY[record.op.name]
    if all(writer.is_first(value) for value in (a, b)) and a.shape == b.shape:
        writer.put_first(y, writer.node(kind, [writer.of_first(a), writer.of_first(b)]))
        return
    # ONNX has no arithmetic on truth values.
    dtype = "int32" if y.dtype == "bool" else y.dtype
    name = writer.node(kind, [writer.cast(a, dtype), writer.cast(b, dtype)])
    writer.put(y, writer.casted(name, dtype, y.dtype))


@spells("floor_divide")
def floor_divide(writer, record):
    a, b = (writer.cast(value, "float32") for value in record.inputs)
    name = writer.node("Floor", [writer.node("Div", [a, b])])
    writer.put(record.outputs[0], writer.casted(name, "float32", record.outputs[0].dtype))


@spells("mod")
def mod(writer, record):
    a, b = (writer.cast(value, "float32") for value in record.inputs)
    whole = writer.node("Floor", [writer.node("Div", [a, b])])
    name = writer.node("Sub", [a, writer.node("Mul", [whole, b])])
    writer.put(record.outputs[0], writer.casted(name, "float32", record.outputs[0].dtype))


@spells("divide_no_nan")
def divide_no_nan(writer, record):
    """a / b, and 0 where b is 0"""
    a, b = (writer.cast(value, "float32") for value in record.inputs)
    nothing = writer.number(0.0)
    parts = [writer.node("Equal", [b, nothing]), nothing, writer.node("Div", [a, b])]
    writer.put(record.outputs[0], writer.node("Where", parts))


@spells("squared_difference")
def squared_difference(writer, record):
    (y,) = record.outputs
    difference = writer.node("Sub", [writer.cast(value, y.dtype) for value in record.inputs])
    writer.put(y, writer.node("Mul", [difference, difference]))


@spells("not_equal", *COMPARISONS)
def compare(writer, record):
    dtype = wider(record)
    dtype = "int32" if dtype == "bool" else dtype
    operands = [writer.cast(value, dtype) for value in record.inputs]
    kind = record.op.name
    name = writer.node(COMPARISONS.get(kind, "Equal"), operands)
    writer.put(record.outputs[0], writer.node("Not", [name]) if kind == "not_equal" else name)


@spells("logical_and", "logical_or")
def logical(writer, record):
    operands = [writer.cast(value, "bool") for value in record.inputs]
    kind = "And" if record.op.name == "logical_and" else "Or"
    writer.put(record.outputs[0], writer.node(kind, operands))


@spells("select")
def select(writer, record):
    condition, a, b = record.inputs
    (y,) = record.outputs
    names = [writer.cast(condition, "bool"), writer.cast(a, y.dtype), writer.cast(b, y.dtype)]
    writer.put(y, writer.node("Where", names))


# Layout


@spells("transpose")
def transpose(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    order = record.op.order(x, record.attributes.get("axes"))
    writer.put(y, writer.node("Transpose", [writer.of(x)], perm=list(order)))


@spells("broadcast_to")
def broadcast_to(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    if writer.traces.sizes(x) == writer.traces.sizes(y):
        writer.put_view(y, x)
    else:
        writer.put(y, writer.node("Expand", [writer.of(x), writer.shape(writer.traces.sizes(y))]))


@spells("strided_slice")
def strided_slice(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    cuts = {axis: cut for axis, cut in enumerate(writer.traces.slices(record))
            if cut != (0, END, 1)}
    if not cuts:
        writer.put_view(y, x)
        return
    starts, ends, steps = zip(*cuts.values(), strict=True)
    rows = [writer.longs(row) for row in (starts, ends, tuple(cuts), steps)]
    writer.put(y, writer.node("Slice", [writer.of(x), *rows]))


@spells("unslice")
def unslice(writer, record):
    """Padding. Only gradients put a value on every second place."""
    (x,), (y,) = record.inputs, record.outputs
    befores, afters = zip(*writer.traces.padding(record), strict=True)
    value = writer.number(record.attributes.get("value", 0.0), x.dtype)
    name = writer.node("Pad", [writer.of(x), writer.longs([*befores, *afters]), value])
    writer.put(y, name)


@spells("concatenate_values")
def concatenate(writer, record):
    (y,) = record.outputs
    axis = normalise_axis(record.attributes["axis"], len(y.shape))
    if axis == len(y.shape) - 1 and all(writer.is_first(value) for value in record.inputs):
        names = [writer.of_first(value) for value in record.inputs]
        writer.put_first(y, writer.node("Concat", names, axis=1))
        return
    names = [writer.cast(value, y.dtype) for value in record.inputs]
    writer.put(y, writer.node("Concat", names, axis=axis))


@spells("unstack_axis")
def unstack(writer, record):
    x, axis = record.inputs[0], record.attributes["axis"]
    name = writer.of(x)
    for place, part in enumerate(record.outputs):
        writer.put(part, writer.node("Gather", [name, writer.longs(place)], axis=axis))


@spells("stack_axis")
def stack(writer, record):
    (y,) = record.outputs
    axis = record.attributes["axis"]
    if record.attributes["places"] != tuple(range(record.attributes["count"])):
        raise writer.refuse("{layer} leaves gaps in a sequence, which ONNX cannot say.")
    rows = writer.longs([axis])
    parts = [writer.node("Unsqueeze", [writer.of(part), rows]) for part in record.inputs]
    writer.put(y, writer.node("Concat", parts, axis=axis))


# Folding axes away

REDUCTIONS = {
    "sum": "ReduceSum", "mean": "ReduceMean", "max": "ReduceMax", "min": "ReduceMin",
    "prod": "ReduceProd", "any": "ReduceMax", "all": "ReduceMin",
}


@spells(*REDUCTIONS)
def reduce(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    kind = record.op.name
    rank = len(x.shape)
    axes = normalise_axes(record.attributes.get("axis"), rank)
    keep = bool(record.attributes.get("keepdims", False))
    dtype = {"any": "int32", "all": "int32", "mean": "float32"}.get(kind, y.dtype)
    first = writer.is_first(x) and 0 not in axes and rank - 1 not in axes and not keep
    if first and axes == tuple(range(1, rank - 1)) and x.dtype == dtype == "float32":
        # What folds all places away leaves nothing to turn.
        name, axes = writer.of_first(x), tuple(axis + 1 for axis in axes)
    elif kind in ("any", "all"):
        name = writer.casted(writer.cast(x, "bool"), "bool", dtype)
    else:
        name = writer.cast(x, dtype)
    if not axes:
        writer.put(y, writer.casted(name, dtype, y.dtype))
        return
    name = writer.node(
        REDUCTIONS[kind], [name, writer.longs(axes)], keepdims=int(keep)
    )
    writer.put(y, writer.casted(name, dtype, y.dtype))


@spells("argmax", "argmin")
def extreme(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    axes = normalise_axes(record.attributes.get("axis", -1), len(x.shape))
    if len(axes) != 1:
        raise writer.refuse("{layer} looks for the place of an extreme over several axes.")
    kind = "ArgMax" if record.op.name == "argmax" else "ArgMin"
    name = writer.node(kind, [writer.cast(x, "float32")], axis=axes[0], keepdims=0)
    writer.put(y, writer.casted(name, "int64", y.dtype))


@spells("cumsum")
def cumsum(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    (axis,) = normalise_axes(record.attributes.get("axis", 0), len(x.shape))
    name = writer.node(
        "CumSum", [writer.cast(x, y.dtype), writer.weight(np.asarray(axis, np.int64))],
        reverse=int(record.attributes.get("reverse", False)),
        exclusive=int(record.attributes.get("exclusive", False)),
    )
    writer.put(y, name)
