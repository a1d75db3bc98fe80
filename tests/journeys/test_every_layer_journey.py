"""Can every layer of the palette be opened, trained and left, in the real window?"""

import math

import numpy as np
import pytest
from layer_examples import EXAMPLES
from PySide6.QtCore import Qt

from designer.document import edits, files
from designer.document.values import Document, Wire
from designer.runs.session import Runs
from engine import registry

PATIENCE = 60_000
SAMPLES = 8
PLACEABLE = [
    name
    for name, kind in registry.layers().items()
    if kind.placeable and kind.cls.__module__.startswith("engine.")
]
TABLE = "age,sex,fare,y\n" + "".join(
    f"{20 + 3 * row},{'mf'[row % 2]},{row * 1.5},{row % 3}.5\n" for row in range(SAMPLES)
)


def chain(document, *kinds):
    """Layers one behind the other, after all that is drawn."""
    for kind, parameters in kinds:
        last, name = list(document.nodes)[-1], f"n{len(document.nodes)}"
        document = edits.add_node(document, kind, 300.0, 0.0, parameters, id=name)
        document = edits.connect(document, Wire(last, 0, name, 0))
    return document


def project(kind, folder):
    """A small network around one layer, with data of its own that fit it."""
    example, document = EXAMPLES[kind], Document(name=kind)
    generator = np.random.default_rng(0)
    shapes = [shape[1:] for shape in example.shapes]
    if kind == "Input":
        document = edits.add_node(document, kind, 0.0, 0.0, example.parameters, id="layer")
        shapes = [tuple(example.parameters["shape"])]
    elif kind == "DenseFeatures":
        (folder / "table.csv").write_text(TABLE)
        document = edits.add_node(document, kind, 0.0, 0.0, example.parameters, id="layer")
        source = {"source": f"file:{folder / 'table.csv'}", "target": "y"}
    else:
        for place, shape in enumerate(shapes):
            more = {"dtype": "int32"} if example.whole_numbers else {}
            given = {"shape": list(shape), **more}
            document = edits.add_node(document, "Input", 0.0, 100.0 * place, given, id=f"x{place}")
        document = edits.add_node(document, kind, 200.0, 0.0, example.parameters, id="layer")
        for place in range(len(shapes)):
            document = edits.connect(document, Wire(f"x{place}", 0, "layer", place))
    document = chain(document, ("Flatten", {}), ("Dense", {"units": 1}))
    if kind != "DenseFeatures":
        arrays = {
            f"x{place}": generator.integers(0, 5, (SAMPLES, *shape))
            if example.whole_numbers
            else generator.standard_normal((SAMPLES, *shape)).astype("f")
            for place, shape in enumerate(shapes)
        }
        path = folder / f"{kind}.npz"
        np.savez(path, **arrays, y=generator.standard_normal(SAMPLES).astype("f"))
        source = {"source": f"file:{path}", "features": list(arrays), "target": "y"}
    document = edits.set_data(document, **source, target_kind="numbers", scale="none")
    document = edits.set_training(
        document, loss="mean_squared_error", metrics=[], epochs=1, batch_size=4, validation_share=0
    )
    path = folder / f"{kind}.loom"
    files.write(document, path)
    return path


@pytest.fixture
def window(qtbot, opened):
    window = opened()
    window.projects.new()
    window.workbench.build_panels()
    window.reveal("data")  # whoever looks at it has the data prepared
    qtbot.wait(60)
    return window


def train(qtbot, window, path):
    """Open a project, edit it and take that back, train it. Returns what went wrong, or ""."""
    studio, runs = window.studio, Runs.of(window.studio)
    window.projects.open_path(path)
    drawn = studio.document
    if not studio.analysis.is_trainable:
        return "; ".join(str(problem.error) for problem in studio.analysis.errors)
    studio.edit("Move", edits.move, {"layer": (40.0, 60.0)})
    studio.undo()
    if studio.document != drawn:
        return "undoing gave another document"
    qtbot.waitUntil(lambda: runs.data.settings == drawn.data, timeout=PATIENCE)
    if runs.data.error is not None or runs.misfits():
        return str(runs.data.error or runs.misfits()[0].error)
    window.train()
    qtbot.waitUntil(lambda: studio.run.phase in ("finished", "failed"), timeout=PATIENCE)
    if studio.run.phase == "failed":
        return str(studio.run.error)
    loss = studio.run.logs["loss"]
    return "" if math.isfinite(loss) and loss > 0 else f"the loss is {loss}"


def test_every_layer_of_the_palette_trains(qtbot, window, tmp_path):
    heard = []
    window.studio.noticed.connect(heard.append)
    wrong = {}
    for kind in PLACEABLE:
        fault = train(qtbot, window, project(kind, tmp_path))
        if fault:
            wrong[kind] = fault
    assert not wrong
    assert not [notice.text for notice in heard if notice.severity in ("warning", "error")]


def test_the_column_editor_shows_rows_before_and_after(qtbot, window, tmp_path):
    studio = window.studio
    window.projects.open_path(project("DenseFeatures", tmp_path))
    studio.select(["layer"])
    editor = window.workbench.panel("inspector").form.rows["feature_columns"].editor
    qtbot.mouseClick(editor.open, Qt.MouseButton.LeftButton)
    chooser = editor.chooser
    qtbot.waitUntil(lambda: bool(chooser.columns), timeout=PATIENCE)
    chooser.list.setCurrentRow(0)
    before, after = chooser.before.model(), chooser.after.model()
    assert before.heading == ("age",) and after.heading == ("age",)
    assert before.rowCount() == after.rowCount() > 3
    chooser.reject()
