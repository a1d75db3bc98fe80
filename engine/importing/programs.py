"""How is a Python program read as a network? Its text is looked at; nothing of it is run.

What is understood is what our own programs (and most tutorials) consist of: imports, functions
that make a model of layers, literals, and calls of Keras's layers, models and initializers. The
program's words are taken for those of this engine, whichever Keras they were written for.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import engine
from engine import custom, registry
from engine.errors import DesignError
from engine.importing.configs import network_of
from engine.importing.keras_files import weights_of
from engine.importing.values import Network
from engine.libraries import library
from engine.models import Model, Sequential
from engine.saving.objects import layer_entry
from engine.tape import Tensor
from engine.training import activations, constraints, initializers, regularizers

LARGEST_TEXT = 4 * 2**20
DEEPEST = 200
TABLES = {"initializers": initializers.table, "regularizers": regularizers.table,
          "constraints": constraints.table, "activations": activations.table}
# Methods of a model that say nothing about its layers.
IDLE = {"compile", "summary", "build", "load_weights", "fit", "evaluate", "predict", "save"}


class Word:
    """A name of the library, such as "layers.Dense", that is not a value by itself."""

    def __init__(self, path: str) -> None:
        self.path = path


class Unknown(Exception):
    """The program does something that is not understood, at a line."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__()
        self.node = node


def read_program(path: Path) -> Network:
    """The network that a program builds, with the weights beside it. Raises DesignError."""
    if path.stat().st_size > LARGEST_TEXT:
        raise DesignError("{path} is too long for a program that is read.", path=path.name)
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise DesignError(
            "{path} is no readable Python program: {reason}.", path=path.name,
            reason=str(error)[:200],
        ) from None
    model = Program(tree, path.name).model()
    network = network_of(layer_entry(model))
    beside = [path.with_suffix(suffix) for suffix in (".weights.h5", ".h5", ".npz")]
    found = next((one for one in beside if one.is_file()), None)
    if found is None or found.suffix == ".npz":
        return network
    model.load_weights(found)
    return replace(network, weights=weights_of(model))


class Program:
    """A program's functions and names, and the model that they make."""

    def __init__(self, tree: ast.Module, file: str) -> None:
        self.tree, self.file = tree, file
        self.words: dict[str, Any] = {}
        self.functions: dict[str, ast.FunctionDef] = {}
        self.classes: set[str] = set()
        self.depth = 0
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
            self.classes.add(node.name)

    def model(self) -> Model:
        """The model of `build_model`, of another function without arguments, or of the program."""
        named = [name for name in self.functions if name == "build_model"]
        others = [name for name, one in self.functions.items()
                  if name not in named and not one.args.args]
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
            if isinstance(made, Model):
                return made
        made = self.outermost(faults)
        if made is not None:
            return made
        if faults:
            raise faults[0]
        raise DesignError(
            "{path} builds no model that could be read.",
            fix="Open a program that builds one with Sequential or Model.", path=self.file,
        )

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
            models = [value for value in names.values() if isinstance(value, Model)]
            made = models[-1] if models else made
        return made

    def fault(self, node: ast.AST) -> DesignError:
        words = ast.unparse(node).splitlines()[0][:60]
        return DesignError(
            "Line {line} of {path} cannot be read as layers: {words}",
            fix="Write the network with Keras's layers, without loops or code of your own.",
            line=getattr(node, "lineno", 1), path=self.file, words=words,
        )

    # Statements

    def call(self, function: ast.FunctionDef, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """What a function of the program returns."""
        names: dict[str, Any] = dict(self.words)
        parameters = [one.arg for one in function.args.args]
        defaults = function.args.defaults
        for name, default in zip(parameters[len(parameters) - len(defaults):], defaults,
                                 strict=True):
            names[name] = self.value(default, names)
        names.update(zip(parameters, args, strict=False))
        names.update(kwargs)
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unknown(function)
        try:
            for node in function.body:
                if isinstance(node, ast.Return):
                    return None if node.value is None else self.value(node.value, names)
                self.statement(node, names)
        finally:
            self.depth -= 1
        return None

    def statement(self, node: ast.stmt, names: dict[str, Any]) -> None:
        if isinstance(node, ast.Assign):
            value = self.value(node.value, names)
            for target in node.targets:
                self.bind(target, value, names)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self.bind(node.target, self.value(node.value, names), names)
        elif isinstance(node, ast.Expr):
            if not isinstance(node.value, ast.Constant):  # a docstring
                self.value(node.value, names)
        elif not isinstance(node, ast.Pass):
            raise Unknown(node)

    def bind(self, target: ast.expr, value: Any, names: dict[str, Any]) -> None:
        if isinstance(target, ast.Name):
            names[target.id] = value
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
        reader = READERS.get(type(node))
        if reader is None:
            raise Unknown(node)
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
        if isinstance(base, Model) and (node.attr in IDLE or node.attr in ("add", "output")):
            return base.output if node.attr == "output" else (base, node.attr)
        raise Unknown(node)

    def called(self, node: ast.Call, names: Mapping[str, Any]) -> Any:
        function = self.value(node.func, names)
        if isinstance(function, tuple) and len(function) == 2 and isinstance(function[0], Model):
            return self.method(node, *function, names)
        args: list[Any] = []
        for one in node.args:
            if isinstance(one, ast.Starred):
                args += list(self.value(one.value, names))
            else:
                args.append(self.value(one, names))
        kwargs = {}
        for one in node.keywords:
            if one.arg is None:
                raise Unknown(node)
            kwargs[one.arg] = self.value(one.value, names)
        args = [self.settled(one) for one in args]
        kwargs = {name: self.settled(one) for name, one in kwargs.items()}
        if isinstance(function, Word):
            made = self.made(function.path, node)
            return made(*args, **kwargs)
        if isinstance(function, engine.layers.Layer):
            return function(*args, **kwargs)
        raise Unknown(node)

    def method(self, node: ast.Call, model: Model, name: str, names: Mapping[str, Any]) -> Any:
        if name == "add" and isinstance(model, Sequential) and len(node.args) == 1:
            model.add(self.value(node.args[0], names))
        elif name not in IDLE:
            raise Unknown(node)
        return None

    def settled(self, value: Any) -> Any:
        """A word that stands for a function, such as keras.activations.relu, by its name."""
        if isinstance(value, (list, tuple)):
            return type(value)(self.settled(item) for item in value)
        if isinstance(value, Word):
            return value.path.rpartition(".")[2]
        return value

    def made(self, path: str, node: ast.AST) -> Callable[..., Any]:
        """What a word makes when it is called. Only makers of layers and their settings are."""
        house, _, name = path.rpartition(".")
        if house == "own" and name in self.functions:
            return lambda *args, **kwargs: self.call(self.functions[name], list(args), kwargs)
        if name == "Input" and house in ("", "layers"):
            return engine.Input
        if name in ("Model", "Sequential") and house in ("", "models", "engine"):
            return Model if name == "Model" else Sequential
        known = {**registry.layers(), **registry.aliases()}
        # A class of the program that writes out a layer which its library lacks.
        if house in ("layers", "own") and (name in known or name in custom.layer_classes()):
            return custom.layer_classes().get(name) or registry.get(name).cls
        if house in TABLES and name in TABLES[house].entries:
            return TABLES[house].entries[name]
        raise Unknown(node)

    def binary(self, node: ast.BinOp, names: Mapping[str, Any]) -> Any:
        left, right = self.value(node.left, names), self.value(node.right, names)
        if isinstance(left, Tensor) and isinstance(right, Tensor):
            kinds = {ast.Add: "Add", ast.Mult: "Multiply", ast.Sub: "Subtract"}
            kind = kinds.get(type(node.op))
            if kind is None:
                raise Unknown(node)
            return getattr(engine.layers, kind)()([left, right])
        numbers = (int, float)
        if not (isinstance(left, numbers) and isinstance(right, numbers)):
            raise Unknown(node)
        counted = {
            ast.Add: lambda: left + right, ast.Sub: lambda: left - right,
            ast.Mult: lambda: left * right, ast.FloorDiv: lambda: left // right,
            ast.Div: lambda: left / right,
        }.get(type(node.op))
        if counted is None or max(abs(left), abs(right)) > 1e15:
            raise Unknown(node)
        try:
            return counted()
        except ZeroDivisionError:
            raise Unknown(node) from None

    def unary(self, node: ast.UnaryOp, names: Mapping[str, Any]) -> Any:
        value = self.value(node.operand, names)
        if not isinstance(node.op, ast.USub) or not isinstance(value, (int, float)):
            raise Unknown(node)
        return -value

    def mapping(self, node: ast.Dict, names: Mapping[str, Any]) -> Any:
        if any(key is None for key in node.keys):
            raise Unknown(node)
        keys = [self.value(key, names) for key in node.keys]
        return dict(zip(keys, (self.value(one, names) for one in node.values), strict=True))


READERS: dict[type, Callable[..., Any]] = {
    ast.Constant: lambda program, node, names: node.value,
    ast.List: lambda program, node, names: [program.value(one, names) for one in node.elts],
    ast.Tuple: lambda program, node, names: tuple(program.value(one, names) for one in node.elts),
    ast.Dict: Program.mapping,
    ast.Name: Program.name,
    ast.Attribute: Program.attribute,
    ast.Call: Program.called,
    ast.BinOp: Program.binary,
    ast.UnaryOp: Program.unary,
}


__all__ = ["read_program"]
