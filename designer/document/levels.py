"""Which layers see data of the same size? Rows of a drawing, the finest picture on top."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from designer.document.values import Document

ROW_GAP, SIDE_GAP = 128.0, 160.0  # between two rows, and between their left and right parts

Place = tuple[float, float]


def parts(
    document: Document, ids: Collection[str], pixels: Mapping[str, int]
) -> dict[tuple[int, int], list[str]]:
    """Layers by (row, side): rows by falling number of pixels, side 1 for what has risen again.

    `pixels` tells how many places of height and width, or of time, an output has; a layer that is
    not in it stands with what feeds it.
    """
    import networkx

    graph = document.wires.graph.subgraph(ids).copy()
    graph.add_nodes_from(ids)
    size: dict[str, int] = {}
    least: dict[str, int] = {}  # of all that leads to a node
    order = list(networkx.lexicographical_topological_sort(graph, key=list(document.nodes).index))
    for key in order:
        before = list(graph.predecessors(key))
        size[key] = pixels.get(key) or min((size[other] for other in before), default=0)
        least[key] = min([size[key], *(least[other] for other in before)])
    rows = {count: row for row, count in enumerate(sorted(set(size.values()), reverse=True))}
    found: dict[tuple[int, int], list[str]] = {}
    for key in order:
        found.setdefault((rows[size[key]], int(least[key] < size[key])), []).append(key)
    return found


def stacked(
    laid: Mapping[tuple[int, int], Mapping[str, Place]], boxes: Mapping[str, Place]
) -> dict[str, Place]:
    """Parts, each laid out for itself, put together: rows below one another, sides beside."""
    extents = {
        part: (
            min(x for x, _ in places.values()),
            min(y for _, y in places.values()),
            max(x + boxes[key][0] for key, (x, _) in places.items()),
            max(y + boxes[key][1] for key, (_, y) in places.items()),
        )
        for part, places in laid.items()
    }
    lefts = [right - left for (_, side), (left, _, right, _) in extents.items() if side == 0]
    start = max(lefts, default=0.0) + SIDE_GAP
    done: dict[str, Place] = {}
    level = 0.0
    for row in sorted({row for row, _ in laid}):
        deepest = 0.0
        for side in (0, 1):
            if (row, side) not in laid:
                continue
            left, top, _, bottom = extents[row, side]
            for key, (x, y) in laid[row, side].items():
                done[key] = (x - left + side * start, y - top + level)
            deepest = max(deepest, bottom - top)
        level += deepest + ROW_GAP
    return done
