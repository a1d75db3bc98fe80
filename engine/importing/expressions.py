"""What is the value of an expression in a program that is read? Plain values and graph values."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import engine
from engine.tape import Tensor

LARGEST = 1e15
LONGEST = 100_000


class Word:
    """A name of the library, such as "layers.Dense", that is not a value by itself."""

    def __init__(self, path: str) -> None:
        self.path = path


class Unknown(Exception):
    """The program does something that is not understood, at a line."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__()
        self.node = node


NUMBERS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv, ast.Div: operator.truediv, ast.Mod: operator.mod,
    ast.Pow: operator.pow, ast.MatMult: operator.matmul,
}
COMPARISONS: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda one, many: one in many, ast.NotIn: lambda one, many: one not in many,
}
MERGES = {ast.Add: "Add", ast.Mult: "Multiply", ast.Sub: "Subtract"}
# Python's own functions that a program may use: none of them does anything to the machine.
BUILTINS: dict[str, Any] = {
    "range": range, "len": len, "list": list, "tuple": tuple, "int": int, "float": float,
    "str": str, "max": max, "min": min, "sum": sum, "abs": abs, "round": round,
    "zip": lambda *given, strict=False: list(zip(*given, strict=strict)),
    "enumerate": lambda given, start=0: list(enumerate(given, start)),
    "reversed": lambda given: list(given)[::-1], "print": lambda *_, **__: None, "dict": dict,
    "bool": bool, "sorted": sorted, "isinstance": lambda *_: False,
}


def truth(value: Any, node: ast.AST) -> bool:
    """Whether a plain value counts as true, or something that does whatever it holds."""
    if getattr(value, "is_true", False):
        return True
    if not isinstance(value, (bool, int, float, str, list, tuple, dict, range, type(None))):
        raise Unknown(node)
    return bool(value)


def binary(program: Any, node: ast.BinOp, names: Mapping[str, Any]) -> Any:
    left, right = program.value(node.left, names), program.value(node.right, names)
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return between(left, right, node)
    if isinstance(node.op, ast.Mod) and isinstance(left, str):
        raise Unknown(node)
    try:
        found = NUMBERS[type(node.op)](left, right) if fits(left, right, node.op) else None
    except (ZeroDivisionError, TypeError, OverflowError, ValueError):
        found = None
    if found is None:
        raise Unknown(node)
    return found


def fits(left: Any, right: Any, op: ast.operator) -> bool:
    """Whether plain values are small enough for their sum or product to be made here."""
    numbers = (int, float)
    if isinstance(left, numbers) and isinstance(right, numbers):
        if isinstance(op, ast.Pow) and not (abs(right) <= 64 and abs(left) <= 1e6):
            return False
        return max(abs(left), abs(right)) <= LARGEST
    if isinstance(op, ast.Add):
        rows = isinstance(left, (str, list, tuple)) and type(left) is type(right)
        return rows and len(left) + len(right) <= LONGEST
    if isinstance(op, ast.Mult):
        rows = [one for one in (left, right) if isinstance(one, (str, list, tuple))]
        times = [one for one in (left, right) if isinstance(one, int)]
        return len(rows) == len(times) == 1 and len(rows[0]) * times[0] <= LONGEST
    return False


def between(left: Any, right: Any, node: ast.BinOp) -> Any:
    """The sum and the like of values of a network: a layer that merges, or an operation."""
    kind = MERGES.get(type(node.op))
    both = isinstance(left, Tensor) and isinstance(right, Tensor)
    if both and kind is not None and tuple(left.shape) == tuple(right.shape):
        return getattr(engine.layers, kind)()([left, right])
    plain = (Tensor, int, float)
    if not (isinstance(left, plain) and isinstance(right, plain)):
        raise Unknown(node)
    return NUMBERS[type(node.op)](left, right)


def unary(program: Any, node: ast.UnaryOp, names: Mapping[str, Any]) -> Any:
    value = program.value(node.operand, names)
    if isinstance(node.op, ast.Not):
        return not truth(value, node)
    if not isinstance(node.op, ast.USub) or not isinstance(value, (int, float, Tensor)):
        raise Unknown(node)
    return -value


def compare(program: Any, node: ast.Compare, names: Mapping[str, Any]) -> Any:
    left = program.value(node.left, names)
    for sign, other in zip(node.ops, node.comparators, strict=True):
        right = program.value(other, names)
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            raise Unknown(node)
        try:
            if not COMPARISONS[type(sign)](left, right):
                return False
        except TypeError:
            raise Unknown(node) from None
        left = right
    return True


def logical(program: Any, node: ast.BoolOp, names: Mapping[str, Any]) -> Any:
    is_and, value = isinstance(node.op, ast.And), None
    for one in node.values:
        value = program.value(one, names)
        if truth(value, node) != is_and:
            return value
    return value


def chosen(program: Any, node: ast.IfExp, names: Mapping[str, Any]) -> Any:
    test = truth(program.value(node.test, names), node)
    return program.value(node.body if test else node.orelse, names)


def mapping(program: Any, node: ast.Dict, names: Mapping[str, Any]) -> Any:
    found: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        inner = program.value(value, names)
        if key is not None:
            found[program.value(key, names)] = inner
        elif isinstance(inner, Mapping):
            found.update(inner)
        else:
            raise Unknown(node)
    return found


def text(program: Any, node: ast.JoinedStr, names: Mapping[str, Any]) -> str:
    """An f-string of plain values."""
    found = []
    for one in node.values:
        if isinstance(one, ast.Constant):
            found.append(str(one.value))
            continue
        value = program.value(one.value, names)
        if not isinstance(value, (str, int, float)) or one.format_spec is not None:
            raise Unknown(node)
        found.append(str(value))
    return "".join(found)


def part_of(program: Any, node: ast.Subscript, names: Mapping[str, Any]) -> Any:
    value = program.value(node.value, names)
    if not isinstance(value, (list, tuple, dict, str, Tensor)):
        raise Unknown(node)
    try:
        return value[program.value(node.slice, names)]
    except (TypeError, KeyError, IndexError):
        raise Unknown(node) from None


def span(program: Any, node: ast.Slice, names: Mapping[str, Any]) -> slice:
    ends = [None if one is None else program.value(one, names)
            for one in (node.lower, node.upper, node.step)]
    if not all(one is None or isinstance(one, int) for one in ends):
        raise Unknown(node)
    return slice(*ends)


def comprehension(program: Any, node: ast.ListComp, names: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []

    def go(place: int, inner: dict[str, Any]) -> None:
        if place == len(node.generators):
            found.append(program.value(node.elt, inner))
            return
        loop = node.generators[place]
        for item in program.items(program.value(loop.iter, inner), node):
            here = dict(inner)
            program.bind(loop.target, item, here)
            if all(truth(program.value(test, here), node) for test in loop.ifs):
                go(place + 1, here)

    go(0, dict(names))
    return found


def items_of(program: Any, node: ast.List | ast.Tuple, names: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []
    for one in node.elts:
        if isinstance(one, ast.Starred):
            found += program.items(program.value(one.value, names), node)
        else:
            found.append(program.value(one, names))
    return found


READERS: dict[type, Callable[..., Any]] = {
    ast.Constant: lambda program, node, names: node.value,
    ast.List: items_of,
    ast.Tuple: lambda program, node, names: tuple(items_of(program, node, names)),
    ast.Dict: mapping,
    ast.BinOp: binary,
    ast.UnaryOp: unary,
    ast.Compare: compare,
    ast.BoolOp: logical,
    ast.IfExp: chosen,
    ast.JoinedStr: text,
    ast.Subscript: part_of,
    ast.Slice: span,
    ast.ListComp: comprehension,
    ast.GeneratorExp: comprehension,
}


__all__ = ["BUILTINS", "READERS", "Unknown", "Word", "truth"]
