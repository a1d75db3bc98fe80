"""What do the samples look like? A few of them, as pictures or as rows of text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.data import archives, columns, encoding, folders, tables, texts
from engine.data.prepared import Part, Prepared, shaped
from engine.data.texts import TextRecipe
from engine.data.windows import cut
from engine.errors import DesignError
from engine.tape import Spec

PICTURES = 40
ROWS = 100
WIDEST = 40  # columns of a table or numbers of an array that are shown


@dataclass(frozen=True)
class Preview:
    """Pictures (uint8 [n, height, width(, 3)]) with labels, or a heading and rows of text."""

    pictures: np.ndarray | None = None
    labels: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def preview(prepared: Prepared) -> Preview:
    """The first training samples; of images as many of each class as there is room for."""
    facts, part = prepared.facts, prepared.train
    if is_pictured(facts.kind):
        chosen = _one_of_each(prepared, PICTURES)
        labels = tuple(label_of(prepared, part, row) for row in chosen)
        return Preview(pictures(prepared, part, chosen), labels)
    chosen = range(min(ROWS, len(part)))
    if facts.kind == "table":
        heading = tuple(str(name) for name in prepared.data.table.columns[:WIDEST])
        return Preview(heading=heading, rows=table_rows(prepared, part, chosen))
    heading, rows = array_rows(prepared, part, chosen)
    labelled = tuple(
        (*row, label_of(prepared, part, index)) for row, index in zip(rows, chosen, strict=True)
    )
    return Preview(heading=(*heading, facts.target), rows=labelled)


def is_pictured(kind: str) -> bool:
    """Whether samples can be looked at: a film is shown as a sheet of its pictures."""
    return kind in ("images", "films")


def _one_of_each(prepared: Prepared, count: int) -> list[int]:
    """The first samples, the classes in turn, so that each is seen."""
    part = prepared.train
    if not prepared.classes or (part.y.ndim > 1 and not prepared.facts.one_hot):
        return list(range(min(count, len(part))))
    codes = part.y.argmax(axis=1) if prepared.facts.one_hot else part.y
    queues = [np.flatnonzero(codes == code)[:count].tolist() for code in range(prepared.classes)]
    turns = [queue[turn] for turn in range(count) for queue in queues if turn < len(queue)]
    return turns[:count]


def pictures(prepared: Prepared, part: Part, indices: Sequence[int]) -> np.ndarray:
    """Samples as they look (uint8 [n, height, width] or [n, height, width, 3])."""
    return as_pictures(prepared, part.x[0][np.asarray(indices, np.int64)])


def as_pictures(prepared: Prepared, values: np.ndarray) -> np.ndarray:
    """Scaled samples, or answers like them, as they look; films as sheets of their pictures."""
    scaling = prepared.scalings[0]
    values = scaling.undo(values)
    if prepared.facts.kind == "films":
        values = _sheets(values)
    else:
        values = values.reshape(len(values), *_picture_shape(prepared))
    if scaling.kind == "none" and values.size:
        low, high = float(values.min()), float(values.max())
        values = (values - low) * (255 / ((high - low) or 1)) if high <= 1 or low < 0 else values
    elif scaling.kind == "divide":
        values = values * (255 / prepared.facts.divisor)
    values = np.clip(np.round(values), 0, 255).astype(np.uint8)
    return values[..., 0] if values.shape[-1] == 1 else values[..., :3]


def _sheets(films: np.ndarray) -> np.ndarray:
    """Films [n, steps, height, width, channels] as pictures, row by row, with lines between."""
    count, steps, height, width, channels = films.shape
    columns = math.ceil(math.sqrt(steps))
    rows = -(-steps // columns)
    line = float(films.max(initial=0)) * 0.4
    sheets = np.full((count, rows * (height + 1) - 1, columns * (width + 1) - 1, channels), line)
    for step in range(steps):
        top, left = step // columns * (height + 1), step % columns * (width + 1)
        sheets[:, top : top + height, left : left + width] = films[:, step]
    return sheets


def _picture_shape(prepared: Prepared) -> tuple[int, ...]:
    """Height, width and channels of a picture, whatever shape the samples are fed in."""
    name = prepared.facts.input_names[0]
    shape = next(array.shape for array in prepared.data.arrays if array.name == name)[1:]
    return shape if len(shape) == 3 else (*shape, 1)


def label_of(prepared: Prepared, part: Part, index: int) -> str:
    """The answer to one sample as a person reads it."""
    facts, answer = prepared.facts, part.y[index]
    if facts.target_kind in ("input", "next"):
        return ""
    if facts.target_kind == "classes" and facts.target_shape and not facts.one_hot:
        first = int(facts.filled)
        codes = [int(code) for code in answer.ravel() if code >= first]
        return " ".join(facts.class_names[code] for code in codes[:WIDEST])
    if facts.target_kind == "classes":
        return facts.class_names[int(answer.argmax() if facts.one_hot else answer)]
    return ", ".join(f"{value:.4g}" for value in np.ravel(answer)[:4])


def table_rows(
    prepared: Prepared, part: Part, indices: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """Rows of the table as they stand in the file."""
    table = prepared.data.table.iloc[part.rows[np.asarray(indices, np.int64)], :WIDEST]
    return tuple(
        tuple(tables.as_text(value) for value in row) for row in table.itertuples(index=False)
    )


def array_rows(prepared: Prepared, part: Part, indices: Sequence[int]):
    """A heading, and samples of an array as rows of numbers."""
    values = part.x[0][np.asarray(indices, np.int64)]
    if prepared.scalings:
        values = prepared.scalings[0].undo(values)
    flat = values.reshape(len(values), -1)[:, :WIDEST]
    name = prepared.facts.input_names[0]
    heading = tuple(f"{name}[{place}]" for place in range(flat.shape[1]))
    return heading, tuple(tuple(f"{value:.5g}" for value in row) for row in flat)


def read_rows(prepared: Prepared, path: Path, reads: Mapping[str, Spec]) -> dict[str, np.ndarray]:
    """The columns that a network reads, for new samples from a table. Raises DesignError."""
    if not path.is_file():
        raise DesignError("There is no file {path}.", path=str(path))
    return columns.of_table(prepared, tables.read_table(path), reads)


def read_inputs(prepared: Prepared, path: Path) -> tuple[np.ndarray, ...]:
    """New samples from a file, encoded and scaled as the training data were. Raises DesignError.

    A table needs the columns that were fed in; an .npz file the arrays, by the same names or a
    single one; a picture is one sample.
    """
    if not path.is_file():
        raise DesignError("There is no file {path}.", path=str(path))
    wanted = prepared.settings.sample_shape
    if prepared.facts.kind == "table":
        table = tables.read_table(path)
        found = [texts.encode_texts(_column(table, one), one) for one in prepared.texts]
        if prepared.recipes:
            numbers = encoding.encode(table, prepared.recipes)
            if prepared.settings.window:
                windows = cut(len(numbers), prepared.settings)
                numbers = windows.samples(numbers)
            found.append(shaped(numbers, False, () if found else wanted, path.name))
        return tuple(found)
    if path.suffix.lower() in folders.SUFFIXES and prepared.facts.kind == "images":
        raw = {prepared.facts.input_names[0]: _one_picture(prepared, path)}
    else:
        facts = archives.read_headers(path)
        names = _names_in(prepared, facts, path)
        raw = {known: archives.read_array(path, facts, name) for known, name in names.items()}
    found = []
    for scaling, name, shape in zip(
        prepared.scalings, prepared.facts.input_names, prepared.facts.input_shapes, strict=True
    ):
        is_image = prepared.facts.kind == "images" and raw[name].ndim == 3
        x = shaped(scaling.apply(raw[name]), is_image, wanted, name)
        if x.shape[1:] != shape:
            raise DesignError(
                "A sample in {file} has the shape {given}, but {wanted} is needed.",
                file=path.name,
                given=x.shape[1:],
                wanted=shape,
            )
        found.append(x)
    return tuple(found)


def _column(table, recipe: TextRecipe):
    if recipe.column not in table.columns:
        raise DesignError("The table has no column '{column}'.", column=recipe.column)
    return table[recipe.column]


def _one_picture(prepared: Prepared, path: Path) -> np.ndarray:
    shape = _picture_shape(prepared)
    image = folders.read_picture(path, shape)[None]
    return image[..., 0] if shape[-1] == 1 else image


def _names_in(prepared: Prepared, facts, path: Path) -> dict[str, str]:
    """Which array of another file stands for which array that was trained on."""
    there = [array.name for array in facts]
    wanted = prepared.facts.input_names
    if len(wanted) == 1:
        first = wanted[0]
        usual = (first, first.replace("train", "test"), "x", "x_test", "X", "X_test")
        name = next((name for name in usual if name in there), there[0])
        return {first: name}
    missing = [name for name in wanted if name not in there]
    if missing:
        raise DesignError("{file} has no array called '{name}'.", file=path.name, name=missing[0])
    return {name: name for name in wanted}
