"""How do data come in batches? Arrays, dicts, tables and generators through one iterator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from engine import settings
from engine.errors import DesignError
from engine.nest import map_structure
from engine.raw import Whole, is_table
from engine.training.arrays import (
    INPUTS,
    as_arrays,
    class_weights,
    count_samples,
    leaves_of,
    unpacked,
)


class Batch(NamedTuple):
    """One batch: inputs, targets and sample weights (None where there are none).

    `rows` says which of all samples these are, when they are cut out of a `whole`. A named tuple,
    because a small network asks for a hundred thousand of them a second.
    """

    x: Any
    y: Any = None
    weights: Any = None
    size: int = 0
    whole: Whole | None = None
    rows: Any = None


class ArrayBatches:
    """Batches out of arrays, in order or shuffled anew each epoch."""

    # An epoch that ends before the data do goes on from there in the next one.
    begins_anew = False
    repeats = True

    def __init__(
        self,
        x: Any,
        y: Any = None,
        weights: Any = None,
        batch_size: int | None = None,
        shuffle: Any = False,
        steps: int | None = None,
    ) -> None:
        self.x, self.y = as_arrays(x, INPUTS), as_arrays(y, "targets")
        self.weights = as_arrays(weights, "sample weights")
        self.samples = count_samples(self.x, self.y, self.weights)
        if batch_size is None:
            batch_size = -(-self.samples // steps) if steps else 32
        self.batch_size = int(batch_size)
        if self.batch_size < 1:
            raise DesignError("batch_size must be at least 1, but is {size}.", size=batch_size)
        self.shuffle = shuffle.lower() if isinstance(shuffle, str) else shuffle
        self.whole = Whole(leaves_of(self.x, self.y, self.weights))

    def __len__(self) -> int:
        return -(-self.samples // self.batch_size)

    def __iter__(self) -> Iterator[Batch]:
        for rows in self._rows():
            size = rows.stop - rows.start if isinstance(rows, slice) else len(rows)
            cut = [taken(part, rows) for part in (self.x, self.y, self.weights)]
            yield Batch(*cut, size, self.whole, rows)

    def _rows(self) -> Iterator[Any]:
        """Which samples each batch holds."""
        starts = range(0, self.samples, self.batch_size)
        if not self.shuffle:
            for begin in starts:
                yield slice(begin, min(begin + self.batch_size, self.samples))
            return
        generator = settings.generator()
        if self.shuffle == "batch":
            # Neighbours stay together: the batches are shuffled, and the samples in each.
            for begin in generator.permutation(np.asarray(starts)):
                end = min(begin + self.batch_size, self.samples)
                yield generator.permutation(np.arange(begin, end))
            return
        order = generator.permutation(self.samples)
        for begin in starts:
            yield order[begin : begin + self.batch_size]


def taken(structure: Any, rows: Any) -> Any:
    """Some of the samples in an array, or in nested arrays."""
    if type(structure) is np.ndarray:
        return structure[rows] if isinstance(rows, slice) else structure.take(rows, 0)
    return map_structure(lambda leaf: None if leaf is None else leaf[rows], structure)


class IteratorBatches:
    """Batches that somebody else makes: a generator, a sequence or a data set of batches."""

    repeats = False

    def __init__(self, source: Any, shuffle: Any = False, steps: int | None = None) -> None:
        if steps is None and getattr(source, "is_endless", False):
            raise DesignError(
                "The data have no end, so it is not known when an epoch is over.",
                fix="Give steps_per_epoch (or steps), or repeat the data less often.",
            )
        self.source, self.shuffle = source, shuffle
        self.is_sequence = is_sequence(source)
        self.begins_anew = not hasattr(source, "__next__") and (
            self.is_sequence or steps is None or steps == length(source)
        )
        if length(source) == 0:
            raise DesignError("The data are empty.", fix="Give at least one batch.")

    def __len__(self) -> int:
        return len(self.source)

    def __iter__(self) -> Iterator[Batch]:
        """A generator goes on where it stopped; anything else begins anew."""
        items: Any = self.source
        if self.is_sequence:
            order = range(len(self.source))
            if self.shuffle:
                order = settings.generator().permutation(len(self.source)).tolist()
            items = (self.source[index] for index in order)
        for item in items:
            yield as_batch(item)


class WeightedBatches:
    """Batches whose samples weigh what their classes weigh."""

    def __init__(self, source: Any, table: Mapping[int, float]) -> None:
        self.source, self.table = source, table
        self.begins_anew, self.repeats = source.begins_anew, source.repeats

    def __len__(self) -> int:
        return len(self.source)

    def __iter__(self) -> Iterator[Batch]:
        for batch in self.source:
            weights = class_weights(batch.y, batch.weights, self.table)
            yield batch._replace(weights=weights, whole=None, rows=None)


def as_batch(item: Any) -> Batch:
    """A batch from x, (x,), (x, y) or (x, y, weights)."""
    x, y, weights = unpacked(item) if isinstance(item, tuple) else (item, None, None)
    x, y = as_arrays(x, INPUTS), as_arrays(y, "targets")
    weights = as_arrays(weights, "sample weights")
    return Batch(x, y, weights, count_samples(x, y, weights))


def is_sequence(source: Any) -> bool:
    """Whether a source gives its batches by number, as Keras's Sequence does."""
    return (
        hasattr(source, "__getitem__")
        and hasattr(source, "__len__")
        and (hasattr(source, "on_epoch_end") or not hasattr(source, "__iter__"))
    )


def makes_batches(x: Any) -> bool:
    """Whether a source gives batches, not samples."""
    plain = isinstance(x, (np.ndarray, list, tuple, Mapping, str)) or is_table(x)
    return not plain and (
        hasattr(x, "__next__")
        or is_sequence(x)
        and not hasattr(x, "__array__")
        or (hasattr(x, "__iter__") and not hasattr(x, "__array__") and not hasattr(x, "numpy"))
    )


def batches(
    x: Any,
    y: Any,
    weights: Any,
    batch_size: int | None,
    shuffle: Any,
    steps: int | None = None,
    class_weight: Mapping[int, float] | None = None,
) -> Any:
    """The right source of batches for what a user hands to fit, evaluate or predict."""
    if steps is not None and steps != -1 and steps <= 0:
        raise DesignError("The number of steps must be at least 1, but is {steps}.", steps=steps)
    if x is None and y is None:
        raise DesignError("There are no data.", fix="Give at least x.")
    if not makes_batches(x):
        source: Any = ArrayBatches(x, y, weights, batch_size, shuffle, steps)
    elif y is not None or weights is not None:
        raise DesignError(
            "Targets or sample weights were given beside a source that makes batches.",
            fix="Let the source give (inputs, targets) or (inputs, targets, weights).",
        )
    else:
        source = IteratorBatches(x, shuffle, steps)
    return WeightedBatches(source, class_weight) if class_weight else source


def length(source: Any) -> int | None:
    """How many batches there are, where that is known."""
    try:
        return len(source)
    except TypeError:
        return None
