"""Do models run whose Python decides by the numbers of a batch, as TensorFlow's eager ones do?"""

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import NeedsNumbers
from engine.training.at_once import PythonStep

DRAW = np.random.default_rng(0)
X = DRAW.normal(size=(64, 4)).astype("f")
Y = X[:, :1] * 2


class Bent(layers.Layer):
    """The root of what is positive on the whole, the square of what is not."""

    def call(self, inputs):
        if engine.reduce_sum(inputs) > 0:
            return engine.sqrt(engine.abs(inputs))
        return engine.square(inputs)


def test_a_layer_may_ask_whether_a_value_is_true():
    np.testing.assert_allclose(Bent()(np.full((2, 2), 4.0, "f")), np.full((2, 2), 2.0))
    np.testing.assert_allclose(Bent()(np.full((2, 2), -3.0, "f")), np.full((2, 2), 9.0))
    with pytest.raises(NeedsNumbers, match="tf.where"):
        layers.Input((2,)) + 0 and Bent()(layers.Input((2,)))


def test_a_model_and_a_loss_that_decide_by_numbers_are_trained():
    class Model(engine.Model):
        def __init__(self):
            super().__init__()
            self.inner, self.bent, self.outer = layers.Dense(3), Bent(), layers.Dense(1)

        def call(self, inputs):
            return self.outer(self.bent(self.inner(inputs)))

    def loss(target, output):
        error = target - output
        if engine.reduce_mean(target) > 0:
            return engine.reduce_mean(engine.square(error), -1)
        return engine.reduce_mean(engine.abs(error), -1)

    model = Model()
    model.compile("sgd", loss, metrics=["mae"])
    for target in (Y, Y - 10.0):
        before = np.asarray(model(X))
        first = model.evaluate(X, target, batch_size=64, verbose=0)[0]
        error = target - before
        expected = np.mean(error**2) if target.mean() > 0 else np.mean(np.abs(error))
        np.testing.assert_allclose(first, expected, rtol=1e-5)
        model.fit(X, target, verbose=0)
        assert not np.array_equal(model.predict(X, verbose=0), before)
    assert {type(step) for step in model._plans.values()} == {PythonStep}


def test_only_some_of_the_values_may_count():
    """`boolean_mask` has as many values as the numbers say, and gradients."""

    def loss(target, output):
        return engine.reduce_mean(engine.square(engine.boolean_mask(target - output, target > 0)))

    model = engine.Sequential([layers.Input((4,)), layers.Dense(1, use_bias=False)])
    model.compile("sgd", loss)
    kernel = model.get_weights()[0]
    model_loss = model.train_on_batch(X, Y)
    held = (Y > 0)[:, 0]
    error = X[held] @ kernel - Y[held]
    np.testing.assert_allclose(model_loss, np.mean(error**2), rtol=1e-5)
    slope = 2 * X[held].T @ error / held.sum()
    np.testing.assert_allclose(model.get_weights()[0], kernel - 0.01 * slope, rtol=1e-4)


def test_run_eagerly_computes_what_a_plan_computes():
    seen = []

    class Watched(engine.Sequential):
        def train_step(self, data):
            seen.append(np.asarray(data[0]).sum())
            return super().train_step(data)

    def trained(at_once):
        engine.set_random_seed(3)
        kind = Watched if at_once else engine.Sequential
        model = kind([layers.Input((4,)), layers.Dense(8, "relu"), layers.BatchNormalization(),
                      layers.Dense(1)])  # fmt: skip
        model.compile("adam", "mse", metrics=["mae"], run_eagerly=at_once)
        history = model.fit(X, Y, epochs=2, shuffle=False, verbose=0, validation_split=0.25)
        return history.history, model.evaluate(X, Y, verbose=0), model.predict(X, verbose=0)

    planned, python = trained(False), trained(True)
    assert len(seen) == 4
    np.testing.assert_allclose(seen[0], X[:32].sum(), rtol=1e-4)
    assert planned[0].keys() == python[0].keys()
    for name, values in planned[0].items():
        assert values == pytest.approx(python[0][name])
    assert planned[1] == pytest.approx(python[1])
    np.testing.assert_allclose(planned[2], python[2], rtol=1e-5)


def test_functions_run_as_python_where_that_is_asked_for():
    calls = []

    @engine.function
    def doubled(x):
        calls.append(1)
        return x * 2

    doubled(X), doubled(X)
    assert len(calls) == 1
    engine.config.run_functions_eagerly(True)
    try:
        assert engine.config.functions_run_eagerly()
        doubled(X), doubled(X)
    finally:
        engine.config.run_functions_eagerly(False)
    assert len(calls) == 3
