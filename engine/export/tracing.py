"""What does a model compute when sizes are left open? The same trace at several sizes, compared.

An operation's attributes are whole numbers, worked out for the sizes that were traced. A model is
traced once with sizes chosen at random and once more for every open size, with that size changed.
A number that is the same in all of them is fixed; one that differs follows an open size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.nest import flatten, pack_like
from engine.tape import Record, Spec, Tape, Tensor

# Sizes at which open axes are traced: first the usual one, then the changed one. Far apart, so
# that strides do not make them equal. Odd sizes first: they show where something is rounded.
BATCHES = (3, 5)
LENGTHS = {
    "odd": ((61, 127), (67, 137), (71, 149), (73, 157), (79, 163), (83, 173)),
    # For networks that halve and double their sizes, and are to meet again.
    "even": ((64, 192), (128, 320), (256, 448), (384, 576), (512, 704), (640, 832)),
}
# Attributes that sizes may change: what writes such an operation looks at all traces.
VARYING = {
    "newshape", "shape", "begins", "counts", "steps", "length", "body", "given", "results",
    "stream", "count", "places", "scale", "shift",
}
# Axes that are open together: how their sizes are called.
NAMES = {0: "batch", 1: "time"}


@dataclass(frozen=True)
class Subject:
    """What is traced: its name, the specs of what it takes with a name for each, and its function.

    `run` takes as many values as there are specs; what it returns is flattened.
    """

    name: str
    specs: tuple[Spec, ...]
    names: tuple[str, ...]
    run: Callable[[list[Tensor]], Any]


def of_model(model: Any) -> Subject:
    """A model in prediction."""

    def run(inputs: list[Tensor]) -> Any:
        return model(pack_like(model._input_structure, inputs), training=False)

    specs = tuple(Spec(tuple(tensor.shape), tensor.dtype) for tensor in model.inputs)
    return Subject(model.name, specs, tuple(model.input_names), run)


Sizes = tuple[int, ...]
# Places on an axis that stand for "to the end" and, walking backwards, "to the beginning".
END, BEGINNING = 2**62, -(2**62)


@dataclass(frozen=True)
class Relation:
    """How an open size follows from others: their product, times a number, and some more."""

    of: tuple[Sizes, ...]
    times: int = 1
    plus: int = 0


def relation(sizes: Sizes, known: Iterable[Sizes]) -> Relation | None:
    """How a size that differs between traces follows from those that are known, if it does."""
    known = sorted(known, key=lambda one: one[0])
    for one in known:
        factors = {large / small for large, small in zip(sizes, one, strict=True)}
        if len(factors) == 1 and (factor := factors.pop()) == int(factor):
            return Relation((one,), int(factor))
    for one in known:
        added = {large - small for large, small in zip(sizes, one, strict=True)}
        if len(added) == 1:
            return Relation((one,), plus=added.pop())
    for one in known:
        for two in known:
            factors = {s / (a * b) for s, a, b in zip(sizes, one, two, strict=True)}
            if len(factors) == 1 and (factor := factors.pop()) == int(factor):
                return Relation((one, two), int(factor))
    return None


@dataclass(frozen=True)
class Proportion:
    """A number that goes with a size: factor * size ("times"), factor / size ("over"), n / (n - 1)
    with n = factor * size ("unbiased"), by which a variance is made unbiased.
    """

    factor: float
    size: Sizes
    kind: str


# The factor that a number and a size tell, for each kind of proportion.
PROPORTIONS: dict[str, Callable[[float, int], float]] = {
    "over": lambda number, size: number * size,
    "times": lambda number, size: number / size,
    "unbiased": lambda number, size: round(number / (number - 1.0)) / size,
}


@dataclass(frozen=True)
class Opening:
    """An axis of open size: which axes of which inputs, its name and the sizes to trace with."""

    name: str
    places: tuple[tuple[int, int], ...]
    sizes: tuple[int, int]


@dataclass(frozen=True)
class Trace:
    """One trace: its tape, the inputs and the outputs."""

    tape: Tape
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]


class Traces:
    """The traces of one subject, side by side: the first leads, the others tell what varies."""

    def __init__(self, subject: Subject) -> None:
        self.name = subject.name
        self.openings, traces = traced(subject)
        self.leading, self.others = traces[0], traces[1:]
        # For each value of the leading trace the same values of the others.
        self.twins: dict[int, tuple[Tensor, ...]] = {}
        # And for each of its records.
        self.alike: dict[int, tuple[Record, ...]] = {}
        self.pair(self.leading.inputs, [trace.inputs for trace in self.others])
        for place, step in enumerate(self.leading.tape.host_steps):
            others = [trace.tape.host_steps[place] for trace in self.others]
            self.pair(step.inputs, [one.inputs for one in others])
            self.pair(step.outputs, [one.outputs for one in others])
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
            "What {model} computes depends on the size of its input, which one program cannot say.",
            fix="Give the Input layers fixed sizes.",
            model=self.name if record is None else record.path or self.name,
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
        others = (one.attributes.get(name, default) for one in self.alike[id(record)])
        if any(not np.array_equal(one, value) for one in others):
            raise self.varies(record)
        return value

    def check(self, record: Record) -> None:
        """Raise DesignError where an operation depends on open sizes otherwise than in its sizes.
        """
        for name in record.attributes:
            if name not in VARYING:
                self.attribute(record, name)

    def proportion(self, numbers: Sequence[float]) -> Proportion | None:
        """How numbers that differ between the traces go with an open size."""
        sizes = [self.sizes_of_opening(one) for one in self.openings]
        sizes += [tuple(a * b for a, b in zip(one, two, strict=True))
                  for place, one in enumerate(sizes) for two in sizes[place + 1 :]]
        for size in sizes:
            for kind, undo in PROPORTIONS.items():
                pairs = zip(numbers, size, strict=True)
                factors = [undo(n, s) for n, s in pairs if kind != "unbiased" or n > 1.0]
                alike = [math.isclose(one, factors[0], rel_tol=1e-6) for one in factors]
                if alike and all(alike):
                    return Proportion(factors[0], size, kind)
        return None

    def changing(self, record: Record, name: str) -> Proportion | None:
        """How a number among the attributes goes with an open size; None where it is fixed."""
        rows = [record.attributes[name], *(o.attributes[name] for o in self.alike[id(record)])]
        if len(set(rows)) == 1:
            return None
        found = self.proportion(rows)
        if found is None:
            raise self.varies(record)
        return found

    def numbers(self, record: Record, name: str) -> tuple[tuple[int, ...], ...]:
        """An attribute that is a row of whole numbers: each one in every trace."""
        rows = [record.attributes[name], *(o.attributes[name] for o in self.alike[id(record)])]
        return tuple(zip(*rows, strict=True))


    def slices(self, record: Record) -> list[tuple[int, int, int]]:
        """(begin, end, step) of a slice along each axis, the same in all traces.

        A place that moves with the size is counted from the end; see END and BEGINNING.
        """
        rows = [self.numbers(record, key) for key in ("begins", "counts", "steps")]
        found = []
        for sizes, begins, counts, strides in zip(
            self.sizes(record.inputs[0]), *rows, strict=True
        ):
            (step,) = set(strides)
            last = [b + (c - 1) * step for b, c in zip(begins, counts, strict=True)]
            after = tuple(place + (1 if step > 0 else -1) for place in last)
            if step < 0 and set(after) == {-1}:
                end = BEGINNING
            elif step > 0 and after == sizes:
                end = END
            else:
                end = self.counted(record, after, sizes)
            found.append((self.counted(record, begins, sizes), end, step))
        return found

    def counted(self, record: Record, places: Sizes, sizes: Sizes) -> int:
        """A place on an axis, the same in all traces: counted from its end where it must be."""
        if len(set(places)) == 1:
            return places[0]
        back = {place - size for place, size in zip(places, sizes, strict=True)}
        if len(back) != 1:
            raise self.varies(record)
        distance = back.pop()
        return END if distance == 0 else distance

    def padding(self, record: Record) -> list[tuple[int, int]]:
        """(before, behind) of what an `unslice` puts around its input, along each axis."""
        if set(self.attribute(record, "steps")) != {1}:
            raise self.varies(record)
        pairs = []
        for sizes, begins, wholes in zip(
            self.sizes(record.inputs[0]), self.numbers(record, "begins"),
            self.sizes(record.outputs[0]), strict=True,
        ):
            behind = {w - b - s for w, b, s in zip(wholes, begins, sizes, strict=True)}
            if len(set(begins)) != 1 or len(behind) != 1:
                raise self.varies(record)
            pairs.append((begins[0], behind.pop()))
        return pairs


def truncated(record: Record) -> Tensor:
    """What a change of dtype begins with, without the sum that drops its fraction for `cast`."""
    (x,), (y,) = record.inputs, record.outputs
    if y.dtype == "int32" and x.op is not None and x.op.name == "multiply":
        sign, floor = (value.record for value in x.record.inputs)
        if sign is not None and floor is not None and (sign.op.name, floor.op.name) == (
            "sign", "floor"
        ):
            return sign.inputs[0]
    return x


def traced(subject: Subject) -> tuple[tuple[Opening, ...], list[Trace]]:
    """The traces of a subject. Open sizes of several inputs vary one by one where that can be."""
    for apart in (True, False):
        for kind in LENGTHS:
            openings = openings_of(subject, apart, kind)
            try:
                return openings, [trace(subject, openings, n) for n in range(len(openings) + 1)]
            except DesignError as error:
                fault = error
    raise fault


def openings_of(subject: Subject, apart: bool, kind: str) -> tuple[Opening, ...]:
    """The open axes of what is taken. The batch is one for all of them."""
    places: dict[Any, list[tuple[int, int]]] = {}
    names: dict[Any, str] = {}
    several = sum(None in spec.shape[1:] for spec in subject.specs) > 1
    for number, spec in enumerate(subject.specs):
        for axis, size in enumerate(spec.shape):
            if size is not None:
                continue
            key = axis if axis == 0 or not apart else (number, axis)
            places.setdefault(key, []).append((number, axis))
            name = NAMES.get(axis, f"size_{axis}")
            names[key] = f"{subject.names[number]}_{name}" if several and apart and axis else name
    rows = [key for key in places if key != 0]
    if len(rows) > len(LENGTHS[kind]):
        raise DesignError(
            "{model} has {count} inputs of open size, which is more than an export knows.",
            fix="Give the Input layers fixed sizes.", model=subject.name, count=len(rows),
        )
    sizes = {0: BATCHES, **dict(zip(rows, LENGTHS[kind], strict=False))}
    return tuple(Opening(names[key], tuple(found), sizes[key]) for key, found in places.items())


def trace(subject: Subject, openings: Sequence[Opening], changed: int) -> Trace:
    """The subject on a tape; the opening before number `changed` has its second size."""
    shapes = [list(spec.shape) for spec in subject.specs]
    for place, opening in enumerate(openings, 1):
        for number, axis in opening.places:
            shapes[number][axis] = opening.sizes[place == changed]
    tape = Tape(written=True)
    with tape:
        inputs = tuple(
            tape.feed(Spec(tuple(shape), spec.dtype), name)
            for shape, spec, name in zip(shapes, subject.specs, subject.names, strict=True)
        )
        results = subject.run(list(inputs))
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
