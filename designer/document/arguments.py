"""How is an argument of a layer written in Python edited? By its annotation, or its usual value."""

from __future__ import annotations

import math
import numbers
from typing import Any

from engine.fields import REQUIRED, Field

# What annotations and the types of usual values are edited as.
EDITORS = {
    "bool": "boolean",
    "int": "integer",
    "float": "float",
    "str": "text",
    "tuple": "numbers",
    "list": "numbers",
}


class Argument(Field):
    """A plain value of the kind that the text tells; of any JSON content where it tells none.

    Numbers stay as they are: a whole one is handed on as a whole one.
    """

    def __init__(self, default: Any = REQUIRED, annotation: str = "") -> None:
        super().__init__(default, "", optional=True)
        self.editor = editor_of(default, annotation)

    def normalise(self, value: Any) -> Any:
        if self.editor == "boolean" and not isinstance(value, bool):
            raise self.refuse("{field} must be True or False, not {value}.", value=repr(value))
        if self.editor == "text" and not isinstance(value, str):
            raise self.refuse("{field} must be a text, not {value}.", value=repr(value))
        if self.editor in ("integer", "float") and not is_number(value):
            raise self.refuse("{field} must be a number, not {value}.", value=repr(value))
        if self.editor == "numbers" and not is_number(value):
            whole = isinstance(value, (list, tuple)) and all(map(is_number, value))
            if not whole:
                raise self.refuse("{field} must be a number, not {value}.", value=repr(value))
        return value

    def invalid_examples(self) -> list[Any]:
        return []


def is_number(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and math.isfinite(value)


def editor_of(default: Any, annotation: str) -> str:
    """Which editor suits an argument."""
    said = [part.strip() for part in annotation.split("|") if part.strip() != "None"]
    if said and said[0].partition("[")[0] in EDITORS:
        return EDITORS[said[0].partition("[")[0]]
    if isinstance(default, (list, tuple)):
        return "numbers" if default and all(map(is_number, default)) else "json"
    return EDITORS.get(type(default).__name__, "json")
