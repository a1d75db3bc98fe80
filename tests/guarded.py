"""Does a kernel stay inside its buffers? Memory with guard bands, for single kernels and for plans.

Every buffer lies alone between bands of a pattern that is NaN when it is read as a number. A write
outside changes a band, which is looked at after each call; what is read outside, or read before it
was written, turns results into NaN.
"""

from __future__ import annotations

import numpy as np

from engine.kernels.abi import Kernel, pack
from engine.plan import Plan

BAND = 32  # cells of four bytes on either side: two lines of the cache


def pattern(cells: np.ndarray) -> np.ndarray:
    """What the cells of a band hold: a NaN with the cell's address in its spare bits.

    So a kernel that reads outside and hands on what it found to a place outside is caught too.
    """
    places = np.arange(cells.size) + cells.ctypes.data // 4
    return (0x7FC00000 | places & 0x3FFFFF).astype(np.uint32)


class Guarded:
    """A copy of an array between two bands."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array
        cells = -(-array.nbytes // 4)
        # What begins at a line of the cache goes on to do so.
        self._cells = np.empty(cells + 2 * BAND + 16, np.uint32)
        self._cells[:] = self._pattern = pattern(self._cells)
        shift = -(self._cells.ctypes.data // 4) % 16
        self._begin, self._end = shift + BAND, shift + BAND + cells
        self.inside = self._cells.view(np.uint8)[4 * self._begin :][: array.nbytes]
        self.address = self.inside.ctypes.data if array.nbytes else self._cells.ctypes.data
        self.load()

    def load(self) -> None:
        self.inside[:] = np.frombuffer(self.array.tobytes(), np.uint8)

    def store(self) -> None:
        """Write what changed back into the array."""
        now = self.inside.tobytes()
        if now != self.array.tobytes():
            self.array[...] = np.frombuffer(now, self.array.dtype).reshape(self.array.shape)

    def intact(self) -> bool:
        same = self._cells == self._pattern
        return bool(same[: self._begin].all() and same[self._end :].all())


def run_guarded(kernel: Kernel, *values: object, parts: int = 1) -> None:
    """`Kernel.run` on copies with bands, looked at after every part."""
    arrays = {id(value): value for value in values if isinstance(value, np.ndarray)}
    twins = {key: Guarded(array) for key, array in arrays.items()}
    pack(*values)  # refuses what it always refuses
    table = pack(*(twins[id(v)].address if id(v) in twins else v for v in values))
    before = table.copy()
    for part in range(parts):
        kernel(table.ctypes.data, part, parts)
        assert all(twin.intact() for twin in twins.values()), (
            f"{kernel.name} wrote outside its arrays in part {part} of {parts}"
        )
    assert (table == before).all(), f"{kernel.name} wrote into its own arguments"
    for twin in twins.values():
        twin.store()


class CheckedPlan(Plan):
    """A plan whose buffers share no memory, and that looks at all bands after every step."""

    def _lay_out(self) -> None:
        offset = BAND
        for buffer in self._arena_buffers:
            buffer.offset = offset
            offset = -(-(offset + buffer.size) // 16) * 16 + BAND
        self._cells = np.empty(offset, np.uint32)
        self._cells[:] = self._pattern = pattern(self._cells)
        self.arena = self._cells.view(np.float32)
        self._outside = np.ones(offset, bool)
        for buffer in self._arena_buffers:
            buffer.address = self.arena.ctypes.data + 4 * buffer.offset
            self._outside[buffer.offset : buffer.offset + buffer.size] = False
        self._twins: dict[int, Guarded] = {}

    def _cells_of(self, tensor, made) -> list:
        """None: what is fed is copied between the bands."""
        return []

    def _home(self, array: np.ndarray) -> int:
        if id(array) not in self._twins:
            self._twins[id(array)] = Guarded(array)
        return self._twins[id(array)].address

    def _execute(self) -> None:
        for twin in self._twins.values():
            twin.load()
        following = 0
        for number, (name, _, _) in enumerate(self.steps):
            if number < following:
                continue  # it was walked with those before it
            following = number + self._machine.rows(self.table[number, 2])
            self._machine.run(self.table[number:following])
            same = (self._cells == self._pattern)[self._outside].all()
            intact = same and all(twin.intact() for twin in self._twins.values())
            assert intact, f"step {number}, {name}, wrote outside its buffers"
        for twin in self._twins.values():
            twin.store()
