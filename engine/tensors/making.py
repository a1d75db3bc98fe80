"""How do programs for TensorFlow make values, and which kinds of numbers do they name?"""

from __future__ import annotations

import builtins
import time
from typing import Any

import numpy as np

from engine import backend, ops
from engine.eager import Array
from engine.function import say
from engine.nest import flatten
from engine.raw import texts
from engine.tape import DType, Spec, Tensor, TensorShape, current_tape, told_shape
from engine.variables import Variable

float16, bfloat16, float32, float64 = map(DType, ("float16", "bfloat16", "float32", "float64"))
int8, int16, int32, int64 = map(DType, ("int8", "int16", "int32", "int64"))
uint8, uint16, uint32, uint64 = map(DType, ("uint8", "uint16", "uint32", "uint64"))
bool, string = DType("bool"), DType("string")
double, half = float64, float16
newaxis = None


class TensorSpec(Spec):
    """The shape and the kind of a value, as TensorFlow's functions are told them."""

    def __init__(self, shape: Any, dtype: Any = "float32", name: str | None = None) -> None:
        super().__init__(tuple(shape), DType(getattr(dtype, "name", dtype)))
        object.__setattr__(self, "name", name)


def constant(value, dtype=None, shape=None, name=None):
    """An array of 32-bit numbers, of truth values or of texts."""
    if holds_values(value):
        return _kind(_valued(value), dtype)
    array = np.asarray(value)
    if array.dtype.kind in "USO":
        return texts(array)
    if array.dtype.kind in "iu" and array.dtype.itemsize > 4 and dtype is None:
        small = array.astype(np.int32)
        value = small if np.array_equal(small, array) else array
    return backend.constant(value, dtype, shape, name)


def convert_to_tensor(value, dtype=None, dtype_hint=None, name=None):
    """`value` as a value of the trace, or as an array."""
    if isinstance(value, (Tensor, Variable)) or current_tape() is not None:
        value = ops.convert(value) if current_tape() is not None else value.numpy()
        return value if dtype is None else ops.cast(value, getattr(dtype, "name", dtype))
    return constant(value, dtype)


def ensure_shape(x, shape, name=None):
    """`x`, where its shape is as said. Raises DesignError."""
    value = _valued(x)
    told_shape(value.shape, shape)
    return value


def cast(x, dtype, name=None):
    """`x` as another kind of number; floats become whole numbers towards 0."""
    return ops.cast(_valued(x), backend.dtype_of(dtype))


def range(start, limit=None, delta=1, dtype=None, name="range"):
    """The numbers from `start` (or 0) up to `limit`, which is left out."""
    begin, end = (0, start) if limit is None else (start, limit)
    found = np.arange(*(float(v) if isinstance(v, float) else v for v in (begin, end, delta)))
    return constant(found, dtype)


def linspace(start, stop, num, name=None, axis=0):
    return constant(np.linspace(start, stop, int(num), axis=axis))


def zeros(shape, dtype="float32", name=None):
    return constant(np.zeros(_sizes(shape)), dtype)


def ones(shape, dtype="float32", name=None):
    return constant(np.ones(_sizes(shape)), dtype)


def fill(dims, value, name=None):
    return constant(np.full(_sizes(dims), value))


def eye(num_rows, num_columns=None, batch_shape=None, dtype="float32", name=None):
    found = np.eye(num_rows, num_columns)
    return constant(np.broadcast_to(found, (*(batch_shape or ()), *found.shape)), dtype)


def zeros_like(input, dtype=None, name=None):
    return _kind(ops.zeros_like(_valued(input)), dtype)


def ones_like(input, dtype=None, name=None):
    return _kind(ops.ones_like(_valued(input)), dtype)


def one_hot(indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None):
    """Rows with `on_value` (1) at the index and `off_value` (0) elsewhere."""
    found = ops.one_hot(_valued(indices), depth, -1 if axis is None else axis)
    if on_value is not None or off_value is not None:
        low, high = off_value or 0.0, 1.0 if on_value is None else on_value
        found = found * (high - low) + low
    return _kind(found, dtype)


def is_tensor(x) -> builtins.bool:
    return isinstance(x, (Tensor, Variable, Array))


def shape(input, out_type=None, name=None):
    """All sizes: numbers in a trace, an array outside."""
    sizes = tuple(_valued(input).shape)
    return sizes if current_tape() is not None else constant(np.asarray(sizes, np.int32))


def size(input, out_type=None, name=None):
    return constant(int(np.prod(_valued(input).shape, dtype=np.int64)))


def rank(input, name=None):
    return constant(len(_valued(input).shape))


def identity(input, name=None):
    return ops.ALL["identity"](_valued(input))


def print(*inputs, output_stream=None, summarize=3, sep=" ", end="\n", name=None, **_):
    """Say values; under `@engine.function` at each run, in a layer's call their shapes."""
    how = {"sep": sep, "end": end, "file": output_stream}
    tape = current_tape()
    if tape is not None and tape.said is not None:
        tape.said.append((inputs, how))
    else:
        say(inputs, how)


def timestamp(name=None):
    """Seconds since 1970."""
    return np.float64(time.time())


def executing_eagerly() -> builtins.bool:
    return current_tape() is None or current_tape().at_once


def get_static_value(tensor, partial=False):
    return None if isinstance(tensor, Tensor) else np.asarray(tensor)


def _valued(x: Any) -> Any:
    """Lists and numbers as arrays, lists of values as one; what has a shape as it is."""
    if hasattr(x, "shape"):
        return x
    return ops.stack(list(map(_valued, x)), axis=0) if holds_values(x) else constant(x)


def holds_values(x: Any) -> builtins.bool:
    """Whether a list has values of a trace or variables in it."""
    return isinstance(x, (list, tuple)) and any(
        isinstance(leaf, (Tensor, Variable)) for leaf in flatten(x)
    )


def _kind(found: Any, dtype: Any) -> Any:
    return found if dtype is None else cast(found, dtype)


def _sizes(shape: Any) -> tuple[int, ...]:
    sizes = np.asarray(shape).reshape(-1)
    return tuple(int(size) for size in sizes)


__all__ = [
    "TensorShape", "TensorSpec", "bfloat16", "bool", "cast", "constant", "convert_to_tensor",
    "double", "ensure_shape", "executing_eagerly", "eye", "fill", "float16", "float32", "float64",
    "get_static_value", "half", "identity", "int16", "int32", "int64", "int8", "is_tensor",
    "linspace", "newaxis", "one_hot", "ones", "ones_like", "print", "range", "rank", "shape",
    "size", "string", "timestamp", "uint16", "uint32", "uint64", "uint8", "zeros", "zeros_like",
]  # fmt: skip
