"""How does one work with sub-models on the canvas? Making, entering, leaving, laying out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QTransform

from designer.document import grouping, kinds, library
from designer.document.naming import fresh_id

translate = QCoreApplication.translate


class Nesting:
    """The part of CanvasView that goes into sub-models and out of them."""

    def follow_sheets(self) -> None:
        """Look at each drawing of the project where one looked at it last."""
        self._shown_sheet = self.studio.document.sheet
        self._sights: dict[str, tuple[float, QPointF]] = {}
        self.studio.sheet_changed.connect(self._on_sheet)

    def _note_sight(self) -> None:
        middle = self.to_scene(QPointF(self.centre()))
        self._sights[self._shown_sheet] = (self.scale_now(), middle)

    def _on_sheet(self) -> None:
        self._note_sight()
        self._shown_sheet = self.studio.document.sheet
        scale, middle = self._sights.get(self._shown_sheet, (0.0, QPointF()))
        if scale:
            self.setTransform(QTransform.fromScale(scale, scale))
            self.centerOn(middle)
            self.looked()
        else:
            self.frame_all()
        self.crumbs.refresh()

    # Commands

    def group_selected(self) -> None:
        """Make a sub-model of what is selected."""
        key = fresh_id(self.studio.document)
        name = translate("Canvas", "Block")
        label = translate("Canvas", "Make a sub-model")
        sizes = self.drawing.size_of
        done = self._edit(label, grouping.make_block, self.studio.selection, name, sizes, id=key)
        if done:
            self.studio.select({key})

    def dissolve_selected(self) -> None:
        """Put the layers of the selected sub-models in their place."""
        label = translate("Canvas", "Dissolve the sub-model")
        self._edit_and_select(label, grouping.dissolve, self.selected_nodes())

    def unique_selected(self) -> None:
        """Give the selected instances definitions of their own."""
        label = translate("Canvas", "Make a definition of its own")
        self._edit(label, grouping.make_unique, self.selected_nodes())

    def save_selected(self) -> None:
        """Keep the selected sub-models for all projects."""
        for key in self.selected_nodes():
            name = self.studio.keep(key)
            if name is not None:
                text = translate("Canvas", "{name} is in the palette of all projects now.")
                self.studio.notify("success", text.format(name=name), key="kept")

    def rename_block_selected(self) -> None:
        """Edit the name of the sub-model of which the selected node is an instance."""
        for key in self.selected_nodes()[-1:]:
            block = self.studio.document.nodes[key].type.removeprefix(kinds.BLOCK)
            if block in self.studio.project.blocks:
                self._rename_block(key, block)

    def _rename_block(self, key: str, block: str) -> None:
        if self.editor is not None:
            self.editor.abandon()
        self.show_node(key)
        name = self.studio.project.blocks[block].name
        item = self.drawing.nodes[key]
        area = item.form.title if item.content.collapsed else item.form.kind
        label = translate("Canvas", "Rename the sub-model")

        def rename(text: str) -> None:
            self.studio.try_edit(label, grouping.rename_block, block, text)

        self._write(area.translated(item.pos()), name, 11, rename)

    def choose_saved(self) -> None:
        """Open the box with the sub-models kept for all projects, to forget one."""
        if library.saved():
            self.quick.open_saved()
        else:
            text = translate("Canvas", "No sub-model is saved in the palette.")
            self.studio.notify("info", text, key="kept")

    def enter_selected(self) -> None:
        """Go into the selected sub-model; for a layer show its settings."""
        chosen = self.selected_nodes()[-1:]
        for key in chosen:
            self.enter(key)

    def enter(self, key: str) -> None:
        """Go into a node, or show its settings where nothing is drawn inside."""
        if not self.studio.enter(key):
            self.studio.panel_requested.emit("inspector")

    def leave(self) -> bool:
        """Go out to the drawing around this one. False where there is none."""
        return self.studio.leave()

    def holds_drawing(self, key: str) -> bool:
        """Whether one can go into a node, or into its slot where one is selected."""
        blocks = self.studio.project.blocks
        return any(block in blocks for block in self.studio.blocks_inside(key))

    def is_instance(self, key: str) -> bool:
        document = self.studio.document
        kind = kinds.find(document, document.nodes[key].type)
        return kind is not None and kind.role == "block"
