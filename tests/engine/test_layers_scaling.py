"""Are raw numbers brought to scale as Keras does it?"""

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import DesignError

DATA = np.random.default_rng(0).normal(3.0, 2.0, (50, 4, 3)).astype("f")


def test_rescaling_multiplies_and_adds_a_number_or_one_for_each_channel():
    found = layers.Rescaling(1 / 255, 0.5)(np.full((2, 3), 255, "uint8"))
    np.testing.assert_allclose(found, 1.5, atol=1e-6)
    each = layers.Rescaling([1.0, 2.0, 0.0], offset=[0.0, 0.0, 7.0])(DATA)
    np.testing.assert_allclose(each, DATA * [1, 2, 0] + [0, 0, 7], atol=1e-5)
    with pytest.raises(DesignError, match="scale"):
        layers.Rescaling([])


@pytest.mark.parametrize("axis, folded", [(-1, (0, 1)), (1, (0, 2)), ((1, 2), (0,)), (None, None)])
def test_normalization_takes_its_numbers_from_data_and_goes_back(axis, folded):
    layer = layers.Normalization(axis)
    layer.adapt(DATA)
    assert [one.name.split("/")[1] for one in layer.weights] == ["mean:0", "variance:0", "count:0"]
    wanted = (DATA - DATA.mean(folded, keepdims=True)) / DATA.std(folded, keepdims=True)
    found = np.asarray(layer(DATA))
    np.testing.assert_allclose(found, wanted, atol=1e-4)
    back = layers.Normalization(axis, invert=True)
    back.adapt(DATA)
    np.testing.assert_allclose(back(found), DATA, atol=1e-4)


def test_given_numbers_make_no_weights_and_one_of_two_is_a_fault():
    layer = layers.Normalization(mean=[1.0, 2.0, 3.0], variance=4.0)
    np.testing.assert_allclose(layer(DATA), (DATA - [1, 2, 3]) / 2, atol=1e-5)
    assert layer.weights == []
    again = layers.Normalization.from_config(layer.get_config())
    np.testing.assert_allclose(again(DATA), layer(DATA))
    with pytest.raises(DesignError, match="only one"):
        layers.Normalization(mean=1.0)


@pytest.mark.reference("tf_keras")
def test_both_give_what_keras_gives():
    import tf_keras as keras

    settings = [{"scale": 0.5, "offset": [1.0, 2.0, 3.0]}, {"axis": 1}, {"axis": None}]
    for kind, options in zip(("Rescaling", *["Normalization"] * 2), settings, strict=True):
        theirs, mine = getattr(keras.layers, kind)(**options), getattr(layers, kind)(**options)
        if kind == "Normalization":
            theirs.adapt(DATA)
            mine.adapt(DATA)
            for one, other in zip(mine.get_weights(), theirs.get_weights(), strict=True):
                np.testing.assert_allclose(one.ravel()[:1], other.ravel()[:1], rtol=1e-4)
        np.testing.assert_allclose(mine(DATA), theirs(DATA).numpy(), atol=1e-4)


def test_a_model_with_both_is_saved_and_read_again(tmp_path):
    x = engine.Input((4, 3))
    norm = layers.Normalization()
    norm.adapt(DATA)
    model = engine.Model(x, norm(layers.Rescaling(1.0)(x)))
    for name in ("model.keras", "model.h5"):
        model.save(tmp_path / name)
        again = engine.models.load_model(tmp_path / name)
        np.testing.assert_allclose(again.predict(DATA, verbose=0), model.predict(DATA, verbose=0))
