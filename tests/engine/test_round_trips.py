"""Is what leaves and comes back the same drawing, for every layer and every kind of file?"""

import importlib

import numpy as np
import onnx
import pytest
import round_trips as trips
from layer_examples import EXAMPLES
from torch_cases import CASES

from designer.document import files, imports
from designer.document.analysis import analyse
from engine.errors import DesignError
from engine.layers.naming import counted_apart

TEMPLATES = {path.stem: path for path in trips.TEMPLATES}
# A layer or two of each group, for every day.
SOME = (
    "Input", "Dense", "PReLU", "Softmax", "BatchNormalization", "DenseFeatures", "Dot", "Conv1D",
    "Conv2DTranspose", "SeparableConv2D", "AveragePooling2D", "Embedding", "GRU", "LSTMCell",
    "RNN", "ConvLSTM1D", "Bidirectional", "TimeDistributed", "MultiHeadAttention",
)  # fmt: skip
# What a dialect cannot hold comes back otherwise: Keras 3 computes columns of tables before its
# network, has no time-major sequences, and one way only to compute an LSTM and masked attention.
OTHERWISE = {
    ("keras", "DenseFeatures"), ("keras", "titanic"), ("keras", "a_table_with_feature_columns"),
    ("keras", "lstm_gates_1"), ("keras", "attention_with_masks"),
    *(("keras", f"{kind}_5") for kind in ("LSTM", "GRU", "SimpleRNN")),
}  # fmt: skip


def comes_back(name, document, dialects, folder):
    """The same layers, settings and wires, and exactly the same numbers."""
    model = trips.settled(document)
    arrays = trips.samples(model)
    expected = trips.answers(model, arrays)
    for dialect in dialects:
        if (dialect, name) in OTHERWISE:
            continue
        try:
            path = trips.left(model, dialect, folder)
        except DesignError as refusal:
            assert refusal.fix, (dialect, name)
            continue
        coming, again = trips.come_back(path)
        assert trips.graph(coming.document) == trips.graph(document), dialect
        if dialect != ".json":
            for one, other in zip(trips.answers(again, arrays), expected, strict=True):
                np.testing.assert_array_equal(one, other, err_msg=dialect)


@pytest.mark.parametrize("name", SOME)
def test_a_layer_comes_back_as_it_was_drawn_from_every_kind_of_file(name, tmp_path):
    comes_back(name, trips.layer_drawing(name), trips.DIALECTS, tmp_path)


@pytest.mark.reference("onnxruntime")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in SOME])
def test_every_other_layer_does(name, tmp_path):
    comes_back(name, trips.layer_drawing(name), trips.DIALECTS, tmp_path)


@pytest.mark.reference("onnxruntime")
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_does(name, tmp_path):
    comes_back(name, files.read(TEMPLATES[name]), trips.DIALECTS, tmp_path)


@pytest.mark.reference("onnxruntime")
@pytest.mark.parametrize("name", list(CASES))
def test_networks_with_unusual_settings_do(name, tmp_path):
    with counted_apart():  # programs do not name operations: they are named anew
        drawing = trips.drawing_of(CASES[name]())
    comes_back(name, drawing, trips.DIALECTS, tmp_path)


# Files that Keras itself writes, of what the program for it builds


def saved_again(model, library, folder):
    """The files that a Keras writes of the model that our program for it builds."""
    keras = importlib.import_module(library)
    program = trips.left(model, library, folder)
    spec = importlib.util.spec_from_file_location("program", program)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    theirs = module.build_model()
    if module.WEIGHTS.exists():
        theirs.load_weights(module.WEIGHTS)
    keras.backend.clear_session()
    for suffix in (".keras", ".h5"):
        theirs.save(folder / f"theirs{suffix}")
        yield folder / f"theirs{suffix}"
    (folder / "theirs.json").write_text(theirs.to_json(), encoding="utf-8")
    yield folder / "theirs.json"


# What Keras writes down by itself: which steps are zeros in both ways of a Bidirectional, axes
# counted from the front, and the axes that attention looks along where it was not told.
TOLD_OTHERWISE = {
    ("keras", "Bidirectional"), ("keras", "MultiHeadAttention"),
    ("tf_keras", "BatchNormalization"), ("tf_keras", "LayerNormalization"),
}  # fmt: skip
# Layers that a Keras lacks leave for it as classes, which come in as such.
AS_CLASSES = {
    "keras": {"DenseFeatures", "LocallyConnected1D", "LocallyConnected2D", "ThresholdedReLU"},
    "tf_keras": set(),
}


@pytest.mark.parametrize("library", [
    pytest.param(name, marks=pytest.mark.reference(name, "tensorflow"))
    for name in ("keras", "tf_keras")
])
@pytest.mark.parametrize("name", list(EXAMPLES))
@pytest.mark.filterwarnings("ignore")
def test_what_keras_saves_of_our_program_comes_back(name, library, tmp_path):
    if name in AS_CLASSES[library]:
        return
    document = trips.layer_drawing(name)
    model = trips.settled(document)
    arrays = trips.samples(model)
    expected = trips.answers(model, arrays)
    for path in saved_again(model, library, tmp_path):
        coming, again = trips.come_back(path)
        if (library, name) not in TOLD_OTHERWISE:
            assert trips.graph(coming.document) == trips.graph(document), path.name
        if path.suffix != ".json":
            for one, other in zip(trips.answers(again, arrays), expected, strict=True):
                np.testing.assert_array_equal(one, other, err_msg=path.name)


# ONNX without our description: operator by operator


# A walk of convolutions is a graph inside the graph, for which there is no layer.
INERT = {"ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"}


@pytest.mark.reference("onnxruntime")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if EXAMPLES[name].shapes])
def test_an_onnx_graph_without_its_description_answers_the_same(name, tmp_path):
    model = trips.settled(trips.layer_drawing(name))
    made = trips.onnx_model(model)
    del made.metadata_props[:]
    onnx.save(made, tmp_path / "bare.onnx")
    coming = imports.read(tmp_path / "bare.onnx")
    if name in INERT:
        assert any(node.type.startswith("unknown:") for node in coming.document.nodes.values())
        assert analyse(coming.document).problems and coming.remarks
        return
    again, misfits = imports.take_weights(coming.document, coming.weights)
    assert misfits == [] and list(coming.remarks) == []
    arrays = trips.samples(model)
    for one, other in zip(trips.answers(again, arrays), trips.answers(model, arrays), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
