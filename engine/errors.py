"""What is wrong, where, and how to fix it: the one family of errors that the product raises."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Where:
    """The place of a fault: a layer by its name or node id, a field, one of its inputs."""

    layer: str | None = None
    field: str | None = None
    port: int | None = None


@dataclass(frozen=True)
class Repair:
    """A change that would mend the fault, as data, so that a window can offer it as a button.

    `action` is one of the verbs that `designer.document.repairs` knows, such as ``insert_before``
    (arguments ``type``, ``parameters``) or ``set_parameter`` (``name``, ``value``). `label` is a
    template as the error's texts are; its holes are filled from the error's values, the arguments
    and `values`, where the last says it best.
    """

    action: str
    label: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


class DesignError(ValueError):
    """A fault in a design, told as three short texts.

    `what` and `fix` are templates whose ``{holes}`` are filled from `values`; a window translates
    the template before it fills the holes, so both must be literals where they are raised.
    """

    def __init__(
        self,
        what: str,
        *,
        fix: str = "",
        where: Where | None = None,
        repairs: Iterable[Repair] = (),
        **values: Any,
    ) -> None:
        self.what = what
        self.fix = fix
        self.where = where or Where()
        self.repairs = tuple(repairs)
        self.values = values
        super().__init__(what)

    def __str__(self) -> str:
        values = {key: readable(value) for key, value in self.values.items()}
        parts = [
            text.format(**values) if values else text for text in (self.what, self.fix) if text
        ]
        return " ".join(parts)

    def at(self, layer: str | None = None, field: str | None = None, port: int | None = None):
        """The same error with the parts of its place that were not known where it arose."""
        known = self.where
        self.where = replace(
            known,
            layer=known.layer if known.layer is not None else layer,
            field=known.field if known.field is not None else field,
            port=known.port if known.port is not None else port,
        )
        return self


class DesignTypeError(DesignError, TypeError):
    """A value of the wrong type, where Keras raises TypeError."""


class NeedsNumbers(DesignTypeError):
    """Python asks for the numbers of a value that has none until the trace is run."""


class NeedsRun(NeedsNumbers):
    """Python decides by the numbers of a value: what it computes must run as it stands."""


class DesignRuntimeError(DesignError, RuntimeError):
    """A call at the wrong time, where Keras raises RuntimeError."""


class DesignAttributeError(DesignError, AttributeError):
    """A property that has no value yet, where Keras raises AttributeError."""


class DesignNotImplementedError(DesignError, NotImplementedError):
    """A method that a subclass must write, where Keras raises NotImplementedError."""


class DesignFileError(DesignError, OSError):
    """A file that is missing or cannot be written, where Keras raises OSError."""


# What TensorFlow calls them.
InvalidArgumentError = OpError = DesignError
NotFoundError, OutOfRangeError = DesignFileError, StopIteration


def readable(value: Any) -> str:
    """A value as a sentence shows it: shapes as Python tuples, lists joined with commas."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, set, frozenset)):
        return ", ".join(str(item) for item in value)
    return str(value)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word`, or an empty string when none is near."""
    names = list(known)
    folded = {name.lower(): name for name in names}
    if str(word).lower() in folded:
        return folded[str(word).lower()]
    near = difflib.get_close_matches(str(word).lower(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else ""


def unknown_name(kind: str, word: Any, known: Iterable[str]) -> DesignError:
    """The error for a name that no table holds, with the nearest known one."""
    names = sorted(known)
    near = did_you_mean(word, names)
    if near:
        return DesignError(
            "There is no {kind} called {word!s}.",
            fix="Did you mean {near}?",
            kind=kind,
            word=repr(word),
            near=near,
        )
    return DesignError(
        "There is no {kind} called {word!s}.",
        fix="Known are: {names}.",
        kind=kind,
        word=repr(word),
        names=names,
    )
