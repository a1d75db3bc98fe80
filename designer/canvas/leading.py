"""How are the wires of the drawing led, now and while something moves?"""

from __future__ import annotations

from collections.abc import Iterable, Set

from PySide6.QtCore import QPointF, QRectF, Qt

from designer.canvas.curves import TURNED, Course, turned
from designer.canvas.lanes import course_for
from designer.canvas.node import NodeItem
from designer.canvas.wire import WireItem
from designer.document.values import Wire

MOST_LED = 16  # wires that a drag leads round other nodes at each step; more run straight
MOST_AREAS = 40  # changed places beyond which it is quicker to lead every wire anew
LANE_ROOM = 110.0  # how far from a node a wire may run because of it


class Leading:
    """The part of CanvasScene that brings wires from port to port, round what stands between."""

    def lead(self, wire: Wire, *, around: bool = True) -> None:
        """Lead one wire from its source's port to its target's, wherever these are now.

        With `around` it runs round the nodes in its way.
        """
        source, target = self.nodes[wire.source], self.nodes[wire.target]
        start, end = source.output_place(wire.source_port), target.input_place(wire.target_port)
        course = self._course(wire, start, end, (source, target)) if around else None
        self.wires[wire].lead(start, end, course, self.down)

    def _course(
        self, wire: Wire, start: QPointF, end: QPointF, own: tuple[NodeItem, ...]
    ) -> Course:
        """The course of a wire, thought to run to the right, round all nodes but its own."""
        turn = TURNED.mapRect if self.down else QRectF
        if self.down:
            start, end = turned(start), turned(end)
        aside = end.y() - start.y()
        below = aside > 60 or (aside > -60 and wire.target_port > 0)

        def bodies(area: QRectF) -> list[QRectF]:
            return [turn(body) for body in self._bodies(turn(area), own)]

        return course_for(start, end, bodies, below=below)

    def _bodies(self, area: QRectF, besides: tuple[NodeItem, ...]) -> list[QRectF]:
        """The bodies of the nodes in an area."""
        boxes = Qt.ItemSelectionMode.IntersectsItemBoundingRect
        return [
            item.body()
            for item in self.items(area, boxes)
            if isinstance(item, NodeItem) and item.node_id and item not in besides
        ]

    def _lead_wires(
        self, keys: Iterable[str], areas: list[QRectF], besides: Set[Wire] = frozenset()
    ) -> None:
        """Lead the wires at some nodes anew, and those that pass where a node has come or gone."""
        wires = {wire for key in keys for wire in self.wires_at(key)}
        if len(areas) > MOST_AREAS:
            wires = set(self.wires)
        else:
            wires |= {wire for area in areas for wire in self._wires_near(area)}
        for wire in wires - besides:
            self.lead(wire)

    def _wires_near(self, area: QRectF) -> list[Wire]:
        boxes = Qt.ItemSelectionMode.IntersectsItemBoundingRect
        room = area.adjusted(-LANE_ROOM, -LANE_ROOM, LANE_ROOM, LANE_ROOM)
        return [item.wire for item in self.items(room, boxes) if isinstance(item, WireItem)]

    def preview(self, places: dict[str, QPointF]) -> None:
        """Show things elsewhere than the document says, until `settle` or the next edit."""
        if places.keys() != self.moving:
            self.moving = frozenset(places)
        for key, place in places.items():
            item = self.item_of(key)
            if item is not None:
                item.setPos(place)
        wires = {wire for key in places for wire in self.wires_at(key)}
        around = len(wires) <= MOST_LED
        for wire in wires:
            item = self.wires[wire]
            if not around and wire.source in places and wire.target in places:
                # Both of its ends move alike: the curve is carried, not made anew.
                item.carry_to(self.nodes[wire.source].output_place(wire.source_port))
            else:
                self.lead(wire, around=around)
        self._box = None

    def settle(self, keys: Iterable[str]) -> None:
        """Bring things back to where the document says that they are."""
        places = {}
        for key in keys:
            record = self.record(key)
            if record is not None:
                places[key] = QPointF(record.x, record.y)
                if key in self.boxes:
                    self.boxes[key].set_record(record)
        self.preview(places)
        self.moving = frozenset()
        self._lead_wires(places, [self.nodes[key].body() for key in places if key in self.nodes])
        self.redrawn.emit()
