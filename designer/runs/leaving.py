"""How does a drawing leave as a program? With the weights of its newest run, where they fit."""

from __future__ import annotations

from pathlib import Path

from designer.document.build import build, data, recipe
from designer.document.values import Document
from designer.runs.places import past_runs
from engine import export
from engine.errors import DesignError
from engine.models import Model
from engine.worker.folders import RunFolder


def fitting_weights(model: Model, project: Path | None, name: str) -> Path | None:
    """The weights of the newest run that fit, which the model has then; None where none do."""
    for run in past_runs(project, name):
        weights = RunFolder(run.folder).weights
        try:
            model.load_weights(weights)
        except DesignError:
            continue  # the drawing has changed since: an older run may still fit
        return weights
    return None


def save_program(
    document: Document, target: str, script: Path, project: Path | None, name: str
) -> tuple[list[Path], bool]:
    """Write the program and its data, and the newest run's weights when they fit the drawing.

    Returns the files and whether trained weights are among them. Raises DesignError for a drawing
    that no program can be made of, OSError where nothing can be written.
    """
    model = build(document)
    trained = fitting_weights(model, project, name) is not None
    told = (recipe(document), data(document, model))
    return export.save_program(model, target, script, *told, with_weights=trained).files, trained
