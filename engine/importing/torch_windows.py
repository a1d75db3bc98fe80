"""What do PyTorch's windows, samplings and normalizations compute? Operators of ONNX."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.importing.torch_functions import FUNCTIONS, function, reshape, softmax, transpose
from engine.importing.torch_graph import Misfit


def row(value: Any, count: int) -> list[int]:
    several = isinstance(value, (list, tuple))
    found = [int(one) for one in value] if several else [int(value)] * count
    if len(found) != count:
        raise Misfit
    return found


def pads_of(padding: Any, kernel: Sequence[int], dilation: Sequence[int], count: int) -> list[int]:
    if padding == "valid":
        return [0] * (2 * count)
    if padding == "same":
        total = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
        return [one // 2 for one in total] + [one - one // 2 for one in total]
    return row(padding, count) * 2


def convolution(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    kernel = list(weight.shape[2:])
    count = len(kernel)
    if x.ndim != count + 2 or x.shape[1] != weight.shape[1] * groups:
        raise Misfit
    dilation = row(dilation, count)
    given = [x, weight] if bias is None else [x, weight, bias]
    return x.graph.op("Conv", *given, kernel_shape=kernel, strides=row(stride, count),
                      pads=pads_of(padding, kernel, dilation, count), dilations=dilation,
                      group=groups)


def turned_convolution(
    x, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    kernel = list(weight.shape[2:])
    count = len(kernel)
    if x.ndim != count + 2 or x.shape[1] != weight.shape[0]:
        raise Misfit
    given = [x, weight] if bias is None else [x, weight, bias]
    return x.graph.op(
        "ConvTranspose", *given, kernel_shape=kernel, strides=row(stride, count),
        pads=row(padding, count) * 2, output_padding=row(output_padding, count), group=groups,
        dilations=row(dilation, count),
    )


def pool(kind: str, count: int) -> Callable[..., Any]:
    def maximum(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                return_indices=False):
        return window(x, kernel_size, stride, padding, ceil_mode, dilations=row(dilation, count))

    def average(x, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
                divisor_override=None):
        return window(x, kernel_size, stride, padding, ceil_mode,
                      count_include_pad=int(count_include_pad))

    def window(x, kernel_size, stride, padding, ceil_mode, **more):
        if x.ndim != count + 2:
            raise Misfit
        kernel = row(kernel_size, count)
        strides = kernel if stride in (None, [], ()) else row(stride, count)
        return x.graph.op(kind, x, kernel_shape=kernel, strides=strides,
                          pads=row(padding, count) * 2, ceil_mode=int(ceil_mode), **more)

    return maximum if kind == "MaxPool" else average


def adaptive(kind: str, whole_kind: str, count: int) -> Callable[..., Any]:
    def compute(x, output_size, return_indices=False):
        if x.ndim != count + 2:
            raise Misfit
        wanted = list(output_size) if isinstance(output_size, (list, tuple)) else (
            [output_size] * count)
        sizes = x.shape[2:]
        wanted = [s if one is None else one for one, s in zip(wanted, sizes, strict=True)]
        if wanted == [1] * count:
            return x.graph.op(whole_kind, x)
        if any(size % one for size, one in zip(sizes, wanted, strict=True)):
            raise Misfit
        kernel = [size // one for size, one in zip(sizes, wanted, strict=True)]
        return x if set(kernel) == {1} else pool(kind, count)(x, kernel)

    return compute


for _count in (1, 2, 3):
    FUNCTIONS[f"conv{_count}d"] = convolution
    FUNCTIONS[f"conv_transpose{_count}d"] = turned_convolution
    for _short, _kind, _whole in (("max", "MaxPool", "GlobalMaxPool"),
                                  ("avg", "AveragePool", "GlobalAveragePool")):  # fmt: skip
        FUNCTIONS[f"{_short}_pool{_count}d"] = pool(_kind, _count)
        FUNCTIONS[f"adaptive_{_short}_pool{_count}d"] = adaptive(_kind, _whole, _count)


@function("pad")
def pad(x, pad, mode="constant", value=0.0):
    if mode != "constant":
        raise TypeError(mode)
    if not any(pad):
        return x
    pairs = [tuple(pad[n : n + 2]) for n in range(0, len(pad), 2)][::-1]
    pairs = [(0, 0)] * (x.ndim - len(pairs)) + pairs
    pads = x.graph.longs([before for before, _ in pairs] + [after for _, after in pairs])
    return x.graph.op("Pad", x, pads, x.graph.array(np.float32(max(value or 0.0, -3e38))))


@function("interpolate", "upsample")
def interpolate(x, size=None, scale_factor=None, mode="nearest", align_corners=None, *_, **__):
    count = x.ndim - 2
    if size is not None:
        factors = [one / s for one, s in zip(row(size, count), x.shape[2:], strict=True)]
    else:
        factors = [float(one) for one in (
            scale_factor if isinstance(scale_factor, (list, tuple)) else [scale_factor] * count
        )]
    kinds = {"nearest": "nearest", "bilinear": "linear", "linear": "linear", "trilinear": "linear"}
    place = "asymmetric" if mode == "nearest" else (
        "align_corners" if align_corners else "half_pixel")
    scales = x.graph.array(np.asarray([1.0, 1.0, *factors], np.float32))
    return x.graph.op("Resize", x, "", scales, mode=kinds[mode], nearest_mode="floor",
                      coordinate_transformation_mode=place)


@function("pixel_shuffle")
def pixel_shuffle(x, upscale_factor):
    return x.graph.op("DepthToSpace", x, blocksize=upscale_factor, mode="CRD")


# Normalization


@function("layer_norm")
def layer_norm(x, normalized_shape, weight=None, bias=None, eps=1e-5):
    shape = tuple(normalized_shape) if isinstance(normalized_shape, (list, tuple)) else (
        normalized_shape,)
    if tuple(x.shape[-len(shape):]) != shape:
        raise Misfit
    weight = np.ones(shape, np.float32) if weight is None else weight
    bias = np.zeros(shape, np.float32) if bias is None else bias
    return x.graph.op("LayerNormalization", x, weight, bias, axis=-len(shape), epsilon=eps)


@function("group_norm")
def group_norm(x, num_groups, weight=None, bias=None, eps=1e-5):
    channels = x.shape[1]
    if channels % num_groups:
        raise Misfit
    rows = x.graph.op("Reshape", x, x.graph.longs([0, num_groups, -1]))
    ones, zeros = (np.full(num_groups, one, np.float32) for one in (1, 0))
    y = x.graph.op("InstanceNormalization", rows, ones, zeros, epsilon=eps)
    y = reshape(y, x.shape)
    shape = (channels, *[1] * (x.ndim - 2))
    if weight is not None:
        y = x.graph.op("Mul", y, x.graph.array(weight.array.reshape(shape), weight.name))
    if bias is not None:
        y = x.graph.op("Add", y, x.graph.array(bias.array.reshape(shape), bias.name))
    return y


@function("scaled_dot_product_attention")
def attend(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
    if attn_mask is not None or is_causal:
        raise TypeError("mask")
    scores = query.graph.op("MatMul", query, transpose(key, -2, -1))
    factor = scale if scale is not None else 1.0 / math.sqrt(query.shape[-1])
    shares = softmax(query.graph.op("Mul", scores, factor), -1)
    return query.graph.op("MatMul", shares, value)


__all__ = ["FUNCTIONS"]
