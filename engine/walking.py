"""Which steps go through a batch together, so that each finds in the cache what the last has left?

A step that goes through a whole batch before the next begins leaves most of its result in memory
by the time it is read. So neighbouring steps whose parts touch only their own share of a batch are
walked together: a few images go through all of them, then the next few (see kernels.machine). Small
steps in between are moved before the walk, where they need nothing of it (turned weights), or
behind it (sums of the parts' sums), and so are larger ones of which is known what they write (the
gradients of weights). What needs the sums begins a new walk.

Emitters of operations say which steps these are: the parts of such a step are `Shares`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.memory import Buffer, Part

CACHE = 1 << 19  # bytes of all buffers of a walk which one share should touch: half a second cache
MOST = 128  # shares of a batch
EVEN = 1.05  # how much more than its due the largest piece may have, where there is a choice


@dataclass(eq=False)
class Shares:
    """The parts of a step that may be walked: part p reads and writes the p-th share of the batch.

    What it reads beside that (weights, statistics) is `whole`. `units` is how many rows, lines or
    images cannot be cut: a number of parts that divides it cuts every buffer of a batch alike.
    `rooms` are buffers with so many floats for each part. More parts than `most` would be too
    small for the step. As an argument of a kernel it is the number of parts, which is known when
    all steps are.
    """

    units: int
    parts: int
    whole: tuple[Buffer, ...] = ()
    rooms: tuple[tuple[Buffer, int], ...] = ()
    most: int = MOST

    def __int__(self) -> int:
        return self.parts


@dataclass(eq=False)
class Step:
    """A call of a kernel, made for the record at `moment`.

    `gives` are the buffers that it writes, where its emitter tells: it only reads the others. The
    first of a walk has its number of pieces, and knows how many steps follow it in the walk.
    """

    kernel: str
    arguments: list[Any]
    parts: int | Shares
    moment: int
    gives: tuple[Buffer, ...] = ()
    pieces: int = 0
    further: int = 0
    confined: bool = False  # whether it uses a confined buffer, so that parts differ in addresses

    def buffers(self) -> Iterable[Buffer]:
        for argument in self.arguments:
            if isinstance(argument, Part):
                argument = argument.buffer
            if isinstance(argument, Buffer) and argument.fixed is None:
                yield argument


class Walks:
    """Puts steps in order: `add` them as they come, `close` at the end."""

    def __init__(self, pieces: int) -> None:
        self.steps: list[Step] = []
        self._walks: list[list[Step]] = []
        self._pieces = pieces
        self._begin()

    def _begin(self) -> None:
        self._arrived: list[Step] = []
        self._before: list[Step] = []
        self._walked: list[Step] = []
        self._behind: list[Step] = []
        self._touched: set[int] = set()  # ids of buffers that the walk's steps use as shares
        self._made: set[int] = set()  # ids of buffers that the steps behind it may write

    def add(self, step: Step, movable: bool) -> None:
        """The next step; one that is `movable` changes nothing but its own buffers."""
        used = {id(buffer) for buffer in step.buffers()}
        apart = not used & (self._touched | self._made)
        if isinstance(step.parts, Shares):
            self._add_walked(step)
        elif self._walked and (not movable or step.parts > 1 and not apart and not step.gives):
            self.close()
            self.steps.append(step)
        elif not self._walked:
            self.steps.append(step)
        else:
            self._arrived.append(step)
            (self._before if apart else self._behind).append(step)
            if not apart:
                self._made |= {id(buffer) for buffer in step.gives} if step.gives else used

    def _add_walked(self, step: Step) -> None:
        whole = {id(buffer) for buffer in step.parts.whole}
        used = {id(buffer) for buffer in step.buffers()}
        if used & self._made or whole & self._touched or not self._goes_along(step):
            self.close()
        self._arrived.append(step)
        self._walked.append(step)
        self._touched |= used - whole

    def _goes_along(self, step: Step) -> bool:
        """Whether a step can be walked with those before it, and leaves their shares small."""
        steps = [*self._walked, step]
        shares = self._shares(steps, min(one.parts.most for one in steps))
        return shares > 0 and 2 * shares >= self._shares(steps)

    def _shares(self, steps: list[Step], most: int = MOST) -> int:
        """Into how many shares these steps would cut their batch: 0 where they cannot."""
        units = math.gcd(*(step.parts.units for step in steps))
        size = sum({id(one): 4 * one.size for step in steps for one in step.buffers()}.values())
        cuts = [cut for cut in range(self._pieces, min(units, most) + 1) if units % cut == 0]
        even = [cut for cut in cuts if -(-cut // self._pieces) * self._pieces <= EVEN * cut]
        return next((cut for cut in even if cut * CACHE >= size), max(even or cuts, default=0))

    def close(self) -> None:
        """End the walk under way. One step alone does not walk, and nothing moves."""
        steps = [*self._before, *self._walked, *self._behind]
        if len(self._walked) < 2:
            self.steps += self._arrived
            self._begin()
            return
        shares = self._shares(self._walked, min(step.parts.most for step in self._walked))
        self._walked[0].pieces = self._pieces
        self._walked[0].further = len(self._walked) - 1
        for step in self._walked:
            step.parts.parts = shares
        # All of it happens at once, as far as memory is concerned.
        first, last = min(step.moment for step in steps), max(step.moment for step in steps)
        for step in steps:
            for buffer in step.buffers():
                buffer.first = min(buffer.first, first)
                buffer.last = max(buffer.last, last)
        self.steps += steps
        self._walks.append(self._walked)
        self._begin()

    def confine(self, end: int) -> None:
        """Let what is written and read in one walk only, and not kept to the end, stay small.

        Each piece of the walk writes its shares of such a buffer into the same memory, which so
        never leaves its cache.
        """
        users: dict[int, list[Step]] = defaultdict(list)
        for step in self.steps:
            for buffer in step.buffers():
                users[id(buffer)].append(step)
        for step in self.steps:
            if isinstance(step.parts, Shares):
                for buffer, room in step.parts.rooms:
                    buffer.size = room * int(step.parts)
        for walk in self._walks:
            shares = int(walk[0].parts)
            whole = {id(buffer) for step in walk for buffer in step.parts.whole}
            for buffer in {id(one): one for step in walk for one in step.buffers()}.values():
                inside = all(step in walk for step in users[id(buffer)]) and id(buffer) not in whole
                if inside and buffer.first >= 0 and buffer.last < end and not buffer.size % shares:
                    buffer.share = buffer.size // shares
                    buffer.shares, buffer.pieces = shares, self._pieces
                    buffer.size = buffer.share * self._pieces
                    for step in users[id(buffer)]:
                        step.confined = True
