"""How do feature columns leave? What a table's words become is done once, before the network."""

from __future__ import annotations

from typing import Any

from engine.errors import DesignError, Where
from engine.export.column_numbers import ColumnNumbers
from engine.export.python import literal
from engine.export.pytorch.body import Body, Kept, Value
from engine.export.pytorch.spelling import spells
from engine.feature_column import (
    BucketizedColumn,
    EmbeddingColumn,
    IndicatorColumn,
    NumericColumn,
)
from engine.layers.features import DenseFeatures


class Encoder:
    """The function that turns a table's columns into what the network's forward takes."""

    def __init__(self, writer: Any) -> None:
        self.body = writer.body
        self.variables: dict[str, str] = {}
        self.arguments: list[str] = []
        self.results: list[str] = []
        self.numbers = ColumnNumbers(self.name)
        self.calls = [
            call for call in writer.model._network.calls if isinstance(call.layer, DenseFeatures)
        ]
        raw = {id(tensor) for call in self.calls for tensor in call.inputs}
        for call in writer.model._network.calls:
            mixed = not isinstance(call.layer, DenseFeatures) and any(
                id(tensor) in raw for tensor in call.inputs
            )
            if mixed:
                raise DesignError(
                    "{layer} reads a column of the table that {other} reads too, which has no "
                    "spelling in PyTorch.",
                    fix="Let the layer read the output of {other}.",
                    where=Where(layer=call.layer.name),
                    layer=call.layer.title,
                    other=self.calls[0].layer.title,
                )
        self.raw = raw

    def name(self, key: str) -> str:
        """The variable that holds a column of the table."""
        if key not in self.variables:
            self.variables[key] = self.body.variables.take(f"{key}_column"[:28])
        return self.variables[key]

    def argument(self, wanted: str, text: str) -> str:
        """An argument of the forward, and what it is given."""
        name = self.body.variables.take(wanted[:28])
        self.arguments.append(name)
        self.results.append(text)
        return name

    def pair(self, wanted: str, text: str) -> tuple[str, str]:
        """Two arguments of the forward: category numbers, and how much each counts."""
        names = [self.body.variables.take(f"{wanted[:22]}_{part}") for part in ("ids", "counts")]
        self.arguments += names
        self.results.append(f"*{text}")
        return names[0], names[1]

    def text(self, model: Any) -> str:
        """The function, for the model's inputs in their order."""
        plain = [i for i, tensor in enumerate(model.inputs) if id(tensor) not in self.raw]
        lines = ["def encode(inputs):"]
        lines.append('    """The columns of a table as the numbers that the network takes."""')
        for place, tensor in enumerate(model.inputs):
            if id(tensor) in self.raw:
                for key in self.keys_of(tensor):
                    lines.append(f"    {self.name(key)} = in_rows(inputs[{place}])")
        results = [*(f"inputs[{place}]" for place in plain), *self.results]
        return "\n".join([*lines, f"    return [{', '.join(results)}]"])

    def keys_of(self, tensor: Any) -> list[str]:
        """What DenseFeatures calls the feature that an input holds."""
        found = [
            key for call in self.calls for key, value in call.args[0].items() if value is tensor
        ]
        return list(dict.fromkeys(found))


@spells(DenseFeatures)
def dense_features(body: Body, layer: Any, features: Any) -> Value:
    encoder = body.encoder
    if encoder is None:
        raise body.refuse(
            "{layer} stands in a network inside the network, which has no spelling in PyTorch.",
            fix="Let the table enter the outer network.",
            layer=layer.title,
        )
    pieces = [piece(body, encoder, layer, column) for column in layer.feature_columns]
    text = pieces[0] if len(pieces) == 1 else f"torch.cat([{', '.join(pieces)}], dim=-1)"
    return Value(text, ())


def piece(body: Body, encoder: Encoder, layer: Any, column: Any) -> str:
    """One column's numbers, in the forward."""
    if type(column) is NumericColumn:
        return encoder.argument(column.key, encoder.numbers.numbers(column))
    if type(column) is BucketizedColumn:
        ids, counts = encoder.pair(column.name, encoder.numbers.shares(column))
        return f"multi_hot({ids}, {counts}, {column.num_buckets})"
    if type(column) is IndicatorColumn:
        inner = column.categorical_column
        ids, counts = encoder.pair(column.name, encoder.numbers.shares(inner))
        return f"multi_hot({ids}, {counts}, {inner.num_buckets})"
    if type(column) is EmbeddingColumn:
        inner = column.categorical_column
        text = encoder.numbers.shares(inner, column.combiner)
        ids, counts = encoder.pair(column.name, text)
        weight = layer._column_weights[column.name]
        module = body.module(
            layer,
            f"nn.Embedding({inner.num_buckets}, {column.dimension})",
            {"weight": Kept(weight)},
            suffix=column.name[:28],
        )
        limit = "" if column.max_norm is None else f", max_norm={literal(column.max_norm)}"
        return f"embedded({module}, {ids}, {counts}{limit})"
    raise body.refuse(
        "The column '{column}' is of a kind that has no spelling in PyTorch.",
        fix="Choose another kind of column.",
        column=column.name,
    )
