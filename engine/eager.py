"""How do layers and operations run on plain arrays? Traced with concrete shapes, planned, run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import NeedsRun
from engine.nest import flatten, map_structure
from engine.ops import base
from engine.plan import Plan
from engine.raw import kind_of
from engine.tape import (
    NUMPY_DTYPES,
    Operators,
    Spec,
    Tape,
    Tensor,
    TensorShape,
    current_tape,
    told_shape,
)
from engine.variables import PartOf, Variable


class Array(PartOf, np.ndarray):
    """A result in numbers: a NumPy array with Keras's `numpy()` and its mask, if it has one.

    What an activation made may carry the logits that went in, for the crossentropies.
    """

    _keras_mask = None
    _keras_logits = None

    @property
    def shape(self) -> TensorShape:
        return TensorShape(np.ndarray.shape.__get__(self))

    @shape.setter
    def shape(self, value: Any) -> None:
        np.ndarray.shape.__set__(self, value)

    def numpy(self) -> Any:
        return np.asarray(self)[()]

    def set_shape(self, shape: Sequence[int | None] | None) -> None:
        """What a program knows of the shape. Raises DesignError where it cannot be."""
        told_shape(self.shape, shape)


def recorded_too(name: str) -> Callable:
    """An operator of arrays, which a tape records where one of them takes part in it."""
    plain = getattr(np.ndarray, name)

    def method(self: Array, *others: Any) -> Any:
        tape = current_tape()
        if tape is not None and tape.at_once and any(tape.knows(one) for one in (self, *others)):
            return getattr(tape.constant(self), name)(*others)
        return plain(self, *others)

    return method


for _name, _operator in vars(Operators).items():
    if _name.startswith("__") and callable(_operator) and callable(getattr(np.ndarray, _name, 0)):
        setattr(Array, _name, recorded_too(_name))


def settled(value: Any) -> Any:
    """What a program recorded, as an array; anything else as it is."""
    if not (isinstance(value, Tensor) and value.has_numbers):
        return value
    array = value.numpy().view(Array)
    if value._keras_mask is not None:
        array._keras_mask = value._keras_mask.numpy().view(Array)
    return array


def wrap(values: np.ndarray, dtype: str) -> Array:
    """A copy of a plan's view in its own dtype."""
    return np.array(values, NUMPY_DTYPES[dtype]).view(Array)


def is_array(value: Any) -> bool:
    """Whether a leaf is data (an array, a number or nested numbers), not a weight or an option."""
    return isinstance(value, (np.ndarray, np.generic, int, float, bool)) and not isinstance(
        value, Variable
    )


def feed_leaf(tape: Tape, value: Any, feeds: list[np.ndarray]) -> Any:
    """A placeholder on `tape` for an array (with its mask); anything else as it is."""
    value = settled(value)
    if not isinstance(value, (np.ndarray, np.generic)):
        return value
    array = np.asarray(value)
    tensor = tape.feed(Spec(array.shape, kind_of(value)))
    feeds.append(array)
    mask = getattr(value, "_keras_mask", None)
    if mask is not None:
        tensor._keras_mask = tape.feed(Spec(mask.shape, "bool"))
        feeds.append(np.asarray(mask))
    logits = getattr(value, "_keras_logits", None)
    if logits is not None:
        tensor._keras_logits = tape.feed(Spec(logits.shape))
        feeds.append(logits)
    return tensor


def run(function: Callable, inputs: Sequence[Any]) -> Any:
    """`function` of the inputs, in numbers: arrays in, arrays out, structure kept.

    Where Python decides by numbers, it runs as it stands (see `engine.recording.run_recorded`).
    """
    tape, feeds = Tape(names=None), []
    with tape:
        placed = [map_structure(lambda leaf: feed_leaf(tape, leaf, feeds), one) for one in inputs]
        try:
            results = function(*placed)
        except NeedsRun:
            results = NeedsRun
    if results is NeedsRun:
        return base.outside["recorded"](function, inputs)
    with tape:
        tensors = map_structure(
            lambda leaf: base.convert(leaf) if isinstance(leaf, (Tensor, Variable)) else leaf,
            results,
        )
    leaves = [leaf for leaf in flatten(tensors) if isinstance(leaf, Tensor)]
    masks = [leaf._keras_mask for leaf in leaves if leaf._keras_mask is not None]
    plan = Plan(tape, [*leaves, *masks], threads=1)
    plan.run(*feeds)

    def fetch(leaf: Any) -> Any:
        if not isinstance(leaf, Tensor):
            return leaf
        array = wrap(plan.view(leaf), leaf.dtype)
        if leaf._keras_mask is not None:
            array._keras_mask = wrap(plan.view(leaf._keras_mask), "bool")
        return array

    return map_structure(fetch, tensors)


base.outside["eager"] = run
