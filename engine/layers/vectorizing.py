"""The layer that turns texts into numbers: cleaned, split into words, looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError, unknown_name
from engine.layers.hosted import COUNT, INT, MULTI_HOT, TF_IDF, Hosted, as_texts, samples
from engine.layers.lookup import StringLookup
from engine.raw import texts

PUNCTUATION = re.compile(r"[!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~']")
WHITE_SPACE = re.compile(r"[ \t\n\r\f\v]+")
# Only the letters A to Z, as TensorFlow does it.
LOWER = str.maketrans({chr(code): chr(code + 32) for code in range(65, 91)})
STANDARDS: dict[str, Callable[[str], str]] = {
    "lower_and_strip_punctuation": lambda text: PUNCTUATION.sub("", text.translate(LOWER)),
    "lower": lambda text: text.translate(LOWER),
    "strip_punctuation": lambda text: PUNCTUATION.sub("", text),
}
SPLITS: dict[str, Callable[[str], list[str]]] = {
    "whitespace": lambda text: [word for word in WHITE_SPACE.split(text) if word],
    "character": list,
}


class TextVectorization(Hosted):
    """Turns texts into rows of numbers: one for each word, or one column for each word.

    Texts are cleaned (`standardize`), split into words and looked up in a vocabulary, which
    `adapt(texts)` learns: the commonest words first. 0 stands for no word, 1 for an unknown one.
    In a network it comes first, and needs `output_sequence_length` where it gives words.
    """

    def __init__(
        self, max_tokens: int | None = None, standardize: Any = "lower_and_strip_punctuation",
        split: Any = "whitespace", ngrams: Any = None, output_mode: str = INT,
        output_sequence_length: int | None = None, pad_to_max_tokens: bool = False,
        vocabulary: Any = None, idf_weights: Any = None, sparse: bool = False,
        ragged: bool = False, encoding: str = "utf-8", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.output_mode = self.checked_mode(output_mode, INT, MULTI_HOT, COUNT, TF_IDF)
        for name, value, known in (
            ("standardize", standardize, STANDARDS), ("split", split, SPLITS)
        ):  # fmt: skip
            if value is not None and not callable(value) and value not in known:
                raise unknown_name(name, str(value), known)
        if ragged:
            raise DesignError(
                "{layer} cannot give rows of different lengths.", fix="Leave ragged at False.",
                layer=self.title,
            )  # fmt: skip
        if output_sequence_length is not None and self.output_mode != INT:
            raise DesignError("output_sequence_length goes with output_mode int.")
        self.standardize, self.split, self.encoding = standardize, split, encoding
        self.ngrams = tuple(range(1, ngrams + 1)) if isinstance(ngrams, int) else ngrams
        self.output_sequence_length = output_sequence_length
        self._lookup = StringLookup(
            max_tokens, mask_token="", vocabulary=vocabulary, idf_weights=idf_weights,
            output_mode=self.output_mode, pad_to_max_tokens=pad_to_max_tokens, sparse=sparse,
            name=f"{self.name}_lookup",
        )  # fmt: skip

    # The vocabulary

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[str]:
        return self._lookup.get_vocabulary(include_special_tokens)

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        self._lookup.set_vocabulary(vocabulary, idf_weights)

    def vocabulary_size(self) -> int:
        return self._lookup.vocabulary_size()

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Learn the vocabulary from texts, an array of them or a data set."""
        self.reset_state()
        for values in samples(data, steps):
            self.update_state(values)
        self.finalize_state()

    def reset_state(self) -> None:
        self._lookup.reset_state()

    def update_state(self, data: Any) -> None:
        """Count the words of more texts."""
        self._lookup.count_rows(self._rows(np.asarray(data)))

    def finalize_state(self) -> None:
        self._lookup.finalize_state()
        self.built = True

    # The words

    def _rows(self, values: np.ndarray) -> list[list[str]]:
        """The words of each text."""
        values = as_texts(values)
        if values.ndim > 1 and values.shape[-1] != 1 and self.split is not None:
            raise DesignError(
                "{layer} takes one text for each sample, not an array of shape {shape}.",
                layer=self.title, shape=values.shape,
            )  # fmt: skip
        if callable(self.standardize):
            values = as_texts(np.asarray(self.standardize(values)))
        elif self.standardize is not None:
            clean = STANDARDS[self.standardize]
            values = np.array([clean(one) for one in values.ravel()], object).reshape(values.shape)
        if self.split is None:
            rows = values.reshape(len(values), -1).tolist() if values.ndim > 1 else [
                [one] for one in values.ravel()
            ]  # fmt: skip
        elif callable(self.split):
            found = self.split(texts(values.ravel()))
            rows = [[str(word) for word in row] for row in found]
        else:
            rows = [SPLITS[self.split](one) for one in values.ravel()]
        return rows if self.ngrams is None else [grams(row, self.ngrams) for row in rows]

    def encoded(self, values: np.ndarray) -> np.ndarray:
        rows = [self._lookup.looked_up(row) for row in self._rows(values)]
        length = self.output_sequence_length
        if length is None:
            length = max(map(len, rows), default=0)
        # Beyond the end there is no word: 0, or no column.
        whole = np.full((len(rows), length), 0 if self.output_mode == INT else -2, np.int64)
        for place, row in enumerate(rows):
            whole[place, : len(row)] = row[:length]
        return self._lookup.in_rows(whole if values.ndim else whole[0])

    def encoded_shape(self, shape):
        batch = shape[0] if shape else 1
        if self.output_mode != INT:
            return (batch, self._lookup.depth)
        return (batch, self.output_sequence_length)

    def get_config(self) -> dict[str, Any]:
        inner = self._lookup.get_config()
        names = ("max_tokens", "pad_to_max_tokens", "vocabulary", "idf_weights")
        return {
            **super().get_config(),
            **{name: inner[name] for name in names},
            "standardize": self.standardize,
            "split": self.split,
            "ngrams": self.ngrams,
            "output_mode": self.output_mode,
            "output_sequence_length": self.output_sequence_length,
            "encoding": self.encoding,
        }


def grams(words: Sequence[str], widths: Sequence[int]) -> list[str]:
    """All runs of so many words, the shorter runs first."""
    return [
        " ".join(words[place : place + width])
        for width in widths
        for place in range(len(words) - width + 1)
    ]


__all__ = ["TextVectorization"]
