"""Where does a layer stand in a network? The calls on graph values, and what goes in and out."""

from __future__ import annotations

from typing import Any

from engine import graph
from engine.errors import DesignAttributeError, DesignError
from engine.layers.structure import TensorShape
from engine.nest import map_structure


class Placed:
    """The part of a layer that knows its calls in networks."""

    @property
    def inbound_nodes(self) -> list[graph.Call]:
        return self.calls

    @property
    def input(self) -> Any:
        """The graph value that goes in, when there is one call."""
        return self._only_call("input").tensors_in

    @property
    def output(self) -> Any:
        return self._only_call("output").outputs

    @property
    def input_shape(self) -> Any:
        return map_structure(shape_of, self._only_call("input shape").tensors_in)

    @property
    def output_shape(self) -> Any:
        return map_structure(shape_of, self._only_call("output shape").outputs)

    @property
    def input_mask(self) -> Any:
        return map_structure(mask_of, self._only_call("input mask").tensors_in)

    @property
    def output_mask(self) -> Any:
        return map_structure(mask_of, self._only_call("output mask").outputs)

    def get_input_at(self, node_index: int) -> Any:
        return self._call_at(node_index).tensors_in

    def get_output_at(self, node_index: int) -> Any:
        return self._call_at(node_index).outputs

    def get_input_shape_at(self, node_index: int) -> Any:
        return map_structure(shape_of, self._call_at(node_index).tensors_in)

    def get_output_shape_at(self, node_index: int) -> Any:
        return map_structure(shape_of, self._call_at(node_index).outputs)

    def get_input_mask_at(self, node_index: int) -> Any:
        return map_structure(mask_of, self._call_at(node_index).tensors_in)

    def get_output_mask_at(self, node_index: int) -> Any:
        return map_structure(mask_of, self._call_at(node_index).outputs)

    def _call_at(self, index: int) -> graph.Call:
        if not -len(self.calls) <= index < len(self.calls):
            raise DesignError(
                "{layer} has been called {count} times in a network, so there is no call {index}.",
                layer=self.title,
                count=len(self.calls),
                index=index,
            )
        return self.calls[index]

    def _only_call(self, what: str) -> graph.Call:
        if not self.calls:
            raise DesignAttributeError(
                "{layer} has never been called in a network and thus has no defined {part}.",
                fix="Call it on an Input or on another layer's output.",
                layer=self.title,
                part=what,
            )
        if len(self.calls) > 1 and what in ("input", "output", "input mask", "output mask"):
            raise DesignAttributeError(
                "{layer} has been called {count} times, so it has no single {part}.",
                fix="Use get_output_at(index) and its like.",
                layer=self.title,
                count=len(self.calls),
                part=what,
            )
        first = self.calls[0]
        for call in self.calls[1:]:
            if [t.shape for t in call.inputs] != [t.shape for t in first.inputs]:
                raise DesignAttributeError(
                    "{layer} has been called on inputs of different shapes, so it has no single "
                    "{part}.",
                    layer=self.title,
                    part=what,
                )
        return first


def shape_of(leaf: Any) -> TensorShape:
    return TensorShape(leaf.shape)


def mask_of(leaf: Any) -> Any:
    return leaf._keras_mask
