"""How does a Keras 3 network take the columns of a table? As numbers, and places with shares."""

import keras
from keras import layers, ops


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
