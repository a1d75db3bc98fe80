"""How is a network told on one page by the command line? `layerloom report`."""

from __future__ import annotations

import argparse
import platform
import tempfile
from collections.abc import Mapping
from dataclasses import fields, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from designer import VERSION
from designer.canvas import picture
from designer.canvas.scene import CanvasScene
from designer.cli_output import Output
from designer.cli_work import open_project, past_run
from designer.document import files
from designer.document.analysis import analyse
from designer.document.build import build
from designer.document.values import Document, TrainingSettings
from designer.runs.jobs import DRAWING
from engine.errors import DesignError
from engine.export import report as reporting
from engine.worker import runner
from engine.worker.folders import RunFolder

tr = QCoreApplication.translate


def report(options: argparse.Namespace, output: Output) -> int:
    """One HTML file: drawing, layers, curves, confusion matrix, settings, versions, seed."""
    document = open_project(options)
    model = build(document)
    run = run_of(options, document)
    curves: dict[str, list[float]] = {}
    confusion, names = None, ()
    training = document.training
    if run is not None:
        training = trained_with(run, document)
        model.load_weights(str(run.weights))
        curves = columns_of(run.history())
        confusion, names = confusion_of(run)
    told = reporting.Report(
        document.name or Path(options.project).stem,
        drawing_of(document),
        curves,
        confusion,
        names,
        settings_of(replace(document, training=training)),
        tr("Report", "Drawn and trained with Layerloom {version}.").format(version=VERSION),
        words(),
    )
    path = Path(options.output or Path(options.project).with_suffix(".html"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(reporting.page(model, told), encoding="utf-8")
    except OSError as error:
        raise DesignError(
            "{file} could not be written: {reason}.",
            file=str(path),
            reason=error.strerror or str(error),
        ) from error
    output.say(str(path))
    output.result({"ok": True, "files": [str(path)], "trained": run is not None})
    return 0


def run_of(options: argparse.Namespace, document: Document) -> RunFolder | None:
    """The run that is told of; None where nothing was trained yet."""
    try:
        folder, _ = past_run(options, document)
    except DesignError:
        if options.run:
            raise
        return None
    return RunFolder(folder) if folder else None


def trained_with(run: RunFolder, document: Document) -> TrainingSettings:
    """The settings that the run's curves came from; the drawing's may have changed since."""
    try:
        return files.read(run.path / DRAWING).training
    except DesignError:
        return document.training


def columns_of(history: list[dict[str, float]]) -> dict[str, list[float]]:
    """The values of each quantity, epoch by epoch."""
    names = list(dict.fromkeys(name for row in history for name in row))
    return {name: [row.get(name, float("nan")) for row in history] for name in names}


def confusion_of(run: RunFolder) -> tuple[Any, tuple[str, ...]]:
    """The confusion matrix on the test samples; None where there are no classes or no data."""
    try:
        job = replace(run.job(), folder=str(run.path), resume=False)
        found = runner.evaluate(job, lambda *_, **__: None)
    except DesignError:
        return None, ()
    return found.arrays.get("confusion"), tuple(found.facts["class_names"])


def drawing_of(document: Document) -> str:
    """The drawing as SVG; empty where it is empty."""
    scene = CanvasScene()
    scene.show_document(document, analyse(document))
    with tempfile.TemporaryDirectory(prefix="layerloom-report-") as folder:
        path = Path(folder) / "drawing.svg"
        try:
            picture.write(scene, path, look="light")
        except DesignError:
            return ""
        return path.read_text(encoding="utf-8")


def settings_of(document: Document) -> list[tuple[str, str, str]]:
    """Data and training settings that say something, and the versions that computed."""
    found = []
    for title, record in (
        (tr("Report", "Data"), document.data),
        (tr("Report", "Training"), document.training),
    ):
        for one in fields(record):
            value = getattr(record, one.name)
            if value not in ("", (), None) and value != {}:
                found.append((title, one.name, shown(value)))
    versions = {"layerloom": VERSION, "python": platform.python_version()}
    for name in ("numpy", "numba"):
        versions[name] = metadata.version(name)
    title = tr("Report", "Versions")
    return [*found, *((title, name, version) for name, version in versions.items())]


def shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def words() -> dict[str, str]:
    """The texts of the page in the user's language."""
    return {
        "The network": tr("Report", "The network"),
        "Layers": tr("Report", "Layers"),
        "Layer": tr("Report", "Layer"),
        "Kind": tr("Report", "Kind"),
        "Output": tr("Report", "Output"),
        "Parameters": tr("Report", "Parameters"),
        "Total": tr("Report", "Total"),
        "Trained": tr("Report", "Trained"),
        "How it learned": tr("Report", "How it learned"),
        "Epoch": tr("Report", "Epoch"),
        "What it confuses": tr("Report", "What it confuses"),
        "Rows are true classes, columns its answers.": tr(
            "Report", "Rows are true classes, columns its answers."
        ),
        "Settings and versions": tr("Report", "Settings and versions"),
    }
