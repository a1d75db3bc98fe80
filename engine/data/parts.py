"""How is a data set parted in two? The first rows to learn from, the others to test."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import settings
from engine.data.pipeline import Dataset, stacked
from engine.errors import DesignError
from engine.nest import flatten


def split_dataset(
    dataset: Any, left_size: float | None = None, right_size: float | None = None,
    shuffle: bool = False, seed: int | None = None,
) -> tuple[Dataset, Dataset]:  # fmt: skip
    """Two data sets out of one, of arrays or of a list: a share (float) or so many samples (int).

    Raises DesignError where the sizes do not fit.
    """
    rows: list[Any] = list(dataset)
    if not isinstance(dataset, (Dataset, list)):
        arrays = [np.asarray(one) for one in flatten(dataset)]
        several = isinstance(dataset, (tuple, dict))
        rows = list(Dataset.from_tensor_slices(dataset if several else arrays[0]))
    if shuffle:
        draw = settings.generator() if seed is None else np.random.default_rng(seed)
        rows = [rows[place] for place in draw.permutation(len(rows))]
    left, right = _count(left_size, len(rows)), _count(right_size, len(rows))
    if left is None and right is None:
        raise DesignError("split_dataset needs a size.", fix="Give left_size or right_size.")
    left = len(rows) - right if left is None else left
    right = len(rows) - left if right is None else right
    if not (0 < left and 0 < right and left + right <= len(rows)):
        raise DesignError(
            "{count} samples cannot be parted into {left} and {right}.",
            fix="Give shares between 0 and 1, or fewer samples.",
            count=len(rows), left=left, right=right,
        )  # fmt: skip
    parts = rows[:left], rows[len(rows) - right :]
    return tuple(Dataset.from_tensor_slices(stacked(part)) for part in parts)


def _count(size: float | None, total: int) -> int | None:
    if size is None or isinstance(size, int):
        return size
    return round(size * total)


__all__ = ["split_dataset"]
