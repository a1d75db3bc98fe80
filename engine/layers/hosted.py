"""Which layers read data before the kernels run? Those for texts and categories, in NumPy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.errors import NeedsRun, unknown_name
from engine.layers.base import Layer
from engine.raw import feature_array, on_host, texts
from engine.tape import Spec, Tensor, current_tape
from engine.tensors.making import constant

INT, ONE_HOT, MULTI_HOT, COUNT, TF_IDF = "int", "one_hot", "multi_hot", "count", "tf_idf"


class Hosted(Layer):
    """A layer that turns data of a batch into numbers by itself, sample by sample.

    A subclass writes `encoded(values)`, for an array with its batch, and `encoded_shape(shape)`.
    On arrays it runs at once; in a network it runs before the plan, so it must come first.
    """

    output_mode = INT
    # Whether its inputs are a list of features.
    takes_several = False

    def encoded(self, values: np.ndarray) -> np.ndarray:
        raise NotImplementedError(f"{type(self).__name__} encodes nothing.")

    def encoded_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """The shape of what `encoded` makes of data of a shape."""
        raise NotImplementedError(f"{type(self).__name__} encodes nothing.")

    def __call__(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        several = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
        if any(isinstance(one, Tensor) and not one.has_numbers for one in several):
            return super().__call__(inputs, *args, **kwargs)
        if self.takes_several and isinstance(inputs, (list, tuple)):
            return constant(self.encoded(*map(feature_array, inputs)))
        return constant(self.encoded(feature_array(inputs)))

    def call(self, inputs: Any) -> Any:
        values = list(inputs) if self.takes_several else [inputs]
        shapes = [tuple(value.shape) for value in values]
        shape = self.encoded_shape(shapes if self.takes_several else shapes[0])
        if None in shape and current_tape().concrete:
            raise NeedsRun(
                "{layer} does not know how long its rows are, as they depend on the texts.",
                fix="Set output_sequence_length, or use it on the texts before the network.",
                layer=self.title,
            )
        kind = "int32" if self.output_mode == INT else "float32"
        (found,) = on_host(lambda *given: [self.encoded(*given)], values, [Spec(shape, kind)])
        return found

    def checked_mode(self, mode: str, *modes: str) -> str:
        """One of the modes; Keras's older name for multi_hot is understood. Raises DesignError."""
        mode = MULTI_HOT if mode == "binary" else mode
        if mode not in modes:
            raise unknown_name("output mode", str(mode), modes)
        return mode

    def one_row(self, places: np.ndarray, depth: int, weights: Any = None) -> np.ndarray:
        """Numbers of categories as rows with a column for each, as `output_mode` says.

        Numbers outside of 0..depth - 1 are left out.
        """
        if self.output_mode == INT:
            return places
        if places.ndim == 0 or (self.output_mode == ONE_HOT and places.shape[-1:] != (1,)):
            places = places[..., None]
        rows = np.zeros((*places.shape[:-1], depth), np.float32)
        where = np.indices(places.shape)[:-1]
        there = (places >= 0) & (places < depth)
        index = (*(axis[there] for axis in where), places[there].astype(np.intp))
        amounts = 1.0 if weights is None else np.broadcast_to(weights, places.shape)[there]
        if self.output_mode in (ONE_HOT, MULTI_HOT):
            rows[index] = 1.0
        else:
            np.add.at(rows, index, amounts)
        return rows

    def row_shape(self, shape: tuple[int | None, ...], depth: int) -> tuple[int | None, ...]:
        """The shape of what `one_row` makes."""
        if self.output_mode == INT:
            return shape
        if not shape or (self.output_mode == ONE_HOT and shape[-1] != 1):
            return (*shape, depth)
        return (*shape[:-1], depth)


def samples(data: Any, steps: int | None = None) -> Iterable[np.ndarray]:
    """The arrays that a data set, a generator or an array consists of; at most `steps`."""
    if hasattr(data, "as_numpy_iterator") or hasattr(data, "__next__"):
        for number, element in enumerate(data):
            if steps is not None and number >= steps:
                return
            yield feature_array(element)
    else:
        yield feature_array(data)


def as_texts(values: np.ndarray) -> np.ndarray:
    """An array of texts, whole numbers written out."""
    return texts(values.astype(str) if values.dtype.kind in "iufb" else values)
