"""What have the sets of pictures in common? Arrays from a file, or a part that comes along."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from engine.datasets.stored import arrays_of
from engine.errors import DesignFileError
from resources import path as resource_path

ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
Split = tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def split(arrays: dict[str, np.ndarray]) -> Split:
    """((x_train, y_train), (x_test, y_test))."""
    return (
        (arrays["x_train"], arrays["y_train"]),
        (arrays["x_test"], arrays["y_test"]),
    )


def part_that_comes_along(name: str, error: DesignFileError) -> Split:
    """The part of a data set that this program brings with it; a warning says that it is one."""
    found: Any = split(arrays_of(resource_path("datasets") / f"{name}.npz"))
    (train, _), (test, _) = found
    warnings.warn(
        f"{error} Until then this is the part of {name} that comes along: {len(train):,} pictures "
        f"to learn from and {len(test):,} to test.",
        stacklevel=3,
    )
    return found
