"""What does the canvas do while no button is held? It lifts what is pointed at, and zooms."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor, QInputDevice, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from designer.canvas.picking import NOTHING, Hit, hit
from designer.canvas.pointer import CTRL, Pointer

ZOOM_STEP = 1.2


class Hovering:
    """The part of CanvasView that follows the pointer, the wheel and two fingers."""

    def _hover(self, pointer: Pointer) -> None:
        self._set_hovered(hit(self.drawing, pointer.scene, self.scale_now()))
        self.viewport().setCursor(self._resting_cursor())

    def _set_hovered(self, found: Hit) -> None:
        before, self._hovered = self._hovered, found
        if before.key != found.key:
            for key, on in ((before.key, False), (found.key, True)):
                if key in self.drawing.nodes:
                    self.drawing.nodes[key].set_state(hovered=on)
        if before.wire != found.wire:
            self.drawing.hover_wire(before.wire, False)
            self.drawing.hover_wire(found.wire, True)

    def _resting_cursor(self) -> QCursor:
        shapes = {
            "port": Qt.CursorShape.CrossCursor,
            "corner": Qt.CursorShape.SizeFDiagCursor,
            "wire": Qt.CursorShape.PointingHandCursor,
        }
        if self._space:
            return QCursor(Qt.CursorShape.OpenHandCursor)
        if self._knife:
            return QCursor(Qt.CursorShape.CrossCursor)
        return QCursor(shapes.get(self._hovered.part, Qt.CursorShape.ArrowCursor))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place = QPointF(event.pos())
            text = self.tip(hit(self.drawing, self.to_scene(place), self.scale_now()))
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave and self.gesture is None:
            self._set_hovered(NOTHING)
        if event.type() == QEvent.Type.NativeGesture and self._pinch(event):
            return True
        return super().viewportEvent(event)

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoom_to(self.scale_now() * (1 + event.value()), event.position())
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        fine, coarse = event.pixelDelta(), event.angleDelta()
        # Some systems tell a touchpad by its finer steps, some by its name.
        touchpad = not fine.isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
        touchpad |= event.device().type() == QInputDevice.DeviceType.TouchPad
        if event.modifiers() & CTRL or (self.wheel_zooms and not touchpad):
            steps = (coarse.y() or coarse.x()) / 120
            self.zoom_to(self.scale_now() * ZOOM_STEP**steps, event.position())
        else:
            step = QPointF(coarse) / 2 if fine.isNull() else QPointF(fine)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not step.x():
                step = QPointF(step.y(), 0)
            self.scroll_by(-step)
