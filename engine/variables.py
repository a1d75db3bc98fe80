"""Where do weights live? Named arrays that plans read and write in place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine import settings
from engine.errors import DesignError, DesignTypeError
from engine.tape import (
    DType,
    Operators,
    Tensor,
    TensorShape,
    current_tape,
    dtype_name,
    settle,
    unfinished,
)

ALIGNMENT = 64
# What TensorFlow's variables are told besides; it says where they live.
IGNORED = ("aggregation", "caching_device", "import_scope", "synchronization", "variable_def")
# Lists that new variables are put into, innermost last.
_watching: list[list[Variable]] = []


@contextmanager
def creations() -> Iterator[list[Variable]]:
    """A list of the variables that are made inside this context."""
    _watching.append([])
    try:
        yield _watching[-1]
    finally:
        _watching.pop()


def aligned(shape: tuple[int, ...], dtype: Any = np.float32) -> np.ndarray:
    """A zeroed C-contiguous array that begins at a cache line, as the kernels like it."""
    dtype = np.dtype(dtype)
    count = math.prod(map(int, shape)) * dtype.itemsize
    raw = np.zeros(count + ALIGNMENT, np.uint8)
    start = (-raw.ctypes.data) % ALIGNMENT
    return raw[start : start + count].view(dtype).reshape(shape)


class PartOf:
    """What a part of a variable can do beside an array: be overwritten in the variable."""

    _whole: tuple[Any, Any] | None = None

    @staticmethod
    def of(part: np.ndarray, variable: Any, key: Any) -> Any:
        if isinstance(part, PartOf):
            part._whole = variable, key
        return part

    def assign(self, value: Any) -> Any:
        """Overwrite this part of its variable."""
        if self._whole is None:
            raise DesignError(
                "Only variables and their parts can be assigned to, not values.",
                fix="Make it a Variable.",
            )
        variable, key = self._whole
        values = variable.numpy()
        values[key] = np.asarray(value)
        return variable.assign(values)

    def assign_add(self, value: Any) -> Any:
        return self.assign(np.asarray(self) + np.asarray(value))

    def assign_sub(self, value: Any) -> Any:
        return self.assign(np.asarray(self) - np.asarray(value))


class Variable(Operators):
    """A weight: a float32 array with a name. Its address never changes in its life.

    Its dtype is that of its first value unless another is asked for.

    Inside a traced call it reads as a symbolic value and `assign` is recorded; outside, it is an
    array (`numpy()`) that `assign` overwrites at once. With `shape` and `initializer` in place of
    a value, memory is taken and filled when the numbers are first needed: a drawing can be
    measured without it. The seed is drawn at once, so that the numbers do not depend on when.
    """

    def __init__(
        self,
        initial_value: Any = None,
        trainable: bool | None = True,
        validate_shape: bool = True,
        *,
        name: str | None = None,
        dtype: Any = None,
        constraint: Any = None,
        regularizer: Any = None,
        shape: tuple[int, ...] | None = None,
        initializer: Any = None,
        **ignored: Any,
    ) -> None:
        for word in ignored:
            if word not in IGNORED:
                raise DesignTypeError("Variable has no argument {word}.", word=word)
        if initializer is None:
            given = np.asarray(initial_value() if callable(initial_value) else initial_value)
            dtype = dtype or given.dtype
            self.shape = TensorShape(given.shape)
            self._array = aligned(given.shape)
            self._array[...] = given
        else:
            self.shape = TensorShape(shape)
            self._array = None
            self._initializer = initializer
            self._seed = settings.generator().integers(2**63)
        self.dtype = DType(dtype_name(dtype or "float32"))
        self.path = name or "Variable"
        self.trainable = trainable is not False
        self.constraint = constraint
        self.regularizer = regularizer
        for made in _watching:
            made.append(self)

    @property
    def name(self) -> str:
        """The Keras name, such as ``dense/kernel:0``."""
        return f"{self.path}:0"

    @property
    def array(self) -> np.ndarray:
        """The memory itself, which plans read and write."""
        if unfinished:
            settle()
        if self._array is None:
            with settings.drawing_from(np.random.default_rng(self._seed)):
                values = np.asarray(self._initializer(self.shape)).reshape(self.shape)
            self._array = aligned(self.shape)
            self._array[...] = values
        return self._array

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    def value(self) -> Tensor | np.ndarray:
        """The value: symbolic inside a traced call, else a copy of the numbers."""
        return self.read_value()

    def read_value(self):
        tape = current_tape()
        return tape.read(self) if tape is not None else self.numpy()

    def numpy(self) -> np.ndarray:
        """A copy of the numbers in the variable's dtype."""
        tape = current_tape()
        if tape is not None and tape.at_once and id(self) in tape.assigned:
            return tape.numbers(tape.assigned[id(self)][1])
        return self.array.astype({"float32": "f4", "int32": "i4", "bool": "?"}[self.dtype])

    def assign(self, value: Any, *_, **__):
        tape = current_tape()
        if tape is not None:
            tensor = Operators.table["convert"](value)
            self._same_shape(tensor.shape)
            tape.assign(self, tensor)
        else:
            array = np.asarray(value)
            self._same_shape(array.shape)
            self.array[...] = array
        return self

    def assign_add(self, value: Any, *_, **__):
        return self.assign(self.read_value() + value)

    def assign_sub(self, value: Any, *_, **__):
        return self.assign(self.read_value() - value)

    def _same_shape(self, shape) -> None:
        if tuple(shape) != self.shape:
            raise DesignError(
                "The weight {name} has shape {expected}, but was given {shape}.",
                fix="Give it an array of the same shape.",
                name=self.path,
                expected=self.shape,
                shape=tuple(shape),
            )

    def __getitem__(self, key: Any) -> Any:
        """A part, as a value; outside of traced calls it may be assigned to."""
        found = super().__getitem__(key)
        if current_tape() is None and isinstance(found, np.ndarray):
            return PartOf.of(found, self, key)
        return found

    def __array__(self, dtype=None, copy=None):
        return self.numpy() if dtype is None else self.numpy().astype(dtype)

    def __repr__(self) -> str:
        return f"<Variable {self.name} shape={self.shape}>"

    def __eq__(self, other: Any) -> Any:
        """Its numbers are compared with others; two variables are equal if they are the same."""
        return self is other if isinstance(other, Variable) else super().__eq__(other)

    def __ne__(self, other: Any) -> Any:
        return self is not other if isinstance(other, Variable) else super().__ne__(other)

    __hash__ = object.__hash__
