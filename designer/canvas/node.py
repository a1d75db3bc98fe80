"""The item on the scene that stands for one layer call: its place, its form, its painter."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.content import NodeContent
from designer.canvas.geometry import DOT_REACH, NodeForm, port_at
from designer.canvas.paint import PLAIN, NodeState, paint_node
from designer.canvas.typeset import TextRun, far_texts, form_of, typeset


class NodeItem(QGraphicsItem):
    """Draws one node. It holds no truth: the scene tells it what the document says."""

    def __init__(self, node_id: str, content: NodeContent) -> None:
        super().__init__()
        self.node_id = node_id
        self.content = content
        self.state = NodeState()
        self.form: NodeForm = form_of(content)
        self._bounds: QRectF = self.form.bounds
        self._body: QRectF = self.form.body
        self._runs: dict[bool, tuple[TextRun, ...]] = {}

    def set_content(self, content: NodeContent) -> bool:
        """Show other content. True when the node's form changed with it."""
        if content == self.content:
            return False
        form = form_of(content)
        changed = form != self.form
        if changed:
            self.prepareGeometryChange()
            self.form, self._bounds = form, form.bounds
            self._body = form.body.translated(self.pos())
        self.content, self._runs = content, {}
        self.update()
        return changed

    def retypeset(self) -> None:
        """Lay the texts out again: another language, another font."""
        self._runs = {}
        self.update()

    def runs(self, far: bool) -> tuple[TextRun, ...]:
        """The texts as they stand near by or from afar: laid out when they are first seen."""
        if far not in self._runs:
            self._runs[far] = (far_texts if far else typeset)(self.content, self.form)
        return self._runs[far]

    def set_state(self, **changes) -> None:
        """Change some of what the node is doing right now."""
        changed = False
        for name, value in changes.items():
            if getattr(self.state, name) != value:
                setattr(self.state, name, value)
                changed = True
        if changed:
            self.update()

    # Places, in scene coordinates

    def setPos(self, place: QPointF) -> None:
        super().setPos(place)
        self._body = self.form.body.translated(place)

    def body(self) -> QRectF:
        return self._body

    def input_place(self, number: int) -> QPointF:
        """Where the wire into port `number` ends."""
        form = self.form
        other = QPointF(form.width / 2, 0) if form.down else QPointF(0, form.height / 2)
        return self._place(form.inputs, self._index(self.content.inputs, number), other)

    def output_place(self, number: int) -> QPointF:
        """Where wires out of port `number` begin."""
        form = self.form
        other = QPointF(form.width, form.height / 2)
        if form.down:
            other = QPointF(form.width / 2, form.height)
        return self._place(form.outputs, self._index(self.content.outputs, number), other)

    @staticmethod
    def _index(slots, number: int) -> int:
        """Slots count up, so the row is the number unless the analysis knows fewer of them."""
        return min(number, len(slots) - 1)

    def _place(self, places: tuple[QPointF, ...], row: int, otherwise: QPointF) -> QPointF:
        return self.pos() + (places[row] if row >= 0 else otherwise)

    def port_at(self, scene_point: QPointF, reach: float) -> tuple[str, int] | None:
        """("input" or "output", port number) of the port nearest to a point, or None."""
        point = scene_point - self.pos()
        if self.content.dot:
            reach = min(reach, DOT_REACH)
        middle = self.form.body.center()
        if point.y() < middle.y() if self.form.down else point.x() < middle.x():
            row = port_at(self.form.inputs, point, reach)
            return ("input", self.content.inputs[row].number) if row is not None else None
        row = port_at(self.form.outputs, point, reach)
        return ("output", self.content.outputs[row].number) if row is not None else None

    # What Qt asks for

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.form.body)
        return path

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.save()
        runs = self.runs(scale < PLAIN)
        on_screen = widget is not None
        paint_node(painter, self.content, self.form, runs, self.state, scale, screen=on_screen)
        painter.restore()
