"""Do small habits of programs for Keras hold: constants in build, lists of one, == and its like?"""

import numpy as np
import pytest

import engine as tf
from engine import layers
from engine.errors import DesignError, NeedsNumbers


def test_values_are_compared_element_by_element():
    class Zeros(layers.Layer):
        def call(self, inputs):
            return tf.cast(inputs == 0, "float32") + 10 * tf.cast(inputs != 1.0, "float32")

    given = np.array([[0.0, 1.0, 2.0]], "f")
    np.testing.assert_array_equal(Zeros()(given), [[11.0, 0.0, 10.0]])
    inputs = layers.Input((3,))
    model = tf.Model(inputs, tf.cast(inputs == 0, "float32"))
    np.testing.assert_array_equal(model.predict(given, verbose=0), [[1.0, 0.0, 0.0]])

    @tf.function
    def share(target, found):
        return tf.reduce_mean(tf.cast(target == found, "float32"))

    assert share(np.array([1, 2]), np.array([1, 3])) == 0.5
    weight, other = tf.Variable([1.0, 2.0]), tf.Variable([1.0, 2.0])
    assert (weight == 1.0).tolist() == [True, False]
    assert weight in [other, weight] and weight != other and weight is not None
    assert len({weight, other, weight}) == 2
    assert (7 % tf.Variable([4.0])).tolist() == [3.0]
    assert (7 // tf.Variable([4.0])).tolist() == [1.0]


def test_what_build_makes_of_fixed_numbers_serves_the_call():
    class Scaled(layers.Layer):
        def build(self, input_shape):
            self.two, self.table = tf.constant(2.0), tf.ones((3, 4))
            self.four = tf.Variable(2.0 * self.two)

        def call(self, inputs):
            return tf.matmul(inputs, self.table) * self.four * self.two

    given = np.ones((1, 3), "f")
    np.testing.assert_array_equal(Scaled()(given), np.full((1, 4), 24.0))
    inputs = layers.Input((3,))
    model = tf.Model(inputs, Scaled()(inputs))
    np.testing.assert_array_equal(model.predict(given, verbose=0), np.full((1, 4), 24.0))

    class Kept(layers.Layer):
        def call(self, inputs):
            self.kept = getattr(self, "kept", inputs)
            return inputs + self.kept

    layer = Kept()
    layer(given)
    with pytest.raises(DesignError, match="from outside"):
        layer(given)


def test_lists_of_values_are_values():
    weight = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        total = tf.reduce_sum([weight * 2.0, weight * weight])
    assert tape.gradient(total, weight) == 8.0
    assert tf.constant(range(6), shape=(2, 3)).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert tf.constant(1.5, shape=(2,)).tolist() == [1.5, 1.5]
    model = tf.Sequential([layers.Input((1,)), layers.Dense(1)])
    model.add_loss(lambda: tf.reduce_sum([model.layers[0].kernel]))
    model.compile("sgd")
    before = model.get_weights()[0]
    model.fit(np.ones((4, 1)), verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], before - 0.01, rtol=1e-5)


def test_a_variable_is_made_as_tensorflow_makes_it():
    assert tf.Variable(initial_value=lambda: [1, 2]).dtype == "int32"
    assert tf.Variable(True).dtype == "bool"
    assert not tf.Variable(1.0, False).trainable and tf.Variable(1.0, None).trainable
    assert tf.Variable(1.0, name="rate", caching_device=None).name == "rate:0"
    assert tf.Variable(1, dtype="float32").dtype == "float32"
    with pytest.raises(TypeError, match="colour"):
        tf.Variable(1.0, colour="red")


def test_merging_one_value_gives_it_back():
    given = np.arange(4.0, dtype="f").reshape(2, 2)
    for kind in (layers.Add, layers.Multiply, layers.Average, layers.Maximum, layers.Minimum):
        np.testing.assert_array_equal(kind()([given]), given)
        with pytest.raises(DesignError, match="list of at least 2"):
            kind()(given)


def test_groups_leave_masked_steps_out():
    given = np.random.default_rng(0).normal(size=(2, 3, 4)).astype("f")
    mask = np.array([[True, True, False], [True, False, True]])
    layer = layers.GroupNormalization(groups=2, epsilon=0.0)
    found = np.asarray(layer(given, mask=mask[..., None]))
    for sample, held in zip(range(2), mask, strict=True):
        for group in (slice(0, 2), slice(2, 4)):
            seen = given[sample, held, group]
            expected = (given[sample, :, group] - seen.mean()) / seen.std()
            np.testing.assert_allclose(found[sample, :, group], expected, rtol=1e-4, atol=1e-5)


def test_losses_and_metrics_of_compile_work_on_arrays():
    model = tf.Sequential([layers.Input((2,)), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    target, found = np.zeros((2, 1), "f"), np.array([[1.0], [3.0]], "f")
    assert model.compute_loss(None, target, found) == 5.0
    model.compiled_metrics.update_state(target, found)
    assert model.get_metrics_result()["mae"] == 2.0

    @tf.function
    def again(metric):
        metric.reset_state()
        metric.update_state(4.0)

    mean = tf.metrics.Mean()
    again(mean), again(mean)
    assert (mean.result(), mean.count.numpy()) == (4.0, 1.0)


def test_data_without_end_are_refused_where_no_number_of_steps_is_told():
    model = tf.Sequential([layers.Input((2,)), layers.Dense(1)])
    model.compile("sgd", "mse")
    endless = tf.data.Dataset.from_tensor_slices((np.ones((4, 2)), np.ones((4, 1))))
    endless = endless.batch(2).repeat()
    with pytest.raises(DesignError, match="no end"):
        model.fit(endless, verbose=0)
    assert len(model.fit(endless, steps_per_epoch=3, verbose=0).epoch) == 1
    told = endless.apply(tf.data.experimental.assert_cardinality(7))
    assert len(told) == 7


def test_models_tell_their_weights_by_path_and_make_functions():
    model = tf.Sequential([layers.Input((2,)), layers.Dense(1, name="out")])
    assert list(model.get_weight_paths()) == ["out.kernel", "out.bias"]

    class Nested(tf.Model):
        def __init__(self):
            super().__init__()
            self.parts = [layers.Dense(1), layers.Dense(1)]
            self.own = {"scale": layers.Dense(1)}

        def call(self, inputs):
            for part in self.parts:
                inputs = part(inputs)
            return self.own["scale"](inputs)

    nested = Nested()
    nested(np.ones((1, 2), "f"))
    assert "parts.1.kernel" in nested.get_weight_paths()
    assert nested.get_weight_paths()["own.scale.bias"] is nested.own["scale"].bias
    model.compile("sgd", "mse")
    batch = (np.ones((2, 2), "f"), np.ones((2, 1), "f"))
    learned = model.make_train_function()(iter([batch]))
    assert model.make_test_function()(iter([batch]))["loss"] < learned["loss"]
    assert model.make_predict_function()(iter([batch[:1]])).shape == (2, 1)


def test_legacy_optimizers_are_had_by_name():
    found = tf.optimizers.get("adagrad", use_legacy_optimizer=True)
    assert type(found) is tf.optimizers.legacy.Adagrad
    rated = tf.optimizers.get(tf.optimizers.SGD(0.5, momentum=0.9), use_legacy_optimizer=True)
    assert (rated.learning_rate, rated.momentum) == (0.5, 0.9)


def test_a_loop_over_values_needs_numbers():
    with pytest.raises(NeedsNumbers):
        layers.Lambda(lambda x: x if x[0, 0] else -x)(layers.Input((3,)))
