"""What network does a PyTorch program build? Its classes are gone through, nothing of it is run.

`__init__` is followed for the modules that it makes, `forward` for what is computed of the input.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.importing.calls import Instance, is_super
from engine.importing.expressions import NUMBERS, Unknown, Word
from engine.importing.expressions import READERS as EXPRESSIONS
from engine.importing.interpreting import Program
from engine.importing.torch_functions import FUNCTIONS, item
from engine.importing.torch_graph import Graph, Misfit, Parameter, Value
from engine.importing.torch_modules import Module, Row, called
from engine.importing.torch_numbers import KNOWN, MADE, MATH, NUMERIC
from engine.importing.torch_walks import MAKERS, Ends, Zeros

BETWEEN = {ast.Add: "Add", ast.Sub: "Sub", ast.Mult: "Mul", ast.Div: "Div", ast.Pow: "Pow",
           ast.MatMult: "MatMul", ast.BitAnd: "And", ast.BitOr: "Or"}
COMPARED = {ast.Gt: "Greater", ast.GtE: "GreaterOrEqual", ast.Lt: "Less", ast.LtE: "LessOrEqual",
            ast.Eq: "Equal"}
LISTED = ("modules", "parameters", "named_modules", "named_parameters", "children")
FAULTS = (StopIteration, TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError,
          ZeroDivisionError)


class Own(Instance):
    """An object of a module class of the program."""

    is_true = True

    def __init__(self, made: ast.ClassDef, bases: Sequence[ast.ClassDef]) -> None:
        super().__init__(made)
        self.bases, self.path = bases, ""
        for base in bases:
            for one in base.body:
                if isinstance(one, ast.FunctionDef):
                    self.functions.setdefault(one.name, one)


class TorchProgram(Program):
    """A PyTorch program's classes and names."""

    def __init__(self, tree: ast.Module, text: str, file: str) -> None:
        self.graph: Graph | None = None
        super().__init__(tree, text, file)
        self.words["OrderedDict"] = dict
        self.words["__name__"] = ""

    def enter(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Import):
            for one in node.names:
                path = one.name if one.asname else one.name.split(".")[0]
                self.words[one.asname or path] = Word(path)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                if one.name != "OrderedDict":
                    self.words[one.asname or one.name] = Word(f"{node.module}.{one.name}")
        else:
            super().enter(node)

    def fault(self, node: ast.AST) -> DesignError:
        return self.unread(
            node,
            fix="Write it with modules and functions of torch.nn, or export the network with "
            "torch.onnx.export, and open that file.",
        )

    # Classes

    def bases_of(self, made: ast.ClassDef) -> list[ast.ClassDef]:
        """The program's own classes that a class is built upon, nearest first."""
        found: list[ast.ClassDef] = []
        for base in made.bases:
            known = self.classes.get(ast.unparse(base))
            if known is not None and known is not made and known not in found:
                found += [known, *self.bases_of(known)]
        return found

    def is_module(self, made: ast.ClassDef) -> bool:
        heads = [ast.unparse(base).rpartition(".")[2]
                 for one in (made, *self.bases_of(made)) for base in one.bases]
        return any(one in ("Module", "Sequential", "LightningModule") for one in heads)

    def make(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Own:
        made = self.classes[name]
        owner = Own(made, self.bases_of(made))
        for one in reversed((made, *owner.bases)):
            owner.values.update(self.fields(one))
        if "__init__" in owner.functions:
            self.call(owner.functions["__init__"], list(args), dict(kwargs), owner)
        elif args:
            self.begin(owner, made, args, kwargs)
        return owner

    def fields(self, made: ast.ClassDef) -> dict[str, Any]:
        """The plain values that a class names outside of its functions."""
        found: dict[str, Any] = {}
        for one in made.body:
            if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant):
                names = [target.id for target in one.targets if isinstance(target, ast.Name)]
                found.update(dict.fromkeys(names, one.value.value))
        return found

    def begin(
        self, owner: Own, made: ast.ClassDef, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """`super().__init__(...)` out of a class."""
        above = self.bases_of(made)
        first = next((one for base in above for one in base.body
                      if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)
        if first is not None:
            self.call(first, list(args), dict(kwargs), owner)
        elif args:  # a Sequential of the program's own
            row = sequential(*args)
            owner.values.update(row.children)
            owner.values["forward"] = row

    # Statements

    def statement(self, node: ast.stmt, names: dict[str, Any]) -> None:
        if isinstance(node, ast.With):
            self.block(node.body, names)
        elif isinstance(node, ast.FunctionDef):
            self.functions[node.name] = node
        elif not isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef, ast.Delete)):
            super().statement(node, names)

    def bind(self, target: ast.expr, value: Any, names: dict[str, Any]) -> None:
        if isinstance(target, ast.Subscript):
            held = self.value(target.value, names)
            if not isinstance(held, (np.ndarray, dict, list)):
                raise Unknown(target)
            try:
                held[self.key(target.slice, names)] = value
            except FAULTS:
                raise Unknown(target) from None
        else:
            super().bind(target, value, names)

    # Expressions

    def value(self, node: ast.expr, names: Mapping[str, Any]) -> Any:
        self.count(node)
        reader = READERS.get(type(node)) or EXPRESSIONS.get(type(node))
        if reader is None:
            raise Unknown(node)
        try:
            return reader(self, node, names)
        except FAULTS:
            raise Unknown(node) from None

    def items(self, value: Any, node: ast.AST) -> list[Any]:
        return super().items(value.items if isinstance(value, Row) else value, node)

    def key(self, node: ast.expr, names: Mapping[str, Any]) -> Any:
        return self.value(node, names)

    def as_value(self, value: Any) -> Any:
        if isinstance(value, Parameter) and self.graph is not None:
            return self.graph.op("Identity", value)
        return value

    def attribute(self, node: ast.Attribute, names: Mapping[str, Any]) -> Any:
        base = self.value(node.value, names)
        name = node.attr
        if isinstance(base, Word):
            made = self.classes.get(base.path.removeprefix("own."))
            if made is not None:
                return next(one[name] for one in map(self.fields, (made, *self.bases_of(made)))
                            if name in one)
            path = f"{base.path}.{name}"
            return {"math.pi": math.pi, "numpy.pi": math.pi, "torch.pi": math.pi}.get(
                path, Word(path))
        if name in ("device", "dtype", "requires_grad"):
            return None
        if name == "training":
            return False
        if isinstance(base, Own):
            if name in base.values:
                return base.values[name]
            return (base, name)
        if isinstance(base, (Value, np.ndarray, Parameter)):
            if name == "shape":
                return tuple(base.shape)
            if name == "ndim":
                return len(base.shape)
            if name in ("T", "mT"):
                return FUNCTIONS["t"](self.as_value(base))
            return base if name == "data" else (base, name)
        if isinstance(base, Module):
            if name in base.parameters:
                return base.parameters[name]
            return base.children.get(name, (base, name))
        if isinstance(base, (Ends, Zeros)):
            return (base, name)
        if isinstance(base, (list, dict, str)) and not name.startswith("_"):
            return getattr(base, name)
        raise Unknown(node)

    def subscript(self, node: ast.Subscript, names: Mapping[str, Any]) -> Any:
        base, key = self.value(node.value, names), self.key(node.slice, names)
        if isinstance(base, (Value, Parameter)):
            return item(self.as_value(base), key)
        if isinstance(base, Ends):
            return base.item(key)
        if isinstance(base, Row):
            if isinstance(key, slice):
                picked = base.items[key]
                return Row({str(n): one for n, one in enumerate(picked)}, base.one_by_one)
            return base.items[key] if isinstance(key, int) else base.children[key]
        if isinstance(base, (list, tuple, dict, str, np.ndarray)):
            return base[key]
        raise Unknown(node)

    def binary(self, node: ast.BinOp, names: Mapping[str, Any]) -> Any:
        left, right = self.value(node.left, names), self.value(node.right, names)
        return self.between(node, BETWEEN.get(type(node.op)), left, right)

    def between(self, node: Any, kind: str | None, left: Any, right: Any) -> Any:
        left, right = self.as_value(left), self.as_value(right)
        if isinstance(left, Value) or isinstance(right, Value):
            graph = (left if isinstance(left, Value) else right).graph
            if isinstance(node.op, ast.FloorDiv):
                return graph.op("Floor", graph.op("Div", left, right))
            if kind is None:
                raise Unknown(node)
            return graph.op(kind, *(alike(one, left, right) for one in (left, right)))
        if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
            return NUMBERS[type(node.op)](left, right)
        return EXPRESSIONS[ast.BinOp](Plain(left, right), node, {})

    def unary(self, node: ast.UnaryOp, names: Mapping[str, Any]) -> Any:
        value = self.value(node.operand, names)
        if isinstance(value, Value):
            kinds = {ast.USub: "Neg", ast.Invert: "Not", ast.Not: "Not"}
            return value.graph.op(kinds[type(node.op)], value)
        if isinstance(value, np.ndarray):
            return {ast.USub: operator.neg, ast.Invert: operator.invert}[type(node.op)](value)
        return EXPRESSIONS[ast.UnaryOp](Plain(value), node, {})

    def compare(self, node: ast.Compare, names: Mapping[str, Any]) -> Any:
        sides = [self.value(one, names) for one in (node.left, *node.comparators)]
        differs = isinstance(node.ops[0], ast.NotEq)
        kind = "Equal" if differs else COMPARED.get(type(node.ops[0]))
        arrays = [one for one in sides if isinstance(one, (Value, np.ndarray))]
        if not arrays or kind is None:
            return EXPRESSIONS[ast.Compare](Plain(*sides), node, {})
        graph = next(one.graph for one in arrays if isinstance(one, Value))
        found = graph.op(kind, *(alike(one, *sides) for one in sides))
        return graph.op("Not", found) if differs else found

    # Calls

    def called(self, node: ast.Call, names: Mapping[str, Any]) -> Any:
        args, kwargs = self.arguments(node, names)
        if isinstance(node.func, ast.Attribute) and is_super(node.func.value):
            owner = names.get("self")
            if not isinstance(owner, Own):
                raise Unknown(node)
            return self.above(owner, node.func, args, kwargs, names)
        function = self.value(node.func, names)
        try:
            return self.used(function, args, kwargs)
        except Misfit:
            raise
        except FAULTS:
            raise Unknown(node) from None

    def arguments(self, node: ast.Call, names: Mapping[str, Any]) -> tuple[list, dict]:
        args: list[Any] = []
        for one in node.args:
            if isinstance(one, ast.Starred):
                args += list(self.items(self.value(one.value, names), node))
            else:
                args.append(self.value(one, names))
        kwargs: dict[str, Any] = {}
        for one in node.keywords:
            value = self.value(one.value, names)
            kwargs.update(value if one.arg is None else {one.arg: value})
        return args, kwargs

    def above(self, owner: Own, called_as: ast.Attribute, args, kwargs, names) -> Any:
        """A method of the class above, called from one of this class or of a class between."""
        within = next((one for one in (owner.made, *owner.bases) for part in one.body
                       if part.lineno <= called_as.lineno <= (part.end_lineno or 0)), owner.made)
        if called_as.attr == "__init__":
            return self.begin(owner, within, args, kwargs)
        if called_as.attr == "forward" and isinstance(owner.values.get("forward"), Row):
            return self.used(owner.values["forward"], args, kwargs)
        function = next((one for base in self.bases_of(within) for one in base.body
                         if isinstance(one, ast.FunctionDef) and one.name == called_as.attr), None)
        if function is None:
            raise Unknown(called_as)
        return self.call(function, args, kwargs, owner)

    def used(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if isinstance(function, Own):
            inner = function.values.get("forward")
            if isinstance(inner, Row) and "forward" not in function.functions:
                return self.used(inner, args, kwargs)
            return self.call(function.functions["forward"], args, kwargs, function)
        if isinstance(function, Row):
            if not function.one_by_one:
                raise TypeError("a list is not called")
            (value,) = args
            for one in function.items:
                value = self.used(one, [value], {})
            return value
        if isinstance(function, Module):
            return called(function, *map(self.as_value, args), **kwargs)
        if isinstance(function, tuple):
            return self.method(*function, args, kwargs)
        if isinstance(function, Word):
            return self.word(function.path, args, kwargs)
        if callable(function):
            return function(*args, **kwargs)
        raise TypeError("no function")

    def method(self, owner: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if isinstance(owner, Own):
            if name == "register_buffer":
                held = args[1] if len(args) > 1 else kwargs.get("tensor")
                owner.values[args[0]] = Parameter(held) if isinstance(held, np.ndarray) else held
                return None
            if name in ("add_module", "register_module", "register_parameter"):
                owner.values[args[0]] = args[1]
                return None
            if name in owner.functions:
                return self.call(owner.functions[name], args, kwargs, owner)
            if name in LISTED:
                return []  # what is done to all of them says nothing of what they compute
            return owner if name in ("to", "eval", "train", "cuda", "apply", "double") else None
        if isinstance(owner, Row) and name in ("append", "extend", "items", "values", "keys"):
            return in_row(owner, name, args)
        if isinstance(owner, Module) or (name.endswith("_") and isinstance(owner, Parameter)):
            return owner
        if isinstance(owner, Zeros):
            return owner
        if isinstance(owner, Ends):
            return owner.method(name, args)
        if name in ("size", "dim", "ndimension", "numel"):
            shape = tuple(owner.shape)
            if name == "size":
                return shape if not args and not kwargs else shape[(*args, *kwargs.values())[0]]
            return math.prod(shape) if name == "numel" else len(shape)
        if name in ("new_zeros", "new_ones"):
            return self.word(f"torch.{name[4:]}", args, {})
        if isinstance(owner, np.ndarray):
            return NUMERIC[name](owner, *args, **kwargs)
        owner = self.as_value(owner)
        return FUNCTIONS[name](owner, *map(self.as_value, args), **kwargs)

    def word(self, path: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """What a name of the program's libraries makes of this."""
        house, _, name = path.rpartition(".")
        if house == "own":
            if name in self.functions:
                return self.call(self.functions[name], args, kwargs)
            return self.make(name, args, kwargs)
        if house in ("math", "numpy") and name in MATH:
            return MATH[name](*args)
        if house.startswith("torch.nn.init") or not path.startswith("torch"):
            if house.startswith("torch.nn.init"):
                return args[0] if args else None
            raise TypeError(path)
        if name == "Sequential":
            return sequential(*args)
        if name == "ModuleList":
            return Row({str(n): one for n, one in enumerate(args[0] if args else ())})
        if name == "ModuleDict":
            return Row(dict(args[0]) if args else {})
        if name == "Parameter":
            return Parameter(np.asarray(args[0] if args else kwargs["data"], np.float32))
        if name in MAKERS:
            return MAKERS[name](*args, **kwargs)
        if name in MADE:
            return MADE[name](*args, **{key: one for key, one in kwargs.items() if key in KNOWN})
        if name in ("device", "no_grad", "manual_seed", "compile"):
            return args[0] if name == "compile" else None
        values = [self.as_value(one) for one in args]
        if isinstance(values and values[0], (list, tuple)):
            values[0] = [self.as_value(one) for one in values[0]]
        flat = [one for value in values
                for one in (value if isinstance(value, (list, tuple)) else [value])]
        if any(isinstance(one, Value) for one in flat):
            return FUNCTIONS[name](*values, **{k: self.as_value(v) for k, v in kwargs.items()})
        return NUMERIC[name](*values, **kwargs)

    # The network

    def named(self, owner: Any, path: str = "") -> dict[str, Parameter]:
        """The parameters by their names in `state_dict`; modules learn where they stand."""
        found: dict[str, Parameter] = {}
        held: Mapping[str, Any] = owner.values if isinstance(owner, Own) else {
            **owner.parameters, **owner.children}
        owner.path = path
        for name, one in held.items():
            place = f"{path}.{name}" if path else name
            if isinstance(one, Parameter):
                one.name = place
                found.setdefault(place, one)
            elif isinstance(one, (Own, Module)) and not (name == "forward" and isinstance(
                owner, Own)):
                found.update(self.named(one, place))
        return found

    def traced(self, root: Any, inputs: Sequence[tuple[str, Sequence[int], bool]]) -> Graph:
        """The graph of a module for inputs of these shapes. Raises Misfit or Unknown."""
        self.graph, self.depth, self.steps = Graph(inputs), 0, 0
        made = self.used(root, list(self.graph.inputs), {})
        ends = [one for one in flat(made) if isinstance(one, Value)]
        if not ends:
            raise Misfit
        self.graph.finish(ends)
        return self.graph


class Plain:
    """Stands for the program where an expression's parts are known values already."""

    def __init__(self, *values: Any) -> None:
        self.values = iter(values)

    def value(self, *_: Any) -> Any:
        return next(self.values)


def alike(value: Any, *others: Any) -> Any:
    """A number of the kind of the values beside it."""
    if not isinstance(value, (bool, int, float)):
        return value
    whole = any(isinstance(one, Value) and one.is_whole for one in others)
    return np.asarray(value, np.int64 if whole else np.float32)


def flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    return [one for item in value for one in flat(item)] if isinstance(
        value, (list, tuple)) else [value]


def sequential(*modules: Any) -> Row:
    if len(modules) == 1 and isinstance(modules[0], dict):
        return Row(dict(modules[0]), True)
    return Row({str(n): one for n, one in enumerate(modules)}, True)


def in_row(row: Row, name: str, args: Sequence[Any]) -> Any:
    if name in ("items", "values", "keys"):
        return list(getattr(row.children, name)())
    for one in args if name == "append" else args[0]:
        row.children[str(len(row.children))] = one
    return row


READERS: dict[type, Callable[..., Any]] = {
    ast.Name: TorchProgram.name,
    ast.Attribute: TorchProgram.attribute,
    ast.Subscript: TorchProgram.subscript,
    ast.BinOp: TorchProgram.binary,
    ast.UnaryOp: TorchProgram.unary,
    ast.Compare: TorchProgram.compare,
    ast.Call: TorchProgram.called,
}


__all__ = ["Own", "TorchProgram"]
