"""Does every visible word change with the language, at once and back again?"""

import re

import pytest
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QListWidget,
    QTabBar,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItemIterator,
    QWidget,
)

from designer.document import edits
from designer.panels import card, card_words
from designer.shell import language
from designer.shell.preferences_window import PreferencesWindow
from designer.shell.shortcuts import ShortcutsWindow
from designer.texts import (
    engine_text,
    error_sentence,
    number,
    phrases,
    sentences,
    shape_text,
)
from engine import registry
from engine.errors import DesignError

OURS = ("palette", "inspector", "card", "problems", "code")
# What programs and libraries are called.
NAMES = {"Layerloom", "Keras", "tf.keras", "PyTorch", "ONNX"}
TAGS = re.compile(r"<[^>]*>")


class Pseudo(QTranslator):
    """A language in which every text stands in brackets: what has none was not translated."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"⟦{source}⟧" if source else ""

    def isEmpty(self):
        return False


@pytest.fixture
def pseudo(qapp):
    translator = Pseudo()

    def switch(on: bool) -> None:
        (qapp.installTranslator if on else qapp.removeTranslator)(translator)
        qapp.processEvents()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    yield switch
    switch(False)


def never_translated() -> set[str]:
    """Names that are the same in every language: layers, their fields, languages, the program."""
    kinds = registry.layers().values()
    fields = {name for kind in kinds for name in kind.fields}
    return {kind.name for kind in kinds} | fields | set(language.LANGUAGES.values()) | NAMES


def words_of(widget: QWidget) -> list[str]:
    """Every text that this widget itself shows or says."""
    found = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QDockWidget) or widget.isWindow():
        found.append(widget.windowTitle())
    if isinstance(widget, QTabBar):
        found += [widget.tabText(index) for index in range(widget.count())]
    if isinstance(widget, QTreeWidget):
        found += [widget.headerItem().text(i) for i in range(widget.columnCount())]
        found += [item.value().text(0) for item in QTreeWidgetItemIterator(widget)]
    if isinstance(widget, QComboBox):
        found += [widget.itemText(index) for index in range(widget.count())]
    if isinstance(widget, QListWidget):
        found += [widget.item(index).text() for index in range(widget.count())]
    if isinstance(widget, QTextBrowser):
        found += widget.toPlainText().split("\n")
    return found


def untranslated(root: QWidget, allowed: set[str]) -> set[str]:
    """The texts below `root` with letters in them that no translator has touched."""
    widgets = [root, *root.findChildren(QWidget)]
    found = {word for widget in widgets for word in words_of(widget)}
    found |= {action.text() for action in root.findChildren(QAction)}
    plain = {TAGS.sub(" ", word).strip() for word in found}
    return {
        word
        for word in plain
        if "⟦" not in word and re.search(r"[A-Za-z]{2}", word) and not said_otherwise(word, allowed)
    }


def said_otherwise(word: str, allowed: set[str]) -> bool:
    """Whether a text consists of names (long ones may be cut short) and values only."""
    rest = re.sub(r"\w*…\w*", "", word)
    rest = re.sub(r"[\w.]+", lambda part: "" if part[0] in allowed else part[0], rest)
    return not re.search(r"[A-Za-z]{2}", rest)


VALUES = {
    *("None", "True", "False", "Net", "valid", "same", "linear", "relu", "softmax", "zeros"),
    *("Input", "conv2d", "input_1", "flatten", "dense", "dense_1", "KB", "px"),
}


def test_every_word_of_the_window_is_translated(project, pseudo):
    pseudo(True)
    allowed = never_translated() | VALUES
    assert project.windowTitle() == "Net[*] — Layerloom"
    for part in (project.menuBar(), project.toolbar, project.statusBar(), project.welcome):
        assert untranslated(part, allowed) == set(), part
    for action in project.menus.actions.values():
        assert "⟦" in action.text() and "⟦" in action.toolTip()
    for dock in project.workbench.docks.values():
        assert "⟦" in dock.windowTitle()
    for tabs in project.workbench.findChildren(QTabBar):
        assert untranslated(tabs, {"Scroll", "Left", "Right"}) == set()  # Qt's own hidden buttons


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("state", ["nothing", "one", "several", "note", "faulty"])
def test_every_word_of_a_panel_is_translated(project, pseudo, name, state, monkeypatch):
    studio = project.studio
    # What is told of single layers stands in tables with both languages: see test_cards.py.
    monkeypatch.setattr(card, "explanation", lambda *_: None)
    monkeypatch.setattr(card_words, "word", lambda key: f"⟦{key}⟧")
    monkeypatch.setattr(card_words.NodeWords, "keras_line", lambda _: "")
    if state == "one":
        studio.select(["n2"])
    elif state == "several":
        studio.select(["n2", "n4"])
    elif state == "note":
        studio.edit("⟦Add⟧", edits.add_note, "⟦note⟧", 0, 0, id="t1")
        studio.select(["t1"])
    elif state == "faulty":
        studio.edit("⟦Reset⟧", edits.reset_parameters, ["n4"], ["units"])
        studio.select(["n4"])
    project.workbench.reveal(name)
    pseudo(True)
    allowed = never_translated() | VALUES | options()
    panel = project.workbench.panel(name)
    if name == "code":
        panel.text.setPlainText("")
    assert untranslated(panel, allowed) == set()


def options() -> set[str]:
    """The words that fields let one choose from: they are written in code."""
    fields = [field for kind in registry.layers().values() for field in kind.fields.values()]
    return {str(option) for field in fields for option in getattr(field, "options", ())}


def test_back_in_english_nothing_is_left_of_the_other_language(project, pseudo):
    pseudo(True)
    pseudo(False)
    parts = (project.menuBar(), project.toolbar, project.statusBar(), project.welcome)
    for part in (*parts, *(project.workbench.panel(name) for name in OURS)):
        widgets = [part, *part.findChildren(QWidget)]
        assert not [word for widget in widgets for word in words_of(widget) if "⟦" in word]


@pytest.mark.parametrize("kind", ["shortcuts", "preferences"])
def test_small_windows_speak_the_language_too(project, pseudo, qtbot, kind):
    if kind == "shortcuts":
        window = ShortcutsWindow(project.menus, project)
    else:
        window = PreferencesWindow(project.preferences, project)
    qtbot.addWidget(window)
    window.show()
    pseudo(True)
    assert untranslated(window, never_translated()) == set()


def test_a_notice_keeps_its_text_and_translates_its_cross(project, pseudo):
    project.studio.notify("info", "⟦text⟧")
    pseudo(True)
    assert untranslated(project.notices, set()) == set()


def test_the_language_is_chosen_in_the_menu(project, qapp):
    english, chinese = project.entries.language.actions()[1:]
    chinese.trigger()
    assert language.current(qapp) == "zh_CN"
    assert project.preferences.get("language") == "zh_CN"
    assert chinese.isChecked()
    english.trigger()
    assert language.current(qapp) == "en"


def test_chinese_comes_from_the_catalogue(project, qapp):
    if not (language.FOLDER / "layerloom_zh_CN.qm").exists():
        pytest.fail("resources/i18n/layerloom_zh_CN.qm is missing")
    project.preferences.set("language", "zh_CN")
    qapp.processEvents()
    assert re.search("[一-鿿]", project.menus.menus["file"].title())
    assert re.search("[一-鿿]", project.workbench.docks["inspector"].windowTitle())


def test_an_unknown_language_is_the_desktops(qapp):
    assert language.apply(qapp, "tlh") in language.LANGUAGES
    language.apply(qapp, "en")


# Texts of the engine


def test_holes_are_filled_after_the_translation(pseudo):
    pseudo(True)
    error = DesignError("{a} is no {b}.", fix="Use {c}.", a=1, b="x", c=[2, 3])
    assert error_sentence(error) == "⟦1 is no x.⟧ ⟦Use 2, 3.⟧"
    assert engine_text("") == ""


def test_sentences_stand_apart_where_their_marks_bring_no_room_along(qapp):
    assert sentences("It is wrong.", "", "Mend it.") == "It is wrong. Mend it."
    assert sentences("", "Mend it.") == "Mend it."
    language.apply(qapp, "zh_CN")
    fix = "Draw a wire to it from the layer before."
    error = DesignError("{name} has no input.", name="n", fix=fix)
    assert error_sentence(error.at(layer="n1")).count("。") == 2
    assert "。 " not in error_sentence(error)
    language.apply(qapp, "en")
    assert phrases(["It is wrong.", "", "output (1,)"]) == "It is wrong. output (1,)"


def test_a_text_with_braces_and_no_values_stays():
    assert engine_text("a set {1, 2}") == "a set {1, 2}"


def test_numbers_and_shapes_are_written_for_people(qapp):
    language.apply(qapp, "en")
    assert number(1234567) == "1,234,567"
    assert number(4 * 10**20) == "400,000,000,000,000,000,000"  # more than 64 bits hold
    assert shape_text((None, 28, 28)) == "(None, 28, 28)"
    assert shape_text((None,)) == "(None,)"
    assert QApplication.instance() is qapp
