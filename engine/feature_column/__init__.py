"""TensorFlow's feature columns: what becomes of a table's words and numbers, in a network's terms.

Ten descriptions, to be handed to `layers.DenseFeatures`. Names, arguments and results are those
of `tf.feature_column`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError, DesignRuntimeError, DesignTypeError
from engine.feature_column.base import (
    INTEGERS,
    CategoricalColumn,
    Column,
    DenseColumn,
    kind_name,
    merged_reads,
    serialize,
)
from engine.feature_column.categorical import (
    CrossedColumn,
    HashedCategoricalColumn,
    IdentityCategoricalColumn,
    VocabularyFileCategoricalColumn,
    VocabularyListCategoricalColumn,
    WeightedCategoricalColumn,
)
from engine.feature_column.config import Standardize, as_tuple, deserialize
from engine.feature_column.dense import (
    BucketizedColumn,
    EmbeddingColumn,
    IndicatorColumn,
    NumericColumn,
)
from engine.raw import is_text


def numeric_column(
    key: str,
    shape: int | Iterable[int] = (1,),
    default_value: Any = None,
    dtype: Any = "float32",
    normalizer_fn: Callable | None = None,
) -> NumericColumn:
    """Numbers, `shape` of them in each sample; `normalizer_fn` may use `engine.ops` on them."""
    shape = (shape,) if isinstance(shape, (int, np.integer, str)) else tuple(shape)
    kind = kind_name(dtype)
    column = NumericColumn(key, shape, None, kind, normalizer_fn)
    if default_value is None:
        return column
    default = filled(default_value, shape, key, whole=kind in INTEGERS)
    return NumericColumn(key, shape, default, kind, normalizer_fn)


def filled(value: Any, shape: tuple[int, ...], key: str, whole: bool) -> Any:
    """A default value for each number of a sample. Raises DesignError where it does not fit."""
    array = np.asarray(value)
    if array.dtype.kind not in ("iu" if whole else "iuf") or isinstance(value, str):
        raise DesignTypeError(
            "The default value {value} does not fit the numbers of column '{column}'.",
            value=repr(value),
            column=key,
        )
    if array.ndim == 0:
        array = np.full(shape, value)
    if array.shape != shape:
        raise DesignError(
            "The default value of column '{column}' has the shape {found}, but needs {shape}.",
            column=key,
            found=array.shape,
            shape=shape,
        )
    return as_tuple(array.tolist())


def bucketized_column(
    source_column: NumericColumn, boundaries: Sequence[float]
) -> BucketizedColumn:
    """Numbers cut into ranges at the boundaries; a range includes its left end."""
    if not isinstance(boundaries, (list, tuple)):
        raise DesignError(
            "The boundaries must be a list of numbers that rise, not {value}.",
            value=repr(boundaries),
        )
    return BucketizedColumn(source_column, tuple(boundaries))


def categorical_column_with_hash_bucket(
    key: str, hash_bucket_size: int, dtype: Any = "string"
) -> HashedCategoricalColumn:
    """Words or whole numbers, spread over buckets by their fingerprint."""
    return HashedCategoricalColumn(key, hash_bucket_size, kind_name(dtype))


def categorical_column_with_vocabulary_list(
    key: str,
    vocabulary_list: Iterable[Any],
    dtype: Any = None,
    default_value: int = -1,
    num_oov_buckets: int = 0,
) -> VocabularyListCategoricalColumn:
    """Words or whole numbers out of a list. Unknown ones get `default_value` (-1: none), or one
    of `num_oov_buckets` by their fingerprint."""
    given = vocabulary_list if vocabulary_list is not None else ()
    array = np.asarray(list(given))
    found = "string" if is_text(array) else array.dtype.name
    vocabulary = tuple(
        word.decode() if isinstance(word, bytes) else word for word in array.tolist()
    )
    kind = found if dtype is None else kind_name(dtype)
    return VocabularyListCategoricalColumn(
        key, vocabulary, kind, default_value, num_oov_buckets or 0
    )


def categorical_column_with_vocabulary_file(
    key: str,
    vocabulary_file: str,
    vocabulary_size: int | None = None,
    dtype: Any = "string",
    default_value: int | None = None,
    num_oov_buckets: int = 0,
    file_format: str | None = None,
) -> VocabularyFileCategoricalColumn:
    """Words out of a text file with one word a line, the first `vocabulary_size` of them."""
    if num_oov_buckets and default_value is not None:
        raise DesignError(
            "Column '{column}' has both a default value and buckets for unknown words.",
            fix="Choose one of them.",
            column=key,
        )
    return VocabularyFileCategoricalColumn(
        key,
        str(vocabulary_file or ""),
        vocabulary_size,
        num_oov_buckets or 0,
        kind_name(dtype),
        -1 if default_value is None else default_value,
        file_format,
    )


def categorical_column_with_identity(
    key: str, num_buckets: int, default_value: int | None = None
) -> IdentityCategoricalColumn:
    """Whole numbers from 0 to num_buckets - 1 that are the categories themselves."""
    return IdentityCategoricalColumn(key, num_buckets, default_value)


def weighted_categorical_column(
    categorical_column: CategoricalColumn, weight_feature_key: str, dtype: Any = "float32"
) -> WeightedCategoricalColumn:
    """Categories with weights, which stand in another feature of the same shape."""
    return WeightedCategoricalColumn(categorical_column, weight_feature_key, kind_name(dtype))


def crossed_column(
    keys: Iterable[Any], hash_bucket_size: int, hash_key: int | None = None
) -> CrossedColumn:
    """Combinations of the categories of several columns, or of features given by name."""
    return CrossedColumn(tuple(keys or ()), hash_bucket_size, hash_key)


def indicator_column(categorical_column: CategoricalColumn) -> IndicatorColumn:
    """A number for each category: 1 where the sample has it, or how often it has it."""
    return IndicatorColumn(categorical_column)


def embedding_column(
    categorical_column: CategoricalColumn,
    dimension: int,
    combiner: str = "mean",
    initializer: Any = None,
    ckpt_to_load_from: Any = None,
    tensor_name_in_ckpt: Any = None,
    max_norm: float | None = None,
    trainable: bool = True,
    use_safe_embedding_lookup: bool = True,
) -> EmbeddingColumn:
    """A vector of `dimension` learned numbers for each category."""
    if initializer is not None and not callable(initializer):
        raise DesignError("The initializer must be callable, not {value}.", value=repr(initializer))
    return EmbeddingColumn(
        categorical_column,
        dimension,
        combiner,
        initializer,
        ckpt_to_load_from,
        tensor_name_in_ckpt,
        max_norm,
        trainable,
        use_safe_embedding_lookup,
    )


def shared_embeddings(categorical_columns: Any, dimension: int, *_: Any, **__: Any) -> Any:
    """Refused, as TensorFlow refuses it where operations run at once."""
    raise DesignRuntimeError(
        "Columns cannot share the vectors of an embedding.",
        fix="Give each column an embedding_column of its own, or share an Embedding layer.",
    )


__all__ = [
    "BucketizedColumn",
    "CategoricalColumn",
    "Column",
    "CrossedColumn",
    "DenseColumn",
    "EmbeddingColumn",
    "HashedCategoricalColumn",
    "IdentityCategoricalColumn",
    "IndicatorColumn",
    "NumericColumn",
    "Standardize",
    "VocabularyFileCategoricalColumn",
    "VocabularyListCategoricalColumn",
    "WeightedCategoricalColumn",
    "bucketized_column",
    "categorical_column_with_hash_bucket",
    "categorical_column_with_identity",
    "categorical_column_with_vocabulary_file",
    "categorical_column_with_vocabulary_list",
    "crossed_column",
    "deserialize",
    "embedding_column",
    "indicator_column",
    "merged_reads",
    "numeric_column",
    "serialize",
    "shared_embeddings",
    "weighted_categorical_column",
]
