"""The item on the scene that stands for one wire: a curve in its source's color."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem

from designer.canvas.curves import Course, corners, drawn_path, middle, polyline, turned
from designer.canvas.ink import category, ink, wire_color
from designer.canvas.label import LabelItem
from designer.document.values import Wire

BEHIND = -10.0


class WireItem(QGraphicsPathItem):
    """One wire. It leaves painting to Qt's own path item, which needs no Python at each frame."""

    def __init__(self, wire: Wire, of: str) -> None:
        super().__init__()
        self.wire = wire
        self.start = self.end = QPointF()
        self.course: Course = None
        self.down = False
        self.category = of
        self.flags: frozenset[str] = frozenset()  # of "hovered", "selected", "wrong", "cut", "aim"
        self.text = ""
        self._points: QPolygonF | None = None
        self._label: LabelItem | None = None
        self.setZValue(BEHIND)
        self.restyle()

    def lead(self, start: QPointF, end: QPointF, course: Course = None, down: bool = False) -> None:
        """Lead the wire from `start` to `end`, in scene coordinates, on its course."""
        if not self.pos().isNull():
            self.setPos(QPointF())
        if (start, end, course, down) == (self.start, self.end, self.course, self.down):
            return
        self.start, self.end, self.course, self.down = start, end, course, down
        self.setPath(drawn_path(start, end, course, down))
        self._points = None
        self._place_label()

    def carry_to(self, start: QPointF) -> None:
        """Show the wire as it is, but from another start: both of its nodes move alike."""
        self.setPos(start - self.start)
        self._place_label()

    def middle(self) -> QPointF:
        """The point half way along, where its label is."""
        if self.down:
            return turned(middle(turned(self.start), turned(self.end), self.course))
        return middle(self.start, self.end, self.course)

    def corners(self) -> list[QLineF]:
        """The wire in as few straight lines as tell its way."""
        if not self.down:
            return corners(self.start, self.end, self.course)
        lines = corners(turned(self.start), turned(self.end), self.course)
        return [QLineF(turned(line.p1()), turned(line.p2())) for line in lines]

    def points(self) -> QPolygonF:
        """The curve as short straight pieces."""
        if self._points is None:
            self._points = polyline(self.path())
        return self._points

    def set_category(self, of: str) -> None:
        """Take another color: the node at its source is of another kind."""
        if of != self.category:
            self.category = of
            self.restyle()

    def set_flag(self, name: str, on: bool) -> None:
        if on != (name in self.flags):
            self.flags = self.flags | {name} if on else self.flags - {name}
            self.restyle()

    def restyle(self) -> None:
        """Take the pen that the flags and the theme ask for."""
        flags = self.flags
        line = QPen(wire_color(self.category), 2.0)
        if "selected" in flags:
            line = QPen(ink("accent"), 3.0)
        elif "hovered" in flags:
            line = QPen(category(self.category), 3.0)
        if "wrong" in flags:
            line.setColor(ink("error"))
            line.setStyle(Qt.PenStyle.DashLine)
        if "aim" in flags:
            line = QPen(ink("success"), 4.0)
        if "cut" in flags:
            line = QPen(ink("error"), 2.5, Qt.PenStyle.DotLine)
        line.setCapStyle(Qt.PenCapStyle.RoundCap)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.setPen(line)

    # The label with the shape

    def set_text(self, text: str) -> None:
        """The shape that this wire carries; shown while `show_label` says so."""
        if text != self.text:
            self.text = text
            if self._label is not None:
                self._label.set_text(text)

    def show_label(self, on: bool) -> None:
        """Show what the wire carries beside its middle; above all else while it is hovered."""
        on = on and bool(self.text)
        if on and self._label is None:
            self._label = LabelItem(self.text)
            self.scene().addItem(self._label)
            self._place_label()
        elif not on and self._label is not None:
            self.scene().removeItem(self._label)
            self._label = None
        if self._label is not None:
            self._label.lift("hovered" in self.flags)

    def _place_label(self) -> None:
        if self._label is not None:
            self._label.setPos(self.middle() + self.pos())

    @property
    def labelled(self) -> bool:
        return self._label is not None
