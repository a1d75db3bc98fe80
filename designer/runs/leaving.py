"""How does a drawing leave as a program? With the weights of its newest run, where they fit."""

from __future__ import annotations

from pathlib import Path

from designer.document.build import build, recipe
from designer.document.values import Document
from designer.runs.places import past_runs
from engine import export
from engine.errors import DesignError
from engine.worker.folders import RunFolder


def save_program(
    document: Document, target: str, script: Path, project: Path | None, name: str
) -> tuple[list[Path], bool]:
    """Write the program, and beside it the newest run's weights when they fit the drawing.

    Returns the files and whether trained weights are among them. Raises DesignError for a drawing
    that no program can be made of, OSError where nothing can be written.
    """
    model = build(document)
    for run in past_runs(project, name):
        try:
            model.load_weights(RunFolder(run.folder).weights)
        except DesignError:
            continue  # the drawing has changed since: an older run may still fit
        return export.save_program(model, target, script, recipe(document)).files, True
    kept = export.save_program(model, target, script, recipe(document), with_weights=False)
    return kept.files, False
