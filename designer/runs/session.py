"""What happens when somebody presses Train? The one who asks the worker and tells the Studio."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from designer.runs import places, words
from designer.runs.asking import Asking
from designer.runs.client import Ending, WorkerClient
from designer.runs.homeless import Homeless
from designer.runs.jobs import keep_drawing, make_job
from designer.runs.state import RunState, advance, begun, lost
from designer.runs.view import DataView, EvaluationView, PredictionView
from designer.studio import NoticeAction, Studio
from designer.texts import error_sentence
from engine.errors import DesignError
from engine.worker.folders import RunFolder, RunSummary
from engine.worker.jobs import Job
from engine.worker.protocol import Message

LONG = 20.0  # seconds of training whose end is worth a notice
PEEK_DELAY = 120  # milliseconds of rest after a change of data settings
TELL_DELAY = 80  # milliseconds between two tellings of progress
NO_LOG = frozenset({"epoch", "seconds", "learning_rate"})


class Runs(Asking, QObject):
    """Training, evaluating and looking at data for one Studio, through worker processes."""

    data_changed = Signal(object)  # DataView
    evaluation_changed = Signal(object)  # EvaluationView
    prediction_changed = Signal(object)  # PredictionView
    runs_changed = Signal()  # the list of past runs may have another content
    threads = 0  # how many may work at once in what begins from now on; 0 for one a core

    def __init__(self, studio: Studio, command: Sequence[str] = ()) -> None:
        super().__init__(studio)
        self.setObjectName("runs")
        self._studio = studio
        self._tickets = itertools.count(1)
        self._data = DataView()
        self._evaluation = EvaluationView()
        self._prediction = PredictionView()
        self._job: Job | None = None
        self._busy = False
        self._homeless = Homeless()
        self._closing = False
        self._worker = WorkerClient(command, self)
        self._worker.received.connect(self._receive)
        self._worker.ended.connect(self._worker_ended)
        # Looks at data while the worker trains.
        self._helper = WorkerClient(command, self)
        self._helper.received.connect(self._receive)
        self._helper.ended.connect(self._helper_ended)
        self._state = RunState()
        self._tell_soon = QTimer(self)
        self._tell_soon.setSingleShot(True)
        self._tell_soon.setInterval(TELL_DELAY)
        self._tell_soon.timeout.connect(self._tell_now)
        self._peek_soon = QTimer(self)
        self._peek_soon.setSingleShot(True)
        self._peek_soon.setInterval(PEEK_DELAY)
        self._peek_soon.timeout.connect(self.peek)
        studio.run_requested.connect(self._obey)
        studio.document_changed.connect(self._look_at_data)
        self._history = studio.history
        studio.project_changed.connect(self._follow_project)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @classmethod
    def of(cls, studio: Studio) -> Runs:
        """The Studio's own; made when it is first asked for."""
        return studio.findChild(cls) or cls(studio)

    # What is known

    @property
    def state(self) -> RunState:
        """The newest state; the Studio is told of it a moment later where only numbers moved."""
        return self._state

    @property
    def worker(self) -> WorkerClient:
        return self._worker

    # What can be asked

    def prefer(self, name: str, value: object) -> None:
        """Follow the preference for how many of the processor's cores are used."""
        if name == "threads":
            self.threads = int(str(value)) if str(value).isdigit() else 0

    def warm(self) -> None:
        """Compile kernels in the background, so that the first training begins at once."""
        self._worker.send("warm")
        if self._studio.project.data.source and self._studio.facts is None:
            self.peek_soon()

    def start(self) -> None:
        """Train the drawing as it is now, or say why that cannot be."""
        if self.state.running:
            return
        refusal = self._refusal()
        if refusal is not None:
            text, panel = refusal
            self._studio.notify("warning", text, key="train")
            self._studio.panel_requested.emit(panel)
            return
        document = self._studio.project
        folder = places.new_run_folder(self._studio.path, document.name)
        try:
            job = make_job(document, self._studio.name or document.name, folder)
            keep_drawing(document, folder)
        except DesignError as error:
            self._studio.notify("error", error_sentence(error), key="train")
            return
        if self._studio.path is None:
            self._homeless.add(folder, self._studio.history)
        self._send_job(job)

    def take(self, folder: Path) -> None:
        """A run of the drawing that is open, from elsewhere: it goes where the project goes."""
        self._homeless.add(folder, self._studio.history)
        self._settle()
        self.runs_changed.emit()

    def resume_run(self, folder: Path) -> None:
        """Go on with a run from its checkpoint, with the network that it trained."""
        if self.state.running:
            return
        try:
            job = replace(RunFolder(folder).job(), folder=str(folder), resume=True)
        except DesignError as error:
            self._studio.notify("error", error_sentence(error), key="train")
            return
        self._send_job(job)

    def show_run(self, run: RunSummary) -> None:
        """Show a past run as if it had just ended."""
        if self.state.running:
            return
        history = tuple(RunFolder(run.folder).history())
        self._tell_state(
            RunState(
                run.reason if run.reason != "unfinished" else "stopped",
                epoch=run.epochs,
                epochs=run.planned,
                logs={name: run.logs[name] for name in run.logs if name not in NO_LOG},
                history=history,
                folder=run.folder,
                saved_epoch=RunFolder(run.folder).saved_epochs() if run.can_resume else 0,
                seconds=run.logs.get("seconds", 0.0),
            )
        )

    def pause(self) -> None:
        if self.state.can_pause:
            self._worker.send("pause")

    def resume(self) -> None:
        """Go on after a pause, or with a run that was interrupted."""
        state = self.state
        if state.paused:
            self._worker.send("resume")
        elif state.can_resume_run and state.folder is not None:
            self.resume_run(state.folder)

    def stop(self) -> None:
        """Stop after the batch that runs now; a worker that does not is killed."""
        if self.state.running and self.state.phase != "stopping":
            self._tell_state(replace(self.state, phase="stopping"))
            self._worker.send("stop")
            self._worker.expect_answer()

    def tune(self, learning_rate: float) -> None:
        """Use another learning rate from the next batch on."""
        if self.state.running:
            self._worker.send("tune", learning_rate=learning_rate)

    def close(self) -> None:
        """End the worker processes; a run keeps its checkpoint."""
        self._closing = True
        self._peek_soon.stop()
        self._tell_soon.stop()
        self._worker.close()
        self._helper.close()

    # How it goes on

    def _obey(self, what: str) -> None:
        orders: dict[str, Callable[[], None]] = {
            "start": self.start,
            "pause": self.pause,
            "resume": self.resume,
            "stop": self.stop,
            "evaluate": self.evaluate,
        }
        orders[what]()

    def _refusal(self) -> tuple[str, str] | None:
        """Why the drawing cannot be trained, and which panel shows it."""
        studio = self._studio
        if not studio.project.nodes:
            return self.tr("Draw a network first."), "palette"
        faults = studio.project_analysis.errors
        if faults and faults[0].about != "data":
            return error_sentence(faults[0].error), "problems"
        if not studio.document.data.source:
            return self.tr("Choose the data to train on first."), "data"
        if self._data.settings == studio.document.data and self._data.error is not None:
            return error_sentence(self._data.error), "data"
        for misfit in self.misfits():
            if misfit.severity == "error":
                return error_sentence(misfit.error), "data"
        return None

    def _send_job(self, job: Job) -> None:
        self._job = job = replace(job, threads=self.threads)
        self._busy = True
        self._studio.withdraw("train")
        state = begun(job.training.epochs, Path(job.folder), self.state, job.resume)
        self._tell_state(state)
        self._studio.panel_requested.emit("plots")
        self._worker.send("start", job=job.to_json())

    def _follow_project(self) -> None:
        """Another project has other data and other runs; a training that runs is still shown."""
        if self._studio.history is not self._history:
            self._history = self._studio.history
            self._show_data(DataView())
            if not self._state.running and self._state.phase != "idle":
                self._tell_state(RunState(warming=self._state.warming))
                self._show_evaluation(EvaluationView())
        self._settle()
        self.runs_changed.emit()

    def _settle(self) -> None:
        """Runs that began before the project had a file move beside it, when nobody reads them."""
        self._homeless.follow(self._studio.history, self._studio.path)
        if self._busy:
            return
        moved = self._homeless.settle()
        if self._state.folder in moved:
            self._tell_state(replace(self._state, folder=moved[self._state.folder]))
        if self._evaluation.folder in moved:
            folder = moved[self._evaluation.folder]
            self._show_evaluation(replace(self._evaluation, folder=folder))

    def _tell_state(self, state: RunState) -> None:
        """Tell the Studio at once of another phase, of moving numbers some times a second."""
        calm = {state.phase, self._state.phase} <= {"training", "validating"}
        self._state = state
        if not calm:
            self._tell_now()
        elif not self._tell_soon.isActive():
            self._tell_soon.start()

    def _tell_now(self) -> None:
        self._tell_soon.stop()
        self._studio.set_run(self._state)

    def _receive(self, message: Message) -> None:
        before = self.state
        after = advance(before, message)
        if after is not before:
            self._tell_state(after)
        self._studio.report(message)
        if message.kind in ("data", "failed") and message.values.get("ticket"):
            self._take_answer(message)
        elif message.kind == "evaluated":
            self._busy = False
            self._show_evaluation(self._evaluation.answered(message))
        elif message.kind == "predicted":
            self._busy = False
            self._show_prediction(self._prediction.answered(message))
        if before.running and not after.running:
            self._run_ended(after)
        self._settle()

    def _run_ended(self, state: RunState) -> None:
        self._worker.answered()
        self._busy = False
        self.runs_changed.emit()
        if state.error is not None:
            self._studio.notify("error", error_sentence(state.error), key="train", lasting=True)
        elif state.phase in ("finished", "early") and state.seconds > LONG:
            # Whoever waited that long may be looking elsewhere.
            self._studio.notify("success", words.result(state), key="train")
        if state.phase in ("finished", "early", "stopped") and state.history:
            self.evaluate(state.folder)

    def _worker_ended(self, ending: Ending) -> None:
        if self._closing or ending.reason == "asked":
            return
        self._busy = False
        error = ending.error()
        if self._evaluation.busy:
            self._show_evaluation(self._evaluation.failed(error))
        if self._prediction.busy:
            self._show_prediction(self._prediction.failed(error))
        if self._data.busy:
            self._show_data(self._data.failed(error))
        state = self.state
        if not state.running:
            return
        if state.phase == "stopping":  # it did not react, so it was killed: that is what was asked
            self._tell_state(replace(state, phase="stopped", compiling=None))
            self._settle()
            self.runs_changed.emit()
            return
        saved = RunFolder(state.folder).saved_epochs() if state.folder is not None else 0
        self._tell_state(lost(state, error, max(saved, state.saved_epoch)))
        self._settle()
        self.runs_changed.emit()
        self._offer_resume(error)

    def _offer_resume(self, error: DesignError) -> None:
        state = self.state
        actions = []
        if state.can_resume_run and state.folder is not None:
            label = self.tr("Resume from epoch {epoch}").format(epoch=state.saved_epoch + 1)
            folder = state.folder
            actions.append(NoticeAction(label, lambda: self.resume_run(folder)))
        self._studio.notify("error", error_sentence(error), actions, key="train", lasting=True)

    def _helper_ended(self, ending: Ending) -> None:
        if not self._closing and self._data.busy:
            self._show_data(self._data.failed(ending.error()))
