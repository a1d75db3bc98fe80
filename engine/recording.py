"""How is recorded what runs at once? Its numbers are computed when somebody asks for them.

Inside ``with GradientTape():`` operations are recorded as in any trace. A loop of one's own records
the same operations in each of its steps, so that one plan serves them all: it is found again by
what was recorded. Which values are asked for shows in the first step; the next ones compute them
with the gradients, in one run. What is asked for late is computed anew from the weights and the
random state that the first run found, so that all numbers belong to one and the same run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import settings
from engine.eager import settled, wrap
from engine.nest import flatten, itself, key_of, map_structure
from engine.ops import base
from engine.plan import Plan
from engine.raw import kind_of
from engine.tape import RAW, Spec, Tape, Tensor, outside_tapes, settle, unfinished
from engine.variables import Variable

# Plans of so many kinds of recordings are kept; each holds the memory of its values.
KEPT = 12
_plans: OrderedDict[Any, tuple[Plan, Any]] = OrderedDict()
_asked: OrderedDict[Any, dict[Any, None]] = OrderedDict()


class Recorded(Tensor):
    """A value of which the numbers can be asked: like an array, once they are needed."""

    has_numbers = True

    def numpy(self) -> np.ndarray:
        return self.tape.numbers(self)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype)

    def __bool__(self) -> bool:
        return bool(self.numpy())

    def __float__(self) -> float:
        return float(self.numpy())

    def __int__(self) -> int:
        return int(self.numpy())

    def __index__(self) -> int:
        return self.numpy().__index__()

    def __format__(self, how: str) -> str:
        return format(self.numpy(), how)

    def __repr__(self) -> str:
        return repr(self.numpy())

    def __str__(self) -> str:
        return str(self.numpy())


@dataclass(eq=False)
class Recording(Tape):
    """A tape that is filled by a program which runs, not traced from a function."""

    names: dict[str, int] | None = None

    at_once = True
    value_type = Recorded

    def __post_init__(self) -> None:
        super().__post_init__()
        self._arrays: list[np.ndarray] = []  # what the feeds are fed with
        self._fed: dict[int, tuple[Any, Tensor, np.ndarray]] = {}
        self._known: dict[int, np.ndarray] = {}
        # What the first run found, and what the runs so far have stored.
        self._random: np.ndarray | None = None
        self._found: dict[int, np.ndarray] = {}
        self._stored: dict[int, Tensor] = {}

    def __enter__(self) -> Recording:
        settle()
        return super().__enter__()

    def __exit__(self, *caught: Any) -> None:
        super().__exit__(*caught)
        if any(self._is_owed(key) for key in self.assigned):
            unfinished.append(self)

    def placed(self, value: Any) -> Any:
        """An array (with its mask) as a value that is fed; anything else as it is."""
        value = settled(value)
        if not isinstance(value, (np.ndarray, np.generic)):
            return value
        tensor = self.constant(value)
        mask = getattr(value, "_keras_mask", None)
        if mask is not None:
            tensor._keras_mask = self.constant(np.asarray(mask))
        return tensor

    @contextmanager
    def resumed(self) -> Iterator[None]:
        """Inside this context more is recorded."""
        super().__enter__()
        try:
            yield
        finally:
            super().__exit__()

    def constant(self, value: Any, dtype: str | None = None) -> Tensor:
        """Arrays are fed, since the next step of a loop comes with others; numbers are fixed."""
        if not isinstance(value, (np.ndarray, np.generic)):
            return super().constant(value, dtype)
        known = self._fed.get(id(value))
        if known is None or not np.array_equal(known[2], value, equal_nan=value.dtype.kind == "f"):
            # The numbers of now: a program may go on to fill its array with others.
            numbers = np.array(value)
            tensor = self.feed(Spec(np.shape(value), dtype or kind_of(np.asarray(value))))
            self._arrays.append(numbers)
            if tensor.dtype in RAW:  # no plan reads these
                self._known[id(tensor)] = numbers
            # The value is kept, so that no other one gets its number.
            self._fed[id(value)] = known = value, tensor, numbers
        return known[1]

    def knows(self, value: Any) -> bool:
        """Whether an array takes part in what was recorded."""
        return id(value) in self._fed

    # Numbers

    def numbers(self, tensor: Tensor) -> np.ndarray:
        """A value's numbers."""
        if id(tensor) not in self._known:
            self.compute([tensor])
        return self._known[id(tensor)]

    def compute(self, wanted: Sequence[Tensor] = ()) -> None:
        """Run what was recorded, for the numbers of `wanted` and for what was assigned."""
        if self in unfinished:
            unfinished.remove(self)
        settle()
        tensors = self._places()
        places = {id(tensor): place for place, tensor in tensors.items()}
        key = self._kind(places)
        asked = _asked.setdefault(key, {})
        asked.update(dict.fromkeys(places[id(tensor)] for tensor in wanted))
        fetches = [tensors[place] for place in asked]
        with outside_tapes():
            plan = self._plan((key, tuple(asked)), fetches)
            with self._as_first_found():
                views = plan.run(*self._arrays)
            for tensor, view in zip(fetches, views, strict=True):
                self._known[id(tensor)] = np.asarray(wrap(view, tensor.dtype))
        for table in (_plans, _asked):
            while len(table) > KEPT:
                table.popitem(last=False)

    def _plan(self, key: Any, fetches: list[Tensor]) -> Plan:
        """The plan for a recording of this kind; the first one's serves them all."""
        if self.host_steps or self.before_run:  # functions that belong to this recording alone
            return Plan(self, fetches)
        if key not in _plans:
            # The attributes are kept, so that no other object gets the number of one of them.
            _plans[key] = Plan(self, fetches), [record.attributes for record in self.records]
        _plans.move_to_end(key)
        return _plans[key][0]

    def _places(self) -> dict[Any, Tensor]:
        """All values by their places, which another recording of this kind has too."""
        return {
            **{("feed", i): tensor for i, tensor in enumerate(self.feeds)},
            **{("made", i, j): tensor for i, step in enumerate(self.host_steps)
               for j, tensor in enumerate(step.outputs)},
            **{("constant", i): tensor for i, tensor in enumerate(self.constants.values())},
            **{("variable", key): tensor for key, (_, tensor) in self.variables.items()},
            **{(i, j): tensor for i, record in enumerate(self.records)
               for j, tensor in enumerate(record.outputs)},
        }  # fmt: skip

    def _kind(self, places: Mapping[int, Any]) -> Any:
        """What decides which plan serves a recording: all but the numbers that are fed."""
        return (
            settings.threads(),
            settings.precise(),
            tuple(tensor.spec for tensor in self.feeds),
            tuple((t.payload.tobytes(), t.spec) for t in self.constants.values()),
            tuple(
                (id(r.op), tuple(places[id(t)] for t in r.inputs), key_of(r.attributes, itself))
                for r in self.records
            ),
            tuple((key, places[id(value)]) for key, (_, value) in self.assigned.items()),
        )

    def _is_owed(self, key: int) -> bool:
        """Whether a weight was assigned a value that no run has stored."""
        return self._stored.get(key) is not self.assigned[key][1]

    @contextmanager
    def _as_first_found(self) -> Iterator[None]:
        """Weights and random state as the first run found them; afterwards as they are now.

        What is stored for the first time stays.
        """
        weights = {key: one for key, (one, _) in (*self.variables.items(), *self.assigned.items())}
        now = {key: variable.array.copy() for key, variable in weights.items()}
        random = settings.RANDOM_STATE.copy()
        again = self._random is not None
        if again:
            settings.RANDOM_STATE[:] = self._random
            for key in weights.keys() & self._found.keys():
                weights[key].array[...] = self._found[key]
        else:
            self._random = random
        self._found = {**now, **self._found}
        yield
        if again:
            settings.RANDOM_STATE[:] = np.maximum(random, settings.RANDOM_STATE)
            for key, variable in weights.items():
                if key not in self.assigned or not self._is_owed(key):
                    variable.array[...] = now[key]
        self._stored = {key: value for key, (_, value) in self.assigned.items()}


def run_recorded(function: Callable, inputs: Sequence[Any]) -> Any:
    """`function` of the inputs, in numbers, while Python runs and may decide by them."""
    recording = Recording()
    with recording:
        placed = [map_structure(recording.placed, one) for one in inputs]
        results = map_structure(_as_value, function(*placed))
    leaves = [leaf for leaf in flatten(results) if isinstance(leaf, Tensor)]
    masks = [leaf._keras_mask for leaf in leaves if leaf._keras_mask is not None]
    recording.compute([*leaves, *masks])
    return map_structure(settled, results)


def _as_value(leaf: Any) -> Any:
    return base.convert(leaf) if isinstance(leaf, (Tensor, Variable)) else leaf


base.outside["recorded"] = run_recorded
