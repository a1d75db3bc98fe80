"""How are the plain layers spelled: Dense, activations, dropout, and what only moves numbers?"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.export.python import literal
from engine.export.pytorch.body import Body, Kept, Value
from engine.export.pytorch.spelling import activate, spells
from engine.layers import bending, core, embedding, resizing, scaling

SAME_ORDER = {1: "Dropout1d", 2: "Dropout2d", 3: "Dropout3d"}


def channels_first(body: Body, layer: Any, value: Value) -> Value:
    """The value with its channels where torch wants them.

    A layer that counts its channels first anyway gets it in Keras's order, which is the same.
    """
    if getattr(layer, "data_format", None) == "channels_first":
        return body.last(value)
    return body.first(value)


def linear(body: Body, layer: Any, kernel: Any, bias: Any, suffix: str = "") -> str:
    """A ``nn.Linear`` for a kernel (inputs, units)."""
    sizes = f"{kernel.shape[0]}, {kernel.shape[1]}"
    weights = {"weight": Kept(kernel, (1, 0))}
    if bias is not None:
        weights["bias"] = Kept(bias)
    text = f"nn.Linear({sizes}{'' if bias is not None else ', bias=False'})"
    return body.module(layer, text, weights, suffix)


@spells(core.Dense)
def dense(body: Body, layer: Any, x: Value) -> Value:
    return activate(body, layer.activation, applied(body, layer, x))


def applied(body: Body, layer: Any, x: Value) -> Value:
    """A Dense layer without its activation."""
    x = body.last(x)
    return x.like(f"{linear(body, layer, layer.kernel, layer.bias)}({x.text})")


@spells(core.Activation)
def activation(body: Body, layer: Any, x: Value) -> Value:
    return activate(body, layer.activation, x.like(x.text))


@spells(core.ActivityRegularization)
def activity_regularization(body: Body, layer: Any, x: Value) -> Value:
    return x.like(x.text)


@spells(bending.ReLU)
def relu(body: Body, layer: Any, x: Value) -> Value:
    slope, limit, threshold = layer.negative_slope, layer.max_value, layer.threshold
    if not slope and not threshold:
        if limit is None:
            return x.like(f"F.relu({x.text})")
        return x.like(f"{x.text}.clamp(0.0, {literal(limit)})")
    options = [x.text]
    for name, value in (("negative_slope", slope), ("max_value", limit), ("threshold", threshold)):
        if value:
            options.append(f"{name}={literal(value)}")
    return x.like(f"bent_relu({', '.join(options)})")


@spells(bending.LeakyReLU)
def leaky_relu(body: Body, layer: Any, x: Value) -> Value:
    return x.like(f"F.leaky_relu({x.text}, {literal(layer.alpha)})")


@spells(bending.ELU)
def elu(body: Body, layer: Any, x: Value) -> Value:
    return x.like(f"F.elu({x.text}, {literal(layer.alpha)})")


@spells(bending.ThresholdedReLU)
def thresholded_relu(body: Body, layer: Any, x: Value) -> Value:
    return x.like(f"F.threshold({x.text}, {literal(layer.theta)}, 0.0)")


@spells(bending.PReLU)
def prelu(body: Body, layer: Any, x: Value) -> Value:
    shape = layer.alpha.shape
    if set(shape[:-1]) <= {1} and (x.turned or x.rank == 2):
        kept = {"weight": Kept(layer.alpha, None, np.ravel, "laid out")}
        return x.like(f"{body.module(layer, f'nn.PReLU({shape[-1]})', kept)}({x.text})")
    x = body.last(x)
    module = body.module(layer, f"SlopedReLU({literal(shape)})", {"alpha": Kept(layer.alpha)})
    return x.like(f"{module}({x.text})")


@spells(bending.Softmax)
def softmax(body: Body, layer: Any, x: Value) -> Value:
    text = x.text
    if x.mask is not None:
        x = body.last(x)
        if x.rank > 2 and layer.axis != 1:
            raise body.refuse(
                "{layer} gets a mask that does not fit its input of {rank} axes.",
                fix="Take the mask away before it.",
                layer=layer.title,
                rank=x.rank,
            )
        text = f"{x.text} - 1e9 * ~{x.mask}"
        if layer.robust_masking:
            text = f"torch.where({x.mask}, {x.text}, -1e9)"
    axes = layer.axis if isinstance(layer.axis, tuple) else (layer.axis,)
    if len(axes) == 1:
        return x.like(f"F.softmax({text}, dim={x.axis(axes[0])})")
    return x.like(f"softmax_over({text}, {x.axes(axes)})")


@spells(scaling.Rescaling)
def rescaling(body: Body, layer: Any, x: Value) -> Value:
    def along(value: Any) -> str:
        """A number; numbers stand along the axis of the channels, wherever that lies."""
        if not isinstance(value, tuple):
            return literal(value)
        text = f"{x.text}.new_tensor({literal(list(value))})"
        return f"{text}.reshape(-1{', 1' * (x.rank - 2)})" if x.turned else text

    x = body.settled(x)
    text = f"{x.text} * {along(layer.scale)}"
    return x.like(f"{text} + {along(layer.offset)}" if layer.offset != 0.0 else text)


# Dropout and noise -------------------------------------------------------------------------------


@spells(core.Dropout)
def dropout(body: Body, layer: Any, x: Value) -> Value:
    rate = literal(layer.rate)
    if layer.noise_shape is None:
        return x.like(f"{body.module(layer, f'nn.Dropout({rate})')}({x.text})")
    x = body.last(x)
    text = f"SharedDropout({rate}, noise_shape={literal(tuple(layer.noise_shape))})"
    return x.like(f"{body.module(layer, text)}({x.text})")


@spells(core.SpatialDropout1D, core.SpatialDropout2D, core.SpatialDropout3D)
def spatial_dropout(body: Body, layer: Any, x: Value) -> Value:
    x = channels_first(body, layer, x)
    text = f"nn.{SAME_ORDER[layer.spatial]}({literal(layer.rate)})"
    return x.like(f"{body.module(layer, text)}({x.text})")


@spells(bending.GaussianNoise)
def gaussian_noise(body: Body, layer: Any, x: Value) -> Value:
    module = body.module(layer, f"GaussianNoise({literal(layer.stddev)})")
    return x.like(f"{module}({x.text})")


@spells(bending.GaussianDropout)
def gaussian_dropout(body: Body, layer: Any, x: Value) -> Value:
    module = body.module(layer, f"GaussianDropout({literal(layer.rate)})")
    return x.like(f"{module}({x.text})")


@spells(bending.AlphaDropout)
def alpha_dropout(body: Body, layer: Any, x: Value) -> Value:
    if layer.rate in (0.0, 1.0):  # Keras drops nothing at either end
        return x.like(x.text)
    if layer.noise_shape is None:
        return x.like(f"{body.module(layer, f'nn.AlphaDropout({literal(layer.rate)})')}({x.text})")
    x = body.last(x)
    shape = literal(tuple(layer.noise_shape))
    module = body.module(layer, f"SharedAlphaDropout({literal(layer.rate)}, {shape})")
    return x.like(f"{module}({x.text})")


# Shapes ------------------------------------------------------------------------------------------


@spells(core.Flatten)
def flatten(body: Body, layer: Any, x: Value) -> Value:
    x = body.last(x)
    if x.rank == 1:
        return x.like(f"{x.text}.unsqueeze(-1)", mask=None)
    text = x.text
    if layer.data_format == "channels_first" and x.rank > 2:
        text = f"{text}.movedim(1, -1)"
    return x.like(text if x.rank == 2 else f"{text}.flatten(1)")


@spells(core.Reshape)
def reshape(body: Body, layer: Any, x: Value) -> Value:
    x = body.settled(body.last(x))
    sizes = ", ".join(map(str, layer.target_shape))
    return x.like(f"{x.text}.reshape(len({x.text}){', ' if sizes else ''}{sizes})")


@spells(core.Permute)
def permute(body: Body, layer: Any, x: Value) -> Value:
    x = body.last(x)
    return x.like(f"{x.text}.permute({', '.join(map(str, (0, *layer.dims)))})")


@spells(core.RepeatVector)
def repeat_vector(body: Body, layer: Any, x: Value) -> Value:
    return x.like(f"{x.text}.unsqueeze(1).repeat(1, {layer.n}, 1)")


@spells(core.Masking)
def masking(body: Body, layer: Any, x: Value) -> Value:
    x = body.settled(body.last(x))
    mask = body.assign("mask", f"({x.text} != {literal(layer.mask_value)}).any(dim=-1)")
    return x.like(f"{x.text} * {mask}.unsqueeze(-1)", mask=mask)


@spells(embedding.Embedding)
def embed(body: Body, layer: Any, x: Value) -> Value:
    x = body.settled(x)
    module = body.module(
        layer,
        f"nn.Embedding({layer.input_dim}, {layer.output_dim})",
        {"weight": Kept(layer.embeddings)},
    )
    mask = body.assign("mask", f"{x.text} != 0") if layer.mask_zero else None
    return Value(f"{module}({x.text}.long())", (*x.shape, layer.output_dim), mask=mask)


@spells(resizing.ZeroPadding1D, resizing.ZeroPadding2D, resizing.ZeroPadding3D)
def zero_padding(body: Body, layer: Any, x: Value) -> Value:
    x = channels_first(body, layer, x)
    return x.like(f"F.pad({x.text}, {pad_argument(layer.padding)})")


def pad_argument(pairs: Any) -> str:
    """(before, after) of each spatial axis as F.pad takes them: the last axis first."""
    return f"({', '.join(str(size) for pair in reversed(pairs) for size in pair)})"


@spells(resizing.Cropping1D, resizing.Cropping2D, resizing.Cropping3D)
def cropping(body: Body, layer: Any, x: Value) -> Value:
    leads = 2 if x.turned or layer.data_format == "channels_first" else 1
    if layer.data_format == "channels_first":
        x = body.last(x)
    slices = [":"] * leads
    slices += [f"{before or ''}:{-after if after else ''}" for before, after in layer.cropping]
    return x.like(f"{x.text}[{', '.join(slices)}]")


@spells(resizing.UpSampling1D, resizing.UpSampling2D, resizing.UpSampling3D)
def up_sampling(body: Body, layer: Any, x: Value) -> Value:
    x = channels_first(body, layer, x)
    factors = layer.factors()
    scale = str(factors[0]) if len(set(factors)) == 1 else literal(tuple(factors))
    mode = getattr(layer, "interpolation", "nearest")
    extra = ", align_corners=False" if mode == "bilinear" else ""
    return x.like(f'F.interpolate({x.text}, scale_factor={scale}, mode="{mode}"{extra})')
