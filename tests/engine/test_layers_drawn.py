"""Is a cell made of layers one like any other: in RNN, stacks, both ways, trained and kept?"""

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import DesignError
from engine.layers.drawn import Blueprint
from engine.models import Model, load_model, model_from_json

UNITS, FEATURES = 3, 5
X = np.random.default_rng(0).standard_normal((4, 6, FEATURES)).astype("f")
Y = np.random.default_rng(1).standard_normal((4, 6, UNITS)).astype("f")


def lstm_step(units=UNITS, features=FEATURES):
    """An LSTM's step, drawn by hand: gates i, f, g and o."""
    x, h, c = (engine.Input((size,)) for size in (features, units, units))

    def gate(name, activation):
        seen = layers.Dense(units, name=f"{name}_x")(x)
        before = layers.Dense(units, use_bias=False, name=f"{name}_h")(h)
        return layers.Activation(activation)(layers.Add()([seen, before]))

    i, f, g, o = (gate(name, "tanh" if name == "g" else "sigmoid") for name in "ifgo")
    new_c = layers.Add()([layers.Multiply()([f, c]), layers.Multiply()([i, g])])
    new_h = layers.Multiply()([o, layers.Activation("tanh")(new_c)])
    return Model([x, h, c], [new_h, new_h, new_c], name="step")


def sequence_model(layer):
    x = engine.Input((6, FEATURES))
    return Model(x, layer(x))


def predicted(model):
    return np.asarray(model.predict(X, verbose=0))


def test_an_lstm_drawn_by_hand_computes_and_learns_what_lstm_does():
    built_in = layers.LSTM(UNITS, return_sequences=True)
    cell = layers.GraphCell(lstm_step())
    ours, theirs = (
        sequence_model(layer) for layer in (layers.RNN(cell, return_sequences=True), built_in)
    )
    kernel, recurrent, bias = built_in.get_weights()
    for number, name in enumerate("ifgo"):  # the order of the gates in Keras's kernels
        part = slice(number * UNITS, (number + 1) * UNITS)
        cell.network.get_layer(f"{name}_x").set_weights([kernel[:, part], bias[part]])
        cell.network.get_layer(f"{name}_h").set_weights([recurrent[:, part]])
    np.testing.assert_allclose(predicted(ours), predicted(theirs), atol=1e-6)
    for model in (ours, theirs):
        model.compile(engine.optimizers.SGD(0.5), "mse")
        model.fit(X, Y, batch_size=4, epochs=3, verbose=0, shuffle=False)
    np.testing.assert_allclose(predicted(ours), predicted(theirs), atol=1e-5)
    assert not np.allclose(cell.network.get_layer("f_h").get_weights()[0], recurrent[:, 3:6])


def blueprint(units):
    return Blueprint(lambda shape: lstm_step(units, shape[-1]), [(units,), (units,)])


@pytest.mark.parametrize(
    "make",
    [
        lambda: layers.RNN(layers.GraphCell(lstm_step())),
        lambda: layers.RNN(
            [layers.GraphCell(lstm_step()), layers.GRUCell(2), layers.GraphCell(lstm_step(4, 2))]
        ),
        lambda: layers.Bidirectional(layers.RNN(layers.GraphCell(lstm_step()))),
        lambda: layers.Bidirectional(
            layers.RNN([layers.GraphCell(blueprint(UNITS)), layers.GraphCell(blueprint(2))])
        ),
    ],
    ids=["alone", "in a stack", "both ways", "from a blueprint, both ways, in a stack"],
)
def test_a_drawn_cell_comes_back_from_json_and_every_kind_of_file(make, tmp_path):
    model = sequence_model(make())
    expected = predicted(model)
    copy = model_from_json(model.to_json())
    copy.set_weights(model.get_weights())
    np.testing.assert_array_equal(predicted(copy), expected)
    model.compile("sgd", "mse")
    for name in ("model.keras", "model.h5"):
        model.save(tmp_path / name)
        np.testing.assert_array_equal(predicted(load_model(tmp_path / name)), expected)
    fresh = sequence_model(make())
    model.save_weights(tmp_path / "weights.safetensors")
    fresh.load_weights(tmp_path / "weights.safetensors")
    np.testing.assert_array_equal(predicted(fresh), expected)


def test_the_two_ways_of_a_drawn_cell_have_weights_of_their_own():
    layer = layers.Bidirectional(layers.RNN(layers.GraphCell(blueprint(UNITS))))
    model = sequence_model(layer)
    assert len(model.weights) == 2 * 12 and model.output_shape == (None, 2 * UNITS)
    first, second = layer.forward_layer.cell.network, layer.backward_layer.cell.network
    assert first is not second


def test_a_cell_may_have_one_state_of_several_axes_and_dropout_inside():
    x, image = engine.Input((4,)), engine.Input((2, 2))
    added = layers.Add()([layers.Reshape((2, 2))(layers.Dropout(0.5)(x)), image])
    cell = layers.GraphCell(Model([x, image], [layers.Flatten()(added), added]))
    assert tuple(cell.state_size) == (2, 2) and cell.output_size == 4
    sequence = engine.Input((3, 4))
    model = Model(sequence, layers.RNN(cell)(sequence))
    steps = np.arange(12, dtype="f").reshape(1, 3, 4)
    np.testing.assert_array_equal(predicted_of(model, steps), steps.sum(axis=1))
    dropped = np.asarray(model(np.ones((64, 3, 4), "f"), training=True))
    assert set(np.unique(dropped)) == {0.0, 2.0, 4.0, 6.0}


def predicted_of(model, x):
    return np.asarray(model.predict(x, verbose=0))


def test_what_is_no_step_is_refused_with_its_reason():
    x, h = engine.Input((4,)), engine.Input((3,))
    with pytest.raises(DesignError, match="from the input and the states"):
        layers.GraphCell(Model(x, layers.Dense(3)(x)))
    with pytest.raises(DesignError, match=r"states of shapes \(3,\), but makes new .* \(4,\)"):
        layers.GraphCell(Model([x, h], [h, x]))
    with pytest.raises(DesignError, match="as many new states"):
        layers.GraphCell(Model([x, h], h))
