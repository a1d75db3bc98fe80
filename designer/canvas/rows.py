"""How does a long drawing become a page? Its columns break into rows, like words into lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from designer.document.placing import Sizes, size_of
from designer.document.values import Document

ASPECT = 2.0  # width over height of the page that is aimed at
GAP = 128.0  # between two rows: wires run back through it
EARLIEST = 0.55  # a row may end when it is this full, where few wires would be broken

Places = Mapping[str, tuple[float, float]]


def in_rows(document: Document, places: Places, sizes: Sizes) -> dict[str, tuple[float, float]]:
    """A layout from left to right, broken into rows so that it is about as wide as a page."""
    columns = _columns(document, places, sizes)
    if len(columns) < 4:
        return dict(places)
    boxes = {key: (*places[key], *size_of(document, key, sizes)) for key in places}
    left = min(x for x, _, _, _ in boxes.values())
    right = max(x + width for x, _, width, _ in boxes.values())
    top = min(y for _, y, _, _ in boxes.values())
    height = max(y + tall for _, y, _, tall in boxes.values()) - top
    width = max(sqrt((right - left) * (height + GAP) * ASPECT), 4 * (right - left) / len(columns))
    done: dict[str, tuple[float, float]] = {}
    level = top
    for row in _rows(document, columns, boxes, width):
        start = min(boxes[key][0] for key in row)
        upper = min(boxes[key][1] for key in row)
        for key in row:
            x, y, _, _ = boxes[key]
            done[key] = (x - start + left, y - upper + level)
        level = max(done[key][1] + boxes[key][3] for key in row) + GAP
    return done


def _columns(document: Document, places: Places, sizes: Sizes) -> list[list[str]]:
    """The nodes by what stands above one another, from left to right."""
    columns: list[list[str]] = []
    edge = float("-inf")
    for key in sorted(places, key=lambda key: (places[key][0], places[key][1])):
        x, width = places[key][0], size_of(document, key, sizes)[0]
        if x >= edge:
            columns.append([])
        columns[-1].append(key)
        edge = max(edge, x + width)
    return columns


def _rows(
    document: Document,
    columns: Sequence[Sequence[str]],
    boxes: Mapping[str, tuple[float, float, float, float]],
    width: float,
) -> list[list[str]]:
    """The columns in rows of about `width`, broken where the fewest wires are."""
    broken = _broken(document, columns)
    starts = [min(boxes[key][0] for key in column) for column in columns]
    ends = [max(boxes[key][0] + boxes[key][2] for key in column) for column in columns]
    rows, first = [], 0
    while first < len(columns):
        if ends[-1] - starts[first] <= width:
            last = len(columns) - 1
        else:
            full = [
                (broken[index], starts[first] - ends[index], index)
                for index in range(first, len(columns) - 1)
                if EARLIEST * width <= ends[index] - starts[first] <= width
            ]
            last = min(full)[2] if full else first
        rows.append([key for column in columns[first : last + 1] for key in column])
        first = last + 1
    return rows


def _broken(document: Document, columns: Sequence[Sequence[str]]) -> list[int]:
    """For each column, how many outputs a row would part from their targets if it ended there."""
    place = {key: index for index, column in enumerate(columns) for key in column}
    parted: list[set[tuple[str, int]]] = [set() for _ in columns]
    for wire in document.wires:
        if wire.source in place and wire.target in place:
            for index in range(place[wire.source], place[wire.target]):
                parted[index].add((wire.source, wire.source_port))
    return [len(outputs) for outputs in parted]
