"""How does a function of one's own run? It is traced once and becomes a plan."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import eager, settings
from engine.errors import NeedsNumbers
from engine.nest import flatten, itself, key_of, map_structure, pack_like
from engine.ops.base import convert, is_graph_value
from engine.plan import Plan
from engine.raw import kind_of
from engine.tape import Tape, Tensor, current_tape
from engine.variables import Variable

# Plans of so many kinds of arguments are kept; each holds the memory of its values.
KEPT = 12


def is_data(leaf: Any) -> bool:
    return isinstance(leaf, (np.ndarray, np.generic))


def kind(leaf: Any) -> Any:
    """What of an argument decides which plan serves it: shapes of data, anything else itself."""
    if is_data(leaf):
        return tuple((np.shape(array), kind_of(array)) for array in arrays_of(leaf))
    return itself(leaf)


def arrays_of(leaf: Any) -> list[Any]:
    """A value's numbers and those that it carries along, in the order in which they are fed."""
    collected: list[Any] = []
    eager.feed_leaf(Tape(), leaf, collected)
    return collected


def say(values: Any, how: Mapping[str, Any]) -> None:
    """Print values; weights as their numbers."""
    print(*(str(one.numpy() if isinstance(one, Variable) else one) for one in values), **how)


def as_value(leaf: Any) -> Any:
    """A weight as its value at this place of the trace."""
    return convert(leaf) if isinstance(leaf, (Tensor, Variable)) else leaf


@dataclass(frozen=True, eq=False)
class Traced:
    """What one trace came to: its plan, what it returns, and what it says after each run."""

    plan: Plan
    results: Any
    said: list[tuple[list[Any], dict[str, Any]]]
    arguments: Any


class Function:
    """A function that is traced once for each kind of its arguments, and then runs as a plan.

    Arrays are data; numbers, texts and objects such as models belong to the trace: another one
    means another trace. What the function does besides (weights that it assigns, metrics that it
    updates, an optimizer's step, what it prints) happens at each run; Python itself runs only while
    tracing, unless it goes by numbers, as `if` and `while` over values do: then it runs each time.
    """

    def __init__(self, python: Callable) -> None:
        functools.update_wrapper(self, python)
        self.python_function = python
        self._plans: OrderedDict[Any, Traced | None] = OrderedDict()

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else functools.partial(self, instance)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        leaves = flatten([list(args), kwargs])
        within = current_tape() is not None or settings.get("functions_at_once")
        if within or any(is_graph_value(leaf) for leaf in leaves):
            return self.python_function(*args, **kwargs)
        args, kwargs = map_structure(eager.settled, [list(args), kwargs])
        leaves = flatten([args, kwargs])
        key = key_of([list(args), kwargs], kind)
        if key not in self._plans:
            try:
                self._plans[key] = self._traced(args, kwargs)
            except NeedsNumbers:
                # Python goes by the numbers: it runs anew at each call.
                self._plans[key] = None
            while len(self._plans) > KEPT:
                self._plans.popitem(last=False)
        self._plans.move_to_end(key)
        traced = self._plans[key]
        if traced is None:
            return self.python_function(*args, **kwargs)
        plan = traced.plan
        plan.run(*(array for leaf in leaves if is_data(leaf) for array in arrays_of(leaf)))
        for values, how in traced.said:
            say([self._fetched(plan, value) for value in values], how)
        return map_structure(lambda leaf: self._fetched(plan, leaf), traced.results)

    def _traced(self, args: Any, kwargs: dict) -> Traced:
        tape, fed = Tape(), []
        tape.said = []
        with tape:
            # In `flatten`'s order, which is the order of feeding.
            placed = [eager.feed_leaf(tape, leaf, fed) for leaf in flatten([list(args), kwargs])]
            args, named = pack_like([list(args), kwargs], placed)
            results = map_structure(as_value, self.python_function(*args, **named))
            said = [([as_value(one) for one in values], how) for values, how in tape.said]
        shown = [one for values, _ in said for one in values]
        values = [leaf for leaf in [*flatten(results), *shown] if isinstance(leaf, Tensor)]
        masks = [leaf._keras_mask for leaf in values if leaf._keras_mask is not None]
        # The arguments are kept, so that no other object gets the number of one of them.
        return Traced(Plan(tape, [*values, *masks]), results, said, (args, kwargs))

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


__all__ = ["Function", "function"]
