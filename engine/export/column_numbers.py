"""How is it written what the columns of a table become? As NumPy, before a network without them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import DesignError
from engine.export.python import literal
from engine.feature_column import (
    BucketizedColumn,
    Column,
    CrossedColumn,
    HashedCategoricalColumn,
    IdentityCategoricalColumn,
    NumericColumn,
    Standardize,
    WeightedCategoricalColumn,
)
from engine.feature_column.categorical import VocabularyColumn


class ColumnNumbers:
    """Writes calls of the functions in `snippets/columns.py`.

    read: the text for a feature of the table, by its name; needs: told which function is called,
    it returns what that is called in the program.
    """

    def __init__(self, read: Callable[[str], str], needs: Callable[[str], str] = str) -> None:
        self.read, self.needs = read, needs

    def numbers(self, column: NumericColumn) -> str:
        """The numbers of a numeric column."""
        text, function = self.read(column.key), column.normalizer_fn
        if function is None:
            return f"{self.needs('numbers')}({text})"
        if not isinstance(function, Standardize):
            raise DesignError(
                "The function {name} of a numeric column cannot be written into a program.",
                fix="Use Standardize in its place.",
                name=getattr(function, "__name__", repr(function)),
            )
        scale = f"{literal(function.mean)}, {literal(function.deviation)}"
        return f"{self.needs('numbers')}({text}, {scale})"

    def counts(self, column: Column, buckets: int) -> str:
        """How often each sample has each category."""
        inner, weights = self.split(column)
        return f"{self.needs('counted')}({self.categories(inner)}, {buckets}{weights})"

    def shares(self, column: Column, combiner: str = "sum") -> str:
        """Places of categories, and how much each of them counts."""
        inner, weights = self.split(column)
        how = "" if combiner == "sum" else f", {literal(combiner)}"
        return f"{self.needs('shares')}({self.categories(inner)}{how}{weights})"

    def split(self, column: Column) -> tuple[Any, str]:
        """A column of categories without its weights, and these as an argument."""
        if not isinstance(column, WeightedCategoricalColumn):
            return column, ""
        weights = f"{self.needs('numbers')}({self.read(column.weight_feature_key)})"
        return column.categorical_column, f", weights={weights}"

    def categories(self, column: Any) -> str:
        """The categories of a column, as a pair."""
        if isinstance(column, BucketizedColumn):
            bounds = literal(list(column.boundaries))
            return f"{self.needs('bucketized')}({self.numbers(column.source_column)}, {bounds})"
        if isinstance(column, CrossedColumn):
            parts = [
                f"{self.needs('raw')}({self.read(leaf)})"
                if isinstance(leaf, str)
                else self.categories(leaf)
                for leaf in column.leaves
            ]
            key = f", {column.hash_key}" if column.hash_key else ""
            return f"{self.needs('crossed')}([{', '.join(parts)}], {column.hash_bucket_size}{key})"
        read = self.read(column.key)
        if isinstance(column, HashedCategoricalColumn):
            return f"{self.needs('hashed')}({read}, {column.hash_bucket_size})"
        if isinstance(column, IdentityCategoricalColumn):
            default = "" if column.default_value is None else f", {column.default_value}"
            return f"{self.needs('numbered')}({read}, {column.number_buckets}{default})"
        if isinstance(column, VocabularyColumn):
            words = literal([plain(word) for word in column.table])
            if column.num_oov_buckets:
                function, buckets = self.needs("looked_up_or_hashed"), column.num_oov_buckets
                return f"{function}({read}, {words}, {buckets})"
            rest = f", {column.default_value}" if column.default_value != -1 else ""
            return f"{self.needs('looked_up')}({read}, {words}{rest})"
        raise DesignError(
            "The column '{column}' is of a kind that cannot be written into a program.",
            fix="Choose another kind of column.",
            column=column.name,
        )


def plain(word: Any) -> Any:
    return word.item() if hasattr(word, "item") else word
