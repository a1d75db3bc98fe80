"""When are the costs of all layers added up? In slices between events, a moment after an edit."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from designer.document.costs import Cost, cost
from designer.studio import Studio

SLICE = 0.008  # seconds of tracing before events get their turn
REST = 60  # milliseconds without an edit before it begins


class Ledger(QObject):
    """The cost of each layer of the drawing as it was when `counted` was last sent."""

    counted = Signal()

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.costs: dict[str, Cost] = {}
        self._found: dict[str, Cost] = {}
        self._work: Iterator[tuple[str, Cost]] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._count)

    def begin(self) -> None:
        """Count anew, soon."""
        document, analysis = self._studio.document, self._studio.analysis
        self._found = {}
        self._work = ((key, cost(document, analysis, node)) for key, node in document.nodes.items())
        self._timer.start(REST)

    def stop(self) -> None:
        self._timer.stop()

    def _count(self) -> None:
        self._timer.setInterval(0)
        until = perf_counter() + SLICE
        for key, one in self._work:
            self._found[key] = one
            if perf_counter() > until:
                return
        self._timer.stop()
        self.costs = self._found
        self.counted.emit()
