"""How do feature columns leave for Keras 3, which has none? As NumPy before the network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import DesignError, Where
from engine.export.python import INDENT, Names, literal
from engine.export.spelling import Speller
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
    WeightedCategoricalColumn,
)
from engine.feature_column.categorical import HASH_KEY, VocabularyColumn

LARGEST = 1000  # words of a vocabulary that are written into a program


class Encoding:
    """Writes the function ``encode(features)`` and the inputs of the network behind it."""

    def __init__(self, speller: Speller, names: Names) -> None:
        self.speller, self.names = speller, names
        self.lines: list[str] = []
        self.inputs: dict[str, str] = {}  # variable and name of each input, to what makes it

    def add(self, layer: Any, shapes: Mapping[str, Any]) -> str:
        """Encode a layer's columns. Returns what makes the layer, called on its inputs."""
        tables, given = [], []
        for column in layer.feature_columns:
            name = self.names.take(f"{layer.name}_{column.name}")
            tables.append(self.column(column, name, given, shapes))
        named = f"name={literal(self.speller.names[layer])}"
        if set(tables) == {"None"} and len(tables) > 1:
            return f"layers.Concatenate({named})([{', '.join(given)}])"
        made = f"{self.needs('DenseFeatures')}([{', '.join(tables)}], {named})"
        return f"{made}([{', '.join(given)}])"

    def needs(self, name: str) -> str:
        self.speller.needed[name] = None
        return name

    def column(self, column: Column, name: str, given: list[str], shapes: Mapping) -> str:
        """The lines that encode a column; returns its entry in the layer's tables."""
        if isinstance(column, EmbeddingColumn):
            inner, weights = self.split(column.categorical_column)
            other = self.names.take(f"{name}_shares")
            arguments = f"{self.categories(inner)}, {literal(column.combiner)}{weights}"
            pair = f"encoded[{literal(name)}], encoded[{literal(other)}]"
            self.lines.append(f"{pair} = {self.needs('shares')}({arguments})")
            places = inner.places(shapes)
            size = f"({places if places is not None else None},)"
            self.inputs[name] = f'{size}, dtype="int32"'
            self.inputs[other] = size
            given += [name, other]
            table = {
                "buckets": column.categorical_column.num_buckets,
                "dimension": column.dimension,
                "max_norm": column.max_norm,
                "trainable": column.trainable,
            }
            return literal(table)
        self.lines.append(f"encoded[{literal(name)}] = {self.dense(column)}")
        self.inputs[name] = f"({column.width},)"
        given.append(name)
        return "None"

    def dense(self, column: Column) -> str:
        """The numbers of a column."""
        if isinstance(column, NumericColumn):
            return self.number(column)
        source = column.categorical_column if isinstance(column, IndicatorColumn) else column
        inner, weights = self.split(source)
        buckets = inner.num_buckets
        return f"{self.needs('counted')}({self.categories(inner)}, {buckets}{weights})"

    def split(self, column: Column) -> tuple[Column, str]:
        """A column of categories without its weights, and these as an argument."""
        if not isinstance(column, WeightedCategoricalColumn):
            return column, ""
        read = f"features[{literal(column.weight_feature_key)}]"
        weights = f'{self.needs("in_rows")}({read}).astype("float32")'
        return column.categorical_column, f", weights={weights}"

    def number(self, column: NumericColumn) -> str:
        read = f"features[{literal(column.key)}]"
        text = f'{self.needs("in_rows")}({read}).astype("float32")'
        function = column.normalizer_fn
        if function is None:
            return text
        if not isinstance(function, Standardize):
            raise DesignError(
                "The function {name} of a numeric column cannot be written into a program.",
                fix="Use Standardize in its place.",
                name=getattr(function, "__name__", repr(function)),
            )
        return f"({text} - {literal(function.mean)}) / {literal(function.deviation)}"

    def categories(self, column: Any) -> str:
        """The categories of a column, as a pair."""
        if isinstance(column, BucketizedColumn):
            source, bounds = self.number(column.source_column), literal(list(column.boundaries))
            return f"{self.needs('bucketized')}({source}, {bounds})"
        if isinstance(column, CrossedColumn):
            parts = ", ".join(
                f"{self.needs('raw')}(features[{literal(leaf)}])"
                if isinstance(leaf, str)
                else self.categories(leaf)
                for leaf in column.leaves
            )
            key = column.hash_key or HASH_KEY
            return f"{self.needs('crossed')}([{parts}], {column.hash_bucket_size}, {key})"
        read = f"features[{literal(column.key)}]"
        if isinstance(column, HashedCategoricalColumn):
            return f"{self.needs('hashed')}({read}, {column.hash_bucket_size})"
        if isinstance(column, IdentityCategoricalColumn):
            default = "" if column.default_value is None else f", {column.default_value}"
            return f"{self.needs('numbered')}({read}, {column.number_buckets}{default})"
        if isinstance(column, VocabularyColumn) and column.size <= LARGEST:
            words = literal([plain(word) for word in column.table])
            if column.num_oov_buckets:
                function, buckets = self.needs("looked_up_or_hashed"), column.num_oov_buckets
                return f"{function}({read}, {words}, {buckets})"
            rest = f", {column.default_value}" if column.default_value != -1 else ""
            return f"{self.needs('looked_up')}({read}, {words}{rest})"
        raise DesignError(
            "The column '{column}' is too large to be written into a program.",
            fix="Hash its words in place of looking them up.",
            where=Where(field="feature_columns"),
            column=column.name,
        )

    def function(self, others: list[str]) -> list[str]:
        """The text of ``encode``; `others` are features that enter the network as they are."""
        kept = [f"encoded[{literal(name)}] = features[{literal(name)}]" for name in others]
        lines = ["encoded = {}", *self.lines, *kept, "return encoded"]
        doc = f'{INDENT}"""The columns of a table as the network takes them."""'
        return ["def encode(features):", doc, *(INDENT + line for line in lines)]


def plain(word: Any) -> Any:
    return word.item() if hasattr(word, "item") else word
