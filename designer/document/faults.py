"""What is wrong with a project file? The one error that reading raises, with every fault in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from designer.document.settings import clip
from engine.errors import DesignError

if TYPE_CHECKING:
    from pydantic import ValidationError

# What the schema's complaints are in plain words. Holes: value, limit.
WORDS = {
    "missing": "This is missing.",
    "extra_forbidden": "Layerloom knows nothing of this name.",
    "string_type": "This must be a text, not {value}.",
    "string_unicode": "This holds signs that are no characters.",
    "bool_type": "This must be true or false, not {value}.",
    "int_type": "This must be a whole number, not {value}.",
    "float_type": "This must be a number, not {value}.",
    "finite_number": "This must be a finite number, not {value}.",
    "list_type": "This must be a list, not {value}.",
    "tuple_type": "This must be a list, not {value}.",
    "dict_type": "This must be an object in braces, not {value}.",
    "model_type": "This must be an object in braces, not {value}.",
    "greater_than_equal": "This must be at least {limit}, but is {value}.",
    "greater_than": "This must be above {limit}, but is {value}.",
    "less_than_equal": "This must be at most {limit}, but is {value}.",
    "less_than": "This must be below {limit}, but is {value}.",
    "string_too_long": "This is longer than {limit} characters.",
    "too_long": "There are more than {limit} of these.",
    "string_pattern_mismatch": "This may hold only letters, digits, _ and -, not {value}.",
}
OTHERWISE = "This cannot be {value}."


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a file: where it stands, in the file's own words, and what."""

    place: str
    error: DesignError

    def __str__(self) -> str:
        return f"{self.place}: {self.error}"


class ProjectError(DesignError):
    """A project cannot be read or written. `faults` are the single reasons, where there are more.

    Its text is whole without them; a window lists them below it.
    """

    def __init__(self, what: str, *, faults: Iterable[Fault] = (), **more: Any) -> None:
        super().__init__(what, **more)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"- {fault}" for fault in self.faults)])


class Faults(Exception):
    """What reading gathered, before it is told in terms of the file that was read."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults")


def shape_faults(error: ValidationError, record: Any) -> list[Fault]:
    """The schema's complaints about `record`, each with its place in it."""
    faults = []
    for fault in error.errors(include_url=False):
        context = fault.get("ctx", {})
        limits = (context.get(key) for key in ("ge", "gt", "le", "lt", "max_length"))
        told = DesignError(
            WORDS.get(fault["type"], OTHERWISE),
            value=clip(fault["input"]),
            limit=next((limit for limit in limits if limit is not None), ""),
        )
        faults.append(Fault(place_words(fault["loc"], record), told))
    return faults


def place_words(path: Iterable[int | str], record: Any) -> str:
    """A place in a file as a person finds it: ``node 3 ('dense_1'), x``."""
    words: list[str] = []
    value, in_list = record, False
    for part in path:
        if isinstance(part, int) and words and not in_list:
            words[-1] = f"{words[-1].removesuffix('s')} {part + 1}"
        else:
            words.append(f"entry {part + 1}" if isinstance(part, int) else shown(part))
        in_list = isinstance(part, int)
        try:
            value = value[part]
        except (LookupError, TypeError):
            value = None
        if in_list and isinstance(value, Mapping):
            name = value.get("name", value.get("id"))
            if isinstance(name, str):
                words[-1] += f" ({name[:40]!r})"
    return ", ".join(words)


def shown(text: str) -> str:
    """A text from outside, short and without signs that a terminal or window would act on."""
    text = text if len(text) <= 60 else text[:59] + "…"
    return text if text.isprintable() else repr(text)[1:-1]
