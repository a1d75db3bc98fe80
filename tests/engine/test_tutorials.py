"""Do the manners of tutorials work that no other room guards? Written anew, in their style."""

import numpy as np
import pytest
from engine.keras import layers, models
from engine.keras.layers.experimental.preprocessing import TextVectorization

import engine as tf
from engine.errors import DesignError

X = np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32)
Y = (X.sum(axis=1) > 0).astype(np.int32)


class ScaledByTheProgram(layers.Layer):
    def __init__(self, units=4, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight("w", (input_shape[-1], self.units))
        super().build(input_shape)

    def call(self, inputs):
        return inputs @ self.w


def test_a_folder_knows_the_classes_that_the_program_has_defined(tmp_path):
    model = models.Sequential([layers.Input((3,)), ScaledByTheProgram(2, name="own")])
    model.save(tmp_path / "whole", save_format="tf")
    again = models.load_model(tmp_path / "whole")
    assert isinstance(again.layers[-1], ScaledByTheProgram)
    assert np.array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
    model.save(tmp_path / "whole.keras")
    with pytest.raises(TypeError, match="no layer class called ScaledByTheProgram"):
        models.load_model(tmp_path / "whole.keras")


def test_classes_are_predicted_as_until_keras_2_6():
    several = models.Sequential([layers.Input((3,)), layers.Dense(4, activation="softmax")])
    assert np.array_equal(several.predict_classes(X), several.predict_proba(X).argmax(axis=1))
    one = models.Sequential([layers.Input((3,)), layers.Dense(1, activation="sigmoid")])
    found = one.predict_classes(X)
    assert found.shape == (40, 1) and set(np.unique(found)) <= {0, 1}


def test_one_output_for_a_whole_batch_is_compared_with_every_target():
    inputs = tf.keras.Input((3,))
    mean = layers.Lambda(lambda x: tf.reduce_mean(x, keepdims=True))(inputs)
    model = tf.keras.Model(inputs, mean)
    model.compile("sgd", "mse")
    loss = model.evaluate(X, np.ones((40, 1)), batch_size=40, verbose=0)
    assert loss == pytest.approx((1 - X.mean()) ** 2, rel=1e-5)
    three = tf.keras.Model(inputs, layers.Lambda(lambda x: x[:3])(inputs))
    three.compile("sgd", "mse")
    with pytest.raises(DesignError, match="40 targets for 3 outputs"):
        three.evaluate(X, np.ones((40, 3)), batch_size=40, verbose=0)


def test_a_model_of_texts_is_written_as_a_chapter_on_texts_writes_it(tmp_path):
    for name, rows in (("train", 30), ("test", 10)):
        lines = [f"{n % 2}\t{'good fine' if n % 2 else 'bad poor'} film, {n}!" for n in range(rows)]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines))

    def split_line(line):
        parts = tf.strings.split(line, "\t")
        return (
            tf.expand_dims(parts[1], axis=0),
            tf.expand_dims(tf.cast(tf.strings.to_number(parts[0]), tf.int32), axis=0),
        )

    raw = tf.data.TextLineDataset([str(tmp_path / "train.csv")])
    raw = raw.map(split_line, num_parallel_calls=tf.data.experimental.AUTOTUNE)
    raw = raw.shuffle(buffer_size=100).batch(10).prefetch(tf.data.experimental.AUTOTUNE)
    vectorize = TextVectorization(
        standardize=lambda text: tf.strings.regex_replace(tf.strings.lower(text), "[!,]", ""),
        split="whitespace", max_tokens=50, output_mode="int", output_sequence_length=4,
    )  # fmt: skip
    vectorize.adapt(raw.map(lambda text, label: text))
    assert vectorize.get_vocabulary()[2] == "film"
    data = raw.map(lambda text, label: (vectorize(text), label)).cache()

    class Words(models.Model):
        def build(self, input_shape):
            self.embedding = layers.Embedding(50, 4, input_length=4)
            self.pool = layers.GlobalAveragePooling1D()
            self.dense = layers.Dense(1, activation="sigmoid")
            super().build(input_shape)

        def call(self, x):
            return self.dense(self.pool(self.embedding(x)))

    model = Words()
    model.build(input_shape=(None, 4))
    model.compile(tf.keras.optimizers.Nadam(0.05), "binary_crossentropy", ["accuracy"])
    assert model.fit(data, epochs=20, verbose=0).history["accuracy"][-1] > 0.9


def test_a_dense_layer_is_built_from_the_size_of_its_features_alone():
    layer = layers.Dense(3)
    layer.build((2,))
    assert layer.kernel.shape == (2, 3)


def test_measuring_layers_adapt_to_a_data_set_as_to_its_arrays():
    data = tf.data.Dataset.from_tensor_slices((X, Y)).batch(7)
    one, other = layers.Normalization(axis=-1), layers.Normalization(axis=-1)
    one.adapt(data.map(lambda x, y: x))
    other.adapt(X, batch_size=8)
    np.testing.assert_allclose(one(X), other(X), rtol=1e-6)
    single = layers.Normalization(axis=None)
    single.adapt(tf.data.Dataset.from_tensor_slices(X[:, 0]).batch(9), steps=2)
    np.testing.assert_allclose(single.adapt_mean.numpy(), X[:18, 0].mean(), rtol=1e-5)


def test_the_latest_weights_of_a_folder_are_found(tmp_path):
    model = models.Sequential([layers.Dense(2, input_shape=(3,))])
    for epoch in (1, 2):
        model.save_weights(tmp_path / f"cp-{epoch:04d}.ckpt")
    latest = tf.train.latest_checkpoint(tmp_path)
    assert latest == str(tmp_path / "cp-0002.ckpt")
    again = models.Sequential([layers.Dense(2, input_shape=(3,))])
    again.load_weights(latest)
    np.testing.assert_array_equal(again.get_weights()[0], model.get_weights()[0])
    model.save_weights(tmp_path / "other" / "w.safetensors")
    assert tf.train.latest_checkpoint(tmp_path / "other") is None


def test_a_program_may_say_which_shape_a_value_has():
    value = tf.constant(X)
    value.set_shape([None, 3])
    with pytest.raises(DesignError, match=r"said to be \(None, 4\), but it is \(40, 3\)"):
        value.set_shape([None, 4])
    inputs = layers.Input((None, 3))
    inputs.set_shape([None, 5, None])
    assert inputs.shape == (None, 5, 3)
    total = tf.reduce_prod(tf.constant([2, 3])).numpy()
    assert layers.Dense(total).units == 6


def test_a_cell_that_says_only_its_states_may_be_stacked():
    class Plain(layers.AbstractRNNCell):
        def __init__(self, units, **kwargs):
            self.units = units
            super().__init__(**kwargs)

        @property
        def state_size(self):
            return self.units

        def build(self, input_shape):
            self.kernel = self.add_weight("kernel", (input_shape[-1], self.units))
            self.built = True

        def call(self, inputs, states):
            output = tf.matmul(inputs, self.kernel) + states[0]
            return output, output

    found = layers.RNN([Plain(4), Plain(2)])(layers.Input((None, 3)))
    assert found.shape == (None, 2)


def test_a_saved_model_is_a_function_of_named_values(tmp_path):
    inputs = layers.Input((3,), name="features")
    model = models.Model(inputs, layers.Dense(2, name="answer")(inputs))
    tf.saved_model.save(model, tmp_path)
    loaded = tf.saved_model.load(tmp_path)
    np.testing.assert_array_equal(loaded(X), model(X))
    serve = loaded.signatures["serving_default"]
    assert serve.structured_outputs["answer"].shape == (None, 2)
    assert list(serve.structured_input_signature[1]) == ["features"]
    np.testing.assert_array_equal(serve(features=X)["answer"], model(X))
    np.testing.assert_array_equal(serve(X)["answer"], model(X))
    assert len(loaded.variables) == len(loaded.trainable_variables) == 2
    with pytest.raises(DesignError, match="takes"):
        serve()
    with pytest.raises(DesignError, match="cannot be kept as a whole"):
        tf.saved_model.save(tf.Variable(1.0), tmp_path)


def test_pictures_are_written_and_changed_by_chance(tmp_path):
    picture = np.random.default_rng(1).integers(0, 255, (8, 9, 3)).astype(np.uint8)
    tf.io.write_file(str(tmp_path / "a.png"), tf.io.encode_png(picture))
    found = tf.io.decode_png(tf.io.read_file(str(tmp_path / "a.png")))
    np.testing.assert_array_equal(found, picture)
    grey = tf.io.encode_jpeg(picture[..., :1], quality=100).numpy()
    assert np.abs(tf.io.decode_jpeg(grey) - picture[..., :1].astype(int)).max() < 9
    seed = (1, 2)
    part = tf.image.stateless_random_crop(picture, [4, 5, 3], seed)
    np.testing.assert_array_equal(part, tf.image.stateless_random_crop(picture, [4, 5, 3], seed))
    assert part.shape == (4, 5, 3)
    with pytest.raises(DesignError, match="does not fit"):
        tf.image.random_crop(picture, [9, 9, 3])
    for change, limits in (
        (tf.image.stateless_random_brightness, (0.5,)),
        (tf.image.stateless_random_contrast, (0.5, 1.5)),
        (tf.image.stateless_random_saturation, (0.5, 1.5)),
        (tf.image.stateless_random_hue, (0.2,)),
    ):
        one, other = change(picture, *limits, seed), change(picture, *limits, (3, 4))
        np.testing.assert_array_equal(one, change(picture, *limits, seed))
        assert one.shape == picture.shape and not np.array_equal(one, other)
    with pytest.raises(DesignError, match="is above"):
        tf.image.random_contrast(picture, 2.0, 1.0)
    turned = tf.image.stateless_random_flip_left_right(picture, seed)
    assert np.array_equal(turned, picture) or np.array_equal(turned, picture[:, ::-1])
    assert tf.image.stateless_random_flip_up_down(picture, seed).shape == picture.shape


def test_a_generator_draws_numbers_of_its_own():
    one, other = (tf.random.Generator.from_seed(7) for _ in range(2))
    np.testing.assert_array_equal(one.normal((3,)), other.normal((3,)))
    assert one.make_seeds(3).shape == (2, 3)
    assert one.split(2)[0].uniform((2,)).shape == (2,)
    assert tf.random.Generator.from_non_deterministic_state().uniform((1,)) < 1.0
    drawn = tf.random.stateless_normal((4,), (1, 2))
    np.testing.assert_array_equal(drawn, tf.random.stateless_normal((4,), (1, 2)))
    assert tf.random.stateless_uniform((4,), (1, 2), 0, 5, tf.int32).dtype == np.int32
    assert tf.random.experimental.stateless_split((1, 2), 3).shape == (3, 2)


def test_a_network_may_begin_with_texts_of_any_length():
    said = np.array(["good film", "bad", "a very good one", "bad bad film"] * 5, object)
    data = tf.data.Dataset.from_tensor_slices((said, [1, 0, 1, 0] * 5)).batch(4)
    encoder = TextVectorization(max_tokens=20)
    encoder.adapt(data.map(lambda text, label: text))
    model = models.Sequential([
        encoder,
        layers.Embedding(len(encoder.get_vocabulary()), 4, mask_zero=True),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ])  # fmt: skip
    model.compile(tf.keras.optimizers.Adam(0.1), "binary_crossentropy", metrics=["accuracy"])
    assert model.fit(data, epochs=8, verbose=0).history["accuracy"][-1] > 0.9
    found = model.predict(np.array(["good", "bad"], object), verbose=0)
    assert found[0] > 0.5 > found[1]
    np.testing.assert_allclose(model(tf.constant(["good", "bad"])), found, rtol=1e-5)
    assert model.evaluate(data, verbose=0)[1] > 0.9


def test_elements_that_are_one_text_answer_as_tensorflow_s_do(tmp_path):
    (tmp_path / "a.txt").write_text("one\ntwo")
    for data in (
        tf.data.Dataset.from_tensor_slices(["one", "two"]),
        tf.data.TextLineDataset(str(tmp_path / "a.txt")),
    ):
        assert [line.numpy() for line in data] == [b"one", b"two"]
    first = next(iter(tf.data.Dataset.list_files(str(tmp_path / "*"))))
    assert first.numpy().endswith(b"a.txt") and tf.expand_dims(first, -1).shape == (1,)
    assert tf.constant(["a", "b"])[1].numpy() == b"b"


def test_a_loop_collects_values_by_their_numbers():
    @tf.function
    def powers(x):
        found = tf.TensorArray(tf.float32, size=3)
        for place in tf.range(3):
            found = found.write(place, x ** float(place))
        return found.stack()

    np.testing.assert_allclose(powers(tf.constant([2.0, 3.0])), [[1, 1], [2, 3], [4, 9]])
    rows = tf.TensorArray("float32").unstack(X)
    assert rows.size() == 40 and rows.concat().shape == (120,)
    np.testing.assert_array_equal(rows.read(2), X[2])
    top = tf.math.top_k([3, 1, 2], 2)
    assert top.values.tolist() == [3, 2] and top.indices.tolist() == [0, 2]
    assert tf.unique(np.array([4, 4, 5])).idx.tolist() == [0, 0, 1]


def test_ranges_are_learned_batch_by_batch_as_keras_learns_them():
    values = np.random.RandomState(0).normal(size=(712,)).astype(np.float32)
    layer = layers.Discretization(num_bins=4, epsilon=0.01)
    layer.adapt(np.array([[-1.5, 1.0, 3.4, 0.5], [0.0, 3.0, 1.3, 0.0]]))
    assert layer(np.array([[-1.5, 1.0, 3.4, 0.5]])).tolist() == [[0, 2, 3, 2]]
    one, other = layers.Discretization(num_bins=4), layers.Discretization(num_bins=4)
    one.adapt(values)
    other.adapt(tf.data.Dataset.from_tensor_slices(values).batch(32))
    assert one.bin_boundaries == other.bin_boundaries == sorted(one.bin_boundaries)
