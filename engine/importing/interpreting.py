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
from engine import custom, feature_column, registry
from engine.errors import DesignError
from engine.importing.expressions import BUILTINS, READERS, Unknown, Word, truth
from engine.importing.foreign import Foreign, foreign_class, is_layer_class, is_our_own, source_of
from engine.importing.words import tensorflow_operation
from engine.libraries import library
from engine.models import Model, Sequential
from engine.ops import ALL
from engine.tape import Tensor
from engine.training import activations, constraints, initializers, regularizers

DEEPEST = 200
MOST_STEPS = 200_000
TABLES = {"initializers": initializers.table, "regularizers": regularizers.table,
          "constraints": constraints.table, "activations": activations.table}
COLUMNS = {name for name in feature_column.__all__ if name.endswith("_column")
           or name.startswith("categorical_column") or name == "Standardize"}
# Methods of a model that say nothing about its layers.
IDLE = {"compile", "summary", "load_weights", "fit", "evaluate", "predict", "save"}


class Instance:
    """An object of a class of the program: what its `__init__` has put into it."""

    def __init__(self, made: ast.ClassDef) -> None:
        self.made = made
        self.values: dict[str, Any] = {}
        self.functions = {one.name: one for one in made.body if isinstance(one, ast.FunctionDef)}


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
        words = ast.unparse(node).splitlines()[0][:60]
        return DesignError(
            "Line {line} of {path} cannot be read as layers: {words}",
            fix="Write the network with Keras's layers, without code whose result is not known "
            "before it runs.",
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

    def called(self, node: ast.Call, names: Mapping[str, Any]) -> Any:
        if isinstance(node.func, ast.Attribute) and is_super(node.func.value):
            return None  # the base class's own beginnings
        function = self.value(node.func, names)
        if isinstance(function, tuple) and len(function) == 2 and function[1] in IDLE:
            return None
        args: list[Any] = []
        for one in node.args:
            if isinstance(one, ast.Starred):
                args += list(self.value(one.value, names))
            else:
                args.append(self.value(one, names))
        kwargs = {}
        for one in node.keywords:
            value = self.value(one.value, names)
            if one.arg is not None:
                kwargs[one.arg] = value
            elif isinstance(value, Mapping):
                kwargs.update(value)
            else:
                raise Unknown(node)
        if isinstance(function, tuple):
            return self.method(node, *function, args, kwargs)
        if isinstance(function, Instance):
            return self.used(function, args, kwargs, node)
        if callable(function) and not isinstance(function, engine.layers.Layer):
            return called_plainly(function, args, kwargs, node)
        args = [self.settled(one) for one in args]
        kwargs = {name: self.settled(one) for name, one in kwargs.items()}
        if isinstance(function, Word):
            return self.made(function.path, node)(*args, **kwargs)
        if isinstance(function, engine.layers.Layer):
            return function(*args, **kwargs)
        raise Unknown(node)

    def method(
        self, node: ast.Call, owner: Any, name: str, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        if isinstance(owner, Instance):
            if name == "build" and "build" not in owner.functions and args:
                return self.network(owner, [(tuple(args[0]), "float32")], False, {}, node)
            return self.call(owner.functions[name], args, kwargs, owner)
        if name == "add" and isinstance(owner, Sequential) and len(args) == 1:
            owner.add(args[0])
        elif name == "build":
            if args and not owner.built:
                owner.build(tuple(args[0]))
        elif name == "get_layer":
            return owner.get_layer(*args, **kwargs)
        else:
            raise Unknown(node)
        return None

    def used(self, owner: Instance, args: list[Any], kwargs: dict[str, Any], node: ast.AST) -> Any:
        """An object of the program's own model class, called: a network of what it calls."""
        given = args[0] if len(args) == 1 else args
        several = isinstance(given, (list, tuple))
        known = list(given) if several else [given]
        if not known or not all(isinstance(one, Tensor) for one in known):
            raise Unknown(node)
        shapes = [(one.shape, one.dtype) for one in known]
        return self.network(owner, shapes, several, kwargs, node)(given)

    def network(
        self, owner: Instance, shapes: list[Any], several: bool, kwargs: dict[str, Any],
        node: ast.AST,
    ) -> Model:
        """The model that an object of the program's own class is, for inputs of these shapes."""
        if "call" not in owner.functions:
            raise Unknown(node)
        if "" not in owner.values:
            inputs = [engine.Input(batch_shape=shape, dtype=dtype) for shape, dtype in shapes]
            given = inputs if several else inputs[0]
            outputs = self.call(owner.functions["call"], [given], kwargs, owner)
            owner.values[""] = Model(given, outputs, name=owner.values.get("name"))
        return owner.values[""]

    def settled(self, value: Any) -> Any:
        """A word that stands for a function, such as keras.activations.relu, by its name."""
        if isinstance(value, (list, tuple)):
            return type(value)(self.settled(item) for item in value)
        if isinstance(value, Instance):
            return value.values.get("", value)
        if isinstance(value, Word):
            return value.path.rpartition(".")[2]
        return value

    def made(self, path: str, node: ast.AST) -> Callable[..., Any]:
        """What a word makes when it is called. Only makers of layers and their settings are."""
        house, _, name = path.rpartition(".")
        if house == "own" and name in self.functions:
            return lambda *args, **kwargs: self.call(self.functions[name], list(args), kwargs)
        if house == "own" and not is_our_own(self.classes[name]):
            return self.own_class(name, node)
        if name in ("Input", "InputLayer") and house in ("", "layers"):
            return engine.Input if name == "Input" else engine.layers.InputLayer
        if name in ("Model", "Sequential") and house in ("", "models", "engine"):
            return Model if name == "Model" else Sequential
        known = {**registry.layers(), **registry.aliases()}
        # A class of the program that writes out a layer which its library lacks.
        if house in ("layers", "own") and (name in known or name in custom.layer_classes()):
            return custom.layer_classes().get(name) or registry.get(name).cls
        if house in TABLES and name in TABLES[house].entries:
            return TABLES[house].entries[name]
        if house in ("ops", "activations") and name in ALL:
            return ALL[name]
        if house.removeprefix("tensorflow.") == "feature_column" and name in COLUMNS:
            return getattr(feature_column, name)
        meant = tensorflow_operation(path.removeprefix("tensorflow."))
        if path.startswith("tensorflow.") and meant is not None:
            return meant
        raise Unknown(node)

    def own_class(self, name: str, node: ast.AST) -> Callable[..., Any]:
        made = self.classes[name]
        if is_layer_class(made, self.classes):
            if name not in self.foreign:
                self.foreign[name] = foreign_class(made)
            return self.foreign[name]

        def make(*args: Any, **kwargs: Any) -> Instance:
            owner = Instance(made)
            if isinstance(kwargs.get("name"), str):
                owner.values["name"] = kwargs["name"]
            if "__init__" in owner.functions:
                self.call(owner.functions["__init__"], list(args), kwargs, owner)
            return owner

        return make


def normalizer(program: Program, node: ast.Lambda, names: Mapping[str, Any]) -> Any:
    """`lambda x: (x - mean) / deviation`, which is what columns of a table are given."""
    body = node.body
    if (
        len(node.args.args) == 1 and isinstance(body, ast.BinOp) and isinstance(body.op, ast.Div)
        and isinstance(body.left, ast.BinOp) and isinstance(body.left.op, (ast.Sub, ast.Add))
        and isinstance(body.left.left, ast.Name) and body.left.left.id == node.args.args[0].arg
    ):
        mean, deviation = (program.value(one, names) for one in (body.left.right, body.right))
        numbers = (int, float)
        if isinstance(mean, numbers) and isinstance(deviation, numbers) and deviation:
            mean = -mean if isinstance(body.left.op, ast.Add) else mean
            return feature_column.Standardize(float(mean), float(deviation))
    raise Unknown(node)


OWN_READERS: dict[type, Callable[..., Any]] = {
    ast.Name: Program.name,
    ast.Attribute: Program.attribute,
    ast.Call: Program.called,
    ast.Lambda: normalizer,
}


def called_plainly(function: Callable, args: list[Any], kwargs: dict[str, Any], node: ast.AST):
    """The result of one of Python's own functions, all of which are harmless."""
    try:
        return function(*args, **kwargs)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError, MemoryError):
        raise Unknown(node) from None


def is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and (
        node.func.id == "super"
    )


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
