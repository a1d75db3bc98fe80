"""Which of `tf.math`'s functions are there? All that compute element by element, and the folds."""

from engine.tensors import computing
from engine.tensors.computing import *  # noqa: F403

__all__ = sorted(
    {*computing.__all__, "l2_normalize", "log_softmax", "sigmoid", "softmax", "softplus"}
)
