"""Does the program start quickly, light, and end clean?"""

import os

from designer import cli, display

START = """
import sys
from PySide6.QtCore import QTimer
from designer import app as program
application = program.application()
window = program.open_window(application)
window.show()
window.grab()
print(*(name for name in {heavy!r} if name in sys.modules))
window.close()
"""
MAIN = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from designer import app as program

def leave():
    (window,) = [w for w in QApplication.topLevelWidgets() if w.objectName() == "window"]
    print(window.windowTitle())
    window.close()

application = program.application()
QTimer.singleShot(300, leave)
print(program.main({arguments!r}))
"""
HEAVY = (
    "numba", "llvmlite", "scipy", "pandas", "pyqtgraph", "pygments", "PIL", "onnx", "h5py",
    "networkx", "pydantic", "safetensors",
    "engine.kernels.abi", "engine.export.keras", "engine.export.onnx", "engine.export.pytorch",
    "engine.importing.keras_files", "engine.importing.onnx_files", "engine.importing.programs",
    "designer.explain", "designer.demo", "designer.commands",
    "designer.panels.inspector", "designer.panels.palette", "designer.panels.export_window",
)  # fmt: skip


def test_the_window_stands_before_anything_heavy_is_loaded(run_python):
    """Reading the pictures of the templates comes after the first frame, and may need more."""
    assert run_python(START.format(heavy=HEAVY)).strip() == ""


def test_the_program_opens_the_project_that_it_is_given_and_ends_clean(run_python, tmp_path):
    template = os.path.join("resources", "templates", "first_network.loom")
    title, code = run_python(MAIN.format(arguments=[template])).split("\n")[:2]
    assert title == "first_network[*] — Layerloom"
    assert code == "0"


def test_the_program_opens_with_the_welcome_page(run_python):
    title, code = run_python(MAIN.format(arguments=[])).split("\n")[:2]
    assert (title, code) == ("Layerloom", "0")


def test_without_a_display_it_is_told_what_helps_instead_of_aborting(monkeypatch, capsys):
    monkeypatch.setattr(display.sys, "platform", "linux")
    assert display.hindrance() == "", "a platform is chosen here"
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main([]) == 1
    assert capsys.readouterr().err.startswith("There is no display")
    monkeypatch.setenv("DISPLAY", ":9876")
    monkeypatch.setattr(display, "_loads", lambda library: False)
    assert "sudo apt install libxcb-cursor0" in display.hindrance()
    monkeypatch.setattr(display, "_loads", lambda library: True)
    assert "The display :9876 does not answer" in display.hindrance()
