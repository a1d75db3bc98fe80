"""How does a wire run? A smooth curve, through a lane or round corners, and what is near it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

ARROW = 5.0
CORNER = 18.0


@dataclass(frozen=True)
class Lane:
    """A level stretch that takes a wire past what is in its way."""

    y: float
    left: float
    right: float


@dataclass(frozen=True)
class Way:
    """Corners, joined by level and upright stretches, that take a wire round what is in its way."""

    corners: tuple[tuple[float, float], ...]


Course = Lane | Way | None


def bend(start: QPointF, end: QPointF) -> float:
    """How far the handles of a wire's curve reach out of its two ports."""
    across, down = end.x() - start.x(), abs(end.y() - start.y())
    if across >= 0:
        return min(max(across / 2, min(down / 2, 60.0), 24.0), 170.0)
    return min(70.0 - across / 3 + down / 10, 240.0)


TURNED = QTransform(0, 1, 1, 0, 0, 0)  # exchanges across and down


def turned(point: QPointF) -> QPointF:
    """The point as it lies where what runs down is thought to run to the right, and back."""
    return QPointF(point.y(), point.x())


def drawn_path(start: QPointF, end: QPointF, course: Course, down: bool) -> QPainterPath:
    """The path of a wire in a drawing that runs to the right or down. Courses run to the right."""
    if down:
        return TURNED.map(wire_path(turned(start), turned(end), course))
    return wire_path(start, end, course)


def wire_path(
    start: QPointF, end: QPointF, course: Course = None, *, arrow: bool = True
) -> QPainterPath:
    """A smooth curve which leaves to the right and arrives from the left, on its course.

    An arrow head lies on its middle as a second sub-path.
    """
    path = QPainterPath(start)
    angle = 0.0
    if course is None:
        reach = bend(start, end)
        first = QPointF(start.x() + reach, start.y())
        second = QPointF(end.x() - reach, end.y())
        path.cubicTo(first, second, end)
        angle = math.atan2(
            end.y() + second.y() - first.y() - start.y(),
            end.x() + second.x() - first.x() - start.x(),
        )
    elif isinstance(course, Way):
        _round_corners(path, [start, *(QPointF(*corner) for corner in course.corners), end])
        longest = _longest(start, end, course)
        angle = math.atan2(longest.dy(), longest.dx())
    else:
        _swing(path, start, QPointF(course.left, course.y))
        path.lineTo(course.right, course.y)
        _swing(path, QPointF(course.right, course.y), end)
    if arrow:
        _add_arrow(path, middle(start, end, course), angle)
    return path


def _swing(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    half = (end.x() - start.x()) / 2
    path.cubicTo(QPointF(start.x() + half, start.y()), QPointF(end.x() - half, end.y()), end)


def _round_corners(path: QPainterPath, places: list[QPointF]) -> None:
    for before, corner, after in zip(places, places[1:], places[2:], strict=False):
        radius = min(CORNER, _away(before, corner) / 2, _away(corner, after) / 2)
        path.lineTo(_towards(corner, before, radius))
        path.quadTo(corner, _towards(corner, after, radius))
    path.lineTo(places[-1])


def _away(one: QPointF, other: QPointF) -> float:
    return math.hypot(other.x() - one.x(), other.y() - one.y())


def _towards(start: QPointF, end: QPointF, way: float) -> QPointF:
    """The point `way` further on the straight line from `start` to `end`."""
    whole = _away(start, end) or 1.0
    return start + (end - start) * (way / whole)


def middle(start: QPointF, end: QPointF, course: Course = None) -> QPointF:
    """The point half way along a wire, or half way along its longest stretch."""
    if isinstance(course, Lane):
        return QPointF((course.left + course.right) / 2, course.y)
    if isinstance(course, Way):
        return _longest(start, end, course).center()
    return QPointF((start.x() + end.x()) / 2, (start.y() + end.y()) / 2)


def corners(start: QPointF, end: QPointF, course: Course = None) -> list[QLineF]:
    """The wire in as few straight lines as tell its way."""
    if course is None:
        return [QLineF(start, end)]
    if isinstance(course, Lane):
        between = [QPointF(course.left, course.y), QPointF(course.right, course.y)]
    else:
        between = [QPointF(*corner) for corner in course.corners]
    places = [start, *between, end]
    return [QLineF(a, b) for a, b in zip(places, places[1:], strict=False)]


def _longest(start: QPointF, end: QPointF, course: Way) -> QLineF:
    return max(corners(start, end, course), key=QLineF.length)


def _add_arrow(path: QPainterPath, tip: QPointF, angle: float) -> None:
    cosine, sine = math.cos(angle), math.sin(angle)

    def at(along: float, beside: float) -> QPointF:
        return QPointF(
            tip.x() + along * cosine - beside * sine, tip.y() + along * sine + beside * cosine
        )

    path.moveTo(at(-ARROW * 0.7, -ARROW))
    path.lineTo(at(ARROW * 0.5, 0))
    path.lineTo(at(-ARROW * 0.7, ARROW))


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
