"""How do feature columns leave for Keras 3, which has none? As NumPy before the network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.export.column_numbers import ColumnNumbers
from engine.export.python import INDENT, Names, literal
from engine.export.spelling import Speller
from engine.feature_column import Column, EmbeddingColumn, IndicatorColumn, NumericColumn


class Encoding:
    """Writes the function ``encode(features)`` and the inputs of the network behind it."""

    def __init__(self, speller: Speller, names: Names) -> None:
        self.speller, self.names = speller, names
        self.numbers = ColumnNumbers(lambda key: f"features[{literal(key)}]", self.needs)
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
            inner = column.categorical_column
            other = self.names.take(f"{name}_shares")
            pair = f"encoded[{literal(name)}], encoded[{literal(other)}]"
            self.lines.append(f"{pair} = {self.numbers.shares(inner, column.combiner)}")
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
            return self.numbers.numbers(column)
        source = column.categorical_column if isinstance(column, IndicatorColumn) else column
        return self.numbers.counts(source, source.num_buckets)

    def function(self, others: list[str]) -> list[str]:
        """The text of ``encode``; `others` are features that enter the network as they are."""
        kept = [f"encoded[{literal(name)}] = features[{literal(name)}]" for name in others]
        lines = ["encoded = {}", *self.lines, *kept, "return encoded"]
        doc = f'{INDENT}"""The columns of a table as the network takes them."""'
        return ["def encode(features):", doc, *(INDENT + line for line in lines)]

