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
