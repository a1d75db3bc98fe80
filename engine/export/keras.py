"""How is a model written as a Keras program? One writer for Keras 3, Keras 2 and this engine."""

from __future__ import annotations

from typing import Any

from engine.errors import DesignError
from engine.export import snippets
from engine.export.dialects import ENGINE, KERAS, TF_KERAS, Dialect
from engine.export.layout import tidy
from engine.export.networks import Functions, plain_layers
from engine.export.python import INDENT, checked, comment, literal
from engine.export.recipe import Recipe
from engine.export.spelling import Speller

TAKEN = ["np", "Path", "math", "model", "layers", "ops", "feature_column", "tf", "main", "weights"]
DEFINED = ["build_model", "compile_model", "load_data", "train", "x", "y"]


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
    trains = recipe is not None and bool(recipe.loss)
    speller = Speller(dialect, trains)
    functions = Functions(speller, [*TAKEN, *DEFINED, dialect.module])
    functions.add(model, "build_model", "The network as it was drawn.")
    parts = [*own_definitions(speller), *functions.texts]
    if trains:
        parts.append(compile_lines(recipe, dialect))
    parts.append(main_lines(trains))
    body = "\n\n\n".join("\n".join(part) for part in parts)
    head = [
        f'"""{comment(model.name)}: a network drawn with Layerloom, for {dialect.title}."""',
        "",
        *import_lines(dialect, body, functions.has_columns),
        "",
        'WEIGHTS = Path(__file__).with_suffix(".weights.h5")',
    ]
    end = ["", "", 'if __name__ == "__main__":', f"{INDENT}main()", ""]
    return checked(tidy("\n".join([*head, "", "", body, *end])))


def own_definitions(speller: Speller) -> list[list[str]]:
    """What the dialect lacks, as functions and classes."""
    order: dict[str, None] = {}
    for name in speller.needed:
        order.update(dict.fromkeys(snippets.needs(speller.dialect.snippets, name)))
    known = snippets.definitions(speller.dialect.snippets) if order else {}
    return [[known[name]] for name in known if name in order]


def import_lines(dialect: Dialect, body: str, has_columns: bool) -> list[str]:
    """What the program needs, in the order in which import sorters put it."""
    module = dialect.module
    own = ["layers"]
    if "ops." in body:
        own.append("ops")
    if has_columns and dialect is ENGINE:
        own.insert(0, "feature_column")
    others = [f"import {module}", f"from {module} import {', '.join(own)}"]
    if "np." in body:
        others.append("import numpy as np")
    if has_columns and dialect is TF_KERAS:
        others.append("import tensorflow as tf")
    plain = sorted(line for line in others if line.startswith("import"))
    standard = ["import math"] if "math." in body else []
    return [
        *standard,
        "from pathlib import Path",
        "",
        *plain,
        *(line for line in others if line.startswith("from")),
    ]


def compile_lines(recipe: Recipe, dialect: Dialect) -> list[str]:
    """The function that says how the model learns."""
    options = {"learning_rate": recipe.learning_rate, **(recipe.optimizer_parameters or {})}
    inner = ", ".join(f"{name}={literal(value)}" for name, value in options.items())
    if not recipe.optimizer.isidentifier():
        raise DesignError("There is no optimizer called {name}.", name=repr(recipe.optimizer))
    arguments = [
        f"optimizer={dialect.module}.optimizers.{recipe.optimizer}({inner})",
        f"loss={literal(recipe.loss)}",
        f"metrics={literal(list(recipe.metrics))}",
    ]
    return [
        "def compile_model(model):",
        f'{INDENT}"""How it learns."""',
        f"{INDENT}model.compile({', '.join(arguments)})",
    ]


def main_lines(trains: bool) -> list[str]:
    lines = [
        "def main():",
        "model = build_model()",
        "if WEIGHTS.exists():",
        f"{INDENT}model.load_weights(WEIGHTS)",
    ]
    if trains:
        lines.append("compile_model(model)")
    lines += ["model.summary()", "return model"]
    return [lines[0], *(INDENT + line for line in lines[1:])]


__all__ = ["ENGINE", "KERAS", "TF_KERAS", "Dialect", "Recipe", "program", "refusals"]
