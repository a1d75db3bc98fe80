"""How does a series become a data set of windows? Each with the target of its place."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine import settings
from engine.data.pipeline import Dataset
from engine.errors import DesignError
from engine.tensors import constant


def timeseries_dataset_from_array(
    data: Any, targets: Any, sequence_length: int, sequence_stride: int = 1,
    sampling_rate: int = 1, batch_size: int | None = 128, shuffle: bool = False,
    seed: int | None = None, start_index: int | None = None, end_index: int | None = None,
) -> Dataset:  # fmt: skip
    """Batches of windows of `sequence_length` steps, and with each the target of its first place.

    A window takes every `sampling_rate`-th step, the next begins `sequence_stride` steps later.
    Give targets from `sequence_length` steps on to predict what follows, or None for windows
    alone. Raises DesignError for numbers outside of the series.
    """
    limits = (
        ("start_index", start_index, 0), ("end_index", end_index, (start_index or 0) + 1),
        ("sampling_rate", sampling_rate, 1), ("sequence_stride", sequence_stride, 1),
    )  # fmt: skip
    for name, value, least in limits:
        if value is not None and not least <= value < len(data):
            raise DesignError(
                "{name} must lie between {least} and {most}, not be {value}.",
                name=name, least=least, most=len(data) - 1, value=value,
            )  # fmt: skip
    chosen = slice(start_index or 0, end_index)
    steps = constant(data[chosen])
    reach = (sequence_length - 1) * sampling_rate + 1
    count = len(steps) - reach + 1
    if targets is not None:
        count = min(count, len(targets))
    begins = np.arange(0, max(count, 0), sequence_stride)
    if shuffle:
        seed = int(settings.generator().integers(10**6)) if seed is None else seed
        np.random.RandomState(seed).shuffle(begins)
    # Windows are views of the series: only a batch of them is ever copied.
    arrays: Any = np.zeros((0, sequence_length, *steps.shape[1:]), steps.dtype)
    if len(begins):
        arrays = np.moveaxis(sliding_window_view(steps, reach, 0), -1, 1)[:, ::sampling_rate]
    if targets is not None:
        arrays = (arrays, constant(np.asarray(targets)[chosen]))
    windows = Dataset._of_rows(arrays, lambda: begins, len(begins))
    if shuffle:
        windows = windows.shuffle(1024 if batch_size is None else batch_size * 8, seed)
    return windows if batch_size is None else windows.batch(batch_size)


__all__ = ["timeseries_dataset_from_array"]
