"""What does the program do, shown without a display? Its main job in the real window."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QElapsedTimer

from designer import app as application
from designer.cli_output import Output, logs_text
from designer.document import build, edits
from designer.runs.session import Runs
from designer.shell.preferences import Preferences
from designer.shell.templates import Templates
from designer.shell.window import MainWindow
from designer.studio import Notice
from designer.texts import number, shape_text
from engine import export
from engine.errors import DesignError
from engine.worker.folders import RunFolder
from engine.worker.protocol import Message

TEMPLATE = "fashion_mnist"
PATIENCE = 3600.0  # seconds that a step may take at most
SIZE = (1440, 900)


class Agreeing:
    """Answers the window's questions, since nobody is there."""

    def ask_unsaved(self, parent, name: str) -> str:
        return "discard"

    def ask_stop_training(self, parent) -> bool:
        return True


def run(options: argparse.Namespace, output: Output) -> int:
    """Do the whole job and say what was done. The exit code is 3 if training failed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(options.out).resolve()
    try:
        (folder / "screenshots").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DesignError(
            "{folder} cannot be made: {reason}.",
            fix="Choose another folder with --out.",
            folder=str(folder),
            reason=error.strerror or str(error),
        ) from error
    with _opened_window() as window:
        return Walk(window, folder, output).whole(options.data, options.epochs)


@contextmanager
def _opened_window() -> Iterator[MainWindow]:
    """The real window, with preferences of its own."""
    qt = application.application()
    with tempfile.TemporaryDirectory(prefix="layerloom-demo-") as own:
        preferences = Preferences(Path(own) / "preferences.ini")
        preferences.set("theme", "dark")
        preferences.set("language", "en")
        window = application.open_window(qt, preferences=preferences, dialogs=Agreeing())
        window.resize(*SIZE)
        window.show()
        try:
            yield window
        finally:
            Runs.of(window.studio).close()
            window.close()
            window.deleteLater()
            qt.processEvents()


class Walk:
    """One step after the other, each told in a plain line."""

    def __init__(self, window: MainWindow, folder: Path, output: Output) -> None:
        self._window = window
        self._studio = window.studio
        self._runs = Runs.of(window.studio)
        self._folder = folder
        self._output = output
        self._begun = time.monotonic()
        self._told = ""
        self._studio.noticed.connect(self._hear)

    def _hear(self, notice: Notice) -> None:
        self._told = notice.text

    def whole(self, source: str, epochs: int) -> int:
        self._open(source, epochs)
        self._check()
        if not self._train():
            return 3
        self._evaluate()
        self._keep()
        self._show_panels()
        self._export()
        seconds = time.monotonic() - self._begun
        self._say(f"Done in {seconds:.0f} seconds. Everything is in {self._folder}")
        return 0

    def _say(self, text: str) -> None:
        self._output.say(text)

    def _wait(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something has come about."""
        clock = QElapsedTimer()
        clock.start()
        while not condition():
            application.application().processEvents()
            if clock.elapsed() > 1000 * PATIENCE:
                raise DesignError("The window waited for an hour and nothing came.")
            time.sleep(0.005)

    def _rest(self, seconds: float = 0.3) -> None:
        end = time.monotonic() + seconds
        self._wait(lambda: time.monotonic() >= end)

    def _shoot(self, name: str) -> None:
        """A picture of the whole window."""
        self._rest()
        self._window.grab().save(str(self._folder / "screenshots" / f"{name}.png"))

    # Steps

    def _open(self, source: str, epochs: int) -> None:
        self._window.notices.withdraw("recovery")  # the user's own work is not our matter
        self._shoot("1 welcome")
        template = next(entry for entry in Templates().all() if entry.name == TEMPLATE)
        self._window.projects.show(template.document)
        if source:
            if not source.startswith("builtin:"):
                source = f"file:{Path(source).expanduser().resolve()}"
            self._studio.edit("Data", edits.set_data, source=source)
        if epochs:
            self._studio.edit("Epochs", edits.set_training, epochs=epochs)
        self._studio.save(self._folder / "clothes.loom")
        self._rest()
        count = len(self._studio.document.nodes)
        self._say(f"Opened the template '{template.title}': {count} layers.")
        self._shoot("2 drawing")

    def _check(self) -> None:
        analysis = self._studio.analysis
        if analysis.errors:
            raise analysis.errors[0].error
        self._window.reveal("data")
        self._wait(lambda: not self._runs.data.busy and self._runs.data.settings is not None)
        if self._runs.data.error is not None:
            raise self._runs.data.error
        wrong = [misfit for misfit in self._runs.misfits() if misfit.severity == "error"]
        if wrong:
            raise wrong[0].error
        facts = self._runs.data.facts
        total = number(analysis.total_parameters)
        self._say(f"Checked: no problems, {total} parameters.")
        self._say(
            f"Data: {facts.title}, {number(facts.train_count)} images to learn from, "
            f"{number(facts.test_count)} to test with, {shape_text(facts.input_shapes[0])} each."
        )
        self._shoot("3 data")

    def _train(self) -> bool:
        self._studio.run_event.connect(self._follow)
        self._window.reveal("training")
        self._window.train()
        if not self._runs.state.running:
            raise DesignError("Training was refused: {reason}", reason=self._told)
        self._wait(lambda: self._studio.run.epoch >= 1 or not self._studio.run.running)
        if self._studio.run.running:
            self._rest(0.5)
            self._shoot("4 training")
        self._wait(lambda: not self._studio.run.running)
        self._output.end_progress()
        run = self._studio.run
        if run.error is not None or run.phase not in ("finished", "early"):
            self._output.fail(run.error or DesignError("The training did not finish."))
            return False
        self._say(f"Trained {run.epoch} epochs in {run.seconds:.0f} seconds: {logs_text(run.logs)}")
        return True

    def _follow(self, event: Message) -> None:
        if event.kind == "compiling" and event["name"]:
            total = event["total"]
            self._output.progress(f"Compiling kernel {event['done'] + 1} of {total}")
        elif event.kind == "epoch":
            place = f"epoch {event['epoch']} of {event['epochs']}"
            self._output.milestone(f"  {place}: {logs_text(event['logs'])}")

    def _evaluate(self) -> None:
        self._wait(lambda: not self._runs.evaluation.busy and self._answered())
        view = self._runs.evaluation
        if view.error is not None:
            raise view.error
        wrong, count = view.values["wrong"], view.values["count"]
        self._say(
            f"Evaluated on {number(count)} images that it never saw: {logs_text(view.logs)}, "
            f"{number(wrong)} wrong."
        )

    def _answered(self) -> bool:
        view = self._runs.evaluation
        return view.facts is not None or view.error is not None

    def _keep(self) -> None:
        """Curves and weights."""
        self._window.reveal("plots")
        self._rest()
        plots = self._window.workbench.panel("plots")
        plots.save_table(self._folder / "curves.csv")
        plots.save_picture(self._folder / "curves.png")
        shutil.copyfile(
            RunFolder(self._studio.run.folder).weights, self._folder / "weights.safetensors"
        )
        self._say(f"Kept the curves in {self._folder / 'curves.png'} and curves.csv")
        self._say(f"Kept the weights in {self._folder / 'weights.safetensors'}")

    def _show_panels(self) -> None:
        for place, panel in enumerate(("plots", "evaluate", "runs", "code"), 5):
            self._window.reveal(panel)
            self._shoot(f"{place} {panel}")
        self._window.preferences.set("theme", "light")
        self._window.preferences.set("language", "zh_CN")
        self._window.reveal("evaluate")
        self._shoot("9 light and Chinese")
        self._window.preferences.set("theme", "dark")
        self._window.preferences.set("language", "en")
        self._say(f"Took pictures of the window: {self._folder / 'screenshots'}")

    def _export(self) -> None:
        """Both programs with the trained weights; the engine's is run to show that it stands."""
        document = self._studio.document
        model = build.build(document)
        model.load_weights(self._folder / "weights.safetensors")
        code = self._folder / "code"
        for target in export.TARGETS:
            script = export.save(
                model, target, code, verify=target == "engine", recipe=build.recipe(document)
            ).program
            self._say(f"Wrote the network as a program: {script}")
        root = str(Path(application.__file__).resolve().parents[1])
        done = subprocess.run(
            [sys.executable, str(code / "engine_model.py")],
            cwd=code,
            env={**os.environ, "PYTHONPATH": root},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise DesignError(
                "The exported program failed: {reason}", reason=done.stderr.strip()[-500:]
            )
        self._say("Ran the exported program for this engine: it works as it stands.")
