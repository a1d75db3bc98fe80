"""How do pictures flow into training? Batches without end, each picture changed and scaled."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from engine import batching, settings
from engine.errors import DesignError, unknown_name
from engine.preprocessing.pictures import MODES, array_to_img, img_to_array, load_img

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".tif", ".tiff")
CLASS_MODES = ("categorical", "binary", "sparse", "input", "raw", "multi_output", None)


class Iterator(batching.Sequence):
    """Batches by number, and one after the other without end; see `ImageDataGenerator`."""

    def __init__(self, n: int, batch_size: int, shuffle: bool, seed: int | None) -> None:
        self.n, self.batch_size, self.shuffle, self.seed = n, batch_size, shuffle, seed
        self.batch_index = self.total_batches_seen = 0
        self.index_array: np.ndarray | None = None

    def __len__(self) -> int:
        return -(-self.n // self.batch_size)

    def __getitem__(self, idx: int) -> Any:
        if idx >= len(self):
            raise DesignError(
                "There is no batch {index}: there are {count}.", index=idx, count=len(self)
            )
        if self.index_array is None:
            self._order()
        self.total_batches_seen += 1
        first = self.batch_size * idx
        return self._get_batches_of_transformed_samples(
            self.index_array[first : first + self.batch_size]
        )

    def _order(self) -> None:
        seed = None if self.seed is None else self.seed + self.total_batches_seen
        draw = settings.generator() if seed is None else np.random.default_rng(seed)
        self.index_array = draw.permutation(self.n) if self.shuffle else np.arange(self.n)

    def on_epoch_end(self) -> None:
        self._order()

    def reset(self) -> None:
        """Begin with the first batch again."""
        self.batch_index = 0

    def __iter__(self):
        return self

    def __next__(self) -> Any:
        if self.batch_index == 0:
            self._order()
        found = self[self.batch_index]
        self.batch_index = (self.batch_index + 1) % len(self)
        return found

    next = __next__

    def _get_batches_of_transformed_samples(self, index_array: np.ndarray) -> Any:
        raise NotImplementedError(f"{type(self).__name__} makes no batches.")


class _Pictures(Iterator):
    """Batches of pictures that a generator changes, kept in a folder if one is named."""

    def __init__(
        self, count: int, generator: Any, batch_size: int, shuffle: bool, seed: int | None,
        save_to_dir: Any, save_prefix: str, save_format: str, dtype: Any,
    ) -> None:  # fmt: skip
        super().__init__(count, batch_size, shuffle, seed)
        self.image_data_generator, self.dtype = generator, dtype
        self.save_to_dir, self.save_prefix, self.save_format = save_to_dir, save_prefix, save_format

    def _picture(self, place: int) -> np.ndarray:
        raise NotImplementedError(f"{type(self).__name__} reads no pictures.")

    def _changed(self, places: np.ndarray) -> np.ndarray:
        generator, found = self.image_data_generator, []
        for number, place in enumerate(places):
            seed = None
            if self.seed is not None:
                seed = (self.seed + self.total_batches_seen) * 65_537 + number
            picture = self._picture(int(place))
            if generator is not None:
                picture = generator.standardize(generator.random_transform(picture, seed))
            found.append(np.asarray(picture, self.dtype))
        if self.save_to_dir:
            for number, (place, picture) in enumerate(zip(places, found, strict=True)):
                name = f"{self.save_prefix}_{place}_{self.total_batches_seen}_{number}"
                path = Path(self.save_to_dir) / f"{name}.{self.save_format}"
                array_to_img(picture, self._data_format()).save(path)
        return np.stack(found)

    def _data_format(self) -> str:
        generator = self.image_data_generator
        return settings.get("image_data_format") if generator is None else generator.data_format


def part_of(generator: Any, subset: str | None, count: int) -> slice:
    """The first (validation) or the other (training) rows, as validation_split says."""
    if subset is None:
        return slice(None)
    if subset not in ("training", "validation"):
        raise unknown_name("subset", subset, ["training", "validation"])
    first = int(count * generator._validation_split)
    return slice(first) if subset == "validation" else slice(first, None)


class NumpyArrayIterator(_Pictures):
    """Batches out of arrays; with `y` they are pairs, with `sample_weight` threes."""

    def __init__(
        self, x: Any, y: Any, image_data_generator: Any, batch_size: int = 32,
        shuffle: bool = False, sample_weight: Any = None, seed: int | None = None,
        data_format: str | None = None, save_to_dir: Any = None, save_prefix: str = "",
        save_format: str = "png", subset: str | None = None, ignore_class_split: bool = False,
        dtype: Any = "float32",
    ) -> None:  # fmt: skip
        x, *beside = x if isinstance(x, (tuple, list)) and np.ndim(x[0]) == 4 else (x,)
        beside = beside[0] if beside and isinstance(beside[0], list) else beside
        x = np.asarray(x, dtype)
        if x.ndim != 4:
            raise DesignError(
                "Pictures must have 4 axes (pictures, height, width, channels), not shape {shape}.",
                shape=x.shape,
            )  # fmt: skip
        lengths = [len(one) for one in (y, sample_weight, *beside) if one is not None]
        if any(length != len(x) for length in lengths):
            raise DesignError(
                "There are {count} pictures, but as many others: {lengths}.",
                fix="Give one of each for every picture.", count=len(x), lengths=lengths,
            )  # fmt: skip
        kept = part_of(image_data_generator, subset, len(x))
        self.x, self.x_misc = x[kept], [np.asarray(one)[kept] for one in beside]
        self.y = None if y is None else np.asarray(y)[kept]
        self.sample_weight = None if sample_weight is None else np.asarray(sample_weight)[kept]
        if subset and y is not None and not ignore_class_split and not len(x) == len(self.x):
            if not np.array_equal(np.unique(y), np.unique(self.y)):
                raise DesignError(
                    "Training and validation pictures are of different classes.",
                    fix="Shuffle the pictures first.",
                )
        super().__init__(
            len(self.x), image_data_generator, batch_size, shuffle, seed, save_to_dir, save_prefix,
            save_format, dtype,
        )  # fmt: skip

    def _picture(self, place: int) -> np.ndarray:
        return self.x[place]

    def _get_batches_of_transformed_samples(self, index_array: np.ndarray) -> Any:
        pictures = self._changed(index_array)
        inputs = [pictures, *(one[index_array] for one in self.x_misc)] if self.x_misc else pictures
        if self.y is None:
            return inputs
        if self.sample_weight is None:
            return inputs, self.y[index_array]
        return inputs, self.y[index_array], self.sample_weight[index_array]


class _Files(_Pictures):
    """Batches out of files: `filepaths`, `classes` (numbers) and `class_indices` (by name)."""

    def _prepare(
        self, filepaths: list[str], classes: Any, class_indices: dict[str, int], how: tuple,
        look: tuple, class_mode: str | None,
    ) -> None:  # fmt: skip
        self.target_size, self.color_mode, self.interpolation, self.keep_aspect_ratio = look
        if self.color_mode not in MODES:
            raise unknown_name("color mode", self.color_mode, MODES)
        if class_mode not in CLASS_MODES:
            raise unknown_name("class mode", str(class_mode), [str(one) for one in CLASS_MODES])
        self.filepaths, self.classes, self.class_mode = filepaths, classes, class_mode
        self.class_indices, self.num_classes = class_indices, len(class_indices)
        channels = {"grayscale": 1, "rgb": 3, "rgba": 4}[self.color_mode]
        self.image_shape = (*self.target_size, channels)
        self.samples = len(filepaths)
        self.sample_weight: Any = None
        super().__init__(len(filepaths), *how)

    def _picture(self, place: int) -> np.ndarray:
        picture = load_img(
            self.filepaths[place], self.color_mode, self.target_size, self.interpolation,
            self.keep_aspect_ratio,
        )  # fmt: skip
        return img_to_array(picture, self._data_format())

    @property
    def labels(self) -> Any:
        return self.classes

    def _get_batches_of_transformed_samples(self, index_array: np.ndarray) -> Any:
        pictures = self._changed(index_array)
        if self.class_mode is None:
            return pictures
        if self.class_mode == "input":
            targets: Any = pictures.copy()
        elif self.class_mode == "multi_output":
            targets = [np.asarray(one)[index_array] for one in self.classes]
        else:
            targets = np.asarray(self.classes)[index_array]
        if self.class_mode == "categorical":
            targets = np.eye(self.num_classes, dtype=self.dtype)[targets]
        elif self.class_mode in ("binary", "sparse"):
            targets = targets.astype(self.dtype)
        if self.sample_weight is None:
            return pictures, targets
        return pictures, targets, self.sample_weight[index_array]


class DirectoryIterator(_Files):
    """Batches out of a folder, whose sub-folders are the classes."""

    def __init__(
        self, directory: Any, image_data_generator: Any, target_size: tuple[int, int] = (256, 256),
        color_mode: str = "rgb", classes: Any = None, class_mode: str | None = "categorical",
        batch_size: int = 32, shuffle: bool = True, seed: int | None = None,
        data_format: str | None = None, save_to_dir: Any = None, save_prefix: str = "",
        save_format: str = "png", follow_links: bool = False, subset: str | None = None,
        interpolation: str = "nearest", keep_aspect_ratio: bool = False, dtype: Any = "float32",
    ) -> None:  # fmt: skip
        self.directory = os.fspath(directory)
        folder = Path(directory)
        if not folder.is_dir():
            raise DesignError("There is no folder {folder}.", folder=str(folder))
        names = classes or sorted(one.name for one in folder.iterdir() if one.is_dir())
        numbers, paths, self.filenames = [], [], []
        for number, name in enumerate(names):
            found = [
                os.path.join(root, file)
                for root, _, files in sorted(os.walk(folder / name, followlinks=follow_links))
                for file in sorted(files)
                if file.lower().endswith(SUFFIXES)
            ]
            found = found[part_of(image_data_generator, subset, len(found))]
            paths += found
            numbers += [number] * len(found)
        self.filenames = [os.path.relpath(path, folder) for path in paths]
        print(f"Found {len(paths)} images belonging to {len(names)} classes.")
        self._prepare(
            paths, np.array(numbers, np.int32), {name: n for n, name in enumerate(names)},
            (image_data_generator, batch_size, shuffle, seed, save_to_dir, save_prefix,
             save_format, dtype),
            (tuple(target_size), color_mode, interpolation, keep_aspect_ratio), class_mode,
        )  # fmt: skip


class DataFrameIterator(_Files):
    """Batches of the pictures whose file names stand in a column of a pandas table."""

    def __init__(
        self, dataframe: Any, directory: Any, image_data_generator: Any, x_col: str = "filename",
        y_col: Any = "class", weight_col: str | None = None,
        target_size: tuple[int, int] = (256, 256), color_mode: str = "rgb", classes: Any = None,
        class_mode: str | None = "categorical", batch_size: int = 32, shuffle: bool = True,
        seed: int | None = None, data_format: str | None = None, save_to_dir: Any = None,
        save_prefix: str = "", save_format: str = "png", subset: str | None = None,
        interpolation: str = "nearest", dtype: Any = "float32", validate_filenames: bool = True,
    ) -> None:  # fmt: skip
        table, folder = dataframe, str(directory or "")
        paths = [os.path.join(folder, str(name)) for name in table[x_col]]
        keeps = [
            not validate_filenames or (os.path.isfile(path) and path.lower().endswith(SUFFIXES))
            for path in paths
        ]
        named = class_mode in ("categorical", "binary", "sparse")
        if named:
            values = [str(value) for value in table[y_col]]
            names = [str(name) for name in classes] if classes else sorted(set(values))
            keeps = [keep and value in names for keep, value in zip(keeps, values, strict=True)]
        rows = np.flatnonzero(keeps)
        rows = rows[part_of(image_data_generator, subset, len(rows))]
        indices: dict[str, int] = {}
        found: Any = None
        if named:
            indices = {name: number for number, name in enumerate(names)}
            found = np.array([indices[values[row]] for row in rows], np.int32)
        elif class_mode == "multi_output":
            found = [table[name].to_numpy()[rows] for name in y_col]
        elif class_mode == "raw":
            found = table[y_col].to_numpy()[rows]
        said = f" belonging to {len(indices)} classes" if named else ""
        print(f"Found {len(rows)} validated image filenames{said}.")
        self.filenames = [str(name) for name in np.asarray(table[x_col])[rows]]
        self._prepare(
            [paths[row] for row in rows], found, indices,
            (image_data_generator, batch_size, shuffle, seed, save_to_dir, save_prefix,
             save_format, dtype),
            (tuple(target_size), color_mode, interpolation, False), class_mode,
        )  # fmt: skip
        if weight_col is not None:
            self.sample_weight = np.asarray(table[weight_col])[rows]


__all__ = ["DataFrameIterator", "DirectoryIterator", "Iterator", "NumpyArrayIterator"]
