"""What can be asked beside training? What data are like, what a trained network makes of some."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from designer.document.diff import Difference
from designer.document.fitting import misfits
from designer.runs import places
from designer.runs.view import DataView, EvaluationView, PredictionView
from designer.texts import error_sentence
from engine.errors import DesignError
from engine.worker.folders import RunFolder
from engine.worker.jobs import Job
from engine.worker.protocol import Message, error_from_json

translate = QCoreApplication.translate


class Asking:
    """The part of Runs that asks. An answer bears the ticket of its question: old ones are late."""

    # What is known

    @property
    def data(self) -> DataView:
        return self._data

    @property
    def evaluation(self) -> EvaluationView:
        return self._evaluation

    @property
    def prediction(self) -> PredictionView:
        return self._prediction

    def misfits(self):
        """What of drawing, data and loss does not fit; empty while that is not known."""
        studio = self._studio
        facts = self._data.facts if self._data.settings == studio.document.data else None
        return misfits(studio.project, studio.project_analysis, facts)

    # What can be asked

    def peek_soon(self) -> None:
        """`peek` when the settings have rested for a moment."""
        self._peek_soon.start()

    def _look_at_data(self, difference: Difference) -> None:
        """Find out what other data are like, as soon as there is a worker at hand to ask."""
        other = difference.before.data != difference.after.data
        if other and difference.after.data.source and self._worker.alive:
            self.peek_soon()

    def peek(self) -> None:
        """Prepare the data as the settings say and show what comes out."""
        settings = self._studio.document.data
        self._peek_soon.stop()
        if not settings.source:
            self._show_data(DataView(settings=settings))
            return
        ticket = next(self._tickets)
        self._show_data(replace(self._data, wanted=settings, ticket=ticket, busy=True))
        client = self._helper if self._busy else self._worker
        client.send("peek", data=asdict(settings), ticket=ticket)

    def evaluate(self, folder: Path | None = None) -> None:
        """Test the network of a run (the newest one's) on the test samples."""
        job = self._trained_job(folder)
        if job is not None:
            ticket = next(self._tickets)
            shown = EvaluationView(ticket=ticket, busy=True, folder=Path(job.folder))
            self._show_evaluation(shown)
            self._worker.send("evaluate", job=job.to_json(), ticket=ticket)

    def predict(self, path: Path) -> None:
        """Let the network of the newest run answer for the samples of a file."""
        job = self._trained_job(None)
        if job is not None:
            ticket = next(self._tickets)
            self._show_prediction(PredictionView(ticket=ticket, busy=True, path=path))
            self._worker.send("predict", job=job.to_json(), path=str(path), ticket=ticket)

    def _trained_job(self, folder: Path | None) -> Job | None:
        """The job of a trained run; None, and a notice, where there is none."""
        folder = folder or self._last_folder()
        if self._busy or folder is None:
            if folder is None:
                self._studio.notify(
                    "info", translate("Runs", "Train the network first."), key="evaluate"
                )
            return None
        try:
            job = replace(RunFolder(folder).job(), folder=str(folder))
        except DesignError as error:
            self._studio.notify("error", error_sentence(error), key="evaluate")
            return None
        self._busy = True
        return job

    def _last_folder(self) -> Path | None:
        if self.state.folder is not None and RunFolder(self.state.folder).weights.is_file():
            return self.state.folder
        past = places.past_runs(self._studio.path, self._studio.name)
        with_weights = [run for run in past if RunFolder(run.folder).weights.is_file()]
        return with_weights[0].folder if with_weights else None

    # What comes back

    def _take_answer(self, message: Message) -> None:
        ticket = message["ticket"]
        if ticket == self._data.ticket:
            if message.kind == "data":
                self._show_data(self._data.answered(message))
            else:
                self._show_data(self._data.failed(error_from_json(message["error"])))
        elif ticket == self._evaluation.ticket and message.kind == "failed":
            self._busy = False
            self._show_evaluation(self._evaluation.failed(error_from_json(message["error"])))
        elif ticket == self._prediction.ticket and message.kind == "failed":
            self._busy = False
            self._show_prediction(self._prediction.failed(error_from_json(message["error"])))

    def _show_data(self, view: DataView) -> None:
        self._data = view
        if view.settings is not None and not view.busy:
            self._studio.know_data(view.settings, view.facts)
        self.data_changed.emit(view)

    def _show_evaluation(self, view: EvaluationView) -> None:
        self._evaluation = view
        self.evaluation_changed.emit(view)

    def _show_prediction(self, view: PredictionView) -> None:
        self._prediction = view
        self.prediction_changed.emit(view)
