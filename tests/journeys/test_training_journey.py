"""Can a person train in the real window with the real worker, and does nothing get lost?"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from designer.document import edits, files
from designer.document.values import Document, Wire
from designer.runs.session import Runs
from engine.worker.folders import RunFolder

PATIENCE = 60_000
WINDOW = """
import sys
from pathlib import Path
from designer import app
from designer.runs.session import Runs
from designer.shell.preferences import Preferences
qt = app.application()
window = app.open_window(qt, Path(sys.argv[1]), preferences=Preferences(Path(sys.argv[2])))
window.show()
window.train()
window.studio.run_changed.connect(lambda state: print(state.saved_epoch, flush=True))
print("worker", Runs.of(window.studio).worker.process_id, flush=True)
qt.exec()
"""


def digits(epochs=3, **training):
    document = Document(name="digits")
    parts = [
        ("Input", {"shape": [8, 8, 1]}),
        ("Flatten", {}),
        ("Dense", {"units": 16, "activation": "relu"}),
        ("Dense", {"units": 10, "activation": "softmax"}),
    ]
    for number, (kind, parameters) in enumerate(parts, 1):
        document = edits.add_node(document, kind, 240.0 * number, 0.0, parameters, id=f"n{number}")
        if number > 1:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    document = edits.set_data(document, source="builtin:digits")
    return edits.set_training(document, epochs=epochs, learning_rate=0.01, **training)


@pytest.fixture
def open_project(qtbot, opened, tmp_path):
    """Open a drawing, saved as a file, in a window of its own."""

    def open_project(document):
        path = tmp_path / "digits.loom"
        files.write(document, path)
        window = opened(path)
        window.workbench.build_panels()
        qtbot.wait(60)
        return window

    return open_project


def notices(window):
    return {card.notice.text: card for card in window.notices.cards}


def until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=PATIENCE)


def test_train_watch_evaluate(qtbot, open_project, tmp_path):
    window = open_project(digits(epochs=3))
    training, plots = window.workbench.panel("training"), window.workbench.panel("plots")
    evaluation = window.workbench.panel("evaluate")

    training.progress.train.click()
    until(qtbot, lambda: window.studio.run.phase == "finished")
    until(qtbot, lambda: Runs.of(window.studio).evaluation.facts is not None)
    qtbot.wait(100)

    run = window.studio.run
    assert run.logs["val_accuracy"] > 0.7
    assert len(plots.charts["loss"].series["training"].x) == 3
    assert len(plots.charts["accuracy"].series["validation"].x) == 3
    assert run.folder.parent == tmp_path / "digits.runs"
    assert files.read(run.folder / "drawing.loom").nodes == window.studio.document.nodes
    assert evaluation.matrix._counts.sum() == 300
    assert evaluation.pictures.grid.pictures[0].tone == "error"
    assert "300 test samples are wrong" in evaluation.wrong.text()


def test_the_command_line_gives_the_same_numbers(qtbot, open_project, tmp_path, run_python):
    window = open_project(digits(epochs=2, seed=5))
    window.train()
    until(qtbot, lambda: window.studio.run.phase == "finished")

    printed = run_python(
        "from designer.cli import main\n"
        f"main(['train', {str(tmp_path / 'digits.loom')!r}, '--json', '--quiet',"
        f" '--out', {str(tmp_path / 'there')!r}])"
    )

    there = RunFolder(tmp_path / "there").history()
    here = RunFolder(window.studio.run.folder).history()
    assert '"ok": true' in printed
    assert [{**row, "seconds": 0} for row in there] == [{**row, "seconds": 0} for row in here]


def test_pause_resume_and_stop_react_within_a_second(qtbot, open_project):
    window = open_project(digits(epochs=100_000, batch_size=4))
    training = window.workbench.panel("training")
    training.progress.train.click()
    until(qtbot, lambda: window.studio.run.phase == "training" and window.studio.run.step > 0)

    def seconds(button, condition):
        begin = time.monotonic()
        button.click()
        until(qtbot, condition)
        return time.monotonic() - begin

    progress, studio = training.progress, window.studio
    paused = seconds(progress.pause, lambda: studio.run.paused)
    at = (studio.run.epoch, studio.run.step)
    qtbot.wait(300)
    assert (studio.run.epoch, studio.run.step) == at
    assert progress.pause.text() == "Resume"
    resumed = seconds(progress.pause, lambda: studio.run.phase == "training")
    stopped = seconds(progress.stop, lambda: studio.run.phase == "stopped")

    assert max(paused, resumed, stopped) < 1
    assert progress.train.isEnabled()


def test_the_window_does_not_stutter_while_it_trains(qtbot, open_project):
    window = open_project(digits(epochs=100_000, batch_size=2))
    window.train()
    until(qtbot, lambda: window.studio.run.phase == "training" and window.studio.run.step > 0)
    window.reveal("plots")
    spent, last = [], time.thread_time()

    def beat():
        """Processor time of the window since the last beat: other programs do not count."""
        nonlocal last
        now = time.thread_time()
        spent.append(now - last)
        last = now

    timer = QTimer(window)
    timer.timeout.connect(beat)
    timer.start(5)
    qtbot.wait(2000)
    timer.stop()
    window.stop()
    until(qtbot, lambda: not window.studio.run.running)

    assert len(spent) > 40
    assert max(spent) < 0.1
    assert sum(spent) < 1.2


def test_a_killed_worker_loses_nothing_and_the_run_goes_on(qtbot, open_project):
    window = open_project(digits(epochs=100_000))
    runs, studio = Runs.of(window.studio), window.studio
    drawn = studio.document
    window.train()
    until(qtbot, lambda: studio.run is not None and studio.run.saved_epoch >= 3)

    os.kill(runs.worker.process_id, signal.SIGKILL)
    until(qtbot, lambda: studio.run.phase == "lost")

    assert studio.document is drawn
    saved = studio.run.saved_epoch
    assert saved == RunFolder(studio.run.folder).saved_epochs() >= 3
    (card,) = [card for text, card in notices(window).items() if "ended unexpectedly" in text]
    (button,) = [button for button in card.buttons if isinstance(button, QPushButton)]
    assert button.text() == f"Resume from epoch {saved + 1}"
    assert not window.workbench.panel("training").resume.isHidden()

    button.click()
    until(qtbot, lambda: studio.run.phase == "training" and studio.run.epoch >= saved + 1)
    assert studio.run.first_epoch == saved
    assert len(RunFolder(studio.run.folder).history()) >= saved
    window.stop()
    until(qtbot, lambda: studio.run.phase == "stopped")
    curve = window.workbench.panel("plots").charts["loss"].series["training"].x
    assert list(curve) == sorted(set(curve))

    studio.notify("error", "The training process ended unexpectedly.", key="train", lasting=True)
    window.train()
    assert not any("ended unexpectedly" in text for text in notices(window))


def test_a_window_closed_in_mid_training_leaves_a_run_to_go_on_with(qtbot, open_project):
    window = open_project(digits(epochs=100_000))
    window.train()
    until(qtbot, lambda: window.studio.run.saved_epoch >= 1)
    folder = window.studio.run.folder

    begin = time.monotonic()
    window.close()

    assert time.monotonic() - begin < 3
    assert RunFolder(folder).summary().can_resume


def test_a_loss_that_is_no_number_is_explained_and_mended(qtbot, open_project):
    document = edits.set_parameter(digits(optimizer="SGD"), "n4", "units", 1)
    document = edits.set_parameter(document, "n4", "activation", "linear")
    document = edits.set_data(document, target_kind="numbers")
    document = edits.set_training(document, loss="mean_squared_error", learning_rate=1000.0)
    window = open_project(edits.set_training(document, metrics=["mean_absolute_error"]))
    studio, training = window.studio, window.workbench.panel("training")
    window.train()
    until(qtbot, lambda: not studio.run.running)

    assert studio.run.phase == "diverged"
    (row,) = training.fault.rows
    assert "The loss became" in row.misfit.error.what
    row.buttons[0].click()

    assert studio.document.training.learning_rate == pytest.approx(100.0)


def test_a_misfit_is_told_before_training_and_mended_with_a_click(qtbot, open_project):
    window = open_project(edits.set_parameter(digits(), "n4", "units", 7))
    data, runs = window.workbench.panel("data"), Runs.of(window.studio)
    window.reveal("data")
    until(qtbot, lambda: runs.data.facts is not None)

    (row,) = data.misfits.rows
    assert "there are 10 classes" in row._text.text()
    window.train()
    assert window.studio.run is None
    row.buttons[0].click()

    assert window.studio.document.nodes["n4"].parameters["units"] == 10
    assert data.misfits.rows == []


def test_data_can_be_looked_at_while_training_runs(qtbot, open_project):
    window = open_project(digits(epochs=100_000))
    runs = Runs.of(window.studio)
    window.train()
    until(qtbot, lambda: window.studio.run.phase == "training")

    window.reveal("data")
    until(qtbot, lambda: runs.data.facts is not None)

    assert window.studio.run.running
    assert runs.data.facts.train_count == 1497
    window.stop()
    until(qtbot, lambda: not window.studio.run.running)


def test_past_runs_are_listed_shown_and_deleted(qtbot, open_project):
    window = open_project(digits(epochs=1))
    panel = window.workbench.panel("runs")
    for _ in range(2):
        window.train()
        until(qtbot, lambda: window.studio.run.phase == "finished")
        until(qtbot, lambda: not Runs.of(window.studio).evaluation.busy)
        qtbot.wait(20)
    window.reveal("runs")
    assert len(panel.summaries) == 2

    panel.show_curves.click()
    assert window.studio.run.folder == panel.summaries[0].folder
    panel.delete.click()
    (card,) = [card for text, card in notices(window).items() if "Delete the run" in text]
    gone = panel.summaries[0].folder
    card.buttons[0].click()

    assert not Path(gone).exists()
    window.reveal("runs")
    panel.refresh()
    assert len(panel.summaries) == 1


def test_a_killed_window_takes_its_worker_along_and_leaves_the_run(tmp_path):
    path = tmp_path / "digits.loom"
    files.write(digits(epochs=100_000), path)
    window = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(path), str(tmp_path / "preferences.ini")],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with window:
        worker = int(next(line for line in window.stdout if line.startswith("worker")).split()[1])
        next(line for line in window.stdout if line.strip().isdigit() and int(line) >= 2)
        window.kill()

    until = time.monotonic() + 10
    while alive(worker) and time.monotonic() < until:
        time.sleep(0.05)

    assert not alive(worker)
    (folder,) = (tmp_path / "digits.runs").iterdir()
    summary = RunFolder(folder).summary()
    assert summary.reason == "stopped"
    assert summary.can_resume


def alive(process):
    """Whether a process runs that is not only waiting to be buried."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
