"""Whole programs as tutorials write them, on real data; `keras` is Keras or this engine.

Each returns what it found by name. Nothing is drawn at random: weights begin with given numbers.
"""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from golden.model_cases import begin

DATASETS = Path(__file__).parents[2] / "resources" / "datasets"
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def passengers(name):
    """The Titanic's passengers as 15 columns of numbers, and who survived."""
    table = pd.read_csv(DATASETS / "titanic" / f"{name}.csv")
    parts = [
        pd.get_dummies(table["Pclass"], prefix="Pclass"),
        pd.get_dummies(table["Sex"]),
        table["Age"].fillna(0),
        table["Age"].isna().rename("Age_null"),
        table[["SibSp", "Parch", "Fare"]],
        table["Cabin"].isna().rename("Cabin_null"),
        pd.get_dummies(table["Embarked"], prefix="Embarked", dummy_na=True),
    ]
    return pd.concat(parts, axis=1).astype("float32"), table["Survived"].values


@case
def a_table_with_a_sequential_model_saved_and_loaded(keras):
    x, y = passengers("train")
    x_test, y_test = passengers("test")
    model = keras.models.Sequential()
    model.add(keras.layers.Dense(20, activation="relu", input_shape=(15,)))
    model.add(keras.layers.Dense(10, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    begin(model)
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["AUC", "accuracy"])
    history = model.fit(
        x, y, batch_size=64, epochs=5, validation_split=0.2, shuffle=False, verbose=0
    )
    found = {"keys": " ".join(history.history), **history.history}
    found["test"] = model.evaluate(x=x_test, y=y_test, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("h5", "keras"):
            model.save(f"{folder}/model.{ending}")
            again = keras.models.load_model(f"{folder}/model.{ending}")
            found[f"again {ending}"] = again.evaluate(x_test, y_test, verbose=0)
        again = keras.models.model_from_json(model.to_json())
        model.save_weights(f"{folder}/weights.h5")
        again.load_weights(f"{folder}/weights.h5")
    found["from json"] = again.predict(x_test[:5], verbose=0)
    return found


@case
def a_series_with_layer_and_loss_of_ones_own(keras):
    K, layers = keras.backend, keras.layers

    class Growth(layers.Layer):
        """What the last step grows to, never below 0."""

        def __init__(self, **kwargs):
            super().__init__(**kwargs)

        def call(self, x_input, x):
            return K.maximum((1 + x) * x_input[:, -1, :], 0.0)

        def get_config(self):
            return super().get_config()

    class PercentError(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return K.mean((y_true - y_pred) ** 2 / K.maximum(y_true**2, 1.0))

    values = pd.read_csv(DATASETS / "sunspots.csv")[["sunspots"]].to_numpy("float32")[:120]
    x = np.stack([values[i : i + 8] for i in range(len(values) - 8)])
    y = values[8:]
    x_input = layers.Input(shape=(None, 1), dtype="float32")
    z = layers.LSTM(3, return_sequences=True, input_shape=(None, 1))(x_input)
    z = layers.GRU(3)(z)
    z = layers.Dense(1)(z)
    z = Growth()(x_input, z)
    model = keras.models.Model(inputs=[x_input], outputs=[z])
    begin(model)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01), loss=PercentError(name="percent")
    )
    history = model.fit(
        x, y, batch_size=56, epochs=12, shuffle=False, verbose=0,
        callbacks=[
            keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=2),
            keras.callbacks.EarlyStopping(monitor="loss", patience=4),
        ],
    )  # fmt: skip
    found = {"keys": " ".join(history.history), **history.history}
    for step in range(3):
        # One window of another length after the other.
        values = np.concatenate([values, model.predict(values[None, -20 - step :], verbose=0)])
    found["to come"] = values[-3:]
    own = {"Growth": Growth, "PercentError": PercentError}
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("h5", "keras"):
            model.save(f"{folder}/model.{ending}")
            again = keras.models.load_model(f"{folder}/model.{ending}", custom_objects=own)
            found[f"again {ending}"] = again.evaluate(x, y, verbose=0)
    return found


@case
def pictures_with_blocks_metrics_and_callbacks_of_ones_own(keras):
    K, layers = keras.backend, keras.layers

    class ResBlock(layers.Layer):
        def __init__(self, kernel_size, **kwargs):
            super().__init__(**kwargs)
            self.kernel_size = kernel_size

        def build(self, input_shape):
            options = {"padding": "same", "activation": "tanh"}
            self.first = layers.Conv2D(6, self.kernel_size, **options)
            self.second = layers.Conv2D(input_shape[-1], self.kernel_size, **options)
            self.pool = layers.MaxPool2D(2)
            super().build(input_shape)

        def call(self, inputs):
            x = layers.Add()([inputs, self.second(self.first(inputs))])
            return self.pool(x)

        def get_config(self):
            return {**super().get_config(), "kernel_size": self.kernel_size}

    class Sure(keras.metrics.Metric):
        """The share of answers above one half."""

        def __init__(self, name="sure", **kwargs):
            super().__init__(name=name, **kwargs)
            self.sure = self.add_weight(name="sure", initializer="zeros")
            self.count = self.add_weight(name="count", initializer="zeros")

        def update_state(self, y_true, y_pred, sample_weight=None):
            best = K.max(y_pred, axis=-1)
            self.sure.assign_add(K.sum(K.cast(K.greater(best, 0.5), "float32")))
            self.count.assign_add(K.sum(K.ones_like(best)))

        def result(self):
            return self.sure / self.count

    def focal_loss(y_true, y_pred):
        chosen = K.sum(y_true * y_pred, axis=-1)
        return -K.pow(1.0 - chosen, 2.0) * K.log(chosen + 1e-7)

    told = []

    class Halve(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            told.append(f"{epoch}: {' '.join(sorted(logs))}")
            rate = float(K.get_value(self.model.optimizer.lr))
            K.set_value(self.model.optimizer.lr, rate * 0.5)

    with np.load(DATASETS / "digits.npz") as file:
        x, y = file["x_train"].reshape(-1, 8, 8, 1)[:160] / np.float32(16), file["y_train"][:160]
    y = keras.utils.to_categorical(y, 10)
    inputs = layers.Input(shape=(8, 8, 1))
    z = layers.Conv2D(4, 3, padding="same")(inputs)
    z = ResBlock(3)(z)
    z = ResBlock(2)(z)
    z = layers.BatchNormalization()(z)
    z = layers.Flatten()(z)
    outputs = layers.Dense(10, activation="softmax")(z)
    model = keras.models.Model(inputs=inputs, outputs=outputs)
    begin(model)
    model.compile(
        optimizer=keras.optimizers.SGD(0.2, momentum=0.9), loss=focal_loss,
        metrics=["accuracy", Sure()],
    )  # fmt: skip
    history = model.fit(
        x[:120], y[:120], batch_size=40, epochs=3, shuffle=False, verbose=0, callbacks=[Halve()],
        validation_data=(x[120:], y[120:]), class_weight={n: 1.0 + n / 10 for n in range(10)},
    )  # fmt: skip
    found = {"told": " | ".join(told), "keys": " ".join(history.history), **history.history}
    found["names"] = " ".join(weight.name for weight in model.weights)
    for _ in range(2):
        model.reset_metrics()
        for begins in range(0, 120, 40):
            last = model.train_on_batch(x[begins : begins + 40], y[begins : begins + 40])
    found["batch by batch"] = last
    found["measured"] = model.test_on_batch(x[120:], y[120:], reset_metrics=True)
    found["rate"] = K.get_value(model.optimizer.lr)
    return found


@case
def two_inputs_two_outputs_and_a_model_class(keras):
    layers = keras.layers

    class Twin(keras.models.Model):
        def __init__(self):
            super().__init__()

        def build(self, input_shape):
            self.embedding = layers.Embedding(30, 4, mask_zero=True)
            self.reader = layers.Bidirectional(layers.SimpleRNN(3))
            self.look = layers.Attention()
            self.yes = layers.Dense(1, activation="sigmoid")
            self.share = layers.Dense(3, activation="softmax")
            super().build(input_shape)

        def call(self, inputs):
            left, right = (self.embedding(one) for one in inputs)
            seen = layers.GlobalAveragePooling1D()(self.look([left, right]))
            z = layers.concatenate([self.reader(left), self.reader(right), seen])
            return [self.yes(z), self.share(z)]

    words = np.random.RandomState(1).randint(0, 30, (2, 40, 7))
    words[0, :, 5:] = 0
    targets = [(words[0, :, 0] > 15).astype("float32"), words[1, :, 1] % 3]
    model = Twin()
    model.build([(None, 7), (None, 7)])
    begin(model)
    model.compile(
        "rmsprop", ["binary_crossentropy", "sparse_categorical_crossentropy"],
        loss_weights=[1.0, 0.5], metrics=[["accuracy"], ["accuracy"]],
    )  # fmt: skip
    history = model.fit(
        [words[0], words[1]], targets, epochs=2, batch_size=8, shuffle=False, verbose=0,
        sample_weight=[np.linspace(0, 1, 40), np.ones(40)],
    )  # fmt: skip
    found = {"keys": " ".join(history.history), **history.history}
    found["names"] = " ".join(weight.name for weight in model.weights)
    yes, share = model.predict([words[0], words[1]], verbose=0)
    return {**found, "yes": yes[:4], "share": share[:4]}
