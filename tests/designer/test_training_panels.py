"""Do the panels show what the worker tells, and edit what a person chooses? Without a worker."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from worker_answers import FOLDER, LOGS, answers, evaluate, show_data, train, use

from designer.document import edits
from designer.document.values import Document
from designer.panels.data import DataPanel
from designer.panels.evaluate import EvaluatePanel
from designer.panels.evaluate_matrix import shortened
from designer.panels.plots import PlotsPanel
from designer.panels.training import TrainingPanel
from designer.panels.training_form import stepped
from designer.runs import words
from designer.runs.client import WorkerClient
from designer.runs.session import Runs
from designer.runs.state import RunState, advance, begun
from designer.runs.view import EvaluationView, PredictionView
from engine.data import prepare
from engine.errors import DesignError
from engine.worker.jobs import Job, training
from engine.worker.protocol import Message, error_to_json


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """What would have been sent to the worker."""
    sent = []
    monkeypatch.setattr(WorkerClient, "send", lambda self, kind, **values: sent.append(kind))
    return sent


@pytest.fixture
def runs(studio):
    runs = Runs.of(studio)
    yield runs
    runs.close()


# The state of a run


def test_a_run_counts_epochs_batches_speed_and_time_left(studio, runs):
    train(studio, runs, epochs=3, steps=10, until=1.5)

    state = runs.state
    assert (state.phase, state.epoch, state.step) == ("training", 1, 5)
    assert state.share == pytest.approx(0.5)
    assert state.speed == pytest.approx(320, rel=0.01)
    assert state.seconds_left == pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize(
    ("event", "phase"),
    [
        (Message("paused"), "paused"),
        (Message("failed", {"during": "start", "error": error_to_json(DesignError("No."))}),
         "failed"),
        (Message("failed", {"during": "peek", "error": error_to_json(DesignError("No."))}),
         "training"),
        (Message("finished", {"reason": "diverged", "epochs": 1, "logs": {}, "folder": "",
                              "error": error_to_json(DesignError("NaN."))}), "diverged"),
    ],
)  # fmt: skip
def test_events_move_a_run_on(studio, runs, event, phase):
    train(studio, runs, until=1.5)

    state = advance(runs.state, event)

    assert state.phase == phase
    assert (state.error is not None) == (phase in ("failed", "diverged"))


def test_a_training_uses_as_many_cores_as_are_preferred(studio, runs, monkeypatch):
    jobs = []
    monkeypatch.setattr(WorkerClient, "send", lambda self, kind, job: jobs.append(job))
    job = Job("net", {}, {}, training({}), str(FOLDER))

    for preferred in ("2", "all", "nonsense"):
        runs.prefer("threads", preferred)
        runs._send_job(job)

    assert [sent["threads"] for sent in jobs] == [2, 0, 0]
    assert Job.from_json(jobs[0]).threads == 2


def test_stopping_stays_what_is_shown_until_the_run_has_ended(studio, runs, sent):
    train(studio, runs, until=1.5)
    runs.stop()
    train_again = Message(
        "batch", {"epoch": 1, "step": 6, "steps": 10, "logs": LOGS, "seconds": 2.0}
    )

    assert sent[-1] == "stop"
    assert advance(runs.state, train_again).phase == "stopping"


def test_runs_of_a_project_that_is_closed_before_it_has_a_file_stay(studio, runs, tmp_path):
    there, gone = tmp_path / "there", tmp_path / "gone"
    there.mkdir()
    runs.take(gone)
    runs.take(there)
    studio.load(Document(), None)
    studio.save(tmp_path / "other.loom")
    assert there.is_dir() and not (tmp_path / "other.runs").exists()
    runs.take(there)
    runs.take(gone)
    assert [run.is_dir() for run in (tmp_path / "other.runs").iterdir()] == [True]
    assert not there.exists()


def test_a_quiet_state_says_nothing():
    assert words.summary(RunState()) == ""
    assert RunState().seconds_left is None
    assert not RunState().can_resume_run


# Training panel


def test_progress_values_and_buttons_follow_the_run(hosted, studio, runs):
    panel = hosted(TrainingPanel, studio)
    progress = panel.progress
    assert progress.train.isEnabled()
    assert not progress.stop.isEnabled()

    train(studio, runs, until=1.5)
    runs._tell_now()

    assert not progress.train.isEnabled()
    assert progress.pause.isEnabled()
    assert progress.epochs.number.text() == "2 of 3"
    assert progress.batches.number.text() == "5 of 10"
    assert "320 samples/s" in progress.rest.text()
    assert "2 s left" in progress.rest.text()
    assert progress._value_labels[0][1].text() == "0.8000"
    assert not panel.form.editors["epochs"].isEnabled()
    assert panel.form.editors["learning_rate"].isEnabled()


def test_compiling_is_told_with_the_kernels_name(hosted, studio, runs):
    panel = hosted(TrainingPanel, studio)
    runs._tell_state(begun(3, FOLDER, RunState(), False))
    compiling = Message("compiling", {"done": 3, "total": 9, "name": "convolution.forward"})

    runs._receive(compiling)

    assert panel.progress.batches.number.text() == "3 of 9"
    assert "convolution.forward" in panel.progress.log.text()
    assert "Compiling 4 of 9" in words.summary(runs.state)


def test_what_follows_the_compiling_has_the_room_it_needs(hosted, studio, runs, qtbot):
    panel = hosted(TrainingPanel, studio)
    panel.resize(336, 800)
    runs._tell_state(RunState("training", epochs=3, compiling=(1, 9, "convolution.forward")))
    qtbot.wait(20)

    logs = {"loss": 1.0, "accuracy": 0.5, "val_loss": 1.0, "val_accuracy": 0.4}
    runs._tell_state(RunState("training", epoch=2, epochs=3, step=3, steps=9, logs=logs))
    runs._tell_now()
    qtbot.wait(20)

    values = panel.progress.values
    assert values.isVisible() and values.height() >= values.sizeHint().height()


def test_settings_become_edits_that_can_be_undone(hosted, studio):
    panel = hosted(TrainingPanel, studio)
    editors = panel.form.editors

    editors["epochs"].setValue(9)
    editors["validation_share"].setValue(25)
    editors["loss"].setCurrentIndex(editors["loss"].findData("mean_squared_error"))
    editors["loss"].activated.emit(editors["loss"].currentIndex())
    editors["learning_rate"].setText("2e-2")
    editors["learning_rate"].editingFinished.emit()

    training = studio.document.training
    assert (training.epochs, training.validation_share) == (9, 0.25)
    assert training.loss == "mean_squared_error"
    assert training.learning_rate == 0.02
    studio.undo()
    assert editors["learning_rate"].text() == "0.001"


def test_a_refused_value_is_told_beside_its_field(hosted, studio):
    panel = hosted(TrainingPanel, studio)
    editor = panel.form.editors["learning_rate"]

    for text, said in (
        ("fast", "must be a number"),
        ("-1", "at least"),
        ("nan", "must be a number"),
    ):
        editor.setText(text)
        editor.editingFinished.emit()
        assert said in panel.form._refusals["learning_rate"].text()
        assert panel.form._refusals["learning_rate"].isVisible()
    assert studio.document.training.learning_rate == 0.001

    editor.setText("0.5")
    editor.editingFinished.emit()
    assert not panel.form._refusals["learning_rate"].isVisible()


def test_an_optimizer_brings_its_own_parameters(hosted, studio):
    panel = hosted(TrainingPanel, studio)
    assert set(panel._optimizer_form.editors) >= {"beta_1", "beta_2", "epsilon"}

    studio.edit("Optimizer", edits.set_training, optimizer="SGD")
    assert "momentum" in panel._optimizer_form.editors
    panel._optimizer_form.editors["momentum"].setText("0.9")
    panel._optimizer_form.editors["momentum"].editingFinished.emit()
    assert dict(studio.document.training.optimizer_parameters) == {"momentum": 0.9}

    panel._optimizer_form.editors["momentum"].setText("0")
    panel._optimizer_form.editors["momentum"].editingFinished.emit()
    assert dict(studio.document.training.optimizer_parameters) == {}


def test_early_stopping_shows_its_settings_when_it_is_on(hosted, studio):
    panel = hosted(TrainingPanel, studio)
    assert not panel.form.editors["patience"].isVisible()

    panel.form.editors["early_stopping"].click()

    assert studio.document.training.early_stopping
    assert panel.form.editors["patience"].isVisible()


def test_metrics_are_ticked_in_a_menu(hosted, studio):
    panel = hosted(TrainingPanel, studio)
    editor = panel.form.editors["metrics"]
    assert editor.currentText() == "accuracy"

    for action in editor.menu.actions():
        if action.data() == "mean_absolute_error":
            action.trigger()

    assert "mean_absolute_error" in studio.document.training.metrics


def test_the_arrow_keys_step_a_learning_rate_through_its_decades():
    assert [stepped(0.001, 1), stepped(0.002, 1), stepped(0.005, 1)] == [0.002, 0.005, 0.01]
    assert [stepped(0.001, -1), stepped(1.0, -1), stepped(3.0, -1)] == [0.0005, 0.5, 2.0]


# Plots


def test_curves_grow_by_batch_and_by_epoch(hosted, studio, runs):
    panel = hosted(PlotsPanel, studio)
    assert panel._pages.currentWidget() is panel._empty

    train(studio, runs, epochs=2, steps=10)
    panel.draw()

    loss = panel.charts["loss"]
    assert list(panel.charts) == ["loss", "accuracy"]
    assert len(loss.series["batch"].x) == 20
    assert loss.series["training"].x.tolist() == [1, 2]
    assert loss.series["validation"].y[0] == pytest.approx(loss.series["training"].y[0] + 0.1)
    assert panel._pages.currentWidget() is panel._canvas
    assert not [menu for menu in panel.findChildren(QMenu) if menu.isVisible()]


def test_a_late_panel_shows_the_epochs_so_far(hosted, studio, runs):
    train(studio, runs, epochs=2)

    panel = hosted(PlotsPanel, studio)

    assert panel.charts["loss"].series["training"].x.tolist() == [1, 2]


def test_pointing_at_a_chart_reads_its_values(hosted, studio, runs):
    panel = hosted(PlotsPanel, studio)
    train(studio, runs, epochs=2)
    panel.draw()
    chart = panel.charts["accuracy"]

    chart._show_reading(1.0)

    assert "epoch 1.00" in chart.reading.text()
    assert "10.00 %" in chart.reading.text()


def test_logarithmic_losses_and_hidden_batches(hosted, studio, runs):
    panel = hosted(PlotsPanel, studio)
    train(studio, runs, epochs=2)

    panel.logarithmic.click()
    panel.batches.click()
    panel.draw()

    assert panel.charts["loss"].plot.getPlotItem().getAxis("left").logMode
    assert not panel.charts["accuracy"].plot.getPlotItem().getAxis("left").logMode
    assert panel.charts["loss"]._curves["batch"].getData()[0] is None


def test_values_that_cannot_be_drawn_are_left_out(hosted, studio, runs):
    panel = hosted(PlotsPanel, studio)
    train(studio, runs, epochs=1)
    panel._add(1.5, {"loss": float("nan")}, "batch")
    panel._add(1.6, {"loss": 0.0}, "batch")

    panel.logarithmic.click()
    panel.draw()

    assert np.isfinite(panel.charts["loss"].series["batch"].y).all()


def test_curves_are_saved_as_table_and_picture(hosted, studio, runs, tmp_path):
    panel = hosted(PlotsPanel, studio)
    train(studio, runs, epochs=2, steps=3)
    panel.draw()

    panel.save_table(tmp_path / "curves.csv")
    panel.save_picture(tmp_path / "curves.png")

    lines = (tmp_path / "curves.csv").read_text().splitlines()
    assert lines[0] == "epoch,step,loss,accuracy,val_loss,val_accuracy"
    assert len(lines) == 1 + 2 * (3 + 1)
    assert (tmp_path / "curves.png").stat().st_size > 1000


# Data


def test_images_are_shown_with_their_classes(hosted, studio, runs):
    panel = hosted(DataPanel, studio)
    use(studio, "builtin:digits")
    show_data(studio, runs)

    assert panel.preview.currentWidget() is panel.pictures
    assert {picture.caption for picture in panel.pictures.grid.pictures} == set("0123456789")
    assert "1,497 samples" in panel.facts.text()
    assert "(8, 8, 1)" in panel.facts.text()


def test_a_source_is_chosen_and_forgets_what_meant_nothing_in_it(hosted, studio, runs):
    panel = hosted(DataPanel, studio)
    use(studio, "builtin:titanic", target="Fare", columns={"Age": "ignore"})

    panel.take_source("builtin:iris")

    settings = studio.document.data
    assert (settings.source, settings.target, dict(settings.columns)) == ("builtin:iris", "", {})


def test_a_table_shows_roles_and_lets_them_be_changed(hosted, studio, runs):
    panel = hosted(DataPanel, studio)
    use(studio, "builtin:titanic")
    show_data(studio, runs)
    header = panel.table.header
    columns = {column.name: column for column in header._columns}
    assert header.role_text(columns["Sex"]) == "one for each word × 2"
    assert header.role_text(columns["Name"]) == "left out"

    menu = header.menu(columns["Sex"])
    offered = {action.data(): action for action in menu.actions() if action.data()}
    assert "number" not in offered
    offered["code"].trigger()
    show_data(studio, runs)
    assert dict(studio.document.data.columns) == {"Sex": "code"}
    assert runs.data.facts.input_shapes == ((14,),)

    panel.table.header.role_chosen.emit("Fare", "target")
    show_data(studio, runs)
    assert studio.document.data.target == "Fare"
    assert runs.data.facts.target_kind == "numbers"


def test_arrays_of_a_file_can_be_chosen(hosted, studio, runs, tmp_path):
    np.savez(tmp_path / "own.npz", left=np.ones((9, 4)), right=np.ones((9, 2)), y=np.arange(9) % 2)
    panel = hosted(DataPanel, studio)
    panel.take_source(f"file:{tmp_path / 'own.npz'}")
    with pytest.raises(DesignError):
        show_data(studio, runs)
    ticket = runs.data.ticket
    error = error_to_json(DesignError("It cannot be seen which array is the input."))
    runs._receive(Message("failed", {"during": "peek", "ticket": ticket, "error": error}))
    assert len(panel.misfits.rows) == 1

    studio.edit("Data", edits.set_data, features=["left"], target="y")
    show_data(studio, runs)

    assert panel.misfits.isHidden() or panel.misfits.rows[0].misfit.error.where.field == "shape"
    names = [panel.choices.editors["features"].itemText(i) for i in range(3)]
    assert names == ["left", "right", "y"]


def test_misfits_disappear_as_soon_as_the_drawing_fits(hosted, studio, runs):
    panel = hosted(DataPanel, studio)
    use(studio, "builtin:mnist")
    show_data(studio, runs)
    assert panel.misfits.rows == []

    studio.edit("Fewer", edits.set_parameter, "n4", "units", 9)
    (row,) = panel.misfits.rows
    assert "Set the units to 10" in row.buttons[0].text()
    studio.undo()

    assert panel.misfits.rows == []


def test_images_can_be_fed_as_rows_with_a_click(hosted, studio, runs):
    panel = hosted(DataPanel, studio)
    use(studio, "builtin:mnist")
    studio.edit("Rows", edits.set_parameter, "n1", "shape", [784])
    studio.edit("Without", edits.remove, ["n2"], heal=True)
    show_data(studio, runs)
    (row,) = panel.misfits.rows
    assert [button.text() for button in row.buttons] == [
        "Set the shape to (28, 28, 1)",
        "Reshape the samples to (784)",
    ]

    row.buttons[1].click()
    show_data(studio, runs)

    assert studio.document.data.sample_shape == (784,)
    assert runs.data.facts.input_shapes == ((784,),)
    assert panel.misfits.rows == []
    assert panel.choices.editors["sample_shape"].currentText() == "(784,)"


def test_the_settings_wait_for_a_moment_before_the_data_are_read_again(hosted, studio, runs, sent):
    panel = hosted(DataPanel, studio)
    use(studio, "builtin:digits")
    assert "peek" not in sent

    panel.choices.editors["test_share"].setValue(30)

    assert studio.document.data.test_share == 0.3
    assert runs._peek_soon.isActive()


# Evaluation


def test_wrong_samples_come_first_and_a_cell_filters_them(hosted, studio, runs):
    panel = hosted(EvaluatePanel, studio)
    prepared = prepare({"source": "builtin:digits"})

    evaluate(runs, prepared, answers(prepared, wrong=7))

    grid, matrix = panel.pictures.grid, panel.matrix
    assert [picture.tone for picture in grid.pictures[:8]] == ["error"] * 7 + ["success"]
    assert "7 of 300 test samples are wrong" in panel.wrong.text()
    assert matrix._counts.sum() == 300

    true = int(prepared.test.y[0])
    matrix.choose((true, (true + 1) % 10))
    assert grid.pictures
    assert all(picture.tone == "error" for picture in grid.pictures)
    assert "taken for" in matrix.describe(matrix.current)
    matrix.choose(matrix.current)
    assert matrix.current is None

    panel.filter.set_value("right")
    panel.filter.edited.emit("right")
    assert all(picture.tone == "success" for picture in grid.pictures)


def test_a_sample_shows_what_the_network_thought(hosted, studio, runs):
    panel = hosted(EvaluatePanel, studio)
    prepared = prepare({"source": "builtin:digits"})
    evaluate(runs, prepared, answers(prepared, wrong=3))
    grid = panel.pictures.grid

    QTest.mouseClick(
        grid, Qt.MouseButton.LeftButton, pos=grid.cell(2).center().toPoint() + QPoint(0, 0)
    )
    assert grid.current == 2
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert grid.current == 1

    names = [bar[0] for bar in panel.detail._bars]
    assert grid.pictures[1].caption == names[0]
    assert panel.detail._bars[0][2] == "error"
    assert any(tone == "success" for _, _, tone in panel.detail._bars)


def test_rows_of_a_table_are_listed_with_their_answers(hosted, studio, runs):
    panel = hosted(EvaluatePanel, studio)
    prepared = prepare({"source": "builtin:titanic"})

    evaluate(runs, prepared, answers(prepared, wrong=5)[:, 1:])

    model = panel.table.model()
    assert model.heading[:3] == ("predicted", "true", "PassengerId")
    assert model.rows[0][0] != model.rows[0][1]
    assert panel._list.currentWidget() is panel.table
    panel.table.selectRow(1)
    assert panel.detail._bars


def test_numbers_are_drawn_against_the_true_ones(hosted, studio, runs, tmp_path):
    np.savez(tmp_path / "n.npz", x=np.ones((50, 2)), y=np.linspace(0, 1, 50) * 7)
    panel = hosted(EvaluatePanel, studio)
    prepared = prepare({"source": f"file:{tmp_path / 'n.npz'}"})

    evaluate(runs, prepared, prepared.test.y[:, None] + 1, {"loss": 1.0})

    assert panel._middle.currentWidget() is panel.scatter
    assert len(panel.scatter._points) == len(prepared.test)
    assert panel.table.model().heading[:2] == ("predicted", "true")
    panel.grab()


def test_an_evaluation_that_fails_says_why(hosted, studio, runs):
    panel = hosted(EvaluatePanel, studio)
    runs._show_evaluation(EvaluationView(ticket=5, busy=True))
    assert panel.busy.isVisible()

    error = error_to_json(DesignError("There are no trained weights."))
    runs._receive(Message("failed", {"during": "evaluate", "ticket": 5, "error": error}))

    assert not panel.busy.isVisible()
    assert panel.fault.rows


def test_answers_for_a_file_are_listed(hosted, studio, runs):
    panel = hosted(EvaluatePanel, studio)
    runs._show_prediction(PredictionView(ticket=9, busy=True, path=Path("new.npz")))
    assert panel.busy.isVisible()
    arrays = {
        "outputs": np.array([[0.2, 0.8]], np.float32),
        "classes": np.array([1]),
        "confidence": np.array([0.8], np.float32),
    }

    values = {"ticket": 9, "count": 1, "class_names": ["died", "survived"]}
    runs._receive(Message("predicted", values, arrays))

    assert panel.table.model().rows == (("1", "survived", "80.00 %"),)
    assert panel.filter.currentText() == "new.npz"
    assert not panel.busy.isVisible()


# Language


def test_every_panel_speaks_chinese_at_once(hosted, studio, runs, preferences):
    panels = {
        kind: hosted(kind, studio) for kind in (TrainingPanel, DataPanel, PlotsPanel, EvaluatePanel)
    }
    use(studio, "builtin:titanic")
    show_data(studio, runs)
    train(studio, runs, epochs=1)

    preferences.set("language", "zh_CN")
    QCoreApplication.processEvents()

    shown = {
        panels[TrainingPanel].progress.train.text(),
        panels[DataPanel].choices._labels["target"].text(),
        panels[PlotsPanel].logarithmic.text(),
        panels[EvaluatePanel].evaluate.text(),
        panels[PlotsPanel].charts["loss"].title.text(),
    }
    assert all(any("\u4e00" <= letter for letter in text) for text in shown), shown


def test_texts_films_and_windows_of_rows_have_the_rows_that_they_need(hosted, studio, runs):
    panel = hosted(DataPanel, studio)
    rows = ("window", "horizon", "text_length")

    def shown():
        return [name for name in rows if panel.choices.editors[name].isVisibleTo(panel.choices)]

    use(studio, "builtin:trips")
    show_data(studio, runs)
    assert shown() == ["window", "text_length"]
    assert "An answer for each step: (12,)" in panel.facts.text()
    assert "input_dim 79" in panel.facts.text()
    assert panel.table.header.role_text(panel.table.header._columns[0]) == "words of a text × 12"
    use(studio, "builtin:sunspots", window=22)
    show_data(studio, runs)
    assert shown() == ["window", "horizon"]
    assert "Each sample is 22 rows" in panel.facts.text()
    panel.choices.editors["horizon"].setValue(3)
    assert studio.document.data.horizon == 3
    use(studio, "builtin:shapes", window=0, horizon=1)
    show_data(studio, runs)
    assert shown() == []
    assert "the next step of the sample" in panel.facts.text()
    assert "the next step" in panel.choices.editors["target"].currentText()


def test_the_head_of_the_training_is_as_high_as_it_must_be_though_it_changed_unseen(
    hosted, studio, runs, qapp
):
    panel = hosted(TrainingPanel, studio)
    home = panel.parentWidget()
    least = panel.progress.parentWidget().height()
    studio.set_run(RunState(phase="finished", epoch=2, epochs=2, logs={"loss": 0.5}))
    qapp.processEvents()
    assert panel.progress.parentWidget().height() > least
    panel.hide()
    studio.set_run(RunState())
    qapp.processEvents()
    panel.show()
    for _ in range(3):
        qapp.processEvents()
    assert panel.progress.parentWidget().height() == least, home.size()


def test_what_cannot_be_evaluated_yet_asks_for_no_width(hosted, studio, runs, qapp):
    panel = hosted(EvaluatePanel, studio)
    empty = panel.minimumSizeHint().width()
    prepared = prepare({"source": "builtin:digits"})
    evaluate(runs, prepared, answers(prepared, wrong=7))
    qapp.processEvents()
    assert empty < 330 < panel.minimumSizeHint().width()


@pytest.mark.parametrize("mark", ["", "…"])
def test_names_of_classes_stay_apart_when_they_are_cut(qapp, mark):
    words = QFontMetricsF(QFont())
    width = words.horizontalAdvance("class_") + 1
    alike = shortened(["class_0", "class_1", "class_2"], words, width, mark)
    assert len(set(alike)) == 3 and all(words.horizontalAdvance(name) <= width for name in alike)
    assert shortened(["Ankle boot", "Sneaker"], words, width, mark)[0].startswith("Ankle"[:3])
    alike = ["Sandal", "Shirt", "Sneaker", "Trouser", "Pullover"]
    assert shortened(alike, words, words.horizontalAdvance("S") + 1)[0] == "S", "no way is better"
    assert shortened(["cat", "dog"], words, 999.0, mark) == ["cat", "dog"]
