"""Layers that turn categories and ranges of numbers into numbers of columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.feature_column import crossed_column, fingerprint
from engine.layers.hosted import COUNT, INT, MULTI_HOT, ONE_HOT, Hosted, as_texts, samples
from engine.raw import feature_array


class CategoryEncoding(Hosted):
    """Turns numbers of categories into rows with a column for each category.

    "one_hot" gives each number a row, "multi_hot" marks all that occur in a sample, "count" counts
    them (or adds up `count_weights`).
    """

    def __init__(
        self, num_tokens: int | None = None, output_mode: str = MULTI_HOT, sparse: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        num_tokens = kwargs.pop("max_tokens", num_tokens)
        super().__init__(**kwargs)
        if not num_tokens or num_tokens < 1 or sparse:
            raise DesignError(
                "{layer} needs num_tokens, and cannot give sparse results.", layer=self.title
            )
        self.num_tokens = num_tokens
        self.output_mode = self.checked_mode(output_mode, ONE_HOT, MULTI_HOT, COUNT)

    def __call__(self, inputs: Any, count_weights: Any = None) -> Any:
        if count_weights is None:
            return super().__call__(inputs)
        if self.output_mode != COUNT:
            raise DesignError("count_weights go with output_mode count.")
        return self.encoded(np.asarray(inputs), np.asarray(count_weights, np.float32))

    def encoded(self, values: np.ndarray, weights: Any = None) -> np.ndarray:
        places = np.asarray(values).astype(np.int64)
        if places.size and not 0 <= places.min() <= places.max() < self.num_tokens:
            raise DesignError(
                "{layer} has columns for 0 to {last}, but was given {low} to {high}.",
                fix="Set num_tokens to the largest number plus 1.", layer=self.title,
                last=self.num_tokens - 1, low=int(places.min()), high=int(places.max()),
            )  # fmt: skip
        return self.one_row(places, self.num_tokens, weights)

    def encoded_shape(self, shape):
        return self.row_shape(shape, self.num_tokens)

    def get_config(self) -> dict[str, Any]:
        own = {"num_tokens": self.num_tokens, "output_mode": self.output_mode}
        return {**super().get_config(), **own}


class Hashing(Hosted):
    """Spreads words or whole numbers over a number of buckets, without a vocabulary.

    `mask_value` gets bucket 0, which then nothing else gets.
    """

    def __init__(
        self, num_bins: int, mask_value: Any = None, salt: Any = None, output_mode: str = INT,
        sparse: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        if num_bins is None or num_bins < 1:
            raise DesignError("{layer} needs at least one bucket.", layer=self.title)
        if salt is not None or sparse:
            raise DesignError("{layer} knows no salt and no sparse results.", layer=self.title)
        self.num_bins, self.mask_value = num_bins, mask_value
        self.output_mode = self.checked_mode(output_mode, INT, ONE_HOT, MULTI_HOT, COUNT)

    def encoded(self, values: np.ndarray) -> np.ndarray:
        keys = as_texts(np.asarray(values))
        numbers = fingerprint.of_texts(keys.ravel().tolist())
        if self.mask_value is None:
            places = numbers % np.uint64(self.num_bins)
        else:
            hidden = np.array([key == str(self.mask_value) for key in keys.ravel()], bool)
            places = numbers % np.uint64(max(1, self.num_bins - 1)) + np.uint64(1)
            places = np.where(hidden, 0, places)
        return self.one_row(places.astype(np.int64).reshape(keys.shape), self.num_bins)

    def encoded_shape(self, shape):
        return self.row_shape(shape, self.num_bins)

    def get_config(self) -> dict[str, Any]:
        own = {"num_bins": self.num_bins, "mask_value": self.mask_value}
        return {**super().get_config(), **own, "output_mode": self.output_mode}


class HashedCrossing(Hosted):
    """Spreads the combinations of several features' words or whole numbers over buckets."""

    takes_several = True

    def __init__(
        self, num_bins: int, output_mode: str = INT, sparse: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if num_bins is None or num_bins < 1:
            raise DesignError("{layer} needs at least one bucket.", layer=self.title)
        if sparse:
            raise DesignError("{layer} knows no salt and no sparse results.", layer=self.title)
        self.num_bins = num_bins
        self.output_mode = self.checked_mode(output_mode, INT, ONE_HOT)

    def encoded(self, *features: Any) -> np.ndarray:
        if len(features) < 2:
            raise DesignError("{layer} needs a list of at least two features.", layer=self.title)
        arrays = [feature_array(one) for one in features]
        shape = arrays[0].shape
        if len(shape) > 2 or shape[1:] not in ((), (1,)) or {a.shape for a in arrays} != {shape}:
            raise DesignError(
                "{layer} takes features of shape (batch,) or (batch, 1), all alike, not {shapes}.",
                layer=self.title, shapes=[str(array.shape) for array in arrays],
            )  # fmt: skip
        columns = {str(place): array.reshape(-1, 1) for place, array in enumerate(arrays)}
        found = crossed_column(list(columns), self.num_bins).encode(columns).ids
        return self.one_row(found.reshape(shape), self.num_bins)

    def encoded_shape(self, shapes):
        return self.row_shape(tuple(shapes[0]), self.num_bins)

    def get_config(self) -> dict[str, Any]:
        own = {"num_bins": self.num_bins, "output_mode": self.output_mode}
        return {**super().get_config(), **own}


class Discretization(Hosted):
    """Turns numbers into the number of the range in which they lie.

    Ranges are given by `bin_boundaries`, of which each is the least number of the next range, or
    are learned by `adapt` so that all of `num_bins` hold about as many samples.
    """

    def __init__(
        self, bin_boundaries: Any = None, num_bins: int | None = None, epsilon: float = 0.01,
        output_mode: str = INT, sparse: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        if (bin_boundaries is None) == (num_bins is None) or sparse:
            raise DesignError(
                "{layer} takes either bin_boundaries or num_bins, and gives no sparse results.",
                layer=self.title,
            )
        self.num_bins, self.epsilon = num_bins, epsilon
        self.bin_boundaries = None if bin_boundaries is None else sorted(map(float, bin_boundaries))
        self.output_mode = self.checked_mode(output_mode, INT, ONE_HOT, MULTI_HOT, COUNT)

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Choose the ranges so that each holds about as many of these numbers."""
        if self.num_bins is None:
            raise DesignError("The ranges of {layer} were given.", layer=self.title)
        size = None if hasattr(data, "as_numpy_iterator") else batch_size or 32
        seen, weights = np.zeros(0), np.zeros(0)
        for part in samples(data, steps):
            for begin in range(0, len(part), size or max(1, len(part))):
                values = np.sort(np.ravel(part[begin : begin + (size or len(part))]).astype(float))
                step = max(len(values) * self.epsilon, 1)
                values = values[int(len(values) * self.epsilon) :: int(step)]
                seen = np.concatenate([seen, values])
                weights = np.concatenate([weights, np.full(len(values), step)])
                order = np.argsort(seen, kind="stable")
                seen, weights = spread(seen[order], weights[order], self.epsilon)
        edges, _ = spread(seen, weights, 1.0 / self.num_bins)
        self.bin_boundaries = edges[:-1].astype(np.float32).tolist()

    def encoded(self, values: np.ndarray) -> np.ndarray:
        if self.bin_boundaries is None:
            raise DesignError(
                "{layer} does not know its ranges yet.", fix="Call adapt first.", layer=self.title
            )
        edges = np.asarray(self.bin_boundaries, np.float32)
        places = np.searchsorted(edges, np.asarray(values, np.float32), side="right")
        return self.one_row(places, len(edges) + 1)

    def encoded_shape(self, shape):
        count = self.num_bins or len(self.bin_boundaries) + 1
        return self.row_shape(shape, count)

    def get_config(self) -> dict[str, Any]:
        learned = self.num_bins is not None
        return {
            **super().get_config(),
            "bin_boundaries": None if learned else self.bin_boundaries,
            "num_bins": self.num_bins,
            "epsilon": self.epsilon,
            "output_mode": self.output_mode,
        }


def spread(
    values: np.ndarray, weights: np.ndarray, share: float
) -> tuple[np.ndarray, np.ndarray]:
    """Values that stand for equal shares of sorted ones, as Keras finds them, and their weights."""
    if len(values) * share < 1:
        return values, weights
    wanted = share + np.arange(0.0, 1.0, share)
    reached = weights.cumsum()
    found = np.interp(wanted, reached / reached[-1], values)
    return found, np.diff(np.interp(wanted, reached / reached[-1], reached), prepend=0.0)


__all__ = ["CategoryEncoding", "Discretization", "HashedCrossing", "Hashing"]
