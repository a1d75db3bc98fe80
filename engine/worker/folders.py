"""What does a run leave on disk? Settings, history, weights, a checkpoint, and how it ended."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.saving.tensors import read_note
from engine.worker.jobs import Job
from engine.worker.protocol import plain

SETTINGS = "settings.json"  # the job, and when it began
HISTORY = "history.csv"  # one line an epoch
WEIGHTS = "weights.safetensors"  # the network as it is now
CHECKPOINT = "checkpoint.safetensors"  # weights, optimizer and random state after a whole epoch
OUTCOME = "outcome.json"  # how it ended; absent while it runs and after a crash
FORMAT = 1
LARGEST_TEXT = 64 * 2**20


@dataclass(frozen=True)
class RunSummary:
    """One run as a list shows it. reason: "finished", "stopped", "early", "diverged", "failed", or
    "unfinished" for a run that still goes on or was cut off."""

    folder: Path
    name: str
    started: float
    reason: str
    epochs: int
    planned: int
    logs: Mapping[str, float] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    can_resume: bool = False


def write_atomically(path: Path, write: Callable[[Path], Any]) -> None:
    """Let `write` fill a new file beside `path`, then put it in its place in one step."""
    fresh = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        write(fresh)
        with fresh.open("rb+") as stream:
            os.fsync(stream.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    text = json.dumps(plain(content), ensure_ascii=False, indent=1)
    write_atomically(path, lambda fresh: fresh.write_text(text, encoding="utf-8"))


def read_json(path: Path) -> dict[str, Any]:
    """The content of a JSON file of ours. Raises DesignError."""
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise ValueError("too large")
        content = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise ValueError("no object")
    except (OSError, ValueError, RecursionError) as error:
        raise DesignError(
            "{file} in the run folder {folder} is missing or damaged.",
            file=path.name,
            folder=str(path.parent),
        ) from error
    return content


class RunFolder:
    """The files of one run. Making one writes nothing; `begin` does."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    @property
    def weights(self) -> Path:
        return self.path / WEIGHTS

    @property
    def checkpoint(self) -> Path:
        return self.path / CHECKPOINT

    def saved_epochs(self) -> int:
        """After how many whole epochs the checkpoint was made; 0 where none can be read.

        A worker that was killed may have saved one epoch more than it could tell.
        """
        try:
            state = read_note(self.checkpoint)["state"]
            return int((json.loads(state) if isinstance(state, str) else state)["epoch"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def begin(self, job: Job) -> None:
        """Make the folder and keep the job in it. Raises DesignError."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / OUTCOME).unlink(missing_ok=True)
            settings = {"format": FORMAT, "started": time.time(), "job": job.to_json()}
            write_json(self.path / SETTINGS, settings)
        except OSError as error:
            raise DesignError(
                "The run folder {folder} cannot be written: {reason}.",
                fix="Save the project somewhere else, or make room on the disk.",
                folder=str(self.path),
                reason=error.strerror or str(error),
            ) from error

    def job(self) -> Job:
        """The job that the folder was begun with. Raises DesignError."""
        content = read_json(self.path / SETTINGS)
        return Job.from_json(content.get("job") or {})

    # History

    def history(self) -> list[dict[str, float]]:
        """One mapping for each finished epoch; {} values where a line is damaged are left out."""
        path = self.path / HISTORY
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        return [
            {name: _number(text) for name, text in row.items() if name and text} for row in rows
        ]

    def keep_history(self, epochs: int) -> None:
        """Forget the lines of epochs after `epochs`: they are run again."""
        kept = [row for row in self.history() if row.get("epoch", 0) <= epochs]
        path = self.path / HISTORY
        path.unlink(missing_ok=True)
        for row in kept:
            self.append(row)

    def append(self, row: Mapping[str, float]) -> None:
        """Add the line of one epoch, on disk when this returns."""
        path = self.path / HISTORY
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        if not path.exists():
            writer.writerow(row)
        writer.writerow([_text(value) for value in row.values()])
        with path.open("a", encoding="utf-8", newline="") as stream:
            stream.write(text.getvalue())
            stream.flush()
            os.fsync(stream.fileno())

    # The end

    def end(self, reason: str, epochs: int, logs: Mapping[str, float]) -> None:
        write_json(
            self.path / OUTCOME,
            {"reason": reason, "epochs": epochs, "logs": dict(logs), "ended": time.time()},
        )

    def summary(self) -> RunSummary:
        """The run in a few values. Raises DesignError if the folder is none of ours."""
        settings = read_json(self.path / SETTINGS)
        job = Job.from_json(settings.get("job") or {})
        history = self.history()
        outcome = read_json(self.path / OUTCOME) if (self.path / OUTCOME).exists() else {}
        return RunSummary(
            self.path,
            job.name,
            float(settings.get("started", 0)),
            str(outcome.get("reason", "unfinished")),
            len(history),
            job.training.epochs,
            dict(history[-1]) if history else {},
            job.data,
            vars(job.training),
            self.checkpoint.is_file() and len(history) < job.training.epochs,
        )


def list_runs(parent: Path) -> list[RunSummary]:
    """The runs in a folder, newest first; folders that cannot be read are left out."""
    found = []
    if parent.is_dir():
        for entry in parent.iterdir():
            try:
                found.append(RunFolder(entry).summary())
            except (DesignError, OSError, ValueError):
                continue
    return sorted(found, key=lambda run: run.started, reverse=True)


def new_folder(parent: Path, name: str) -> Path:
    """A free path for a new run, named by the time: "2026-01-31 14.05.09"."""
    stem = time.strftime("%Y-%m-%d %H.%M.%S") + (f" {name}" if name else "")
    path, number = parent / stem, 1
    while path.exists():
        number += 1
        path = parent / f"{stem} ({number})"
    return path


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return int(value) if value.is_integer() and "." not in text else value


def _text(value: float) -> str:
    return repr(value) if isinstance(value, int) else f"{value:.9g}"
