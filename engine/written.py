"""How does a layer that a user wrote as text become a class? Read first, run only when allowed.

Nothing here can make foreign code harmless: what runs can do what the user can. So nothing runs
before the user has agreed to exactly this text, and the agreement is kept by its digest.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import linecache
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from engine import custom, patience
from engine.errors import DesignError
from engine.places import state_folder

# What a layer needs; anything else is a sign that the text is no layer.
MODULES = {"engine", "numpy", "math", "typing", "collections", "functools", "__future__"}
FORBIDDEN = {"exec", "eval", "compile", "open", "__import__", "input", "globals", "breakpoint"}
COMMON = {"self", "name", "trainable", "dtype"}
ABSENT = object()
_agreed: set[str] = set()
_loaded: dict[str, type] = {}
_texts: dict[type, str] = {}


@dataclass(frozen=True)
class Outline:
    """What the text of a layer tells without being run.

    `parameters` are those of its `__init__` with their defaults, ABSENT where there is none;
    `inputs` the names of its inputs; `is_cell` whether it has a state_size.
    """

    name: str
    doc: str
    parameters: tuple[tuple[str, Any], ...]
    inputs: tuple[str, ...]
    is_cell: bool
    # What the text says that parameters are, by their names.
    annotations: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=200)
def outline(source: str) -> Outline:
    """The outline of the layer's class: the last class in the text. Raises DesignError."""
    tree = _parsed(source)
    for node in ast.walk(tree):
        _check(node)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    if not classes:
        raise DesignError(
            "The code has no class.",
            fix="Write one that begins with: class MyLayer(layers.Layer):",
        )
    made = classes[-1]
    functions = {one.name: one for one in made.body if isinstance(one, ast.FunctionDef)}
    if "call" not in functions:
        raise DesignError(
            "The class {name} has no call(self, inputs).",
            fix="Write one that returns what the layer makes of its inputs.",
            name=made.name,
        )
    values = dict(_assigned(made))
    inputs = values.get("inputs", ("inputs",))
    named = isinstance(inputs, (tuple, list)) and all(isinstance(one, str) for one in inputs)
    return Outline(
        made.name,
        ast.get_docstring(made) or "",
        _parameters(functions.get("__init__")),
        tuple(inputs) if named and inputs else ("inputs",),
        "state_size" in functions or "state_size" in values or _sets_state_size(made),
        _annotations(functions.get("__init__")),
    )


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise DesignError(
            "Line {line} cannot be read: {reason}.",
            line=error.lineno or 1,
            reason=error.msg or "invalid syntax",
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise DesignError("The code cannot be read: {reason}.", reason=str(error)) from None


def _check(node: ast.AST) -> None:
    """Raise DesignError for what no layer needs."""
    modules = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or "."]
    for module in modules:
        if module.partition(".")[0] not in MODULES:
            raise DesignError(
                "Line {line} imports {module}, which a layer cannot use here.",
                fix="Use engine, numpy and math.",
                line=node.lineno,
                module=module,
            )
    if isinstance(node, ast.Name) and node.id in FORBIDDEN:
        raise DesignError(
            "Line {line} uses {name}, which a layer has no need of.",
            fix="Compute with engine.ops.",
            line=node.lineno,
            name=node.id,
        )


def _assigned(made: ast.ClassDef):
    for one in made.body:
        if isinstance(one, ast.Assign) and len(one.targets) == 1:
            target = one.targets[0]
            if isinstance(target, ast.Name):
                with suppress(ValueError, TypeError):
                    yield target.id, ast.literal_eval(one.value)


def _sets_state_size(made: ast.ClassDef) -> bool:
    return any(
        isinstance(one, ast.Attribute)
        and one.attr == "state_size"
        and isinstance(one.ctx, ast.Store)
        for one in ast.walk(made)
    )


def _parameters(function: ast.FunctionDef | None) -> tuple[tuple[str, Any], ...]:
    if function is None:
        return ()
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
    pairs = [*zip(plain, defaults, strict=True)]
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    found = []
    for argument, default in pairs:
        if argument.arg in COMMON:
            continue
        value = ABSENT
        if default is not None:
            try:
                value = ast.literal_eval(default)
            except (ValueError, TypeError):
                raise DesignError(
                    "The default of {name} must be a plain value.",
                    fix="Write a number, a text, a tuple or None.",
                    name=argument.arg,
                ) from None
        found.append((argument.arg, value))
    return tuple(found)


def _annotations(function: ast.FunctionDef | None) -> tuple[tuple[str, str], ...]:
    if function is None:
        return ()
    told = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return tuple((one.arg, ast.unparse(one.annotation)) for one in told if one.annotation)


# Agreement


def digest(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def _list() -> Path:
    return state_folder() / "allowed-code.txt"


def is_allowed(source: str) -> bool:
    """Whether the user has agreed to run exactly this text."""
    key = digest(source)
    if key not in _agreed:
        with suppress(OSError):
            _agreed.update(re.findall(r"^[0-9a-f]{64}$", _list().read_text(), re.MULTILINE))
    return key in _agreed


def allow(source: str, *, remember: bool = True) -> None:
    """The user agrees to run this text: from now on, or with `remember` False in this process."""
    if is_allowed(source):
        return
    _agreed.add(digest(source))
    if remember:
        with suppress(OSError):  # then the user is asked again another time
            _list().parent.mkdir(parents=True, exist_ok=True)
            with _list().open("a") as file:
                file.write(digest(source) + "\n")


def load(source: str) -> type:
    """The class that the text makes; saved models may name it. Raises DesignError where the user
    has not agreed, or where the text fails."""
    told, key = outline(source), digest(source)
    if not is_allowed(source):
        raise DesignError(
            "{name} is written in Python, and code in a project does not run before you agree.",
            fix="Review the code, and allow it if you trust it.",
            name=told.name,
        )
    if key not in _loaded:
        _loaded[key] = _run(source, told, key)
        _texts[_loaded[key]] = source
    return _loaded[key]


def text_of(cls: type) -> str | None:
    """The text in which a class stands: that of a drawing, or of the file of a program."""
    if cls in _texts:
        return _texts[cls]
    try:
        return inspect.getsource(sys.modules[cls.__module__])
    except (KeyError, OSError, TypeError):
        return None


def _run(source: str, told: Outline, key: str) -> type:
    module = ModuleType(f"{custom.OF_DRAWINGS}{key[:12]}")
    file = f"<{told.name}>"
    # With the text at hand a traceback shows its lines.
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    try:
        with patience.watching(file):
            exec(compile(source, file, "exec"), vars(module))
        made = vars(module)[told.name]
        for name in ("__init__", "build", "call"):
            if name in vars(made):
                setattr(made, name, patience.patient(vars(made)[name], file))
        register = custom.register_keras_serializable(module.__name__)
        return register(made)
    except DesignError:
        raise
    except Exception as error:
        raise DesignError(
            "The code of {name} fails: {reason}.",
            name=told.name,
            reason=f"{type(error).__name__}: {error}",
        ) from error


def line_of(error: BaseException) -> int | None:
    """The line of a layer's text in which something went wrong; None where it was elsewhere."""
    found, place = None, error.__traceback__
    while place is not None:
        if place.tb_frame.f_globals.get("__name__", "").startswith(custom.OF_DRAWINGS):
            found = place.tb_lineno
        place = place.tb_next
    return found
