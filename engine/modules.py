"""What holds variables without being a layer? TensorFlow's Module, for models written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from engine.layers.holding import Holder
from engine.layers.naming import snake_case
from engine.layers.structure import Bag
from engine.tensors.surroundings import name_scope
from engine.variables import Variable


class Module(Bag):
    """Finds the variables in its attributes: its own, those in lists and those of other modules."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name or snake_case(type(self).__name__)

    @property
    def name(self) -> str:
        return getattr(self, "_name", snake_case(type(self).__name__))

    @property
    def name_scope(self) -> Any:
        return name_scope(self.name)

    @classmethod
    def with_name_scope(cls, method: Callable) -> Callable:
        @wraps(method)
        def scoped(self: Module, *args: Any, **kwargs: Any) -> Any:
            with self.name_scope:
                return method(self, *args, **kwargs)

        return scoped

    @property
    def submodules(self) -> tuple[Any, ...]:
        """All modules and layers that it holds, and those that they hold."""
        return tuple(one for one in walk(self) if isinstance(one, (Module, Holder)))

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(one for one in walk(self) if isinstance(one, Variable))

    @property
    def trainable_variables(self) -> tuple[Variable, ...]:
        return tuple(one for one in self.variables if one.trainable)

    @property
    def non_trainable_variables(self) -> tuple[Variable, ...]:
        return tuple(one for one in self.variables if not one.trainable)


def walk(owner: Any) -> Iterator[Any]:
    """The variables, modules and layers in the attributes of an object, each once."""
    seen: set[int] = {id(owner)}
    found: list[Any] = []

    def look(value: Any) -> None:
        if isinstance(value, (list, tuple)):
            for one in value:
                look(one)
        elif isinstance(value, dict):
            for key in value:
                look(value[key])
        elif isinstance(value, (Variable, Module, Holder)) and id(value) not in seen:
            seen.add(id(value))
            found.append(value)
            if isinstance(value, Module):
                inside(value)
            elif isinstance(value, Holder):
                look([*value.weights, *value.submodules])

    def inside(module: Any) -> None:
        for name in sorted(vars(module)):
            look(vars(module)[name])

    inside(owner)
    yield from found
