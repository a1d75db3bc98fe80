"""Where does a table enter a network? DenseFeatures, which puts feature columns side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine import ops
from engine.errors import DesignError
from engine.feature_column import Column, DenseColumn, deserialize, merged_reads, serialize
from engine.fields import Field
from engine.layers.base import Layer
from engine.raw import as_features, on_host
from engine.registry import register
from engine.tape import Spec, Tensor


class Columns(Field):
    """Feature columns that a network can take, ordered by name."""

    editor = "columns"

    def normalise(self, value):
        items = [value] if isinstance(value, Column) else value
        if isinstance(items, Mapping) or not hasattr(items, "__iter__") or isinstance(items, str):
            raise self.refuse(
                "{field} must be a list of feature columns, not {value}.", value=repr(value)[:80]
            )
        columns = [deserialize(item) for item in items]
        if not columns:
            raise self.refuse("{field} is empty.", "Choose at least one column of the table.")
        names: set[str] = set()
        for column in columns:
            if not isinstance(column, Column):
                raise self.refuse(
                    "{field} holds {value}, which is no feature column.", value=repr(column)
                )
            if not isinstance(column, DenseColumn):
                raise self.refuse(
                    "The column '{column}' holds categories, which are no numbers yet.",
                    "Wrap it in an indicator_column or an embedding_column.",
                    column=column.name,
                )
            if column.name in names:
                raise self.refuse(
                    "There are two columns called '{column}'.",
                    "Leave one of them out.",
                    column=column.name,
                )
            names.add(column.name)
        return tuple(sorted(columns, key=lambda column: column.name))

    def to_json(self, value):
        return [serialize(column) for column in value]

    def invalid_examples(self):
        return [*super().invalid_examples(), [], "age", 3, [{"class_name": "NoSuchColumn"}]]


@register("input", inputs=(), chapter=True)
class DenseFeatures(Layer):
    """Turns the columns of a table into one row of numbers for each sample.

    Each feature column says what becomes of a column of the table: a number as it is, cut into
    ranges, one number for each word, a learned vector for each word. Their numbers stand side by
    side, ordered by the columns' names.
    """

    feature_columns = Columns(doc="What becomes of which column of the table.")

    def __init__(self, feature_columns=None, trainable=True, name=None, **kwargs):
        kwargs.pop("partitioner", None)
        if feature_columns is not None:
            kwargs["feature_columns"] = feature_columns
        super().__init__(trainable=trainable, name=name, **kwargs)
        self._column_weights: dict[str, Any] = {}

    @property
    def reads(self) -> dict[str, Spec]:
        """What the layer takes from a table: shape and kind of a batch of each raw feature."""
        return merged_reads(column.reads for column in self.feature_columns)

    def __call__(self, features, cols_to_output_tensors=None, training=None):
        features = as_features(features)
        if not isinstance(features, Mapping):
            raise DesignError(
                "{layer} takes a dict of features or a table, but was given {value}.",
                fix="Give it an array for each of: {names}.",
                layer=self.title,
                value=type(features).__name__,
                names=list(self.reads),
            )
        for key in self.reads:
            if key not in features:
                raise DesignError(
                    "{layer} needs the feature '{key}', which is not among the data.",
                    fix="There are: {names}.",
                    layer=self.title,
                    key=key,
                    names=sorted(features),
                )
        result = super().__call__({key: features[key] for key in self.reads})
        if cols_to_output_tensors is not None:
            cols_to_output_tensors.update(self._parts(result))
        return result

    def _parts(self, result: Any) -> Iterator[tuple[Column, Any]]:
        """The numbers of each column out of those of all."""
        start = 0
        for column in self.feature_columns:
            yield column, result[:, start : start + column.width]
            start += column.width

    def build(self, input_shape):
        for column in self.feature_columns:
            weight = column.make_weights(self)
            if weight is not None:
                self._column_weights[column.name] = weight
        super().build(input_shape)

    def call(self, features):
        reader = FeatureReader(self, features)
        parts = [column.dense(reader) for column in self.feature_columns]
        return parts[0] if len(parts) == 1 else ops.concatenate(parts, axis=-1)

    def compute_output_shape(self, input_shape=None):
        shapes = list(input_shape.values()) if isinstance(input_shape, Mapping) else [input_shape]
        batch = shapes[0][0] if shapes and shapes[0] else None
        return (batch, sum(column.width for column in self.feature_columns))

    def get_config(self):
        return {**super().get_config(), "partitioner": None}


@dataclass(frozen=True)
class Encoding:
    """What the host does with the data of a categorical column: exporters read what it is."""

    column: Any
    keys: tuple[str, ...]
    function: Any

    def __call__(self, *arrays: Any) -> Any:
        return self.function(self.column.encode(dict(zip(self.keys, arrays, strict=True))))


class FeatureReader:
    """Raw features of one batch for the columns of one layer (see `feature_column.base.Reader`)."""

    def __init__(self, layer: DenseFeatures, features: Mapping[str, Tensor]) -> None:
        self.layer, self.features = layer, features
        sizes = {key: value.shape[0] for key, value in features.items() if value.shape}
        known = {key: size for key, size in sizes.items() if size is not None}
        first = next(iter(known), None)
        for key, size in known.items():
            if size != known[first]:
                raise DesignError(
                    "The feature '{first}' has {count} samples, but '{other}' has {other_count}.",
                    fix="Give as many values for each feature.",
                    first=first,
                    count=known[first],
                    other=key,
                    other_count=size,
                )

    def get(self, key: str) -> Tensor:
        value = self.features[key]
        if not value.shape:
            raise DesignError("The feature '{key}' is a single value.", key=key)
        return ops.expand_dims(value, -1) if len(value.shape) == 1 else value

    def categories(self, column, function, weighted):
        keys = list(column.reads)
        values = [self.get(key) for key in keys]
        shapes = {key: value.shape for key, value in zip(keys, values, strict=True)}
        spec = Spec((values[0].shape[0], column.places(shapes)))

        encode = Encoding(column, tuple(keys), function)
        return on_host(encode, values, [spec, spec] if weighted else [spec])

    def weight(self, column):
        return self.layer._column_weights[column.name]


__all__ = ["DenseFeatures", "Encoding"]
