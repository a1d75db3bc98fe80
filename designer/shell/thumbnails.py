"""How does a drawing look from afar? Boxes in their categories' colours, and wires between them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from designer.document import kinds
from designer.document.placing import USUAL_SIZE, bounds
from designer.document.values import Document, Node
from designer.shell import theme

WIDTH, HEIGHT = USUAL_SIZE
LARGEST_SCALE = 0.5
AROUND = 30.0  # how far a wire that runs back goes beyond its ends


def thumbnail(document: Document, size: QSize, scale: float = 1.0) -> QPixmap:
    """The whole drawing in `size` logical pixels, in the colours of the theme."""
    picture = QPixmap(size * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, document, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return picture


def draw(painter: QPainter, document: Document, area: QRectF) -> None:
    """Draw the document into `area`, as large as it fits."""
    if not document.nodes:
        return
    left, top, right, bottom = bounds(document, document.nodes)
    left, right = left - AROUND - 6, right + AROUND + 6
    factor = min(area.width() / (right - left), area.height() / (bottom - top), LARGEST_SCALE)
    painter.save()
    painter.translate(area.center())
    painter.scale(factor, factor)
    painter.translate(-(left + right) / 2, -(top + bottom) / 2)
    pen = QPen(theme.current().color("wire"), max(3.0, 1.2 / factor))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for wire in document.wires:
        painter.drawPath(_curve(document.nodes[wire.source], document.nodes[wire.target]))
    for node in document.nodes.values():
        _box(painter, document, node)
    painter.restore()


def _curve(source: Node, target: Node) -> QPainterPath:
    start = QPointF(source.x + WIDTH, source.y + HEIGHT / 2)
    end = QPointF(target.x, target.y + HEIGHT / 2)
    path = QPainterPath(start)
    if end.x() < start.x():  # back to the left: around, between the rows
        middle = (start.y() + end.y()) / 2
        for x, y in ((start.x() + AROUND, start.y()), (start.x() + AROUND, middle)):
            path.lineTo(x, y)
        for x, y in ((end.x() - AROUND, middle), (end.x() - AROUND, end.y()), (end.x(), end.y())):
            path.lineTo(x, y)
        return path
    reach = max(40.0, (end.x() - start.x()) / 2)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
    return path


def _box(painter: QPainter, document: Document, node: Node) -> None:
    tokens = theme.current()
    kind = kinds.find(document, node.type)
    color = tokens.category(kind.category if kind else "input")
    body = QRectF(node.x, node.y, WIDTH, HEIGHT)
    painter.setPen(QPen(color, 6))
    painter.setBrush(tokens.color("node"))
    painter.drawRoundedRect(body, 18, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(node.x + 16, node.y + 18, 48, 48), 10, 10)
    faint = tokens.color("text_faint", 0.6)
    painter.setBrush(faint)
    painter.drawRoundedRect(QRectF(node.x + 80, node.y + 24, 104, 12), 6, 6)
    painter.drawRoundedRect(QRectF(node.x + 80, node.y + 48, 64, 12), 6, 6)
