"""What are the columns of a table called in TensorFlow, which takes letters, digits and _ alone?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from engine.errors import DesignError
from engine.feature_column import Column

ALLOWED = "-./0123456789>ABCDEFGHIJKLMNOPQRSTUVWXYZ\\_abcdefghijklmnopqrstuvwxyz"
# The fields of columns that name features of the table.
KEYS = ("key", "weight_feature_key")


def tensorflow_names(columns: Sequence[Column]) -> dict[str, str]:
    """What features are called that columns read, where TensorFlow does not take their names.

    The columns sort by their new names as by those in the table, because they are laid side by
    side in that order. Raises DesignError where they would not.
    """
    keys = {key for column in columns for key in column.reads}
    names = {key: escaped(key) for key in keys if not set(key) <= set(ALLOWED)}
    wanted = sorted(columns, key=lambda column: column.name)
    once = len({names.get(key, key) for key in keys}) == len(keys)
    if once and sorted(columns, key=lambda column: renamed(column, names).name) == wanted:
        return names
    raise DesignError(
        "TensorFlow takes no feature columns of such names: {names}.",
        fix="Rename the columns in the table: letters, digits and _ are allowed.",
        names=[column.name for column in wanted],
    )


def escaped(key: str) -> str:
    """A name in which letters that TensorFlow does not take are told by numbers, in place."""
    return "".join(letter if letter in ALLOWED else number(letter) for letter in key)


def number(letter: str) -> str:
    """What stands for a letter: its number, after the allowed letter that sorts just before it."""
    before = max((one for one in ALLOWED if one < letter), default=ALLOWED[0])
    return f"{before}{ord(letter):x}"


def renamed(column: Any, names: Mapping[str, str]) -> Any:
    """A column that reads features by other names."""
    if isinstance(column, str):
        return names.get(column, column)
    changes = {}
    for field in fields(column):
        value = getattr(column, field.name)
        if field.name in KEYS:
            changes[field.name] = names.get(value, value)
        elif field.name == "keys":
            changes[field.name] = tuple(renamed(one, names) for one in value)
        elif isinstance(value, Column):
            changes[field.name] = renamed(value, names)
    return replace(column, **changes)
