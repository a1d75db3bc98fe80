"""What do layers of connections do? Units, steps and attention, drawn with their wires."""

from __future__ import annotations

import math

from designer.panels.card_sketch import FOOT, MARGIN, Sketch

STEPS = 5


def dense(sketch: Sketch) -> None:
    """Every unit reads every feature; one unit after the other has its turn."""
    units = sketch.option("units", 4)
    rows = (6, max(1, min(int(units), 5)))
    live = sketch.turn(rows[1], 0.8)
    middle = sketch.width / 2
    reach = min(90.0, sketch.width / 2 - MARGIN - 10)
    tall = sketch.height - FOOT - MARGIN
    places = [
        [(middle + side * reach, MARGIN / 2 + tall * (row + 0.5) / count) for row in range(count)]
        for side, count in zip((-1, 1), rows, strict=True)
    ]
    for at, (x2, y2) in enumerate(places[1]):
        for x1, y1 in places[0]:
            chosen = at == live
            sketch.line(x1, y1, x2, y2, 0.9 if chosen else 0.25, 1.6 if chosen else 1, own=chosen)
    for x, y in places[0]:
        sketch.dot(x, y, 4.5, sketch.paint(0.5))
    for at, (x, y) in enumerate(places[1]):
        sketch.dot(x, y, 6, sketch.paint(1.0 if at == live else 0.3))
    sketch.foot(middle - reach, sketch.size_text(sketch.before, -1, "n"))
    sketch.foot(middle + reach, sketch.size_text(sketch.after, -1, "u"))


def chain(sketch: Sketch, y: float, live: int, backwards: bool, every: bool, inner=None) -> None:
    """A recurrent layer unrolled: boxes for the steps, arrows for the state."""
    gap = (sketch.width - 2 * MARGIN) / STEPS
    wide, tall = min(34.0, gap - 16), 24.0
    for step in range(STEPS):
        x = MARGIN + gap * (step + 0.5)
        sketch.box(x - wide / 2, y - tall / 2, wide, tall, step == live)
        if inner is not None:
            inner(x, y, step == live)
        follower = step - 1 if backwards else step + 1
        if 0 <= follower < STEPS:
            end = MARGIN + gap * (follower + 0.5)
            side = wide / 2 + 2
            sign = -1 if backwards else 1
            sketch.arrow(x + sign * side, y, end - sign * side, y, step == live)


def feeds(sketch: Sketch, low: float, end: float, live: int) -> None:
    """The inputs of the steps, from below."""
    gap = (sketch.width - 2 * MARGIN) / STEPS
    for step in range(STEPS):
        x = MARGIN + gap * (step + 0.5)
        sketch.arrow(x, low, x, end, step == live)
        sketch.label(x, low + 8, f"x{chr(0x2081 + step)}")


def results(sketch: Sketch, y: float, live: int, every: bool, last: int) -> None:
    """The outputs of all steps, or of the last one alone."""
    gap = (sketch.width - 2 * MARGIN) / STEPS
    for step in range(STEPS):
        if every or step == last:
            x = MARGIN + gap * (step + 0.5)
            sketch.arrow(x, y, x, y - 16, step == live)
            sketch.label(x, y - 24, f"h{chr(0x2081 + step)}")


def unrolled(sketch: Sketch, inner=None) -> None:
    """One step after the other; each hands its state on."""
    backwards = bool(sketch.option("go_backwards", False))
    every = bool(sketch.option("return_sequences", False))
    turn = sketch.turn(STEPS, 0.7)
    live = STEPS - 1 - turn if backwards else turn
    y = sketch.height / 2 - 2
    chain(sketch, y, live, backwards, every, inner)
    feeds(sketch, sketch.height - FOOT + 2, y + 14, live)
    results(sketch, y - 14, live, every, 0 if backwards else STEPS - 1)


def films(sketch: Sketch) -> None:
    """The same with a small picture in every step."""

    def picture(x: float, y: float, live: bool) -> None:
        sketch.grid(x - 9, y - 9, 3, 3, 6, lambda r, c: sketch.paint(0.9 if live else 0.35))

    unrolled(sketch, picture)


def both_ways(sketch: Sketch) -> None:
    """One chain forwards, one backwards."""
    turn = sketch.turn(STEPS, 0.7)
    upper, lower = sketch.height / 2 - 28, sketch.height / 2 + 8
    chain(sketch, upper, STEPS - 1 - turn, True, True)
    chain(sketch, lower, turn, False, True)
    feeds(sketch, sketch.height - FOOT + 2, lower + 14, turn)


def every_step(sketch: Sketch) -> None:
    """The same layer at every step, and no wire between them."""
    live = sketch.turn(STEPS, 0.7)
    y = sketch.height / 2 - 2
    gap = (sketch.width - 2 * MARGIN) / STEPS
    for step in range(STEPS):
        x = MARGIN + gap * (step + 0.5)
        sketch.box(x - 17, y - 12, 34, 24, step == live)
        sketch.label(x, y, "W", strong=True)
    feeds(sketch, sketch.height - FOOT + 2, y + 14, live)
    for step in range(STEPS):
        x = MARGIN + gap * (step + 0.5)
        sketch.arrow(x, y - 14, x, y - 30, step == live)
        sketch.label(x, y - 38, f"y{chr(0x2081 + step)}")


def cell(sketch: Sketch) -> None:
    """One step: the input and the last state go in, the output and the new state come out."""
    states = {"LSTMCell": ("h", "c")}.get(sketch.subject.type, ("h",))
    live = sketch.turn(3, 0.7)
    x, y = sketch.width / 2, sketch.height / 2 - 2
    sketch.box(x - 44, y - 24, 88, 48, live == 1)
    sketch.label(x, y, sketch.subject.type.removesuffix("Cell"), strong=True)
    for at, name in enumerate(states):
        height = y + (at - (len(states) - 1) / 2) * 22
        sketch.arrow(x - 92, height, x - 48, height, live == 0)
        sketch.arrow(x + 48, height, x + 92, height, live == 2)
        sketch.label(x - 108, height, f"{name}ₜ₋₁")
        sketch.label(x + 104, height, f"{name}ₜ")
    sketch.arrow(x, sketch.height - FOOT + 2, x, y + 26, live == 0)
    sketch.label(x, sketch.height - FOOT + 10, "xₜ")
    sketch.arrow(x, y - 26, x, 12, live == 2)


def stacked(sketch: Sketch) -> None:
    """One cell above the other."""
    live = sketch.turn(3, 0.7)
    x = sketch.width / 2
    tall = (sketch.height - FOOT - MARGIN) / 3
    for at in range(3):
        y = sketch.height - FOOT - tall * (at + 0.5)
        sketch.box(x - 40, y - tall / 2 + 6, 80, tall - 12, at == live)
        sketch.arrow(x - 84, y, x - 44, y, at == live)
        sketch.arrow(x + 44, y, x + 84, y, at == live)
        sketch.arrow(x, y + tall / 2 + 4, x, y + tall / 2 - 5, at == live)
    sketch.foot(x, "xₜ")


def attention(sketch: Sketch) -> None:
    """Each query looks at all keys, at some more than at others."""
    count = 5
    live = sketch.turn(count, 0.9)
    gap = (sketch.width - 2 * MARGIN) / count
    top, low = 20.0, sketch.height - FOOT - 12
    weights = [math.exp(-abs((live * 2 + 1) % count - key) * 0.9) for key in range(count)]
    whole = sum(weights)
    for key in range(count):
        share = weights[key] / whole
        start = MARGIN + gap * (live + 0.5)
        end = MARGIN + gap * (key + 0.5)
        sketch.line(start, top + 8, end, low - 10, 0.25 + share, 1 + 7 * share, own=True)
    for at in range(count):
        x = MARGIN + gap * (at + 0.5)
        sketch.dot(x, top, 7, sketch.paint(1.0 if at == live else 0.25))
        sketch.cell(x - 9, low - 9, 18, sketch.paint(0.15 + 0.85 * weights[at] / max(weights)))
    sketch.label(18, top - 12, "Q")
    sketch.foot(
        sketch.width / 2,
        "softmax(Q · Kᵀ) · V"
        if sketch.subject.type != "AdditiveAttention"
        else "softmax(Σ tanh(Q + K)) · V",
    )
