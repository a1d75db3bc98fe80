"""How do the words of a table become numbers in ONNX? By tables, and by sums for their crosses."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.export.onnx.writer import Writer
from engine.feature_column import (
    BucketizedColumn,
    CrossedColumn,
    EmbeddingColumn,
    IdentityCategoricalColumn,
    WeightedCategoricalColumn,
)
from engine.feature_column.categorical import HASH_KEY, VocabularyColumn
from engine.feature_column.fingerprint import COMBINE, SHIFT
from engine.layers.features import Encoding
from engine.tape import HostStep

TABLES = ("ai.onnx.ml", 3)


def encoded(writer: Writer, step: HostStep) -> None:
    """The category numbers of a batch, and what they count, as `FeatureReader` gives them."""
    told = step.function
    if not isinstance(told, Encoding):
        raise writer.refuse("{layer} prepares its data outside the network, which ONNX cannot.")
    inputs = dict(zip(told.keys, step.inputs, strict=True))
    ids, weights = categories(writer, told.column, inputs)
    maker = getattr(told.function, "__self__", None)
    if isinstance(maker, EmbeddingColumn):
        weights = shares(writer, maker, ids, weights)
        ids = writer.node("Max", [ids, writer.longs(0)])
    results = [writer.casted(ids, "int64", "float32")]
    results += [weights] if weights else []
    for value, name in zip(step.outputs, results, strict=True):
        writer.put(value, name)


def categories(writer: Writer, column: Any, inputs: dict[str, Any]) -> tuple[str, str]:
    """(category numbers with -1 where there is none, their weights or "")."""
    if isinstance(column, WeightedCategoricalColumn):
        inner = {key: value for key, value in inputs.items()
                 if key in column.categorical_column.reads}
        ids, _ = categories(writer, column.categorical_column, inner)
        return ids, writer.cast(inputs[column.weight_feature_key], "float32")
    if isinstance(column, CrossedColumn):
        return crossed(writer, column, inputs), ""
    value = next(iter(inputs.values()))
    if isinstance(column, VocabularyColumn) and not column.num_oov_buckets:
        return looked_up(writer, column, value), ""
    if isinstance(column, IdentityCategoricalColumn):
        return numbered(writer, column, writer.cast(value, "int64")), ""
    if isinstance(column, BucketizedColumn):
        return bucketized(writer, column, value), ""
    # Hashes, and words that share buckets because no list has them.
    raise spread(writer, column)


def spread(writer: Writer, column: Any) -> Exception:
    return writer.refuse(
        "The column '{column}' spreads words over buckets by their fingerprint, which no operator "
        "of ONNX computes.",
        fix="List the words in a vocabulary, or hash them before the network and give it the "
        "numbers as categories.",
        column=column.name,
    )


def looked_up(writer: Writer, column: VocabularyColumn, value: Any, none: int = -1) -> str:
    """The place of each word, and `none` for the empty text and -1: there is no word."""
    words = column.dtype == "string"
    nothing = "" if words else -1
    table = {word: place for word, place in column.table.items() if word != nothing}
    keys, places = [*table, nothing], [*table.values(), none]
    writer.domains[TABLES[0]] = TABLES[1]
    name = writer.of(value) if words else writer.cast(value, "int64")
    told = {"keys_strings": keys} if words else {"keys_int64s": keys}
    return writer.node(
        "LabelEncoder", [name], domain=TABLES[0], values_int64s=places,
        default_int64=column.default_value, **told,
    )


NOTHING = -2  # there is no word, where -1 is one that no list has


def crossed(writer: Writer, column: CrossedColumn, inputs: dict[str, Any]) -> str:
    """Every combination of the categories of several columns, spread over buckets."""
    total = writer.weight(np.full((1, 1), column.hash_key or HASH_KEY, np.uint64))
    there = writer.weight(np.ones((1, 1), bool))
    for leaf in column.leaves:
        if isinstance(leaf, str):  # any words
            raise spread(writer, column)
        ids, known = known_categories(writer, leaf, {key: inputs[key] for key in leaf.reads})
        one, other = apart(writer, total, writer.casted(ids, "int64", "uint64"))
        total = together(writer, combined(writer, one, other))
        there = together(writer, writer.node("And", [*apart(writer, there, known)]))
    buckets = writer.weight(np.asarray(column.hash_bucket_size, np.uint64))
    ids = writer.casted(writer.node("Mod", [total, buckets]), "uint64", "int64")
    return writer.node("Where", [there, ids, writer.longs(-1)])


def known_categories(writer: Writer, column: Any, inputs: dict[str, Any]) -> tuple[str, str]:
    """(category numbers, which of them stand for something): a word that no list has does."""
    if isinstance(column, VocabularyColumn) and not column.num_oov_buckets:
        ids = looked_up(writer, column, next(iter(inputs.values())), NOTHING)
        nothing = NOTHING
    else:
        ids, _ = categories(writer, column, inputs)
        nothing = -1
    return ids, writer.node("Not", [writer.node("Equal", [ids, writer.longs(nothing)])])


def apart(writer: Writer, first: str, second: str) -> tuple[str, str]:
    """(batch, a) and (batch, b) so that they meet in all pairs."""
    return (
        writer.node("Unsqueeze", [first, writer.longs([2])]),
        writer.node("Unsqueeze", [second, writer.longs([1])]),
    )


def together(writer: Writer, pairs: str) -> str:
    """(batch, a, b) as (batch, a * b)."""
    return writer.node("Reshape", [pairs, writer.longs([0, -1])])


def combined(writer: Writer, first: str, second: str) -> str:
    """One fingerprint out of two, as `fingerprint.combined` makes it."""
    factor = writer.weight(np.asarray(COMBINE, np.uint64))
    shift = writer.weight(np.asarray(SHIFT, np.uint64))

    def mixed(value: str) -> str:
        upper = writer.node("BitShift", [value, shift], direction="RIGHT")
        return writer.node("BitwiseXor", [value, upper])

    def times(value: str) -> str:
        return writer.node("Mul", [value, factor])

    begun = times(mixed(times(second)))
    joined = writer.node("BitwiseXor", [writer.node("BitwiseXor", [first, factor]), begun])
    return mixed(times(mixed(times(joined))))


def numbered(writer: Writer, column: IdentityCategoricalColumn, ids: str) -> str:
    """Whole numbers that are categories themselves; -1 means that there is none."""
    nothing = writer.longs(-1)
    gaps = writer.node("Equal", [ids, nothing])
    if column.default_value is not None:
        outside = writer.node("Or", [
            writer.node("Less", [ids, writer.longs(0)]),
            writer.node("GreaterOrEqual", [ids, writer.longs(column.number_buckets)]),
        ])  # fmt: skip
        ids = writer.node("Where", [outside, writer.longs(column.default_value), ids])
    return writer.node("Where", [gaps, nothing, ids])


def bucketized(writer: Writer, column: BucketizedColumn, value: Any) -> str:
    """How many boundaries a number has reached; each number of a sample has its own buckets."""
    source = column.source_column
    if source.normalizer_fn is not None:
        raise writer.refuse(
            "The column '{column}' cuts numbers that a function made, which ONNX cannot look up.",
            column=column.name,
        )
    bounds = writer.weight(np.asarray(column.boundaries, np.float32))
    numbers = writer.node("Reshape", [writer.cast(value, "float32"), writer.longs([0, -1])])
    wide = writer.node("Unsqueeze", [numbers, writer.longs([2])])
    reached = writer.casted(writer.node("GreaterOrEqual", [wide, bounds]), "bool", "int64")
    ids = writer.node("ReduceSum", [reached, writer.longs([2])], keepdims=0)
    if source.width == 1:
        return ids
    begins = (len(column.boundaries) + 1) * np.arange(source.width)
    return writer.node("Add", [ids, writer.longs(begins)])


def shares(writer: Writer, column: EmbeddingColumn, ids: str, weights: str) -> str:
    """How much each category counts; what is missing counts nothing."""
    there = writer.casted(
        writer.node("GreaterOrEqual", [ids, writer.longs(0)]), "bool", "float32"
    )
    if weights:
        if column.combiner != "sum":
            weights = writer.node("Max", [weights, writer.number(0.0)])
        there = writer.node("Mul", [there, weights])
    if column.combiner == "sum":
        return there
    row = writer.longs([1])
    if column.combiner == "mean":
        total = writer.node("ReduceSum", [there, row], keepdims=1)
    else:
        squares = writer.node("Mul", [there, there])
        total = writer.node("Sqrt", [writer.node("ReduceSum", [squares, row], keepdims=1)])
    none = writer.node("Equal", [total, writer.number(0.0)])
    safe = writer.node("Where", [none, writer.number(1.0), total])
    return writer.node("Div", [there, safe])
