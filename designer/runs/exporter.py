"""How does an export run while one goes on drawing? As a process of its own, which can be ended."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import engine
from designer.document import files
from designer.document.values import Document

REPORT = "report"  # no program, but a page that tells of the network
LOCALES = {"zh_CN": "zh_CN.UTF-8", "en": "en_US.UTF-8"}


@dataclass(frozen=True)
class Wish:
    """What shall be exported, and how."""

    target: str
    folder: Path
    verify: bool = True
    layers: bool = False
    python: str = ""
    weights: Path | None = None
    language: str = "en"


def command(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Program and arguments that run the command line: Python a module, a bundle itself."""
    if getattr(sys, "frozen", False):
        return sys.executable, list(arguments)
    return sys.executable, ["-m", "designer", *arguments]


def words_of(wish: Wish, project: str) -> list[str]:
    """The command line of a wish."""
    if wish.target == REPORT:
        run = ["--run", str(wish.weights.parent)] if wish.weights else []
        return [REPORT, project, "-o", str(wish.folder / "report.html"), "--json", *run]
    found = ["export", project, "--target", wish.target, "-o", str(wish.folder)]
    found += ["--json", "--steps"]
    found += ["--verify"] if wish.verify else []
    found += ["--layers"] if wish.verify and wish.layers else []
    found += ["--python", wish.python] if wish.python else []
    return found + (["--weights", str(wish.weights)] if wish.weights else [])


class Exporter(QObject):
    """One export at a time. `told` names each step, `finished` carries what the command says."""

    told = Signal(str)
    finished = Signal(object)  # the command's JSON, or None where it was stopped

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._folder: Path | None = None
        self._stopped = False

    @property
    def busy(self) -> bool:
        return self._process is not None

    def start(self, document: Document, wish: Wish) -> None:
        """Begin to export a drawing as it is now, saved or not."""
        self._folder = Path(tempfile.mkdtemp(prefix="layerloom-export-"))
        project = self._folder / "drawing.loom"
        files.write(document, project)
        program, arguments = command(words_of(wish, str(project)))
        process = QProcess(self)
        process.setProgram(program)
        process.setArguments(arguments)
        process.setProcessEnvironment(surroundings(wish.language))
        process.readyReadStandardError.connect(self._hear)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail)
        self._process, self._stopped = process, False
        process.start()
        process.closeWriteChannel()

    def stop(self) -> None:
        """End it; what was written already stays."""
        if self._process is not None:
            self._stopped = True
            self._process.kill()

    def _hear(self) -> None:
        words = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        for line in words.splitlines():
            if line.startswith("@"):
                self.told.emit(line[1:].strip())

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end()

    def _end(self, *_: Any) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        said = bytes(process.readAllStandardOutput().data()).decode(errors="replace")
        process.deleteLater()
        shutil.rmtree(self._folder, ignore_errors=True)
        self.finished.emit(None if self._stopped else content_of(said))


def content_of(said: str) -> dict[str, Any]:
    """The last line of JSON that a command wrote; an empty answer where there is none."""
    for line in reversed(said.splitlines()):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {"ok": False, "error": "", "fix": ""}


def surroundings(language: str) -> QProcessEnvironment:
    """The environment of the command: our modules, and the language of the window."""
    made = QProcessEnvironment.systemEnvironment()
    root = str(Path(engine.__file__).parents[1])
    known = [path for path in (root, made.value("PYTHONPATH")) if path]
    made.insert("PYTHONPATH", os.pathsep.join(known))
    made.insert("PYTHONIOENCODING", "utf-8")
    made.insert("QT_QPA_PLATFORM", "offscreen")
    made.insert("LC_ALL", LOCALES.get(language, LOCALES["en"]))
    return made
