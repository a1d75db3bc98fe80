"""How does a network leave by the command line? `layerloom export`, with its proof."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from designer.cli_output import Output
from designer.cli_work import open_project, past_run
from designer.document.build import build, data, recipe
from engine import export as exporting
from engine.errors import DesignError
from engine.worker.folders import RunFolder

tr = QCoreApplication.translate
DIFFERENT = 1


def export(options: argparse.Namespace, output: Output) -> int:
    """The program, and with a folder its weights; on request run and compared."""
    document = open_project(options)
    model = build(document)
    trained = take_weights(model, document, options)
    how, where = recipe(document), data(document, model)
    if not options.output and not options.verify and exporting.get(options.to).is_python:
        text = exporting.code(model, options.to, how, where)
        output.say(text.rstrip("\n"))
        output.result({"ok": True, "code": text})
        return 0
    with suppress(ValueError):  # only a main thread hears signals
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    if options.output:
        return leave(model, options, output, Path(options.output), trained, (how, where))
    with tempfile.TemporaryDirectory(prefix="layerloom-export-") as folder:
        return leave(model, options, output, Path(folder), trained, (how, where))


def take_weights(model: Any, document: Any, options: argparse.Namespace) -> bool:
    """Give the model the weights that the options ask for, or the newest run's."""
    try:
        folder, weights = past_run(options, document)
    except DesignError:
        if options.weights or options.run:
            raise
        return False
    model.load_weights(weights or str(RunFolder(folder).weights))
    return True


def leave(
    model: Any,
    options: argparse.Namespace,
    output: Output,
    folder: Path,
    trained: bool,
    told: tuple[Any, Any],
) -> int:
    """Write everything into a folder, and compare."""

    def tell(step: str) -> None:
        if options.steps:
            sys.stderr.write(f"@{step}\n")
            sys.stderr.flush()
        else:
            output.progress(step_text(step))

    tell("writing")
    how = {"layers": options.layers, "python": options.python, "tell": tell}
    try:
        done = exporting.save(model, options.to, folder, options.verify, *told, **how)
    except OSError as error:
        raise DesignError(
            "{file} could not be written: {reason}.",
            file=str(folder),
            reason=error.strerror or str(error),
        ) from error
    files = [os.fspath(path) for path in done.files] if options.output else []
    for path in files:
        output.say(path)
    if not trained and not options.steps:
        sys.stderr.write(tr("Cli", "Not trained yet: the weights are the first ones.") + "\n")
    content: dict[str, Any] = {"ok": True, "files": files, "trained": trained}
    if done.unverified is not None:
        output.fail(done.unverified, content)
        return DIFFERENT
    if done.proof is None:
        output.result(content)
        return 0
    say_proof(done.proof, output)
    output.result({**content, "ok": done.proof.equal, "proof": done.proof.as_json()})
    return 0 if done.proof.equal else DIFFERENT


def say_proof(proof: exporting.Proof, output: Output) -> None:
    """How equal it is, for people."""
    versions = ", ".join(f"{name} {version}" for name, version in proof.versions.items())
    if proof.equal:
        text = tr("Cli", "Equal: the largest difference is {largest} ({versions})")
    else:
        text = tr("Cli", "DIFFERENT: the largest difference is {largest} ({versions})")
    output.say(text.format(largest=f"{proof.largest:.3g}", versions=versions))
    if proof.layers:
        head = (tr("Cli", "layer"), tr("Cli", "largest difference"))
        output.table([head, *((one.name, f"{one.largest:.3g}") for one in proof.layers)])
    if proof.first is not None:
        text = tr("Cli", "The first layer that differs is {name}.")
        output.say(text.format(name=proof.first))


def step_text(step: str) -> str:
    """What is done now, in words."""
    return {
        "writing": tr("Cli", "Writing the program"),
        "computing": tr("Cli", "Computing with the engine"),
        "running": tr("Cli", "Running the program"),
        "comparing": tr("Cli", "Comparing"),
    }[step]
