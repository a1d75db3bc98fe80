"""Where do things stand? The edits that move nodes, notes and frames, and change nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from designer.document.values import FARTHEST_PLACE, Document, FrozenDict
from designer.document.wiring import downstream
from engine.errors import DesignError

# The size of something on the canvas, told by whoever draws it.
Size = tuple[float, float]
Sizes = Mapping[str, Size] | Callable[[str], Size] | None

USUAL_SIZE: Size = (216.0, 84.0)
GAP = 64.0
# What an alignment keeps: the share of the width and of the height where the common line runs.
LINES = {
    "left": (0.0, None),
    "center": (0.5, None),
    "right": (1.0, None),
    "top": (None, 0.0),
    "middle": (None, 0.5),
    "bottom": (None, 1.0),
}


def runs_down(document: Document) -> bool:
    """Whether the drawing is drawn from top to bottom: more wires lead down than to the right.

    A wire that leads both ways, or back, does not count.
    """
    width, height = USUAL_SIZE
    nodes, right, down = document.nodes, 0, 0
    for wire in document.wires:
        source, target = nodes[wire.source], nodes[wire.target]
        beside, below = target.x - source.x >= width, target.y - source.y >= height
        right += beside and not below
        down += below and not beside
    return down > right


def place(x: float, y: float) -> tuple[float, float]:
    """A place as a document keeps it, to a hundredth of a pixel. Raises DesignError."""
    if not (_fits(x) and _fits(y)):
        raise DesignError("A place on the canvas must be two finite numbers.")
    return round(float(x), 2) + 0.0, round(float(y), 2) + 0.0


def _fits(number: Any) -> bool:
    try:
        return math.isfinite(number) and abs(number) <= FARTHEST_PLACE
    except (TypeError, OverflowError):
        return False


def size_of(document: Document, key: str, sizes: Sizes = None) -> Size:
    """The width and height of a node, note or frame; notes and frames know their own."""
    record = document.notes.get(key) or document.frames.get(key)
    if record is not None:
        return record.width, record.height
    if sizes is None:
        return USUAL_SIZE
    return sizes(key) if callable(sizes) else sizes.get(key, USUAL_SIZE)


def anything(document: Document, key: str) -> Any:
    """The node, note or frame with this id. Raises DesignError."""
    for table in (document.nodes, document.notes, document.frames):
        if key in table:
            return table[key]
    raise DesignError("There is nothing called {id} in this drawing.", id=repr(key))


def move(document: Document, positions: Mapping[str, tuple[float, float]]) -> Document:
    """Put nodes, notes and frames where `positions` says: the top left corner of each."""
    changed: dict[str, dict[str, Any]] = {"nodes": {}, "notes": {}, "frames": {}}
    for key, (x, y) in positions.items():
        record, (x, y) = anything(document, key), place(x, y)
        if (record.x, record.y) != (x, y):
            table = next(name for name in changed if key in getattr(document, name))
            changed[table][key] = replace(record, x=x, y=y)
    tables = {
        name: FrozenDict({**getattr(document, name), **records})
        for name, records in changed.items()
        if records
    }
    return replace(document, **tables) if tables else document


def nudge(document: Document, ids: Iterable[str], dx: float, dy: float) -> Document:
    """Move things by a step."""
    records = (anything(document, key) for key in ids)
    return move(document, {record.id: (record.x + dx, record.y + dy) for record in records})


def align(document: Document, ids: Iterable[str], line: str, sizes: Sizes = None) -> Document:
    """Bring things to a common line: left, center, right, top, middle or bottom.

    The outermost of them gives an edge; a middle line runs through the middle of them all.
    """
    if line not in LINES:
        raise DesignError("There is no alignment called {line}.", line=repr(line))
    boxes = _boxes(document, ids, sizes, 2)
    across, down = LINES[line]
    if across is not None:
        level = _level([(x, width) for _, x, _, width, _ in boxes], across)
        return move(document, {key: (level - across * w, y) for key, _, y, w, _ in boxes})
    level = _level([(y, height) for _, _, y, _, height in boxes], down)
    return move(document, {key: (x, level - down * h) for key, x, _, _, h in boxes})


def _level(spans: list[tuple[float, float]], share: float) -> float:
    low = min(start for start, _ in spans)
    high = max(start + length for start, length in spans)
    return low + share * (high - low)


def distribute(document: Document, ids: Iterable[str], way: str, sizes: Sizes = None) -> Document:
    """Make the gaps between things equal, "horizontal" or "vertical"; the outermost stay."""
    if way not in ("horizontal", "vertical"):
        raise DesignError("Things are distributed horizontal or vertical, not {way}.", way=way)
    boxes = _boxes(document, ids, sizes, 3)
    start, length = (1, 3) if way == "horizontal" else (2, 4)
    boxes.sort(key=lambda box: box[start] + box[length] / 2)
    first, last = boxes[0], boxes[-1]
    room = last[start] + last[length] - first[start] - sum(box[length] for box in boxes)
    gap, at, positions = room / (len(boxes) - 1), first[start], {}
    for key, x, y, width, height in boxes:
        positions[key] = (at, y) if way == "horizontal" else (x, at)
        at += (width if way == "horizontal" else height) + gap
    return move(document, positions)


def _boxes(document: Document, ids: Iterable[str], sizes: Sizes, least: int) -> list[tuple]:
    records = [anything(document, key) for key in dict.fromkeys(ids)]
    if len(records) < least:
        raise DesignError("Select at least {count} things first.", count=least)
    return [(one.id, one.x, one.y, *size_of(document, one.id, sizes)) for one in records]


def bounds(
    document: Document, ids: Iterable[str], sizes: Sizes = None
) -> tuple[float, float, float, float]:
    """The box (left, top, right, bottom) round some things; a point where there are none."""
    boxes = [
        (one.x, one.y, *size_of(document, one.id, sizes))
        for one in (anything(document, key) for key in ids)
    ]
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(x for x, _, _, _ in boxes),
        min(y for _, y, _, _ in boxes),
        max(x + width for x, _, width, _ in boxes),
        max(y + height for _, y, _, height in boxes),
    )


def make_room(document: Document, key: str, sizes: Sizes = None) -> Document:
    """Put a node that came onto a wire between its neighbours; what follows moves aside.

    Data runs in the direction in which the neighbours stand to each other.
    """
    before, after = document.wires.into(key), document.wires.out_of(key)
    if not before or not after:
        return document
    source, target = document.nodes[before[0].source], document.nodes[after[0].target]
    steps = (target.x - source.x, target.y - source.y)
    along = 0 if abs(steps[0]) >= abs(steps[1]) else 1
    begin, end = (source.x, source.y)[along], (target.x, target.y)[along]
    begin += size_of(document, source.id, sizes)[along]
    length = size_of(document, key, sizes)[along]
    push = length + 2 * GAP - (end - begin) if steps[along] > 0 else 0.0
    at = begin + GAP if push > 0 else (begin + end - length) / 2
    aside = (source.x + target.x, source.y + target.y)[1 - along] / 2
    document = move(document, {key: (at, aside) if along == 0 else (aside, at)})
    if push <= 0:
        return document
    behind = {target.id} | downstream(document, [target.id])
    step = (push, 0.0) if along == 0 else (0.0, push)
    return nudge(document, [other for other in document.nodes if other in behind], *step)
