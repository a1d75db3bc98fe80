"""Do the problems, card and code panels follow the drawing and do what their buttons say?"""

import ast
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

import designer.analyst as analyst
from designer.document import build, edits
from designer.document.analysis import Problem
from designer.document.values import Document
from designer.panels.card import CardPanel
from designer.panels.code import CodePanel
from designer.panels.fault import Fault
from designer.panels.problems import MOST, ProblemsPanel
from designer.panels.prose import code_html, paragraphs
from engine.errors import DesignError, Repair, Where

# Problems


@pytest.fixture
def problems(hosted, studio):
    panel = hosted(ProblemsPanel, studio)
    panel.resize(600, 300)
    return panel


def test_a_whole_drawing_has_no_problems(problems):
    assert problems.rows == []
    assert problems._none.text() == "Everything fits together."


def test_an_empty_drawing_is_said_to_be_empty(problems, studio):
    studio.load(Document())
    assert problems._none.text() == "Nothing is drawn yet."


def test_a_problem_says_what_and_how_to_fix_it(problems, studio):
    studio.edit("Reset", edits.reset_parameters, ["n4"], ["units"])
    (row,) = problems.rows
    assert "dense needs a value for units" in row._what.text()
    assert not row._fix.isHidden()
    studio.undo()
    assert problems.rows == []


def test_a_click_or_enter_shows_where_it_is(problems, studio, qtbot):
    studio.edit("Reset", edits.reset_parameters, ["n4"], ["units"])
    shown = []
    studio.focus_requested.connect(shown.append)
    qtbot.mouseClick(problems.rows[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(problems.rows[0], Qt.Key.Key_Return)
    assert shown == ["n4", "n4"]
    assert studio.selection == {"n4"}


def test_a_renamed_layer_is_called_by_its_new_name(problems, studio):
    studio.edit("Reset", edits.reset_parameters, ["n4"], ["units"])
    studio.edit("Rename", edits.rename, "n4", "digits")
    assert "digits" in problems.rows[0]._what.text()


def test_errors_come_before_hints_and_many_are_counted(
    problems, studio, monkeypatch, qtbot
):
    def many(*arguments):
        analysis = yield from original(*arguments)
        found = [
            Problem("hint" if number % 2 else "error", "n1", DesignError(f"Fault {number}"))
            for number in range(MOST + 10)
        ]
        return replace(analysis, problems=tuple(found))

    original = analyst.advising
    monkeypatch.setattr(analyst, "advising", many)
    studio.edit("Set", edits.set_parameter, "n4", "units", 5)
    assert len(problems.rows) < MOST
    while len(problems.rows) < MOST:
        qtbot.wait(1)  # the rows get their places
        bar = problems.verticalScrollBar()
        bar.setValue(bar.maximum())
    assert problems.rows[0].problem.severity == "error"
    assert problems.rows[-1].problem.severity == "hint"
    assert "10" in problems._more.text()


def test_a_repair_is_one_undo_step(qtbot, look, studio):
    error = DesignError(
        "{layer} has too many units.",
        fix="Use 3.",
        where=Where(layer="n4"),
        repairs=[Repair("set_parameter", "Set {name} to 3", {"name": "units", "value": 3})],
        layer="dense",
    )
    fault = Fault(studio, Problem("error", "n4", error))
    qtbot.addWidget(fault)
    qtbot.waitUntil(lambda: bool(fault.buttons))
    button = fault.buttons[0]
    assert button.text() == "Set units to 3"
    button.click()
    assert studio.document.nodes["n4"].parameters["units"] == 3
    assert studio.history.undo_label == "Set units to 3"
    studio.undo()
    assert studio.document.nodes["n4"].parameters["units"] == 10


def test_a_repair_that_would_not_help_is_not_offered(qtbot, look, studio):
    repairs = [
        Repair("set_parameter", "Mend", {"name": "no", "value": 1}),
        Repair("insert_before", "Break", {"type": "LSTM", "parameters": {"units": 2}}),
        Repair("set_parameter", "Leave", {"name": "units", "value": 10}),
    ]
    fault = Fault(studio, Problem("warning", "n4", DesignError("Bad.", repairs=repairs)))
    qtbot.addWidget(fault)
    qtbot.waitUntil(lambda: not fault.thinker.busy)
    assert fault.buttons == []


def wrong(studio):
    """The Flatten goes, and with it the sense of the last layer's answer: a card of that."""
    studio.edit("Pool", edits.set_parameter, "n2", "kernel_size", [40, 40])
    return studio.analysis.problems[0]


def test_pointing_at_a_repair_shows_what_comes_of_it(qtbot, look, studio):
    shown = []
    studio.preview_changed.connect(shown.append)
    fault = Fault(studio, wrong(studio))
    qtbot.addWidget(fault)
    fault.show()
    qtbot.waitUntil(lambda: bool(fault.buttons))
    before = studio.document
    fault.buttons[0].looked_at.emit(True)
    offer = shown[-1]  # the first button may have had the focus already
    assert offer.document.nodes["n2"].parameters["padding"] == "same"
    assert "conv2d (None, 28, 28, 8)" in fault.outcome.text()
    fault.buttons[0].looked_at.emit(False)
    assert shown[-1] is None and fault.outcome.isHidden()
    assert studio.document is before


def test_the_repairs_of_a_problem_follow_the_drawing(problems, studio, qtbot):
    wrong(studio)
    row = problems.rows[0]
    qtbot.waitUntil(lambda: len(row.buttons) > 1)
    assert row.buttons[0].text() == "Set padding of conv2d to same"
    studio.edit("Rename", edits.rename, "n2", "eyes")
    qtbot.waitUntil(lambda: any("eyes" in one.text() for one in problems.rows[0].buttons))


def test_problems_are_reached_by_keyboard(problems, studio, qtbot):
    wrong(studio)
    row = problems.rows[0]
    qtbot.waitUntil(lambda: bool(row.buttons))
    problems.window().activateWindow()
    problems.focus_first()
    qtbot.waitUntil(row.hasFocus)
    qtbot.keyClick(row, Qt.Key.Key_Tab)
    assert row.buttons[0].hasFocus()
    assert "conv2d" in row.outcome.text(), "the focus shows what comes of it, as pointing does"
    qtbot.keyClick(row.buttons[0], Qt.Key.Key_Space)
    assert studio.document.nodes["n2"].parameters["padding"] == "same"
    studio.undo()
    assert "padding" not in studio.document.nodes["n2"].parameters


# Card


@pytest.fixture
def card(hosted, studio):
    panel = hosted(CardPanel, studio)
    panel.resize(340, 600)
    return panel


def test_the_card_waits_for_a_layer(card):
    assert "Select a layer" in card.browser.toPlainText()


def test_the_card_follows_the_selection_with_its_numbers(card, studio):
    studio.select(["n2"])
    text = card.browser.toPlainText()
    assert text.startswith("Conv2D")
    assert "conv2d: (None, 28, 28, 1) → (None, 26, 26, 8)" in text
    assert "80 parameters" in text
    assert "kernel_size required" in text


def test_the_card_of_a_layer_that_is_not_drawn_has_no_numbers(card, studio):
    studio.help_requested.emit("BatchNormalization")
    text = card.browser.toPlainText()
    assert text.startswith("BatchNormalization")
    assert "In this drawing" not in text


def test_docstrings_become_paragraphs_and_code():
    assert paragraphs("One\n  two.\n\n   Three. ") == ["One two.", "Three."]
    made = code_html("a < b: `x & y`")
    assert "a &lt; b" in made
    assert ">x &amp; y</span>" in made


# Code


@pytest.fixture
def code(hosted, studio):
    panel = hosted(CodePanel, studio)
    panel.resize(700, 400)
    return panel


def test_the_code_is_a_program_that_python_reads(code, qtbot):
    for index in range(code.target.count()):
        code.target.setCurrentIndex(index)
        code.target.activated.emit(index)
        text = code.text.toPlainText()
        ast.parse(text)
        assert "Dense(10" in text or "Linear(" in text


def test_the_code_follows_the_drawing_after_a_rest(code, studio, qtbot):
    studio.edit("Set", edits.set_parameter, "n4", "units", 77)
    qtbot.waitUntil(lambda: "Dense(77" in code.text.toPlainText())


def test_a_drawing_that_is_no_network_yet_says_why(code, studio, tmp_path):
    good = code.text.toPlainText()
    studio.edit("Reset", edits.reset_parameters, ["n4"], ["units"])
    code.refresh()
    assert "units" in code.message.text()
    assert not code.copy_button.isEnabled()
    assert not code.text.isEnabled()
    assert code.text.toPlainText() == good
    studio.undo()
    code.refresh()
    assert not code.message.isVisible()
    assert code.copy_button.isEnabled()


def test_copy_puts_the_code_on_the_clipboard(code):
    code.copy_button.click()
    assert QGuiApplication.clipboard().text() == code.text.toPlainText()


def test_save_writes_the_code_where_one_wants_it(code, studio, tmp_path):
    offered = []
    heard = []
    studio.noticed.connect(heard.append)
    code.ask_path = lambda name: offered.append(name) or str(tmp_path / name)
    code.save_button.click()
    assert offered == ["Net_keras.py"]
    assert (tmp_path / offered[0]).read_text() == code.text.toPlainText()
    code.ask_path = lambda name: ""
    code.save_button.click()
    code.ask_path = lambda name: str(tmp_path / "none" / name)
    code.save_button.click()
    assert [notice.severity for notice in heard] == ["success", "error"]


def test_a_hidden_code_panel_writes_nothing(code, studio, qtbot, monkeypatch):
    code.hide()
    monkeypatch.setattr(build, "code", lambda *_: pytest.fail("written while hidden"))
    studio.edit("Set", edits.set_parameter, "n4", "units", 5)
    code._rest.timeout.emit() if code._rest.isActive() else None


def test_words_of_the_program_are_coloured(code):
    block = code.text.document().firstBlock()
    while block.isValid() and not block.text().startswith("import"):
        block = block.next()
    assert block.layout().formats()
