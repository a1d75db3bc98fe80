"""How are gradients taken of a computation of one's own? What a tape saw is gone back through."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import ops
from engine.eager import settled
from engine.errors import DesignRuntimeError, DesignTypeError
from engine.nest import flatten, pack_like
from engine.ops.base import convert
from engine.recording import Recording
from engine.tape import Tape, Tensor, current_tape, gradients
from engine.variables import Variable


class GradientTape:
    """Gradients of what is computed inside ``with GradientTape() as tape:``.

    In a function under ``@engine.function``, and in a model's own `train_step`, they are values of
    its trace. Elsewhere they are arrays, and what was computed under the tape has numbers as soon
    as they are asked for.
    """

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        self.persistent = persistent
        self._tape: Tape | None = None
        self._own: Recording | None = None

    def __enter__(self) -> GradientTape:
        self._tape = current_tape()
        if self._tape is None:
            self._tape = self._own = Recording()
            self._own.__enter__()
        return self

    def __exit__(self, *caught: Any) -> None:
        """In a trace what is recorded stays until the function ends."""
        if self._own is not None:
            self._own.__exit__(*caught)

    def watch(self, tensor: Any) -> None:
        """Ask for gradients by arrays; weights and what is computed from them need no asking."""
        if self._tape is not None and self._tape.at_once:
            for one in flatten(tensor):
                if isinstance(one, (np.ndarray, np.generic)):
                    self._tape.constant(one)

    def watched_variables(self) -> tuple[Variable, ...]:
        """The weights that were read under the tape."""
        read = () if self._tape is None else self._tape.variables.values()
        return tuple(variable for variable, _ in read if variable.trainable)

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
        how = str(getattr(unconnected_gradients, "value", unconnected_gradients))
        if self._tape is not None and self._tape is current_tape():
            found = self._slopes(target, sources, output_gradients, how)
        elif self._tape is not None and self._tape.at_once:
            with self._tape.resumed():
                found = self._slopes(target, sources, output_gradients, how)
            self._tape.compute([slope for slope in found if slope is not None])
            found = [settled(slope) for slope in found]
        else:
            raise DesignRuntimeError(
                "The gradient is asked for outside of the function that was recorded.",
                fix="Call tape.gradient inside that function.",
            )
        return pack_like(sources, found) if isinstance(sources, (list, tuple, dict)) else found[0]

    def _slopes(self, target: Any, sources: Any, seeds: Any, unconnected: str) -> list[Any]:
        places = [self._place(source) for source in flatten(sources)]
        targets = [convert(one) for one in flatten(target)]
        seeds = [None] * len(targets) if seeds is None else flatten(seeds)
        found: list[Any] = [None] * len(places)
        for one, seed in zip(targets, seeds, strict=True):
            slopes = gradients(self._tape, one, places, None if seed is None else convert(seed))
            found = [
                new if old is None else old if new is None else ops.add(old, new)
                for old, new in zip(found, slopes, strict=True)
            ]
        if unconnected == "zero":
            found = [
                ops.zeros_like(place) if slope is None else slope
                for place, slope in zip(places, found, strict=True)
            ]
        return found

    def _place(self, source: Any) -> Tensor:
        if isinstance(source, Variable):
            return self._tape.read(source)
        if isinstance(source, (np.ndarray, np.generic)) and self._tape.at_once:
            return self._tape.constant(source)
        if not isinstance(source, Tensor):
            raise DesignTypeError(
                "A gradient is taken by weights and recorded values, not by {value}.",
                value=repr(source),
            )
        return source


__all__ = ["GradientTape"]
