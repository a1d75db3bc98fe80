"""When is garbage looked for? Little by little between keys, through everything when nobody looks.

To look through all that a project holds takes long. So what has been looked at is set aside, and
the next look is short; what becomes garbage among it waits until the user is away.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from designer.slices import TURN, Rank, Slices

# Looks by itself only where so much happens at once that there is no turn for it before.
THRESHOLDS = (30_000, 10, 1_000)
SOME = 3_000  # so many new objects are worth a look
EVERY = 250  # milliseconds between two looks at whether there is any
AWAY = 60.0  # seconds without key, pointer or wheel: nobody sits there
INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    )
)


class Resting(QObject):
    """Follows what the user does in a window that is shown, and collects between."""

    def __init__(self, window: QWidget, slices: Slices) -> None:
        super().__init__(window)
        self._slices = slices
        self._last = monotonic()
        self._due = False  # whether something was set aside since all was looked through
        window.windowHandle().installEventFilter(self)
        QApplication.instance().applicationStateChanged.connect(self._leave)
        gc.set_threshold(*THRESHOLDS)
        timer = QTimer(self)
        timer.setInterval(EVERY)
        timer.timeout.connect(self.look)
        timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self._last = monotonic()
        return False

    def look(self) -> None:
        """Begin with what is new, or with everything if nobody is there."""
        young, *older = gc.get_count()
        if self._due and monotonic() - self._last > AWAY:
            self._look_through()
        elif young > SOME or any(older):
            self._slices.begin(self, Rank.GARBAGE, self._collecting())

    def _leave(self, state: Qt.ApplicationState) -> None:
        """The user has gone over to another program."""
        if state == Qt.ApplicationState.ApplicationInactive and self._due:
            self._look_through()

    def _collecting(self) -> Iterator[object]:
        yield TURN
        gc.collect()
        gc.freeze()
        self._due = True
        yield TURN

    def _look_through(self) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._due = False
