"""Which ideas help when a layer refuses the shape that it gets? Axes, windows, sequences."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designer.document.repairs.case import (
    SAME_SHAPE,
    Case,
    Given,
    insert,
    reshape,
    set_field,
)
from designer.document.values import Node
from engine.errors import Repair
from engine.fields import Axis

POOLS = {3: "GlobalAveragePooling1D", 4: "GlobalAvgPool2D", 5: "GlobalAveragePooling3D"}
RECURRENT = "recurrent"


def return_sequences(case: Case) -> Iterator[Repair]:
    """The recurrent layer before hands on its last output where all are wanted."""
    for given in case.given:
        node = case.shaper(given.source.id)
        if node is None or len(given.spec.shape) not in (2, 4):
            continue
        if "return_sequences" in case.fields_of(node):
            if not node.parameters.get("return_sequences"):
                yield set_field(node, "return_sequences", True)
        elif node.type == "Bidirectional":
            yield from _inner_sequences(node)


def _inner_sequences(node: Node) -> Iterator[Repair]:
    inner = node.parameters.get("layer")
    if inner is None or inner["parameters"].get("return_sequences"):
        return
    changed = {**inner, "parameters": {**inner["parameters"], "return_sequences": True}}
    yield Repair(
        "set_parameter",
        "Set return_sequences inside {layer_name} to True",
        {"layer": node.id, "name": "layer", "value": changed},
        {"layer_name": node.name},
    )


def without_flatten(case: Case) -> Iterator[Repair]:
    """A Flatten or a global pooling took away the axes that are wanted here."""
    for given in case.given:
        node = case.shaper(given.source.id)
        if node is None or len(given.spec.shape) != 2:
            continue
        if node.type == "Flatten" or node.type.startswith("Global"):
            yield Repair("remove_layer", "Take {name} out", {"layer": node.id}, {"name": node.name})


def window(case: Case) -> Iterator[Repair]:
    """A window larger than what it moves over."""
    if not case.given or case.problem.field not in ("kernel_size", "pool_size", "cropping", None):
        return
    node, sample = case.node, case.given[0].sample
    name = next((one for one in ("kernel_size", "pool_size") if case.has(one)), None)
    if name is None:
        yield from _less_cropped(case)
        return
    size = case.field(name)
    size = [size] if isinstance(size, int) else list(size)
    if len(sample) != len(size) + 1 or None in sample[:-1]:
        return
    places = sample[1:] if case.field("data_format") == "channels_first" else sample[:-1]
    if all(kernel <= place for kernel, place in zip(size, places, strict=True)):
        return
    if name == "pool_size" and 1 in places:  # there is nothing left to pool
        yield Repair("remove_layer", "Take {name} out", {"layer": node.id}, {"name": node.name})
    if case.has("padding") and case.field("padding") != "same":
        yield set_field(node, "padding", "same")
    fitting = [min(kernel, place) for kernel, place in zip(size, places, strict=True)]
    yield set_field(node, name, fitting)
    for before in list(case.chain(case.given[0].source.id))[:8]:
        if before.type.startswith(("MaxPooling", "AveragePooling")):
            yield Repair(
                "remove_layer", "Take {name} out", {"layer": before.id}, {"name": before.name}
            )
            break


def _less_cropped(case: Case) -> Iterator[Repair]:
    if case.has("cropping"):
        count = len(case.given[0].sample) - 1
        yield set_field(case.node, "cropping", [[1, 1]] * count if count > 1 else [1, 1])


def target_shape(case: Case) -> Iterator[Repair]:
    """A Reshape to sizes whose product is another one: one of them is worked out instead."""
    if not case.has("target_shape") or not case.given or None in case.given[0].sample:
        return
    total = math.prod(case.given[0].sample)
    wanted = [size for size in case.field("target_shape") or () if size != -1]
    places = sorted(range(len(wanted)), key=lambda place: (abs(place - len(wanted) + 1),))
    for place in places:
        others = math.prod(size for other, size in enumerate(wanted) if other != place)
        if others and total % others == 0 and total // others > 0:
            sizes = [*wanted[:place], total // others, *wanted[place + 1 :]]
            yield set_field(case.node, "target_shape", sizes)
    if len(wanted) == 3:
        side = math.isqrt(total // wanted[-1]) if wanted[-1] and total % wanted[-1] == 0 else 0
        if side * side * wanted[-1] == total:
            yield set_field(case.node, "target_shape", [side, side, wanted[-1]])
    if total:
        yield set_field(case.node, "target_shape", [-1])


def flat_answer(case: Case) -> Iterator[Repair]:
    """An answer that is still a picture: flattened before the Dense layers that give it."""
    if case.problem.about != "data" or case.key not in case.analysis.outputs:
        return
    rank = len(case.analysis.facts[case.key].outputs[0].shape)
    first = None
    for node in case.chain(case.key):
        if node.type == "Dense":
            first = node
        elif node.type not in SAME_SHAPE:
            break
    if first is None or rank not in POOLS:
        return
    for kind in ("Flatten", POOLS[rank]):
        yield Repair(
            "insert_before",
            "Insert {type}" if first.id == case.key else "Insert {type} before {target_name}",
            {"layer": first.id, "type": kind},
            {"target_name": first.name},
        )


def shape_of_data(case: Case) -> Iterator[Repair]:
    """An Input of another shape than the data have, with Dense layers behind it."""
    facts, at_input = case.data, case.key in case.analysis.inputs
    if facts is None or case.problem.about != "data" or not at_input:
        return
    for shape in facts.input_shapes:
        if len(shape) < 2:
            continue
        steps = [
            ("set_parameter", {"name": "shape", "value": list(shape)}),
            ("insert_after", {"type": "Flatten"}),
        ]
        yield Repair(
            "steps",
            "Set the shape to {shown} and insert Flatten",
            {"repairs": steps},
            {"shown": shape},
        )


def lower_rank(case: Case) -> Iterator[Repair]:
    """Too many axes: flatten, pool over the places, or go step by step."""
    for given in single(case):
        rank, sample = len(given.spec.shape), given.sample
        if rank < 3:
            continue
        if _is_recurrent(case):
            yield from _as_sequence(given)
        yield insert(given, "Flatten")
        if rank in POOLS:
            yield insert(given, POOLS[rank])
        if rank >= 4:
            yield Repair("wrap", "Wrap it in TimeDistributed", {})
        if rank == 3:
            yield reshape(given, (math.prod(sample),) if None not in sample else (-1,))


def _as_sequence(given: Given) -> Iterator[Repair]:
    """A picture as the sequence of its rows."""
    first, *rest = given.sample
    if None not in rest:
        yield reshape(given, (first, math.prod(rest)))


def higher_rank(case: Case) -> Iterator[Repair]:
    """Too few axes: those of the data, a square, one more of size 1."""
    for given in single(case):
        rank, sample = len(given.spec.shape), given.sample
        if rank > 4 or None in sample[1:]:
            continue
        if rank == 2 and sample[0] is not None:
            yield from _unrolled(case, given, sample[0])
        if rank >= 3:
            yield reshape(given, (*sample, 1))
            yield reshape(given, (1, *sample))


def _unrolled(case: Case, given: Given, size: int) -> Iterator[Repair]:
    """A row of numbers as a picture or a sequence."""
    if case.data is not None:
        for shape in case.data.input_shapes:
            if math.prod(shape) == size and len(shape) > 1:
                yield reshape(given, shape if len(shape) == 3 else (*shape, 1))
                yield reshape(given, shape)
    side = math.isqrt(size)
    if side * side == size and side > 1:
        yield reshape(given, (side, side, 1))
    if size % 3 == 0 and math.isqrt(size // 3) ** 2 == size // 3 and size > 3:
        side = math.isqrt(size // 3)
        yield reshape(given, (side, side, 3))
    height = next(n for n in range(math.isqrt(size), 0, -1) if size % n == 0)
    if 1 < height < size // height:
        yield reshape(given, (height, size // height, 1))
    yield reshape(given, (size, 1))
    yield reshape(given, (1, size))
    yield reshape(given, (size, 1, 1))


def another_axis(case: Case) -> Iterator[Repair]:
    """An axis that is not there: another one."""
    name = case.problem.field
    if not case.given or name is None or not case.has(name):
        return
    if isinstance(case.fields_of(case.node)[name], Axis):
        rank = len(case.given[0].spec.shape)
        for axis in (-1, *range(1, rank)):
            yield set_field(case.node, name, axis)


def permuted(case: Case) -> Iterator[Repair]:
    """An order of axes that does not name each once."""
    if case.has("dims") and case.given:
        count = len(case.given[0].sample)
        if count > 1:
            yield set_field(case.node, "dims", [2, 1, *range(3, count + 1)])


def single(case: Case) -> tuple[Given, ...]:
    """The inputs of a layer whose shape matters by itself, not against each other's."""
    return case.given if len(case.given) == 1 else ()


def _is_recurrent(case: Case) -> bool:
    return case.kind_of(case.node).category == RECURRENT or case.node.type == "Bidirectional"
