"""How do a layer's output shape and its parameters come about? One account for each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from designer.explain import elements, recurrent, windows
from designer.explain.axes import Axes, Sizes, named, plain
from designer.explain.expressions import Expression, Number, Symbol, product, total

Rule = Callable[[Any, Sequence[Sizes]], "tuple[Axes, Expression]"]


@dataclass(frozen=True)
class Account:
    """The first output's axes, each with its word and its sum, and the count of parameters."""

    axes: Axes
    parameters: Expression


def account(
    layer: Any,
    inputs: Sequence[Sizes],
    output: Sizes = (),
    weights: Sequence[tuple[str, Sizes]] = (),
) -> Account:
    """The account of a layer for the shapes of its inputs, the batch axis with them.

    A kind without a rule of its own, such as one that a user wrote, is told by what is known of
    it: `output`, its first output's shape, and `weights`, their names and shapes.
    """
    rule = rules().get(type(layer).__name__)
    axes, parameters = rule(layer, inputs) if rule is not None else (None, None)
    if axes is None:
        axes = named(plain(output))
    if parameters is None:
        parameters = by_weights(weights)
    return Account(axes, parameters)


def by_weights(weights: Sequence[tuple[str, Sizes]]) -> Expression:
    """The sizes of each weight multiplied, and all of them added."""
    return total(*(product(*(Number(size) for size in shape or (1,))) for _, shape in weights))


def rules() -> dict[str, Rule]:
    """Which rule tells of which kind of layer."""
    return {**elements.RULES, **windows.RULES, **recurrent.RULES, **WRAPPERS}


@dataclass(frozen=True)
class Inner:
    """What is told of a layer inside another one: None where only the outer one knows."""

    axes: Axes | None
    parameters: Expression | None


def inner(layer: Any, inputs: Sequence[Sizes]) -> Inner:
    """The account of a layer or cell that another one holds."""
    rule = rules().get(type(layer).__name__)
    return Inner(*(rule(layer, inputs) if rule is not None else (None, None)))


def every_step(layer: Any, inputs: Sequence[Sizes]):
    """TimeDistributed: the inner layer's own account, and the steps put back."""
    batch, steps, *sizes = inputs[0]
    told = inner(layer.layer, [(batch, *sizes)])
    if told.axes is None:
        return None, told.parameters
    (_, first), *others = told.axes
    return (("batch", first), ("steps", Symbol("t", steps, "steps")), *others), told.parameters


def both_ways(layer: Any, inputs: Sequence[Sizes]):
    """Bidirectional: two layers' weights; `concat` puts their outputs side by side."""
    forward = inner(layer.forward_layer, inputs[:1])
    backward = inner(layer.backward_layer, inputs[:1])
    if forward.parameters is None or backward.parameters is None:
        parameters = None
    elif forward.parameters == backward.parameters:
        parameters = product(2, forward.parameters)
    else:
        parameters = forward.parameters + backward.parameters
    axes = forward.axes
    if layer.merge_mode == "concat" and axes is not None:
        *others, (word, size) = axes
        same = size.value == backward.axes[-1][1].value
        joined = product(2, size) if same else size + backward.axes[-1][1]
        axes = (*others, (word, joined))
    return axes, parameters


def with_cell(layer: Any, inputs: Sequence[Sizes]):
    """RNN: the cell's weights; the last output, or one for each step."""
    batch, steps, *sizes = recurrent.in_usual_order(layer, inputs[0])
    told = inner(layer.cell, [(batch, *sizes)])
    if told.axes is None:
        return None, told.parameters
    return recurrent.walked(layer, batch, steps, told.axes[1:]), told.parameters


def stacked(layer: Any, inputs: Sequence[Sizes]):
    """StackedRNNCells: each cell reads the one before."""
    sizes, parts = inputs[0], []
    axes: Axes = ()
    for cell in layer.cells:
        told = inner(cell, [sizes])
        if told.axes is None or told.parameters is None:
            return None, None
        axes, parts = told.axes, [*parts, told.parameters]
        sizes = tuple(size.value for _, size in axes)
    return axes, total(*parts)


WRAPPERS: dict[str, Rule] = {
    "TimeDistributed": every_step,
    "Bidirectional": both_ways,
    "RNN": with_cell,
    "StackedRNNCells": stacked,
}
