"""How are feature columns written in a program? As calls of `engine.feature_column`, nested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import DesignError
from engine.export.python import literal
from engine.feature_column import (
    BucketizedColumn,
    CategoricalColumn,
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
    """The list of a layer's columns, one a line or over several lines where one is long."""
    return f"[{', '.join(inline(column) for column in columns)},]"


class Named:
    """An argument with its name."""

    def __init__(self, name: str, value: Any) -> None:
        self.name, self.value = name, value


def pieces(value: Any) -> tuple[str, list[Any], str]:
    """How a column or a list begins, what stands in it, how it ends."""
    if isinstance(value, tuple):
        return "[", list(value), "]"
    function, placed, named = FUNCTIONS[type(value)]
    arguments: list[Any] = [getattr(value, field) for field in placed]
    for field, usual in named.items():
        held = getattr(value, field)
        if held != usual and not is_usual_initializer(value, field):
            arguments.append(Named(field, held))
    return f"feature_column.{function}(", arguments, ")"


def is_usual_initializer(column: Any, field: str) -> bool:
    """Whether the vectors begin as they do unless something else is told."""
    if field != "initializer":
        return False
    usual = EmbeddingColumn(column.categorical_column, column.dimension).initializer
    drawn = column.initializer
    return type(drawn) is type(usual) and drawn.get_config() == usual.get_config()


def inline(value: Any) -> str:
    """A column or an argument in one line. Raises DesignError for a function of a user's own."""
    if isinstance(value, Named):
        return f"{value.name}={inline(value.value)}"
    if isinstance(value, (CategoricalColumn, Column, tuple)):
        opening, parts, closing = pieces(value)
        return opening + ", ".join(inline(part) for part in parts) + closing
    if isinstance(value, Standardize):
        return f"feature_column.Standardize({literal(value.mean)}, {literal(value.deviation)})"
    if isinstance(value, initializers.Initializer):
        options = ", ".join(
            f"{name}={literal(item)}"
            for name, item in value.get_config().items()
            if item is not None
        )
        return f"engine.initializers.{type(value).__name__}({options})"
    if callable(value):
        raise DesignError(
            "The function {name} of a numeric column cannot be written into a program.",
            fix="Use Standardize in its place.",
            name=getattr(value, "__name__", repr(value)),
        )
    return literal(value)
