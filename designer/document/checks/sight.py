"""What does a check look at? The drawing, what is known of it, and short ways through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from designer.document.analysis import Analysis, NodeFacts, Problem
from designer.document.fitting import activation, misfits
from designer.document.values import Document, Node
from engine.data import DataFacts, Misfit
from engine.errors import DesignError, Repair, Where
from engine.tape import Spec

# Layers behind which the numbers mean what they meant before.
KEEPS_MEANING = frozenset(
    {
        "ActivityRegularization",
        "AlphaDropout",
        "Dropout",
        "GaussianDropout",
        "GaussianNoise",
        "SpatialDropout1D",
        "SpatialDropout2D",
        "SpatialDropout3D",
    }
)
# Layers that only lay the numbers out anew, or scale them.
KEEPS_LINEAR = KEEPS_MEANING | {
    "BatchNormalization",
    "Flatten",
    "Permute",
    "RepeatVector",
    "Reshape",
    "ZeroPadding1D",
    "ZeroPadding2D",
    "ZeroPadding3D",
}


@dataclass(frozen=True)
class Sight:
    """A drawing with its analysis, and the facts of its data where they are known."""

    document: Document
    analysis: Analysis
    data: DataFacts | None = None

    def sound(self) -> Iterator[Node]:
        """The nodes whose shapes are known and that do something, in drawing order."""
        for key, node in self.document.nodes.items():
            if self.facts(key).status == "ok" and not node.bypassed:
                yield node

    def facts(self, key: str) -> NodeFacts:
        return self.analysis.facts[key]

    def out(self, key: str) -> Spec | None:
        """What the first output of a node gives."""
        outputs = self.facts(key).outputs
        return outputs[0] if outputs else None

    def before(self, key: str) -> Node | None:
        """The node that feeds the first input."""
        wires = self.document.wires.into(key)
        return self.document.nodes[wires[0].source] if wires else None

    def after(self, key: str) -> list[Node]:
        """The nodes that a node feeds, each once."""
        nodes = self.document.nodes
        return [nodes[w] for w in dict.fromkeys(w.target for w in self.document.wires.out_of(key))]

    def source_of(self, key: str, passing: Iterable[str] = KEEPS_MEANING) -> Node | None:
        """The node before, seen through layers of the kinds `passing`."""
        node = self.before(key)
        while node is not None and (node.type in passing or node.bypassed):
            node = self.before(node.id)
        return node

    def reaches(self, key: str, wanted: Callable[[Node], bool], passing: Iterable[str]) -> bool:
        """Whether a node like that comes behind, seen through layers of the kinds `passing`."""
        waiting = self.after(key)
        while waiting:
            node = waiting.pop()
            if wanted(node):
                return True
            if node.type in passing or node.bypassed:
                waiting += self.after(node.id)
        return False

    def bends(self, node: Node) -> str:
        """The function that a layer ends with: "linear" where it has none, empty where unknown."""
        return activation(self.document, node)

    @cached_property
    def misfits(self) -> tuple[Misfit, ...]:
        """What does not fit the data, as far as they are known."""
        return tuple(misfits(self.document, self.analysis, self.data))

    @cached_property
    def misfit_nodes(self) -> frozenset[str | None]:
        return frozenset(misfit.error.where.layer for misfit in self.misfits)

    @property
    def expects_data(self) -> bool:
        """Whether data are chosen, although perhaps nothing is known of them yet."""
        return self.data is not None or bool(self.document.data.source)


def told(
    severity: str,
    node: Node | None,
    what: str,
    fix: str = "",
    *,
    field: str | None = None,
    repairs: Iterable[Repair] = (),
    about: str = "drawing",
    **values: Any,
) -> Problem:
    """A problem at a node, which the texts call {name}."""
    key = node.id if node is not None else None
    if node is not None:
        values.setdefault("name", node.name)
    error = DesignError(what, fix=fix, where=Where(key, field), repairs=repairs, **values)
    return Problem(severity, key, error, field, about=about)


def set_parameter(label: str, name: str, value: Any, **values: Any) -> Repair:
    return Repair("set_parameter", label, {"name": name, "value": value, **at(values)}, values)


def at(values: dict[str, Any]) -> dict[str, str]:
    """The argument that names another layer than the one at fault, taken out of `values`."""
    layer = values.pop("layer_id", None)
    return {} if layer is None else {"layer": layer}


def insert_before(label: str, type: str, **parameters: Any) -> Repair:
    return Repair("insert_before", label, {"type": type, "parameters": parameters}, {"type": type})


def set_training(label: str, **changes: Any) -> Repair:
    return Repair("set_training", label, changes)


def set_activation(value: str) -> Repair:
    return set_parameter("Set the activation to {value}", "activation", value)


def use_loss(loss: str, **more: Any) -> Repair:
    return set_training("Use {loss}", loss=loss, **more)


def take_out(node: Node) -> Repair:
    return Repair("remove_layer", "Take {name} out", {"layer": node.id}, {"name": node.name})
