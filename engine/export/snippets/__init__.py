"""Which program text is copied as it stands? Real Python files, cut into their definitions."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# In the order in which they stand in a program.
FILES = (
    HERE / "keras_sharing.py",
    HERE / "tensorflow_sharing.py",
    HERE / "operations.py",
    HERE / "keras_layers.py",
    HERE.parents[1] / "feature_column" / "fingerprint.py",
    HERE / "columns.py",
    HERE / "column_layer.py",
)


@cache
def definitions() -> dict[str, str]:
    """The functions, classes and constants of the files by name, as text, in their order."""
    found = {}
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        lines = source.splitlines()
        for node in ast.parse(source).body:
            marks = getattr(node, "decorator_list", ())
            begin = min([node.lineno, *(mark.lineno for mark in marks)])
            for name in names_of(node):
                found[name] = "\n".join(lines[begin - 1 : node.end_lineno])
    return found


def names_of(node: ast.stmt) -> list[str]:
    """What a statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]


@cache
def needs(name: str) -> tuple[str, ...]:
    """The definitions that a definition uses, before itself."""
    known = definitions()
    tree = ast.parse(known[name])
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    order: dict[str, None] = {}
    for other in known:
        if other in used and known[other] != known[name]:
            order.update(dict.fromkeys(needs(other)))
    return (*order, name)


def texts(wanted: set[str]) -> list[str]:
    """The definitions that a program needs for these names, each once; constants in one block."""
    every = {one for name in wanted for one in needs(name)}
    found, constants = [], []
    for text in dict.fromkeys(text for name, text in definitions().items() if name in every):
        (found if text.startswith(("def ", "class ", "@")) else constants).append(text)
    return (["\n".join(constants)] if constants else []) + found
