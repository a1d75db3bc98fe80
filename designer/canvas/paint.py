"""How does a node look? Strokes, fills and letters for its content, in the theme's colors."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from designer.canvas.content import NodeContent, Slot
from designer.canvas.geometry import PORT, RADIUS, NodeForm
from designer.canvas.ink import category, font_of, ink, ink_on, mixed, pen, wire_color
from designer.canvas.letters import outlined
from designer.canvas.pod_paint import paint_pods, paint_tile
from designer.canvas.sketch import paint_sketch
from designer.canvas.typeset import TextRun, badge_places, far_tile
from designer.document.slots import Path
from designer.shell import theme

PLAIN = 0.5  # below this scale a node shows its title and color only
STAMPED = 0.9  # below this scale what nodes have in common is drawn by one picture
SHEET = 3.5  # how far the next card of a sub-model looks out
AROUND = 8.0  # what a stamp shows of the shadow and the glow beside the body
MOST_STAMPS = 600
DOT = 7.0


@dataclass
class NodeState:
    """What a node is doing right now; nothing of it is in the document."""

    selected: bool = False
    hovered: bool = False
    dimmed: bool = False
    # port number -> "fits", "refused" or "aim", while a wire is drawn
    inputs: dict[int, str] = field(default_factory=dict)
    outputs: dict[int, str] = field(default_factory=dict)
    inner: Path = ()  # the slot that is selected
    drop: tuple[Path, bool] | None = None  # where what is dragged would go


def paint_node(
    painter: QPainter,
    content: NodeContent,
    form: NodeForm,
    runs: tuple[TextRun, ...],
    state: NodeState,
    scale: float,
    *,
    screen: bool = False,
) -> None:
    """Draw one node, its top left corner at the origin; `scale` is pixels a unit.

    On the `screen` what is seen small is stamped: bodies of one kind are drawn once.
    """
    plain = scale < PLAIN
    if content.dot:
        _paint_dot(painter, content, form, state)
        return
    if state.dimmed or content.bypassed:
        painter.setOpacity(painter.opacity() * (0.35 if state.dimmed else 0.6))
    if screen and scale < STAMPED and not state.hovered:
        _stamp_body(painter, content, form, state, scale)
    else:
        _paint_body(painter, content, form, state, scale)
        paint_tile(painter, *_tile(content, form, plain), scale)
    if not plain and content.block and not content.collapsed:
        _paint_instance(painter, content, form)
    if form.pods:
        paint_pods(painter, content, form, state.inner, state.drop, scale, plain=plain)
    faded = content.status == "unknown"
    shapes = outlined(painter)
    for run in runs:
        painter.setFont(font_of(run.letters))
        painter.setPen(ink("text_muted" if faded and run.ink == "text" else run.ink))
        if shapes:
            painter.fillPath(run.outline(), painter.pen().color())
        else:
            painter.drawStaticText(run.place, run.text)
    if not plain:
        _paint_ports(painter, content, form, state)
    if content.severity == "error" or (content.severity and content.status == "ok"):
        _paint_badge(painter, form, content.severity)


def _paint_dot(painter: QPainter, content: NodeContent, form: NodeForm, state: NodeState) -> None:
    """A dot on a stretch of its wire; its ports show while something could be done with them."""
    middle = form.body.center()
    wrong = content.status == "error"
    line = pen("error", 2) if wrong else QPen(wire_color(content.category), 2)
    painter.setPen(line)
    painter.drawLine(QLineF(form.inputs[0], form.outputs[0]))
    if state.selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("accent_soft"))
        painter.drawEllipse(middle, DOT + 5, DOT + 5)
    painter.setPen(pen("accent", 2) if state.selected else pen("canvas", 1.5))
    painter.setBrush(ink("error") if wrong else category(content.category))
    painter.drawEllipse(middle, DOT, DOT)
    if state.hovered or state.selected or state.inputs or state.outputs:
        _paint_ports(painter, content, form, state)


_stamps: dict[tuple, QPixmap] = {}


def _stamp_body(
    painter: QPainter, content: NodeContent, form: NodeForm, state: NodeState, scale: float
) -> None:
    """Draw the body and its tile by a picture that all nodes which look the same share."""
    ratio = scale * painter.device().devicePixelRatioF()
    key = (
        theme.current().name,
        content.icon,
        content.kind,
        content.category,
        content.status,
        content.collapsed,
        content.bypassed,
        form.height,
        form.footer.top(),
        form.tile.top(),
        content.block,
        content.repeat > 1,
        state.selected,
        ratio,
    )
    stamp = _stamps.get(key)
    if stamp is None:
        if len(_stamps) > MOST_STAMPS:
            _stamps.clear()
        stamp = _stamps[key] = _made_stamp(content, form, state, scale, ratio)
    # On whole pixels and without a scale of its own a picture is copied, which is fast.
    place = painter.worldTransform()
    painter.resetTransform()
    painter.drawPixmap(place.map(QPointF(-AROUND, -AROUND)).toPoint(), stamp)
    painter.setWorldTransform(place)


def _made_stamp(
    content: NodeContent, form: NodeForm, state: NodeState, scale: float, ratio: float
) -> QPixmap:
    stamp = QPixmap(
        ceil((form.width + 2 * AROUND) * ratio), ceil((form.height + 2 * AROUND) * ratio)
    )
    stamp.fill(Qt.GlobalColor.transparent)
    plain = scale < PLAIN
    painter = QPainter(stamp)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(ratio, ratio)
    painter.translate(AROUND, AROUND)
    _paint_body(painter, content, form, state, scale)
    paint_tile(painter, *_tile(content, form, plain), ratio)
    painter.end()
    stamp.setDevicePixelRatio(ratio / scale)
    return stamp


def _paint_body(
    painter: QPainter,
    content: NodeContent,
    form: NodeForm,
    state: NodeState,
    scale: float,
) -> None:
    body, plain = form.body, scale < PLAIN
    if not plain:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("shadow", 0.5))
        painter.drawPath(_shadow_path(form.width, form.height))
    if content.block:
        _paint_sheets(painter, content, body)
    if state.selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("accent_soft"))
        painter.drawRoundedRect(body.adjusted(-4, -4, 4, 4), RADIUS + 4, RADIUS + 4)
    painter.setPen(_border(content, state, scale))
    painter.setBrush(ink("node_selected" if state.selected else "node"))
    painter.drawRoundedRect(body, RADIUS, RADIUS)
    if not plain and not content.collapsed:
        painter.setPen(Qt.PenStyle.NoPen)
        wrong = content.status == "error"
        painter.setBrush(ink("error", 0.14) if wrong else ink("window", 0.75))
        painter.drawPath(_footer_path(form.width, form.footer.top(), form.height))


def _paint_sheets(painter: QPainter, content: NodeContent, body: QRectF) -> None:
    """What is drawn elsewhere lies below: one more card, and several where it is repeated."""
    for number in range(2 if content.repeat > 1 else 1, 0, -1):
        painter.setPen(pen("border_strong", 1))
        painter.setBrush(mixed(category(content.category), ink("node"), 0.55 + 0.15 * number))
        step = SHEET * number
        painter.drawRoundedRect(body.adjusted(step, step, step, step), RADIUS, RADIUS)


def _paint_instance(painter: QPainter, content: NodeContent, form: NodeForm) -> None:
    """The badges of a sub-model and what is drawn inside it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink("accent_soft"))
    for place in badge_places(content, form):
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    if content.sketch is not None:
        paint_sketch(painter, content.sketch, form.sketch)


def _border(content: NodeContent, state: NodeState, scale: float) -> QPen:
    style = Qt.PenStyle.DashLine if content.bypassed else Qt.PenStyle.SolidLine
    if state.selected:
        return pen("accent", 2, style)
    if content.status == "error":
        return pen("error", 1.5, style)
    if state.hovered:
        return pen("wire", 1.2, style)
    # From afar too it is a whole pixel wide: a part of one is hardly seen.
    return pen("node_border", max(1.0, round(4 / scale) / 4), style)


@lru_cache(maxsize=256)
def _shadow_path(width: float, height: float) -> QPainterPath:
    """What of the shadow the body leaves free: filling all of it would cost as much as the body."""
    shadow, body = QPainterPath(), QPainterPath()
    shadow.addRoundedRect(QRectF(0, 2, width, height + 1), RADIUS, RADIUS)
    body.addRoundedRect(QRectF(0, 0, width, height), RADIUS, RADIUS)
    return shadow.subtracted(body)


@lru_cache(maxsize=256)
def _footer_path(width: float, top: float, bottom: float) -> QPainterPath:
    """The strip along the bottom, round in its lower corners, inside the border."""
    path = QPainterPath()
    left, right, low, radius = 0.75, width - 0.75, bottom - 0.75, RADIUS - 0.75
    path.moveTo(left, top)
    path.lineTo(right, top)
    path.lineTo(right, low - radius)
    path.arcTo(QRectF(right - 2 * radius, low - 2 * radius, 2 * radius, 2 * radius), 0, -90)
    path.lineTo(left + radius, low)
    path.arcTo(QRectF(left, low - 2 * radius, 2 * radius, 2 * radius), 270, -90)
    path.closeSubpath()
    return path


def _tile(content: NodeContent, form: NodeForm, plain: bool) -> tuple[QRectF, str, str, QColor]:
    """The square with the layer's picture, what that is called, and its color."""
    ground = category(content.category)
    if content.status == "unknown":
        ground = mixed(ground, ink("node"), 0.45)
    return far_tile(form) if plain else form.tile, content.icon, content.kind, ground


def _paint_ports(painter: QPainter, content: NodeContent, form: NodeForm, state: NodeState) -> None:
    for slot, place in zip(content.inputs, form.inputs, strict=True):
        ground = category(slot.source) if slot.used else None
        _paint_port(painter, place, slot, ground, state.inputs.get(slot.number, ""))
    for slot, place in zip(content.outputs, form.outputs, strict=True):
        ground = category(content.category)
        _paint_port(painter, place, slot, ground, state.outputs.get(slot.number, ""))


def _paint_port(
    painter: QPainter, place: QPointF, slot: Slot, ground: QColor | None, light: str
) -> None:
    """A filled dot where a wire is or begins, a ring where one may end, small if it need not."""
    if light in ("fits", "aim"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("success", 0.45 if light == "aim" else 0.22))
        painter.drawEllipse(place, PORT + 6, PORT + 6)
    if light == "refused":
        painter.setPen(pen("text_faint", 1))
        painter.setBrush(ink("node"))
    elif light:
        painter.setPen(pen("canvas", 1.5))
        painter.setBrush(ink("success"))
    elif ground is not None:
        painter.setPen(pen("canvas", 1.5))
        painter.setBrush(ground)
    else:
        painter.setPen(pen("wire", 1.5))
        painter.setBrush(ink("node"))
    radius = PORT - 1.5 if slot.optional and not slot.used and not light else PORT
    painter.drawEllipse(place, radius, radius)


def _paint_badge(painter: QPainter, form: NodeForm, severity: str) -> None:
    """A disc on the top right corner: a mark for those who do not see its color."""
    centre = QPointF(form.width - 4, 4)
    ground = theme.current().severity(severity)
    painter.setPen(pen("canvas", 2))
    painter.setBrush(ground)
    painter.drawEllipse(centre, 8.5, 8.5)
    painter.setPen(QPen(ink_on(ground), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if severity == "hint":
        painter.drawLine(QLineF(centre.x(), centre.y() - 1, centre.x(), centre.y() + 4))
        painter.drawPoint(QPointF(centre.x(), centre.y() - 4))
    else:
        painter.drawLine(QLineF(centre.x(), centre.y() - 4, centre.x(), centre.y() + 1))
        painter.drawPoint(QPointF(centre.x(), centre.y() + 4))
