"""What lies below everything? A grid of dots that keeps its density at every zoom."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from designer.canvas.ink import ink

SPACING = 24.0  # scene units
CLOSEST = 18.0  # pixels
DOT = 2


def draw_ground(painter: QPainter, transform: QTransform, size: QSize) -> None:
    """Fill the viewport; the dots stand on the scene's lattice, one pixel pattern for every pan."""
    painter.save()
    painter.resetTransform()
    painter.fillRect(0, 0, size.width(), size.height(), ink("canvas"))
    step = spacing(transform.m11())
    origin = transform.map(QPointF(0, 0))
    row = _row(step, size.width(), ink("grid_strong").rgb())
    left, y = round(origin.x() % step - step), origin.y() % step - step
    while y < size.height():
        painter.drawPixmap(left, round(y), row)
        y += step
    painter.restore()


def spacing(scale: float) -> float:
    """Pixels between two dots at a scale: doubled until they do not crowd."""
    step = SPACING * scale
    return step * 2 ** max(0, math.ceil(math.log2(CLOSEST / step)))


@lru_cache(maxsize=8)
def _row(step: float, width: int, color: int) -> QPixmap:
    """A row of dots for a viewport of that width, and two more for the shift."""
    across = int(width / step) + 3
    row = QPixmap(round(across * step), DOT)
    row.fill(Qt.GlobalColor.transparent)
    painter = QPainter(row)
    for column in range(across):
        painter.fillRect(round(column * step), 0, DOT, DOT, QColor(color))
    painter.end()
    return row
