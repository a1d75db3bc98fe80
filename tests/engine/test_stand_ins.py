"""Do layers and functions that only Keras has come in as networks that compute the same?"""

import io
import json
import zipfile

import h5py
import numpy as np
import pytest

from designer.document import imports
from designer.document.build import build
from engine.importing.stand_ins import FUNCTIONS

NEWEST = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}}
X = np.linspace(-8, 8, 60, dtype="f").reshape(3, 20)
INNER = np.clip(X / 6 + 0.5, 0, 1)
EXPECTED = {
    "hard_sigmoid": INNER, "hard_silu": X * INNER, "hard_swish": X * INNER,
    "hard_tanh": np.clip(X, -1, 1), "log_sigmoid": -np.log1p(np.exp(-X)),
    "celu": np.where(X > 0, X, np.expm1(X)), "tanh_shrink": X - np.tanh(X),
    "squareplus": (X + np.sqrt(X * X + 4)) / 2,
}  # fmt: skip


def described(*layers):
    """A Sequential as Keras 3 writes it down."""
    begin = {"class_name": "InputLayer", "config": {"batch_shape": [None, 20], "name": "i"}}
    entries = [
        {"class_name": kind, "config": {"name": f"l{n}", "dtype": NEWEST, **config}}
        for n, (kind, config) in enumerate(layers)
    ]
    return {"class_name": "Sequential", "config": {"name": "s", "layers": [begin, *entries]}}


def opened(content, folder):
    path = folder / "one.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    coming = imports.read(path)
    assert list(coming.remarks) == []
    return build(coming.document)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_of_keras_3_is_computed_by_operations(name, tmp_path):
    model = opened(described(("Activation", {"activation": name})), tmp_path)
    np.testing.assert_allclose(model.predict(X, verbose=0), EXPECTED[name], atol=2e-6)


def test_a_layer_that_ends_with_such_a_function_becomes_a_sub_model(tmp_path):
    model = opened(described(("Dense", {"units": 20, "activation": "hard_sigmoid"})), tmp_path)
    model.set_weights([np.eye(20, dtype="f"), np.zeros(20, "f")])
    np.testing.assert_allclose(model.predict(X, verbose=0), INNER, atol=2e-6)


def test_a_walk_that_bends_its_gates_so_stays_inert_instead_of_answering_otherwise(tmp_path):
    content = described(
        ("RepeatVector", {"n": 2}), ("LSTM", {"units": 3, "recurrent_activation": "hard_sigmoid"})
    )
    (tmp_path / "one.json").write_text(json.dumps(content))
    assert [one.values["kind"] for one in imports.read(tmp_path / "one.json").remarks] == ["LSTM"]


def test_the_layers_of_keras_applications_are_known(tmp_path):
    model = opened(described(
        ("LayerScale", {"projection_dim": 20, "init_values": 1e-6}),
        ("Reshape", {"target_shape": [1, 1, 20]}), ("StochasticDepth", {"drop_path_rate": 0.4}),
    ), tmp_path)  # fmt: skip
    model.set_weights([np.arange(20, dtype="f")])
    answers = model.predict(X, verbose=0)
    np.testing.assert_allclose(answers.reshape(X.shape), X * np.arange(20), atol=1e-5)
    dropped = np.asarray(model(X, training=True)).reshape(X.shape)
    for row, whole in zip(dropped, answers.reshape(X.shape), strict=True):
        np.testing.assert_allclose(row, whole / 0.6 if row.any() else 0 * row, rtol=1e-5)


@pytest.mark.reference("keras", "tensorflow")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_network_of_keras_with_all_of_them_answers_the_same(suffix, tmp_path):
    import keras
    from keras.src.applications.convnext import LayerScale
    from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

    layers = keras.layers
    inner = keras.Sequential(
        [keras.Input((8, 8, 4)), layers.Conv2D(4, 3, padding="same"), layers.BatchNormalization()],
        name="inner",
    )
    x = inputs = keras.Input((8, 8, 4))
    y = LayerScale(0.5, 4)(inner(x))
    x = CustomScaleLayer(0.3)([x, y])
    for name in EXPECTED:
        x = layers.Activation(name)(x)
    x = layers.Conv2D(3, 3, activation="hard_silu")(x)
    model = keras.Model(inputs, layers.Dense(2, activation="hard_sigmoid")(layers.Flatten()(x)))
    drawn = np.random.default_rng(1)
    model.set_weights([np.abs(drawn.normal(0, 0.5, one.shape)) for one in model.get_weights()])
    model.save(tmp_path / f"one{suffix}")
    coming = imports.read(tmp_path / f"one{suffix}")
    made, left = imports.take_weights(coming.document, coming.weights)
    assert left == [] and coming.remarks == ()
    data = drawn.standard_normal((5, 8, 8, 4)).astype("f")
    np.testing.assert_allclose(made.predict(data, verbose=0), model.predict(data), atol=2e-6)


def test_layers_for_numbers_ahead_of_a_network_are_computed_by_operations(tmp_path):
    entries = [
        ("Discretization", {"bin_boundaries": [-4.0, 0.0, 4.0], "output_mode": "int"}),
        ("IntegerLookup", {"vocabulary": [3, 1], "output_mode": "int", "num_oov_indices": 1,
                           "mask_token": None}),
        ("CategoryEncoding", {"num_tokens": 3, "output_mode": "count"}),
    ]
    model = opened(described(*entries), tmp_path)
    bins = np.digitize(X, [-4.0, 0.0, 4.0])
    places = np.select([bins == 3, bins == 1], [1, 2], 0)
    counts = np.stack([(places == n).sum(1) for n in range(3)], 1)
    np.testing.assert_array_equal(model.predict(X, verbose=0), counts)


def test_a_lookup_of_words_stays_inert_with_its_words_and_says_what_to_do(tmp_path):
    content = described(("StringLookup", {
        "vocabulary": None, "output_mode": "one_hot", "vocabulary_size": 3,
    }), ("Dense", {"units": 2}))  # fmt: skip
    with zipfile.ZipFile(tmp_path / "one.keras", "w") as archive:
        archive.writestr("config.json", json.dumps(content))
        archive.writestr("metadata.json", "{}")
        archive.writestr("assets/layers/string_lookup/vocabulary.txt", "[UNK]\nno\nja\n")
        weights = io.BytesIO()
        with h5py.File(weights, "w") as file:
            for place, array in enumerate((np.ones((3, 2)), np.zeros(2))):
                file[f"layers/dense/vars/{place}"] = array.astype("f")
        archive.writestr("model.weights.h5", weights.getvalue())
    coming = imports.read(tmp_path / "one.keras")
    _, left = imports.take_weights(coming.document, coming.weights)
    (odd,) = [one for one in coming.document.nodes.values() if one.type == "unknown:StringLookup"]
    assert odd.parameters["attributes"]["vocabulary"] == ("no", "ja") and left == []
    (remark,) = coming.remarks
    assert "DenseFeatures" in remark.fix and remark.values["kind"] == "StringLookup"
