"""What may data hold that no kernel can read? Texts and large whole numbers: the host reads them.

A plan computes with float32 alone. An array of texts, or of whole numbers beyond what a float32
keeps, enters a network as a value of the kind "string" or "int64", which has no memory in the
plan. A layer that understands such data calls `on_host`: its function is run on the arrays of
each batch before the plan, and what it returns (numbers) is fed in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.tape import LARGEST_INTEGER, Spec, Tensor, current_tape, dtype_name


class Large(np.ndarray):
    """Whole numbers of which some are beyond what a float32 keeps exactly."""


class Texts(np.ndarray):
    """Python's texts (objects) without gaps: what is missing is an empty text."""

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        return Text(found) if isinstance(found, str) else found

    def __iter__(self) -> Iterator[Any]:
        return (self[place] for place in range(len(self)))

    def numpy(self) -> np.ndarray:
        return np.asarray(self)


class Text(str):
    """One text, with what TensorFlow's programs ask of it."""

    dtype, shape = "string", ()

    def numpy(self) -> bytes:
        return self.encode()


@dataclass(eq=False)
class Whole:
    """All samples, of which batches are cut. What the host makes of them is made once.

    `leaves` are the arrays in the order in which a plan is fed; `made` holds, for each plan, what
    its host steps made of them; `steps` belongs to whoever runs the batches.
    """

    leaves: Sequence[np.ndarray]
    made: dict[Any, list[np.ndarray]] = field(default_factory=dict)
    steps: dict[Any, Any] = field(default_factory=dict)


def kind_of(array: np.ndarray) -> str:
    """The kind of value that stands for an array in a network."""
    return "int64" if isinstance(array, Large) else dtype_name(array.dtype)


def is_text(array: np.ndarray) -> bool:
    return array.dtype.kind in "USOT"


def texts(values: np.ndarray) -> np.ndarray:
    """`Texts` for an array of texts or objects; what is missing (None, NaN) is an empty text.

    An array of objects that are all numbers or missing becomes an array of numbers.
    """
    if isinstance(values, Texts):
        return values
    if values.dtype.kind == "U":
        return values.astype(object).view(Texts)
    given = values.ravel().tolist()
    gaps = [is_missing(value) for value in given]
    if values.dtype.kind == "O" and not any(isinstance(value, (str, bytes)) for value in given):
        numbers = [np.nan if gap else value for value, gap in zip(given, gaps, strict=True)]
        if not all(gaps) and all(isinstance(v, (bool, int, float, np.number)) for v in numbers):
            return np.asarray(numbers).reshape(values.shape)
    found = np.empty(len(given), object)
    found[:] = ["" if gap else text(value) for value, gap in zip(given, gaps, strict=True)]
    return found.reshape(values.shape).view(Texts)


def is_missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def text(value: Any) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def is_table(value: Any) -> bool:
    """Whether a value is a pandas table, without importing pandas."""
    return hasattr(value, "columns") and hasattr(value, "to_numpy")


def columns_of(table: Any) -> dict[str, np.ndarray]:
    """The columns of a pandas table by name, as `column_array` makes them."""
    return {str(name): column_array(table[name]) for name in table.columns}


def column_array(series: Any) -> np.ndarray:
    """A pandas column: numbers with NaN in the gaps, or texts with "" in the gaps."""
    gaps = np.asarray(series.isna())
    if series.dtype.kind in "iufb":
        return series.to_numpy(np.float64, na_value=np.nan) if gaps.any() else series.to_numpy()
    values = series.to_numpy(object).copy()
    values[gaps] = None
    return texts(values)


def refusal(kind: str, name: str | None) -> DesignError:
    """The error for data that only the host can read, where numbers are needed."""
    if kind == "string":
        return DesignError(
            "The {name} hold texts instead of numbers.",
            fix="Turn texts into numbers first, for example with a vocabulary.",
            name=name or "data",
        )
    return DesignError(
        "The {name} hold whole numbers beyond {limit}, which cannot be kept exactly.",
        fix="Make them floats, or number the categories from 0.",
        name=name or "data",
        limit=LARGEST_INTEGER,
    )


def data_of(tensor: Tensor) -> Tensor | None:
    """The fed value that `tensor` only lays out differently; None where it is computed."""
    while tensor.record is not None and tensor.record.op.alias:
        tensor = tensor.record.inputs[0]
    return tensor if tensor.source == "feed" else None


def on_host(
    function: Callable[..., Iterable[np.ndarray]], values: Sequence[Tensor], specs: Sequence[Spec]
) -> tuple[Tensor, ...]:
    """Values that `function` makes of data before each run of the plan, one for each of `specs`.

    `values` are data as fed to the network, reshaped at most; `function` gets them as the arrays
    that were fed (texts stay texts, whole numbers whole) and returns arrays of numbers. It may be
    given one batch or all samples, so it must treat each sample by itself. It has no gradient.
    Raises DesignError for a value that the network computes.
    """
    for value in values:
        if data_of(value) is None:
            raise DesignError(
                "A value that the network computes is used where data of the batch are needed.",
                fix="Give it to the network as an input.",
            )
    return current_tape().host_step(function, values, specs)


def as_features(value: Any) -> Any:
    """A table or a dict of lists, columns, sparse and other tensors as a dict of arrays.

    Symbolic values stay what they are; anything that is no dict and no table, too.
    """
    if is_table(value):
        return columns_of(value)
    if not isinstance(value, Mapping):
        return value
    return {str(key): as_feature(item) for key, item in value.items()}


def as_feature(value: Any) -> Any:
    """One feature as an array of numbers or texts."""
    if isinstance(value, Tensor):
        return value
    if is_table(value):
        return feature_array(value.to_numpy())
    if hasattr(value, "isna") and hasattr(value, "to_numpy"):
        return column_array(value)
    if all(hasattr(value, name) for name in ("indices", "values", "dense_shape")):
        return from_sparse(value)
    return feature_array(value)


def feature_array(value: Any) -> np.ndarray:
    """An array of numbers or of texts, without a limit to whole numbers."""
    if not isinstance(value, np.ndarray) and hasattr(value, "numpy"):
        value = value.numpy()
    array = value
    if not isinstance(array, np.ndarray):
        try:
            array = np.asarray(value)
            # NumPy would write the numbers and gaps in a list of texts out as texts.
            array = np.asarray(value, object) if is_text(array) else array
        except UnicodeDecodeError:  # texts and bytes together
            array = np.asarray(value, object)
    if is_text(array):
        array = texts(array)
    return marked(array)


def marked(array: np.ndarray) -> np.ndarray:
    """`array`, told apart when it holds whole numbers that a float32 cannot keep."""
    if array.dtype.kind in "iu" and array.size and not isinstance(array, Large):
        if int(array.max()) > LARGEST_INTEGER or int(array.min()) < -LARGEST_INTEGER:
            return array.view(Large)
    return array


def from_sparse(tensor: Any) -> np.ndarray:
    """TensorFlow's sparse tensor as a full array, "" or -1 (0 for floats) where it has nothing."""
    places, values, shape = (
        np.asarray(part.numpy() if hasattr(part, "numpy") else part)
        for part in (tensor.indices, tensor.values, tensor.dense_shape)
    )
    empty = "" if is_text(values) else -1 if values.dtype.kind in "iu" else 0
    full = np.full(tuple(shape), empty, object if is_text(values) else values.dtype)
    full[tuple(places.T)] = values
    return feature_array(full)
