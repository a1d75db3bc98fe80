"""What is drawn inside a sub-model, seen small? Its layers as bars, its wires as lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from designer.canvas.ink import category, ink, mixed
from designer.document import kinds
from designer.document.kinds import PORTS
from designer.document.placing import USUAL_SIZE
from designer.document.values import Block, Document

MOST = 80  # layers: more would be a grey mist
LARGEST = 0.16  # how large a layer is drawn at most, of its own size
LEAST = 3.0  # what a bar measures at least


@dataclass(frozen=True)
class Sketch:
    """Bars and lines in a box that begins at the origin."""

    width: float
    height: float
    bars: tuple[tuple[float, float, str], ...]
    lines: tuple[tuple[float, float, float, float], ...]


def sketch_of(document: Document, block: Block) -> Sketch | None:
    """The inside of a block; None where nothing is drawn there, or too much."""
    nodes = [node for node in block.nodes.values() if node.type not in PORTS]
    if not 0 < len(nodes) <= MOST:
        return None
    left = min(node.x for node in nodes)
    top = min(node.y for node in nodes)
    places = {node.id: (node.x - left, node.y - top) for node in nodes}
    wide, high = USUAL_SIZE
    bars = []
    for node in nodes:
        kind = kinds.find(document, node.type)
        bars.append((*places[node.id], kind.category if kind else ""))
    lines = tuple(
        (
            places[wire.source][0] + wide,
            places[wire.source][1] + high / 2,
            places[wire.target][0],
            places[wire.target][1] + high / 2,
        )
        for wire in block.wires
        if wire.source in places and wire.target in places
    )
    return Sketch(
        max(x for x, _ in places.values()) + wide,
        max(y for _, y in places.values()) + high,
        tuple(bars),
        lines,
    )


def paint_sketch(painter: QPainter, sketch: Sketch, area: QRectF) -> None:
    """Draw a sketch in the middle of an area, as large as it can be there."""
    scale = min(area.width() / sketch.width, area.height() / sketch.height, LARGEST)
    corner = area.center() - QPointF(sketch.width, sketch.height) * (scale / 2)
    painter.setPen(QPen(ink("wire"), 0.8))
    painter.drawLines(
        [
            QLineF(
                corner.x() + a * scale,
                corner.y() + b * scale,
                corner.x() + c * scale,
                corner.y() + d * scale,
            )
            for a, b, c, d in sketch.lines
        ]
    )
    painter.setPen(Qt.PenStyle.NoPen)
    width = max(USUAL_SIZE[0] * scale, LEAST)
    height = max(USUAL_SIZE[1] * scale, LEAST)
    for x, y, name in sketch.bars:
        painter.setBrush(mixed(category(name), ink("node"), 0.15))
        bar = QRectF(corner.x() + x * scale, corner.y() + y * scale, width, height)
        painter.drawRoundedRect(bar, 1.5, 1.5)
