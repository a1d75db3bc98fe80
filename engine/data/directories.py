"""How do folders of pictures or texts become data sets, read file by file? A folder is a class."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine import settings
from engine.data.pipeline import Dataset
from engine.errors import DesignError, unknown_name
from engine.tensors import constant, image
from engine.tensors.files import read_file

PICTURES = (".bmp", ".gif", ".jpeg", ".jpg", ".png")
CHANNELS = {"grayscale": 1, "rgb": 3, "rgba": 4}
LABEL_MODES = ("int", "categorical", "binary")
SUBSETS = ("training", "validation", "both")


def image_dataset_from_directory(
    directory: Any, labels: Any = "inferred", label_mode: str | None = "int",
    class_names: Sequence[str] | None = None, color_mode: str = "rgb",
    batch_size: int | None = 32, image_size: tuple[int, int] = (256, 256), shuffle: bool = True,
    seed: int | None = None, validation_split: float | None = None, subset: str | None = None,
    interpolation: str = "bilinear", follow_links: bool = False,
    crop_to_aspect_ratio: bool = False,
) -> Any:  # fmt: skip
    """Batches of pictures (floats 0..255) and of their classes, which are the sub-folders.

    `subset` "both" gives two data sets. They know `class_names` and `file_paths`. Raises
    DesignError for an empty folder and for options that do not fit together.
    """
    if color_mode not in CHANNELS:
        raise unknown_name("color mode", color_mode, CHANNELS)

    def load(path: str) -> Any:
        try:
            picture = image.decode_image(read_file(path), CHANNELS[color_mode])
        except DesignError as error:
            raise DesignError(
                "{file} is damaged or is no picture.",
                fix="Remove it from the folder or save it again.", file=str(path),
            ) from error
        resize = image.smart_resize if crop_to_aspect_ratio else image.resize
        found = resize(picture, image_size, interpolation)
        return constant(np.asarray(found, np.float32))

    return from_directory(
        directory, labels, label_mode, class_names, batch_size, shuffle, seed, validation_split,
        subset, follow_links, PICTURES, load,
    )  # fmt: skip


def text_dataset_from_directory(
    directory: Any, labels: Any = "inferred", label_mode: str | None = "int",
    class_names: Sequence[str] | None = None, batch_size: int | None = 32,
    max_length: int | None = None, shuffle: bool = True, seed: int | None = None,
    validation_split: float | None = None, subset: str | None = None, follow_links: bool = False,
) -> Any:  # fmt: skip
    """Batches of texts (files .txt) and of their classes, which are the sub-folders.

    Only the first `max_length` bytes of a text are kept, where that is given.
    """

    def load(path: str) -> Any:
        return constant(read_file(path)[:max_length].decode(errors="replace"))

    return from_directory(
        directory, labels, label_mode, class_names, batch_size, shuffle, seed, validation_split,
        subset, follow_links, (".txt",), load,
    )  # fmt: skip


def from_directory(
    directory: Any, labels: Any, label_mode: str | None, class_names: Sequence[str] | None,
    batch_size: int | None, shuffle: bool, seed: int | None, validation_split: float | None,
    subset: str | None, follow_links: bool, suffixes: tuple[str, ...], load: Callable[[str], Any],
) -> Any:  # fmt: skip
    """What both kinds of folders have in common: files, classes, order, parts and batches."""
    _check(labels, label_mode, class_names, validation_split, subset, shuffle, seed)
    seed = int(settings.generator().integers(10**6)) if seed is None else seed
    paths, classes, names = _files(Path(directory), labels, class_names, follow_links, suffixes)
    if label_mode == "binary" and len(names) != 2:
        raise DesignError(
            "label_mode binary needs two classes, but there are: {names}.", names=list(names)
        )
    if shuffle:
        # The order in which Keras would shuffle them: the same seed keeps the same files apart.
        order = np.arange(len(paths))
        np.random.RandomState(seed).shuffle(order)
        paths, classes = [paths[place] for place in order], classes[order]
    said = f"Found {len(paths)} files"
    print(f"{said}." if label_mode is None else f"{said} belonging to {len(names)} classes.")

    def made(part: slice) -> Dataset:
        chosen = paths[part]
        if not chosen:
            raise DesignError(
                "{folder} holds no files that end in {suffixes}.",
                fix="Make one sub-folder for each class and put its files there.",
                folder=str(directory), suffixes=", ".join(suffixes),
            )  # fmt: skip
        data = Dataset(lambda: map(load, chosen), len(chosen))
        if labels is not None and label_mode is not None:
            targets = Dataset.from_tensor_slices(_targets(classes[part], label_mode, len(names)))
            data = Dataset.zip((data, targets))
        if shuffle:
            data = data.shuffle(1024 if batch_size is None else batch_size * 8, seed)
        data = data if batch_size is None else data.batch(batch_size)
        data.class_names, data.file_paths = list(names), chosen
        return data

    if subset is None:
        return made(slice(None))
    first = len(paths) - int(validation_split * len(paths))
    parts = {"training": slice(first), "validation": slice(first, None)}
    for name, part in parts.items():
        if subset in (name, "both"):
            print(f"Using {len(paths[part])} files for {name}.")
    return [made(p) for p in parts.values()] if subset == "both" else made(parts[subset])


def _check(labels, label_mode, class_names, validation_split, subset, shuffle, seed) -> None:
    if isinstance(labels, str) and labels != "inferred":
        raise unknown_name("labels", labels, ["inferred"])
    if class_names and labels != "inferred":
        raise DesignError(
            "class_names are only known where labels are inferred.", fix="Leave class_names out."
        )
    if label_mode is not None and label_mode not in LABEL_MODES:
        raise unknown_name("label mode", label_mode, LABEL_MODES)
    if subset is not None and subset not in SUBSETS:
        raise unknown_name("subset", subset, SUBSETS)
    if (validation_split is None) != (subset is None):
        raise DesignError("validation_split and subset need each other.", fix="Give both, or none.")
    if validation_split is not None and not 0 < validation_split < 1:
        raise DesignError(
            "validation_split must lie between 0 and 1, not {value}.", value=validation_split
        )
    if validation_split and shuffle and seed is None:
        raise DesignError(
            "Without a seed the training and validation files would overlap.", fix="Give a seed."
        )


def _files(
    folder: Path, labels: Any, class_names: Sequence[str] | None, follow_links: bool,
    suffixes: tuple[str, ...],
) -> tuple[list[str], np.ndarray, tuple[Any, ...]]:  # fmt: skip
    """All files with their classes, in order of their paths, and the names of the classes."""
    if not folder.is_dir():
        raise DesignError("There is no folder {folder}.", folder=str(folder))
    if labels != "inferred":
        paths = list(_below(folder, follow_links, suffixes))
        classes = np.zeros(len(paths), np.int32) if labels is None else np.asarray(labels, np.int32)
        if len(classes) != len(paths):
            raise DesignError(
                "There are {labels} labels for {files} files.", fix="Give one label for each file.",
                labels=len(classes), files=len(paths),
            )  # fmt: skip
        return paths, classes, tuple(np.unique(classes).tolist())
    found = sorted(
        one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")
    )
    if class_names and set(class_names) != set(found):
        raise DesignError(
            "class_names are {given}, but the sub-folders are {found}.",
            fix="Name each sub-folder once.", given=list(class_names), found=found,
        )  # fmt: skip
    names = tuple(class_names or found)
    by_class = {name: list(_below(folder / name, follow_links, suffixes)) for name in found}
    classes = [np.full(len(files), names.index(name), np.int32) for name, files in by_class.items()]
    paths = [path for files in by_class.values() for path in files]
    return paths, np.concatenate(classes) if classes else np.zeros(0, np.int32), names


def _below(folder: Path, follow_links: bool, suffixes: tuple[str, ...]):
    for root, _, files in sorted(os.walk(folder, followlinks=follow_links)):
        yield from (
            os.path.join(root, name) for name in sorted(files) if name.lower().endswith(suffixes)
        )


def _targets(classes: np.ndarray, label_mode: str, count: int) -> np.ndarray:
    if label_mode == "binary":
        return classes.astype(np.float32)[:, None]
    return np.eye(count, dtype=np.float32)[classes] if label_mode == "categorical" else classes


__all__ = ["image_dataset_from_directory", "text_dataset_from_directory"]
