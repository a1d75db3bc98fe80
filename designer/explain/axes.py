"""What are the axes of a shape called, and which sizes stand on them?"""

from __future__ import annotations

from collections.abc import Sequence

from designer.explain.expressions import Expression, Number, Symbol

Sizes = tuple[int | None, ...]
Axes = tuple[tuple[str, Expression], ...]

PLACES = {1: ("steps",), 2: ("height", "width"), 3: ("depth", "height", "width")}
# By the number of axes: what people take them for when nothing else is known.
USUAL = {
    1: ("batch",),
    2: ("batch", "features"),
    3: ("batch", "steps", "features"),
    4: ("batch", "height", "width", "channels"),
    5: ("batch", "depth", "height", "width", "channels"),
}


def plain(shape: Sequence[int | None]) -> tuple[Expression, ...]:
    """The sizes of a shape as numbers that need no working out."""
    return tuple(Number(size) for size in shape)


def named(sizes: Sequence[Expression]) -> Axes:
    """The sizes with the axes' usual words."""
    words = USUAL.get(len(sizes), ("axis",) * len(sizes))
    return tuple(zip(words, sizes, strict=True))


def open_axes(shape: Sequence[int | None]) -> Axes:
    """A shape that is passed on as it is."""
    return named(plain(shape))


def batch(size: int | None) -> tuple[str, Expression]:
    return "batch", Number(size)


def is_first(layer: object) -> bool:
    """Whether the channels stand before the places."""
    return getattr(layer, "data_format", None) == "channels_first"


def in_places(layer: object, shape: Sequence[int | None]) -> tuple[Sizes, int | None]:
    """Sizes of the places and the number of channels of a picture, sequence or volume."""
    _, *inner = shape
    if is_first(layer):
        return tuple(inner[1:]), inner[0]
    return tuple(inner[:-1]), inner[-1]


def placed(
    layer: object, size: int | None, places: Sequence[Expression], channels: Expression
) -> Axes:
    """An output of places and channels in the layer's order."""
    words = PLACES[len(places)]
    middle = tuple(zip(words, places, strict=True))
    last = ("channels", channels)
    return (batch(size), last, *middle) if is_first(layer) else (batch(size), *middle, last)


def channels(count: int | None) -> Symbol:
    return Symbol("c", count, "channels_in")
