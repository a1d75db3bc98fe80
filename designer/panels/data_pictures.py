"""How are many small pictures shown? In a grid as wide as there is room, each with two captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from designer.shell import brush, speech, theme
from designer.shell.theme import Space

EDGE = 64  # of a picture, in logical pixels
LINE = 15  # of a caption


@dataclass(frozen=True)
class Picture:
    """One picture of a grid. `tone` names the severity whose colour the captions have."""

    image: QImage
    caption: str = ""
    second: str = ""
    tone: str = ""
    tip: str = ""


def to_image(pixels: np.ndarray) -> QImage:
    """A QImage of its own from uint8 [height, width] or [height, width, 3]."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    grey = pixels.ndim == 2
    kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    return QImage(pixels.data, width, height, width * (1 if grey else 3), kind).copy()


class PictureGrid(QWidget):
    """Paints its pictures; one can be chosen with the mouse or the arrow keys."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1, edge: int = EDGE) -> None:
        super().__init__(parent)
        self._pictures: tuple[Picture, ...] = ()
        self._current = -1
        self._lines = lines
        self._edge = edge
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return self._pictures

    @property
    def current(self) -> int:
        """The chosen picture's place, or -1."""
        return self._current

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        self._pictures = tuple(pictures)
        self._current = -1
        self.updateGeometry()
        self.update()

    def choose(self, place: int) -> None:
        if 0 <= place < len(self._pictures) and place != self._current:
            self._current = place
            self._speak(self._pictures[place])
            self.update()
            self.chosen.emit(place)

    def _speak(self, picture: Picture) -> None:
        told = ", ".join(text for text in (picture.tip or picture.caption, picture.second) if text)
        self.setAccessibleDescription(told)
        if self.hasFocus():
            speech.say(self, told)

    # Geometry

    @property
    def _cell(self) -> QSize:
        width = self._edge + (Space.MEDIUM if self._lines < 2 else Space.LOOSE)
        return QSize(width, self._edge + self._lines * LINE + Space.MEDIUM)

    def _columns(self, width: int) -> int:
        return max(1, width // self._cell.width())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._pictures) // self._columns(width))
        return max(1, rows) * self._cell.height()

    def sizeHint(self) -> QSize:
        return QSize(4 * self._cell.width(), self.heightForWidth(4 * self._cell.width()))

    def minimumSizeHint(self) -> QSize:
        return self._cell

    def cell(self, place: int) -> QRectF:
        """The rectangle of one picture with its captions."""
        row, column = divmod(place, self._columns(self.width()))
        size = self._cell
        return QRectF(column * size.width(), row * size.height(), size.width(), size.height())

    def place_at(self, point: QPoint) -> int:
        column = point.x() // self._cell.width()
        place = point.y() // self._cell.height() * self._columns(self.width()) + column
        inside = column < self._columns(self.width()) and 0 <= place < len(self._pictures)
        return place if inside else -1

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose(self.place_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns(self.width())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        self.choose(max(0, self._current) + steps[event.key()] if self._current >= 0 else 0)
        area = self.parentWidget() and self.parentWidget().parentWidget()
        if isinstance(area, QScrollArea) and self._current >= 0:
            middle = self.cell(self._current).center().toPoint()
            area.ensureVisible(middle.x(), middle.y(), 0, self._cell.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            text = self._pictures[place].tip if place >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setFont(theme.font(theme.Type.CAPTION))
        for place, picture in enumerate(self._pictures):
            cell = self.cell(place)
            if not cell.intersects(QRectF(event.rect())):
                continue
            if place == self._current:
                brush.box(painter, cell.adjusted(1, 1, -1, -1), tokens.color("selection"))
            self._paint(painter, cell, picture)

    def _paint(self, painter: QPainter, cell: QRectF, picture: Picture) -> None:
        tokens = theme.current()
        left = cell.left() + (cell.width() - self._edge) / 2
        area = fitted(picture.image, QRectF(left, cell.top() + 6, self._edge, self._edge))
        # Small pictures show their pixels, large ones are smoothed.
        smooth = picture.image.width() > self._edge
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(area, picture.image)
        line: QColor = tokens.severity(picture.tone) if picture.tone else tokens.color("border")
        brush.box(painter, area.adjusted(-1, -1, 1, 1), None, line, radius=2)
        words = painter.fontMetrics()
        texts = ((picture.caption, picture.tone), (picture.second, ""))[: self._lines]
        for number, (text, tone) in enumerate(texts):
            painter.setPen(tokens.severity(tone) if tone else tokens.color("text_muted"))
            place = QRectF(
                cell.left(), cell.top() + self._edge + 8 + number * LINE, cell.width(), LINE
            )
            short = words.elidedText(text, Qt.TextElideMode.ElideRight, round(cell.width() - 2))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, short)


def fitted(image: QImage, place: QRectF) -> QRectF:
    """The largest rectangle of the image's proportions in the middle of `place`."""
    scale = min(place.width() / max(1, image.width()), place.height() / max(1, image.height()))
    width, height = image.width() * scale, image.height() * scale
    middle = place.center()
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)


class PictureArea(QScrollArea):
    """A grid of pictures that scrolls."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1, edge: int = EDGE) -> None:
        super().__init__(parent)
        self.grid = PictureGrid(self, lines=lines, edge=edge)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the grid takes the focus
        self.setWidget(self.grid)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def setAccessibleName(self, name: str) -> None:
        """The pictures are what one hears of."""
        self.grid.setAccessibleName(name)
