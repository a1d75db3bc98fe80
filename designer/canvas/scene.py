"""What is on the canvas? Items for the nodes, wires, notes and frames, equal to the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from designer.canvas.content import (
    NodeContent,
    category_of,
    content_of,
    content_parts,
    worst,
)
from designer.canvas.leading import Leading
from designer.canvas.node import NodeItem
from designer.canvas.notes import BoxItem, FrameItem, NoteItem
from designer.canvas.short import shape_text
from designer.canvas.typeset import form_of
from designer.canvas.wire import WireItem
from designer.document import kinds
from designer.document.axes import axis_names
from designer.document.diff import Difference, diff
from designer.document.placing import runs_down
from designer.document.slots import Path
from designer.document.values import Document, Wire
from designer.texts import named_shape_text

EMPTY = QRectF(-400, -300, 800, 600)
ROOM = 4000.0  # how much the indexed area grows beyond what is drawn


class CanvasScene(Leading, QGraphicsScene):
    """Applies each difference of the document to its items, and shows facts and selection on them.

    It never asks back: `document` and `analysis` are the last ones that it was told.
    """

    redrawn = Signal()  # the places or the colors of something have changed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = Document()
        self.analysis: Any = None
        self.nodes: dict[str, NodeItem] = {}
        self.wires: dict[Wire, WireItem] = {}
        self.boxes: dict[str, BoxItem] = {}
        self.down = False  # whether data run down, so that ports are on upper and lower edges
        self.moving: frozenset[str] = frozenset()  # what a preview shows elsewhere
        self._wires_at: dict[str, set[Wire]] = {}
        self._told: dict[str, tuple] = {}  # what each node's content was last made from
        self._stale: dict[str, None] = {}  # nodes that do not show yet what is known of them
        self._resized: dict[str, QRectF] = {}  # nodes round which wires are yet to be led
        self._problems: dict[str, list[Any]] = {}
        self._selected: frozenset[str] = frozenset()
        self._inner: Path = ()
        self._aimed = ""  # the node of which a slot is lit up
        self._selected_wires: frozenset[Wire] = frozenset()
        self._flagged: dict[str, set[Wire]] = {}
        self._labels = False
        self._box: QRectF | None = None  # the box round everything, while it is known
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setSceneRect(EMPTY)

    # Following the document

    def show_document(self, document: Document, analysis: Any) -> None:
        """Show a document, and what is known of it, from nothing."""
        self._take(analysis)
        self.apply(diff(Document(), document))
        self.show_analysis(analysis)

    def show_other(self, document: Document, analysis: Any) -> None:
        """Show another document, whose nodes may bear the ids of this one's."""
        self.apply(diff(self.document, Document()))
        self.show_document(document, analysis)

    def apply(self, difference: Difference) -> None:
        """Bring the items from one document to the next."""
        self.document = document = difference.after
        turns = self.down != runs_down(document)
        self.down ^= turns
        self.moving = frozenset()
        touched: set[str] = set()
        areas: list[QRectF] = []
        for wire in difference.removed_wires:
            self._drop_wire(wire)
            touched |= {wire.source, wire.target}
        for key in difference.removed_nodes:
            areas.append(self.nodes[key].body())
            self._drop(self.nodes.pop(key))
            self._told.pop(key, None)
        for key in (*difference.removed_notes, *difference.removed_frames):
            self._drop(self.boxes.pop(key))
        for key in (*difference.added_nodes, *difference.changed_nodes):
            touched.add(key)
        for wire in difference.added_wires:
            touched |= {wire.source, wire.target}
        touched |= _owners(difference)
        for key, names in difference.changed_nodes.items():
            if "type" in names:  # what it feeds shows its color
                touched |= {wire.target for wire in document.wires.out_of(key)}
        renamed = {key for key, names in difference.changed_nodes.items() if "name" in names}
        touched |= self._sharing(renamed)
        if turns:
            touched |= document.nodes.keys()
        touched |= self._dots_after(touched)
        for key in document.nodes:  # in drawing order: what was drawn last lies on top
            if key in touched:
                areas += self._show_node(key)
        for key in (*difference.added_notes, *difference.changed_notes):
            self._show_box(document.notes[key], NoteItem)
        for key in (*difference.added_frames, *difference.changed_frames):
            self._show_box(document.frames[key], FrameItem)
        self._make_room(
            {*touched, *difference.added, *difference.changed_notes, *difference.changed_frames}
        )
        for wire in difference.added_wires:
            self._add_wire(wire)
        for key in touched & document.nodes.keys():
            if document.nodes[key].type == kinds.REROUTE or key in difference.changed_nodes:
                for wire in document.wires.out_of(key):
                    self.wires[wire].set_category(category_of(self.document, key))
        self._lead_wires(touched, areas, besides=set(difference.added_wires))
        self._box = None
        self.redrawn.emit()

    def _dots_after(self, keys: set[str]) -> set[str]:
        """The dots among some nodes, those they lead to through dots alone, and what these feed.

        A dot takes the color of what leads to it, and the port it feeds takes that of the dot.
        """
        document = self.document
        queue = [key for key in keys if key in document.nodes]
        found = {key for key in queue if document.nodes[key].type == kinds.REROUTE}
        while queue:
            for wire in document.wires.out_of(queue.pop()):
                if document.nodes[wire.target].type == kinds.REROUTE and wire.target not in found:
                    found.add(wire.target)
                    queue.append(wire.target)
        ends = {wire.target for key in found for wire in document.wires.out_of(key)}
        return found | ends

    def _sharing(self, keys: set[str]) -> set[str]:
        """The nodes that name one of `keys` as the owner of their weights."""
        if not keys:
            return set()
        return {node.id for node in self.document.nodes.values() if node.shares in keys}

    def _show_node(self, key: str) -> list[QRectF]:
        """Show a node as the document has it. The places that it has left and taken come back."""
        node = self.document.nodes[key]
        content = self._content(key)
        item = self.nodes.get(key)
        if item is None:
            item = NodeItem(key, content)
            item.set_state(selected=key in self._selected)
            self.nodes[key] = item
            item.setPos(QPointF(node.x, node.y))
            self.addItem(item)
            return [item.body()]
        before = item.body()
        item.set_content(content)
        item.setPos(QPointF(node.x, node.y))
        return [before, item.body()] if item.body() != before else []

    def _show_box(self, record: Any, kind: type[BoxItem]) -> None:
        item = self.boxes.get(record.id)
        if item is None:
            item = self.boxes[record.id] = kind(record)
            item.set_selected(record.id in self._selected)
            self.addItem(item)
        else:
            item.set_record(record)

    def _add_wire(self, wire: Wire) -> None:
        item = self.wires[wire] = WireItem(wire, category_of(self.document, wire.source))
        self._wires_at.setdefault(wire.source, set()).add(wire)
        self._wires_at.setdefault(wire.target, set()).add(wire)
        self.lead(wire)
        item.set_flag("selected", wire in self._selected_wires)
        self.addItem(item)
        self._show_shape(item, self.analysis.wires.get(wire) if self.analysis else None)

    def _drop_wire(self, wire: Wire) -> None:
        self.wires[wire].show_label(False)
        self._drop(self.wires.pop(wire))
        for key in (wire.source, wire.target):
            there = self._wires_at.get(key)
            if there is not None:
                there.discard(wire)
                if not there:
                    del self._wires_at[key]

    def _drop(self, item: QGraphicsItem) -> None:
        self.removeItem(item)

    def _make_room(self, keys: Iterable[str]) -> None:
        """Keep the indexed area larger than what is drawn: the index needs its bounds."""
        bounds = self.bounds(keys)
        if not self.sceneRect().contains(bounds):
            self.setSceneRect(self.sceneRect().united(bounds.adjusted(-ROOM, -ROOM, ROOM, ROOM)))

    # Following the analysis

    def show_analysis(self, analysis: Any) -> None:
        """Show shapes, counts and problems."""
        for _ in self.showing(analysis):
            pass

    def showing(self, analysis: Any) -> Iterator[None]:
        """`show_analysis` with stops between the nodes."""
        before, wrong_before = self.analysis, self._problems
        self._take(analysis)
        for key in self.nodes:
            same = before is not None and before.facts.get(key) == analysis.facts.get(key)
            if not same or said(wrong_before.get(key)) != said(self._problems.get(key)):
                self._stale[key] = None
        yield
        while self._stale:
            key = self._stale.popitem()[0]
            item = self.nodes.get(key)
            if item is not None and item.set_content(self._content(key)):
                self._resized[key] = item.body()
            yield
        for wire, item in self.wires.items():
            self._show_shape(item, analysis.wires.get(wire))
        wrong = {problem.wire for problem in analysis.problems}
        self.flag_wires("wrong", wrong & self.wires.keys())
        self._lead_wires(set(self._resized), list(self._resized.values()))
        self._resized = {}
        self._box = None
        self.redrawn.emit()

    def _show_shape(self, item: WireItem, spec: Any) -> None:
        item.set_text(shape_text(spec.shape) if spec is not None else "")
        item.show_label(self._labels or "hovered" in item.flags)

    def _take(self, analysis: Any) -> None:
        self.analysis = analysis
        self._problems = {}
        for problem in analysis.problems:
            self._problems.setdefault(problem.node, []).append(problem)

    def _content(self, key: str) -> NodeContent:
        problem = worst(self.problems_of(key))
        parts = content_parts(self.document, self.analysis, key, self.down)
        if self._told.get(key) == (problem, parts):
            return self.nodes[key].content
        self._told[key] = (problem, parts)
        return content_of(self.document, parts, problem)

    def show_again(self, key: str) -> None:
        """Show a node as it is, after something else was shown in its place."""
        self._told.pop(key, None)
        self.nodes[key].set_content(self._content(key))
        for wire in self.wires_at(key):
            self.lead(wire)

    def problems_of(self, key: str) -> list[Any]:
        """What the analysis found wrong with a node."""
        return self._problems.get(key, [])

    # Places

    def item_of(self, key: str) -> NodeItem | BoxItem | None:
        """The item of a node, note or frame."""
        return self.nodes.get(key) or self.boxes.get(key)

    def wires_at(self, key: str) -> set[Wire]:
        """The wires that begin or end at a node."""
        return self._wires_at.get(key, set())

    def record(self, key: str) -> Any:
        """The document's node, note or frame with this id, or None."""
        document = self.document
        return document.nodes.get(key) or document.notes.get(key) or document.frames.get(key)

    def size_of(self, key: str) -> tuple[float, float]:
        """The width and height that something takes on the canvas."""
        item = self.item_of(key)
        body = item.body() if item is not None else QRectF(0, 0, 216, 84)
        return body.width(), body.height()

    def port_level(self, key: str) -> float:
        """How far below a node's top its first ports are where data run to the right."""
        content = self.nodes[key].content
        places = form_of(replace(content, down=False))
        first = (*places.inputs, *places.outputs)
        return first[0].y() if first else places.height / 2

    def bounds(self, keys: Iterable[str] | None = None) -> QRectF:
        """The box round some things, or round everything; null when there is nothing."""
        if keys is None:
            if self._box is None:
                self._box = _box_round([*self.nodes.values(), *self.boxes.values()])
            return self._box
        return _box_round([item for item in map(self.item_of, keys) if item is not None])

    def extent(self) -> QRectF:
        """The box round everything with its wires; null when there is nothing."""
        area = self.bounds()
        for item in self.wires.values():
            area = area.united(item.sceneBoundingRect())
        return area

    def touched_by(self, area: QRectF) -> frozenset[str]:
        """The nodes and notes that lie in an area at least in part, and the frames wholly in it."""
        found = set()
        for item in self.items(area, Qt.ItemSelectionMode.IntersectsItemBoundingRect):
            if isinstance(item, NodeItem) and area.intersects(item.body()):
                found.add(item.node_id)
            elif isinstance(item, NoteItem) and area.intersects(item.body()):
                found.add(item.record.id)
            elif isinstance(item, FrameItem) and area.contains(item.body()):
                found.add(item.record.id)
        return frozenset(found)

    # Looks

    def flag_wires(self, name: str, wires: set[Wire]) -> None:
        """Mark these wires, and no others, with a flag such as "aim" or "cut"."""
        for wire in self._flagged.get(name, set()) - wires:
            if wire in self.wires:
                self.wires[wire].set_flag(name, False)
        for wire in wires:
            self.wires[wire].set_flag(name, True)
        self._flagged[name] = set(wires)

    def aim_slot(self, key: str, drop: tuple[Path, bool] | None) -> None:
        """Light up where in a node what is dragged would go, and nowhere else."""
        for other in {self._aimed, key} & self.nodes.keys():
            self.nodes[other].set_state(drop=drop if other == key else None)
        self._aimed = key

    def hover_wire(self, wire: Wire | None, on: bool) -> None:
        """Lift a wire out and show what it carries, while the pointer is on it."""
        item = self.wires.get(wire)
        if item is not None:
            item.set_flag("hovered", on)
            spec = self.analysis.wires.get(wire) if self.analysis is not None else None
            if spec is not None:
                item.set_text(self._named(wire, spec) if on else shape_text(spec.shape))
            item.show_label(on or self._labels)

    def _named(self, wire: Wire, spec: Any) -> str:
        """What a wire carries, with the names of its axes: "height 26 × width 26 × channels 8"."""
        names = axis_names(self.document, self.analysis, wire.source, wire.source_port)
        return named_shape_text(spec.shape[1:], names[1:]) or shape_text(spec.shape)

    def show_selection(self, ids: frozenset[str], wires: frozenset[Wire], inner: Path = ()) -> None:
        """Show what is selected, and which slot of the one selected node is."""
        if inner or self._inner:
            for key in ids | self._selected:
                if key in self.nodes:
                    self.nodes[key].set_state(inner=inner if key in ids else ())
        for key in ids ^ self._selected:
            item = self.item_of(key)
            if isinstance(item, NodeItem):
                item.set_state(selected=key in ids)
            elif item is not None:
                item.set_selected(key in ids)
        for wire in wires ^ self._selected_wires:
            if wire in self.wires:
                self.wires[wire].set_flag("selected", wire in wires)
        self._selected, self._selected_wires, self._inner = ids, wires, inner

    def selection(self) -> tuple[frozenset[str], frozenset[Wire]]:
        """What is shown as selected."""
        return self._selected, self._selected_wires

    def show_labels(self, on: bool) -> None:
        """Show on every wire what it carries, or only under the pointer."""
        self._labels = on
        for item in self.wires.values():
            item.show_label(on)

    def restyle(self) -> None:
        """Draw everything anew: another theme, another language."""
        self._told.clear()
        for key, item in self.nodes.items():
            item.set_content(self._content(key))
            item.retypeset()
        for wire in self.wires.values():
            wire.restyle()
        self.update()
        self.redrawn.emit()


def _owners(difference: Difference) -> set[str]:
    """The nodes whose weights others have begun or ceased to use."""
    before, after = difference.before.nodes, difference.after.nodes
    changed = [key for key, names in difference.changed_nodes.items() if "shares" in names]
    found = {after[key].shares for key in (*difference.added_nodes, *changed)}
    found |= {before[key].shares for key in (*difference.removed_nodes, *changed)}
    return {key for key in found if key in after}


def said(problems: Iterable[Any] | None) -> list[tuple[Any, ...]]:
    """What problems say, by which they are the same in another analysis."""
    return [(one.severity, one.error.what, one.error.values) for one in problems or ()]


def _box_round(items: list[NodeItem | BoxItem]) -> QRectF:
    """The box round some items; null when there are none."""
    if not items:
        return QRectF()
    bodies = [item.body() for item in items]
    return QRectF(
        QPointF(min(b.left() for b in bodies), min(b.top() for b in bodies)),
        QPointF(max(b.right() for b in bodies), max(b.bottom() for b in bodies)),
    )
