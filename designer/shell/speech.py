"""How is something said aloud? An announcement for who listens to the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def say(owner: QObject, text: str) -> None:
    """Have a screen reader say `text`, where one runs."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(owner, text))
