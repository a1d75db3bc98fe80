"""How is a program written as a Jupyter notebook? The same parts, each in a cell of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from engine.export import keras
from engine.export.dialects import ENGINE
from engine.export.python import comment
from engine.export.recipe import Recipe
from engine.work import Work

BESIDE = re.compile(r"^(\w+ = )Path\(__file__\)", re.MULTILINE)
# The notebook format that all of today's programs read.
FORMAT, MINOR = 4, 5
TITLES = {
    "load_data": "The data, as they were chosen, split and scaled in the drawing.",
    "build_model": "The network as it was drawn.",
    "compile_model": "How it learns.",
    "train": "One call that learns.",
}


def writing(model: Any, recipe: Recipe | None = None, data: Any = None) -> Work[str]:
    """The notebook as JSON: the program of Layerloom's engine, cut into cells."""
    text = yield from keras.writing(model, ENGINE, recipe, data)
    parts = [part.strip("\n") for part in text.split("\n\n\n")]
    head, *definitions = parts
    imports = head.split('"""', 2)[2].strip("\n")
    # A notebook has no file of its own to look beside, and only the program's main asks for sys.
    imports = BESIDE.sub(r'\1Path("notebook_model.ipynb")', imports).replace("import sys\n", "")
    title = comment(model.name)
    cells = [
        markdown(f"# {title}\n\nA network drawn with Layerloom. The cells run from top to bottom."),
        code(imports),
    ]
    for part in definitions:
        name = part.split("(")[0].removeprefix("def ").strip()
        if part.startswith("if __name__") or name == "main":
            continue
        if name in TITLES:
            cells.append(markdown(TITLES[name]))
        cells.append(code(part))
    cells += [code(part) for part in run_cells(recipe, data)]
    return written(cells)


def run_cells(recipe: Recipe | None, data: Any) -> list[str]:
    """What the program's main does, step by step."""
    trains = recipe is not None and bool(recipe.loss)
    seed = [f"engine.utils.set_random_seed({recipe.seed})"] if trains else []
    load = ["if WEIGHTS.exists():", "    model.load_weights(WEIGHTS)"]
    first = "\n".join([*seed, "model = build_model()", *load, "model.summary()"])
    if not trains:
        return [first]
    if data is None:
        return [first, "compile_model(model)"]
    return [
        first,
        "(x_train, y_train), (x_test, y_test) = load_data()",
        "compile_model(model)\nif not WEIGHTS.exists():\n    train(model, x_train, y_train)",
        "if len(y_test):\n    print(model.evaluate(x_test, y_test, return_dict=True))",
    ]


def markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": lines_of(text)}


def code(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": lines_of(text),
    }


def lines_of(text: str) -> list[str]:
    """A text as notebooks keep it: a list of lines with their ends."""
    return text.splitlines(keepends=True)


def written(cells: Sequence[dict[str, Any]]) -> str:
    """A notebook of these cells, each with an id of its own."""
    named = [{"id": f"cell-{place}", **cell} for place, cell in enumerate(cells)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    content = {
        "cells": named, "metadata": metadata, "nbformat": FORMAT, "nbformat_minor": MINOR,
    }  # fmt: skip
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
