"""Layers that bring raw numbers to a scale which networks like, by fixed factors."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError
from engine.fields import Axis, Boolean, Numbers
from engine.layers.base import Layer
from engine.layers.hosted import samples
from engine.ops.base import normalise_axis
from engine.registry import register
from engine.settings import EPSILON


@register("normalization")
class Rescaling(Layer):
    """Multiplies by a factor and adds a number, such as 1/255 for the bytes of pictures.

    Nothing is learned. A number for each channel may be given in place of one for all.
    """

    scale = Numbers(doc="The factor, or one for each channel.")
    offset = Numbers(0.0, "What is added, or a number for each channel.")

    def call(self, inputs):
        return ops.cast(inputs, "float32") * as_row(self.scale) + as_row(self.offset)


def as_row(value: Any) -> Any:
    """A number, or numbers along the last axis."""
    return np.asarray(value, np.float32) if isinstance(value, tuple) else value


@register("normalization", placeable=False)
class Normalization(Layer):
    """Subtracts a mean and divides by the root of a variance, both of data seen beforehand.

    `adapt(data)` works them out; without it, and where none are given, numbers stay as they are.
    """

    axis = Axis(-1, "The axes that have a mean of their own.", several=True, optional=True)
    mean = Numbers(None, "The mean, or one for each place along the axis.")
    variance = Numbers(None, "The variance, or one for each place along the axis.")
    invert = Boolean(False, "Whether to go back from the common scale.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (self.mean is None) != (self.variance is None):
            raise DesignError(
                "{layer} has only one of mean and variance.", fix="Give both, or none.",
                layer=self.title,
            )

    def _axes(self, rank: int) -> tuple[int, ...]:
        several = self.axis if isinstance(self.axis, tuple) else (self.axis,)
        return tuple(sorted(normalise_axis(axis, rank) for axis in several if axis is not None))

    def build(self, input_shape):
        shape = tuple(input_shape[axis] for axis in self._axes(len(input_shape)))
        if None in shape:
            raise DesignError(
                "{layer} needs the sizes of the axes {axis}, but gets {shape}.",
                layer=self.title, axis=self.axis, shape=tuple(input_shape),
            )
        if self.mean is None:
            self.adapt_mean = self.add_weight("mean", shape, trainable=False)
            self.adapt_variance = self.add_weight(
                "variance", shape, initializer="ones", trainable=False
            )
            self.count = self.add_weight("count", (), initializer="zeros", trainable=False)
        super().build(input_shape)

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Take mean and variance from data: samples as the layer will see them, or a data set."""
        data = np.concatenate([np.atleast_1d(part) for part in samples(data, steps)])
        data = data.astype(np.float32)
        if not self.built:
            self.build((None, *data.shape[1:]))
        kept = self._axes(data.ndim)
        axes = tuple(axis for axis in range(data.ndim) if axis not in kept)
        self.adapt_mean.assign(data.mean(axis=axes, dtype=np.float64))
        self.adapt_variance.assign(data.var(axis=axes, dtype=np.float64))
        self.count.assign(data.size // self.adapt_mean.numpy().size)

    def call(self, inputs):
        rank, axes = len(inputs.shape), self._axes(len(inputs.shape))
        shape = tuple(size if axis in axes else 1 for axis, size in enumerate(inputs.shape))
        given = (self.mean, self.variance)
        if self.mean is None:
            given = (self.adapt_mean, self.adapt_variance)
        mean, variance = (self._laid(value, shape, rank) for value in given)
        spread = ops.maximum(ops.sqrt(variance), EPSILON)
        inputs = ops.cast(inputs, "float32")
        return inputs * spread + mean if self.invert else (inputs - mean) / spread

    def _laid(self, value: Any, shape: tuple[int | None, ...], rank: int) -> Any:
        """A mean or a variance along its axes."""
        value = ops.convert_to_tensor(as_row(value))
        if not value.shape or self.axis is None:
            return ops.reshape(value, (1,) * rank)
        return ops.reshape(value, shape)


__all__ = ["Normalization", "Rescaling"]
