"""Which button shows what it would do before it is pressed? One that tells when it is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget


class LookButton(QPushButton):
    """Tells when the pointer or the focus is on it, and when neither is any more."""

    looked_at = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

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
