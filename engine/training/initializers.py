"""What do weights begin with? Keras's initializers, drawn by NumPy from the process's generator."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine import eager, settings
from engine.errors import DesignError, DesignTypeError
from engine.tape import dtype_name
from engine.training.tables import Configurable, Table

table = Table("initializer")
# The standard deviation of a normal distribution cut at two deviations.
TRUNCATED = 0.87962566103423978


class Initializer(Configurable):
    """Called with a shape it returns an array of that shape.

    A subclass of the engine's own writes `draw`; a user's may write `__call__(shape, dtype)`.
    """

    floats_only = True
    # What asks for a part of a larger weight.
    partition: tuple[str, ...] = ("partition_shape", "partition_offset")

    def __call__(self, shape: Sequence[int], dtype: Any = None, **kwargs: Any) -> np.ndarray:
        unknown = [key for key in kwargs if key not in self.partition]
        if unknown:
            raise DesignTypeError(
                "The initializer {initializer} has no argument {word}.",
                initializer=type(self).__name__, word=unknown[0],
            )
        shape = kwargs.get("partition_shape", shape)
        self._place = kwargs.get("partition_offset")
        kind = dtype_name(dtype or "float32")
        if self.floats_only and kind != "float32":
            raise DesignError(
                "The initializer {initializer} makes floats, not {kind}.",
                initializer=type(self).__name__, kind=kind,
            )
        return eager.wrap(self.draw(tuple(int(size) for size in shape), kind), kind)

    def draw(self, shape: tuple[int, ...], kind: str) -> np.ndarray:
        """An array of that shape; `kind` is "float32", "int32" or "bool"."""
        raise NotImplementedError(type(self).__name__)

    def generator(self) -> np.random.Generator:
        """A generator that begins at the object's seed: it draws the same numbers each time.

        Without a seed the object takes one from the process's generator when it is first used.
        """
        seed = getattr(self, "seed", None)
        place = getattr(self, "_place", None)
        if seed is None:
            if not hasattr(self, "_drawn"):
                self._drawn = int(settings.generator().integers(2**63))
            elif place is None:
                warnings.warn(
                    f"The initializer {type(self).__name__} is unseeded and being called multiple "
                    "times, which will return identical values each time. Give each weight an "
                    "initializer of its own.",
                    stacklevel=4,
                )
            seed = self._drawn
        key = [int(seed) % 2**64] if place is None else [int(seed) % 2**64, *map(int, place)]
        return np.random.default_rng(key)

    @classmethod
    def from_config(cls, config):
        return cls(**{key: value for key, value in config.items() if key != "dtype"})


def fans(shape: Sequence[int]) -> tuple[int, int]:
    """Inputs and outputs of a unit, for dense and convolution kernels, as Keras counts them."""
    if len(shape) < 1:
        return 1, 1
    if len(shape) == 1:
        return shape[0], shape[0]
    window = math.prod(shape[:-2])
    return window * shape[-2], window * shape[-1]


def cut_normal(generator, shape, mean, deviation) -> np.ndarray:
    """Normal numbers, those beyond two deviations drawn again."""
    values = generator.standard_normal(shape)
    beyond = np.abs(values) > 2.0
    while beyond.any():
        values = np.where(beyond, generator.standard_normal(shape), values)
        beyond = np.abs(values) > 2.0
    return values * deviation + mean


@table.add("zeros")
class Zeros(Initializer):
    """All 0."""

    floats_only = False

    def draw(self, shape, kind):
        return np.zeros(shape)


@table.add("ones")
class Ones(Initializer):
    """All 1."""

    floats_only = False

    def draw(self, shape, kind):
        return np.ones(shape)


@table.add("constant")
class Constant(Initializer):
    """All the same value, or a given array."""

    floats_only = False

    def __init__(self, value=0):
        self.value = value

    def draw(self, shape, kind):
        value = np.asarray(self.value)
        if value.size == math.prod(shape):
            return value.reshape(shape)
        if value.ndim:
            raise DesignError(
                "The constant of shape {given} does not fill a weight of shape {shape}.",
                given=value.shape, shape=shape,
            )
        return np.full(shape, value)


@table.add("random_uniform", "uniform")
class RandomUniform(Initializer):
    """Evenly spread over [minval, maxval)."""

    floats_only = False

    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        self.minval, self.maxval, self.seed = minval, maxval, seed

    def draw(self, shape, kind):
        if kind == "int32":
            return self.generator().integers(int(self.minval), int(self.maxval), shape)
        return self.generator().uniform(self.minval, self.maxval, shape)


@table.add("random_normal", "normal")
class RandomNormal(Initializer):
    """Normally spread."""

    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def draw(self, shape, kind):
        return self.generator().normal(self.mean, self.stddev, shape)


@table.add("truncated_normal")
class TruncatedNormal(Initializer):
    """Normally spread, nothing beyond two deviations."""

    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def draw(self, shape, kind):
        return cut_normal(self.generator(), shape, self.mean, self.stddev)


@table.add("variance_scaling")
class VarianceScaling(Initializer):
    """Spread so that the variance is scale / fan, fan being inputs, outputs or their mean."""

    def __init__(self, scale=1.0, mode="fan_in", distribution="truncated_normal", seed=None):
        if scale <= 0:
            raise DesignError("scale must be positive, but is {scale}.", scale=scale)
        if mode not in ("fan_in", "fan_out", "fan_avg"):
            raise DesignError(
                "mode cannot be {mode}.", fix="Choose fan_in, fan_out or fan_avg.", mode=repr(mode)
            )
        distribution = distribution.lower()
        distribution = "truncated_normal" if distribution == "normal" else distribution
        known = ("uniform", "truncated_normal", "untruncated_normal")
        if distribution not in known:
            raise DesignError(
                "distribution cannot be {distribution}.", fix="Choose one of: {known}.",
                distribution=repr(distribution), known=list(known),
            )
        self.scale, self.mode, self.distribution, self.seed = scale, mode, distribution, seed

    def draw(self, shape, kind):
        inputs, outputs = fans(shape)
        fan = {"fan_in": inputs, "fan_out": outputs, "fan_avg": (inputs + outputs) / 2}[self.mode]
        variance = self.scale / max(1.0, fan)
        generator = self.generator()
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * variance)
            return generator.uniform(-limit, limit, shape)
        if self.distribution == "untruncated_normal":
            return generator.normal(0.0, math.sqrt(variance), shape)
        return cut_normal(generator, shape, 0.0, math.sqrt(variance) / TRUNCATED)


class _Scaled(VarianceScaling):
    """A variance scaling whose three settings its class fixes."""

    settings: tuple[float, str, str] = (1.0, "fan_in", "truncated_normal")

    def __init__(self, seed=None):
        super().__init__(*self.settings, seed=seed)


@table.add("glorot_uniform")
class GlorotUniform(_Scaled):
    """Uniform within sqrt(6 / (fan_in + fan_out)); Glorot and Bengio 2010."""

    settings = (1.0, "fan_avg", "uniform")


@table.add("glorot_normal")
class GlorotNormal(_Scaled):
    """Normal with variance 2 / (fan_in + fan_out); Glorot and Bengio 2010."""

    settings = (1.0, "fan_avg", "truncated_normal")


@table.add("he_uniform")
class HeUniform(_Scaled):
    """Uniform within sqrt(6 / fan_in); He et al. 2015."""

    settings = (2.0, "fan_in", "uniform")


@table.add("he_normal")
class HeNormal(_Scaled):
    """Normal with variance 2 / fan_in; He et al. 2015."""

    settings = (2.0, "fan_in", "truncated_normal")


@table.add("lecun_uniform")
class LecunUniform(_Scaled):
    """Uniform within sqrt(3 / fan_in); LeCun et al. 1998."""

    settings = (1.0, "fan_in", "uniform")


@table.add("lecun_normal")
class LecunNormal(_Scaled):
    """Normal with variance 1 / fan_in; LeCun et al. 1998."""

    settings = (1.0, "fan_in", "truncated_normal")


@table.add("orthogonal")
class Orthogonal(Initializer):
    """A matrix with orthonormal rows or columns, times gain; Saxe et al. 2013."""

    partition = ()

    def __init__(self, gain=1.0, seed=None):
        self.gain, self.seed = gain, seed

    def draw(self, shape, kind):
        if len(shape) < 2:
            raise DesignError(
                "An orthogonal matrix needs at least two axes, but the shape is {shape}.",
                shape=tuple(shape),
            )
        rows, cols = math.prod(shape[:-1]), shape[-1]
        flat = self.generator().standard_normal((max(rows, cols), min(rows, cols)))
        q, r = np.linalg.qr(flat)
        q *= np.sign(np.diag(r))
        return self.gain * (q if rows >= cols else q.T).reshape(shape)


@table.add("identity")
class Identity(Initializer):
    """The unit matrix, times gain."""

    partition = ()

    def __init__(self, gain=1.0):
        self.gain = gain

    def draw(self, shape, kind):
        if len(shape) != 2:
            raise DesignError(
                "A unit matrix has two axes, but the shape is {shape}.", shape=tuple(shape)
            )
        return self.gain * np.eye(*shape)


table.entries.update({"one": Ones, "zero": Zeros})
get, serialize, deserialize = table.get, table.serialize, table.deserialize
zeros, ones, constant, orthogonal, identity = Zeros, Ones, Constant, Orthogonal, Identity
random_uniform, random_normal, truncated_normal = RandomUniform, RandomNormal, TruncatedNormal
variance_scaling = VarianceScaling
glorot_uniform, glorot_normal = GlorotUniform, GlorotNormal
he_uniform, he_normal = HeUniform, HeNormal
lecun_uniform, lecun_normal = LecunUniform, LecunNormal
