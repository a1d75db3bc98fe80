"""How is a user's code said in another library's words? Word for word, where they stand."""

from __future__ import annotations

import ast
import sys
from typing import Any

from engine import custom, ops
from engine.errors import DesignError
from engine.export.dialects import Dialect
from engine.export.words import Word, ours
from engine.libraries import library

# Rooms of the library whose names are the same in every dialect.
SAME = {"initializers", "regularizers", "constraints", "activations", "utils", "saving"}
ROOMS = {*SAME, "layers", "ops", "backend"}
TOP = {"Input", "Model", "Sequential"}
# What other programs call what we write anyway.
KNOWN = {("np", "numpy"), ("pd", "pandas"), ("tf", "tensorflow"), ("math", "math"), ("sys", "sys")}
# The order of Keras 2, which Keras 3 has given up.
WEIGHT = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "constraint")
METHODS = {"add_metric"}


class Rewriter(ast.NodeVisitor):
    """Puts the target's words in the place of the library's, and leaves all else as it stands."""

    def __init__(
        self,
        source: str,
        aliases: dict[str, tuple[str, str]],
        renamed: dict[str, str],
        dialect: Dialect,
    ) -> None:
        self.source = source.encode()
        self.starts = [0]
        for line in self.source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.aliases, self.renamed, self.dialect = aliases, renamed, dialect
        self.edits: list[tuple[int, int, str]] = []
        self.used: set[str] = set()
        self.needed: set[str] = set()

    def text(self, node: ast.stmt) -> str:
        """A statement of the outermost level as the program has it."""
        self.edits = []
        self.visit(node)
        marks = getattr(node, "decorator_list", ())
        begin = self.starts[min([node.lineno, *(mark.lineno for mark in marks)]) - 1]
        text = self.source
        for start, end, new in sorted(self.edits, reverse=True):
            text = text[:start] + new.encode() + text[end:]
        grown = sum(len(new.encode()) - (end - start) for start, end, new in self.edits)
        return text[begin : self.end(node) + grown].decode()

    def imports(self, taken: set[str]) -> list[str]:
        """The lines that import what is not of the library. Raises DesignError for strangers."""
        lines = []
        for alias in sorted(self.used):
            path, line = self.aliases[alias]
            house = path.partition(".")[0]
            if house != "numpy" and house not in sys.stdlib_module_names:
                raise self.fault(f"{path}")
            if alias in taken and (alias, path) not in KNOWN:
                raise self.fault(alias)
            lines.append(line)
        return lines

    # Places in the text

    def begin(self, node: Any) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: Any) -> int:
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def replace(self, node: Any, text: str) -> None:
        self.edits.append((self.begin(node), self.end(node), text))

    def insert(self, place: int, text: str) -> None:
        self.edits.append((place, place, text))

    # What names stand for

    def path(self, node: ast.AST) -> str | None:
        """What a name stands for inside the library, such as "ops.mean"; None for another."""
        if isinstance(node, ast.Name) and node.id in self.aliases:
            return library(self.aliases[node.id][0])
        if isinstance(node, ast.Attribute):
            outer = self.path(node.value)
            if outer == "" or outer in ROOMS:
                return f"{outer}.{node.attr}".lstrip(".")
        return None

    def fault(self, word: str, line: int | None = None) -> DesignError:
        if line is not None:
            return DesignError(
                "Line {line} of the code uses {word}, which {title} does not have so.",
                fix="Write it with operations that both have.",
                line=line,
                word=word,
                title=self.dialect.title,
            )
        return DesignError(
            "The code uses {word}, which cannot be written for {title}.",
            fix="Use engine, numpy and Python's own modules.",
            word=word,
            title=self.dialect.title,
        )

    def spelled(self, path: str, node: ast.AST) -> str:
        """A word of the library in the dialect's words. Raises DesignError where it has none."""
        room, _, name = path.rpartition(".")
        module, kinds = self.dialect.module, custom.layer_classes()
        if room == "ops":
            return self.operation(name, node).name
        if room == "layers" and name in self.dialect.own:
            self.needed.add(name)
            return name
        if room == "layers" and name == "AbstractRNNCell" and self.dialect.newest:
            return "layers.Layer"
        if room == "layers" and (name in kinds or name == "Layer"):
            return path
        if room in SAME or (not room and name in TOP) or self.dialect.is_ours:
            return f"{module}.{path}" if path != "layers" else path
        if room == "backend" and not self.dialect.newest:
            return f"{module}.{path}"
        raise self.fault(path, node.lineno)

    def operation(self, name: str, node: ast.AST) -> Word:
        word = self.dialect.operation(name) if name in ops.__all__ else None
        if word is None:
            raise self.fault(f"ops.{name}", node.lineno)
        if word.own:
            self.needed.add(word.name)
        return word

    # The walk

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        raise DesignError(
            "Line {line} of the code imports something inside a function.",
            fix="Import it at the top.",
            line=node.lineno,
        )

    visit_ImportFrom = visit_Import

    def visit_ClassDef(self, node: ast.ClassDef | ast.FunctionDef) -> None:
        if node.name in self.renamed:
            line = self.source[self.begin(node) : self.end(node)]
            place = self.begin(node) + line.index(node.name.encode())
            self.edits.append((place, place + len(node.name.encode()), self.renamed[node.name]))
        self.generic_visit(node)

    visit_FunctionDef = visit_ClassDef

    def visit_Name(self, node: ast.Name) -> None:
        path = self.path(node)
        if path is not None:
            self.whole(node, path)
        elif node.id in self.renamed:
            self.replace(node, self.renamed[node.id])
        elif node.id in self.aliases:
            self.used.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        path = self.path(node)
        if path is not None:
            self.whole(node, path)
            return
        if self.dialect.newest and node.attr in METHODS:
            raise self.fault(node.attr, node.lineno)
        self.generic_visit(node)

    def whole(self, node: ast.expr, path: str) -> None:
        """A word of the library that is not called here: handed on, or derived from."""
        if path.startswith("ops."):
            word = self.operation(path.removeprefix("ops."), node)
            if not word.is_plain:
                raise self.fault(path, node.lineno)
        if not self.dialect.is_ours and (path in ROOMS or not path):
            raise self.fault(path or self.dialect.module, node.lineno)
        self.replace(node, self.spelled(path, node))

    def visit_Call(self, node: ast.Call) -> None:
        path = self.path(node.func)
        if path is None:
            is_weight = isinstance(node.func, ast.Attribute) and node.func.attr == "add_weight"
            if is_weight and self.dialect.newest:
                for argument, name in zip(node.args, WEIGHT, strict=False):
                    self.insert(self.begin(argument), f"{name}=")
            self.visit(node.func)
        else:
            self.replace(node.func, self.spelled(path, node))
            if path.startswith("ops.") and not self.dialect.is_ours:
                self.arguments(node, path.removeprefix("ops."))
            elif path.startswith("layers."):
                self.parameters(node, path.removeprefix("layers."))
        for argument in [*node.args, *node.keywords]:
            self.visit(argument)

    def parameters(self, node: ast.Call, kind: str) -> None:
        """The parameters of a layer that are called otherwise here."""
        for one in node.keywords:
            told = one.arg and self.dialect.parameter_name(kind, one.arg)
            if one.arg and told is None:
                raise self.fault(f"{kind}({one.arg}=…)", node.lineno)
            if told != one.arg:
                self.rename(one, told)

    def rename(self, keyword: ast.keyword, name: str) -> None:
        begin = self.begin(keyword)
        self.edits.append((begin, begin + len(keyword.arg.encode()), name))

    def arguments(self, node: ast.Call, name: str) -> None:
        """An operation's arguments as they are given here: by other names, packed, completed."""
        word, mine = self.operation(name, node), ours(name)
        theirs = list(word.arguments or mine)
        if word.packed and not self.packed(node):
            raise self.fault(f"ops.{name}", node.lineno)
        placed = 1 if word.packed else len(node.args)
        given = {*mine[:placed], *(one.arg for one in node.keywords)}
        spread = any(isinstance(one, ast.Starred) for one in node.args)
        known = set(mine[: len(theirs)])
        if (spread and not (word.is_plain or word.packed)) or (given - {*known, None}):
            raise self.fault(f"ops.{name}", node.lineno)
        for place, argument in enumerate(node.args[:placed]):
            if place >= word.by_place:
                self.insert(self.begin(argument), f"{theirs[place]}=")
        for one in node.keywords:
            if one.arg and theirs[mine.index(one.arg)] != one.arg:
                self.rename(one, theirs[mine.index(one.arg)])
        for key, text in word.added.items():
            if key not in given:
                comma = "" if self.ends_with_comma(node) else ", "
                self.insert(self.end(node) - 1, f"{comma}{theirs[mine.index(key)]}={text}")

    def packed(self, node: ast.Call) -> bool:
        """Put values that stand one by one into a list; False where there are none."""
        values = node.args
        if len(values) > 1 or isinstance(values[0] if values else None, ast.Starred):
            self.insert(self.begin(values[0]), "[")
            self.insert(self.end(values[-1]), "]")
        return bool(values)

    def ends_with_comma(self, node: ast.Call) -> bool:
        return self.source[: self.end(node) - 1].rstrip().endswith(b",")
