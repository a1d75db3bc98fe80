"""Do TimeDistributed and Bidirectional do with their inner layers what Keras does?"""

import numpy as np
import pytest

from engine import Input, Model, Sequential, layers, ops, registry
from engine.errors import DesignError
from engine.tape import Spec, Tape


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype("f")


def near(found, wanted, tolerance=2e-6):
    np.testing.assert_allclose(np.asarray(found), np.asarray(wanted), atol=tolerance, rtol=1e-5)


class Doubled(layers.Layer):
    """A user's layer."""

    def call(self, inputs):
        return ops.concatenate([inputs, inputs], axis=-1)


# TimeDistributed


def test_the_same_layer_sees_every_step():
    x, inner = numbers(2, 3, 5, 4, 2), layers.Conv2D(3, 2)
    found = layers.TimeDistributed(inner)(x)
    for step in range(3):
        near(found[:, step], inner(x[:, step]))


def test_a_model_may_be_the_inner_layer():
    inner = Sequential([Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(2)])
    x = Input((None, 4))
    model = Model(x, layers.TimeDistributed(inner)(x))
    data = numbers(2, 5, 4)
    near(model.predict(data, verbose=0), inner.predict(data.reshape(10, 4)).reshape(2, 5, 2))
    model.compile("sgd", "mse")
    model.train_on_batch(data, numbers(2, 5, 2))


def test_a_layer_of_a_user_sees_step_by_step_or_all_at_once():
    x = numbers(3, 4, 2)
    near(layers.TimeDistributed(Doubled())(x), np.concatenate([x, x], axis=-1))
    symbol = Input((None, 2))
    y = layers.TimeDistributed(Doubled())(symbol)
    assert y.shape == (None, None, 4)
    near(Model(symbol, y).predict(x, verbose=0), np.concatenate([x, x], axis=-1))


def test_several_values_go_in_and_come_out_together():
    class Two(layers.Layer):
        def call(self, inputs):
            return inputs[0] + 1.0, inputs[1] * 2.0

    one, two = numbers(2, 3, 4), numbers(2, 3, 5)
    first, second = layers.TimeDistributed(Two())([one, two])
    near(first, one + 1)
    near(second, two * 2)


def test_a_mask_is_handed_on_and_stays():
    x, mask = numbers(2, 4, 3), np.array([[True, True, False, True], [True, False, False, False]])
    tape = Tape()
    with tape:
        fed = tape.feed(Spec(x.shape))
        fed._keras_mask = tape.feed(Spec(mask.shape, "bool"))
        assert layers.TimeDistributed(layers.Dense(3))(fed)._keras_mask.shape == (2, 4)
    masked = layers.TimeDistributed(layers.Masking())(np.array([[[1.0, 0], [0, 0]]]))
    assert masked._keras_mask.tolist() == [[True, False]]


def test_masked_words_in_masked_sentences():
    words = np.array([[[1, 2, 0], [0, 0, 0]], [[3, 0, 0], [1, 1, 1]]])
    x = Input((None, None), dtype="int32")
    embedded = layers.TimeDistributed(layers.Embedding(5, 6, mask_zero=True))(x)
    sentences = layers.TimeDistributed(layers.SimpleRNN(4))(embedded)
    model = Model(x, layers.SimpleRNN(2)(sentences))
    wanted = model.predict(words, verbose=0)
    padded = np.concatenate([words, np.zeros((2, 1, 3), int)], axis=1)
    near(model.predict(padded, verbose=0), wanted)


def test_steps_of_a_users_layer_repeat_the_last_output_where_they_are_masked():
    x = np.arange(1.0, 5.0, dtype="f").reshape(1, 4, 1)
    found = layers.TimeDistributed(Doubled())(x, mask=np.array([[True, False, True, False]]))
    assert found[0, :, 0].tolist() == [1, 1, 3, 3]


def test_a_stateful_inner_layer_keeps_its_state_from_step_to_step():
    inner = layers.LSTM(3, stateful=True)
    around = layers.TimeDistributed(inner)
    x = numbers(2, 3, 4, 2)
    found = around(x)
    inner.reset_states()
    for step in range(3):
        near(found[:, step], inner(x[:, step]))


def test_batch_statistics_go_over_all_steps():
    around = layers.TimeDistributed(layers.BatchNormalization(momentum=0.0))
    x = numbers(4, 3, 2)
    around(x, training=True)
    near(around.get_weights()[2], x.mean(axis=(0, 1)))


def test_time_distributed_refuses_what_keras_refuses():
    with pytest.raises(DesignError, match="at least 3 axes"):
        layers.TimeDistributed(layers.Dense(3))(numbers(2, 3))
    with pytest.raises(DesignError, match="must be a layer"):
        layers.TimeDistributed(numbers(1, 1))
    around = layers.TimeDistributed(layers.Dense(3))
    around(numbers(2, 3, 4))
    assert around(numbers(2, 5, 4)).shape == (2, 5, 3)
    with pytest.raises(DesignError, match="along axis 2"):
        around(numbers(2, 3, 5))
    with pytest.raises(DesignError, match="mask of shape"):
        around(numbers(2, 3, 4), mask=np.ones((2, 4), bool))


def test_shapes_of_steps_are_known_as_far_as_the_input_tells_them():
    around = layers.TimeDistributed(layers.Conv2D(4, 3))
    assert around.compute_output_shape((None, 3, 8, 8, 1)) == (None, 3, 6, 6, 4)
    assert layers.TimeDistributed(layers.Conv2D(4, 3))(
        Input(batch_shape=(1, None, 8, 8, 1))).shape == (1, None, 6, 6, 4)
    flat = layers.TimeDistributed(layers.Flatten())
    assert flat(Input((None, 3, 4))).shape == (None, None, 12)


# Bidirectional


@pytest.mark.parametrize("mode", ["sum", "mul", "ave", "concat", None])
def test_both_directions_are_merged(mode):
    x = numbers(2, 4, 3)
    both = layers.Bidirectional(layers.GRU(3, return_sequences=True), merge_mode=mode)
    found = both(x)
    forward, backward = both.forward_layer(x), np.flip(both.backward_layer(x), 1)
    wanted = {
        "sum": forward + backward,
        "mul": forward * backward,
        "ave": (forward + backward) / 2,
        "concat": np.concatenate([forward, backward], axis=-1),
        None: [forward, backward],
    }[mode]
    for one, other in zip(found if mode is None else [found],
                          wanted if mode is None else [wanted], strict=True):
        near(one, other)


def test_the_backward_layer_is_like_the_forward_one_with_weights_of_its_own():
    both = layers.Bidirectional(layers.LSTM(3, activation="relu", name="walk"))
    assert [layer.name for layer in both._sublayers()] == ["forward_walk", "backward_walk"]
    assert both.backward_layer.go_backwards and both.backward_layer.activation is (
        both.forward_layer.activation)
    both(numbers(2, 4, 3))
    assert len(both.trainable_weights) == 6
    both.trainable = False
    assert both.trainable_weights == [] and len(both.weights) == 6


def test_masked_steps_give_zeros_in_sequences_and_the_last_output_is_the_state():
    x, mask = numbers(1, 3, 2), np.array([[True, True, False]])
    many = layers.Bidirectional(layers.LSTM(3, return_sequences=True))(x, mask=mask)
    assert not many[0, 2].any() and many[0, 1].all()
    output, h, _, back, _ = layers.Bidirectional(layers.LSTM(3, return_state=True))(x, mask=mask)
    near(output, np.concatenate([h, back], axis=-1))


def test_states_are_shared_out_in_halves():
    x, states = numbers(2, 4, 3), [numbers(2, 3, seed=i) for i in range(4)]
    both = layers.Bidirectional(layers.LSTM(3))
    found = both(x, initial_state=states)
    near(found[:, :3], both.forward_layer(x, initial_state=states[:2]))
    near(found[:, 3:], both.backward_layer(x, initial_state=states[2:]))
    symbols = [Input((4, 3)), *(Input((3,)) for _ in range(4))]
    model = Model(symbols, both(symbols[0], initial_state=symbols[1:]))
    near(model.predict([x, *states], verbose=0), found)
    with pytest.raises(DesignError, match="cannot share"):
        both(x, initial_state=states[:1])


def test_stateful_directions_are_reset_together():
    both = layers.Bidirectional(layers.GRU(3, stateful=True))
    x = numbers(2, 4, 3)
    first = both(x)
    assert not np.allclose(both(x), first)
    both.reset_states()
    near(both(x), first)
    both.reset_states([np.ones((2, 3)), np.zeros((2, 3))])
    assert both.forward_layer.states[0].numpy().all()
    assert not both.backward_layer.states[0].numpy().any()
    with pytest.raises(DesignError, match="must be a list"):
        both.reset_states({})
    with pytest.raises(AttributeError):
        layers.Bidirectional(layers.GRU(3)).reset_states()


def test_layers_that_do_not_belong_together_are_refused():
    lstm = layers.LSTM
    with pytest.raises(DesignError, match="different `go_backwards`"):
        layers.Bidirectional(lstm(3), backward_layer=lstm(3))
    for name in ("stateful", "return_sequences", "return_state"):
        other = lstm(3, go_backwards=True, **{name: True})
        with pytest.raises(DesignError, match=f'attribute "{name}"'):
            layers.Bidirectional(lstm(3), backward_layer=other)
    with pytest.raises(DesignError, match="cannot walk"):
        layers.Bidirectional(layers.Dense(3))
    with pytest.raises(DesignError, match="merge_mode"):
        layers.Bidirectional(lstm(3), merge_mode="glue")


def test_constants_reach_both_directions():
    class Adding(layers.Layer):
        state_size = 1

        def call(self, inputs, states, constants):
            return inputs + constants[0], [states[0] * 1.0]

        def get_config(self):
            return layers.Layer.get_config(self)

    both = layers.Bidirectional(layers.RNN(Adding()), merge_mode="sum")
    found = both(np.array([[[1.0], [3.0]]]), constants=np.array([[10.0]]))
    assert found.tolist() == [[24.0]]


@pytest.mark.parametrize("options", [{}, {"return_state": True}, {"return_sequences": True}])
@pytest.mark.parametrize("mode", ["concat", "sum", None])
def test_shapes_are_those_of_the_outputs(mode, options):
    both = layers.Bidirectional(layers.LSTM(3, **options), merge_mode=mode)
    outputs = both(Input((None, 2)))
    shapes = [value.shape for value in outputs] if isinstance(outputs, list) else outputs.shape
    assert both.compute_output_shape((None, None, 2)) == shapes


def test_bidirectional_learns():
    model = Sequential([
        layers.Embedding(8, 4, mask_zero=True),
        layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
        layers.Bidirectional(layers.GRU(4), merge_mode="sum"),
        layers.Dense(1),
    ])
    model.compile("adam", "mse")
    x = np.random.default_rng(0).integers(0, 8, (32, 5))
    losses = model.fit(x, (x == 3).sum(axis=1), epochs=15, verbose=0).history["loss"]
    assert losses[-1] < losses[0]


# Config and drawings


@pytest.mark.parametrize(
    "make",
    [
        lambda: layers.TimeDistributed(layers.Conv2D(3, 2, padding="same")),
        lambda: layers.TimeDistributed(layers.LSTM(3)),
        lambda: layers.Bidirectional(layers.LSTM(3, return_sequences=True), merge_mode=None),
        lambda: layers.Bidirectional(
            layers.LSTM(3), backward_layer=layers.GRU(2, go_backwards=True)),
        lambda: layers.Bidirectional(layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)])),
        lambda: layers.TimeDistributed(layers.Bidirectional(layers.GRU(2))),
    ],
)
def test_config_makes_the_same_wrapper_again(make):
    layer = make()
    again = type(layer).from_config(layer.get_config())
    assert again.get_config() == layer.get_config()


def test_inner_layers_in_a_drawing_are_json():
    inner = {"type": "LSTM", "parameters": {"units": 3, "return_sequences": True}}
    layer = registry.create("Bidirectional", {"layer": inner, "merge_mode": "sum"}, "both")
    fields = layer.fields
    assert fields["layer"].to_json(layer.setting("layer")) == inner
    assert fields["backward_layer"].to_json(layer.setting("backward_layer")) is None
    assert layer(numbers(2, 4, 3)).shape == (2, 4, 3)
    for wrong in ("LSTM", {"type": "LSTMM"}, {"type": "LSTM", "parameters": {"units": 0}}):
        with pytest.raises(DesignError) as caught:
            registry.create("Bidirectional", {"layer": wrong}, "both")
        assert caught.value.where.field == "layer"


def test_a_wrapper_of_a_users_layer_is_written_by_class_and_config():
    class Own(layers.Layer):
        def call(self, inputs):
            return inputs

    layer = layers.TimeDistributed(Own(name="own"))
    written = layer.fields["layer"].to_json(layer.layer)
    assert written["class_name"] == "Own" and written["config"]["name"] == "own"
