"""When is garbage looked for? When the user rests: to look through everything takes long."""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

# Young garbage goes at once; all is looked through by itself only where nobody rests for long.
THRESHOLDS = (700, 10, 1_000)
USUAL = 10  # so many rounds through the younger ones make a look through all worth while
EVERY = 1_000  # milliseconds between two looks at whether the user rests
REST = 5.0  # seconds without key, pointer or wheel
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

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._last = monotonic()
        window.windowHandle().installEventFilter(self)
        gc.set_threshold(*THRESHOLDS)
        timer = QTimer(self)
        timer.setInterval(EVERY)
        timer.timeout.connect(self.collect)
        timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self._last = monotonic()
        return False

    def collect(self) -> bool:
        """Look for garbage if the user rests and there may be some. Returns whether it did."""
        due = monotonic() - self._last > REST and gc.get_count()[2] >= USUAL
        if due:
            gc.collect()
        return due
