"""What is Layerloom? All of it in one short file: draw, check, train, look, export, save."""

import runpy

import numpy as np

import engine
from designer.document import edits, files
from designer.document.analysis import analyse, refusal
from designer.document.build import build, recipe
from designer.document.history import History
from designer.document.values import Document, Wire
from engine import export


def draw(document, *layers):
    """Add layers in a row and wire each to the next. Returns the document and their ids."""
    ids = []
    for place, (kind, parameters) in enumerate(layers):
        ids.append(edits.fresh_id(document))
        document = edits.add_node(document, kind, 220.0 * place, 0.0, parameters, id=ids[-1])
    for source, target in zip(ids, ids[1:], strict=False):
        document = edits.connect(document, Wire(source, 0, target, 0))
    return document, ids


CORNERS = [
    ("Input", {"shape": [8, 8, 1]}),
    ("Conv2D", {"filters": 4, "kernel_size": [3, 3], "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Flatten", {}),
    ("Dense", {"units": 4, "activation": "softmax"}),
]


def corners(count, seed):
    """Pictures with one bright corner, and which corner it is."""
    generator = np.random.default_rng(seed)
    pictures = generator.random((count, 8, 8, 1), np.float32) * 0.3
    labels = generator.integers(0, 4, count)
    for picture, label in zip(pictures, labels, strict=True):
        top, left = 4 * (label // 2), 4 * (label % 2)
        picture[top : top + 4, left : left + 4] += 0.5
    return pictures, labels


def test_a_drawing_tells_its_shapes():
    document, ids = draw(Document(name="corners"), *CORNERS)
    analysis = analyse(document)
    assert analysis.is_trainable and not analysis.problems
    assert analysis.facts[ids[1]].outputs[0].shape == (None, 6, 6, 4)
    assert analysis.facts[ids[1]].parameters == 3 * 3 * 1 * 4 + 4
    assert analysis.total_parameters == 40 + (3 * 3 * 4 + 1) * 4


def test_a_wire_that_cannot_be_is_refused_in_words():
    document, ids = draw(Document(name="flat"), ("Input", {"shape": [784]}))
    document, (conv,) = draw(document, ("Conv2D", {"filters": 4, "kernel_size": [3, 3]}))
    error = refusal(document, Wire(ids[0], 0, conv, 0))
    assert "needs 4 axes (batch, height, width, channels) but gets (None, 784)" in str(error)
    assert error.repairs[0].arguments["parameters"]["target_shape"] == [28, 28, 1]


def test_a_drawn_network_learns_and_leaves_as_code_that_computes_the_same(tmp_path):
    engine.set_random_seed(7)
    document, _ = draw(Document(name="corners"), *CORNERS)
    model = build(document)
    model.compile(engine.optimizers.Adam(0.01), "sparse_categorical_crossentropy", ["accuracy"])
    history = model.fit(*corners(256, 1), batch_size=32, epochs=5, verbose=0)
    assert history.history["loss"][-1] < 0.5 * history.history["loss"][0]
    test_pictures, test_labels = corners(64, 2)
    assert model.evaluate(test_pictures, test_labels, verbose=0)[1] > 0.9

    done = export.save(model, "engine", tmp_path, recipe=recipe(document))
    again = runpy.run_path(str(done.program))["build_model"]()
    again.load_weights(done.weights)
    np.testing.assert_array_equal(again.predict(test_pictures), model.predict(test_pictures))


def test_every_edit_can_be_undone_and_a_project_comes_back_as_it_was(tmp_path):
    empty = Document(name="corners")
    history = History(empty)
    document, ids = draw(empty, *CORNERS)
    history.push("Draw", document)
    history.push("Rename", edits.rename(document, ids[1], "first"))
    assert history.undo() is document and history.undo() is empty
    history.redo()
    path = tmp_path / "corners.loom"
    files.write(history.document, path)
    assert files.read(path) == document
