"""What does the mouse do between press and release? One object a gesture: move, end, cancel."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsPathItem

from designer.canvas import steps
from designer.canvas.aiming import Aim, aim_under
from designer.canvas.content import NodeContent
from designer.canvas.geometry import GUIDE_REACH
from designer.canvas.guides import Snap, snap
from designer.canvas.ink import ink
from designer.canvas.node import NodeItem
from designer.canvas.notes import FrameItem
from designer.canvas.picking import wire_under
from designer.canvas.pointer import ALT, CTRL, SHIFT, Pointer
from designer.canvas.surface import Canvas
from designer.document import edits
from designer.document.naming import fresh_ids
from designer.document.values import Wire
from designer.texts import error_sentence
from engine.errors import DesignError

translate = QCoreApplication.translate
ON_TOP = 100.0
GHOSTLY, GONE = 0.7, 0.45  # how much is seen of what is dragged; over a slot that it would hide
SMALLEST_BOX = 60.0
MOST_GUIDED = 400  # beyond so many visible nodes, lining up costs more than it helps


class Gesture:
    """One gesture. It previews on items only; `end` makes one edit, `cancel` leaves nothing."""

    pans_at_edge = False
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: Canvas, origin: Pointer) -> None:
        self.canvas = canvas
        self.origin = origin
        self._drawn: list[QGraphicsItem] = []

    def move(self, pointer: Pointer) -> None:
        """The mouse, the view or a modifier key has moved."""

    def end(self, pointer: Pointer) -> None:
        """The button is released."""

    def cancel(self) -> None:
        """Esc, or the window lost the mouse."""

    def clear(self) -> None:
        """Take away what this gesture drew; called after `end` and after `cancel`."""
        for item in self._drawn:
            self.canvas.drawing.removeItem(item)
        self._drawn.clear()
        self.canvas.hint("")

    def far(self, pointer: Pointer) -> bool:
        """Whether the mouse has moved far enough to mean it."""
        away = (pointer.place - self.origin.place).manhattanLength()
        return away >= QApplication.startDragDistance()

    def draw(self, token: str, width: float, fill: str = "", style=Qt.PenStyle.SolidLine):
        """An empty path on top of everything, its line `width` pixels at any zoom."""
        item = QGraphicsPathItem()
        pen = QPen(ink(token), width, style)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        item.setPen(pen)
        if fill:
            item.setBrush(ink(fill))
        item.setZValue(ON_TOP)
        self.canvas.drawing.addItem(item)
        self._drawn.append(item)
        return item

    def add_ghost(self, content: NodeContent) -> NodeItem:
        """What a node with this content will look like, on top of everything."""
        ghost = NodeItem("", content)
        ghost.setOpacity(GHOSTLY)
        ghost.setZValue(ON_TOP)
        self.canvas.drawing.addItem(ghost)
        self._drawn.append(ghost)
        return ghost

    @property
    def drawn(self) -> list[QGraphicsPathItem]:
        return [item for item in self._drawn if isinstance(item, QGraphicsPathItem)]


class Pan(Gesture):
    """The sheet follows the hand."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, origin: Pointer) -> None:
        super().__init__(canvas, origin)
        self._last = origin.place

    def move(self, pointer: Pointer) -> None:
        self.canvas.scroll_by(self._last - pointer.place)
        self._last = pointer.place


class BoxSelect(Gesture):
    """A rubber band: replaces the selection, Shift adds to it, Ctrl turns it over."""

    pans_at_edge = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, origin: Pointer) -> None:
        super().__init__(canvas, origin)
        self._band: QGraphicsPathItem | None = None
        self._before = canvas.studio.selection
        self._wires_before = canvas.studio.selected_wires
        if not origin.modifiers & (SHIFT | CTRL):
            canvas.studio.select(())

    def move(self, pointer: Pointer) -> None:
        if self._band is None:
            if not self.far(pointer):
                return
            self._band = self.draw("accent", 1.0, "accent_soft")
        area = QRectF(self.origin.scene, pointer.scene).normalized()
        path = QPainterPath()
        path.addRect(area)
        self._band.setPath(path)
        caught = self.canvas.drawing.touched_by(area)
        if pointer.holds(CTRL):
            self._select(self._before ^ caught, self._wires_before)
        elif pointer.holds(SHIFT):
            self._select(self._before | caught, self._wires_before)
        else:
            self._select(caught, frozenset())

    def _select(self, ids: frozenset[str], wires: frozenset[Wire]) -> None:
        self.canvas.studio.select(ids, wires=wires)

    def cancel(self) -> None:
        self._select(self._before, self._wires_before)


class MoveThings(Gesture):
    """Drags the selection. Lines it up with its neighbours; Ctrl lets it go freely.

    A single layer that is dropped on a wire joins it, unless Alt is held; over a slot it goes
    into that.
    """

    pans_at_edge = True
    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, canvas: Canvas, origin: Pointer, key: str) -> None:
        super().__init__(canvas, origin)
        self._key = key
        self._toggle = origin.holds(CTRL)
        self._selected_before = key in canvas.studio.selection
        self._choose(key, origin)
        self._start: dict[str, QPointF] = {}
        self._others: list[QRectF] = []
        self._box = QRectF()
        self._guides: QGraphicsPathItem | None = None
        self._shift = QPointF()
        self._aim: Wire | None = None
        self._slot: Aim | None = None

    def _choose(self, key: str, origin: Pointer) -> None:
        """The press selects what it hits; on something selected it waits for the release."""
        studio = self.canvas.studio
        if origin.holds(SHIFT):
            studio.select({key}, "add")
        elif not self._selected_before:
            studio.select({key}, "add" if self._toggle else "replace")

    def move(self, pointer: Pointer) -> None:
        if not self._start:
            if not self.far(pointer):
                return
            self._take_up()
        shift = pointer.scene - self.origin.scene
        lined_up = Snap(shift, ())
        if not pointer.holds(CTRL) and self._others:
            reach = GUIDE_REACH / self.canvas.scale_now()
            found = snap(self._box.translated(shift), self._others, reach)
            lined_up = Snap(shift + found.shift, found.lines)
        # Whole numbers, so that a drawing made by hand is a tidy file.
        self._shift = QPointF(lined_up.shift.toPoint())
        self._show_guides(lined_up)
        self.canvas.drawing.preview(
            {key: place + self._shift for key, place in self._start.items()}
        )
        self._slot = None
        if len(self._start) == 1 and self._key in self.canvas.drawing.nodes:
            kind = self.canvas.studio.document.nodes[self._key].type
            exact = not self._is_loose()
            self._slot = aim_under(self.canvas, pointer, kind, self._key, exact=exact)
            self.canvas.drawing.nodes[self._key].setOpacity(1.0 if self._slot is None else GONE)
        free = self._slot is not None or pointer.holds(ALT)
        self._aim_at(None if free else self._wire_below())

    def _take_up(self) -> None:
        """Remember where everything stands, and what stands around it."""
        drawing, document = self.canvas.drawing, self.canvas.studio.document
        keys = set(self.canvas.studio.selection)
        for key in [key for key in keys if key in document.frames]:
            keys.update(steps.inside(document, key, drawing.size_of))
        for key in keys:
            record = drawing.record(key)
            self._start[key] = QPointF(record.x, record.y)
        self._box = drawing.bounds(keys)
        around = [
            item
            for item in drawing.items(self.canvas.visible())
            if isinstance(item, NodeItem) and item.node_id not in keys
        ]
        if len(around) <= MOST_GUIDED and len(keys) <= MOST_GUIDED:
            self._others = [item.body() for item in around]
        self._guides = self.draw("accent", 1.0)

    def _show_guides(self, found: Snap) -> None:
        path = QPainterPath()
        for line in found.lines:
            path.moveTo(line.p1())
            path.lineTo(line.p2())
        self._guides.setPath(path)

    def _is_loose(self) -> bool:
        """Whether one layer without a wire is dragged: it can go onto a wire."""
        one = len(self._start) == 1 and self._key in self.canvas.drawing.nodes
        return one and not self.canvas.drawing.wires_at(self._key)

    def _wire_below(self) -> Wire | None:
        """The wire onto which the dragged layer would be put."""
        if not self._is_loose():
            return None
        body = self.canvas.drawing.nodes[self._key].body()
        return wire_under(self.canvas.drawing, body, self._key)

    def _aim_at(self, wire: Wire | None) -> None:
        if wire == self._aim:
            return
        self.canvas.drawing.flag_wires("aim", set() if wire is None else {wire})
        self._aim = wire
        self.canvas.hint("")
        if wire is not None:
            try:
                edits.insert_on_wire(self.canvas.studio.document, self._key, wire)
            except DesignError as error:
                self.canvas.drawing.flag_wires("aim", set())
                self._aim = None
                self.canvas.hint(error_sentence(error), "refused")

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        studio, drawing, key = self.canvas.studio, self.canvas.drawing, self._key
        if not self._start:
            self._click()
            return
        places = {
            key: ((place + self._shift).x(), (place + self._shift).y())
            for key, place in self._start.items()
        }
        done = False
        if self._slot is not None:
            done = self.canvas.put_into(self._slot, key)
        elif self._aim is not None:
            done = self.canvas.insert(places, key, self._aim)
        else:
            done = studio.edit(self.canvas.label_for_move(places), edits.move, places)
        if not done or not self._shift:
            drawing.settle(self._start)

    def _click(self) -> None:
        """Pressed and released without moving: now the press on something selected counts."""
        studio = self.canvas.studio
        if self._selected_before and self._toggle:
            studio.select({self._key}, "remove")
        elif self._selected_before and not self.origin.holds(SHIFT):
            studio.select({self._key})

    def cancel(self) -> None:
        self.canvas.drawing.settle(self._start)

    def clear(self) -> None:
        super().clear()
        self.canvas.drawing.aim_slot("", None)
        if self._key in self.canvas.drawing.nodes:
            self.canvas.drawing.nodes[self._key].setOpacity(1.0)
        self.canvas.drawing.flag_wires("aim", set())


class ShareLayers(Gesture):
    """Alt and drag: second calls of the selected layers, with the same weights."""

    pans_at_edge = True
    cursor = Qt.CursorShape.DragCopyCursor

    def __init__(self, canvas: Canvas, origin: Pointer, key: str) -> None:
        super().__init__(canvas, origin)
        if key not in canvas.studio.selection:
            canvas.studio.select({key})
        self._ghosts: dict[str, NodeItem] = {}

    def move(self, pointer: Pointer) -> None:
        if not self._ghosts:
            if not self.far(pointer):
                return
            for key in self.canvas.selected_nodes():
                self._ghosts[key] = self.add_ghost(self.canvas.drawing.nodes[key].content)
        for key, ghost in self._ghosts.items():
            ghost.setPos(self._place(key, pointer))

    def _place(self, key: str, pointer: Pointer) -> QPointF:
        node = self.canvas.studio.document.nodes[key]
        return QPointF(node.x, node.y) + pointer.scene - self.origin.scene

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        if not self._ghosts:
            return
        studio = self.canvas.studio
        places = {key: self._place(key, pointer).toTuple() for key in self._ghosts}
        new = dict(zip(places, fresh_ids(studio.document, len(places)), strict=True))
        if studio.edit(translate("Canvas", "Share weights"), steps.share, places, new):
            studio.select(new.values())


class ResizeBox(Gesture):
    """Pulls the corner of a note or a frame."""

    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, canvas: Canvas, origin: Pointer, key: str) -> None:
        super().__init__(canvas, origin)
        self._key = key
        self._size = canvas.drawing.size_of(key)
        canvas.studio.select({key})

    def move(self, pointer: Pointer) -> None:
        grown = pointer.scene - self.origin.scene
        width, height = self._size
        self.canvas.drawing.boxes[self._key].resize(
            max(width + grown.x(), SMALLEST_BOX), max(height + grown.y(), SMALLEST_BOX)
        )

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        width, height = self.canvas.drawing.size_of(self._key)
        function = (
            edits.edit_frame
            if isinstance(self.canvas.drawing.boxes[self._key], FrameItem)
            else edits.edit_note
        )
        label = translate("Canvas", "Resize")
        if not self.canvas.studio.edit(label, function, self._key, width=width, height=height):
            self.cancel()

    def cancel(self) -> None:
        self.canvas.drawing.settle({self._key})


class Menu(Gesture):
    """A click with the right button, which opens the menu where it is released."""

    def end(self, pointer: Pointer) -> None:
        if not self.far(pointer):
            self.canvas.open_menu(pointer)
