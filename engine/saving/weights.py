"""How do weights become a safetensors file and come back?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.layers.holding import all_sublayers
from engine.layers.inert import Inert
from engine.saving.replacing import beside
from engine.saving.tensors import read_tensors, write_tensors

ENDING = ".safetensors"


def weight_names(model: Any) -> list[str]:
    """A name of its own for each weight: its path, numbered when it comes twice."""
    names: list[str] = []
    for variable in model.weights:
        name, count = variable.path, 1
        while name in names:
            count += 1
            name = f"{variable.path}#{count}"
        names.append(name)
    return names


def save_weights(model: Any, path: Path) -> None:
    """Write the weights so that a reader sees either the old file or the whole new one.

    Those of a network with inert layers are for the layers that will stand in their place, too.
    """
    arrays = {
        name: np.asarray(variable.array, order="C")  # a scalar stays one
        for name, variable in zip(weight_names(model), model.weights, strict=True)
    }
    with beside(path) as held:
        note: dict[str, Any] = {"order": list(arrays)}
        if any(isinstance(layer, Inert) for layer in all_sublayers(model)):
            note["loose"] = True
        write_tensors(held, arrays, note)


def load_weights(model: Any, path: Path) -> None:
    """Read weights by name, or by their order where another model of the same layers wrote them.

    Weights that a file kept beside inert layers are read as far as there are layers for them.
    Raises DesignError when they do not fit.
    """
    try:
        arrays, note = read_tensors(path)
    except (OSError, ValueError) as error:
        raise DesignError(
            "{path} is no readable weights file: {reason}.", path=str(path), reason=str(error)
        ) from None
    names, variables, order = weight_names(model), model.weights, note.get("order", [])
    if note.get("loose") and not set(arrays).isdisjoint(names):
        pairs = [(name, one) for name, one in zip(names, variables, strict=True) if name in arrays]
        names, variables = [name for name, _ in pairs], [one for _, one in pairs]
    elif set(arrays) != set(names):
        shapes = [arrays[name].shape for name in order if name in arrays]
        if shapes != [variable.shape for variable in variables]:
            raise misfit(path, names, arrays)
        # Layers count their names through a program, so a twin of the model has other names.
        names = order
    for name, variable in zip(names, variables, strict=True):
        variable._same_shape(arrays[name].shape)
    for name, variable in zip(names, variables, strict=True):
        variable.assign(arrays[name])


def misfit(path: Path, names: list[str], arrays: dict[str, np.ndarray]) -> DesignError:
    missing = [name for name in names if name not in arrays]
    return DesignError(
        "{path} holds {count} weights, but the model needs {expected}; {missing} is missing.",
        fix="Load it into the model that it was saved from.",
        path=str(path),
        count=len(arrays),
        expected=len(names),
        missing=missing[0] if missing else "nothing",
    )
