"""Do keys reach whoever has the focus: letters the text field, commands the canvas?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def active(project, qtbot):
    with qtbot.waitActive(project):
        project.activateWindow()
    project.studio.select(["n4"])
    project.workbench.reveal("inspector")
    return project


def test_undo_in_a_field_undoes_the_drawing(active, qtbot):
    line = active.workbench.panel("inspector").form.rows["units"].editor.line
    line.setFocus()
    qtbot.keyClicks(line, "5")
    assert active.studio.document.nodes["n4"].parameters["units"] != 10
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert active.studio.document.nodes["n4"].parameters["units"] == 10
    qtbot.keyClick(line, Qt.Key.Key_Y, CTRL)
    assert active.studio.document.nodes["n4"].parameters["units"] != 10


def test_delete_in_a_field_deletes_letters(active, qtbot):
    line = active.workbench.panel("inspector").form.rows["units"].editor.line
    line.setFocus()
    line.setCursorPosition(0)
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert "n4" in active.studio.document.nodes
    assert line.text() == "0"


def test_delete_on_the_canvas_deletes_layers(active, qtbot):
    active.canvas.setFocus()
    qtbot.keyClick(active.canvas, Qt.Key.Key_Delete)
    assert "n4" not in active.studio.document.nodes


def test_delete_in_the_code_deletes_nothing(active, qtbot):
    active.workbench.reveal("code")
    text = active.workbench.panel("code").text
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Delete)
    qtbot.keyClick(text, Qt.Key.Key_X, CTRL)
    assert "n4" in active.studio.document.nodes


def test_save_works_from_everywhere(active, answers, qtbot, tmp_path):
    answers.to_save = tmp_path / "net.loom"
    line = active.workbench.panel("inspector").form.rows["units"].editor.line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_S, CTRL)
    assert answers.to_save.exists()


def test_tab_leads_from_field_to_field(active, qtbot):
    rows = active.workbench.panel("inspector").form.rows
    rows["units"].editor.line.setFocus()
    qtbot.keyClick(rows["units"].editor.line, Qt.Key.Key_Tab)
    focus = active.focusWidget()
    assert rows["units"].isAncestorOf(focus) or rows["activation"].isAncestorOf(focus)


def test_every_key_of_every_command_of_the_canvas_runs_it(active, monkeypatch):
    """Through the window, as a hand does; shortcuts that two actions claim would run neither."""
    deaf, called = [], []
    for row in active.menus.rows.values():
        room, _, command = row.run.partition(".")
        if room != "canvas":
            continue
        with monkeypatch.context() as patched:
            patched.setattr(active.canvas, command, lambda *given: called.append(given))
            for text in (*row.shortcuts, *row.also):
                active.menus.actions[row.name].setEnabled(True)
                active.canvas.setFocus()
                called.clear()
                pressed = QKeySequence(text)[0]
                QTest.keyClick(active.canvas, pressed.key(), pressed.keyboardModifiers())
                if called != [row.arguments]:
                    deaf.append((row.name, text, list(called)))
    assert deaf == []
