"""What becomes of runs that began before their project had a file? They move beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from designer.document.history import History
from designer.runs.places import own_runs_folder, runs_folder
from engine.worker.folders import new_folder


class Homeless:
    """The runs of this window that lie in the user's own folder until their project is saved."""

    def __init__(self) -> None:
        self._waiting: dict[Path, History] = {}  # the project is known by its history
        self._leaving: dict[Path, Path] = {}

    def add(self, folder: Path, history: History) -> None:
        self._waiting[folder] = history

    def follow(self, history: History, project: Path | None) -> None:
        """The project that is open may have a file by now; the runs of a closed one stay."""
        if not self._waiting:
            return
        if project is not None:
            for folder, own in self._waiting.items():
                if own is history:
                    self._leaving[folder] = project
        kept = {f: own for f, own in self._waiting.items() if own is history}
        self._waiting = {} if project is not None else kept

    def settle(self) -> dict[Path, Path]:
        """Move what has a project. Returns where it was and is; what cannot be moved stays."""
        moved = {}
        for folder, project in self._leaving.items():
            parent = runs_folder(project)
            if parent == own_runs_folder():
                continue
            try:
                parent.mkdir(exist_ok=True)
                moved[folder] = Path(shutil.move(folder, new_folder(parent, "")))
            except OSError:
                continue
        self._leaving.clear()
        return moved
