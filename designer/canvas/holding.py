"""How does one work with the layers that a node holds? Filling, taking out, moving, choosing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from designer.canvas.aiming import Aim, aim_under
from designer.canvas.content import node_content
from designer.canvas.dropping import GHOST, top_left
from designer.canvas.gestures import GHOSTLY, GONE, Gesture, MoveThings
from designer.canvas.node import NodeItem
from designer.canvas.pointer import Pointer
from designer.canvas.steps import GAP
from designer.canvas.surface import Canvas
from designer.document import slots
from designer.document.naming import fresh_id
from designer.document.slots import Inner, Path

translate = QCoreApplication.translate


class PressPod(Gesture):
    """A press on a slot selects it. A layer that is dragged from it goes where it is let go: into
    another slot, or onto the canvas. A hole moves with its node."""

    pans_at_edge = True

    def __init__(self, canvas: Canvas, origin: Pointer, key: str, path: Path) -> None:
        super().__init__(canvas, origin)
        self._key, self._path = key, path
        canvas.studio.select({key}, inner=path)
        self._inner = slots.inner_at(canvas.studio.document.nodes[key], path)
        self._ghost: NodeItem | None = None
        self._aim: Aim | None = None

    def move(self, pointer: Pointer) -> None:
        if self._ghost is None:
            if not self.far(pointer):
                return
            if not self._inner.type:
                self.canvas.take_over(MoveThings(self.canvas, self.origin, self._key))
                self.canvas.gesture.move(pointer)
                return
            self._ghost = self._make_ghost()
            self.canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._ghost.setPos(top_left(pointer.scene))
        self._aim = aim_under(self.canvas, pointer, self._inner.type, exact=True)
        self._ghost.setOpacity(GHOSTLY if self._aim is None else GONE)

    def _make_ghost(self) -> NodeItem:
        document = self.canvas.studio.document
        node = slots.as_node(document, self._inner, GHOST)
        return self.add_ghost(node_content(document, node, None, down=self.canvas.drawing.down))

    def end(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self._ghost is None:
            return
        body = self.canvas.drawing.nodes[self._key].body()
        if self._aim is not None:
            self.canvas.carry_slot(self._key, self._path, self._aim)
        elif not body.contains(pointer.scene):
            self.canvas.take_out(self._key, self._path, top_left(pointer.scene))

    def clear(self) -> None:
        super().clear()
        self.canvas.drawing.aim_slot("", None)


class Holding:
    """The part of CanvasView that fills and empties the slots of nodes: each is one undo step."""

    # Edits at a slot

    def fill_slot(self, aim: Aim, kind: str) -> None:
        """Put a new layer of a kind into a slot of a node."""
        done = self._edit(self._slot_label(aim), slots.fill, aim.key, aim.path, kind, aim.among)
        if done:
            self.studio.select({aim.key}, inner=aim.path)

    def put_into(self, aim: Aim, inner: str) -> bool:
        """Put a node into a slot of another one."""
        label = self._slot_label(aim)
        done = self._edit(label, slots.put_into, aim.key, aim.path, inner, aim.among)
        if done:
            self.studio.select({aim.key}, inner=aim.path)
        return done

    def carry_slot(self, key: str, path: Path, aim: Aim) -> None:
        """Bring a layer from one slot to another."""
        label = translate("Canvas", "Move {inner}").format(inner=self._inner_name(key, path))
        if self._edit(label, slots.carry, key, path, aim.key, aim.path, aim.among):
            self.studio.select({aim.key}, inner=aim.path)

    def take_out(self, key: str, path: Path, corner: QPointF) -> None:
        """Make a node of the layer in a slot."""
        new = fresh_id(self.studio.document)
        label = translate("Canvas", "Take out {inner}").format(inner=self._inner_name(key, path))
        if self._edit(label, slots.take_out, key, path, *corner.toTuple(), id=new):
            self.studio.select({new})

    def _slot_label(self, aim: Aim) -> str:
        name = self.studio.document.nodes[aim.key].name
        label = translate("Canvas", "Set {field} of {layer}")
        return label.format(field=aim.path[-1].field, layer=name)

    def _inner_name(self, key: str, path: Path) -> str:
        pods = self.drawing.nodes[key].content.pods
        return next((pod.title for pod in pods if pod.path == path), "")

    # The selected slot

    def chosen_slot(self) -> tuple[str, Inner] | None:
        """The node and its slot that are selected, if a slot is."""
        if not self.studio.inner:
            return None
        (key,) = self.studio.selection
        return key, slots.inner_at(self.studio.document.nodes[key], self.studio.inner)

    def step_slot(self, by: int = 1) -> None:
        """Select the next slot of the selected node, or the first; after the last the node."""
        chosen = self.selected_nodes()
        if not chosen:
            return
        node = self.studio.document.nodes[chosen[-1]]
        paths: list[Path] = [(), *(one.path for one in slots.inners(node.type, node.parameters))]
        here = paths.index(self.studio.inner) if self.studio.inner in paths else 0
        self.studio.select({node.id}, inner=paths[(here + by) % len(paths)])

    def enter_slot(self, key: str, path: Path) -> None:
        """Go into what a slot holds, show its settings, or offer what could fill it."""
        self.studio.select({key}, inner=path)
        _, inner = self.chosen_slot()
        if not inner.type:
            self.choose_for_slot()
        else:
            self.enter(key)

    def choose_for_slot(self) -> None:
        """Open the box with all that fits into the selected slot, or into the node's first."""
        chosen = self.selected_nodes()
        if not chosen:
            return
        node = self.studio.document.nodes[chosen[-1]]
        found = list(slots.inners(node.type, node.parameters))
        if found:
            at = self.studio.inner or next((one for one in found if not one.type), found[0]).path
            self.studio.select({node.id}, inner=at)
            self.quick.open_fillers(Aim(node.id, at))

    def choose_holder(self) -> None:
        """Open the box with all slots that could take the selected node."""
        chosen = self.selected_nodes()
        if chosen and not self.studio.inner:
            self.quick.open_holders(chosen[-1])

    def take_out_selected(self) -> None:
        """Make a node of the layer in the selected slot, beside the one that held it."""
        chosen = self.chosen_slot()
        if chosen is not None:
            body = self.drawing.nodes[chosen[0]].body()
            corner = QPointF(body.left(), body.bottom() + GAP)
            self.take_out(chosen[0], chosen[1].path, self.free_place(corner))

    def empty_selected(self) -> None:
        """Take away what is in the selected slot."""
        chosen = self.chosen_slot()
        if chosen is not None and chosen[1].type:
            key, inner = chosen
            label = translate("Canvas", "Delete {inner}")
            label = label.format(inner=self._inner_name(key, inner.path))
            self._edit(label, slots.empty, key, inner.path)

    def shift_selected(self, by: int) -> None:
        """Move the selected cell up or down among those of its node."""
        chosen = self.chosen_slot()
        if chosen is None or not chosen[1].type or not chosen[1].listed:
            return
        key, inner = chosen
        last = inner.path[-1]
        number = last.number + by
        path = (*inner.path[:-1], last._replace(number=number))
        there = slots.inner_at(self.studio.document.nodes[key], path)
        if number < 0 or there is None or not there.type:
            return
        label = translate("Canvas", "Move {inner}")
        label = label.format(inner=self._inner_name(key, inner.path))
        if self._edit(label, slots.shift, key, inner.path, by):
            self.studio.select({key}, inner=path)

    # What other commands mean while a slot is selected

    def quick_add(self) -> None:
        if self.studio.inner:
            self.choose_for_slot()
        else:
            super().quick_add()

    def delete_selected(self, heal: bool = False) -> None:
        if self.studio.inner:
            self.empty_selected()
        else:
            super().delete_selected(heal)

    def enter_selected(self) -> None:
        chosen = self.chosen_slot()
        if chosen is not None:
            self.enter_slot(chosen[0], chosen[1].path)
        else:
            super().enter_selected()

    def walk(self, way: str, adding: bool = False) -> None:
        if self.studio.inner and not adding and way in ("up", "down"):
            self.step_slot(1 if way == "down" else -1)
        else:
            super().walk(way, adding)

    def help_selected(self) -> None:
        chosen = self.chosen_slot()
        if chosen is not None and chosen[1].type:
            self.studio.help_requested.emit(chosen[1].type)
        else:
            super().help_selected()
