"""What do PyTorch's functions compute? Each as operators of ONNX, with PyTorch's own arguments."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.importing.torch_graph import BATCH, Misfit, Value

FUNCTIONS: dict[str, Callable[..., Any]] = {}
ONE_TO_ONE = {
    "relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh", "exp": "Exp", "log": "Log",
    "sqrt": "Sqrt", "abs": "Abs", "neg": "Neg", "sin": "Sin", "cos": "Cos", "floor": "Floor",
    "ceil": "Ceil", "round": "Round", "sign": "Sign", "erf": "Erf", "reciprocal": "Reciprocal",
    "softsign": "Softsign", "mish": "Mish", "selu": "Selu", "logical_not": "Not",
    "hardswish": "HardSwish",
}  # fmt: skip
BOTH = {
    "add": "Add", "sub": "Sub", "subtract": "Sub", "mul": "Mul", "multiply": "Mul", "div": "Div",
    "divide": "Div", "true_divide": "Div", "pow": "Pow", "matmul": "MatMul", "bmm": "MatMul",
    "mm": "MatMul", "maximum": "Max", "minimum": "Min", "eq": "Equal", "gt": "Greater",
    "ge": "GreaterOrEqual", "lt": "Less", "le": "LessOrEqual", "logical_and": "And",
    "logical_or": "Or",
}  # fmt: skip
# What changes nothing of a value here.
NOTHING = ("contiguous", "clone", "detach", "to", "float", "cuda", "cpu", "type_as", "double",
           "requires_grad_", "data", "half", "bfloat16")  # fmt: skip


def function(*names: str) -> Callable:
    """Enter a function under PyTorch's names for it."""

    def enter(compute: Callable) -> Callable:
        FUNCTIONS.update(dict.fromkeys(names, compute))
        return compute

    return enter


def graph_of(*values: Any) -> Any:
    return next(one.graph for one in values if isinstance(one, Value))


def simple(kind: str, count: int) -> Callable[..., Any]:
    def compute(*values: Any, **_: Any) -> Value:
        return graph_of(*values).op(kind, *values[:count])

    return compute


for _name, _kind in ONE_TO_ONE.items():
    FUNCTIONS[_name] = FUNCTIONS[f"{_name}_"] = simple(_kind, 1)
for _name, _kind in BOTH.items():
    FUNCTIONS[_name] = FUNCTIONS[f"{_name}_"] = simple(_kind, 2)
for _name in NOTHING:
    FUNCTIONS[_name] = lambda x, *_, **__: x


@function("long", "int")
def whole(x):
    return x.graph.op("Cast", x, to=7)


@function("leaky_relu", "leaky_relu_")
def leaky_relu(x, negative_slope=0.01, inplace=False):
    return x.graph.op("LeakyRelu", x, alpha=float(negative_slope))


@function("elu", "elu_")
def elu(x, alpha=1.0, inplace=False):
    return x.graph.op("Elu", x, alpha=float(alpha))


@function("celu")
def celu(x, alpha=1.0, inplace=False):
    return x.graph.op("Celu", x, alpha=float(alpha))


@function("gelu")
def gelu(x, approximate="none"):
    return x.graph.op("Gelu", x, approximate=approximate)


@function("silu", "swish")
def silu(x, inplace=False):
    return x.graph.op("Mul", x, x.graph.op("Sigmoid", x))


@function("hardsigmoid")
def hardsigmoid(x, inplace=False):
    return x.graph.op("HardSigmoid", x, alpha=1 / 6, beta=0.5)


@function("softplus")
def softplus(x, beta=1, threshold=20):
    if beta != 1:
        return x.graph.op("Div", x.graph.op("Softplus", x.graph.op("Mul", x, beta)), beta)
    return x.graph.op("Softplus", x)


@function("logsigmoid")
def logsigmoid(x):
    return x.graph.op("Neg", x.graph.op("Softplus", x.graph.op("Neg", x)))


@function("relu6")
def relu6(x, inplace=False):
    return clamp(x, 0.0, 6.0)


@function("hardtanh")
def hardtanh(x, min_val=-1.0, max_val=1.0, inplace=False):
    return clamp(x, min_val, max_val)


@function("clamp", "clip", "clamp_")
def clamp(x, min=None, max=None):
    low = "" if min is None else x.graph.array(np.float32(min))
    high = "" if max is None else x.graph.array(np.float32(max))
    return x.graph.op("Clip", x, low, high)


@function("rsqrt")
def rsqrt(x):
    return x.graph.op("Reciprocal", x.graph.op("Sqrt", x))


@function("square")
def square(x):
    return x.graph.op("Mul", x, x)


@function("softmax")
def softmax(x, dim=None, dtype=None, _stacklevel=3):
    return x.graph.op("Softmax", x, axis=-1 if dim is None else dim)


@function("log_softmax")
def log_softmax(x, dim=None, dtype=None, _stacklevel=3):
    return x.graph.op("LogSoftmax", x, axis=-1 if dim is None else dim)


@function("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout")
def dropout(x, p=0.5, training=True, inplace=False):
    return x.graph.op("Dropout", x, x.graph.array(np.float32(p)))


@function("where")
def where(condition, x, y):
    return graph_of(condition, x, y).op("Where", condition, x, y)


@function("masked_fill", "masked_fill_")
def masked_fill(x, mask, value):
    return x.graph.op("Where", mask, np.float32(max(value, -3e38)), x)


# Shapes


def axis_of(x: Value, dim: int, more: int = 0) -> int:
    rank = x.ndim + more
    if not -rank <= dim < rank:
        raise Misfit
    return dim % rank


def sizes_given(given: Sequence[Any]) -> list[int]:
    return [int(one) for one in (given[0] if len(given) == 1 and isinstance(
        given[0], (list, tuple)) else given)]


@function("view", "reshape", "view_as", "reshape_as")
def reshape(x, *shape, size=None):
    if shape and isinstance(shape[0], Value):
        shape = [shape[0].shape]
    wanted = sizes_given(shape or [size])
    total = math.prod(x.shape)
    if -1 in wanted:
        rest = -math.prod(wanted)
        if rest <= 0 or total % rest:
            raise Misfit
        wanted[wanted.index(-1)] = total // rest
    if math.prod(wanted) != total or (x.shape[0] == BATCH and wanted[0] % BATCH):
        raise Misfit
    if x.shape[0] == BATCH and wanted[0] == BATCH:
        wanted[0] = 0
    elif any(one % BATCH == 0 for one in wanted):
        place = next(n for n, one in enumerate(wanted) if one % BATCH == 0)
        wanted[place] = -1
    return x.graph.op("Reshape", x, x.graph.longs(wanted))


@function("flatten", "ravel")
def flatten(x, start_dim=0, end_dim=-1):
    first, last = axis_of(x, start_dim), axis_of(x, end_dim)
    if first == 1 and last == x.ndim - 1:
        return x.graph.op("Flatten", x) if x.ndim != 2 else x
    shape = x.shape
    return reshape(x, [*shape[:first], math.prod(shape[first : last + 1]), *shape[last + 1 :]])


@function("unflatten")
def unflatten(x, dim, sizes):
    axis = axis_of(x, dim)
    sizes = [int(one) for one in sizes]
    if -1 in sizes:
        sizes[sizes.index(-1)] = x.shape[axis] // -math.prod(sizes)
    return reshape(x, [*x.shape[:axis], *sizes, *x.shape[axis + 1 :]])


@function("permute")
def permute(x, *dims):
    return x.graph.op("Transpose", x, perm=[axis_of(x, one) for one in sizes_given(dims)])


@function("transpose", "swapaxes", "swapdims")
def transpose(x, dim0, dim1):
    order = list(range(x.ndim))
    one, two = axis_of(x, dim0), axis_of(x, dim1)
    order[one], order[two] = order[two], order[one]
    return x.graph.op("Transpose", x, perm=order)


@function("t", "mT", "T")
def t(x):
    return transpose(x, -2, -1)


@function("squeeze")
def squeeze(x, dim=None):
    axes = [n for n, size in enumerate(x.shape) if size == 1] if dim is None else [axis_of(x, dim)]
    if any(x.shape[one] != 1 for one in axes):
        return x
    return x.graph.op("Squeeze", x, x.graph.longs(axes))


@function("unsqueeze")
def unsqueeze(x, dim):
    return x.graph.op("Unsqueeze", x, x.graph.longs([axis_of(x, dim, 1)]))


@function("expand", "broadcast_to")
def expand(x, *sizes, size=None):
    sizes = sizes_given(sizes or [size])
    more = len(sizes) - x.ndim
    sizes = [x.shape[n - more] if one == -1 and n >= more else one for n, one in enumerate(sizes)]
    if sizes[0] != BATCH:
        return x.graph.op("Expand", x, x.graph.longs(sizes))
    if tuple(sizes) == x.shape:
        return x
    rest = x.graph.longs(sizes[1:])
    return x.graph.op("Expand", x, x.graph.op("Concat", x.graph.batch(), rest, axis=0))


@function("repeat", "tile")
def repeat(x, *sizes):
    sizes = sizes_given(sizes)
    if sizes[0] == BATCH and x.shape[0] == 1 and set(sizes[1:]) <= {1}:
        return expand(x, [BATCH, *x.shape[1:]])
    return x.graph.op("Tile", x, x.graph.longs(sizes))


@function("cat", "concat", "concatenate")
def cat(tensors, dim=0, axis=None):
    graph = graph_of(*tensors)
    first = next(one for one in tensors if isinstance(one, Value))
    return graph.op("Concat", *tensors, axis=axis_of(first, dim if axis is None else axis))


@function("stack")
def stack(tensors, dim=0):
    axis = axis_of(tensors[0], dim, 1)
    return cat([unsqueeze(one, axis) for one in tensors], axis)


@function("movedim", "moveaxis")
def movedim(x, source, destination):
    order = [n for n in range(x.ndim) if n != axis_of(x, source)]
    order.insert(axis_of(x, destination), axis_of(x, source))
    return x.graph.op("Transpose", x, perm=order)


@function("flip")
def flip(x, *dims):
    return sliced(x, [(axis_of(x, one), -1, -(2**62), -1) for one in sizes_given(dims)])


@function("one_hot")
def one_hot(x, num_classes=-1):
    numbers = x.graph.longs(list(range(num_classes)))
    return x.graph.op("Cast", x.graph.op("Equal", unsqueeze(x, -1), numbers), to=7)


@function("any")
def any_of(x, dim=None, keepdim=False):
    numbers = x.graph.op("Cast", x, to=1)
    return x.graph.op("Cast", FUNCTIONS["amax"](numbers, dim, keepdim), to=9)


@function("all")
def all_of(x, dim=None, keepdim=False):
    numbers = x.graph.op("Cast", x, to=1)
    return x.graph.op("Cast", FUNCTIONS["amin"](numbers, dim, keepdim), to=9)


@function("split", "tensor_split")
def split(x, split_size_or_sections, dim=0):
    axis, sizes = axis_of(x, dim), split_size_or_sections
    whole_size = x.shape[axis]
    if isinstance(sizes, int):
        sizes = [min(sizes, whole_size - n) for n in range(0, whole_size, sizes)]
    if sum(sizes) != whole_size:
        raise Misfit
    made = x.graph.op("Split", x, x.graph.longs(list(sizes)), outputs=len(sizes), axis=axis)
    return tuple(made) if isinstance(made, list) else (made,)


@function("chunk")
def chunk(x, chunks, dim=0):
    return split(x, -(-x.shape[axis_of(x, dim)] // chunks), dim)


@function("unbind")
def unbind(x, dim=0):
    axis = axis_of(x, dim)
    return tuple(select(x, axis, n) for n in range(x.shape[axis]))


@function("select")
def select(x, dim, index):
    return x.graph.op("Gather", x, x.graph.array(np.int64(index)), axis=axis_of(x, dim))


@function("narrow")
def narrow(x, dim, start, length):
    return sliced(x, [(axis_of(x, dim), start, start + length, 1)])


def sliced(x: Value, parts: Sequence[tuple[int, int, int, int]]) -> Value:
    axes, starts, ends, steps = (x.graph.longs(list(one)) for one in zip(*parts, strict=True))
    return x.graph.op("Slice", x, starts, ends, axes, steps)


def item(x: Value, key: Any) -> Value:
    """x[key] with whole numbers, slices, None and Ellipsis."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if Ellipsis in [one for one in keys if one is Ellipsis]:
        place = next(n for n, one in enumerate(keys) if one is Ellipsis)
        rest = x.ndim - sum(one is not None and one is not Ellipsis for one in keys)
        keys[place : place + 1] = [slice(None)] * rest
    axis, parts, gone, fresh_axes = 0, [], [], []
    for one in keys:
        if one is None:
            fresh_axes.append(axis - len(gone) + len(fresh_axes))
            continue
        if isinstance(one, slice):
            step = one.step or 1
            end = 2**62 if one.stop is None else one.stop
            if step < 1:
                raise Misfit
            if (one.start or 0, end, step) != (0, 2**62, 1):
                parts.append((axis, one.start or 0, end, step))
        elif isinstance(one, int) and not isinstance(one, bool):
            gone.append((axis, one))
        else:
            raise TypeError(one)
        axis += 1
    x = sliced(x, parts) if parts else x
    for place, number in reversed(gone):
        x = select(x, place, number)
    for place in fresh_axes:
        x = unsqueeze(x, place)
    return x


# What is taken over axes


def reduction(kind: str) -> Callable[..., Any]:
    def compute(x, dim=None, keepdim=False, dtype=None, axis=None, keepdims=False):
        dim = axis if dim is None else dim
        axes = list(range(x.ndim)) if dim is None else [
            axis_of(x, one) for one in (dim if isinstance(dim, (list, tuple)) else [dim])
        ]
        return x.graph.op(kind, x, x.graph.longs(axes), keepdims=int(keepdim or keepdims))

    return compute


for _name, _kind in (("mean", "ReduceMean"), ("sum", "ReduceSum"), ("amax", "ReduceMax"),
                     ("amin", "ReduceMin"), ("prod", "ReduceProd")):  # fmt: skip
    FUNCTIONS[_name] = reduction(_kind)


def extreme(kind: str, places: str, both: str) -> Callable[..., Any]:
    def compute(x, dim=None, keepdim=False):
        if isinstance(dim, Value):
            return x.graph.op(both, x, dim)
        found = reduction(kind)(x, dim, keepdim)
        return found if dim is None else (found, index(x, dim, keepdim))

    def index(x, dim=None, keepdim=False):
        return x.graph.op(places, x, axis=axis_of(x, -1 if dim is None else dim),
                          keepdims=int(keepdim))

    FUNCTIONS[places.lower()] = index
    return compute


FUNCTIONS["max"] = extreme("ReduceMax", "ArgMax", "Max")
FUNCTIONS["min"] = extreme("ReduceMin", "ArgMin", "Min")


@function("var")
def var(x, dim=None, unbiased=True, keepdim=False, correction=None):
    if (correction if correction is not None else int(unbiased)) != 0:
        raise TypeError("unbiased")
    middle = FUNCTIONS["mean"](x, dim, True)
    return FUNCTIONS["mean"](square(x.graph.op("Sub", x, middle)), dim, keepdim)


@function("einsum")
def einsum(equation, *operands):
    operands = operands[0] if isinstance(operands[0], (list, tuple)) else operands
    return graph_of(*operands).op("Einsum", *operands, equation=equation)


@function("linear")
def linear(x, weight, bias=None):
    array, name = weight.array, weight.name
    if x.shape[-1] != array.shape[1]:
        raise Misfit
    kernel = x.graph.array(np.ascontiguousarray(array.T), name)
    y = x.graph.op("MatMul", x, kernel)
    return y if bias is None else x.graph.op("Add", y, bias)


@function("embedding")
def embedding(x, weight, padding_idx=None, *_, **__):
    return x.graph.op("Gather", weight, x, axis=0)


__all__ = ["FUNCTIONS", "function", "item"]
