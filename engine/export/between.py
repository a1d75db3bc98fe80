"""How is an operation between layers written? With a sign, an index, or the library's function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import DesignError, Where
from engine.export.dialects import Dialect
from engine.export.python import literal
from engine.export.words import ours
from engine.nest import flatten
from engine.ops.base import is_graph_value

SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "floor_divide": "//", "mod": "%",
    "power": "**", "matmul": "@",
}  # fmt: skip
LARGEST = 1000  # numbers of an array that are written into a program


class Between:
    """Writes operations for a dialect; `write` makes the text of a value of the graph."""

    def __init__(self, dialect: Dialect, write: Callable[[Any], str], needed: dict) -> None:
        self.dialect, self.write, self.needed = dialect, write, needed

    def text(self, one: Any) -> str:
        """The text of a call. Raises DesignError for what the dialect cannot say."""
        name, given = one.layer.operation, list(one.args)
        plain = all(is_graph_value(value) or isinstance(value, (int, float)) for value in given)
        if name in SIGNS and len(given) == 2 and not one.kwargs and plain:
            return f" {SIGNS[name]} ".join(self.operand(value) for value in given)
        if name == "negative" and len(given) == 1:
            return f"-{self.value(given[0], one)}"
        if name == "getitem":
            return f"{self.value(given[0], one)}[{self.index(given[1], one)}]"
        return self.function(one)

    def function(self, one: Any) -> str:
        name = one.layer.operation
        word, mine = self.dialect.operation(name), ours(name)
        if word is None:
            raise self.refused(one)
        if word.own:
            self.needed[word.name] = None
        theirs = list(word.arguments or mine)
        placed = [list(one.args)] if word.packed and not is_listed(one.args) else list(one.args)
        given = {**dict(zip(mine, placed, strict=False)), **one.kwargs}
        if set(given) - set(mine[: len(theirs)]):
            raise self.refused(one)
        texts = []
        for place, key in enumerate(mine[: len(theirs)]):
            if key not in given and key not in word.added:
                continue
            text = self.value(given[key], one) if key in given else word.added[key]
            by_place = place < min(len(placed), word.by_place)
            texts.append(text if by_place else f"{theirs[place]}={text}")
        more = [self.value(value, one) for value in placed[len(mine) :]]  # as many as one likes
        texts[len(mine) : len(mine)] = more
        return f"{word.name}({', '.join(texts)})"

    def operand(self, value: Any) -> str:
        """One side of a sign; a negative number would bind less than some of them."""
        text = self.write(value) if is_graph_value(value) else literal(value)
        return f"({text})" if text.startswith("-") else text

    def value(self, value: Any, one: Any) -> str:
        """An argument: a value of the graph, several, or what can be written as it stands."""
        if isinstance(value, np.ndarray) and value.size <= LARGEST:
            return f"np.array({literal(value.tolist())}, {literal(str(value.dtype))})"
        if isinstance(value, np.generic):
            return literal(value.item())
        if any(is_graph_value(leaf) for leaf in flatten(value)):
            return self.write(value)
        try:
            return literal(value)
        except DesignError:
            raise self.refused(one) from None

    def index(self, key: Any, one: Any) -> str:
        """What stands between the brackets of a part."""
        if isinstance(key, tuple):
            inner = ", ".join(self.index(item, one) for item in key)
            return f"{inner}," if len(key) == 1 else inner
        if key is Ellipsis:
            return "..."
        if not isinstance(key, slice):
            return self.value(key, one)
        ends = (key.start, key.stop, key.step)
        begin, end, step = ("" if n is None else literal(n) for n in ends)
        head = f"{begin}:{end}" if begin or end else ":"
        return f"{head}:{step}" if step else head

    def refused(self, one: Any) -> DesignError:
        return DesignError(
            "The operation {operation} between layers cannot be written for {title}.",
            fix="Use a layer that does the same.",
            where=Where(layer=one.layer.name),
            operation=one.layer.operation,
            title=self.dialect.title,
        )


def is_listed(values: Any) -> bool:
    """Whether the values that are put together come in a list already."""
    return len(values) == 1 and isinstance(values[0], (list, tuple))


def result_of(layer: Any) -> str:
    """What an operation's result is called: as somebody named it, or after what it does."""
    return layer.operation if layer.name.startswith(("tf.", "engine.")) else layer.name
