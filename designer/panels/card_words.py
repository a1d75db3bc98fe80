"""How is a layer's arithmetic written on its card? Formulas, sums and letters as rich text."""

from __future__ import annotations

import html
import re
from typing import Any

from PySide6.QtWidgets import QApplication

from designer.document.analysis import NodeFacts, make_layer
from designer.document.kinds import BLOCK
from designer.document.values import Document, Node
from designer.explain import texts
from designer.explain.account import Account, account
from designer.explain.expressions import Expression, Number, Symbol, with_letters, with_numbers
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
from engine.tape import Tensor


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


def shown(held: Any) -> str:
    """A field's value within a formula: functions by their names, sizes as they are written."""
    name = getattr(held, "__name__", None)
    if name is not None:
        return str(name)
    if isinstance(held, (tuple, list)) and len(held) > 1:
        alike = all(one == held[0] for one in held)
        return value_text(held[0]) if alike else f"({value_text(held)})"
    return value_text(held)


def summed(one: Expression) -> str:
    """In letters, in numbers, and the result."""
    result = "?" if one.value is None else number(one.value)
    letters = with_letters(one)
    if one.is_plain:
        return f"{html.escape(letters)} = {strong(result)}"
    numbers = with_numbers(one, number)
    first = "" if letters == numbers else f"{html.escape(letters)} = "
    return f"{first}{html.escape(numbers)} = {strong(result)}"


class NodeWords:
    """What there is to say of one node of a drawing: its layer is made once."""

    def __init__(self, document: Document, node: Node, facts: NodeFacts) -> None:
        self._node, self._facts = node, facts
        specs = [spec for spec in facts.inputs if spec is not None]
        try:
            self._made = make_layer(document, node, specs)
        except DesignError:
            self._made = None
        self._account: Account | None = None
        alone = not (node.bypassed or node.shares or node.type.startswith(BLOCK))
        if alone and isinstance(self._made, Layer):
            output = facts.outputs[0].shape if facts.outputs else ()
            shapes = [spec.shape for spec in specs]
            self._account = account(self._made, shapes, output, facts.weights)

    def with_values(self, told: texts.Explanation | None) -> list[str]:
        """The formula with this node's values, where it speaks of any field."""
        if told is None or not any(texts.fields_of(line) for line in told.formula):
            return []

        def value(name: str) -> Any:
            if isinstance(self._made, Layer):
                return self._made.setting(name)
            return self._node.parameters.get(name)

        def hole(held: Any) -> str:
            return colored(shown(held), "code_number")

        return [
            raised(texts.in_numbers(html.escape(line, quote=False), value, hole))
            for line in told.formula
        ]

    def sizes(self) -> list[str]:
        """How the sizes of the output come about: one line for all axes with the same sum."""
        rows: dict[str, list[str]] = {}
        for key, size in self._account.axes if self._account else ():
            if not size.is_plain:
                rows.setdefault(summed(size), []).append(word(key))
        return [word("comma").join(keys) + word("colon") + row for row, keys in rows.items()]

    def parameters(self) -> list[str]:
        """How the number of parameters comes about."""
        told = self._account
        if told is None or not self._facts.parameters or isinstance(told.parameters, Number):
            return []
        return [summed(told.parameters)]

    def legend(self) -> list[str]:
        """What the letters mean."""
        if self._account is None:
            return []
        found: dict[tuple[str, str], list[Symbol]] = {}
        for one in (*(size for _, size in self._account.axes), self._account.parameters):
            if not one.is_plain or one is self._account.parameters:
                for symbol in one.symbols():
                    found.setdefault((symbol.letter[0], symbol.word), []).append(symbol)
        parts = []
        for (letter, key), symbols in found.items():
            field = next((symbol.field for symbol in symbols if symbol.field), "")
            named = f" {colored(field, 'code_name')}" if field else ""
            parts.append(f"{letter} {colored(word(key), 'text_muted')}{named}")
        return [word("semicolon").join(parts)] if parts else []

    def keras_line(self) -> str:
        """The line of a Keras program that makes this layer; empty where it takes more."""
        if isinstance(self._made, Tensor):
            shape = literal(tuple(self._made.shape[1:]))
            return f"layers.Input({shape}, name={literal(self._node.name)})"
        if not isinstance(self._made, Layer):
            return ""
        try:
            return Speller(TF_KERAS).layer(self._made, columns="columns")
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
