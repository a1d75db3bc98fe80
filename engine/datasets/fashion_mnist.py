"""Where are the pieces of clothing? 60,000 grey pictures of 28 x 28 pixels, 10,000 to test."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np

from engine.datasets.pictures import ORIGIN, Split, part_that_comes_along
from engine.downloads import get_file
from engine.errors import DesignFileError


def load_data(cache_dir: Any = None) -> Split:
    """((x_train, y_train), (x_test, y_test)), whole numbers 0..255 and 0..9.

    Without files and network it is the part that comes along, and a warning says so.
    """
    try:
        return tuple(
            (_read(f"{part}-images-idx3-ubyte.gz", 16, cache_dir).reshape(-1, 28, 28),
             _read(f"{part}-labels-idx1-ubyte.gz", 8, cache_dir))
            for part in ("train", "t10k")
        )  # fmt: skip
    except DesignFileError as error:
        return part_that_comes_along("fashion_mnist", error)


def _read(name: str, head: int, cache_dir: Any) -> np.ndarray:
    path = get_file(name, ORIGIN + name, cache_subdir="datasets/fashion-mnist", cache_dir=cache_dir)
    try:
        return np.frombuffer(gzip.decompress(Path(path).read_bytes()), np.uint8, offset=head)
    except (OSError, EOFError, ValueError) as error:
        raise DesignFileError("{file} is damaged.", file=name) from error
