"""How do texts become numbers outside of a network? Split into words, counted, hashed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError, unknown_name

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'
MODES = ("binary", "count", "tfidf", "freq")


def text_to_word_sequence(
    input_text: str, filters: str = FILTERS, lower: bool = True, split: str = " "
) -> list[str]:
    """The words of a text; the letters in `filters` part words as `split` does."""
    text = input_text.lower() if lower else input_text
    return [word for word in text.translate(dict.fromkeys(map(ord, filters), split)).split(split)
            if word]  # fmt: skip


def hashing_trick(
    text: str, n: int, hash_function: Any = None, filters: str = FILTERS, lower: bool = True,
    split: str = " ", analyzer: Callable | None = None,
) -> list[int]:  # fmt: skip
    """A number from 1 to n - 1 for each word: by Python's `hash`, "md5" or a function."""
    found = hash if hash_function is None else hash_function
    found = _md5 if found == "md5" else found
    words = analyzer(text) if analyzer else text_to_word_sequence(text, filters, lower, split)
    return [found(word) % (n - 1) + 1 for word in words]


def _md5(word: str) -> int:
    return int(hashlib.md5(word.encode(), usedforsecurity=False).hexdigest(), 16)


def one_hot(
    input_text: str, n: int, filters: str = FILTERS, lower: bool = True, split: str = " ",
    analyzer: Callable | None = None,
) -> list[int]:  # fmt: skip
    """`hashing_trick` with Python's `hash`, which gives other numbers in another process."""
    return hashing_trick(input_text, n, hash, filters, lower, split, analyzer)


class Tokenizer:
    """Numbers words by how often texts hold them: 1 is the commonest, 0 stands for no word.

    With `num_words` only the numbers below it are given out; a word without a number is left out,
    or becomes `oov_token`, which then has the number 1.
    """

    def __init__(
        self, num_words: int | None = None, filters: str = FILTERS, lower: bool = True,
        split: str = " ", char_level: bool = False, oov_token: str | None = None,
        analyzer: Callable | None = None, document_count: int = 0,
    ) -> None:  # fmt: skip
        self.num_words, self.filters, self.lower, self.split = num_words, filters, lower, split
        self.char_level, self.oov_token, self.analyzer = char_level, oov_token, analyzer
        self.document_count = document_count
        self.word_counts: dict[str, int] = {}
        self.word_docs: dict[str, int] = {}
        self.index_docs: dict[int, int] = {}
        self.word_index: dict[str, int] = {}
        self.index_word: dict[int, str] = {}

    def _words(self, text: Any) -> Sequence[str]:
        """What counts as words in a text; a list of words is taken as it is."""
        if isinstance(text, list):
            return [word.lower() for word in text] if self.lower else text
        if self.char_level:
            return text.lower() if self.lower else text
        if self.analyzer is not None:
            return self.analyzer(text)
        return text_to_word_sequence(text, self.filters, self.lower, self.split)

    def fit_on_texts(self, texts: Iterable[Any]) -> None:
        """Count the words of texts, beside those counted before, and number them."""
        counts, held = Counter(self.word_counts), Counter(self.word_docs)
        for text in texts:
            words = self._words(text)
            counts.update(words)
            held.update(set(words))
            self.document_count += 1
        self.word_counts, self.word_docs = dict(counts), dict(held)
        common = sorted(counts, key=counts.__getitem__, reverse=True)
        words = common if self.oov_token is None else [self.oov_token, *common]
        self.word_index = {word: number for number, word in enumerate(words, 1)}
        self.index_word = {number: word for word, number in self.word_index.items()}
        self.index_docs |= {self.word_index[word]: count for word, count in held.items()}

    def fit_on_sequences(self, sequences: Sequence[Sequence[int]]) -> None:
        """Count in how many sequences each number stands."""
        self.document_count += len(sequences)
        for one in sequences:
            for number in set(one):
                self.index_docs[number] = self.index_docs.get(number, 0) + 1

    def _given_out(self, number: int | None) -> int | None:
        """A number that is given out in place of one: itself, the unknown word's or none."""
        if number is None or (self.num_words and number >= self.num_words):
            return self.word_index.get(self.oov_token)
        return number

    def texts_to_sequences(self, texts: Iterable[Any]) -> list[list[int]]:
        """The numbers of each text's words."""
        return list(self.texts_to_sequences_generator(texts))

    def texts_to_sequences_generator(self, texts: Iterable[Any]) -> Iterator[list[int]]:
        for text in texts:
            numbers = (self._given_out(self.word_index.get(word)) for word in self._words(text))
            yield [number for number in numbers if number is not None]

    def sequences_to_texts(self, sequences: Iterable[Sequence[int]]) -> list[str]:
        """The words of each sequence, parted by spaces."""
        return list(self.sequences_to_texts_generator(sequences))

    def sequences_to_texts_generator(self, sequences: Iterable[Sequence[int]]) -> Iterator[str]:
        for one in sequences:
            known = (self._given_out(n if n in self.index_word else None) for n in one)
            yield " ".join(self.index_word[number] for number in known if number is not None)

    def texts_to_matrix(self, texts: Iterable[Any], mode: str = "binary") -> np.ndarray:
        """A row for each text; see `sequences_to_matrix`."""
        return self.sequences_to_matrix(self.texts_to_sequences(texts), mode)

    def sequences_to_matrix(self, sequences: Sequence[Any], mode: str = "binary") -> np.ndarray:
        """A row for each sequence, a column for each number.

        It holds whether the number occurs ("binary"), how often ("count"), its share ("freq"), or
        how telling it is ("tfidf"). Raises DesignError where nothing was counted before.
        """
        if mode not in MODES:
            raise unknown_name("mode", mode, MODES)
        if not self.num_words and not self.word_index:
            raise DesignError(
                "The Tokenizer does not know how many words there are.",
                fix="Give num_words, or call fit_on_texts first.",
            )
        if mode == "tfidf" and not self.document_count:
            raise DesignError("The Tokenizer has counted no texts.", fix="Call fit_on_texts first.")
        width = self.num_words or len(self.word_index) + 1
        matrix = np.zeros((len(sequences), width))
        for row, one in zip(matrix, sequences, strict=True):
            for number, count in Counter(one).items():
                if number < width:
                    row[number] = self._weight(mode, number, count, len(one))
        return matrix

    def _weight(self, mode: str, number: int, count: int, length: int) -> float:
        if mode == "tfidf":
            rarity = self.document_count / (1 + self.index_docs.get(number, 0))
            return (1 + np.log(count)) * np.log(1 + rarity)
        return {"binary": 1, "count": count, "freq": count / length}[mode]

    def get_config(self) -> dict[str, Any]:
        """All settings and counts as plain values, the tables as JSON."""
        plain = ("num_words", "filters", "lower", "split", "char_level", "oov_token")
        tables = ("word_counts", "word_docs", "index_docs", "index_word", "word_index")
        return {
            **{name: getattr(self, name) for name in (*plain, "document_count")},
            **{name: json.dumps(getattr(self, name)) for name in tables},
        }

    def to_json(self, **kwargs: Any) -> str:
        whole = {"class_name": type(self).__name__, "config": self.get_config()}
        return json.dumps(whole, **kwargs)


def tokenizer_from_json(json_string: str) -> Tokenizer:
    """The Tokenizer that `to_json` wrote."""
    config = json.loads(json_string)["config"]
    words = {name: json.loads(config.pop(name)) for name in ("word_counts", "word_docs")}
    numbers = {name: json.loads(config.pop(name)) for name in ("index_docs", "index_word")}
    index = json.loads(config.pop("word_index"))
    made = Tokenizer(**config)
    vars(made).update(words, word_index=index)
    vars(made).update({n: {int(k): v for k, v in table.items()} for n, table in numbers.items()})
    return made


__all__ = [
    "Tokenizer", "hashing_trick", "one_hot", "text_to_word_sequence", "tokenizer_from_json",
]  # fmt: skip
