"""How does a model become a ``.keras`` file, and come back? A zip of JSON and HDF5."""

from __future__ import annotations

import io
import json
import logging
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.saving.compiled import compile_config, compile_from_config
from engine.saving.hdf5 import h5py, numbers_of, opened, stored, take_optimizer
from engine.saving.objects import KERAS_VERSION, layer_entry, layer_from
from engine.saving.paths import own_variables, places
from engine.saving.replacing import beside
from engine.training.optimizers import Optimizer

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
# A part of so many bytes is held against the size that it has in the file: numbers do not shrink
# to a hundredth, bombs do.
SUSPICIOUS, LEAST_SHARE = 32 * 2**20, 100
log = logging.getLogger(__name__)


# The state of all layers, by their paths


def put_state(file: Any, model: Any) -> None:
    for path, holder in places(model):
        group = file.create_group(f"{path}/vars" if path else "vars")
        for place, variable in enumerate(own_variables(holder)):
            group[str(place)] = stored(variable)


def take_state(file: Any, model: Any, skip_mismatch: bool = False) -> None:
    """Read the state that tf_keras, Keras 3 or this engine wrote. Raises DesignError.

    `skip_mismatch` leaves layers as they are whose weights the file does not hold.
    """
    faults = []
    for newest in (False, True):
        found = dict(places(model, newest))
        pairs, fault, wrong = [], None, 0
        for path, holder in found.items():
            if isinstance(holder, Optimizer) or getattr(holder, "is_metric", False):
                continue
            variables = own_variables(holder)
            values = values_at(file, path)
            problem = misfit(holder, path, variables, values)
            if problem is not None:
                fault, wrong = fault or problem, wrong + 1
            else:
                pairs += zip(variables, values, strict=True)
        faults.append((wrong, pairs, fault))
        if not wrong:
            break
    wrong, pairs, fault = min(faults, key=lambda one: one[0])
    if wrong and not skip_mismatch:
        raise fault
    if wrong:
        log.warning("%d layers were left as they are: %s", wrong, fault)
    for variable, value in pairs:
        variable.assign(value)


def values_at(file: Any, path: str) -> list[np.ndarray]:
    group = file.get(f"{path}/vars" if path else "vars")
    if group is None:
        return []
    return [numbers_of(group[key]) for key in sorted(group, key=int)]


def misfit(holder: Any, path: str, variables: list, values: list) -> DesignError | None:
    """The error for weights that the file does not hold as the layer has them."""
    wanted = [variable.shape for variable in variables]
    found = [value.shape for value in values]
    if wanted == found:
        return None
    return DesignError(
        "The file holds weights of shapes {found} for {layer} (at {path}), which has {wanted}.",
        fix="Load it into the model that it was saved from.",
        found=found or "none",
        layer=getattr(holder, "name", type(holder).__name__),
        path=path or "/",
        wanted=wanted or "none",
    )


def save_weights(model: Any, path: Path) -> None:
    with beside(path) as held, h5py().File(held, "w") as file:
        put_state(file, model)


# Whole models


def save_model(model: Any, path: Path) -> None:
    """Write config, compile's arguments, weights and the optimizer's state."""
    if not model.built:
        log.warning("The model has not been built, so its file may hold no weights.")
    described = layer_entry(model)
    compiled = compile_config(model)
    if compiled is not None:
        described["compile_config"] = compiled
    store = io.BytesIO()
    with h5py().File(store, "w") as file:
        put_state(file, model)
    metadata = {
        "keras_version": KERAS_VERSION,
        "date_saved": time.strftime("%Y-%m-%d@%H:%M:%S"),
    }
    with beside(path) as held, zipfile.ZipFile(held, "w") as archive:
        archive.writestr(METADATA, json.dumps(metadata))
        archive.writestr(CONFIG, json.dumps(described))
        archive.writestr(WEIGHTS, store.getvalue())


def load_model(
    path: Path, custom_objects: Mapping[str, Any] | None = None, compile: bool = True
) -> Any:
    """The model in a ``.keras`` file. Raises DesignError for files that hold none."""
    with opened_zip(path) as archive:
        try:
            described = json.loads(content(archive, CONFIG, path))
        except (KeyError, ValueError, RecursionError):
            raise DesignError(
                "{path} holds no readable description of a model.", path=str(path)
            ) from None
        model = layer_from(described, custom_objects)
        if compile and described.get("compile_config"):
            compile_from_config(model, described["compile_config"], custom_objects)
        with weights_in(archive, path) as file:
            take_state(file, model)
            if model._is_compiled and model.optimizer is not None:
                values = values_at(file, "optimizer")
                if values:
                    take_optimizer(model, values)
    return model


def opened_zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise DesignError(
            "{path} is no readable .keras file: {reason}.", path=str(path), reason=str(error)
        ) from None


def weights_in(archive: zipfile.ZipFile, path: Path) -> Any:
    """The HDF5 file with the weights in a ``.keras`` file."""
    if WEIGHTS not in archive.namelist():
        raise DesignError("{path} holds no weights that can be read.", path=str(path))
    return opened(io.BytesIO(content(archive, WEIGHTS, path)), path)


def content(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """A part of a zip file. Raises DesignError for what swells to more than it can hold."""
    told = archive.getinfo(name)
    if told.file_size > max(SUSPICIOUS, LEAST_SHARE * told.compress_size):
        raise DesignError(
            "{path} says that {name} in it is {size} MB, which it cannot be.",
            path=path.name, name=name, size=told.file_size // 2**20,
        )
    return archive.read(name)  # no more than it was told to be
