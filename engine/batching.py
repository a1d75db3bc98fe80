"""What is a set of batches? Batches that are made when they are asked for, by number."""

from __future__ import annotations

from typing import Any


class Sequence:
    """A set of batches that are made when they are asked for, by number.

    A subclass writes `__getitem__(index)`, which gives (x, y) or (x, y, sample_weight), and
    `__len__`; `on_epoch_end` is called after each pass.
    """

    def __getitem__(self, index: int) -> Any:
        raise NotImplementedError(f"{type(self).__name__} has no __getitem__(index).")

    def __len__(self) -> int:
        raise NotImplementedError(f"{type(self).__name__} has no __len__().")

    def on_epoch_end(self) -> None:
        """After each pass over the batches, such as to shuffle."""

    def __iter__(self):
        return (self[index] for index in range(len(self)))
