"""Layers that bring numbers to a common scale."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError, Where
from engine.fields import Axis, Boolean, Float
from engine.layers.base import Layer
from engine.layers.parameters import Constraint, Initializer, Regularizer
from engine.ops.base import normalise_axis
from engine.ops.normalization import batch_normalize, batch_statistics, layer_normalize
from engine.registry import register
from engine.tape import current_tape


@register("normalization", chapter=True)
class BatchNormalization(Layer):
    """Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.

    While training it uses the batch's own mean and variance and keeps moving averages of them,
    which evaluation and prediction use.
    """

    supports_masking = True
    axis = Axis(-1, "The axis of the channels.", several=True)
    momentum = Float(
        0.99, "How much of the moving averages each batch keeps.", minimum=0.0, maximum=1.0
    )
    epsilon = Float(0.001, "A small number that keeps the division safe.", minimum=0.0)
    center = Boolean(True, "Whether a learned shift (beta) is added.")
    scale = Boolean(True, "Whether a learned factor (gamma) is applied.")
    beta_initializer = Initializer("zeros", "What the shift begins with.")
    gamma_initializer = Initializer("ones", "What the factor begins with.")
    moving_mean_initializer = Initializer("zeros", "What the moving mean begins with.")
    moving_variance_initializer = Initializer("ones", "What the moving variance begins with.")
    beta_regularizer = Regularizer("A penalty on the shift.")
    gamma_regularizer = Regularizer("A penalty on the factor.")
    beta_constraint = Constraint("A limit on the shift.")
    gamma_constraint = Constraint("A limit on the factor.")

    def __init__(self, *args, fused=None, synchronized=False, **kwargs):
        super().__init__(*args, **kwargs)
        if fused and synchronized:
            raise DesignError(
                "{layer} cannot be both fused and synchronized.", layer=self.title,
                fix="Leave fused out.",
            )
        # Whether it does what Keras's kernel for pictures does: that knows no masks, and keeps
        # the unbiased variance. None asks for it where the kernel can be used. `synchronized` is
        # about several devices.
        self.fused = False if synchronized else fused

    def _axes(self, rank: int) -> tuple[int, ...]:
        several = self.axis if isinstance(self.axis, tuple) else (self.axis,)
        try:
            axes = tuple(normalise_axis(axis, rank) for axis in several)
        except DesignError as error:
            raise error.at(field="axis") from None
        if 0 in axes or len(set(axes)) != len(axes):
            raise DesignError(
                "{layer} cannot normalise along the axes {axis} of an input with {rank} axes.",
                fix="Choose different axes other than the batch axis 0.",
                where=Where(field="axis"),
                layer=self.title,
                axis=self.axis,
                rank=rank,
            )
        return axes

    def build(self, input_shape):
        axes = self._axes(len(input_shape))
        if self.fused is not False:
            self.fused = len(input_shape) in (4, 5) and len(axes) == 1
        shape = tuple(input_shape[axis] for axis in axes)
        if None in shape:
            raise DesignError(
                "{layer} needs the size of axis {axis}, but gets {shape}.",
                fix="Give the Input layer a shape that tells the number of channels.",
                layer=self.title,
                axis=self.axis,
                shape=tuple(input_shape),
            )
        if len(axes) > 1:
            # Several axes: the weights keep the input's rank, as Keras's do.
            shape = tuple(input_shape[a] if a in axes else 1 for a in range(len(input_shape)))
        add_factor_and_shift(self, shape)
        self.moving_mean = self.add_weight(
            "moving_mean", shape, initializer=self.moving_mean_initializer, trainable=False
        )
        self.moving_variance = self.add_weight(
            "moving_variance", shape, initializer=self.moving_variance_initializer, trainable=False
        )
        self.built = True

    def call(self, inputs, training=None, mask=None):
        training = bool(training) and self.trainable
        rank = len(inputs.shape)
        axes = self._axes(rank)
        channels = self.moving_mean.size
        if channels_of(inputs, axes) not in (channels, None):
            raise DesignError(
                "{layer} was built for {size} channels, but gets an input of shape {shape}.",
                fix="Give it inputs with {size} channels.",
                layer=self.title,
                size=channels,
                shape=inputs.shape,
            )
        if not current_tape().concrete:
            return ops.ALL["identity"](inputs)
        others = tuple(axis for axis in range(rank) if axis not in axes)
        order = (*others, *axes)
        turned = inputs if order == tuple(range(rank)) else ops.transpose(inputs, axes=order)
        flat = ops.reshape(turned, (-1, channels))
        gamma = row(self.gamma, channels, 1.0)
        beta = row(self.beta, channels, 0.0)
        if training:
            weights = None
            if mask is not None and not self.fused:
                weights = self._weights_of(mask, inputs, order, channels)
            mean, variance = self._statistics(flat, weights)
            self._move(mean, variance, flat)
            if weights is not None:
                # Masked steps take no part, so the plain composition carries the gradient.
                scaled = (flat - mean) * ops.rsqrt(variance + self.epsilon)
                result = scaled * gamma + beta
                return self._back(result, turned, order, inputs)
        else:
            mean, variance = (
                row(v, channels, 0.0) for v in (self.moving_mean, self.moving_variance)
            )
        result = batch_normalize(
            flat, mean, variance, gamma, beta, epsilon=self.epsilon, batch=training
        )
        return self._back(result, turned, order, inputs)

    def _back(self, flat, turned, order, inputs):
        result = ops.reshape(flat, turned.shape)
        if turned.shape == inputs.shape and order == tuple(range(len(order))):
            return result
        inverse = tuple(sorted(range(len(order)), key=lambda place: order[place]))
        return ops.transpose(result, axes=inverse)

    def _weights_of(self, mask, inputs, order, channels):
        """1 for numbers that count, 0 for masked ones, laid out as the inputs are."""
        count = ops.cast(mask, "float32")
        missing = len(inputs.shape) - len(count.shape)
        wide = ops.reshape(count, (*count.shape, *(1,) * missing))
        full = ops.transpose(ops.broadcast_to(wide, tuple(inputs.shape)), axes=order)
        return ops.reshape(full, (-1, channels))

    def _statistics(self, flat, weights):
        if weights is None:
            return batch_statistics(flat)
        # A batch that is masked throughout has nothing to divide by.
        total = ops.maximum(ops.sum(weights, axis=0), 1e-9)
        mean = ops.sum(flat * weights, axis=0) / total
        variance = ops.sum(ops.square(flat - mean) * weights, axis=0) / total
        return mean, variance

    def _move(self, mean, variance, flat) -> None:
        """Moving averages. On pictures Keras's fused kernel keeps the unbiased variance."""
        rows = flat.shape[0]
        mean, variance = ops.stop_gradient(mean), ops.stop_gradient(variance)
        if self.fused:
            variance = variance * (rows / max(rows - 1, 1))
        for average, value in ((self.moving_mean, mean), (self.moving_variance, variance)):
            old = average.read_value()
            new = ops.reshape(value, average.shape)
            average.assign(old * self.momentum + new * (1.0 - self.momentum))


def channels_of(inputs, axes) -> int | None:
    count = 1
    for axis in axes:
        if inputs.shape[axis] is None:
            return None
        count *= inputs.shape[axis]
    return count


def row(variable, channels, default):
    """A weight as one row of channels, or a constant row where the layer has none."""
    if variable is None:
        return ops.broadcast_to(ops.convert_to_tensor(default), (channels,))
    return ops.reshape(ops.convert_to_tensor(variable), (channels,))


def add_factor_and_shift(layer: Layer, shape: tuple[int, ...]) -> None:
    """Give a layer gamma and beta of a shape, as its fields say; None for what it goes without."""
    for name, wanted in (("gamma", layer.scale), ("beta", layer.center)):
        parts = ("initializer", "regularizer", "constraint")
        options = {part: getattr(layer, f"{name}_{part}") for part in parts}
        setattr(layer, name, layer.add_weight(name, shape, **options) if wanted else None)


@register("normalization")
class LayerNormalization(Layer):
    """Brings each sample to mean 0 and variance 1 over its own features, then scales and shifts."""

    supports_masking = True
    axis = Axis(-1, "The axis or axes of the features.", several=True)
    epsilon = Float(0.001, "A small number that keeps the division safe.", minimum=0.0)
    center = Boolean(True, "Whether a learned shift (beta) is added.")
    scale = Boolean(True, "Whether a learned factor (gamma) is applied.")
    beta_initializer = Initializer("zeros", "What the shift begins with.")
    gamma_initializer = Initializer("ones", "What the factor begins with.")
    beta_regularizer = Regularizer("A penalty on the shift.")
    gamma_regularizer = Regularizer("A penalty on the factor.")
    beta_constraint = Constraint("A limit on the shift.")
    gamma_constraint = Constraint("A limit on the factor.")

    def _axes(self, rank: int) -> tuple[int, ...]:
        several = self.axis if isinstance(self.axis, tuple) else (self.axis,)
        axes = tuple(sorted(normalise_axis(axis, rank) for axis in several))
        if len(set(axes)) != len(axes):
            raise DesignError(
                "{layer} names an axis twice: {axis}.",
                where=Where(field="axis"),
                layer=self.title,
                axis=self.axis,
            )
        return axes

    def build(self, input_shape):
        axes = self._axes(len(input_shape))
        shape = tuple(input_shape[axis] for axis in axes)
        if None in shape:
            raise DesignError(
                "{layer} needs the sizes of the axes {axis}, but gets {shape}.",
                layer=self.title,
                axis=self.axis,
                shape=tuple(input_shape),
            )
        add_factor_and_shift(self, shape)
        self.built = True

    def call(self, inputs):
        rank = len(inputs.shape)
        axes = self._axes(rank)
        if axes == (rank - 1,) and current_tape().concrete:
            width = inputs.shape[-1]
            gamma, beta = row(self.gamma, width, 1.0), row(self.beta, width, 0.0)
            return layer_normalize(inputs, gamma, beta, epsilon=self.epsilon)[0]
        mean = ops.mean(inputs, axis=axes, keepdims=True)
        variance = ops.mean(ops.square(inputs - mean), axis=axes, keepdims=True)
        result = (inputs - mean) * ops.rsqrt(variance + self.epsilon)
        shape = tuple(s if a in axes else 1 for a, s in enumerate(inputs.shape))
        if self.gamma is not None:
            result = result * ops.reshape(ops.convert_to_tensor(self.gamma), shape)
        if self.beta is not None:
            result = result + ops.reshape(ops.convert_to_tensor(self.beta), shape)
        return result


__all__ = ["BatchNormalization", "LayerNormalization"]
