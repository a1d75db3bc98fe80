"""How is a layer called where Keras 3 wants it otherwise? States by name, steps after the batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import DesignError, Where
from engine.layers.bidirectional import Bidirectional
from engine.layers.rnn import RNN
from engine.layers.states import arranged, is_nested
from engine.nest import flatten


def walks(layer: Any) -> bool:
    """Whether a layer goes along a sequence with states."""
    return isinstance(layer, (RNN, Bidirectional))


def steps_first(layer: Any) -> bool:
    """Whether the steps of its sequences come before the batch."""
    inner = layer.forward_layer if isinstance(layer, Bidirectional) else layer
    return isinstance(inner, RNN) and inner.time_major


def returns_sequences(layer: Any) -> bool:
    inner = layer.forward_layer if isinstance(layer, Bidirectional) else layer
    return inner.return_sequences


def call_arguments(one: Any, write: Callable[[Any], str]) -> list[str]:
    """The arguments of a call as Keras 3 takes them; `write` makes the text of a value."""
    arguments, options = list(one.args), dict(one.kwargs)
    if walks(one.layer):
        options = {key: value for key, value in options.items() if value is not None}
        if options.pop("constants", None) is not None:
            raise DesignError(
                "{layer} is given constants, which Keras 3 does not know.",
                fix="Put them beside each step's input with RepeatVector and Concatenate.",
                where=Where(layer=one.layer.name),
                layer=one.layer.title,
            )
        if isinstance(arguments[0], (list, tuple)):
            sequence, *states = arguments[0]
            arguments[0] = sequence
            if states:
                options["initial_state"] = states
        if "initial_state" in options:
            options["initial_state"] = packed(one.layer, flatten(options["initial_state"]))
    found = [write(value) for value in arguments]
    named = {key: write(value) for key, value in options.items()}
    if steps_first(one.layer):
        found[0] = f"ops.swapaxes({found[0]}, 0, 1)"
        if "mask" in named:
            named["mask"] = f"ops.swapaxes({named['mask']}, 0, 1)"
    return [*found, *(f"{key}={text}" for key, text in named.items())]


def packed(layer: Any, states: list[Any]) -> list[Any]:
    """States in the lists in which the cells hold them."""
    cell = getattr(layer, "cell", None)
    sizes = getattr(cell, "state_size", None)
    if isinstance(layer, Bidirectional) or not is_nested(sizes):
        return states
    if not any(is_nested(size) for size in sizes):
        return states
    return [list(one) if isinstance(one, tuple) else one for one in arranged(sizes, states)]
