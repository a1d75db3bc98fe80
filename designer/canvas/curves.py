"""How does a wire run? A smooth curve, round the nodes in its way, and what comes near it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

ARROW = 5.0
CLEAR = 18.0  # room between a node and a wire that runs along it
SHORTEST = 140.0  # a wire that reaches less far has no room for a node in between
LEAD = 20.0  # what a wire runs straight on beside its ports
SPREAD = 6.0  # longer ways keep further off, so that ways side by side do not fall together
FARTHEST = 700.0
CORNER = 18.0
ROWS_APART = 200.0  # two nodes further apart than this stand in two rows


@dataclass(frozen=True)
class Lane:
    """A level stretch that takes a wire past what is in its way.

    `back` is True for a wire to a node further left: it turns round before and after the lane.
    """

    y: float
    left: float
    right: float
    back: bool = False


def bend(start: QPointF, end: QPointF) -> float:
    """How far the handles of a wire's curve reach out of its two ports."""
    across, down = end.x() - start.x(), abs(end.y() - start.y())
    if across >= 0:
        return min(max(across / 2, min(down / 2, 60.0), 24.0), 170.0)
    return min(70.0 - across / 3 + down / 10, 240.0)


def wire_path(
    start: QPointF, end: QPointF, lane: Lane | None = None, *, arrow: bool = True
) -> QPainterPath:
    """A smooth curve which leaves to the right and arrives from the left, through its lane.

    An arrow head lies on its middle as a second sub-path.
    """
    path = QPainterPath(start)
    angle = 0.0
    if lane is None:
        reach = bend(start, end)
        first = QPointF(start.x() + reach, start.y())
        second = QPointF(end.x() - reach, end.y())
        path.cubicTo(first, second, end)
        angle = math.atan2(
            end.y() + second.y() - first.y() - start.y(),
            end.x() + second.x() - first.x() - start.x(),
        )
    elif lane.back:
        _turn_round(path, start, end, lane)
        angle = math.pi
    else:
        _swing(path, start, QPointF(lane.left, lane.y))
        path.lineTo(lane.right, lane.y)
        _swing(path, QPointF(lane.right, lane.y), end)
    if arrow:
        _add_arrow(path, middle(start, end, lane), angle)
    return path


def _swing(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    half = (end.x() - start.x()) / 2
    path.cubicTo(QPointF(start.x() + half, start.y()), QPointF(end.x() - half, end.y()), end)


def _turn_round(path: QPainterPath, start: QPointF, end: QPointF, lane: Lane) -> None:
    """Out to the right, back along the lane, and in from the left, with round corners."""
    places = [
        start,
        QPointF(lane.right, start.y()),
        QPointF(lane.right, lane.y),
        QPointF(lane.left, lane.y),
        QPointF(lane.left, end.y()),
        end,
    ]
    for before, corner, after in zip(places, places[1:], places[2:], strict=False):
        radius = min(CORNER, _away(before, corner) / 2, _away(corner, after) / 2)
        path.lineTo(_towards(corner, before, radius))
        path.quadTo(corner, _towards(corner, after, radius))
    path.lineTo(end)


def _away(one: QPointF, other: QPointF) -> float:
    return math.hypot(other.x() - one.x(), other.y() - one.y())


def _towards(start: QPointF, end: QPointF, way: float) -> QPointF:
    """The point `way` further on the straight line from `start` to `end`."""
    whole = _away(start, end) or 1.0
    return start + (end - start) * (way / whole)


def middle(start: QPointF, end: QPointF, lane: Lane | None = None) -> QPointF:
    """The point half way along a wire."""
    if lane is not None:
        return QPointF((lane.left + lane.right) / 2, lane.y)
    return QPointF((start.x() + end.x()) / 2, (start.y() + end.y()) / 2)


def corners(start: QPointF, end: QPointF, lane: Lane | None = None) -> list[QLineF]:
    """The wire in as few straight lines as tell its way."""
    if lane is None:
        return [QLineF(start, end)]
    left, right = QPointF(lane.left, lane.y), QPointF(lane.right, lane.y)
    first, last = (right, left) if lane.back else (left, right)
    return [QLineF(start, first), QLineF(first, last), QLineF(last, end)]


def _add_arrow(path: QPainterPath, tip: QPointF, angle: float) -> None:
    cosine, sine = math.cos(angle), math.sin(angle)

    def at(along: float, beside: float) -> QPointF:
        return QPointF(
            tip.x() + along * cosine - beside * sine, tip.y() + along * sine + beside * cosine
        )

    path.moveTo(at(-ARROW * 0.7, -ARROW))
    path.lineTo(at(ARROW * 0.5, 0))
    path.lineTo(at(-ARROW * 0.7, ARROW))


# Round the nodes in the way


def lane_for(
    start: QPointF,
    end: QPointF,
    bodies: Callable[[QRectF], Iterable[QRectF]],
    *,
    below: bool,
) -> Lane | None:
    """The lane for a wire whose straight way would run through nodes; None when it is free.

    `bodies` tells which nodes, besides the wire's own two, stand in an area. The lane runs above
    or below all that is in the way; where both are near, `below` decides.
    """
    if end.x() - start.x() < -SHORTEST:
        return _lane_back(start, end, bodies)
    if end.x() - start.x() < SHORTEST:
        return None
    path = wire_path(start, end, arrow=False)
    area = path.boundingRect().adjusted(0, -1, 0, 1)  # a level wire has no height of its own
    near = [body.adjusted(-4, -4, 4, 4) for body in bodies(area)]
    if not near:
        return None
    count = max(16, int((end.x() - start.x()) / 40))
    points = [path.pointAtPercent(step / count) for step in range(1, count)]
    hit = [body for body in near if any(body.contains(point) for point in points)]
    if not hit:
        return None
    area = QRectF(start, end).normalized().adjusted(0, -FARTHEST, 0, FARTHEST)
    around = list(bodies(area))
    found = [
        (abs(lane.y - start.y()) + abs(lane.y - end.y()) - (160 if side == below else 0), lane)
        for side in (False, True)
        if (lane := _lane(start, end, hit, around, side)) is not None
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _lane(
    start: QPointF, end: QPointF, hit: Sequence[QRectF], around: Sequence[QRectF], below: bool
) -> Lane | None:
    """The lane above or below some nodes and whatever else stands along it."""
    passed = list(hit)
    for _ in range(12):
        left = max(min(body.left() for body in passed), start.x() + LEAD)
        right = min(max(body.right() for body in passed), end.x() - LEAD)
        if right <= left:
            return None
        clear = CLEAR + min((right - left) / 216 * SPREAD, 80.0)
        y = (
            max(body.bottom() for body in passed) + clear
            if below
            else min(body.top() for body in passed) - clear
        )
        more = [
            body
            for body in around
            if body not in passed
            and body.left() < right
            and body.right() > left
            and body.top() - CLEAR / 2 < y < body.bottom() + CLEAR / 2
        ]
        if not more:
            far = max(abs(y - start.y()), abs(y - end.y())) > FARTHEST
            return None if far else Lane(y, left, right)
        passed += more
    return None


def _lane_back(start: QPointF, end: QPointF, bodies: Callable[[QRectF], Iterable[QRectF]]) -> Lane:
    """The lane for a wire to the left: between the rows of its two nodes, or below both."""
    left, right = end.x() - LEAD, start.x() + LEAD
    apart = abs(end.y() - start.y())
    y = (start.y() + end.y()) / 2 + 27 if apart > ROWS_APART else max(start.y(), end.y()) + 100
    height = max(apart, ROWS_APART)
    area = QRectF(left, y - height, right - left, 2 * height)
    bands = sorted((body.top() - CLEAR, body.bottom() + CLEAR) for body in bodies(area))
    return Lane(_free_level(y, bands), left, right, back=True)


def _free_level(y: float, bands: Sequence[tuple[float, float]]) -> float:
    """The level nearest to `y` in none of the bands (top, bottom), which come sorted."""
    merged: list[tuple[float, float]] = []
    for top, bottom in bands:
        if merged and top <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(bottom, merged[-1][1]))
        else:
            merged.append((top, bottom))
    for top, bottom in merged:
        if top < y < bottom:
            return top if y - top < bottom - y else bottom
    return y


# What comes near a wire


def polyline(path: QPainterPath) -> QPolygonF:
    """The wire's curve as short straight pieces, without its arrow head."""
    pieces = path.toSubpathPolygons()
    return pieces[0] if pieces else QPolygonF()


def distance(points: QPolygonF | Sequence[QPointF], point: QPointF) -> float:
    """How far `point` is from a polyline."""
    x, y = point.x(), point.y()
    best = math.inf
    places = [(place.x(), place.y()) for place in points]
    for (x1, y1), (x2, y2) in zip(places, places[1:], strict=False):
        along_x, along_y = x2 - x1, y2 - y1
        square = along_x * along_x + along_y * along_y
        share = ((x - x1) * along_x + (y - y1) * along_y) / square if square else 0.0
        share = min(max(share, 0.0), 1.0)
        best = min(best, math.hypot(x - x1 - share * along_x, y - y1 - share * along_y))
    return best


def crossing(points: QPolygonF | Sequence[QPointF], cut: Sequence[QPointF]) -> QPointF | None:
    """Where the polyline `cut` first crosses the polyline `points`, or None."""
    pieces = [QLineF(a, b) for a, b in zip(list(points), list(points)[1:], strict=False)]
    for a, b in zip(cut, cut[1:], strict=False):
        knife = QLineF(a, b)
        for piece in pieces:
            how, place = knife.intersects(piece)
            if how == QLineF.IntersectionType.BoundedIntersection:
                return place
    return None
