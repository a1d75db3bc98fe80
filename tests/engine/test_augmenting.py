"""Do the layers that change pictures give what they give in Keras, while training only?"""

import importlib

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import DesignError

X = np.random.default_rng(0).uniform(0, 255, (2, 6, 9, 3)).astype(np.float32)
HOW = [
    {"fill_mode": mode, "interpolation": kind, "fill_value": 9.0}
    for mode in ("reflect", "wrap", "constant", "nearest")
    for kind in ("bilinear", "nearest")
]
# A range of one number leaves nothing to chance.
CASES = [
    *(("RandomRotation", ((0.07, 0.07),), how) for how in HOW),
    *(("RandomZoom", ((0.3, 0.3), (-0.2, -0.2)), how) for how in HOW),
    *(("RandomZoom", ((0.9, 0.9),), how) for how in HOW),
    *(("RandomTranslation", ((0.35, 0.35), (-0.2, -0.2)), how) for how in HOW),
    *(("RandomTranslation", ((-0.9, -0.9), (1.0, 1.0)), how) for how in HOW[:4]),
    ("RandomBrightness", ((0.2, 0.2),), {}),
    ("Resizing", (4, 5), {}),
    ("Resizing", (11, 5, "nearest"), {}),
    ("Resizing", (4, 4), {"crop_to_aspect_ratio": True}),
    ("CenterCrop", (4, 4), {}),
    ("CenterCrop", (8, 4), {}),
]


def applied(keras, kind, arguments, how):
    layer = getattr(keras.layers, kind)(*arguments, **how)
    options = {"training": True} if kind.startswith("Random") else {}
    return np.asarray(layer(X, **options))


@pytest.mark.reference("tf_keras")
def test_pictures_are_changed_as_by_tf_keras():
    tf_keras = importlib.import_module("tf_keras")
    for case in CASES:
        ours, theirs = (applied(keras, *case) for keras in (engine, tf_keras))
        assert ours.shape == theirs.shape, case
        np.testing.assert_allclose(ours, theirs, atol=0.02, err_msg=str(case))


def test_pictures_are_turned_about_their_middle_and_moved_by_shares():
    picture = np.arange(9, dtype=np.float32).reshape(1, 3, 3, 1)
    quarter = layers.RandomRotation((0.25, 0.25))(picture, training=True)
    assert np.allclose(quarter[0, ..., 0], np.rot90(picture[0, ..., 0]), atol=1e-4)
    moved = layers.RandomTranslation((1 / 3, 1 / 3), 0.0, "constant", fill_value=-1.0)
    assert moved(picture, training=True)[0, ..., 0].tolist() == [[-1, -1, -1], [0, 1, 2], [3, 4, 5]]
    whole = layers.RandomCrop(2, 2, seed=1)(picture, training=True)
    assert whole.shape == (1, 2, 2, 1) and float(whole[0, 1, 1, 0] - whole[0, 0, 0, 0]) == 4
    assert layers.RandomCrop(2, 2)(picture, training=False).shape == (1, 2, 2, 1)


def test_each_picture_is_changed_in_its_own_way_and_only_while_training():
    batch = np.repeat(X[:1], 64, axis=0)
    engine.set_random_seed(3)
    flipped = layers.RandomFlip("horizontal")(batch, training=True)
    same = [np.array_equal(one, X[0]) for one in flipped]
    turned = [np.array_equal(one, X[0][:, ::-1]) for one in flipped]
    assert all(a or b for a, b in zip(same, turned, strict=True)) and 10 < sum(same) < 54
    for layer in (
        layers.RandomFlip(), layers.RandomRotation(0.2), layers.RandomZoom(0.2),
        layers.RandomTranslation(0.2, 0.2), layers.RandomBrightness(0.2),
    ):  # fmt: skip
        assert np.array_equal(layer(X, training=False), X)
        one, *others = layer(batch[:4], training=True)
        assert any(not np.array_equal(one, other) for other in others)
        assert layer(X[0]).shape == X[0].shape
        again = type(layer).from_config(layer.get_config())
        assert again.get_config() == layer.get_config()
    bent = layers.RandomContrast(0.3)(X, training=True)
    assert not np.array_equal(bent, X) and 0 <= bent.min() <= bent.max() <= 255


def test_a_network_that_changes_its_pictures_is_trained_and_saved(tmp_path):
    model = engine.Sequential(
        [
            layers.Input((6, 9, 3)),
            layers.Rescaling(1 / 255),
            layers.RandomFlip("horizontal"),
            layers.RandomRotation(0.1),
            layers.RandomZoom(0.1),
            layers.Resizing(4, 4),
            layers.Flatten(),
            layers.Dense(1),
        ]
    )
    model.compile("adam", "mse")
    model.fit(X, np.ones(2), epochs=2, verbose=0)
    model.save(tmp_path / "m.keras")
    again = engine.models.load_model(tmp_path / "m.keras")
    assert np.allclose(again.predict(X, verbose=0), model.predict(X, verbose=0))


def test_options_that_mean_nothing_are_refused():
    for kind, arguments, said in (
        ("RandomFlip", ("sideways",), "mode"),
        ("RandomRotation", ((0.3, 0.1),), "range from"),
        ("RandomZoom", (0.1, None, "fog"), "fill mode"),
        ("Resizing", (2, 2, "magic"), "method of resize"),
        ("RandomContrast", (2.0,), "factors"),
    ):
        with pytest.raises(DesignError, match=said):
            getattr(layers, kind)(*arguments)
