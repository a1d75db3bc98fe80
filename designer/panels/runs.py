"""What was trained before? The runs of this project, with what can be done with each."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from designer.panels.data_table import RowsView
from designer.panels.training_form import color_text
from designer.runs import places, words
from designer.runs.session import Runs
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.flow import Flow
from designer.shell.theme import Space
from designer.studio import NoticeAction, Studio
from engine.worker.folders import RunSummary

TONES = {
    "finished": "success",
    "early": "success",
    "imported": "success",
    "stopped": "warning",
    "unfinished": "warning",
    "diverged": "error",
    "failed": "error",
}
LOGS = ("loss", "val_loss")


class RunsPanel(Adapting, QWidget):
    """A list, newest first, and buttons for the chosen run."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_panel")
        self._studio = studio
        self._runs = Runs.of(studio)
        self.summaries: list[RunSummary] = []
        self.table = RowsView(self, leaves_out=True)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.show_curves = QPushButton(self)
        self.evaluate = QPushButton(self)
        self.resume = QPushButton(self)
        self.open_folder = QPushButton(self)
        self.delete = QPushButton(self)
        row = Flow(Space.SNUG)
        for button, action in (
            (self.show_curves, self._show_curves),
            (self.evaluate, self._evaluate),
            (self.resume, self._resume),
            (self.open_folder, self._open_folder),
            (self.delete, self._ask_delete),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(action)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.SNUG)
        column.setSpacing(Space.SNUG)
        column.addLayout(row)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.table.doubleClicked.connect(lambda _: self._show_curves())
        self._runs.runs_changed.connect(self.refresh)
        studio.run_changed.connect(lambda _: self._enable())
        self.retranslate()
        self.tint()

    @property
    def chosen(self) -> RunSummary | None:
        row = self.table.currentIndex().row()
        return self.summaries[row] if 0 <= row < len(self.summaries) else None

    def refresh(self) -> None:
        """Read the list again. While nobody sees it there is no need to."""
        if not self.isVisible():
            return
        # Whoever looked at the newest run wants to look at the newest run.
        kept = self.chosen.folder if self.chosen and self.table.currentIndex().row() else None
        self.summaries = places.past_runs(self._studio.path, self._studio.name)
        rows, tones = [], {}
        for line, run in enumerate(self.summaries):
            rows.append(self._row(run))
            tones[line, 1] = TONES[run.reason]
        self.table.model().show_rows(self._heading(), rows, tones)
        self.table.header.show_columns(())
        self.table.fit_columns()
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        folders = [run.folder for run in self.summaries]
        self.table.selectRow(folders.index(kept) if kept in folders else 0)
        self._enable()

    def _heading(self) -> list[str]:
        return [
            self.tr("Begun"),
            self.tr("State"),
            self.tr("Epochs"),
            self.tr("Metrics"),
            self.tr("Loss"),
            self.tr("Validation loss"),
            self.tr("Data"),
            self.tr("Optimizer"),
        ]

    def _row(self, run: RunSummary) -> list[str]:
        begun = time.strftime("%Y-%m-%d %H:%M", time.localtime(run.started))
        metrics = [
            f"{words.metric_name(name)} {words.value(name, value)}"
            for name, value in run.logs.items()
            if name.startswith("val_") and name not in LOGS
        ]
        source = str(run.data.get("source", "")).partition(":")[2]
        rate = run.training.get("learning_rate", "")
        return [
            begun,
            words.phase_name(run.reason),
            f"{run.epochs} / {run.planned}",
            ", ".join(metrics),
            *(words.value(name, run.logs[name]) if name in run.logs else "" for name in LOGS),
            Path(source).name,
            f"{run.training.get('optimizer', '')} {rate:g}" if rate else "",
        ]

    def _enable(self) -> None:
        run, free = self.chosen, not self._runs.state.running
        for button in (self.show_curves, self.evaluate, self.delete):
            button.setEnabled(run is not None and free)
        self.open_folder.setEnabled(run is not None)
        self.resume.setEnabled(run is not None and free and run.can_resume)

    # What can be done

    def _show_curves(self) -> None:
        if self.chosen is not None:
            self._runs.show_run(self.chosen)
            self._studio.panel_requested.emit("plots")

    def _evaluate(self) -> None:
        if self.chosen is not None:
            self._runs.evaluate(self.chosen.folder)
            self._studio.panel_requested.emit("evaluate")

    def _resume(self) -> None:
        if self.chosen is not None:
            self._runs.resume_run(self.chosen.folder)

    def _open_folder(self) -> None:
        if self.chosen is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.chosen.folder)))

    def _ask_delete(self) -> None:
        """Weights cannot be made again in a moment: ask, without stopping the program."""
        run = self.chosen
        if run is not None:
            text = self.tr("Delete the run {name} with its weights and curves?")
            action = NoticeAction(self.tr("Delete"), lambda: self.delete_run(run))
            self._studio.notify(
                "warning", text.format(name=run.folder.name), [action], key="delete run"
            )

    def delete_run(self, run: RunSummary) -> None:
        """Remove a run's folder."""
        try:
            shutil.rmtree(run.folder)
        except OSError as error:
            text = self.tr("{file} could not be deleted: {reason}")
            self._studio.notify(
                "error", text.format(file=run.folder.name, reason=error.strerror), key="delete run"
            )
        self.refresh()

    # Language and theme

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def tint(self) -> None:
        color_text(self.empty, theme.current().color("text_faint"))
        for button, icon in (
            (self.show_curves, "plots"),
            (self.evaluate, "evaluate"),
            (self.resume, "resume"),
            (self.open_folder, "folder"),
            (self.delete, "delete"),
        ):
            button.setIcon(icons.action(icon))

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Earlier trainings"))
        self.show_curves.setText(self.tr("Curves"))
        self.show_curves.setToolTip(self.tr("Show the curves of the chosen training"))
        self.evaluate.setText(self.tr("Evaluate"))
        self.resume.setText(self.tr("Resume"))
        self.open_folder.setText(self.tr("Folder"))
        self.open_folder.setToolTip(self.tr("Open the folder of the chosen training"))
        self.delete.setText(self.tr("Delete"))
        self.empty.setText(self.tr("Trainings of this project are listed here."))
        self.refresh()
