"""Which helpers does a program need? Definitions cut out of `parts`, with those that they use."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.export import snippets
from engine.export.python import STANDARD, taken
from engine.feature_column import fingerprint

FOLDER = Path(__file__).with_name("parts")
# The files in the order in which their definitions stand in a program.
FINGERPRINT = Path(fingerprint.__file__)
COLUMNS = Path(snippets.__file__).with_name("columns.py")
FILES = ("shapes", "sequences", "layers", "cells", "attention", "columns", "losses", "metrics",
         "optimizers", "schedules", "running", "recording")
# What it may import besides Python's own, in the order of a sorted list of imports.
INSTALLED = {
    "np": "import numpy as np",
    "torch": "import torch",
    "dist": "import torch.distributed as dist",
    "F": "import torch.nn.functional as F",
    "load_file": "from safetensors.torch import load_file",
    "save_file": "from safetensors.torch import save_file",
    "nn": "from torch import nn",
    "all_reduce": "from torch.distributed.nn.functional import all_reduce",
    "DistributedDataParallel": "from torch.nn.parallel import DistributedDataParallel",
}


@dataclass(frozen=True)
class Part:
    """One definition: its text, and the names that it uses."""

    name: str
    text: str
    uses: frozenset[str]


@cache
def parts() -> dict[str, Part]:
    """All definitions by name, in the order in which they stand in a program."""
    found: dict[str, Part] = {}
    for path in [FINGERPRINT, COLUMNS, *(FOLDER / f"{file}.py" for file in FILES)]:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body:
            names = defined(node)
            if not names:
                continue
            first = min([node.lineno, *(one.lineno for one in decorators(node))])
            piece = "\n".join(lines[first - 1 : node.end_lineno])
            found |= dict.fromkeys(names, Part(names[0], piece, taken(piece)))
    return found


def defined(node: ast.stmt) -> list[str]:
    """The name that a top-level statement gives."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        return [one.id for one in names if isinstance(one.ctx, ast.Store)]
    return []


def decorators(node: ast.stmt) -> list[ast.expr]:
    return list(getattr(node, "decorator_list", ()))


def needed(names: frozenset[str]) -> list[Part]:
    """The definitions among `names` and those that they use in turn, in the program's order."""
    known, wanted, waiting = parts(), set(), list(names)
    while waiting:
        name = waiting.pop()
        if name in known and name not in wanted:
            wanted.add(name)
            waiting += known[name].uses
    return list(dict.fromkeys(part for name, part in known.items() if name in wanted))


def imports(names: frozenset[str], more: Sequence[str] = ()) -> list[str]:
    """The lines that import what `names` stand for, and those that a program's data need."""
    standard = [line for name, line in STANDARD.items() if name in names]
    installed = [line for name, line in INSTALLED.items() if name in names]
    both = [INSTALLED[name] for name in ("load_file", "save_file")]
    if all(line in installed for line in both):
        installed.remove(both[1])
        installed[installed.index(both[0])] = f"{both[0]}, save_file"
    for line in more:
        module = line.split()[1].split(".")[0]
        home = standard if module in sys.stdlib_module_names else installed
        if line not in home:
            home.append(line)
    return [*sorted(standard, key=plain_first), "", *sorted(installed, key=plain_first)]


def plain_first(line: str) -> tuple[bool, str]:
    """`import x` before `from x import y`, each by the module's name, as sorters have it."""
    return line.startswith("from"), line.split()[1].lower()


def reserved() -> set[str]:
    """Names that a program's own things must not take."""
    return {*parts(), *STANDARD, *INSTALLED, "self", "super"}
