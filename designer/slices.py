"""When is long work done? Between events, one slice a turn for all: so that typing never waits."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

SLICE = 0.008  # seconds of work before events get their turn
TURN = object()  # what work says that has much to do at once now: events get their turn before


class Rank(IntEnum):
    """What goes first."""

    ANALYSIS = 0
    CANVAS = 1
    PROBLEMS = 2
    REPAIRS = 3
    COSTS = 4
    CODE = 5
    GARBAGE = 6


class Slices(QObject):
    """The work that has begun for one project. Work is what goes on at each `next`."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._waiting: dict[QObject, tuple[Rank, Iterator[Any]]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    @staticmethod
    def of(owner: QObject) -> Slices:
        """The one that belongs to a studio."""
        return owner.findChild(Slices) or Slices(owner)

    def begin(self, who: QObject, rank: Rank, work: Iterator[Any], at_once: int = 0) -> None:
        """Do some work soon, in place of what the same one has begun before.

        So many steps are done at once: work that is no longer has ended then.
        """
        self.drop(who)
        for _ in range(at_once):
            if next(work, self) is self:
                return
        self._waiting[who] = rank, work
        self._timer.start()

    def drop(self, who: QObject) -> None:
        """Do not go on with what somebody has begun."""
        self._waiting.pop(who, None)

    def _work(self) -> None:
        until = perf_counter() + SLICE
        while self._waiting and perf_counter() < until:
            who, entry = min(self._waiting.items(), key=lambda item: item[1][0])
            said = next(entry[1], self) if isValid(who) else self
            if said is self and self._waiting.get(who) is entry:
                self.drop(who)
            if said is TURN:
                return
        if not self._waiting:
            self._timer.stop()
