"""Which layers of a user's own must leave for targets that know only operations?"""

from collections.abc import Callable

import numpy as np
from torch_cases import one

import engine
from engine import layers as L
from engine import ops

CASES: dict[str, Callable] = {}


def case(function):
    CASES[function.__name__] = function
    return function


class Scaled(L.Layer):
    """A weight that is learned, and one that counts what it has seen."""

    def build(self, input_shape):
        self.scale = self.add_weight(name="scale", shape=(input_shape[-1],), initializer="ones")
        self.seen = self.add_weight(
            name="seen", shape=(input_shape[-1],), initializer="zeros", trainable=False
        )

    def call(self, inputs, training=None):
        if training:
            mean = ops.mean(inputs, axis=tuple(range(len(inputs.shape) - 1)))
            self.seen.assign(self.seen * 0.9 + mean * 0.1)
        return (inputs - self.seen) * self.scale


class Places(L.Layer):
    """Adds a table of sines, as attention needs it."""

    def build(self, input_shape):
        rows = np.arange(input_shape[1])[:, None] / 10.0 ** np.arange(input_shape[2])[None]
        self.table = np.sin(rows).astype("float32")

    def call(self, inputs):
        return inputs + self.table


class Block(L.Layer):
    """Layers in a layer."""

    def __init__(self, units=4, **options):
        super().__init__(**options)
        self.first = L.Dense(units, activation="gelu")
        self.drop = L.Dropout(0.0)
        self.norm = L.LayerNormalization()
        self.walk = L.GRU(units, return_sequences=True)

    def call(self, inputs):
        return self.walk(self.norm(self.drop(self.first(inputs)) + inputs))


class Looking(L.Layer):
    """Windows of several kinds."""

    def __init__(self, **options):
        super().__init__(**options)
        self.wide = L.Conv2D(3, 3, padding="same", strides=2, activation="relu")
        self.norm = L.BatchNormalization()

    def call(self, inputs):
        x = self.norm(self.wide(inputs))
        return ops.max_pool(x, 2) - ops.average_pool(x, 2, padding="valid")


class Noisy(L.Layer):
    """Adds noise while it learns."""

    def call(self, inputs, training=None):
        if training:
            inputs = inputs * ops.dropout(ops.ones_like(inputs), 0.0)
        return inputs


class Penalized(L.Layer):
    """Leaves a penalty behind."""

    def call(self, inputs):
        self.add_loss(0.1 * ops.mean(ops.square(inputs)))
        return ops.tanh(inputs)


class Counted(L.Layer):
    """The mean over the steps that count."""

    def __init__(self, **options):
        super().__init__(**options)
        self.supports_masking = True

    def call(self, inputs, mask=None):
        if mask is None:
            return ops.mean(inputs, axis=1)
        weights = ops.expand_dims(ops.cast(mask, "float32"), -1)
        return ops.sum(inputs * weights, axis=1) / ops.maximum(ops.sum(weights, axis=1), 1.0)

    def compute_mask(self, inputs, mask=None):
        return None


class Parts(L.Layer):
    """Two results."""

    def call(self, inputs):
        low, high = ops.split(inputs, 2, axis=-1)
        return ops.concatenate([high, low], axis=-1), ops.argmax(inputs, axis=-1)


class Leaky(L.Layer):
    """A cell of one's own."""

    def __init__(self, units=4, **options):
        super().__init__(**options)
        self.units = self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], self.units))

    def call(self, inputs, states):
        new = 0.5 * states[0] + ops.tanh(ops.matmul(inputs, self.kernel))
        return new, [new]


def squared(x):
    return ops.sign(x) * ops.square(x)


class Rough(engine.regularizers.Regularizer):
    def __call__(self, x):
        return 0.01 * ops.sum(ops.abs(x[1:] - x[:-1]))


class Bounded(engine.constraints.Constraint):
    def __call__(self, w):
        return ops.clip(w, -0.2, 0.3) * ops.cast(ops.abs(w) > 0.01, "float32")


@case
def a_lambda():
    return one(L.Lambda(lambda x: x * 2.0 + 1.0), (4,))


@case
def a_lambda_over_open_axes():
    def fold(x):
        return ops.mean(x, axis=1, keepdims=True) - ops.max(x, axis=(1, 2), keepdims=True)

    return one([L.Lambda(fold), L.Lambda(lambda x: x[:, :, ::-1])], (None, 3))


@case
def numbers_that_go_with_a_size():
    def shares(x):
        count = x.shape[1] or 1  # open while the drawing is traced
        return ops.sum(x, axis=1) / count + ops.cumsum(x, axis=1)[:, -1] * float(count)

    return one(L.Lambda(shares), (None, 3))


@case
def a_lambda_of_two():
    return one(L.Lambda(lambda pair: ops.maximum(pair[0], 0.0) / (pair[1] ** 2 + 1.0)), (4,), (4,))


@case
def a_layer_with_weights():
    return one([Scaled(), L.Dense(3)], (5, 4))


@case
def a_table():
    return one(Places(), (6, 4))


@case
def layers_in_a_layer():
    return one(Block(), (6, 4))


@case
def windows_in_a_layer():
    return one(Looking(), (9, 8, 2))


@case
def another_phase():
    return one([L.Dense(3), Noisy()], (4,))


@case
def a_penalty():
    return one([L.Dense(3), Penalized()], (4,))


@case
def a_mask():
    return one([L.Embedding(5, 4, mask_zero=True), Counted()], (6,), dtype="int32")


@case
def two_results():
    return one(Parts(), (6,))


@case
def a_cell():
    x = engine.Input((6, 3))
    steps = L.RNN(Leaky(4), return_sequences=True)(L.Masking()(x))
    return engine.Model(x, [steps, L.RNN([Leaky(3), L.LSTMCell(2)], go_backwards=True)(steps)])


@case
def a_bent_layer():
    return one([L.Dense(3, activation=squared), L.Conv1D(2, 1, activation=squared),
                L.LSTM(2, activation=squared)], (4, 2))  # fmt: skip


@case
def limits_and_penalties():
    options = {"kernel_regularizer": Rough(), "kernel_constraint": Bounded()}
    return one([L.Conv2D(2, 2, **options), L.Flatten(),
                L.Dense(3, activity_regularizer=Rough(), **options)], (4, 4, 2))  # fmt: skip


@case
def a_mask_that_is_told():
    x, counts = engine.Input((6, 3)), engine.Input((6,), dtype="bool")
    return engine.Model([x, counts], L.LSTM(4)(x, mask=counts))


@case
def always_as_in_training():
    x = engine.Input((6, 3))
    return engine.Model(x, L.Dense(2)(L.BatchNormalization()(x, training=True)))


@case
def constants_of_a_walk():
    class Cell(Leaky):
        def call(self, inputs, states, constants):
            output, states = super().call(inputs, states)
            return output * constants[0], states

    x, given = engine.Input((6, 3)), engine.Input((4,))
    return engine.Model([x, given], L.RNN(Cell(4))(x, constants=given))


@case
def penalties_both_ways():
    return one(L.Bidirectional(L.GRU(3, activity_regularizer="l2")), (5, 2))
