"""What does Keras 2's backend offer that layers do too? Convolutions, pools, batch statistics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine import ops, settings
from engine.ops.base import composed, convert
from engine.ops.convolution import depthwise, per_axis
from engine.tape import Tensor
from engine.training import losses


def channels_last(x: Any, data_format: str | None, function: Callable) -> Any:
    """`function` of a value with its channels last, laid out again as it was."""
    if (data_format or settings.get("image_data_format")) != "channels_first":
        return function(x)
    inner = tuple(range(2, len(x.shape)))
    found = function(ops.transpose(x, (0, *inner, 1)))
    last = len(found.shape) - 1
    return ops.transpose(found, (0, last, *range(1, last)))


def conv2d(x, kernel, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1)):
    """A convolution without bias, with a kernel (window, channels, filters)."""
    return channels_last(
        x, data_format,
        lambda x: ops.conv(x, kernel, strides, padding, dilation_rate=dilation_rate),
    )  # fmt: skip


def conv1d(x, kernel, strides=1, padding="valid", data_format=None, dilation_rate=1):
    if padding == "causal":
        reach = int(dilation_rate) * (kernel.shape[0] - 1)
        x, padding = ops.pad(x, ((0, 0), (reach, 0), (0, 0))), "valid"
    return conv2d(x, kernel, strides, padding, data_format, dilation_rate)


def conv3d(x, kernel, strides=(1, 1, 1), padding="valid", data_format=None,
           dilation_rate=(1, 1, 1)):  # fmt: skip
    return conv2d(x, kernel, strides, padding, data_format, dilation_rate)


def depthwise_conv2d(x, depthwise_kernel, strides=(1, 1), padding="valid", data_format=None,
                     dilation_rate=(1, 1)):  # fmt: skip
    """Every channel convolved by itself, with a kernel (window, channels, multiplier)."""

    @composed
    def depthwise_convolution(x, kernel):
        return depthwise(
            convert(x), convert(kernel), strides=per_axis(strides, 2), padding=padding,
            dilation=per_axis(dilation_rate, 2),
        )  # fmt: skip

    return channels_last(x, data_format, lambda x: depthwise_convolution(x, depthwise_kernel))


def separable_conv2d(x, depthwise_kernel, pointwise_kernel, strides=(1, 1), padding="valid",
                     data_format=None, dilation_rate=(1, 1)):  # fmt: skip
    """A depthwise convolution, and one of windows of size 1 behind it."""
    found = depthwise_conv2d(x, depthwise_kernel, strides, padding, data_format, dilation_rate)
    return conv2d(found, pointwise_kernel, data_format=data_format)


def pool2d(x, pool_size, strides=(1, 1), padding="valid", data_format=None, pool_mode="max"):
    """The largest value of each window, or with `pool_mode` "avg" the mean."""
    pool = ops.max_pool if pool_mode == "max" else ops.average_pool
    return channels_last(x, data_format, lambda x: pool(x, pool_size, strides, padding))


def pool3d(x, pool_size, strides=(1, 1, 1), padding="valid", data_format=None, pool_mode="max"):
    return pool2d(x, pool_size, strides, padding, data_format, pool_mode)


def batch_normalization(x, mean, var, beta, gamma, axis=-1, epsilon=1e-3):
    """`x` brought to mean 0 and variance 1, then stretched by gamma and moved by beta."""
    rank = len(x.shape)
    shape = tuple(-1 if place == axis % rank else 1 for place in range(rank))

    def along(value):
        return ops.reshape(value, shape) if len(value.shape) == 1 < rank else value

    found = (x - along(mean)) * ops.rsqrt(along(var) + epsilon)
    found = found if gamma is None else found * along(gamma)
    return found if beta is None else found + along(beta)


def normalize_batch_in_training(x, gamma, beta, reduction_axes, epsilon=1e-3):
    """(`x` normalized by its own mean and variance, that mean, that variance)."""
    axes = tuple(reduction_axes)
    mean, var = (one(x, axis=axes, keepdims=True) for one in (ops.mean, ops.var))
    rest = [place for place in range(len(x.shape)) if place not in axes]
    found = (x - mean) * ops.rsqrt(var + epsilon)
    shape = tuple(-1 if place in rest else 1 for place in range(len(x.shape)))
    found = found if gamma is None else found * ops.reshape(gamma, shape)
    found = found if beta is None else found + ops.reshape(beta, shape)
    return found, ops.squeeze(mean, axis=axes), ops.squeeze(var, axis=axes)


def spatial_3d_padding(x, padding=((1, 1), (1, 1), (1, 1)), data_format=None):
    widths = ((0, 0), *(tuple(one) for one in padding), (0, 0))
    return channels_last(x, data_format, lambda x: ops.pad(x, widths))


def resize_volumes(x, depth_factor, height_factor, width_factor, data_format):
    """Volumes made larger by whole factors, each voxel repeated."""

    def repeated(x):
        for axis, factor in enumerate((depth_factor, height_factor, width_factor), 1):
            x = ops.repeat(x, factor, axis=axis)
        return x

    return channels_last(x, data_format, repeated)


def binary_focal_crossentropy(target, output, apply_class_balancing=False, alpha=0.25, gamma=2.0,
                              from_logits=False):  # fmt: skip
    """binary_crossentropy in which what is classified well counts less, element by element."""
    # The loss is the mean over the last axis, which has one element here.
    single = [ops.expand_dims(ops.cast(one, "float32"), -1) for one in (target, output)]
    return losses.binary_focal_crossentropy(
        *single, apply_class_balancing=apply_class_balancing, alpha=alpha, gamma=gamma,
        from_logits=from_logits,
    )  # fmt: skip


def categorical_focal_crossentropy(target, output, alpha=0.25, gamma=2.0, from_logits=False,
                                   axis=-1):  # fmt: skip
    """categorical_crossentropy in which what is classified well counts less."""
    return losses.categorical_focal_crossentropy(
        target, output, alpha=alpha, gamma=gamma, from_logits=from_logits, axis=axis
    )


def sparse_categorical_crossentropy(target, output, from_logits=False, axis=-1, ignore_class=None):
    """-log of the probability of the right class; what has the class `ignore_class` gives 0."""
    if ignore_class is None:
        return ops.sparse_categorical_crossentropy(
            target, output, from_logits=from_logits, axis=axis
        )
    return losses.sparse_categorical_crossentropy(
        target, output, from_logits=from_logits, axis=axis, ignore_class=ignore_class
    )


def print_tensor(x, message="", summarize=3):
    """`x`, after its numbers (in a trace its shape) have been said."""
    print(message, x if isinstance(x, Tensor) and not x.has_numbers else np.asarray(x))
    return x


__all__ = [
    "batch_normalization", "binary_focal_crossentropy", "categorical_focal_crossentropy", "conv1d",
    "conv2d", "conv3d", "depthwise_conv2d", "normalize_batch_in_training", "pool2d", "pool3d",
    "print_tensor", "resize_volumes", "separable_conv2d", "sparse_categorical_crossentropy",
    "spatial_3d_padding",
]  # fmt: skip
