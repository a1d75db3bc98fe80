"""How is what a layer has and makes said in a few letters? Parameters, shapes, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from designer.document.column_choices import columns_read
from designer.document.kinds import Kind
from designer.texts import engine_text
from engine.layers.inner import LayerField

ELSEWHERE = ("position", "repeat")


def title_of(kind: Kind) -> str:
    """What a kind is called: a class by its name, a thing of ours in the user's language."""
    return engine_text(kind.title) if kind.is_ours else kind.title


def detail(kind: Kind | None, parameters: Mapping[str, Any]) -> str:
    """The parameters that matter, in one line: "32 · 3×3 · relu".

    What the node shows elsewhere is left out: an Input's shape is its output's, layers inside
    are in their slots, and how often a sub-model is repeated is a badge.
    """
    if kind is None:
        return " · ".join(f"{name}={value_text(value)}" for name, value in parameters.items())
    parts = []
    for name, field in kind.fields.items():
        if name in ELSEWHERE or isinstance(field, LayerField):
            continue
        if name == "shape" and kind.is_source and kind.role == "layer":
            continue
        if name in parameters:
            value = parameters[name]
        elif field.required:
            parts.append(f"{name} ?")
            continue
        elif name.endswith("_size") and field.default is not None:
            value = field.check(field.default)
        else:
            continue
        text = ", ".join(columns_read(value)) if field.editor == "columns" else value_text(value)
        parts.append(text if says_itself(name, field) else f"{name}={text}")
    return " · ".join(parts)


def says_itself(name: str, field: Any) -> bool:
    """Whether a value is understood without its field's name: a kernel's size, an activation."""
    return field.required or name.endswith(("_size", "_shape")) or name in ("activation", "padding")


def value_text(value: Any) -> str:
    """A parameter's value in few letters."""
    if isinstance(value, Mapping):
        return str(value.get("class_name", value.get("type", "…")))
    if isinstance(value, (list, tuple)):
        return "×".join(value_text(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def shapes_text(outputs: Iterable[Any]) -> str:
    """The shapes of a node's outputs without the batch axis: "26 × 26 × 32"."""
    texts = [shape_text(spec.shape) for spec in outputs]
    more = len(texts) - 1
    return f"{texts[0]}  +{more}" if more > 0 else "".join(texts)


def shape_text(shape: Iterable[int | None]) -> str:
    """One shape without its batch axis; a single number a sample is "1"."""
    sizes = tuple(shape)[1:]
    return " × ".join(str(size) for size in sizes) if sizes else "1"


def full_shape_text(spec: Any) -> str:
    """One shape as Keras writes it, with the batch axis and the kind of numbers."""
    return f"({', '.join(str(size) for size in spec.shape)}) {spec.dtype}"


def count_text(count: int) -> str:
    """A number of parameters in few letters, exact while it is short."""
    return QCoreApplication.translate("Canvas", "{count} params").format(count=short_number(count))


def short_number(count: int) -> str:
    if count < 1_000_000:
        return f"{count:,}"
    for size, letter in ((1e9, "G"), (1e6, "M")):
        if count >= size:
            return f"{count / size:.4g} {letter}"
    return str(count)
