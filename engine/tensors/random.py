"""Which of `tf.random`'s functions are there? Arrays outside of a trace, new numbers inside."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from engine import backend, settings
from engine.settings import set_random_seed
from engine.tensors.making import _kind, _sizes, constant


def uniform(shape, minval=0, maxval=None, dtype="float32", seed=None, name=None):
    """Numbers from `minval` up to `maxval` (1 for floats), which is left out."""
    if backend.dtype_of(dtype) == "int32":
        found = backend.random_uniform(_sizes(shape), minval, maxval, seed=seed)
        return _kind(found, "int32")
    high = 1.0 if maxval is None else maxval
    return backend.random_uniform(_sizes(shape), minval, high, seed=seed)


def normal(shape, mean=0.0, stddev=1.0, dtype="float32", seed=None, name=None):
    return backend.random_normal(_sizes(shape), mean, stddev, seed=seed)


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype="float32", seed=None, name=None):
    """Normal numbers, drawn again beyond two deviations."""
    return backend.truncated_normal(_sizes(shape), mean, stddev, seed=seed)


def shuffle(value, seed=None, name=None):
    """The rows in another order."""
    generator = settings.generator() if seed is None else np.random.default_rng(seed)
    return constant(generator.permutation(np.asarray(value)))


def categorical(logits, num_samples, dtype="int64", seed=None, name=None):
    """Classes drawn by each row's log-probabilities."""
    generator = settings.generator() if seed is None else np.random.default_rng(seed)
    scores = np.asarray(logits, np.float64)
    noise = generator.gumbel(size=(*scores.shape[:-1], num_samples, scores.shape[-1]))
    return constant(np.argmax(scores[..., None, :] + noise, axis=-1))


def set_seed(seed):
    """The same numbers in every run that sets the same seed; TensorFlow takes floats, too."""
    set_random_seed(int(seed))


def by_seed(seed):
    """One number for one seed; two numbers, as stateless functions take them, are made one."""
    if seed is None or isinstance(seed, int):
        return seed
    return int(np.random.default_rng(np.asarray(seed, np.int64).astype(np.uint32)).integers(2**31))


def stateless_uniform(shape, seed, minval=0, maxval=None, dtype="float32", name=None):
    """`uniform`, the same for the same seed."""
    return uniform(shape, minval, maxval, dtype, seed=by_seed(seed))


def stateless_normal(shape, seed, mean=0.0, stddev=1.0, dtype="float32", name=None):
    """`normal`, the same for the same seed."""
    return normal(shape, mean, stddev, seed=by_seed(seed))


def stateless_split(seed, num=2, name=None):
    """Several new seeds, made of one."""
    made = np.random.default_rng(by_seed(seed)).integers(2**24, size=(num, 2))
    return constant(made.astype(np.int32))


class Generator:
    """Draws numbers of its own, apart from those of everything else."""

    def __init__(self, seed: int | None = None) -> None:
        self._drawn = np.random.default_rng(seed)

    @classmethod
    def from_seed(cls, seed, alg=None):
        return cls(by_seed(seed))

    @classmethod
    def from_non_deterministic_state(cls, alg=None):
        return cls()

    def _seed(self) -> int:
        return int(self._drawn.integers(2**31))

    def normal(self, shape, mean=0.0, stddev=1.0, dtype="float32", name=None):
        return normal(shape, mean, stddev, seed=self._seed())

    def uniform(self, shape, minval=0, maxval=None, dtype="float32", name=None):
        return uniform(shape, minval, maxval, dtype, seed=self._seed())

    def make_seeds(self, count=1):
        """Seeds for stateless functions, one in each column."""
        return constant(self._drawn.integers(2**24, size=(2, count)).astype(np.int32))

    def split(self, count=1):
        """New generators."""
        return [Generator(self._seed()) for _ in range(count)]


experimental = SimpleNamespace(Generator=Generator, stateless_split=stateless_split)

__all__ = [
    "Generator", "categorical", "experimental", "normal", "set_seed", "shuffle",
    "stateless_normal", "stateless_uniform", "truncated_normal", "uniform",
]  # fmt: skip
