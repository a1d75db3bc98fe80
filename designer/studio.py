"""What is open right now? The one holder of the document, its analysis, selection and run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from designer.analyst import Analyst
from designer.delving import Delving
from designer.document import files
from designer.document.advice import Known
from designer.document.analysis import Analysis, forget_traces
from designer.document.diff import Difference, diff
from designer.document.history import History
from designer.document.repairs import Offer
from designer.document.sheets import put_back
from designer.document.slots import Path as Inside
from designer.document.slots import inner_at
from designer.document.trail import (
    Trail,
    changed_sheet,
    sheet_of,
    still_there,
    way_to,
)
from designer.document.values import DataSettings, Document, Wire
from designer.notice import Notice, NoticeAction
from designer.texts import error_sentence
from engine import written
from engine.data import DataFacts
from engine.errors import DesignError

RECOVERY_DELAY = 1500  # milliseconds of rest after an edit before the recovery file is written


class Studio(Delving, QObject):
    """The only sender of Qt signals about the project. Views read it and ask it for edits."""

    document_changed = Signal(object)  # Difference, with .before and .after
    analysis_changed = Signal(object)  # Analysis
    selection_changed = Signal(object)  # frozenset of node, note and frame ids
    history_changed = Signal()  # what undo and redo would do
    code_requested = Signal(str)  # id of a block whose Python text is to be shown
    library_changed = Signal()  # what the user keeps for all projects
    sheet_changed = Signal()  # another drawing of the project is open: a sub-model, or a way out
    project_changed = Signal()  # path, name or the unsaved mark
    run_changed = Signal(object)  # RunState
    run_event = Signal(object)  # one event from the worker
    noticed = Signal(object)  # Notice
    notice_withdrawn = Signal(str)  # key of notices that are no longer so
    focus_requested = Signal(object)  # id of a node to bring into view
    insert_requested = Signal(str)  # type of a layer to add in the middle of the view
    help_requested = Signal(str)  # type of a layer whose card is asked for
    run_requested = Signal(str)  # "start", "pause", "resume" or "stop"
    target_chosen = Signal(str)  # for what the project shall leave: an export target's name
    export_requested = Signal()  # the window that exports is asked for
    panel_requested = Signal(str)  # name of a panel to bring to the front
    preview_changed = Signal(object)  # the Offer whose drawing is shown for a moment, or None

    def __init__(self, document: Document | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(document or Document(name=""))
        self._saved = self._history.document
        self._path: Path | None = None
        self._selection: frozenset[str] = frozenset()
        self._selected_wires: frozenset[Wire] = frozenset()
        self._inner: Inside = ()
        self._run: Any = None
        self._target = ""
        self._trail: Trail = ()
        self._sheet = self._history.document
        self._facts: tuple[DataSettings, DataFacts | None] = (self.project.data, None)
        self._preview: Offer | None = None
        self._analyst = Analyst(self)
        self._analyst.ready.connect(self._tell_analysis)
        self._analyse()
        self._recovery = QTimer(self)
        self._recovery.setSingleShot(True)
        self._recovery.setInterval(RECOVERY_DELAY)
        self._recovery.timeout.connect(self.write_recovery)

    # What is open

    @property
    def project(self) -> Document:
        """The whole project: what is saved, trained and written as a program."""
        return self._history.document

    @property
    def document(self) -> Document:
        """The drawing that is open: the project's own, or that inside a sub-model."""
        return self._sheet

    @property
    def trail(self) -> Trail:
        """The way to the open drawing; empty for the outermost."""
        return self._trail

    @property
    def analysis(self) -> Analysis:
        """What is known of the open drawing; what is still under way is finished first."""
        return self._analyst.insight.sheet

    @property
    def is_analysing(self) -> bool:
        """Whether `analysis_changed` is about to come: who shows something then can wait."""
        return self._analyst.busy

    @property
    def facts(self) -> DataFacts | None:
        """What is known of the data that the project has chosen."""
        settings, facts = self._facts
        return facts if settings == self.project.data else None

    @property
    def known(self) -> Known:
        """What the open drawing is held against."""
        return Known(self.facts, self._analyst.insight.entering)

    @property
    def project_analysis(self) -> Analysis:
        """What is known of the whole project."""
        return self._analyst.insight.project

    @property
    def history(self) -> History:
        return self._history

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def name(self) -> str:
        """The project's name as the title bar shows it; empty while it has none."""
        return self._path.stem if self._path else self.project.name

    @property
    def dirty(self) -> bool:
        """Whether the document differs from the file. Undoing back to the saved state is clean."""
        return self.project is not self._saved

    @property
    def selection(self) -> frozenset[str]:
        return self._selection

    @property
    def selected_wires(self) -> frozenset[Wire]:
        return self._selected_wires

    @property
    def inner(self) -> Inside:
        """The slot that is selected inside the one selected node; empty where none is."""
        return self._inner

    @property
    def run(self) -> Any:
        """The RunState of the current training, or None before the first."""
        return self._run

    @property
    def target(self) -> str:
        """The export target that was chosen last; empty before the first."""
        return self._target

    def choose_target(self, name: str) -> None:
        """Note for what the project shall leave; the palette shows what that cannot express."""
        if name != self._target:
            self._target = name
            self.target_chosen.emit(name)

    # Edits

    def edit(
        self,
        label: str,
        function: Callable[..., Document],
        *arguments: Any,
        merge: str | None = None,
        **named: Any,
    ) -> bool:
        """Replace the document by ``function(document, *arguments, **named)`` as one undo step.

        The function gets the drawing that is open; the project around it follows.
        `label` is already translated and shows in the Edit menu. Steps with the same `merge` key
        become one. A refused edit becomes a notice, and False.
        """
        try:
            self.try_edit(label, function, *arguments, merge=merge, **named)
        except DesignError as error:
            self.notify("warning", error_sentence(error), key="refused")
            return False
        return True

    def try_edit(
        self,
        label: str,
        function: Callable[..., Document],
        *arguments: Any,
        merge: str | None = None,
        **named: Any,
    ) -> None:
        """`edit` for a caller that shows the DesignError itself."""
        before = self.project
        after = put_back(before, function(self.document, *arguments, **named))
        if self._history.push(label, after, merge):
            self._follow()

    def undo(self) -> None:
        self._travel(self._history.undo)

    def redo(self) -> None:
        self._travel(self._history.redo)

    def _travel(self, step: Callable[[], Any]) -> None:
        """Undo or redo, and open the drawing in which that changes something."""
        before = self.project
        step()
        if self.project is not before:
            changed = changed_sheet(before, self.project, self.document.sheet)
            if changed is not None and changed != self.document.sheet:
                self._trail = way_to(self.project, changed)
            self._follow()

    def _follow(self) -> None:
        """Tell everybody that the project is another one."""
        self._recovery.start()
        self._show(still_there(self.project, self._trail))

    def _show(self, trail: Trail) -> None:
        """Have the drawing at the end of a trail open, as the project has it now."""
        before, self._trail = self._sheet, trail
        self._sheet = sheet_of(self.project, trail)
        if self._sheet.sheet != before.sheet:
            self._set_selection(frozenset(), frozenset())
        self._announce(diff(before, self._sheet))
        if self._sheet.sheet != before.sheet:
            self.sheet_changed.emit()

    def _announce(self, difference: Difference) -> None:
        """Send the signals of a change. Where the analysis takes longer, it is told later."""
        self.preview(None)
        recount = difference.network or difference.settings
        if recount:
            self._analyse()
        self._keep_selection()
        self.document_changed.emit(difference)
        if recount and not self.is_analysing:
            self._tell_analysis()
        self.history_changed.emit()
        self.project_changed.emit()

    def _analyse(self) -> None:
        self._analyst.begin(self.project, self._trail, self.facts)

    def _analyse_and_tell(self) -> None:
        self._analyse()
        if not self.is_analysing:
            self._tell_analysis()

    def _tell_analysis(self) -> None:
        self.analysis_changed.emit(self.analysis)

    def know_data(self, settings: DataSettings, facts: DataFacts | None) -> None:
        """Take what was found out of the data: what does not fit them is a problem, too."""
        before = self.facts
        self._facts = (settings, facts)
        if self.facts != before:
            self.preview(None)
            self._analyse_and_tell()

    def analyse_anew(self) -> None:
        """The user has allowed code to run: what was not known for it is now."""
        forget_traces()
        self._analyse_and_tell()
        self._tell_code()

    def preview(self, offer: Offer | None) -> None:
        """Show what a repair would make of the drawing; with None the drawing as it is."""
        if offer is not self._preview:
            self._preview = offer
            self.preview_changed.emit(offer)

    def seal(self) -> None:
        """End the step that later edits could merge with: a field was left."""
        self._history.seal()

    # Selection

    def select(
        self,
        ids: Iterable[str],
        mode: str = "replace",
        wires: Iterable[Wire] = (),
        inner: Inside = (),
    ) -> None:
        """Change the selection. `mode` is "replace", "add", "remove" or "toggle".

        With `inner` one of the slots of the only node is meant.
        """
        ids, wires = frozenset(ids), frozenset(wires)
        combine = {
            "replace": lambda old, new: new,
            "add": lambda old, new: old | new,
            "remove": lambda old, new: old - new,
            "toggle": lambda old, new: old ^ new,
        }[mode]
        ids, wires = combine(self._selection, ids), combine(self._selected_wires, wires)
        self._set_selection(ids, wires, inner)

    def _set_selection(
        self, ids: frozenset[str], wires: frozenset[Wire], inner: Inside = ()
    ) -> None:
        chosen = (ids, wires, inner)
        if chosen != (self._selection, self._selected_wires, self._inner):
            self._selection, self._selected_wires, self._inner = chosen
            self.selection_changed.emit(ids)

    def _keep_selection(self) -> None:
        """Drop from the selection what the document no longer holds."""
        document = self.document
        kept = frozenset(
            key
            for key in self._selection
            if key in document.nodes or key in document.notes or key in document.frames
        )
        wires, inner = self._selected_wires, self._inner
        if inner and (len(kept) != 1 or inner_at(document.nodes[min(kept)], inner) is None):
            inner = ()
        self._set_selection(kept, wires & frozenset(document.wires) if wires else wires, inner)

    # Project

    def load(self, document: Document, path: Path | None = None, *, saved: bool = True) -> None:
        """Show another document. `saved` is False for one that came from a recovery file."""
        before, self._trail = self.document, ()
        self._history, self._sheet = History(document), document
        self._saved = document if saved else None
        self._path = path
        self._recovery.stop()
        self._set_selection(frozenset(), frozenset())
        self._announce(diff(before, document))
        if before.sheet:
            self.sheet_changed.emit()
        self._tell_code()

    def save(self, path: Path) -> None:
        """Write the project. Raises DesignError when the place cannot be written."""
        files.write(self.project, path)
        self.discard_recovery()
        self._history.seal()
        self._saved, self._path = self.project, path
        self.project_changed.emit()

    # Recovery: a copy of unsaved work that survives a crash

    def write_recovery(self) -> None:
        """Keep a copy of unsaved work. When that fails, the user is told once."""
        if not self.dirty:
            files.remove_recovery()
            return
        try:
            files.write_recovery(self.project, self._path)
        except DesignError as error:
            self.notify("warning", error_sentence(error), key="recovery")

    def discard_recovery(self) -> None:
        """Forget the copy: the work is saved, or the user does not want it."""
        self._recovery.stop()
        files.remove_recovery()

    # Messages

    def notify(
        self,
        severity: str,
        text: str,
        actions: Iterable[NoticeAction] = (),
        *,
        key: str = "",
        lasting: bool = False,
    ) -> None:
        """Show a notice beside the user's work."""
        self.noticed.emit(Notice(severity, text, tuple(actions), key, lasting))

    def withdraw(self, key: str) -> None:
        """Take down the notices of a key: what they said is no longer so."""
        self.notice_withdrawn.emit(key)

    def _tell_code(self) -> None:
        """Say that the project holds code which waits for the user's agreement, while it does."""
        self.withdraw("code")
        waiting = [
            block
            for block in self.project.blocks.values()
            if block.source and not written.is_allowed(block.source)
        ]
        if waiting:
            review = NoticeAction(
                self.tr("Review and allow…"),
                lambda: self.code_requested.emit(waiting[0].id),
            )
            text = self.tr("This project holds layers written in Python: {names}. They do not run.")
            names = ", ".join(block.name for block in waiting)
            self.notify("warning", text.format(names=names), [review], key="code", lasting=True)

    def focus(self, node_id: str) -> None:
        """Select a node and bring it into view."""
        self.select({node_id})
        self.focus_requested.emit(node_id)

    # Run: told by the worker's client

    def set_run(self, state: Any) -> None:
        """The training is in another state."""
        self._run = state
        self.run_changed.emit(state)

    def report(self, event: Any) -> None:
        """Pass one event of the worker on to the panels."""
        self.run_event.emit(event)
