"""Do fused records give what single ones give, and are they fused only where that is the same?"""

import numpy as np
import pytest

from engine import layers, ops, settings
from engine import plan as plans
from engine.plan import Plan
from engine.tape import CallContext, Spec, Tape, gradients


def picture_layers(*made):
    """Layers one after the other, as a function of a value."""

    def apply(value):
        for layer in made:
            value = layer(value)
        return value

    return apply


def conv(bias=False, filters=16):
    return layers.Conv2D(filters, 3, padding="same", use_bias=bias)


def normalized():
    return layers.BatchNormalization(
        gamma_initializer="random_normal", beta_initializer="random_uniform"
    )


def twice(value):
    """A normalized value which the pool reads, and something else as well."""
    value = layers.ReLU()(normalized()(conv()(value)))
    return layers.MaxPooling2D()(value) + layers.AveragePooling2D()(value)


def residual(value):
    """A normalized value which a convolution reads, and what it is added to."""
    value = layers.ReLU()(normalized()(conv()(value)))
    return layers.ReLU()(layers.Add()([normalized()(conv()(value)), value]))


NETWORKS = {
    "residual": lambda: residual,
    "wide": lambda: picture_layers(conv(), normalized(), conv(filters=256)),
    "product": lambda: picture_layers(conv(True), layers.ReLU()),
    "pooled product": lambda: picture_layers(conv(True), layers.ReLU(), layers.MaxPooling2D()),
    "normalized": lambda: picture_layers(conv(), normalized(), layers.ReLU(), conv()),
    "pooled": lambda: picture_layers(
        conv(), normalized(), layers.ReLU(), layers.MaxPooling2D(), conv()
    ),
    "pooled, not cut": lambda: picture_layers(conv(), normalized(), layers.MaxPooling2D()),
    "overlapping": lambda: picture_layers(
        conv(), normalized(), layers.ReLU(), layers.MaxPooling2D(3, 2, padding="same")
    ),
    "few channels": lambda: picture_layers(normalized(), layers.ReLU(), layers.MaxPooling2D()),
    "greatest": lambda: picture_layers(conv(True), layers.ReLU(), layers.GlobalMaxPooling2D()),
    "greatest, not cut": lambda: picture_layers(conv(), layers.GlobalMaxPooling2D()),
    "greatest, scaled": lambda: picture_layers(
        conv(True), layers.LeakyReLU(), layers.GlobalMaxPooling2D()
    ),
    "read twice": lambda: twice,
    "cheap": lambda: picture_layers(
        conv(),
        normalized(),
        layers.ReLU(),
        layers.DepthwiseConv2D(3, padding="same", use_bias=False),
        normalized(),
        layers.ReLU(),
        layers.Conv2D(16, 1),
    ),
}
WALKS = {  # kernels that fusion leaves out, and those that it brings
    "residual": (set(), {"normalization.batch_normalize", "activations.relu_gradient"}),
    "wide": (set(), {"normalization.batch_gradient"}),
    "product": ({"activations.relu"}, set()),
    "pooled product": ({"activations.relu", "activations.relu_gradient"}, {"pooling.max_gradient"}),
    "normalized": (
        {"activations.relu", "activations.relu_gradient"},
        {"normalization.batch_gradient_sums"},
    ),
    "pooled": (
        {"activations.relu_gradient", "pooling.max_forward", "pooling.max_gradient"},
        {"pooled_normalization.normalize", "pooled_normalization.gradient_sums"},
    ),
    "pooled, not cut": (
        {"pooling.max_forward", "pooling.max_gradient"},
        {"pooled_normalization.normalize", "pooled_normalization.gradient"},
    ),
    "overlapping": ({"activations.relu"}, {"pooling.max_forward", "pooling.max_gradient"}),
    "few channels": ({"activations.relu"}, {"pooling.max_forward", "pooling.max_gradient"}),
    "greatest": (
        {"activations.relu", "activations.relu_gradient", "reduction.max_gradient"},
        {"peaks.gradients", "reduction.combine"},
    ),
    "greatest, not cut": ({"convolution.weight_gradient"}, {"peaks.gradients"}),
    "greatest, scaled": ({"peaks.gradients"}, {"reduction.max_gradient"}),
    "read twice": ({"activations.relu"}, {"pooling.max_forward", "activations.relu_gradient"}),
    "cheap": ({"activations.relu", "activations.relu_gradient"}, {"normalization.batch_normalize"}),
}


def traced(network, training):
    """A tape of a network's results and all gradients, from weights that are always the same."""
    settings.set_random_seed(4)
    tape = Tape(contexts=[CallContext(training=training)])
    with tape:
        x = tape.feed(Spec((3, 8, 12, 3)))
        y = NETWORKS[network]()(x)
        weights = [tensor for _, tensor in tape.variables.values()]
        loss = ops.sum(ops.square(y - 0.5))
        found = gradients(tape, loss, [x, *weights])
    return tape, [loss, *(one for one in found if one is not None)]


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("network", NETWORKS)
def test_fused_and_single_records_agree(network, training, monkeypatch):
    x = np.random.default_rng(1).standard_normal((3, 8, 12, 3)).astype("f")
    fused = Plan(*traced(network, training))
    found = [one.copy() for one in fused.run(x)]
    monkeypatch.setattr(plans.fuse, "fuse", lambda records, protected: records)
    single = Plan(*traced(network, training))

    for one, other in zip(found, single.run(x), strict=True):
        scale = max(1.0, np.abs(other).max())
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=2e-6 * scale)
    gone, there = WALKS[network]
    assert not gone & set(fused.kernel_names)
    assert there <= set(fused.kernel_names)
    assert not any(name.startswith("pooled_") for name in single.kernel_names)


def test_what_is_cheap_to_make_is_made_again_for_those_who_read_it_later():
    def count(network):
        plan = Plan(*traced(network, True))
        return sum(name == "normalization.batch_normalize" for name, _, _ in plan.steps)

    found = [count(network) for network in ("cheap", "normalized", "residual", "wide")]
    assert found == [4, 2, 4, 1]


def test_a_value_that_is_fetched_is_written():
    tape = Tape(contexts=[CallContext(training=True)])
    with tape:
        x = tape.feed(Spec((2, 4, 4, 16)))
        cut = layers.ReLU()(normalized()(x))
        pooled = layers.MaxPooling2D()(cut)
    whole, small = Plan(tape, [cut, pooled]).run(np.random.default_rng(0).random((2, 4, 4, 16)))
    np.testing.assert_array_equal(whole.reshape(2, 2, 2, 2, 2, 16).max((2, 4)), small)
