"""Which classes are taken for which? A confusion matrix with counts, painted cell by cell."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from designer.shell import brush, speech, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space, Type
from designer.texts import number

MOST_NAMES = 40  # more classes than this are only coloured
LABELS = 84  # widest room for the true classes' names
HEAD = 34
SMALLEST_CELL, LARGEST_CELL = 9, 46
STEPS = {  # down, across
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ConfusionMatrix(Adapting, QWidget):
    """Rows are true classes, columns predicted ones. A click or arrows choose a cell."""

    chosen = Signal(object)  # (true class, predicted class) or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = np.zeros((0, 0), np.int64)
        self._names: tuple[str, ...] = ()
        self._current: tuple[int, int] | None = None
        self.labels = float(LABELS)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def current(self) -> tuple[int, int] | None:
        """The chosen cell: true class, predicted class."""
        return self._current

    def show_counts(self, counts: np.ndarray, names: Sequence[str]) -> None:
        self._counts, self._names = counts, tuple(names)
        self._current = None
        self._measure()
        self.updateGeometry()
        self.update()

    def choose(self, cell: tuple[int, int] | None) -> None:
        """Choose a cell; the one that is chosen already is let go."""
        self._current = None if cell == self._current else cell
        told = self.describe(self._current) if self._current is not None else ""
        self.setAccessibleDescription(told)
        if self.hasFocus():
            speech.say(self, told)
        self.update()
        self.chosen.emit(self._current)

    # Geometry

    def _measure(self) -> None:
        """How wide the names beside the rows are."""
        words = QFontMetricsF(theme.font(Type.CAPTION))
        texts = (*self._names, self.tr("true ↓"))
        widest = max(words.horizontalAdvance(text) for text in texts)
        self.labels = min(LABELS, math.ceil(widest) + Space.SNUG)

    @property
    def edge(self) -> float:
        """The size of a cell."""
        count = max(1, len(self._counts))
        room = min(self.width() - self.labels - Space.SNUG, self.height() - HEAD - Space.SNUG)
        return max(SMALLEST_CELL, min(LARGEST_CELL, room / count))

    def cell(self, true: int, predicted: int) -> QRectF:
        edge = self.edge
        return QRectF(self.labels + predicted * edge, HEAD + true * edge, edge, edge)

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        column, row = (
            int((point.x() - self.labels) // self.edge),
            int((point.y() - HEAD) // self.edge),
        )
        count = len(self._counts)
        return (row, column) if 0 <= row < count and 0 <= column < count else None

    def sizeHint(self) -> QSize:
        side = len(self._counts) * 22
        return QSize(LABELS + max(120, side) + Space.SNUG, HEAD + max(120, side) + Space.SNUG)

    def minimumSizeHint(self) -> QSize:
        side = len(self._counts) * SMALLEST_CELL
        return QSize(LABELS + side + Space.SNUG, HEAD + side + Space.SNUG)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self.choose(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, Esc lets go."""
        step = STEPS.get(event.key())
        if event.key() == Qt.Key.Key_Escape and self._current is not None:
            self.choose(None)
        elif step is not None and len(self._counts):
            self._go(*step)
        else:
            super().keyPressEvent(event)

    def _go(self, down: int, across: int) -> None:
        last = len(self._counts) - 1
        true, predicted = self._current or (-down, -across)
        cell = (min(max(true + down, 0), last), min(max(predicted + across, 0), last))
        if cell != self._current:
            self.choose(cell)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self.describe(cell) if cell else "", self)
            return True
        return super().event(event)

    def describe(self, cell: tuple[int, int]) -> str:
        """A cell in words."""
        true, predicted = cell
        values = {
            "count": number(int(self._counts[cell])),
            "total": number(int(self._counts[true].sum())),
            "true": self._names[true],
            "predicted": self._names[predicted],
        }
        if true == predicted:
            return self.tr("{count} of {total} '{true}' recognised").format(**values)
        return self.tr("{count} of {total} '{true}' taken for '{predicted}'").format(**values)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self._counts):
            return
        painter = QPainter(self)
        self._paint_titles(painter)
        if len(self._counts) <= MOST_NAMES:
            self._paint_names(painter)
        totals = np.maximum(1, self._counts.sum(axis=1))
        for true in range(len(self._counts)):
            for predicted in range(len(self._counts)):
                share = self._counts[true, predicted] / totals[true]
                self._paint_cell(painter, true, predicted, float(share))
        if self._current is not None:
            cell = self.cell(*self._current)
            color = theme.current().color("text")
            brush.box(painter, cell.adjusted(-1, -1, 1, 1), None, color, radius=3, width=2)

    def _paint_cell(self, painter: QPainter, true: int, predicted: int, share: float) -> None:
        tokens = theme.current()
        area = self.cell(true, predicted).adjusted(0.75, 0.75, -0.75, -0.75)
        right = true == predicted
        color: QColor = tokens.color("accent" if right else "error")
        # Mistakes are few: their colour grows faster.
        strength = share if right else min(1.0, 3 * share) ** 0.6
        ground = tokens.color("hover")
        brush.box(painter, area, mixed(ground, color, 0.9 * strength), radius=2)
        count = int(self._counts[true, predicted])
        if count == 0 or area.width() < 11:
            return
        letters = theme.font(min(Type.BODY, max(8, round(area.width() * 0.45))))
        painter.setFont(letters)
        strong = strength > 0.55
        painter.setPen(tokens.color("on_accent" if strong else "text"))
        text = str(count)
        if painter.fontMetrics().horizontalAdvance(text) <= area.width():
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_titles(self, painter: QPainter) -> None:
        tokens = theme.current()
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(tokens.color("text_faint"))
        top = QRectF(self.labels, 0, self.width() - self.labels, 15)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, self.tr("predicted →"))
        side = QRectF(0, HEAD - 17, self.labels - Space.SNUG, 15)
        painter.drawText(side, Qt.AlignmentFlag.AlignRight, self.tr("true ↓"))

    def _paint_names(self, painter: QPainter) -> None:
        tokens, edge = theme.current(), self.edge
        painter.setFont(theme.font(min(Type.CAPTION, max(8, round(edge * 0.8)))))
        painter.setPen(tokens.color("text_muted"))
        words = QFontMetricsF(painter.font())
        beside = shortened(self._names, words, self.labels - Space.SNUG, "…")
        above = shortened(self._names, words, edge - 3)
        for place in range(len(self._names)):
            area = QRectF(0, self.cell(place, 0).top(), self.labels - Space.SNUG, edge)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, flags, beside[place])
            head = QRectF(self.cell(0, place).left(), HEAD - 17, edge, 15)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, above[place])

    def retranslate(self) -> None:
        self._measure()
        self.update()

    def tint(self) -> None:
        self.retranslate()


def shortened(
    names: Sequence[str], words: QFontMetricsF, width: float, mark: str = ""
) -> list[str]:
    """Names cut to a width; their beginnings go where that keeps more of them apart."""

    def cut(name: str, from_end: bool) -> str:
        short, kept = name, len(name)
        while kept > 1 and words.horizontalAdvance(short) > width:
            kept -= 1
            short = name[:kept] + mark if from_end else mark + name[-kept:]
        return short

    starts, ends = ([cut(name, from_end) for name in names] for from_end in (True, False))
    return ends if len(set(ends)) > len(set(starts)) else starts


class Scatter(Adapting, QWidget):
    """Predicted numbers over true ones; on the line they are equal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = np.zeros((0, 2), np.float32)
        self.setMinimumSize(180, 140)
        self._describe()

    def show_points(self, points: np.ndarray) -> None:
        self._points = points[np.isfinite(points).all(axis=1)]
        self._describe()
        self.update()

    def _describe(self) -> None:
        """The picture in a sentence: how far the answers are from the truth."""
        self.setAccessibleName(self.tr("Predicted numbers over true ones"))
        away = np.abs(self._points[:, 1] - self._points[:, 0])
        distance = float(away.mean()) if len(away) else 0.0
        text = self.tr("{count} samples; on average {distance} away from the true value")
        self.setAccessibleDescription(
            text.format(count=number(len(self._points)), distance=f"{distance:.4g}")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self._points):
            return
        tokens, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width() - 60, self.height() - 34)
        area = QRectF(50, 6, side, side)
        low, high = float(self._points.min()), float(self._points.max())
        span = (high - low) or 1.0
        brush.box(painter, area, tokens.color("field"), tokens.color("border"), radius=3)
        painter.setPen(tokens.color("border_strong"))
        painter.drawLine(area.bottomLeft(), area.topRight())
        places = (self._points - low) / span
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("accent", 0.55))
        for true, predicted in places:
            at = QPointF(area.left() + true * side, area.bottom() - predicted * side)
            painter.drawEllipse(at, 2.4, 2.4)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(tokens.color("text_muted"))
        for value, y in ((high, area.top()), (low, area.bottom() - 14)):
            place = QRectF(0, y, 46, 14)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, f"{value:.4g}")
        below = QRectF(area.left(), area.bottom() + 4, side, 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("true value → predicted ↑"))

    def retranslate(self) -> None:
        self._describe()
        self.update()

    def tint(self) -> None:
        self.retranslate()


def mixed(ground: QColor, color: QColor, share: float) -> QColor:
    """`color` laid over `ground` with an opacity of `share`."""
    parts = zip(ground.getRgbF()[:3], color.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(under + (over - under) * share for under, over in parts))
