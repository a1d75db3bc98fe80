"""Layers that slide a kernel over one to three spatial axes."""

from __future__ import annotations

import math

from engine.errors import DesignError, Where
from engine.fields import Boolean, Integer, IntTuple
from engine.layers.base import Layer
from engine.layers.parameters import (
    Activation,
    Constraint,
    DataFormat,
    Initializer,
    Padding,
    Regularizer,
)
from engine.layers.pooling import as_given, channels_last, check_rank
from engine.ops.convolution import check_window, convolution
from engine.ops.movement import laid_out
from engine.registry import register
from engine.tape import Spec

FILTERS = "Number of feature maps that come out."
GROUPS = "Into how many groups the channels are cut, each convolved by itself."
BIAS = "Whether a number of its own is added to each map."
BIAS_BEGINS = "What the biases begin with."
BIAS_PENALTY = "A penalty on the biases."
BIAS_LIMIT = "A limit that the biases keep after each step."
OUTPUT_PENALTY = "A penalty on the output."


class Convolutional(Layer):
    """What all convolutions share: the checks, and where the channels stand."""

    spatial = 0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.check_strides()

    def add_weights_of(self, kind: str, name: str, shape: tuple[int, ...]):
        """A weight with the initializer, regularizer and constraint of its kind."""
        return self.add_weight(
            name,
            shape,
            initializer=getattr(self, f"{kind}_initializer"),
            regularizer=getattr(self, f"{kind}_regularizer"),
            constraint=getattr(self, f"{kind}_constraint"),
        )

    def add_bias(self, *shape: int):
        """The bias, where the layer has one."""
        return self.add_weights_of("bias", "bias", shape) if self.use_bias else None

    def channel_axis(self) -> int:
        return -1 - self.spatial if self.data_format == "channels_first" else -1

    def input_channels(self, input_shape) -> int:
        """Number of the input's channels. Raises DesignError where it is not known."""
        self.check_axes(_Shaped(tuple(input_shape)))
        channels = input_shape[self.channel_axis()]
        if channels is None:
            raise DesignError(
                "{layer} needs the number of channels of its input, but gets {shape}.",
                fix="Give the Input layer a shape that tells it.",
                layer=self.title,
                shape=tuple(input_shape),
            )
        return channels

    def check_strides(self) -> None:
        """Strides and dilation above 1 exclude each other, as in Keras."""
        if max(self.strides) > 1 and max(getattr(self, "dilation_rate", (1,))) > 1:
            raise DesignError(
                "{layer} has strides {strides} and dilation {rate}: only one may be above 1.",
                fix="Set strides or dilation_rate to 1.",
                where=Where(field="dilation_rate"),
                layer=self.title,
                strides=self.strides,
                rate=self.dilation_rate,
            )

    def check_axes(self, inputs) -> None:
        check_rank(self, inputs, self.spatial)

    def check_input(self, inputs, channels: int) -> None:
        self.check_axes(inputs)
        found = inputs.shape[self.channel_axis()]
        if found not in (channels, None):
            raise DesignError(
                "{layer} was built for {size} channels, but gets an input of shape {shape}.",
                fix="Give it inputs with {size} channels.",
                layer=self.title,
                size=channels,
                shape=inputs.shape,
            )


class _Shaped:
    """A bare shape, where a check wants a value."""

    def __init__(self, shape):
        self.shape = shape


class OneKernel(Convolutional):
    """Convolutions with one kernel and a bias. A subclass puts its own fields before these."""

    activation = Activation()
    use_bias = Boolean(True, BIAS)
    kernel_initializer = Initializer("glorot_uniform")
    bias_initializer = Initializer("zeros", BIAS_BEGINS)
    kernel_regularizer = Regularizer()
    bias_regularizer = Regularizer(BIAS_PENALTY)
    activity_regularizer = Regularizer(OUTPUT_PENALTY)
    kernel_constraint = Constraint()
    bias_constraint = Constraint(BIAS_LIMIT)


class Convolution(OneKernel):
    """A plain convolution; a subclass declares its fields for its number of axes.

    Axes between the batch and the spatial ones are more samples, as in Keras.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.filters % self.groups:
            raise DesignError(
                "{layer} has {filters} filters, which {groups} groups cannot share evenly.",
                fix="Choose a multiple of {groups} for filters.",
                where=Where(field="groups"),
                layer=self.title,
                filters=self.filters,
                groups=self.groups,
            )

    def build(self, input_shape):
        channels = self.input_channels(input_shape)
        if channels % self.groups:
            raise DesignError(
                "{layer} has {groups} groups, but its input has {channels} channels.",
                fix="Choose a number of groups that divides {channels}.",
                where=Where(field="groups"),
                layer=self.title,
                groups=self.groups,
                channels=channels,
            )
        last = len(input_shape) - (1 if self.channel_axis() == -1 else 0)
        spatial = tuple(input_shape[last - self.spatial : last])
        self.slide(check_window, Spec((None, *spatial, channels)), self.kernel_size)
        shape = (*self.kernel_size, channels // self.groups, self.filters)
        self.kernel = self.add_weights_of("kernel", "kernel", shape)
        self.bias = self.add_bias(self.filters)
        self.built = True

    def check_axes(self, inputs) -> None:
        if len(inputs.shape) < self.spatial + 2:
            check_rank(self, inputs, self.spatial)

    def slide(self, function, *args, **kwargs):
        """`function` with this layer's steps; its errors are about the window."""
        options = {"strides": self.strides, "padding": self.padding, "dilation": self.dilation_rate}
        try:
            return function(*args, **options, **kwargs)
        except DesignError as error:
            raise error.at(field="kernel_size") from None

    def call(self, inputs):
        self.check_input(inputs, self.kernel.shape[-2] * self.groups)
        more = len(inputs.shape) - self.spatial - 2
        before, x = inputs.shape[: more + 1], inputs
        if more:
            samples = None if None in before else math.prod(before)
            x = laid_out(x, (samples, *x.shape[more + 1 :]))
        weights = [self.kernel] if self.bias is None else [self.kernel, self.bias]
        x = channels_last(x, self.data_format)
        outputs = as_given(
            self.slide(convolution, x, *weights, groups=self.groups), self.data_format
        )
        if more:
            outputs = laid_out(outputs, (*before, *outputs.shape[1:]))
        return self.activation(outputs)


def window_fields(spatial: int, size_default=None):
    """kernel_size and strides for a number of axes."""
    options = {} if size_default is None else {"default": size_default}
    return (
        IntTuple(spatial, doc="Size of the window along each axis.", unit="px", **options),
        IntTuple(spatial, 1, "Steps from one window to the next.", unit="px"),
    )


def dilation_field(spatial: int):
    return IntTuple(
        spatial, 1, "Distance between neighbouring elements of the window.", advanced=True
    )


@register("convolution", aliases=("Convolution1D",), chapter=True)
class Conv1D(Convolution, own_fields_first=True):
    """Slides `filters` windows along a sequence: each finds one short pattern wherever it occurs.

    With padding "causal" an output sees only the present and the past.
    """

    spatial = 1
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(1)
    padding = Padding(options=("valid", "same", "causal"))
    data_format = DataFormat()
    dilation_rate = dilation_field(1)
    groups = Integer(1, GROUPS, minimum=1, advanced=True)


@register("convolution", aliases=("Convolution2D",), chapter=True)
class Conv2D(Convolution, own_fields_first=True):
    """Slides `filters` small windows over a picture: each finds one pattern wherever it occurs.

    Every output is the sum of a window of the input, over all channels, times a kernel, plus a
    bias: (batch, height, width, channels) becomes (batch, rows, columns, filters).
    """

    spatial = 2
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(2)
    padding = Padding()
    data_format = DataFormat()
    dilation_rate = dilation_field(2)
    groups = Integer(1, GROUPS, minimum=1, advanced=True)


@register("convolution", aliases=("Convolution3D",), chapter=True)
class Conv3D(Convolution, own_fields_first=True):
    """Slides windows through a volume or a film: (batch, depth, height, width, channels)."""

    spatial = 3
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(3)
    padding = Padding()
    data_format = DataFormat()
    dilation_rate = dilation_field(3)
    groups = Integer(1, GROUPS, minimum=1, advanced=True)


__all__ = ["Conv1D", "Conv2D", "Conv3D"]
