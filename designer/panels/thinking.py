"""When are repairs thought out? In small slices between events, so that typing never waits."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from designer.document import repairs
from designer.document.analysis import Problem
from designer.document.repairs import Offer
from designer.studio import Studio

SLICE = 0.008  # seconds of trying ideas before events get their turn


class Thinker(QObject):
    """Tries the ideas for one problem. `found` is sent once, when all is tried."""

    found = Signal(object)  # tuple of Offers, the best first

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._trials: Iterator[Offer | None] = iter(())
        self._offers: list[Offer] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._think)

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def think(self, problem: Problem) -> None:
        """Begin anew with a problem of the drawing as it is now."""
        studio = self._studio
        self._offers = []
        self._trials = repairs.trials(studio.document, studio.analysis, problem, studio.known)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _think(self) -> None:
        until = perf_counter() + SLICE
        for offer in self._trials:
            if offer is not None:
                self._offers.append(offer)
            if perf_counter() > until:
                return
        self._timer.stop()
        self.found.emit(repairs.best(self._offers))
