"""How do the columns of a table become numbers? As TensorFlow's feature columns do it."""

import numpy as np
import torch
import torch.nn.functional as F

from engine.feature_column.fingerprint import combined, of_texts


def as_rows(column):
    """A column of a table as (samples, places)."""
    column = np.asarray(column)
    return column.reshape(len(column), -1)


def is_text(values):
    return values.dtype.kind not in "iufb"


def present(values):
    """Which places hold a category: neither "" nor -1."""
    return np.asarray(values != ("" if is_text(values) else -1), bool)


def numbers(values, mean=0.0, deviation=1.0):
    """Numbers, brought to a common scale."""
    return ((np.asarray(values, np.float32) - mean) / deviation).astype(np.float32)


def hashed(values, buckets):
    """Category numbers by the words' fingerprints; -2 where there is nothing."""
    there = present(values)
    ids = np.full(values.shape, -2, np.int64)
    prints = of_texts([str(value) for value in values[there].tolist()])
    ids[there] = (prints % np.uint64(buckets)).astype(np.int64)
    return ids


def in_vocabulary(values, words, default=-1, extra=0):
    """Category numbers by the words' places in a list; unknown ones in buckets of their own.

    Without buckets an unknown word is -1; where there is nothing stands -2.
    """
    places = {word: place for place, word in enumerate(words)}
    there = present(values)
    wanted = values[there].tolist()
    found = np.asarray([places.get(word, -1) for word in wanted], np.int64)
    if extra:
        prints = of_texts([str(word) for word in wanted])
        others = len(words) + (prints % np.uint64(extra)).astype(np.int64)
    else:
        others = default
    ids = np.full(values.shape, -2, np.int64)
    ids[there] = np.where(found < 0, others, found)
    return ids


def as_categories(values, buckets, default=None):
    """Whole numbers that are the categories themselves; -2 where there is nothing."""
    ids = np.asarray(values, np.int64)
    if default is not None:
        ids = np.where((ids < 0) | (ids >= buckets), default, ids)
    return np.where(present(values), ids, -2)


def in_ranges(values, boundaries):
    """Which range between boundaries each number lies in; a range includes its left end."""
    edges = np.asarray(boundaries, np.float32)
    found = np.searchsorted(edges, np.asarray(values, np.float32), side="right")
    return found + (len(boundaries) + 1) * np.arange(values.shape[1])


def crossed(parts, buckets, hash_key=0xDECAFCAFFE):
    """Every combination of the categories of several columns, spread over buckets.

    A part is (category numbers, True), or (raw values, False), which are hashed here. An unknown
    word counts as a category, nothing (-2) does not.
    """
    samples = len(parts[0][0])
    total = np.full((samples, 1), hash_key, np.uint64)
    there = np.ones((samples, 1), bool)
    for values, is_category in parts:
        if is_text(values):
            own = of_texts(values.ravel().tolist()).reshape(values.shape)
        else:
            own = values.astype(np.int64).astype(np.uint64)
        known = values != -2 if is_category else np.ones(values.shape, bool)
        total = combined(total[:, :, None], own[:, None, :]).reshape(samples, -1)
        there = (there[:, :, None] & known[:, None, :]).reshape(samples, -1)
    return np.where(there, (total % np.uint64(buckets)).astype(np.int64), -2)


def shares(ids, combiner="sum", weights=None):
    """(category numbers, how much each counts); what is missing counts nothing."""
    counts = (ids >= 0).astype(np.float32)
    if weights is not None:
        counts = counts * np.asarray(weights, np.float32)
        if combiner != "sum":
            counts = np.maximum(counts, 0.0)
    total = np.ones((len(counts), 1), np.float32)
    if combiner == "mean":
        total = counts.sum(axis=1, keepdims=True)
    elif combiner == "sqrtn":
        total = np.sqrt(np.square(counts).sum(axis=1, keepdims=True))
    counts = np.divide(counts, total, out=np.zeros_like(counts), where=total != 0)
    return [np.maximum(ids, 0), counts]


def multi_hot(ids, counts, buckets):
    """How often each sample has each category."""
    return (F.one_hot(ids, buckets) * counts.unsqueeze(-1)).sum(dim=1)


def embedded(table, ids, counts, max_norm=None):
    """The vectors of each sample's categories, combined."""
    vectors = table(ids)
    if max_norm is not None:
        lengths = torch.linalg.vector_norm(vectors, dim=-1, keepdim=True)
        vectors = vectors * (max_norm / lengths.clamp(min=max_norm))
    return (vectors * counts.unsqueeze(-1)).sum(dim=1)
