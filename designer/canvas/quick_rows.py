"""How does a line of the quick box look? A tile, a name, and what it does or why it cannot be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from designer.canvas.choices import Entry
from designer.canvas.glyphs import draw_glyph, initials
from designer.canvas.ink import category, font_of, ink, ink_on
from designer.shell import theme

BOX_WIDTH, ROW = 380, 46
ENTRY = Qt.ItemDataRole.UserRole


class EntryDelegate(QStyledItemDelegate):
    """A line of the box: the layer's tile, its name, what it does or why it cannot be."""

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        return QSize(BOX_WIDTH - 24, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        entry: Entry = index.data(ENTRY)
        area = QRectF(option.rect).adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected and not entry.reason:
            painter.setBrush(ink("selection"))
            painter.drawRoundedRect(area, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver and not entry.reason:
            painter.setBrush(ink("hover"))
            painter.drawRoundedRect(area, 6, 6)
        if entry.reason:
            painter.setOpacity(0.6)
        self._paint_tile(painter, entry, QRectF(area.left() + 8, area.center().y() - 14, 28, 28))
        self._paint_texts(painter, entry, area.adjusted(46, 4, -10, -4))
        painter.restore()

    def _paint_tile(self, painter: QPainter, entry: Entry, tile: QRectF) -> None:
        ground = category(entry.category)
        painter.setBrush(ground)
        painter.drawRoundedRect(tile, 6, 6)
        mark = ink_on(ground)
        if not draw_glyph(painter, entry.kind, mark, tile.adjusted(5, 5, -5, -5), 1.0):
            painter.setPen(mark)
            painter.setFont(font_of("detail"))
            painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, initials(entry.kind))

    def _paint_texts(self, painter: QPainter, entry: Entry, area: QRectF) -> None:
        small = theme.font(theme.Type.CAPTION)
        painter.setFont(small)
        painter.setPen(ink("text_muted"))
        upper = QRectF(area.left(), area.top(), area.width(), area.height() / 2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, right, entry.aside)
        taken = QFontMetricsF(small).horizontalAdvance(entry.aside) + 10
        self._line(painter, entry.title, upper.adjusted(0, 0, -taken, 0), theme.font(), "text")
        lower = upper.translated(0, area.height() / 2)
        text, token = (entry.reason, "error") if entry.reason else (entry.subtitle, "text_muted")
        self._line(painter, text, lower, small, token)

    def _line(self, painter: QPainter, text: str, area: QRectF, font, token: str) -> None:
        painter.setFont(font)
        painter.setPen(ink(token))
        cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
