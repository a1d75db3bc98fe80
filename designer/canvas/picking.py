"""What lies under the pointer? Ports before bodies, bodies before wires, frames last."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from designer.canvas.curves import distance
from designer.canvas.geometry import END_REACH, PORT_REACH, WIRE_REACH
from designer.canvas.node import NodeItem
from designer.canvas.notes import FrameItem, NoteItem
from designer.canvas.paint import PLAIN
from designer.canvas.pods import pod_at
from designer.canvas.scene import CanvasScene
from designer.canvas.wire import WireItem
from designer.document.slots import Path
from designer.document.values import Wire

MOST_REACH = 16.0  # in scene units: zoomed out, ports must not swallow their nodes


@dataclass(frozen=True)
class Hit:
    """What was found. `part` is "port", "title", "body", "pod" (a slot for a layer inside, at
    `path`), "wire", "note", "frame", "corner" or ""."""

    part: str = ""
    key: str = ""
    side: str = ""
    number: int = 0
    wire: Wire | None = None
    path: Path = ()
    end: str = ""  # which end of the wire is within reach: "source", "target" or ""

    def __bool__(self) -> bool:
        return bool(self.part)


NOTHING = Hit()


def hit(scene: CanvasScene, point: QPointF, scale: float) -> Hit:
    """What lies at a point of the scene; `scale` is pixels a unit."""
    reach = min(PORT_REACH / scale, MOST_REACH) if scale >= PLAIN else 0.0
    wire_reach = WIRE_REACH / scale
    around = max(reach, wire_reach)
    area = QRectF(point.x() - around, point.y() - around, 2 * around, 2 * around)
    items = scene.items(
        area, Qt.ItemSelectionMode.IntersectsItemBoundingRect, Qt.SortOrder.DescendingOrder
    )
    nodes = [item for item in items if isinstance(item, NodeItem)]
    return (
        _port(nodes, point, reach)
        or _node(nodes, point, scale)
        or _wire(items, point, wire_reach, scale)
        or _box(items, point)
    )


def _port(nodes: list[NodeItem], point: QPointF, reach: float) -> Hit:
    for item in nodes:
        found = item.port_at(point, reach) if reach else None
        if found:
            return Hit("port", item.node_id, side=found[0], number=found[1])
        if item.body().contains(point):
            break  # a port below this node is hidden by it
    return NOTHING


def _node(nodes: list[NodeItem], point: QPointF, scale: float) -> Hit:
    for item in nodes:
        if item.body().contains(point):
            inside = point - item.pos()
            number = pod_at(item.content.pods, item.form.pods, inside) if scale >= PLAIN else None
            if number is not None:
                return Hit("pod", item.node_id, path=item.content.pods[number].path)
            return Hit("title" if item.form.title.contains(inside) else "body", item.node_id)
    return NOTHING


def _wire(items: list, point: QPointF, reach: float, scale: float) -> Hit:
    near = [(distance(item.points(), point), item) for item in items if isinstance(item, WireItem)]
    near = [(away, item) for away, item in near if away <= reach]
    if not near:
        return NOTHING
    item = min(near, key=lambda pair: pair[0])[1]
    ends = {"source": item.start, "target": item.end}
    away = {name: (end - point).manhattanLength() * scale for name, end in ends.items()}
    end = min(away, key=away.__getitem__)
    return Hit("wire", wire=item.wire, end=end if away[end] <= END_REACH else "")


def _box(items: list, point: QPointF) -> Hit:
    for item in items:
        if isinstance(item, (NoteItem, FrameItem)) and item.corner().contains(point):
            return Hit("corner", item.record.id)
        if isinstance(item, NoteItem) and item.body().contains(point):
            return Hit("note", item.record.id)
        if isinstance(item, FrameItem) and item.title_bar().contains(point):
            return Hit("frame", item.record.id)
    return NOTHING


def wire_under(scene: CanvasScene, area: QRectF, besides: str = "") -> Wire | None:
    """The wire that runs nearest to the middle of a node that covers `area`, and through it."""
    middle = area.center()
    room = min(area.width(), area.height()) / 2
    best, nearest = None, room
    for item in scene.items(area, Qt.ItemSelectionMode.IntersectsItemBoundingRect):
        if not isinstance(item, WireItem) or besides in (item.wire.source, item.wire.target):
            continue
        away = distance(item.points(), middle)
        if away < nearest:
            best, nearest = item.wire, away
    return best
