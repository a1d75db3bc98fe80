"""How does the canvas make copies? Duplicates, the clipboard, second calls of a layer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QGuiApplication

from designer.canvas import steps
from designer.document import clipboard, edits, slots
from designer.document.naming import fresh_ids
from designer.document.values import FrozenDict

translate = QCoreApplication.translate


class Copies:
    """The verbs of CanvasView that add what is there already: each is one undo step."""

    def duplicate(self) -> None:
        ids = self.studio.selection
        if ids:
            self._edit_and_select(translate("Canvas", "Duplicate"), edits.duplicate, ids)

    def duplicate_fed(self) -> None:
        """Duplicate the selection; the copies are fed by what feeds the originals."""
        ids = self.studio.selection
        if self.selected_nodes():
            self._edit_and_select(translate("Canvas", "Duplicate"), steps.duplicate_fed, ids)

    def copy(self) -> None:
        """Put the selection on the clipboard as text, with the wires that lead into it."""
        if self.studio.inner:
            self._copy_inner()
        elif self.studio.selection:
            text = clipboard.to_text(self.studio.document, self.studio.selection)
            QGuiApplication.clipboard().setText(text)

    def _copy_inner(self) -> None:
        """Put the layer in the selected slot on the clipboard, as the node that it would be."""
        key, inner = self.chosen_slot()
        if inner.type:
            node = slots.as_node(self.studio.document, inner)
            drawn = replace(self.studio.document, nodes=FrozenDict({node.id: node}))
            QGuiApplication.clipboard().setText(clipboard.to_text(drawn, [node.id]))

    def cut(self) -> None:
        if self.studio.inner:
            self._copy_inner()
            self.empty_selected()
        elif self.studio.selection:
            self.copy()
            ids = self.studio.selection
            self._edit(translate("Canvas", "Cut"), edits.remove, ids)

    def paste(self, at: QPointF | None = None) -> None:
        """Add what the clipboard holds, where the pointer is or in the middle of the view; or
        into the selected slot."""
        if self.studio.inner:
            text = QGuiApplication.clipboard().text()
            ((key,), path) = self.studio.selection, self.studio.inner
            self._edit(translate("Canvas", "Paste"), steps.paste_inside, text, key, path)
        else:
            self._paste(at, fed=False)

    def paste_fed(self, at: QPointF | None = None) -> None:
        """Paste, and feed the copies from what feeds the originals, where that is here too."""
        self._paste(at, fed=True)

    def _paste(self, at: QPointF | None, fed: bool) -> None:
        text = QGuiApplication.clipboard().text()
        point = self.place_for_new() if at is None else at
        label = translate("Canvas", "Paste")
        self._edit_and_select(label, steps.paste_text, text, point.toTuple(), fed)

    def share_selected(self) -> None:
        """Call the selected layers a second time: new nodes that use the same weights."""
        nodes = self.studio.document.nodes
        ids = [key for key in self.selected_nodes() if nodes[key].type != "Input"]
        if ids:
            aside = self.drawing.bounds(ids).height() + steps.ASIDE
            places = {key: (nodes[key].x, nodes[key].y + aside) for key in ids}
            new = dict(zip(ids, fresh_ids(self.studio.document, len(ids)), strict=True))
            if self._edit(translate("Canvas", "Share weights"), steps.share, places, new):
                self.studio.select(new.values())

    def unshare_selected(self) -> None:
        """Give the selected layers weights of their own."""
        ids = self.selected_nodes()
        if ids:
            self._edit(translate("Canvas", "Own weights"), edits.unshare, ids)
