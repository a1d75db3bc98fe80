"""How is Keras's description of a model read? Layers and calls, in Keras 2's dialect and 3's.

Each layer is made by itself from its config, so that a class which is not known costs only itself:
it stays as a part without a meaning, with everything that the file says of it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine import registry
from engine.errors import DesignError
from engine.importing import operations
from engine.importing.learned import joined
from engine.importing.stand_ins import is_strange_inside, stand_in
from engine.importing.values import Network, Part, Source, rounded
from engine.layers.inner import kind_of, told_parameters
from engine.layers.operations import OperationLayer
from engine.saving.objects import layer_from

MODELS = ("Functional", "Model", "Sequential")
DEEPEST = 12
MOST_LAYERS = 20_000
# Keyword arguments of calls that say nothing about the network itself.
SILENT = {"training", "name", "mask", "attention_mask"}


def bad_description(what: str, **values: Any) -> DesignError:
    return DesignError(what, fix="Save the model again with Keras, and open that file.", **values)


def network_of(described: Any, depth: int = 0) -> Network:
    """The network in Keras's JSON: `{"class_name": …, "config": …}`. Raises DesignError."""
    if depth > DEEPEST:
        raise bad_description("The models in the file are nested too deeply.")
    if not isinstance(described, Mapping) or "config" not in described:
        raise bad_description("The file describes no model.")
    config = described["config"]
    if isinstance(config, Sequence) and not isinstance(config, str):
        config = {"name": "sequential", "layers": config}  # as Keras wrote them before 2.2
    if not isinstance(config, Mapping) or not isinstance(config.get("layers"), Sequence):
        raise DesignError(
            "The model {name} is written as a class, so the file does not tell its layers.",
            fix="Export it as a functional or sequential model.",
            name=str(described.get("class_name", "")),
        )
    if len(config["layers"]) > MOST_LAYERS:
        raise bad_description("The file describes too many layers.")
    if any(not isinstance(entry, Mapping) for entry in config["layers"]):
        raise bad_description("A layer in the file has no class name or no config.")
    is_chain = not any("inbound_nodes" in entry for entry in config["layers"])
    return (chain if is_chain else functional)(config, depth)


# Single layers


def name_of(entry: Mapping[str, Any]) -> str:
    config = entry.get("config")
    inner = config.get("name") if isinstance(config, Mapping) else None
    return str(entry.get("name") or inner or entry.get("class_name") or "layer")


def part_of(entry: Mapping[str, Any], depth: int) -> Part:
    """A layer's part, without its inputs."""
    name, class_name = name_of(entry), str(entry.get("class_name", ""))
    config = entry.get("config")
    if class_name.rpartition(">")[2] in MODELS and isinstance(config, Mapping):
        return Part(name, "", class_name=class_name, inner=network_of(entry, depth + 1))
    if class_name == "InputLayer":
        return input_part(name, config)
    if class_name == "Inert" and isinstance(config, Mapping) and "kind" in config:
        return Part(
            name, "", class_name=str(config["kind"]), attributes=plain(config.get("attributes")),
            output_shapes=config.get("output_shapes") or (),
            weight_shapes=config.get("weight_shapes") or (), features=config.get("features"),
        )
    known = class_name.rpartition(">")[2]
    other = stand_in(name, known, config, lambda told: part_of({**entry, "config": told}, depth))
    if other is not None:
        return other
    try:
        if isinstance(config, Mapping) and is_strange_inside(config):
            raise ValueError(entry)
        layer = layer_from(as_written(with_house(entry)))
        if isinstance(layer, OperationLayer):
            return Part(name, "Operation", {"operation": layer.operation}, attributes=plain(config))
        kind = kind_of(layer)
        if kind is None:
            raise ValueError(entry)
        return Part(name, kind.name, told_parameters(layer, kind))
    except (DesignError, TypeError, ValueError, KeyError, AttributeError, RecursionError):
        return Part(name, "", class_name=known or "Layer", attributes=plain(config),
                    features=features_told(config))


def features_told(config: Any) -> int | None:
    """How many features a layer that reads texts or categories gives, by its own settings."""
    mode = config.get("output_mode") if isinstance(config, Mapping) else None
    if mode is None:
        return None
    keys = ("output_sequence_length",) if mode == "int" else ("vocabulary_size", "num_bins",
                                                              "num_tokens")
    found = [config.get(key) for key in keys]
    return next((one for one in found if type(one) is int and 0 < one < 10**6), None)


def with_house(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keras 3's operations with the module that they come from, which its .h5 files leave out.

    Their configs tell an `Add` of values from the layer of that name: every layer is trainable
    or not.
    """
    config = entry.get("config")
    bare = isinstance(config, Mapping) and "trainable" not in config and "module" not in entry
    calls = entry.get("inbound_nodes")
    if bare and calls and all(isinstance(call, Mapping) for call in calls):
        return {**entry, "module": "keras.src.ops"}
    return entry


def input_part(name: str, config: Any) -> Part:
    config = config if isinstance(config, Mapping) else {}
    shape = config.get("batch_input_shape") or config.get("batch_shape")
    if not isinstance(shape, Sequence) or isinstance(shape, str) or not shape:
        raise bad_description("The input {name} has no shape.", name=name)
    return made_input(name, shape, config.get("dtype"))


def made_input(name: str, shape: Sequence[Any], dtype: Any = None) -> Part:
    if any(not (size is None or isinstance(size, int)) for size in shape):
        raise bad_description("The input {name} has no shape.", name=name)
    parameters: dict[str, Any] = {"shape": list(shape[1:])}
    if shape[0] is not None:
        parameters["batch_size"] = shape[0]
    if isinstance(dtype, str) and dtype.startswith(("int", "uint")):
        parameters["dtype"] = "int32"
    return Part(name, "Input", parameters)


def as_written(value: Any) -> Any:
    """A config in which numbers that were kept as float32 are as they were before: 0.3."""
    if isinstance(value, Mapping):
        return {key: as_written(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_written(item) for item in value]
    if isinstance(value, float) and abs(value) < 1e38 and np.float32(value) == value:
        return rounded(value)
    return value


def plain(value: Any, depth: int = 0) -> Any:
    """JSON content that a project can hold: texts where it could not."""
    if isinstance(value, Mapping) and depth < DEEPEST:
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)) and depth < DEEPEST:
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    if isinstance(value, str):  # a project holds neither zero bytes nor half characters
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return json.dumps(value, default=str)


# Chains


def chain(config: Mapping[str, Any], depth: int) -> Network:
    """A Sequential: each layer takes what the one before gives."""
    parts: list[Part] = []
    for entry in config["layers"]:
        part = part_of(entry, depth)
        if not parts and part.type != "Input":
            parts.append(first_input(config, entry, part))
        inputs = {0: Source(len(parts) - 1)} if parts else {}
        parts.append(with_inputs(part, inputs))
    if not parts:
        raise bad_description("The file describes no model.")
    return Network(str(config.get("name") or "sequential"), unique(parts),
                   (Source(len(parts) - 1),))


def first_input(config: Mapping[str, Any], entry: Mapping[str, Any], part: Part) -> Part:
    """The Input of a Sequential that has none: its first layer was told the shape."""
    inner = entry.get("config")
    inner = inner if isinstance(inner, Mapping) else {}
    shape = inner.get("batch_input_shape") or inner.get("batch_shape")
    shape = shape or config.get("build_input_shape")
    if shape is None and part.inner is not None:
        first = part.inner.parts[0]
        shape = [first.parameters.get("batch_size"), *first.parameters.get("shape", ())]
    built = entry.get("build_config")
    if shape is None and isinstance(built, Mapping):
        shape = built.get("input_shape")
    if shape is None:
        raise DesignError(
            "The file does not tell the shape of the input of {name}.",
            fix="Call the model on data once before you save it.", name=part.name,
        )
    return made_input(f"{part.name}_input", shape, inner.get("dtype"))


def with_inputs(part: Part, inputs: Mapping[int, Source], **more: Any) -> Part:
    return Part(**{**vars(part), "inputs": dict(inputs), **more})


def unique(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with a name of its own for each."""
    taken: set[str] = set()
    result = []
    for part in parts:
        name, count = part.name, 1
        while name in taken:
            name, count = f"{part.name}_{count}", count + 1
        taken.add(name)
        result.append(part if name == part.name else Part(**{**vars(part), "name": name}))
    return tuple(result)


# Graphs


def functional(config: Mapping[str, Any], depth: int) -> Network:
    """A functional model: every call of every layer, in an order in which it can be made."""
    made = {name_of(entry): part_of(entry, depth) for entry in config["layers"]}
    calls = {name_of(entry): list(entry.get("inbound_nodes") or ()) for entry in config["layers"]}
    remarks: list[DesignError] = []
    parts: list[Part] = []
    places: dict[tuple[str, int], int] = {}
    rows: list[tuple[str, int, dict[int, tuple[str, int, int]]]] = []
    seen: dict[str, set[int]] = {}
    # What each call of an operation is given: it has nothing to share with another call.
    told: dict[tuple[str, int], dict[str, Any]] = {}
    for name, nodes in calls.items():
        settle_calls(made[name], nodes)
        for number, node in enumerate(nodes or [None]):
            wired = {}
            if node is not None and made[name].type == "Operation":
                told[(name, number)], found = operations.given(
                    made[name].parameters["operation"], made[name].attributes, node
                )
                wired = dict(enumerate(found))
            elif node is not None:
                wired = slots(made[name], node, remarks)
            rows.append((name, number, wired))
            for source, place, _ in wired.values():
                seen.setdefault(source, set()).add(place)
    for name, place, _ in references(config.get("output_layers") or [], made):
        seen.setdefault(name, set()).add(place)
    begins = {  # a sub-model's calls may count from 1
        name: int(bool(places_) and 0 not in places_ and max(places_) >= len(calls.get(name, [0])))
        for name, places_ in seen.items()
    }
    inputs_first = [name for name, *_ in references(config.get("input_layers") or [], made)]
    rank = {name: place for place, name in enumerate(dict.fromkeys(inputs_first))}
    rows.sort(key=lambda row: rank.get(row[0], len(rank)))
    for name, number, wired in in_order(rows, begins):
        inputs = {slot: Source(places[(source, place - begins.get(source, 0))], output)
                  for slot, (source, place, output) in wired.items()}
        own = told.get((name, number))
        shares = places.get((name, 0)) if number and own is None else None
        places[(name, number)] = len(parts)
        more = {} if own is None else {"parameters": own, "attributes": {}}
        parts.append(with_inputs(made[name], inputs, shares=shares, **more))
    outputs = []
    for name, place, output in references(config.get("output_layers") or [], made):
        where = places.get((name, place - begins.get(name, 0)))
        if where is not None:
            outputs.append(Source(where, output))
    parts = joined(parts)
    parts, outputs = reaching([columns_read(part) for part in parts], outputs, columns(parts))
    return Network(str(config.get("name") or "model"), unique(parts), tuple(outputs),
                   remarks=tuple(remarks))


def columns_read(part: Part) -> Part:
    """A layer that reads the columns of a table does so by itself: no wire leads to it."""
    return with_inputs(part, {}) if part.type == "DenseFeatures" else part


def columns(parts: Sequence[Part]) -> set[int]:
    """The inputs that are columns of a table, and nothing else."""
    read = {one.part for part in parts if part.type == "DenseFeatures"
            for one in part.inputs.values()}
    others = {one.part for part in parts if part.type != "DenseFeatures"
              for one in part.inputs.values()}
    return read - others


def reaching(
    parts: Sequence[Part], outputs: Sequence[Source], without: set[int]
) -> tuple[list[Part], list[Source]]:
    """The parts that the outputs need, and all inputs but those in `without`.

    Keras 3 writes down how masks are made, too.
    """
    wanted = {source.part for source in outputs} or set(range(len(parts)))
    for place in range(len(parts) - 1, -1, -1):
        if place in wanted:
            wanted.update(source.part for source in parts[place].inputs.values())
            if parts[place].shares is not None:
                wanted.add(parts[place].shares)
    kept = [n for n, part in enumerate(parts)
            if n in wanted or (part.type == "Input" and n not in without)]
    now = {old: new for new, old in enumerate(kept)}
    moved = [
        with_inputs(
            parts[old],
            {slot: Source(now[one.part], one.output) for slot, one in parts[old].inputs.items()},
            shares=None if parts[old].shares is None else now[parts[old].shares],
        )
        for old in kept
    ]
    return moved, [Source(now[one.part], one.output) for one in outputs]


def in_order(rows: list, begins: Mapping[str, int]) -> Iterator[Any]:
    """The calls, each after those that it reads."""
    waiting, done = list(rows), set()
    while waiting:
        rest = []
        for name, number, wired in waiting:
            needs = {(source, place - begins.get(source, 0))
                     for source, place, _ in wired.values()}
            if needs <= done:
                done.add((name, number))
                yield name, number, wired
            else:
                rest.append((name, number, wired))
        if len(rest) == len(waiting):
            raise bad_description(
                "The description of the model connects {name} to a value that does not exist.",
                name=rest[0][0],
            )
        waiting = rest


def arguments_of(node: Any) -> tuple[list[tuple[str, int, int]], dict[str, Any]]:
    """(the values that a call is given in order, what it is given by name)."""
    if isinstance(node, Mapping) and set(node) == {"args", "kwargs"}:
        keywords = node["kwargs"] if isinstance(node["kwargs"], Mapping) else {}
        return list(tensors(node["args"])), dict(keywords)
    found, keywords = [], {}
    for reference, options in old_references(node):
        found.append(reference)
        keywords.update(options)
    return found, keywords


def settle_calls(part: Part, nodes: Sequence[Any]) -> None:
    """Set what can be set of a layer's calls, where all of them are made alike."""
    fields = registry.get(part.type).call_fields if part.type else {}
    for key, field in fields.items() if nodes else ():
        values = [arguments_of(node)[1].get(key, field.default) for node in nodes]
        plain_value = isinstance(values[0], (bool, int, float, str))
        if plain_value and all(one == values[0] for one in values) and values[0] != field.default:
            part.parameters[key] = values[0]


def slots(part: Part, node: Any, remarks: list[DesignError]) -> dict[int, tuple[str, int, int]]:
    """What one call reads, by the layer's slots."""
    ports = registry.get(part.type).inputs if part.type else ()
    names = [port.name for port in ports]
    found, keywords = arguments_of(node)
    wired: dict[int, tuple[str, int, int]] = dict(enumerate(found))
    for key, value in keywords.items():
        given = list(tensors(value)) or list(references_in(value))
        if key in SILENT or not given:
            held = key in part.parameters and part.parameters[key] == value
            if value not in (None, False, [], {}) and key not in SILENT and not held:
                remarks.append(DesignError(
                    "The call of {name} was given {key}={value}, which the drawing cannot hold.",
                    name=part.name, key=key, value=repr(value)[:60],
                ))
            continue
        slot = names.index(key) if key in names else len(wired)
        for reference in given:
            while slot in wired:
                slot += 1
            wired[slot] = reference
    return wired


def tensors(value: Any) -> Iterator[tuple[str, int, int]]:
    """Keras 3's references in a call's arguments."""
    if isinstance(value, Mapping):
        if value.get("class_name") == "__keras_tensor__":
            history = value.get("config", {}).get("keras_history")
            if is_reference(history):
                yield tuple(history[:3])
            return
        for item in value.values():
            yield from tensors(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors(item)


def is_reference(value: Any) -> bool:
    return (
        isinstance(value, (list, tuple)) and len(value) >= 3 and isinstance(value[0], str)
        and all(isinstance(number, int) for number in value[1:3])
        and not value[0].startswith("_CONSTANT")
    )


def old_references(node: Any) -> Iterator[tuple[tuple[str, int, int], Mapping[str, Any]]]:
    """Keras 2's references of one call, each with the call's keyword arguments."""
    if is_reference(node):
        options = node[3] if len(node) > 3 and isinstance(node[3], Mapping) else {}
        yield tuple(node[:3]), options
    elif isinstance(node, Mapping):
        for item in node.values():
            yield from old_references(item)
    elif isinstance(node, (list, tuple)):
        for item in node:
            yield from old_references(item)


def references_in(value: Any) -> Iterator[tuple[str, int, int]]:
    for reference, _ in old_references(value):
        yield reference


def references(structure: Any, known: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    for reference in references_in(structure):
        if reference[0] in known:
            yield reference


__all__ = ["network_of"]
