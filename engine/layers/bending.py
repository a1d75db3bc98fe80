"""Activations with parameters of their own, noise, and functions of the user's."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from typing import Any

from engine import custom, ops
from engine.errors import DesignError, DesignTypeError, unknown_name
from engine.fields import Axis, Field, Float, Integer
from engine.layers.base import Layer
from engine.layers.parameters import Constraint, Initializer, Regularizer
from engine.layers.states import flatten_shapes
from engine.layers.structure import TensorShape, map_shapes
from engine.nest import flatten
from engine.registry import register
from engine.tape import current_tape
from engine.variables import creations

log = logging.getLogger(__name__)


@register("activation")
class ReLU(Layer):
    """Keeps what is positive; with a slope below, a limit above, or a threshold if wanted."""

    supports_masking = True
    max_value = Float(None, "The largest output; empty for no limit.", minimum=0.0)
    negative_slope = Float(0.0, "Slope below the threshold.", minimum=0.0)
    threshold = Float(0.0, "Where the straight line begins.", minimum=0.0)

    def call(self, inputs):
        return ops.relu(
            inputs,
            negative_slope=self.negative_slope,
            max_value=self.max_value,
            threshold=self.threshold,
        )


@register("activation")
class LeakyReLU(Layer):
    """x above 0, alpha * x below: a unit never falls silent altogether."""

    supports_masking = True
    alpha = Float(0.3, "Slope below 0.")

    @classmethod
    def from_config(cls, config):
        # Keras 3 gave it another name.
        config = dict(config)
        if "negative_slope" in config:
            config["alpha"] = config.pop("negative_slope")
        return cls(**config)

    def call(self, inputs):
        return ops.leaky_relu(inputs, negative_slope=self.alpha)


@register("activation")
class PReLU(Layer):
    """x above 0, alpha * x below, where alpha is learned for each feature."""

    supports_masking = True
    alpha_initializer = Initializer("zeros", "What the slopes begin with.")
    alpha_regularizer = Regularizer("A penalty on the slopes.")
    alpha_constraint = Constraint("A limit on the slopes.")
    shared_axes = Axis(
        None, "Axes along which one slope serves all, counted from 1.", several=True, optional=True
    )

    def build(self, input_shape):
        shape = list(input_shape[1:])
        axes = (
            self.shared_axes
            if isinstance(self.shared_axes, tuple)
            else (() if self.shared_axes is None else (self.shared_axes,))
        )
        for axis in axes:
            shape[axis - 1] = 1
        self.alpha = self.add_weight(
            "alpha",
            shape,
            initializer=self.alpha_initializer,
            regularizer=self.alpha_regularizer,
            constraint=self.alpha_constraint,
        )
        self.built = True

    def call(self, inputs):
        return ops.relu(inputs) - ops.multiply(self.alpha, ops.relu(-inputs))


@register("activation")
class ELU(Layer):
    """x above 0, alpha * (exp(x) - 1) below."""

    supports_masking = True
    alpha = Float(1.0, "The limit far below 0, as a negative number.")

    def call(self, inputs):
        return ops.elu(inputs, alpha=self.alpha)


@register("activation")
class ThresholdedReLU(Layer):
    """x where it is above theta, else 0."""

    supports_masking = True
    theta = Float(1.0, "Where the output begins.", minimum=0.0)

    def call(self, inputs):
        return inputs * ops.cast(ops.greater(inputs, self.theta), "float32")


@register("activation")
class Softmax(Layer):
    """Turns numbers into positive shares that sum to 1 along an axis."""

    supports_masking = True
    axis = Axis(-1, "The axis along which the shares sum to 1.", several=True)

    def __init__(self, *args, robust_masking=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.robust_masking = bool(robust_masking)

    def call(self, inputs, mask=None):
        if mask is not None and self.robust_masking:
            inputs = ops.where(ops.greater(ops.cast(mask, "float32"), 0.5), inputs, -1e9)
        elif mask is not None:
            inputs = inputs + (1.0 - ops.cast(mask, "float32")) * -1e9
        return ops.softmax(inputs, axis=self.axis)


@register("normalization")
class GaussianNoise(Layer):
    """While training, adds random numbers around 0."""

    supports_masking = True
    stddev = Float(doc="How far the noise reaches: its standard deviation.", minimum=0.0)
    seed = Integer(None, "Makes the noise the same in every run.", advanced=True)

    def call(self, inputs, training=None):
        if not training:
            return inputs
        return inputs + noise(inputs, 0.0, self.stddev, self.seed)


def noise(inputs, mean: float, deviation: float, seed):
    """Normal numbers in the shape of `inputs`; zeros while only shapes are asked for."""
    if any(size is None for size in inputs.shape):
        return ops.zeros_like(inputs)
    return ops.ALL["random_normal"](
        shape=tuple(inputs.shape), mean=mean, deviation=deviation, seed=seed
    )


@register("normalization")
class GaussianDropout(Layer):
    """While training, multiplies by random numbers around 1, as spread as dropout would be."""

    supports_masking = True
    rate = Float(
        doc="The dropout rate that it stands for.", minimum=0.0, maximum=1.0, open_maximum=True
    )
    seed = Integer(None, "Makes the noise the same in every run.", advanced=True)

    def call(self, inputs, training=None):
        if not training or self.rate == 0.0:
            return inputs
        return inputs * noise(inputs, 1.0, math.sqrt(self.rate / (1.0 - self.rate)), self.seed)


@register("normalization")
class AlphaDropout(Layer):
    """Dropout that keeps mean and variance, made for selu networks."""

    supports_masking = True
    rate = Float(doc="Share of the numbers that are dropped.", minimum=0.0, maximum=1.0)
    noise_shape = Field(None, "Sizes of the random mask.", advanced=True)
    seed = Integer(None, "Makes the choice the same in every run.", advanced=True)

    def call(self, inputs, training=None):
        if not training or self.rate == 0.0 or self.rate == 1.0:
            return inputs
        lowest = -1.6732632423543772 * 1.0507009873554805
        ones = ops.ones_like(inputs)
        kept = ops.cast(
            ops.greater(
                ops.dropout(ones, self.rate, noise_shape=self.noise_shape, seed=self.seed), 0.0
            ),
            "float32",
        )
        scale = ((1.0 - self.rate) * (1.0 + self.rate * lowest**2)) ** -0.5
        shift = -scale * lowest * self.rate
        return (inputs * kept + (1.0 - kept) * lowest) * scale + shift


class Function(Field):
    """A function of the user's, given in Python code only."""

    editor = "code"

    def normalise(self, value: Any) -> Any:
        if not callable(value):
            raise self.refuse("{field} must be a function, not {value}.", value=repr(value))
        return value

    def invalid_examples(self):
        return [] if self.optional else [None, 3]


def function_of(value: Any) -> Any:
    """The registered function that a file names; anything else as it is."""
    if isinstance(value, Mapping) and value.get("class_name") == "function":
        known = custom.registered().get(str(value["config"]))
        if known is None:
            raise unknown_name("function", value["config"], custom.registered())
        return known
    return value


@register("activation", placeable=False)
class Lambda(Layer):
    """Applies a function written with `engine.ops`, as Keras's Lambda does."""

    function = Function(doc="Takes the inputs, returns the output.")

    def __init__(self, function, output_shape=None, mask=None, arguments=None, **kwargs):
        super().__init__(function, **kwargs)
        self._output_shape, self.mask = output_shape, mask
        self.arguments = dict(arguments or {})
        self.supports_masking = mask is not None

    def get_config(self):
        """A config that holds the functions themselves: a file can only name registered ones."""
        return {
            **super().get_config(),
            "output_shape": self._output_shape, "mask": self.mask, "arguments": self.arguments,
        }

    @classmethod
    def from_config(cls, config, custom_objects=None):
        with custom.custom_object_scope(custom_objects or {}):
            return cls(**{key: function_of(value) for key, value in config.items()})

    def compute_output_shape(self, input_shape):
        if self._output_shape is None:
            return super().compute_output_shape(input_shape)
        if callable(self._output_shape):
            return self._output_shape(input_shape)
        # As it was told, for samples.
        batch = flatten_shapes(input_shape)[0][0]
        return map_shapes(lambda shape: TensorShape((batch, *shape)), self._output_shape)

    def call(self, inputs, mask=None, training=None):
        named = dict(self.arguments)
        parameters = getattr(self.function, "__code__", None)
        names = parameters.co_varnames[: parameters.co_argcount] if parameters else ()
        if "mask" in names:
            named.setdefault("mask", mask)
        if "training" in names:
            named.setdefault("training", training)
        tape = current_tape()
        known = {*tape.variables, *map(id, flatten([self._own(), self.arguments]))}
        with creations() as made:
            result = self.function(inputs, **named)
        foreign = [one for key, (one, _) in tape.variables.items() if key not in known]
        if foreign and not tape.concrete and not made:
            log.warning(
                "The function of %s uses %s, which the layer does not hold, so it is not trained.",
                self.title, ", ".join(variable.path for variable in foreign),
            )
        if made:
            raise DesignError(
                "The function of {layer} makes weights ({names}), which would be made anew at "
                "each call and never trained.",
                fix="Write a layer class that makes them in build().",
                layer=self.title, names=[variable.path for variable in made],
            )
        if result is None:
            raise DesignTypeError("The function of {layer} returned nothing.", layer=self.title)
        return result

    def compute_mask(self, inputs, mask=None):
        return self.mask(inputs, mask) if callable(self.mask) else self.mask


__all__ = [
    "ELU",
    "AlphaDropout",
    "GaussianDropout",
    "GaussianNoise",
    "Lambda",
    "LeakyReLU",
    "PReLU",
    "ReLU",
    "Softmax",
    "ThresholdedReLU",
]
