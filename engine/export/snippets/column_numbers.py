"""How do the columns of a table become numbers without TensorFlow? In NumPy, copied where needed.

Categories are pairs: whole numbers [samples, places], and which of the places hold one.
"""

import keras
import numpy as np
from keras import layers, ops

from engine.feature_column.fingerprint import combined, of_bytes


def in_rows(values):
    """One row for each sample."""
    values = np.asarray(values)
    return values.reshape(len(values), -1)


def is_text(values):
    return values.dtype.kind not in "iufb"


def present(values):
    """Which places hold a category: not "" and not -1."""
    return np.asarray(values != ("" if is_text(values) else -1), bool)


def fingerprints(values):
    """A large number for each text (FarmHash), or for the digits of each whole number."""
    numbers = [of_bytes(str(value).encode()) for value in values.ravel().tolist()]
    return np.array(numbers, np.uint64).reshape(values.shape)


def looked_up(values, vocabulary, default=-1):
    """Places in a vocabulary; what is not in it gets the default."""
    values = in_rows(values)
    places = {word: place for place, word in enumerate(vocabulary)}
    found = [places.get(value, default) for value in values.ravel().tolist()]
    return np.array(found, np.int64).reshape(values.shape), present(values)


def looked_up_or_hashed(values, vocabulary, buckets):
    """Places in a vocabulary; what is not in it is spread over buckets behind it."""
    ids, held = looked_up(values, vocabulary)
    spread = (fingerprints(in_rows(values)) % np.uint64(buckets)).astype(np.int64)
    return np.where(ids < 0, len(vocabulary) + spread, ids), held


def hashed(values, buckets):
    """Categories spread over buckets."""
    values = in_rows(values)
    return (fingerprints(values) % np.uint64(buckets)).astype(int), present(values)


def numbered(values, buckets, default=None):
    """Whole numbers that are the categories themselves."""
    ids = in_rows(values).astype(np.int64)
    held = present(ids)
    if default is not None:
        ids = np.where((ids < 0) | (ids >= buckets), default, ids)
    return ids, held


def bucketized(numbers, boundaries):
    """Which of the ranges between boundaries a number lies in."""
    found = np.searchsorted(np.array(boundaries, np.float32), numbers, side="right")
    ids = found + (len(boundaries) + 1) * np.arange(numbers.shape[1])
    return ids, np.ones(ids.shape, bool)


def raw(values):
    """A feature that is crossed as it stands."""
    values = in_rows(values)
    if values.dtype.kind == "f":
        values = values.astype(np.int64)
    numbers = fingerprints(values) if is_text(values) else values.astype(np.uint64)
    return numbers, np.ones(values.shape, bool)


def crossed(parts, buckets, key):
    """Every combination of categories, spread over buckets."""
    count = len(parts[0][0])
    total, held = np.full((count, 1), key, np.uint64), np.ones((count, 1), bool)
    for numbers, there in parts:
        numbers = numbers.astype(np.uint64)
        total = combined(total[:, :, None], numbers[:, None, :]).reshape(count, -1)
        held = (held[:, :, None] & there[:, None, :]).reshape(count, -1)
    return (total % np.uint64(buckets)).astype(np.int64), held


def counted(categories, buckets, weights=1.0):
    """How often each sample has each category."""
    ids, held = categories
    ids = np.where(held, ids, -1)
    hot = (ids[:, :, None] == np.arange(buckets)) * np.reshape(
        weights, (*np.shape(weights), 1)
    )
    return hot.sum(axis=1).astype(np.float32)


def shares(categories, combiner, weights=None):
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


@keras.saving.register_keras_serializable("layerloom")
class DenseFeatures(layers.Layer):
    """Puts columns side by side: numbers as they come, places of words as learned vectors.

    `tables` has an entry for each column: None for numbers, else a dict with the number of
    buckets, the dimension, max_norm and trainable.
    """

    def __init__(self, tables, **kwargs):
        super().__init__(**kwargs)
        self.tables = tables

    def build(self, input_shape):
        self.vectors = [
            self.add_weight(
                name=f"vectors_{place}",
                shape=(table["buckets"], table["dimension"]),
                initializer=keras.initializers.TruncatedNormal(
                    stddev=table["dimension"] ** -0.5
                ),
                trainable=table["trainable"],
            )
            for place, table in enumerate(self.tables)
            if table is not None
        ]

    def call(self, inputs):
        values, vectors = iter(inputs), iter(self.vectors)
        parts = []
        for table in self.tables:
            if table is None:
                parts.append(next(values))
                continue
            # An operand's gradient is added up over equal places before it is squared.
            found = ops.take(next(vectors) * 1.0, next(values), axis=0)
            if table["max_norm"] is not None:
                size = ops.sqrt(ops.sum(ops.square(found), axis=-1, keepdims=True))
                found = found * (
                    table["max_norm"] / ops.maximum(size, table["max_norm"])
                )
            parts.append(ops.sum(found * next(values)[..., None], axis=1))
        return ops.concatenate(parts, axis=-1)

    def get_config(self):
        return {**super().get_config(), "tables": self.tables}
