"""How do weights and whole models become Keras's HDF5 files, and come back?"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError, DesignNotImplementedError
from engine.layers.core import InputLayer
from engine.saving import networks
from engine.saving.compiled import from_training_config, training_config
from engine.saving.objects import KERAS_VERSION, layer_entry, layer_from
from engine.saving.replacing import beside

LIMIT = 64512  # bytes that HDF5 takes for one attribute
log = logging.getLogger(__name__)
# Datasets beyond so many bytes are asked whether the file holds them.
SUSPICIOUS = 2**30


def h5py() -> Any:
    """The library for HDF5. Raises DesignError where it is not installed."""
    try:
        import h5py as library
    except ImportError:
        raise DesignError(
            "Keras's files need the library h5py, which is not installed.",
            fix="Install it with: pip install 'layerloom[keras-files]'.",
        ) from None
    return library


def opened(source: Any, path: Any = None) -> Any:
    """An HDF5 file to read. Raises DesignError for a file that is none."""
    try:
        file = h5py().File(source, "r")
    except OSError as error:
        raise DesignError(
            "{path} is no readable HDF5 file: {reason}.",
            path=str(path or source),
            reason=str(error),
        ) from None
    if points_elsewhere(file):
        file.close()
        raise DesignError(
            "{path} takes numbers from other files, which is not followed.",
            fix="Save the model as one file.", path=str(path or source),
        )
    return file


def points_elsewhere(file: Any) -> bool:
    """Whether something in an HDF5 file is a link to another file, or lies in one."""
    library = h5py()

    def is_elsewhere(_: Any, link: Any) -> bool | None:
        return True if link.type == library.h5l.TYPE_EXTERNAL else None

    def lies_elsewhere(_: str, held: Any) -> bool | None:
        outside = isinstance(held, library.Dataset) and (held.external or held.is_virtual)
        return True if outside else None

    return bool(file.id.links.visit(is_elsewhere, info=True) or file.visititems(lies_elsewhere))


# Attributes: lists of names, in pieces where they are long


def write_names(group: Any, key: str, names: Sequence[str]) -> None:
    data = np.asarray([name.encode() for name in names])
    pieces = 1
    while any(piece.nbytes > LIMIT for piece in np.array_split(data, pieces)):
        pieces += 1
    if pieces == 1:
        group.attrs[key] = data if len(data) else np.asarray([], "f8")
        return
    for place, piece in enumerate(np.array_split(data, pieces)):
        group.attrs[f"{key}{place}"] = piece


def read_names(group: Any, key: str) -> list[str]:
    if key in group.attrs:
        found = list(group.attrs[key])
    else:
        found, place = [], 0
        while f"{key}{place}" in group.attrs:
            found += list(group.attrs[f"{key}{place}"])
            place += 1
    return [text(name) for name in found]


def text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


# Weights


def file_order(layer: Any) -> list[Any]:
    """A layer's weights as these files hold them: the trainable ones first."""
    return [*layer.trainable_weights, *layer.non_trainable_weights]


def top_level(model: Any) -> list[Any]:
    own = model._own()
    return [*(v for v in own if v.trainable), *(v for v in own if not v.trainable)]


def put_weights(group: Any, variables: Sequence[Any]) -> None:
    """One data set a weight, and their names in order."""
    names: list[str] = []
    for variable in variables:
        name, count = variable.name, 0
        while name in names:
            count += 1
            name = f"{variable.path}_{count}:0"
        names.append(name)
    write_names(group, "weight_names", names)
    for name, variable in zip(names, variables, strict=True):
        group.create_dataset(name, data=stored(variable))


def stored(variable: Any) -> np.ndarray:
    array = variable.numpy()
    return array.astype(np.int64) if array.dtype.kind == "i" else array


def get_weights(group: Any) -> list[np.ndarray]:
    return [numbers_of(group[name]) for name in read_names(group, "weight_names")]


def numbers_of(dataset: Any) -> np.ndarray:
    """The array of a dataset. Raises DesignError where it claims far more than the file holds."""
    size, held = dataset.size * dataset.dtype.itemsize, dataset.id.get_storage_size()
    if size > SUSPICIOUS and size > 1000 * held:
        raise DesignError(
            "The weight {name} of the file claims {size} bytes, but only {held} are there.",
            fix="The file is damaged; take another copy.",
            name=str(dataset.name), size=size, held=held,
        )
    return np.asarray(dataset)


def put_model_weights(group: Any, model: Any) -> None:
    write_names(group, "layer_names", [layer.name for layer in model.layers])
    group.attrs["backend"] = b"tensorflow"
    group.attrs["keras_version"] = KERAS_VERSION.encode()
    for layer in sorted(model.layers, key=lambda one: one.name):
        put_weights(group.create_group(layer.name), file_order(layer))
    put_weights(group.create_group("top_level_model_weights"), top_level(model))


def take_model_weights(group: Any, model: Any) -> None:
    """Read weights layer by layer, in order. Raises DesignError where they do not fit."""
    version = text(group.attrs.get("keras_version", "1"))
    if version.startswith("1"):
        raise DesignError(
            "The weights were written by Keras {version}, which laid them out otherwise.",
            fix="Load and save them with Keras 2 first.",
            version=version,
        )
    layers = [layer for layer in model.layers if layer.weights]
    names = [n for n in read_names(group, "layer_names") if read_names(group[n], "weight_names")]
    if len(names) != len(layers):
        raise DesignError(
            "The file holds the weights of {count} layers, but the model has {expected} layers "
            "with weights.",
            fix="Load it into the model that it was saved from.",
            count=len(names),
            expected=len(layers),
        )
    pairs = []
    for name, layer in zip(names, layers, strict=True):
        pairs += matched(file_order(layer), get_weights(group[name]), layer.name)
    if "top_level_model_weights" in group:
        found = get_weights(group["top_level_model_weights"])
        pairs += matched(top_level(model), found, model.name)
    for variable, value in pairs:
        variable.assign(value)


def matched(
    variables: Sequence[Any], values: Sequence[np.ndarray], name: str
) -> list[tuple[Any, np.ndarray]]:
    """Weights with their new values. Raises DesignError unless number and shapes agree."""
    if len(variables) != len(values):
        raise DesignError(
            "The layer {name} has {expected} weights, but the file holds {count} for it.",
            fix="Load it into the model that it was saved from.",
            name=name,
            expected=len(variables),
            count=len(values),
        )
    for variable, value in zip(variables, values, strict=True):
        variable._same_shape(value.shape)
    return list(zip(variables, values, strict=True))


def take_by_name(group: Any, model: Any, skip_mismatch: bool = False) -> None:
    """Read the weights of the layers whose names the file knows."""
    known = set(read_names(group, "layer_names"))
    for layer in model.layers:
        if layer.name not in known:
            continue
        try:
            pairs = matched(file_order(layer), get_weights(group[layer.name]), layer.name)
        except DesignError:
            if not skip_mismatch:
                raise
            log.warning("The weights of %s do not fit and are left as they are.", layer.name)
            continue
        for variable, value in pairs:
            variable.assign(value)


def save_weights(model: Any, path: Path) -> None:
    with beside(path) as held, h5py().File(held, "w") as file:
        put_model_weights(file, model)


# Whole models


def save_model(model: Any, path: Path, include_optimizer: bool = True) -> None:
    """Write config, weights, and what `compile` was given, with the optimizer's state.

    Raises DesignError for a model with a `call` of its own: its layers do not describe it.
    """
    if model._network is None and not hasattr(model, "_chain"):
        raise DesignNotImplementedError(
            "{model} has a call of its own, which an HDF5 file cannot hold.",
            fix="Save its weights, or save it as .keras.",
            model=type(model).__name__,
        )
    with beside(path) as held, h5py().File(held, "w") as file:
        description = {"class_name": type(model).__name__, "config": legacy_config(model)}
        file.attrs["keras_version"] = KERAS_VERSION
        file.attrs["backend"] = "tensorflow"
        file.attrs["model_config"] = json.dumps(description).encode()
        compiled = include_optimizer and model._is_compiled
        if compiled:
            file.attrs["training_config"] = json.dumps(training_config(model)).encode()
        put_model_weights(file.create_group("model_weights"), model)
        if compiled and len(model.optimizer.variables) > 1:
            put_weights(file.create_group("optimizer_weights"), model.optimizer.variables)


def legacy_config(model: Any) -> Any:
    """A model's config in the form of these files: layers without modules."""
    if model._network is None and not hasattr(model, "_chain"):
        return model.get_config()
    if hasattr(model, "_chain"):
        config = networks.sequential_config(model, legacy_entry)
        if model._network is None and model._build_input_shape is not None:
            config["build_input_shape"] = list(model._build_input_shape)
        return config
    return networks.network_config(model, legacy_entry)


def legacy_entry(layer: Any) -> dict[str, Any]:
    if hasattr(layer, "compiled_loss") and not isinstance(layer, InputLayer):
        return {"class_name": type(layer).__name__, "config": legacy_config(layer)}
    return layer_entry(layer, legacy=True)


def load_model(
    source: Any, custom_objects: Mapping[str, Any] | None, compile: bool, path: Any
) -> Any:
    """The model in an HDF5 file. Raises DesignError for files that hold none."""
    with opened(source, path) as file:
        if "model_config" not in file.attrs or "model_weights" not in file:
            raise DesignError(
                "{path} holds no model.",
                fix="If it holds weights, use load_weights on a model of the same layers.",
                path=str(path),
            )
        model = layer_from(read_json(file.attrs["model_config"], path), custom_objects)
        take_model_weights(file["model_weights"], model)
        if compile and "training_config" in file.attrs:
            arguments = from_training_config(
                read_json(file.attrs["training_config"], path), custom_objects
            )
            model.compile(**arguments, from_serialized=True)
            if "optimizer_weights" in file:
                take_optimizer(model, get_weights(file["optimizer_weights"]))
        elif compile:
            log.warning("The file says nothing of training, so the model is not compiled.")
    return model


def read_json(value: Any, path: Any) -> Any:
    try:
        return json.loads(text(value))
    except json.JSONDecodeError as error:
        raise DesignError(
            "The description in {path} is damaged: {reason}.", path=str(path), reason=error.msg
        ) from None


def take_optimizer(model: Any, values: Sequence[np.ndarray]) -> None:
    """Give the optimizer its state back, where it fits."""
    model.optimizer.build(model.trainable_variables)
    variables = model.optimizer.variables
    if len(values) == len(variables) + 1 and np.shape(values[1]) == ():
        # Keras 3 keeps the learning rate as the second number.
        values = [values[0], *values[2:]]
    shapes = [variable.shape for variable in variables]
    if values and all(np.shape(value) == () for value in values) and len(values) < len(shapes):
        # It had not made a step yet: it holds only how many.
        variables[0].assign(values[0])
        return
    if [np.shape(value) for value in values] != shapes:
        log.warning(
            "The optimizer's state in the file does not fit this optimizer and is left out."
        )
        return
    model.optimizer.set_weights(list(values))
