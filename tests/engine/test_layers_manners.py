"""Do layers accept and refuse what Keras's layers do, at the moment when they do it?"""

import logging

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import DesignError


@pytest.mark.parametrize(
    ("make", "shape"),
    [
        (lambda **kw: layers.Conv1D(3, 3, padding="same", dilation_rate=2, **kw), (2, 3, 8, 4)),
        (lambda **kw: layers.Conv2D(4, 3, strides=2, groups=2, **kw), (2, 3, 7, 6, 4)),
        (lambda **kw: layers.Conv3D(2, 2, **kw), (2, 3, 4, 3, 4, 2)),
        (lambda **kw: layers.Conv2D(3, 2, data_format="channels_first", **kw), (2, 3, 2, 5, 6)),
    ],
)
def test_axes_between_batch_and_space_are_more_samples_for_a_convolution(make, shape):
    x = np.random.default_rng(0).normal(size=shape).astype("f")
    layer = make(activation="tanh")

    found = layer(x)

    one_by_one = np.stack([np.asarray(layer(x[:, place])) for place in range(3)], axis=1)
    assert np.allclose(found, one_by_one, atol=1e-6)
    open_batch = make()(engine.Input(shape[1:]))
    assert open_batch.shape == (None, *found.shape[1:])


def test_open_sizes_pass_through_a_convolution_with_more_axes():
    assert layers.Conv2D(2, 3)(engine.Input((11, None, 6, 3))).shape == (None, 11, None, 4, 2)


@pytest.mark.parametrize(
    "make",
    [
        lambda **kw: layers.Conv2D(2, 2, **kw),
        lambda **kw: layers.Conv1DTranspose(2, 2, **kw),
        lambda **kw: layers.Conv2DTranspose(2, 2, **kw),
        lambda **kw: layers.SeparableConv2D(2, 2, **kw),
        lambda **kw: layers.DepthwiseConv1D(2, **kw),
    ],
)
def test_strides_and_dilation_exclude_each_other_from_the_start(make):
    with pytest.raises(DesignError, match="only one may be above 1"):
        make(strides=2, dilation_rate=2)


def test_what_cannot_be_is_refused_when_a_layer_is_made_or_built():
    with pytest.raises(DesignError, match="implementation 1"):
        layers.LocallyConnected2D(2, 3, padding="same")
    with pytest.raises(DesignError, match="larger than the input"):
        layers.Conv1D(2, 20).build((None, 5, 2))
    with pytest.raises(DesignError, match="no places"):
        layers.GlobalMaxPooling1D().build((None, 0, 2))
    with pytest.raises(DesignError, match="fused and synchronized"):
        layers.BatchNormalization(fused=True, synchronized=True)
    with pytest.raises(DesignError, match="is no shape"):
        layers.Dot(1).compute_output_shape(1)


def test_masks_of_merged_values_come_as_a_list_for_a_list():
    a, b = engine.Input((4, 5)), engine.Input((4, 5))
    for layer in (layers.Add(), layers.Concatenate()):
        for inputs, masks in (((a, b), np.ones(4)), (a, [None, None]), ((a, b), [None])):
            with pytest.raises(DesignError, match="list of|masks"):
                layer.compute_mask(list(inputs) if inputs is not a else a, masks)


def test_a_batch_that_is_masked_throughout_is_normalised_to_zero():
    layer = layers.BatchNormalization()

    found = layer(np.zeros((4, 3, 5), "f"), mask=np.zeros((4, 3), bool), training=True)

    assert np.array_equal(found, np.zeros((4, 3, 5)))


@pytest.mark.reference("tf_keras")
@pytest.mark.filterwarnings("ignore:.*Masking is not supported")
@pytest.mark.parametrize("fused", [None, False])
def test_moving_averages_of_masked_pictures_are_keras_s(fused):
    import tf_keras

    x = np.random.default_rng(0).normal(size=(2, 3, 4, 5)).astype("f")
    mask = np.array([[True, False, True], [True, True, False]])
    given = {"fused": fused, "momentum": 0.5}
    ours, theirs = layers.BatchNormalization(**given), tf_keras.layers.BatchNormalization(**given)
    # Keras without its kernel wants a mask that fits the pictures.
    mask = mask if fused is None else np.broadcast_to(mask[..., None], (2, 3, 4)).copy()

    expected = theirs(x, mask=mask, training=True)

    assert np.allclose(ours(x, mask=mask, training=True), expected, atol=1e-5)
    for left, right in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        assert np.allclose(left, right, atol=1e-6)


def test_a_layer_may_serve_as_an_activation():
    layer = layers.Dense(3, activation=layers.LeakyReLU(0.1), kernel_initializer="ones")

    again = layers.Dense.from_config(layer.get_config())

    assert np.allclose(layer([[-2.0, 1.0]]), -0.1)
    assert isinstance(again.activation, layers.LeakyReLU)
    assert again.activation.alpha == pytest.approx(0.1)


def test_a_lambda_is_told_by_its_functions_and_saved_by_their_names(tmp_path):
    def twice(x):
        return 2 * x

    layer = layers.Lambda(twice, output_shape=(4,), mask=lambda x, mask: mask)
    again = layers.Lambda.from_config(layer.get_config())
    model = engine.Sequential([engine.Input((3,)), layers.Lambda(twice)])
    model.save(tmp_path / "m.keras")
    with engine.utils.custom_object_scope({"twice": twice}):
        loaded = engine.models.load_model(tmp_path / "m.keras")

    assert again.function is twice
    assert again.compute_output_shape((None, 3)) == (None, 4)
    assert np.array_equal(loaded.predict(np.ones((2, 3)), verbose=0), np.full((2, 3), 2.0))
    with pytest.raises(DesignError, match="twice"):
        engine.models.load_model(tmp_path / "m.keras")
    with pytest.raises(DesignError, match="lambda"):
        engine.Sequential([engine.Input((3,)), layers.Lambda(lambda x: x)]).save(tmp_path / "l.h5")


def test_weights_in_a_lambda_are_not_lost_silently(caplog):
    scale = engine.Variable(2.0, name="scale")
    dense = layers.Dense(1)

    with caplog.at_level(logging.WARNING):
        layers.Lambda(lambda x: x * scale)(engine.Input((3,)))
    assert "uses scale" in caplog.text
    with pytest.raises(DesignError, match="never trained"):
        layers.Lambda(lambda x: dense(x))(engine.Input((3,)))


def test_a_list_that_a_program_goes_on_to_fill_does_not_change_a_call():
    a = engine.Input((4, 5))
    values = [a, a]
    first = layers.Concatenate(1)
    values.append(first(values))
    second = layers.Concatenate(1)

    model = engine.Model(a, second(values))

    assert [len(one.inbound_nodes[0].input_tensors) for one in (first, second)] == [2, 3]
    assert model.output_shape == (None, 16, 5)


def test_masks_reach_each_channel_that_is_normalised():
    x = np.random.default_rng(0).normal(size=(5, 4, 3)).astype("f")
    mask = np.arange(20).reshape(5, 4) % 3 > 0
    layer = layers.BatchNormalization(axis=1, momentum=0.0)

    layer(x, mask=mask, training=True)

    means = [x[mask[:, place], place].mean() for place in range(4)]
    assert np.allclose(layer.moving_mean.numpy(), means, atol=1e-6)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (layers.Cropping1D, (1,)),
        (layers.ZeroPadding1D, (1,)),
        (layers.Permute, (1, 1)),
        (layers.Dot, (1, 2, 3)),
        (layers.RepeatVector, "3"),
        (layers.LayerNormalization, {"axis": 1}),
    ],
)
def test_what_a_parameter_cannot_be_is_refused_at_once(make, wrong):
    with pytest.raises(DesignError) as caught:
        make(wrong)
    assert caught.value.where.field
    # Keras raises TypeError for the kind of value and ValueError for its size.
    assert isinstance(wrong, tuple) or isinstance(caught.value, TypeError)


def test_a_causal_convolution_takes_its_channels_first_too():
    x = np.random.default_rng(0).normal(size=(2, 3, 6)).astype("f")
    first = layers.Conv1D(4, 2, padding="causal", data_format="channels_first")
    last = layers.Conv1D(4, 2, padding="causal")

    found = first(x)
    last.build((None, 6, 3))
    last.set_weights(first.get_weights())

    assert np.allclose(found, np.swapaxes(last(np.swapaxes(x, 1, 2)), 1, 2), atol=1e-6)
