"""Can a person draw a cell, make a sub-model, work inside, train with both, and find them again?"""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.document import edits, files
from designer.document.build import build, code
from designer.document.values import Wire
from designer.runs.places import past_runs
from designer.runs.session import Runs
from engine.worker.folders import RunFolder

PATIENCE = 90_000
ENDED = ("finished", "failed", "lost")


@pytest.fixture
def window(qtbot, opened):
    window = opened(size=(1440, 900))
    window.projects.new()
    qtbot.wait(80)
    return window


@pytest.fixture
def steps(tmp_path):
    """Sequences whose class is the feature with the largest sum over the steps, as a file."""
    generator = np.random.default_rng(0)
    x = generator.standard_normal((240, 6, 3)).astype("f")
    path = tmp_path / "steps.npz"
    np.savez(path, x=x, y=x.sum(axis=1).argmax(axis=1))
    return path


def set_values(studio, key, **values):
    assert studio.edit("Set", edits.set_parameters, key, values)


def test_a_drawn_cell_and_a_sub_model_are_made_trained_and_found_again(
    qtbot, window, tmp_path, steps
):
    studio, canvas = window.studio, window.canvas
    for number, kind in enumerate(["Input", "new:cell", "Dense", "Dropout", "Dense"]):
        canvas.add_layer(kind, QPointF(300 * number, 0))
    ids = list(studio.document.nodes)
    studio.edit("Join", edits.join_in_order, ids)
    values = [{"shape": [6, 3]}, {}, {"units": 16, "activation": "relu"}, {"rate": 0.1}]
    for key, given in zip(ids, [*values, {"units": 3, "activation": "softmax"}], strict=True):
        set_values(studio, key, **given)

    # The cell: its state grows, inside and from where it is used.
    canvas.frame_all()
    body = canvas.drawing.nodes[ids[1]].body()
    place = canvas.to_view(body.center() + QPointF(0, 14)).toPoint()
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert studio.project.blocks[studio.document.sheet].kind == "cell"
    named = {node.name: node.id for node in studio.document.nodes.values()}
    assert studio.analysis.facts[named["inputs"]].outputs[0].shape == (None, 3)
    set_values(studio, named["state"], shape=[12])
    for layer in ("see", "remember"):
        set_values(studio, named[layer], units=12)
    assert not studio.analysis.problems
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert studio.document.sheet == "" and not studio.analysis.problems
    assert studio.analysis.facts[ids[1]].outputs[0].shape == (None, 12)

    # The sub-model: made of two layers, changed inside, repeated.
    studio.select({ids[2], ids[3]})
    window.menus.actions["group"].trigger()
    (instance,) = studio.selection
    window.menus.actions["enter"].trigger()
    set_values(studio, ids[2], units=8)
    canvas.crumbs.steps[0].click()
    set_values(studio, instance, repeat=2)
    assert studio.document.wires.into(ids[4]) == (Wire(instance, 0, ids[4], 0),)
    assert studio.analysis.facts[instance].parameters == (12 * 8 + 8) + (8 * 8 + 8)
    drawn = studio.project
    while studio.history.can_undo:
        studio.undo()
    assert not studio.project.nodes and not studio.project.blocks
    while studio.history.can_redo:
        studio.redo()
    assert studio.project == drawn

    # Train with the real worker, reopen, leave.
    source = f"file:{steps}"
    studio.edit("Data", edits.set_data, source=source, target="y", features=("x",))
    studio.edit("Training", edits.set_training, epochs=12, learning_rate=0.02)
    studio.leave(0)
    path = tmp_path / "nested.loom"
    studio.save(path)
    window.train()
    qtbot.waitUntil(lambda: Runs.of(studio).state.phase in ENDED, timeout=PATIENCE)
    assert Runs.of(studio).state.error is None
    assert Runs.of(studio).state.logs["accuracy"] > 0.8
    assert files.read(path) == studio.project
    model = build(files.read(path))
    (run,) = past_runs(path, studio.name)
    model.load_weights(RunFolder(run.folder).weights)
    with np.load(steps) as arrays:
        found = np.asarray(model.predict(arrays["x"], verbose=0)).argmax(axis=1)
        assert (found == arrays["y"]).mean() > 0.8
    program = code(studio.project, "keras")
    assert "def build_cell" in program and "GraphCell(build_cell()" in program
    assert "def build_block" in program
