"""What does a call in a program make? A layer, a model, a value, or what a function of it returns.

Only makers of layers and their settings are called, and Python's own harmless functions.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import engine
from engine import custom, feature_column, registry
from engine.importing.expressions import Unknown, Word
from engine.importing.foreign import foreign_class, is_layer_class, is_our_own
from engine.importing.learned import KIND, LearnedArrays
from engine.importing.words import tensorflow_operation
from engine.models import Model, Sequential
from engine.ops import ALL
from engine.tape import Tensor
from engine.training import activations, constraints, initializers, regularizers

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


def called(program: Any, node: ast.Call, names: Mapping[str, Any]) -> Any:
    if isinstance(node.func, ast.Attribute) and is_super(node.func.value):
        return None  # the base class's own beginnings
    function = program.value(node.func, names)
    if isinstance(function, tuple) and len(function) == 2 and function[1] in IDLE:
        return None
    args: list[Any] = []
    for one in node.args:
        if isinstance(one, ast.Starred):
            args += list(program.value(one.value, names))
        else:
            args.append(program.value(one, names))
    kwargs = {}
    for one in node.keywords:
        value = program.value(one.value, names)
        if one.arg is not None:
            kwargs[one.arg] = value
        elif isinstance(value, Mapping):
            kwargs.update(value)
        else:
            raise Unknown(node)
    if isinstance(function, tuple):
        return method(program, node, *function, args, kwargs)
    if isinstance(function, Instance):
        return used(program, function, args, kwargs, node)
    if callable(function) and not isinstance(function, engine.layers.Layer):
        return called_plainly(function, args, kwargs, node)
    args = [program.settled(one) for one in args]
    kwargs = {name: program.settled(one) for name, one in kwargs.items()}
    if isinstance(function, Word):
        return made(program, function.path, node)(*args, **kwargs)
    if isinstance(function, engine.layers.Layer):
        return function(*args, **kwargs)
    raise Unknown(node)


def method(
    program: Any, node: ast.Call, owner: Any, name: str, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    if isinstance(owner, Instance):
        if name == "build" and "build" not in owner.functions and args:
            return network(program, owner, [(tuple(args[0]), "float32")], False, {}, node)
        return program.call(owner.functions[name], args, kwargs, owner)
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


def used(
    program: Any, owner: Instance, args: list[Any], kwargs: dict[str, Any], node: ast.AST
) -> Any:
    """An object of the program's own model class, called: a network of what it calls."""
    given = args[0] if len(args) == 1 else args
    several = isinstance(given, (list, tuple))
    known = list(given) if several else [given]
    if not known or not all(isinstance(one, Tensor) for one in known):
        raise Unknown(node)
    shapes = [(one.shape, one.dtype) for one in known]
    return network(program, owner, shapes, several, kwargs, node)(given)


def network(
    program: Any, owner: Instance, shapes: list[Any], several: bool, kwargs: dict[str, Any],
    node: ast.AST,
) -> Model:
    """The model that an object of the program's own class is, for inputs of these shapes."""
    if "call" not in owner.functions:
        raise Unknown(node)
    if "" not in owner.values:
        inputs = [engine.Input(batch_shape=shape, dtype=dtype) for shape, dtype in shapes]
        given = inputs if several else inputs[0]
        outputs = program.call(owner.functions["call"], [given], kwargs, owner)
        owner.values[""] = Model(given, outputs, name=owner.values.get("name"))
    return owner.values[""]


def made(program: Any, path: str, node: ast.AST) -> Callable[..., Any]:
    """What a word makes when it is called. Only makers of layers and their settings are."""
    house, _, name = path.rpartition(".")
    if house == "own" and name in program.functions:
        return lambda *args, **kwargs: program.call(program.functions[name], list(args), kwargs)
    if house == "own" and not is_our_own(program.classes[name]):
        return own_class(program, name, node)
    if name in ("Input", "InputLayer") and house in ("", "layers"):
        return engine.Input if name == "Input" else engine.layers.InputLayer
    if name in ("Model", "Sequential") and house in ("", "models", "engine"):
        return Model if name == "Model" else Sequential
    if house == "own" and name == KIND:
        return LearnedArrays
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


def own_class(program: Any, name: str, node: ast.AST) -> Callable[..., Any]:
    made = program.classes[name]
    if is_layer_class(made, program.classes):
        if name not in program.foreign:
            program.foreign[name] = foreign_class(made)
        return program.foreign[name]

    def make(*args: Any, **kwargs: Any) -> Instance:
        owner = Instance(made)
        if isinstance(kwargs.get("name"), str):
            owner.values["name"] = kwargs["name"]
        if "__init__" in owner.functions:
            program.call(owner.functions["__init__"], list(args), kwargs, owner)
        return owner

    return make


def normalizer(program: Any, node: ast.Lambda, names: Mapping[str, Any]) -> Any:
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


__all__ = ["IDLE", "Instance", "called", "normalizer"]
