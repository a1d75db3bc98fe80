"""Which edits does the canvas make for menus and keys? What adds, takes away and renames."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSizeF
from PySide6.QtGui import QCursor

from designer.canvas import picture, steps, telling, words
from designer.canvas.geometry import HEADER, WIDTH
from designer.canvas.inline import InlineEditor
from designer.canvas.menu import menu_for
from designer.canvas.picking import NOTHING, Hit, hit
from designer.canvas.pointer import Pointer
from designer.document import edits
from designer.document.diff import diff
from designer.document.naming import fresh_id
from designer.document.placing import USUAL_SIZE
from designer.document.prepared import offered_kind
from designer.document.values import Document, Wire
from designer.texts import engine_text
from engine.errors import DesignError

translate = QCoreApplication.translate
NOTE_SIZE = (220.0, 120.0)
SMALLEST = 60.0


class Commands:
    """The verbs of CanvasView that change the drawing: each is one edit, and so one undo step."""

    # Adding

    def quick_add(self) -> None:
        """Open the box in which a layer is typed, at the pointer or else in the middle."""
        wires = self.studio.selected_wires
        if len(wires) == 1 and not self.studio.selection:
            (wire,) = wires
            self.add_on_wire(self.drawing.wires[wire].middle(), wire)
        else:
            self.open_quick_add(self.place_for_new())

    def open_quick_add(self, point: QPointF) -> None:
        """Open the box at a point; what is chosen can follow the one selected layer."""
        chosen = self.selected_nodes()
        self.quick.open_layers(point, after=chosen[0] if len(chosen) == 1 else "")

    def place_for_new(self) -> QPointF:
        """Where the pointer is, or the middle of the view when it is elsewhere."""
        place = self.viewport().mapFromGlobal(self.cursor_place())
        inside = self.viewport().rect().contains(place)
        return self.to_scene(QPointF(place if inside else self.centre()))

    def add_at_wire(self, point: QPointF, side: str, key: str, number: int) -> None:
        """Open the box for a layer that takes the loose end of a wire."""
        self.quick.open_layers(point, side=side, key=key, number=number)

    def add_on_wire(self, point: QPointF, wire: Wire) -> None:
        """Open the box for a layer in the middle of a wire."""
        self.quick.open_layers(point, wire=wire)

    def connect_nodes(self, source: str, target: str) -> None:
        """Lead a wire from a node's first output to another's first free input."""
        document = self.studio.document
        slot = edits.free_slot(document, target)
        label = self.label_for_wire(source, target)
        self._edit(label, edits.connect, Wire(source, 0, target, slot or 0))

    def label_for_wire(self, source: str, target: str) -> str:
        nodes = self.studio.document.nodes
        label = translate("Canvas", "Connect {source} to {target}")
        return label.format(source=nodes[source].name, target=nodes[target].name)

    def connect_selected(self) -> None:
        """Open the box with all nodes to which the selected one can lead."""
        chosen = self.selected_nodes()
        if chosen:
            self.quick.open_targets(chosen[-1])

    def choose_way(self) -> None:
        """Open the box with the wires onto which the selected node can be put."""
        chosen = self.selected_nodes()
        if chosen:
            self.quick.open_ways(chosen[-1])

    def put_onto(self, wire: Wire, key: str) -> bool:
        """Put a node of the drawing onto a wire: it stands there then, and others make room."""
        body, middle = self.drawing.nodes[key].body(), self.drawing.wires[wire].middle()
        place = {key: (middle.x() - body.width() / 2, middle.y() - body.height() / 2)}
        return self.insert(place, key, wire)

    def insert(self, places: Mapping[str, tuple[float, float]], key: str, wire: Wire) -> bool:
        """Put a node onto a wire, at its place of `places`."""
        label = translate("Canvas", "Insert {name} on a wire")
        label = label.format(name=self.studio.document.nodes[key].name)
        return self._edit(label, steps.move_onto_wire, places, key, wire, self.drawing.size_of)

    def choose_wire(self) -> None:
        """Open the box with the wires at the selected node; the chosen one is selected."""
        chosen = self.selected_nodes()
        if chosen:
            self.quick.open_wires(chosen[-1])

    def add_following(self, kind: str, key: str) -> None:
        """Add a layer beside a node, fed by it."""
        body = self.drawing.nodes[key].body()
        corner = QPointF(body.right() + steps.GAP, body.top())
        if self.drawing.down:
            corner = QPointF(body.left(), body.bottom() + steps.GAP)
        self.add_layer(kind, self.free_place(corner), source=(key, 0))

    def insert_in_middle(self, kind: str) -> None:
        """Add a layer where one looks: after the selected one, or in the middle of the view."""
        corner = self.to_scene(QPointF(self.centre())) - QPointF(WIDTH / 2, HEADER / 2)
        self.add_layer(kind, self.free_place(corner))

    def free_place(self, corner: QPointF) -> QPointF:
        """`corner`, or the next place beside the way of the data where a node covers no other."""
        down = self.drawing.down
        place = QRectF(corner, QSizeF(*USUAL_SIZE))
        bodies = [item.body() for item in self.drawing.nodes.values()]
        for body in sorted(bodies, key=QRectF.right if down else QRectF.bottom):
            if body.intersects(place) and down:
                place.moveLeft(body.right() + steps.ASIDE)
            elif body.intersects(place):
                place.moveTop(body.bottom() + steps.ASIDE)
        return place.topLeft()

    def add_layer(
        self,
        kind: str,
        corner: QPointF,
        *,
        wire: Wire | None = None,
        source: tuple[str, int] | None = None,
        target: tuple[str, int] | None = None,
    ) -> bool:
        """Add a layer, on a wire, after an output or before an input; it is selected then."""
        document, x, y = self.studio.document, corner.x(), corner.y()
        key = fresh_id(document)
        title = offered_kind(document, kind).title
        label = translate("Canvas", "Add {kind}").format(kind=engine_text(title))
        if wire is not None:
            sizes = self.drawing.size_of
            done = self.studio.edit(label, steps.add_onto_wire, kind, x, y, wire, sizes, key)
        elif source is not None:
            done = self.studio.edit(label, edits.add_after, *source, kind, x, y, id=key)
        elif target is not None:
            done = self.studio.edit(label, edits.add_before, *target, kind, x, y, id=key)
        else:
            done = self.studio.edit(label, edits.add_node, kind, x, y, id=key)
        if done:
            self.studio.select({key})
        return done

    def add_note(self, point: QPointF | None = None) -> None:
        """Put a note at a point, or in the middle of the view, and begin to write in it."""
        middle = self.to_scene(QPointF(self.centre())) if point is None else point
        x, y = middle.x() - NOTE_SIZE[0] / 2, middle.y() - NOTE_SIZE[1] / 2
        key = fresh_id(self.studio.document, "t")
        size = dict(zip(("width", "height"), NOTE_SIZE, strict=True))
        if self._edit(translate("Canvas", "Add a note"), edits.add_note, "", x, y, id=key, **size):
            self.studio.select({key})
            self.rename(key)

    def frame_selected(self) -> None:
        """Put a frame round the selection and begin to write its title."""
        key = fresh_id(self.studio.document, "f")
        done = self._edit(
            translate("Canvas", "Frame the selection"),
            edits.frame_around,
            self.studio.selection,
            sizes=self.drawing.size_of,
            id=key,
        )
        if done:
            self.studio.select({key})
            self.rename(key)

    def add_dots(self, places: Mapping[Wire, tuple[float, float]]) -> None:
        """Put dots onto wires, by which these are led round; the dots are selected then."""
        self._edit_and_select(translate("Canvas", "Add a dot"), steps.reroute, places)

    def reroute_selected(self) -> None:
        """Put a dot onto the middle of each selected wire."""
        wires = self.studio.selected_wires
        if wires:
            items = self.drawing.wires
            self.add_dots({wire: items[wire].middle().toTuple() for wire in wires})

    # Changing what is selected

    def delete_selected(self, heal: bool = False) -> None:
        """Delete the selection; with `heal` what came before feeds what comes after."""
        ids, wires = self.studio.selection, self.studio.selected_wires
        if not ids and not wires:
            return
        label = (
            translate("Canvas", "Delete and close the gap")
            if heal
            else translate("Canvas", "Delete")
        )
        self._edit(label, steps.delete, ids, wires, heal)

    def join_selected(self) -> None:
        """Wire the selected nodes, each to the next, in the order of selecting."""
        label = translate("Canvas", "Join in order")
        self._edit(label, edits.join_in_order, self.selected_nodes())

    def bypass_selected(self) -> None:
        ids = self.selected_nodes()
        if ids:
            self._edit(translate("Canvas", "Bypass"), edits.bypass, ids)

    def collapse(self) -> None:
        ids = self.selected_nodes()
        if ids:
            self._edit(translate("Canvas", "Collapse"), edits.collapse, ids)

    def swap_inputs(self) -> None:
        """Exchange the first two inputs of the selected node."""
        for key in self.selected_nodes()[-1:]:
            self._edit(translate("Canvas", "Swap inputs"), edits.swap_inputs, key)

    def grow_box(self, key: str, across: float, down: float) -> None:
        """Make a note or a frame wider and higher, as pulling its corner does."""
        width, height = self.drawing.size_of(key)
        size = {"width": max(width + across, SMALLEST), "height": max(height + down, SMALLEST)}
        function = edits.edit_frame if key in self.studio.document.frames else edits.edit_note
        self._edit(translate("Canvas", "Resize"), function, key, **size)

    def color_box(self, key: str, word: str) -> None:
        """Give a note or a frame another color."""
        frame = key in self.studio.document.frames
        function = edits.edit_frame if frame else edits.edit_note
        self._edit(translate("Canvas", "Change the color"), function, key, color=word)

    # Words

    def rename(self, key: str) -> None:
        """Edit a node's name, a frame's title or a note's text in its place."""
        if self.editor is not None:
            self.editor.abandon()
        document, item = self.studio.document, self.drawing.item_of(key)
        if item is None:
            return
        self.show_node(key)
        studio = self.studio
        if key in document.nodes:
            area = item.form.title.translated(item.pos())
            label = translate("Canvas", "Rename")
            self._write(
                area,
                document.nodes[key].name,
                13,
                lambda text: studio.try_edit(label, edits.rename, key, text),
            )
        elif key in document.frames:
            area = item.title_bar().adjusted(10, 5, -10, -3)
            label = translate("Canvas", "Rename the frame")
            self._write(
                area,
                document.frames[key].title,
                15,
                lambda text: studio.try_edit(label, edits.edit_frame, key, title=text),
            )
        else:
            label = translate("Canvas", "Edit the note")
            self._write(
                item.body(),
                document.notes[key].text,
                11,
                lambda text: studio.try_edit(label, edits.edit_note, key, text=text),
                many_lines=True,
            )

    def _write(self, area: QRectF, text: str, letters: float, commit, **options: bool) -> None:
        self.editor = InlineEditor(self, area, text, letters, commit, **options)

    def rename_selected(self) -> None:
        """Edit the name of the selected node, the title of the frame or the text of the note."""
        ids = [*self.selected_nodes(), *(key for key in self.studio.selection)]
        if ids:
            self.rename(ids[0])

    def help_selected(self) -> None:
        """Ask for the card of the selected node's kind of layer."""
        for key in self.selected_nodes()[-1:]:
            self.studio.help_requested.emit(self.studio.document.nodes[key].type)

    def describe(self) -> None:
        """Tell assistive tools what is selected."""
        studio, ids = self.studio, self.selected_nodes()
        chosen = (studio.selection, studio.selected_wires, studio.inner)
        text = telling.spoken(self.drawing, ids, *chosen)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def tip(self, found: Hit) -> str:
        return words.tip(self.drawing, found)

    # Menus

    def open_menu(self, pointer: Pointer) -> None:
        """Select what is under the pointer, and offer what can be done with it."""
        found = hit(self.drawing, pointer.scene, self.scale_now())
        if found.wire is not None:
            if found.wire not in self.studio.selected_wires:
                self.studio.select((), wires={found.wire})
        elif found.part == "pod":
            self.studio.select({found.key}, inner=found.path)
        elif found.key and found.key not in self.studio.selection:
            self.studio.select({found.key})
        self._pop_up(found, pointer.scene)

    def open_menu_at_selection(self) -> None:
        """The menu key: the menu of what was selected last, where it stands."""
        ids = [*self.studio.selection]
        area = self.drawing.bounds(ids[:1])
        point = area.center() if ids else self.to_scene(QPointF(self.centre()))
        part = "pod" if self.studio.inner else "body"
        self._pop_up(Hit(part, self._order[-1]) if self._order else NOTHING, point)

    def _pop_up(self, found: Hit, point: QPointF) -> None:
        menu = menu_for(self, found, point)
        menu.popup(self.viewport().mapToGlobal(self.to_view(point).toPoint()))

    # Pictures

    def grab_image(self, path: str | Path, *, scale: float = 2.0, look: str = "") -> bool:
        """Write the whole drawing as .png, .svg or .pdf, in the theme `look` or as it is seen.

        A failure becomes a notice.
        """
        try:
            picture.write(self.drawing, Path(path), scale, look)
        except DesignError as error:
            self.studio.notify("error", str(error))
            return False
        return True

    # Helpers

    def cursor_place(self) -> QPoint:
        """Where the mouse is on the screen."""
        return QCursor.pos()

    def _edit(self, label: str, function: Callable[..., Document], *arguments: Any, **named: Any):
        return self.studio.edit(label, function, *arguments, **named)

    def _edit_and_select(self, label: str, function: Callable[..., Document], *arguments: Any):
        """An edit after which what it added is selected."""
        before = self.studio.document
        if self._edit(label, function, *arguments):
            self.studio.select(diff(before, self.studio.document).added)
