"""Can a person open models of other programs in the window, see them laid out, and go on?"""

from pathlib import Path

import numpy as np
import onnx
import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTabBar
from torch_programs import HEAD, PROGRAMS

from designer.document import imports
from engine import export

GOLDEN = Path(__file__).parents[1] / "golden" / "imports"
FILES = ("transformer_3.keras", "text_2.h5", "nested_2.json", "torch_unet.onnx", "program.py",
         "program.ipynb", "torch.py")  # fmt: skip


@pytest.fixture
def window(opened):
    return opened(size=(1440, 900))


def file_called(name, folder):
    if name == "torch.py":
        (folder / name).write_text(HEAD + PROGRAMS["residual blocks"], encoding="utf-8")
        return folder / name
    if not name.startswith("program"):
        return GOLDEN / name
    target = {".py": "tf_keras", ".ipynb": "notebook"}[Path(name).suffix]
    coming = imports.read(GOLDEN / "nested_3.h5")
    model, _ = imports.take_weights(coming.document, coming.weights)
    made = export.save(model, target, folder / target, verify=False).files
    return next(path for path in made if path.suffix == Path(name).suffix)


@pytest.mark.parametrize("name", FILES)
def test_a_model_of_another_program_opens_laid_out(qtbot, window, tmp_path, name):
    assert window.projects.open_path(file_called(name, tmp_path))
    studio = window.studio
    qtbot.waitUntil(lambda: studio.analysis.is_trainable or not studio.analysis.errors)
    assert not studio.analysis.errors and studio.path is None
    cards = [node.body().translated(node.pos()) for node in window.canvas.drawing.nodes.values()]
    assert not any(one.intersects(other) for place, one in enumerate(cards)
                   for other in cards[place + 1 :])  # fmt: skip
    bars = [bar for bar in window.workbench.findChildren(QTabBar) if bar.isVisible()]
    tabs = [bar.tabText(place) for bar in bars for place in range(bar.count())]
    assert len(tabs) == len(set(tabs)) == 9


def test_what_is_not_known_stands_in_the_drawing_and_says_what_it_is(qtbot, window, tmp_path):
    node, ends = onnx.helper.make_node, [
        onnx.helper.make_tensor_value_info(name, 1, ["batch", 3]) for name in "xy"
    ]
    nodes = [node("Relu", ["x"], ["a"]), node("Swirl", ["a"], ["y"], domain="own", turns=3)]
    made = onnx.helper.make_model(
        onnx.helper.make_graph(nodes, "one", ends[:1], ends[1:]),
        opset_imports=[onnx.helper.make_opsetid(*one) for one in (("", 17), ("own", 1))],
    )
    onnx.save(made, tmp_path / "odd.onnx")
    assert window.projects.open_path(tmp_path / "odd.onnx")
    studio = window.studio
    (key,) = [key for key, one in studio.document.nodes.items() if one.type == "unknown:Swirl"]
    qtbot.waitUntil(lambda: bool(studio.analysis.problems))
    told = [problem.error.what for problem in studio.analysis.problems if problem.node == key]
    assert told and not studio.analysis.is_trainable
    spoken = QAccessible.queryAccessibleInterface(window.canvas)
    things = [spoken.child(place) for place in range(spoken.childCount())]
    assert any("Swirl" in one.text(QAccessible.Text.Name) for one in things)
    assert np.isfinite([studio.document.nodes[key].x, studio.document.nodes[key].y]).all()
