"""Can a person make a mistake, read what is wrong, see a repair, make it and take it back?"""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from designer.canvas.node import NodeItem
from designer.document import edits, files
from designer.document.values import Document, Wire

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PATIENCE = 60_000


def digits():
    """A network for small pictures of digits, and an LSTM that is not wired yet."""
    document = Document(name="digits")
    parts = [
        ("Input", {"shape": [8, 8, 1]}),
        ("Conv2D", {"filters": 4, "kernel_size": [3, 3], "activation": "relu"}),
        ("Flatten", {}),
        ("Dense", {"units": 10, "activation": "softmax"}),
    ]
    for number, (kind, parameters) in enumerate(parts, 1):
        document = edits.add_node(document, kind, 280.0 * number, 0.0, parameters, id=f"n{number}")
        if number > 1:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    return edits.add_node(document, "LSTM", 840.0, 260.0, {"units": 4}, id="n5")


@pytest.fixture
def window(qtbot, opened, tmp_path):
    path = tmp_path / "digits.loom"
    files.write(digits(), path)
    window = opened(path, size=(1500, 950))
    window.workbench.build_panels()
    window.show_problems()
    qtbot.wait(80)
    window.canvas.frame_all()
    return window


def move(canvas, point, button=Qt.MouseButton.NoButton):
    place = canvas.to_view(point)
    above = canvas.viewport().mapToGlobal(place)
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, place, above, Qt.MouseButton.NoButton, button, NONE)
    QApplication.sendEvent(canvas.viewport(), event)


def drag(canvas, start, end):
    QTest.mousePress(canvas.viewport(), LEFT, NONE, canvas.to_view(start).toPoint())
    for step in range(1, 9):
        move(canvas, start + (end - start) * (step / 8), LEFT)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, canvas.to_view(end).toPoint())


def point_at(button):
    """Bring the pointer onto a button."""
    middle = QPointF(button.rect().center())
    place = QPointF(button.mapToGlobal(button.rect().center()))
    QApplication.sendEvent(button, QEnterEvent(middle, middle, place))


def leave(button):
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))


def ghosts(canvas):
    """The texts of the nodes that are shown though nobody has drawn them."""
    return [item.content.title for item in canvas.ghosts.items if isinstance(item, NodeItem)]


def test_a_kernel_too_large_is_told_previewed_mended_and_taken_back(qtbot, window):
    studio, canvas = window.studio, window.canvas
    middle = canvas.to_view(canvas.drawing.nodes["n2"].body().center())
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, middle.toPoint())
    assert studio.selection == {"n2"}
    row = window.workbench.panel("inspector").form.rows["kernel_size"]
    field = row.editor.findChild(QLineEdit)
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, "20, 20")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert studio.document.nodes["n2"].parameters["kernel_size"] == (20, 20)
    studio.seal()
    wrong = studio.document

    panel = window.workbench.panel("problems")
    row = panel.rows[0]
    assert "larger than the input" in row._what.text() and "conv2d" in row._what.text()
    qtbot.waitUntil(lambda: bool(row.buttons))
    assert row.buttons[0].text() == "Set padding of conv2d to same"
    point_at(row.buttons[0])
    assert canvas.drawing.nodes["n2"].content.shape == "8 × 8 × 4"
    assert "conv2d (None, 8, 8, 4)" in row.outcome.text()
    leave(row.buttons[0])
    assert canvas.drawing.nodes["n2"].content.shape == "" and studio.document is wrong

    QTest.mouseClick(row.buttons[0], LEFT)
    assert not studio.analysis.errors
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert studio.document == wrong


def test_a_wire_that_does_not_fit_is_drawn_with_what_makes_it_fit(qtbot, window):
    studio, canvas, before = window.studio, window.canvas, window.studio.document
    nodes = canvas.drawing.nodes
    drag(canvas, nodes["n2"].output_place(0), nodes["n5"].input_place(0))
    assert studio.document is before, "the wire is refused"
    (card,) = window.notices.cards
    assert "LSTM 'lstm' needs an input with 3 axes (batch, steps, features)" in card.notice.text
    button = card.buttons[0]
    assert button.text() == "Insert Reshape((6, 24))"

    point_at(button)
    assert ghosts(canvas) == ["reshape"]
    assert nodes["n5"].content.shape == "4"
    leave(button)
    assert ghosts(canvas) == [] and nodes["n5"].content.shape == ""
    assert studio.document is before

    point_at(button)
    QTest.mouseClick(button, LEFT)
    assert ghosts(canvas) == []
    (added,) = set(studio.document.nodes) - set(before.nodes)
    assert studio.document.wires.into("n5") == (Wire(added, 0, "n5", 0),)
    assert studio.history.undo_label == "Insert Reshape((6, 24))"
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert studio.document == before


def test_what_does_not_fit_the_data_is_a_problem_as_soon_as_they_are_chosen(qtbot, window):
    studio = window.studio
    studio.edit("Change units", edits.set_parameter, "n4", "units", 7)
    window.reveal("data")
    studio.edit("Choose data", edits.set_data, source="builtin:digits")
    panel = window.workbench.panel("problems")
    qtbot.waitUntil(lambda: studio.facts is not None, timeout=PATIENCE)
    window.show_problems()
    qtbot.waitUntil(lambda: any("10 classes" in row._what.text() for row in panel.rows))
    row = next(row for row in panel.rows if "10 classes" in row._what.text())
    qtbot.waitUntil(lambda: bool(row.buttons))
    row.buttons[0].setFocus()
    QTest.keyClick(row.buttons[0], Qt.Key.Key_Space)
    assert studio.document.nodes["n4"].parameters["units"] == 10
    assert not studio.analysis.errors


def test_a_limit_is_typed_and_the_largest_layers_are_named(qtbot, window):
    studio = window.studio
    studio.select(())
    window.workbench.reveal("inspector")
    budget = window.workbench.panel("inspector").overview.budget
    QTest.mouseClick(budget.head, LEFT, NONE, QPoint(8, 8))
    editor = budget.editors["parameters"]
    qtbot.waitUntil(editor.isVisible)
    editor.setFocus()
    QTest.keyClicks(editor, "1k")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert studio.document.budget.parameters == 1000
    (problem,) = [one for one in studio.analysis.problems if one.about == "cost"]
    assert "dense (1,450)" in str(problem.error)
    assert budget.meters["parameters"].share > 1
    studio.undo()
    assert studio.document.budget.parameters == 0
