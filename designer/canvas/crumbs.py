"""Where in the project am I? The way into the open sub-model, each step of which leads back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from designer.canvas.ink import ink
from designer.canvas.surface import Canvas
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.texts import plain_tip

MARGIN = 12


class Crumbs(Adapting, QWidget):
    """Stands over the upper left corner of the canvas while a sub-model is open."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 12, 4)
        self._row.setSpacing(2)
        self.steps: list[QToolButton] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.refresh()

    def refresh(self) -> None:
        """Show the way to the drawing that is open now."""
        while self._row.count():
            widget = self._row.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        studio, self.steps = self._canvas.studio, []
        self.setAccessibleName(self.tr("Way to the open drawing"))
        if not studio.trail:
            self.hide()
            return
        names = [studio.name or self.tr("Whole network")]
        names += [studio.project.blocks[step.block].name for step in studio.trail]
        for depth, name in enumerate(names[:-1]):
            self._add_step(depth, name)
        self._row.addWidget(self._here(names[-1]))
        for place in range(self._row.count()):
            self._row.itemAt(place).widget().show()
        self._row.activate()
        self.resize(self._row.sizeHint())
        self.move(MARGIN, MARGIN)
        self.show()
        self.raise_()

    def _add_step(self, depth: int, name: str) -> None:
        step = QToolButton(self)
        step.setText(name.replace("&", "&&"))
        step.setAutoRaise(True)
        step.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        step.setCursor(Qt.CursorShape.PointingHandCursor)
        step.setToolTip(plain_tip(self.tr("Go back to {name} (Esc)").format(name=name)))
        step.clicked.connect(partial(self._canvas.studio.leave, depth))
        self.steps.append(step)
        arrow = QLabel(self)
        arrow.setPixmap(icons.action("chevron-right").pixmap(14, 14))
        self._row.addWidget(step)
        self._row.addWidget(arrow)

    def _here(self, name: str) -> QLabel:
        label = QLabel(name, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(theme.font(theme.Type.BODY, weight=theme.DEMI))
        label.setContentsMargins(6, 0, 0, 0)
        return label

    def retranslate(self) -> None:
        self.refresh()

    def tint(self) -> None:
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink("border_strong"))
        painter.setBrush(ink("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
