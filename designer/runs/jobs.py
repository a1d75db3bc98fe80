"""How does a drawing become a job for the worker? The same way for window and command line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from designer.document import files
from designer.document.build import build
from designer.document.sheets import closure, used_in
from designer.document.values import Document
from engine.errors import DesignError
from engine.worker.jobs import Job, training

DRAWING = "drawing.loom"  # the drawing that a run trained, in its folder


def make_job(document: Document, name: str, folder: Path | str = "", weights: str = "") -> Job:
    """The job that trains a drawing. Raises DesignError where it is no whole network."""
    return Job(
        name,
        build(document).get_config(),
        asdict(document.data),
        training(document.training),
        str(folder),
        weights=weights,
        code=code_of(document),
    )


def code_of(document: Document) -> tuple[str, ...]:
    """The texts of the layers in a drawing that are written in Python."""
    used = closure(document.blocks, used_in(document.nodes.values()))
    return tuple(block.source for block in used.values() if block.source)


def keep_drawing(document: Document, folder: Path) -> None:
    """Make the run's folder and put the drawing into it. Raises DesignError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DesignError(
            "The run folder {folder} cannot be made: {reason}.",
            fix="Save the project somewhere else, or make room on the disk.",
            folder=str(folder),
            reason=error.strerror or str(error),
        ) from error
    files.write(document, folder / DRAWING)
