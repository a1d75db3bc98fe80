"""How is the network trained? The training panel: buttons, progress and settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from designer.document import edits
from designer.document.fitting import Misfit
from designer.document.settings import TRAINING_FIELDS
from designer.panels.data_misfits import MisfitList
from designer.panels.training_form import (
    ChoiceEdit,
    Form,
    NumberEdit,
    PercentEdit,
    SeveralEdit,
    ToggleEdit,
    WholeEdit,
)
from designer.panels.training_progress import Progress
from designer.runs.session import Runs
from designer.runs.state import RunState
from designer.runs.words import metric_name
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import engine_text, error_sentence
from engine.errors import DesignError
from engine.training import losses, metrics, optimizers

# When a height may be another one. While a panel is hidden its layout asks nobody.
CHANGES = (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show)


class Head(QWidget):
    """As high as its texts need at its width, and no higher."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in CHANGES and self.layout():
            height = self.layout().totalHeightForWidth(self.width())
            if height < 0:  # no text in sight that wraps: the width does not matter
                height = self.layout().totalSizeHint().height()
            if height != self.minimumHeight():
                self.setFixedHeight(height)
        return done


class TrainingPanel(Adapting, QWidget):
    """Buttons and progress stay above; the settings scroll below."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_panel")
        self._studio = studio
        self._runs = Runs.of(studio)
        self.progress = Progress(self)
        self.fault = MisfitList(studio, self, narrow=True)
        self.resume = QPushButton(self)
        self.resume.setAutoDefault(False)
        self.resume.hide()
        self.form = self._make_form()
        self._optimizer_form = Form(self)
        self._optimizer_shown = ""
        self._phase = ""
        self._arrange()
        self.progress.train.clicked.connect(lambda: studio.run_requested.emit("start"))
        self.progress.pause.clicked.connect(self._pause_or_resume)
        self.progress.stop.clicked.connect(lambda: studio.run_requested.emit("stop"))
        self.resume.clicked.connect(self._resume_run)
        studio.run_changed.connect(self._show_run)
        studio.document_changed.connect(self._document_changed)
        self.retranslate()
        self._show_settings()
        self._show_run(self._runs.state)

    def _make_form(self) -> Form:
        form = Form(self)
        form.add_heading("learning")
        form.add("loss", ChoiceEdit(), wide=True)
        form.add("metrics", SeveralEdit(), wide=True)
        form.add("optimizer", ChoiceEdit())
        form.add("learning_rate", NumberEdit())
        form.add_heading("course")
        for name in ("epochs", "batch_size"):
            field = TRAINING_FIELDS[name]
            form.add(name, WholeEdit(field.minimum, field.maximum))
        form.add("validation_share", PercentEdit())
        form.add("seed", WholeEdit(0, TRAINING_FIELDS["seed"].maximum))
        form.add("shuffle", ToggleEdit())
        form.add_heading("stopping")
        form.add("early_stopping", ToggleEdit())
        form.add("monitor", ChoiceEdit())
        form.add("patience", WholeEdit(0, TRAINING_FIELDS["patience"].maximum))
        form.add("restore_best_weights", ToggleEdit())
        for name, editor in form.editors.items():
            editor.edited.connect(lambda value, name=name: self._choose(name, value))
        return form

    def _arrange(self) -> None:
        head = Head(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.SNUG)
        column.setSpacing(Space.SNUG)
        for widget in (self.progress, self.fault, self.resume):
            column.addWidget(widget)
        body = QWidget(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(Space.MEDIUM, Space.SNUG, Space.MEDIUM, Space.MEDIUM)
        rows.addWidget(self.form)
        self._optimizer_place = rows
        rows.addWidget(self._optimizer_form)
        rows.addStretch()
        scroll = QScrollArea(self)
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the focus
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(scroll, 1)

    # What the person chooses

    def _choose(self, name: str, value: Any) -> None:
        changes = {name: value}
        if name == "optimizer":
            changes["optimizer_parameters"] = {}
        self._set(name, self.form, **changes)
        if name == "learning_rate" and isinstance(value, float) and self._runs.state.running:
            self._runs.tune(value)

    def _choose_parameter(self, name: str, value: Any) -> None:
        kept = dict(self._studio.document.training.optimizer_parameters)
        kept[name] = value
        if value == optimizer_parameters(self._studio.document.training.optimizer).get(name):
            del kept[name]
        self._set(name, self._optimizer_form, optimizer_parameters=kept)

    def _set(self, row: str, form: Form, **changes: Any) -> None:
        """Change training settings as one undo step; a refusal stands below the row."""
        try:
            self._studio.try_edit(
                self.tr("Change the training"),
                edits.set_training,
                merge=f"training.{row}",
                **changes,
            )
        except DesignError as error:
            form.refuse(row, error_sentence(error))
            return
        form.refuse(row, "")

    def _pause_or_resume(self) -> None:
        self._studio.run_requested.emit("resume" if self._runs.state.paused else "pause")

    def _resume_run(self) -> None:
        folder = self._runs.state.folder
        if folder is not None:
            self._runs.resume_run(folder)

    # What is shown

    def _document_changed(self, difference: Any) -> None:
        if difference.before.training != difference.after.training:
            self._show_settings()

    def _show_settings(self) -> None:
        settings = self._studio.document.training
        for name, editor in self.form.editors.items():
            editor.set_value(getattr(settings, name))
            self.form.refuse(name, "")
        for name in ("monitor", "patience", "restore_best_weights"):
            self.form.show_row(name, settings.early_stopping)
        self._show_optimizer()

    def _show_optimizer(self) -> None:
        """The parameters that the chosen optimizer takes beside its learning rate."""
        settings = self._studio.document.training
        defaults = optimizer_parameters(settings.optimizer)
        if settings.optimizer != self._optimizer_shown:
            self._optimizer_shown = settings.optimizer
            old = self._optimizer_form
            self._optimizer_form = self._make_optimizer_form(defaults)
            self._optimizer_place.replaceWidget(old, self._optimizer_form)
            old.hide()
            old.deleteLater()
        for name, default in defaults.items():
            value = settings.optimizer_parameters.get(name, default)
            self._optimizer_form.editors[name].set_value(value)

    def _make_optimizer_form(self, defaults: dict[str, Any]) -> Form:
        form = Form(self)
        if defaults:
            form.add_heading("optimizer")
            form.name_heading("optimizer", self._studio.document.training.optimizer)
        for name, default in defaults.items():
            editor = form.add(name, ToggleEdit() if isinstance(default, bool) else NumberEdit())
            form.name(name, name)
            editor.edited.connect(lambda value, name=name: self._choose_parameter(name, value))
        return form

    def _show_run(self, state: RunState) -> None:
        state = state or RunState()
        self.progress.show_state(state)
        if state.phase == self._phase:
            return
        self._phase = state.phase
        self.fault.show_misfits([Misfit("error", state.error)] if state.error is not None else [])
        self.resume.setVisible(state.can_resume_run)
        self.resume.setText(
            self.tr("Resume from epoch {epoch}").format(epoch=state.saved_epoch + 1)
        )
        for name in self.form.editors:
            # Of a training that runs only the learning rate can be changed.
            self.form.enable_row(name, not state.running or name == "learning_rate")
        self._optimizer_form.setEnabled(not state.running)

    # Language

    def retranslate(self) -> None:
        tr, form = self.tr, self.form
        names = {
            "loss": tr("Loss"),
            "metrics": tr("Metrics"),
            "optimizer": tr("Optimizer"),
            "learning_rate": tr("Learning rate"),
            "epochs": tr("Epochs"),
            "batch_size": tr("Batch size"),
            "validation_share": tr("Validation"),
            "seed": tr("Seed"),
            "shuffle": tr("A new order each epoch"),
            "early_stopping": tr("Stop when it no longer gets better"),
            "monitor": tr("Watch"),
            "patience": tr("Patience"),
            "restore_best_weights": tr("Bring the best epoch back"),
        }
        for name, text in names.items():
            form.name(name, text, engine_text(TRAINING_FIELDS[name].doc))
        form.name_heading("learning", tr("What is learned"))
        form.name_heading("course", tr("Course"))
        form.name_heading("stopping", tr("Early stopping"))
        form.editors["loss"].offer([(name, name, "") for name in losses.table.names()])
        form.editors["optimizer"].offer([(name, name, "") for name in optimizers.table.names()])
        form.editors["metrics"].offer([(name, name) for name in metrics.table.names()], tr("none"))
        form.editors["monitor"].offer(
            [
                ("val_loss", tr("validation {name}").format(name=metric_name("loss")), ""),
                ("val_accuracy", tr("validation {name}").format(name=metric_name("accuracy")), ""),
                ("loss", metric_name("loss"), ""),
                ("accuracy", metric_name("accuracy"), ""),
            ]
        )
        self._show_settings()
        self._phase = ""
        self._show_run(self._runs.state)


def optimizer_parameters(name: str) -> dict[str, Any]:
    """What an optimizer takes beside its learning rate, with the defaults: numbers and switches."""
    kind = optimizers.table.entries.get(name)
    options = getattr(kind, "options", {})
    return {
        option: default
        for option, default in options.items()
        if option != "learning_rate" and isinstance(default, (bool, int, float))
    }
