"""Operations that treat every element alike: arithmetic, comparison and functions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.ops.base import ALL, Op, composed, convert, size_of
from engine.tape import Operators, Record, Spec, Tensor, current_tape

# Estimated nanoseconds for one element, to decide whether a second thread pays.
CHEAP, DEAR = 0.25, 1.0


def broadcast_shapes(first: Sequence[int | None], second: Sequence[int | None]):
    """NumPy's broadcasting rule, where None meets 1 or None as None. Raises DesignError."""
    rank = max(len(first), len(second))
    a = (1,) * (rank - len(first)) + tuple(first)
    b = (1,) * (rank - len(second)) + tuple(second)
    result = []
    for left, right in zip(a, b, strict=True):
        if left == right or right == 1:
            result.append(left)
        elif left == 1:
            result.append(right)
        elif left is None or right is None:
            result.append(right if left is None else left)
        else:
            raise DesignError(
                "Shapes {first} and {second} do not go together element by element.",
                fix="Make them equal, or 1 along the axes where they differ.",
                first=tuple(first),
                second=tuple(second),
            )
    return tuple(result)


def binary_dtype(first: str, second: str) -> str:
    order = ("bool", "int32", "float32")
    return order[max(order.index(first), order.index(second))]


def shares(plan, shape, cost):
    """The parts of a step that goes through values of this shape in their order in memory."""
    count = size_of(shape)
    return plan.shares(shape[0] if shape else 1, count * cost, limit=count)


# One input


class Unary(Op):
    """f(x), element by element. `parameters` are the kernel's scalars, by attribute name."""

    kernel = ""
    keeps_integers = False
    parameters: tuple[str, ...] = ()
    cost = CHEAP

    def infer(self, x, **attributes):
        return Spec(x.shape, x.dtype if self.keeps_integers else "float32")

    def scalars(self, record: Record) -> list[float]:
        return [float(record.attributes[name]) for name in self.parameters]

    def emit(self, plan, record):
        (y,) = record.outputs
        count = size_of(y.shape)
        plan.step(
            self.kernel or f"elementwise.{self.name}",
            plan.of(record.inputs[0]),
            plan.of(y),
            count,
            *self.scalars(record),
            parts=shares(plan, y.shape, self.cost),
        )


class ActivationGradient(Op):
    """dx from (x or y, dy): one kernel, never differentiated again."""

    kernel = ""
    parameters: tuple[str, ...] = ()

    def infer(self, value, dy, **attributes):
        return Spec(value.shape)

    def emit(self, plan, record):
        value, dy = record.inputs
        count = size_of(value.shape)
        plan.step(
            self.kernel,
            plan.of(value),
            plan.of(dy),
            plan.of(record.outputs[0]),
            count,
            *(float(record.attributes[name]) for name in self.parameters),
            parts=shares(plan, value.shape, CHEAP),
        )


def unary(name, gradient=None, kernel="", keeps_integers=False, cost=CHEAP):
    """Define the operation `name` with `gradient(x, y, dy)` written with operations."""

    def reverse(self, record, incoming, wants):
        if gradient is None:
            return [None]
        return [gradient(record.inputs[0], record.outputs[0], incoming[0])]

    members = {
        "name": name,
        "kernel": kernel,
        "keeps_integers": keeps_integers,
        "cost": cost,
        "gradient": reverse,
    }
    type(name, (Unary,), members)
    return ALL[name]


def activation(name, of="x", parameters=()):
    """Define an activation `name` and its gradient kernel, which reads the input or the output."""
    members = {
        "name": f"{name}_gradient",
        "kernel": f"activations.{name}_gradient",
        "parameters": parameters,
    }
    type(f"{name}_gradient", (ActivationGradient,), members)
    reverse_op = ALL[f"{name}_gradient"]

    def reverse(self, record, incoming, wants):
        value = record.inputs[0] if of == "x" else record.outputs[0]
        return [reverse_op(value, incoming[0], **record.attributes)]

    members = {
        "name": name,
        "kernel": f"activations.{name}",
        "parameters": parameters,
        "gradient": reverse,
        "cost": DEAR,
    }
    type(name, (Unary,), members)
    return ALL[name]


negative = unary("negative", lambda x, y, dy: -dy, keeps_integers=True)
abs_ = unary("abs", lambda x, y, dy: dy * sign(x), keeps_integers=True)
sign = unary("sign", keeps_integers=True)
square = unary("square", lambda x, y, dy: dy * x * 2.0, keeps_integers=True)
sqrt = unary("sqrt", lambda x, y, dy: dy * 0.5 / y)
rsqrt = unary("rsqrt", lambda x, y, dy: dy * y * y * y * -0.5)
exp = unary("exp", lambda x, y, dy: dy * y, cost=DEAR)
expm1 = unary("expm1", lambda x, y, dy: dy * (y + 1.0), cost=DEAR)
log = unary("log", lambda x, y, dy: dy / x, cost=DEAR)
log1p = unary("log1p", lambda x, y, dy: dy / (x + 1.0), cost=DEAR)
reciprocal = unary("reciprocal", lambda x, y, dy: -dy * y * y)
floor = unary("floor")
ceil = unary("ceil")
round_ = unary("round")
sin = unary("sin", lambda x, y, dy: dy * cos(x), cost=DEAR)
cos = unary("cos", lambda x, y, dy: -dy * sin(x), cost=DEAR)
tan = unary("tan", lambda x, y, dy: dy * (y * y + 1.0), cost=DEAR)
arctan = unary("arctan", lambda x, y, dy: dy / (x * x + 1.0), cost=DEAR)
erf = unary("erf", lambda x, y, dy: dy * exp(-(x * x)) * (2.0 / math.sqrt(math.pi)), cost=DEAR)
isnan_ = unary("isnan")
logical_not_ = unary("logical_not")
ALL["isnan"].infer = ALL["logical_not"].infer = lambda x, **_: Spec(x.shape, "bool")

tanh = activation("tanh", "y")
sigmoid = activation("sigmoid", "y")
softplus = activation("softplus")
softsign = activation("softsign")
selu = activation("selu")
gelu_exact = activation("gelu")
gelu_tanh = activation("gelu_tanh")
hard_sigmoid = activation("hard_sigmoid")
silu = activation("swish")
mish = activation("mish")
elu_ = activation("elu", parameters=("alpha",))
leaky_relu_ = activation("leaky_relu", parameters=("slope",))
bounded_relu = activation("bounded_relu", parameters=("slope", "threshold", "maximum"))
# Its gradient at 0 is 0, as in TensorFlow; from the output, so that the input need not be kept.
relu_ = activation("relu", "y")


class Affine(Unary):
    """scale * x + shift with numbers that are fixed when the tape is recorded."""

    name = "affine"
    keeps_integers = True
    parameters = ("scale", "shift")

    def infer(self, x, scale, shift):
        whole = float(scale).is_integer() and float(shift).is_integer()
        return Spec(x.shape, x.dtype if whole and x.dtype == "int32" else "float32")

    def gradient(self, record, incoming, wants):
        scale = record.attributes["scale"]
        return [incoming[0] if scale == 1.0 else affine(incoming[0], scale=scale, shift=0.0)]


class PowerScalar(Unary):
    """x ** exponent with a fixed exponent."""

    name = "power_scalar"
    parameters = ("exponent",)
    cost = DEAR

    def gradient(self, record, incoming, wants):
        exponent = record.attributes["exponent"]
        if exponent == 1.0:
            return [incoming[0]]
        slope = power_scalar(record.inputs[0], exponent=exponent - 1.0)
        return [incoming[0] * slope * exponent]


class Clip(Unary):
    """x limited to [low, high]; the gradient passes inside the limits, these included."""

    name = "clip_by_value"
    kernel = "elementwise.clip"
    keeps_integers = True
    parameters = ("low", "high")

    def gradient(self, record, incoming, wants):
        x = record.inputs[0]
        inside = logical_and(
            greater_equal(x, record.attributes["low"]), less_equal(x, record.attributes["high"])
        )
        return [incoming[0] * inside]


affine, power_scalar, clip_by_value = (
    ALL[name] for name in ("affine", "power_scalar", "clip_by_value")
)


class StopGradient(Op):
    """The same value, through which no gradient flows back."""

    name = "stop_gradient"
    alias = True

    def infer(self, x):
        return x

    def emit(self, plan, record):
        pass


class Identity(StopGradient):
    """The same value under another name (with its own mask)."""

    name = "identity"

    def gradient(self, record, incoming, wants):
        return [incoming[0]]


class Relabel(Identity):
    """The same numbers called another dtype, where no number changes."""

    name = "relabel"

    def infer(self, x, dtype):
        return Spec(x.shape, dtype)

    def gradient(self, record, incoming, wants):
        return [incoming[0]]


stop_gradient, identity, relabel = (ALL[n] for n in ("stop_gradient", "identity", "relabel"))


@composed
def cast(x, dtype):
    """`x` as another kind of number: to int it drops the fraction, to bool it asks x != 0."""
    from_, to = (
        convert(x),
        getattr(dtype, "name", str(np.dtype(dtype) if isinstance(dtype, type) else dtype)),
    )
    to = "float32" if to.startswith(("float", "bfloat")) else "bool" if to == "bool" else "int32"
    if from_.dtype == to:
        return from_
    if to == "bool":
        return not_equal(from_, 0.0)
    if to == "int32" and from_.dtype == "float32":
        return relabel(sign(from_) * floor(abs_(from_)), dtype="int32")
    return relabel(from_, dtype=to)


# Two inputs


def grid(shape: Sequence[int], operands: Sequence[Sequence[int]]):
    """How to walk broadcast operands as a table of rows and columns.

    Returns (rows, cols, [(row stride, col stride) for each operand]) or None when some operand
    switches between kept and repeated more than once.
    """
    padded = [(1,) * (len(shape) - len(o)) + tuple(o) for o in operands]
    segments: list[tuple[int, tuple[bool, ...]]] = []
    for axis, size in enumerate(shape):
        if size == 1:
            continue
        kept = tuple(o[axis] != 1 for o in padded)
        if segments and segments[-1][1] == kept:
            segments[-1] = (segments[-1][0] * size, kept)
        else:
            segments.append((size, kept))
    if len(segments) > 2:
        return None
    while len(segments) < 2:
        segments.insert(0, (1, (False,) * len(operands)))
    (rows, keeps_rows), (cols, keeps_cols) = segments
    strides = [
        ((cols if col else 1) if row else 0, 1 if col else 0)
        for row, col in zip(keeps_rows, keeps_cols, strict=True)
    ]
    return rows, cols, strides


def expand_into(plan, buffer, shape, target):
    """A scratch copy of `buffer` repeated to the shape `target`."""
    full = (1,) * (len(target) - len(shape)) + tuple(shape)
    strides, step = [], 1
    for size in reversed(full):
        strides.insert(0, 0 if size == 1 else step)
        step *= size
    held = plan.scratch(size_of(target))
    strided_copy(plan, buffer, held, target, strides, 0)
    return held


def merge_axes(dims: Sequence[int], strides: Sequence[int]) -> tuple[list[int], list[int]]:
    """The same walk over memory with as few axes as possible."""
    sizes, steps = [], []
    for size, stride in zip(dims, strides, strict=True):
        if size == 1:
            continue
        if sizes and steps[-1] == stride * size:
            sizes[-1] *= size
            steps[-1] = stride
        else:
            sizes.append(size)
            steps.append(stride)
    return (sizes, steps) if sizes else ([1], [0])


def strided_copy(plan, source, target, dims, strides, offset) -> None:
    """Steps that gather a strided walk over `source` into contiguous `target`."""
    count = size_of(dims)
    sizes, steps = merge_axes(dims, strides)
    if count == 0:
        return
    fill = 8 - len(sizes)
    plan.step(
        "movement.strided_copy",
        source,
        target,
        len(sizes),
        *sizes,
        *[1] * fill,
        *steps,
        *[0] * fill,
        offset,
        parts=plan.parts(count * CHEAP * 2),
    )


class Binary(Op):
    """f(a, b) with broadcasting."""

    arity = 2
    kernel = ""
    compares = False

    def infer(self, a, b):
        dtype = "bool" if self.compares else binary_dtype(a.dtype, b.dtype)
        return Spec(broadcast_shapes(a.shape, b.shape), self.result(dtype))

    def result(self, dtype: str) -> str:
        return dtype

    def emit(self, plan, record):
        a, b = record.inputs
        shape = record.outputs[0].shape
        buffers = [plan.of(a), plan.of(b)]
        shapes = [a.shape, b.shape]
        alike = tuple(a.shape) == tuple(b.shape)
        table = grid(shape, shapes)
        if table is None:
            for index in range(2):
                if tuple(shapes[index]) != tuple(shape):
                    buffers[index] = expand_into(plan, buffers[index], shapes[index], shape)
            table = grid(shape, [shape, shape])
        rows, cols, ((a_row, a_col), (b_row, b_col)) = table
        plan.step(
            f"binary.{self.kernel or self.name}",
            *buffers,
            plan.of(record.outputs[0]),
            rows,
            cols,
            a_row,
            a_col,
            b_row,
            b_col,
            parts=shares(plan, shape, CHEAP) if alike else plan.parts(rows * cols * CHEAP),
        )


def sum_to(gradient: Tensor, shape: Sequence[int]) -> Tensor:
    """The gradient of a broadcast operand: summed over the axes along which it was repeated."""
    if tuple(gradient.shape) == tuple(shape):
        return gradient
    extra = len(gradient.shape) - len(shape)
    axes = [
        axis
        for axis, size in enumerate(gradient.shape)
        if axis < extra or (shape[axis - extra] == 1 and size != 1)
    ]
    return ALL["reshape"](ALL["sum"](gradient, axis=tuple(axes)), newshape=tuple(shape))


def binary(name, gradient=None, kernel="", compares=False, floats=False):
    """Define the operation `name`; `gradient(a, b, y, dy)` gives two functions."""

    def reverse(self, record, incoming, wants):
        if gradient is None:
            return [None, None]
        sides = gradient(*record.inputs, record.outputs[0], incoming[0])
        return [
            sum_to(side(), operand.shape) if wanted else None
            for side, operand, wanted in zip(sides, record.inputs, wants, strict=True)
        ]

    members = {"name": name, "kernel": kernel, "compares": compares, "gradient": reverse}
    if floats:
        members["result"] = lambda self, dtype: "float32"
    type(name, (Binary,), members)
    return ALL[name]


add_ = binary("add", lambda a, b, y, dy: (lambda: dy, lambda: dy))
subtract_ = binary("subtract", lambda a, b, y, dy: (lambda: dy, lambda: -dy))
multiply_ = binary("multiply", lambda a, b, y, dy: (lambda: dy * b, lambda: dy * a))
divide_ = binary("divide", lambda a, b, y, dy: (lambda: dy / b, lambda: -dy * y / b), floats=True)
# 0 where the denominator is 0, and so is the gradient.
divide_no_nan = binary(
    "divide_no_nan",
    lambda a, b, y, dy: (lambda: divide_no_nan(dy, b), lambda: divide_no_nan(-dy * y, b)),
    floats=True,
)
# Where both are equal the whole gradient goes to the first, as in TensorFlow.
maximum = binary(
    "maximum",
    lambda a, b, y, dy: (lambda: dy * greater_equal(a, b), lambda: dy * less(a, b)),
)
minimum = binary(
    "minimum",
    lambda a, b, y, dy: (lambda: dy * less_equal(a, b), lambda: dy * greater(a, b)),
)
power_ = binary(
    "power",
    lambda a, b, y, dy: (
        lambda: dy * b * ALL["power"](a, b - 1.0),
        lambda: dy * y * log(where(greater(a, 0.0), a, 1.0)),
    ),
)
mod = binary("mod", lambda a, b, y, dy: (lambda: dy, lambda: -dy * ALL["floor_divide"](a, b)))
floor_divide = binary("floor_divide")
squared_difference = binary(
    "squared_difference",
    lambda a, b, y, dy: (lambda: dy * (a - b) * 2.0, lambda: dy * (b - a) * 2.0),
)
equal = binary("equal", compares=True)
not_equal = binary("not_equal", compares=True)
less = binary("less", compares=True)
less_equal = binary("less_equal", compares=True)
greater = binary("greater", compares=True)
greater_equal = binary("greater_equal", compares=True)
logical_and = binary("logical_and", compares=True)
logical_or = binary("logical_or", compares=True)


class Select(Op):
    """condition ? a : b over equal shapes."""

    name = "select"

    def infer(self, condition, a, b):
        return Spec(a.shape, binary_dtype(a.dtype, b.dtype))

    def gradient(self, record, incoming, wants):
        condition, dy = record.inputs[0], incoming[0]
        zero = ALL["zeros_like"](dy)
        return [None, self(condition, dy, zero), self(condition, zero, dy)]

    def emit(self, plan, record):
        count = size_of(record.outputs[0].shape)
        plan.step(
            "elementwise.where",
            *(plan.of(tensor) for tensor in record.inputs),
            plan.of(record.outputs[0]),
            count,
            parts=plan.parts(count * CHEAP),
        )


@composed
def where(condition, x1, x2):
    """x1 where the condition holds, elsewhere x2, with broadcasting."""
    values = [convert(value) for value in (condition, x1, x2)]
    shape = broadcast_shapes(broadcast_shapes(values[0].shape, values[1].shape), values[2].shape)
    return ALL["select"](*(
        value if tuple(value.shape) == tuple(shape) else ALL["broadcast_to"](value, shape=shape)
        for value in values
    ))


# Numbers in place of one operand become parameters of a kernel instead of arrays


def number(value: Any) -> float | None:
    """A plain number, or None."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number)):
        return None
    return float(value)


def with_number(operation, left=None, right=None):
    """`operation`, where a number on one side is folded: left(a, x) or right(x, b)."""

    def call(x1, x2):
        if current_tape() is not None:
            a, b = number(x1), number(x2)
            if a is not None and b is None and left is not None:
                return left(a, convert(x2))
            if b is not None and a is None and right is not None:
                return right(convert(x1), b)
        return operation(x1, x2)

    call.__name__ = call.name = operation.name
    call.__doc__ = type(operation).__doc__
    call.operation = operation
    return call


def shifted(x: Tensor, by: float) -> Tensor:
    return affine(x, scale=1.0, shift=by)


def scaled(x: Tensor, by: float) -> Tensor:
    return affine(x, scale=by, shift=0.0)


def raised(x: Tensor, exponent: float) -> Tensor:
    if exponent == 2.0:
        return square(x)
    if exponent == 0.5:
        return sqrt(x)
    return power_scalar(x, exponent=exponent)


add = with_number(add_, lambda a, x: shifted(x, a), shifted)
subtract = with_number(
    subtract_, lambda a, x: affine(x, scale=-1.0, shift=a), lambda x, b: shifted(x, -b)
)
multiply = with_number(multiply_, lambda a, x: scaled(x, a), scaled)
divide = with_number(
    divide_,
    None,
    lambda x, b: scaled(x, 1.0 / b) if b not in (0.0,) and x.dtype == "float32" else divide_(x, b),
)
power = with_number(power_, None, raised)

Operators.table.update(
    add=add,
    subtract=subtract,
    multiply=multiply,
    divide=divide,
    floor_divide=floor_divide,
    mod=mod,
    power=power,
    negative=negative,
    abs=abs_,
    less=less,
    less_equal=less_equal,
    greater=greater,
    greater_equal=greater_equal,
    equal=equal,
    not_equal=not_equal,
    logical_and=logical_and,
    logical_or=logical_or,
    logical_not=logical_not_,
)
