"""Which button shows what it would do before it is pressed? One that tells when it is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

EDGES = 20  # pixels beside the letters that the style keeps


class LookButton(QPushButton):
    """Tells when the pointer or the focus is on it, and when neither is any more.

    Where it is too narrow for its words their end gives way, not both their ends.
    """

    looked_at = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def shown_text(self) -> str:
        """The words as far as there is room for them."""
        room = self.width() - EDGES
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self.sizeHint().width() > self.width():
            option.text = self.shown_text()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def enterEvent(self, event) -> None:
        super().enterEvent(event)
        self.looked_at.emit(True)

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self.looked_at.emit(self.hasFocus())

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.looked_at.emit(True)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.looked_at.emit(self.underMouse())
