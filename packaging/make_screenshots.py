"""How were the pictures of the window made? python packaging/make_screenshots.py [FOLDER]

Opens the real window, makes a mistake, trains on pictures of clothes and evaluates. The drawings
beside them are made by make_drawings.py.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HOME"] = tempfile.mkdtemp(prefix="layerloom-screenshots-")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtTest import QTest

import resources
from designer import app as application
from designer.demo import Agreeing
from designer.document import edits
from designer.runs.session import Runs
from designer.shell.preferences import Preferences
from designer.shell.templates import Templates
from designer.shell.window import MainWindow

HOME = Path(os.environ["HOME"])
SIZE = (1440, 900)
PATIENCE = 600  # seconds for a training
NOTICE = 9000  # milliseconds that a notice stays
LIVE = 9  # the epoch at which the training is shown


def rest(milliseconds: int = 1500) -> None:
    QTest.qWait(milliseconds)


def wait(done: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not done():
        rest(50)
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError("The window did not come to an end.")


class Photographer:
    """The window, and the folder for its pictures."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder
        self._studio = window.studio
        self._runs = Runs.of(window.studio)

    def shoot(self, name: str) -> None:
        self._window.grab().save(str(self._folder / f"{name}.png"))

    def tour(self) -> None:
        window = self._window
        rest()
        self.shoot("welcome")
        template = next(one for one in Templates().all() if one.name == "fashion_mnist")
        window.projects.show(template.document)
        rest()
        self.mistake()
        self._studio.save(HOME / "clothes.loom")
        window.reveal("training")
        window.reveal("plots")
        window.train()
        wait(lambda: self._studio.run.epoch >= LIVE and self._studio.run.step > 20)
        self.shoot("training")
        wait(lambda: not self._studio.run.running)
        self.evaluation()

    def mistake(self) -> None:
        """Flat pictures for a convolution, which minds."""
        nodes = self._studio.document.nodes.values()
        given = next(node.id for node in nodes if node.type == "Input")
        first = next(node.id for node in nodes if node.type == "Conv2D")
        self._studio.edit("Set shape", edits.set_parameter, given, "shape", [784])
        self._window.show_problems()
        self._studio.select({first})
        rest()
        self.shoot("shape-error")
        self._studio.undo()
        self._studio.select(())

    def evaluation(self) -> None:
        self._window.preferences.set("theme", "dark")
        self._window.preferences.set("language", "zh_CN")
        rest(NOTICE)
        self._window.evaluate()
        wait(lambda: self._runs.evaluation.facts is not None)
        rest()
        self.shoot("evaluation-dark-zh")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resources.path("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    app = application.application()
    preferences = Preferences(HOME / "preferences.ini")
    preferences.set("theme", "light")
    preferences.set("language", "en")
    window = application.open_window(app, preferences=preferences, dialogs=Agreeing())
    window.resize(*SIZE)
    window.show()
    Photographer(window, folder).tour()
    window.close()


if __name__ == "__main__":
    main()
