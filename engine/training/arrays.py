"""How do a user's data become arrays? Lists, tables, dicts and tensors, checked and counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.nest import flatten, map_structure, rebuilt
from engine.raw import Large, as_feature, is_table, is_text, refusal

INPUTS = "inputs"


def as_array(value: Any, name: str = "data", raw: bool = False) -> Any:
    """An array for lists, columns and arrays. Raises DesignError for what is neither.

    `raw` lets texts and large whole numbers through: some layers read them (see engine.raw), the
    others refuse them.
    """
    if value is None:
        return None
    column = hasattr(value, "isna") and hasattr(value, "to_numpy") and not is_table(value)
    try:
        array = as_feature(value)
    except ValueError as error:
        if isinstance(error, DesignError) or "inhomogeneous" not in str(error):
            raise
        raise DesignError(
            "The {name} hold rows of different lengths.",
            fix="Make them equally long with utils.pad_sequences, and mask what is added.",
            name=name,
        ) from None
    if array.dtype.kind not in "fiub" and not is_text(array):
        raise DesignError(
            "The {name} hold {kind} instead of numbers.",
            fix="Turn them into numbers first.",
            name=name,
            kind=str(array.dtype),
        )
    if not raw and (is_text(array) or isinstance(array, Large)):
        raise refusal("string" if is_text(array) else "int64", name)
    if array.dtype.itemsize > 4 and array.dtype.kind == "f":
        array = array.astype(np.float32)
    # A column of a table is one number a sample.
    return array[:, None] if column and array.ndim == 1 else array


def as_arrays(value: Any, name: str) -> Any:
    """Nested data as nested arrays; a list of numbers is one array, a list of arrays several.

    Only inputs may hold texts.
    """
    raw = name == INPUTS
    if value is None:
        return None
    if is_table(value):
        return as_array(value, name, raw)
    if isinstance(value, Mapping):
        return {key: in_dict(item, f"{name} '{key}'", raw) for key, item in value.items()}
    if isinstance(value, (list, tuple)) and value:
        several = any(is_column(item) for item in value)
        if several or isinstance(value, tuple):
            return rebuilt(value, [as_arrays(item, name) for item in value])
    return as_array(value, name, raw)


def in_dict(value: Any, name: str, raw: bool) -> Any:
    """One entry of a dict: an array, or several where it is a list of arrays."""
    if isinstance(value, (list, tuple)) and any(is_column(item) for item in value):
        return rebuilt(value, [as_array(item, name, raw) for item in value])
    if isinstance(value, Mapping):
        return {key: in_dict(item, f"{name} '{key}'", raw) for key, item in value.items()}
    return as_array(value, name, raw)


def is_column(value: Any) -> bool:
    """Whether an item of a list is an array of its own, not one sample's number."""
    if isinstance(value, Mapping) or is_table(value) or value is None:
        return True
    return hasattr(value, "shape") and np.ndim(value) > 0


def leaves_of(*structures: Any) -> list[Any]:
    """All arrays in the order in which a step is fed."""
    return [leaf for one in structures for leaf in flatten(one) if leaf is not None]


def count_samples(*structures: Any) -> int:
    """The number of samples in all arrays. Raises DesignError unless all agree."""
    lengths = {len(leaf) if np.ndim(leaf) else 1 for leaf in leaves_of(*structures)}
    if len(lengths) > 1:
        raise DesignError(
            "The data have different numbers of samples: {lengths}.",
            fix="Give one target (and weight) for each sample.",
            lengths=sorted(lengths),
        )
    count = lengths.pop() if lengths else 0
    if count == 0:
        raise DesignError("The data are empty.", fix="Give at least one sample.")
    return count


def unpacked(data: Any) -> tuple[Any, Any, Any]:
    """(x, y, weights) out of x, (x,), (x, y) or (x, y, weights). Raises DesignError."""
    if not isinstance(data, (list, tuple)):
        return data, None, None
    if hasattr(data, "_fields") or not 1 <= len(data) <= 3:
        raise DesignError(
            "A batch or a set of data is x, (x, y) or (x, y, sample_weight), but was given {count} "
            "parts.",
            fix="Give a tuple of two or three parts; put several inputs into a list or dict.",
            count=len(data),
        )
    return (*data, None, None)[:3]


def cut(structure: Any, begin: int, end: int | None) -> Any:
    return map_structure(lambda leaf: None if leaf is None else leaf[begin:end], structure)


def split_off(x: Any, y: Any, weights: Any, share: float):
    """(training, validation) data: the last samples validate, as Keras chooses them."""
    if hasattr(x, "__next__") or hasattr(x, "on_epoch_end"):
        raise DesignError(
            "validation_split needs arrays, but the data come in batches.",
            fix="Give validation_data.",
        )
    x, y = as_arrays(x, INPUTS), as_arrays(y, "targets")
    weights = as_arrays(weights, "sample weights")
    samples = count_samples(x, y, weights)
    if not 0.0 < share < 1.0:
        raise DesignError("validation_split must lie between 0 and 1, but is {share}.", share=share)
    place = int(np.floor(samples * (1.0 - share)))
    if place in (0, samples):
        raise DesignError(
            "{samples} samples are too few to set a share of {share} aside.",
            fix="Use more data or another validation_split.",
            samples=samples,
            share=share,
        )
    data = (x, y, weights)
    return tuple(cut(d, 0, place) for d in data), tuple(cut(d, place, None) for d in data)


def class_weights(y: Any, weights: Any, table: Mapping[int, float]) -> Any:
    """Sample weights out of a weight for each class; one-hot targets count by their largest.

    Raises DesignError for several outputs, and for a class without a weight.
    """
    if not isinstance(y, np.ndarray):
        raise DesignError(
            "class_weight works for models with a single output only.",
            fix="Give sample_weight instead.",
        )
    if sorted(int(key) for key in table) != list(range(len(table))):
        raise DesignError(
            "class_weight has the classes {classes}, but they must count from 0 without gaps.",
            fix="Give every class from 0 a weight.",
            classes=sorted(table),
        )
    by_class = np.asarray([table[key] for key in sorted(table)], np.float32)
    labels = np.round(y).astype(np.int64)
    if y.ndim > 1:
        labels = y.argmax(-1) if y.shape[-1] > 1 else labels[..., 0]
    if labels.size and not 0 <= labels.min() <= labels.max() < len(by_class):
        raise DesignError(
            "class_weight has no weight for the class {label}.",
            fix="Give every class a weight.",
            label=int(labels.max() if labels.max() >= len(by_class) else labels.min()),
        )
    own = by_class[labels]
    if weights is None:
        return own
    given = np.asarray(weights, np.float32)
    return given.reshape(given.shape + (1,) * (own.ndim - given.ndim)) * own
