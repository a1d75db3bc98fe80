"""What does a larger network cost, counted: calls of kernels, memory, and kernels to compile?

Seconds are measured by tests/benchmarks; what is counted here is what they come from.
"""

import itertools

import numpy as np
import pytest

import engine
from engine import layers, ops
from engine.kernels import abi


def step_of(model, *shapes):
    """The plan of a training step of a model that is trained once."""
    model.compile("adam", "mse")
    x, y = (np.zeros(shape, np.float32) for shape in shapes)
    model.train_on_batch(x, y)
    (step,) = model._plans.values()
    return step.plan


def deep(depth, batch=4):
    inner = [layers.Dense(8, activation="relu") for _ in range(depth)]
    return step_of(engine.Sequential([engine.Input((8,)), *inner]), (batch, 8), (batch, 8))


def pictures(batch, filters=16, size=3, units=5):
    inner = [
        layers.Conv2D(filters, size, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.MaxPooling2D(),
        layers.DepthwiseConv2D(3, padding="same"),
        layers.Conv2D(filters, 1, activation="relu"),
        layers.Flatten(),
        layers.Dense(units),
    ]
    network = engine.Sequential([engine.Input((24, 24, 3)), *inner])
    return step_of(network, (batch, 24, 24, 3), (batch, units))


class Cell(layers.Layer):
    """A cell of one's own, which is laid out step by step."""

    def __init__(self, units):
        super().__init__()
        self.state_size = self.units = units

    def build(self, shape):
        self.kernel = self.add_weight("kernel", (shape[-1], self.units))
        self.built = True

    def call(self, inputs, states):
        after = ops.tanh(ops.matmul(inputs, self.kernel) + states[0])
        return after, [after]


def sequence(layer, times):
    network = engine.Sequential([engine.Input((times, 6)), layer])
    return step_of(network, (4, times, 6), (4, 8))


def counted(plan):
    """Kernel calls, and bytes of values and arguments."""
    arguments = sum(table.nbytes for table in plan._tables)
    return len(plan.steps), plan.arena.nbytes + arguments + plan.table.nbytes


def grows_as_its_size(*plans):
    """Whether each network costs at most twice what one half its size does, and a little."""
    costs = [counted(plan) for plan in plans]
    for half, whole in itertools.pairwise(costs):
        assert all(after <= 2.1 * before for before, after in zip(half, whole, strict=True))


def test_cost_grows_with_depth_up_to_200_layers():
    grows_as_its_size(deep(100), deep(200))


def test_cost_grows_with_the_batch():
    grows_as_its_size(*(pictures(batch) for batch in (128, 256, 512)))


@pytest.mark.parametrize("layer", [layers.LSTM, lambda units: layers.RNN(Cell(units))])
def test_cost_grows_with_time(layer):
    grows_as_its_size(*(sequence(layer(8), times) for times in (16, 32, 64)))


def test_a_changed_layer_compiles_nothing_that_was_compiled_before(monkeypatch):
    before = pictures(8)

    def refuse(function, *_):
        raise AssertionError(f"{function.__name__} is compiled again")

    monkeypatch.setattr(abi, "compile_callback", refuse)
    monkeypatch.setattr("engine.kernels.simd.compile_callback", refuse)
    for changed in ({"filters": 24}, {"units": 9}, {"batch": 16}):
        after = pictures(**{"batch": 8, **changed})
        assert set(after.kernel_names) <= set(before.kernel_names)
