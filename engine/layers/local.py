"""Convolutions whose weights differ from place to place."""

from __future__ import annotations

import math

import numpy as np

from engine import ops
from engine.errors import DesignError, Where
from engine.fields import Choice, Integer
from engine.layers.convolution import FILTERS, OneKernel, window_fields
from engine.layers.parameters import DataFormat, Padding
from engine.layers.pooling import as_given, channels_last
from engine.ops.convolution import border, output_size
from engine.registry import register


class LocallyConnected(OneKernel):
    """A window with weights of its own at every place."""

    implementation = Choice((1, 2, 3), 1, "How the weights are stored.", advanced=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.padding == "same" and self.implementation == 1:
            raise DesignError(
                '{layer} knows only padding "valid" with implementation 1.',
                where=Where(field="padding"),
                layer=self.title,
            )

    def build(self, input_shape):
        channels = self.input_channels(input_shape)
        first = 2 if self.data_format == "channels_first" else 1
        sizes = tuple(input_shape[first : first + self.spatial])
        if None in sizes:
            raise DesignError(
                "{layer} has weights for every place, so it needs the sizes of its input, but gets "
                "{shape}.",
                fix="Give the Input layer a full shape.",
                layer=self.title,
                shape=tuple(input_shape),
            )
        self.places = tuple(
            output_size(size, kernel, stride, self.padding)
            for size, kernel, stride in zip(sizes, self.kernel_size, self.strides, strict=True)
        )
        if min(self.places) < 1:
            raise DesignError(
                "{layer} has a window of {kernel}, which is larger than the input {shape}.",
                fix="Choose a smaller window.",
                where=Where(field="kernel_size"),
                layer=self.title,
                kernel=self.kernel_size,
                shape=tuple(input_shape),
            )
        self.sizes, self.channels = sizes, channels
        self.kernel = self.add_weight(
            "kernel",
            self.kernel_shape(),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        bias = (
            (self.filters, *self.places)
            if self.data_format == "channels_first"
            else (*self.places, self.filters)
        )
        self.bias = self.add_bias(*bias)
        self.built = True

    def kernel_shape(self):
        """How Keras stores the weights: by place, or (implementation 2) as a masked full matrix."""
        places, window = 1, 1
        for size in self.places:
            places *= size
        for size in self.kernel_size:
            window *= size
        if self.implementation == 1:
            return (places, window * self.channels, self.filters)
        if self.implementation == 2:
            if self.data_format == "channels_first":
                return (self.channels, *self.sizes, self.filters, *self.places)
            return (*self.sizes, self.channels, *self.places, self.filters)
        return (self.entries().shape[1],)

    def call(self, inputs):
        self.check_input(inputs, self.channels)
        if self.implementation == 1:
            outputs = self.windows_product(inputs)
        else:
            outputs = self.full_product(inputs)
        if self.bias is not None:
            outputs = ops.add(outputs, self.bias)
        return self.activation(outputs)

    def windows_product(self, inputs):
        """Each place's window times its own matrix."""
        x = channels_last(inputs, self.data_format)
        batch = x.shape[0]
        taps = []
        for tap in np.ndindex(*self.kernel_size):
            key = [slice(None)]
            for begin, stride, places in zip(tap, self.strides, self.places, strict=True):
                key.append(slice(begin, begin + (places - 1) * stride + 1, stride))
            taps.append(ops.movement.getitem(x, (*key, slice(None))))
        if batch is None:
            return as_given(
                ops.ALL["shape_only"](x, shape=(None, *self.places, self.filters)), self.data_format
            )
        windows = ops.stack(taps, axis=-2)
        count = self.kernel.shape[0]
        if self.data_format == "channels_first":
            # Keras lays a window out channel by channel there.
            windows = ops.swapaxes(windows, -1, -2)
        flat = ops.transpose(ops.reshape(windows, (batch, count, -1)), axes=(1, 0, 2))
        product = ops.matmul(flat, self.kernel)
        outputs = ops.reshape(
            ops.transpose(product, axes=(1, 0, 2)), (batch, *self.places, self.filters)
        )
        return as_given(outputs, self.data_format)

    def full_product(self, inputs):
        """One large matrix of which only the windows' entries are not zero."""
        batch = inputs.shape[0]
        shape = (
            (self.filters, *self.places)
            if self.data_format == "channels_first"
            else (*self.places, self.filters)
        )
        if batch is None:
            return ops.ALL["shape_only"](inputs, shape=(None, *shape))
        size = math.prod(self.sizes) * self.channels
        rows, cols = self.entries()
        kernel = ops.convert_to_tensor(self.kernel)
        if self.implementation == 2:
            mask = np.zeros((size, math.prod(shape)), np.float32)
            mask[rows, cols] = 1.0
            matrix = ops.reshape(kernel, mask.shape) * mask
        else:
            places = np.full((size, math.prod(shape)), len(rows), np.float32)
            places[rows, cols] = np.arange(len(rows))
            matrix = ops.take(ops.concatenate([kernel, np.zeros(1, np.float32)], axis=0), places)
        return ops.reshape(ops.matmul(ops.reshape(inputs, (batch, size)), matrix), (batch, *shape))

    def entries(self) -> np.ndarray:
        """Rows and columns of the full matrix that lie in a window, in Keras's order."""
        before = [
            border(size, kernel, stride, self.padding)[0]
            for size, kernel, stride in zip(self.sizes, self.kernel_size, self.strides, strict=True)
        ]
        first = self.data_format == "channels_first"
        inside = np.arange(math.prod(self.sizes) * self.channels).reshape(
            (self.channels, *self.sizes) if first else (*self.sizes, self.channels)
        )
        outside = np.arange(math.prod(self.places) * self.filters).reshape(
            (self.filters, *self.places) if first else (*self.places, self.filters)
        )
        pairs = []
        for place in np.ndindex(*self.places):
            window = tuple(
                slice(max(0, p * s - b), max(0, min(size, p * s - b + k)))
                for p, s, b, k, size in zip(
                    place, self.strides, before, self.kernel_size, self.sizes, strict=True
                )
            )
            every = (slice(None),)
            rows = inside[every + window if first else window + every].ravel()
            cols = outside[every + place if first else place + every].ravel()
            pairs.append(np.stack([np.repeat(rows, len(cols)), np.tile(cols, len(rows))]))
        found = np.concatenate(pairs, axis=1)
        return found[:, np.lexsort((found[0], found[1]))]


@register("convolution")
class LocallyConnected1D(LocallyConnected, own_fields_first=True):
    """Like Conv1D, but with weights of its own at every step."""

    spatial = 1
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(1)
    padding = Padding()
    data_format = DataFormat()


@register("convolution", chapter=True)
class LocallyConnected2D(LocallyConnected, own_fields_first=True):
    """Like Conv2D, but every place has weights of its own: patterns may differ from place to place.

    It has as many times more weights than Conv2D as there are places.
    """

    spatial = 2
    filters = Integer(doc=FILTERS, minimum=1)
    kernel_size, strides = window_fields(2)
    padding = Padding()
    data_format = DataFormat()


__all__ = ["LocallyConnected1D", "LocallyConnected2D"]
