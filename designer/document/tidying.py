"""What does a layout leave to be done? Branches in the order of their ports, straight chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from designer.document.placing import Size
from designer.document.values import Wire

Point = tuple[float, float]

PORT = 8.0  # how far apart two ports of a node count as when crossings are counted
MOST_WIRES = 300  # beyond so many a mirrored layout is not tried


class Tidying:
    """Middles of nodes in a layout, told as (along, across): along the data, and across it.

    `boxes` are the nodes' sizes (along, across), `gap` is kept free between two of them.
    """

    def __init__(
        self,
        middles: Mapping[str, Point],
        boxes: Mapping[str, Size],
        wires: Iterable[Wire],
        gap: float,
    ) -> None:
        self.middles, self.boxes, self.gap = dict(middles), boxes, gap
        self.wires = list(wires)
        self.into: dict[str, list[Wire]] = {key: [] for key in middles}
        self.out_of: dict[str, list[Wire]] = {key: [] for key in middles}
        for wire in self.wires:
            self.into[wire.target].append(wire)
            self.out_of[wire.source].append(wire)

    def tidy(self) -> dict[str, Point]:
        self._mirror()
        self._sort_branches()
        self._straighten()
        return self.middles

    # The way up that has fewer crossings

    def _mirror(self) -> None:
        if not 1 < len(self.wires) <= MOST_WIRES:
            return
        mirrored = {key: (along, -across) for key, (along, across) in self.middles.items()}
        if self._crossings(mirrored) < self._crossings(self.middles):
            self.middles = mirrored

    def _crossings(self, middles: Mapping[str, Point]) -> int:
        lines = []
        for wire in self.wires:
            (x1, y1), (x2, y2) = middles[wire.source], middles[wire.target]
            lines.append((x1, y1 + PORT * wire.source_port, x2, y2 + PORT * wire.target_port))
        return sum(_cross(one, other) for one, other in combinations(lines, 2))

    # Branches between a fork and a join

    def _sort_branches(self) -> None:
        groups: dict[tuple[str, str], list[list[str]]] = {}
        for branch in self._branches():
            ends = self.into[branch[0]][0].source, self.out_of[branch[-1]][0].target
            groups.setdefault(ends, []).append(branch)
        for ends, branches in groups.items():
            if len(branches) > 1:
                self._stack(sorted(branches, key=self._port), ends)

    def _branches(self) -> list[list[str]]:
        """All chains of nodes with one wire in and one out, as long as they can be."""
        inner = {key for key in self.middles if len(self.into[key]) == len(self.out_of[key]) == 1}
        heads = [key for key in inner if self.into[key][0].source not in inner]
        chains = []
        for key in sorted(heads, key=self.middles.__getitem__):
            chain = [key]
            while (key := self.out_of[key][0].target) in inner:
                chain.append(key)
            chains.append(chain)
        return chains

    def _port(self, branch: list[str]) -> tuple[int, int]:
        return self.out_of[branch[-1]][0].target_port, self.into[branch[0]][0].source_port

    def _stack(self, branches: list[list[str]], ends: tuple[str, str]) -> None:
        """Put branches beside one another in this order; the longest keeps its place.

        Without a longest one they spread evenly round the level of the fork, and the join follows.
        """
        widths = [max(self.boxes[key][1] for key in branch) for branch in branches]
        starts = [sum(widths[:place]) + place * self.gap for place in range(len(widths))]
        whole = starts[-1] + widths[-1]
        longest = max(map(len, branches))
        anchors = [place for place, branch in enumerate(branches) if len(branch) == longest]
        fork, join = (self.middles[end] for end in ends)
        first = fork[1] - whole / 2
        if len(anchors) == 1:
            place = anchors[0]
            level = self.middles[branches[place][0]][1]
            first = level - widths[place] / 2 - starts[place]
        moved = {
            key: (self.middles[key][0], first + start + width / 2)
            for branch, start, width in zip(branches, starts, widths, strict=True)
            for key in branch
        }
        if len(anchors) > 1:
            moved[ends[1]] = (join[0], fork[1])
        if not self._collide(moved):
            self.middles.update(moved)

    # Chains

    def _straighten(self) -> None:
        """Bring a node to the level of the one before it, where only one wire joins the two."""
        for key in sorted(self.middles, key=self.middles.__getitem__):
            if len(self.into[key]) != 1:
                continue
            before = self.into[key][0].source
            if len(self.out_of[before]) != 1:
                continue
            moved = {key: (self.middles[key][0], self.middles[before][1])}
            if not self._collide(moved):
                self.middles.update(moved)

    def _collide(self, moved: Mapping[str, Point]) -> bool:
        """Whether things that move would come too near to others."""
        room = self.gap / 2
        for key, (along, across) in moved.items():
            length, width = self.boxes[key]
            for other, (x, y) in self.middles.items():
                if other in moved:
                    continue
                long, wide = self.boxes[other]
                near = abs(x - along) < (length + long) / 2 + room
                if near and abs(y - across) < (width + wide) / 2 + room:
                    return True
        return False


def _cross(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two straight lines (x1, y1, x2, y2) cross between their ends."""

    def side(line: tuple[float, ...], x: float, y: float) -> float:
        x1, y1, x2, y2 = line
        return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)

    return (
        side(one, *other[:2]) * side(one, *other[2:]) < 0
        and side(other, *one[:2]) * side(other, *one[2:]) < 0
    )
