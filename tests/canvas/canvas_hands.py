"""With what do tests work on a canvas? Hands for mouse and keys, and an eye for the outcome."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.content import content_of, content_parts, worst
from designer.canvas.node import NodeItem
from designer.canvas.notes import BoxItem
from designer.canvas.scene import CanvasScene
from designer.canvas.view import CanvasView
from designer.canvas.wire import WireItem
from designer.document import edits
from designer.document.placing import runs_down
from designer.document.values import Document, Wire

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LAYERS = (
    ("Input", {"shape": [28, 28, 1]}),
    ("Conv2D", {"filters": 8, "kernel_size": [3, 3], "activation": "relu"}),
    ("Flatten", {}),
    ("Dense", {"units": 10, "activation": "softmax"}),
)


def chain() -> Document:
    """Input, Conv2D, Flatten and Dense in a row, wired: n1 to n4."""
    document = Document()
    for number, (kind, parameters) in enumerate(LAYERS, start=1):
        place = (number - 1) * 300.0, 0.0
        document = edits.add_node(document, kind, *place, parameters, id=f"n{number}")
        if number > 1:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    return document


class Hands:
    """Mouse and keys on a canvas, by places of the scene."""

    def __init__(self, canvas: CanvasView) -> None:
        self.canvas = canvas

    def place(self, point: QPointF) -> QPointF:
        return self.canvas.to_view(point)

    def press(self, point, button=LEFT, keys=NONE) -> None:
        QTest.mousePress(self.canvas.viewport(), button, keys, self.place(point).toPoint())

    def release(self, point, button=LEFT, keys=NONE) -> None:
        QTest.mouseRelease(self.canvas.viewport(), button, keys, self.place(point).toPoint())

    def move(self, point, button=LEFT, keys=NONE) -> None:
        place = self.place(point)
        window = self.canvas.viewport().mapToGlobal(place)
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, window, Qt.MouseButton.NoButton, button, keys
        )
        QApplication.sendEvent(self.canvas.viewport(), event)

    def drag(self, start, end, button=LEFT, keys=NONE, steps=8) -> None:
        """Press, move in steps, release."""
        self.press(start, button, keys)
        self.drag_on(start, end, button, keys, steps)
        self.release(end, button, keys)

    def drag_on(self, start, end, button=LEFT, keys=NONE, steps=8) -> None:
        """Move in steps with the button held."""
        for step in range(1, steps + 1):
            self.move(start + (end - start) * (step / steps), button, keys)

    def click(self, point, button=LEFT, keys=NONE) -> None:
        self.press(point, button, keys)
        self.release(point, button, keys)

    def double_click(self, point) -> None:
        QTest.mouseDClick(self.canvas.viewport(), LEFT, NONE, self.place(point).toPoint())

    def key(self, key, keys=NONE) -> None:
        QTest.keyClick(self.canvas, key, keys)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.canvas.quick.field, text)

    def wheel(self, point, turns: float, keys=NONE) -> None:
        place = self.place(point)
        event = QWheelEvent(
            place,
            self.canvas.viewport().mapToGlobal(place),
            QPointF().toPoint(),
            QPointF(0, 120 * turns).toPoint(),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas.viewport(), event)

    def carry(self, kind: str, point, keys=NONE) -> QMimeData:
        """Bring a palette entry over the canvas, without letting go. Keep what comes back."""
        data = QMimeData()
        data.setData("application/x-layerloom-layer", kind.encode())
        place, copy = self.place(point), Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place.toPoint(), copy, data, LEFT, keys)
        QApplication.sendEvent(self.canvas.viewport(), enter)
        over = QDragMoveEvent(place.toPoint(), copy, data, LEFT, keys)
        QApplication.sendEvent(self.canvas.viewport(), over)
        return data

    def drop(self, kind: str, point, keys=NONE) -> None:
        data = self.carry(kind, point, keys)
        event = QDropEvent(self.place(point), Qt.DropAction.CopyAction, data, LEFT, keys)
        QApplication.sendEvent(self.canvas.viewport(), event)

    def carry_away(self) -> None:
        QApplication.sendEvent(self.canvas.viewport(), QDragLeaveEvent())

    # Places

    def header(self, key: str) -> QPointF:
        """A point of a node's body, off its title and its ports."""
        return self.canvas.drawing.nodes[key].pos() + QPointF(28, 27)

    def title(self, key: str) -> QPointF:
        item = self.canvas.drawing.nodes[key]
        return item.pos() + item.form.title.center()

    def output(self, key: str, number: int = 0) -> QPointF:
        return self.canvas.drawing.nodes[key].output_place(number)

    def input(self, key: str, number: int = 0) -> QPointF:
        return self.canvas.drawing.nodes[key].input_place(number)

    def wire(self, *wire) -> QPointF:
        return self.canvas.drawing.wires[Wire(*wire)].middle()


def check(scene: CanvasScene, document: Document) -> None:
    """Every item stands for a record, every record has its item, and all are in their places."""
    assert scene.nodes.keys() == document.nodes.keys()
    assert scene.wires.keys() == set(document.wires)
    assert scene.boxes.keys() == document.notes.keys() | document.frames.keys()
    assert scene.down == runs_down(document)
    for key, node in document.nodes.items():
        item = scene.nodes[key]
        assert item.pos() == QPointF(node.x, node.y)
        assert item.content.down == item.form.down == scene.down
        assert item.content.title == node.name
        assert (item.content.collapsed, item.content.bypassed) == (node.collapsed, node.bypassed)
        parts = content_parts(document, scene.analysis, key, scene.down)
        assert item.content == content_of(document, parts, worst(scene.problems_of(key)))
        used = {wire.target_port for wire in document.wires.into(key)}
        assert {slot.number for slot in item.content.inputs if slot.used} == used
        assert scene.sceneRect().contains(item.body())
    for wire, item in scene.wires.items():
        assert item.start == scene.nodes[wire.source].output_place(wire.source_port)
        assert item.category == scene.nodes[wire.source].content.category
        assert item.end == scene.nodes[wire.target].input_place(wire.target_port)
    for key, item in scene.boxes.items():
        record = document.notes.get(key) or document.frames[key]
        assert item.body().getRect() == (record.x, record.y, *scene.size_of(key))
    items = [item for item in scene.items() if isinstance(item, NodeItem | WireItem | BoxItem)]
    assert len(items) == len(scene.nodes) + len(scene.wires) + len(scene.boxes)


def play(machine: type[RuleBasedStateMachine], sessions: int, steps: int = 30) -> None:
    """Let a hand do so many things, in so many sessions."""
    machine.TestCase.settings = settings(
        max_examples=sessions,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.TestCase("runTest").debug()
