"""How do programs for TensorFlow compute? Its names and arguments over `engine.ops`."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from engine import ops
from engine.backend_numbers import as_float
from engine.errors import NeedsRun
from engine.raw import Texts
from engine.tape import Tensor
from engine.tensors.making import _kind, _valued, constant


def _one(op: Callable) -> Callable:
    """A function of one value."""

    def call(x, name=None):
        return op(_valued(x))

    return _named(call, op)


def _two(op: Callable) -> Callable:
    """A function of two values; numbers may stand for either."""

    def call(x, y, name=None):
        if not hasattr(x, "shape") and not hasattr(y, "shape"):
            x = constant(x)
        return op(x, y)

    return _named(call, op)


def _reduction(op: Callable, floats: builtins.bool = False) -> Callable:
    """A function that folds axes; None folds all."""

    def call(input_tensor, axis=None, keepdims=False, name=None):
        value = _valued(input_tensor)
        axes = tuple(int(one) for one in np.ravel(axis)) if np.ndim(axis) else axis
        return op(as_float(value) if floats else value, axis=axes, keepdims=keepdims)

    return _named(call, op)


def _named(call: Callable, op: Callable) -> Callable:
    call.__name__ = call.__qualname__ = getattr(op, "name", None) or op.__name__
    call.__doc__ = op.__doc__
    return call


abs, negative, sign = _one(ops.abs), _one(ops.negative), _one(ops.sign)
square, sqrt, rsqrt = _one(ops.square), _one(ops.sqrt), _one(ops.rsqrt)
exp, expm1, log, log1p = _one(ops.exp), _one(ops.expm1), _one(ops.log), _one(ops.log1p)
sin, cos, tan, atan, tanh = map(_one, (ops.sin, ops.cos, ops.tan, ops.arctan, ops.tanh))
sigmoid, softplus, erf = _one(ops.sigmoid), _one(ops.softplus), _one(ops.erf)
floor, ceil, round = _one(ops.floor), _one(ops.ceil), _one(ops.round)
reciprocal, is_nan = _one(ops.reciprocal), _one(ops.isnan)
logical_not, stop_gradient = _one(ops.logical_not), _one(ops.stop_gradient)

add, subtract, multiply = _two(ops.add), _two(ops.subtract), _two(ops.multiply)
divide, floordiv, mod, pow = map(_two, (ops.divide, ops.floor_divide, ops.mod, ops.power))
maximum, minimum = _two(ops.maximum), _two(ops.minimum)
squared_difference = _two(ops.squared_difference)
equal, not_equal = _two(ops.equal), _two(ops.not_equal)
greater, greater_equal = _two(ops.greater), _two(ops.greater_equal)
less, less_equal = _two(ops.less), _two(ops.less_equal)
logical_and, logical_or = _two(ops.logical_and), _two(ops.logical_or)
truediv, floormod = divide, mod

reduce_sum, reduce_prod = _reduction(ops.sum), _reduction(ops.prod)
reduce_mean = _reduction(ops.mean, floats=True)
reduce_max, reduce_min = _reduction(ops.max), _reduction(ops.min)
reduce_any, reduce_all = _reduction(ops.any), _reduction(ops.all)
reduce_logsumexp = _reduction(ops.logsumexp)
reduce_std, reduce_variance = _reduction(ops.std, True), _reduction(ops.var, True)
reduce_euclidean_norm = _reduction(ops.norm)


def count_nonzero(input, axis=None, keepdims=None, dtype=None, name=None):
    return ops.count_nonzero(_valued(input), axis=axis)


def add_n(inputs, name=None):
    total = _valued(inputs[0])
    for one in inputs[1:]:
        total = total + one
    return total


def argmax(input, axis=None, output_type=None, name=None):
    return ops.argmax(_valued(input), axis=0 if axis is None else axis)


def argmin(input, axis=None, output_type=None, name=None):
    return ops.argmin(_valued(input), axis=0 if axis is None else axis)


def cumsum(x, axis=0, exclusive=False, reverse=False, name=None):
    """Sums along an axis of all elements so far: without the own one where `exclusive`."""
    x = _valued(x)
    turned = ops.flip(x, axis=axis) if reverse else x
    found = ops.cumsum(turned, axis=axis)
    found = found - turned if exclusive else found
    return ops.flip(found, axis=axis) if reverse else found


def cumprod(x, axis=0, exclusive=False, reverse=False, name=None):
    """Products along an axis of all elements so far."""
    values = np.moveaxis(_numbers(x, "cumprod"), axis, 0)
    turned = values[::-1] if reverse else values
    if exclusive:
        turned = np.concatenate([np.ones_like(turned[:1]), turned[:-1]])
    found = np.cumprod(turned, axis=0)
    return constant(np.moveaxis(found[::-1] if reverse else found, 0, axis))


def clip_by_value(t, clip_value_min, clip_value_max, name=None):
    return ops.minimum(ops.maximum(_valued(t), clip_value_min), clip_value_max)


def clip_by_norm(t, clip_norm, axes=None, name=None):
    """`t` scaled down to a length of `clip_norm`, where it is longer."""
    length = ops.sqrt(ops.sum(ops.square(t), axis=axes, keepdims=axes is not None))
    return t * (clip_norm / ops.maximum(length, clip_norm))


def global_norm(t_list, name=None):
    return ops.sqrt(add_n([ops.sum(ops.square(t)) for t in t_list if t is not None]))


def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None):
    """All values scaled alike, so that together they are no longer than `clip_norm`."""
    length = global_norm(t_list) if use_norm is None else use_norm
    scale = clip_norm / ops.maximum(length, clip_norm)
    return [None if t is None else t * scale for t in t_list], length


def matmul(a, b, transpose_a=False, transpose_b=False, name=None, **_):
    a, b = _valued(a), _valued(b)
    a = ops.swapaxes(a, -1, -2) if transpose_a else a
    return ops.matmul(a, ops.swapaxes(b, -1, -2) if transpose_b else b)


def tensordot(a, b, axes, name=None):
    return ops.tensordot(_valued(a), _valued(b), axes)


def einsum(equation, *inputs, **_):
    return ops.einsum(equation, *inputs)


def norm(tensor, ord="euclidean", axis=None, keepdims=None, name=None):
    """The length of vectors, or another norm of `numpy.linalg.norm`."""
    value = _valued(tensor)
    if ord not in ("euclidean", 2, 1):
        return constant(np.linalg.norm(_numbers(value, "norm"), ord, axis, bool(keepdims)))
    if ord == 1:
        return ops.sum(ops.abs(value), axis=axis, keepdims=bool(keepdims))
    return ops.sqrt(ops.sum(ops.square(value), axis=axis, keepdims=bool(keepdims)))


# Another order or shape


def reshape(tensor, shape, name=None):
    return ops.reshape(_valued(tensor), tuple(int(size) for size in np.ravel(shape)))


def transpose(a, perm=None, conjugate=False, name="transpose"):
    return ops.transpose(_valued(a), axes=None if perm is None else tuple(map(int, perm)))


def expand_dims(input, axis, name=None):
    value = constant(input) if isinstance(input, str) else _valued(input)
    if isinstance(value, Texts):
        return np.expand_dims(value, axis)
    return ops.expand_dims(_valued(input), axis)


def squeeze(input, axis=None, name=None):
    return ops.squeeze(_valued(input), axis=axis)


def concat(values, axis, name="concat"):
    return ops.concatenate([_valued(value) for value in values], axis=axis)


def stack(values, axis=0, name="stack"):
    return ops.stack(*(_valued(value) for value in values), axis=axis)


def unstack(value, num=None, axis=0, name="unstack"):
    return ops.unstack(_valued(value), num, axis)


def split(value, num_or_size_splits, axis=0, num=None, name="split"):
    """Pieces of a value: so many alike, or of these sizes."""
    places = num_or_size_splits
    if np.ndim(places):
        places = [int(place) for place in np.cumsum(places)[:-1]]
    return ops.split(_valued(value), places, axis=axis)


def tile(input, multiples, name=None):
    return ops.tile(_valued(input), tuple(int(count) for count in multiples))


def repeat(input, repeats, axis=None, name=None):
    return ops.repeat(_valued(input), repeats, axis=axis)


def reverse(tensor, axis, name=None):
    return ops.flip(_valued(tensor), axis=tuple(np.ravel(axis).tolist()))


def roll(input, shift, axis, name=None):
    """Elements moved on along an axis; those at the end come in at the begin."""
    value = _valued(input)
    cut = (-int(shift)) % value.shape[axis]
    if not cut:
        return value
    return ops.concatenate(ops.split(value, [cut], axis=axis)[::-1], axis=axis)


def broadcast_to(input, shape, name=None):
    return ops.broadcast_to(_valued(input), shape=tuple(int(size) for size in shape))


def pad(tensor, paddings, mode="CONSTANT", constant_values=0, name=None):
    widths = [tuple(int(width) for width in pair) for pair in np.asarray(paddings)]
    return ops.pad(_valued(tensor), widths, mode.lower(), constant_values)


def slice(input_, begin, size, name=None):
    """The part of `size` from `begin` on; a size of -1 goes to the end."""
    pairs = zip(begin, size, strict=True)
    return _valued(input_)[tuple(
        builtins.slice(int(b), None if s == -1 else int(b) + int(s)) for b, s in pairs
    )]  # fmt: skip


def gather(params, indices, axis=0, batch_dims=0, name=None, **_):
    return ops.take(_valued(params), _valued(indices), axis=axis or 0)


def where(condition, x=None, y=None, name=None):
    """`x` where the condition holds, else `y`; without them, the places where it holds."""
    if x is None and y is None:
        return constant(np.argwhere(_numbers(condition, "where")), "int32")
    return ops.where(_valued(condition), x, y)


# What only arrays can do, as the size of the result depends on the numbers


def _numbers(value: Any, name: str) -> np.ndarray:
    if isinstance(value, Tensor) and not value.has_numbers:
        raise NeedsRun(
            "{name} works on arrays, not on values of a layer's call.",
            fix="Use it outside of layers and of functions under @engine.function.",
            name=name,
        )
    return np.asarray(value)


def boolean_mask(tensor, mask, axis=None, name="boolean_mask"):
    """The parts of a value for which the mask holds, along an axis or several from there on."""
    values, held = _valued(tensor), _numbers(mask, "boolean_mask")
    axis = axis or 0
    before, after = values.shape[:axis], values.shape[axis + held.ndim :]
    rows = ops.reshape(values, (*before, held.size, *after))
    return ops.take(rows, np.flatnonzero(held).astype(np.int32), axis=axis)


def sort(values, axis=-1, direction="ASCENDING", name=None):
    found = np.sort(_numbers(values, "sort"), axis=axis)
    return constant(np.flip(found, axis) if direction == "DESCENDING" else found)


def argsort(values, axis=-1, direction="ASCENDING", stable=False, name=None):
    values = _numbers(values, "argsort")
    return constant(np.argsort(-values if direction == "DESCENDING" else values, axis, "stable"))


class TopK(NamedTuple):
    values: Any
    indices: Any


class Unique(NamedTuple):
    y: Any
    idx: Any


def top_k(input, k=1, sorted=True, index_type=None, name=None):
    """The k largest along the last axis, and their places."""
    values = _numbers(input, "top_k")
    places = np.argsort(-values, -1, "stable")[..., : int(k)]
    return TopK(constant(np.take_along_axis(values, places, -1)), constant(places))


def unique(x, out_idx=None, name=None):
    """Each value once, in the order of appearance, and for each element its place there."""
    values = _numbers(x, "unique")
    _, first, places = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return Unique(constant(values[first[order]]), constant(np.argsort(order)[places.reshape(-1)]))


def bincount(arr, minlength=0, **_):
    return constant(np.bincount(_numbers(arr, "bincount").reshape(-1), minlength=minlength))


def confusion_matrix(labels, predictions, num_classes=None, weights=None, dtype=None, name=None):
    """How often each label (row) was taken for each class (column)."""
    rows = _numbers(labels, "confusion_matrix").reshape(-1).astype(int)
    columns = _numbers(predictions, "confusion_matrix").reshape(-1).astype(int)
    count = int(num_classes or max(rows.max(initial=-1), columns.max(initial=-1)) + 1)
    table = np.zeros((count, count))
    np.add.at(table, (rows, columns), 1 if weights is None else np.asarray(weights).reshape(-1))
    return _kind(constant(table), dtype or "int32")


_OTHERS = {"Any", "Callable", "NeedsRun", "Tensor", "annotations", "as_float", "backend"}
_OTHERS |= {"NamedTuple", "Texts", "TopK", "Unique", "builtins", "constant", "np", "ops"}
__all__ = [name for name in dir() if not name.startswith("_") and name not in _OTHERS]
