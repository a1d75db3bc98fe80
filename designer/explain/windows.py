"""How many places does a sliding window have, and how many weights? Convolutions and pooling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from designer.explain.axes import PLACES, Sizes, batch, channels, in_places, placed
from designer.explain.expressions import (
    Expression,
    Number,
    Symbol,
    ceiling,
    floor,
    largest,
    numbered,
    product,
    total,
)

ONE = 1


def reach(size: Expression, dilation: Symbol) -> Expression:
    """How far a window reaches: its size, or more where it leaves gaps."""
    return size if dilation.value == ONE else dilation * (size - ONE) + ONE


def stepped(layer: Any, size: int | None, window: int, stride: int, dilation: int) -> Expression:
    """The places of a window along one axis."""
    n, s = Symbol("n", size, "size_in"), Symbol("s", stride, "strides", "strides")
    if layer.padding in ("same", "causal"):
        return ceiling(n / s)
    field = "kernel_size" if hasattr(layer, "kernel_size") else "pool_size"
    k, d = Symbol("k", window, "window", field), Symbol("d", dilation, "dilation", "dilation_rate")
    return floor((n - reach(k, d)) / s) + ONE


def walked_over(layer: Any, sizes: Sequence[int | None], windows: Sequence[int]):
    """The places of a window along every axis."""
    count = len(sizes)
    strides = layer.strides or windows
    rates = getattr(layer, "dilation_rate", (ONE,) * count)
    return tuple(
        stepped(layer, *values) for values in zip(sizes, windows, strides, rates, strict=True)
    )


def window_symbols(layer: Any) -> list[Symbol]:
    letters = numbered("k", len(layer.kernel_size))
    return [
        Symbol(letter, size, "window", "kernel_size")
        for letter, size in zip(letters, layer.kernel_size, strict=True)
    ]


def filters(layer: Any) -> Symbol:
    return Symbol("f", layer.filters, "filters", "filters")


def biased(layer: Any, weights: Expression, *bias: Expression) -> Expression:
    return weights + product(*bias) if layer.use_bias else weights


def convolution(layer: Any, inputs: Sequence[Sizes]):
    """Conv1D to Conv3D: a window over all channels of a group, for every filter."""
    sizes, count = in_places(layer, inputs[0])
    c, f = channels(count), filters(layer)
    seen: Expression = c
    if layer.groups > ONE:
        seen = c / Symbol("g", layer.groups, "groups", "groups")
        weights = product(*window_symbols(layer), seen, f)
    else:
        weights = product(*window_symbols(layer), c, f)
    places = walked_over(layer, sizes, layer.kernel_size)
    return placed(layer, inputs[0][0], places, f), biased(layer, weights, f)


def transposed(layer: Any, inputs: Sequence[Sizes]):
    """Conv1DTranspose to Conv3DTranspose: each place spreads over a window of the output."""
    sizes, count = in_places(layer, inputs[0])
    c, f = channels(count), filters(layer)
    extra = layer.output_padding or (None,) * len(sizes)
    places = tuple(
        spread(layer, *values)
        for values in zip(
            sizes, layer.kernel_size, layer.strides, extra, layer.dilation_rate, strict=True
        )
    )
    weights = product(*window_symbols(layer), f, c)
    return placed(layer, inputs[0][0], places, f), biased(layer, weights, f)


def spread(layer: Any, size, window: int, stride: int, extra, dilation: int) -> Expression:
    n, s = Symbol("n", size, "size_in"), Symbol("s", stride, "strides", "strides")
    k = Symbol("k", window, "window", "kernel_size")
    far = reach(k, Symbol("d", dilation, "dilation", "dilation_rate"))
    if extra is None:
        return n * s if layer.padding == "same" else n * s + largest(far - s, 0)
    p = Symbol("p", extra, "output_padding", "output_padding")
    whole = (n - ONE) * s + far
    return whole + p if layer.padding == "valid" else whole - product(2, floor(far / 2)) + p


def depthwise(layer: Any, inputs: Sequence[Sizes]):
    """DepthwiseConv1D and 2D: a window for every channel by itself."""
    sizes, count = in_places(layer, inputs[0])
    c, m = channels(count), multiplier(layer)
    places = walked_over(layer, sizes, layer.kernel_size)
    weights = product(*window_symbols(layer), c, m)
    return placed(layer, inputs[0][0], places, c * m), biased(layer, weights, c, m)


def multiplier(layer: Any) -> Symbol:
    return Symbol("m", layer.depth_multiplier, "depth_multiplier", "depth_multiplier")


def separable(layer: Any, inputs: Sequence[Sizes]):
    """SeparableConv1D and 2D: a window for each channel, then a mixing of the channels."""
    sizes, count = in_places(layer, inputs[0])
    c, m, f = channels(count), multiplier(layer), filters(layer)
    places = walked_over(layer, sizes, layer.kernel_size)
    weights = product(*window_symbols(layer), c, m) + product(c, m, f)
    return placed(layer, inputs[0][0], places, f), biased(layer, weights, f)


def local(layer: Any, inputs: Sequence[Sizes]):
    """LocallyConnected1D and 2D: weights of its own for every place."""
    sizes, count = in_places(layer, inputs[0])
    c, f = channels(count), filters(layer)
    places = walked_over(layer, sizes, layer.kernel_size)
    axes = placed(layer, inputs[0][0], places, f)
    letters = numbered("o", len(places))
    spots = [
        Symbol(letter, place.value, "places") for letter, place in zip(letters, places, strict=True)
    ]
    if layer.implementation == 1 or (layer.implementation == 3 and layer.padding == "valid"):
        weights = product(*spots, *window_symbols(layer), c, f)
    elif layer.implementation == 2:  # Keras keeps a full matrix and masks most of it
        letters = numbered("n", len(sizes))
        whole = [Symbol(x, size, "size_in") for x, size in zip(letters, sizes, strict=True)]
        weights = product(*whole, c, *spots, f)
    else:
        return axes, None
    return axes, biased(layer, weights, *spots, f)


def pooling(layer: Any, inputs: Sequence[Sizes]):
    """The best or the mean of each window."""
    sizes, count = in_places(layer, inputs[0])
    places = walked_over(layer, sizes, layer.pool_size)
    return placed(layer, inputs[0][0], places, channels(count)), Number(0)


def whole(layer: Any, inputs: Sequence[Sizes]):
    """Global pooling: one number a channel."""
    sizes, count = in_places(layer, inputs[0])
    c = channels(count)
    if layer.keepdims:
        return placed(layer, inputs[0][0], (Number(1),) * len(sizes), c), Number(0)
    return (batch(inputs[0][0]), ("channels", c)), Number(0)


def padded(layer: Any, inputs: Sequence[Sizes]):
    """ZeroPadding: the size and what is added on both sides."""
    return bordered(layer, inputs, pairs(layer.padding), "padding", +1)


def cropped(layer: Any, inputs: Sequence[Sizes]):
    """Cropping: the size less what is cut off on both sides."""
    return bordered(layer, inputs, pairs(layer.cropping), "cropping", -1)


def pairs(border: Any) -> tuple[tuple[int, int], ...]:
    return border if isinstance(border[0], tuple) else (tuple(border),)


def bordered(layer: Any, inputs: Sequence[Sizes], sides, field: str, sign: int):
    sizes, count = in_places(layer, inputs[0])
    places = []
    for size, (before, after) in zip(sizes, sides, strict=True):
        n = Symbol("n", size, "size_in")
        a, b = Symbol("a", before, f"{field}_before", field), Symbol("b", after, f"{field}_after")
        places.append(n + a + b if sign > 0 else n - a - b)
    return placed(layer, inputs[0][0], tuple(places), channels(count)), Number(0)


def enlarged(layer: Any, inputs: Sequence[Sizes]):
    """UpSampling: every place so many times."""
    sizes, count = in_places(layer, inputs[0])
    factors = layer.size if isinstance(layer.size, tuple) else (layer.size,)
    places = tuple(
        Symbol("n", size, "size_in") * Symbol("r", factor, "repeats", "size")
        for size, factor in zip(sizes, factors, strict=True)
    )
    return placed(layer, inputs[0][0], places, channels(count)), Number(0)


def of_films(layer: Any, inputs: Sequence[Sizes]):
    """ConvLSTM1D to 3D: four gates, each with a window over the input and one over the state."""
    size, steps, *inner = inputs[0]
    sizes, count = in_places(layer, (size, *inner))
    c, f = channels(count), filters(layer)
    places = walked_over(layer, sizes, layer.kernel_size)
    windows = window_symbols(layer)
    gate = total(product(*windows, c, f), product(*windows, f, f))
    weights = product(4, gate + f if layer.use_bias else gate)
    axes = placed(layer, size, places, f)
    if layer.return_sequences:
        axes = (axes[0], ("steps", Symbol("t", steps, "steps")), *axes[1:])
    return axes, weights


RULES = {
    **dict.fromkeys(("Conv1D", "Conv2D", "Conv3D"), convolution),
    **dict.fromkeys(("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"), transposed),
    **dict.fromkeys(("DepthwiseConv1D", "DepthwiseConv2D"), depthwise),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), separable),
    **dict.fromkeys(("LocallyConnected1D", "LocallyConnected2D"), local),
    **{f"{kind}Pooling{n}D": pooling for kind in ("Max", "Average") for n in PLACES},
    **{f"Global{kind}Pooling{n}D": whole for kind in ("Max", "Average") for n in PLACES},
    **{f"ZeroPadding{n}D": padded for n in PLACES},
    **{f"Cropping{n}D": cropped for n in PLACES},
    **{f"UpSampling{n}D": enlarged for n in PLACES},
    **{f"ConvLSTM{n}D": of_films for n in PLACES},
}
