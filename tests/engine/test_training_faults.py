"""Do faults in data, files and programs get a sentence, and harmless things none?"""

import json
import logging

import h5py
import numpy as np
import pytest

import engine
from engine import backend, layers
from engine.errors import DesignError
from engine.models import load_model


def network(units=2, **compiled):
    x = engine.Input((3,), name="in")
    model = engine.Model(x, layers.Dense(units, name="out")(x))
    model.compile("adam", **{"loss": "mse", **compiled})
    return model


@pytest.mark.parametrize("loss", ["mse", "binary_crossentropy", "kl_divergence", "huber"])
def test_a_target_of_another_width_is_told_with_both_widths(loss):
    with pytest.raises(DesignError) as caught:
        network(loss=loss).fit(np.ones((4, 3)), np.zeros((4, 5)), verbose=0)
    assert str(caught.value) == (
        "The output out has width 2, but its targets have width 5. "
        "Set the units of the layer out to 5, or give targets of width 2."
    )


def test_a_metric_that_cannot_compare_tells_it_too():
    model = network(loss=None, metrics=["mae"])
    with pytest.raises(DesignError, match="width 2, but its targets have width 5"):
        model.evaluate(np.ones((4, 3)), np.zeros((4, 5)), verbose=0)


def test_targets_of_another_shape_are_told_by_sample():
    with pytest.raises(DesignError, match=r"shape \(2,\), but its target has \(2, 5\)"):
        network().fit(np.ones((4, 3)), np.zeros((4, 2, 5)), verbose=0)


def test_a_target_of_width_one_is_spread_as_keras_spreads_it():
    history = network().fit(np.ones((4, 3)), np.zeros((4, 1)), verbose=0)
    assert np.isfinite(history.history["loss"][0])


@pytest.mark.parametrize("x", [None, [None]])
def test_no_inputs_are_told(x):
    with pytest.raises(DesignError, match="given no inputs"):
        network().fit(x, np.ones((4, 2)), verbose=0)


def test_a_model_without_trainable_weights_goes_through_the_data():
    plain = engine.Sequential([engine.Input((3,)), layers.Flatten()])
    frozen = network()
    frozen.trainable = False
    for model in (plain, frozen):
        model.compile("sgd", "mse", metrics=["mae"])
        before = model.get_weights()
        target = np.zeros((4, model.output_shape[-1]))
        history = model.fit(np.ones((4, 3)), target, epochs=2, verbose=0).history
        assert history["loss"][0] == history["loss"][1]
        assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_a_model_that_was_never_trained_loads_silently(tmp_path, caplog, ending):
    model = network()
    model.optimizer.build(model.trainable_variables if ending == "keras" else [])
    model.save(tmp_path / f"m.{ending}")
    if ending == "h5":
        # As Keras writes it: the number of steps, and no more.
        with h5py.File(tmp_path / "m.h5", "a") as file:
            group = file.require_group("optimizer_weights")
            group.attrs["weight_names"] = [b"iteration:0"]
            group["iteration:0"] = np.int64(0)

    with caplog.at_level(logging.WARNING):
        loaded = load_model(tmp_path / f"m.{ending}")

    assert not caplog.records
    assert int(loaded.optimizer.iterations.numpy()) == 0


def test_a_description_that_connects_nothing_is_told():
    config = network().get_config()
    config["layers"][1]["inbound_nodes"] = [[["nobody", 0, 0, {}]]]

    with pytest.raises(DesignError, match="connects out to nobody"):
        engine.Model.from_config(json.loads(json.dumps(config)))


def test_a_file_that_claims_more_numbers_than_it_holds_is_told(tmp_path):
    model = network()
    model.save_weights(tmp_path / "w.h5")
    with h5py.File(tmp_path / "w.h5", "a") as file:
        layer = file["out"]
        name = layer.attrs["weight_names"][0]
        del layer[name]
        layer.create_dataset(name, shape=(2**50,), dtype="f8", chunks=(2**10,))

    with pytest.raises(DesignError, match="claims 9007199254740992 bytes, but only 0"):
        model.load_weights(tmp_path / "w.h5")


def test_the_older_names_of_fit_and_its_like_take_generators():
    def pairs():
        while True:
            yield np.ones((2, 3)), np.zeros((2, 2))

    model = network()

    assert len(model.fit_generator(pairs(), 3, 2, verbose=0).epoch) == 2
    assert model.evaluate_generator(pairs(), steps=2) == pytest.approx(
        model.evaluate(np.ones((2, 3)), np.zeros((2, 2)), verbose=0), rel=1e-5
    )
    assert model.predict_generator(pairs(), steps=2).shape == (4, 2)


def test_a_function_between_layers_gives_what_it_was_asked_for():
    x, y = backend.placeholder((None, 2)), backend.placeholder((None, 2))
    both = backend.function([x, y], {"sum": x + y, "product": x * y})
    one = backend.function(x, x * x)

    found = both([np.full((1, 2), 2.0), np.full((1, 2), 3.0)])

    assert found["sum"].tolist() == [[5, 5]]
    assert found["product"].tolist() == [[6, 6]]
    assert one(np.full((1, 2), 4.0)).tolist() == [[16, 16]]


def test_what_is_not_known_here_says_what_to_do_instead():
    with pytest.raises(DesignError, match="pad_sequences"):
        engine.Input((None,), ragged=True)
    with pytest.raises(DesignError, match="no sparse values"):
        engine.Input((3,), sparse=True)
    with pytest.raises(DesignError, match="rows of different lengths"):
        network().predict([[1, 2, 3], [1, 2]], verbose=0)
    with pytest.raises(DesignError, match="share an Embedding layer"):
        engine.feature_column.shared_embeddings([], 4)
