"""Where are the film reviews? 25,000 good and bad ones as numbers of words, as many to test."""

from typing import Any

import numpy as np

from engine.datasets import sequences
from engine.datasets.pictures import ORIGIN
from engine.datasets.stored import arrays_of
from engine.downloads import get_file

HASH = "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"
WORDS_HASH = "bfafd718b763782e994055a2d397834f"


def load_data(
    path: str = "imdb.npz", num_words: int | None = None, skip_top: int = 0,
    maxlen: int | None = None, seed: int = 113, start_char: int | None = 1,
    oov_char: int | None = 2, index_from: int = 3, cache_dir: Any = None,
) -> Any:  # fmt: skip
    """((x_train, y_train), (x_test, y_test)): lists of numbers, 1 for a good review.

    The commonest word has the number `index_from` + 1; words that are left out become `oov_char`.
    """
    arrays = arrays_of(get_file(path, ORIGIN + "imdb.npz", file_hash=HASH, cache_dir=cache_dir))
    parts = [
        sequences.marked(
            *sequences.shuffled(arrays[f"x_{part}"], arrays[f"y_{part}"], seed), start_char,
            index_from, maxlen,
        )
        for part in ("train", "test")
    ]  # fmt: skip
    (train, _), (test, _) = parts
    texts = sequences.limited(train + test, num_words, skip_top, oov_char)
    return tuple(
        (sequences.as_objects(texts[part]), np.array(labels))
        for part, (_, labels) in zip(
            (slice(len(train)), slice(len(train), None)), parts, strict=True
        )
    )


def get_word_index(path: str = "imdb_word_index.json") -> dict[str, int]:
    """The number of each word, without `index_from`."""
    return sequences.word_index(path, "imdb_word_index.json", WORDS_HASH)
