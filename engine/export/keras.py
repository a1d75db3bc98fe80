"""How is a model written as a Keras program? One writer for Keras 3, Keras 2 and this engine."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from engine.errors import DesignError
from engine.export import snippets
from engine.export.dialects import ENGINE, KERAS, TF_KERAS, Dialect
from engine.export.layout import tidying
from engine.export.learning import (
    SHARING,
    compile_lines,
    main_lines,
    short_main_lines,
    train_lines,
)
from engine.export.networks import Functions, has_masks, plain_layers
from engine.export.own import is_own
from engine.export.python import INDENT, STANDARD, checked, comment, taken
from engine.export.recipe import Recipe
from engine.export.spelling import Speller
from engine.layers.holding import all_sublayers
from engine.layers.operations import LearnedOperation
from engine.work import Work, finished

TAKEN = (
    *("np", "pd", "tf", "math", "sys", "Path", "Image", "layers", "ops", "feature_column"),
    *("main", "model", "weights", "build_model", "compile_model", "load_data", "train"),
    *("x", "y", "word", "words", "encode", "name", "step", *snippets.definitions()),
)
OTHERS = {"np": "import numpy as np", "tf": "import tensorflow as tf"}


def refusals(model: Any, dialect: Dialect) -> list[DesignError]:
    """Why the model cannot be written: each layer at fault, or what else stands in the way."""
    speller = Speller(dialect)
    faults = [speller.refusal(layer) for layer in plain_layers(model)]
    found = [fault for fault in faults if fault is not None]
    if not found:
        try:
            program(model, dialect)
        except DesignError as error:
            found.append(error)
    return found


def program(model: Any, dialect: Dialect, recipe: Recipe | None = None, data: Any = None) -> str:
    """A whole program: builds the model, compiles it, loads the weights that lie beside it."""
    return finished(writing(model, dialect, recipe, data))


def writing(
    model: Any, dialect: Dialect, recipe: Recipe | None = None, data: Any = None
) -> Work[str]:
    """`program` with stops."""
    trains = recipe is not None and bool(recipe.loss)
    functions = yield from building(model, dialect, trains)
    speller = functions.speller
    encodes = functions.encoding is not None
    if trains and data is not None:
        speller.needed.update(dict.fromkeys(SHARING.get(dialect.name, ())))
    parts = [*own_definitions(speller), *functions.texts]
    if trains:
        parts.append(compile_lines(model, recipe, dialect))
        if data is not None:
            parts.append(train_lines(recipe, dialect))
        parts.append(main_lines(model, recipe, dialect, data, encodes))
    else:
        parts.append(short_main_lines(model, dialect))
    loading = list(data.lines) if trains and data is not None else []
    begin = loading.index("") if loading else 0
    if loading:
        parts.insert(0, loading[begin + 2 :])
    body = "\n\n\n".join("\n".join(part) for part in parts)
    head = [
        f'"""{comment(model.name)}: a network drawn with Layerloom, for {dialect.title}."""',
        "",
        *import_lines(
            dialect,
            body,
            functions.has_columns,
            (*(data.imports if loading else ()), *speller.own.imports),
        ),
        "",
        'WEIGHTS = Path(__file__).with_suffix(".weights.h5")',
        *loading[:begin],
    ]
    end = ["", "", 'if __name__ == "__main__":', f"{INDENT}main()", ""]
    yield
    text = yield from tidying("\n".join([*head, "", "", body, *end]))
    yield
    return checked(text)


def building(model: Any, dialect: Dialect, trains: bool = False) -> Work[Functions]:
    """The functions that build the model. Raises DesignError for what the dialect lacks."""
    names = [*TAKEN, dialect.module]
    functions = Functions(Speller(dialect, trains, names, has_masks(model)), names)
    yield from functions.adding(model, "build_model", "The network as it was drawn.")
    return functions


def own_names(model: Any, dialect: Dialect) -> dict[type, str]:
    """What classes of a model are called in its program that have other names there."""
    inner = list(all_sublayers(model))
    found = {}
    if any(map(is_own, inner)):
        found = finished(building(model, dialect)).speller.own.names
    if not dialect.is_ours and any(isinstance(layer, LearnedOperation) for layer in inner):
        found = {**found, LearnedOperation: "LearnedArrays"}
    return found


def own_definitions(speller: Speller) -> list[list[str]]:
    """What the dialect lacks, as functions and classes."""
    module = speller.dialect.module
    return [
        [re.sub(r"\bkeras\.", f"{module}.", text)]
        for text in snippets.texts({*speller.needed, *speller.own.needed})
    ] + [[text] for text in speller.own.texts]


def import_lines(
    dialect: Dialect, body: str, has_columns: bool, more: tuple[str, ...]
) -> list[str]:
    """What the program needs, in the order in which import sorters put it."""
    module = dialect.module
    used = taken(body)
    own = ["layers"]
    if dialect is not TF_KERAS and "ops" in used:
        own.append("ops")
    if has_columns and dialect is ENGINE:
        own.insert(0, "feature_column")
    others = [f"import {module}", f"from {module} import {', '.join(own)}", *more]
    others += [line for name, line in OTHERS.items() if name in used and line not in more]
    standard = {line for name, line in STANDARD.items() if name in {*used, "Path"}}
    standard |= {line for line in more if house_of(line) in sys.stdlib_module_names}
    others = [line for line in dict.fromkeys(others) if line not in standard]
    return [*in_order(standard), "", *in_order(others)]


def in_order(lines: Iterable[str]) -> list[str]:
    """Lines that import, those of whole modules first."""
    return sorted(lines, key=lambda line: (line.startswith("from"), line.lower()))


def house_of(line: str) -> str:
    """The outermost module that a line imports from."""
    return line.split()[1].partition(".")[0]


__all__ = ["ENGINE", "KERAS", "TF_KERAS", "Dialect", "Recipe", "program", "refusals"]
