"""How does the Studio go into sub-models, out of them, and keep or forget them?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from designer.document import library
from designer.document.grouping import remove_block, remove_unused
from designer.document.sheets import used_by
from designer.document.slots import inner_at
from designer.document.trail import Step, way_to
from designer.document.values import Document, Node
from designer.notice import NoticeAction
from designer.texts import error_sentence
from engine.errors import DesignError

translate = QCoreApplication.translate


class Delving:
    """The part of Studio that is about the drawings inside the drawing."""

    def enter(self, node: str) -> bool:
        """Open what is inside a node. False for one that has no drawing inside."""
        inside = [key for key in self.blocks_inside(node) if key in self.project.blocks]
        if inside and self.project.blocks[inside[0]].source:
            self.code_requested.emit(inside[0])
        elif inside:
            self._show((*self._trail, Step(inside[0], node)))
        return bool(inside)

    def blocks_inside(self, key: str) -> list[str]:
        """The blocks that a node is or holds; where one of its slots is selected, those in that."""
        node = self.document.nodes.get(key)
        if node is None:
            return []
        inner = inner_at(node, self._inner) if self._inner and key in self._selection else None
        return used_by(node if inner is None else Node("", inner.type, "", inner.parameters))

    def keep(self, node: str) -> str | None:
        """Save the sub-model of a node for all projects; its name, or None and a notice."""
        try:
            name = library.save(self.document, node)
        except DesignError as error:
            self.notify("warning", error_sentence(error), key="refused")
            return None
        self.library_changed.emit()
        return name

    def ask_forget(self, name: str) -> None:
        """Delete a saved sub-model when the user agrees: no undo brings it back."""
        text = translate(
            "Studio", "Delete {name} from the palette of all projects? This cannot be undone."
        )
        action = NoticeAction(translate("Studio", "Delete"), lambda: self.forget(name))
        self.notify("warning", text.format(name=name), [action], key="forget", lasting=True)

    def forget(self, name: str) -> None:
        """Delete a saved sub-model."""
        try:
            library.forget(name)
        except OSError as error:
            text = translate("Studio", "{name} could not be deleted: {reason}")
            self.notify("error", text.format(name=name, reason=error.strerror), key="forget")
        self.library_changed.emit()

    def remove_block(self, block: str) -> None:
        """Delete the definition of a sub-model that nothing uses."""
        name = self.project.blocks[block].name
        self._edit_outside(
            translate("Studio", "Delete {name}").format(name=name), remove_block, block
        )

    def remove_unused(self) -> None:
        """Delete the definitions of all sub-models that nothing uses."""
        self._edit_outside(translate("Studio", "Delete unused sub-models"), remove_unused)

    def _edit_outside(self, label: str, function: Callable[..., Document], *arguments) -> None:
        """An edit of the outermost drawing, which is open then; a refused one changes nothing."""
        try:
            function(self.project, *arguments)
        except DesignError as error:
            self.notify("warning", error_sentence(error), key="refused")
            return
        self.leave(0)
        self.edit(label, function, *arguments)

    def open_block(self, block: str) -> None:
        """Open the drawing of a sub-model, where it is used first."""
        self._show(way_to(self.project, block))

    def leave(self, depth: int | None = None) -> bool:
        """Go out to the drawing around this one, or to the one that is `depth` steps inside.

        What was entered is selected. False where one is outside already.
        """
        depth = len(self._trail) - 1 if depth is None else depth
        if not 0 <= depth < len(self._trail):
            return False
        node = self._trail[depth].node
        self._show(self._trail[:depth])
        if node in self.document.nodes:
            self.select({node})
        return True
