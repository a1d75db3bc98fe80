"""How do things on the canvas come into order? Nudges, common lines, equal gaps, layouts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from designer.canvas import content, steps
from designer.canvas.glide import glide
from designer.document import edits

translate = QCoreApplication.translate


class Ordering:
    """The verbs of CanvasView that move things and change nothing else."""

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selection by a step; steps in a row are one undo. Without one, begin to walk."""
        ids = self.studio.selection
        if ids:
            merge = f"nudge {sorted(ids)}"
            self.studio.edit(self.label_for_move(ids), edits.nudge, ids, dx, dy, merge=merge)
        else:
            self.walk("right")

    def align(self, line: str) -> None:
        """Bring the selection to a common line: left, center, right, top, middle or bottom."""
        ids, sizes = self.studio.selection, self.drawing.size_of
        self._edit(translate("Canvas", "Align"), edits.align, ids, line, sizes)

    def distribute(self, way: str) -> None:
        """Make the gaps in the selection equal, "horizontal" or "vertical"."""
        ids, sizes = self.studio.selection, self.drawing.size_of
        self._edit(translate("Canvas", "Distribute"), edits.distribute, ids, way, sizes)

    def arrange(self, direction: str = "right") -> None:
        """Lay the selection out, or everything when fewer than two layers are selected.

        Data runs "right" or "down"; "rows" breaks what would be long into rows, "levels" begins a
        row wherever the data get another height and width.
        """
        chosen = self.selected_nodes()
        ids = chosen if len(chosen) > 1 else None
        before = {key: item.pos() for key, item in self.drawing.nodes.items()}
        drawing, facts = self.drawing, self.studio.analysis.facts
        pixels = {key: content.pixels(facts.get(key)) for key in drawing.nodes}
        known = {key: count for key, count in pixels.items() if count}
        measures = steps.Measures(drawing.size_of, drawing.port_level, known)
        label = translate("Canvas", "Arrange")
        if self._edit(label, steps.arranged, ids, direction, measures):
            if ids is None:
                self.frame_all()
            glide(self, self.drawing, before)

    def label_for_move(self, ids: Iterable[str]) -> str:
        ids = list(ids)
        if len(ids) == 1 and ids[0] in self.studio.document.nodes:
            name = self.studio.document.nodes[ids[0]].name
            return translate("Canvas", "Move {name}").format(name=name)
        return translate("Canvas", "Move {count} things").format(count=len(ids))
