"""How are pooling and normalization spelled?"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.export.python import literal
from engine.export.pytorch.body import Body, Count, Kept, Value
from engine.export.pytorch.convolution import number, padded, sizes_of
from engine.export.pytorch.dense import channels_first
from engine.export.pytorch.spelling import spells
from engine.layers import group_normalization, normalization, pooling
from engine.ops.convolution import border
from engine.ops.pooling import average_pool_forward

POOLING = [
    getattr(pooling, f"{kind}Pooling{spatial}D") for kind in ("Max", "Average")
    for spatial in (1, 2, 3)
]  # fmt: skip
GLOBAL = [
    getattr(pooling, f"Global{kind}Pooling{spatial}D") for kind in ("Max", "Average")
    for spatial in (1, 2, 3)
]  # fmt: skip


@spells(*POOLING)
def pool(body: Body, layer: Any, x: Value) -> Value:
    x = channels_first(body, layer, x)
    window = tuple(layer.pool_size)
    strides = tuple(layer.strides if layer.strides is not None else window)
    averages = type(layer).primitive is average_pool_forward
    kind = "Avg" if averages else "Max"
    options = number(window)
    if strides != window:
        options += f", stride={number(strides)}"
    if layer.padding == "same":
        if fills_up(window, strides):
            options += ", ceil_mode=True"
        elif averages:
            pairs = known_borders(layer, x, window, strides)
            if pairs is None or any(before != after for before, after in pairs):
                text = f"average_pool_same({x.text}, {number(window)}, {number(strides)})"
                return x.like(text)
            if any(before for before, _ in pairs):
                options += f", padding={number([before for before, _ in pairs])}"
                options += ", count_include_pad=False"
        else:
            pairs = known_borders(layer, x, window, strides)
            if pairs is not None and all(before == after for before, after in pairs):
                if any(before for before, _ in pairs):
                    options += f", padding={number([before for before, _ in pairs])}"
            else:
                fill = 'float("-inf")'
                x, _ = padded(body, layer, x, window, (1,) * len(window), strides, fill)
    module = body.module(layer, f"nn.{kind}Pool{layer.spatial}d({options})")
    return x.like(f"{module}({x.text})")


def fills_up(window: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    """Whether "same" adds at most one element, at the end: torch's `ceil_mode` then."""
    return window == strides and set(window) <= {1, 2}


def known_borders(layer: Any, x: Value, window: Any, strides: Any) -> list | None:
    """(before, after) for each spatial axis; None where a size is open."""
    sizes = sizes_of(layer, x)
    if None in sizes:
        return None
    return [border(*one, "same") for one in zip(sizes, window, strides, strict=True)]


@spells(*GLOBAL)
def pool_globally(body: Body, layer: Any, x: Value) -> Value:
    axes = x.axes(layer.axes())
    extra = ", keepdim=True" if layer.keepdims else ""
    turned = x.turned and layer.keepdims
    averages = isinstance(layer, pooling.GlobalAveraging)
    if averages and x.mask is not None and layer.spatial == 1:
        first = layer.data_format == "channels_first"
        x = body.last(x)
        kept = body.assign("kept", f"{x.mask}.unsqueeze({1 if first else 2})")
        dim = 2 if first else 1
        text = f"({x.text} * {kept}).sum(dim={dim}{extra}) / {kept}.sum(dim={dim}{extra})"
        return Value(text, x.shape)
    return Value(f"{x.text}.{'mean' if averages else 'amax'}(dim={axes}{extra})", x.shape, turned)


# Normalization -----------------------------------------------------------------------------------


@spells(normalization.BatchNormalization)
def batch_normalization(body: Body, layer: Any, x: Value) -> Value:
    axes = layer._axes(x.rank)
    weights = {
        "weight": layer.gamma, "bias": layer.beta, "running_mean": layer.moving_mean,
        "running_var": layer.moving_variance,
    }  # fmt: skip
    channels = layer.moving_mean.size
    fused = x.rank in (4, 5) and len(axes) == 1
    plain = fused and x.mask is None and layer.scale and layer.center
    single = len(axes) == 1
    options = f"eps={literal(layer.epsilon)}, momentum={literal(round(1 - layer.momentum, 12))}"
    kept = {
        name: Kept(variable, None, np.ravel, "whole" if single else "laid out")
        for name, variable in weights.items()
        if variable is not None
    }
    if plain:
        x = body.first(x) if axes[0] == x.rank - 1 else body.last(x)
    if plain and x.axis(axes[0]) == 1:
        kept["num_batches_tracked"] = Count()
        text = f"nn.BatchNorm{x.rank - 2}d({channels}, {options})"
        module = body.module(layer, text, kept)
        if body.program.rests(layer):
            body.resting.append(module)
        return x.like(f"{module}({x.text})")
    if not (single and x.turned and axes[0] == x.rank - 1) or x.mask is not None:
        x = body.last(x)
    places = [x.axis(axis) for axis in axes]
    text = f"BatchNormalization({literal(sizes_at(x, axes))}, "
    text += f"dim={places[0] if single else tuple(places)}, {options}"
    for name in ("scale", "center"):
        if not getattr(layer, name):
            text += f", {name}=False"
    if not fused:
        text += ", unbiased=False"
    module = body.module(layer, text + ")", kept)
    if body.program.rests(layer):
        body.resting.append(module)
    return x.like(f"{module}({x.text}{f', {x.mask}' if x.mask is not None else ''})")


def sizes_at(x: Value, axes: tuple[int, ...]) -> Any:
    """The size of the channels; the sizes of several axes."""
    sizes = tuple(x.shape[axis] for axis in axes)
    return sizes[0] if len(sizes) == 1 else sizes


@spells(group_normalization.GroupNormalization)
def group_normalized(body: Body, layer: Any, x: Value) -> Value:
    if layer._axis(x.rank) != x.rank - 1 or layer.scale != layer.center:
        raise DesignError("{layer} has no module of torch's.", layer=layer.title)
    x = body.first(x)
    options = f"eps={literal(layer.epsilon)}" + ("" if layer.scale else ", affine=False")
    weights = {"weight": Kept(layer.gamma), "bias": Kept(layer.beta)} if layer.scale else {}
    sizes = f"{layer.group_count}, {x.shape[-1]}"
    module = body.module(layer, f"nn.GroupNorm({sizes}, {options})", weights)
    # On values that were only turned, torch 2.13 crashes when it goes back through it.
    return x.like(f"{module}({x.text}.contiguous())")


@spells(group_normalization.UnitNormalization)
def unit_normalized(body: Body, layer: Any, x: Value) -> Value:
    (axis, *others), x = layer._axes(x.rank), body.settled(x)
    if others:
        raise DesignError("{layer} has no function of torch's.", layer=layer.title)
    # Its length is kept from zero before the root, torch's behind it.
    shortest = literal(group_normalization.SHORTEST**0.5)
    return x.like(f"F.normalize({x.text}, dim={x.axis(axis)}, eps={shortest})")


@spells(normalization.LayerNormalization)
def layer_normalization(body: Body, layer: Any, x: Value) -> Value:
    axes = layer._axes(x.rank)
    shape = tuple(x.shape[axis] for axis in axes)
    weights = {
        name: Kept(variable)
        for name, variable in (("weight", layer.gamma), ("bias", layer.beta))
        if variable is not None
    }
    x = body.last(x)
    trailing = axes == tuple(range(x.rank - len(axes), x.rank))
    options = f"eps={literal(layer.epsilon)}"
    if trailing and (layer.scale or not layer.center):
        sizes = literal(shape[0] if len(shape) == 1 else shape)
        if not layer.scale:
            options += ", elementwise_affine=False"
        elif not layer.center:
            options += ", bias=False"
        module = body.module(layer, f"nn.LayerNorm({sizes}, {options})", weights)
        return x.like(f"{module}({x.text})")
    text = f"LayerNormalization({literal(shape)}, dim={literal(axes)}, {options}"
    for name in ("scale", "center"):
        if not getattr(layer, name):
            text += f", {name}=False"
    module = body.module(layer, text + ")", weights)
    return x.like(f"{module}({x.text})")

