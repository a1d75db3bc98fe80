"""Where am I? The whole drawing in a corner of the canvas, with the part in view marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QWidget

from designer.canvas.ink import ink
from designer.canvas.overview import Overview
from designer.canvas.surface import Canvas
from designer.shell.adapting import Adapting

SIZE = QSize(208, 140)
SHARE = 0.22  # of the canvas's width that it takes at most
MARGIN = 12
REDRAW = 120  # milliseconds: a drag must not redraw thousands of nodes at each step
FEWEST = 2


class Minimap(Adapting, QWidget):
    """Appears when there is more than fits into the view. A press or drag looks there."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._wanted = True
        self._overview = Overview(canvas.drawing)
        self._picture: QPixmap | None = None
        self._transform = QTransform()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW)
        self._timer.timeout.connect(self._redraw)
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Map of the drawing"))

    def tint(self) -> None:
        self.outdate()

    def set_wanted(self, on: bool) -> None:
        self._wanted = on
        self.follow()

    @property
    def wanted(self) -> bool:
        return self._wanted

    def place(self) -> None:
        """Stand in the lower right corner, smaller on a small canvas."""
        canvas = self._canvas
        width = min(SIZE.width(), round(canvas.width() * SHARE))
        size = QSize(width, round(width * SIZE.height() / SIZE.width()))
        if size != self.size():
            self.setFixedSize(size)
            self._picture = None
        self.move(canvas.width() - width - MARGIN, canvas.height() - size.height() - MARGIN)
        self.follow()

    def outdate(self) -> None:
        """The drawing has changed; the picture follows shortly."""
        self._overview.outdate()
        self._picture = None
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()
        elif not self.isVisible():
            self.follow()

    def _redraw(self) -> None:
        self.follow()
        self.update()

    def follow(self) -> None:
        """The view shows another part: mark it, or hide when everything is in view."""
        drawing = self._canvas.drawing
        needed = len(drawing.nodes) >= FEWEST and not self._canvas.visible().contains(
            drawing.bounds()
        )
        self.setVisible(self._wanted and needed)
        if self.isVisible():
            self.update()
        else:
            self._timer.stop()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None and not self._timer.isActive():
            self._draw_picture()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink("border"))
        painter.setBrush(ink("panel", 0.92))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._picture is not None:
            painter.drawPixmap(0, 0, self._picture)
        seen = self._transform.mapRect(self._canvas.visible())
        seen = seen.intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.setPen(ink("accent"))
        painter.setBrush(ink("accent", 0.08))
        painter.drawRoundedRect(seen, 3, 3)

    def _draw_picture(self) -> None:
        area = self._canvas.drawing.bounds().adjusted(-80, -80, 80, 80)
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        scale = min(room.width() / area.width(), room.height() / area.height(), 0.2)
        self._transform = QTransform()
        self._transform.translate(room.center().x(), room.center().y())
        self._transform.scale(scale, scale)
        self._transform.translate(-area.center().x(), -area.center().y())
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._transform)
        self._overview.paint(painter, 0.8)
        painter.end()

    # Mouse

    def _look(self, place: QPointF) -> None:
        self._canvas.centerOn(self._transform.inverted()[0].map(place))
        self._canvas.looked()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._look(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        factor = 1.2 ** (event.angleDelta().y() / 120)
        self._canvas.zoom_to(self._canvas.scale_now() * factor)
