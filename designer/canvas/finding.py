"""Which nodes does a person mean? Names, kinds, shapes and problems against a few letters."""

from __future__ import annotations

import re
from typing import Any

from designer.canvas.short import full_shape_text, shape_text
from designer.document import kinds
from designer.document.values import Document
from designer.search import score
from designer.texts import engine_text, error_sentence

BY_SHAPE, BY_PROBLEM = 0.2, 0.1  # below every score of a name


def matches(document: Document, analysis: Any, text: str) -> list[str]:
    """The nodes that match by name, kind, shape or problem, the best first."""
    problems: dict[str, list[str]] = {}
    for problem in analysis.problems:
        problems.setdefault(problem.node, []).append(error_sentence(problem.error))
    ranked = []
    for key, node in document.nodes.items():
        title = kinds.of(document, node).title
        rank = score(text, node.name, title, engine_text(title))
        facts = analysis.facts.get(key)
        if not rank and facts is not None and _has_shape(text, facts.outputs):
            rank = BY_SHAPE
        if not rank and any(text.lower() in problem.lower() for problem in problems.get(key, ())):
            rank = BY_PROBLEM
        if rank:
            ranked.append((-rank, node.x, node.y, key))
    return [key for *_, key in sorted(ranked)]


def _has_shape(text: str, outputs: Any) -> bool:
    """Whether one of the shapes is what was typed: "26x26", "(None, 10)", "26 × 26 × 32"."""
    wanted = re.sub(r"\s+", "", text.lower()).replace("*", "×")
    for spec in outputs:
        short = shape_text(spec.shape).replace(" ", "").lower()
        long = full_shape_text(spec).replace(" ", "").lower()
        if re.sub(r"(?<=\d)x(?=\d)", "×", wanted) in short or wanted in long:
            return True
    return False
