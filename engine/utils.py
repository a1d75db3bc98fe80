"""Which helpers does Keras keep in `utils`? For targets, sequences of batches and own classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import lately
from engine.batching import Sequence
from engine.custom import (
    CustomObjectScope,
    custom_object_scope,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
)
from engine.downloads import get_file
from engine.errors import DesignError
from engine.plotting import plot_model
from engine.preprocessing.pictures import array_to_img, img_to_array, load_img, save_img
from engine.preprocessing.sequence import pad_sequences
from engine.saving import deserialize_keras_object, serialize_keras_object
from engine.settings import set_random_seed
from engine.training.arrays import unpacked as unpack_x_y_sample_weight
from engine.training.callbacks.progress import Progbar


def to_categorical(y: Any, num_classes: int | None = None, dtype: Any = "float32") -> np.ndarray:
    """Class numbers as rows with a 1 in the place of the class. Raises DesignError."""
    labels = np.array(y, dtype=np.int64)
    shape = labels.shape
    if len(shape) > 1 and shape[-1] == 1:
        shape = shape[:-1]
    labels = labels.reshape(-1)
    classes = num_classes or (int(labels.max()) + 1 if labels.size else 0)
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        raise DesignError(
            "The class {label} does not lie between 0 and {last}.",
            fix="Number the classes from 0, or give more num_classes.",
            label=int(labels.min() if labels.min() < 0 else labels.max()),
            last=classes - 1,
        )
    return np.eye(classes, dtype=dtype)[labels].reshape((*shape, classes))


def to_ordinal(y: Any, num_classes: int | None = None, dtype: Any = "float32") -> np.ndarray:
    """Ordered class numbers as rows that hold as many ones as the number says."""
    labels = np.array(y, dtype=np.int64)
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    classes = num_classes or int(labels.max()) + 1
    return (np.arange(classes - 1) < labels[..., None]).astype(dtype)


def normalize(x: Any, axis: int = -1, order: int = 2) -> np.ndarray:
    """Numbers divided by their norm along an axis; what is 0 stays 0."""
    norms = np.atleast_1d(np.linalg.norm(x, order, axis))
    norms[norms == 0] = 1
    return np.asarray(x) / np.expand_dims(norms, axis)


def pack_x_y_sample_weight(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """A batch as a tuple; inputs alone stay what they are unless they are a tuple."""
    if y is None:
        return (x,) if isinstance(x, tuple) else x
    return (x, y) if sample_weight is None else (x, y, sample_weight)


def __getattr__(name: str) -> Any:
    return lately.get(__name__, name, lately.UTILS)


__all__ = [
    "CustomObjectScope",
    "Progbar",
    "Sequence",
    "array_to_img",
    "custom_object_scope",
    "deserialize_keras_object",
    "get_custom_objects",
    "get_file",
    "get_registered_name",
    "get_registered_object",
    "img_to_array",
    "load_img",
    "normalize",
    "pack_x_y_sample_weight",
    "pad_sequences",
    "plot_model",
    "register_keras_serializable",
    "save_img",
    "serialize_keras_object",
    "set_random_seed",
    "to_categorical",
    "to_ordinal",
    "unpack_x_y_sample_weight",
]
