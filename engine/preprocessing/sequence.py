"""How do sequences become arrays? Cut and filled up, cut into windows, or as pairs of words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine import batching, settings
from engine.errors import DesignError, DesignTypeError


def pad_sequences(
    sequences: Sequence[Any],
    maxlen: int | None = None,
    dtype: Any = "int32",
    padding: str = "pre",
    truncating: str = "pre",
    value: Any = 0.0,
) -> np.ndarray:
    """An array (sequences, maxlen, …) of sequences, cut and filled up with `value`.

    `padding` says where it is filled up, `truncating` where too long ones are cut: "pre" at the
    begin, "post" at the end. Raises DesignError for what is no list of sequences.
    """
    if not hasattr(sequences, "__len__") or not all(hasattr(one, "__len__") for one in sequences):
        raise DesignError(
            "pad_sequences takes a list of sequences, but was given {value}.",
            value=repr(sequences)[:80],
        )
    for name, choice in (("padding", padding), ("truncating", truncating)):
        if choice not in ("pre", "post"):
            raise DesignError(
                "{name} cannot be {choice}.", fix="Choose pre or post.", name=name,
                choice=repr(choice),
            )  # fmt: skip
    if maxlen is None:
        maxlen = max((len(one) for one in sequences), default=0)
    inner = next((np.asarray(one).shape[1:] for one in sequences if len(one)), ())
    texts = np.issubdtype(np.dtype(dtype), np.str_) or np.issubdtype(np.dtype(dtype), np.object_)
    if isinstance(value, str) and not texts:
        raise DesignError(
            "Sequences of {dtype} cannot be filled up with a text.",
            fix="Give dtype=object.",
            dtype=str(dtype),
        )
    filled = np.full((len(sequences), maxlen, *inner), value, dtype=dtype)
    for row, one in enumerate(sequences):
        if not len(one):
            continue
        kept = np.asarray(one[-maxlen:] if truncating == "pre" else one[:maxlen], dtype=dtype)
        if kept.shape[1:] != inner:
            raise DesignError(
                "The sequence {row} has items of shape {shape}, the others of {expected}.",
                row=row,
                shape=kept.shape[1:],
                expected=inner,
            )
        if padding == "post":
            filled[row, : len(kept)] = kept
        else:
            filled[row, maxlen - len(kept) :] = kept
    return filled


def _remove_long_seq(maxlen: int, seq: Sequence[Any], label: Sequence[Any]) -> tuple[list, list]:
    """The sequences shorter than `maxlen`, and their labels."""
    kept = [(one, its) for one, its in zip(seq, label, strict=True) if len(one) < maxlen]
    return [one for one, _ in kept], [its for _, its in kept]


class TimeseriesGenerator(batching.Sequence):
    """Batches of windows out of a series: `length` steps each, and the target after the last.

    A window holds every `sampling_rate`-th of its steps, and the next begins `stride` steps
    later. Raises DesignError where data and targets differ in length or no window fits in.
    """

    def __init__(
        self, data: Any, targets: Any, length: int, sampling_rate: int = 1, stride: int = 1,
        start_index: int = 0, end_index: int | None = None, shuffle: bool = False,
        reverse: bool = False, batch_size: int = 128,
    ) -> None:  # fmt: skip
        if len(data) != len(targets):
            raise DesignError(
                "There are {count} steps, but {targets} targets.",
                fix="Give one target for each step.", count=len(data), targets=len(targets),
            )  # fmt: skip
        self.data, self.targets, self.length = data, targets, length
        self.sampling_rate, self.stride, self.batch_size = sampling_rate, stride, batch_size
        self.start_index = start_index + length
        self.end_index = len(data) - 1 if end_index is None else end_index
        self.shuffle, self.reverse = shuffle, reverse
        if self.start_index > self.end_index:
            raise DesignError(
                "A window of {length} steps does not fit between step {first} and step {last}.",
                fix="Make the windows shorter, or give a longer series.",
                length=length, first=start_index, last=self.end_index,
            )  # fmt: skip

    def __len__(self) -> int:
        return -(-(self.end_index - self.start_index + 1) // (self.batch_size * self.stride))

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        if self.shuffle:
            rows = settings.generator().integers(
                self.start_index, self.end_index + 1, self.batch_size
            )
        else:
            reach = self.batch_size * self.stride
            first = self.start_index + reach * index
            rows = np.arange(first, min(first + reach, self.end_index + 1), self.stride)
        windows = [self.data[row - self.length : row : self.sampling_rate] for row in rows]
        samples, targets = np.array(windows), np.array([self.targets[row] for row in rows])
        return (samples[:, ::-1] if self.reverse else samples), targets

    def get_config(self) -> dict[str, Any]:
        """All arguments, the numbers as JSON. Raises DesignTypeError for what is no JSON."""
        return {
            "data": _as_json(self.data), "targets": _as_json(self.targets), "length": self.length,
            "sampling_rate": self.sampling_rate, "stride": self.stride,
            "start_index": self.start_index, "end_index": self.end_index, "shuffle": self.shuffle,
            "reverse": self.reverse, "batch_size": self.batch_size,
        }  # fmt: skip

    def to_json(self, **kwargs: Any) -> str:
        whole = {"class_name": type(self).__name__, "config": self.get_config()}
        return json.dumps(whole, **kwargs)


def _as_json(values: Any) -> str:
    try:
        return json.dumps(values.tolist() if isinstance(values, np.ndarray) else values)
    except TypeError as error:
        raise DesignTypeError(
            "{value} cannot be written as JSON.",
            fix="Give numbers, lists or arrays.", value=repr(values)[:80],
        ) from error  # fmt: skip


def make_sampling_table(size: int, sampling_factor: float = 1e-5) -> np.ndarray:
    """How likely the word of each rank is taken for `skipgrams`: the commonest least.

    Words are taken to be as frequent as Zipf says: 1 / (rank · (log(rank) + 0.577) + 1/2 -
    1 / (12 · rank)), and a word is taken with the root of sampling_factor / frequency.
    """
    rank = np.maximum(np.arange(size), 1)
    rarity = rank * (np.log(rank) + 0.577) + 0.5 - 1.0 / (12.0 * rank)
    return np.minimum(1.0, np.sqrt(sampling_factor * rarity))


def skipgrams(
    sequence: Sequence[int], vocabulary_size: int, window_size: int = 4,
    negative_samples: float = 1.0, shuffle: bool = True, categorical: bool = False,
    sampling_table: Any = None, seed: int | None = None,
) -> tuple[list, list]:  # fmt: skip
    """Pairs of words that stand near each other (label 1) and pairs drawn at random (label 0).

    0 is no word. `categorical` gives the labels as [0, 1] and [1, 0].
    """
    generator = settings.generator() if seed is None else np.random.default_rng(seed)
    pairs = [
        [word, other]
        for place, word in enumerate(sequence)
        if word and (sampling_table is None or sampling_table[word] >= generator.random())
        for near in range(max(0, place - window_size), place + window_size + 1)
        if near < len(sequence) and near != place and (other := sequence[near])
    ]
    labels: list[Any] = [[0, 1] if categorical else 1] * len(pairs)
    drawn = int(len(pairs) * negative_samples)
    if drawn:
        words = generator.permutation([word for word, _ in pairs]).tolist()
        others = generator.integers(1, vocabulary_size, drawn).tolist()
        pairs += [[words[place % len(words)], other] for place, other in enumerate(others)]
        labels += [[1, 0] if categorical else 0] * drawn
    if shuffle:
        order = generator.permutation(len(pairs)).tolist()
        pairs, labels = [pairs[place] for place in order], [labels[place] for place in order]
    return pairs, labels


__all__ = ["TimeseriesGenerator", "make_sampling_table", "pad_sequences", "skipgrams"]
