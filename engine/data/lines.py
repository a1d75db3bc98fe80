"""How do the lines of files become data sets? Texts line by line, and the columns of tables."""

from __future__ import annotations

import csv
import glob
import itertools
import math
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.pipeline import AUTOTUNE, Dataset
from engine.errors import DesignError, unknown_name
from engine.examples import Bytes
from engine.raw import Text, texts
from engine.records import entries
from engine.tensors import constant


class TextLineDataset(Dataset):
    """The lines of text files, one after the other."""

    def __init__(self, filenames: Any, *_: Any, **__: Any) -> None:
        files = [filenames] if isinstance(filenames, (str, Path)) else list(filenames)

        def make() -> Iterator[Any]:
            for file in files:
                with Path(str(file)).open(encoding="utf-8", newline=None) as lines:
                    yield from (Text(line.rstrip("\n")) for line in lines)

        super().__init__(make)


class CsvDataset(Dataset):
    """The rows of CSV files as tuples, a part for each column.

    `record_defaults` says for each column its kind, or its value where a field is empty.
    """

    def __init__(
        self, filenames: Any, record_defaults: Sequence[Any], compression_type: Any = None,
        buffer_size: Any = None, header: bool = False, field_delim: str = ",",
        use_quote_delim: bool = True, na_value: str = "", select_cols: Any = None, **_: Any,
    ) -> None:  # fmt: skip
        files = [filenames] if isinstance(filenames, (str, Path)) else list(filenames)

        def make() -> Iterator[Any]:
            for file in files:
                rows = csv_rows(file, field_delim, use_quote_delim)
                for row in itertools.islice(rows, int(header), None):
                    chosen = row if select_cols is None else [row[place] for place in select_cols]
                    yield tuple(
                        _field(value, default, na_value)
                        for value, default in zip(chosen, record_defaults, strict=True)
                    )

        super().__init__(make)


def _field(value: str, default: Any, gap: str) -> Any:
    """One field as the kind of its default. Raises DesignError for an empty one that has none."""
    kind = getattr(default, "name", None) or default
    named = isinstance(kind, str) and kind in ("float32", "float64", "int32", "int64", "string")
    if value == gap:
        if named:
            raise DesignError("A field is empty, and its column has no default value.")
        return constant(np.ravel(default)[0])
    if named:
        text = kind == "string"
        return constant(value) if text else constant(float(value), kind)
    sample = np.ravel(default)[0]
    return constant(value if isinstance(sample, str) else type(sample.item())(float(value)))


def csv_rows(file: Any, delimiter: str = ",", quoted: bool = True) -> Iterator[list[str]]:
    """The rows of a CSV file. Raises DesignError for a file that cannot be read."""
    try:
        with Path(str(file)).open(encoding="utf-8", newline="") as lines:
            how = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
            yield from (row for row in csv.reader(lines, delimiter=delimiter, quoting=how) if row)
    except OSError as error:
        raise DesignError("{file} cannot be read.", file=str(file)) from error


def make_csv_dataset(
    file_pattern: Any, batch_size: int, column_names: Sequence[str] | None = None,
    column_defaults: Any = None, label_name: str | None = None,
    select_columns: Sequence[Any] | None = None, field_delim: str = ",",
    use_quote_delim: bool = True, na_value: str = "", header: bool = True,
    num_epochs: int | None = None, shuffle: bool = True, shuffle_buffer_size: int = 10_000,
    shuffle_seed: int | None = None, **_: Any,
) -> Dataset:  # fmt: skip
    """Batches of the columns of CSV files, as a dict of arrays by name.

    With `label_name` they are pairs of that dict and the label's column. Without `num_epochs` the
    rows are repeated without end. Columns of numbers have 0 in the gaps, the others an empty text.
    """
    patterns = [file_pattern] if isinstance(file_pattern, (str, Path)) else list(file_pattern)
    files = sorted(path for pattern in patterns for path in glob.glob(str(pattern)))
    if not files:
        raise DesignError("There is no file {file}.", file=str(patterns[0]) if patterns else "")
    names, rows = list(column_names or ()), []
    for file in files:
        read = csv_rows(file, field_delim, use_quote_delim)
        first = next(read, []) if header else []
        names = names or first
        rows += list(read)
    if not names:
        raise DesignError("The columns have no names.", fix="Give column_names.")
    chosen = [names[one] if isinstance(one, int) else one for one in select_columns or names]
    unknown = [one for one in (*chosen, label_name) if one is not None and one not in names]
    if unknown:
        raise unknown_name("column", unknown[0], names)
    columns = {
        name: column([row[names.index(name)] for row in rows], na_value) for name in chosen
    }
    label = columns.pop(label_name) if label_name else None
    made = Dataset.from_tensor_slices(columns if label is None else (columns, label))
    if shuffle:
        made = made.shuffle(shuffle_buffer_size, shuffle_seed)
    return made.repeat(num_epochs).batch(batch_size, drop_remainder=num_epochs is None)


def column(values: list[str], gap: str = "") -> np.ndarray:
    """A column as whole numbers or floats where all that is filled is, else as texts."""
    filled = [value for value in values if value != gap]
    for kind in (int, float):
        try:
            numbers = [kind(value) for value in filled]
        except ValueError:
            continue
        if kind is int and any(abs(number) >= 2**31 for number in numbers):
            break
        each = iter(numbers)
        found = [0 if value == gap else next(each) for value in values]
        return np.asarray(found, np.int32 if kind is int else np.float32)
    return texts(np.array(["" if value == gap else value for value in values], object))


def TFRecordDataset(filenames: Any, *_: Any, **__: Any) -> Dataset:
    """The entries of record files, as bytes. Raises DesignFileError for other files."""
    single = isinstance(filenames, (str, bytes, Path))
    names = [filenames] if single else np.ravel(list(filenames)).tolist()
    paths = [Path(os.fsdecode(name)) for name in names]
    return Dataset(lambda: (Bytes(data) for path in paths for data in entries(path)))


class experimental:
    """What `tf.data.experimental` holds beside."""

    AUTOTUNE = AUTOTUNE
    CsvDataset = CsvDataset
    make_csv_dataset = staticmethod(make_csv_dataset)
    sample_from_datasets = staticmethod(Dataset.sample_from_datasets)

    INFINITE_CARDINALITY, UNKNOWN_CARDINALITY = -1, -2

    @staticmethod
    def assert_cardinality(expected_cardinality: int) -> Callable[[Dataset], Dataset]:
        """Tell how many elements a data set has."""
        count = {-1: math.inf, -2: None}.get(expected_cardinality, expected_cardinality)
        return lambda dataset: Dataset(lambda: iter(dataset), count)

    @staticmethod
    def cardinality(dataset: Dataset) -> Any:
        return dataset.cardinality()

    @staticmethod
    def Counter(start: int = 0, step: int = 1, **_: Any) -> Dataset:
        """Whole numbers without end."""
        return Dataset(lambda: map(constant, itertools.count(start, step)), math.inf)


__all__ = ["CsvDataset", "TFRecordDataset", "TextLineDataset", "experimental", "make_csv_dataset"]
