"""How is a sum written with letters, with numbers, and as its result? One tree says all three."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SUM, PRODUCT, ATOM = 1, 2, 3  # how tightly a part holds together
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Expression:
    """A number that says how it came about. Its value is None where a size in it is open."""

    tightness = ATOM

    @property
    def value(self) -> int | None:
        raise NotImplementedError

    def text(self, leaf: Callable[[Expression], str]) -> str:
        """The expression as people write it; `leaf` says how a letter or number is written."""
        raise NotImplementedError

    def symbols(self) -> Iterator[Symbol]:
        """The letters in it, from left to right; one may come again."""
        return iter(())

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to work out: a letter or a number alone."""
        return isinstance(self, (Symbol, Number))

    def __add__(self, other: Expression | int) -> Expression:
        return Operation("+", (*spread(self, "+"), *spread(expression(other), "+")))

    def __sub__(self, other: Expression | int) -> Expression:
        return Operation("−", (self, expression(other)))

    def __mul__(self, other: Expression | int) -> Expression:
        return Operation("·", (*spread(self, "·"), *spread(expression(other), "·")))

    def __truediv__(self, other: Expression | int) -> Expression:
        return Operation("/", (self, expression(other)))


@dataclass(frozen=True)
class Symbol(Expression):
    """A letter for a size. `word` is the key of what it means; `field` the layer's field."""

    letter: str
    size: int | None
    word: str
    field: str = ""

    @property
    def value(self) -> int | None:
        return self.size

    def text(self, leaf):
        return leaf(self)

    def symbols(self):
        yield self


@dataclass(frozen=True)
class Number(Expression):
    """A number that is always the same."""

    size: int | None

    @property
    def value(self) -> int | None:
        return self.size

    def text(self, leaf):
        return leaf(self)


@dataclass(frozen=True)
class Operation(Expression):
    """Parts joined by "+", "−", "·", "/", or held by "floor", "ceiling" or "max"."""

    sign: str
    parts: tuple[Expression, ...]

    @property
    def tightness(self) -> int:
        return {"+": SUM, "−": SUM, "·": PRODUCT, "/": PRODUCT}.get(self.sign, ATOM)

    @property
    def value(self) -> int | None:
        found = self.exact
        return None if found is None else int(found)

    @property
    def exact(self) -> float | None:
        values = [part.exact if isinstance(part, Operation) else part.value for part in self.parts]
        if any(value is None for value in values):
            return None
        first, *others = values
        match self.sign:
            case "+":
                return sum(values)
            case "−":
                return first - sum(others)
            case "·":
                return math.prod(values)
            case "/":
                return first / math.prod(others)
            case "floor":
                return math.floor(first)
            case "ceiling":
                return math.ceil(first)
        return max(values)

    def text(self, leaf):
        written = [self._part(place, leaf) for place in range(len(self.parts))]
        if self.sign == "floor":
            return f"⌊{written[0]}⌋"
        if self.sign == "ceiling":
            return f"⌈{written[0]}⌉"
        if self.sign == "max":
            return f"max({', '.join(written)})"
        joint = "·" if self.sign == "·" else f" {self.sign} "
        return joint.join(written)

    def _part(self, place: int, leaf) -> str:
        part = self.parts[place]
        written = part.text(leaf)
        if self.tightness == ATOM or part.tightness > self.tightness:
            return written
        same = part.tightness == self.tightness
        # What follows a minus or a stroke keeps its brackets even among its equals.
        loose = part.tightness < self.tightness or (
            same and (place > 0 and self.sign in "−/" or self.sign == "·")
        )
        return f"({written})" if loose else written

    def symbols(self):
        for part in self.parts:
            yield from part.symbols()


def spread(part: Expression, sign: str) -> tuple[Expression, ...]:
    """The parts of a sum within a sum (a product within a product): one row needs no brackets."""
    return part.parts if isinstance(part, Operation) and part.sign == sign else (part,)


def expression(value: Expression | int) -> Expression:
    return value if isinstance(value, Expression) else Number(value)


def floor(value: Expression) -> Expression:
    return Operation("floor", (value,))


def ceiling(value: Expression) -> Expression:
    return Operation("ceiling", (value,))


def largest(*values: Expression | int) -> Expression:
    return Operation("max", tuple(expression(value) for value in values))


def product(*values: Expression | int) -> Expression:
    """The values multiplied; one alone stays as it is."""
    made = tuple(expression(value) for value in values)
    return made[0] if len(made) == 1 else Operation("·", made)


def total(*values: Expression | int) -> Expression:
    """The values added; one alone stays as it is, none are 0."""
    made = tuple(expression(value) for value in values)
    if not made:
        return Number(0)
    return made[0] if len(made) == 1 else Operation("+", made)


def with_letters(one: Expression) -> str:
    """The expression in letters: k₁·k₂·c·f + f."""
    return one.text(lambda leaf: leaf.letter if isinstance(leaf, Symbol) else str(leaf.value))


def with_numbers(one: Expression, number: Callable[[int], str] = str) -> str:
    """The same in numbers: 3·3·32·32 + 32. An open size is a question mark."""
    return one.text(lambda leaf: "?" if leaf.value is None else number(leaf.value))


def numbered(letter: str, count: int) -> list[str]:
    """One letter for each of `count` axes: k, or k₁, k₂ …"""
    if count == 1:
        return [letter]
    return [letter + str(place).translate(SUBSCRIPTS) for place in range(1, count + 1)]
