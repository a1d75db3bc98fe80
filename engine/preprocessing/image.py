"""How do pictures become arrays and back, and how are they changed at random for training?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine import settings
from engine.errors import DesignError
from engine.preprocessing.bent import apply_affine_transform, shifted_channels, with_brightness
from engine.preprocessing.flows import (
    DataFrameIterator,
    DirectoryIterator,
    Iterator,
    NumpyArrayIterator,
)
from engine.preprocessing.pictures import array_to_img, img_to_array, load_img, save_img
from engine.tensors.image import smart_resize

Range = Any  # a number, or the least and the largest


class ImageDataGenerator:
    """Batches of pictures that are turned, moved, stretched and mirrored at random.

    Ranges are in degrees (rotation, shear), in shares of the picture or whole pixels (shifts),
    and about 1 (zoom, brightness). `fit` is needed for what is worked out over all pictures.
    """

    def __init__(
        self, featurewise_center: bool = False, samplewise_center: bool = False,
        featurewise_std_normalization: bool = False, samplewise_std_normalization: bool = False,
        zca_whitening: bool = False, zca_epsilon: float = 1e-6, rotation_range: Range = 0,
        width_shift_range: Range = 0.0, height_shift_range: Range = 0.0,
        brightness_range: Range = None, shear_range: float = 0.0, zoom_range: Range = 0.0,
        channel_shift_range: float = 0.0, fill_mode: str = "nearest", cval: float = 0.0,
        horizontal_flip: bool = False, vertical_flip: bool = False, rescale: float | None = None,
        preprocessing_function: Callable | None = None, data_format: str | None = None,
        validation_split: float = 0.0, interpolation_order: int = 1, dtype: Any = "float32",
    ) -> None:  # fmt: skip
        self.featurewise_center = (
            featurewise_center or featurewise_std_normalization or zca_whitening
        )
        self.samplewise_center = samplewise_center or samplewise_std_normalization
        self.featurewise_std_normalization = featurewise_std_normalization and not zca_whitening
        self.samplewise_std_normalization = samplewise_std_normalization
        self.zca_whitening, self.zca_epsilon = zca_whitening, zca_epsilon
        self.rotation_range, self.shear_range = rotation_range, shear_range
        self.width_shift_range, self.height_shift_range = width_shift_range, height_shift_range
        self.brightness_range, self.channel_shift_range = brightness_range, channel_shift_range
        self.zoom_range = (
            [1 - zoom_range, 1 + zoom_range] if np.ndim(zoom_range) == 0 else list(zoom_range)
        )
        self.fill_mode, self.cval, self.rescale = fill_mode, cval, rescale
        self.horizontal_flip, self.vertical_flip = horizontal_flip, vertical_flip
        self.preprocessing_function = preprocessing_function
        self.interpolation_order, self.dtype = interpolation_order, dtype or "float32"
        self.data_format = data_format or settings.get("image_data_format")
        self.row_axis, self.col_axis, self.channel_axis = (
            (2, 3, 1) if self.data_format == "channels_first" else (1, 2, 3)
        )
        self._validation_split = validation_split
        self.mean = self.std = self.zca_whitening_matrix = None
        if len(self.zoom_range) != 2 or np.size(brightness_range) not in (1, 2):
            raise DesignError("zoom_range and brightness_range take two numbers.")
        if validation_split and not 0 < validation_split < 1:
            raise DesignError(
                "validation_split must lie between 0 and 1, not {value}.", value=validation_split
            )

    # Where pictures come from

    def flow(
        self, x: Any, y: Any = None, batch_size: int = 32, shuffle: bool = True,
        sample_weight: Any = None, seed: int | None = None, save_to_dir: Any = None,
        save_prefix: str = "", save_format: str = "png", ignore_class_split: bool = False,
        subset: str | None = None,
    ) -> NumpyArrayIterator:  # fmt: skip
        """Batches without end out of an array (pictures, height, width, channels)."""
        return NumpyArrayIterator(
            x, y, self, batch_size, shuffle, sample_weight, seed, self.data_format, save_to_dir,
            save_prefix, save_format, subset, ignore_class_split, self.dtype,
        )  # fmt: skip

    def flow_from_directory(
        self, directory: Any, target_size: tuple[int, int] = (256, 256), color_mode: str = "rgb",
        classes: Any = None, class_mode: str | None = "categorical", batch_size: int = 32,
        shuffle: bool = True, seed: int | None = None, save_to_dir: Any = None,
        save_prefix: str = "", save_format: str = "png", follow_links: bool = False,
        subset: str | None = None, interpolation: str = "nearest", keep_aspect_ratio: bool = False,
    ) -> DirectoryIterator:  # fmt: skip
        """Batches without end out of a folder, whose sub-folders are the classes."""
        return DirectoryIterator(
            directory, self, target_size, color_mode, classes, class_mode, batch_size, shuffle,
            seed, self.data_format, save_to_dir, save_prefix, save_format, follow_links, subset,
            interpolation, keep_aspect_ratio, self.dtype,
        )  # fmt: skip

    def flow_from_dataframe(
        self, dataframe: Any, directory: Any = None, x_col: str = "filename",
        y_col: Any = "class", weight_col: str | None = None,
        target_size: tuple[int, int] = (256, 256), color_mode: str = "rgb", classes: Any = None,
        class_mode: str | None = "categorical", batch_size: int = 32, shuffle: bool = True,
        seed: int | None = None, save_to_dir: Any = None, save_prefix: str = "",
        save_format: str = "png", subset: str | None = None, interpolation: str = "nearest",
        validate_filenames: bool = True, **_: Any,
    ) -> DataFrameIterator:  # fmt: skip
        """Batches without end of the pictures that a pandas table names."""
        return DataFrameIterator(
            dataframe, directory, self, x_col, y_col, weight_col, target_size, color_mode, classes,
            class_mode, batch_size, shuffle, seed, self.data_format, save_to_dir, save_prefix,
            save_format, subset, interpolation, self.dtype, validate_filenames,
        )  # fmt: skip

    # What becomes of one picture

    def standardize(self, x: np.ndarray) -> np.ndarray:
        """A picture (or a batch) scaled as was asked for. Raises DesignError without `fit`."""
        x = np.asarray(x, self.dtype)
        if self.preprocessing_function:
            x = np.asarray(self.preprocessing_function(x), self.dtype)
        if self.rescale:
            x = x * np.asarray(self.rescale, x.dtype)
        if self.samplewise_center:
            x = x - x.mean(keepdims=True)
        if self.samplewise_std_normalization:
            x = x / (x.std(keepdims=True) + 1e-6)
        if not (self.featurewise_center or self.zca_whitening):
            return x
        if self.mean is None:
            raise DesignError(
                "This ImageDataGenerator has not seen any pictures yet.",
                fix="Call fit(pictures) first.",
            )
        x = x - self.mean
        if self.featurewise_std_normalization:
            x = x / (self.std + 1e-6)
        if self.zca_whitening:
            x = (x.reshape(-1, self.mean_size) @ self.zca_whitening_matrix).reshape(x.shape)
        return x

    def get_random_transform(self, img_shape: tuple, seed: int | None = None) -> dict[str, Any]:
        """What is done to a picture of this shape, drawn from the ranges."""
        draw = settings.generator() if seed is None else np.random.default_rng(seed)

        def about(reach: float) -> float:
            return float(draw.uniform(-reach, reach)) if reach else 0.0

        def moved(reach: Any, size: int) -> float:
            if np.ndim(reach) or isinstance(reach, int):
                several = np.ravel(reach) if np.ndim(reach) else np.arange(max(reach, 1))
                step = float(draw.choice(several) * draw.choice([-1, 1]))
            else:
                step = about(reach)
            return step * size if np.size(reach) and np.max(reach) < 1 else step

        zooms = (1.0, 1.0)
        if self.zoom_range != [1, 1]:
            zooms = tuple(draw.uniform(*self.zoom_range, 2).tolist())
        return {
            "theta": about(self.rotation_range),
            "tx": moved(self.height_shift_range, img_shape[self.row_axis - 1]),
            "ty": moved(self.width_shift_range, img_shape[self.col_axis - 1]),
            "shear": about(self.shear_range),
            "zx": zooms[0],
            "zy": zooms[1],
            "flip_horizontal": bool(draw.random() < 0.5) and self.horizontal_flip,
            "flip_vertical": bool(draw.random() < 0.5) and self.vertical_flip,
            "channel_shift_intensity": (
                about(self.channel_shift_range) if self.channel_shift_range else None
            ),
            "brightness": (
                None if self.brightness_range is None
                else float(draw.uniform(*self.brightness_range))
            ),
        }  # fmt: skip

    def apply_transform(self, x: np.ndarray, transform_parameters: dict[str, Any]) -> np.ndarray:
        """A picture changed as `get_random_transform` says; what is missing changes nothing."""
        told = transform_parameters
        rows, columns, channels = self.row_axis - 1, self.col_axis - 1, self.channel_axis - 1
        x = apply_affine_transform(
            x, *(told.get(name, 0) for name in ("theta", "tx", "ty", "shear")),
            *(told.get(name, 1) for name in ("zx", "zy")), rows, columns, channels,
            self.fill_mode, self.cval, self.interpolation_order,
        )  # fmt: skip
        if told.get("channel_shift_intensity") is not None:
            x = shifted_channels(x, told["channel_shift_intensity"])
        if told.get("flip_horizontal"):
            x = np.flip(x, columns)
        if told.get("flip_vertical"):
            x = np.flip(x, rows)
        if told.get("brightness") is not None:
            x = with_brightness(x, told["brightness"], scale=False)
        return x

    def random_transform(self, x: np.ndarray, seed: int | None = None) -> np.ndarray:
        return self.apply_transform(x, self.get_random_transform(x.shape, seed))

    def fit(self, x: Any, augment: bool = False, rounds: int = 1, seed: int | None = None) -> None:
        """Work out mean, deviation and whitening over pictures, or over changed copies."""
        x = np.asarray(x, self.dtype)
        if x.ndim != 4:
            raise DesignError(
                "fit takes pictures (pictures, height, width, channels), not shape {shape}.",
                shape=x.shape,
            )
        if augment:
            first = 0 if seed is None else seed
            x = np.stack(
                [
                    self.random_transform(one, None if seed is None else first + number)
                    for number, one in enumerate(list(x) * rounds)
                ]
            )
        axes = (0, self.row_axis, self.col_axis)
        if self.featurewise_center:
            self.mean = x.mean(axis=axes, keepdims=True)[0]
            x = x - self.mean
        if self.featurewise_std_normalization:
            self.std = x.std(axis=axes, keepdims=True)[0]
        if self.zca_whitening:
            flat = x.reshape(len(x), -1)
            left, roots, _ = np.linalg.svd(flat.T @ flat / len(flat))
            self.mean_size = flat.shape[1]
            self.zca_whitening_matrix = (left / np.sqrt(roots + self.zca_epsilon)) @ left.T


def random_rotation(x, rg, row_axis=1, col_axis=2, channel_axis=0, fill_mode="nearest", cval=0.0,
                    interpolation_order=1):  # fmt: skip
    """A picture turned by up to `rg` degrees either way."""
    theta = settings.generator().uniform(-rg, rg)
    return apply_affine_transform(
        x, theta=theta, row_axis=row_axis, col_axis=col_axis, channel_axis=channel_axis,
        fill_mode=fill_mode, cval=cval, order=interpolation_order,
    )  # fmt: skip


def random_shift(x, wrg, hrg, row_axis=1, col_axis=2, channel_axis=0, fill_mode="nearest",
                 cval=0.0, interpolation_order=1):  # fmt: skip
    """A picture moved by up to these shares of its width and height."""
    draw = settings.generator()
    tx = draw.uniform(-hrg, hrg) * x.shape[row_axis]
    ty = draw.uniform(-wrg, wrg) * x.shape[col_axis]
    return apply_affine_transform(
        x, tx=tx, ty=ty, row_axis=row_axis, col_axis=col_axis, channel_axis=channel_axis,
        fill_mode=fill_mode, cval=cval, order=interpolation_order,
    )  # fmt: skip


def random_shear(x, intensity, row_axis=1, col_axis=2, channel_axis=0, fill_mode="nearest",
                 cval=0.0, interpolation_order=1):  # fmt: skip
    """A picture sheared by up to `intensity` degrees either way."""
    shear = settings.generator().uniform(-intensity, intensity)
    return apply_affine_transform(
        x, shear=shear, row_axis=row_axis, col_axis=col_axis, channel_axis=channel_axis,
        fill_mode=fill_mode, cval=cval, order=interpolation_order,
    )  # fmt: skip


def random_zoom(x, zoom_range, row_axis=1, col_axis=2, channel_axis=0, fill_mode="nearest",
                cval=0.0, interpolation_order=1):  # fmt: skip
    """A picture stretched in both directions by numbers from `zoom_range`."""
    zx, zy = settings.generator().uniform(*zoom_range, 2)
    return apply_affine_transform(
        x, zx=zx, zy=zy, row_axis=row_axis, col_axis=col_axis, channel_axis=channel_axis,
        fill_mode=fill_mode, cval=cval, order=interpolation_order,
    )  # fmt: skip


def apply_channel_shift(x, intensity, channel_axis=0):
    return shifted_channels(np.asarray(x), intensity)


def random_channel_shift(x, intensity_range, channel_axis=0):
    return shifted_channels(
        np.asarray(x), settings.generator().uniform(-intensity_range, intensity_range)
    )


def apply_brightness_shift(x, brightness, scale=True):
    return with_brightness(np.asarray(x), brightness, scale)


def random_brightness(x, brightness_range, scale=True):
    return with_brightness(np.asarray(x), settings.generator().uniform(*brightness_range), scale)


__all__ = [
    "DataFrameIterator", "DirectoryIterator", "ImageDataGenerator", "Iterator",
    "NumpyArrayIterator", "apply_affine_transform", "apply_brightness_shift",
    "apply_channel_shift", "array_to_img", "img_to_array", "load_img", "random_brightness",
    "random_channel_shift", "random_rotation", "random_shear", "random_shift", "random_zoom",
    "save_img", "smart_resize",
]  # fmt: skip
