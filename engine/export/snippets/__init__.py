"""Which program text is copied as it stands? A real Python file, cut into its definitions."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def definitions() -> dict[str, str]:
    """The functions and classes of the file by name, as text, in its order."""
    source = Path(__file__).with_name("keras_layers.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            begin = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            found[node.name] = "\n".join(lines[begin - 1 : node.end_lineno])
    return found


@cache
def needs(name: str) -> tuple[str, ...]:
    """The definitions that a definition uses, before itself."""
    known = definitions()
    tree = ast.parse(known[name])
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - {name}
    order: dict[str, None] = {}
    for other in known:
        if other in used:
            order.update(dict.fromkeys(needs(other)))
    return (*order, name)
