"""How does a project come to and from the disk? Project files, and the copies kept for a crash."""

from __future__ import annotations

import os
from pathlib import Path

from designer.document import disk
from designer.document.faults import Fault, ProjectError, shown
from designer.document.portable import as_found, as_kept
from designer.document.recovery import (
    Recovery,
    discard_recovery,
    read_recovery,
    recoveries,
    recovery_path,
    remove_recovery,
    state_folder,
    write_recovery,
)
from designer.document.text import from_text
from designer.document.values import Document
from designer.document.writing import to_json

SUFFIX = ".loom"


def read(path: str | os.PathLike[str]) -> Document:
    """The document in a project file. Raises ProjectError with every fault; changes nothing."""
    path = Path(path).absolute()
    return as_found(from_text(disk.read_text(path), shown(path.name)), path.parent)


def write(document: Document, path: str | os.PathLike[str]) -> None:
    """Save a project. Raises ProjectError when that fails; the old file is whole then."""
    path = Path(path).absolute()
    disk.write_text(path, to_json(as_kept(document, path.parent)))


__all__ = [
    "SUFFIX",
    "Fault",
    "ProjectError",
    "Recovery",
    "discard_recovery",
    "from_text",
    "read",
    "read_recovery",
    "recoveries",
    "recovery_path",
    "remove_recovery",
    "state_folder",
    "to_json",
    "write",
    "write_recovery",
]
