"""How is a layer's arithmetic written on its card? Formulas, sums and letters as rich text."""

from __future__ import annotations

import html
import re
from typing import Any

from PySide6.QtWidgets import QApplication

from designer.document.analysis import NodeFacts, make_layer
from designer.document.values import Document, Node
from designer.explain import texts
from designer.explain.account import Account, account
from designer.explain.expressions import Expression, Symbol, with_letters, with_numbers
from designer.panels.lines import value_text
from designer.panels.prose import strong
from designer.shell import language as languages
from designer.shell import theme
from designer.texts import number
from engine.errors import DesignError
from engine.export.dialects import TF_KERAS
from engine.export.python import literal
from engine.export.spelling import Speller
from engine.layers.base import Layer


def language() -> str:
    """The language of explanations: "en" or "zh"."""
    app = QApplication.instance()
    return "zh" if app is not None and languages.current(app).startswith("zh") else "en"


def word(key: str) -> str:
    return texts.word(key, language())


def heading(text: str) -> str:
    return f"<p style='font-size:15px;margin-top:14px'>{strong(text)}</p>"


def box(lines: list[str]) -> str:
    """Lines on a raised ground."""
    color = theme.current().raised
    rows = "<br>".join(lines)
    return (
        f"<table width='100%' cellpadding='8' bgcolor='{color}'>"
        f"<tr><td style='line-height:150%'>{rows}</td></tr></table>"
    )


def colored(text: str, token: str) -> str:
    color = getattr(theme.current(), token)
    return f"<span style='color:{color}'>{html.escape(text, quote=False)}</span>"


def raised(text: str) -> str:
    """Marks of height as HTML: x_{t} below, x^{2} above."""
    text = re.sub(r"_\{([^{}]*)\}", r"<sub>\1</sub>", text)
    return re.sub(r"\^\{([^{}]*)\}", r"<sup>\1</sup>", text)


def general(line: str) -> str:
    """A line of a formula in which fields stand by their names."""
    plain = html.escape(line, quote=False)
    return raised(texts.in_general(plain, lambda name: colored(name, "code_name")))


def made_layer(node: Node) -> Any:
    """The layer of a node, or None where it cannot be made by itself."""
    try:
        layer = make_layer(Document(), node)
    except DesignError:
        return None
    return layer if isinstance(layer, Layer) else None


def with_values(node: Node, told: texts.Explanation | None) -> list[str]:
    """The formula with this node's values, where it speaks of any field."""
    if told is None or not any(texts.fields_of(line) for line in told.formula):
        return []
    layer = made_layer(node)

    def value(name: str) -> Any:
        return node.parameters.get(name) if layer is None else layer.setting(name)

    def hole(held: Any) -> str:
        return colored(shown(held), "code_number")

    return [
        raised(texts.in_numbers(html.escape(line, quote=False), value, hole))
        for line in told.formula
    ]


def shown(held: Any) -> str:
    """A field's value within a formula: functions by their names, sizes as they are written."""
    name = getattr(held, "__name__", None)
    if name is not None:
        return str(name)
    if isinstance(held, (tuple, list)) and len(held) > 1:
        alike = all(one == held[0] for one in held)
        return value_text(held[0]) if alike else f"({value_text(held)})"
    return value_text(held)


def told_of(node: Node, facts: NodeFacts) -> Account | None:
    layer = made_layer(node)
    if layer is None or node.bypassed or node.shares:
        return None
    inputs = [spec.shape for spec in facts.inputs if spec is not None]
    output = facts.outputs[0].shape if facts.outputs else ()
    return account(layer, inputs, output, facts.weights)


def sizes(node: Node, facts: NodeFacts) -> list[str]:
    """How the sizes of the output come about: one line for all axes with the same sum."""
    told = told_of(node, facts)
    if told is None:
        return []
    rows: dict[str, list[str]] = {}
    for key, size in told.axes:
        if not size.is_plain:
            rows.setdefault(summed(size), []).append(word(key))
    return [f"{', '.join(keys)}: {row}" for row, keys in rows.items()]


def parameters(node: Node, facts: NodeFacts) -> list[str]:
    """How the number of parameters comes about."""
    told = told_of(node, facts)
    if told is None or not facts.parameters or told.parameters.is_plain:
        return []
    return [summed(told.parameters)]


def summed(one: Expression) -> str:
    """In letters, in numbers, and the result."""
    result = "?" if one.value is None else number(one.value)
    letters = with_letters(one)
    numbers = with_numbers(one, number)
    first = "" if letters == numbers else f"{html.escape(letters)} = "
    return f"{first}{html.escape(numbers)} = {strong(result)}"


def legend(node: Node, facts: NodeFacts) -> list[str]:
    """What the letters mean."""
    told = told_of(node, facts)
    if told is None:
        return []
    found: dict[tuple[str, str], list[Symbol]] = {}
    for one in (*(size for _, size in told.axes), told.parameters):
        if not one.is_plain:
            for symbol in one.symbols():
                found.setdefault((symbol.letter[0], symbol.word), []).append(symbol)
    lines = []
    for (letter, key), symbols in found.items():
        field = next((symbol.field for symbol in symbols if symbol.field), "")
        named = f" {colored(field, 'code_name')}" if field else ""
        lines.append(f"{letter} {colored(word(key), 'text_muted')}{named}")
    return ["; ".join(lines)] if lines else []


def keras_line(node: Node) -> str:
    """The line of a Keras program that makes this layer."""
    try:
        layer = make_layer(Document(), node)
        if not isinstance(layer, Layer):
            shape = literal(tuple(layer.shape[1:]))
            return f"layers.Input({shape}, name={literal(node.name)})"
        return Speller(TF_KERAS).layer(layer, columns="columns")
    except DesignError:
        return ""


def program(line: str, link: str) -> str:
    """A line of a program in letters of one width, with a link that copies it."""
    tokens = theme.current()
    family = theme.MONOSPACE[0]
    return (
        f"<table width='100%' cellpadding='8' bgcolor='{tokens.field}'><tr><td>"
        f"<span style='font-family:\"{family}\";color:{tokens.text}'>"
        f"{html.escape(line, quote=False)}</span><br>{link}</td></tr></table>"
    )
