"""When is a drawing analysed? At once after small edits, between events after large ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from designer.document import tracing
from designer.document.advice import Known, advising
from designer.document.analysis import NEW, NOTHING, Analysis, Entering
from designer.document.trail import Trail, entering, sheet_of
from designer.document.values import Document
from designer.slices import TURN, Rank, Slices
from engine.data import DataFacts

# What goes before the window goes on: layers that are looked at for the first time, and steps.
NEW_AT_ONCE, AT_ONCE = 30, 400


@dataclass(frozen=True)
class Insight:
    """What is known of a project and of the drawing that is open in it."""

    project: Analysis = NEW
    sheet: Analysis = NEW
    entering: Entering = NOTHING


class Analyst(QObject):
    """Keeps what is known up to date. Who asks gets the truth of now, if need be at once."""

    ready = Signal()  # what was begun and did not end at once has ended

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._insight = Insight()
        self._work: Iterator[None] | None = None
        self._slices = Slices.of(parent)
        self._busy = False

    @property
    def insight(self) -> Insight:
        """What is known now; what is still under way is finished first."""
        if self._work is not None:
            for _ in self._work:
                pass
            self._work = None
        return self._insight

    @property
    def busy(self) -> bool:
        """Whether `ready` is still to come."""
        return self._busy

    def begin(self, project: Document, trail: Trail, facts: DataFacts | None) -> None:
        """Look at what has changed. Afterwards `busy` tells whether that takes longer."""
        self._work = self._looking(project, trail, facts)
        most, steps = tracing.inferred() + NEW_AT_ONCE, 0
        while self._work is not None and steps < AT_ONCE and tracing.inferred() < most:
            self._step()
            steps += 1
        self._busy = self._work is not None
        if self._busy:
            self._slices.begin(self, Rank.ANALYSIS, self._going_on())
        else:
            self._slices.drop(self)

    def _looking(self, project: Document, trail: Trail, facts: DataFacts | None) -> Iterator[None]:
        before = self._insight
        whole = yield from advising(project, Known(facts), before.project)
        if not trail:
            self._insight = Insight(whole, whole)
            return
        given = entering(project, trail, whole)
        sheet = sheet_of(project, trail)
        known = before.sheet if before.sheet.document.sheet == sheet.sheet else NEW
        inner = yield from advising(sheet, Known(facts, given), known)
        self._insight = Insight(whole, inner, given)

    def _step(self) -> None:
        if next(self._work, self) is self:
            self._work = None

    def _going_on(self) -> Iterator[object]:
        while self._work is not None:
            self._step()
            yield
        yield TURN
        self._busy = False
        self.ready.emit()
