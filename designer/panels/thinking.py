"""When are repairs thought out? In small slices between events, so that typing never waits."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from designer.document import repairs
from designer.document.analysis import Problem
from designer.document.repairs import Offer
from designer.studio import Studio

SLICE = 0.008  # seconds of trying ideas before events get their turn
REST = 60  # milliseconds without a new question before it begins


class Thinker(QObject):
    """Tries the ideas for one problem. `found` is sent once, when all is tried."""

    found = Signal(object)  # tuple of Offers, the best first

    def __init__(self, studio: Studio, parent: QObject | None = None, first: bool = False) -> None:
        """`first` is for one whose problem somebody is looking at: its turn comes before others."""
        super().__init__(parent)
        self._studio, self.first = studio, first
        self._line = Line.of(studio)
        line, key = self._line, id(self)
        self.destroyed.connect(lambda: line.leave(key) if isValid(line) else None)
        self.trials: Iterator[Offer | None] = iter(())
        self.offers: list[Offer] = []

    @property
    def busy(self) -> bool:
        return id(self) in self._line.waiting

    def think(self, problem: Problem) -> None:
        """Begin anew with a problem of the drawing as it is now."""
        studio = self._studio
        self.offers = []
        self.trials = repairs.trials(studio.document, studio.analysis, problem, studio.known)
        self._line.join(self)

    def stop(self) -> None:
        self._line.leave(id(self))


class Line(QObject):
    """Those who think of one project's problems, one at a time.

    However many there are, events wait for no more than one slice of work.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.waiting: dict[int, Thinker] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._think)

    @staticmethod
    def of(studio: Studio) -> Line:
        """The one line of a studio."""
        return studio.findChild(Line) or Line(studio)

    def join(self, thinker: Thinker) -> None:
        self.waiting[id(thinker)] = thinker
        self._timer.start(REST)

    def leave(self, key: int) -> None:
        self.waiting.pop(key, None)
        if not self.waiting:
            self._timer.stop()

    def _think(self) -> None:
        self._timer.setInterval(0)
        until = perf_counter() + SLICE
        while self.waiting:
            every = list(self.waiting.values())
            thinker = next((one for one in every if one.first), every[0])
            for offer in thinker.trials:
                if offer is not None:
                    thinker.offers.append(offer)
                if perf_counter() > until:
                    return
            self.leave(id(thinker))
            thinker.found.emit(repairs.best(thinker.offers))
