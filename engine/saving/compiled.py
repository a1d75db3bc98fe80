"""What does a file say of training? The arguments of compile, in Keras's two forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import custom
from engine.saving.objects import (
    HARMLESS,
    deserialize,
    plain,
    restored,
    serialize,
    without_modules,
)
from engine.training import losses, metrics, optimizers


def compile_config(model: Any) -> dict[str, Any] | None:
    """The arguments of compile as a ``.keras`` file holds them."""
    config = model.get_compile_config()
    return None if config is None else serialize(config)


def compile_from_config(
    model: Any, config: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None
) -> None:
    """Compile a model as a ``.keras`` file tells."""
    with custom.custom_object_scope(custom_objects or {}):
        arguments = {
            key: optimizer_from(value) if key == "optimizer" else restored(value)
            for key, value in config.items()
        }
        model.compile_from_config(arguments)


def optimizer_from(value: Any) -> Any:
    """An optimizer from either form; what other versions write beside is left out."""
    if not isinstance(value, Mapping):
        return optimizers.get(value)
    config = dict(value.get("config") or {})
    config.pop("jit_compile", None)
    legacy = config.pop("is_legacy_optimizer", False) or config.get("decay")
    if not legacy:
        config.pop("decay", None)
    for key, values in HARMLESS.items():
        if key in config and config[key] in values and key != "seed":
            config.pop(key)
    if isinstance(config.get("learning_rate"), Mapping):
        config["learning_rate"] = deserialize(config["learning_rate"])
    name = str(value["class_name"])
    registered = value.get("registered_name")
    known = custom.registered()
    if registered in known:
        name = registered
    elif name not in known:
        name = name.rpartition(">")[2]
        if legacy and name in optimizers.legacy.KINDS:
            return optimizers.legacy.KINDS[name].from_config(config)
    return optimizers.table.get({"class_name": name, "config": config})


# The older form, in HDF5 files


def training_config(model: Any) -> dict[str, Any]:
    """The arguments of compile as HDF5 files hold them, metrics as built where they are."""
    given = model.get_compile_config()
    container = model.compiled_metrics
    wanted, weighted = given["metrics"], given["weighted_metrics"]
    if container.built:
        wanted = container.plain if wanted is not None else None
        weighted = container.weighted if weighted is not None else None
    return {
        "loss": without_modules(serialize(given["loss"])),
        "metrics": without_modules(serialize(wanted)),
        "weighted_metrics": without_modules(serialize(weighted)),
        "loss_weights": plain(given["loss_weights"]),
        "optimizer_config": {
            "class_name": custom.get_registered_name(type(model.optimizer)),
            "config": plain(serialize(model.optimizer.get_config())),
        },
    }


def from_training_config(
    config: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Arguments of compile out of an HDF5 file."""
    with custom.custom_object_scope(custom_objects or {}):
        return {
            "optimizer": optimizer_from(config["optimizer_config"]),
            "loss": each(config.get("loss"), losses.get),
            "metrics": each(config.get("metrics"), metric_from),
            "weighted_metrics": each(config.get("weighted_metrics"), metric_from),
            "loss_weights": config.get("loss_weights"),
        }


def each(value: Any, make: Any) -> Any:
    """`make` of each object in a structure of descriptions."""
    if value is None:
        return None
    if isinstance(value, str) or (isinstance(value, Mapping) and "class_name" in value):
        return make(value)
    if isinstance(value, Mapping):
        return {key: each(item, make) for key, item in value.items()}
    return [each(item, make) for item in value]


def metric_from(value: Any) -> Any:
    """A metric; names whose meaning depends on the data stay names."""
    if isinstance(value, str) and value.lower() in ("accuracy", "acc", "crossentropy", "ce"):
        return value
    return metrics.get(value)
