"""How does a table of steps become samples? Windows of rows, each with the answer that follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.data.settings import Settings
from engine.errors import DesignError, Where


@dataclass(frozen=True)
class Windows:
    """`first` row of each window and the row of its answer; training windows stand first."""

    size: int
    first: np.ndarray
    answer: np.ndarray
    tested: int

    def samples(self, rows: np.ndarray) -> np.ndarray:
        """Rows of numbers [rows, features] as windows [windows, size, features]."""
        return rows[self.first[:, None] + np.arange(self.size)]


def cut(count: int, chosen: Settings) -> Windows:
    """All windows over `count` rows in their order; the last share tests. Raises DesignError."""
    samples = count - chosen.window - chosen.horizon + 1
    if samples < 2:
        raise DesignError(
            "A table of {count} rows is too short for windows of {window} rows.",
            fix="Choose a smaller window.",
            where=Where(field="window"),
            count=count,
            window=chosen.window,
        )
    tested = min(samples - 1, round(samples * chosen.test_share))
    first = np.arange(samples)
    return Windows(chosen.window, first, first + chosen.window + chosen.horizon - 1, tested)
