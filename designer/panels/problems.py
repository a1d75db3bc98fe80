"""What is wrong with the drawing? All problems, worst first; a click shows where, buttons mend."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from designer.panels.fault import Fault
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import number

MOST = 100  # shown at most; the rest is counted
SCREEN = 20  # shown at once; more come when somebody scrolls there
ORDER = {"error": 0, "warning": 1, "hint": 2}


class ProblemsPanel(Adapting, QScrollArea):
    """Rebuilt when the analysis finds other problems, and only while it is seen."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._shown: tuple[Any, ...] | None = None
        self.rows: list[Fault] = []
        self._signatures: list[Any] = []
        self._room = SCREEN
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget(self)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        self._column.setSpacing(Space.HAIR)
        self._mark, self._none, self._more = (QLabel(self._page) for _ in range(3))
        self._column.addStretch(1)
        for label in (self._mark, self._none):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self._column.addWidget(self._more)
        self._column.addStretch(2)
        self.setWidget(self._page)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        studio.analysis_changed.connect(self.refresh)
        studio.document_changed.connect(self.refresh)
        self.retranslate()

    def refresh(self, _change: Any = None) -> None:
        """Show the problems of now, when anybody looks."""
        if not self.isVisible() or self._studio.is_analysing:
            return
        problems = sorted(self._studio.analysis.problems, key=lambda one: ORDER[one.severity])
        places = tuple((problem, self._place(problem)) for problem in problems)
        signatures = tuple((signature(problem), place) for problem, place in places)
        shown = (signatures, self._room, bool(self._studio.document.nodes))
        if shown == self._shown:
            for row, (problem, _) in zip(self.rows, places, strict=False):
                row.refresh(problem)
            return
        self._shown = shown
        self._show_rows(list(zip(signatures, places, strict=True))[: self._room])
        self._none.setVisible(not problems)
        self._mark.setVisible(not problems)
        self._more.setVisible(len(problems) > MOST)
        self._say()

    def _scrolled(self, value: int) -> None:
        """Show more rows before the last one comes into view."""
        bar = self.verticalScrollBar()
        if self._room == len(self.rows) < MOST and value + bar.pageStep() > bar.maximum():
            self._room = min(MOST, self._room + SCREEN)
            self.refresh()

    def _show_rows(self, entries: list[tuple[Any, tuple[Any, str]]]) -> None:
        """A row for each problem; those that were there before stay, with their repairs."""
        kept = dict(zip(self._signatures, self.rows, strict=True))
        self.rows, self._signatures = [], [told for told, _ in entries]
        for told, (problem, place) in entries:
            row = kept.pop(told, None)
            if row is None:
                row = self._row(problem, place)
            else:
                row.refresh(problem)
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        for row in kept.values():
            row.hide()
            row.deleteLater()

    def focus_first(self) -> None:
        """Give the keyboard to the first problem, so that Tab leads on to its repairs."""
        self.refresh()
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(self.rows[0])

    def _place(self, problem: Any) -> str:
        node = self._studio.document.nodes.get(problem.node)
        return node.name if node else self.tr("Project")

    def _row(self, problem: Any, place: str) -> Fault:
        row = Fault(self._studio, problem, place, self._page)
        if problem.node:
            row.setCursor(Qt.CursorShape.PointingHandCursor)
            row.chosen.connect(partial(self._studio.focus, problem.node))
        return row

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def tint(self) -> None:
        self._say()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Problems"))
        self._shown = None
        self.refresh()
        self._say()

    def _say(self) -> None:
        self._mark.setPixmap(
            icons.pixmap("actions/success.svg", 24, theme.current().color("success"))
        )
        empty = not self._studio.document.nodes
        self._none.setText(
            self.tr("Nothing is drawn yet.") if empty else self.tr("Everything fits together.")
        )
        hidden = len(self._studio.analysis.problems) - MOST
        self._more.setText(self.tr("… and {count} more").format(count=number(max(0, hidden))))


def signature(problem: Any) -> tuple[Any, ...]:
    """What makes a problem the same as one of an earlier analysis: what it says, and where."""
    return problem.severity, problem.node, problem.field, str(problem.error)
