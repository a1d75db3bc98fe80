"""How is a picture turned, moved, sheared and stretched? Each new pixel looks back for its old."""

from __future__ import annotations

import importlib

import numpy as np

from engine.errors import unknown_name
from engine.preprocessing.pictures import array_to_img, img_to_array

FILL_MODES = ("nearest", "constant", "reflect", "wrap")


def apply_affine_transform(
    x: np.ndarray, theta: float = 0, tx: float = 0, ty: float = 0, shear: float = 0,
    zx: float = 1, zy: float = 1, row_axis: int = 1, col_axis: int = 2, channel_axis: int = 0,
    fill_mode: str = "nearest", cval: float = 0.0, order: int = 1,
) -> np.ndarray:  # fmt: skip
    """A picture turned by `theta` degrees, moved by (tx, ty), sheared and stretched, in this order.

    `order` 0 takes the nearest old pixel, 1 mixes the four around; `fill_mode` says what lies
    outside of the picture.
    """
    if fill_mode not in FILL_MODES:
        raise unknown_name("fill mode", fill_mode, FILL_MODES)
    if (theta, tx, ty, shear, zx, zy) == (0, 0, 0, 0, 1, 1):
        return x
    turn, slant = np.deg2rad(theta), np.deg2rad(shear)
    matrix = (
        np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
        @ np.array([[1, 0, tx], [0, 1, ty], [0, 0, 1]])
        @ np.array([[1, -np.sin(slant), 0], [0, np.cos(slant), 0], [0, 0, 1]])
        @ np.diag([zx, zy, 1])
    )
    whole = np.moveaxis(np.asarray(x), (row_axis, col_axis, channel_axis), (0, 1, 2))
    height, width = whole.shape[:2]
    middle = np.array([height / 2 - 0.5, width / 2 - 0.5])
    if col_axis > row_axis:
        # The matrix is meant for (column, row) places.
        matrix = matrix[np.ix_([1, 0, 2], [1, 0, 2])]
        centre = middle[::-1]
    else:
        centre = middle
    there = np.eye(3)
    there[:2, 2] = centre
    back = np.eye(3)
    back[:2, 2] = -centre
    matrix = there @ matrix @ back
    places = np.indices((height, width)).reshape(2, -1)
    rows, columns = matrix[:2, :2] @ places + matrix[:2, 2:]
    found = sampled(whole, rows, columns, fill_mode, cval, order).reshape(whole.shape)
    return np.moveaxis(found, (0, 1, 2), (row_axis, col_axis, channel_axis)).astype(x.dtype)


def sampled(
    whole: np.ndarray, rows: np.ndarray, columns: np.ndarray, fill_mode: str, cval: float,
    order: int,
) -> np.ndarray:  # fmt: skip
    """The picture's colours at places between its pixels: (places, channels)."""
    height, width = whole.shape[:2]
    inside = (rows >= 0) & (rows <= height - 1) & (columns >= 0) & (columns <= width - 1)
    rows, columns = led_back(rows, height, fill_mode), led_back(columns, width, fill_mode)
    if order == 0:
        found = whole[_kept(np.floor(rows + 0.5), height), _kept(np.floor(columns + 0.5), width)]
    else:
        top, left = np.floor(rows), np.floor(columns)
        down, right = (rows - top)[:, None], (columns - left)[:, None]
        upper, lower = _kept(top, height), _kept(top + 1, height)
        first, last = _kept(left, width), _kept(left + 1, width)
        found = (whole[upper, first] * (1 - right) + whole[upper, last] * right) * (1 - down) + (
            whole[lower, first] * (1 - right) + whole[lower, last] * right
        ) * down
    return np.where(inside[:, None], found, cval) if fill_mode == "constant" else found


def led_back(places: np.ndarray, size: int, fill_mode: str) -> np.ndarray:
    """Places outside of 0..size - 1 led back into the picture."""
    if fill_mode == "reflect":
        around = np.mod(places + 0.5, 2 * size)
        return np.minimum(around, 2 * size - around) - 0.5
    if fill_mode == "wrap" and size > 1:
        outside = (places < 0) | (places > size - 1)
        return np.where(outside, np.mod(places, size - 1), places)
    return places


def _kept(places: np.ndarray, size: int) -> np.ndarray:
    return np.clip(places, 0, size - 1).astype(np.intp)


def shifted_channels(x: np.ndarray, intensity: float) -> np.ndarray:
    """All channels moved by `intensity`, kept between the picture's darkest and brightest."""
    return np.clip(x + intensity, x.min(), x.max())


def with_brightness(x: np.ndarray, brightness: float, scale: bool = True) -> np.ndarray:
    """A picture so many times as bright, cut off at 0 and 255 (and stretched there by `scale`)."""
    low, high = x.min(), x.max()
    stretched = scale or low < 0 or high > 255
    picture = array_to_img(x, scale=stretched)
    enhance = importlib.import_module("PIL.ImageEnhance").Brightness(picture).enhance
    found = img_to_array(enhance(brightness))
    return found / 255 * (high - low) + low if stretched and not scale else found.astype(x.dtype)
