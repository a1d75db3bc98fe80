"""How are pictures cut, framed, coloured and changed by chance? The rest of `tf.image`."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError
from engine.tensors import image as pictures
from engine.tensors.image import kept_bytes
from engine.tensors.making import _valued, cast
from engine.tensors.random import by_seed, uniform


def rot90(image, k=1, name=None):
    """A picture turned by a quarter, against the clock, so many times."""
    value = _valued(image)
    rank, turns = len(value.shape), int(k) % 4
    if turns % 2:
        axes = [*range(rank - 3), rank - 2, rank - 3, rank - 1]
        value = ops.flip(ops.transpose(value, axes), axis=rank - 3 if turns == 1 else rank - 2)
    elif turns:
        value = ops.flip(ops.flip(value, axis=rank - 3), axis=rank - 2)
    return value


def transpose(image, name="transpose"):
    """Rows as columns."""
    value = _valued(image)
    rank = len(value.shape)
    return ops.transpose(value, [*range(rank - 3), rank - 2, rank - 3, rank - 1])


def crop_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    top, left = int(offset_height), int(offset_width)
    return _valued(image)[..., top : top + int(target_height), left : left + int(target_width), :]


def pad_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    """A picture at a place of a larger one that is 0 elsewhere."""
    value = _valued(image)
    high, wide = value.shape[-3], value.shape[-2]
    top, left = int(offset_height), int(offset_width)
    frame = [(top, int(target_height) - top - high), (left, int(target_width) - left - wide)]
    return ops.pad(value, [*[(0, 0)] * (len(value.shape) - 3), *frame, (0, 0)])


def resize_with_crop_or_pad(image, target_height, target_width):
    """The middle of a picture, or the picture in the middle of a black one."""
    value = _valued(image)
    for axis, count in ((-3, int(target_height)), (-2, int(target_width))):
        axis += len(value.shape)
        spare = value.shape[axis] - count
        if spare > 0:
            cut = [slice(None)] * len(value.shape)
            cut[axis] = slice(spare // 2, spare // 2 + count)
            value = value[tuple(cut)]
        elif spare < 0:
            frame = [(0, 0)] * len(value.shape)
            frame[axis] = (-spare // 2, -spare - -spare // 2)
            value = ops.pad(value, frame)
    return value


def resize_with_pad(image, target_height, target_width, method="bilinear", antialias=False):
    """A picture in its own form, as large as fits, in the middle of a black one."""
    value = _valued(image)
    high, wide = value.shape[-3], value.shape[-2]
    ratio = max(wide / int(target_width), high / int(target_height))
    size = (int(np.floor(high / ratio)), int(np.floor(wide / ratio)))
    return resize_with_crop_or_pad(
        pictures.resize(value, size, method), target_height, target_width
    )


def rgb_to_hsv(images, name=None):
    """Colours as hue, saturation and value, each 0..1."""
    value = cast(images, "float32")
    red, green, blue = (value[..., place : place + 1] for place in range(3))
    high = ops.max(value, axis=-1, keepdims=True)
    spread = high - ops.min(value, axis=-1, keepdims=True)
    some = ops.where(spread > 0, spread, 1.0)
    hue = ops.where(
        high == red,
        (green - blue) / some,
        ops.where(high == green, (blue - red) / some + 2.0, (red - green) / some + 4.0),
    )
    hue = ops.where(spread > 0, hue, 0.0) / 6.0
    saturation = ops.where(high > 0, spread / ops.where(high > 0, high, 1.0), 0.0)
    return ops.concatenate([ops.where(hue < 0, hue + 1.0, hue), saturation, high], axis=-1)


def hsv_to_rgb(images, name=None):
    """Hue, saturation and value as red, green and blue."""
    found = cast(images, "float32")
    hue, saturation, high = (found[..., place : place + 1] for place in range(3))
    parts = [
        ops.abs(hue * 6.0 - 3.0) - 1.0,
        2.0 - ops.abs(hue * 6.0 - 2.0),
        2.0 - ops.abs(hue * 6.0 - 4.0),
    ]
    colour = ops.clip(ops.concatenate(parts, axis=-1), 0.0, 1.0)
    return (1.0 - saturation + saturation * colour) * high


def adjust_saturation(image, saturation_factor, name=None):
    """Colours so many times as strong."""

    def change(value):
        found = rgb_to_hsv(value)
        strength = ops.clip(found[..., 1:2] * saturation_factor, 0.0, 1.0)
        return hsv_to_rgb(ops.concatenate([found[..., :1], strength, found[..., 2:]], axis=-1))

    return kept_bytes(image, change)


def adjust_hue(image, delta, name=None):
    """Colours moved round the circle of colours, by a share of it."""

    def change(value):
        found = rgb_to_hsv(value)
        hue = found[..., :1] + delta
        hue = hue - ops.floor(hue)
        return hsv_to_rgb(ops.concatenate([hue, found[..., 1:]], axis=-1))

    return kept_bytes(image, change)


def adjust_gamma(image, gamma=1, gain=1):
    """Every part to a power, and so many times as bright."""
    return kept_bytes(image, lambda value: gain * value**gamma)


def psnr(a, b, max_val, name=None):
    """The ratio of the largest signal to the noise between two pictures, in decibels."""
    error = ops.mean(ops.square(cast(a, "float32") - cast(b, "float32")), axis=(-3, -2, -1))
    top = 20.0 * float(np.log10(float(max_val)))
    return top - ops.log(error) * float(10.0 / np.log(10.0))


def total_variation(images, name=None):
    """How much neighbours differ: the sum of all distances."""
    value = _valued(images)
    down = ops.abs(value[..., 1:, :, :] - value[..., :-1, :, :])
    across = ops.abs(value[..., :, 1:, :] - value[..., :, :-1, :])
    return ops.sum(down, axis=(-3, -2, -1)) + ops.sum(across, axis=(-3, -2, -1))


def image_gradients(image):
    """What each place differs from the next one, downwards and to the right; 0 at the ends."""
    value, gaps = _valued(image), [[(0, 0)] * 4 for _ in range(2)]
    gaps[0][1] = gaps[1][2] = (0, 1)
    down = ops.pad(value[:, 1:] - value[:, :-1], gaps[0])
    return down, ops.pad(value[:, :, 1:] - value[:, :, :-1], gaps[1])


def _between(low: Any, high: Any, seed: Any) -> Any:
    """A number from `low` to `high`, by a seed of its own where there is one (two numbers)."""
    if low > high:
        raise DesignError("The lower limit {low} is above {high}.", low=low, high=high)
    return low + (high - low) * uniform((), seed=by_seed(seed))


def random_brightness(image, max_delta, seed=None):
    return pictures.adjust_brightness(image, _between(-max_delta, max_delta, seed))


def random_contrast(image, lower, upper, seed=None):
    return pictures.adjust_contrast(image, _between(lower, upper, seed))


def random_saturation(image, lower, upper, seed=None):
    return adjust_saturation(image, _between(lower, upper, seed))


def random_hue(image, max_delta, seed=None):
    return adjust_hue(image, _between(-max_delta, max_delta, seed))


def random_crop(value, size, seed=None, name=None):
    """A part of this size, from anywhere; -1 takes a whole axis."""
    found = _valued(value)
    wanted = [
        int(part) if int(part) >= 0 else whole
        for part, whole in zip(size, found.shape, strict=True)
    ]
    spare = [whole - part for part, whole in zip(wanted, found.shape, strict=True)]
    if min(spare) < 0:
        raise DesignError(
            "A part of {size} does not fit into {shape}.",
            size=tuple(wanted), shape=tuple(found.shape),
        )  # fmt: skip
    shares = np.asarray(uniform((len(spare),), seed=by_seed(seed)))
    begins = [int(share * (one + 1)) for share, one in zip(shares, spare, strict=True)]
    return found[tuple(slice(b, b + part) for b, part in zip(begins, wanted, strict=True))]


def stateless_random_flip_left_right(image, seed):
    return pictures.random_flip_left_right(image, seed=by_seed(seed))


def stateless_random_flip_up_down(image, seed):
    return pictures.random_flip_up_down(image, seed=by_seed(seed))


resize_image_with_crop_or_pad = resize_with_crop_or_pad
stateless_random_brightness, stateless_random_contrast = random_brightness, random_contrast
stateless_random_saturation, stateless_random_hue = random_saturation, random_hue
stateless_random_crop = random_crop

__all__ = [
    "adjust_gamma", "adjust_hue", "adjust_saturation", "crop_to_bounding_box", "hsv_to_rgb",
    "image_gradients", "pad_to_bounding_box", "psnr", "random_brightness", "random_contrast",
    "random_crop", "random_hue", "random_saturation", "resize_image_with_crop_or_pad",
    "resize_with_crop_or_pad", "resize_with_pad", "rgb_to_hsv", "rot90",
    "stateless_random_brightness", "stateless_random_contrast", "stateless_random_crop",
    "stateless_random_flip_left_right", "stateless_random_flip_up_down", "stateless_random_hue",
    "stateless_random_saturation", "total_variation", "transpose",
]  # fmt: skip
