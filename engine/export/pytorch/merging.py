"""How are values joined?"""

from __future__ import annotations

from typing import Any

from engine.export.python import literal
from engine.export.pytorch.body import Body, Value
from engine.export.pytorch.spelling import spells
from engine.layers import merging
from engine.ops.base import normalise_axis

SIGNS = {merging.Add: " + ", merging.Average: " + ", merging.Subtract: " - ",
         merging.Multiply: " * "}  # fmt: skip
CHOICES = {merging.Maximum: "torch.maximum", merging.Minimum: "torch.minimum"}


def together(body: Body, values: list[Value]) -> list[Value]:
    """Values whose axes lie in the same order."""
    same_rank = len({value.rank for value in values}) == 1
    if same_rank and values[0].rank > 2 and any(value.turned for value in values):
        for value in values:
            body.first(value)
    else:
        for value in values:
            body.last(value)
    return values


def joined_masks(body: Body, values: list[Value]) -> str | None:
    """The steps that count in all values."""
    masks = list(dict.fromkeys(value.mask for value in values if value.mask is not None))
    if len(masks) < 2:
        return masks[0] if masks else None
    return body.assign("mask", " & ".join(masks))


@spells(*SIGNS, *CHOICES)
def merge(body: Body, layer: Any, inputs: list[Value]) -> Value:
    values = together(body, list(inputs))
    texts = [value.text for value in values]
    rank = max(value.rank for value in values)
    if any(value.rank != rank for value in values):
        texts = [body.variables.take(f"{layer.name}_{place + 1}") for place in range(len(values))]
        given = ", ".join(value.text for value in values)
        body.lines.append(f"{', '.join(texts)} = aligned({given})")
    if type(layer) in SIGNS:
        text = SIGNS[type(layer)].join(texts)
        if isinstance(layer, merging.Average):
            text = f"({text}) / {len(texts)}"
    else:
        text = texts[0]
        for other in texts[1:]:
            text = f"{CHOICES[type(layer)]}({text}, {other})"
    shape = max((value.shape for value in values), key=len)
    turned = values[0].turned
    return Value(text, shape, turned, joined_masks(body, values))


@spells(merging.Concatenate)
def concatenate(body: Body, layer: Any, inputs: list[Value]) -> Value:
    values = together(body, list(inputs))
    first = values[0]
    axis = normalise_axis(layer.axis, first.rank)
    text = f"torch.cat([{', '.join(value.text for value in values)}], dim={first.axis(axis)})"
    mask = None
    if any(value.mask is not None for value in values):
        mask = concatenated_mask(body, values, axis)
    return Value(text, first.shape, first.turned, mask)


def concatenated_mask(body: Body, values: list[Value], axis: int) -> str:
    """Keras's rule: a place counts where all of its features come from steps that count."""
    rank = values[0].rank
    if axis == rank - 1 and all(value.mask is not None for value in values) and rank == 3:
        return joined_masks(body, values)
    pieces = []
    for value in values:
        whole = f"torch.ones_like({body.last(value).text}, dtype=torch.bool)"
        if value.mask is not None:
            whole = f"{value.mask}.unsqueeze(-1) & {whole}"
        pieces.append(body.assign("piece", whole))
    return body.assign("mask", f"torch.cat([{', '.join(pieces)}], dim={axis}).all(dim=-1)")


@spells(merging.Dot)
def dot(body: Body, layer: Any, inputs: list[Value]) -> Value:
    values = [body.last(value) for value in inputs]
    axes = layer.axes if isinstance(layer.axes, tuple) else (layer.axes, layer.axes)
    axes = tuple(
        normalise_axis(axis, value.rank) for axis, value in zip(axes, values, strict=True)
    )
    texts = [value.text for value in values]
    if layer.normalize:
        texts = [
            f"F.normalize({text}, dim={axis}, eps=1e-6)"
            for text, axis in zip(texts, axes, strict=True)
        ]
    return Value(f"batch_dot({', '.join(texts)}, {literal(axes)})", values[0].shape)
