"""How does a training loop of one's own run? Functions become plans, a tape gives gradients."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine import eager, ops
from engine.errors import DesignRuntimeError, DesignTypeError
from engine.nest import flatten, map_structure, pack_like
from engine.ops.base import convert, is_graph_value
from engine.plan import Plan
from engine.raw import kind_of
from engine.tape import Tape, Tensor, current_tape, gradients
from engine.variables import Variable

# Plans of so many kinds of arguments are kept; each holds the memory of its values.
KEPT = 12
PLAIN = (str, bytes, int, float, bool, type(None))


def is_data(leaf: Any) -> bool:
    return isinstance(leaf, (np.ndarray, np.generic))


def kind(value: Any) -> Any:
    """What of an argument decides which plan serves it: shapes of data, anything else itself."""
    if isinstance(value, Mapping):
        return tuple((key, kind(value[key])) for key in sorted(value))
    if isinstance(value, (list, tuple)):
        return (type(value), *map(kind, value))
    if is_data(value):
        return tuple((np.shape(array), kind_of(array)) for array in arrays_of(value))
    return (type(value), value) if isinstance(value, PLAIN) else (type(value), id(value))


def arrays_of(leaf: Any) -> list[Any]:
    """A value's numbers and those that it carries along, in the order in which they are fed."""
    collected: list[Any] = []
    eager.feed_leaf(Tape(), leaf, collected)
    return collected


class Function:
    """A function that is traced once for each kind of its arguments, and then runs as a plan.

    Arrays are data; numbers, texts and objects such as models belong to the trace: another one
    means another trace. What the function does besides (weights that it assigns, metrics that it
    updates, an optimizer's step) happens at each run; Python itself runs only while tracing.
    """

    def __init__(self, python: Callable) -> None:
        functools.update_wrapper(self, python)
        self.python_function = python
        self._plans: OrderedDict[Any, tuple[Plan, Any, Any]] = OrderedDict()

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else functools.partial(self, instance)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        leaves = flatten([list(args), kwargs])
        if current_tape() is not None or any(is_graph_value(leaf) for leaf in leaves):
            return self.python_function(*args, **kwargs)
        key = kind([list(args), kwargs])
        if key not in self._plans:
            self._plans[key] = self._traced(args, kwargs)
            while len(self._plans) > KEPT:
                self._plans.popitem(last=False)
        self._plans.move_to_end(key)
        plan, results, _ = self._plans[key]
        plan.run(*(array for leaf in leaves if is_data(leaf) for array in arrays_of(leaf)))
        return map_structure(lambda leaf: self._fetched(plan, leaf), results)

    def _traced(self, args: tuple, kwargs: dict) -> tuple[Plan, Any, Any]:
        tape, fed = Tape(), []
        with tape:
            # In `flatten`'s order, which is the order of feeding.
            placed = [eager.feed_leaf(tape, leaf, fed) for leaf in flatten([list(args), kwargs])]
            args, named = pack_like([list(args), kwargs], placed)
            results = map_structure(
                lambda leaf: convert(leaf) if isinstance(leaf, (Tensor, Variable)) else leaf,
                self.python_function(*args, **named),
            )
        values = [leaf for leaf in flatten(results) if isinstance(leaf, Tensor)]
        masks = [leaf._keras_mask for leaf in values if leaf._keras_mask is not None]
        # The arguments are kept, so that no other object gets the number of one of them.
        return Plan(tape, [*values, *masks]), results, (args, kwargs)

    def _fetched(self, plan: Plan, leaf: Any) -> Any:
        if not isinstance(leaf, Tensor):
            return leaf
        array = eager.wrap(plan.view(leaf), leaf.dtype)
        if leaf._keras_mask is not None:
            array._keras_mask = eager.wrap(plan.view(leaf._keras_mask), "bool")
        return array


def function(python: Callable | None = None, **_: Any) -> Any:
    """Decorator: the function runs as one plan, as TensorFlow's `tf.function` does.

    Options that TensorFlow knows are taken and have no effect.
    """
    return Function if python is None else Function(python)


class GradientTape:
    """Gradients of what is computed inside ``with GradientTape() as tape:``.

    It works where values are being recorded: in a function under ``@engine.function``, and in a
    model's own `train_step`.
    """

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        self.persistent = persistent
        self._tape: Tape | None = None

    def __enter__(self) -> GradientTape:
        self._tape = current_tape()
        if self._tape is None:
            raise DesignRuntimeError(
                "GradientTape has nothing to record here, because each operation runs at once.",
                fix="Put the step into a function of its own, and write @engine.function above it.",
            )
        return self

    def __exit__(self, *_: Any) -> None:
        """What is recorded stays until the function ends."""

    def watch(self, tensor: Any) -> None:
        """Nothing needs to be asked for: every value is recorded."""

    def gradient(
        self,
        target: Any,
        sources: Any,
        output_gradients: Any = None,
        unconnected_gradients: str = "none",
    ) -> Any:
        """d target / d source for each of the sources, in their structure.

        Several targets are summed. A source on which no target depends has None, or zeros when
        `unconnected_gradients` is "zero".
        """
        if self._tape is None or self._tape is not current_tape():
            raise DesignRuntimeError(
                "The gradient is asked for outside of the function that was recorded.",
                fix="Call tape.gradient inside that function.",
            )
        places = [self._place(source) for source in flatten(sources)]
        targets = [convert(one) for one in flatten(target)]
        seeds = [None] * len(targets) if output_gradients is None else flatten(output_gradients)
        found: list[Any] = [None] * len(places)
        for one, seed in zip(targets, seeds, strict=True):
            slopes = gradients(self._tape, one, places, None if seed is None else convert(seed))
            found = [
                new if old is None else old if new is None else ops.add(old, new)
                for old, new in zip(found, slopes, strict=True)
            ]
        if str(getattr(unconnected_gradients, "value", unconnected_gradients)) == "zero":
            found = [
                ops.zeros_like(place) if slope is None else slope
                for place, slope in zip(places, found, strict=True)
            ]
        return pack_like(sources, found) if isinstance(sources, (list, tuple, dict)) else found[0]

    def _place(self, source: Any) -> Tensor:
        if isinstance(source, Variable):
            return self._tape.read(source)
        if not isinstance(source, Tensor):
            raise DesignTypeError(
                "A gradient is taken by weights and recorded values, not by {value}.",
                value=repr(source),
            )
        return source


__all__ = ["Function", "GradientTape", "function"]
