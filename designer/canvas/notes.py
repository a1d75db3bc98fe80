"""Items for what is written and framed on the canvas beside the network: notes and frames."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.ink import category, font_of, ink, pen
from designer.canvas.letters import on_screen, write
from designer.document.values import Frame, Note
from designer.shell import theme

TITLE_BAR = 34.0
CORNER = 18.0
FRAME_BEHIND, NOTE_BEHIND = -30.0, -5.0


class BoxItem(QGraphicsItem):
    """What notes and frames share: a size, a corner to pull, being selected."""

    def __init__(self, record: Note | Frame) -> None:
        super().__init__()
        self.record = record
        self.selected = False
        self._rect = QRectF(0, 0, record.width, record.height)
        self.setPos(record.x, record.y)

    def set_record(self, record: Note | Frame) -> None:
        self.record = record
        self.setPos(record.x, record.y)
        self.resize(record.width, record.height)
        self.update()

    def resize(self, width: float, height: float) -> None:
        """Preview another size."""
        if (width, height) != (self._rect.width(), self._rect.height()):
            self.prepareGeometryChange()
            self._rect = QRectF(0, 0, width, height)

    def set_selected(self, on: bool) -> None:
        if on != self.selected:
            self.selected = on
            self.update()

    def body(self) -> QRectF:
        return self._rect.translated(self.pos())

    def corner(self) -> QRectF:
        """The place, in the scene, from which the box is resized."""
        body = self.body()
        return QRectF(body.right() - CORNER, body.bottom() - CORNER, CORNER, CORNER)

    def color(self) -> QColor:
        """The record's color: a category's name, "#rrggbb", or the usual one."""
        word = self.record.color
        if word.startswith("#"):
            return QColor(word)
        known = dict(theme.current().categories)
        return category(word) if word in known else self.usual()

    def usual(self) -> QColor:
        return ink("wire")

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-3, -3, 3, 3)

    def _paint_corner(self, painter: QPainter) -> None:
        if not on_screen(painter):
            return
        right, low = self._rect.right() - 5, self._rect.bottom() - 5
        painter.setPen(pen("text_faint", 1.2))
        for step in (0, 4):
            painter.drawLine(QPointF(right - 9 + step, low), QPointF(right, low - 9 + step))


class FrameItem(BoxItem):
    """A titled box behind nodes; dragging its title takes along what lies inside."""

    def __init__(self, record: Frame) -> None:
        super().__init__(record)
        self.setZValue(FRAME_BEHIND)

    def title_bar(self) -> QRectF:
        """The strip, in the scene, by which the frame is held."""
        body = self.body()
        return QRectF(body.left(), body.top(), body.width(), TITLE_BAR)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        ground = self.color()
        soft = QColor(ground)
        soft.setAlphaF(0.08)
        line = QColor(ground)
        line.setAlphaF(0.45)
        painter.setBrush(soft)
        painter.setPen(pen("accent", 2) if self.selected else QPen(line, 1.2))
        painter.drawRoundedRect(self._rect, 12, 12)
        painter.setFont(font_of("frame"))
        painter.setPen(ink("text_muted"))
        place = QRectF(14, 4, self._rect.width() - 28, TITLE_BAR - 4)
        title = painter.fontMetrics().elidedText(
            self.record.title, Qt.TextElideMode.ElideRight, int(place.width())
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        write(painter, place, flags.value, title)
        self._paint_corner(painter)


class NoteItem(BoxItem):
    """A text on the canvas."""

    def __init__(self, record: Note) -> None:
        super().__init__(record)
        self.setZValue(NOTE_BEHIND)

    def usual(self) -> QColor:
        return ink("warning")

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        ground = self.color()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("canvas"))
        painter.drawRoundedRect(self._rect, 6, 6)
        soft = QColor(ground)
        soft.setAlphaF(0.13)
        line = QColor(ground)
        line.setAlphaF(0.5)
        painter.setBrush(soft)
        painter.setPen(pen("accent", 2) if self.selected else QPen(line, 1))
        painter.drawRoundedRect(self._rect, 6, 6)
        painter.setPen(ink("text"))
        painter.setFont(font_of("note"))
        place = self._rect.adjusted(12, 10, -12, -10)
        painter.setClipRect(place)
        align = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        flags = Qt.TextFlag.TextWordWrap.value | align.value
        write(painter, place, flags, self.record.text)
        painter.setClipping(False)
        self._paint_corner(painter)
