"""Where is what in a node? Its parts, its ports, and the room that overlays have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF

WIDTH = 216.0
HEADER = 54.0
DETAIL = 24.0
ROW = 22.0
FOOTER = 30.0
LINE = 15.0  # each further line of the footer
COLLAPSED = 54.0
DOT = QSizeF(36.0, 20.0)
DOT_REACH = 9.0  # ports of a dot are small, so that its middle can be taken hold of
RADIUS = 10.0
PORT = 5.0
MARGIN = 12.0  # what a node may paint outside its body: ports, glow, shadow, badge
TILE = 32.0
INSET = 12.0

# Slots for layers inside: the heights of a card or a hole, and of one that need not be filled.
CARD, STRIP = 42.0, 22.0
POD_TILE = 26.0
SKETCH = 46.0
POD_TOP, POD_GAP, POD_LEAST = 3.0, 5.0, 8.0  # above the first slot, between two, below the last
INDENT = 8.0  # of what is inside a layer that is inside
PodShape = tuple[int, bool]  # of a slot: how deep it is, and whether it is low

# Distances on the screen, in pixels, within which the pointer catches something.
PORT_REACH = 14.0
WIRE_REACH = 8.0
END_REACH = 34.0
GUIDE_REACH = 6.0


@dataclass(frozen=True)
class NodeForm:
    """The places inside one node, in its own coordinates: the body's top left corner is (0, 0)."""

    width: float
    height: float
    inputs: tuple[QPointF, ...]
    outputs: tuple[QPointF, ...]
    tile: QRectF
    title: QRectF
    kind: QRectF
    detail: QRectF
    footer: QRectF
    down: bool = False  # data come in at the top edge and leave at the bottom edge
    pods: tuple[QRectF, ...] = ()  # the slots for layers inside
    sketch: QRectF | None = None  # what is drawn inside, seen small

    @property
    def body(self) -> QRectF:
        return QRectF(0, 0, self.width, self.height)

    @property
    def bounds(self) -> QRectF:
        return self.body.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)


@lru_cache(maxsize=512)
def node_form(
    inputs: int,
    outputs: int,
    *,
    labelled: bool,
    detail: bool,
    collapsed: bool,
    lines: int = 1,
    pods: tuple[PodShape, ...] = (),
    sketch: bool = False,
) -> NodeForm:
    """The form of a node with so many input and output slots, and lines of text in its footer.

    Unlabelled ports begin in the middle of the header, so that a chain of nodes of equal height
    is joined by straight wires. `labelled` ports stand in rows of their own below the texts.
    """
    tile = QRectF(INSET, (HEADER - TILE) / 2 + 1, TILE, TILE)
    left = tile.right() + 10
    title = QRectF(left, 9, WIDTH - left - INSET, 20)
    kind = QRectF(left, 29, WIDTH - left - INSET, 16)
    if collapsed:
        tile = QRectF(INSET, (COLLAPSED - 24) / 2, 24, 24)
        title = QRectF(tile.right() + 8, 0, WIDTH - tile.right() - 8 - INSET, COLLAPSED)
        return NodeForm(
            width=WIDTH,
            height=COLLAPSED,
            inputs=_spread(0, inputs, COLLAPSED),
            outputs=_spread(WIDTH, outputs, COLLAPSED),
            tile=tile,
            title=title,
            kind=QRectF(),
            detail=QRectF(),
            footer=QRectF(),
        )
    below = HEADER + (DETAIL if detail else 0)
    rows = max(inputs, outputs)
    if labelled:
        first = below + ROW / 2 - 2
        below += rows * ROW
    else:
        first = HEADER / 2
        below = max(below, first + (rows - 1) * ROW + ROW / 2)
    places, below = pod_places(pods, below)
    inside = QRectF(INSET, below, WIDTH - 2 * INSET, SKETCH - 6) if sketch else None
    below += SKETCH if sketch else 0
    footer = FOOTER + (lines - 1) * LINE
    return NodeForm(
        width=WIDTH,
        height=below + footer,
        inputs=tuple(QPointF(0, first + row * ROW) for row in range(inputs)),
        outputs=tuple(QPointF(WIDTH, first + row * ROW) for row in range(outputs)),
        tile=tile,
        title=title,
        kind=kind,
        detail=QRectF(INSET, HEADER - 4, WIDTH - 2 * INSET, 20) if detail else QRectF(),
        footer=QRectF(0, below, WIDTH, footer),
        pods=places,
        sketch=inside,
    )


def pod_places(shapes: tuple[PodShape, ...], top: float) -> tuple[tuple[QRectF, ...], float]:
    """Where slots of these shapes are below `top`, and where they end. A card holds the slots
    of its layer below its own texts."""
    if not shapes:
        return (), top
    rects: list[QRectF] = [QRectF()] * len(shapes)

    def lay(start: int, depth: int, y: float) -> tuple[int, float]:
        at, left = start, INSET / 2 + 2 + depth * INDENT
        while at < len(shapes) and shapes[at][0] == depth:
            own, height = at, STRIP if shapes[at][1] else CARD
            at, bottom = lay(at + 1, depth + 1, y + height)
            if at > own + 1:
                height = bottom - y + 1
            rects[own] = QRectF(left, y, WIDTH - 2 * left, height)
            y += height + POD_GAP
        return at, y

    _, end = lay(0, 0, top + POD_TOP)
    return tuple(rects), end - POD_GAP + POD_LEAST


@lru_cache(maxsize=512)
def down_form(
    inputs: int,
    outputs: int,
    *,
    labelled: bool,
    detail: bool,
    collapsed: bool,
    lines: int = 1,
    pods: tuple[PodShape, ...] = (),
    sketch: bool = False,
) -> NodeForm:
    """The form of a node in a drawing in which data run down: `node_form` with turned ports.

    The names of `labelled` ports stand in a row along their edge.
    """
    plain = node_form(
        1,
        1,
        labelled=False,
        detail=detail,
        collapsed=collapsed,
        lines=lines,
        pods=pods,
        sketch=sketch,
    )
    labelled = labelled and not collapsed
    above = ROW if labelled and inputs > 1 else 0.0
    height = plain.height + above + (ROW if labelled and outputs > 1 else 0.0)
    return NodeForm(
        width=WIDTH,
        height=height,
        inputs=_along(0, inputs),
        outputs=_along(height, outputs),
        tile=plain.tile.translated(0, above),
        title=plain.title.translated(0, above),
        kind=plain.kind.translated(0, above),
        detail=plain.detail.translated(0, above),
        footer=plain.footer.translated(0, above),
        down=True,
        pods=tuple(place.translated(0, above) for place in plain.pods),
        sketch=plain.sketch.translated(0, above) if plain.sketch is not None else None,
    )


def _along(y: float, count: int) -> tuple[QPointF, ...]:
    """`count` points on the upper or lower edge, each in the middle of its share."""
    return tuple(QPointF(WIDTH * (place + 0.5) / count, y) for place in range(count))


@lru_cache(maxsize=2)
def dot_form(down: bool = False) -> NodeForm:
    """The form of a dot on a wire. Its name is written above it while it is edited."""
    width, height = (DOT.height(), DOT.width()) if down else (DOT.width(), DOT.height())
    nothing = QRectF()
    return NodeForm(
        width=width,
        height=height,
        inputs=(QPointF(width / 2, 0) if down else QPointF(0, height / 2),),
        outputs=(QPointF(width / 2, height) if down else QPointF(width, height / 2),),
        tile=nothing,
        title=QRectF(width / 2 - 75, -26, 150, 20),
        kind=nothing,
        detail=nothing,
        footer=nothing,
        down=down,
    )


def _spread(x: float, count: int, height: float) -> tuple[QPointF, ...]:
    """`count` points on one side, evenly over the height."""
    return tuple(QPointF(x, height * (row + 1) / (count + 1)) for row in range(count))


def port_at(places: Sequence[QPointF], point: QPointF, reach: float) -> int | None:
    """Number of the place nearest to `point` within `reach`, or None."""
    best, nearest = None, reach
    for number, place in enumerate(places):
        away = math.hypot(place.x() - point.x(), place.y() - point.y())
        if away <= nearest:
            best, nearest = number, away
    return best


# Overlays


def beside(anchor: QPointF, size: QPointF, inside: QRectF, gap: float = 14.0) -> QPointF:
    """Top left corner of a box of `size` near `anchor`, moved so that it stays `inside`."""
    x, y = anchor.x() + gap, anchor.y() + gap
    if x + size.x() > inside.right():
        x = anchor.x() - gap - size.x()
    if y + size.y() > inside.bottom():
        y = anchor.y() - gap - size.y()
    return QPointF(
        max(inside.left(), min(x, inside.right() - size.x())),
        max(inside.top(), min(y, inside.bottom() - size.y())),
    )


def in_direction(origin: QPointF, way: str, candidates: dict[str, QPointF]) -> str | None:
    """The candidate that lies best "left", "right", "up" or "down", or None."""
    unit = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[way]

    def cost(place: QPointF) -> float:
        x, y = place.x() - origin.x(), place.y() - origin.y()
        along, beside_it = x * unit[0] + y * unit[1], abs(x * unit[1]) + abs(y * unit[0])
        return along + 2 * beside_it if along > 1 else math.inf

    found = min(candidates, key=lambda name: cost(candidates[name]), default=None)
    return found if found is not None and cost(candidates[found]) < math.inf else None
