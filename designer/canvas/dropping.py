"""What happens while a layer is dragged in from the palette? A ghost follows, wires invite it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from designer.canvas.aiming import Aim, aim_under
from designer.canvas.content import node_content
from designer.canvas.geometry import HEADER, WIDTH
from designer.canvas.gestures import GHOSTLY, GONE, Gesture
from designer.canvas.node import NodeItem
from designer.canvas.picking import wire_under
from designer.canvas.pointer import ALT, Pointer
from designer.canvas.surface import Canvas
from designer.document import edits
from designer.document.values import Wire
from engine.errors import DesignError

MIME = "application/x-layerloom-layer"
GHOST = "ghost"


class PaletteDrop(Gesture):
    """A palette entry over the canvas. On a wire it will join in, unless Alt is held."""

    pans_at_edge = True
    cursor = Qt.CursorShape.DragCopyCursor

    def __init__(self, canvas: Canvas, origin: Pointer, kind: str) -> None:
        super().__init__(canvas, origin)
        self.kind = kind
        self._aim: Wire | None = None
        self._slot: Aim | None = None
        self._ghost = self._make_ghost()
        self.move(origin)

    def _make_ghost(self) -> NodeItem | None:
        """What the layer will look like; None when nobody knows its kind."""
        try:
            drawn = edits.add_node(self.canvas.studio.document, self.kind, id=GHOST)
        except DesignError:
            return None
        down = self.canvas.drawing.down
        return self.add_ghost(node_content(drawn, drawn.nodes[GHOST], None, down=down))

    def move(self, pointer: Pointer) -> None:
        if self._ghost is None:
            return
        self._ghost.setPos(top_left(pointer.scene))
        aim = None
        self._slot = aim_under(self.canvas, pointer, self.kind)
        self._ghost.setOpacity(GHOSTLY if self._slot is None else GONE)
        if self._slot is None and not pointer.holds(ALT) and self._ghost.content.inputs:
            aim = wire_under(self.canvas.drawing, self._ghost.body())
        self._aim = aim
        self.canvas.drawing.flag_wires("aim", set() if aim is None else {aim})

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self._slot is not None:
            self.canvas.fill_slot(self._slot, self.kind)
        elif self._ghost is not None:
            self.canvas.add_layer(self.kind, top_left(pointer.scene), wire=self._aim)

    def clear(self) -> None:
        super().clear()
        self.canvas.drawing.aim_slot("", None)
        self.canvas.drawing.flag_wires("aim", set())


class Drops:
    """The part of CanvasView that takes what is dragged in from the palette."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            kind = bytes(event.mimeData().data(MIME)).decode("utf-8", "replace")
            self.cancel_gesture()
            self.last = self.pointer(event)
            self.take_over(PaletteDrop(self, self.last, kind))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if isinstance(self.gesture, PaletteDrop):
            self.last = self.pointer(event)
            self.move_gesture()
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if isinstance(self.gesture, PaletteDrop):
            self.cancel_gesture()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if isinstance(self.gesture, PaletteDrop):
            self.last = self.pointer(event)
            gesture = self.gesture
            self.let_go()
            gesture.end(self.last)
            gesture.clear()
            event.acceptProposedAction()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            event.ignore()


def top_left(pointer: QPointF) -> QPointF:
    """Where a new node stands so that the pointer holds it by its header."""
    return pointer - QPointF(WIDTH / 2, HEADER / 2)
