"""When are repairs thought out? In small slices between events, so that typing never waits."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from designer.document import repairs
from designer.document.analysis import Problem
from designer.document.repairs import Offer
from designer.slices import TURN, Rank, Slices
from designer.studio import Studio

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
        self._slices = Slices.of(studio)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._begin)

    @staticmethod
    def of(studio: Studio) -> Line:
        """The one line of a studio."""
        return studio.findChild(Line) or Line(studio)

    def join(self, thinker: Thinker) -> None:
        self.waiting[id(thinker)] = thinker
        self._slices.drop(self)
        self._rest.start()

    def leave(self, key: int) -> None:
        self.waiting.pop(key, None)
        if not self.waiting:
            self._rest.stop()
            self._slices.drop(self)

    def _begin(self) -> None:
        self._slices.begin(self, Rank.REPAIRS, self._thinking())

    def _thinking(self) -> Iterator[object]:
        while self.waiting:
            every = self.waiting.values()
            thinker = next((one for one in every if one.first), None) or next(iter(every))
            offer = next(thinker.trials, self)
            if offer is self:
                self.leave(id(thinker))
                thinker.found.emit(repairs.best(thinker.offers))
                yield TURN
                continue
            if offer is not None:
                thinker.offers.append(offer)
            yield
