"""What should a person know of a drawing? Its analysis, and what data, loss and habits say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from designer.document.analysis import (
    NEW,
    NOTHING,
    Analysis,
    Entering,
    analysing,
)
from designer.document.checks import ANYWHERE, CHECKS, Sight
from designer.document.values import Document
from engine.data import DataFacts
from engine.work import Work, finished


@dataclass(frozen=True)
class Known:
    """What is known besides the drawing: the data that were chosen, what enters a sub-model."""

    data: DataFacts | None = None
    entering: Entering = NOTHING


NOTHING_KNOWN = Known()


def advise(document: Document, known: Known = NOTHING_KNOWN, before: Analysis = NEW) -> Analysis:
    """The analysis with everything that looks wrong although the shapes fit. Never raises."""
    return finished(advising(document, known, before))


def advising(
    document: Document, known: Known = NOTHING_KNOWN, before: Analysis = NEW
) -> Work[Analysis]:
    """`advise` with a stop before each node and after each check."""
    analysis = yield from analysing(document, known.entering, before)
    sight, found = Sight(document, analysis, known.data), []
    for check in ANYWHERE if document.sheet else CHECKS:
        found.extend(check(sight))
        yield
    return replace(analysis, problems=(*analysis.problems, *found)) if found else analysis
