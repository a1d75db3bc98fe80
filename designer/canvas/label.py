"""How does a wire show the shape that it carries? A few small letters beside its middle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.ink import font_of, ink, pen
from designer.canvas.letters import write

RESTING, LIFTED = 3.0, 60.0
ABOVE = 11.0  # from the wire to the middle of the letters
PADDING = {False: 3.0, True: 8.0}


class LabelItem(QGraphicsItem):
    """A shape above a wire. It is quiet, so that all wires may have one; lifted, it is a pill."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._lifted = False
        self._rect = QRectF()
        self.setZValue(RESTING)
        self._fit()

    def set_text(self, text: str) -> None:
        self._text = text
        self._fit()

    def lift(self, on: bool) -> None:
        """Bring it above everything, or let it rest."""
        if on != self._lifted:
            self._lifted = on
            self.setZValue(LIFTED if on else RESTING)
            self._fit()

    def _fit(self) -> None:
        self.prepareGeometryChange()
        measure = QFontMetricsF(font_of(self._letters()))
        padding = PADDING[self._lifted]
        width = measure.horizontalAdvance(self._text) + 2 * padding
        height = measure.height() + (6 if self._lifted else 0)
        above = 0.0 if self._lifted else ABOVE
        self._rect = QRectF(-width / 2, -height / 2 - above, width, height)
        self.update()

    def _letters(self) -> str:
        return "detail" if self._lifted else "port"

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        half = self._rect.height() / 2
        painter.setPen(pen("border_strong", 1) if self._lifted else Qt.PenStyle.NoPen)
        painter.setBrush(ink("raised") if self._lifted else ink("canvas", 0.75))
        painter.drawRoundedRect(self._rect, half, half)
        painter.setPen(ink("text") if self._lifted else ink("text_muted"))
        painter.setFont(font_of(self._letters()))
        write(painter, self._rect, Qt.AlignmentFlag.AlignCenter.value, self._text)
