"""How does a wire come past the nodes in its way? By a lane beside them, or round corners."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from designer.canvas.curves import Course, Lane, Way, wire_path

CLEAR = 18.0  # room between a node and a wire that runs along it
CLOSEST = 4.0  # a wire that comes nearer to a node than this has hit it
SHORTEST = 140.0  # a wire that reaches less far has no room for a lane
LEAD = 20.0  # what a wire runs straight on beside its ports
SPREAD = 6.0  # longer ways keep further off, so that ways side by side do not fall together
FARTHEST = 700.0
ASIDE = 43.0  # from the middle of two ports to a way back: nearer to the lower row
ROWS_APART = 200.0  # two nodes further apart than this stand in two rows
ATTEMPTS = 12
TURN = 60.0  # how much longer a way may be that saves a corner
MOST_BODIES = 60  # beyond so many in its surroundings a wire runs as it falls
FAVOR = 160.0  # how much longer the lane on the wanted side may be, between nodes of a row
LEVEL = 60.0  # two ports stand in one row when they are no further apart than this

Bodies = Callable[[QRectF], Iterable[QRectF]]


def course_for(start: QPointF, end: QPointF, bodies: Bodies, *, below: bool) -> Course:
    """The course of a wire whose own curve would run through nodes; None when that is free.

    `bodies` tells which nodes, besides the wire's own two, stand in an area. A lane runs above
    or below all that is in the way; where both are near, `below` decides. Where no lane is free
    the wire goes round corners.
    """
    across = end.x() - start.x()
    if across < -SHORTEST:
        course = _back(start, end, bodies)
        return course if _is_free(start, end, course, bodies) else _around(start, end, bodies)
    hit = _hit(start, end, None, bodies)
    if not hit:
        return None
    if across > SHORTEST:
        around = list(bodies(_between(start, end)))
        lanes = [_lane(start, end, hit, around, side) for side in (False, True)]
        favor = FAVOR if abs(end.y() - start.y()) < LEVEL else 0.0
        found = [
            (_detour(start, end, lane) - favor * (side == below), lane.y, lane)
            for side, lane in enumerate(lanes)
            if lane is not None
        ]
        if found:
            return min(found, key=lambda item: item[:2])[2]
    return _around(start, end, bodies)


def _detour(start: QPointF, end: QPointF, lane: Lane) -> float:
    return abs(lane.y - start.y()) + abs(lane.y - end.y())


def _between(start: QPointF, end: QPointF) -> QRectF:
    return QRectF(start, end).normalized().adjusted(0, -FARTHEST, 0, FARTHEST)


# What is in the way


def _is_free(start: QPointF, end: QPointF, course: Course, bodies: Bodies) -> bool:
    return not _hit(start, end, course, bodies)


def _hit(start: QPointF, end: QPointF, course: Course, bodies: Bodies) -> list[QRectF]:
    """The nodes that a wire would run through."""
    path = wire_path(start, end, course, arrow=False)
    near = list(bodies(path.boundingRect().adjusted(-1, -1, 1, 1)))  # a level wire has no height
    return _struck(path, near) if near else []


def _struck(path: QPainterPath, near: Sequence[QRectF]) -> list[QRectF]:
    outline = path.toSubpathPolygons()
    points = [(point.x(), point.y()) for point in outline[0]] if outline else []
    pieces = list(zip(points, points[1:], strict=False))
    return [body for body in near if _runs_through(pieces, body)]


def _runs_through(pieces: Sequence[tuple], body: QRectF) -> bool:
    left, right = body.left() - CLOSEST, body.right() + CLOSEST
    top, bottom = body.top() - CLOSEST, body.bottom() + CLOSEST
    for (x1, y1), (x2, y2) in pieces:
        if max(x1, x2) < left or min(x1, x2) > right:
            continue
        if max(y1, y2) < top or min(y1, y2) > bottom:
            continue
        if _cuts(x1, y1, x2, y2, left, top, right, bottom):
            return True
    return False


def _cuts(x1, y1, x2, y2, left, top, right, bottom) -> bool:
    """Whether a straight piece has a point in a box: Liang and Barsky's clipping, 1984."""
    enter, leave = 0.0, 1.0
    for step, room in (
        (x1 - x2, x1 - left),
        (x2 - x1, right - x1),
        (y1 - y2, y1 - top),
        (y2 - y1, bottom - y1),
    ):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return enter <= leave


# A lane


def _lane(
    start: QPointF, end: QPointF, hit: Sequence[QRectF], around: Sequence[QRectF], below: bool
) -> Lane | None:
    """The lane above or below some nodes and whatever else a wire would run through."""
    passed = list(hit)
    for _ in range(ATTEMPTS):
        left = max(min(body.left() for body in passed), start.x() + LEAD)
        right = min(max(body.right() for body in passed), end.x() - LEAD)
        if right <= left:
            return None
        clear = CLEAR + min((right - left) / 216 * SPREAD, 50.0)
        y = (
            max(body.bottom() for body in passed) + clear
            if below
            else min(body.top() for body in passed) - clear
        )
        if max(abs(y - start.y()), abs(y - end.y())) > FARTHEST:
            return None
        lane = Lane(y, left, right)
        struck = _struck(wire_path(start, end, lane, arrow=False), around)
        if not struck:
            return lane
        more = [body for body in struck if body not in passed]
        if not more:
            return None
        passed += more
    return None


def _back(start: QPointF, end: QPointF, bodies: Bodies) -> Way:
    """The way to a node further left: between the rows of its two nodes, or below both."""
    left, right = end.x() - LEAD, start.x() + LEAD
    apart = abs(end.y() - start.y())
    y = (start.y() + end.y()) / 2 + ASIDE if apart > ROWS_APART else max(start.y(), end.y()) + 100
    height = max(apart, ROWS_APART)
    area = QRectF(left, y - height, right - left, 2 * height)
    bands = sorted((body.top() - CLEAR, body.bottom() + CLEAR) for body in bodies(area))
    y = _free_level(y, bands)
    return Way(((right, start.y()), (right, y), (left, y), (left, end.y())))


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


# Round corners


def _around(start: QPointF, end: QPointF, bodies: Bodies) -> Way | None:
    """The shortest way of level and upright stretches, with few corners; None in a thicket."""
    area = QRectF(start, end).normalized().adjusted(-FARTHEST, -FARTHEST, FARTHEST, FARTHEST)
    boxes = [body.adjusted(-CLEAR, -CLEAR, CLEAR, CLEAR).getCoords() for body in bodies(area)]
    if len(boxes) > MOST_BODIES:
        return None
    first, last = (start.x() + LEAD, start.y()), (end.x() - LEAD, end.y())
    xs = sorted({first[0], last[0], *(x for box in boxes for x in (box[0], box[2]))})
    ys = sorted({first[1], last[1], *(y for box in boxes for y in (box[1], box[3]))})
    places = _shortest(xs, ys, boxes, first, last)
    if places is None:
        return None
    kept = [
        corner
        for before, corner, after in zip(
            [start.toTuple(), *places], places, [*places[1:], end.toTuple()], strict=False
        )
        if not (before[0] == corner[0] == after[0] or before[1] == corner[1] == after[1])
    ]
    return Way(tuple(kept)) if kept else None


def _shortest(
    xs: list[float],
    ys: list[float],
    boxes: Sequence[tuple[float, float, float, float]],
    first: tuple[float, float],
    last: tuple[float, float],
) -> list[tuple[float, float]] | None:
    """Dijkstra's way with a guess (A*) over the lines beside the boxes, which are closed."""
    begin = (bisect_left(xs, first[0]), bisect_left(ys, first[1]), 0)
    goal = (bisect_left(xs, last[0]), bisect_left(ys, last[1]))

    shut = _shut(xs, ys, boxes)

    def guess(column: int, row: int) -> float:
        return abs(xs[column] - last[0]) + abs(ys[row] - last[1])

    best, come = {begin: 0.0}, {}
    queue = [(guess(*begin[:2]), begin)]
    while queue:
        _, here = heapq.heappop(queue)
        column, row, way = here
        if (column, row) == goal:
            return _walked(come, here, xs, ys)
        for turn, (dx, dy) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
            to = (column + dx, row + dy)
            if not (0 <= to[0] < len(xs) and 0 <= to[1] < len(ys)):
                continue
            piece = (dy != 0, min(column, to[0]), min(row, to[1]))
            if abs(turn - way) == 2 or piece in shut:
                continue
            arrives = TURN * (to == goal and turn != 0)
            long = abs(xs[to[0]] - xs[column]) + abs(ys[to[1]] - ys[row])
            cost = best[here] + long + TURN * (turn != way) + arrives
            then = (*to, turn)
            if cost < best.get(then, float("inf")):
                best[then], come[then] = cost, here
                heapq.heappush(queue, (cost + guess(*to), then))
    return None


def _shut(
    xs: list[float], ys: list[float], boxes: Sequence[tuple[float, float, float, float]]
) -> set[tuple[bool, int, int]]:
    """The pieces (upright, column, row) of the lines that run through a box."""
    shut = set()
    for left, top, right, bottom in boxes:
        columns = range(bisect_left(xs, left), bisect_left(xs, right))
        rows = range(bisect_left(ys, top), bisect_left(ys, bottom))
        shut.update((False, column, row) for column in columns for row in rows[1:])
        shut.update((True, column, row) for column in columns[1:] for row in rows)
    return shut


def _walked(come: dict, here: tuple, xs: list[float], ys: list[float]) -> list:
    places = []
    while here is not None:
        places.append((xs[here[0]], ys[here[1]]))
        here = come.get(here)
    return places[::-1]
