"""Where should everything stand, and how should wires run? Automatic layout behind one function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import graphlay

from designer.document.placing import Size, Sizes, size_of
from designer.document.tidying import Tidying
from designer.document.values import Document, Wire
from engine.errors import DesignError

# A long wire costs one helper point a layer. With 10,000 of them 2,000 nodes take two seconds and
# 5,000 six; with 27,000 it is half a minute, in which nobody wants to wait for the better layout.
MOST_HELPERS = 12_000
MANY_NODES = 1500
LAYER_GAP = 72.0
NODE_GAP = 36.0
SWEEPS = 4
DIRECTIONS = {"right": "leftright", "down": "topbottom"}

Point = tuple[float, float]


def arrange(
    document: Document,
    ids: Iterable[str] | None = None,
    direction: str = "right",
    sizes: Sizes = None,
) -> dict[str, Point]:
    """Places (top left corners) for the nodes `ids`, or for all, for `edits.move`.

    Data runs to the "right" or "down". What is arranged keeps its top left corner, so that a
    selection stays where it is. The same drawing always gives the same layout.
    """
    if direction not in DIRECTIONS:
        raise DesignError("Data runs right or down, not {way}.", way=repr(direction))
    wanted = document.nodes if ids is None else set(ids)
    keys = [key for key in document.nodes if key in wanted]
    if not keys:
        return {}
    boxes = {key: size_of(document, key, sizes) for key in keys}
    wires = [wire for wire in document.wires if wire.source in boxes and wire.target in boxes]
    try:
        drawing = graphlay.layout(
            _request(document, boxes, wires, direction), options=_options(direction, len(keys))
        )
        middles = drawing.positions()
    except graphlay.GraphlayError:
        middles = layered(boxes, wires, direction)
    if len(keys) <= MANY_NODES:
        middles = _tidied(middles, boxes, wires, direction)
    corners = {
        key: (x - boxes[key][0] / 2, y - boxes[key][1] / 2) for key, (x, y) in middles.items()
    }
    return _anchored(document, corners)


def routes(
    document: Document, direction: str = "right", sizes: Sizes = None
) -> dict[Wire, tuple[Point, ...]]:
    """How wires run round the nodes where these stand now, as corners from end to end.

    Empty where the nodes stand so that no way was found: then wires are drawn as they fall.
    """
    boxes = {key: size_of(document, key, sizes) for key in document.nodes}
    try:
        drawing = graphlay.reroute(
            _request(document, boxes, document.wires, direction, placed=True),
            options=_options(direction, len(boxes)),
        )
    except graphlay.GraphlayError:
        return {}
    return {
        wire: tuple((point["x"], point["y"]) for point in edge["points"])
        for wire, edge in zip(document.wires, drawing.edges, strict=True)
    }


def _tidied(
    middles: Mapping[str, Point], boxes: Mapping[str, Size], wires: Iterable[Wire], direction: str
) -> dict[str, Point]:
    if direction == "right":
        return Tidying(middles, boxes, wires, NODE_GAP).tidy()

    def turned(places: Mapping[str, Point]) -> dict[str, Point]:
        return {key: (y, x) for key, (x, y) in places.items()}

    return turned(Tidying(turned(middles), turned(boxes), wires, NODE_GAP).tidy())


def _request(
    document: Document,
    boxes: Mapping[str, Size],
    wires: Iterable[Wire],
    direction: str,
    *,
    placed: bool = False,
) -> graphlay.Graph:
    """The drawing as the library takes it; only for routes does it learn where nodes stand."""
    graph = graphlay.Graph()
    for key, (width, height) in boxes.items():
        node = document.nodes[key]
        middle = {"x": node.x + width / 2, "y": node.y + height / 2}
        more = {"position": middle} if placed else {}
        graph.node(key, width=width, height=height, **more)
    side = "left" if direction == "right" else "top"
    for wire in wires:
        count = len(document.wires.into(wire.target))
        fields: dict[str, Any] = {}
        if count > 1:
            step = min(wire.target_port, count - 1)
            fields["target_port"] = {
                "offset": {"side": side, "t": 2 * (step + 1) / (count + 1) - 1}
            }
        graph.edge(wire.source, wire.target, **fields)
    return graph


def _options(direction: str, count: int) -> dict[str, Any]:
    return {
        "effort": "fast" if count > MANY_NODES else "balanced",
        "direction": DIRECTIONS[direction],
        "spacing": {"layer_gap": LAYER_GAP, "node_gap": NODE_GAP},
        "limits": {"max_dummies": MOST_HELPERS},
    }


def _anchored(document: Document, corners: Mapping[str, Point]) -> dict[str, Point]:
    """The layout moved so that its top left corner lies where that of the nodes was."""
    across = min(document.nodes[key].x for key in corners) - min(x for x, _ in corners.values())
    down = min(document.nodes[key].y for key in corners) - min(y for _, y in corners.values())
    return {key: (round(x + across, 2), round(y + down, 2)) for key, (x, y) in corners.items()}


def layered(boxes: Mapping[str, Size], wires: Iterable[Wire], direction: str) -> dict[str, Point]:
    """The small layout for what the large one refuses: middles of nodes in longest-path layers.

    Within a layer nodes stand in the order of the mean place of their neighbours (barycentre).
    """
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(boxes)
    graph.add_edges_from((wire.source, wire.target) for wire in wires)
    layers = [list(layer) for layer in networkx.topological_generations(graph)]
    rank = {key: float(place) for layer in layers for place, key in enumerate(layer)}
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        near = graph.predecessors if forward else graph.successors
        for layer in layers if forward else reversed(layers):
            mean = {key: _mean([rank[other] for other in near(key)], rank[key]) for key in layer}
            layer.sort(key=mean.__getitem__)
            rank.update((key, float(place)) for place, key in enumerate(layer))
    along, across = (0, 1) if direction == "right" else (1, 0)
    places: dict[str, Point] = {}
    start = 0.0
    for layer in layers:
        depth = max(boxes[key][along] for key in layer)
        length = sum(boxes[key][across] for key in layer) + NODE_GAP * (len(layer) - 1)
        at = -length / 2
        for key in layer:
            middle = (start + depth / 2, at + boxes[key][across] / 2)
            places[key] = middle if direction == "right" else (middle[1], middle[0])
            at += boxes[key][across] + NODE_GAP
        start += depth + LAYER_GAP
    return places


def _mean(numbers: list[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise
