"""Which program text is copied as it stands? Real Python files, cut into their definitions."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def definitions(file: str) -> dict[str, str]:
    """The functions and classes of a file in this folder by name, as text, in its order."""
    path = Path(__file__).with_name(f"{file}.py")
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            begin = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            found[node.name] = "\n".join(lines[begin - 1 : node.end_lineno])
    return found


@cache
def needs(file: str, name: str) -> tuple[str, ...]:
    """The definitions of the file that a definition uses, before itself."""
    known = definitions(file)
    tree = ast.parse(known[name])
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - {name}
    order: dict[str, None] = {}
    for other in known:
        if other in used:
            order.update(dict.fromkeys(needs(file, other)))
    return (*order, name)
