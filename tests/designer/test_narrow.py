"""Does everything fit into a small window, in both languages, once the panels are filled?"""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit, QScrollArea
from worker_answers import answers, evaluate, show_data, train, use

from designer.document import edits
from designer.panels.data_table import RowsView
from designer.panels.runs import RunsPanel
from designer.runs import places
from designer.runs.client import WorkerClient
from designer.runs.session import Runs
from designer.shell.workbench import Sliding
from engine.worker.folders import RunSummary

SOURCES = ("builtin:fashion_mnist", "builtin:titanic")


@pytest.fixture(autouse=True)
def without_worker(monkeypatch):
    monkeypatch.setattr(WorkerClient, "send", lambda self, kind, **values: None)
    logs = {"loss": 12.3456, "accuracy": 0.8, "val_loss": 0.5, "val_accuracy": 0.75}
    run = RunSummary(
        Path("/nowhere/a long name"), "net", 1.6e9, "unfinished", 120, 500, logs,
        {"source": "file:/nowhere/a table with a long name.csv"},
        {"optimizer": "RMSprop", "learning_rate": 0.00015}, True,
    )  # fmt: skip
    monkeypatch.setattr(places, "past_runs", lambda path, name: [run] * 20)


def sliding(panel):
    """What slides sideways in a panel: columns of samples may, and lines of code."""
    home = panel.parentWidget().parentWidget()
    around = [home] if isinstance(home, Sliding) else []
    for area in [*around, *panel.findChildren(QAbstractScrollArea)]:
        samples = isinstance(area, RowsView) and not isinstance(area.parentWidget(), RunsPanel)
        if area.isVisible() and not samples and not isinstance(area, QPlainTextEdit):
            inside = area.widget() if isinstance(area, QScrollArea) else None
            needed = inside.minimumSizeHint().width() if inside is not None else 0
            if area.horizontalScrollBar().maximum() > 0 or needed > area.viewport().width():
                yield f"{type(area).__name__} {needed} in {area.viewport().width()}"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("source", SOURCES)
def test_no_panel_slides_sideways_at_1024_by_700(
    project, preferences, request, qapp, source, language
):
    preferences.set("language", language)
    studio = project.studio
    runs = Runs.of(studio)
    request.addfinalizer(runs.close)
    project.resize(1024, 700)
    project.workbench.arrange()
    QTest.qWait(20)
    use(studio, source)
    studio.edit("Problem", edits.set_parameter, "n2", "kernel_size", [40, 40])
    studio.edit("Stop early", edits.set_training, early_stopping=True)
    prepared = show_data(studio, runs)
    train(studio, runs)
    evaluate(runs, prepared, answers(prepared, wrong=9))
    studio.select({"n2"})
    wide = {}
    for name in project.workbench.docks:
        project.workbench.reveal(name)
        for _ in range(3):
            qapp.processEvents()
        if found := list(sliding(project.workbench.panel(name))):
            wide[name] = found
    assert project.width() == 1024
    assert wide == {}


def test_the_list_of_trainings_leaves_out_what_matters_least_and_tells_it_in_a_tip(
    hosted, studio, qapp
):
    panel = hosted(RunsPanel, studio)
    home, table = panel.parentWidget(), panel.table
    home.resize(520, 300)
    panel.resize(home.size())
    qapp.processEvents()
    hidden = [table.model().heading[at] for at in range(8) if table.isColumnHidden(at)]
    assert "Optimizer" in hidden
    assert not set(hidden) & {"Begun", "State", "Epochs", "Metrics"}
    tip = table.model().data(table.model().index(0, 0), 3)
    assert "Optimizer: RMSprop 0.00015" in tip
    panel.resize(1400, 300)
    qapp.processEvents()
    assert not any(table.isColumnHidden(at) for at in range(8))
