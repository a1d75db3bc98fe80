"""How are elements picked and put by their places, and functions walked over rows?"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from engine import ops
from engine.nest import flatten, map_structure
from engine.tape import TensorShape
from engine.tensors.making import _valued, constant


def _flat(indices: Any, sizes: tuple[int, ...]) -> Any:
    """Places (…, axes) as numbers of rows, where the first axes are folded into one."""
    steps = [math.prod(sizes[axis + 1 :]) for axis in range(len(sizes))]
    return ops.sum(ops.cast(_valued(indices), "int32") * np.array(steps, np.int32), axis=-1)


def gather_nd(params, indices, batch_dims=0, name=None):
    """The elements (or parts) of a value at places, the last axis of `indices`."""
    value, depth = _valued(params), _valued(indices).shape[-1]
    first, rest = tuple(value.shape[:depth]), tuple(value.shape[depth:])
    rows = ops.reshape(value, (math.prod(first), *rest))
    return ops.take(rows, _flat(indices, first), axis=0)


def scatter_nd(indices, updates, shape, name=None):
    """Zeros with `updates` at places; where several meet, their sum."""
    sizes = tuple(int(one) for one in shape)
    depth = _valued(indices).shape[-1]
    first, rest = sizes[:depth], sizes[depth:]
    places = ops.reshape(_flat(indices, first), (-1,))
    parts = ops.reshape(_valued(updates), (-1, math.prod(rest)))
    # A row for each place of the result says which updates land there.
    chosen = ops.one_hot(places, math.prod(first))
    found = ops.matmul(ops.swapaxes(chosen, 0, 1), ops.cast(parts, "float32"))
    return ops.cast(ops.reshape(found, sizes), _valued(updates).dtype.name)


def tensor_scatter_nd_add(tensor, indices, updates, name=None):
    """A value with `updates` added at places."""
    return _valued(tensor) + scatter_nd(indices, updates, _valued(tensor).shape)


def tensor_scatter_nd_update(tensor, indices, updates, name=None):
    """A value with `updates` in place of what stood at places."""
    value = _valued(tensor)
    marks = scatter_nd(indices, ops.ones_like(ops.cast(_valued(updates), "float32")), value.shape)
    put = scatter_nd(indices, updates, value.shape)
    return ops.where(ops.greater(marks, 0.0), put, value)


def map_fn(fn: Callable, elems: Any, fn_output_signature: Any = None, **_: Any) -> Any:
    """`fn` of each row, one upon the other."""
    return _stacked([fn(row) for row in _rows(elems)])


vectorized_map = map_fn


def foldl(fn: Callable, elems: Any, initializer: Any = None, **_: Any) -> Any:
    """`fn` of the result so far and the next row, from the first row (or `initializer`) on."""
    return scanned(fn, _rows(elems), initializer)[-1]


def foldr(fn: Callable, elems: Any, initializer: Any = None, **_: Any) -> Any:
    """`foldl` from the last row on."""
    return scanned(fn, _rows(elems)[::-1], initializer)[-1]


def scan(fn: Callable, elems: Any, initializer: Any = None, reverse: bool = False, **_: Any) -> Any:
    """All results of `foldl` on the way."""
    rows = _rows(elems)
    found = scanned(fn, rows[::-1] if reverse else rows, initializer)
    return _stacked(found[::-1] if reverse else found)


def scanned(fn: Callable, rows: list[Any], initializer: Any) -> list[Any]:
    """The results so far; the first row itself is one where there is no initializer."""
    state = rows[0] if initializer is None else initializer
    found = [state] if initializer is None else []
    for row in rows[len(found) :]:
        state = fn(state, row)
        found.append(state)
    return found or [state]


def _rows(elems: Any) -> list[Any]:
    values = [_valued(one) for one in flatten(elems)]
    several = isinstance(elems, (tuple, list)) and len(values) > 1
    split = [ops.unstack(one, None, 0) for one in values]
    return list(zip(*split, strict=True)) if several else list(split[0])


def _stacked(rows: list[Any]) -> Any:
    return map_structure(lambda *parts: ops.stack(*map(_valued, parts), axis=0), *rows)


class TensorArray:
    """Values by number, as a loop collects them."""

    def __init__(self, dtype: Any = "float32", size: int = 0, dynamic_size: Any = None, **_: Any):
        self._values: dict[int, Any] = {}
        self._count, self.dtype = int(size), dtype

    def write(self, index: Any, value: Any, name: Any = None) -> TensorArray:
        self._values[int(index)] = value
        self._count = max(self._count, int(index) + 1)
        return self

    def read(self, index: Any, name: Any = None) -> Any:
        return self._values[int(index)]

    def size(self, name: Any = None) -> int:
        return self._count

    def stack(self, name: Any = None) -> Any:
        """All values, one upon the other. Raises KeyError where one is missing."""
        return _stacked([self._values[place] for place in range(self._count)])

    def concat(self, name: Any = None) -> Any:
        """All values, one behind the other."""
        return ops.concatenate([self._values[place] for place in range(self._count)], axis=0)

    def unstack(self, value: Any, name: Any = None) -> TensorArray:
        """The rows of a value, each by its number."""
        for place, row in enumerate(_rows(value)):
            self.write(place, row)
        return self


def broadcast_static_shape(shape_x, shape_y):
    """The shape that two shapes have together."""
    return TensorShape(np.broadcast_shapes(tuple(shape_x), tuple(shape_y)))


def broadcast_dynamic_shape(shape_x, shape_y):
    return constant(np.broadcast_shapes(*(tuple(np.ravel(one)) for one in (shape_x, shape_y))))


def meshgrid(*args, indexing="xy", **_):
    return [constant(one) for one in np.meshgrid(*map(np.asarray, args), indexing=indexing)]


def sequence_mask(lengths, maxlen=None, dtype="bool", name=None):
    """For each length a row that is True so many times."""
    value = _valued(lengths)
    most = int(np.max(value)) if maxlen is None else int(maxlen)
    held = ops.less(np.arange(most, dtype=np.int32), ops.expand_dims(value, -1))
    return held if dtype == "bool" else ops.cast(held, getattr(dtype, "name", dtype))


__all__ = [
    "TensorArray", "broadcast_dynamic_shape", "broadcast_static_shape", "foldl", "foldr",
    "gather_nd", "map_fn",
    "meshgrid", "scan", "scatter_nd", "sequence_mask", "tensor_scatter_nd_add",
    "tensor_scatter_nd_update", "vectorized_map",
]  # fmt: skip
