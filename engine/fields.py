"""What may a layer's parameter be? One value a field: check, default, JSON, editor, help."""

from __future__ import annotations

import math
import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError, DesignTypeError, Where, unknown_name

REQUIRED = object()


class Field:
    """One parameter of a layer, declared as a class attribute in Keras's order.

    `editor` names the widget that edits it, `unit` what it counts; `check` returns the normalised
    value or raises DesignError with the field's name as its place.
    """

    editor = "text"
    # What None means, where it means the same in every layer.
    implied: Any = None

    def __init__(
        self,
        default: Any = REQUIRED,
        doc: str = "",
        *,
        unit: str = "",
        optional: bool = False,
        advanced: bool = False,
        keyword_only: bool = False,
    ) -> None:
        self.default = default
        self.required = default is REQUIRED
        self.doc = doc
        self.unit = unit
        self.optional = optional or default is None
        self.advanced = advanced
        self.keyword_only = keyword_only
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def check(self, value: Any) -> Any:
        """The normalised value. Raises DesignError placed at this field."""
        if value is None and self.optional:
            return None
        try:
            return self.normalise(value)
        except DesignError as error:
            raise error.at(field=self.name) from None

    def normalise(self, value: Any) -> Any:
        return value

    def refuse(self, what: str, fix: str = "", **values: Any) -> DesignError:
        """An error that is a ValueError and a TypeError, since Keras raises now one, now the other.
        """
        where = Where(field=self.name)
        return DesignTypeError(what, fix=fix, where=where, field=self.name, **values)

    def to_json(self, value: Any) -> Any:
        """The value as JSON writes it; `check(to_json(v))` equals `check(v)`."""
        return list(value) if isinstance(value, tuple) else value

    def to_config(self, value: Any) -> Any:
        """The value as Keras's `get_config` writes it."""
        return self.to_json(value)

    def invalid_examples(self) -> list[Any]:
        """Values that `check` must refuse: a law tests every field of every layer with them."""
        return [] if self.optional else [None]


class Integer(Field):
    """A whole number within limits."""

    editor = "integer"

    def __init__(self, default=REQUIRED, doc="", *, minimum=None, maximum=None, **options) -> None:
        super().__init__(default, doc, **options)
        self.minimum, self.maximum = minimum, maximum

    def normalise(self, value):
        if isinstance(value, bool) or not isinstance(value, numbers.Real) or value != int(value):
            raise self.refuse(
                "{field} must be a whole number, not {value}.",
                "Enter a number without a decimal point.",
                value=repr(value),
            )
        return limited(self, int(value))

    def invalid_examples(self):
        below = [self.minimum - 1] if self.minimum is not None else []
        above = [self.maximum + 1] if self.maximum is not None else []
        return [*super().invalid_examples(), "many", 1.5, *below, *above]


class Float(Field):
    """A finite number within limits; `open_maximum` leaves the upper limit itself out."""

    editor = "float"

    def __init__(
        self, default=REQUIRED, doc="", *, minimum=None, maximum=None, open_maximum=False, **options
    ) -> None:
        super().__init__(default, doc, **options)
        self.minimum, self.maximum, self.open_maximum = minimum, maximum, open_maximum

    def normalise(self, value):
        if isinstance(value, bool) or not isinstance(value, numbers.Real) or math.isnan(value):
            raise self.refuse("{field} must be a number, not {value}.", value=repr(value))
        if not math.isfinite(value):
            raise self.refuse("{field} must be a finite number, not {value}.", value=repr(value))
        if self.open_maximum and self.maximum is not None and value >= self.maximum:
            raise self.refuse(
                "{field} must be below {maximum}, but is {value}.",
                maximum=self.maximum,
                value=value,
            )
        return limited(self, float(value))

    def invalid_examples(self):
        below = [self.minimum - 1] if self.minimum is not None else []
        return [*super().invalid_examples(), "many", float("nan"), float("inf"), *below]


def limited(field: Integer | Float, value):
    """`value`, when it lies within the field's limits."""
    if field.minimum is not None and value < field.minimum:
        raise field.refuse(
            "{field} must be at least {minimum}, but is {value}.",
            minimum=field.minimum,
            value=value,
        )
    if field.maximum is not None and value > field.maximum:
        raise field.refuse(
            "{field} must be at most {maximum}, but is {value}.",
            maximum=field.maximum,
            value=value,
        )
    return value


class Boolean(Field):
    """Yes or no."""

    editor = "boolean"

    def normalise(self, value):
        if isinstance(value, bool) or value in (0, 1):
            return bool(value)
        raise self.refuse("{field} must be True or False, not {value}.", value=repr(value))

    def invalid_examples(self):
        return [*super().invalid_examples(), "perhaps", 2]


class Choice(Field):
    """One of a few words, letters' case ignored as Keras does."""

    editor = "choice"

    def __init__(self, options: Sequence[str], default=REQUIRED, doc="", **more) -> None:
        super().__init__(default, doc, **more)
        self.options = tuple(options)

    def normalise(self, value):
        if isinstance(value, str) and value.lower() in self.options:
            return value.lower()
        if value in self.options:
            return value
        raise self.refuse(
            "{field} cannot be {value}.",
            "Choose one of: {options}.",
            value=repr(value),
            options=[str(option) for option in self.options],
        )

    def invalid_examples(self):
        return [*super().invalid_examples(), "no-such-choice", 7.5]


class Text(Field):
    """A short text."""

    def normalise(self, value):
        if not isinstance(value, str):
            raise self.refuse("{field} must be a text, not {value}.", value=repr(value))
        return value

    def invalid_examples(self):
        return [*super().invalid_examples(), 3]


class IntTuple(Field):
    """`length` whole numbers; one number stands for all of them, as in Keras's kernel_size."""

    editor = "integers"

    def __init__(self, length: int | None, default=REQUIRED, doc="", *, minimum=1, **options):
        super().__init__(default, doc, **options)
        self.length, self.minimum = length, minimum
        self._number = Integer(minimum=minimum)

    def normalise(self, value):
        number = self._number
        number.name = self.name
        if isinstance(value, numbers.Integral) and not isinstance(value, bool):
            return (number.check(value),) * (self.length or 1)
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise self.refuse(
                "{field} must be a whole number or {length} of them, not {value}.",
                length=self.length or "a list",
                value=repr(value),
            )
        items = tuple(number.check(item) for item in value)
        if self.length is not None and len(items) != self.length:
            raise self.refuse(
                "{field} needs {length} numbers, but has {count}.",
                length=self.length,
                count=len(items),
            )
        return items

    def invalid_examples(self):
        length = [(1,) * (self.length + 1)] if self.length else []
        return [*super().invalid_examples(), "wide", 2.5, self.minimum - 1, *length]


class Numbers(Field):
    """A finite number, or several, such as one for each channel."""

    editor = "numbers"

    def normalise(self, value):
        number = Float()
        number.name = self.name
        if isinstance(value, np.ndarray):
            value = value.tolist()
        if isinstance(value, str) or not isinstance(value, Sequence):
            return number.check(value)
        if not value:
            raise self.refuse("{field} is empty.", fix="Write a number.")
        return tuple(number.check(item) for item in value)

    def invalid_examples(self):
        return [*super().invalid_examples(), "many", float("nan"), [], [1.0, "two"]]


class Shape(Field):
    """A tuple of sizes, without the batch axis; `unknown` is the value that may stand for "any"."""

    editor = "shape"

    def __init__(self, default=REQUIRED, doc="", *, unknown=None, many_unknown=True, **options):
        super().__init__(default, doc, **options)
        self.unknown, self.many_unknown = unknown, many_unknown

    def normalise(self, value):
        if isinstance(value, numbers.Integral) and not isinstance(value, bool):
            value = (value,)
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise self.refuse(
                "{field} must be a tuple of sizes such as (28, 28, 1), not {value}.",
                value=repr(value),
            )
        sizes = tuple(value)
        for size in sizes:
            whole = isinstance(size, numbers.Integral) and not isinstance(size, bool)
            if size != self.unknown and not (whole and size > 0):
                raise self.refuse(
                    "{field} holds {size}, which is no size.",
                    "Use whole numbers of at least 1, or {unknown} where the size is open.",
                    size=repr(size),
                    unknown=self.unknown,
                )
        if not self.many_unknown and sum(size == self.unknown for size in sizes) > 1:
            raise self.refuse(
                "{field} leaves more than one size open.",
                "Only one size can be worked out from the others.",
            )
        return tuple(size if size == self.unknown else int(size) for size in sizes)

    def invalid_examples(self):
        return [*super().invalid_examples(), "wide", (0,), (2.5,)]


class Axis(Field):
    """An axis number, or several; negative numbers count from the end."""

    editor = "axis"

    def __init__(self, default=REQUIRED, doc="", *, several=False, **options) -> None:
        super().__init__(default, doc, **options)
        self.several = several

    def normalise(self, value):
        number = Integer()
        number.name = self.name
        if isinstance(value, numbers.Integral) and not isinstance(value, bool):
            return int(value)
        if self.several and isinstance(value, (list, tuple)) and value:
            return tuple(number.check(item) for item in value)
        raise self.refuse("{field} must be an axis number, not {value}.", value=repr(value))

    def to_json(self, value):
        """A single axis is a number, however it was given."""
        return value[0] if isinstance(value, tuple) and len(value) == 1 else super().to_json(value)

    def to_config(self, value):
        return list(value) if isinstance(value, tuple) else value

    def invalid_examples(self):
        return [*super().invalid_examples(), "last", 0.5]


class Named(Field):
    """An object that a table knows by name, such as an activation or an initializer.

    `get` turns a name, a config or a callable into the object, `write` the object into JSON, and
    `names` lists what a person can choose from.
    """

    editor = "choice"
    table: Any = None

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(self.table.names())

    def normalise(self, value):
        return self.table.get(value)

    def to_json(self, value):
        return self.table.short(value)

    def to_config(self, value):
        return self.table.serialize(self.table.get(value))

    def invalid_examples(self):
        return ["no-such-name", 7]


__all__ = [
    "REQUIRED",
    "Axis",
    "Boolean",
    "Choice",
    "Field",
    "Float",
    "IntTuple",
    "Integer",
    "Named",
    "Shape",
    "Text",
    "unknown_name",
]
