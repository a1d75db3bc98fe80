"""How does a project come into the window and leave it? Open, save, recent, recovery, questions."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from designer.document import files, imports
from designer.document.values import Document
from designer.runs.arriving import keep_weights
from designer.runs.session import Runs
from designer.shell.dialogs import Dialogs
from designer.shell.preferences import Preferences
from designer.studio import NoticeAction, Studio
from designer.texts import error_sentence
from engine.errors import DesignError

MOST_FAULTS = 5  # that a notice lists; the rest is counted


class Projects(QObject):
    """The verbs of the File menu. Every loss of work is asked about first."""

    opened = Signal()  # a project is in the Studio, to be shown
    recent_changed = Signal()

    def __init__(
        self, studio: Studio, preferences: Preferences, dialogs: Dialogs, window: QWidget
    ) -> None:
        super().__init__(window)
        self._studio = studio
        self._preferences = preferences
        self._dialogs = dialogs
        self._window = window

    @property
    def name(self) -> str:
        return self._studio.name or self.tr("Untitled")

    def new(self) -> bool:
        """An empty drawing. False when the user kept what is there."""
        return self.show(Document())

    def show(self, document: Document, path: Path | None = None) -> bool:
        """Show a document in place of the one that is open, when the user lets go of that."""
        if not self.may_leave():
            return False
        self._studio.discard_recovery()
        self._studio.load(document, path)
        self.opened.emit()
        return True

    def show_copy(self, document: Document) -> bool:
        """A template's drawing as a new project without a file."""
        return self.show(document)

    def open(self) -> bool:
        """Ask for a project and open it."""
        path = self._dialogs.open_path(self._window, self._folder())
        return path is not None and self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a project file, or another program's model as a new project without a file.

        A fault becomes a notice and changes nothing.
        """
        if path.suffix.lower() in imports.SUFFIXES:
            return self._open_model(path)
        try:
            document = files.read(path)
        except DesignError as error:
            self._complain(error, partial(self.forget, path))
            return False
        if not self.show(document, path.absolute()):
            return False
        self._remember(path.absolute())
        return True

    def _open_model(self, path: Path) -> bool:
        """Show what a model file holds as a new drawing; its weights become its first run."""
        try:
            coming = imports.read(path)
            if not self.show(coming.document):
                return False
            kept = keep_weights(coming, None)
        except DesignError as error:
            self._complain(error)
            return False
        if kept.folder is not None:
            Runs.of(self._studio).take(kept.folder)
        remarks = [*coming.remarks, *kept.remarks]
        lines = [self.tr("{name} was opened as a new drawing.").format(name=path.name)]
        lines += [f"• {error_sentence(remark)}" for remark in remarks[:MOST_FAULTS]]
        if len(remarks) > MOST_FAULTS:
            lines.append(self.tr("… and {count} more").format(count=len(remarks) - MOST_FAULTS))
        self._studio.notify(
            "warning" if remarks else "success", "\n".join(lines), key="open", lasting=bool(remarks)
        )
        return True

    def save(self) -> bool:
        """Save to the project's file, or ask for one. False when nothing was saved."""
        path = self._studio.path
        return self.save_as() if path is None else self._write(path)

    def save_as(self) -> bool:
        suggestion = self._studio.path or self._folder() / f"{self.name}{files.SUFFIX}"
        path = self._dialogs.save_path(self._window, suggestion)
        return path is not None and self._write(path.absolute())

    def _write(self, path: Path) -> bool:
        try:
            self._studio.save(path)
        except DesignError as error:
            retry = NoticeAction(self.tr("Save as…"), self.save_as)
            self._studio.notify("error", error_sentence(error), [retry], key="save", lasting=True)
            return False
        self._remember(path)
        self._studio.notify(
            "success", self.tr("Saved as {name}").format(name=path.name), key="save"
        )
        return True

    def may_leave(self) -> bool:
        """Whether the open project may go: it is saved, or the user decides about it now."""
        if not self._studio.dirty:
            return True
        answer = self._dialogs.ask_unsaved(self._window, self.name)
        return self.save() if answer == "save" else answer == "discard"

    # Recovery

    def offer_recovery(self) -> None:
        """Tell about unsaved work that a crash left behind, and offer to bring it back."""
        found = files.recoveries()
        if not found:
            return
        newest = found[0]
        name = newest.project.stem if newest.project else self.tr("an unsaved project")
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(newest.time or time.time())),
            QLocale.FormatType.ShortFormat,
        )
        self._studio.notify(
            "warning",
            self.tr(
                "Layerloom ended unexpectedly. The work on {name} of {when} can be brought back."
            ).format(name=name, when=when),
            [
                NoticeAction(self.tr("Bring it back"), partial(self.recover, newest)),
                NoticeAction(self.tr("Throw it away"), partial(self.discard, found)),
            ],
            key="recovery",
            lasting=True,
        )

    def recover(self, recovery: files.Recovery) -> bool:
        """Show what a crashed window left, as unsaved work on its project."""
        try:
            document = files.read_recovery(recovery)
        except DesignError as error:
            self._complain(error)
            return False
        if not self.may_leave():
            return False
        self._studio.load(document, recovery.project, saved=False)
        self._studio.write_recovery()
        files.discard_recovery(recovery)
        self.opened.emit()
        self.offer_recovery()
        return True

    def discard(self, found: list[files.Recovery]) -> None:
        for recovery in found:
            files.discard_recovery(recovery)

    # Recent files

    def forget(self, path: Path) -> None:
        """Take a file from the list of recent ones when it is not there any more."""
        if not path.exists():
            self._preferences.forget_recent(path.absolute())
            self.recent_changed.emit()

    def clear_recent(self) -> None:
        self._preferences.clear_recent()
        self.recent_changed.emit()

    def _remember(self, path: Path) -> None:
        self._preferences.add_recent(path)
        self.recent_changed.emit()

    def _folder(self) -> Path:
        """The folder to begin with: the project's, the last one's, the user's documents."""
        if self._studio.path:
            return self._studio.path.parent
        for path in self._preferences.recent():
            if path.parent.is_dir():
                return path.parent
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents) or Path.home())

    def _complain(self, error: DesignError, after=None) -> None:
        """Show what is wrong with a file, with the first of its single faults."""
        faults = getattr(error, "faults", ())
        lines = [f"• {fault.place}: {error_sentence(fault.error)}" for fault in faults]
        if len(lines) > MOST_FAULTS:
            more = self.tr("… and {count} more").format(count=len(lines) - MOST_FAULTS)
            lines = [*lines[:MOST_FAULTS], more]
        text = "\n".join([error_sentence(error), *lines])
        self._studio.notify("error", text, key="open", lasting=True)
        if after is not None:
            after()
