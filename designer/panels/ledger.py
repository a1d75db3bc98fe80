"""When are the costs of all layers added up? In slices between events, a moment after an edit."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from designer.document.costs import Cost, cost
from designer.slices import TURN, Rank, Slices
from designer.studio import Studio

REST = 60  # milliseconds without an edit before it begins


class Ledger(QObject):
    """The cost of each layer of the drawing as it was when `counted` was last sent."""

    counted = Signal()

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.costs: dict[str, Cost] = {}
        self._slices = Slices.of(studio)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._count)

    def begin(self) -> None:
        """Count anew, soon."""
        self._slices.drop(self)
        self._rest.start()

    def stop(self) -> None:
        self._slices.drop(self)
        self._rest.stop()

    def _count(self) -> None:
        self._slices.begin(self, Rank.COSTS, self._counting())

    def _counting(self) -> Iterator[object]:
        document, analysis, found = self._studio.document, self._studio.analysis, {}
        for key, node in document.nodes.items():
            found[key] = cost(document, analysis, node)
            yield
        yield TURN
        self.costs = found
        self.counted.emit()
