"""How do the columns of a table become numbers outside of a network? In NumPy, where programs go.

Categories are pairs: whole numbers [samples, places], and which of the places hold one.
"""

import numpy as np

from engine.feature_column.fingerprint import combined, of_texts


def in_rows(values):
    """One row for each sample."""
    values = np.asarray(values)
    return values.reshape(len(values), -1)


def numbers(values, mean=0.0, deviation=1.0):
    """Numbers, brought to a common scale."""
    return (in_rows(values).astype(np.float32) - mean) / deviation


def is_text(values):
    return values.dtype.kind not in "iufb"


def present(values):
    """Which places hold a category: not "" and not -1."""
    return np.asarray(values != ("" if is_text(values) else -1), bool)


def fingerprints(values):
    """A large number for each text (FarmHash), or for the digits of each whole number."""
    texts = [str(value) for value in values.ravel().tolist()]
    return of_texts(texts).reshape(values.shape)


def looked_up(values, vocabulary, default=-1):
    """Places in a vocabulary; what is not in it gets the default."""
    values = in_rows(values)
    places = {word: place for place, word in enumerate(vocabulary)}
    found = [places.get(value, default) for value in values.ravel().tolist()]
    return np.array(found, np.int64).reshape(values.shape), present(values)


def looked_up_or_hashed(values, vocabulary, buckets):
    """Places in a vocabulary; what is not in it is spread over buckets behind it."""
    ids, held = looked_up(values, vocabulary)
    return np.where(ids < 0, len(vocabulary) + hashed(values, buckets)[0], ids), held


def hashed(values, buckets):
    """Categories spread over buckets."""
    values = in_rows(values)
    ids = (fingerprints(values) % np.uint64(buckets)).astype(np.int64)
    return ids, present(values)


def numbered(values, buckets, default=None):
    """Whole numbers that are the categories themselves."""
    ids = in_rows(values).astype(np.int64)
    held = present(ids)
    if default is not None:
        ids = np.where((ids < 0) | (ids >= buckets), default, ids)
    return ids, held


def bucketized(values, boundaries):
    """Which of the ranges between boundaries a number lies in."""
    found = np.searchsorted(np.array(boundaries, np.float32), values, side="right")
    ids = found + (len(boundaries) + 1) * np.arange(values.shape[1])
    return ids, np.ones(ids.shape, bool)


def raw(values):
    """A feature that is crossed as it stands."""
    values = in_rows(values)
    if values.dtype.kind == "f":
        values = values.astype(np.int64)
    held = np.ones(values.shape, bool)
    return fingerprints(values) if is_text(values) else values.astype(np.uint64), held


def crossed(parts, buckets, key=0xDECAFCAFFE):
    """Every combination of categories, spread over buckets."""
    count = len(parts[0][0])
    total, held = np.full((count, 1), key, np.uint64), np.ones((count, 1), bool)
    for ids, there in parts:
        ids = ids.astype(np.uint64)
        total = combined(total[:, :, None], ids[:, None, :]).reshape(count, -1)
        held = (held[:, :, None] & there[:, None, :]).reshape(count, -1)
    return (total % np.uint64(buckets)).astype(np.int64), held


def counted(categories, buckets, weights=1.0):
    """How often each sample has each category."""
    ids, held = categories
    ids = np.where(held, ids, -1)
    weights = np.reshape(weights, (*np.shape(weights), 1))
    return ((ids[:, :, None] == np.arange(buckets)) * weights).sum(axis=1, dtype="f")


def shares(categories, combiner="sum", weights=None):
    """(places, how much each counts) for vectors that are combined."""
    ids, held = categories
    ids = np.where(held, ids, -1)
    given = (ids >= 0).astype(np.float32)
    if weights is not None:
        given = given * weights
        if combiner != "sum":
            given[given < 0] = 0
    total = np.ones((len(given), 1), np.float32)
    if combiner == "mean":
        total = given.sum(axis=1, keepdims=True)
    elif combiner == "sqrtn":
        total = np.sqrt(np.square(given).sum(axis=1, keepdims=True))
    share = np.divide(given, total, out=np.zeros_like(given), where=total != 0)
    return np.maximum(ids, 0).astype(np.int32), share.astype(np.float32)
