"""Which object does a name stand for? One table a kind: activations, initializers, losses, …"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from engine import custom
from engine.errors import DesignTypeError, did_you_mean, unknown_name


class Configurable:
    """An object that its constructor's arguments describe completely.

    `get_config` reads them back from attributes of the same names, so a subclass only has to
    store what it was given.
    """

    def get_config(self) -> dict[str, Any]:
        names = arguments_of(type(self))
        return {name: plain(getattr(self, name)) for name in names if hasattr(self, name)}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]):
        return cls(**config)


@cache
def arguments_of(cls: type) -> tuple[str, ...]:
    """The names of a constructor's arguments."""
    found = inspect.signature(cls.__init__).parameters.values()
    many = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    return tuple(one.name for one in found if one.name != "self" and one.kind not in many)


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Configurable):
        return {"class_name": type(value).__name__, "config": value.get_config()}
    if hasattr(value, "item") and not hasattr(value, "shape"):
        return value.item()
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def revived(config: Mapping[str, Any]) -> dict[str, Any]:
    """A config in which the arrays that Keras wrote are lists again."""
    return {
        key: value["config"]["value"]
        if isinstance(value, Mapping) and value.get("class_name") == "__numpy__"
        else value
        for key, value in config.items()
    }


class Table:
    """Names and what they stand for. `kind` is the word that error messages use."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.entries: dict[str, Any] = {}
        # What a person chooses from, in this order.
        self.main: list[str] = []
        # Names that stand for an object with other arguments than its class has by default.
        self.makers: dict[str, Callable[[], Any]] = {}

    def add(self, *names: str) -> Callable:
        """Decorator: the first name is the one that a person chooses from."""

        def put(entry: Any) -> Any:
            known = names or (entry.__name__,)
            self.main.append(known[0])
            for name in (*known, entry.__name__):
                self.entries.setdefault(name, entry)
                self.entries.setdefault(name.lower(), entry)
            return entry

        return put

    def names(self) -> list[str]:
        return list(self.main)

    def find(self, name: str, custom_objects: Mapping[str, Any] | None = None) -> Any:
        """The class or function that a name stands for. Raises DesignError for an unknown one."""
        for entries in (custom_objects or {}, custom.registered(), self.entries):
            entry = entries.get(name, entries.get(str(name).lower()))
            if entry is not None:
                return entry
        near = did_you_mean(name, self.main) or did_you_mean(name, self.entries)
        raise unknown_name(self.kind, name, [near] if near else self.main)

    def get(self, identifier: Any, custom_objects: Mapping[str, Any] | None = None) -> Any:
        """The object for a name, a config, a class or the object itself. None stays None."""
        if identifier is None:
            return None
        if isinstance(identifier, str):
            if identifier in self.makers:
                return self.makers[identifier]()
            entry = self.find(identifier, custom_objects)
            return entry() if isinstance(entry, type) else entry
        if isinstance(identifier, Mapping) and "class_name" in identifier:
            name, config = identifier["class_name"], identifier.get("config") or {}
            if isinstance(config, str):
                # Keras 3 writes a function as {"class_name": "function", "config": its name}.
                # Those that our own programs write out stand there with their package.
                return self.get(config.removeprefix("layerloom>"), custom_objects)
            if identifier.get("registered_name") in custom.registered():
                name = identifier["registered_name"]
            entry = self.find(name, custom_objects)
            return entry.from_config(revived(config)) if isinstance(entry, type) else entry
        if isinstance(identifier, type):
            return identifier()
        if isinstance(identifier, Configurable) or callable(identifier):
            return identifier
        raise DesignTypeError(
            "{value} is no {kind}.",
            fix="Give its name, such as {example}, or an object.",
            value=repr(identifier),
            kind=self.kind,
            example=repr(self.main[0]),
        )

    def deserialize(self, config: Any, custom_objects: Any = None, **_: Any) -> Any:
        """Keras's name for making an object from its config."""
        return self.get(config, custom_objects)

    def serialize(self, entry: Any, **_: Any) -> Any:
        """Keras's config form: a name for a function, class name and config for an object."""
        if entry is None:
            return None
        if isinstance(entry, Configurable) or hasattr(entry, "get_config"):
            return {"class_name": type(entry).__name__, "config": entry.get_config()}
        return getattr(entry, "__name__", str(entry))

    def short(self, entry: Any) -> Any:
        """The shortest JSON form: a name where the object is what that name makes."""
        if entry is None or isinstance(entry, (str, Mapping)):
            return entry
        for name in self.main:
            known = self.entries.get(name)
            if known is entry:
                return name
            if isinstance(known, type) and type(entry) is known:
                if self.get(name).get_config() == entry.get_config():
                    return name
        return self.serialize(entry)
