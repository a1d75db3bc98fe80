"""What should a person know of a drawing? Its analysis, and what data, loss and habits say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from designer.document.analysis import NOTHING, Analysis, Entering, analyse
from designer.document.checks import ANYWHERE, CHECKS, Sight
from designer.document.values import Document
from engine.data import DataFacts


@dataclass(frozen=True)
class Known:
    """What is known besides the drawing: the data that were chosen, what enters a sub-model."""

    data: DataFacts | None = None
    entering: Entering = NOTHING


NOTHING_KNOWN = Known()


def advise(document: Document, known: Known = NOTHING_KNOWN) -> Analysis:
    """The analysis with everything that looks wrong although the shapes fit. Never raises."""
    analysis = analyse(document, known.entering)
    sight = Sight(document, analysis, known.data)
    checks = ANYWHERE if document.sheet else CHECKS
    found = [problem for check in checks for problem in check(sight)]
    return replace(analysis, problems=(*analysis.problems, *found)) if found else analysis
