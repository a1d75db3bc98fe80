"""Do training loops of one's own run, with the numbers of `fit`?"""

import numpy as np
import pytest

import engine
from engine import backend, layers, losses, metrics, models, ops, optimizers, recording
from engine.errors import DesignError
from engine.plan import Plan


def samples(count=12):
    generator = np.random.default_rng(0)
    x = generator.normal(size=(count, 4)).astype("f")
    return x, (x.sum(axis=1, keepdims=True) > 0).astype("f")


def network(seed=3, rate=0.0):
    engine.set_random_seed(seed)
    return engine.Sequential(
        [
            layers.Dense(8, activation="tanh", input_shape=(4,)),
            layers.BatchNormalization(),
            layers.Dropout(rate),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@pytest.fixture(params=["traced", "at once"])
def decorated(request):
    """A loop's function under @engine.function, and as it stands."""
    return engine.function if request.param == "traced" else lambda python: python


def batches(x, y, size=4):
    return [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]


def test_a_loop_of_ones_own_gives_the_numbers_of_fit(decorated):
    x, y = samples()
    expected = network()
    expected.compile(optimizers.Nadam(0.02), losses.BinaryCrossentropy(), ["binary_accuracy"])
    told = expected.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0).history

    model = network()
    optimizer, loss_func = optimizers.Nadam(0.02), losses.BinaryCrossentropy()
    train_loss, train_metric = metrics.Mean(), metrics.BinaryAccuracy()

    @decorated
    def train_step(model, features, labels):
        with engine.GradientTape() as tape:
            predictions = model(features, training=True)
            loss = loss_func(labels, predictions)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        train_loss.update_state(loss)
        train_metric.update_state(labels, predictions)

    found = []
    for _ in range(3):
        for features, labels in batches(x, y):
            train_step(model, features, labels)
        found.append((float(train_loss.result()), float(train_metric.result())))
        train_loss.reset_states()
        train_metric.reset_states()

    assert found == list(zip(told["loss"], told["binary_accuracy"], strict=True))
    for left, right in zip(model.get_weights(), expected.get_weights(), strict=True):
        assert np.array_equal(left, right)
    assert int(optimizer.iterations.numpy()) == 9


def test_a_train_step_of_ones_own_trains_two_networks_with_two_optimizers():
    class Pair(models.Model):
        """One network learns y, the other what the first one gets wrong."""

        def __init__(self):
            super().__init__()
            self.first, self.second = layers.Dense(1), layers.Dense(1)

        def call(self, x):
            return self.first(x) + self.second(x)

        def compile(self, slow, fast):
            super().compile(loss="mse")
            self.slow, self.fast = slow, fast

        def train_step(self, data):
            x, y = data
            with engine.GradientTape(persistent=True) as tape:
                one = ops.mean(ops.square(y - self.first(x)))
                two = ops.mean(ops.square(y - ops.stop_gradient(self.first(x)) - self.second(x)))
            for loss, layer, optimizer in (
                (one, self.first, self.slow), (two, self.second, self.fast),
            ):  # fmt: skip
                weights = layer.trainable_variables
                optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
            return {"one": one, "two": two}

    x, y = samples()
    model = Pair()
    rate = optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)
    model.compile(optimizers.SGD(0.0), optimizers.SGD(rate))
    model.build((None, 4))
    still = model.first.get_weights()
    history = model.fit(x, y, epochs=5, verbose=0).history

    assert all(np.array_equal(a, b) for a, b in zip(still, model.first.get_weights(), strict=True))
    assert history["two"][-1] < history["two"][0]
    assert float(model.fast.learning_rate.numpy()) == pytest.approx(0.1 * 0.5**4)


def test_a_function_draws_anew_at_each_run_and_counts_what_it_changes():
    model, seen = network(rate=0.5), engine.Variable(0.0)

    @engine.function
    def step(x, phase):
        seen.assign_add(1.0)
        return model(x, training=phase)

    x, _ = samples(4)
    assert not np.array_equal(step(x, True), step(x, True))
    assert np.array_equal(step(x, False), step(x, False))
    assert seen.numpy() == 4
    assert step(np.ones((5, 4), "f"), False).shape == (5, 1)


def test_numbers_and_objects_belong_to_the_trace():
    traced = []

    @engine.function
    def power(x, n):
        traced.append(n)
        for _ in range(n):
            x = x * 2.0
        return {"x": x, "n": n}

    assert [float(power(np.float32(v), n)["x"]) for v, n in ((1, 2), (3, 2), (1, 3))] == [4, 12, 8]
    assert traced == [2, 3]


def test_gradients_of_weights_and_of_values(decorated):
    x = engine.Variable(3.0)
    unused = engine.Variable(1.0)

    @decorated
    def slopes(inside):
        with engine.GradientTape() as tape:
            tape.watch(inside)
            y = x * x * inside
            double = 2.0 * y
        found = tape.gradient(y, {"x": x, "inside": inside, "unused": unused})
        return found, tape.gradient([y, double], x), tape.gradient(y, [unused], None, "zero")

    found, both, none = slopes(backend.constant(2.0))

    assert (float(found["x"]), float(found["inside"]), found["unused"]) == (12.0, 9.0, None)
    assert float(both) == 36.0
    assert float(none[0]) == 0.0


def test_second_derivatives_and_descent_by_hand(decorated):
    x = engine.Variable(0.0)

    @decorated
    def descend():
        with engine.GradientTape() as tape:
            y = x**2 - 2.0 * x + 1.0
            slope = tape.gradient(y, x)
        bend = tape.gradient(slope, x)
        x.assign_sub(slope / bend)
        return y, bend

    y, bend = descend()

    assert (float(y), float(bend), float(x.numpy())) == (1.0, 2.0, 1.0)


def test_a_method_may_be_a_function():
    class Counter:
        def __init__(self, factor):
            self.factor = factor

        @engine.function
        def __call__(self, x):
            return self.factor * x

    one, two = Counter(2.0), Counter(3.0)
    assert [float(c(np.float32(4.0))) for c in (one, two, one)] == [8.0, 12.0, 8.0]


def test_numbers_are_those_of_one_run_whenever_they_are_asked_for():
    model, (x, y) = network(rate=0.5), samples()
    norm, weights = model.layers[1], model.trainable_variables
    with engine.GradientTape(persistent=True) as tape:
        predictions = model(x, training=True)
        if ops.mean(predictions) > 2.0:
            raise AssertionError("a share cannot be 2")
        early = norm.moving_mean.numpy()
        loss = ops.mean(ops.square(predictions - y))
    slopes = tape.gradient(loss, weights)
    moved = norm.moving_mean.numpy()
    optimizers.SGD(10.0).apply_gradients(zip(slopes, weights, strict=True))
    late = predictions.numpy()

    assert np.array_equal(early, moved) and not np.array_equal(moved, np.zeros(8))
    assert np.array_equal(norm.moving_mean.numpy(), moved)
    assert float(loss) == pytest.approx(float(np.mean((late - y) ** 2)), rel=1e-6)
    for one, other in zip(slopes, tape.gradient(loss, weights), strict=True):
        assert np.array_equal(one, other)
    assert not np.array_equal(model(x, training=False), late)


def test_a_loop_that_runs_at_once_makes_its_plan_once(monkeypatch):
    made = []
    monkeypatch.setattr(recording, "Plan", lambda *a: made.append(a) or Plan(*a))
    model, (x, y) = network(), samples()
    optimizer, mean = optimizers.SGD(0.1), metrics.Mean()
    for features, labels in [*batches(x, y), *batches(x[::-1], y)]:
        with engine.GradientTape() as tape:
            loss = losses.BinaryCrossentropy()(labels, model(features, training=True))
        slopes = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(slopes, model.trainable_variables, strict=True))
        mean.update_state(loss)
    assert len(made) == 2, "for the gradients, then for the loss as well"


def test_what_is_assigned_under_a_tape_is_stored_though_nobody_asks():
    total = engine.Variable(0.0)
    for _ in range(3):
        with engine.GradientTape():
            total.assign_add(2.0)
    assert float(total.numpy()) == 6.0
    with engine.GradientTape():
        total.assign_add(2.0)
    assert float(engine.function(lambda: total + 1.0)()) == 9.0


def test_arrays_that_are_watched_have_gradients_and_others_none():
    a, b, c = (backend.constant([n, n + 1.0, n + 2.0]) for n in (1.0, 4.0, 7.0))
    with engine.GradientTape(persistent=True) as tape:
        tape.watch(a)
        product = (a * b)[1:] ** 2 - 1.0 / a[1:]
        rest = c * 2.0
    slope = tape.gradient(product, a)
    expected = 2 * np.asarray(a) * np.asarray(b) ** 2 + 1 / np.asarray(a) ** 2
    np.testing.assert_allclose(slope, [0.0, *expected[1:]], rtol=1e-6)
    assert isinstance(rest, np.ndarray) and f"{product[0]:.1f}" == "99.5"
    assert [float(v) for v in product] == pytest.approx([99.5, 324 - 1 / 3])


def test_an_array_that_is_filled_anew_counts_as_it_was_when_it_was_used():
    weight, buffer = engine.Variable(1.0), np.ones(3, np.float32)
    with engine.GradientTape() as tape:
        first = ops.sum(weight * buffer)
        buffer[:] = 5.0
        both = first + ops.sum(weight * buffer)
    buffer[:] = 7.0
    assert (float(tape.gradient(both, weight)), float(both)) == (18.0, 18.0)


def test_a_gradient_of_nothing_that_was_recorded_says_so():
    with pytest.raises(DesignError, match="outside of the function"):
        engine.GradientTape().gradient(1.0, engine.Variable(1.0))
