"""How does an object become JSON and come back? Keras's forms of classes, functions and values."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import custom
from engine.errors import DesignError, DesignTypeError, did_you_mean, unknown_name
from engine.layers.base import Layer
from engine.layers.naming import snake_case
from engine.layers.operations import OperationLayer
from engine.layers.structure import is_shape
from engine.ops import ALL
from engine.training import (
    constraints,
    initializers,
    losses,
    metrics,
    optimizers,
    regularizers,
    schedules,
)

KERAS_VERSION = "2.21.0"
# Keras's name for the module of each kind of object.
TABLES = {
    "keras.initializers": initializers.table,
    "keras.regularizers": regularizers.table,
    "keras.constraints": constraints.table,
    "keras.losses": losses.table,
    "keras.metrics": metrics.table,
    "keras.optimizers": optimizers.formulas.table,
    "keras.optimizers.schedules": schedules.table,
}
SUFFIXES = {
    "_initializer": "keras.initializers",
    "_regularizer": "keras.regularizers",
    "_constraint": "keras.constraints",
    "learning_rate": "keras.optimizers.schedules",
}
MODELS = {"Functional": "Model", "Model": "Model", "Sequential": "Sequential"}
# Keras 3 writes these beside what Keras 2 knows; they change nothing at these values.
HARMLESS = {
    "quantization_config": (None,),
    "lora_rank": (None,),
    "lora_alpha": (None,),
    "synchronized": (False,),
    "renorm": (False,),
    "renorm_clipping": (None,),
    "renorm_momentum": (0.99,),
    "input_axes": (None,),
    "output_axes": (None,),
    "sparse": (False,),
    "ragged": (False,),
    "optional": (False,),
    "use_cudnn": ("auto", False, True),
    "flash_attention": (None, False),
    "loss_scale_factor": (None,),
    "gradient_accumulation_steps": (None,),
    "virtual_batch_size": (None,),
    "seed": (None,),
    "data_format": (None, "channels_last"),
    "groups": (1,),
    "use_gate": (False,),
    "sliding_window": (None,),
    "noise_shape": (None,),
    "rms_scaling": (False,),
}
# What Keras 2 writes for these layers and never uses: settings of a kernel that they do not have.
KERNEL = ("kernel_initializer", "kernel_regularizer", "kernel_constraint")
UNUSED = dict.fromkeys(
    ("SeparableConv1D", "SeparableConv2D", "DepthwiseConv1D", "DepthwiseConv2D"), KERNEL
)
# What Keras 3 does not know, or takes for another thing, left out where it says nothing.
LEFT_OUT = {"time_major": False, "score_mode": "dot"}
# Layers that no Keras has: files name them as exported programs register them.
OURS = {"GraphCell": "layerloom>GraphCell"}


# Writing


def modern(value: Any, key: str = "") -> Any:
    """A config with the module of each object in it, as Keras writes it since 2.12.

    `key` is the name of the argument that holds the value.
    """
    if isinstance(value, Mapping):
        inner = {
            name: modern(item, str(name))
            for name, item in value.items()
            if name not in LEFT_OUT or item != LEFT_OUT[name]
        }
        if "class_name" in inner and "config" in inner and "module" not in inner:
            return with_module(inner, key)
        return inner
    if isinstance(value, (list, tuple)):
        return [modern(item, key) for item in value]
    return value


def with_module(entry: dict[str, Any], key: str) -> dict[str, Any]:
    """A class name and a config, with the module where Keras has that class."""
    name = entry["class_name"]
    module = next((module for end, module in SUFFIXES.items() if key.endswith(end)), "keras.layers")
    known = {*custom.layer_classes(), *getattr(TABLES.get(module), "entries", ())}
    own = name in known and name not in OURS
    if name in MODELS:
        module, name, own = "keras", MODELS[name], True
    elif name in ("TFOpLambda", "SlicingOpLambda"):
        module = "tf_keras.src.layers.core.tf_op_layer"
    rest = {k: v for k, v in entry.items() if k not in ("class_name", "config")}
    return {
        "module": module if own else None,
        "class_name": name,
        "config": entry["config"],
        "registered_name": None if own else OURS.get(name) or registered_name(name),
        **rest,
    }


def in_full(value: Any) -> Any:
    """Objects of ours by their full names, since older files are read by these alone."""
    if isinstance(value, Mapping):
        inner = {key: in_full(item) for key, item in value.items()}
        if "registered_name" in inner and inner.get("class_name") in OURS:
            inner["class_name"] = inner["registered_name"]
        return inner
    return [in_full(item) for item in value] if isinstance(value, list) else value


def without_modules(value: Any) -> Any:
    """The older form of objects: class name and config alone; a function is its name."""
    if isinstance(value, Mapping):
        if value.get("class_name") == "function":
            return value["config"]
        inner = {key: without_modules(item) for key, item in value.items()}
        if "class_name" in inner and "module" in inner:
            name = inner.get("registered_name") or inner["class_name"]
            return {"class_name": name, "config": inner["config"]}
        return inner
    if isinstance(value, list):
        return [without_modules(item) for item in value]
    return value


def registered_name(name: str) -> str:
    """The full name of a class that a user registered, by its own name."""
    known = custom.registered().get(name)
    return custom.get_registered_name(known) if known is not None else name


def layer_entry(layer: Any, legacy: bool = False) -> dict[str, Any]:
    """A layer with its class name, config and the shape it was built for."""
    config = layer.get_config()
    cls = type(layer)
    is_input = cls.__name__ == "InputLayer"
    if legacy:
        config = in_full(modern(plain(config)))
        return {"class_name": custom.get_registered_name(cls), "config": config}
    # Keras 3 does not take it; networks have an InputLayer that tells it.
    config = {key: one for key, one in config.items() if key != "batch_input_shape" or is_input}
    entry: dict[str, Any] = {"class_name": cls.__name__, "config": modern(plain(config))}
    shape = getattr(layer, "_build_input_shape", None)
    if layer.built and shape is not None:
        entry["build_config"] = {"input_shape": plain(shape)}
    entry = with_module(entry, "")
    if custom.layer_classes().get(cls.__name__) is not cls:
        entry.update(module=cls.__module__, registered_name=custom.get_registered_name(cls))
    return entry


def serialize(value: Any) -> Any:
    """Any object of the engine (or a structure of them) in Keras's form."""
    if isinstance(value, Mapping):
        return {key: serialize(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [serialize(item) for item in value]
    if isinstance(value, Layer) and not value.is_metric:
        return layer_entry(value)
    if hasattr(value, "get_config"):
        return serialized_object(value)
    if callable(value):
        return serialized_function(value)
    if isinstance(value, np.ndarray) and value.ndim:
        return {
            "class_name": "__numpy__",
            "config": {"value": value.tolist(), "dtype": value.dtype.name},
        }
    return plain(value)


def serialized_object(value: Any) -> dict[str, Any]:
    cls = type(value)
    module = next(
        (module for module, table in TABLES.items() if table.entries.get(cls.__name__) is cls),
        None,
    )
    config = modern(serialize(value.get_config()))
    name = None if module else custom.get_registered_name(cls)
    return {
        "module": module or cls.__module__,
        "class_name": cls.__name__,
        "config": config,
        "registered_name": name,
    }


def serialized_function(value: Any) -> dict[str, Any]:
    name = custom.get_registered_name(value)
    if name == "<lambda>":
        raise DesignError(
            "A lambda cannot be written into a file.", fix="Define a function with a name instead."
        )
    return {
        "module": "builtins",
        "class_name": "function",
        "config": name,
        "registered_name": name,
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it. Raises DesignError for one that JSON cannot hold."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray) and value.ndim:
        return {
            "class_name": "__numpy__",
            "config": {"value": value.tolist(), "dtype": value.dtype.name},
        }
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "get_config") or callable(value):
        return serialize(value)
    raise DesignTypeError(
        "{value} cannot be written as JSON.",
        fix="Return plain values from get_config().",
        value=repr(value),
    )


# Reading


def deserialize(
    value: Any, custom_objects: Mapping[str, Any] | None = None, safe_mode: bool = True
) -> Any:
    """The object (or structure of objects) that `serialize` wrote. Raises DesignError.

    `safe_mode` is Keras's: code in a description is never run here.
    """
    with custom.custom_object_scope(custom_objects or {}):
        return restored(value)


def restored(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [restored(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    if "class_name" not in value:
        return {key: restored(item) for key, item in value.items()}
    name, config = value["class_name"], value.get("config")
    if name == "__numpy__":
        return np.array(config["value"], config["dtype"])
    if name == "__tensor__":
        return np.array(config["value"], config["dtype"])
    refuse_code(value)
    if name == "function":
        return function_named(str(config))
    module = str(value.get("module") or "")
    if module in TABLES:
        return TABLES[module].get(value)
    return layer_from(value)


def function_named(name: str) -> Any:
    """A function that a file names: a user's, or a loss or metric of the engine."""
    known = custom.registered().get(name)
    if known is not None:
        return known
    for table in (losses.table, metrics.table):
        entry = table.entries.get(name)
        if entry is not None:
            return entry
    raise unknown_name("function", name, [*custom.registered(), *losses.table.main])


def refuse_code(value: Any) -> None:
    """Raise DesignError for an object that is made by running code out of the file."""
    name, config = value.get("class_name"), value.get("config")
    inner = config.get("function") if isinstance(config, Mapping) else None
    if isinstance(inner, Mapping) and inner.get("class_name") == "function":
        inner = None
    listed = isinstance(inner, (list, tuple, Mapping))
    lambda_kind = isinstance(config, Mapping) and config.get("function_type") == "lambda"
    if name == "__lambda__" or (name == "Lambda" and (listed or lambda_kind)):
        raise DesignError(
            "The file holds a Lambda with program code, which is never run from a file.",
            fix="Replace the Lambda by a layer of its own class, or by a named function.",
        )


def layer_from(entry: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None) -> Any:
    """A layer or model from its class name and config. Raises DesignError for unknown classes."""
    if "class_name" not in entry or "config" not in entry:
        raise DesignError("A layer in the file has no class name or no config.")
    refuse_code(entry)
    name = str(entry["class_name"])
    full = entry.get("registered_name")
    with custom.custom_object_scope(custom_objects or {}):
        own = custom.layer_classes()
        offered = custom.registered()
        cls = offered.get(full) if full else None
        if cls is None and str(entry.get("module")).startswith("keras.src.ops"):
            return operation_from(name, entry["config"])
        cls = cls or offered.get(name) or own.get(name) or own.get(name.rpartition(">")[2])
        if cls is None:
            raise unknown_class(name, [*offered, *own])
        if not hasattr(cls, "from_config"):
            raise DesignTypeError(
                "{name} cannot be made from a file, because it has no from_config().",
                fix="Write a class method from_config(config).",
                name=name,
            )
        config = entry["config"]
        if own.get(cls.__name__) is cls:
            config = understood(cls, config)
        elif getattr(cls.from_config, "__func__", None) is Layer.from_config.__func__:
            config = {key: revived(value) for key, value in config.items()}
        layer = cls.from_config(config)
        build_if_told(layer, entry.get("build_config"))
    return layer


def operation_from(name: str, config: Mapping[str, Any]) -> Any:
    """An operation between layers as Keras 3 writes it: a class of its own for each."""
    spelled = {"GetItem": "getitem", "ConvertToTensor": "identity"}
    operation = spelled.get(name) or snake_case(name)
    if operation not in ALL:
        raise unknown_class(name, [])
    return OperationLayer(operation, operation_settings(config), name=config.get("name"))


def operation_settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an operation that stand in its config, as Keras 3 keeps them."""
    about = ("name", "trainable", "dtype", "function")
    return {key: one for key, one in config.items() if key not in about and one is not None}


def revived(value: Any) -> Any:
    """What a user's class gets out of its config: objects where it held objects."""
    if isinstance(value, (list, tuple)):
        return [revived(item) for item in value]
    if isinstance(value, Mapping):
        if "class_name" in value and "config" in value:
            return restored(value)
        return {key: revived(item) for key, item in value.items()}
    return value


def unknown_class(name: str, known: list[str]) -> DesignTypeError:
    near = did_you_mean(name, known)
    if near:
        return DesignTypeError(
            "There is no layer class called {name}.", fix="Did you mean {near}?", name=name,
            near=near,
        )  # fmt: skip
    return DesignTypeError(
        "There is no layer class called {name}.",
        fix="Give it in custom_objects, or register it with register_keras_serializable().",
        name=name,
    )


def understood(cls: Any, config: Any) -> Any:
    """A config without what other versions of Keras write into it and this engine does not know.

    `cls` is the engine's class that the config is for.
    """
    if not isinstance(config, Mapping):
        return config
    config = {key: inner_understood(value) for key, value in config.items()}
    if "batch_shape" in config and "batch_input_shape" not in config:
        config["batch_input_shape"] = config.pop("batch_shape")
    fields = getattr(cls, "fields", {})
    for key in UNUSED.get(cls.__name__, ()):
        if key not in fields:
            config.pop(key, None)
    takes = inspect.signature(cls.__init__).parameters
    for key, values in HARMLESS.items():
        if key in config and key not in fields and key not in takes and config[key] in values:
            config.pop(key)
    return config


def inner_understood(value: Any) -> Any:
    """Objects inside a config, such as initializers and the layer of a wrapper."""
    if isinstance(value, (list, tuple)):
        return [inner_understood(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    if value.get("class_name") == "DTypePolicy":
        return (value.get("config") or {}).get("name", "float32")
    name, config = value.get("class_name"), value.get("config")
    if not isinstance(name, str) or not isinstance(config, Mapping):
        return value
    cls = custom.layer_classes().get(name)
    if cls is None or name in custom.registered():
        tables = [table.entries.get(name) for table in TABLES.values()]
        cls = next((entry for entry in tables if isinstance(entry, type)), None)
    return value if cls is None else {**value, "config": understood(cls, config)}


def build_if_told(layer: Any, build_config: Any) -> None:
    """Make the weights of a model that is only built when it sees a shape."""
    if getattr(layer, "built", True) or not isinstance(build_config, Mapping):
        return
    shape = build_config.get("input_shape")
    if shape is not None and hasattr(layer, "_need_weights"):
        layer.build(as_shapes(shape))
    shapes = build_config.get("shapes_dict")  # of a layer that is built by what it is called with
    if isinstance(shapes, Mapping) and hasattr(layer, "_build_from_signature"):
        known = (shapes.get(f"{name}_shape") for name in ("query", "value", "key"))
        layer._build_from_signature(*(shape and as_shapes(shape) for shape in known))


def as_shapes(value: Any) -> Any:
    """Shapes out of JSON: lists of sizes become tuples."""
    if is_shape(value):
        return tuple(value)
    if isinstance(value, Mapping):
        return {key: as_shapes(item) for key, item in value.items()}
    return [as_shapes(item) for item in value]
