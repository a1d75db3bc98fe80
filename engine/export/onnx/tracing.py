"""What does a model compute when sizes are left open? The same trace at several sizes, compared.

An operation's attributes are whole numbers, worked out for the sizes that were traced. A model is
traced once with sizes chosen at random and once more for every open size, with that size changed.
A number that is the same in all of them is fixed; one that differs follows an open size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import DesignError
from engine.nest import flatten, pack_like
from engine.tape import RAW, Record, Spec, Tape, Tensor

# Sizes at which open axes are traced: first the usual one, then the changed one. Far apart, so
# that strides do not make them equal. Odd sizes first: they show where something is rounded.
BATCHES = (3, 5)
LENGTHS = {
    "odd": ((61, 127), (67, 137), (71, 149), (73, 157), (79, 163), (83, 173)),
    # For networks that halve and double their sizes, and are to meet again.
    "even": ((64, 192), (128, 320), (256, 448), (384, 576), (512, 704), (640, 832)),
}
# Axes that are open together: how their sizes are called.
NAMES = {0: "batch", 1: "time"}


@dataclass(frozen=True)
class Opening:
    """An axis of open size: which axes of which inputs, its name and the sizes to trace with."""

    name: str
    places: tuple[tuple[int, int], ...]
    sizes: tuple[int, int]


@dataclass(frozen=True)
class Trace:
    """One trace: its tape, the inputs and the outputs of the model."""

    tape: Tape
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]


class Traces:
    """The traces of one model, side by side: the first one leads, the others tell what varies."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.openings, traces = traced(model)
        self.leading, self.others = traces[0], traces[1:]
        # For each value of the leading trace the same values of the others.
        self.twins: dict[int, tuple[Tensor, ...]] = {}
        # And for each of its records.
        self.alike: dict[int, tuple[Record, ...]] = {}
        self.pair(self.leading.inputs, [trace.inputs for trace in self.others])
        self.pair_records(
            self.leading.tape.records, [trace.tape.records for trace in self.others]
        )
        self.pair(self.leading.outputs, [trace.outputs for trace in self.others])

    def pair(self, values: Sequence[Tensor], others: Sequence[Sequence[Tensor]]) -> None:
        if any(len(values) != len(other) for other in others):
            raise self.varies()
        for place, value in enumerate(values):
            self.twins.setdefault(id(value), tuple(other[place] for other in others))

    def pair_records(self, records: Sequence[Record], others: Sequence[Sequence[Record]]) -> None:
        if any(len(records) != len(other) for other in others):
            raise self.varies()
        for place, record in enumerate(records):
            same = tuple(other[place] for other in others)
            if any(one.op.name != record.op.name for one in same):
                raise self.varies(record)
            self.alike[id(record)] = same
            self.pair(record.inputs, [one.inputs for one in same])
            if record.op.name == "loop":
                for key in ("given", "results"):
                    self.pair(record.attributes[key], [one.attributes[key] for one in same])
                self.pair_records(
                    record.attributes["body"], [one.attributes["body"] for one in same]
                )
            self.pair(record.outputs, [one.outputs for one in same])

    def varies(self, record: Record | None = None) -> DesignError:
        return DesignError(
            "What {model} computes depends on the size of its input, which one ONNX graph cannot "
            "say.",
            fix="Give the Input layers fixed sizes.",
            model=self.model.name if record is None else record.path or self.model.name,
        )

    def sizes(self, value: Tensor) -> tuple[tuple[int, ...], ...]:
        """For each axis its size in every trace."""
        shapes = [value.shape, *(twin.shape for twin in self.twins[id(value)])]
        return tuple(zip(*shapes, strict=True))

    def sizes_of_opening(self, opening: Opening) -> tuple[int, ...]:
        """The sizes of an open axis in every trace."""
        place = self.openings.index(opening) + 1
        return tuple(opening.sizes[trace == place] for trace in range(len(self.openings) + 1))

    def payloads(self, value: Tensor) -> tuple[Any, ...]:
        """A constant's array in every trace."""
        return (value.payload, *(twin.payload for twin in self.twins[id(value)]))

    def attribute(self, record: Record, name: str, default: Any = None) -> Any:
        """An attribute that must be the same whatever the sizes are."""
        value = record.attributes.get(name, default)
        if any(one.attributes.get(name, default) != value for one in self.alike[id(record)]):
            raise self.varies(record)
        return value

    def numbers(self, record: Record, name: str) -> tuple[tuple[int, ...], ...]:
        """An attribute that is a row of whole numbers: each one in every trace."""
        rows = [record.attributes[name], *(o.attributes[name] for o in self.alike[id(record)])]
        return tuple(zip(*rows, strict=True))


def traced(model: Any) -> tuple[tuple[Opening, ...], list[Trace]]:
    """The traces of a model. Open sizes of several inputs vary one by one where that can be."""
    for apart in (True, False):
        for kind in LENGTHS:
            openings = openings_of(model, apart, kind)
            try:
                return openings, [trace(model, openings, n) for n in range(len(openings) + 1)]
            except DesignError as error:
                fault = error
    raise fault


def openings_of(model: Any, apart: bool, kind: str) -> tuple[Opening, ...]:
    """The open axes of a model's inputs. The batch is one for all of them."""
    places: dict[Any, list[tuple[int, int]]] = {}
    names: dict[Any, str] = {}
    several = sum(None in tensor.shape[1:] for tensor in model.inputs) > 1
    for number, tensor in enumerate(model.inputs):
        for axis, size in enumerate(tensor.shape):
            if size is not None:
                continue
            key = axis if axis == 0 or not apart else (number, axis)
            places.setdefault(key, []).append((number, axis))
            name = NAMES.get(axis, f"size_{axis}")
            names[key] = (
                f"{model.input_names[number]}_{name}" if several and apart and axis else name
            )
    rows = [key for key in places if key != 0]
    if len(rows) > len(LENGTHS[kind]):
        raise DesignError(
            "{model} has {count} inputs of open size, which is more than an ONNX export knows.",
            fix="Give the Input layers fixed sizes.", model=model.name, count=len(rows),
        )
    sizes = {0: BATCHES, **dict(zip(rows, LENGTHS[kind], strict=False))}
    return tuple(Opening(names[key], tuple(found), sizes[key]) for key, found in places.items())


def trace(model: Any, openings: Sequence[Opening], changed: int) -> Trace:
    """The model on a tape; the opening before number `changed` has its second size."""
    shapes = [list(tensor.shape) for tensor in model.inputs]
    for place, opening in enumerate(openings, 1):
        for number, axis in opening.places:
            shapes[number][axis] = opening.sizes[place == changed]
    tape = Tape(written=True)
    with tape:
        inputs = tuple(
            tape.feed(Spec(tuple(shape), tensor.dtype), name)
            for shape, tensor, name in zip(shapes, model.inputs, model.input_names, strict=True)
        )
        raw = [tensor for tensor in inputs if tensor.dtype in RAW]
        if raw:
            raise DesignError(
                "The input {name} takes texts, which this ONNX export does not write.",
                fix="Encode the column as numbers before the network.", name=raw[0].name,
            )
        results = model(pack_like(model._input_structure, list(inputs)), training=False)
    return Trace(tape, inputs, tuple(flatten(results)))


def needed(records: Sequence[Record], wanted: Sequence[Tensor]) -> list[Record]:
    """The records that the wanted values are computed from, in order."""
    alive = {id(value) for value in wanted}
    kept = []
    for record in reversed(records):
        if not any(id(value) in alive for value in record.outputs):
            continue
        kept.append(record)
        alive.update(id(value) for value in record.inputs)
        if record.op.name == "loop":
            for inner in record.attributes["body"]:
                alive.update(id(value) for value in inner.inputs)
            alive.update(id(value) for value in record.attributes["results"])
    return kept[::-1]
