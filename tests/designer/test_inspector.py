"""Does the inspector show what is selected, take good values over, and say why others are bad?"""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from designer.document import edits
from designer.document.naming import fresh_id
from designer.panels.inspector import InspectorPanel, NoteForm
from engine import registry


@pytest.fixture
def inspector(hosted, studio):
    panel = hosted(InspectorPanel, studio)
    panel.resize(340, 700)
    return panel


def form_of(inspector, *ids):
    inspector._studio.select(ids)
    return inspector.form


def type_into(qtbot, line, text):
    line.clear()
    qtbot.keyClicks(line, text)


def test_without_a_selection_it_sums_the_network_up(inspector, studio):
    assert inspector.currentWidget() is inspector.overview
    model = inspector.overview.layers
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(4)]
    assert rows[1] == ["conv2d", "(None, 26, 26, 8)", "80"]
    assert "54,170" in inspector.overview.totals.text()


def test_a_row_of_the_summary_leads_to_its_layer(inspector, studio):
    inspector.overview.table.clicked.emit(inspector.overview.layers.index(2, 0))
    assert studio.selection == {"n3"}


def test_an_empty_drawing_says_how_to_begin(inspector, studio):
    studio.edit("Remove", edits.remove, list(studio.document.nodes))
    assert inspector.overview.nothing.isVisible()
    assert not inspector.overview.table.isVisible()


def test_fields_stand_in_keras_order(inspector):
    form = form_of(inspector, "n2")
    assert list(form.rows)[:4] == ["filters", "kernel_size", "strides", "padding"]
    assert form.header.name.text() == "conv2d"
    assert "(None, 28, 28, 1)" in form.facts.text()
    assert "(None, 26, 26, 8)" in form.facts.text()


def test_a_set_value_can_be_brought_back_and_a_default_is_greyed(inspector, studio):
    form = form_of(inspector, "n2")
    padding = form.rows["padding"]
    assert not padding.back.isVisible()
    padding.editor.box.setCurrentIndex(1)
    padding.editor.box.activated.emit(1)
    assert studio.document.nodes["n2"].parameters["padding"] == "same"
    assert padding.back.isVisible()
    padding.back.click()
    assert "padding" not in studio.document.nodes["n2"].parameters
    strides = form.rows["strides"].editor.line
    assert strides.text() == ""
    assert strides.placeholderText() == "1"


def test_typing_changes_the_layer_at_once_and_is_one_step(inspector, studio, qtbot):
    form = form_of(inspector, "n4")
    type_into(qtbot, form.rows["units"].editor.line, "128")
    assert studio.document.nodes["n4"].parameters["units"] == 128
    assert studio.history.undo_label == "Set units of dense"
    studio.undo()
    assert studio.document.nodes["n4"].parameters["units"] == 10
    assert form.rows["units"].editor.line.text() == "10"


def test_a_bad_value_is_refused_beside_its_field(inspector, studio, qtbot):
    form = form_of(inspector, "n4")
    row = form.rows["units"]
    before = studio.document
    qtbot.keyClicks(row.editor.line, "x")
    assert studio.document is before
    assert row.refused
    assert row.message.isVisible()
    assert "units must be a whole number" in row.message.text()
    row.editor.line.backspace()
    row.editor.line.textEdited.emit(row.editor.line.text())
    assert not row.refused
    assert not row.message.isVisible()


@pytest.mark.parametrize("text", ["0", "-3", "2.5", "many", "1e400"])
def test_what_the_field_forbids_never_reaches_the_document(inspector, studio, qtbot, text):
    form = form_of(inspector, "n4")
    row = form.rows["units"]
    row.editor.line.setText(text)
    row.editor.line.textEdited.emit(text)
    assert row.refused
    assert studio.document.nodes["n4"].parameters["units"] == 10


def test_an_emptied_required_field_is_missing(inspector, studio):
    form = form_of(inspector, "n4")
    row = form.rows["units"]
    row.editor.line.clear()
    row.editor.line.textEdited.emit("")
    assert "units" not in studio.document.nodes["n4"].parameters
    assert "needs a value" in row.message.text()
    assert "*" in row.label.text()


def test_arrow_keys_step_numbers_within_their_limits(inspector, studio, qtbot):
    form = form_of(inspector, "n4")
    line = form.rows["units"].editor.line
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert studio.document.nodes["n4"].parameters["units"] == 11
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert studio.document.nodes["n4"].parameters["units"] == 1
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert studio.document.nodes["n4"].parameters["units"] == 1


def test_clicking_an_arrow_steps_a_number(inspector, studio, qtbot):
    form = form_of(inspector, "n4")
    line = form.rows["units"].editor.line
    place = line._arrow(True).center()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    assert studio.document.nodes["n4"].parameters["units"] == 11


@pytest.mark.parametrize("name, child", [("units", "line"), ("activation", "box")])
def test_the_wheel_changes_no_value(inspector, studio, name, child):
    form = form_of(inspector, "n4")
    before = studio.document
    widget = getattr(form.rows[name].editor, child)
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    assert studio.document is before


def test_several_layers_of_one_kind_are_edited_together(inspector, studio):
    studio.edit("Add", edits.add_node, "Dense", 0, 300, {"units": 4}, id="n5")
    form = form_of(inspector, "n4", "n5")
    assert form.header.name.text() == "2 layers"
    assert form.rows["units"].editor.line.placeholderText() == "several values"
    form.rows["units"].editor.line.setText("7")
    form.rows["units"].editor.line.textEdited.emit("7")
    units = [studio.document.nodes[key].parameters["units"] for key in ("n4", "n5")]
    assert units == [7, 7]
    studio.undo()
    assert studio.document.nodes["n5"].parameters["units"] == 4


def test_layers_of_different_kinds_are_counted(inspector, studio):
    studio.select(["n2", "n4"])
    assert inspector.currentWidget() is inspector.several
    assert "2 layers" in inspector.several.text()
    assert "54,170" in inspector.several.text()


def test_the_name_is_changed_and_a_taken_one_refused(inspector, studio, qtbot):
    form = form_of(inspector, "n4")
    type_into(qtbot, form.header.name, "digits")
    assert studio.document.nodes["n4"].name == "digits"
    form.header.name.setText("flatten")
    form.header.name.textEdited.emit("flatten")
    assert studio.document.nodes["n4"].name == "digits"
    assert "another layer called flatten" in form.header.message.text()
    form.header.name.editingFinished.emit()
    assert form.header.name.text() == "digits"
    assert not form.header.message.isVisible()


def test_a_problem_of_the_layer_stands_in_its_form(inspector, studio):
    studio.edit("Cut", edits.disconnect, [studio.document.wires[2]])
    form = form_of(inspector, "n4")
    (fault,) = form.faults
    assert "no input" in fault._what.text()


def test_a_note_is_written_in_the_inspector(inspector, studio, qtbot):
    studio.edit("Add note", edits.add_note, "old", 0.0, 0.0, id="t1")
    studio.select(["t1"])
    assert inspector.currentWidget() is inspector.note
    inspector.note.text.setPlainText("new text")
    assert studio.document.notes["t1"].text == "new text"
    studio.undo()
    assert inspector.note.text.toPlainText() == "old"


def test_help_tells_limits_and_default(inspector):
    form = form_of(inspector, "n2")
    form.rows["filters"].focused.emit("filters")
    assert "at least 1" in form.help_strip.text()
    assert "required" in form.help_strip.text()
    form.rows["padding"].focused.emit("padding")
    assert "default valid" in form.help_strip.text()


def test_rare_settings_are_folded_away(inspector):
    form = form_of(inspector, "n4")
    assert not form.rows["kernel_initializer"].isVisible()
    form.more.click()
    assert form.rows["kernel_initializer"].isVisible()


def test_every_field_has_a_name_for_screen_readers(inspector):
    form = form_of(inspector, "n2")
    for name, row in form.rows.items():
        focus = row.editor.focusProxy()
        assert focus.accessibleName() == name


def test_a_layer_that_vanishes_leaves_no_form(inspector, studio):
    form_of(inspector, "n4")
    studio.edit("Remove", edits.remove, ["n4"])
    assert inspector.currentWidget() is inspector.overview
    studio.undo()
    studio.select(["n4"])
    assert inspector.currentWidget() is inspector.form


def test_the_settings_of_every_layer_fit_the_narrowest_panel(hosted, studio, qapp):
    panel = hosted(InspectorPanel, studio)
    panel.parentWidget().resize(280, 700)
    panel.resize(280, 700)
    wide = []
    for kind in registry.layers():
        key = fresh_id(studio.document)
        studio.edit("Add", edits.add_node, kind, id=key)
        studio.select([key])
        qapp.processEvents()
        for area in panel.findChildren(QScrollArea):
            if area.isVisible() and area.widget().width() > area.viewport().width():
                wide.append((kind, area.widget().width()))
        studio.undo()
    assert wide == []


def test_the_title_of_a_frame_stands_at_the_top_and_a_note_fills_the_panel(qtbot, studio):
    form = NoteForm(studio)
    qtbot.addWidget(form)
    form.resize(300, 700)
    studio.edit("Frame", edits.add_frame, "Eyes", 0.0, 0.0, id="f1")
    studio.edit("Note", edits.add_note, "words", 0.0, 0.0, id="t9")
    form.show_thing("f1")
    form.show()
    assert form.title.y() < 20 and form.text.geometry().bottom() < 90
    form.show_thing("t9")
    qtbot.waitUntil(lambda: form.text.height() > 500, timeout=2000)
