"""How do the engine's English texts reach the user's language? One context, holes filled last."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from engine.errors import DesignError, Repair, readable

CONTEXT = "engine"
WIDE = tuple("。！？；：")  # marks that bring their room along: no space comes after them


def engine_text(source: str, /, **values: Any) -> str:
    """The translation of `source`, with its ``{holes}`` filled from `values`."""
    if not source:
        return ""
    text = QCoreApplication.translate(CONTEXT, source)
    if not values:
        return text
    return text.format(**{key: told(value) for key, value in values.items()})


def plain_tip(text: str) -> str:
    """A tip that shows a text as it stands: names and paths may look like tags."""
    return f"<qt>{html.escape(text)}</qt>"


def told(value: Any) -> str:
    """A value as a sentence shows it; an error inside another one in the user's language too."""
    return error_sentence(value) if isinstance(value, DesignError) else readable(value)


def layer_title(name: str) -> str:
    """What a kind of layer is called in the user's language; empty where that is its own name."""
    title = engine_text(name)
    return "" if title == name else title


def error_text(error: Exception) -> tuple[str, str]:
    """What is wrong and how to fix it, in the user's language."""
    if isinstance(error, DesignError):
        return engine_text(error.what, **error.values), engine_text(error.fix, **error.values)
    return str(error), ""


def error_sentence(error: Exception) -> str:
    """`error_text` as one line."""
    return sentences(*error_text(error))


def sentences(*parts: str) -> str:
    """Sentences in one line: with a space between them, but for those that end in a wide mark."""
    told = ""
    for part in filter(None, parts):
        told += part if not told or told.endswith(WIDE) else f" {part}"
    return told


def phrases(parts: Iterable[str]) -> str:
    """What is no sentence yet, told as sentences but for the last mark, to be read aloud."""
    pattern, told = QCoreApplication.translate("Texts", "{before}. {after}"), ""
    for part in filter(None, parts):
        plain = part.rstrip(".。")
        told = pattern.format(before=told, after=plain) if told else plain
    return told


def number(count: int) -> str:
    """A whole number of any size with its thousands told apart, as the user's language does."""
    return f"{count:,}".replace(",", QLocale().groupSeparator())


def shape_text(shape: tuple[int | None, ...]) -> str:
    """A shape as Keras writes it; `None` is the size that is open, such as the batch."""
    inner = ", ".join(str(size) for size in shape)
    return f"({inner},)" if len(shape) == 1 else f"({inner})"


def axis_text(name: str) -> str:
    """What an axis is called in the user's language: see designer.document.axes."""
    say = QCoreApplication.translate
    words = {
        "axis": say("Axes", "axis"),
        "batch": say("Axes", "batch"),
        "channels": say("Axes", "channels"),
        "depth": say("Axes", "depth"),
        "features": say("Axes", "features"),
        "height": say("Axes", "height"),
        "time": say("Axes", "time"),
        "width": say("Axes", "width"),
    }
    word, _, place = name.partition(" ")
    return f"{words[word]} {place}".strip()


def named_shape_text(shape: tuple[int | None, ...], names: tuple[str, ...]) -> str:
    """A shape whose axes say their names: "batch × height 26 × width 26 × channels 8"."""
    if len(names) != len(shape):
        return shape_text(shape)
    parts = [
        axis_text(name) if size is None else f"{axis_text(name)} {size}"
        for name, size in zip(names, shape, strict=True)
    ]
    return " × ".join(parts)


def compact(count: int) -> str:
    """A number that may be long, in three digits and a letter: 23.5 M."""
    amount = float(count)
    for letter in ("", "k", "M", "G"):
        if amount < 999.5 or letter == "G":
            break
        amount /= 1000
    return f"{count}" if not letter else f"{QLocale().toString(amount, 'g', 3)} {letter}"


def repair_text(error: DesignError, repair: Repair) -> str:
    """What a button that makes the repair says."""
    text = engine_text(repair.label, **{**error.values, **repair.arguments, **repair.values})
    if repair.action == "inside":
        return engine_text("In {name}: {repair}", name=repair.values["block_name"], repair=text)
    return text
