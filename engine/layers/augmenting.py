"""Layers that change pictures: to another size, and at random while training."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine import backend, ops
from engine.errors import DesignError, unknown_name
from engine.layers.base import Layer
from engine.tensors import image

FILL_MODES = ("reflect", "wrap", "constant", "nearest")
MODES = {
    "horizontal": (2,),
    "vertical": (1,),
    "horizontal_and_vertical": (2, 1),
}
# Places in a batch are counted in float32, which keeps whole numbers up to here.
MOST_PLACES = 2**24


class Picturing(Layer):
    """A layer of pictures (batch, height, width, channels), or of one picture without a batch."""

    settings: tuple[str, ...] = ()

    def get_config(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in self.settings}
        return {**super().get_config(), **own}

    def changed(self, pictures: Any) -> Any:
        """What becomes of a batch of pictures. A subclass writes it."""
        raise NotImplementedError(f"{type(self).__name__} changes nothing.")

    def applied(self, inputs: Any) -> Any:
        """`changed` pictures, for one picture too."""
        inputs = ops.cast(inputs, "float32")
        if len(inputs.shape) == 3:
            return ops.squeeze(self.changed(ops.expand_dims(inputs, 0)), axis=0)
        return self.changed(inputs)

    def call(self, inputs):
        return self.applied(inputs)


class AtRandom(Picturing):
    """A layer that changes pictures while training only, each of a batch in its own way."""

    def call(self, inputs, training=True):
        # Without numbers only the shape is asked for, and that stays.
        if not training or None in tuple(inputs.shape):
            return ops.cast(inputs, "float32")
        return self.applied(inputs)

    def drawn(self, pictures: Any, low: float, high: float, several: bool = True) -> Any:
        """A number for each picture of a batch (or one for all), to be broadcast."""
        count = pictures.shape[0] if several else 1
        return backend.random_uniform((count, 1, 1, 1), low, high, seed=self.seed)


def limits(layer: str, factor: Any, sign: float = -1.0) -> tuple[float, float]:
    """The two ends of a range that is given as a number or a pair. Raises DesignError."""
    low, high = factor if isinstance(factor, Sequence) else (sign * factor, factor)
    if high < low:
        raise DesignError(
            "{layer} has a range from {low} to {high}.", fix="Give the smaller number first.",
            layer=layer, low=low, high=high,
        )  # fmt: skip
    return float(low), float(high)


class Resizing(Picturing):
    """Brings pictures to another height and width."""

    settings = ("height", "width", "interpolation", "crop_to_aspect_ratio")

    def __init__(
        self, height: int, width: int, interpolation: str = "bilinear",
        crop_to_aspect_ratio: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        if interpolation not in image.METHODS:
            raise unknown_name("method of resize", interpolation, image.METHODS)
        self.height, self.width = height, width
        self.interpolation, self.crop_to_aspect_ratio = interpolation, crop_to_aspect_ratio

    def changed(self, pictures):
        resize = image.smart_resize if self.crop_to_aspect_ratio else image.resize
        return resize(pictures, (self.height, self.width), self.interpolation)


class CenterCrop(Picturing):
    """Cuts the middle out of pictures; smaller ones are made larger before."""

    settings = ("height", "width")

    def __init__(self, height: int, width: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.height, self.width = height, width

    def changed(self, pictures):
        top, left = ((pictures.shape[1] - self.height) // 2, (pictures.shape[2] - self.width) // 2)
        if top < 0 or left < 0:
            return image.smart_resize(pictures, (self.height, self.width))
        return pictures[:, top : top + self.height, left : left + self.width, :]


class RandomCrop(AtRandom):
    """Cuts a part at random out of a batch while training, else the middle that fits."""

    settings = ("height", "width", "seed")

    def __init__(self, height: int, width: int, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.height, self.width, self.seed = height, width, seed

    def call(self, inputs, training=True):
        self._cuts = bool(training) and None not in tuple(inputs.shape)
        return self.applied(inputs)

    def changed(self, pictures):
        high, wide = pictures.shape[1] - self.height, pictures.shape[2] - self.width
        if not self._cuts or high < 0 or wide < 0:
            return image.smart_resize(pictures, (self.height, self.width))
        found = pictures
        for axis, room, size in ((1, high, self.height), (2, wide, self.width)):
            first = ops.floor(self.drawn(found, 0.0, room + 1.0, several=False))
            places = ops.reshape(first, (1,)) + np.arange(size, dtype=np.float32)
            found = ops.take(found, ops.cast(places, "int32"), axis=axis)
        return found


class RandomFlip(AtRandom):
    """Mirrors pictures at random while training."""

    settings = ("mode", "seed")

    def __init__(
        self, mode: str = "horizontal_and_vertical", seed: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if mode not in MODES:
            raise unknown_name("mode", mode, MODES)
        self.mode, self.seed = mode, seed

    def changed(self, pictures):
        for axis in MODES[self.mode]:
            turned = ops.less(self.drawn(pictures, 0.0, 1.0), 0.5)
            pictures = ops.where(turned, ops.flip(pictures, axis=axis), pictures)
        return pictures


class RandomContrast(AtRandom):
    """Makes a batch's contrast stronger or weaker at random while training."""

    settings = ("factor", "seed")

    def __init__(self, factor: Any, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lower, self.upper = factor if isinstance(factor, Sequence) else (factor, factor)
        if not (0 <= self.lower <= 1 and 0 <= self.upper):
            raise DesignError("{layer} takes factors from 0 to 1.", layer=self.title)
        self.factor, self.seed = factor, seed

    def changed(self, pictures):
        times = self.drawn(pictures, 1.0 - self.lower, 1.0 + self.upper, several=False)
        return ops.clip(image.adjust_contrast(pictures, times), 0.0, 255.0)


class RandomBrightness(AtRandom):
    """Makes pictures brighter or darker at random while training."""

    settings = ("factor", "value_range", "seed")

    def __init__(
        self, factor: Any, value_range: Sequence[float] = (0, 255), seed: int | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.lower, self.upper = limits(self.title, factor)
        self.factor, self.value_range, self.seed = factor, tuple(value_range), seed

    def changed(self, pictures):
        low, high = self.value_range
        moved = pictures + self.drawn(pictures, self.lower, self.upper) * float(high - low)
        return ops.clip(moved, float(low), float(high))


class Bending(AtRandom):
    """A layer that looks up each new pixel at another place of its picture."""

    def __init__(
        self, fill_mode: str, interpolation: str, seed: int | None, fill_value: float, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if fill_mode not in FILL_MODES:
            raise unknown_name("fill mode", fill_mode, FILL_MODES)
        if interpolation not in image.METHODS:
            raise unknown_name("interpolation", interpolation, image.METHODS)
        self.fill_mode, self.interpolation = fill_mode, interpolation
        self.seed, self.fill_value = seed, fill_value

    def looks(self, pictures: Any, x: Any, y: Any) -> tuple[Any, Any]:
        """Where new pixels at columns x and rows y come from. A subclass writes it."""
        raise NotImplementedError(f"{type(self).__name__} bends nothing.")

    def changed(self, pictures):
        count, height, width, _ = pictures.shape
        if count > 1 and count * height * width > MOST_PLACES:
            parts = ops.split(pictures, [count // 2], axis=0)
            return ops.concatenate([self.changed(part) for part in parts], axis=0)
        x = np.arange(width, dtype=np.float32).reshape(1, 1, width, 1)
        y = np.arange(height, dtype=np.float32).reshape(1, height, 1, 1)
        x, y = self.looks(pictures, x, y)
        whole = np.zeros((count, height, width, 1), np.float32)
        x, y = self._led_back(x + whole, width), self._led_back(y + whole, height)
        if self.interpolation == "nearest":
            return self._read(pictures, ops.floor(x + 0.5), ops.floor(y + 0.5))
        left, top = ops.floor(x), ops.floor(y)
        right, down = x - left, y - top
        upper, lower = (
            self._read(pictures, left, row) * (1.0 - right)
            + self._read(pictures, left + 1.0, row) * right
            for row in (top, top + 1.0)
        )
        return upper * (1.0 - down) + lower * down

    def _led_back(self, place: Any, size: int) -> Any:
        """Places outside of a picture led back into it, as `fill_mode` says."""
        if self.fill_mode == "constant":
            return place
        if self.fill_mode == "reflect":
            around = ops.mod(place + 0.5, 2.0 * size)
            place = ops.minimum(around, 2.0 * size - around) - 0.5
        elif self.fill_mode == "wrap":
            # As TensorFlow counts the turns: by the last place, not by the size.
            turns = ops.floor(ops.abs(place) / max(size - 1.0, 1.0)) * float(size)
            before, beyond = ops.less(place, 0.0), ops.greater(place, size - 1.0)
            place = ops.where(before, place + turns + float(size), place)
            place = ops.where(beyond, place - turns, place)
        return ops.clip(place, 0.0, size - 1.0)

    def _read(self, pictures: Any, x: Any, y: Any) -> Any:
        """The colours at whole places, the fill value outside."""
        count, height, width, channels = pictures.shape
        column, row = ops.clip(x, 0.0, width - 1.0), ops.clip(y, 0.0, height - 1.0)
        first = np.arange(count, dtype=np.float32).reshape(count, 1, 1, 1) * float(height * width)
        place = ops.cast(ops.squeeze(first + row * float(width) + column, axis=-1), "int32")
        found = ops.take(ops.reshape(pictures, (count * height * width, channels)), place, axis=0)
        if self.fill_mode != "constant":
            return found
        inside = ops.logical_and(ops.equal(x, column), ops.equal(y, row))
        return ops.where(inside, found, float(self.fill_value))


class RandomRotation(Bending):
    """Turns pictures at random while training, by shares of a whole turn."""

    settings = ("factor", "fill_mode", "interpolation", "seed", "fill_value")

    def __init__(
        self, factor: Any, fill_mode: str = "reflect", interpolation: str = "bilinear",
        seed: int | None = None, fill_value: float = 0.0, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(fill_mode, interpolation, seed, fill_value, **kwargs)
        self.lower, self.upper = limits(self.title, factor)
        self.factor = factor

    def looks(self, pictures, x, y):
        angle = self.drawn(pictures, self.lower * 2 * math.pi, self.upper * 2 * math.pi)
        middle_x, middle_y = (pictures.shape[2] - 1) / 2, (pictures.shape[1] - 1) / 2
        across, down = x - np.float32(middle_x), y - np.float32(middle_y)
        cosine, sine = ops.cos(angle), ops.sin(angle)
        return (
            cosine * across - sine * down + middle_x,
            sine * across + cosine * down + middle_y,
        )


class RandomZoom(Bending):
    """Makes pictures larger or smaller at random while training; factors below 0 zoom in."""

    settings = ("height_factor", "width_factor", "fill_mode", "interpolation", "seed", "fill_value")

    def __init__(
        self, height_factor: Any, width_factor: Any = None, fill_mode: str = "reflect",
        interpolation: str = "bilinear", seed: int | None = None, fill_value: float = 0.0,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(fill_mode, interpolation, seed, fill_value, **kwargs)
        self.height_factor, self.width_factor = height_factor, width_factor
        self.height_limits = limits(self.title, height_factor)
        self.width_limits = None if width_factor is None else limits(self.title, width_factor)

    def looks(self, pictures, x, y):
        down = 1.0 + self.drawn(pictures, *self.height_limits)
        across = down
        if self.width_limits is not None:
            across = 1.0 + self.drawn(pictures, *self.width_limits)
        middle_x, middle_y = (pictures.shape[2] - 1) / 2, (pictures.shape[1] - 1) / 2
        return (
            (x - np.float32(middle_x)) * across + middle_x,
            (y - np.float32(middle_y)) * down + middle_y,
        )


class RandomTranslation(Bending):
    """Moves pictures at random while training, by shares of their height and width."""

    settings = ("height_factor", "width_factor", "fill_mode", "interpolation", "seed", "fill_value")

    def __init__(
        self, height_factor: Any, width_factor: Any, fill_mode: str = "reflect",
        interpolation: str = "bilinear", seed: int | None = None, fill_value: float = 0.0,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(fill_mode, interpolation, seed, fill_value, **kwargs)
        self.height_factor, self.width_factor = height_factor, width_factor
        self.height_limits = limits(self.title, height_factor)
        self.width_limits = limits(self.title, width_factor)

    def looks(self, pictures, x, y):
        down = self.drawn(pictures, *self.height_limits) * float(pictures.shape[1])
        across = self.drawn(pictures, *self.width_limits) * float(pictures.shape[2])
        return x - across, y - down


__all__ = [
    "CenterCrop", "RandomBrightness", "RandomContrast", "RandomCrop", "RandomFlip",
    "RandomRotation", "RandomTranslation", "RandomZoom", "Resizing",
]  # fmt: skip
