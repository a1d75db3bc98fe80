"""What does the network say about one sample? Its picture, and a bar for each likely class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.panels.data_pictures import fitted
from designer.runs import words
from designer.shell import brush, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space, Type

BARS = 5
LINE = 30
EDGE = 96


class Detail(Adapting, QWidget):
    """The chosen sample."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: tuple[QImage, ...] = ()
        self._bars: tuple[tuple[str, float, str], ...] = ()
        self._title = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(148)

    def show_sample(
        self,
        title: str,
        images: Sequence[QImage],
        probabilities: np.ndarray | None = None,
        names: Sequence[str] = (),
        truth: int = -1,
    ) -> None:
        """`images`: the sample, and what the network made of it where that is a picture too."""
        self._title, self._images, self._bars = title, tuple(images), ()
        if probabilities is not None:
            likely = np.argsort(-probabilities, kind="stable")[:BARS]
            first = int(likely[0])
            if truth >= 0 and truth not in likely:
                likely = np.append(likely[:-1], truth)
            self._bars = tuple(
                (
                    names[index],
                    float(probabilities[index]),
                    "success" if index == truth else "error" if index == first else "",
                )
                for index in likely.tolist()
            )
        told = (f"{name} {words.value('accuracy', share)}" for name, share, _ in self._bars)
        self.setAccessibleDescription(", ".join((title, *told)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(188, 2 * Space.MEDIUM + 20 + EDGE + BARS * LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = theme.current(), QPainter(self)
        width = self.width() - 2 * Space.SNUG
        y = float(Space.TIGHT)
        painter.setFont(theme.font(weight=theme.DEMI))
        painter.setPen(tokens.color("text"))
        title = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(Space.SNUG, y, width, 18), 0, title)
        y += 22
        # The bars matter most: the picture takes what height they leave.
        edge = min(EDGE, max(0, self.height() - y - len(self._bars) * LINE - Space.SNUG))
        count = max(len(self._images), 1)
        edge = min(edge, (width - (count - 1) * Space.SNUG) / count)
        if self._images and edge > 24:
            for place, image in enumerate(self._images):
                room = QRectF(Space.SNUG + place * (edge + Space.SNUG), y, edge, edge)
                painter.drawImage(fitted(image, room), image)
            y += edge + Space.SNUG
        for name, share, tone in self._bars:
            if y + LINE > self.height():
                break
            self._paint_bar(painter, QRectF(Space.SNUG, y, width, LINE), name, share, tone)
            y += LINE

    def _paint_bar(
        self, painter: QPainter, area: QRectF, name: str, share: float, tone: str
    ) -> None:
        tokens = theme.current()
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(tokens.severity(tone) if tone else tokens.color("text_muted"))
        text = words.value("accuracy", share)
        line = QRectF(area.left(), area.top(), area.width(), 15)
        room = round(area.width()) - painter.fontMetrics().horizontalAdvance(text) - Space.SNUG
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, short)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, text)
        groove = QRectF(area.left(), area.top() + 17, area.width(), 5)
        brush.box(painter, groove, tokens.color("hover"), radius=2.5)
        color = tokens.severity(tone) if tone else tokens.color("text_faint")
        if share > 0.004:
            groove.setWidth(max(5.0, groove.width() * share))
            brush.box(painter, groove, color, radius=2.5)

    def tint(self) -> None:
        self.update()
