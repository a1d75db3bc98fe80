"""What do layers do with numbers? Bends, drops, tables and merges, drawn with dots and bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from designer.panels.card_sketch import FOOT, MARGIN, Sketch

# What activations look like between −3 and 3; by name, with the layer's own number.
BENDS: dict[str, Callable[[float, float], float]] = {
    "linear": lambda x, _: x,
    "relu": lambda x, _: max(x, 0.0),
    "relu6": lambda x, _: min(max(x, 0.0), 6.0),
    "sigmoid": lambda x, _: 1 / (1 + math.exp(-x)),
    "hard_sigmoid": lambda x, _: min(max(0.2 * x + 0.5, 0.0), 1.0),
    "tanh": lambda x, _: math.tanh(x),
    "softplus": lambda x, _: math.log1p(math.exp(x)),
    "softsign": lambda x, _: x / (1 + abs(x)),
    "elu": lambda x, a: x if x > 0 else a * math.expm1(x),
    "selu": lambda x, _: 1.0507 * (x if x > 0 else 1.67326 * math.expm1(x)),
    "swish": lambda x, _: x / (1 + math.exp(-x)),
    "silu": lambda x, _: x / (1 + math.exp(-x)),
    "gelu": lambda x, _: 0.5 * x * (1 + math.erf(x / math.sqrt(2))),
    "mish": lambda x, _: x * math.tanh(math.log1p(math.exp(x))),
    "exponential": lambda x, _: math.exp(x),
    "leaky": lambda x, a: x if x > 0 else a * x,
    "threshold": lambda x, a: x if x > a else 0.0,
}
REACH = 3.0
LOWEST, HIGHEST = -1.35, 2.75  # the values that a curve's picture has room for


def bend_of(sketch: Sketch) -> tuple[Callable[[float], float], str]:
    """The function of an activation layer as it is set, and what it is called."""
    kind = sketch.subject.type
    if kind == "Activation":
        name = sketch.option("activation", "relu")
        name = name if isinstance(name, str) else "linear"
        return (lambda x: BENDS.get(name, BENDS["linear"])(x, 1.0)), name
    if kind == "ReLU":
        low, high = sketch.option("negative_slope", 0.0), sketch.option("max_value", math.inf)
        start = sketch.option("threshold", 0.0)
        return (lambda x: min(x, high) if x >= start else low * (x - start)), "ReLU"
    name = {"ELU": "elu", "ThresholdedReLU": "threshold"}.get(kind, "leaky")
    usual = {"ELU": 1.0, "ThresholdedReLU": 1.0, "LeakyReLU": 0.3}.get(kind, 0.25)
    number = float(sketch.option("theta" if kind == "ThresholdedReLU" else "alpha", usual))
    return (lambda x: BENDS[name](x, number)), kind


def bent(sketch: Sketch) -> None:
    """The curve of the function; a point walks along it."""
    if sketch.subject.type == "Activation" and sketch.option("activation", "") == "softmax":
        shares(sketch)
        return
    function, name = bend_of(sketch)
    tall = sketch.height - FOOT - MARGIN
    unit = min(sketch.width / 2 - MARGIN, 120.0) / REACH
    rise = tall / 4.2
    x0, y0 = sketch.width / 2, MARGIN / 2 + tall * 0.66

    def place(x: float) -> tuple[float, float]:
        return x0 + x * unit, y0 - min(max(function(x), LOWEST), HIGHEST) * rise

    sketch.line(x0 - REACH * unit, y0, x0 + REACH * unit, y0, 0.6)
    sketch.line(x0, 6, x0, tall + 6, 0.6)
    marks = [REACH * (2 * step / 120 - 1) for step in range(121)]
    # A curve ends where it leaves the picture: along the edge it would look like a limit.
    seen = [x for x in marks if LOWEST <= function(x) <= HIGHEST] or marks
    sketch.curve([place(x) for x in seen])
    x = seen[0] + (seen[-1] - seen[0]) * sketch.swing(5.0)
    sketch.dot(*place(x), 5, sketch.paint(1.0))
    sketch.line(x0 + x * unit, y0, *place(x), 0.5, own=True)
    sketch.foot(x0, f"{name}({x:.1f}) = {round(function(x), 2) + 0.0:.2f}".replace("-", "−"))


def bars(sketch: Sketch, x: float, values: Sequence[float], wide: float, live: int = -1) -> None:
    """Columns that stand on one line."""
    low = sketch.height - FOOT - 8
    for at, value in enumerate(values):
        tall = max(value * (low - 14), 2)
        sketch.cell(
            x + at * wide, low - tall, wide, sketch.paint(0.95 if at == live else 0.45), tall=tall
        )


def shares(sketch: Sketch) -> None:
    """Any numbers become shares of one."""
    moved = sketch.swing(4.0)
    raw = [1.2, 0.3 + moved, 2.0, 0.1, 0.8 - 0.6 * moved]
    powers = [math.exp(value * 1.4) for value in raw]
    whole = sum(powers)
    parts = [power / whole for power in powers]
    wide = min(18.0, (sketch.width - 2 * MARGIN - 60) / 10)
    left, right = sketch.width / 2 - 30 - 5 * wide, sketch.width / 2 + 30
    bars(sketch, left, [value / 2.4 for value in raw], wide)
    bars(sketch, right, parts, wide, parts.index(max(parts)))
    y = sketch.height / 2
    sketch.arrow(sketch.width / 2 - 18, y, sketch.width / 2 + 18, y)
    sketch.foot(left + 2.5 * wide, "x")
    sketch.foot(right + 2.5 * wide, "Σ = 1")


def field_of_dots(sketch: Sketch, draw: Callable[[int, int, float, float], None]) -> None:
    """Four rows of ten places."""
    columns, rows = 10, 4
    gap = min((sketch.width - 2 * MARGIN) / columns, (sketch.height - FOOT - MARGIN) / rows)
    x = sketch.width / 2 - gap * (columns - 1) / 2
    y = MARGIN / 2 + (sketch.height - FOOT - MARGIN) / 2 - gap * (rows - 1) / 2 + 4
    for row in range(rows):
        for column in range(columns):
            draw(row, column, x + column * gap, y + row * gap)


def chance(*places: int) -> float:
    """A number between 0 and 1 that is always the same for the same places."""
    mixed = 0
    for place in places:
        mixed = (mixed * 1103515245 + place * 2654435761 + 12345) % 2**31
        mixed ^= mixed >> 13
    return (mixed * 1103515245 % 2**31) / 2**31


def rate_of(sketch: Sketch) -> float:
    return min(max(float(sketch.option("rate", 0.5)), 0.0), 1.0)


def dropped(sketch: Sketch) -> None:
    """Other numbers go in every batch."""
    rate, batch = rate_of(sketch), sketch.turn(100, 0.9)

    def draw(row: int, column: int, x: float, y: float) -> None:
        gone = chance(batch, row, column) < rate
        sketch.dot(x, y, 5, None if gone else sketch.paint(0.85))

    field_of_dots(sketch, draw)
    sketch.foot(sketch.width / 2, f"rate = {rate:g}")


def dropped_maps(sketch: Sketch) -> None:
    """Whole maps go."""
    rate, batch = rate_of(sketch), sketch.turn(100, 0.9)
    count, size = 5, 9.0
    gap = min(3 * size + 18, (sketch.width - 2 * MARGIN) / count)
    x = sketch.width / 2 - gap * count / 2 + (gap - 3 * size) / 2
    y = (sketch.height - FOOT) / 2 - 1.5 * size
    for at in range(count):
        gone = chance(batch, at, 7) < rate
        sketch.grid(
            x + at * gap, y, 3, 3, size, lambda r, c, g=gone: None if g else sketch.paint(0.75)
        )
    sketch.foot(sketch.width / 2, f"rate = {rate:g}")


def noisy(sketch: Sketch) -> None:
    """Every number trembles a little."""
    batch = sketch.turn(1000, 0.25)

    def draw(row: int, column: int, x: float, y: float) -> None:
        shift = [(chance(batch, row, column, axis) - 0.5) * 9 for axis in (1, 2)]
        sketch.dot(x, y, 2, sketch.quiet(0.4))
        sketch.dot(x + shift[0], y + shift[1], 4.5, sketch.paint(0.8))

    field_of_dots(sketch, draw)


def penalized(sketch: Sketch) -> None:
    """The larger the numbers, the larger the penalty."""
    share = 0.25 + 0.75 * sketch.swing()
    values = [0.5, 0.9, 0.3, 0.7, 0.6]
    wide = min(22.0, (sketch.width - 2 * MARGIN - 90) / 6)
    left = sketch.width / 2 - 4 * wide
    bars(sketch, left, [value * share for value in values], wide)
    bars(sketch, left + 7 * wide, [share * share], wide, 0)
    sketch.foot(left + 2.5 * wide, "x")
    sketch.foot(left + 7.5 * wide, f"+ {sketch.word('loss')}")


def entering(sketch: Sketch) -> None:
    """Samples come in, one batch after the other."""
    share = (sketch.seconds % 2.4) / 2.4
    shape = list(sketch.after[1:])
    flat = len(shape) < 2
    rows, columns = (1, 6) if flat else (4, 4)
    size = 12.0
    x, y = sketch.width / 2 - columns * size / 2, (sketch.height - FOOT) / 2 - rows * size / 2
    sketch.painter.setOpacity(min(1.0, 2 - 2 * share))
    for back in (2, 1, 0):
        moved = (share - 0.5) * 60 + back * 8
        sketch.grid(
            x + moved, y - back * 5, rows, columns, size,
            lambda r, c, b=back: sketch.paint(0.75 - 0.2 * b) if (r + c + b) % 3 else
            sketch.paint(0.25),
        )  # fmt: skip
    sketch.painter.setOpacity(1.0)
    sizes = " × ".join("?" if size is None else str(size) for size in shape)
    sketch.foot(sketch.width / 2, f"{sketch.word('batch')} × {sizes or '…'}")


def columns(sketch: Sketch) -> None:
    """A row of a table becomes a row of numbers."""
    live = sketch.turn(3, 0.9)
    words = ("age 29", "sex f", "fare 7.9")
    made = ((1, 0.7), (2, 0.0), (3, 0.4))
    wide = min(76.0, (sketch.width - 2 * MARGIN) / 3)
    x = sketch.width / 2 - 1.5 * wide
    size = 14.0
    for at, word in enumerate(words):
        sketch.box(x + at * wide + 3, 12, wide - 6, 24, at == live)
        sketch.label(x + (at + 0.5) * wide, 24, word)
    place = sketch.width / 2 - 3 * size
    y = sketch.height - FOOT - size - 8
    for at, (count, _) in enumerate(made):
        for one in range(count):
            alpha = 0.9 if at == live and one == count - 1 else 0.3
            sketch.cell(place, y, size, sketch.paint(alpha))
            place += size
        end = place - count * size / 2
        sketch.arrow(x + (at + 0.5) * wide, 40, end, y - 4, at == live)


def masked(sketch: Sketch) -> None:
    """Empty steps are skipped."""
    steps, kept = 7, 4
    live = sketch.turn(kept, 0.7)
    gap = min(36.0, (sketch.width - 2 * MARGIN) / steps)
    x = sketch.width / 2 - gap * steps / 2
    y = (sketch.height - FOOT) / 2
    for step in range(steps):
        left = x + step * gap + (gap - 12) / 2
        there = step < kept
        sketch.grid(
            left, y - 18, 3, 1, 12,
            lambda r, c, t=there, s=step: sketch.paint(0.9 if s == live else 0.4) if t else None,
        )  # fmt: skip
        sketch.label(left + 6, y + 32, "✓" if there else "–")


MARKS = {
    "Add": "+", "Subtract": "−", "Multiply": "×", "Average": "mean", "Maximum": "max",
    "Minimum": "min",
}  # fmt: skip


def merged(sketch: Sketch) -> None:
    """Two rows of numbers become one, element by element."""
    kind = sketch.subject.type
    first, second = (0.3, 0.8, 0.5, 0.2, 0.6), (0.5, 0.2, 0.4, 0.7, 0.6)
    ways: dict[str, Callable[[float, float], float]] = {
        "Add": lambda a, b: a + b, "Subtract": lambda a, b: a - b, "Multiply": lambda a, b: a * b,
        "Average": lambda a, b: (a + b) / 2, "Maximum": max, "Minimum": min,
    }  # fmt: skip
    way = ways.get(kind, ways["Add"])
    live = sketch.turn(len(first), 0.8)
    size = 24.0
    x = sketch.width / 2 - len(first) * size / 2 - 20
    rows = (first, second, tuple(way(a, b) for a, b in zip(first, second, strict=True)))
    for row, values in enumerate(rows):
        y = 10 + row * (size + 10)
        for at, value in enumerate(values):
            strong = 0.95 if at == live else 0.15 + 0.5 * abs(value)
            sketch.cell(x + at * size, y, size, sketch.paint(min(strong, 1.0)))
            sketch.label(
                x + (at + 0.5) * size,
                y + size / 2,
                f"{value:.1f}".replace("-", "−"),
                strong=at == live,
            )
        side = x + len(first) * size + 22
        if row == 1:
            sketch.label(side, y - 5, MARKS.get(kind, "+"), strong=True)
        if row == 2:
            sketch.label(side, y + size / 2, "=")


def joined(sketch: Sketch) -> None:
    """One behind the other."""
    share = sketch.swing()
    size = 18.0
    counts = (3, 4)
    y, low = 20.0, sketch.height - FOOT - size - 10
    x = sketch.width / 2 - (sum(counts) * size) / 2
    apart = 26 * (1 - share)
    for at in range(counts[0]):
        sketch.cell(x + at * size - apart, y + (low - y) * share, size, sketch.paint(0.85))
    for at in range(counts[1]):
        left = x + (counts[0] + at) * size + apart
        sketch.cell(left, y + (low - y) * share, size, sketch.paint(0.35))
    shapes = [
        str(shape[int(sketch.option("axis", -1))])
        for shape in sketch.subject.inputs
        if shape and -len(shape) <= int(sketch.option("axis", -1)) < len(shape)
    ]
    sketch.foot(sketch.width / 2, " + ".join(shapes).replace("None", "?"))


def dotted(sketch: Sketch) -> None:
    """Products, and their sum."""
    live = sketch.turn(5, 0.6)
    size = 20.0
    x = sketch.width / 2 - 3.6 * size
    for row, shade in enumerate((0.7, 0.4)):
        for at in range(4):
            sketch.cell(
                x + at * size,
                18 + row * 36,
                size,
                sketch.paint(0.95 if at == live else shade * 0.6),
            )
    for at in range(4):
        sketch.label(x + (at + 0.5) * size, 46, "·")
    sketch.arrow(x + 4 * size + 8, 46, x + 5.6 * size, 46, live == 4)
    sketch.cell(x + 6 * size, 36, size, sketch.paint(0.95 if live == 4 else 0.3))
    sketch.foot(sketch.width / 2, "Σ aᵢ · bᵢ")


def looked_up(sketch: Sketch) -> None:
    """Each number takes its row of the table along."""
    words = (3, 0, 5, 1)
    live = sketch.turn(len(words), 0.9)
    rows, columns, size = 6, 4, min(14.0, (sketch.height - FOOT - 14) / 6)
    x = sketch.width / 2 - columns * size / 2
    y = 8.0
    left, right = x - 70, x + columns * size + 40

    def shade(row: int, column: int):
        strong = 0.15 + 0.6 * chance(row, column, 3)
        return sketch.paint(min(1.0, strong + 0.3) if row == words[live] else strong * 0.6)

    sketch.grid(x, y, rows, columns, size, shade)
    sketch.frame(x, y + words[live] * size, columns * size - 1, size - 1)
    for at, number in enumerate(words):
        middle = y + rows * size * (at + 0.5) / len(words)
        sketch.label(left, middle, str(number), strong=at == live)
        if at <= live:
            sketch.grid(
                right,
                middle - size / 2,
                1,
                columns,
                size,
                lambda r, c, n=number: sketch.paint(0.15 + 0.6 * chance(n, c, 3)),
            )
        if at == live:
            sketch.arrow(left + 12, middle, x - 4, y + (words[live] + 0.5) * size, True)
            sketch.arrow(
                x + columns * size + 4, y + (words[live] + 0.5) * size, right - 4, middle, True
            )
    vocabulary, vector = sketch.option("input_dim", ""), sketch.option("output_dim", "")
    sketch.foot(x + columns * size / 2, f"{vocabulary} × {vector}" if vocabulary else "")
