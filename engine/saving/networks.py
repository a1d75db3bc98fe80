"""How is a network described? Its layers and their calls, in Keras's config, and made from it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine import graph
from engine.errors import DesignError
from engine.layers.core import InputLayer
from engine.layers.operations import KERAS_NAMES, OperationLayer
from engine.nest import flatten
from engine.ops import ALL
from engine.ops.base import Op, is_graph_value
from engine.saving.objects import layer_entry, layer_from, plain
from engine.variables import Variable

CONSTANT = "_CONSTANT_VALUE"


# Writing


class Places:
    """Which call of its layer, as this network counts them, each call is.

    A model that begins at inputs of its own has a first call that no file tells of, so its calls
    count from 1.
    """

    def __init__(self, network: graph.Network) -> None:
        self.of: dict[graph.Call, int] = {}
        for layer in network.layers:
            first = first_call(layer)
            known = [call for call in layer.calls if call in network.depths]
            self.of.update({call: first + place for place, call in enumerate(known)})

    def reference(self, value: Any) -> list[Any]:
        """Keras's name for a value: layer, number of its call, number of its output."""
        call, index = value.history
        return [call.layer.name, self.of[call], index]


def first_call(layer: Any) -> int:
    """From which number the calls of a layer count in a file."""
    return int(getattr(layer, "_network", None) is not None)


def network_config(
    model: Any, layers: Callable[[Any], Any] = layer_entry
) -> dict[str, Any]:
    """A functional model as Keras 2 describes it. `layers` gives the entry of one layer."""
    places = Places(model._network)
    entries = []
    for layer in model._network.layers:
        calls = [
            call_config(call, places)
            for call in layer.calls
            if call in places.of and not call.is_input
        ]
        entries.append({**layers(layer), "name": layer.name, "inbound_nodes": calls})
    return {
        "name": model.name,
        "trainable": model.trainable,
        "layers": entries,
        "input_layers": outer(model._input_structure, places),
        "output_layers": outer(model._output_structure, places),
    }


def outer(structure: Any, places: Places) -> Any:
    """References for a model's inputs or outputs; a single one stands in a list."""
    if is_graph_value(structure):
        return [places.reference(structure)]
    return nested(places.reference, structure)


def nested(function: Callable, structure: Any) -> Any:
    """`function` of each leaf, with tuples as lists; its results are not looked into."""
    if isinstance(structure, Mapping):
        return {key: nested(function, item) for key, item in structure.items()}
    if isinstance(structure, (list, tuple)):
        return [nested(function, item) for item in structure]
    return function(structure)


def call_config(call: graph.Call, places: Places) -> Any:
    """One call: a reference with keyword arguments for each value of the first argument."""
    names = argument_names(call.layer)
    given = {**dict(zip(names[1:], call.args[1:], strict=False)), **call.kwargs}
    if isinstance(call.layer, OperationLayer):
        given = keras_arguments(call.layer.operation, given)
    kwargs = {key: nested(lambda leaf: encoded(leaf, places), one) for key, one in given.items()}
    if isinstance(call.layer, OperationLayer) and call.layer.operation != "getitem":
        kwargs["name"] = None

    def first(leaf: Any) -> list[Any]:
        if is_graph_value(leaf):
            return [*places.reference(leaf), kwargs]
        return [CONSTANT, -1, encoded(leaf, places), kwargs]

    data = nested(first, call.args[0])
    single = not isinstance(call.args[0], (list, tuple, Mapping))
    return [data] if single and not isinstance(call.layer, OperationLayer) else data


def encoded(leaf: Any, places: Places) -> Any:
    """A leaf of a call's arguments as JSON."""
    if is_graph_value(leaf):
        return places.reference(leaf)
    if isinstance(leaf, slice):
        return {"start": leaf.start, "stop": leaf.stop, "step": leaf.step}
    if leaf is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(leaf, Variable):
        raise DesignError(
            "The weight {name} is used by an operation between layers, so the model cannot be "
            "described without it.",
            fix="Put the operation into a layer that has the weight.",
            name=leaf.path,
        )
    return plain(leaf.tolist() if isinstance(leaf, np.ndarray) else leaf)


def argument_names(layer: Any) -> list[str]:
    """What the arguments of a layer's call are called."""
    if isinstance(layer, OperationLayer):
        return parameters_of(layer.operation)
    return list(layer._signature().names)


def parameters_of(operation: str) -> list[str]:
    function = ALL[operation]
    called = function.infer if isinstance(function, Op) else getattr(
        function, "__wrapped__", function
    )
    return list(inspect.signature(called).parameters)


def keras_arguments(operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """An operation's arguments under the names that TensorFlow's function has for them."""
    known = dict(zip(parameters_of(operation), KERAS_NAMES.get(operation, ("", ()))[1],
                     strict=False))
    return {known.get(name, name): value for name, value in given.items()}


def sequential_config(model: Any, layers: Callable[[Any], Any] = layer_entry) -> dict[str, Any]:
    chain = list(model._chain)
    if model._network is not None and not model.has_own_input:
        chain.insert(0, model.inputs[0].history[0].layer)
    return {"name": model.name, "layers": [layers(layer) for layer in chain]}


# Reading


def network_from_config(cls: type, config: Mapping[str, Any], custom_objects: Mapping | None):
    """The model that `network_config` described. Raises DesignError for a broken description."""
    layers = {
        entry.get("name") or entry["config"]["name"]: layer_from(entry, custom_objects)
        for entry in config["layers"]
    }
    return rebuilt_network(cls, config, layers)


def rebuilt_network(cls: type, config: Mapping[str, Any], layers: dict[str, Any]) -> Any:
    """The network of the calls that a config tells of, on given layers."""
    made: dict[str, list[Any]] = {}
    for name, layer in layers.items():
        begin = isinstance(layer, InputLayer)
        made[name] = [layer.calls[0].outputs] if begin else [None] * first_call(layer)
    repeat_calls(config["layers"], layers, made)
    inputs = restore(config["input_layers"], made)
    outputs = restore(config["output_layers"], made)
    model = cls(inputs=inputs, outputs=outputs, name=config.get("name"))
    beside = [layer for layer in layers.values() if layer not in model._network.layers]
    for layer in beside:
        # Such as the layers behind add_loss: computed in every call, beside the outputs.
        model._network = model._network.with_calls(
            graph.calls_to(model.inputs, flatten(layer.calls[-1].outputs))
        )
    if config.get("trainable") is False:
        model.trainable = False
    return model


def repeat_calls(
    entries: Sequence[Mapping[str, Any]], layers: dict[str, Any], made: dict[str, list[Any]]
) -> None:
    """Call the layers as the entries tell, each as soon as its inputs exist."""
    waiting = {
        str(entry.get("name") or entry["config"]["name"]): list(entry["inbound_nodes"])
        for entry in entries
    }
    # Keras 3 counts the calls of every layer from 0.
    for name, nodes in waiting.items():
        if any(is_keras3(node) for node in nodes):
            made[name] = []
    while any(waiting.values()):
        done = 0
        for name, nodes in waiting.items():
            while nodes and ready(nodes[0], made):
                made[name].append(call_from(layers[name], nodes.pop(0), made))
                done += 1
        if not done:
            stuck = next(name for name, nodes in waiting.items() if nodes)
            raise DesignError(
                "The description of the model connects {name} to a value that does not exist.",
                name=stuck,
            )


def is_keras3(node: Any) -> bool:
    return isinstance(node, Mapping) and set(node) == {"args", "kwargs"}


def is_keras_tensor(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("class_name") == "__keras_tensor__"


def is_reference(value: Any, made: Mapping[str, list[Any]]) -> bool:
    """Whether a list is Keras's name for a value, with or without keyword arguments."""
    return (
        isinstance(value, (list, tuple))
        and len(value) in (3, 4)
        and isinstance(value[0], str)
        and (value[0] in made or value[0] == CONSTANT)
        and isinstance(value[1], int)
    )


def references_in(value: Any, made: Mapping[str, list[Any]]):
    """(layer, call) of every value that a node reads."""
    if is_keras_tensor(value):
        yield tuple(value["config"]["keras_history"][:2])
    elif is_reference(value, made):
        if value[0] != CONSTANT:
            yield value[0], value[1]
        yield from references_in(list(value[3:]), made)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references_in(item, made)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from references_in(item, made)


def ready(node: Any, made: Mapping[str, list[Any]]) -> bool:
    return all(
        len(made.get(name, [])) > place for name, place in references_in(node, made)
    )


def lookup(row: Sequence[Any], made: Mapping[str, list[Any]]) -> Any:
    """The value that a reference names. Raises DesignError where there is none."""
    name, place, index = row[:3]
    calls = made.get(name, [])
    leaves = flatten(calls[place]) if 0 <= place < len(calls) else []
    if not 0 <= index < len(leaves) or leaves[index] is None:
        raise DesignError(
            "The description of the model names output {index} of call {place} of {name}, which "
            "does not exist.",
            index=index,
            place=place,
            name=name,
        )
    return leaves[index]


def restore(structure: Any, made: Mapping[str, list[Any]]) -> Any:
    """Values for a nested structure of references."""
    if is_reference(structure, made):
        return lookup(structure, made)
    if isinstance(structure, Mapping):
        return {key: restore(item, made) for key, item in structure.items()}
    items = [restore(item, made) for item in structure]
    return items[0] if len(items) == 1 else items


def decoded(value: Any, made: Mapping[str, list[Any]]) -> Any:
    """An argument of a call out of JSON."""
    if is_keras_tensor(value):
        return lookup(value["config"]["keras_history"], made)
    if is_reference(value, made):
        return lookup(value, made)
    if isinstance(value, Mapping):
        if set(value) == {"start", "stop", "step"}:
            return slice(value["start"], value["stop"], value["step"])
        if value.get("class_name") == "__slice__":
            told = value["config"]
            return slice(told["start"], told["stop"], told["step"])
        if value.get("class_name") == "__ellipsis__":
            return Ellipsis
        if value.get("class_name") == "__numpy__":
            return np.array(value["config"]["value"], value["config"]["dtype"])
        return {key: decoded(item, made) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [decoded(item, made) for item in value]
    return value


def call_from(layer: Any, node: Any, made: Mapping[str, list[Any]]) -> Any:
    """Repeat one call."""
    if is_keras3(node):
        args = [decoded(item, made) for item in node["args"]]
        kwargs = {key: decoded(item, made) for key, item in node["kwargs"].items()}
        kwargs = {key: one for key, one in kwargs.items() if layer._accepts(key) or one is not None}
        if kwargs.get("mask", 0) is None:
            kwargs.pop("mask")
        if isinstance(layer, OperationLayer):
            kwargs = {**layer.settings, **kwargs}
            if layer.operation == "getitem" and len(args) > 1 and isinstance(args[1], list):
                args[1] = tuple(args[1])
        return layer(*args, **kwargs)
    options: dict[str, Any] = {}

    def first(item: Any) -> Any:
        if is_reference(item, made):
            if len(item) == 4:
                options.update(item[3])
            return constant(item[2]) if item[0] == CONSTANT else lookup(item, made)
        if isinstance(item, Mapping):
            return {key: first(one) for key, one in item.items()}
        if isinstance(item, str):
            raise DesignError(
                "The description of the model connects {name} to {missing}, which does not exist.",
                name=layer.name, missing=item,
            )
        return [first(one) for one in item] if isinstance(item, (list, tuple)) else item

    value = first(node)
    kwargs = {key: decoded(item, made) for key, item in options.items()}
    if isinstance(layer, OperationLayer):
        return call_operation(layer, value, kwargs)
    if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], (list, dict)):
        value = value[0]
    return layer(value, **kwargs)


def constant(value: Any) -> Any:
    return np.asarray(value, np.float32) if isinstance(value, list) else value


def call_operation(layer: OperationLayer, first: Any, kwargs: dict[str, Any]) -> Any:
    kwargs.pop("name", None)
    if kwargs.get("conjugate") is False:
        kwargs.pop("conjugate")  # there are no complex numbers here
    operation = layer.operation
    if operation not in KERAS_NAMES:
        return layer(first, **kwargs)
    if operation == "getitem":
        return layer(first, tuple(as_key(kwargs.pop("slice_spec"))))
    names = KERAS_NAMES[operation][1]
    own = dict(zip(names, parameters_of(operation), strict=False))
    given = {own.get(name, name): value for name, value in kwargs.items()}
    if own.get(names[0]) != parameters_of(operation)[0]:
        return layer(first, **given)
    values = [first]
    for name in parameters_of(operation)[1:]:
        if name not in given:
            break
        values.append(given.pop(name))
    return layer(*values, **given)


def as_key(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


__all__ = [
    "network_config",
    "network_from_config",
    "rebuilt_network",
    "sequential_config",
]
