"""Can a person walk the whole way: drag, wire, set, check, train, undo, save, reopen, leave?"""

import runpy

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.document import edits, files
from designer.document.build import build
from designer.document.values import Wire
from designer.panels.palette import mime_of
from designer.runs.places import past_runs
from designer.runs.session import Runs
from engine import data
from engine.worker.folders import RunFolder

PATIENCE = 90_000
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ROW = ["Input", "Flatten", "Dense", "Dense"]
PLACES = [QPointF(140, 120), QPointF(460, 120), QPointF(140, 360), QPointF(460, 360)]


class Answers:
    """A person who saves where asked and agrees to the rest."""

    def __init__(self, path):
        self.path = path

    def ask_unsaved(self, parent, name):
        return "discard"

    def ask_stop_training(self, parent):
        return True

    def ask_save_path(self, parent, suggested):
        return self.path


@pytest.fixture
def window(qtbot, opened, tmp_path):
    window = opened(size=(1440, 900), dialogs=Answers(tmp_path / "digits.loom"))
    window.projects.new()
    window.workbench.build_panels()
    qtbot.wait(80)
    return window


def drag_from_palette(canvas, kind, point):
    """Let go of a palette entry over the canvas, at a place of the view."""
    carried, copy = mime_of(kind), Qt.DropAction.CopyAction
    for event in (
        QDragEnterEvent(point.toPoint(), copy, carried, LEFT, NONE),
        QDragMoveEvent(point.toPoint(), copy, carried, LEFT, NONE),
        QDropEvent(point, copy, carried, LEFT, NONE),
    ):
        QApplication.sendEvent(canvas.viewport(), event)


def draw_wire(qtbot, canvas, source, target):
    """Drag with the mouse from an output to an input."""
    nodes = canvas.drawing.nodes
    begin = canvas.to_view(nodes[source].output_place(0))
    end = canvas.to_view(nodes[target].input_place(0))
    QTest.mousePress(canvas.viewport(), LEFT, NONE, begin.toPoint())
    for step in range(1, 6):
        place = begin + (end - begin) * step / 5
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            canvas.viewport().mapToGlobal(place),
            Qt.MouseButton.NoButton,
            LEFT,
            NONE,
        )
        QApplication.sendEvent(canvas.viewport(), event)
        qtbot.wait(5)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, end.toPoint())


def test_the_whole_way_from_an_empty_canvas_to_a_program_that_computes_the_same(
    qtbot, window, tmp_path
):
    studio, canvas = window.studio, window.canvas

    # Draw: four layers from the palette, three wires with the mouse.
    canvas.zoom_reset()
    for place, kind in zip(PLACES, ROW, strict=True):
        drag_from_palette(canvas, kind, place)
    ids = list(studio.document.nodes)
    assert [studio.document.nodes[key].type for key in ids] == ROW
    for source, target in zip(ids, ids[1:], strict=False):
        draw_wire(qtbot, canvas, source, target)
    assert set(studio.document.wires) == {
        Wire(a, 0, b, 0) for a, b in zip(ids, ids[1:], strict=False)
    }

    # Check: what is missing is told, and goes when it is set.
    assert {problem.field for problem in studio.analysis.problems} >= {"shape"}
    values = [("shape", [8, 8, 1]), None, ("units", 16), ("units", 10)]
    for key, value in zip(ids, values, strict=True):
        if value is not None:
            studio.edit("Set", edits.set_parameter, key, *value)
    studio.edit("Set", edits.set_parameter, ids[2], "activation", "relu")
    studio.edit("Set", edits.set_parameter, ids[3], "activation", "softmax")
    assert not studio.analysis.problems and studio.analysis.is_trainable
    assert studio.analysis.facts[ids[1]].outputs[0].shape == (None, 64)
    assert studio.analysis.total_parameters == 64 * 16 + 16 + 16 * 10 + 10

    # Undo all the way to the empty canvas, and redo.
    drawn = studio.document
    while studio.history.can_undo:
        studio.undo()
    assert not studio.document.nodes and not canvas.drawing.nodes
    while studio.history.can_redo:
        studio.redo()
    assert studio.document == drawn and set(canvas.drawing.nodes) == set(ids)

    # Train with the real worker, and save: what was trained before goes with the project.
    studio.edit("Data", edits.set_data, source="builtin:digits")
    studio.edit("Training", edits.set_training, epochs=4, learning_rate=0.01)
    window.train()
    ended = ("finished", "failed", "lost")
    qtbot.waitUntil(lambda: Runs.of(studio).state.phase in ended, timeout=PATIENCE)
    assert Runs.of(studio).state.error is None
    assert Runs.of(studio).state.logs["accuracy"] > 0.8
    path = tmp_path / "digits.loom"
    studio.save(path)
    assert not studio.dirty
    qtbot.waitUntil(lambda: Runs.of(studio).evaluation.facts is not None, timeout=PATIENCE)
    assert Runs.of(studio).state.folder.parent == tmp_path / "digits.runs"
    assert Runs.of(studio).evaluation.folder == Runs.of(studio).state.folder

    # Reopen: the file holds the same drawing.
    assert files.read(path) == studio.document
    window.projects.open_path(path)
    assert studio.document.wires == drawn.wires

    # Leave: the saved program with the trained weights answers as the designer's model does.
    window.reveal("code")
    panel = window.workbench.panel("code")
    panel.target.setCurrentIndex(panel.target.findData("engine"))
    panel.ask_path = lambda name: str(tmp_path / "leave.py")
    panel.save()
    program = runpy.run_path(str(tmp_path / "leave.py"))
    again = program["build_model"]()
    again.load_weights(tmp_path / "leave.weights.h5")
    model = build(studio.document)
    (run,) = past_runs(path, studio.name)
    model.load_weights(RunFolder(run.folder).weights)
    pictures = data.prepare(studio.document.data).test.x[0][:32]
    np.testing.assert_array_equal(again.predict(pictures), model.predict(pictures))
