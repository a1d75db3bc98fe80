"""Does every field of every layer get an editor that shows, reads and writes its values?"""

import pytest

from designer.document.parameters import stored
from designer.panels.editor_table import editor_for
from designer.panels.editors import MIXED, UNSET, NamedEditor
from designer.panels.lines import parse, value_text
from designer.panels.nested import JsonEditor, LayerEditor, kinds_that_fit
from engine import registry
from engine.fields import REQUIRED

FIELDS = [
    (kind.name, name, field)
    for kind in registry.layers().values()
    for name, field in kind.fields.items()
]
EVERY = pytest.mark.parametrize(
    "field", [f for *_, f in FIELDS], ids=[f"{k}.{n}" for k, n, _ in FIELDS]
)


@pytest.mark.parametrize(
    "text, value",
    [
        ("28, 28, 1", [28, 28, 1]),
        ("(28, 28, 1)", [28, 28, 1]),
        ("[3,3]", [3, 3]),
        ("28×28×1", [28, 28, 1]),
        ("28，28", [28, 28]),
        ("28x28x1", [28, 28, 1]),
        ("28 28 1", [28, 28, 1]),
        ("１２８", 128),
        ("7", 7),
        ("(7,)", [7]),
        ("7,", [7]),
        ("None, 16", [None, 16]),
        ("?, 16", [None, 16]),
        ("0.5", 0.5),
        ("1e-3", 0.001),
        ("wide", "wide"),
        ("3, x", [3, "x"]),
        ("", ""),
        ("()", []),
        ("((1, 2), (3, 4))", ((1, 2), (3, 4))),
        ("(1, 2), (3, 4)", ((1, 2), (3, 4))),
        ("((1, 2), (3", "((1, 2), (3"),
    ],
)
def test_a_written_value_is_read_as_it_is_meant(text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    "value, text",
    [
        (None, "None"),
        ((28, 28), "28, 28"),
        (0.001, "0.001"),
        (1e-7, "1e-07"),
        ([None, 3], "None, 3"),
    ],
)
def test_a_value_is_shown_without_ado(value, text):
    assert value_text(value) == text


@EVERY
def test_the_default_shows_and_is_no_edit(qtbot, field):
    editor = editor_for(field)
    qtbot.addWidget(editor)
    heard = []
    editor.edited.connect(heard.append)
    for value in (UNSET, MIXED, UNSET):
        editor.show_value(value)
    assert heard == []


@EVERY
def test_what_an_editor_shows_it_reads_back(qtbot, field):
    """Shown, taken as text and stored again, a default is the same value."""
    if field.default is REQUIRED or field.default is None:
        return
    editor = editor_for(field)
    qtbot.addWidget(editor)
    value = stored(field, field.default)
    editor.show_value(value)
    heard = []
    editor.edited.connect(heard.append)
    if hasattr(editor, "line"):
        editor.line.textEdited.emit(editor.line.text())
    elif hasattr(editor, "box") and hasattr(editor.box, "activated"):
        editor.box.activated.emit(editor.box.currentIndex())
    else:
        editor.box.click()
        editor.box.click()
    assert stored(field, heard[-1]) == value


def test_an_object_with_numbers_shows_them(qtbot):
    field = registry.get("Dense").fields["kernel_regularizer"]
    editor = editor_for(field)
    qtbot.addWidget(editor)
    assert isinstance(editor, NamedEditor)
    editor.show_value(stored(field, "l2"))
    assert editor.box.currentText() == "l2"
    heard = []
    editor.edited.connect(heard.append)
    line = editor._lines["l2"]
    assert line.text() == "0.01"
    line.setText("0.5")
    line.textEdited.emit("0.5")
    assert field.check(heard[-1]).get_config() == {"l2": 0.5}
    editor.show_value(stored(field, heard[-1]))
    assert editor.box.currentText() == "l2"
    assert line.text() == "0.5"


def test_a_float_steps_by_a_tenth_of_its_size(qtbot):
    field = registry.get("Dropout").fields["rate"]
    editor = editor_for(field)
    qtbot.addWidget(editor)
    editor.show_value(0.25)
    heard = []
    editor.edited.connect(heard.append)
    editor.step(1)
    assert heard == [0.26]
    editor.show_value(0.0)
    editor.step(-1)
    assert heard[-1] == 0.0


# Layers inside layers


def test_a_field_offers_the_layers_that_it_can_hold():
    assert {"Dense", "Conv2D"} <= {kind.name for kind in kinds_that_fit("layer")}
    assert not {"Input", "Add"} & {kind.name for kind in kinds_that_fit("layer")}
    assert {"LSTM", "GRU"} <= {kind.name for kind in kinds_that_fit("sequence")}
    assert {"LSTMCell", "GRUCell"} <= {kind.name for kind in kinds_that_fit("cell")}
    assert "LSTM" not in {kind.name for kind in kinds_that_fit("cell")}


def test_an_inner_layer_is_chosen_and_then_filled_in(qtbot):
    field = registry.get("TimeDistributed").fields["layer"]
    editor = editor_for(field)
    qtbot.addWidget(editor)
    assert isinstance(editor, LayerEditor)
    heard = []
    editor.edited.connect(heard.append)
    editor.show_value(UNSET)
    editor.box.setCurrentIndex(editor.box.findData("Dense"))
    editor.box.activated.emit(editor.box.currentIndex())
    assert "units" in editor.rows
    editor.rows["units"].edited.emit("units", 8)
    editor.rows["activation"].edited.emit("activation", "relu")
    assert heard[-1] == {"type": "Dense", "parameters": {"units": 8, "activation": "relu"}}
    value = stored(field, heard[-1])
    editor.show_value(value)
    assert editor.box.currentText() == "Dense"
    assert editor.rows["units"].editor.line.text() == "8"
    editor.rows["activation"].reset.emit("activation")
    assert heard[-1] == {"type": "Dense", "parameters": {"units": 8}}


def test_a_list_of_inner_layers_is_told_and_not_asked_for(qtbot):
    editor = editor_for(registry.get("RNN").fields["cell"])
    qtbot.addWidget(editor)
    cells = [{"type": "LSTMCell", "parameters": {"units": 6}}, {"type": "GRUCell"}]
    editor.show_value(cells)
    assert editor.box.placeholderText() == "LSTMCell, GRUCell"
    editor.show_value(UNSET)
    assert editor.box.placeholderText() == "choose"


def test_what_has_no_form_is_written_as_json(qtbot):
    field = registry.get("StackedRNNCells").fields["cells"]
    editor = editor_for(field)
    qtbot.addWidget(editor)
    assert isinstance(editor, JsonEditor)
    heard = []
    editor.edited.connect(heard.append)
    cells = [{"type": "LSTMCell", "parameters": {"units": 4}}]
    editor.show_value(stored(field, cells))
    assert heard == []
    editor.text.setPlainText(editor.text.toPlainText().replace("4", "6"))
    assert stored(field, heard[-1])[0]["parameters"]["units"] == 6
    editor.text.setPlainText("[half")
    assert heard[-1] == "[half"
