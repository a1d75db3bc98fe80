"""Where do the weights of a model go that came in from a file? Into a run, as if trained here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from designer.document.imports import Import, take_weights
from designer.runs.jobs import keep_drawing, make_job
from designer.runs.places import new_run_folder
from engine.errors import DesignError
from engine.worker.folders import RunFolder


@dataclass(frozen=True)
class Kept:
    """The run that holds the weights, if there is one, and what could not be kept, in words."""

    folder: Path | None = None
    remarks: tuple[DesignError, ...] = ()


def keep_weights(coming: Import, project: Path | None) -> Kept:
    """Keep the weights as a run of the project. Raises DesignError where nothing can be written."""
    if not coming.weights:
        return Kept()
    document = coming.document
    try:
        model, left = take_weights(document, coming.weights)
    except DesignError as error:
        lost = DesignError(
            "The weights of {name} are not kept, because the drawing is no whole network yet: "
            "{reason}",
            fix="Mend the drawing, or open the file again when its layers are known.",
            name=document.name,
            reason=str(error),
        )
        return Kept(remarks=(lost,))
    folder = new_run_folder(project, document.name)
    keep_drawing(document, folder)
    run = RunFolder(folder)
    run.begin(make_job(document, document.name, folder))
    model.save_weights(run.weights)
    run.end("imported", 0, {})
    if not left:
        return Kept(folder)
    anew = DesignError(
        "The file's weights do not fit {names}, so they begin anew there.",
        names=", ".join(left[:5]) + ("…" if len(left) > 5 else ""),
    )
    return Kept(folder, (anew,))
