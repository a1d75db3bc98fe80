"""How does a function of one's own run? It is traced once and becomes a plan."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine import eager
from engine.nest import flatten, map_structure, pack_like
from engine.ops.base import convert, is_graph_value
from engine.plan import Plan
from engine.raw import kind_of
from engine.tape import Tape, Tensor, current_tape
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
        args, kwargs = map_structure(eager.settled, [list(args), kwargs])
        leaves = flatten([args, kwargs])
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


__all__ = ["Function", "function"]
