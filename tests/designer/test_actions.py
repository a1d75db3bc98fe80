"""Is the table of actions whole, and do menus, keys and toolbar follow it?"""

from collections import Counter
from operator import attrgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton

from designer.canvas import keys
from designer.shell import icons
from designer.shell.actions import MENUS, SLOTS, Actions
from designer.shell.conditions import conditions
from designer.shell.preferences import DEFAULTS
from designer.shell.rows import Action, Group
from designer.shell.shortcuts import ShortcutsWindow

ROWS = Actions().all()
HELP = ("help_selected",)  # F1 of the canvas alone; in the window the menu has it
EVERY = pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))


@EVERY
def test_an_action_says_what_it_does(row):
    assert row.title
    assert row.title[0].isupper() or not row.title[0].isalpha()


def test_every_action_leads_somewhere(window):
    lost = [row.name for row in ROWS.values() if not callable(attrgetter(row.run)(window))]
    assert lost == []


@EVERY
def test_an_actions_keys_are_keys(row):
    for key in (*row.shortcuts, *row.also):
        assert QKeySequence(key).toString(), key


@EVERY
def test_an_actions_icon_is_there(row):
    assert not row.icon or (icons.FOLDER / "actions" / f"{row.icon}.svg").exists()


@EVERY
def test_an_action_needs_a_condition_that_there_is(row, studio):
    assert not row.needs or row.needs in conditions(studio, True)
    assert not row.check or isinstance(DEFAULTS[row.check], bool)


def test_no_keys_do_two_things():
    told = Counter(QKeySequence(key).toString() for row in ROWS.values() for key in row.shortcuts)
    assert [key for key, count in told.items() if count > 1] == []


def test_no_action_takes_a_letter_alone():
    """A Chinese input method would take it."""
    for row in ROWS.values():
        for key in row.shortcuts:
            assert "+" in key or len(key) > 1, row.name


def test_the_menus_hold_every_action_once(window):
    assert tuple(window.menus.table()) == MENUS
    shown = [
        action.objectName()
        for menu in window.menus.menus.values()
        for action in menu.actions()
        if action.objectName()
    ]
    assert sorted(shown) == sorted(ROWS)


def test_open_places_are_filled(window):
    places = {row for rows in window.menus.table().values() for row in rows if isinstance(row, str)}
    assert places == SLOTS
    assert not window.entries.recent.menuAction().isVisible() or window.entries.recent.title()
    assert "Dense" in window.entries.layers
    assert len(window.entries.panels.actions()) == len(window.workbench.docks)


def menus_of(table):
    """Each menu of the table with its rows, and each group with its."""
    for name, rows in table.items():
        yield name, rows
        groups = {row.name: row.rows for row in rows if isinstance(row, Group)}
        yield from menus_of(groups)


def test_menu_keys_are_told_apart(window):
    """Two entries of a menu with the same underlined letter would need two presses."""
    for name, rows in menus_of(window.menus.table()):
        letters = Counter(
            row.text[row.text.index("&") + 1].lower()
            for row in rows
            if isinstance(row, Action | Group) and "&" in row.text
        )
        assert [letter for letter, count in letters.items() if count > 1] == [], name


def test_every_key_of_the_canvas_is_told_in_a_menu():
    told = {(row.run.removeprefix("canvas."), *row.arguments) for row in ROWS.values()}
    assert [command for command in keys.COMMANDS if command not in told and command != HELP] == []


def test_a_letter_that_the_canvas_takes_has_a_twin_for_input_methods():
    for row in ROWS.values():
        if any(len(key) == 1 and key.isalpha() for key in row.also):
            assert row.shortcuts, row.name


def test_undo_is_named_after_what_it_takes_back(project):
    studio = project.studio
    undo = project.menus.actions["undo"]
    assert not undo.isEnabled()
    project.menus.run("canvas.select_all")
    studio.insert_requested.emit("Dense")
    assert undo.isEnabled()
    assert undo.text().replace("&", "") == f"Undo {studio.history.undo_label}"
    undo.trigger()
    assert project.menus.actions["redo"].text().replace("&", "").startswith("Redo ")


def test_actions_of_a_project_rest_on_the_welcome_page(window):
    assert not window.menus.actions["save"].isEnabled()
    assert window.menus.actions["open"].isEnabled()


def test_canvas_keys_do_not_reach_text_fields(project, qtbot):
    delete = project.menus.actions["delete"]
    assert delete.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut
    assert delete in project.canvas.actions()


def test_the_train_button_stands_out_and_its_icon_can_be_seen(project):
    assert isinstance(project.train_button, QToolButton)
    assert project.train_button.property("primary")
    assert not project.train_button.icon().isNull()


def test_a_tick_follows_its_preference(project):
    minimap = project.menus.actions["minimap"]
    assert minimap.isChecked()
    minimap.trigger()
    assert not project.preferences.get("minimap")
    assert not minimap.isChecked()
    minimap.trigger()


def test_shortcuts_window_finds_by_name_and_by_keys(window, qtbot):
    shortcuts = ShortcutsWindow(window.menus, window)
    qtbot.addWidget(shortcuts)
    for typed, wanted in (
        ("duplic", "Duplicate"),
        ("ctrl+d", "Duplicate"),
        ("f5", "Train"),
        ("ctrl+right drag", "Cut wires"),
        ("alt+left", "Go to the layer before"),
        ("dark", "Dark"),
    ):
        shortcuts.field.setText(typed)
        assert wanted in _visible_rows(shortcuts.tree)
    shortcuts.field.setText("no such thing")
    assert _visible_rows(shortcuts.tree) == []


def test_the_shortcuts_window_lists_every_action(window, qtbot):
    shortcuts = ShortcutsWindow(window.menus, window)
    qtbot.addWidget(shortcuts)
    assert {row.title for row in ROWS.values()} - {*_visible_rows(shortcuts.tree)} == set()


def _visible_rows(tree):
    heads = [tree.topLevelItem(index) for index in range(tree.topLevelItemCount())]
    return [
        head.child(index).text(0)
        for head in heads
        if not head.isHidden()
        for index in range(head.childCount())
        if not head.child(index).isHidden()
    ]


def test_command_search_runs_the_best_match(project, qtbot):
    project.search_commands()
    finder = project.finder
    qtbot.keyClicks(finder.field, "select all")
    assert finder.list.item(0).text() == "Select all"
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert project.studio.selection == set(project.studio.document.nodes)
    assert not finder.isVisible()


def test_command_search_lets_go_with_escape(project, qtbot):
    project.search_commands()
    qtbot.keyClick(project.finder.field, Qt.Key.Key_Escape)
    assert not project.finder.isVisible()
