"""What is an operation? One object: its shape rule, its gradient and the kernels that run it."""

from __future__ import annotations

import inspect
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.nest import flatten
from engine.raw import data_of, refusal
from engine.tape import (
    NUMPY_DTYPES,
    RAW,
    Operators,
    Record,
    Spec,
    Tensor,
    current_tape,
    outside_tapes,
)
from engine.variables import Variable

# Set by engine.eager and engine.graph when they load: how to apply an operation to arrays, and to
# values between the layers of a model under construction. They build on operations, not the
# other way round.
outside: dict[str, Any] = {}

ALL: dict[str, Op] = {}


class Op:
    """One primitive. `infer` knows shapes, `gradient` records the reverse, `emit` makes steps.

    The first `arity` arguments are values (all positional ones when None); further ones are
    attributes. Both may be named as in `infer`. `alias` is True for operations whose output is the
    same memory as their first input.
    `random` operations get a number stream of their own each time they are recorded.
    """

    name = ""
    arity: int | None = None
    alias = False
    random = False
    # Outputs, by number, that `emit` leaves out where nobody reads them.
    spare: tuple[int, ...] = ()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.__dict__.get("name"):
            ALL[cls.name] = cls()

    def infer(self, *inputs: Spec, **attributes: Any) -> Spec | tuple[Spec, ...]:
        """The outputs' specs. Sizes may be None. Raises DesignError for inputs that do not fit."""
        raise NotImplementedError(self.name)

    def gradient(
        self, record: Record, incoming: Sequence[Tensor | None], wants: Sequence[bool]
    ) -> Sequence[Tensor | None]:
        """One gradient an input (None where there is none), recorded with further operations."""
        return [None] * len(record.inputs)

    def multiply_adds(self, record: Record) -> int:
        """How many products it adds up: the work of matrices and windows, by which networks are
        compared. What goes element by element counts nothing. All sizes must be known.
        """
        return 0

    def emit(self, plan: Any, record: Record) -> None:
        """Kernel steps that compute the outputs' buffers from the inputs' buffers."""
        raise NotImplementedError(self.name)

    def __call__(self, *inputs: Any, **attributes: Any):
        if self.arity is not None and len(inputs) != self.arity:
            names = list(inspect.signature(self.infer).parameters)
            attributes.update(zip(names[self.arity :], inputs[self.arity :], strict=False))
            named = (name for name in names[len(inputs) : self.arity] if name in attributes)
            inputs = (*inputs[: self.arity], *map(attributes.pop, list(named)))
        return apply(self, inputs, attributes)

    def __repr__(self) -> str:
        return self.name


def is_graph_value(value: Any) -> bool:
    return isinstance(value, Tensor) and value.source == "graph"


def convert(value: Any, dtype: str | None = None) -> Tensor:
    """A symbolic value on the active tape for a value, a weight, an array or a number."""
    tape = current_tape()
    if isinstance(value, Tensor):
        if value.tape is not tape and value.has_numbers:
            return carried(value, tape)
        found = known(value) if value.tape is not tape else None
        if found is not None:
            return tape.constant(found, value.dtype)
        if value.tape is not tape:
            raise DesignError(
                "A value of shape {shape} from outside is used inside a layer's call.",
                fix="Hand it to the call as an argument.",
                shape=value.shape,
            )
        return value
    if isinstance(value, Variable):
        return tape.read(value)
    if isinstance(value, (list, tuple)) and any(
        isinstance(leaf, (Tensor, Variable)) for leaf in flatten(value)
    ):
        return ALL["stack"](*value, axis=0)
    return tape.constant(value, dtype)


def known(value: Tensor) -> np.ndarray | None:
    """The numbers of a value that is made of fixed arrays alone, such as one made in `build`."""
    if value.source == "constant":
        return value.payload.astype(NUMPY_DTYPES[value.dtype])
    record = value.record
    if record is None or record.op.random:
        return None
    inputs = [known(one) for one in record.inputs]
    if any(one is None for one in inputs):
        return None
    with outside_tapes():
        found = record.op(*inputs, **record.attributes)
    return np.asarray(found[value.index] if isinstance(found, tuple) else found)


def carried(value: Tensor, tape: Any) -> Tensor:
    """What a program recorded earlier, as data of the tape that records now."""
    tensor = tape.constant(value.numpy(), value.dtype)
    if value._keras_mask is not None:
        tensor._keras_mask = convert(value._keras_mask)
    return tensor


def apply(op: Op, inputs: Sequence[Any], attributes: dict[str, Any]):
    """Record `op` on the active tape; without one, run it on arrays or add it to the graph."""
    tape = current_tape()
    if tape is None:
        if any(is_graph_value(value) for value in flatten(list(inputs))):
            return outside["graph"](op, inputs, attributes)
        return outside["eager"](lambda *values: op(*values, **attributes), inputs)
    tensors = [convert(value) for value in inputs]
    raw = [tensor for tensor in tensors if tensor.dtype in RAW]
    specs = None if raw and not op.alias else op.infer(*(t.spec for t in tensors), **attributes)
    if raw and (specs is None or specs.dtype != raw[0].dtype):
        # What no kernel reads can be laid out differently, and nothing else.
        data = data_of(raw[0])
        raise refusal(raw[0].dtype, data.name if data is not None else None)
    single = isinstance(specs, Spec)
    if op.random:
        attributes = {**attributes, "stream": tape.stream()}
    outputs = tape.append(op, tensors, attributes, (specs,) if single else specs)
    return outputs[0] if single else outputs


def composed(function):
    """An operation made of others: works on traced values, on arrays and on graph values alike."""

    def call(*inputs: Any, **attributes: Any):
        if current_tape() is None:
            if any(is_graph_value(value) for value in flatten([list(inputs), attributes])):
                return outside["graph"](call, inputs, attributes)
            return outside["eager"](lambda *values: function(*values, **attributes), inputs)
        return function(*inputs, **attributes)

    call.__name__ = call.__qualname__ = call.name = function.__name__
    call.__doc__ = function.__doc__
    call.__module__ = function.__module__
    call.__wrapped__ = function
    ALL[function.__name__] = call
    return call


def normalise_axis(axis: int, rank: int) -> int:
    """`axis` counted from the front. Raises DesignError outside -rank..rank-1."""
    if not -rank <= axis < rank:
        raise DesignError(
            "Axis {axis} does not exist in a value with {rank} axes.",
            fix="Choose an axis from {low} to {high}.",
            axis=axis,
            rank=rank,
            low=-rank,
            high=rank - 1,
        )
    return axis % rank


def normalise_axes(axis: Any, rank: int) -> tuple[int, ...]:
    """Sorted axes counted from the front; None means all."""
    if axis is None:
        return tuple(range(rank))
    several = axis if isinstance(axis, (list, tuple)) else (axis,)
    return tuple(sorted({normalise_axis(int(item), rank) for item in several}))


def size_of(shape: Sequence[int]) -> int:
    return math.prod(map(int, shape))


def known_size(shape: Sequence[int | None]) -> int | None:
    """The product of all sizes, or None while one is not known."""
    return None if any(size is None for size in shape) else size_of(shape)


Operators.table.update(convert=convert, known=known)
