"""How is a model written as a Keras program? One writer for Keras 3, Keras 2 and this engine."""

from __future__ import annotations

import re
import sys
from typing import Any

from engine.errors import DesignError
from engine.export import snippets
from engine.export.dialects import ENGINE, KERAS, TF_KERAS, Dialect
from engine.export.layout import tidy
from engine.export.networks import Functions, plain_layers
from engine.export.own import is_own
from engine.export.python import INDENT, checked, comment, literal
from engine.export.recipe import Callback, Recipe
from engine.export.spelling import Speller
from engine.layers.holding import all_sublayers

TAKEN = (
    *("np", "pd", "tf", "math", "sys", "Path", "Image", "layers", "ops", "feature_column"),
    *("main", "model", "weights", "build_model", "compile_model", "load_data", "train"),
    *("x", "y", "word", "words", "encode", *snippets.definitions()),
)
COMPILE = f"{INDENT}compile_model(model)"


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
    functions = building(model, dialect, trains)
    speller = functions.speller
    encodes = functions.encoding is not None
    parts = [*own_definitions(speller), *functions.texts]
    if trains:
        parts.append(compile_lines(recipe, dialect))
        if data is not None:
            parts.append(train_lines(recipe, dialect))
    parts.append(main_lines(recipe, dialect, data, encodes) if trains else short_main_lines())
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
    return checked(tidy("\n".join([*head, "", "", body, *end])))


def building(model: Any, dialect: Dialect, trains: bool = False) -> Functions:
    """The functions that build the model. Raises DesignError for what the dialect lacks."""
    taken = [*TAKEN, dialect.module]
    functions = Functions(Speller(dialect, trains, taken), taken)
    functions.add(model, "build_model", "The network as it was drawn.")
    return functions


def own_names(model: Any, dialect: Dialect) -> dict[type, str]:
    """What the users' classes of a model are called in its program."""
    if not any(is_own(layer) for layer in all_sublayers(model)):
        return {}
    return building(model, dialect).speller.own.names


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
    own = ["layers"]
    if dialect is not TF_KERAS and "ops." in body:
        own.append("ops")
    if has_columns and dialect is ENGINE:
        own.insert(0, "feature_column")
    others = [f"import {module}", f"from {module} import {', '.join(own)}", *more]
    if "np." in body and "import numpy as np" not in more:
        others.append("import numpy as np")
    if dialect is TF_KERAS and "tf." in body:
        others.append("import tensorflow as tf")
    plain = {f"import {name}" for name in ("math", "sys") if f"{name}." in body}
    named = {"from pathlib import Path"}
    if "Struct(" in body:
        named.add("from struct import Struct")
    own_standard = {line for line in more if house_of(line) in sys.stdlib_module_names}
    others = list(dict.fromkeys(line for line in others if line not in own_standard))
    plain |= {line for line in own_standard if line.startswith("import")}
    named |= {line for line in own_standard if line.startswith("from")}
    return [
        *sorted(plain),
        *sorted(named, key=str.lower),
        "",
        *sorted(line for line in others if line.startswith("import")),
        *sorted((line for line in others if line.startswith("from")), key=str.lower),
    ]


def house_of(line: str) -> str:
    """The outermost module that a line imports from."""
    return line.split()[1].partition(".")[0]


def compile_lines(recipe: Recipe, dialect: Dialect) -> list[str]:
    """The function that says how the model learns."""
    options = {"learning_rate": recipe.learning_rate, **(recipe.optimizer_parameters or {})}
    inner = ", ".join(f"{name}={literal(value)}" for name, value in options.items())
    if not recipe.optimizer.isidentifier():
        raise DesignError("There is no optimizer called {name}.", name=repr(recipe.optimizer))
    metrics = [dialect.spelled.get(("metrics", name)) or literal(name) for name in recipe.metrics]
    arguments = [
        f"optimizer={dialect.module}.optimizers.{recipe.optimizer}({inner})",
        f"loss={literal(recipe.loss)}",
        f"metrics=[{', '.join(metrics)}]",
    ]
    return [
        "def compile_model(model):",
        f'{INDENT}"""How it learns."""',
        f"{INDENT}model.compile({', '.join(arguments)})",
    ]


def train_lines(recipe: Recipe, dialect: Dialect) -> list[str]:
    """The function that lets the model learn."""
    options = [f"batch_size={recipe.batch_size}", f"epochs={recipe.epochs}"]
    if recipe.validation_split:
        options.append(f"validation_split={literal(recipe.validation_split)}")
    if not recipe.shuffle:
        options.append("shuffle=False")
    if recipe.callbacks:
        made = ", ".join(callback_text(one, dialect) for one in recipe.callbacks)
        options.append(f"callbacks=[{made}]")
    return [
        "def train(model, x, y):",
        f'{INDENT}"""Learn from the samples, as set in the drawing."""',
        f"{INDENT}return model.fit(x, y, {', '.join(options)})",
    ]


def callback_text(callback: Callback, dialect: Dialect) -> str:
    if not callback.name.isidentifier():
        raise DesignError("There is no callback called {name}.", name=repr(callback.name))
    inner = ", ".join(f"{name}={literal(value)}" for name, value in callback.parameters.items())
    return f"{dialect.module}.callbacks.{callback.name}({inner})"


def short_main_lines() -> list[str]:
    """The main function of a program that does not learn."""
    lines = [
        "model = build_model()",
        "if WEIGHTS.exists():",
        f"{INDENT}model.load_weights(WEIGHTS)",
        "model.summary()",
        "return model",
    ]
    return ["def main():", *(INDENT + line for line in lines)]


def main_lines(recipe: Recipe, dialect: Dialect, data: Any, encodes: bool) -> list[str]:
    """The main function: load weights that lie there, or learn; then measure."""
    seed = f"{dialect.module}.utils.set_random_seed({recipe.seed})"
    if data is None:
        inner = short_main_lines()[1:]
        return ["def main():", f"{INDENT}{seed}", *inner[:3], COMPILE, *inner[3:]]
    lines = [
        seed,
        "model = build_model()",
        "model.summary()",
        "(x_train, y_train), (x_test, y_test) = load_data()",
        *(["x_train, x_test = encode(x_train), encode(x_test)"] if encodes else []),
        'if WEIGHTS.exists() and "--train" not in sys.argv:',
        f"{INDENT}model.load_weights(WEIGHTS)",
        f"{INDENT}compile_model(model)",
        "else:",
        f"{INDENT}compile_model(model)",
        f"{INDENT}train(model, x_train, y_train)",
        f"{INDENT}model.save_weights(WEIGHTS)",
        "if len(y_test):",
        f"{INDENT}print(model.evaluate(x_test, y_test, return_dict=True))",
        "return model",
    ]
    doc = f'{INDENT}"""Use the weights that lie beside this file; learn anew with --train."""'
    return ["def main():", doc, *(INDENT + line for line in lines)]


__all__ = ["ENGINE", "KERAS", "TF_KERAS", "Dialect", "Recipe", "program", "refusals"]
