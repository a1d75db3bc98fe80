"""Layers that normalize each sample by itself, in groups of channels or to length 1."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError, Where
from engine.fields import Axis, Boolean, Float, Integer
from engine.layers.base import Layer
from engine.layers.normalization import add_factor_and_shift
from engine.layers.parameters import Constraint, Initializer, Regularizer
from engine.ops.base import normalise_axis
from engine.ops.elementwise import divide_no_nan
from engine.registry import register
from engine.tape import current_tape

# Keeps the length of what is all zeros from being divided by nothing.
SHORTEST = 1e-12


@register("normalization")
class GroupNormalization(Layer):
    """Brings groups of channels of each sample to mean 0 and variance 1, then scales and shifts.

    It is the same in training and prediction, however small the batches are. With one group for
    each channel (groups -1) it is instance normalization.
    """

    supports_masking = True
    groups = Integer(32, "Number of groups of channels; -1 makes one of each channel.", minimum=-1)
    axis = Axis(-1, "The axis of the channels.")
    epsilon = Float(0.001, "A small number that keeps the division safe.", minimum=0.0)
    center = Boolean(True, "Whether a learned shift (beta) is added.")
    scale = Boolean(True, "Whether a learned factor (gamma) is applied.")
    beta_initializer = Initializer("zeros", "What the shift begins with.")
    gamma_initializer = Initializer("ones", "What the factor begins with.")
    beta_regularizer = Regularizer("A penalty on the shift.")
    gamma_regularizer = Regularizer("A penalty on the factor.")
    beta_constraint = Constraint("A limit on the shift.")
    gamma_constraint = Constraint("A limit on the factor.")

    def _axis(self, rank: int) -> int:
        return normalise_axis(self.axis, rank)

    def build(self, input_shape):
        channels = input_shape[self._axis(len(input_shape))]
        if channels is None:
            raise DesignError(
                "{layer} needs the size of axis {axis}, but gets {shape}.",
                fix="Give the Input layer a shape that tells the number of channels.",
                layer=self.title, axis=self.axis, shape=tuple(input_shape),
            )
        groups = channels if self.groups == -1 else self.groups
        if groups == 0 or channels % groups:
            raise DesignError(
                "{layer} cannot make {groups} groups of {channels} channels.",
                fix="Set groups to a number that divides {channels}, or to -1.",
                where=Where(field="groups"),
                layer=self.title, groups=self.groups, channels=channels,
            )
        self.group_count = groups
        add_factor_and_shift(self, (channels,))
        self.built = True

    def call(self, inputs, mask=None):
        if not current_tape().concrete:
            return ops.ALL["identity"](inputs)
        rank, axis = len(inputs.shape), self._axis(len(inputs.shape))
        channels = inputs.shape[axis]
        grouped = (self.group_count, channels // self.group_count)
        x = ops.reshape(inputs, (*inputs.shape[:axis], *grouped, *inputs.shape[axis + 1 :]))
        axes = tuple(one for one in range(1, rank + 1) if one != axis)
        weights = None if mask is None else ops.reshape(
            ops.broadcast_to(ops.cast(mask, "float32"), inputs.shape), x.shape
        )
        mean = averaged(x, axes, weights)
        variance = averaged(ops.square(x - mean), axes, weights)
        shape = tuple(grouped[one - axis] if one in (axis, axis + 1) else 1
                      for one in range(rank + 1))
        result = (x - mean) * ops.rsqrt(variance + self.epsilon)
        if self.gamma is not None:
            result = result * ops.reshape(ops.convert_to_tensor(self.gamma), shape)
        if self.beta is not None:
            result = result + ops.reshape(ops.convert_to_tensor(self.beta), shape)
        return ops.reshape(result, inputs.shape)


def averaged(x, axes, weights=None):
    """The mean over some axes, in which what is masked has weight 0."""
    if weights is None:
        return ops.mean(x, axis=axes, keepdims=True)
    total = ops.sum(x * weights, axis=axes, keepdims=True)
    return divide_no_nan(total, ops.sum(weights, axis=axes, keepdims=True))


@register("normalization")
class UnitNormalization(Layer):
    """Divides each sample by its length, so that its features are a direction alone."""

    supports_masking = True
    axis = Axis(-1, "The axis or axes along which the length is 1.", several=True)

    def _axes(self, rank: int) -> tuple[int, ...]:
        several = self.axis if isinstance(self.axis, tuple) else (self.axis,)
        return tuple(normalise_axis(axis, rank) for axis in several)

    def call(self, inputs):
        inputs = ops.cast(inputs, "float32")
        axes = self._axes(len(inputs.shape))
        squared = ops.sum(ops.square(inputs), axis=axes, keepdims=True)
        return inputs * ops.rsqrt(ops.maximum(squared, SHORTEST))


__all__ = ["GroupNormalization", "UnitNormalization"]
