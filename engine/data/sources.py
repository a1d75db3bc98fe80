"""Where do samples come from? A built-in set, an .npz file, a CSV table or a folder of images."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from engine.data import archives, folders, tables
from engine.data.archives import ArrayFacts
from engine.data.settings import NEXT_STEP
from engine.errors import DesignError, Where, unknown_name
from resources import path as resource_path

BUILTIN, FILE = "builtin:", "file:"
FOLDER_VARIABLE = "LAYERLOOM_DATA"


@dataclass(frozen=True)
class Builtin:
    """A data set that comes with the program. Two files: the samples to learn from, the test."""

    title: str
    files: tuple[str, ...]
    about: str
    class_names: tuple[str, ...] = ()
    target: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    target_kind: str = "auto"


BUILTINS = {
    "mnist": Builtin(
        "MNIST",
        ("mnist.npz",),
        "Handwritten digits: grey images of 28 × 28 pixels, ten classes.",
        tuple("0123456789"),
    ),
    "fashion_mnist": Builtin(
        "Fashion-MNIST",
        ("fashion_mnist.npz",),
        "Pieces of clothing: grey images of 28 × 28 pixels, ten classes.",
        (
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot",
        ),
    ),
    "titanic": Builtin(
        "Titanic",
        ("titanic/train.csv", "titanic/test.csv"),
        "Passengers of the Titanic: a table with numbers, words and gaps. Who survived?",
        ("died", "survived"),
        target="Survived",
        columns={
            "PassengerId": "ignore",
            "Pclass": "one_hot",
            "Name": "ignore",
            "Ticket": "ignore",
            "Cabin": "presence",
        },
    ),
    "digits": Builtin(
        "Digits 8 × 8",
        ("digits.npz",),
        "Small handwritten digits: 8 × 8 pixels of 17 grey levels, ten classes.",
        tuple("0123456789"),
    ),
    "iris": Builtin(
        "Iris",
        ("iris.csv",),
        "Four measurements of 150 flowers. Which of three species is it?",
        target="species",
    ),
    "wine": Builtin(
        "Wine",
        ("wine.csv",),
        "Thirteen measurements of 178 wines. Which of three vines is it from?",
        target="cultivar",
    ),
    "breast_cancer": Builtin(
        "Breast cancer",
        ("breast_cancer.csv",),
        "Thirty measurements of 569 tumours. Malignant or benign?",
        target="diagnosis",
    ),
    "reviews": Builtin(
        "Film reviews",
        ("reviews.csv",),
        "A thousand sentences out of reviews of films. Is each one good or bad?",
        target="opinion",
        columns={"sentence": "words"},
    ),
    "trips": Builtin(
        "Travel plans",
        ("trips.csv",),
        "Made-up sentences about journeys, with a tag for each word: who, from, to, when.",
        target="tags",
        columns={"sentence": "words"},
        target_kind="tags",
    ),
    "sunspots": Builtin(
        "Sunspots",
        ("sunspots.csv",),
        "How many spots the sun had in each year from 1700 to 2008.",
        target="sunspots",
        target_kind="numbers",
    ),
    "shapes": Builtin(
        "Moving shapes",
        ("shapes.npz",),
        "Made-up films of ten pictures in which small shapes fly and bounce.",
        target=NEXT_STEP,
    ),
}


@dataclass(frozen=True)
class DataSet:
    """Samples as they were found, before anything is chosen, split or scaled.

    kind: "arrays" (an .npz file or a folder of images) or "table".
    arrays: what an .npz file holds; a folder of images is read as `x` and `y`.
    table: a pandas DataFrame; its last `given_test` rows came from a file of test samples.
    """

    source: str
    title: str
    kind: str
    path: Path
    about: str = ""
    class_names: tuple[str, ...] = ()
    arrays: tuple[ArrayFacts, ...] = ()
    values: Mapping[str, np.ndarray] = field(default_factory=dict)
    table: Any = None
    given_test: int = 0
    target: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    target_kind: str = "auto"

    def array(self, name: str) -> np.ndarray:
        """One array by its name. Raises DesignError."""
        if name in self.values:
            return self.values[name]
        return archives.read_array(self.path, self.arrays, name)


def load(source: str, folder: Path | None = None) -> DataSet:
    """Find and open `source` ("builtin:mnist", "file:/data/own.csv", or a plain path).

    `folder`, or else the folder that LAYERLOOM_DATA names, may hold larger files under the
    built-in sets' names. Raises DesignError.
    """
    if not source:
        raise DesignError(
            "No data is chosen.",
            fix="Choose a data set in the data panel.",
            where=Where(field="source"),
        )
    try:
        if source.startswith(BUILTIN):
            return _builtin(source, folder)
        return _file(source, Path(source.removeprefix(FILE)).expanduser())
    except DesignError as error:
        raise error.at(field="source") from error.__cause__
    except PermissionError as error:
        raise DesignError(
            "{file} may not be read.",
            fix="Change its permissions or choose another file.",
            where=Where(field="source"),
            file=str(error.filename or source),
        ) from error
    except (OSError, MemoryError) as error:
        raise DesignError(
            "{source} cannot be read: {reason}",
            where=Where(field="source"),
            source=source,
            reason=str(error),
        ) from error


def places(folder: Path | None = None) -> list[Path]:
    """The folders where the built-in sets are looked for, first the user's own."""
    own = os.environ.get(FOLDER_VARIABLE)
    found = [folder, Path(own).expanduser() if own else None, resource_path("datasets")]
    return [place for place in found if place is not None]


def _builtin(source: str, folder: Path | None) -> DataSet:
    name = source.removeprefix(BUILTIN)
    if name not in BUILTINS:
        raise unknown_name("built-in data set", name, BUILTINS)
    entry = BUILTINS[name]
    for place in places(folder):
        files = [place / file for file in entry.files]
        if all(file.is_file() for file in files):
            return _known(_open(source, *files), entry)
    raise DesignError(
        "The built-in data set {title} is not there: {files} is missing in {places}.",
        fix="Install Layerloom again, or choose a file of your own.",
        title=entry.title,
        files=list(entry.files),
        places=[str(place) for place in places(folder)],
    )


def _file(source: str, path: Path) -> DataSet:
    if not path.exists():
        raise DesignError(
            "There is no file {path}.",
            fix="Choose the file again: it may have been moved or renamed.",
            path=str(path),
        )
    data = _open(source, path)
    entry = BUILTINS.get(path.stem)
    shapes = {tuple(array.shape[1:]) for array in data.arrays if array.name.startswith("x")}
    if entry and entry.files == (path.name,) and shapes == {(28, 28)}:
        return _known(data, entry)  # a larger file of a set that we know: it has its class names
    return data


def _known(data: DataSet, entry: Builtin) -> DataSet:
    return DataSet(
        **{
            **vars(data),
            "title": entry.title,
            "about": entry.about,
            "class_names": entry.class_names,
            "target": entry.target,
            "columns": entry.columns,
            "target_kind": entry.target_kind,
        }
    )


def _open(source: str, path: Path, test: Path | None = None) -> DataSet:
    stamps = tuple(file.stat().st_mtime_ns for file in (path, test) if file is not None)
    return _opened(source, path, test, stamps)


@lru_cache(maxsize=3)
def _opened(source: str, path: Path, test: Path | None, stamps: tuple[int, ...]) -> DataSet:
    """Read once for as long as the file stays the same (`stamps`)."""
    title = path.name
    if path.is_dir():
        x, y, names = folders.read_images(path)
        facts = tuple(
            ArrayFacts(name, array.shape, str(array.dtype), True)
            for name, array in (("x", x), ("y", y))
        )
        values = {"x": x, "y": y}
        return DataSet(
            source, title, "arrays", path, class_names=names, arrays=facts, values=values
        )
    with path.open("rb") as stream:
        start = stream.read(4)
    if start.startswith(b"PK") or path.suffix.lower() == ".npz":
        return DataSet(source, title, "arrays", path, arrays=archives.read_headers(path))
    if path.suffix.lower() in (".csv", ".tsv", ".txt", ".data"):
        table = tables.read_table(path)
        if test is None:
            return DataSet(source, title, "table", path, table=table)
        more = tables.read_table(test)
        if list(more.columns) != list(table.columns):
            raise DesignError(
                "{test} has other columns than {train}.", test=test.name, train=path.name
            )
        joined = tables.pandas().concat([table, more], ignore_index=True)
        return DataSet(source, title, "table", path, table=joined, given_test=len(more))
    raise DesignError(
        "{file} is of a kind that cannot be read.",
        fix="Choose a .npz file, a .csv file or a folder with one folder of images for each class.",
        file=path.name,
    )
