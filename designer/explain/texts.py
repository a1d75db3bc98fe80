"""What is said of a layer beyond its docstring: formula, use and traps, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import resources

LANGUAGES = ("en", "zh")
# A part that stands only where a field says so: [ + bias|use_bias], [ … |!reset_after].
_PART = re.compile(r"\[([^\[\]|]*)\|(!?)(\w+)\]")
# A field's name or value: {activation}; {strides/pool_size} is the first of them that is set.
_HOLE = re.compile(r"(?<![_^])\{(\w+(?:/\w+)*)\}")


@dataclass(frozen=True)
class Explanation:
    """The lines of a formula with holes for fields; the use and the traps in one language."""

    formula: tuple[str, ...]
    use: str
    traps: tuple[str, ...]


@lru_cache(maxsize=4)
def _table(name: str) -> Mapping[str, Any]:
    text = resources.path("explain", f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)


def explained() -> tuple[str, ...]:
    """The kinds of layers that are explained."""
    return tuple(_table("layers"))


def explanation(kind: str, language: str) -> Explanation | None:
    """What is said of a kind of layer; None where nothing is, as of a layer of one's own."""
    entry = _table("layers").get(kind)
    if entry is None:
        return None
    traps = _table("traps")
    return Explanation(
        tuple(entry["formula"]),
        entry["use"][language],
        tuple(traps[key][language] for key in entry["traps"]),
    )


def word(key: str, language: str) -> str:
    """What an axis or a letter means."""
    return _table("words")[key][language]


def fields_of(line: str) -> set[str]:
    """The fields that a line of a formula speaks of."""
    found = {name for names in _HOLE.findall(line) for name in names.split("/")}
    return found | {name for _, _, name in _PART.findall(line)}


def in_general(line: str, hole: Callable[[str], str]) -> str:
    """A line of a formula for every layer of its kind: fields stand for themselves."""
    line = _PART.sub(lambda part: "" if part[2] else part[1], line)
    return _HOLE.sub(lambda names: hole(names[1].partition("/")[0]), line)


def in_numbers(line: str, value: Callable[[str], Any], hole: Callable[[Any], str]) -> str:
    """The same line for one layer: the values of its fields in their places."""

    def part(found: re.Match[str]) -> str:
        stands = bool(value(found[3])) != bool(found[2])
        return found[1] if stands else ""

    def first(found: re.Match[str]) -> str:
        values = [value(name) for name in found[1].split("/")]
        return hole(next((one for one in values if one is not None), None))

    return _HOLE.sub(first, _PART.sub(part, line))
