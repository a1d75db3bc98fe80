"""Keras 2's API on Numba kernels: `import engine; from engine import layers`.

A tutorial's program runs after its imports of Keras are changed to `engine`, and that of
TensorFlow to `import engine as tf`.
"""

import importlib
import sys
from types import SimpleNamespace

from engine import (
    backend,
    custom,
    datasets,
    feature_column,
    layers,
    mixed_precision,
    models,
    ops,
    preprocessing,
    registry,
    saving,
    settings,
    utils,
)
from engine.errors import DesignError
from engine.function import function
from engine.gradient_tape import GradientTape
from engine.layers import Input, Layer, operations
from engine.layers.base import all_sublayers, clear_session
from engine.models import Model, Sequential, clone_model, model_from_json
from engine.modules import Module
from engine.settings import set_random_seed, set_threads
from engine.tape import Tensor
from engine.tensors import *  # noqa: F403
from engine.training import (
    activations,
    callbacks,
    constraints,
    initializers,
    losses,
    metrics,
    optimizers,
    regularizers,
)
from engine.variables import Variable

# As TensorFlow calls them.
zeros_initializer, ones_initializer = initializers.Zeros, initializers.Ones
constant_initializer = initializers.Constant
random_normal_initializer = initializers.RandomNormal
random_uniform_initializer = initializers.RandomUniform

custom.announce(
    {
        **{
            name: value
            for name, value in vars(layers).items()
            if isinstance(value, type) and issubclass(value, Layer)
        },
        **{
            kind.__name__: kind
            for kind in (operations.AddLoss, operations.AddMetric, *operations.OPERATIONS)
        },
        "Functional": models.Functional,
        "Model": Model,
        "Sequential": Sequential,
    }
)

# `from engine.losses import …` and its like, where Keras has modules of these names.
for _module in (
    activations,
    callbacks,
    constraints,
    initializers,
    losses,
    metrics,
    optimizers,
    regularizers,
):
    sys.modules[f"engine.{_module.__name__.rpartition('.')[2]}"] = _module
sys.modules["engine.optimizers.schedules"] = optimizers.schedules
# Programs that say `tf.keras`, after `import engine as tf`.
keras = sys.modules["engine.keras"] = sys.modules[__name__]
for _name in (
    *("activations", "backend", "callbacks", "constraints", "datasets", "initializers", "layers"),
    *("losses", "metrics", "models", "optimizers", "optimizers.schedules", "preprocessing"),
    *("preprocessing.image", "preprocessing.sequence", "preprocessing.text", "regularizers"),
    *("mixed_precision", "saving", "utils", *(f"datasets.{_one}" for _one in datasets.__all__)),
):
    sys.modules[f"engine.keras.{_name}"] = sys.modules[f"engine.{_name}"]
# Where the layers for raw data lived before they were settled.
layers.experimental = SimpleNamespace(preprocessing=layers)
for _place in ("engine.layers.experimental", "engine.keras.layers.experimental"):
    sys.modules[_place] = layers.experimental
    sys.modules[f"{_place}.preprocessing"] = layers


def __getattr__(name: str):
    """What takes a moment to load waits until it is asked for."""
    if name in ("data", "saved_model", "train"):
        return importlib.import_module(f"engine.{name}")
    if name == "__version__":
        return importlib.import_module("importlib.metadata").version("layerloom")
    raise AttributeError(f"module 'engine' has no attribute {name!r}")


__all__ = [
    "DesignError",
    "GradientTape",
    "Input",
    "Layer",
    "Model",
    "Module",
    "Sequential",
    "Tensor",
    "Variable",
    "activations",
    "all_sublayers",
    "backend",
    "callbacks",
    "clear_session",
    "clone_model",
    "constraints",
    "datasets",
    "feature_column",
    "function",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "mixed_precision",
    "model_from_json",
    "models",
    "ops",
    "optimizers",
    "preprocessing",
    "regularizers",
    "registry",
    "saving",
    "set_random_seed",
    "set_threads",
    "settings",
    "utils",
]
