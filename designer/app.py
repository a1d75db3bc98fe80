"""How does the window start? Fonts, style, theme, language, Studio, window, in that order."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

import resources
from designer.resting import Resting
from designer.runs.session import Runs
from designer.shell import icons, language, motion, theme
from designer.shell.dialogs import Dialogs
from designer.shell.preferences import Preferences
from designer.shell.style import LoomStyle
from designer.shell.theme import Type
from designer.shell.window import MainWindow
from designer.slices import Slices
from designer.starting import collecting_later
from designer.studio import Studio

# The first gestures need these, the first frame does not.
SOON_NEEDED = ("networkx", "designer.document.reading", "designer.panels.inspector")
LOAD_DELAY = 150  # milliseconds
WARM_DELAY = 1200  # milliseconds until the worker compiles in the background: the window first
FAMILIES = ("Inter", "Noto Sans SC")


class Look(QObject):
    """Keeps letters, style, theme and language of the application as the user prefers them."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self._preferences = preferences
        load_fonts(app)
        app.setStyle(LoomStyle())
        theme.apply(app, preferences.get("theme"))
        language.apply(app, preferences.get("language"))
        motion.apply(app, preferences.get("motion"))
        app.setWindowIcon(QIcon(icons.mark(64)))
        preferences.changed.connect(self._follow)
        app.styleHints().colorSchemeChanged.connect(self._follow_desktop)

    def _follow(self, name: str, value: object) -> None:
        if name == "theme":
            theme.apply(self._app, str(value))
        elif name == "language":
            language.apply(self._app, str(value))
        elif name == "motion":
            motion.apply(self._app, bool(value))

    def _follow_desktop(self) -> None:
        if self._preferences.get("theme") == "system":
            theme.apply(self._app, "system")


def load_fonts(app: QApplication) -> None:
    """Use the letters that came along; what they lack, the system's fonts give."""
    for file in sorted((Path(resources.__file__).parent / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    font = QFont()
    font.setFamilies([*FAMILIES, *app.font().families()])
    font.setPixelSize(Type.BODY)
    app.setFont(font)


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication of the process."""
    app = QApplication.instance() or QApplication(["layerloom", *arguments])
    app.setApplicationName("layerloom")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("layerloom")
    return app


def drawing_application() -> QApplication:
    """The application of a command that draws without a window: its look, fonts and language."""
    app = application()
    app.look = Look(app, Preferences(parent=app))
    return app


def open_window(
    app: QApplication,
    project: Path | None = None,
    *,
    preferences: Preferences | None = None,
    dialogs: Dialogs | None = None,
) -> MainWindow:
    """A window with its own Studio, not shown yet."""
    preferences = preferences or Preferences(parent=app)
    look = Look(app, preferences)
    studio = Studio()
    runs = Runs.of(studio)
    window = MainWindow(studio, preferences, dialogs)
    for companion in (look, studio):
        companion.setParent(window)
    preferences.changed.connect(runs.prefer)
    runs.prefer("threads", preferences.get("threads"))
    if project is not None:
        window.projects.open_path(project)
    elif not preferences.get("welcome"):
        window.projects.new()
    window.projects.offer_recovery()
    return window


def settle(window: MainWindow) -> None:
    """Load what is soon needed. What stands then stays: looking through it would stutter."""
    gc.freeze()
    Resting(window, Slices.of(window.studio))
    for number, module in enumerate(SOON_NEEDED):
        QTimer.singleShot(LOAD_DELAY + number, window, partial(importlib.import_module, module))
    QTimer.singleShot(LOAD_DELAY + len(SOON_NEEDED), window, gc.freeze)


def main(arguments: Sequence[str] = ()) -> int:
    """Open the window, with the project that `arguments` name, and stay until it is closed."""
    with collecting_later():
        app = application(arguments)
        project = Path(arguments[0]) if arguments else None
        window = open_window(app, project)
        window.show()
    settle(window)
    if window.preferences.get("warm_kernels"):
        QTimer.singleShot(WARM_DELAY, window, Runs.of(window.studio).warm)
    code = app.exec()
    window.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
