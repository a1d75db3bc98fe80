"""How do the layers inside a node look? Small cards, dashed holes, and where a drop would go."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from designer.canvas.content import NodeContent
from designer.canvas.geometry import POD_TILE, NodeForm
from designer.canvas.glyphs import draw_glyph, initials
from designer.canvas.ink import category, font_of, ink, ink_on, mixed, pen
from designer.canvas.letters import write
from designer.canvas.pods import Pod
from designer.document.slots import Path

GLYPH = 0.66  # share of the tile that the picture takes
ROUND = 7.0
AFAR = 0.5  # how much of a card's color is the node's own when it is seen from afar


def paint_pods(
    painter: QPainter,
    content: NodeContent,
    form: NodeForm,
    selected: Path,
    drop: tuple[Path, bool] | None,
    scale: float,
    *,
    plain: bool,
) -> None:
    """Draw the slots of a node; their texts come with the node's. `plain` is seen from afar."""
    for pod, place in zip(content.pods, form.pods, strict=True):
        aimed = drop is not None and drop == (pod.path, False)
        if pod.empty:
            _paint_hole(painter, pod, place, selected == pod.path, aimed)
        elif plain:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(category(pod.category), ink("node"), AFAR))
            painter.drawRoundedRect(place, ROUND, ROUND)
        else:
            _paint_card(painter, pod, place, selected == pod.path, aimed)
            tile = QRectF(place.left() + 7, place.top() + 8, POD_TILE, POD_TILE)
            paint_tile(painter, tile, pod.icon, pod.title, category(pod.category), scale)
    if drop is not None and drop[1]:
        _paint_gap(painter, content, form, drop[0])


def _paint_hole(painter: QPainter, pod: Pod, place: QRectF, selected: bool, aimed: bool) -> None:
    token = "success" if aimed else "accent" if selected else "error" if pod.wrong else "wire"
    width = 2.0 if aimed or selected else 1.2
    painter.setPen(pen(token, width, Qt.PenStyle.DashLine))
    painter.setBrush(ink("success", 0.22) if aimed else ink("canvas", 0.6))
    painter.drawRoundedRect(place, ROUND, ROUND)


def _paint_card(painter: QPainter, pod: Pod, place: QRectF, selected: bool, aimed: bool) -> None:
    token = "success" if aimed else "accent" if selected else "error" if pod.wrong else ""
    painter.setPen(pen(token, 2) if token else pen("border_strong", 1))
    painter.setBrush(ink("success", 0.22) if aimed else ink("raised"))
    painter.drawRoundedRect(place, ROUND, ROUND)
    if selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("accent_soft"))
        painter.drawRoundedRect(place, ROUND, ROUND)


def _paint_gap(painter: QPainter, content: NodeContent, form: NodeForm, path: Path) -> None:
    """A line where a cell would go between two others."""
    for pod, place in zip(content.pods, form.pods, strict=True):
        if pod.path == path:
            y = place.top() - 2.5
            painter.setPen(pen("success", 3))
            painter.drawLine(QLineF(place.left(), y, place.right(), y))


def paint_tile(
    painter: QPainter, tile: QRectF, icon: str, title: str, ground: QColor, scale: float
) -> None:
    """A square in a category's color with a layer's picture, or its initials."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(tile, ROUND, ROUND)
    mark = ink_on(ground)
    size = tile.width() * GLYPH
    place = QRectF(0, 0, size, size)
    place.moveCenter(tile.center())
    if not draw_glyph(painter, icon, mark, place, scale):
        painter.setFont(font_of("glyph"))
        painter.setPen(mark)
        write(painter, tile, Qt.AlignmentFlag.AlignCenter.value, initials(title))
