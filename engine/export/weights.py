"""How do weights leave for a Keras program to load? As the .weights.h5 file of its dialect."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.saving.hdf5 import h5py, stored
from engine.saving.paths import own_variables, places
from engine.saving.replacing import beside
from engine.training.optimizers import Optimizer


def save_weights(model: Any, path: Path, newest: bool, called: Mapping[type, str]) -> None:
    """Write all weights by the paths of Keras 3 (`newest`) or of Keras 2.

    `called` tells what users' classes are called in the program. Raises DesignError where the
    library for HDF5 is missing.
    """
    with beside(Path(path)) as held, h5py().File(held, "w") as file:
        for inner, holder in places(model, newest, called=called):
            if isinstance(holder, Optimizer) or getattr(holder, "is_metric", False):
                continue
            put(file, inner, holder)
            if not newest and "/forward_layer/" in inner and "/network/" in inner:
                # The layer that Keras 2's Bidirectional copies has a network of its own, unused.
                put(file, inner.replace("/forward_layer/", "/layer/"), holder)


def put(file: Any, inner: str, holder: Any) -> None:
    group = file.create_group(f"{inner}/vars" if inner else "vars")
    for place, variable in enumerate(own_variables(holder)):
        group[str(place)] = stored(variable)
