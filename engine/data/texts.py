"""How does a text become numbers? Its words, counted off in the training texts, most used first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import DesignError, Where

NOTHING, UNKNOWN = 0, 1  # where there is no word, and a word that training never saw
MOST_WORDS = 10_000
LONGEST = 200  # words of a text that are fed unless a person says otherwise
FILLED = "–"  # the tag of a place without a word
# A Chinese character is a word; so is what letters make together, and a mark of feeling.
WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’][^\W_\u3400-\u9fff]+)*|[!?]")


@dataclass(frozen=True)
class TextRecipe:
    """What a column of texts becomes: `length` whole numbers, filled up with 0 at the front."""

    column: str
    words: tuple[str, ...]
    length: int

    @property
    def size(self) -> int:
        """How many different numbers there are."""
        return len(self.words) + 2


def words_of(text: Any) -> list[str]:
    """The words of a text in small letters; none of a gap."""
    return WORD.findall(text.lower()) if isinstance(text, str) else []


def make_text_recipe(name: str, training: Iterable[Any], length: int) -> TextRecipe:
    """The vocabulary of the training texts and how many words are fed. Raises DesignError.

    A length of 0 is chosen so that nineteen of twenty texts are whole.
    """
    split = [words_of(text) for text in training]
    counts = Counter(word for words in split for word in words)
    if not counts:
        raise DesignError(
            "Column '{column}' holds no words.",
            fix="Choose a column of texts.",
            where=Where(field=name),
            column=name,
        )
    ordered = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_WORDS]
    if not length:
        usual = int(np.quantile([len(words) for words in split], 0.95, method="higher"))
        length = min(max(usual, 1), LONGEST)
    return TextRecipe(name, tuple(ordered), length)


def encode_texts(series: Iterable[Any], recipe: TextRecipe) -> np.ndarray:
    """Texts as int32 [texts, length]; the end of a text that is too long is left out."""
    places = {word: place for place, word in enumerate(recipe.words, 2)}
    rows = [[places.get(word, UNKNOWN) for word in words_of(text)] for text in series]
    return filled(rows, recipe.length)


def filled(rows: Sequence[Sequence[int]], length: int) -> np.ndarray:
    """Rows of numbers as one array, with 0 before the short ones."""
    found = np.zeros((len(rows), length), np.int32)
    for place, row in enumerate(rows):
        kept = list(row)[:length]
        if kept:
            found[place, length - len(kept) :] = kept
    return found


def tag_names(series: Iterable[Any]) -> tuple[str, ...]:
    """The tags of all rows in order; the first one stands where there is no word."""
    return (FILLED, *sorted({tag for text in series for tag in str(text).split()}))


def encode_tags(
    series: Iterable[Any], sentences: Iterable[Any], names: Sequence[str], recipe: TextRecipe
) -> np.ndarray:
    """A class for each word, int64 [texts, length]. Raises DesignError where words lack tags."""
    places = {name: place for place, name in enumerate(names)}
    rows = []
    for number, (tags, sentence) in enumerate(zip(series, sentences, strict=True), 1):
        row, count = [places[tag] for tag in str(tags).split()], len(words_of(sentence))
        if len(row) != count:
            raise DesignError(
                "Row {row} has {tags} tags for {words} words.",
                fix="Give every word one tag, with spaces between them.",
                where=Where(field="target"),
                row=number,
                tags=len(row),
                words=count,
            )
        rows.append(row)
    return filled(rows, recipe.length).astype(np.int64)


def word_at(recipe: TextRecipe, number: int) -> str:
    """The word that a number stands for."""
    if number == NOTHING:
        return ""
    return "?" if number == UNKNOWN else recipe.words[number - 2]
