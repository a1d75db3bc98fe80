"""What does each command do? Documents, jobs and the worker's runner, as the window uses them."""

from __future__ import annotations

import argparse
import csv
import io
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

import resources
from designer.cli_output import Output, bar, logs_text
from designer.document import edits, files, kinds
from designer.document.advice import Known, advise
from designer.document.values import Document
from designer.runs import places, words
from designer.runs.jobs import code_of, keep_drawing, make_job
from designer.texts import error_sentence, error_text, number, shape_text
from engine import written
from engine.data import prepare
from engine.errors import DesignError
from engine.worker import runner
from engine.worker.evaluation import Prediction
from engine.worker.folders import RunFolder
from engine.worker.jobs import Control, Job

tr = QCoreApplication.translate
SEPARATE = "builtin:"
OVERRIDES = {
    "epochs": "epochs",
    "batch_size": "batch_size",
    "seed": "seed",
    "learning_rate": "learning_rate",
    "optimizer": "optimizer",
    "loss": "loss",
    "validation": "validation_share",
}


def speak_the_users_language() -> None:
    """Translate as the window does, by the language of the system."""
    application = QCoreApplication.instance() or QCoreApplication(["layerloom"])
    if QLocale.system().language() == QLocale.Language.Chinese:
        translator = QTranslator(application)
        if translator.load("layerloom_zh_CN", str(resources.path("i18n"))):
            application.installTranslator(translator)


# What all commands begin with


def open_project(options: argparse.Namespace) -> Document:
    """The project with the settings that the command line overrides. Raises DesignError."""
    document = files.read(options.project)
    if getattr(options, "allow_code", False):
        for source in code_of(document):
            written.allow(source, remember=False)
    if getattr(options, "data", None):
        source = options.data
        if not source.startswith(SEPARATE):
            source = f"file:{Path(source.removeprefix('file:')).expanduser().resolve()}"
        document = edits.set_data(document, source=source)
    changes = {
        setting: getattr(options, option)
        for option, setting in OVERRIDES.items()
        if getattr(options, option, None) is not None
    }
    if "optimizer" in changes:
        changes["optimizer_parameters"] = {}
    return edits.set_training(document, **changes) if changes else document


def past_run(options: argparse.Namespace, document: Document) -> tuple[str, str]:
    """(run folder, weights file) that a command shall use. Raises DesignError if there is none."""
    if options.weights:
        return "", str(Path(options.weights).resolve())
    if options.run:
        return str(Path(options.run).resolve()), ""
    project = Path(options.project).resolve()
    for run in places.past_runs(project, document.name or project.stem):
        if RunFolder(run.folder).weights.is_file():
            return str(run.folder), ""
    raise DesignError(
        "{project} has not been trained yet.",
        fix="Run: layerloom train {project}",
        project=options.project,
    )


def told(output: Output):
    """The events of a run as progress."""

    def tell(kind: str, arrays: Any = None, **values: Any) -> None:
        if kind == "compiling" and values["name"]:
            text = tr("Run", "Compiling {done} of {total}")
            output.progress(text.format(done=values["done"] + 1, total=values["total"]))
        elif kind == "preparing":
            output.progress(words.phase_name("preparing"))
        elif kind == "batch":
            output.progress(_batch_line(values))
        elif kind == "epoch":
            text = tr("Cli", "epoch {epoch}/{epochs}  {logs}")
            output.milestone(
                text.format(
                    epoch=values["epoch"], epochs=values["epochs"], logs=logs_text(values["logs"])
                )
            )

    return tell


def _batch_line(values: dict[str, Any]) -> str:
    share = values["step"] / max(1, values["steps"])
    line = tr("Cli", "epoch {epoch} {bar} {step}/{steps}  {logs}")
    return line.format(
        epoch=values["epoch"] + 1,
        bar=bar(share),
        step=values["step"],
        steps=values["steps"],
        logs=logs_text(values["logs"]),
    )


# Commands


def check(options: argparse.Namespace, output: Output) -> int:
    """Layers, shapes and problems: the same ones that the window shows."""
    document = open_project(options)
    known, unread = Known(), None
    if document.data.source:
        try:
            known = Known(prepare(document.data).facts)
        except DesignError as error:
            unread = error
    analysis = advise(document, known)
    problems = [(problem.severity, problem.node, problem.error) for problem in analysis.problems]
    if unread is not None:
        problems.append(("error", None, unread))
    rows = [(tr("Cli", "layer"), tr("Cli", "kind"), tr("Cli", "output"), tr("Cli", "parameters"))]
    layers = []
    for node in document.nodes.values():
        facts = analysis.facts[node.id]
        shapes = [list(spec.shape) for spec in facts.outputs]
        shown = ", ".join(shape_text(spec.shape) for spec in facts.outputs) or "?"
        rows.append((node.name, kinds.of(document, node).title, shown, number(facts.parameters)))
        layers.append(
            {
                "name": node.name,
                "type": node.type,
                "outputs": shapes,
                "parameters": facts.parameters,
                "status": facts.status,
            }
        )
    output.table(rows)
    total = tr("Cli", "{total} parameters, {trainable} of them trained").format(
        total=number(analysis.total_parameters), trainable=number(analysis.trainable_parameters)
    )
    output.say(total)
    for severity, node, error in problems:
        name = document.nodes[node].name if node in document.nodes else ""
        output.say(": ".join(part for part in (severity, name, error_sentence(error)) if part))
    errors = [entry for entry in problems if entry[0] == "error"]
    if not problems:
        output.say(tr("Cli", "No problems."))
    output.result(
        {
            "ok": not errors,
            "layers": layers,
            "parameters": analysis.total_parameters,
            "trainable": analysis.trainable_parameters,
            "problems": [
                {
                    "severity": severity,
                    "layer": document.nodes[node].name if node in document.nodes else None,
                    "what": error_text(error)[0],
                    "fix": error_text(error)[1],
                }
                for severity, node, error in problems
            ],
        }
    )
    return 1 if errors else 0


def train(options: argparse.Namespace, output: Output) -> int:
    """Train, and keep the run's folder."""
    document = open_project(options)
    project = Path(options.project).resolve()
    name = document.name or project.stem
    if options.resume is not None:
        job = _job_to_resume(options, project, name)
    else:
        folder = (
            Path(options.out).resolve() if options.out else places.new_run_folder(project, name)
        )
        weights = str(Path(options.weights).resolve()) if options.weights else ""
        job = make_job(document, name, folder, weights)
        keep_drawing(document, folder)
    control = Control()
    interrupted: list[int] = []

    def interrupt(signal_number: int, _frame: Any) -> None:
        if interrupted:
            raise KeyboardInterrupt
        interrupted.append(signal_number)
        control.stop()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        outcome = runner.train(job, told(output), control)
    finally:
        signal.signal(signal.SIGINT, before)
    output.say(_outcome_line(outcome))
    output.say(tr("Cli", "The run is kept in {folder}").format(folder=job.folder))
    if outcome.error is not None:
        output.fail(outcome.error)
        return 3
    output.result(
        {
            "ok": not interrupted,
            "reason": outcome.reason,
            "epochs": outcome.epochs,
            "logs": outcome.logs,
            "folder": job.folder,
            "weights": str(RunFolder(job.folder).weights),
        }
    )
    return 130 if interrupted else 0


def _job_to_resume(options: argparse.Namespace, project: Path, name: str) -> Job:
    if options.resume:
        folder = Path(options.resume).resolve()
    else:
        open_runs = [run for run in places.past_runs(project, name) if run.can_resume]
        if not open_runs:
            raise DesignError(
                "There is no interrupted run of {project} to go on with.",
                fix="Run: layerloom train {project}",
                project=options.project,
            )
        folder = open_runs[0].folder
    return replace(RunFolder(folder).job(), folder=str(folder), resume=True)


def _outcome_line(outcome: runner.Outcome) -> str:
    name = words.phase_name(outcome.reason)
    text = tr("Cli", "{state} after {epochs} epochs  {logs}")
    return text.format(state=name, epochs=outcome.epochs, logs=logs_text(outcome.logs)).rstrip()


def trained_job(options: argparse.Namespace) -> tuple[Document, Job]:
    """The document and the job whose weights shall be used. Raises DesignError."""
    document = open_project(options)
    folder, weights = past_run(options, document)
    if folder and not getattr(options, "data", None):
        return document, replace(RunFolder(folder).job(), folder=folder, resume=False)
    job = make_job(document, document.name, folder, weights)
    if folder:  # the run's own network and training, other data
        kept = RunFolder(folder).job()
        job = replace(kept, data=job.data, folder=folder)
    return document, job


def evaluate(options: argparse.Namespace, output: Output) -> int:
    """Loss, metrics and the commonest confusions on the test samples."""
    _, job = trained_job(options)
    evaluation = runner.evaluate(job, told(output))
    values, names = evaluation.values, evaluation.facts["class_names"]
    output.say(logs_text(evaluation.logs))
    confusions = []
    if "confusion" in evaluation.arrays:
        text = tr("Cli", "{wrong} of {count} test samples are wrong")
        output.say(text.format(wrong=number(values["wrong"]), count=number(values["count"])))
        matrix = evaluation.arrays["confusion"]
        mistakes = matrix - np.diag(np.diag(matrix))
        for place in np.argsort(-mistakes, axis=None, kind="stable")[:5].tolist():
            true, predicted = divmod(place, len(matrix))
            count = int(mistakes[true, predicted])
            if count:
                confusions.append(
                    {"true": names[true], "predicted": names[predicted], "count": count}
                )
        for mistake in confusions:
            text = tr("Cli", "  {count} × '{true}' taken for '{predicted}'")
            output.say(text.format(**mistake))
    content: dict[str, Any] = {"ok": True, "logs": dict(evaluation.logs), "count": values["count"]}
    if "confusion" in evaluation.arrays:
        content |= {
            "wrong": values["wrong"],
            "class_names": list(names),
            "confusion": evaluation.arrays["confusion"].tolist(),
            "commonest": confusions,
        }
    output.result(content)
    return 0


def predict(options: argparse.Namespace, output: Output) -> int:
    """One answer for each sample."""
    _, job = trained_job(options)
    path = str(Path(options.input).resolve()) if options.input else ""
    prediction = runner.predict(job, path, told(output))
    if options.output:
        _write_prediction(prediction, Path(options.output))
        text = tr("Cli", "{count} answers are in {file}")
        output.say(text.format(count=number(len(prediction.outputs)), file=options.output))
    else:
        output.say(prediction_table(prediction).rstrip("\n"))
    content: dict[str, Any] = {"ok": True, "count": len(prediction.outputs)}
    if options.output:
        content["file"] = options.output
    else:
        content["outputs"] = prediction.outputs.tolist()
        if prediction.classes is not None:
            content["classes"] = [prediction.class_names[place] for place in prediction.classes]
    output.result(content)
    return 0


def prediction_table(prediction: Prediction) -> str:
    """All answers as CSV: for classes the name and its probability first, then the raw outputs."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = prediction.outputs.reshape(len(prediction.outputs), -1)
    raw = [f"output_{place}" for place in range(rows.shape[1])]
    named = prediction.classes is not None
    writer.writerow(["sample", *(["class", "probability"] if named else []), *raw])
    for place, row in enumerate(rows):
        first: list[Any] = [place]
        if named:
            name = prediction.class_names[prediction.classes[place]]
            first += [name, f"{prediction.confidence[place]:.6g}"]
        writer.writerow([*first, *(f"{value:.6g}" for value in row)])
    return text.getvalue()


def _write_prediction(prediction: Prediction, path: Path) -> None:
    try:
        if path.suffix.lower() == ".npz":
            names = np.array(prediction.class_names, dtype=str)
            np.savez(path, class_names=names, **prediction.arrays)
        else:
            path.write_text(prediction_table(prediction), encoding="utf-8")
    except OSError as error:
        raise DesignError(
            "{file} could not be written: {reason}.",
            file=str(path),
            reason=error.strerror or str(error),
        ) from error
