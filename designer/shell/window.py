"""What is the window made of, and what does each of its actions do?"""

from __future__ import annotations

import importlib
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from designer.document.files import SUFFIX
from designer.panels.written_window import WrittenWindow
from designer.shell import icons
from designer.shell.adapting import Adapting
from designer.shell.conditions import conditions
from designer.shell.dialogs import Dialogs
from designer.shell.entries import Entries
from designer.shell.finder import Finder
from designer.shell.menus import Menus
from designer.shell.notices import Notices
from designer.shell.preferences import Preferences
from designer.shell.preferences_window import PreferencesWindow
from designer.shell.projects import Projects
from designer.shell.rows import plain
from designer.shell.shortcuts import ShortcutsWindow
from designer.shell.status import Status
from designer.shell.welcome import WelcomePage
from designer.shell.workbench import Workbench
from designer.studio import Studio

SOON = 50  # milliseconds until what nobody sees yet is made: the first frame comes before
SMALLEST = QSize(880, 600)
USUAL = QSize(1440, 900)
TOOLS = ("open", "save", None, "undo", "redo", None, "quick_add", "arrange", "frame_all")
RUN_TOOLS = ("pause", "resume", "stop")


class MainWindow(Adapting, QMainWindow):
    """Menu, toolbar, the welcome page or the workbench, status bar, notices over all."""

    def __init__(
        self,
        studio: Studio,
        preferences: Preferences | None = None,
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.studio = studio
        self.preferences = preferences or Preferences(parent=self)
        self.dialogs = dialogs or Dialogs(self)
        self.projects = Projects(studio, self.preferences, self.dialogs, self)
        self.workbench = Workbench(studio, self)
        self.canvas = self.workbench.canvas
        self.welcome = WelcomePage(self.projects, self.preferences, self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self.workbench)
        self.setCentralWidget(self.pages)
        self.entries = Entries(studio, self.projects, self.workbench, self.preferences, self)
        self.menus = Menus(self, self.entries.slots())
        self.export_window: QWidget | None = None
        self.toolbar = QToolBar(self)
        self._fill_toolbar()
        self.setStatusBar(Status(studio, self))
        self.notices = Notices(self.pages)
        self.notices.previewed.connect(studio.preview)
        self.finder = Finder(self)
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self._connect()
        self._restore()
        self.retranslate()
        self.tint()
        self.show_welcome()

    # Construction

    def _fill_toolbar(self) -> None:
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toolbar.setContentsMargins(8, 2, 8, 2)
        for name in TOOLS:
            if name is None:
                self.toolbar.addSeparator()
            else:
                self.toolbar.addAction(self.menus.actions[name])
        space = QWidget(self.toolbar)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.toolbar.addWidget(space)
        self.train_button = QToolButton(self.toolbar)
        self.train_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.train_button.setProperty("primary", True)
        train = self.menus.actions["train"]
        self.train_button.clicked.connect(train.trigger)
        train.changed.connect(self._show_train_button)
        self.toolbar.addWidget(self.train_button)
        for name in RUN_TOOLS:
            self.toolbar.addAction(self.menus.actions[name])
        self.addToolBar(self.toolbar)

    def _show_train_button(self) -> None:
        """The button follows its action, but its icon and words are its own."""
        train = self.menus.actions["train"]
        self.train_button.setEnabled(train.isEnabled())
        self.train_button.setText(plain(train.text()))
        self.train_button.setToolTip(train.toolTip())
        self.train_button.setIcon(icons.primary("play"))

    def _connect(self) -> None:
        studio = self.studio
        studio.project_changed.connect(self._show_title)
        studio.history_changed.connect(self._follow)
        studio.selection_changed.connect(self._follow)
        studio.run_changed.connect(self._follow)
        studio.noticed.connect(self.notices.show_notice)
        studio.notice_withdrawn.connect(self.notices.withdraw)
        studio.panel_requested.connect(self.reveal)
        studio.export_requested.connect(self.export)
        studio.code_requested.connect(self.show_written)
        studio.help_requested.connect(lambda _type: self.reveal("card"))
        self.projects.opened.connect(self.show_project)
        self.preferences.changed.connect(self._apply_preference)
        for row in self.menus.rows.values():
            if row.on_canvas:
                self.canvas.addAction(self.menus.actions[row.name])

    def _restore(self) -> None:
        geometry, state = self.preferences.layout()
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            room = self.screen().availableSize()
            self.resize(USUAL.boundedTo(room))
        self.workbench.restore_layout(state)
        for name in ("wheel", "minimap", "shapes"):
            self._apply_preference(name, self.preferences.get(name))

    # What is shown

    def show_welcome(self) -> None:
        self.welcome.refresh()
        self.pages.setCurrentWidget(self.welcome)
        self._page_changed()

    def show_project(self) -> None:
        """Show the workbench with the whole drawing in view."""
        self.pages.setCurrentWidget(self.workbench)
        self._page_changed()
        self.canvas.setFocus()
        self.workbench.settle(self.canvas.frame_all)
        QTimer.singleShot(SOON, self.workbench, self.workbench.build_panels)

    def _page_changed(self) -> None:
        shown = self.project_shown
        self.toolbar.setVisible(shown)
        self.statusBar().setVisible(shown)
        self._show_title()
        self._follow()

    @property
    def project_shown(self) -> bool:
        return self.pages.currentWidget() is self.workbench

    def reveal(self, panel: str) -> None:
        if self.project_shown:
            self.workbench.reveal(panel)

    def _show_title(self) -> None:
        if self.project_shown:
            self.setWindowTitle(f"{self.projects.name}[*] — Layerloom")
        else:
            self.setWindowTitle("Layerloom")
        self.setWindowModified(self.studio.dirty and self.project_shown)

    def _follow(self) -> None:
        """Bring the actions up to date with the Studio."""
        self.menus.enable(conditions(self.studio, self.project_shown))
        history = self.studio.history
        undo, redo = history.undo_label, history.redo_label
        self.menus.say(
            "undo", self.tr("&Undo {change}").format(change=undo) if undo else self.tr("&Undo")
        )
        self.menus.say(
            "redo", self.tr("&Redo {change}").format(change=redo) if redo else self.tr("&Redo")
        )
        self.statusBar().refresh()

    # Actions

    def new_project(self) -> None:
        self.projects.new()

    def open_project(self) -> None:
        self.projects.open()

    def save_project(self) -> bool:
        return self.projects.save()

    def save_as(self) -> bool:
        return self.projects.save_as()

    def search_commands(self) -> None:
        self.finder.open(self.menus)

    def show_preferences(self) -> None:
        PreferencesWindow(self.preferences, self).show()

    def show_shortcuts(self) -> None:
        ShortcutsWindow(self.menus, self).show()

    def show_about(self) -> None:
        self.dialogs.about(self)

    def reset_layout(self) -> None:
        self.workbench.arrange()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_written(self, block: str) -> None:
        """Show the Python text of a layer, to be reviewed and changed."""
        self.written = WrittenWindow(self.studio, block, self)
        self.written.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.written.open()

    def show_problems(self) -> None:
        self.reveal("problems")
        panel = self.workbench.panel("problems") if self.project_shown else None
        if panel is not None:
            panel.focus_first()

    def show_code(self) -> None:
        self.reveal("code")

    def export(self) -> None:
        """The window that exports, beside this one."""
        if self.export_window is None:  # made when it is first asked for, as panels are
            module = importlib.import_module("designer.panels.export_window")
            self.export_window = module.ExportWindow(self.studio, self.preferences, self)
        self.export_window.begin()

    def show_training(self) -> None:
        self.reveal("training")

    def show_runs(self) -> None:
        self.reveal("runs")

    def evaluate(self) -> None:
        self.reveal("evaluate")
        self.studio.run_requested.emit("evaluate")

    def explain(self) -> None:
        """Show the card; it follows the selection."""
        self.reveal("card")

    def save_picture(self, look: str = "") -> None:
        """Write the drawing as a picture where the user wants it, as it is seen or in a theme."""
        folder = self.studio.path.parent if self.studio.path else Path.home()
        path = self.dialogs.export_path(
            self,
            self.tr("Save the drawing as a picture"),
            folder / f"{self.projects.name}.png",
            self.tr("Pictures (*.png *.svg *.pdf)"),
        )
        if path is not None and self.canvas.grab_image(path, look=look):
            text = self.tr("Saved as {name}").format(name=path.name)
            self.studio.notify("success", text, key="picture")

    def toggle_minimap(self) -> None:
        self.preferences.set("minimap", not self.preferences.get("minimap"))

    def toggle_shapes(self) -> None:
        self.preferences.set("shapes", not self.preferences.get("shapes"))

    def train(self) -> None:
        self.studio.run_requested.emit("start")

    def pause(self) -> None:
        self.studio.run_requested.emit("pause")

    def resume(self) -> None:
        self.studio.run_requested.emit("resume")

    def stop(self) -> None:
        self.studio.run_requested.emit("stop")

    # Preferences, language, theme

    def _apply_preference(self, name: str, value: object) -> None:
        if name == "wheel":
            self.canvas.wheel_zooms = value == "zoom"
        elif name == "minimap":
            self.canvas.set_minimap_visible(bool(value))
        elif name == "shapes":
            self.canvas.set_shapes_visible(bool(value))
        self.menus.tick(name, value is True)

    def retranslate(self) -> None:
        self.menus.retranslate()
        self.entries.retranslate()
        self.toolbar.setWindowTitle(self.tr("Toolbar"))
        self._show_title()
        self._follow()

    def tint(self) -> None:
        self.menus.tint()
        QTimer.singleShot(SOON, self.entries, self.entries.tint)
        self._show_train_button()

    # Files dropped onto the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_project(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_project(event)
        if path is not None:
            event.acceptProposedAction()
            # The drag must be over before a question may come up.
            QTimer.singleShot(0, self, lambda: self.projects.open_path(path))

    # Closing

    def closeEvent(self, event: QCloseEvent) -> None:
        run = self.studio.run
        training = run is not None and run.running
        if training and not self.dialogs.ask_stop_training(self):
            event.ignore()
            return
        if not self.projects.may_leave():
            event.ignore()
            return
        runs = self.studio.findChild(QObject, "runs")
        if runs is not None:
            runs.close()
        self.studio.discard_recovery()
        self.preferences.save_layout(self.saveGeometry(), self.workbench.layout_state())
        event.accept()


def dropped_project(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The project file that is dragged over the window, if it is one."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.suffix.lower() == SUFFIX:
            return path
    return None
