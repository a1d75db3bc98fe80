"""Which of `tf.random`'s functions are there? Arrays outside of a trace, new numbers inside."""

from __future__ import annotations

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


__all__ = ["categorical", "normal", "set_seed", "shuffle", "truncated_normal", "uniform"]
