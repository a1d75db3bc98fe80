"""Which of `tf.image`'s functions are there? Pictures as arrays, channels last."""

from __future__ import annotations

import importlib
import io
from typing import Any

import numpy as np

from engine import backend, ops
from engine.errors import DesignError, unknown_name
from engine.examples import Bytes
from engine.tape import Tensor
from engine.tensors.making import _valued, cast, constant
from engine.tensors.random import uniform

MODES = {0: None, 1: "L", 3: "RGB", 4: "RGBA"}
METHODS = ("bilinear", "nearest")
GREY = np.array([0.2989, 0.587, 0.114], np.float32)


def decode_image(contents, channels=0, dtype="uint8", name=None, expand_animations=True):
    """The picture in the bytes of a JPEG, PNG or BMP file: (height, width, channels)."""
    pillow = importlib.import_module("PIL.Image")
    if channels not in MODES:
        raise unknown_name("number of channels", str(channels), [str(n) for n in MODES])
    try:
        with pillow.open(io.BytesIO(_bytes(contents))) as picture:
            mode = MODES[channels] or ("L" if picture.mode in ("1", "L", "I;16") else "RGB")
            if not channels and "A" in picture.mode:
                mode = "RGBA"
            pixels = np.asarray(picture.convert(mode), np.uint8)
    except (OSError, ValueError, SyntaxError, pillow.DecompressionBombError) as error:
        raise DesignError("These bytes are no picture that can be read.") from error
    return constant(pixels[..., None] if pixels.ndim == 2 else pixels)


decode_jpeg = decode_png = decode_bmp = decode_image


def convert_image_dtype(image, dtype, saturate=False, name=None):
    """Whole numbers 0..255 as floats 0..1, or the other way."""
    value = _valued(image)
    floats = str(getattr(value, "dtype", "float32")).startswith("float")
    if floats == backend.dtype_of(dtype).startswith("float"):
        return value
    if not floats:
        return cast(value, "float32") / 255.0
    return cast(ops.clip(ops.floor(value * 255.5), 0, 255), "int32")


def resize(
    images, size, method="bilinear", preserve_aspect_ratio=False, antialias=False, name=None
):
    """Pictures of another size, as floats where the method is bilinear."""
    kind = str(getattr(method, "value", method)).lower()
    if kind not in METHODS:
        raise unknown_name("method of resize", kind, METHODS)
    value = _valued(images)
    value = value if kind == "nearest" else cast(value, "float32")
    rows, columns = (int(one) for one in size)
    rank = len(value.shape)
    if preserve_aspect_ratio:
        high, wide = value.shape[rank - 3], value.shape[rank - 2]
        scale = min(rows / high, columns / wide)
        rows, columns = round(high * scale), round(wide * scale)
    for axis, count in ((rank - 3, rows), (rank - 2, columns)):
        value = _resized(value, axis, count, kind)
    return value


def _resized(value: Any, axis: int, count: int, kind: str) -> Any:
    """`value` with `count` places along an axis; the middles of the pixels are what is compared."""
    size = value.shape[axis]
    if size == count:
        return value
    if kind == "nearest":
        places = np.minimum(((np.arange(count) + 0.5) * size / count).astype(np.int32), size - 1)
        return ops.take(value, places, axis=axis)
    place = np.clip((np.arange(count) + 0.5) * size / count - 0.5, 0, size - 1)
    low = np.floor(place).astype(np.int32)
    share = (place - low).astype(np.float32).reshape(-1, *[1] * (len(value.shape) - axis - 1))
    high = np.minimum(low + 1, size - 1)
    if not isinstance(value, Tensor):
        value = np.asarray(value)
        first, last = np.take(value, low, axis), np.take(value, high, axis)
        return constant(first + (last - first) * share)
    first, last = ops.take(value, low, axis=axis), ops.take(value, high, axis=axis)
    return first + (last - first) * share


def flip_left_right(image):
    value = _valued(image)
    return ops.flip(value, axis=len(value.shape) - 2)


def flip_up_down(image):
    value = _valued(image)
    return ops.flip(value, axis=len(value.shape) - 3)


def random_flip_left_right(image, seed=None):
    return flip_left_right(image) if float(uniform((), seed=seed)) < 0.5 else _valued(image)


def random_flip_up_down(image, seed=None):
    return flip_up_down(image) if float(uniform((), seed=seed)) < 0.5 else _valued(image)


def rgb_to_grayscale(images, name=None):
    return kept_bytes(images, lambda value: ops.sum(value * GREY, axis=-1, keepdims=True))


def grayscale_to_rgb(images, name=None):
    return ops.repeat(_valued(images), 3, axis=-1)


def kept_bytes(image: Any, change: Any) -> Any:
    """What `change` makes of a picture in floats; a picture in bytes becomes one in bytes again."""
    value = _valued(image)
    if str(getattr(value, "dtype", "float32")).startswith("float"):
        return change(cast(value, "float32"))
    return convert_image_dtype(change(convert_image_dtype(value, "float32")), "uint8")


def adjust_brightness(image, delta):
    return kept_bytes(image, lambda value: value + delta)


def adjust_contrast(images, contrast_factor):
    """Each channel's distance from its mean, so many times as large."""

    def change(value):
        rank = len(value.shape)
        mean = ops.mean(value, axis=(rank - 3, rank - 2), keepdims=True)
        return (value - mean) * contrast_factor + mean

    return kept_bytes(images, change)


def per_image_standardization(image):
    """Each picture with mean 0 and deviation 1."""
    value = cast(image, "float32")
    axes = tuple(range(len(value.shape) - 3, len(value.shape)))
    count = float(np.prod([value.shape[axis] for axis in axes]))
    deviation = ops.std(value, axis=axes, keepdims=True)
    return (value - ops.mean(value, axis=axes, keepdims=True)) / ops.maximum(
        deviation, 1.0 / np.sqrt(count)
    )


def central_crop(image, central_fraction):
    """The middle of a picture, a share of its height and width."""
    value = _valued(image)
    cut = [int((size - size * central_fraction) / 2) for size in value.shape[-3:-1]]
    (top, left), (height, width) = cut, value.shape[-3:-1]
    return value[..., top : height - top, left : width - left, :]


def smart_resize(x, size, interpolation="bilinear"):
    """Pictures of another size without bending them: the middle that has the wanted form."""
    rows, columns = size
    high, wide = x.shape[-3], x.shape[-2]
    down = min(high, int(np.float32(wide * rows) / np.float32(columns)))
    across = min(wide, int(np.float32(high * columns) / np.float32(rows)))
    top, left = (high - down) // 2, (wide - across) // 2
    found = resize(x[..., top : top + down, left : left + across, :], size, interpolation)
    return np.asarray(found) if type(x) is np.ndarray else found


def encode_png(image, compression=-1, name=None):
    """The bytes of a PNG file of a picture (height, width, channels)."""
    return _encoded(image, "PNG")


def encode_jpeg(image, format="", quality=95, name=None, **_: Any):
    """The bytes of a JPEG file of a picture (height, width, channels)."""
    return _encoded(image, "JPEG", quality=quality)


def _encoded(image: Any, kind: str, **options: Any) -> Any:
    pixels = np.asarray(image).astype(np.uint8)
    stream = io.BytesIO()
    pillow = importlib.import_module("PIL.Image")
    pillow.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels).save(
        stream, kind, **options
    )
    return Bytes(stream.getvalue())


def _bytes(contents: Any) -> bytes:
    if isinstance(contents, bytes):
        return contents
    found = np.asarray(contents)[()]
    if not isinstance(found, bytes):
        raise DesignError("These bytes are no picture that can be read.")
    return found


__all__ = [
    "adjust_brightness", "adjust_contrast", "central_crop", "convert_image_dtype", "decode_bmp",
    "decode_image", "decode_jpeg", "decode_png", "encode_jpeg", "encode_png",
    "flip_left_right", "flip_up_down", "grayscale_to_rgb", "per_image_standardization",
    "random_flip_left_right",
    "random_flip_up_down", "resize", "rgb_to_grayscale", "smart_resize",
]  # fmt: skip
