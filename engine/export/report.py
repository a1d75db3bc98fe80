"""What is told of a network on one page? A single HTML file: drawing, layers, curves, confusion."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.nest import flatten

STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans SC", sans-serif; color: #1c1f26;
  max-width: 60rem; margin: 2.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.7rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
p.about { color: #5d6470; margin-top: 0; }
svg.drawing { width: 100%; height: auto; border: 1px solid #e2e5ea; border-radius: 8px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; color: #5d6470; font-weight: 600; }
th, td { padding: .25rem 1.2rem .25rem 0; border-bottom: 1px solid #e9ebef; vertical-align: top; }
td.number, th.number { text-align: right; }
.matrix td { text-align: right; padding: .2rem .5rem; border: 0; }
.matrix th { border: 0; padding: .2rem .5rem; }
.charts { display: flex; flex-wrap: wrap; gap: 1.5rem; }
figure { margin: 0; } figcaption { color: #5d6470; font-size: .85rem; }
"""
COLORS = ("#2963f7", "#bd5a07", "#37a158", "#a03ab8", "#0c95c0", "#892414")
WIDTH, HEIGHT, EDGE = 400, 210, 44


@dataclass(frozen=True)
class Report:
    """What the page tells. `svg` is the drawing as a whole SVG file, or empty.

    curves: (epoch by epoch) values by name; a name that begins with "val_" goes with its twin.
    confusion: rows are true classes. settings: (title, what, value) in order.
    words: the texts of the page in the reader's language, by their English, see WORDS.
    """

    title: str
    svg: str = ""
    curves: Mapping[str, Sequence[float]] = field(default_factory=dict)
    confusion: np.ndarray | None = None
    class_names: Sequence[str] = ()
    settings: Sequence[tuple[str, str, str]] = ()
    about: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


WORDS = (
    "The network", "Layers", "Layer", "Kind", "Output", "Parameters", "Total", "Trained",
    "How it learned", "Epoch", "What it confuses", "Rows are true classes, columns its answers.",
    "Settings and versions",
)  # fmt: skip


def page(model: Any, report: Report) -> str:
    """The HTML of the page. It loads nothing and runs nothing."""
    say = {word: report.words.get(word, word) for word in WORDS}
    parts = [f"<h1>{escape(report.title)}</h1>", f'<p class="about">{escape(report.about)}</p>']
    if report.svg:
        parts += [heading(say["The network"]), drawing(report.svg)]
    parts += [heading(say["Layers"]), layer_table(model, say)]
    charts = chart_figures(report.curves, say["Epoch"])
    if charts:
        parts += [heading(say["How it learned"]), f'<div class="charts">{charts}</div>']
    if report.confusion is not None and len(report.confusion):
        text = escape(say["Rows are true classes, columns its answers."])
        matrix = confusion_table(report.confusion, report.class_names)
        parts += [heading(say["What it confuses"]), f'<p class="about">{text}</p>', matrix]
    if report.settings:
        parts += [heading(say["Settings and versions"]), settings_table(report.settings)]
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{escape(report.title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def escape(text: Any) -> str:
    return html.escape(str(text))


def heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def drawing(svg: str) -> str:
    """The drawing's SVG element, to stand inside a page."""
    found = re.search(r"<svg\b.*</svg>", svg, re.DOTALL)
    if found is None:
        return ""
    body = re.sub(r'^(<svg\b[^>]*?)\s+width="[^"]*"\s+height="[^"]*"', r"\1", found.group())
    return body.replace("<svg", '<svg class="drawing"', 1)


def layer_table(model: Any, say: Mapping[str, str]) -> str:
    heads = "".join(f"<th>{escape(say[word])}</th>" for word in ("Layer", "Kind", "Output"))
    rows = [f'<tr>{heads}<th class="number">{escape(say["Parameters"])}</th></tr>']
    for layer in model.layers:
        shapes = " ".join(str(tuple(shape)) for shape in shapes_of(layer))
        cells = (layer.name, type(layer).__name__, shapes)
        text = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr>{text}<td class="number">{count_of(layer.weights):,}</td></tr>')
    for word, weights in (("Total", model.weights), ("Trained", model.trainable_weights)):
        count = f'<td class="number">{count_of(weights):,}</td>'
        rows.append(f'<tr><th colspan="3">{escape(say[word])}</th>{count}</tr>')
    return f"<table>{''.join(rows)}</table>"


def count_of(weights: Sequence[Any]) -> int:
    return sum(weight.size for weight in weights)


def shapes_of(layer: Any) -> list[Any]:
    """The shapes that the layer's first call gives."""
    return [value.shape for value in flatten(layer.calls[0].outputs)] if layer.calls else []


def chart_figures(curves: Mapping[str, Sequence[float]], epoch: str) -> str:
    """One chart for each quantity, with its validation twin in it."""
    names = [name for name in curves if not name.startswith("val_") and name not in SKIPPED]
    return "".join(chart(name, curves, epoch) for name in names)


SKIPPED = ("epoch", "lr", "learning_rate", "seconds", "time")


def chart(name: str, curves: Mapping[str, Sequence[float]], epoch: str) -> str:
    """An SVG of one quantity over the epochs."""
    lines = [(one, list(curves[one])) for one in (name, f"val_{name}") if one in curves]
    values = [value for _, line in lines for value in line if math.isfinite(value)]
    if not values:
        return ""
    low, high = min(values), max(values)
    span, count = (high - low) or 1.0, max(len(line) for _, line in lines)

    def at(place: int, value: float) -> str:
        x = EDGE + (WIDTH - EDGE - 8) * (place / max(1, count - 1))
        return f"{x:.1f},{8 + (HEIGHT - 32) * (1 - (value - low) / span):.1f}"

    drawn = [
        f'<path d="M{EDGE} 8V{HEIGHT - 24}H{WIDTH - 8}" fill="none" stroke="#c5cad3"/>',
        label(EDGE - 6, 16, f"{high:.3g}", "end"),
        label(EDGE - 6, HEIGHT - 24, f"{low:.3g}", "end"),
        label(WIDTH - 8, HEIGHT - 8, f"{epoch} {count}", "end"),
    ]
    for place, (_, line) in enumerate(lines):
        points = [at(n, v) for n, v in enumerate(line) if math.isfinite(v)]
        # A line of one point draws nothing unless its ends are round.
        drawn.append(
            f'<polyline points="{" ".join(points if points[1:] else 2 * points)}" fill="none" '
            f'stroke="{COLORS[place]}" stroke-width="{2 if points[1:] else 6}" '
            'stroke-linecap="round"/>'
        )
    shown = ", ".join(
        f'<span style="color:{COLORS[place]}">{escape(one)}</span>'
        for place, (one, _) in enumerate(lines)
    )
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
    picture = f"<svg {size}>{''.join(drawn)}</svg>"
    return f"<figure>{picture}<figcaption>{shown}</figcaption></figure>"


def label(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="11" '
        f'fill="#5d6470">{escape(text)}</text>'
    )


def confusion_table(matrix: np.ndarray, names: Sequence[str]) -> str:
    """The confusion matrix, each cell tinted by its share of its row."""
    known = [str(name) for name in names] or [str(place) for place in range(len(matrix))]
    head = "".join(f"<th>{escape(name)}</th>" for name in known)
    rows = [f"<tr><th></th>{head}</tr>"]
    for name, row in zip(known, np.asarray(matrix), strict=True):
        total = max(1, int(row.sum()))
        cells = "".join(
            f'<td style="background:rgba(41,99,247,{0.75 * int(count) / total:.2f})">'
            f"{int(count)}</td>"
            for count in row
        )
        rows.append(f"<tr><th>{escape(name)}</th>{cells}</tr>")
    return f'<table class="matrix">{"".join(rows)}</table>'


def settings_table(settings: Sequence[tuple[str, str, str]]) -> str:
    rows, before = [], None
    for title, name, value in settings:
        first = escape(title) if title != before else ""
        before = title
        rows.append(f"<tr><th>{first}</th><td>{escape(name)}</td><td>{escape(value)}</td></tr>")
    return f"<table>{''.join(rows)}</table>"
