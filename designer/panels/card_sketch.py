"""With which strokes are the cards' pictures drawn? Cells, grids, arrows and labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from designer.panels import card_words
from designer.shell import theme

MARGIN = 14.0
FOOT = 20.0  # room for labels below


class Sketch:
    """A painter that knows the layer, the theme and the moment. Lengths are pixels."""

    def __init__(
        self, painter: QPainter, width: float, height: float, subject: Any, seconds: float
    ) -> None:
        self.painter, self.subject, self.seconds = painter, subject, seconds
        self.width, self.height = float(width), float(height)
        self.tokens = theme.current()
        self.color = self.tokens.category(subject.category or "input")
        font = theme.font(theme.Type.CAPTION)
        painter.setFont(font)

    # What is drawn -------------------------------------------------------------------------------

    def option(self, name: str, default: Any) -> Any:
        """A field of the layer as it is drawn, or `default` where nothing is drawn."""
        value = self.subject.parameters.get(name, default)
        return default if value is None else value

    def sizes(self, name: str, count: int, default: int, most: int) -> list[int]:
        """A field with a size for each axis, small enough to be drawn."""
        value = self.option(name, default)
        several = list(value) if isinstance(value, (list, tuple)) else [value] * count
        several = (several + [several[-1] if several else default] * count)[:count]
        return [max(1, min(int(size), most)) for size in several]

    @property
    def before(self) -> Sequence[int | None]:
        return self.subject.inputs[0] if self.subject.inputs else ()

    @property
    def after(self) -> Sequence[int | None]:
        return self.subject.outputs[0] if self.subject.outputs else ()

    def size_text(self, shape: Sequence[int | None], axis: int, otherwise: str = "") -> str:
        """A size of a shape as a label; nothing is said while nothing is known."""
        if not shape or shape[axis] is None:
            return otherwise
        return str(shape[axis])

    def word(self, key: str) -> str:
        """A word in the user's language."""
        return card_words.word(key)

    # When ----------------------------------------------------------------------------------------

    def turn(self, count: int, pace: float = 0.6) -> int:
        """Which of `count` things has its turn."""
        return int(self.seconds / pace) % max(count, 1)

    def swing(self, period: float = 3.0) -> float:
        """0 to 1 and back, resting at both ends."""
        share = (self.seconds % period) / period
        wave = 2 * share if share < 0.5 else 2 - 2 * share
        wave = min(1.0, max(0.0, 1.6 * wave - 0.3))
        return wave * wave * (3 - 2 * wave)

    # Strokes -------------------------------------------------------------------------------------

    def ground(self) -> None:
        self.painter.fillRect(QRectF(0, 0, self.width, self.height), self.tokens.color("panel"))
        self.painter.setPen(QPen(self.tokens.color("border"), 1))
        low = self.height - 0.5
        self.painter.drawLine(QPointF(0, low), QPointF(self.width, low))

    def paint(self, alpha: float = 1.0) -> QColor:
        color = QColor(self.color)
        color.setAlphaF(max(0.0, min(1.0, alpha)))
        return color

    def quiet(self, alpha: float = 1.0) -> QColor:
        return self.tokens.color("text_faint", alpha)

    def cell(
        self,
        x: float,
        y: float,
        size: float,
        fill: QColor | None = None,
        line: QColor | None = None,
        tall: float = 0.0,
    ) -> None:
        """A square with a small gap around it; `tall` makes it a rectangle."""
        area = QRectF(x + 0.5, y + 0.5, size - 1.5, (tall or size) - 1.5)
        self.painter.setPen(QPen(line or self.quiet(0.55), 1))
        self.painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(area, 1.5, 1.5)

    def grid(
        self,
        x: float,
        y: float,
        rows: int,
        columns: int,
        size: float,
        fill: Callable[[int, int], QColor | None] | None = None,
    ) -> None:
        for row in range(rows):
            for column in range(columns):
                color = fill(row, column) if fill is not None else None
                self.cell(x + column * size, y + row * size, size, color)

    def frame(self, x: float, y: float, width: float, height: float, alpha: float = 1.0) -> None:
        """The outline of a window."""
        self.painter.setPen(QPen(self.paint(alpha), 2))
        self.painter.setBrush(self.paint(0.16 * alpha))
        self.painter.drawRoundedRect(QRectF(x, y, width, height), 2, 2)

    def box(self, x: float, y: float, width: float, height: float, live: bool = False) -> None:
        """A box that does something; a live one has its turn."""
        self.painter.setPen(QPen(self.color if live else self.tokens.color("border_strong"), 1.5))
        self.painter.setBrush(self.paint(0.3) if live else self.tokens.color("raised"))
        self.painter.drawRoundedRect(QRectF(x, y, width, height), 4, 4)

    def line(self, x1, y1, x2, y2, alpha: float = 0.6, width: float = 1.0, own=False) -> None:
        self.painter.setPen(QPen(self.paint(alpha) if own else self.quiet(alpha), width))
        self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def arrow(self, x1, y1, x2, y2, live: bool = False) -> None:
        """A line with a head at its end."""
        color = self.color if live else self.quiet()
        self.painter.setPen(QPen(color, 1.4))
        self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        angle = math.atan2(y2 - y1, x2 - x1)
        head = QPolygonF(
            [QPointF(x2, y2)]
            + [
                QPointF(x2 - 5 * math.cos(angle + side), y2 - 5 * math.sin(angle + side))
                for side in (0.5, -0.5)
            ]
        )
        self.painter.setBrush(color)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.drawPolygon(head)

    def dot(self, x: float, y: float, radius: float, fill: QColor | None = None) -> None:
        self.painter.setPen(QPen(self.quiet(0.7), 1))
        self.painter.setBrush(fill if fill is not None else self.tokens.color("panel"))
        self.painter.drawEllipse(QPointF(x, y), radius, radius)

    def ring(self, x: float, y: float, radius: float) -> None:
        self.painter.setPen(QPen(self.paint(0.7), 1.4))
        self.painter.setBrush(self.paint(0.1))
        self.painter.drawEllipse(QPointF(x, y), radius, radius)

    def curve(self, points: Sequence[tuple[float, float]], alpha: float = 1.0) -> None:
        path = QPainterPath(QPointF(*points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(*point))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.paint(alpha), 2))
        self.painter.drawPath(path)

    def label(self, x: float, y: float, text: str, strong: bool = False) -> None:
        """A text in the middle of (x, y)."""
        if not text:
            return
        self.painter.setPen(self.tokens.color("text" if strong else "text_muted"))
        area = QRectF(x - 150, y - 10, 300, 20)
        self.painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def foot(self, x: float, text: str) -> None:
        """A label on the lowest line."""
        self.label(x, self.height - FOOT / 2 - 2, text)
