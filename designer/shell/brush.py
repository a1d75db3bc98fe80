"""How are the strokes of the window drawn? Rounded boxes, chevrons and ticks, from the tokens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from designer.shell import theme
from designer.shell.theme import Radius

CHEVRONS = {  # unit strokes around the middle
    "down": ((-1, -0.5), (0, 0.5), (1, -0.5)),
    "up": ((-1, 0.5), (0, -0.5), (1, 0.5)),
    "right": ((-0.5, -1), (0.5, 0), (-0.5, 1)),
    "left": ((0.5, -1), (-0.5, 0), (0.5, 1)),
}


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: QColor | None,
    line: QColor | None = None,
    radius: float = Radius.MEDIUM,
    width: float = 1.0,
) -> None:
    """A rounded box whose line lies inside `rect`, sharp at any scale."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if line is not None else 0.0
    area = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, radius - inset, radius - inset)
    painter.restore()


def field(painter: QPainter, rect: QRect, *, enabled: bool, focused: bool, hovered: bool) -> None:
    """The ground of everything that takes typing."""
    tokens = theme.current()
    fill = tokens.color("field") if enabled else tokens.color("panel")
    if focused:
        box(painter, rect, fill, tokens.color("accent"), width=1.5)
    else:
        token = "border" if not enabled else "text_muted" if hovered else "edge"
        box(painter, rect, fill, tokens.color(token))


def button(
    painter: QPainter,
    rect: QRect,
    *,
    enabled: bool,
    hovered: bool,
    pressed: bool,
    primary: bool,
    focused: bool,
) -> None:
    """The ground of a push button; `primary` is the one that Enter presses."""
    tokens = theme.current()
    if primary and enabled:
        fill = tokens.color("accent")
        if pressed:
            fill = fill.darker(115)
        elif hovered:
            fill = fill.lighter(107)
        box(painter, rect, fill)
    else:
        token = "pressed" if pressed else "hover" if hovered and enabled else "raised"
        box(painter, rect, tokens.color(token), tokens.color("border"))
    if focused:
        ring = tokens.color("text" if primary else "accent", 0.8)
        box(painter, QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), None, ring, Radius.SMALL, 1.2)


def chevron(
    painter: QPainter, rect: QRect | QRectF, direction: str, color: QColor, size: float = 3.5
) -> None:
    """A small open arrow in the middle of `rect`."""
    center = QRectF(rect).center()
    points = [center + QPointF(x, y) * size for x, y in CHEVRONS[direction]]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(color, 1.4))
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


def tick(painter: QPainter, rect: QRect | QRectF, color: QColor, width: float = 1.7) -> None:
    """The mark of a checked box."""
    area = QRectF(rect)
    unit = min(area.width(), area.height())
    center = area.center()
    points = [center + QPointF(x, y) * unit for x, y in ((-0.24, 0.02), (-0.06, 0.2), (0.26, -0.2))]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(color, width))
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


def cross(painter: QPainter, rect: QRect | QRectF, color: QColor, size: float = 3.5) -> None:
    """The mark that closes something."""
    center = QRectF(rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(color, 1.4))
    for slope in (1, -1):
        painter.drawLine(
            center + QPointF(-size, -size * slope), center + QPointF(size, size * slope)
        )
    painter.restore()


def check_box(
    painter: QPainter, rect: QRect, *, on: bool, half: bool, enabled: bool, hovered: bool
) -> None:
    tokens = theme.current()
    fraction = 1.0 if enabled else 0.45
    if on or half:
        box(painter, rect, tokens.color("accent", fraction), radius=Radius.SMALL)
        mark = tokens.color("on_accent")
        if on:
            tick(painter, rect, mark)
        else:
            middle = QRectF(rect.left() + 4, rect.center().y(), rect.width() - 8, 1.6)
            painter.fillRect(middle, mark)
    else:
        line = tokens.color("accent" if hovered and enabled else "edge", fraction)
        box(painter, rect, tokens.color("field"), line, Radius.SMALL)


def radio(painter: QPainter, rect: QRect, *, on: bool, enabled: bool, hovered: bool) -> None:
    tokens = theme.current()
    fraction = 1.0 if enabled else 0.45
    side = min(rect.width(), rect.height())
    circle = QRectF(rect.left(), rect.top(), side, side)
    if on:
        box(painter, circle, tokens.color("accent", fraction), radius=side / 2)
        dot = circle.adjusted(side * 0.31, side * 0.31, -side * 0.31, -side * 0.31)
        box(painter, dot, tokens.color("on_accent"), radius=dot.width() / 2)
    else:
        line = tokens.color("accent" if hovered and enabled else "edge", fraction)
        box(painter, circle, tokens.color("field"), line, side / 2)


def _round_pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
