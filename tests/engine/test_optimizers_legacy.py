"""Do `optimizers.legacy`, Lion and Adafactor step as tf_keras's do?"""

import warnings

import numpy as np
import pytest

import engine
from engine import layers, optimizers
from engine.errors import DesignError

CASES = [
    *((f"legacy.{name}", {}) for name in optimizers.legacy.KINDS),
    ("legacy.SGD", {"momentum": 0.9, "decay": 0.1}),
    ("legacy.RMSprop", {"momentum": 0.9}),
    ("legacy.RMSprop", {"centered": True, "decay": 0.01}),
    ("legacy.Adam", {"amsgrad": True, "decay": 0.1, "clipnorm": 1.0}),
    ("Lion", {"weight_decay": 0.1}),
    ("Adafactor", {}),
    ("Adafactor", {"relative_step": False}),
]


def made(library, name, options):
    kinds = library.optimizers
    for part in name.split("."):
        kinds = getattr(kinds, part)
    return kinds(learning_rate=0.05, **options)


def moved(optimizer, variable):
    """A matrix and a vector after five steps."""
    draw = np.random.default_rng(0)
    weights = [variable(draw.normal(size=shape).astype("f")) for shape in ((3, 4), (4,))]
    for _ in range(5):
        slopes = [variable(draw.normal(size=tuple(w.shape)).astype("f")) for w in weights]
        read = [slope.read_value() for slope in slopes]
        optimizer.apply_gradients(zip(read, weights, strict=True))
    return [np.asarray(one) for one in weights]


@pytest.mark.reference("tf_keras")
@pytest.mark.parametrize(("name", "options"), CASES)
def test_steps_and_configs_are_those_of_tf_keras(name, options):
    import tensorflow
    import tf_keras

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = made(tf_keras, name, options)
        expected = moved(theirs, tensorflow.Variable)
    ours = made(engine, name, options)
    for one, other in zip(moved(ours, engine.Variable), expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=2e-6)
    config = {**ours.get_config(), "is_legacy_optimizer": None}
    assert config == pytest.approx({**theirs.get_config(), "is_legacy_optimizer": None})


def test_legacy_formulas_by_hand():
    """The root comes before epsilon, and `decay` slows the steps down."""
    slope, start = np.array([0.5, -2.0], "f"), np.array([1.0, 1.0], "f")
    for kind, squares in (
        (optimizers.legacy.RMSprop, 0.1 * slope**2),
        (optimizers.legacy.Adagrad, 0.1 + slope**2),
    ):
        weight = engine.Variable(start)
        kind(0.1, epsilon=0.5).apply_gradients([(slope, weight)])
        expected = start - 0.1 * slope / (np.sqrt(squares) + 0.5)
        np.testing.assert_allclose(weight.numpy(), expected, rtol=1e-6)
    weight, slowing = engine.Variable(start), optimizers.legacy.SGD(lr=0.1, decay=1.0)
    for _ in range(3):
        slowing.apply_gradients([(slope, weight)])
    np.testing.assert_allclose(weight.numpy(), start - 0.1 * slope * (1 + 1 / 2 + 1 / 3), rtol=1e-6)
    adam = optimizers.legacy.Adam()
    adam.apply_gradients([(slope, weight)])
    assert adam.get_slot_names() == ["m", "v"]
    np.testing.assert_allclose(adam.get_slot(weight, "m"), 0.1 * slope, rtol=1e-6)
    assert len(adam.weights) == 3


def test_lion_and_adafactor_by_hand():
    slope, weight = np.array([0.5, -2.0], "f"), engine.Variable(np.ones(2, "f"))
    optimizers.Lion(0.1).apply_gradients([(slope, weight)])
    np.testing.assert_allclose(weight.numpy(), [0.9, 1.1], rtol=1e-6)
    slope, weight = np.array([[1.0, 2.0], [2.0, 4.0]], "f"), engine.Variable(np.ones((2, 2), "f"))
    optimizers.get("adafactor").apply_gradients([(slope, weight)])
    # A product of rows and columns has its own size as its root of the mean square.
    np.testing.assert_allclose(weight.numpy(), np.full((2, 2), 0.999), rtol=1e-5)
    with pytest.raises(DesignError, match="beta_1"):
        optimizers.Lion(beta_1=0.0)


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_models_come_back_with_their_legacy_optimizer(tmp_path, ending):
    model = engine.Sequential([layers.Input((2,)), layers.Dense(1)])
    model.compile(optimizers.legacy.RMSprop(0.01, decay=0.5), "mse")
    x = np.ones((4, 2), "f")
    model.fit(x, x[:, :1], verbose=0)
    model.save(tmp_path / f"model.{ending}")
    again = engine.models.load_model(tmp_path / f"model.{ending}")
    assert isinstance(again.optimizer, optimizers.legacy.RMSprop)
    assert again.optimizer.decay == 0.5
    for one, other in zip(model.optimizer.weights, again.optimizer.weights, strict=True):
        np.testing.assert_array_equal(one.numpy(), other.numpy())
    losses = [one.train_on_batch(x, x[:, :1]) for one in (model, again)]
    assert losses[0] == losses[1]
