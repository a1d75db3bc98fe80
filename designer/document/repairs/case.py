"""What does somebody look at who thinks about a repair? The problem, its layer and what it gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from designer.document import kinds
from designer.document.analysis import Analysis, Problem
from designer.document.kinds import Kind
from designer.document.values import Document, Node, Wire
from engine.data import DataFacts
from engine.errors import Repair
from engine.fields import Field
from engine.tape import Spec

Shape = tuple[int | None, ...]

# Layers that give what they get, as far as its shape goes.
SAME_SHAPE = frozenset(
    {
        "Activation",
        "ActivityRegularization",
        "AlphaDropout",
        "BatchNormalization",
        "Dropout",
        "ELU",
        "GaussianDropout",
        "GaussianNoise",
        "GroupNormalization",
        "LayerNormalization",
        "LeakyReLU",
        "Masking",
        "PReLU",
        "ReLU",
        "Softmax",
        "SpatialDropout1D",
        "SpatialDropout2D",
        "UnitNormalization",
    }
)


@dataclass(frozen=True)
class Given:
    """One input of the layer at fault: the wire, what it carries and which node gives it."""

    wire: Wire
    spec: Spec
    source: Node

    @property
    def sample(self) -> Shape:
        """The shape without the batch axis."""
        return self.spec.shape[1:]

    @property
    def port(self) -> int:
        return self.wire.target_port


@dataclass(frozen=True)
class Case:
    """A problem in its drawing."""

    document: Document
    analysis: Analysis
    problem: Problem
    data: DataFacts | None = None

    @property
    def key(self) -> str | None:
        return self.problem.node

    @cached_property
    def node(self) -> Node | None:
        return self.document.nodes.get(self.key) if self.key is not None else None

    @cached_property
    def is_shape_fault(self) -> bool:
        """Whether the layer refuses what it gets: all its inputs are known, its outputs not."""
        facts = self.analysis.facts.get(self.key)
        return (
            self.problem.severity == "error"
            and facts is not None
            and facts.status == "error"
            and bool(facts.inputs)
        )

    @cached_property
    def given(self) -> tuple[Given, ...]:
        """What the layer gets at each wire; empty while it is no matter of shapes."""
        if not self.is_shape_fault:
            return ()
        found = []
        for wire in self.document.wires.into(self.key):
            spec = self.analysis.wires.get(wire)
            if spec is not None:
                found.append(Given(wire, spec, self.document.nodes[wire.source]))
        return tuple(found)

    def field(self, name: str) -> Any:
        """The value of a parameter in JSON form, its default where it is not set."""
        field = self.fields_of(self.node)[name]
        if name in self.node.parameters:
            return self.node.parameters[name]
        return None if field.required else field.to_json(field.check(field.default))

    def has(self, name: str) -> bool:
        return self.node is not None and name in self.fields_of(self.node)

    def kind_of(self, node: Node) -> Kind:
        return kinds.of(self.document, node)

    def fields_of(self, node: Node) -> Mapping[str, Field]:
        return self.kind_of(node).fields

    def shaper(self, key: str) -> Node | None:
        """The node that gave a value its shape: seen through layers that change none."""
        node = self.document.nodes[key]
        while node.type in SAME_SHAPE or node.bypassed:
            wires = self.document.wires.into(node.id)
            if not wires:
                return None
            node = self.document.nodes[wires[0].source]
        return node

    def chain(self, key: str) -> Iterator[Node]:
        """A node and those before it, along first inputs, up to a layer with several."""
        nodes = self.document.nodes
        node: Node | None = nodes[key]
        while node is not None:
            yield node
            wires = self.document.wires.into(node.id)
            node = nodes[wires[0].source] if len(wires) == 1 else None

    def sources(self) -> list[Node]:
        return [node for node in self.document.nodes.values() if self.kind_of(node).is_source]


def as_shown(value: Any) -> Any:
    """A value as a button shows it: lists as tuples, as Keras's texts do."""
    return tuple(map(as_shown, value)) if isinstance(value, (list, tuple)) else value


def set_field(node: Node, name: str, value: Any, **values: Any) -> Repair:
    """Set a parameter of any node; the label names both."""
    shown = as_shown(value)
    return Repair(
        "set_parameter",
        "Set {parameter} of {layer_name} to {shown}",
        {"layer": node.id, "name": name, "value": value},
        {"parameter": name, "layer_name": node.name, "shown": shown, **values},
    )


def insert(
    given: Given, type: str, shown: str = "", *, named: bool = False, **parameters: Any
) -> Repair:
    """Insert a layer on a wire into the one at fault; `shown` is what stands in its brackets.

    With `named` the label says which wire: where there are several.
    """
    layer = f"{type}({shown})" if shown else type
    return Repair(
        "insert_before",
        "Insert {shown} behind {source_name}" if named else "Insert {shown}",
        {"type": type, "parameters": parameters, "port": given.port},
        {"shown": layer, "source_name": given.source.name},
    )


def reshape(given: Given, target: Shape) -> Repair:
    sizes = [-1 if size is None else size for size in target]
    return insert(given, "Reshape", str(tuple(sizes)), target_shape=sizes)
