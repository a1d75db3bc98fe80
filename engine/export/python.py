"""How is Python text made safely? Literals through repr, names through a sieve, calls wrapped."""

from __future__ import annotations

import builtins
import keyword
import math
import re
import symtable
from collections.abc import Iterable, Mapping
from typing import Any

from engine.errors import DesignError

WIDTH = 88
FILE = "<export>"  # how a program is called while it is looked at
# What a program may import of Python's own, by the name that it uses.
STANDARD = {
    **{
        name: f"import {name}"
        for name in ("argparse", "csv", "itertools", "math", "os", "sys", "tempfile")
    },
    "Sequence": "from collections.abc import Sequence",
    "lru_cache": "from functools import lru_cache",
    "Path": "from pathlib import Path",
    "Struct": "from struct import Struct",
}
LONGEST = 40  # letters of a variable's name, so that lines have room for them
INDENT = "    "


def literal(value: Any) -> str:
    """Plain JSON content as a Python literal. Raises DesignError for anything else."""
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, float):
        if math.isfinite(value):
            return repr(value)
        return f'float("{value}")'
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        pairs = ", ".join(f"{quoted(key)}: {literal(item)}" for key, item in value.items())
        return "{" + pairs + "}"
    raise DesignError("{value} cannot be written into a program.", value=repr(value)[:80])


def quoted(text: str) -> str:
    """A text in double quotes, as formatters write it."""
    inner = repr(text)
    if inner.startswith('"') or text.count('"') > text.count("'"):
        return inner
    bare = inner[1:-1].replace("\\'", "'").replace('"', '\\"')
    return f'"{bare}"'


class Names:
    """Variable names for things with names of any kind: valid, short, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {*taken, *keyword.kwlist, *keyword.softkwlist, *dir(builtins)}

    def take(self, wanted: str) -> str:
        """An identifier like `wanted` that nothing else has."""
        base = identifier(wanted)[:LONGEST].rstrip("_")
        name, count = base, 1
        while name in self.taken:
            count += 1
            name = f"{base}_{count}"
        self.taken.add(name)
        return name


def identifier(text: str) -> str:
    """`text` with everything that Python does not allow in an ASCII name replaced."""
    kept = re.sub(r"[^0-9A-Za-z_]+", "_", text).strip("_").lower()
    if not kept:
        return "value"
    return f"n_{kept}" if kept[0].isdigit() else kept


def layer_name(text: str) -> str:
    """A layer's name that Keras, PyTorch and file formats all accept."""
    if re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z_.-]*", text):
        return text
    kept = re.sub(r"[^0-9A-Za-z_.-]+", "_", text).strip("_.-")
    return kept or "layer"


def layer_names(model: Any) -> dict[Any, str]:
    """The names of a model and its layers as programs and files bear them, each once."""
    taken: set[str] = set()
    found: dict[Any, str] = {model: layer_name(model.name)}
    for layer in dict.fromkeys([*inputs_of(model), *model.layers]):
        base = name = layer_name(layer.name)
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{base}_{count}"
        taken.add(name.lower())
        found[layer] = name
    return found


def inputs_of(model: Any) -> list[Any]:
    """The input layers, which a Sequential model does not list."""
    return [tensor.history[0].layer for tensor in model.inputs or []]


def comment(text: str) -> str:
    """A text that may hold anything, as one harmless line."""
    return " ".join(re.sub(r"[^\w .,:;()+-]", " ", text).split())[:70]


def checked(source: str) -> str:
    """`source`, when Python can read it. Raises DesignError otherwise: our own fault."""
    try:
        compile(source, FILE, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise DesignError(
            "The program could not be written: {reason} in line {line}.",
            fix="Rename the layers with unusual names.",
            reason=error.msg,
            line=error.lineno,
        ) from None
    return source


def taken(source: str) -> frozenset[str]:
    """The names that a piece of a program takes from outside of it."""
    read, own = set(), set()
    tables = [whole := symtable.symtable(source, FILE, "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if table is whole and (symbol.is_assigned() or symbol.is_imported()):
                own.add(symbol.get_name())
            elif symbol.is_referenced() and symbol.is_global():
                read.add(symbol.get_name())
    return frozenset(read - own)
