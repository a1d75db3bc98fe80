"""What does one layer make of what comes in? Shapes and weights, without computing anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from designer.document.kinds import BLOCK, UNKNOWN
from designer.document.laying import made, thaw
from designer.document.values import FrozenDict
from engine import registry
from engine.errors import DesignError
from engine.layers.holding import weights_by_kind
from engine.layers.structure import repeatable
from engine.nest import flatten
from engine.tape import Spec, Tape, Tensor

NO_BLOCKS = FrozenDict()


@dataclass(frozen=True)
class Trace:
    """What a layer makes of given inputs, or why it cannot."""

    outputs: tuple[Spec, ...] = ()
    masks: tuple[bool, ...] = ()
    parameters: int = 0
    trainable: int = 0
    weights: tuple[tuple[str, tuple[int, ...]], ...] = ()
    reads: Mapping[str, Spec] = field(default_factory=FrozenDict)
    error: DesignError | None = None


def trace(
    type_: str,
    name: str,
    parameters: FrozenDict,
    inputs: tuple[tuple[Spec, bool], ...],
    many: bool,
    blocks: FrozenDict = NO_BLOCKS,
) -> Trace:
    """The outputs and weights of one layer for given inputs, each a spec and whether it is masked.

    `blocks` are those that its slots hold.
    Nothing is computed and no weight takes memory. Cached: an edit traces only what it changes,
    and equal layers once; what is called differently differs in its errors only.
    """
    alike = _traced(type_, "layer", parameters, inputs, many, blocks)
    if alike.error is None:
        return alike
    return _traced(type_, name, parameters, inputs, many, blocks)


@lru_cache(maxsize=20_000)
def _traced(
    type_: str,
    name: str,
    parameters: FrozenDict,
    inputs: tuple[tuple[Spec, bool], ...],
    many: bool,
    blocks: FrozenDict,
) -> Trace:
    try:
        drawn = type_.startswith((BLOCK, UNKNOWN))
        missing = None if drawn else registry.missing(type_, parameters)
        if missing is not None:
            return Trace(error=missing)
        again = None if blocks or drawn else pattern(type_, name, parameters)
        layer = again() if again else made(blocks, type_, name, parameters, [s for s, _ in inputs])
        if isinstance(layer, Tensor):
            return Trace((layer.spec,), (False,))
        reads = FrozenDict(getattr(layer, "reads", None) or {})
        tape = Tape(concrete=False)
        with tape:
            values = [placeholder(tape, spec, masked) for spec, masked in inputs]
            given: Any = values if many or len(values) != 1 else values[0]
            if reads:
                given = {key: tape.feed(spec) for key, spec in reads.items()}
            results = flatten(layer(given))
        trainable, fixed = weights_by_kind(layer)
        weights = [*trainable, *fixed]
        found = Trace(
            tuple(value.spec for value in results),
            tuple(value._keras_mask is not None for value in results),
            sum(weight.size for weight in weights),
            sum(weight.size for weight in trainable),
            tuple((weight.path.rpartition("/")[2], weight.shape) for weight in weights),
            reads,
        )
        tape.release()
        return found
    except DesignError as error:
        return Trace(error=error)
    except Exception as error:
        told = DesignError(
            "{layer} cannot work on its input: {reason}.",
            layer=name,
            reason=str(error) or type(error).__name__,
        )
        return Trace(error=told)


@lru_cache(5_000)
def pattern(type_: str, name: str, parameters: FrozenDict) -> Callable[[], Any] | None:
    """What makes such layers again and again, where that needs no look at their parameters."""
    return repeatable(registry.create(type_, thaw(parameters), name))


def inferred() -> int:
    """How many layers were looked at so far, in all drawings."""
    return _traced.cache_info().misses


def forget() -> None:
    """What was found out of layers may not hold any more."""
    _traced.cache_clear()
    pattern.cache_clear()


def placeholder(tape: Tape, spec: Spec, masked: bool) -> Tensor:
    value = tape.feed(spec)
    if masked:
        value._keras_mask = tape.feed(Spec(spec.shape[:2], "bool"))
    return value
