"""What model was a PyTorch program made of? Its description goes with the weights.

A module's text does not say which layer a line was, nor how large a picture is. The description
says it, as long as nobody has changed the module's classes: their digests tell.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.errors import DesignError

# The library writes several metadata keys in an order that it draws anew each time, so one key
# holds the whole note.
NOTE = "layerloom"
# Whole numbers up to this one are exact in float32, sums of the two digits included.
DIGIT = 2**20


def digests(text: str) -> dict[str, str]:
    """A number for each class of a program, whatever it looks like."""
    return {
        node.name: hashlib.sha256(ast.dump(node).encode()).hexdigest()
        for node in ast.parse(text).body if isinstance(node, ast.ClassDef)
    }


def note(model: Any, text: str) -> dict[str, str]:
    """What goes with the weights; nothing for a model that cannot be described."""
    try:
        told = {"model": model.to_json(), "classes": digests(text)}
    except DesignError:
        return {}
    return {NOTE: json.dumps(told)}


def description(told: Mapping[str, str] | None, text: str) -> str | None:
    """The description of the model that an unchanged program was made of."""
    try:
        note_ = json.loads((told or {})[NOTE])
        known = digests(text)
        same = all(known.get(name) == value for name, value in note_["classes"].items())
        return str(note_["model"]) if same and note_["classes"] else None
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def restore(
    model: Any, arrays: Mapping[str, np.ndarray], state: Callable[[Any], Mapping[str, np.ndarray]]
) -> None:
    """Give the model the numbers of a ``state_dict``. Raises ValueError where they do not fit.

    Where each number of a weight stands in the ``state_dict`` is found out by writing the model's
    numbers out with their own places in their stead.
    """
    own = model.get_weights()
    count = sum(one.size for one in own)
    places = np.arange(count, dtype=np.int64)
    low = written(model, own, places % DIGIT + 1, state)
    high = written(model, own, places // DIGIT, state) if count > DIGIT else None
    # What the program leaves out, such as weights outside of all windows, counts nowhere.
    found = np.zeros(count, np.float32)
    for name, digits in low.items():
        if name not in arrays or arrays[name].shape != digits.shape:
            raise ValueError(name)
        where = digits.astype(np.int64) - 1
        if high is not None:
            where = where + high[name].astype(np.int64) * DIGIT
        is_weight = digits > 0
        if np.any(digits != np.round(digits)) or np.any(where[is_weight] >= count):
            raise ValueError(name)
        found[where[is_weight]] = arrays[name][is_weight]
    model.set_weights(laid_out(found, own))


def written(model: Any, own: Any, numbers: np.ndarray, state: Callable) -> dict[str, np.ndarray]:
    model.set_weights(laid_out(numbers.astype(np.float32), own))
    return {name: np.array(array, np.float32) for name, array in state(model).items()}


def laid_out(numbers: np.ndarray, own: Any) -> list[np.ndarray]:
    """A row of numbers as arrays of the shapes of `own`."""
    begins = np.cumsum([0, *(one.size for one in own)])
    return [numbers[begin : begin + one.size].reshape(one.shape)
            for begin, one in zip(begins, own, strict=False)]


__all__ = ["description", "note", "restore"]
