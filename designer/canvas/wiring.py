"""How is a wire drawn, pulled off and cut? Ports that fit light up, others say why not."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainterPath, QPen, QPolygonF

from designer.canvas.curves import crossing, drawn_path
from designer.canvas.gestures import Gesture
from designer.canvas.ink import wire_color
from designer.canvas.node import NodeItem
from designer.canvas.picking import hit
from designer.canvas.pointer import Pointer
from designer.canvas.surface import Canvas
from designer.canvas.wire import WireItem
from designer.document import analysis, edits
from designer.document.values import Document, Wire
from designer.refusals import refuse_wire
from designer.texts import error_sentence
from engine.errors import DesignError

translate = QCoreApplication.translate
SLICE = 0.006  # seconds spent on judging ports before the mouse gets its turn again


class Connect(Gesture):
    """Drags one end of a wire, from a port or pulled off one, to a port or a node's body.

    `side` and `key`, `number` tell the end that stays: "output" of a source, "input" of a target.
    `old` is the wire that is pulled off, if any.
    """

    pans_at_edge = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        canvas: Canvas,
        origin: Pointer,
        side: str,
        key: str,
        number: int,
        old: Wire | None = None,
    ) -> None:
        super().__init__(canvas, origin)
        self.side, self.key, self.number, self.old = side, key, number, old
        self._document = self._without_old()
        self._known = canvas.studio.analysis if old is None else analysis.analyse(self._document)
        self._judged: dict[Wire, DesignError | None] = {}
        self._queue: list[NodeItem] = []
        self._lit: set[NodeItem] = set()
        self._line = None
        self._aim: Wire | None = None
        self._refused: tuple[Wire, DesignError] | None = None
        self._timer = QTimer(canvas)
        self._timer.timeout.connect(self._judge_some)

    def _without_old(self) -> Document:
        """The document in which the pulled wire is gone already: against it fits are judged."""
        document = self.canvas.studio.document
        return edits.disconnect(document, [self.old]) if self.old is not None else document

    # While dragging

    def move(self, pointer: Pointer) -> None:
        if self._line is None:
            if not self.far(pointer):
                return
            self._begin(pointer)
        self._aim_at(pointer)
        stays = self._place_of_end()
        loose = self._place_of_aim() if self._aim is not None else pointer.scene
        ends = (stays, loose) if self.side == "output" else (loose, stays)
        self._line.setPath(drawn_path(*ends, None, self.canvas.drawing.down))

    def _begin(self, pointer: Pointer) -> None:
        drawing = self.canvas.drawing
        self._line = self.draw("accent", 2.5)
        source = self.key if self.side == "output" else ""
        if source:
            category = drawing.nodes[source].content.category
            pen = QPen(self._line.pen())
            pen.setColor(wire_color(category))
            self._line.setPen(pen)
        if self.old is not None:
            drawing.wires[self.old].setVisible(False)
        nodes = [
            item
            for item in drawing.items(self.canvas.visible())
            if isinstance(item, NodeItem) and item.node_id != self.key
        ]
        nodes.sort(key=lambda item: (item.pos() - pointer.scene).manhattanLength())
        self._queue = nodes
        self._judge_some()
        if self._queue:
            self._timer.start(0)

    def _place_of_end(self) -> QPointF:
        item = self.canvas.drawing.nodes[self.key]
        return (
            item.output_place(self.number)
            if self.side == "output"
            else item.input_place(self.number)
        )

    def _place_of_aim(self) -> QPointF:
        nodes = self.canvas.drawing.nodes
        if self.side == "output":
            return nodes[self._aim.target].input_place(self._aim.target_port)
        return nodes[self._aim.source].output_place(self._aim.source_port)

    # What fits

    def wire_to(self, key: str, number: int) -> Wire:
        """The wire that would join the fixed end with a port of another node."""
        if self.side == "output":
            return Wire(self.key, self.number, key, number)
        return Wire(key, number, self.key, self.number)

    def judge(self, wire: Wire) -> DesignError | None:
        """Why a wire cannot be, or None. Remembered: a drag asks again and again."""
        if wire not in self._judged:
            self._judged[wire] = edits.can_connect(self._document, wire) or analysis.refusal(
                self._document, wire, self._known
            )
        return self._judged[wire]

    def _slots(self, item: NodeItem) -> list[int]:
        slots = item.content.inputs if self.side == "output" else item.content.outputs
        return [slot.number for slot in slots]

    def _judge_some(self) -> None:
        """Light up the ports of the nearest nodes that are not judged yet, for a short while."""
        deadline = perf_counter() + SLICE
        while self._queue and perf_counter() < deadline:
            self._light(self._queue.pop(0))
        if not self._queue:
            self._timer.stop()

    def _light(self, item: NodeItem) -> None:
        lights = {
            number: "refused" if self.judge(self.wire_to(item.node_id, number)) else "fits"
            for number in self._slots(item)
        }
        self._lit.add(item)
        name = "inputs" if self.side == "output" else "outputs"
        item.set_state(**{name: lights, "dimmed": "fits" not in lights.values()})

    # What is aimed at

    def _aim_at(self, pointer: Pointer) -> None:
        found = hit(self.canvas.drawing, pointer.scene, self.canvas.scale_now())
        wire = None
        if found.key in self.canvas.drawing.nodes and found.key != self.key:
            wanted = "input" if self.side == "output" else "output"
            if found.part == "port" and found.side == wanted:
                wire = self.wire_to(found.key, found.number)
            else:
                wire = self._wire_to_body(found.key)
        self._set_aim(wire)

    def _wire_to_body(self, key: str) -> Wire | None:
        """Dropped on a body, a wire takes the first slot that is free and fits; else the first."""
        slots = self._slots(self.canvas.drawing.nodes[key])
        if not slots:
            return self.wire_to(key, 0)
        if self.side == "output":
            taken = {wire.target_port for wire in self._document.wires.into(key)}
            slots.sort(key=lambda number: number in taken)
        wires = [self.wire_to(key, number) for number in slots]
        return next((wire for wire in wires if self.judge(wire) is None), wires[0])

    def _set_aim(self, wire: Wire | None) -> None:
        error = self.judge(wire) if wire is not None and wire != self.old else None
        self._refused = (wire, error) if error else None
        self.canvas.hint(error_sentence(error) if error else "", "refused")
        aim = None if error else wire
        if aim != self._aim:
            self._mark(self._aim, "fits")
            self._aim = aim
            self._mark(aim, "aim")

    def _mark(self, wire: Wire | None, light: str) -> None:
        if wire is None:
            return
        forward = self.side == "output"
        item = self.canvas.drawing.nodes[wire.target if forward else wire.source]
        name = "inputs" if forward else "outputs"
        number = wire.target_port if forward else wire.source_port
        item.set_state(**{name: {**getattr(item.state, name), number: light}})
        self._lit.add(item)

    # The end

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self._line is None:
            self._click()
        elif self._aim is not None:
            self._plug(self._aim)
        elif hit(self.canvas.drawing, pointer.scene, self.canvas.scale_now()).key:
            self._say_refusal()
        elif self.old is not None:
            studio = self.canvas.studio
            studio.edit(translate("Canvas", "Remove a wire"), edits.disconnect, [self.old])
        else:
            self.canvas.add_at_wire(pointer.scene, self.side, self.key, self.number)

    def _say_refusal(self) -> None:
        """Released on something that refuses it: the reason stays, with ways out beside it."""
        if self._refused is not None and self.old is None:
            refuse_wire(self.canvas.studio, *self._refused)

    def _click(self) -> None:
        if self.old is not None:
            self.canvas.studio.select((), wires={self.old})
        else:
            self.canvas.studio.select({self.key})

    def _plug(self, wire: Wire) -> None:
        studio = self.canvas.studio
        if wire == self.old:
            return
        if self.old is not None:
            studio.edit(translate("Canvas", "Move a wire"), edits.reconnect, self.old, wire)
            return
        label = self.canvas.label_for_wire(wire.source, wire.target)
        studio.edit(label, edits.connect, wire)

    def clear(self) -> None:
        super().clear()
        self._timer.stop()
        self._timer.deleteLater()
        for item in self._lit:
            item.set_state(inputs={}, outputs={}, dimmed=False)
        if self.old is not None and self.old in self.canvas.drawing.wires:
            self.canvas.drawing.wires[self.old].setVisible(True)


class PressWire(Gesture):
    """A press on a wire: a click selects it, a drag near one end pulls that end off."""

    def __init__(self, canvas: Canvas, origin: Pointer, wire: Wire, end: str) -> None:
        super().__init__(canvas, origin)
        self._wire, self._end = wire, end

    def move(self, pointer: Pointer) -> None:
        if self._end and self.far(pointer):
            self.canvas.take_over(pulled_off(self.canvas, self.origin, self._wire, self._end))

    def end(self, pointer: Pointer) -> None:
        studio = self.canvas.studio
        if self.origin.holds(Qt.KeyboardModifier.ControlModifier):
            studio.select((), "toggle", wires={self._wire})
        elif self.origin.holds(Qt.KeyboardModifier.ShiftModifier):
            studio.select((), "add", wires={self._wire})
        else:
            studio.select((), wires={self._wire})


def pulled_off(canvas: Canvas, origin: Pointer, wire: Wire, end: str) -> Connect:
    """The gesture that drags one end of a wire which is there already."""
    if end == "target":
        return Connect(canvas, origin, "output", wire.source, wire.source_port, wire)
    return Connect(canvas, origin, "input", wire.target, wire.target_port, wire)


class Stroke(Gesture):
    """A line drawn freely across wires. `flag` marks the wires that it has crossed so far."""

    cursor = Qt.CursorShape.CrossCursor
    flag, token = "cut", "error"

    def __init__(self, canvas: Canvas, origin: Pointer) -> None:
        super().__init__(canvas, origin)
        self._stroke = [origin.scene]
        self._line = self.draw(self.token, 1.5, style=Qt.PenStyle.DashLine)
        self.crossed: dict[Wire, QPointF] = {}

    def move(self, pointer: Pointer) -> None:
        last = self._stroke[-1]
        if pointer.scene == last:
            return
        self._stroke.append(pointer.scene)
        path = QPainterPath()
        path.addPolygon(QPolygonF(self._stroke))
        self._line.setPath(path)
        area = QRectF(last, pointer.scene).normalized().adjusted(-1, -1, 1, 1)
        boxes = Qt.ItemSelectionMode.IntersectsItemBoundingRect
        for item in self.canvas.drawing.items(area, boxes):
            if isinstance(item, WireItem) and item.wire not in self.crossed:
                place = crossing(item.points(), (last, pointer.scene))
                if place is not None:
                    self.crossed[item.wire] = place
        self.canvas.drawing.flag_wires(self.flag, set(self.crossed))

    def clear(self) -> None:
        super().clear()
        self.canvas.drawing.flag_wires(self.flag, set())


class Knife(Stroke):
    """Ctrl and the right button: every wire that the stroke crosses is cut."""

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self.crossed:
            label = translate("Canvas", "Cut wires")
            self.canvas.studio.edit(label, edits.disconnect, sorted(self.crossed))


class AddDots(Stroke):
    """Shift and the right button: every wire that the stroke crosses gets a dot there."""

    flag, token = "aim", "success"

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self.crossed:
            self.canvas.add_dots({wire: at.toTuple() for wire, at in self.crossed.items()})
