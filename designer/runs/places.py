"""Where do the files of a run go? Beside the project, where its owner finds them."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from engine.worker.folders import RunSummary, list_runs, new_folder


def runs_folder(project: Path | None) -> Path:
    """The folder of a project's runs: "net.loom" has "net.runs" beside it.

    Weights belong to the drawing that they fit: moved or backed up together they stay of use. A
    project that has no file yet, or lies where nothing can be written, uses the user's own folder.
    """
    if project is not None:
        beside = project.with_suffix(".runs")
        if os.access(beside if beside.exists() else project.parent, os.W_OK):
            return beside
    return own_runs_folder()


def own_runs_folder() -> Path:
    """The per-user folder for runs of projects without a place of their own."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(data) / "layerloom" / "runs"


def new_run_folder(project: Path | None, name: str) -> Path:
    """A free folder for a run that begins now."""
    parent = runs_folder(project)
    return new_folder(parent, "" if parent != own_runs_folder() else _safe(name))


def past_runs(project: Path | None, name: str) -> list[RunSummary]:
    """The runs of a project, newest first; of one without a file those of the same name."""
    parent = runs_folder(project)
    if parent != own_runs_folder() and (beside := list_runs(parent)):
        return beside
    # A drawing that was trained before it was saved has its runs there.
    return [run for run in list_runs(own_runs_folder()) if name and run.name == name]


def _safe(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum() or letter in " -_").strip()[:60]
