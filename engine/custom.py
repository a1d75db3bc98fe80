"""Which classes may a saved model name? The engine's layers and those that a user registered."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from engine.errors import DesignError

# Keras's tables: what is registered for good, and under which name.
_global: dict[str, Any] = {}
_names: dict[Any, str] = {}
# What `custom_object_scope` offers, innermost last.
_scopes: list[Mapping[str, Any]] = []
_builtin: dict[str, Any] = {}


def register_keras_serializable(package: str = "Custom", name: str | None = None):
    """Class decorator: a saved model may name this class, as ``package>name`` or by its name."""

    def add(entry: Any) -> Any:
        if inspect.isclass(entry) and not hasattr(entry, "get_config"):
            raise DesignError(
                "{cls} cannot be registered, because it has no get_config().",
                fix="Write one that returns the arguments of its __init__.",
                cls=entry.__name__,
            )
        key = f"{package}>{name or entry.__name__}"
        _global[key] = entry
        _names[entry] = key
        return entry

    return add


# The packages of classes that drawings hold as text begin so.
OF_DRAWINGS = "layerloom_code_"


def get_custom_objects() -> dict[str, Any]:
    """The table of registered classes; it may be changed."""
    return _global


def get_registered_name(entry: Any) -> str:
    """The name under which a class or function was registered, else its own."""
    return _names.get(entry, entry.__name__)


def get_registered_object(
    name: str,
    custom_objects: Mapping[str, Any] | None = None,
    module_objects: Mapping[str, Any] | None = None,
) -> Any:
    """The class or function of a registered name, or None."""
    for table in (*reversed(_scopes), _global, custom_objects or {}, module_objects or {}):
        if name in table:
            return table[name]
    return None


def registered() -> dict[str, Any]:
    """All that a user has registered or offered, by full name and by the part after ``>``.

    Code that a drawing holds goes by its full name alone: a layer of somebody's that is called
    Mean shall not become the metric of that name.
    """
    known = {
        key.rpartition(">")[2]: entry
        for key, entry in _global.items()
        if not key.startswith(OF_DRAWINGS)
    }
    known.update(_global)
    for table in _scopes:
        known.update(table)
    return known


def layer_classes() -> dict[str, Any]:
    """The engine's own layer and model classes by name."""
    return _builtin


def announce(classes: dict[str, Any]) -> None:
    """Called once when the engine's layers and models are loaded."""
    _builtin.update(classes)


class custom_object_scope:
    """Context manager: inside it saved models may name the given classes."""

    def __init__(self, *tables: Mapping[str, Any]) -> None:
        self.tables = tables

    def __enter__(self) -> custom_object_scope:
        _scopes.extend(self.tables)
        return self

    def __exit__(self, *_: Any) -> None:
        del _scopes[len(_scopes) - len(self.tables) :]


CustomObjectScope = custom_object_scope
