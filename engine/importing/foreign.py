"""What stands for a layer that a program writes as a class of its own? Its text is never run.

The class is known by its name, its arguments and its text. Its shape rule is not known: what
comes after it is described as if it gave what came in, or as many features as it has units.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Mapping
from functools import cache
from typing import Any

from engine import custom, ops
from engine.errors import DesignError
from engine.export import snippets
from engine.export.own import names_of
from engine.importing.words import in_our_words, written_out
from engine.layers.base import Layer
from engine.nest import flatten
from engine.tape import Tensor

WIDTHS = ("units", "filters", "output_dim", "dim", "embed_dim", "d_model", "state_size")


class Foreign(Layer):
    """A layer that is described and wired, but never computed."""

    parameters: tuple[str, ...] = ()
    is_cell = False
    results = 1

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        values = dict(zip(self.parameters, args, strict=False))
        common = {key: kwargs.pop(key) for key in ("name", "trainable", "dtype") if key in kwargs}
        super().__init__(**common)
        values.update(kwargs)
        self.values = {key: as_config(value) for key, value in values.items()}
        self.built = True

    @property
    def width(self) -> int | None:
        """How many features it seems to give."""
        found = (self.values.get(name) for name in WIDTHS)
        return next((one for one in found if type(one) is int), None)

    @property
    def state_size(self) -> int:
        if not self.is_cell:
            raise AttributeError("state_size")
        return self.width or 1

    def call(self, inputs: Any, states: Any = None, **_: Any) -> Any:
        value = flatten(inputs)[0]
        if self.width is not None and value.shape[-1] != self.width:
            value = ops.repeat(value[..., :1], self.width, axis=-1)
        if states is not None:
            return value, states
        return value if self.results == 1 else tuple(
            ops.multiply(value, 1.0) for _ in range(self.results)
        )

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, **self.values}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Foreign:
        return cls(**config)


def as_config(value: Any) -> Any:
    """An argument as a description can hold it."""
    if isinstance(value, (list, tuple)):
        return [as_config(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_config(item) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Tensor) or not hasattr(value, "get_config"):
        raise DesignError("{value} cannot be an argument of a layer.", value=repr(value)[:60])
    return {"class_name": type(value).__name__, "config": value.get_config()}


def foreign_class(made: ast.ClassDef) -> type[Foreign]:
    """The class that stands for one of the program's."""
    functions = {one.name: one for one in made.body if isinstance(one, ast.FunctionDef)}
    first = functions.get("__init__")
    names = [] if first is None else [one.arg for one in first.args.args[1:]]
    is_cell = any(
        (isinstance(one, ast.Attribute) and one.attr == "state_size")
        or (isinstance(one, (ast.FunctionDef,)) and one.name == "state_size")
        for one in ast.walk(made)
    )
    told = {"parameters": tuple(names), "is_cell": is_cell, "results": results(functions)}
    return type(made.name, (Foreign,), told)


def results(functions: Mapping[str, ast.FunctionDef]) -> int:
    """How many values a layer gives, as far as its text tells."""
    found = [one.value for one in ast.walk(functions["call"]) if isinstance(one, ast.Return)] if (
        "call" in functions
    ) else []
    counts = {len(one.elts) for one in found if isinstance(one, (ast.Tuple, ast.List))}
    return max(counts, default=1)


def is_layer_class(made: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> bool:
    """Whether a class of the program is a layer and no whole model."""
    for base in made.bases:
        name = ast.unparse(base).rpartition(".")[2]
        if name in classes and name != made.name:
            return is_layer_class(classes[name], classes)
        if name in ("Layer", "AbstractRNNCell") or name.endswith("Cell"):
            return True
        if name not in ("Model", "Sequential", "object"):
            return name in custom.layer_classes()
    return False


@cache
def our_classes() -> frozenset[str]:
    """The classes that our own programs write out, in a form in which texts can be compared.

    Keras 3's `DenseFeatures` is none: it takes numbers that its program works out beforehand.
    """
    trees = (ast.parse(text) for text in snippets.definitions().values())
    return frozenset(
        shape_of(node) for tree in trees for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name != "DenseFeatures"
    )


def shape_of(made: ast.ClassDef) -> str:
    bare = ast.ClassDef(made.name, made.bases, made.keywords, made.body, [])
    return ast.dump(bare).replace("'tf_keras'", "'keras'")


def is_our_own(made: ast.ClassDef) -> bool:
    """Whether a class is one that our own programs write out for a layer of this engine."""
    return shape_of(made) in our_classes()


# The text


def source_of(tree: ast.Module, text: str, name: str) -> str:
    """The text of a class with all that it uses of its program, in this engine's words."""
    lines = text.splitlines()
    defined: dict[str, ast.stmt] = {}
    imports: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for one in node.names:
                imports[(one.asname or one.name).split(".")[0]] = node
        for known in names_of(node):
            defined[known] = node
    for known in written_out():
        defined.pop(known, None)
    wanted, todo = set(), [name]
    used: set[str] = set()
    while todo:
        key = todo.pop()
        if key in wanted:
            continue
        wanted.add(key)
        inner = outer_names(defined[key])
        used |= inner
        todo += [one for one in inner if one in defined]
    heads = dict.fromkeys(imports[one] for one in imports if one in used)
    parts = ["\n".join(in_our_words(ast.unparse(head)) for head in heads)]
    bodies = dict.fromkeys(node for key, node in defined.items() if key in wanted)
    ordered = [node for node in bodies if node is not defined[name]] + [defined[name]]
    parts += [
        in_our_words("\n".join(lines[node.lineno - 1 : node.end_lineno])) for node in ordered
    ]
    body = "\n\n\n".join(part for part in parts if part) + "\n"
    return with_imports(body)


def outer_names(node: ast.stmt) -> set[str]:
    """What a statement uses of the program around it."""
    tables, found = [symtable.symtable(ast.unparse(node), "program", "exec")], set()
    while tables:
        table = tables.pop()
        found |= {one.get_name() for one in table.get_symbols()
                  if one.is_global() or (table.get_type() == "module" and one.is_referenced())}
        tables += table.get_children()
    return found


def with_imports(text: str) -> str:
    """The text with imports of what it uses, and none of what it does not."""
    used = {one.id for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Name)}
    lines = [
        line for line in text.splitlines()
        if line != "import tensorflow as tf" or "tf" in used
    ]
    bound = {alias.asname or alias.name for node in ast.parse(text).body
             if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names}
    missing = [line for word, line in (
        ("ops", "from engine import ops"), ("keras", "import engine as keras"),
    ) if word in used and word not in bound]
    return "\n".join([*missing, *lines]).strip("\n") + "\n"


__all__ = ["Foreign", "foreign_class", "is_layer_class", "is_our_own", "source_of"]
