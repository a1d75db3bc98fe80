"""What is measured? Networks told once in Keras's words, with their data, for every engine.

`build(keras, ops)` makes a network with either `engine` or `tf_keras`; torch and jax write the
same ones out by hand (`peers_torch.py`, `peers_jax.py`) and take the weights in Keras's order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

WORDS, STEPS = 10_000, 200
SAMPLES = 20_000  # in the epoch of workload 14
LEARNING_RATE = 1e-3
DATASETS = Path(__file__).parents[2] / "resources" / "datasets"


@dataclass(frozen=True)
class Workload:
    """One line of the table.

    `task` is "train" (one step), "infer" (one sample) or "epoch" (a whole `fit`). `target` is the
    ratio of our time to the best peer's that we want to stay under.
    """

    key: str
    title: str
    network: str
    target: float
    batch: int = 64
    task: str = "train"


WORKLOADS = (
    Workload("1", "MLP 30-64-64-1", "mlp", 0.50, 32),
    Workload("2", "MLP 784-512-256-10", "wide_mlp", 0.75, 128),
    Workload("3", "LeNet-like CNN", "lenet", 0.55),
    Workload("4", "VGG-like CNN", "vgg", 0.42),
    Workload("5", "small ResNet", "resnet", 0.60),
    Workload("6", "depthwise-separable CNN", "separable", 0.45),
    Workload("7", "Embedding + LSTM(64)", "lstm", 0.40),
    Workload("8", "Embedding + GRU(64)", "gru", 0.35),
    Workload("9", "Embedding + Conv1D + pooling", "text_cnn", 0.55),
    Workload("10", "ConvLSTM2D", "convlstm", 0.50, 16),
    Workload("11", "BiLSTM tagger, attention", "tagger", 0.60, 32),
    Workload("12a", "Conv3D on volumes", "volumes", 0.60, 16),
    Workload("12b", "Conv2DTranspose autoencoder", "autoencoder", 0.60),
    Workload("13a", "inference: MLP", "mlp", 0.50, 1, "infer"),
    Workload("13b", "inference: wide MLP", "wide_mlp", 1.0, 1, "infer"),
    Workload("13c", "inference: LeNet", "lenet", 0.80, 1, "infer"),
    Workload("13d", "inference: VGG", "vgg", 0.80, 1, "infer"),
    Workload("13e", "inference: LSTM", "lstm", 0.70, 1, "infer"),
    Workload("14", "fit, 20,000 images, LeNet", "lenet", 0.55, 64, "epoch"),
    Workload("15", "a cell of one's own, T=100", "own_cell", 1.0, 32),
)


# Networks


def mlp(keras: Any, ops: Any) -> Any:
    dense = keras.layers.Dense
    return keras.Sequential(
        [keras.Input((30,)), dense(64, activation="relu"), dense(64, activation="relu"), dense(1)]
    )


def wide_mlp(keras: Any, ops: Any) -> Any:
    dense = keras.layers.Dense
    inner = [dense(512, activation="relu"), dense(256, activation="relu")]
    return keras.Sequential([keras.Input((784,)), *inner, dense(10)])


def lenet(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10),
        ]
    )


def vgg(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    inner = []
    for filters in (32, 64, 128):
        inner += [
            layers.Conv2D(filters, 3, padding="same", activation="relu"),
            layers.Conv2D(filters, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
        ]
    last = [layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dense(10)]
    return keras.Sequential([keras.Input((32, 32, 3)), *inner, *last])


def resnet(keras: Any, ops: Any) -> Any:
    layers = keras.layers

    def convolved(x: Any, filters: int, size: int, stride: int = 1) -> Any:
        x = layers.Conv2D(filters, size, stride, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    inputs = keras.Input((32, 32, 3))
    x = layers.ReLU()(convolved(inputs, 32, 3))
    for filters, stride in ((32, 1), (64, 2), (128, 2)):
        inner = layers.ReLU()(convolved(x, filters, 3, stride))
        inner = convolved(inner, filters, 3)
        if stride > 1:
            x = convolved(layers.AveragePooling2D(stride)(x), filters, 1)
        x = layers.ReLU()(layers.Add()([inner, x]))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(10)(x))


def separable(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(32, 3, padding="same", use_bias=False)(inputs)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    for filters, pooled in ((64, True), (128, True), (128, False)):
        x = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
        x = layers.Conv2D(filters, 1, use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
        x = layers.MaxPooling2D()(x) if pooled else x
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(10)(x))


def lstm(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    inner = [layers.Embedding(WORDS, 64), layers.LSTM(64)]
    return keras.Sequential([keras.Input((STEPS,)), *inner, layers.Dense(1)])


def gru(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    inner = [layers.Embedding(WORDS, 64), layers.GRU(64)]
    return keras.Sequential([keras.Input((STEPS,)), *inner, layers.Dense(1)])


def text_cnn(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((STEPS,)),
            layers.Embedding(WORDS, 64),
            layers.Conv1D(64, 5, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(64, activation="relu"),
            layers.Dense(1),
        ]
    )


def convlstm(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    inner = [layers.ConvLSTM2D(32, 3, padding="same"), layers.Conv2D(1, 3, padding="same")]
    return keras.Sequential([keras.Input((10, 16, 16, 1)), *inner])


def tagger(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    inputs = keras.Input((64,))
    x = layers.Embedding(5000, 64)(inputs)
    x = layers.Bidirectional(layers.LSTM(32, return_sequences=True))(x)
    x = layers.Concatenate()([x, layers.Attention()([x, x])])
    return keras.Model(inputs, layers.Dense(10)(x))


def volumes(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((16, 16, 16, 1)),
            layers.Conv3D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling3D(),
            layers.Conv3D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling3D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )


def autoencoder(keras: Any, ops: Any) -> Any:
    layers = keras.layers
    same = {"padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, 2, **same),
            layers.Conv2D(32, 3, 2, **same),
            layers.Conv2DTranspose(32, 3, 2, **same),
            layers.Conv2DTranspose(16, 3, 2, **same),
            layers.Conv2D(1, 3, padding="same"),
        ]
    )


def own_cell(keras: Any, ops: Any) -> Any:
    class MinimalCell(keras.layers.Layer):
        """A gated cell as a user would write it."""

        def __init__(self, units: int, **options: Any) -> None:
            super().__init__(**options)
            self.units = self.state_size = self.output_size = units

        def build(self, shape: Any) -> None:
            self.kernel = self.add_weight("kernel", (shape[-1], self.units))
            self.inner = self.add_weight("inner", (self.units, self.units))
            self.gate = self.add_weight("gate", (self.units, self.units))
            self.built = True

        def call(self, inputs: Any, states: Any) -> Any:
            (before,) = states
            z = ops.tanh(ops.matmul(inputs, self.kernel))
            u = ops.sigmoid(ops.matmul(before, self.inner) + ops.matmul(z, self.gate))
            after = u * before + (1.0 - u) * z
            return after, [after]

    inner = [keras.layers.RNN(MinimalCell(64)), keras.layers.Dense(10)]
    return keras.Sequential([keras.Input((100, 32)), *inner])


NETWORKS: dict[str, Callable[[Any, Any], Any]] = {
    function.__name__: function
    for function in (
        mlp, wide_mlp, lenet, vgg, resnet, separable, lstm, gru, text_cnn, convlstm, tagger,
        volumes, autoencoder, own_cell,
    )
}  # fmt: skip

# What each network predicts: yes or no, one of ten classes, or values.
BINARY, VALUES = {"mlp", "lstm", "gru", "text_cnn"}, {"convlstm", "autoencoder"}


def goal(network: str) -> str:
    """The kind of loss that a network is trained with: "binary", "values" or "classes"."""
    return "binary" if network in BINARY else "values" if network in VALUES else "classes"


# Data and weights


def data(workload: Workload, shapes: list[tuple[int, ...]], given: tuple) -> dict[str, np.ndarray]:
    """Inputs x, targets y and weights w0, w1, … of these shapes, the same on every machine."""
    random = np.random.default_rng(7)
    if workload.task == "epoch":
        stored = np.load(DATASETS / "fashion_mnist.npz")
        rows = np.arange(SAMPLES) % len(stored["x_train"])
        x = (stored["x_train"][rows, ..., None] / 255.0).astype(np.float32)
        y = stored["y_train"][rows].astype(np.int32)
    else:
        x, y = _batch(workload, given, random)
    arrays = {"x": x, "y": y}
    for number, shape in enumerate(shapes):
        arrays[f"w{number}"] = _weight(shape, random)
    return arrays


def _batch(workload: Workload, given: tuple, random: Any) -> tuple[np.ndarray, np.ndarray]:
    network, size = workload.network, workload.batch
    words = {"lstm": WORDS, "gru": WORDS, "text_cnn": WORDS, "tagger": 5000}
    if network in words:
        x = random.integers(0, words[network], (size, *given)).astype(np.int32)
    else:
        x = random.standard_normal((size, *given)).astype(np.float32)
    kind = goal(network)
    if kind == "values":
        shape = (size, 16, 16, 1) if network == "convlstm" else x.shape
        return x, random.random(shape).astype(np.float32)
    if kind == "binary":
        return x, random.integers(0, 2, (size, 1)).astype(np.float32)
    shape = (size, 64) if network == "tagger" else (size,)
    return x, random.integers(0, 10, shape).astype(np.int32)


def _weight(shape: tuple[int, ...], random: Any) -> np.ndarray:
    """Small values of either sign; vectors stay near 1 or 0, as they begin in Keras."""
    if len(shape) == 1:
        return np.zeros(shape, np.float32)
    fan_in = np.prod(shape[:-1])
    return (random.standard_normal(shape) / np.sqrt(fan_in)).astype(np.float32)
