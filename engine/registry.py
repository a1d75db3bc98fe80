"""Which layers are there? The one registry that palette, forms, files and exports read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from engine.errors import DesignError, Where, unknown_name
from engine.fields import Field

CATEGORIES = {
    "input": "Input and output",
    "dense": "Dense",
    "convolution": "Convolution",
    "pooling": "Pooling",
    "normalization": "Normalization and dropout",
    "activation": "Activation",
    "shape": "Shape",
    "merge": "Merge",
    "recurrent": "Recurrent",
    "attention": "Attention",
    "wrapper": "Wrappers and cells",
    "block": "Sub-models",
}


@dataclass(frozen=True)
class Port:
    """One place where a wire ends or begins. `many` takes any number of wires, in order."""

    name: str
    optional: bool = False
    many: bool = False
    minimum: int = 1


@dataclass(frozen=True)
class LayerType:
    """Everything that is known of a kind of layer before one is made."""

    name: str
    cls: type
    category: str
    inputs: tuple[Port, ...]
    aliases: tuple[str, ...]
    chapter: bool
    placeable: bool

    @property
    def fields(self) -> dict[str, Field]:
        """What can be set: the layer's own, and then of how it is called."""
        return {**self.cls.fields, **self.call_fields} if self.call_fields else self.cls.fields

    @property
    def call_fields(self) -> dict[str, Field]:
        """What of it is said where the layer is called."""
        return getattr(self.cls, "call_fields", {})

    @property
    def doc(self) -> str:
        return self.cls.__doc__ or ""

    @property
    def summary(self) -> str:
        """The first paragraph of the docstring in one line."""
        return " ".join(self.doc.strip().split("\n\n")[0].split())


_types: dict[str, LayerType] = {}
_aliases: dict[str, str] = {}
_offered: ContextVar[Callable[[str], LayerType | None] | None] = ContextVar(
    "_offered", default=None
)
ONE = (Port("inputs"),)


def register(
    category: str,
    *,
    inputs: tuple[Port, ...] = ONE,
    aliases: tuple[str, ...] = (),
    chapter: bool = False,
    placeable: bool = True,
    name: str | None = None,
):
    """Class decorator: puts a layer into the registry under its class name.

    `chapter` marks the layers of the tutorial's chapter; `placeable` is False for what is only
    used inside others.
    """
    if category not in CATEGORIES:
        raise unknown_name("category", category, CATEGORIES)

    def add(cls: type) -> type:
        key = name or cls.__name__
        _types[key] = LayerType(key, cls, category, inputs, aliases, chapter, placeable)
        for alias in aliases:
            _aliases[alias] = key
        cls.category = category
        return cls

    return add


def layers() -> dict[str, LayerType]:
    """All kinds of layers by name: by category, those of the tutorial's chapter first in each."""
    order = list(CATEGORIES)
    kinds = sorted(_types.values(), key=lambda kind: (order.index(kind.category), not kind.chapter))
    return {kind.name: kind for kind in kinds}


def of(cls: type) -> LayerType | None:
    """The kind of layer that a class is, or None for a class that only a program knows."""
    return next((kind for kind in _types.values() if kind.cls is cls), None)


def aliases() -> dict[str, str]:
    """Keras's second names, such as MaxPool2D, and the names that they stand for."""
    return dict(_aliases)


@contextmanager
def offering(find: Callable[[str], LayerType | None]) -> Iterator[None]:
    """Inside this context `get` also knows what `find` gives for a name: kinds of one drawing.

    What such a kind makes tells by `described_as` how a drawing writes it.
    """
    token = _offered.set(find)
    try:
        yield
    finally:
        _offered.reset(token)


def get(name: str) -> LayerType:
    """The kind of layer called `name`, by class name or alias. Raises DesignError."""
    find = _offered.get()
    offered = find(name) if find is not None else None
    if offered is not None:
        return offered
    key = _aliases.get(name, name)
    if key not in _types:
        raise unknown_name("layer", name, [*_types, *_aliases])
    return _types[key]


def create(name: str, parameters: Mapping[str, Any], layer_name: str | None = None):
    """A layer made from JSON parameters. Raises DesignError placed at the field at fault."""
    kind = get(name)
    unknown = [key for key in parameters if key not in kind.fields]
    if unknown:
        error = unknown_name("parameter", unknown[0], kind.fields)
        raise error.at(layer=layer_name, field=unknown[0])
    called = kind.call_fields
    own = {key: value for key, value in parameters.items() if key not in called}
    try:
        layer = kind.cls(**own, name=layer_name)
        if len(own) < len(parameters):
            options = {key: called[key].check(parameters[key]) for key in parameters.keys() - own}
            layer.call_options = {key: options[key] for key in called if key in options}
        return layer
    except DesignError as error:
        raise error.at(layer=layer_name) from None


def missing(name: str, parameters: Mapping[str, Any]) -> DesignError | None:
    """The error for the first required parameter of a kind of layer that has no value yet."""
    return missing_of(name, get(name).fields, parameters)


def missing_of(
    title: str, fields: Mapping[str, Field], parameters: Mapping[str, Any]
) -> DesignError | None:
    """The error for the first required field that has no value yet; `title` has the fields."""
    for key, field in fields.items():
        if key in parameters or not field.required:
            continue
        if field.editor == "layer":
            return DesignError(
                "Nothing is in the slot {field} of {layer} yet.",
                fix="Drop a layer into it, or choose one in the inspector.",
                where=Where(field=key),
                layer=title,
                field=key,
            )
        return DesignError(
            "{layer} needs a value for {field}.",
            fix="Enter it in the inspector.",
            where=Where(field=key),
            layer=title,
            field=key,
        )
    return None
