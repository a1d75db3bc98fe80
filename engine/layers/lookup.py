"""Layers that look words or numbers up in a vocabulary, given or learned from data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.feature_column import fingerprint
from engine.layers.hosted import (
    COUNT,
    INT,
    MULTI_HOT,
    ONE_HOT,
    TF_IDF,
    Hosted,
    as_texts,
    samples,
)
from engine.raw import texts


class Lookup(Hosted):
    """Gives each word of a vocabulary a number; see `StringLookup` and `IntegerLookup`."""

    unknown: Any = None
    stringly = True

    def __init__(
        self, max_tokens: int | None, num_oov_indices: int, mask_token: Any, oov_token: Any,
        vocabulary: Any, idf_weights: Any, invert: bool, output_mode: str, sparse: bool,
        pad_to_max_tokens: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.output_mode = self.checked_mode(output_mode, INT, ONE_HOT, MULTI_HOT, COUNT, TF_IDF)
        if sparse:
            raise DesignError(
                "{layer} cannot give sparse results.", fix="Leave sparse at False.",
                layer=self.title,
            )  # fmt: skip
        if max_tokens is not None and max_tokens <= num_oov_indices:
            raise DesignError(
                "{layer} has room for {count} words, which is none beside the unknown ones.",
                fix="Give a larger max_tokens.", layer=self.title, count=max_tokens,
            )  # fmt: skip
        if invert and self.output_mode != INT:
            raise DesignError("With invert the output mode must be int.")
        self.max_tokens, self.num_oov_indices = max_tokens, num_oov_indices
        self.mask_token, self.oov_token, self.invert = mask_token, oov_token, invert
        self.pad_to_max_tokens = pad_to_max_tokens
        self.reset_state()
        if vocabulary is not None:
            self.set_vocabulary(vocabulary, idf_weights)
        elif idf_weights is not None:
            raise DesignError("idf_weights belong to a vocabulary.", fix="Give it, too.")

    def reset_state(self) -> None:
        """Forget the vocabulary."""
        self.tokens: list[Any] = []
        self.places: dict[Any, int] = {}
        self.idf_weights: np.ndarray | None = None
        self._counts: Counter = Counter()
        self._holders: Counter = Counter()
        self._documents = 0

    # What stands before the words

    @property
    def _special(self) -> list[Any]:
        masked = self.mask_token is not None and self.output_mode == INT
        return [*([self.mask_token] if masked else []), *[self.oov_token] * self.num_oov_indices]

    @property
    def _first_unknown(self) -> int:
        return len(self._special) - self.num_oov_indices

    def vocabulary_size(self) -> int:
        return len(self.tokens) + len(self._special)

    vocab_size = vocabulary_size

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[Any]:
        """The words in the order of their numbers, behind the mask's and the unknown word's."""
        return [*self._special, *self.tokens] if include_special_tokens else list(self.tokens)

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        """Take words from a list, an array or the lines of a file. Raises DesignError."""
        words = self._words(vocabulary)
        special = self._special
        with_special = bool(special) and words[: len(special)] == special
        words = words[len(special) :] if with_special else words
        twice = [word for word, count in Counter(words).items() if count > 1]
        reserved = [word for word in words if word in special]
        if twice or reserved:
            raise DesignError(
                "The vocabulary of {layer} holds {words} more than once.",
                fix="Give each word once.", layer=self.title, words=(twice or reserved)[:5],
            )  # fmt: skip
        if self.max_tokens is not None and len(words) + len(special) > self.max_tokens:
            raise DesignError(
                "{layer} has room for {most} words, but was given {count}.",
                fix="Give a larger max_tokens.",
                layer=self.title, most=self.max_tokens, count=len(words) + len(special),
            )  # fmt: skip
        if (idf_weights is None) == (self.output_mode == TF_IDF):
            raise DesignError(
                "idf_weights go with output_mode tf_idf, and it needs them.", layer=self.title
            )
        self._settle(words)
        if idf_weights is not None:
            given = np.asarray(idf_weights, np.float32)
            self._weigh(given[len(special) :] if with_special else given,
                        given[: len(special)] if with_special else None)  # fmt: skip

    def _words(self, vocabulary: Any) -> list[Any]:
        if isinstance(vocabulary, (str, Path)):
            lines = Path(vocabulary).read_text("utf-8").splitlines()
            return lines if self.stringly else [int(line) for line in lines]
        given = np.asarray(vocabulary, object).ravel().tolist()
        return as_texts(np.asarray(given, object)).tolist() if self.stringly else [
            int(one) for one in given
        ]  # fmt: skip

    def _settle(self, words: Sequence[Any]) -> None:
        first = len(self._special)
        self.tokens = list(words)
        self.places = {word: place for place, word in enumerate(words, first)}
        self.built = True

    def _weigh(self, weights: np.ndarray, of_special: np.ndarray | None = None) -> None:
        """A weight for each word; the unknown ones have the mean."""
        if len(weights) != len(self.tokens):
            raise DesignError(
                "There are {count} idf_weights for {words} words.",
                fix="Give one for each word.", count=len(weights), words=len(self.tokens),
            )  # fmt: skip
        if of_special is None:
            of_special = np.full(len(self._special), weights.mean() if len(weights) else 0)
        self.idf_weights = np.concatenate([of_special, weights]).astype(np.float32)

    # Learning the words

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Learn the vocabulary from data: the commonest words first, ties from Z to A."""
        self.reset_state()
        for values in samples(data, steps):
            self.update_state(values)
        self.finalize_state()

    def update_state(self, data: Any) -> None:
        """Count the words of more data."""
        values = self._keys(np.asarray(data))
        rows = values.reshape(1, -1) if values.ndim < 2 else values.reshape(len(values), -1)
        self.count_rows(row.tolist() for row in rows)

    def count_rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count lists of words, of which each is one document."""
        for row in rows:
            self._counts.update(row)
            self._holders.update(set(row))
            self._documents += 1

    def finalize_state(self) -> None:
        """Make the vocabulary of what was counted."""
        left_out = {self.mask_token, self.oov_token}
        counted = [word for word in self._counts if word not in left_out]
        order: Any = (lambda word: word.encode()) if self.stringly else (lambda word: word)
        counted.sort(key=lambda word: (self._counts[word], order(word)), reverse=True)
        if self.max_tokens is not None:
            counted = counted[: self.max_tokens - len(self._special)]
        self._settle(counted)
        if self.output_mode == TF_IDF:
            holders = np.array([self._holders[word] for word in counted], np.float64)
            self._weigh(np.log(1 + self._documents / (1 + holders)))

    # Looking up

    def _keys(self, values: np.ndarray) -> np.ndarray:
        return as_texts(values) if self.stringly else values.astype(np.int64)

    def _bucket(self, keys: list[Any]) -> np.ndarray:
        """Which of several numbers for unknown words each gets."""
        if self.stringly:
            return fingerprint.of_texts(keys) % np.uint64(self.num_oov_indices)
        return np.asarray(keys) % self.num_oov_indices

    def looked_up(self, keys: Sequence[Any]) -> np.ndarray:
        """The number of each word. Raises DesignError where an unknown one has none."""
        found = np.array([self.places.get(key, -1) for key in keys], np.int64)
        masked = self.mask_token is not None
        if masked:
            hidden = np.array([key == self.mask_token for key in keys], bool)
            found[hidden] = 0 if self.output_mode == INT else -2
        missing = np.flatnonzero(found == -1)
        if not len(missing):
            return found
        if self.num_oov_indices == 0:
            raise DesignError(
                "{words} are not in the vocabulary of {layer}.",
                fix="Set num_oov_indices to 1.",
                words=[keys[place] for place in missing[:5]], layer=self.title,
            )  # fmt: skip
        found[missing] = self._first_unknown
        if self.num_oov_indices > 1:
            found[missing] += self._bucket([keys[place] for place in missing]).astype(np.int64)
        return found

    def encoded(self, values: np.ndarray) -> np.ndarray:
        if self.invert:
            return self._words_of(values)
        keys = self._keys(values)
        places = self.looked_up(keys.ravel().tolist()).reshape(keys.shape)
        return self.in_rows(places)

    def in_rows(self, places: np.ndarray) -> np.ndarray:
        """Numbers of words as `output_mode` says."""
        rows = self.one_row(places, self.depth)
        if self.output_mode != TF_IDF:
            return rows
        weights = np.zeros(self.depth, np.float32)
        if self.idf_weights is not None:
            weights[: len(self.idf_weights)] = self.idf_weights
        return rows * weights

    def _words_of(self, values: np.ndarray) -> np.ndarray:
        """The words that numbers stand for."""
        words = dict(enumerate(self.get_vocabulary()))
        found = [words.get(int(number), self.oov_token) for number in values.ravel()]
        if not self.stringly:
            return np.array(found, np.int64).reshape(values.shape)
        whole = np.empty(len(found), object)
        whole[:] = found
        return texts(whole.reshape(values.shape))

    @property
    def depth(self) -> int:
        padded = self.pad_to_max_tokens and self.max_tokens is not None
        return self.max_tokens if padded else self.vocabulary_size()

    def encoded_shape(self, shape):
        if self.invert and self.stringly:
            raise DesignError(
                "{layer} makes texts of numbers, which a network cannot hold.",
                fix="Use it on what the network predicts.", layer=self.title,
            )  # fmt: skip
        return self.row_shape(shape, self.depth)

    def get_config(self) -> dict[str, Any]:
        """All arguments, with the vocabulary as it is now."""
        known = bool(self.tokens)
        weights = self.idf_weights
        return {
            **super().get_config(),
            "max_tokens": self.max_tokens,
            "num_oov_indices": self.num_oov_indices,
            "mask_token": self.mask_token,
            "oov_token": self.oov_token,
            "invert": self.invert,
            "output_mode": self.output_mode,
            "pad_to_max_tokens": self.pad_to_max_tokens,
            "vocabulary": list(self.tokens) if known else None,
            "idf_weights": None if weights is None else weights[len(self._special) :].tolist(),
        }


class StringLookup(Lookup):
    """Gives each word of a vocabulary a number, or with `invert` each number its word.

    Words that are not in it get the number 0 (or 1, behind the number of `mask_token`).
    """

    def __init__(
        self, max_tokens: int | None = None, num_oov_indices: int = 1,
        mask_token: str | None = None, oov_token: str = "[UNK]", vocabulary: Any = None,
        idf_weights: Any = None, encoding: str = "utf-8", invert: bool = False,
        output_mode: str = INT, sparse: bool = False, pad_to_max_tokens: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.encoding = encoding
        super().__init__(
            max_tokens, num_oov_indices, mask_token, oov_token, vocabulary, idf_weights, invert,
            output_mode, sparse, pad_to_max_tokens, **kwargs,
        )  # fmt: skip

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "encoding": self.encoding}


class IntegerLookup(Lookup):
    """Gives each whole number of a vocabulary a place, or with `invert` each place its number."""

    stringly = False

    def __init__(
        self, max_tokens: int | None = None, num_oov_indices: int = 1,
        mask_token: int | None = None, oov_token: int = -1, vocabulary: Any = None,
        vocabulary_dtype: str = "int64", idf_weights: Any = None, invert: bool = False,
        output_mode: str = INT, sparse: bool = False, pad_to_max_tokens: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.vocabulary_dtype = vocabulary_dtype
        super().__init__(
            max_tokens, num_oov_indices, mask_token, oov_token, vocabulary, idf_weights, invert,
            output_mode, sparse, pad_to_max_tokens, **kwargs,
        )  # fmt: skip

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "vocabulary_dtype": self.vocabulary_dtype}


__all__ = ["IntegerLookup", "StringLookup"]
