"""How is a change shown before it is made? Ghosts of what comes, a mark on what goes or differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from designer.canvas.content import NodeContent, content_of, content_parts, worst
from designer.canvas.curves import drawn_path
from designer.canvas.ink import ink
from designer.canvas.node import NodeItem
from designer.canvas.surface import Canvas
from designer.document.values import Document, Wire

if TYPE_CHECKING:
    from designer.canvas.scene import CanvasScene

ABOVE, BEHIND = 40.0, -5.0
FAINT = 0.75  # how solid a ghost looks
GONE = 0.3  # how solid looks what goes
FRAME = 5.0  # from a node that changes to the line round it
ROOM = 40


class Ghosts:
    """Shows the document of an offer over the drawing, until it is told to show none."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._items: list[QGraphicsItem] = []
        self._changed: set[str] = set()
        self._faded: set[str] = set()
        self._moved: set[str] = set()

    @property
    def scene(self) -> CanvasScene:
        return self._canvas.drawing

    @property
    def items(self) -> tuple[QGraphicsItem, ...]:
        """What was laid over the drawing: ghosts of nodes and wires, lines round what changes."""
        return tuple(self._items)

    @property
    def lines(self) -> tuple[QGraphicsPathItem, ...]:
        """What of it is drawn as lines: all that can be seen from afar."""
        return tuple(item for item in self._items if isinstance(item, QGraphicsPathItem))

    def show(self, offer: Any) -> None:
        """Show what an offer makes of the drawing; with None the drawing as it is."""
        self._clear()
        if offer is None or offer.difference.before is not self.scene.document:
            return
        difference = offer.difference
        self._move(offer.document, difference)
        new = {key: self._ghost(offer, key) for key in difference.added_nodes}
        for key in difference.removed_nodes:
            self.scene.nodes[key].setOpacity(GONE)
            self._faded.add(key)
        for key in self.scene.nodes:
            if key in offer.document.nodes:
                self._show_change(offer, key, difference.changed_nodes.get(key, frozenset()))
        self.scene.flag_wires("cut", set(difference.removed_wires))
        for wire in difference.added_wires:
            self._draw(offer.document, wire, new)
        self._bring_into_view()
        self._canvas.viewport().update()

    def _clear(self) -> None:
        """Leave no trace."""
        scene = self.scene
        for item in self._items:
            scene.removeItem(item)
        for key in self._changed & scene.nodes.keys():
            scene.show_again(key)
        for key in self._faded & scene.nodes.keys():
            scene.nodes[key].setOpacity(1.0)
        scene.flag_wires("cut", set())
        if self._moved:
            scene.settle(self._moved & scene.nodes.keys())
        self._items, self._changed, self._faded, self._moved = [], set(), set(), set()
        self._canvas.viewport().update()

    def _move(self, document: Document, difference: Any) -> None:
        """Things make room as they will."""
        places = {
            key: QPointF(document.nodes[key].x, document.nodes[key].y)
            for key, names in difference.changed_nodes.items()
            if names & {"x", "y"}
        }
        if places:
            self.scene.preview(places)
            self._moved = set(places)

    def _ghost(self, offer: Any, key: str) -> NodeItem:
        node = offer.document.nodes[key]
        item = NodeItem("", self._content(offer, key))
        item.setPos(QPointF(node.x, node.y))
        item.setOpacity(FAINT)
        item.setZValue(ABOVE)
        self._add(item)
        self._frame(item)
        return item

    def _show_change(self, offer: Any, key: str, names: frozenset[str]) -> None:
        """A node with its parameters and shapes to come, a line round it where it is changed."""
        item = self.scene.nodes[key]
        content = self._content(offer, key)
        if content != item.content:
            item.set_content(content)
            self._changed.add(key)
        if names & {"type", "parameters"}:
            self._frame(item)

    def _content(self, offer: Any, key: str) -> NodeContent:
        problem = worst(one for one in offer.analysis.problems if one.node == key)
        parts = content_parts(offer.document, offer.analysis, key, self.scene.down)
        return content_of(offer.document, parts, problem)

    def _frame(self, item: NodeItem) -> None:
        path = QPainterPath()
        path.addRoundedRect(item.body().adjusted(-FRAME, -FRAME, FRAME, FRAME), FRAME, FRAME)
        frame = QGraphicsPathItem(path)
        frame.setPen(QPen(ink("accent"), 2.0, Qt.PenStyle.DashLine))
        frame.setZValue(ABOVE)
        self._add(frame)

    def _draw(self, document: Document, wire: Wire, new: dict[str, NodeItem]) -> None:
        source = new.get(wire.source) or self.scene.nodes[wire.source]
        target = new.get(wire.target) or self.scene.nodes[wire.target]
        start, end = source.output_place(wire.source_port), target.input_place(wire.target_port)
        path = QGraphicsPathItem(drawn_path(start, end, None, self.scene.down))
        pen = QPen(ink("accent"), 2.5, Qt.PenStyle.DashLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        path.setPen(pen)
        path.setZValue(BEHIND)
        self._add(path)

    def _add(self, item: QGraphicsItem) -> None:
        item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.scene.addItem(item)
        self._items.append(item)

    def _bring_into_view(self) -> None:
        """Scroll to what would be new or changed, if nothing of it can be seen."""
        area = QRectF()
        for item in self._items:
            area = area.united(item.sceneBoundingRect())
        if area.isNull():
            return
        view = self._canvas
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        if not seen.contains(area):
            view.ensureVisible(area, ROOM, ROOM)
