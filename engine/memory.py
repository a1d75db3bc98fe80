"""Where does each intermediate value live? Lifetimes in, offsets into one arena out."""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

LINE = 16  # floats in a cache line of 64 bytes: every buffer begins at one


@dataclass(eq=False)
class Buffer:
    """A piece of memory: `size` floats, used from record `first` to record `last`.

    A fixed buffer is an array that lives elsewhere (a weight, a constant) and takes no arena.
    A confined one has room for one share of its values, of `share` floats, for each of the pieces
    to which a walk gives its shares.
    """

    size: int
    first: int = 0
    last: int = 0
    fixed: np.ndarray | None = None
    offset: int = 0
    address: int = 0
    share: int = 0
    shares: int = 1
    pieces: int = 1

    def seen_by(self, part: int) -> int:
        """The address for a kernel that works on share `part`."""
        piece = ((part + 1) * self.pieces - 1) // self.shares  # as kernels.machine deals them out
        return self.address + 4 * self.share * (piece - part)

    def at(self, offset: int) -> Part:
        """The place `offset` floats into this buffer, as a kernel's argument."""
        return Part(self, offset)


@dataclass(frozen=True, eq=False)
class Part:
    buffer: Buffer
    offset: int


def arrange(buffers: list[Buffer]) -> int:
    """Give every buffer an offset so that no two that live together overlap.

    Walks the records in order with a list of free gaps, best fit first. Returns the arena's size
    in floats.
    """
    starts: dict[int, list[Buffer]] = defaultdict(list)
    ends: dict[int, list[Buffer]] = defaultdict(list)
    for buffer in buffers:
        starts[buffer.first].append(buffer)
        ends[buffer.last].append(buffer)
    gaps: list[tuple[int, int]] = []  # (offset, size), by offset
    top = 0
    for moment in sorted({*starts, *ends}):
        for buffer in sorted(starts[moment], key=lambda one: -one.size):
            size = -(-max(buffer.size, 1) // LINE) * LINE
            fitting = [(gap[1], index) for index, gap in enumerate(gaps) if gap[1] >= size]
            if fitting:
                room, index = min(fitting)
                offset = gaps[index][0]
                if room == size:
                    del gaps[index]
                else:
                    gaps[index] = (offset + size, room - size)
            elif gaps and gaps[-1][0] + gaps[-1][1] == top:
                # The last gap touches the end: grow the arena by what is missing only.
                offset, _ = gaps.pop()
                top = offset + size
            else:
                offset, top = top, top + size
            buffer.offset = offset
        for buffer in ends[moment]:
            release(gaps, buffer.offset, -(-max(buffer.size, 1) // LINE) * LINE)
    return top


def release(gaps: list[tuple[int, int]], offset: int, size: int) -> None:
    """Put a block back into the sorted gaps and join it with its neighbours."""
    index = bisect.bisect_left(gaps, (offset, 0))
    gaps.insert(index, (offset, size))
    if index + 1 < len(gaps) and offset + size == gaps[index + 1][0]:
        gaps[index] = (offset, size + gaps[index + 1][1])
        del gaps[index + 1]
    if index > 0 and gaps[index - 1][0] + gaps[index - 1][1] == offset:
        gaps[index - 1] = (gaps[index - 1][0], gaps[index - 1][1] + gaps[index][1])
        del gaps[index]
