"""What survives a crash? Copies of unsaved work, one a window, in a folder of the user's own."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from designer.document.disk import read_text, write_text
from designer.document.faults import ProjectError, shown
from designer.document.text import from_text
from designer.document.values import Document
from designer.document.writing import to_json
from engine.places import state_folder

FORMAT = "layerloom-recovery"
SUFFIX = ".recovery"
NAME = re.compile(r"(.+)-(\d{1,10})-(\d{1,20})\.recovery", re.DOTALL)


@dataclass(frozen=True)
class Recovery:
    """A copy that a window left when it ended without asking. `project` is the file it belongs to.

    `time` is when the copy was written, in seconds since 1970.
    """

    file: Path
    project: Path | None
    time: float


def recovery_folder() -> Path:
    return state_folder() / "recovery"


def recovery_path(project: Path | None = None) -> Path:
    """The file where this process keeps the unsaved state of a project (None: not saved yet).

    The process and its start are in the name, so that no second window takes it for abandoned.
    """
    place = str(Path(project).absolute()) if project else ""
    label = re.sub(r"[^A-Za-z0-9_]+", "_", Path(project).stem)[:40] if project else "untitled"
    mark = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    own = os.getpid()
    return recovery_folder() / f"{label}_{mark}-{own}-{_started(own)}{SUFFIX}"


def write_recovery(document: Document, project: Path | None = None) -> Path:
    """Keep a copy of unsaved work; the one before it is replaced. Raises ProjectError.

    It does not wait for the disk: it is there after a crash of the program, not after a power cut.
    """
    path = recovery_path(project)
    head = {
        "format": FORMAT,
        "version": 1,
        "project": str(Path(project).absolute()) if project else None,
        "time": time.time(),
    }
    with suppress(OSError):  # what is wrong with the folder, writing into it tells in words
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_text(path, json.dumps(head) + "\n" + to_json(document), durable=False)
    return path


def remove_recovery() -> None:
    """Forget what this process kept: the work is saved, or the user does not want it."""
    own = os.getpid()
    for path in recovery_folder().glob(f"*-{own}-{_started(own)}{SUFFIX}"):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def recoveries() -> list[Recovery]:
    """What windows left behind that no longer run, newest first. Unreadable copies are left out."""
    return sorted(_abandoned(), key=lambda found: found.time, reverse=True)


def _abandoned() -> Iterator[Recovery]:
    for file in recovery_folder().glob(f"*{SUFFIX}"):
        name = NAME.fullmatch(file.name)
        if name is None or _runs(int(name[2]), int(name[3])):
            continue
        with suppress(ProjectError, ValueError, TypeError, KeyError):
            head = json.loads(read_text(file).partition("\n")[0])
            if head["format"] == FORMAT:
                project = Path(head["project"]) if head["project"] else None
                yield Recovery(file, project, float(head["time"]))


def read_recovery(recovery: Recovery) -> Document:
    """The document in a copy. Raises ProjectError like reading a project."""
    _, _, text = read_text(recovery.file).partition("\n")
    return from_text(text, shown(recovery.file.name))


def discard_recovery(recovery: Recovery) -> None:
    """Forget a copy that a window left: it was taken over, or the user does not want it."""
    with suppress(OSError):
        recovery.file.unlink(missing_ok=True)


def _runs(process: int, started: int) -> bool:
    """Whether the process that wrote a copy still runs. Ids are used again, so its start counts."""
    if process == os.getpid():
        return started == _started(process)
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return started == _started(process)


def _runs_on_windows(process: int) -> bool:
    kernel = ctypes.windll.kernel32
    handle = kernel.OpenProcess(0x1000, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259


def _started(process: int) -> int:
    """When a process started, in the system's ticks; 0 where the system does not tell it."""
    with suppress(OSError, ValueError, IndexError):
        text = Path(f"/proc/{process}/stat").read_text(errors="replace")
        return int(text.rpartition(")")[2].split()[19])
    return 0
