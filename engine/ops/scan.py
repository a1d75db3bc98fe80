"""How is a function repeated over the steps of a sequence? Time cut apart, and the loop over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import DesignError
from engine.nest import flatten, map_structure, pack_like
from engine.ops.base import ALL, Op, convert, normalise_axis, size_of
from engine.ops.elementwise import cast, strided_copy
from engine.ops.movement import broadcast_to, fill, reshape, shape_only, steps_of, strided_write
from engine.ops.movement import zeros_like as zeros_of
from engine.tape import Spec, Tensor, current_tape


class UnstackAxis(Op):
    """All parts of a value along one axis of known size, without that axis."""

    name = "unstack_axis"
    arity = 1

    def infer(self, x, axis):
        part = (*x.shape[:axis], *x.shape[axis + 1 :])
        return tuple(Spec(part, x.dtype) for _ in range(x.shape[axis]))

    def gradient(self, record, incoming, wants):
        places = tuple(place for place, one in enumerate(incoming) if one is not None)
        given = [incoming[place] for place in places]
        return [stack_axis(*given, **record.attributes, places=places, count=len(incoming))]

    def emit(self, plan, record):
        (x,) = record.inputs
        axis = record.attributes["axis"]
        steps = steps_of(x.shape)
        rest = [*steps[:axis], *steps[axis + 1 :]]
        for place, part in enumerate(record.outputs):
            strided_copy(plan, plan.of(x), plan.of(part), part.shape, rest, place * steps[axis])


class StackAxis(Op):
    """Values of equal shape at `places` along a new axis of size `count`; zeros elsewhere."""

    name = "stack_axis"

    def infer(self, *parts, axis, places, count):
        shape = parts[0].shape
        return Spec((*shape[:axis], count, *shape[axis:]), parts[0].dtype)

    def gradient(self, record, incoming, wants):
        parts = unstack_axis(incoming[0], axis=record.attributes["axis"])
        return [parts[place] for place in record.attributes["places"]]

    def emit(self, plan, record):
        (y,) = record.outputs
        axis = record.attributes["axis"]
        steps = steps_of(y.shape)
        rest = [*steps[:axis], *steps[axis + 1 :]]
        if len(record.inputs) < record.attributes["count"]:
            fill(plan, plan.of(y), size_of(y.shape))
        for place, part in zip(record.attributes["places"], record.inputs, strict=True):
            offset = place * steps[axis]
            strided_write(plan, plan.of(part), plan.of(y), part.shape, rest, offset)


unstack_axis, stack_axis = ALL["unstack_axis"], ALL["stack_axis"]


def in_time(value: Tensor, length: int | None, axis: int) -> Tensor:
    """On a tape without numbers: the value of one step as that of a sequence."""
    shape = list(value.shape)
    shape.insert(axis, length)
    return shape_only(value, shape)


def without_time(value: Tensor, axis: int) -> Tensor:
    """On a tape without numbers: the value of a sequence as that of one step."""
    return shape_only(value, (*value.shape[:axis], *value.shape[axis + 1 :]))


def masked(mask: Tensor, value: Tensor, otherwise: Tensor, known: dict[Any, Tensor]) -> Tensor:
    """`value` where the step counts, else `otherwise`; `known` keeps the mask in each shape."""
    shape = tuple(value.shape)
    if shape not in known:
        wide = (*mask.shape, *(1,) * (len(shape) - len(mask.shape)))
        known[shape] = broadcast_to(reshape(mask, newshape=wide), shape=shape)
    return ALL["select"](known[shape], value, otherwise)


def scan(
    step: Callable[[Any, Sequence[Any]], tuple[Any, Any]],
    inputs: Any,
    initial_states: Any,
    *,
    go_backwards: bool = False,
    mask: Tensor | None = None,
    constants: Sequence[Any] = (),
    time_major: bool = False,
    zero_output_for_mask: bool = False,
    return_all_outputs: bool = True,
) -> tuple[Any, Any, Any]:
    """Repeat `step(input, states + constants) -> (output, states)` over time; Keras's `rnn`.

    `inputs` is one value (batch, time, …) or a structure of them, `mask` (batch, time) says which
    steps count: the others repeat the last output (or give zeros) and keep the states. Returns
    (last output, outputs of all steps, last states). The steps are laid out one after the other;
    where sizes are open only one is traced, for its shapes.
    """
    axis = 0 if time_major else 1
    leaves = [convert(leaf) for leaf in flatten(inputs)]
    length = leaves[0].shape[axis]
    states = tuple(map_structure(convert, one) for one in initial_states)
    if length == 0:
        raise DesignError(
            "A sequence without steps has no last output.",
            fix="Give sequences of at least one step.",
        )
    if current_tape().written:
        return looped(
            step, inputs, states, go_backwards=go_backwards, mask=mask, constants=constants,
            axis=axis, zero_output_for_mask=zero_output_for_mask,
        )
    if length is None or not current_tape().concrete:
        now = pack_like(inputs, [without_time(leaf, axis) for leaf in leaves])
        with current_tape().repeated(length or 1):
            output, new = step(now, (*states, *constants))
        new = checked(states, new)
        outputs = map_structure(lambda leaf: in_time(leaf, length, axis), output)
        return output, outputs, new
    parts = [unstack_axis(leaf, axis=axis) for leaf in leaves]
    masks = mask_steps(mask, axis)
    order = range(length - 1, -1, -1) if go_backwards else range(length)
    collected: list[list[Any]] = []
    previous: list[Any] = []
    for place in order:
        now = pack_like(inputs, [part[place] for part in parts])
        output, new = step(now, (*states, *constants))
        results = [convert(leaf) for leaf in flatten(output)]
        new = checked(states, new)
        if masks is not None:
            known: dict[Any, Tensor] = {}
            if not previous:
                previous = [zeros_of(leaf) for leaf in results]
            results = [masked(masks[place], leaf, before, known)
                       for leaf, before in zip(results, previous, strict=True)]
            kept = [masked(masks[place], leaf, before, known)
                    for leaf, before in zip(flatten(new), flatten(states), strict=True)]
            new = pack_like(new, kept)
            if not zero_output_for_mask:
                previous = results
        states = new
        if return_all_outputs:
            collected.append(results)
    last = pack_like(output, results)
    if not return_all_outputs:
        return last, None, states
    places = tuple(range(length))
    outputs = [stack_axis(*column, axis=axis, places=places, count=length)
               for column in zip(*collected, strict=True)]
    return last, pack_like(output, outputs), states


class Loop(Op):
    """A function of one step, repeated over a sequence: written by exporters, never planned.

    Inputs: the sequences and then the first states. Attributes: `body` (the step's records),
    `given` (the placeholders of one step of each sequence and of the states), `results` (what the
    step makes: outputs and then new states), `axis` of time, `backwards`. Gives the last outputs,
    the outputs of all steps in the order in which they were made, and the last states.
    """

    name = "loop"

    def infer(self, *inputs, results, sequences, axis, length, **_):
        outputs = results[: len(results) - (len(inputs) - sequences)]
        whole = []
        for output in outputs:
            shape = list(output.shape)
            shape.insert(axis, length)
            whole.append(Spec(tuple(shape), output.dtype))
        states = [state.spec for state in results[len(outputs) :]]
        return (*(output.spec for output in outputs), *whole, *states)


def looped(step, inputs, states, *, go_backwards, mask, constants, axis, zero_output_for_mask):
    """`scan` as one record. Where a mask is kept, the last output is one more state."""
    tape = current_tape()
    sequences = [convert(leaf) for leaf in flatten(inputs)]
    length = sequences[0].shape[axis]
    if mask is not None:
        mask = cast(mask, "bool")
        sequences.append(mask)
    first = [convert(leaf) for leaf in flatten(states)]
    given = [placeholder(tape, without(leaf.shape, axis), leaf.dtype) for leaf in sequences]
    held = [placeholder(tape, leaf.shape, leaf.dtype) for leaf in first]
    begin = len(tape.records)
    now = pack_like(inputs, given[: len(given) - (mask is not None)])
    before = pack_like(list(states), held)
    output, new = step(now, (*before, *constants))
    results = [convert(leaf) for leaf in flatten(output)]
    new = checked(states, new)
    after = flatten(new)
    repeated = []
    if mask is not None:
        known: dict[Any, Tensor] = {}
        last = [placeholder(tape, leaf.shape, leaf.dtype) for leaf in results]
        otherwise = [zeros_of(leaf) for leaf in results] if zero_output_for_mask else last
        results = [masked(given[-1], leaf, old, known)
                   for leaf, old in zip(results, otherwise, strict=True)]
        after = [masked(given[-1], leaf, old, known)
                 for leaf, old in zip(after, held, strict=True)]
        held, after, repeated = [*held, *last], [*after, *results], results
    body, tape.records[begin:] = tape.records[begin:], []
    first += [zeros_of(leaf) for leaf in repeated]
    made = ALL["loop"](
        *sequences, *first, body=body, given=(*given, *held), results=(*results, *after),
        sequences=len(sequences), axis=axis, length=length, backwards=go_backwards,
    )
    count = len(results)
    ends = made[2 * count : len(made) - len(repeated)]
    return (pack_like(output, made[:count]), pack_like(output, made[count : 2 * count]),
            pack_like(new, ends))


def placeholder(tape: Any, shape: Sequence[int], dtype: str) -> Tensor:
    """A value that a loop hands to each of its steps."""
    return Tensor(shape, dtype, "step", tape=tape)


def without(shape: Sequence[int], axis: int) -> tuple[int, ...]:
    return (*shape[:axis], *shape[axis + 1 :])


def mask_steps(mask: Tensor | None, axis: int) -> Sequence[Tensor] | None:
    """Which samples count, step by step."""
    if mask is None:
        return None
    mask = cast(mask, "bool")
    return unstack_axis(mask, axis=normalise_axis(axis, mask.ndim))


def checked(before: Any, after: Any) -> Any:
    """The new states. Raises DesignError when they do not look like the old ones."""
    old, new = flatten(before), [convert(leaf) for leaf in flatten(after)]
    same = len(old) == len(new) and all(
        len(a.shape) == len(b.shape)
        and all(x is None or y is None or x == y for x, y in zip(a.shape, b.shape, strict=True))
        for a, b in zip(old, new, strict=True)
    )
    if not same:
        raise DesignError(
            "The cell was given states of shapes {old}, but returned states of shapes {new}.",
            fix="Return new states that look like the old ones, and match state_size.",
            old=[str(leaf.shape) for leaf in old], new=[str(leaf.shape) for leaf in new],
        )
    return pack_like(after, new)
