"""What stands for a block in the slot of a layer while nobody asks for its weights?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.document.kinds import BLOCK
from engine.fields import Field
from engine.layers.base import Layer
from engine.registry import ONE, LayerType


class StandIn(Layer):
    """A layer that is checked and written, but never called. It may be a cell."""

    state_size = 0

    def call(self, inputs, states=None):
        return inputs


@dataclass(frozen=True)
class Maker:
    """What the registry calls like a layer's class, to make what a drawing describes."""

    make: Callable[..., Any]
    type: str
    fields: Mapping[str, Field] = field(default_factory=dict)

    def __call__(self, name: str | None = None, **parameters: Any) -> Any:
        made = self.make(name=name, **parameters)
        made.described_as = {"type": self.type, "parameters": parameters}
        return made

    @property
    def kind(self) -> LayerType:
        """As the registry offers it."""
        return LayerType(self.type, self, "wrapper", ONE, (), False, False)


class AnyFields(dict):
    """The fields of what nobody has read yet: every name is one."""

    def __contains__(self, name: object) -> bool:
        return True


def _stands(name: str | None = None, **_parameters: Any) -> StandIn:
    return StandIn(name="stand_in")


def stand_in(name: str) -> LayerType | None:
    """For every name of a block something that a slot takes; whether there is such a block, and
    whether it suits, says the analysis."""
    if not name.startswith(BLOCK):
        return None
    return Maker(_stands, name, AnyFields()).kind
