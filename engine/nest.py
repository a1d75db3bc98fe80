"""How are values nested? Lists, tuples and dicts of values, walked in one order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def flatten(structure: Any) -> list[Any]:
    """All leaves; dicts are walked by sorted key, as TensorFlow does."""
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in flatten(item)]
    if is_mapping(structure):
        return [leaf for key in sorted(structure) for leaf in flatten(structure[key])]
    return [structure]


def is_mapping(value: Any) -> bool:
    """Whether a value is a dict or its like; asked so often that the quick answer comes first."""
    return hasattr(value, "keys") and isinstance(value, Mapping)


def rebuilt(structure: Any, items: Any) -> Any:
    """A list, tuple or named tuple like `structure` with other items."""
    if hasattr(structure, "_fields"):
        return type(structure)(*items)
    return type(structure)(items)


def map_structure(function: Callable, structure: Any, *others: Any) -> Any:
    """The same structure with `function` applied to each leaf (and to its twins in `others`)."""
    if is_mapping(structure):
        return {
            key: map_structure(function, value, *(other[key] for other in others))
            for key, value in structure.items()
        }
    if isinstance(structure, (list, tuple)):
        groups = zip(structure, *others, strict=True)
        return rebuilt(structure, (map_structure(function, *items) for items in groups))
    return function(structure, *others)


# What stands for itself in a key; anything else is known by its identity.
PLAIN = (str, bytes, int, float, bool, type(None))


def key_of(structure: Any, leaf: Callable[[Any], Any]) -> Any:
    """A structure as a key of a table, its leaves as `leaf` gives them."""
    if isinstance(structure, Mapping):
        return tuple((key, key_of(structure[key], leaf)) for key in sorted(structure))
    if isinstance(structure, (list, tuple)):
        return (type(structure), *(key_of(item, leaf) for item in structure))
    return leaf(structure)


def itself(leaf: Any) -> Any:
    """A leaf in a key: plain values by what they are, objects by which they are."""
    return (type(leaf), leaf) if isinstance(leaf, PLAIN) else (type(leaf), id(leaf))


def pack_like(structure: Any, leaves: list[Any]) -> Any:
    """`leaves`, in `flatten`'s order, put into the shape of `structure`."""
    remaining = iter(leaves)

    def fill(item: Any) -> Any:
        if isinstance(item, Mapping):
            filled = {key: fill(item[key]) for key in sorted(item)}
            return {key: filled[key] for key in item}
        if isinstance(item, (list, tuple)):
            return rebuilt(item, [fill(part) for part in item])
        return next(remaining)

    return fill(structure)
