"""How does a layer's sign look beside its name? Its picture on a tile in its category's colour."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from designer.shell import brush, icons, theme

SIDE, PICTURE = 36, 24
DARK_INK, LIGHT_INK = "#14161b", "#ffffff"


class Tile(QWidget):
    """A square of fixed size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIDE, SIDE)
        self._picture = self._category = ""

    def set_picture(self, picture: str, category: str) -> None:
        """Show the icon of that name on a category's colour."""
        self._picture, self._category = picture, category
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._picture:
            return
        ground = theme.current().category(self._category)
        painter = QPainter(self)
        brush.box(painter, self.rect(), ground, radius=8)
        picture = icons.layer_in(self._picture, ink_on(ground)).pixmap(QSize(PICTURE, PICTURE))
        margin = (SIDE - PICTURE) // 2
        painter.drawPixmap(QPoint(margin, margin), picture)


def ink_on(ground: QColor) -> QColor:
    """Dark or light, whichever reads better on a ground (by its WCAG luminance)."""
    channels = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in ground.getRgbF()[:3]
    ]
    bright = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))
    return QColor(DARK_INK if bright > 0.22 else LIGHT_INK)
