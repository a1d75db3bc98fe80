"""What network does a Python program build? Its text is gone through, and nothing of it is run.

What is understood is what our own programs (and most tutorials) consist of: imports, functions
and classes that make models of layers, literals, loops of known length, and calls of Keras's
layers, models, initializers and operations. The program's words are taken for those of this
engine, whichever Keras they were written for. A layer that the program writes as a class of its
own stands as `Foreign`: known by its name and arguments alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import engine
from engine.errors import DesignError
from engine.importing.calls import IDLE, Instance, called, normalizer
from engine.importing.expressions import BUILTINS, READERS, Unknown, Word, truth
from engine.importing.foreign import Foreign, source_of
from engine.libraries import library
from engine.models import Model
from engine.tape import Tensor

DEEPEST = 200
MOST_STEPS = 200_000


class Returned(Exception):
    """A function is done."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


class Program:
    """A program's functions and names, and the model that they make."""

    def __init__(self, tree: ast.Module, text: str, file: str) -> None:
        self.tree, self.text, self.file = tree, text, file
        self.words: dict[str, Any] = dict(BUILTINS)
        self.functions: dict[str, ast.FunctionDef] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        # The classes of layers that the program writes itself, as far as it uses them.
        self.foreign: dict[str, type[Foreign]] = {}
        self.depth = self.steps = 0
        for node in tree.body:
            self.enter(node)

    def enter(self, node: ast.stmt) -> None:
        """Take in what the outermost level names."""
        if isinstance(node, ast.Import):
            for one in node.names:
                known = library(one.name)
                if known is not None:
                    whole = one.asname or one.name.split(".")[0]
                    self.words[whole] = Word(known if one.asname else "")
                elif one.name.split(".")[0] == "tensorflow":
                    self.words[one.asname or "tensorflow"] = Word("tensorflow")
        elif isinstance(node, ast.ImportFrom) and node.module:
            known = library(node.module)
            for one in node.names:
                name = one.asname or one.name
                if known is not None:
                    self.words[name] = Word(f"{known}.{one.name}".lstrip("."))
                elif (inner := library(f"{node.module}.{one.name}")) is not None:
                    self.words[name] = Word(inner)
        elif isinstance(node, ast.FunctionDef):
            self.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            self.classes[node.name] = node

    def source_of(self, name: str) -> str:
        """The text of a class of the program as a drawing can hold it."""
        return source_of(self.tree, self.text, name)

    def model(self) -> Model:
        """The model of `build_model`, of another function without arguments, or of the program."""
        self.constants()
        named = [name for name in self.functions if name == "build_model"]
        others = [name for name, one in self.functions.items()
                  if name not in named and not required(one)]
        faults: list[DesignError] = []
        for name in [*named, *reversed(others)]:
            try:
                made = self.call(self.functions[name], [], {})
            except Unknown as error:
                faults.append(self.fault(error.node))
                continue
            except DesignError as error:
                faults.append(error)
                continue
            if isinstance(self.settled(made), Model):
                return self.settled(made)
        made = self.outermost(faults)
        if made is not None:
            return made
        if faults:
            raise faults[0]
        raise DesignError(
            "{path} builds no model that could be read.",
            fix="Open a program that builds one with Sequential or Model.", path=self.file,
        )

    def constants(self) -> None:
        """Take in the plain values that the outermost level names, such as UNITS = 32."""
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and plain(node.value):
                try:
                    self.statement(node, self.words)
                except Unknown:
                    continue

    def outermost(self, faults: list[DesignError]) -> Model | None:
        """The last model that the statements outside of functions make."""
        names: dict[str, Any] = dict(self.words)
        made = None
        for node in self.tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)):
                continue
            try:
                self.statement(node, names)
            except Unknown as error:
                if any(isinstance(value, (Tensor, Model)) for value in names.values()):
                    faults.append(self.fault(error.node))
                continue
            found = [self.settled(value) for value in names.values()]
            models = [value for value in found if isinstance(value, Model)]
            made = models[-1] if models else made
        return made

    def fault(self, node: ast.AST) -> DesignError:
        return self.unread(
            node,
            fix="Write the network with Keras's layers, without code whose result is not known "
            "before it runs.",
        )

    def unread(self, node: ast.AST, fix: str) -> DesignError:
        """The refusal of a line, with what to write instead."""
        words = ast.unparse(node).splitlines()[0][:60]
        return DesignError(
            "Line {line} of {path} cannot be read as layers: {words}",
            fix=fix,
            line=getattr(node, "lineno", 1), path=self.file, words=words,
        )

    # Statements

    def call(
        self, function: ast.FunctionDef, args: list[Any], kwargs: dict[str, Any],
        of: Instance | None = None,
    ) -> Any:
        """What a function of the program returns; `of` is the object that it is a method of."""
        names: dict[str, Any] = dict(self.words)
        if function.args.vararg is not None or len(args) + (of is not None) > len(
            function.args.args
        ):
            raise Unknown(function)
        parameters = [one.arg for one in function.args.args]
        if of is not None:
            args = [of, *args]
        defaults = function.args.defaults
        pairs = [*zip(parameters[len(parameters) - len(defaults):], defaults, strict=True)]
        pairs += [(one.arg, default) for one, default in zip(
            function.args.kwonlyargs, function.args.kw_defaults, strict=True) if default]
        for name, default in pairs:
            names[name] = self.value(default, names)
        names.update(zip(parameters, args, strict=False))
        known = {*parameters, *(one.arg for one in function.args.kwonlyargs)}
        names.update({name: value for name, value in kwargs.items() if name in known})
        if function.args.kwarg is not None:
            rest = {name: value for name, value in kwargs.items() if name not in known}
            names[function.args.kwarg.arg] = rest
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unknown(function)
        try:
            self.block(function.body, names)
        except Returned as end:
            return end.value
        finally:
            self.depth -= 1
        return None

    def block(self, body: list[ast.stmt], names: dict[str, Any]) -> None:
        for node in body:
            self.statement(node, names)

    def statement(self, node: ast.stmt, names: dict[str, Any]) -> None:
        self.count(node)
        if isinstance(node, ast.Return):
            raise Returned(None if node.value is None else self.value(node.value, names))
        if isinstance(node, ast.Assign):
            value = self.value(node.value, names)
            for target in node.targets:
                self.bind(target, value, names)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self.bind(node.target, self.value(node.value, names), names)
        elif isinstance(node, ast.AugAssign):
            both = ast.BinOp(read(node.target), node.op, node.value)
            self.bind(node.target, self.value(ast.copy_location(both, node), names), names)
        elif isinstance(node, ast.For) and not node.orelse:
            for item in self.items(self.value(node.iter, names), node):
                self.bind(node.target, item, names)
                self.block(node.body, names)
        elif isinstance(node, ast.If):
            chosen = truth(self.value(node.test, names), node.test)
            self.block(node.body if chosen else node.orelse, names)
        elif isinstance(node, ast.Expr):
            if not isinstance(node.value, ast.Constant):  # a docstring
                self.value(node.value, names)
        elif not isinstance(node, (ast.Pass, ast.Assert)):
            raise Unknown(node)

    def count(self, node: ast.AST) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Unknown(node)

    def items(self, value: Any, node: ast.AST) -> list[Any]:
        """What a loop goes through, where that is known."""
        if not isinstance(value, (list, tuple, range, dict)) or len(value) > MOST_STEPS:
            raise Unknown(node)
        return list(value)

    def bind(self, target: ast.expr, value: Any, names: dict[str, Any]) -> None:
        if isinstance(target, ast.Name):
            names[target.id] = value
        elif isinstance(target, ast.Attribute):
            held = self.value(target.value, names)
            if not isinstance(held, Instance):
                raise Unknown(target)
            held.values[target.attr] = value
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (list, tuple)):
            places = [isinstance(one, ast.Starred) for one in target.elts]
            if not any(places) and len(target.elts) == len(value):
                for one, item in zip(target.elts, value, strict=True):
                    self.bind(one, item, names)
                return
            if sum(places) != 1 or len(value) < len(places) - 1:
                raise Unknown(target)
            begin, behind = places.index(True), len(places) - places.index(True) - 1
            for one, item in zip(target.elts[:begin], value[:begin], strict=True):
                self.bind(one, item, names)
            self.bind(target.elts[begin].value, list(value[begin : len(value) - behind]), names)
            for one, item in zip(target.elts[begin + 1 :], value[len(value) - behind :],
                                 strict=True):
                self.bind(one, item, names)
        else:
            raise Unknown(target)

    # Values

    def value(self, node: ast.expr, names: Mapping[str, Any]) -> Any:
        reader = READERS.get(type(node)) or OWN_READERS.get(type(node))
        if reader is None:
            raise Unknown(node)
        self.count(node)
        return reader(self, node, names)

    def name(self, node: ast.Name, names: Mapping[str, Any]) -> Any:
        if node.id in names:
            return names[node.id]
        if node.id in self.functions or node.id in self.classes:
            return Word(f"own.{node.id}")
        raise Unknown(node)

    def attribute(self, node: ast.Attribute, names: Mapping[str, Any]) -> Any:
        base = self.value(node.value, names)
        if isinstance(base, Word):
            path = f"{base.path}.{node.attr}".lstrip(".")
            known = library(path)
            return Word(path if known is None else known)
        if isinstance(base, Instance):
            if node.attr in base.values:
                return base.values[node.attr]
            if node.attr in base.functions or node.attr in ("build", *IDLE):
                return (base, node.attr)
        elif isinstance(base, Model):
            if node.attr in ("input", "output", "inputs", "outputs", "layers", "name"):
                return getattr(base, node.attr)
            return (base, node.attr)
        elif isinstance(base, Tensor) and node.attr in ("shape", "dtype"):
            return getattr(base, node.attr)
        elif isinstance(base, engine.layers.Layer) and node.attr in ("output", "name"):
            return getattr(base, node.attr)
        elif isinstance(base, (list, dict)) and node.attr in ("append", "extend", "items", "get"):
            return getattr(base, node.attr)
        raise Unknown(node)

    def settled(self, value: Any) -> Any:
        """A word that stands for a function, such as keras.activations.relu, by its name."""
        if isinstance(value, (list, tuple)):
            return type(value)(self.settled(item) for item in value)
        if isinstance(value, Instance):
            return value.values.get("", value)
        if isinstance(value, Word):
            return value.path.rpartition(".")[2]
        return value


OWN_READERS: dict[type, Callable[..., Any]] = {
    ast.Name: Program.name,
    ast.Attribute: Program.attribute,
    ast.Call: called,
    ast.Lambda: normalizer,
}


def read(target: ast.expr) -> ast.expr:
    """A place that is written to, as one that is read."""
    return ast.parse(ast.unparse(target), mode="eval").body


def required(function: ast.FunctionDef) -> bool:
    """Whether a function cannot be called without arguments."""
    return len(function.args.args) > len(function.args.defaults)


def plain(node: ast.expr) -> bool:
    """Whether an expression consists of numbers, texts and what is made of them."""
    parts = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.BinOp, ast.UnaryOp, ast.operator,
             ast.unaryop, ast.expr_context, ast.Name)
    return all(isinstance(one, parts) for one in ast.walk(node))


__all__ = ["Program"]
