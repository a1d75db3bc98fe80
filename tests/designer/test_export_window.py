"""Does one leave from the window with a proof, hear what stands in the way, and can one stop?"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from designer.document import edits
from designer.document.values import Document, Wire
from designer.panels.export_window import ExportWindow
from designer.panels.palette import REFUSED, TYPE, PalettePanel
from designer.runs.exporter import content_of
from designer.studio import Studio
from engine import export
from engine.errors import DesignError


@pytest.fixture
def studio(tmp_path):
    document = Document(name="Small net")
    for kind, parameters in (("Input", {"shape": [4]}), ("Dense", {"units": 3})):
        document = edits.add_node(document, kind, 0, 0, parameters)
    return Studio(edits.connect(document, Wire("n1", 0, "n2", 0)))


@pytest.fixture
def window(studio, qtbot, tmp_path):
    made = ExportWindow(studio)
    qtbot.addWidget(made)
    made.begin()
    made.folder.setText(str(tmp_path / "out"))
    made.folder.setModified(True)
    return made


def choose(window, target):
    window.target.setCurrentIndex(window.target.findData(target))
    window.target.activated.emit(window.target.currentIndex())


def test_an_export_is_verified_and_its_layers_are_listed(window, qtbot, tmp_path):
    choose(window, "engine")
    window.layers.setChecked(True)
    with qtbot.waitSignal(window.exporter.finished, timeout=60_000) as heard:
        window.start.click()
        assert window.progress.isVisible() and not window.start.isEnabled()
    assert heard.args[0]["proof"]["equal"]
    assert "computes the same" in window.message.text()
    assert window.table.rowCount() == 1 and window.table.item(0, 0).text() == "dense"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "engine_model.py", "engine_model.weights.h5", "engine_model.proof.json",
    }  # fmt: skip
    assert window.start.isEnabled()


def test_an_export_can_be_stopped(window, qtbot):
    choose(window, "engine")
    with qtbot.waitSignal(window.exporter.finished, timeout=20_000):
        window.start.click()
        window.stop.click()
    assert window.message.text().startswith("Stopped")
    assert not window.exporter.busy


def test_a_missing_library_comes_with_a_command_to_copy(window):
    command = "/usr/bin/python3 -m pip install keras tensorflow-cpu"
    window._show_result(
        {"ok": False, "error": "keras is not installed.", "fix": f"Install it with: {command}",
         "files": ["/x/keras_model.py"], "trained": True}
    )  # fmt: skip
    assert window.copy.isVisible()
    window.copy.click()
    assert QGuiApplication.clipboard().text() == command


def test_a_difference_names_the_first_layer_that_differs(window):
    proof = {
        "equal": False, "largest": None, "first_layer_that_differs": "lstm",
        "versions": {"keras": "3"},
        "layers": [{"name": "a", "largest": 0.0}, {"name": "lstm", "largest": None}],
    }  # fmt: skip
    window._show_result({"ok": False, "files": [], "trained": True, "proof": proof})
    assert "“lstm”" in window.message.text()
    assert window.table.item(1, 1).text() == "∞"
    tall = window.height()
    choose(window, "engine")
    assert window.table.isHidden() and window.height() < tall - 100, "no empty place stays"


def test_what_a_target_cannot_express_is_told_before_anything_is_written(window, studio):
    studio.edit("Cut", edits.remove, ["n1"])
    studio.discard_recovery()
    window.start.click()
    assert not window.exporter.busy
    assert window.message.text()
    assert not Path(window.folder.text()).exists()


def test_without_a_folder_nothing_is_written(window):
    window.folder.setText("  ")
    window.start.click()
    assert not window.exporter.busy
    assert window.message.text() == "Choose a folder for the files."


def test_the_palette_shows_what_the_chosen_target_cannot_have(studio, qtbot, monkeypatch):
    def refused_kind(kind):
        return DesignError("It has no feature columns.") if kind == "DenseFeatures" else None

    strict = replace(export.get("keras"), refused=refused_kind)
    monkeypatch.setitem(export.TARGETS, "keras", strict)
    palette = PalettePanel(studio)
    qtbot.addWidget(palette)

    def refused():
        palette.field.setText("DenseFeatures")
        palette.fill()
        item = palette.tree.topLevelItem(0)
        assert item.data(0, TYPE) == "DenseFeatures"
        return item.data(0, REFUSED), item.toolTip(0)

    assert refused()[0] is False
    studio.choose_target("keras")
    greyed, tip = refused()
    assert greyed and "no feature columns" in tip
    studio.choose_target("engine")
    assert refused()[0] is False


def test_only_the_last_line_of_json_is_the_answer():
    assert content_of("warning\n" + json.dumps({"ok": True}) + "\n") == {"ok": True}
    assert content_of("") == {"ok": False, "error": "", "fix": ""}
