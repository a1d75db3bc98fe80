"""On how many threads does a plan run just now? On as many as made it fastest lately.

Where another program wants the cores, threads wait for each other, and one alone may be faster.
That changes while a training runs, so now and then a plan is timed both ways, on runs that have to
be made anyway: seldom while the answer stays the same, at once when runs become slow. The parts of
its steps are fixed, so results do not depend on the number of threads.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

# Runs from one trial to the next: the gap doubles as long as a trial changes nothing.
SHORTEST, LONGEST = 16, 1024
TRIAL = 6  # runs, on all threads and on one in turn
WORTH = 0.9  # of the time: a smaller gain is no reason to change
SLOW, PATIENCE = 1.5, 8  # so many times slower, so often in a row


class Pace:
    """Runs the steps of one plan."""

    def __init__(self, most: int) -> None:
        self.most = self.threads = most
        self._gap = SHORTEST
        self._left = self._gap
        self._trial: list[float] = []
        self._usual = float("inf")
        self._slow = 0

    def run(self, machine: Any, table: Any) -> None:
        """Run a table once, on the number of threads that is best as far as is known."""
        if self.most == 1:
            machine.run(table, 1)
            return
        trying = self._left <= 0
        threads = self.threads
        if trying:
            threads = 1 if len(self._trial) % 2 else self.most
        start = perf_counter()
        machine.run(table, threads)
        self._note(perf_counter() - start, trying)

    def _note(self, seconds: float, trying: bool) -> None:
        if trying:
            self._trial.append(seconds)
            if len(self._trial) == TRIAL:
                self._decide()
            return
        self._left -= 1
        self._slow = self._slow + 1 if seconds > SLOW * self._usual else 0
        if self._slow >= PATIENCE:
            self._left, self._gap = 0, SHORTEST

    def _decide(self) -> None:
        together, alone = sum(self._trial[::2]), sum(self._trial[1::2])
        now, other = (alone, together) if self.threads == 1 else (together, alone)
        if other < WORTH * now:
            self.threads = self.most if self.threads == 1 else 1
            self._gap = SHORTEST
            now = other
        else:
            self._gap = min(2 * self._gap, LONGEST)
        self._usual = 2 * now / TRIAL
        self._left, self._slow, self._trial = self._gap, 0, []
