"""How does an exported program get its data? As the designer prepared them, in plain NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.data import BUILTINS, Prepared, prepare
from engine.data.arrays import is_image
from engine.data.folders import SUFFIXES
from engine.data.scaling import choose
from engine.data.settings import NEXT_STEP, SAME_AS_INPUT
from engine.data.sources import BUILTIN, places
from engine.export import data_texts
from engine.export.data_tables import table_helpers, table_lines
from engine.export.python import INDENT, Names, literal
from engine.tape import Spec
from engine.worker.feeding import columns_read

__all__ = ["Data", "columns_read", "data_for"]


@dataclass(frozen=True)
class Data:
    """What a program needs to load data, for all targets alike.

    lines: constants and the function ``load_data()``, which returns ``(x_train, y_train),
        (x_test, y_test)``; x is an array, a list of them, or a dict where columns are read.
    imports: the modules that it needs besides pathlib, as import statements.
    files: (where a file lies now, its name beside the program).
    """

    lines: tuple[str, ...]
    imports: tuple[str, ...] = ("import numpy as np",)
    files: tuple[tuple[Path, str], ...] = ()


def data_for(settings: Any, reads: Mapping[str, Spec], folder: Path | None = None) -> Data:
    """The data that `settings` choose. Raises DesignError where they cannot be had.

    `reads` are the columns of a table that the model reads by name, see `columns_read`.
    """
    prepared = prepare(settings, folder)
    files, constants = where(prepared)
    helpers: list[str] = []
    if prepared.data.kind == "table":
        helpers = table_helpers(prepared, reads)
        body, imports = table_lines(prepared, reads), ("import numpy as np", "import pandas as pd")
        imports = (*data_texts.IMPORTS, *imports) if prepared.texts else imports
    elif prepared.data.path.is_dir():
        body, imports = picture_lines(prepared), ("import numpy as np", "from PIL import Image")
    else:
        body, imports = array_lines(prepared), ("import numpy as np",)
    head = [
        "def load_data():",
        f'{INDENT}"""(x, y) to learn from and (x, y) to test with, as in the drawing."""',
    ]
    head = [*helpers, "", "", *head] if helpers else head
    return Data((*constants, "", "", *head, *(INDENT + line for line in body)), imports, files)


def where(prepared: Prepared) -> tuple[tuple[tuple[Path, str], ...], list[str]]:
    """(files to lay beside the program, lines that say where the data are)."""
    source = prepared.settings.source
    if not source.startswith(BUILTIN):
        return (), [f"DATA = Path({literal(str(prepared.data.path))})"]
    name = source.removeprefix(BUILTIN)
    entry = BUILTINS[name]
    held = next(
        place for place in places() if all((place / file).is_file() for file in entry.files)
    )
    files = tuple((held / file, file.replace("/", "_")) for file in entry.files)
    lines = [f"DATA = Path(__file__).with_name({literal(files[0][1])})"]
    if len(files) > 1:
        lines.append(f"TEST_DATA = Path(__file__).with_name({literal(files[1][1])})")
    return files, lines


def array_lines(prepared: Prepared) -> list[str]:
    """The body of load_data for an .npz file."""
    names = list(prepared.facts.input_names)
    target = prepared.facts.target
    wanted = names if target in (SAME_AS_INPUT, NEXT_STEP) else [*names, target]
    variables = variables_of(wanted, target)
    lines = ["with np.load(DATA) as file:"]
    if prepared.facts.given_test:
        for name in wanted:
            twin = name.replace("train", "test")
            into = f"{variables[name]}_train, {variables[name]}_test"
            lines.append(f"{INDENT}{into} = file[{literal(name)}], file[{literal(twin)}]")
    else:
        lines += [f"{INDENT}{variables[name]} = file[{literal(name)}]" for name in wanted]
        lines += split_lines(prepared, [variables[name] for name in wanted])
    return lines + finished(prepared, names, variables)


def picture_lines(prepared: Prepared) -> list[str]:
    """The body of load_data for a folder of pictures."""
    height, width, *depth = prepared.data.values["x"].shape[1:]
    mode = "RGB" if depth else "L"
    lines = [
        f"classes = {literal(list(prepared.data.class_names))}",
        f"kinds = {literal(tuple(sorted(SUFFIXES)))}",
        "pictures, y = [], []",
        "for label, name in enumerate(classes):",
        f"{INDENT}for file in sorted((DATA / name).iterdir()):",
        f"{INDENT * 2}if file.suffix.lower() in kinds:",
        f'{INDENT * 3}picture = Image.open(file).convert("{mode}")',
        f"{INDENT * 3}pictures.append(np.asarray(picture.resize(({width}, {height}))))",
        f"{INDENT * 3}y.append(label)",
        "x, y = np.stack(pictures), np.array(y)",
        *split_lines(prepared, ["x", "y"]),
    ]
    return lines + finished(prepared, ["x"], {"x": "x", "y": "y"})


def variables_of(names: list[str], target: str) -> dict[str, str]:
    """What the arrays are called: x and y, or after themselves where there are several."""
    taken = Names(["np", "file", "rows", "train", "test"])
    inputs = [name for name in names if name != target]
    found = {name: "x" if len(inputs) == 1 else taken.take(name) for name in inputs}
    return {**found, target: "y"} if target in names else found


def split_lines(prepared: Prepared, variables: list[str]) -> list[str]:
    """Which samples test the network."""
    count = len(prepared.train) + len(prepared.test)
    border, settings = len(prepared.train), prepared.settings
    if settings.shuffle:
        lines = [f"rows = np.random.default_rng({settings.seed}).permutation({count})"]
    else:
        lines = [f"rows = np.arange({count})"]
    lines.append(f"train, test = rows[:{border}], rows[{border}:]")
    return lines + [f"{one}_train, {one}_test = {one}[train], {one}[test]" for one in variables]


def finished(prepared: Prepared, names: list[str], variables: Mapping[str, str]) -> list[str]:
    """Scaling, shapes and answers, and what comes back."""
    lines: list[str] = []
    for place, name in enumerate(names):
        lines += input_lines(prepared, place, variables[name])
    lines += target_lines(prepared, variables.get(prepared.facts.target), variables[names[0]])
    return [*lines, *return_lines([variables[name] for name in names])]


def return_lines(inputs: list[str]) -> list[str]:
    x = [", ".join(f"{one}_{part}" for one in inputs) for part in ("train", "test")]
    if len(inputs) > 1:
        x = [f"[{text}]" for text in x]
    return [f"return ({x[0]}, y_train), ({x[1]}, y_test)"]


def both(variable: str, change: str) -> str:
    """One line that changes training and test samples alike; `change` is written with `part`."""
    pair = f"{variable}_train, {variable}_test"
    return f"{pair} = ({change} for part in ({pair}))"


def input_lines(prepared: Prepared, place: int, variable: str) -> list[str]:
    """How an input is scaled and shaped."""
    scaling = prepared.scalings[place]
    change = 'part.astype("float32")'
    if scaling.kind in ("unit", "standard"):
        change = f"({change} - {numbers(scaling.offset)})"
    if scaling.kind != "none":
        change = f"{change} / {numbers(scaling.divisor)}"
    lines = [both(variable, change)]
    raw, made = raw_shape(prepared, place), prepared.train.x[place].shape[1:]
    if place == 0 and prepared.facts.target_kind == "next":  # the last step is cut off later
        made = (made[0] + 1, *made[1:])
    if raw == made:
        return lines
    if (*raw, 1) == made:
        return [*lines, both(variable, "part[..., np.newaxis]")]
    inner = ", ".join(str(size) for size in made)
    return [*lines, both(variable, f"part.reshape(len(part), {inner})")]


def raw_shape(prepared: Prepared, place: int) -> tuple[int, ...]:
    name = prepared.facts.input_names[place]
    return tuple(prepared.data.array(name).shape[1:])


def numbers(value: Any) -> str:
    """One number, or an array of them, in the precision in which they are used."""
    value = np.asarray(value, np.float32)
    if value.ndim == 0:
        return f"np.float32({literal(float(str(value)))})"
    inner = ", ".join(literal(float(str(one))) for one in value.ravel())
    shaped = "" if value.ndim == 1 else f".reshape({literal(value.shape)})"
    return f'np.array([{inner}], "float32"){shaped}'


def target_lines(prepared: Prepared, variable: str | None, first: str) -> list[str]:
    """How the answers become what the loss takes. `first` is the variable of the first input."""
    facts = prepared.facts
    if facts.target_kind == "next":
        return [
            f"y_train, y_test = {first}_train[:, 1:], {first}_test[:, 1:]",
            f"{first}_train, {first}_test = {first}_train[:, :-1], {first}_test[:, :-1]",
        ]
    if variable is None:
        return ["y_train, y_test = x_train, x_test"]
    raw = prepared.data.array(facts.target)
    lines = []
    if raw.ndim == 2 and raw.shape[1] == 1:
        raw = raw[:, 0]
        lines.append(both("y", "part[:, 0]"))
    if facts.target_kind == "numbers":
        return [*lines, *number_lines(prepared, raw)]
    if raw.ndim == 2 and (facts.one_hot or not facts.target_shape):
        change = 'part.astype("float32")' if facts.one_hot else "part.argmax(axis=1)"
        return [*lines, both("y", change)]
    codes = prepared.train.y.argmax(axis=-1) if facts.one_hot else prepared.train.y
    if np.array_equal(codes, raw[prepared.train.rows]):
        change = 'part.astype("int64")'
    else:
        values = np.unique(raw).tolist()
        change = f"np.searchsorted({literal(values)}, part)"
    if facts.one_hot:
        change = f'np.eye({facts.classes}, dtype="float32")[{change}]'
    return [*lines, both("y", change)]


def number_lines(prepared: Prepared, raw: np.ndarray) -> list[str]:
    """Answers that are numbers; pictures among them are scaled as pictures are."""
    change = 'part.astype("float32")'
    if not is_image(raw):
        return [both("y", change)]
    scaling = choose(raw[prepared.train.rows], prepared.settings.scale, True)
    if scaling.kind in ("unit", "standard"):
        change = f"({change} - {numbers(scaling.offset)})"
    if scaling.kind != "none":
        change = f"{change} / {numbers(scaling.divisor)}"
    lines = [both("y", change)]
    return [*lines, both("y", "part[..., np.newaxis]")] if raw.ndim == 3 else lines
