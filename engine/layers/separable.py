"""Convolutions that treat channels one by one, or run backwards."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError, Where
from engine.fields import Boolean, Integer, IntTuple
from engine.layers.convolution import (
    BIAS,
    BIAS_BEGINS,
    BIAS_LIMIT,
    BIAS_PENALTY,
    FILTERS,
    OUTPUT_PENALTY,
    Convolutional,
    OneKernel,
    dilation_field,
    window_fields,
)
from engine.layers.parameters import (
    Activation,
    Constraint,
    DataFormat,
    Initializer,
    Padding,
    Regularizer,
)
from engine.layers.pooling import as_given, channels_last
from engine.ops.convolution import convolution, depthwise, input_gradient, output_size
from engine.registry import register

MULTIPLIER = "Number of results that each channel gives."
OUTPUT_PADDING = "Elements added to one side of the output, where strides leave its size open."


class DepthwiseConvolution(Convolutional):
    """Every channel convolved by itself."""

    activation = Activation()
    use_bias = Boolean(True, BIAS)
    depthwise_initializer = Initializer("glorot_uniform")
    bias_initializer = Initializer("zeros", BIAS_BEGINS)
    depthwise_regularizer = Regularizer()
    bias_regularizer = Regularizer(BIAS_PENALTY)
    activity_regularizer = Regularizer(OUTPUT_PENALTY)
    depthwise_constraint = Constraint()
    bias_constraint = Constraint(BIAS_LIMIT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if len(set(self.strides)) > 1:
            raise DesignError(
                "{layer} needs equal strides along all axes, but has {strides}.",
                where=Where(field="strides"),
                layer=self.title,
                strides=self.strides,
            )

    def build(self, input_shape):
        channels = self.input_channels(input_shape)
        self.depthwise_kernel = self.add_weights_of(
            "depthwise", "depthwise_kernel", (*self.kernel_size, channels, self.depth_multiplier)
        )
        self.bias = self.add_bias(channels * self.depth_multiplier)
        self.built = True

    def call(self, inputs):
        self.check_input(inputs, self.depthwise_kernel.shape[-2])
        x = channels_last(inputs, self.data_format)
        kernel = ops.convert_to_tensor(self.depthwise_kernel)
        outputs = guarded(
            depthwise,
            x,
            kernel,
            strides=self.strides,
            padding=self.padding,
            dilation=self.dilation_rate,
        )
        if self.bias is not None:
            outputs = ops.add(outputs, self.bias)
        return self.activation(as_given(outputs, self.data_format))


def guarded(function, *args, **kwargs):
    """`function`, whose errors are about the window."""
    try:
        return function(*args, **kwargs)
    except DesignError as error:
        raise error.at(field="kernel_size") from None


@register("convolution")
class DepthwiseConv1D(DepthwiseConvolution, own_fields_first=True):
    """Convolves each channel of a sequence by itself."""

    spatial = 1
    kernel_size, strides = window_fields(1)
    padding = Padding()
    depth_multiplier = Integer(1, MULTIPLIER, minimum=1)
    data_format = DataFormat()
    dilation_rate = dilation_field(1)


@register("convolution", chapter=True)
class DepthwiseConv2D(DepthwiseConvolution, own_fields_first=True):
    """Convolves each channel of a picture by itself: it looks at places, but mixes no channels.

    With depth_multiplier m each channel gives m maps, so c channels become c * m. Few weights:
    window size * channels * m.
    """

    spatial = 2
    kernel_size, strides = window_fields(2)
    padding = Padding()
    depth_multiplier = Integer(1, MULTIPLIER, minimum=1)
    data_format = DataFormat()
    dilation_rate = dilation_field(2)


class SeparableConvolution(Convolutional):
    """A depthwise convolution followed by a mixing of channels at each place."""

    activation = Activation()
    use_bias = Boolean(True, BIAS)
    depthwise_initializer = Initializer("glorot_uniform")
    pointwise_initializer = Initializer("glorot_uniform")
    bias_initializer = Initializer("zeros", BIAS_BEGINS)
    depthwise_regularizer = Regularizer()
    pointwise_regularizer = Regularizer("A penalty on the mixing weights.")
    bias_regularizer = Regularizer(BIAS_PENALTY)
    activity_regularizer = Regularizer(OUTPUT_PENALTY)
    depthwise_constraint = Constraint()
    pointwise_constraint = Constraint("A limit on the mixing weights.")
    bias_constraint = Constraint(BIAS_LIMIT)

    def build(self, input_shape):
        channels = self.input_channels(input_shape)
        self.depthwise_kernel = self.add_weights_of(
            "depthwise", "depthwise_kernel", (*self.kernel_size, channels, self.depth_multiplier)
        )
        self.pointwise_kernel = self.add_weights_of(
            "pointwise",
            "pointwise_kernel",
            (*(1,) * self.spatial, channels * self.depth_multiplier, self.filters),
        )
        self.bias = self.add_bias(self.filters)
        self.built = True

    def call(self, inputs):
        self.check_input(inputs, self.depthwise_kernel.shape[-2])
        x = channels_last(inputs, self.data_format)
        kernel = ops.convert_to_tensor(self.depthwise_kernel)
        maps = guarded(
            depthwise,
            x,
            kernel,
            strides=self.strides,
            padding=self.padding,
            dilation=self.dilation_rate,
        )
        ones = (1,) * self.spatial
        weights = (
            [self.pointwise_kernel] if self.bias is None else [self.pointwise_kernel, self.bias]
        )
        outputs = convolution(
            maps, *weights, strides=ones, padding="valid", dilation=ones, groups=1
        )
        return self.activation(as_given(outputs, self.data_format))


@register("convolution", aliases=("SeparableConvolution1D",))
class SeparableConv1D(SeparableConvolution, own_fields_first=True):
    """A convolution of each channel of a sequence, then a mixing of the channels."""

    spatial = 1
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(1)
    padding = Padding(options=("valid", "same", "causal"))
    data_format = DataFormat()
    dilation_rate = dilation_field(1)
    depth_multiplier = Integer(1, MULTIPLIER, minimum=1)


@register("convolution", aliases=("SeparableConvolution2D",), chapter=True)
class SeparableConv2D(SeparableConvolution, own_fields_first=True):
    """Convolves each channel by itself, then mixes the channels at each place.

    It does nearly what Conv2D does with far fewer weights: window size * channels + channels *
    filters instead of their product.
    """

    spatial = 2
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(2)
    padding = Padding()
    data_format = DataFormat()
    dilation_rate = dilation_field(2)
    depth_multiplier = Integer(1, MULTIPLIER, minimum=1)


def transposed_size(size, kernel, stride, padding, output_padding, dilation=1):
    """Length of a transposed convolution's output; None while the input's is not known."""
    if size is None:
        return None
    reach = (kernel - 1) * dilation + 1
    if output_padding is None:
        return size * stride + (max(reach - stride, 0) if padding == "valid" else 0)
    before = {"valid": 0, "same": reach // 2}[padding]
    return (size - 1) * stride + reach - 2 * before + output_padding


class TransposedConvolution(OneKernel):
    """A convolution's reverse: it spreads each input over a window of the output."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.output_padding is not None:
            for stride, extra in zip(self.strides, self.output_padding, strict=True):
                if extra >= stride:
                    raise DesignError(
                        "{layer} has output_padding {extra}, which must be below strides {stride}.",
                        where=Where(field="output_padding"),
                        layer=self.title,
                        extra=self.output_padding,
                        stride=self.strides,
                    )

    def build(self, input_shape):
        channels = self.input_channels(input_shape)
        self.kernel = self.add_weights_of(
            "kernel", "kernel", (*self.kernel_size, self.filters, channels)
        )
        self.bias = self.add_bias(self.filters)
        self.built = True

    def rates(self):
        return self.dilation_rate

    def sizes(self, spatial):
        extra = self.output_padding or (None,) * self.spatial
        return tuple(
            transposed_size(size, kernel, stride, self.padding, more, rate)
            for size, kernel, stride, more, rate in zip(
                spatial, self.kernel_size, self.strides, extra, self.rates(), strict=True
            )
        )

    def call(self, inputs):
        self.check_input(inputs, self.kernel.shape[-1])
        x = channels_last(inputs, self.data_format)
        sizes = self.sizes(x.shape[1:-1])
        for size, kernel, stride, rate, places in zip(
            sizes, self.kernel_size, self.strides, self.rates(), x.shape[1:-1], strict=True
        ):
            if size is not None and output_size(size, kernel, stride, self.padding, rate) != places:
                raise DesignError(
                    "{layer} cannot make an output of size {size} from an input of {places}.",
                    fix="Choose another output_padding, or leave it empty.",
                    where=Where(field="output_padding"),
                    layer=self.title,
                    size=size,
                    places=places,
                )
        weights = [self.kernel] if self.bias is None else [self.kernel, self.bias]
        outputs = input_gradient(
            x,
            *weights,
            shape=(x.shape[0], *sizes, self.filters),
            strides=self.strides,
            padding=self.padding,
            dilation=self.rates(),
            groups=1,
        )
        return self.activation(as_given(outputs, self.data_format))


@register("convolution", aliases=("Convolution1DTranspose",))
class Conv1DTranspose(TransposedConvolution, own_fields_first=True):
    """Spreads each step of a sequence over a window: the reverse of Conv1D in shape."""

    spatial = 1
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(1)
    padding = Padding()
    output_padding = IntTuple(1, None, OUTPUT_PADDING, minimum=0, advanced=True)
    data_format = DataFormat()
    dilation_rate = dilation_field(1)


@register("convolution", aliases=("Convolution2DTranspose",), chapter=True)
class Conv2DTranspose(TransposedConvolution, own_fields_first=True):
    """Spreads each pixel over a window of the output: the reverse of Conv2D in shape.

    With strides 2 a picture becomes twice as high and wide. Decoders and generators use it.
    """

    spatial = 2
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(2)
    padding = Padding()
    output_padding = IntTuple(2, None, OUTPUT_PADDING, minimum=0, advanced=True)
    data_format = DataFormat()
    dilation_rate = dilation_field(2)


@register("convolution", aliases=("Convolution3DTranspose",))
class Conv3DTranspose(TransposedConvolution, own_fields_first=True):
    """Spreads each place of a volume over a window: the reverse of Conv3D in shape."""

    spatial = 3
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(3)
    padding = Padding()
    output_padding = IntTuple(3, None, OUTPUT_PADDING, minimum=0, advanced=True)
    data_format = DataFormat()
    dilation_rate = dilation_field(3)

    def rates(self):
        # Keras 2 takes the parameter and does without it.
        return (1, 1, 1)


__all__ = [
    "Conv1DTranspose",
    "Conv2DTranspose",
    "Conv3DTranspose",
    "DepthwiseConv1D",
    "DepthwiseConv2D",
    "SeparableConv1D",
    "SeparableConv2D",
]
