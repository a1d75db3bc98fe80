"""How are feature columns written in a program? As calls of `engine.feature_column`, nested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from engine.errors import DesignError
from engine.export.column_names import renamed
from engine.export.python import literal
from engine.feature_column import (
    BucketizedColumn,
    Column,
    CrossedColumn,
    EmbeddingColumn,
    HashedCategoricalColumn,
    IdentityCategoricalColumn,
    IndicatorColumn,
    NumericColumn,
    Standardize,
    VocabularyFileCategoricalColumn,
    VocabularyListCategoricalColumn,
    WeightedCategoricalColumn,
)
from engine.training import initializers

# The function that makes a column, the fields that it takes by place, and those that are left out
# where they hold the usual value.
FUNCTIONS: dict[type, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    NumericColumn: (
        "numeric_column",
        ("key",),
        {
            "shape": (1,),
            "default_value": None,
            "dtype": "float32",
            "normalizer_fn": None,
        },
    ),
    BucketizedColumn: ("bucketized_column", ("source_column", "boundaries"), {}),
    HashedCategoricalColumn: (
        "categorical_column_with_hash_bucket",
        ("key", "hash_bucket_size"),
        {"dtype": "string"},
    ),
    VocabularyListCategoricalColumn: (
        "categorical_column_with_vocabulary_list",
        ("key", "vocabulary_list"),
        {
            "default_value": -1,
            "num_oov_buckets": 0,
        },
    ),
    VocabularyFileCategoricalColumn: (
        "categorical_column_with_vocabulary_file",
        ("key", "vocabulary_file", "vocabulary_size"),
        {
            "dtype": "string",
            "default_value": -1,
            "num_oov_buckets": 0,
        },
    ),
    IdentityCategoricalColumn: (
        "categorical_column_with_identity",
        ("key", "number_buckets"),
        {"default_value": None},
    ),
    WeightedCategoricalColumn: (
        "weighted_categorical_column",
        ("categorical_column", "weight_feature_key"),
        {"dtype": "float32"},
    ),
    CrossedColumn: (
        "crossed_column",
        ("keys", "hash_bucket_size"),
        {"hash_key": None},
    ),
    IndicatorColumn: ("indicator_column", ("categorical_column",), {}),
    EmbeddingColumn: (
        "embedding_column",
        ("categorical_column", "dimension"),
        {
            "combiner": "mean",
            "initializer": None,
            "max_norm": None,
            "trainable": True,
        },
    ),
}


def column_text(columns: Sequence[Column], speller: Any) -> str:
    """The list of a layer's columns, one a line. Raises DesignError for what cannot be written."""
    writer, names = Columns(speller.dialect.module), speller.dialect.column_names(columns)
    return f"[{', '.join(writer.text(renamed(column, names)) for column in columns)},]"


class Columns:
    """Writes columns for a library: Layerloom's engine, or TensorFlow for tf.keras."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.house = "feature_column" if module == "engine" else "tf.feature_column"

    def text(self, value: Any) -> str:
        """A column, or what one of its arguments holds."""
        if isinstance(value, tuple):
            return f"[{', '.join(self.text(item) for item in value)}]"
        if isinstance(value, Column):
            return self.column(value)
        if isinstance(value, Standardize):
            return self.standardize(value)
        if isinstance(value, initializers.Initializer):
            options = ", ".join(
                f"{name}={literal(item)}"
                for name, item in value.get_config().items()
                if item is not None
            )
            return f"{self.module}.initializers.{type(value).__name__}({options})"
        if callable(value):
            raise DesignError(
                "The function {name} of a numeric column cannot be written into a program.",
                fix="Use Standardize in its place.",
                name=getattr(value, "__name__", repr(value)),
            )
        return literal(value)

    def column(self, column: Column) -> str:
        function, placed, named = FUNCTIONS[type(column)]
        arguments = [self.text(getattr(column, field)) for field in placed]
        for field, usual in named.items():
            held = getattr(column, field)
            if held != usual and not is_usual_initializer(column, field):
                written = self.kind(held) if field == "dtype" else self.text(held)
                arguments.append(f"{field}={written}")
        return f"{self.house}.{function}({', '.join(arguments)})"

    def kind(self, dtype: str) -> str:
        return literal(dtype) if self.module == "engine" else f"tf.{dtype}"

    def standardize(self, value: Standardize) -> str:
        mean, deviation = literal(value.mean), literal(value.deviation)
        if self.module == "engine":
            return f"feature_column.Standardize({mean}, {deviation})"
        return f"lambda x: (x - {mean}) / {deviation}"


def is_usual_initializer(column: Any, field: str) -> bool:
    """Whether the vectors begin as they do unless something else is told."""
    if field != "initializer":
        return False
    usual = EmbeddingColumn(column.categorical_column, column.dimension).initializer
    drawn = column.initializer
    return type(drawn) is type(usual) and drawn.get_config() == usual.get_config()


def normalizes(value: Any) -> bool:
    """Whether a column, or one of those that it is made of, has a function for its numbers."""
    if isinstance(value, (list, tuple)):
        return any(map(normalizes, value))
    if not isinstance(value, Column):
        return False
    given = [getattr(value, field.name) for field in fields(value)]
    return getattr(value, "normalizer_fn", None) is not None or any(map(normalizes, given))
