"""Which menu entries are not told in the table? Recent files, layers, panels, themes, languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from designer.shell import icons
from designer.shell.language import LANGUAGES
from designer.shell.menus import MANY
from designer.shell.preferences import Preferences
from designer.shell.projects import Projects
from designer.shell.workbench import Workbench
from designer.studio import Studio
from designer.texts import engine_text, plain_tip
from engine import registry


class Entries(QObject):
    """Fills the open places of the menus and keeps their texts in the user's language."""

    def __init__(
        self,
        studio: Studio,
        projects: Projects,
        workbench: Workbench,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._projects = projects
        self._workbench = workbench
        self._preferences = preferences
        self.recent: QMenu | None = None
        self.categories: dict[str, QMenu] = {}
        self.layers: dict[str, QAction] = {}
        self.panels: QMenu | None = None
        self.theme: QMenu | None = None
        self.language: QMenu | None = None
        self._choices: dict[str, dict[str, QAction]] = {"theme": {}, "language": {}}
        preferences.changed.connect(self._mark_choice)

    def slots(self) -> dict[str, Callable[[QMenu], None]]:
        return {
            "recent": self._add_recent,
            "layers": self._add_layers,
            "panels": self._add_panels,
            "themes": self._add_themes,
            "languages": self._add_languages,
        }

    def _add_recent(self, menu: QMenu) -> None:
        self.recent = menu.addMenu("")
        self.recent.setProperty(MANY, True)
        self.recent.aboutToShow.connect(self.fill_recent)

    def fill_recent(self) -> None:
        """Put the recent files into their menu, newest first."""
        self.recent.clear()
        for path in self._preferences.recent():
            action = self.recent.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(plain_tip(str(path)))
            action.triggered.connect(partial(self._projects.open_path, path))
        if not self.recent.isEmpty():
            self.recent.addSeparator()
            self.recent.addAction(self.tr("Clear this list"), self._projects.clear_recent)
        else:
            self.recent.addAction(self.tr("No recent projects")).setEnabled(False)

    def _add_layers(self, menu: QMenu) -> None:
        """One menu a category; the layers carry their own names in every language."""
        for name in registry.CATEGORIES:
            kinds = [
                kind
                for kind in registry.layers().values()
                if kind.category == name and kind.placeable
            ]
            if not kinds:
                continue
            self.categories[name] = menu.addMenu("")
            self.categories[name].setProperty(MANY, True)
            for kind in kinds:
                insert = partial(self._studio.insert_requested.emit, kind.name)
                self.layers[kind.name] = self.categories[name].addAction(kind.name, insert)

    def _add_panels(self, menu: QMenu) -> None:
        self.panels = menu.addMenu("")
        for dock in self._workbench.docks.values():
            self.panels.addAction(dock.toggleViewAction())

    def _add_themes(self, menu: QMenu) -> None:
        self.theme = menu.addMenu("")
        self._add_choices(self.theme, "theme", ("system", "light", "dark"))

    def _add_languages(self, menu: QMenu) -> None:
        self.language = menu.addMenu("")
        self._add_choices(self.language, "language", ("system", *LANGUAGES))

    def _add_choices(self, menu: QMenu, preference: str, values: tuple[str, ...]) -> None:
        group = QActionGroup(menu)
        for value in values:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setChecked(self._preferences.get(preference) == value)
            action.triggered.connect(partial(self._preferences.set, preference, value))
            group.addAction(action)
            self._choices[preference][value] = action

    def _mark_choice(self, preference: str, value: object) -> None:
        action = self._choices.get(preference, {}).get(value)
        if action is not None:
            action.setChecked(True)

    def retranslate(self) -> None:
        self.recent.setTitle(self.tr("Open &recent"))
        self.panels.setTitle(self.tr("&Panels"))
        self.theme.setTitle(self.tr("&Theme"))
        self.language.setTitle(self.tr("&Language"))
        for name, menu in self.categories.items():
            menu.setTitle(engine_text(registry.CATEGORIES[name]))
        themes = self._choices["theme"]
        themes["system"].setText(self.tr("As the &desktop"))
        themes["light"].setText(self.tr("&Light"))
        themes["dark"].setText(self.tr("&Dark"))
        languages = self._choices["language"]
        languages["system"].setText(self.tr("As the &desktop"))
        for value, name in LANGUAGES.items():
            languages[value].setText(name)

    def tint(self) -> None:
        for name, action in self.layers.items():
            action.setIcon(icons.layer(name))
