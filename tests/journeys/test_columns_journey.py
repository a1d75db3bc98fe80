"""Can a person choose columns of a table by hand and train on them, in the real window?"""

import pytest
from PySide6.QtCore import Qt

from designer.document import edits, files
from designer.document.values import Document, Wire
from designer.runs.session import Runs

PATIENCE = 60_000


def titanic():
    """Columns that nobody has chosen yet, and two Dense layers behind them."""
    document = Document(name="titanic")
    parts = [
        ("DenseFeatures", {}),
        ("Dense", {"units": 16, "activation": "relu"}),
        ("Dense", {"units": 1, "activation": "sigmoid"}),
    ]
    for number, (kind, parameters) in enumerate(parts, 1):
        document = edits.add_node(document, kind, 240.0 * number, 0.0, parameters, id=f"n{number}")
        if number > 1:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    document = edits.set_data(document, source="builtin:titanic")
    return edits.set_training(
        document, loss="binary_crossentropy", epochs=15, learning_rate=0.01, seed=1
    )


@pytest.fixture
def window(qtbot, opened, tmp_path):
    path = tmp_path / "titanic.loom"
    files.write(titanic(), path)
    window = opened(path)
    window.workbench.build_panels()
    qtbot.wait(60)
    return window


def test_choose_columns_train_evaluate(qtbot, window):
    studio, runs = window.studio, Runs.of(window.studio)
    studio.select(["n1"])
    editor = window.workbench.panel("inspector").form.rows["feature_columns"].editor

    qtbot.mouseClick(editor.open, Qt.MouseButton.LeftButton)
    chooser = editor.chooser
    qtbot.waitUntil(lambda: bool(chooser.columns), timeout=PATIENCE)
    chooser._fill_menu()
    chooser.menu.actions()[0].trigger()
    place = [choice.column for choice in chooser.choices].index("Sex")
    chooser.list.setCurrentRow(place)
    assert chooser.after.model().heading == ("female", "male")
    chooser.accept()

    assert studio.analysis.is_trainable and not runs.misfits()
    window.train()
    qtbot.waitUntil(lambda: studio.run.phase in ("finished", "failed"), timeout=PATIENCE)
    assert studio.run.phase == "finished"
    qtbot.waitUntil(lambda: runs.evaluation.facts is not None, timeout=PATIENCE)
    assert runs.evaluation.logs["accuracy"] > 0.7
    assert studio.run.logs["val_accuracy"] > 0.7
