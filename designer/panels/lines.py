"""How is a value written, and in what kind of line? Text to values and back, lines with steps."""

from __future__ import annotations

import ast
import re
import unicodedata
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QWidget,
)

from designer.shell import brush, theme
from designer.shell.theme import Space

NONE_WORDS = {"none", "null", "?", "any", "无"}
# Sizes as people write them: 28x28x1, or 28 28 1.
SIZES = re.compile(r"\d+(?:\s*[xX]\s*\d+|\s+\d+)+")
STEPPER = 20


def value_text(value: Any) -> str:
    """A value as an editor shows it: tuples without brackets, pairs with, floats short."""
    if value is None:
        return "None"
    if isinstance(value, (list, tuple)):
        return ", ".join(
            f"({value_text(item)})" if isinstance(item, (list, tuple)) else value_text(item)
            for item in value
        )
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def parse(text: str) -> Any:
    """What a person wrote: a number, several as a list, None, or the text itself."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if SIZES.fullmatch(plain):
        return [int(part) for part in re.findall(r"\d+", plain)]
    for sign in ("×", "*", ";", "、"):
        plain = plain.replace(sign, ",")
    if sum(plain.count(bracket) for bracket in "([") > 1:
        return _parse_nested(plain)
    inner = plain.strip("()[]").strip()
    if not inner:
        return [] if plain else ""
    parts = [part.strip() for part in inner.split(",")]
    if parts[-1] == "":
        parts.pop()
    if len(parts) == 1 and "," not in inner and not plain.startswith(("(", "[")):
        return _parse_one(parts[0])
    return [_parse_one(part) for part in parts]


def _parse_nested(text: str) -> Any:
    """Pairs of numbers, as Python writes them: "(1, 1), (2, 2)"."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    return value if isinstance(value, (list, tuple)) else text


def _parse_one(text: str) -> Any:
    if text.lower() in NONE_WORDS:
        return None
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


class Line(QLineEdit):
    """A line whose undo is the drawing's undo: what it takes in is an edit at once.

    `unit` stands at its end, faint.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = ""
        self._steps = 0

    def set_unit(self, unit: str) -> None:
        self._unit = unit
        width = self.fontMetrics().horizontalAdvance(unit) + Space.TIGHT if unit else 0
        self.setTextMargins(0, 0, width + self._steps, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(theme.current().color("text_faint"))
            area = self.rect().adjusted(0, 0, -Space.SNUG - self._steps, 0)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, int(align), self._unit)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and (
            event.matches(QKeySequence.StandardKey.Undo)
            or event.matches(QKeySequence.StandardKey.Redo)
        ):
            event.ignore()
            return False
        return super().event(event)


class StepLine(Line):
    """A line for a number, with arrows to click and keys to press. The wheel only scrolls."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._steps = STEPPER - 2
        self.set_unit("")

    def _arrow(self, up: bool) -> QRect:
        half = self.height() // 2 - 2
        top = 2 if up else self.height() - half - 2
        return QRect(self.width() - STEPPER - 1, top, STEPPER, half)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(event.key())
        if steps is None:
            super().keyPressEvent(event)
        else:
            fast = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(steps * (10 if fast else 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for up in (True, False):
            if self._arrow(up).contains(event.position().toPoint()) and not self.isReadOnly():
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.stepped.emit(1 if up else -1)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_arrows = event.position().x() >= self.width() - STEPPER
        shape = Qt.CursorShape.ArrowCursor if on_arrows else Qt.CursorShape.IBeamCursor
        self.setCursor(shape)
        super().mouseMoveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ink = theme.current().color("text_faint")
        brush.chevron(painter, self._arrow(True), "up", ink, 2.8)
        brush.chevron(painter, self._arrow(False), "down", ink, 2.8)
