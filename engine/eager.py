"""How do layers and operations run on plain arrays? Traced with concrete shapes, planned, run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.nest import flatten, map_structure
from engine.ops import base
from engine.plan import Plan
from engine.raw import kind_of
from engine.tape import Spec, Tape, Tensor, TensorShape
from engine.variables import Variable

NUMPY_DTYPES = {"float32": np.float32, "int32": np.int32, "bool": np.bool_}


class Array(np.ndarray):
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

    def numpy(self) -> np.ndarray:
        return np.asarray(self)


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
    """`function` of the inputs, in numbers: arrays in, arrays out, structure kept."""
    tape, feeds = Tape(names=None), []
    with tape:
        placed = [map_structure(lambda leaf: feed_leaf(tape, leaf, feeds), one) for one in inputs]
        results = function(*placed)
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
