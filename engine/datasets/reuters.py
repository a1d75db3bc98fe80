"""Where is the newswire? 11,228 reports on 46 topics, as numbers of words."""

from typing import Any

import numpy as np

from engine.datasets import sequences
from engine.datasets.pictures import ORIGIN
from engine.datasets.stored import arrays_of
from engine.downloads import get_file

HASH = "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916"
WORDS_HASH = "4d44cc38712099c9e383dc6e5f11a921"
TOPICS = (
    "cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade "
    "reserves ship cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum "
    "oilseed gold tin strategic-metal livestock retail ipi iron-steel rubber heat jobs "
    "lei bop zinc orange pet-chem dlr gas silver wpi hog lead"
)


def load_data(
    path: str = "reuters.npz", num_words: int | None = None, skip_top: int = 0,
    maxlen: int | None = None, test_split: float = 0.2, seed: int = 113,
    start_char: int | None = 1, oov_char: int | None = 2, index_from: int = 3,
    cache_dir: Any = None,
) -> Any:  # fmt: skip
    """((x_train, y_train), (x_test, y_test)): lists of numbers and topics 0..45."""
    arrays = arrays_of(get_file(path, ORIGIN + "reuters.npz", file_hash=HASH, cache_dir=cache_dir))
    texts, labels = sequences.marked(
        *sequences.shuffled(arrays["x"], arrays["y"], seed), start_char, index_from, maxlen
    )
    texts = sequences.limited(texts, num_words, skip_top, oov_char)
    first = int(len(texts) * (1 - test_split))
    return tuple(
        (sequences.as_objects(texts[part]), np.array(labels[part]))
        for part in (slice(first), slice(first, None))
    )


def get_word_index(path: str = "reuters_word_index.json") -> dict[str, int]:
    """The number of each word, without `index_from`."""
    return sequences.word_index(path, "reuters_word_index.json", WORDS_HASH)


def get_label_names() -> tuple[str, ...]:
    """The topics in the order of their numbers."""
    return tuple(TOPICS.split())
