"""How is a picture read from a file and written into one, and what is it as an array?"""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from typing import Any

import numpy as np

from engine import settings
from engine.errors import DesignError, DesignFileError, unknown_name

MODES = {"grayscale": "L", "rgb": "RGB", "rgba": "RGBA"}
METHODS = ("nearest", "bilinear", "bicubic", "hamming", "box", "lanczos")


def load_img(
    path: Any, color_mode: str = "rgb", target_size: tuple[int, int] | None = None,
    interpolation: str = "nearest", keep_aspect_ratio: bool = False,
) -> Any:  # fmt: skip
    """A picture (Pillow's) from a file or its bytes, brought to (height, width).

    With `keep_aspect_ratio` its middle is cut out first. Raises DesignFileError.
    """
    if color_mode not in MODES:
        raise unknown_name("color mode", color_mode, MODES)
    if interpolation not in METHODS:
        raise unknown_name("interpolation", interpolation, METHODS)
    pillow = importlib.import_module("PIL.Image")
    try:
        source = path if isinstance(path, io.BytesIO) else io.BytesIO(Path(path).read_bytes())
        with pillow.open(source) as picture:
            sixteen = color_mode == "grayscale" and picture.mode in ("I", "I;16", "L")
            found = picture.copy() if sixteen else picture.convert(MODES[color_mode])
    except (OSError, ValueError, SyntaxError, pillow.DecompressionBombError) as error:
        raise DesignFileError(
            "{file} is damaged or is no picture.", file=str(path)
        ) from error
    if target_size is None or found.size == tuple(target_size[::-1]):
        return found
    height, width = target_size
    box = None
    if keep_aspect_ratio:
        across = min(found.width, int(found.height * width / height))
        down = min(found.height, int(found.width * height / width))
        left, top = (found.width - across) // 2, (found.height - down) // 2
        box = (left, top, left + across, top + down)
    method = getattr(pillow.Resampling, interpolation.upper())
    return found.resize((width, height), method, box)


def img_to_array(img: Any, data_format: str | None = None, dtype: Any = None) -> np.ndarray:
    """A picture as an array (height, width, channels) of floats."""
    pixels = np.asarray(img, dtype or "float32")
    if pixels.ndim not in (2, 3):
        raise DesignError("A picture has 2 or 3 axes, not shape {shape}.", shape=pixels.shape)
    first = (data_format or settings.get("image_data_format")) == "channels_first"
    if pixels.ndim == 2:
        return pixels[None] if first else pixels[..., None]
    return np.moveaxis(pixels, -1, 0) if first else pixels


def array_to_img(
    x: Any, data_format: str | None = None, scale: bool = True, dtype: Any = None
) -> Any:
    """An array (height, width, channels) as a picture; `scale` stretches it over 0..255."""
    pixels = np.array(x, dtype or "float32")
    if pixels.ndim != 3:
        raise DesignError("A picture has 3 axes, not shape {shape}.", shape=pixels.shape)
    if (data_format or settings.get("image_data_format")) == "channels_first":
        pixels = np.moveaxis(pixels, 0, -1)
    if scale:
        pixels -= pixels.min()
        pixels *= 255 / (pixels.max() or 1)
    if pixels.shape[-1] not in (1, 3, 4):
        raise DesignError("A picture has 1, 3 or 4 channels, not {count}.", count=pixels.shape[-1])
    pillow = importlib.import_module("PIL.Image")
    if pixels.shape[-1] > 1:
        return pillow.fromarray(pixels.astype(np.uint8))
    deep = pixels.max() > 255
    return pillow.fromarray(pixels[..., 0].astype(np.int32 if deep else np.uint8))


def save_img(
    path: Any, x: Any, data_format: str | None = None, file_format: str | None = None,
    scale: bool = True, **kwargs: Any,
) -> None:  # fmt: skip
    """Write an array as a picture; the file's name says how unless `file_format` does."""
    picture = array_to_img(x, data_format, scale)
    if picture.mode == "RGBA" and file_format in ("jpg", "jpeg"):
        picture = picture.convert("RGB")
    picture.save(path, format="jpeg" if file_format == "jpg" else file_format, **kwargs)


__all__ = ["array_to_img", "img_to_array", "load_img", "save_img"]
