"""How are texts that were stored as numbers handed out? Marked, cut down and with gaps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.datasets.pictures import ORIGIN
from engine.downloads import get_file
from engine.errors import DesignError
from engine.preprocessing.sequence import _remove_long_seq


def shuffled(texts: np.ndarray, labels: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Both in the order that Keras's seed gives."""
    order = np.arange(len(texts))
    np.random.RandomState(seed).shuffle(order)
    return texts[order], labels[order]


def marked(
    texts: Sequence[Any], labels: Any, start_char: int | None, index_from: int, maxlen: int | None
) -> tuple[list[list[int]], Any]:
    """Numbers moved up by `index_from`, behind a first one; only texts shorter than `maxlen`."""
    first = [] if start_char is None else [start_char]
    moved = [first + [word + index_from for word in text] for text in texts]
    if not maxlen:
        return moved, labels
    moved, labels = _remove_long_seq(maxlen, moved, labels)
    if not moved:
        raise DesignError(
            "No text is shorter than {maxlen} words.", fix="Give a larger maxlen.", maxlen=maxlen
        )
    return moved, labels


def limited(
    texts: list[list[int]], num_words: int | None, skip_top: int, oov_char: int | None
) -> list[list[int]]:
    """Only numbers from `skip_top` below `num_words`; `oov_char` (or nothing) for the others.

    Without `num_words` the rarest word falls out, as it does in Keras.
    """
    most = num_words or max(map(max, texts))
    if oov_char is None:
        return [[word for word in text if skip_top <= word < most] for text in texts]
    return [[word if skip_top <= word < most else oov_char for word in text] for text in texts]


def as_objects(texts: list[list[int]]) -> np.ndarray:
    """An array of lists."""
    found = np.empty(len(texts), object)
    found[:] = texts
    return found


def word_index(path: str, name: str, file_hash: str) -> dict[str, int]:
    """The number of each word, before it is moved up."""
    return json.loads(Path(get_file(path, ORIGIN + name, file_hash=file_hash)).read_text("utf-8"))
