"""How is a large drawing shown when it is small? Rectangles and lines, drawn in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from designer.canvas.ink import category, ink, mixed, wire_color
from designer.canvas.node import NodeItem
from designer.canvas.notes import FrameItem
from designer.canvas.scene import CanvasScene
from designer.canvas.wire import WireItem

WRONG = "wrong"


@dataclass
class Sheet:
    """Items as few calls to the painter: the lines and rectangles of each color together."""

    wires: dict[str, list[QLineF]] = field(default_factory=dict)
    nodes: dict[str, list[QRectF]] = field(default_factory=dict)
    errors: list[QRectF] = field(default_factory=list)

    def add_wires(self, items: Iterable[WireItem]) -> None:
        for item in items:
            if item.isVisible():
                kind = WRONG if "wrong" in item.flags else item.category
                self.wires.setdefault(kind, []).extend(item.corners())

    def add_nodes(self, items: Iterable[NodeItem]) -> None:
        for item in items:
            body = item.body()
            self.nodes.setdefault(item.content.category, []).append(body)
            if item.content.status == "error":
                self.errors.append(body)

    def paint(self, painter: QPainter, line: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for kind, lines in self.wires.items():
            color = ink("error") if kind == WRONG else wire_color(kind)
            painter.setPen(_cosmetic(mixed(color, ink("canvas"), 0.3), line))
            painter.drawLines(lines)
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, rects in self.nodes.items():
            painter.setBrush(category(kind))
            painter.drawRects(rects)
        _outline(painter, "error", self.errors)


class Overview:
    """The whole drawing from afar. What moves is drawn apart, so that a drag rebuilds little."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._still: Sheet | None = None
        self._moving: frozenset[str] = frozenset()

    def outdate(self) -> None:
        """Something has changed its place or its look."""
        self._still = None

    def paint(self, painter: QPainter, line: float = 1.2) -> None:
        """Draw everything through the painter's transform; wires are `line` pixels wide."""
        scene, moving = self._scene, self._scene.moving
        led = {wire for key in moving for wire in scene.wires_at(key)}
        if self._still is None or moving != self._moving:
            self._moving, self._still = moving, Sheet()
            self._still.add_wires(item for wire, item in scene.wires.items() if wire not in led)
            self._still.add_nodes(item for key, item in scene.nodes.items() if key not in moving)
        self._paint_boxes(painter)
        self._still.paint(painter, line)
        if moving:
            hand = Sheet()
            hand.add_wires(scene.wires[wire] for wire in led)
            hand.add_nodes(scene.nodes[key] for key in moving if key in scene.nodes)
            hand.paint(painter, line)
        chosen = (scene.nodes[key].body() for key in scene.selection()[0] if key in scene.nodes)
        _outline(painter, "accent", list(chosen))

    def _paint_boxes(self, painter: QPainter) -> None:
        """Frames and notes: there are few."""
        painter.setPen(_cosmetic(ink("border_strong"), 1))
        for item in self._scene.boxes.values():
            frame = isinstance(item, FrameItem)
            painter.setBrush(ink("border", 0.25) if frame else ink("warning", 0.3))
            painter.drawRect(item.body())


def _outline(painter: QPainter, token: str, rects: list[QRectF]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_cosmetic(ink(token), 2.5))
    painter.drawRects(rects)


def _cosmetic(color: QColor, width: float) -> QPen:
    """A pen as wide at every zoom."""
    pen = QPen(color, width)
    pen.setCosmetic(True)
    return pen
