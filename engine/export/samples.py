"""On what are two programs compared? Random samples that a model can take, from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.layers.embedding import Embedding

SIZES = (12, 32, 64, 128, 224)  # tried in turn for axes of open size


def samples(model: Any, count: int = 4, seed: int = 0) -> list[np.ndarray]:
    """One array for each input of `model`. Raises DesignError where no size of open axes fits."""
    fixed = {tensor.shape[0] for tensor in model.inputs} - {None}
    count = fixed.pop() if fixed else count
    fault = None
    for size in SIZES:
        generator = np.random.default_rng(seed)
        arrays = [of_input(model, tensor, count, size, generator) for tensor in model.inputs]
        try:
            model.predict(fed(model, arrays), batch_size=count, verbose=0)
        except DesignError as error:
            fault = fault or error
            if all(None not in tensor.shape[1:] for tensor in model.inputs):
                break
        else:
            return arrays
    raise fault


def fed(model: Any, arrays: list[np.ndarray]) -> Any:
    """The arrays as `model.predict` takes them."""
    if isinstance(model._input_structure, dict):
        return dict(zip(model.input_names, arrays, strict=True))
    return arrays if len(arrays) > 1 else arrays[0]


def of_input(model: Any, tensor: Any, count: int, size: int, generator: Any) -> np.ndarray:
    shape = (count, *(size if axis is None else axis for axis in tensor.shape[1:]))
    if tensor.dtype == "string":
        words = known_words(model)
        return generator.choice(np.array(words), shape)
    if tensor.dtype == "float32":
        return generator.standard_normal(shape).astype(np.float32)
    return generator.integers(0, smallest_table(model), shape).astype(tensor.dtype)


def smallest_table(model: Any) -> int:
    """A number that every whole number of the inputs stays below."""
    sizes = [one.input_dim for one in inner_layers(model) if isinstance(one, Embedding)]
    return max(1, min(sizes, default=2))


def inner_layers(model: Any) -> list[Any]:
    found = []
    for layer in model._sublayers():
        found += [layer, *inner_layers(layer)]
    return found


def known_words(model: Any) -> list[str]:
    """Words that the feature columns know, and one that none does."""
    words = ["", "unheard-of"]
    for layer in inner_layers(model):
        for column in getattr(layer, "feature_columns", ()):
            words += vocabulary(column)
    return list(dict.fromkeys(words))


def vocabulary(column: Any) -> list[str]:
    own = [str(word) for word in getattr(column, "vocabulary_list", ())]
    inner = [getattr(column, name, None) for name in ("categorical_column", "source_column")]
    return own + [word for one in inner if one is not None for word in vocabulary(one)]


__all__ = ["fed", "samples"]
