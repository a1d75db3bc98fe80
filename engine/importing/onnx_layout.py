"""Which layers lay ONNX's values out anew, or pick from them?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine.importing.onnx_files import Reader, reads
from engine.importing.onnx_nodes import Unreadable, Value, attribute
from engine.importing.onnx_windows import crop
from engine.importing.values import Source


@reads("Transpose")
def transpose(reader: Reader, node: Any) -> None:
    if node.input[0] in reader.arrays:
        reader.arrays[node.output[0]] = np.transpose(
            reader.arrays[node.input[0]], attribute(node, "perm")
        )
        return
    value = reader.of(node.input[0])
    order = list(attribute(node, "perm") or range(reader.rank(node.input[0]))[::-1])
    rank = len(order)
    to_first, to_last = [0, rank - 1, *range(1, rank - 1)], [0, *range(2, rank), 1]
    if order == list(range(rank)):
        reader.alias(node, value)
    elif value.view == "rows" and order == [0, 2, 1, 3]:
        reader.alias(node, value, view="turned")
    elif order == [1, 0, 2] and value.view in ("", "time"):
        reader.alias(node, value, view="" if value.view else "time", rank=3)
    elif order == to_last and value.view == "first":
        reader.alias(node, value, view="", rank=rank)
    elif order == to_first and value.view == "" and rank > 2 and wants_first(reader, node):
        reader.alias(node, value, view="first", rank=rank)
    elif order[0] == 0:
        source = reader.plain(node.input[0])
        reader.layer(node, "Permute", {"dims": order[1:]}, [source], rank=rank)
    else:
        raise Unreadable


FIRST = {"Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool",
         "BatchNormalization"}


def wants_first(reader: Reader, node: Any) -> bool:
    """Whether a transposition is made for windows."""
    return any(one.op_type in FIRST for one in reader.readers.get(node.output[0], ()))


@reads("Flatten")
def flatten(reader: Reader, node: Any) -> None:
    if attribute(node, "axis", 1) != 1:
        raise Unreadable
    reader.layer(node, "Flatten", {}, [reader.plain(node.input[0])], rank=2)


@reads("Reshape")
def reshape(reader: Reader, node: Any) -> None:
    if node.input[0] in reader.arrays and node.input[1] in reader.arrays:
        reader.arrays[node.output[0]] = reader.arrays[node.input[0]].reshape(
            reader.arrays[node.input[1]]
        )
        return
    value = reader.of(node.input[0])
    if node.input[1] in reader.sizes:
        target = [-1 if size is None else size for size in reader.shape(node.output[0])]
    else:
        target = [int(size) for size in reader.array(node, 1)]
    if value.view == "turned":
        reader.alias(node, value, view="time", rank=3)
        return
    for sizes in reader.twice:
        before, after = sizes.shape(node.input[0]), sizes.shape(node.output[0])
        if before and after and before[0] != after[0]:
            raise Unreadable  # samples are mixed, which no layer does
    source = reader.plain(node.input[0])
    known = reader.fixed_shape(node.output[0]) or reader.told.get(node.output[0])
    sizes = [
        known[axis] if known and known[axis] is not None else size
        for axis, size in enumerate(target[1:], 1)
    ]
    if len(target) == 2:
        reader.layer(node, "Flatten", {}, [source], rank=2)
        return
    if sizes.count(-1) > 1 or 0 in sizes or target[0] not in (-1, 0, 1):
        raise Unreadable
    reader.layer(node, "Reshape", {"target_shape": sizes}, [source], rank=len(target))


@reads("Squeeze", "Unsqueeze")
def squeeze(reader: Reader, node: Any) -> None:
    axes = attribute(node, "axes")
    axes = [int(axis) for axis in (reader.array(node, 1) if axes is None else axes)]
    value = reader.of(node.input[0])
    if value.view == "rows":
        if node.op_type != "Squeeze" or axes != [1]:
            raise Unreadable
        reader.alias(node, value, view="time", rank=3)
        return
    if value.view == "states":
        if node.op_type != "Squeeze" or axes != [0]:
            raise Unreadable
        reader.alias(node, value, view="", rank=2)
        return
    shape = reader.shape(node.output[0])
    if 0 in axes or list(shape[1:]).count(None) > 1:
        raise Unreadable
    target = [-1 if size is None else size for size in shape[1:]]
    reader.layer(node, "Reshape", {"target_shape": target}, [reader.plain(node.input[0])],
                 rank=len(shape))


@reads("Slice")
def flip(reader: Reader, node: Any) -> None:
    """Only a walk backwards over the steps is known: behind a recurrent operator."""
    starts, ends, axes = (reader.array(node, place).tolist() for place in (1, 2, 3))
    steps = reader.array(node, 4, [1] * len(starts)).tolist()
    value = reader.of(node.input[0])
    if set(steps) == {1}:
        part_of(reader, node, value, starts, ends, axes)
        return
    steps_axis = 0 if value.view == "time" else 1
    if (starts, axes, steps) != ([-1], [steps_axis], [-1]) or ends[0] > -(2**30):
        raise Unreadable
    if reader.parts[value.source.part].type not in ("LSTM", "GRU", "SimpleRNN"):
        raise Unreadable
    reader.alias(node, value, flipped=not value.flipped)


def part_of(reader: Reader, node: Any, value: Value, starts: list, ends: list, axes: list) -> None:
    """Places one after the other; of what a recurrent operator gives, a direction or the end."""
    if value.view == "rows" and axes == [1] and starts[0] in (0, 1):
        picked = reader.sole_reader(node.output[0])
        if picked is None or picked.op_type != "Squeeze" or ends[0] != starts[0] + 1:
            raise Unreadable
        way = starts[0] if node.input[0] in reader.ways else None
        reader.alias(node, value, way=way)
        return
    squeeze = reader.sole_reader(node.output[0])
    steps_axis = {"": 1, "time": 0}.get(value.view)
    if is_walk(reader, value) and axes == [steps_axis] and squeeze is not None and (
        squeeze.op_type == "Squeeze"
    ):
        # The second of two directions ends at the first step.
        begin, end = (0, 1) if value.way == 1 else (-1, None)
        if starts == [begin] and (ends == [1] if end else ends[0] > 2**30):
            reader.values[squeeze.output[0]] = last_step(reader, value)
            reader.done.add(squeeze.output[0])
            return
    crop(reader, node, value, starts, ends, axes)


def is_walk(reader: Reader, value: Value) -> bool:
    """Whether a value holds all steps of a recurrent layer, in its own order."""
    kinds = ("LSTM", "GRU", "SimpleRNN", *(("Bidirectional",) if value.way is not None else ()))
    part = reader.parts[value.source.part]
    return part.type in kinds and value.source.output == 0 and not value.flipped


def last_step(reader: Reader, value: Value) -> Value:
    """The last step of a walk: the state that it ends with."""
    part = reader.parts[value.source.part]
    parameters, place = {**part.parameters, "return_state": True}, 1
    if value.way is not None:
        inner = part.parameters["layer"]
        told = {**inner["parameters"], "return_state": True}
        parameters = {**part.parameters, "layer": {**inner, "parameters": told}}
        place += value.way * (2 if inner["type"] == "LSTM" else 1)
    reader.parts[value.source.part] = replace(part, parameters=parameters)
    return Value(Source(value.source.part, place), 2)


@reads("Gather")
def gather(reader: Reader, node: Any) -> None:
    """Rows of a fixed table are an Embedding; the last step of a walk is what it returns."""
    if node.input[0] in reader.arrays and attribute(node, "axis", 0) == 0:
        table = reader.arrays[node.input[0]].astype(np.float32)
        if table.ndim != 2:
            raise Unreadable
        source = reader.plain(node.input[1])
        rank = reader.rank(node.input[1])
        reader.layer(node, "Embedding", {"input_dim": table.shape[0],
                                         "output_dim": table.shape[1]}, [source], [table],
                     rank=rank + 1)
        return
    value, place = reader.of(node.input[0]), reader.array(node, 1)
    if value.view == "states" and attribute(node, "axis", 0) == 0 and place.ndim == 0:
        # What each direction ends with; two directions count from the front or from behind.
        ends = reader.ends_of.get(node.input[0], (value.source,))
        reader.values[node.output[0]] = Value(ends[int(place)], 2)
        return
    axis = {"": 1, "time": 0}.get(value.view)
    if not is_walk(reader, value) or attribute(node, "axis", 0) != axis or place.tolist() != -1:
        raise Unreadable
    reader.values[node.output[0]] = last_step(reader, value)
