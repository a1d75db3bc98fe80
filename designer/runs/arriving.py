"""Where do the weights of a model go that came in from a file? Into a run, as if trained here."""

from __future__ import annotations

from pathlib import Path

from designer.document.imports import Import, take_weights
from designer.runs.jobs import keep_drawing, make_job
from designer.runs.places import new_run_folder
from engine.errors import DesignError
from engine.worker.folders import RunFolder


def keep_weights(coming: Import, project: Path | None) -> list[DesignError]:
    """Keep the weights as a run of the project. Returns what could not be kept, in words."""
    if not coming.weights:
        return []
    document = coming.document
    try:
        model, left = take_weights(document, coming.weights)
    except DesignError as error:
        return [
            DesignError(
                "The weights of {name} are not kept, because the drawing is no whole network yet: "
                "{reason}",
                fix="Mend the drawing, or open the file again when its layers are known.",
                name=document.name,
                reason=str(error),
            )
        ]
    folder = new_run_folder(project, document.name)
    keep_drawing(document, folder)
    run = RunFolder(folder)
    run.begin(make_job(document, document.name, folder))
    model.save_weights(run.weights)
    run.end("imported", 0, {})
    if not left:
        return []
    return [
        DesignError(
            "The file's weights do not fit {names}, so they begin anew there.",
            names=", ".join(left[:5]) + ("…" if len(left) > 5 else ""),
        )
    ]
