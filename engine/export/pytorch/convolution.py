"""How are convolutions spelled? Keras's padding told in torch's terms, kernels turned round."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.export.python import literal
from engine.export.pytorch.body import Body, Kept, Value
from engine.export.pytorch.dense import channels_first, pad_argument
from engine.export.pytorch.spelling import activate, spells
from engine.layers import convolution, local, separable
from engine.ops.convolution import border


def sizes_of(layer: Any, x: Value) -> tuple[int | None, ...]:
    """The sizes of the spatial axes."""
    return x.shape[2:] if layer.data_format == "channels_first" else x.shape[1:-1]


def number(values: Sequence[int]) -> str:
    """Equal numbers as one, others as a tuple."""
    return str(values[0]) if len(set(values)) == 1 else literal(tuple(values))


def padded(
    body: Body, layer: Any, x: Value, window: Sequence[int], rates: Sequence[int],
    strides: Sequence[int], fill: str = "",
) -> tuple[Value, str]:
    """(the value, padded where torch cannot do it, the argument `padding` for what it can do).

    "same" puts the odd element at the end, which torch does only for strides of 1.
    """
    if layer.padding == "valid":
        return x, ""
    if layer.padding == "same" and set(strides) == {1} and not fill:
        pairs = [border(9**9, k, 1, "same", r) for k, r in zip(window, rates, strict=True)]
        if all(before == after for before, after in pairs):
            return x, f", padding={number([before for before, _ in pairs])}" if any(
                before for before, _ in pairs
            ) else ""
        return x, ', padding="same"'
    sizes = sizes_of(layer, x)
    if None in sizes and layer.padding == "same":
        options = [x.text, number(window), number(strides)]
        if set(rates) != {1}:
            options.append(f"dilation={number(rates)}")
        if fill:
            options.append(f"value={fill}")
        return x.like(f"pad_same({', '.join(options)})"), ""
    pairs = [
        border(size or 0, kernel, stride, layer.padding, rate)
        for size, kernel, stride, rate in zip(sizes, window, strides, rates, strict=True)
    ]
    if all(before == after for before, after in pairs) and not fill:
        return x, f", padding={number([before for before, _ in pairs])}" if any(
            before for before, _ in pairs
        ) else ""
    value = f", value={fill}" if fill else ""
    return x.like(f"F.pad({x.text}, {pad_argument(pairs)}{value})"), ""


def turned(rank: int) -> tuple[int, ...]:
    """The order of the axes of a kernel (window, in, out) as (out, in, window)."""
    return (rank - 1, rank - 2, *range(rank - 2))


def options_of(layer: Any, rates: Sequence[int] | None = None) -> str:
    """Strides and dilation where they are not 1."""
    rates = layer.dilation_rate if rates is None else rates
    text = ""
    if set(layer.strides) != {1}:
        text += f", stride={number(layer.strides)}"
    if set(rates) != {1}:
        text += f", dilation={number(rates)}"
    return text


@spells(convolution.Conv1D, convolution.Conv2D, convolution.Conv3D)
def convolve(body: Body, layer: Any, x: Value) -> Value:
    more = x.rank - layer.spatial - 2
    if more:
        return folded(body, layer, x, more)
    x = channels_first(body, layer, x)
    x, padding = padded(
        body, layer, x, layer.kernel_size, layer.dilation_rate, layer.strides
    )
    inside = layer.kernel.shape[-2] * layer.groups
    text = f"nn.Conv{layer.spatial}d({inside}, {layer.filters}, {number(layer.kernel_size)}"
    text += options_of(layer) + padding
    if layer.groups != 1:
        text += f", groups={layer.groups}"
    module = convolution_module(body, layer, text, Kept(layer.kernel, turned(layer.spatial + 2)))
    return activate(body, layer.activation, x.like(f"{module}({x.text})"))


def folded(body: Body, layer: Any, x: Value, more: int) -> Value:
    """A convolution of values with further axes behind the batch, which are more samples."""
    x = body.settled(body.last(x))
    samples = body.assign("samples", f"{x.text}.flatten(0, {more})")
    found = convolve(body, layer, Value(samples, (None, *x.shape[more + 1 :])))
    body.lines.append(f"{samples} = {found.text}")
    found.text = samples
    found = body.last(found)
    return Value(f"{samples}.unflatten(0, {x.text}.shape[:{more + 1}])", x.shape)


def convolution_module(
    body: Body, layer: Any, text: str, kernel: Kept, suffix: str = "", bias: Any = None
) -> str:
    bias = layer.bias if bias is None else bias
    weights = {"weight": kernel}
    if bias is not None:
        weights["bias"] = Kept(bias)
    else:
        text += ", bias=False"
    return body.module(layer, text + ")", weights, suffix)


@spells(separable.DepthwiseConv1D, separable.DepthwiseConv2D)
def depthwise(body: Body, layer: Any, x: Value) -> Value:
    x = channels_first(body, layer, x)
    x, padding = padded(body, layer, x, layer.kernel_size, layer.dilation_rate, layer.strides)
    text = depthwise_text(layer, padding)
    module = convolution_module(body, layer, text, depthwise_kernel(layer))
    return activate(body, layer.activation, x.like(f"{module}({x.text})"))


def depthwise_text(layer: Any, padding: str) -> str:
    """The begin of a grouped convolution with a group for each channel."""
    channels, multiplier = layer.depthwise_kernel.shape[-2:]
    text = f"nn.Conv{layer.spatial}d({channels}, {channels * multiplier}, "
    return text + f"{number(layer.kernel_size)}{options_of(layer)}{padding}, groups={channels}"


def depthwise_kernel(layer: Any) -> Kept:
    """(window, channels, multiplier) as (channels * multiplier, 1, window)."""
    spatial = layer.spatial
    order = (spatial, spatial + 1, *range(spatial))

    def bend(kernel):
        return kernel.reshape(-1, 1, *kernel.shape[2:])

    return Kept(layer.depthwise_kernel, order, bend, "laid out")


@spells(separable.SeparableConv1D, separable.SeparableConv2D)
def separate(body: Body, layer: Any, x: Value) -> Value:
    x = channels_first(body, layer, x)
    x, padding = padded(body, layer, x, layer.kernel_size, layer.dilation_rate, layer.strides)
    channels, multiplier = layer.depthwise_kernel.shape[-2:]
    spatial = layer.spatial
    first = depthwise_text(layer, padding) + ", bias=False)"
    second = f"nn.Conv{spatial}d({channels * multiplier}, {layer.filters}, 1"
    second += ")" if layer.bias is not None else ", bias=False)"
    weights = {
        "0.weight": depthwise_kernel(layer),
        "1.weight": Kept(layer.pointwise_kernel, turned(spatial + 2)),
    }
    if layer.bias is not None:
        weights["1.bias"] = Kept(layer.bias)
    module = body.module(layer, f"nn.Sequential({first}, {second})", weights)
    return activate(body, layer.activation, x.like(f"{module}({x.text})"))


@spells(separable.Conv1DTranspose, separable.Conv2DTranspose, separable.Conv3DTranspose)
def spread(body: Body, layer: Any, x: Value) -> Value:
    """A transposed convolution: torch's whole output, cut to Keras's size.

    Keras's output begins `before` elements into the whole one. Where torch can cut as much off
    both ends, and add `output_padding` to the end, it does so itself.
    """
    x = channels_first(body, layer, x)
    extra = layer.output_padding or (None,) * layer.spatial
    paddings, more, cuts = [], [], []
    for kernel, stride, rate, wanted in zip(
        layer.kernel_size, layer.strides, layer.rates(), extra, strict=True
    ):
        reach = (kernel - 1) * rate + 1
        # The output is (size - 1) * stride + reach - removed elements long.
        if wanted is None:
            removed = reach - stride - (max(reach - stride, 0) if layer.padding == "valid" else 0)
        else:
            removed = 2 * (0 if layer.padding == "valid" else reach // 2) - wanted
        before = max(removed, 0) // 2 if layer.padding == "same" else 0
        paddings.append(before)
        more.append(max(2 * before - removed, 0))
        cuts.append(max(removed - 2 * before, 0))
    inside = layer.kernel.shape[-1]
    text = f"nn.ConvTranspose{layer.spatial}d({inside}, {layer.filters}, "
    text += number(layer.kernel_size) + options_of(layer, layer.rates())
    if any(paddings):
        text += f", padding={number(paddings)}"
    if any(more):
        text += f", output_padding={number(more)}"
    kernel = Kept(layer.kernel, turned(layer.spatial + 2))
    result = f"{convolution_module(body, layer, text, kernel)}({x.text})"
    if any(cuts):
        result += f"[:, :, {', '.join(f':-{cut}' if cut else ':' for cut in cuts)}]"
    return activate(body, layer.activation, x.like(result))


@spells(local.LocallyConnected1D, local.LocallyConnected2D)
def locally_connected(body: Body, layer: Any, x: Value) -> Value:
    x = channels_first(body, layer, x)
    rates = (1,) * layer.spatial
    x, padding = padded(body, layer, x, layer.kernel_size, rates, layer.strides, "0.0")
    text = f"LocallyConnected({layer.channels}, {layer.filters}, {literal(layer.places)}, "
    text += f"{literal(tuple(layer.kernel_size))}, {literal(tuple(layer.strides))}"
    reaches = "lost" if layer.implementation == 2 else "laid out"
    weights = {"weight": Kept(layer.kernel, None, partial(layer_windows, layer), reaches)}
    if layer.bias is not None:
        order = None if layer.data_format == "channels_first" else (
            layer.spatial, *range(layer.spatial)
        )
        weights["bias"] = Kept(layer.bias, order)
    else:
        text += ", bias=False"
    module = body.module(layer, text + ")", weights)
    return activate(body, layer.activation, x.like(f"{module}({x.text})"))


def layer_windows(layer: Any, kernel: np.ndarray) -> np.ndarray:
    """The weights of a LocallyConnected layer by place, whatever its implementation."""
    places, window = math.prod(layer.places), math.prod(layer.kernel_size)
    first = layer.data_format == "channels_first"
    if layer.implementation == 1:
        apart = (layer.channels, window) if first else (window, layer.channels)
        taps = kernel.reshape(places, *apart, layer.filters)
        order = (0, 3, 1, 2) if first else (0, 3, 2, 1)
        return taps.transpose(order).reshape(places, layer.filters, -1)
    matrix = kernel
    if layer.implementation == 3:
        matrix = np.zeros(
            (math.prod(layer.sizes) * layer.channels, places * layer.filters), np.float32
        )
        matrix[tuple(layer.entries())] = kernel
    inside = (layer.channels, *layer.sizes) if first else (*layer.sizes, layer.channels)
    outside = (layer.filters, *layer.places) if first else (*layer.places, layer.filters)
    matrix = matrix.reshape(*inside, *outside)
    if not first:  # channels in front of the sizes on both sides
        spatial = layer.spatial
        matrix = np.moveaxis(np.moveaxis(matrix, spatial, 0), -1, spatial + 1)
    found = np.zeros((places, layer.filters, layer.channels, window), np.float32)
    before = [
        border(size, kernel, stride, layer.padding)[0]
        for size, kernel, stride in zip(
            layer.sizes, layer.kernel_size, layer.strides, strict=True
        )
    ]
    for number, place in enumerate(np.ndindex(*layer.places)):
        for tap, offset in enumerate(np.ndindex(*layer.kernel_size)):
            at = tuple(
                p * s - b + o
                for p, s, b, o in zip(place, layer.strides, before, offset, strict=True)
            )
            if all(0 <= spot < size for spot, size in zip(at, layer.sizes, strict=True)):
                every = (slice(None),)
                found[number, :, :, tap] = matrix[every + at + every + place].T
    return found.reshape(places, layer.filters, -1)
