"""What does a file of another program hold? A network as layers and wires, and its weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import DesignError


@dataclass(frozen=True)
class Source:
    """Output number `output` of part number `part`."""

    part: int
    output: int = 0


@dataclass(frozen=True)
class Part:
    """One call of a layer.

    `type` is the layer's name in the registry, "" for a layer that is not known here: then
    `class_name` and `attributes` say what the file does of it. `parameters` holds what differs
    from the defaults, in the JSON form of drawings. `inputs` gives for each slot what feeds it.
    `output_shapes`, `weight_shapes` and `features`
    are what is known of its results and arrays. `shares` is the part whose weights a second call
    uses. `inner` is the network of a sub-model.
    """

    name: str
    type: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[int, Source] = field(default_factory=dict)
    shares: int | None = None
    class_name: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    output_shapes: Sequence[Sequence[int | None]] = ()
    weight_shapes: Sequence[Sequence[int]] = ()
    features: int | None = None
    inner: Network | None = None


@dataclass(frozen=True)
class Network:
    """Parts, producers before consumers, and which values leave.

    `weights` holds a layer's arrays in Keras's order, by the name of its part; inside sub-models
    the names of both stand with a slash between. `remarks` are what could not be kept.
    `sources` holds the texts of classes that a program wrote itself, by their names.
    """

    name: str
    parts: tuple[Part, ...]
    outputs: tuple[Source, ...] = ()
    weights: Mapping[str, Sequence[np.ndarray]] = field(default_factory=dict)
    remarks: tuple[DesignError, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[Part, ...]:
        """The parts that nothing is known of, those inside sub-models too."""
        found = [part for part in self.parts if not part.type and part.inner is None]
        for part in self.parts:
            found += part.inner.unknown if part.inner is not None else ()
        return tuple(found)


def rounded(number: float) -> float:
    """A number as it was written before it became a float32."""
    return float(np.format_float_positional(np.float32(number), unique=True, trim="0"))


__all__ = ["Network", "Part", "Source", "rounded"]
