"""How does the table of actions become menus, shortcuts and a toolbar that stay up to date?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from designer.shell import icons
from designer.shell.actions import Actions
from designer.shell.rows import SEPARATOR, Action, Group, plain

NATIVE = QKeySequence.SequenceFormat.NativeText
MANY = "many"  # a property of menus whose entries are too many for the lists of commands


class Menus(QObject):
    """Owns the QActions and the menu bar. `actions` are by name, `menus` too.

    `slots` fill the places that the table leaves open: each gets a menu and adds to it. They are
    asked again whenever the language changes and when their menu opens.
    """

    def __init__(self, window: QMainWindow, slots: Mapping[str, Callable[[QMenu], None]]) -> None:
        super().__init__(window)
        self._window = window
        self._slots = slots
        self._table = Actions(self)
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for row in self._table.all().values():
            self.actions[row.name] = self._make(row)
        for name, rows in self._table.table().items():
            self.menus[name] = self._fill(window.menuBar().addMenu(""), rows)
        self.retranslate()

    def _make(self, row: Action) -> QAction:
        action = QAction(self._window)
        action.setObjectName(row.name)
        action.setShortcuts([QKeySequence(keys) for keys in row.shortcuts])
        if row.on_canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setCheckable(bool(row.check))
        action.triggered.connect(lambda _checked=False: self.run(row.run, *row.arguments))
        return action

    def run(self, path: str, *arguments: Any) -> None:
        """Call what a row of the table names."""
        attrgetter(path)(self._window)(*arguments)

    def _fill(self, menu: QMenu, rows) -> QMenu:
        for row in rows:
            if row is SEPARATOR:
                menu.addSeparator()
            elif isinstance(row, Action):
                menu.addAction(self.actions[row.name])
            elif isinstance(row, Group):
                self.menus[row.name] = self._fill(menu.addMenu(""), row.rows)
            else:
                self._slots[row](menu)
        return menu

    def table(self) -> dict[str, tuple]:
        """The table in the language of the moment."""
        return self._table.table()

    def titles(self) -> dict[str, str]:
        """The menus of the menu bar and their titles."""
        return {name: plain(text) for name, text in self._table.menu_titles().items()}

    def every(self, menu: str) -> list[QAction]:
        """All that a menu of the menu bar offers, its groups and open places too, in order."""
        return list(_leaves(self.menus[menu]))

    def keys(self, action: QAction) -> list[str]:
        """All keys of an action, those too to which only the canvas listens."""
        row = self.rows.get(action.objectName())
        return [*row.shortcuts, *row.also] if row is not None else []

    @property
    def rows(self) -> dict[str, Action]:
        """The table's actions in the language of the moment."""
        return self._table.all()

    def retranslate(self) -> None:
        for name, title in self._table.menu_titles().items():
            self.menus[name].setTitle(title)
        for rows in self._table.table().values():
            for row in rows:
                if isinstance(row, Group):
                    self.menus[row.name].setTitle(row.text)
        for name, row in self.rows.items():
            self.actions[name].setText(_shown(row))
            self.actions[name].setToolTip(_tip(row))
        self.tint()

    def tint(self) -> None:
        """Draw the icons in the colours of the theme."""
        for name, row in self.rows.items():
            if row.icon:
                self.actions[name].setIcon(icons.action(row.icon))

    def say(self, name: str, text: str) -> None:
        """Give an action a text of the moment, such as "Undo Add Dense"."""
        self.actions[name].setText(text)
        self.actions[name].setToolTip(_tip(self.rows[name], text))

    def enable(self, holds: Mapping[str, bool]) -> None:
        """Switch the actions on whose condition holds, and the others off."""
        for name, row in self.rows.items():
            self.actions[name].setEnabled(not row.needs or holds[row.needs])

    def tick(self, preference: str, on: bool) -> None:
        """Show the state of a preference at the action that switches it."""
        for name, row in self.rows.items():
            if row.check == preference:
                self.actions[name].setChecked(on)


def _shown(row: Action) -> str:
    """The text of a menu entry. What only the canvas listens to stands beside it, as words."""
    if row.shortcuts or not row.also:
        return row.text
    return f"{row.text}\t{QKeySequence(row.also[0]).toString(NATIVE)}"


def _tip(row: Action, text: str = "") -> str:
    title = plain(text or row.text)
    keys = row.shortcuts
    if not keys:
        return title
    return f"{title}  ({QKeySequence(keys[0]).toString(NATIVE)})"


def _leaves(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if inner is None:
            if not action.isSeparator():
                yield action
        elif not inner.property(MANY):
            yield from _leaves(inner)
