"""How do layers bring numbers to another scale? Hills, groups, arrows and two rulers."""

from __future__ import annotations

import math
from typing import Any

from designer.panels.card_sketch import FOOT, MARGIN, Sketch

# How far from 0, and how far apart, the numbers of each group lie before.
LEVELS, WIDTHS = (0.5, -0.4, 0.25, -0.6), (0.25, 0.35, 0.6, 0.12)
# Where arrows point, and how long they are before.
ARROWS = ((-0.5, 1.7), (0.7, 0.45), (2.2, 1.35), (3.6, 0.7), (5.1, 1.5))


def normalized(sketch: Sketch) -> None:
    """A broad hill that stands aside becomes one of width 1 over 0."""
    share = sketch.swing(4.0)
    tall = sketch.height - FOOT - MARGIN
    x0, low = sketch.width / 2, MARGIN / 2 + tall
    unit = min(sketch.width / 2 - MARGIN, 130.0) / 5
    mean, spread = 2.2 * (1 - share), 1.9 * (1 - share) + share
    sketch.line(x0 - 5 * unit, low, x0 + 5 * unit, low, 0.7)
    sketch.line(x0, low - tall, x0, low, 0.4)
    marks = [-5 + step / 10 for step in range(101)]
    sketch.curve(
        [
            (
                x0 + x * unit,
                low - math.exp(-(((x - mean) / spread) ** 2) / 2) / spread * tall * 0.9,
            )
            for x in marks
        ]
    )
    told = f"{sketch.word('mean')} {mean:.1f}", f"{sketch.word('deviation')} {spread:.1f}"
    sketch.foot(x0, sketch.word("comma").join(told))


def grouped(sketch: Sketch) -> None:
    """The channels of each group come to lie around 0, whatever the other groups do."""
    share = sketch.swing(4.0)
    groups = min(max(int(sketch.option("groups", 4)), 1), 4)
    each = 12 // groups
    wide = min(22.0, (sketch.width - 2 * MARGIN) / (groups * (each + 0.6)))
    tall = sketch.height - FOOT - MARGIN - 10
    x = sketch.width / 2 - groups * (each + 0.6) * wide / 2 + 0.3 * wide
    zero = MARGIN / 2 + tall / 2
    sketch.line(x - 10, zero, sketch.width - x + 10, zero, 0.7)
    for group in range(groups):
        raw = [LEVELS[group] + WIDTHS[group] * math.sin(5 * at + 2 * group) for at in range(each)]
        mean = sum(raw) / each
        spread = math.sqrt(sum((value - mean) ** 2 for value in raw) / each)
        left = x + group * (each + 0.6) * wide
        for at, value in enumerate(raw):
            high = (value - share * mean) / (1 - share + share * spread / 0.45) * tall / 2
            fill = sketch.paint(0.9 - 0.2 * (group % 2) - 0.25 * (group // 2))
            sketch.cell(left + at * wide, zero - max(high, 0), wide, fill, tall=max(abs(high), 2))
        low = sketch.height - FOOT - 6
        sketch.line(left, low, left + each * wide - 2, low, 0.9, 2, own=True)
    sketch.foot(sketch.width / 2, f"groups = {sketch.option('groups', 32)}")


def one_long(sketch: Sketch) -> None:
    """Arrows of any length all come to end on the circle of length 1."""
    share = sketch.swing(4.0)
    unit = (sketch.height - FOOT - MARGIN) / 2 / 1.7
    x, y = sketch.width / 2, MARGIN / 2 + 1.7 * unit
    sketch.ring(x, y, unit)
    live = sketch.turn(len(ARROWS), 4.0)
    for at, (angle, long) in enumerate(ARROWS):
        reach = unit * (long + (1 - long) * share)
        sketch.arrow(x, y, x + reach * math.cos(angle), y - reach * math.sin(angle), at == live)
    long = ARROWS[live][1]
    sketch.foot(x, f"‖x‖ = {long + (1 - long) * share:.2f}")


def first_number(value: Any, usual: float) -> float:
    """A number, or that of the first channel."""
    while isinstance(value, (list, tuple)) and value:
        value = value[0]
    return value if isinstance(value, (int, float)) else usual


def rescaled(sketch: Sketch) -> None:
    """A number on one ruler, and where it comes to lie on the other."""
    scale = first_number(sketch.option("scale", 1 / 255), 1 / 255)
    offset = first_number(sketch.option("offset", 0.0), 0.0)
    value = round(255 * sketch.swing(5.0))
    half = min(sketch.width / 2 - MARGIN - 24, 150.0)
    x, high, low = sketch.width / 2, 30.0, sketch.height - FOOT - 24
    ends = (offset, 255 * scale + offset)
    for y, marks, side in ((high, (0, 255), -14), (low, ends, 14)):
        sketch.line(x - half, y, x + half, y, 0.9)
        for place, mark in zip((x - half, x + half), marks, strict=True):
            sketch.line(place, y - 4, place, y + 4, 0.9)
            sketch.label(place, y + side, f"{mark:.3g}".replace("-", "−"))
    place = x - half + 2 * half * value / 255
    sketch.arrow(place, high + 6, place, low - 7, True)
    sketch.dot(place, high, 4.5, sketch.paint(0.4))
    sketch.dot(place, low, 4.5, sketch.paint(1.0))
    made = f"{value} × {scale:.3g} + {offset:.3g} = {value * scale + offset:.2f}"
    sketch.foot(x, made.replace("+ -", "− ").replace("-", "−"))
