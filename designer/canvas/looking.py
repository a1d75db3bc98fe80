"""How does one find one's way without changing anything? Zoom, frame, select, walk, find."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF

from designer.canvas import finding, steps
from designer.canvas.geometry import in_direction
from designer.document import edits

translate = QCoreApplication.translate
ZOOM_STEP = 1.25


class Looking:
    """The verbs of CanvasView that leave the drawing as it is."""

    # Looking

    def zoom_in(self) -> None:
        self.zoom_to(self.scale_now() * ZOOM_STEP)

    def zoom_out(self) -> None:
        self.zoom_to(self.scale_now() / ZOOM_STEP)

    def zoom_reset(self) -> None:
        self.zoom_to(1.0)

    def frame_all(self) -> None:
        """Bring everything into view."""
        self.frame(self.drawing.extent())

    def frame_selection(self) -> None:
        """Bring the selection into view; everything when nothing is selected."""
        ids = self.studio.selection
        self.frame(self.drawing.bounds(ids) if ids else self.drawing.bounds())

    def show_node(self, key: str) -> None:
        """Bring a node into view, without a jump when it is in view already."""
        area = self.drawing.bounds([key])
        if not area.isNull() and not self.visible().contains(area):
            self.centerOn(area.center())
            self.looked()

    def set_minimap_visible(self, on: bool) -> None:
        self.minimap.set_wanted(on)

    def set_shapes_visible(self, on: bool) -> None:
        """Show on every wire the shape that it carries, not only under the pointer."""
        self.drawing.show_labels(on)

    # Selecting

    def selected_nodes(self) -> list[str]:
        """The selected nodes, in the order in which they were selected."""
        return [key for key in self._order if key in self.studio.document.nodes]

    def note_order(self, ids: frozenset[str]) -> None:
        """Keep the order of selecting; what is selected at once counts from left to right."""
        kept = [key for key in self._order if key in ids]
        new = steps.by_reading(self.studio.document, ids - set(kept))
        self._order = [*kept, *new]

    def select_all(self) -> None:
        document = self.studio.document
        self.studio.select({*document.nodes, *document.notes, *document.frames})

    def select_none(self) -> None:
        self.studio.select(())

    def select_downstream(self) -> None:
        """Add everything to which the selection leads."""
        self.studio.select(edits.downstream(self.studio.document, self.selected_nodes()), "add")

    def select_upstream(self) -> None:
        """Add everything that leads to the selection."""
        self.studio.select(edits.upstream(self.studio.document, self.selected_nodes()), "add")

    def walk(self, way: str, adding: bool = False) -> None:
        """Select the next node along a wire "left" or "right", or the nearest "up" or "down".

        Where data run down it is the other way round.
        With `adding` the nodes on the way stay selected.
        """
        nodes, document = self.drawing.nodes, self.studio.document
        if not nodes:
            return
        chosen = self.selected_nodes()
        if not chosen:
            self.studio.focus(steps.by_reading(document, nodes)[0])
            return
        here = chosen[-1]
        back, on = ("up", "down") if self.drawing.down else ("left", "right")
        along = {
            back: [wire.source for wire in document.wires.into(here)],
            on: [wire.target for wire in document.wires.out_of(here)],
        }.get(way)
        if along:
            level = "x" if self.drawing.down else "y"
            own = getattr(document.nodes[here], level)
            to = min(along, key=lambda other: abs(getattr(document.nodes[other], level) - own))
        else:
            places = {other: item.body().center() for other, item in nodes.items()}
            to = in_direction(places.pop(here), way, places)
        if to is None:
            return
        if not adding:
            self.studio.focus(to)
            return
        self._order = [key for key in self._order if key != to] + [to]
        self.studio.select({to}, "add")
        self.show_node(to)

    def look_aside(self, across: float, down: float) -> None:
        """Move the view by some pixels."""
        self.scroll_by(QPointF(across, down))

    def reveal(self, key: str) -> None:
        """Select a node and bring it into the middle of the view."""
        self.studio.select({key})
        self.centerOn(self.drawing.bounds([key]).center())
        self.looked()

    def find(self, text: str = "") -> list[str]:
        """Select and show the nodes that match by name, kind, shape or problem.

        Without a text a box opens in which one types it.
        """
        if not text.strip():
            self.quick.open_finder()
            return []
        found = finding.matches(self.studio.document, self.studio.analysis, text)
        if found:
            self.studio.select(found)
            self.frame_selection()
        else:
            words = translate("Canvas", "Nothing is called “{text}”.").format(text=text)
            self.studio.notify("info", words, key="find")
        return found
