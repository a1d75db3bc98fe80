"""How does a model file of another program become a drawing? Layers as nodes, laid out anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from designer.document import kinds, sheets
from designer.document.arrange import arrange
from designer.document.build import build
from designer.document.naming import Names
from designer.document.parameters import stored_parameters
from designer.document.values import (
    LONGEST_NAME,
    MOST_NODES,
    MOST_WIRES,
    Block,
    Document,
    FrozenDict,
    Node,
    Wire,
    Wires,
    keyed,
)
from engine import importing
from engine.errors import DesignError
from engine.importing import Network, Part, Source
from engine.models import Model

SUFFIXES = tuple(importing.READERS)
EMPTY = Document()
# Signs that no name of a layer may have.
FORBIDDEN = re.compile(r"[^A-Za-z0-9_.\-]+")


@dataclass(frozen=True)
class Import:
    """A drawing out of a file, the weights of its nodes by name, and what could not be kept."""

    document: Document
    weights: Mapping[str, tuple[np.ndarray, ...]]
    remarks: tuple[DesignError, ...] = ()


def read(path: Any) -> Import:
    """The drawing in a model file. Raises DesignError; nothing of the file is run."""
    return drawn(importing.read(path), Path(path).stem.removesuffix(".weights"))


def drawn(network: Network, name: str = "") -> Import:
    """The drawing of a network. Its models become sub-models; unknown layers stay, inert."""
    blocks: dict[str, Block] = {}
    making = Making(network, "", blocks)
    making.mark_outputs()
    count = len(making.nodes) + sum(len(block.nodes) for block in blocks.values())
    if count > MOST_NODES or len(making.wires) > MOST_WIRES:
        raise DesignError(
            "The model has {count} layers, which is more than a drawing holds.", count=count
        )
    tables = {"nodes": keyed(making.nodes), "wires": Wires(making.wires)}
    document = Document(name or network.name, **tables, blocks=keyed(blocks.values()))
    document = replace(document, nodes=placed(document))
    for key in blocks:
        inside = sheets.opened(document, key)
        document = sheets.put_back(document, replace(inside, nodes=placed(inside)))
    remarks = [*network.remarks, *(unknown_remark(part) for part in network.unknown[:20])]
    return Import(document, making.weights, tuple(remarks))


def unknown_remark(part: Part) -> DesignError:
    return DesignError(
        "{name} is a {kind}, which Layerloom does not know: it stands there, but cannot work.",
        fix="Replace it by layers that do the same.",
        name=part.name,
        kind=part.class_name or "Layer",
    )


def placed(document: Document) -> FrozenDict:
    places = arrange(document)
    return keyed(
        replace(node, x=float(places[key][0]), y=float(places[key][1])) if key in places else node
        for key, node in document.nodes.items()
    )


def take_weights(document: Document, weights: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """(the drawing's model with these weights, names of the layers that they did not fit)."""
    model = build(document)
    left: list[str] = []
    give(model, "", weights, left)
    return model, left


def give(model: Any, above: str, weights: Mapping[str, Any], left: list[str]) -> None:
    for layer in model.layers:
        if isinstance(layer, Model):
            give(layer, f"{above}{layer.name}/", weights, left)
        elif layer.weights:
            try:
                layer.set_weights(list(weights[above + layer.name]))
            except (KeyError, DesignError, ValueError):
                left.append(above + layer.name)


class Making:
    """The nodes and wires of one sheet in the making; sub-models are put into `blocks`."""

    def __init__(self, network: Network, above: str, blocks: dict[str, Block]) -> None:
        self.network, self.above, self.blocks = network, above, blocks
        self.nodes: list[Node] = []
        self.wires: list[Wire] = []
        self.names = Names(())
        self.weights: dict[str, tuple[np.ndarray, ...]] = {}
        self.inner_weights: dict[str, dict[str, Any]] = {}
        self.ids: list[str] = []
        for part in network.parts:
            self.ids.append(self.add(part))

    @property
    def outputs(self) -> list[tuple[str, int]]:
        """What leaves: node and output."""
        ends = self.network.outputs or (Source(len(self.network.parts) - 1),)
        return [(self.ids[source.part], source.output) for source in ends]

    def node(self, kind: kinds.Kind, wanted: str, parameters: Any, shares: Any = None) -> Node:
        """A new node under a name that a layer may have and no other node has."""
        wanted = FORBIDDEN.sub("_", wanted).lstrip("_-")[: LONGEST_NAME - 12] or kind.stem
        made = Node(
            f"n{len(self.nodes) + 1}",
            kind.type,
            self.names.copy(wanted),
            stored_parameters(kind, parameters),
            shares=shares,
        )
        self.nodes.append(made)
        return made

    def add(self, part: Part) -> str:
        shares = None if part.shares is None else self.ids[part.shares]
        parameters = dict(part.parameters)
        known: Document = EMPTY
        if part.inner is not None:
            type_ = kinds.BLOCK + self.block(part, shares)
            known = replace(EMPTY, blocks=keyed(self.blocks.values()))
        elif part.type == "Input" and self.above:
            type_, parameters = kinds.BLOCK_INPUT, {"position": self.count(kinds.BLOCK_INPUT)}
        elif part.type:
            type_ = part.type
        else:
            type_ = kinds.UNKNOWN + "".join(c for c in part.class_name if c.isprintable())[:60]
            parameters = {"attributes": dict(part.attributes)}
            if part.output_shapes:
                parameters["output_shapes"] = [list(shape) for shape in part.output_shapes]
        node = self.node(kinds.get(known, type_), part.name, parameters, shares)
        for slot, source in sorted(part.inputs.items()):
            self.wires.append(Wire(self.ids[source.part], source.output, node.id, slot))
        held = self.network.weights.get(part.name, ())
        if held and shares is None:
            self.weights[node.name] = tuple(held)
        for name, arrays in self.inner_weights.pop(part.name, {}).items():
            self.weights[f"{node.name}/{name}"] = arrays
        return node.id

    def count(self, type_: str) -> int:
        return 1 + sum(node.type == type_ for node in self.nodes)

    def block(self, part: Part, shares: str | None) -> str:
        """The id of the block of a sub-model; a second call uses the first one's."""
        if shares is not None:
            return next(node.type for node in self.nodes if node.id == shares).partition(":")[2]
        prefix = f"{part.name}/"
        own = {
            name.removeprefix(prefix): arrays
            for name, arrays in self.network.weights.items()
            if name.startswith(prefix)
        }
        inner = replace(part.inner, weights=own)
        making = Making(inner, self.above + prefix, self.blocks)
        for source, port in making.outputs:
            kind = kinds.get(EMPTY, kinds.BLOCK_OUTPUT)
            end = making.node(kind, "outputs", {"position": making.count(kind.type)})
            making.wires.append(Wire(source, port, end.id, 0))
        key = f"b{len(self.blocks) + 1}"
        title = " ".join(part.name.split())[:LONGEST_NAME] or "model"
        self.blocks[key] = Block(key, title, "model", keyed(making.nodes), Wires(making.wires))
        self.inner_weights[part.name] = making.weights
        return key

    def mark_outputs(self) -> None:
        """Let exactly these values leave, in their order: a node without a wire on is an output.

        Where that would say something else, a layer that changes nothing stands at the end.
        """
        sources = {wire.source for wire in self.wires}
        targets = {wire.target for wire in self.wires}
        ends = [node for node in self.nodes if node.id not in sources and node.id in targets]
        as_drawn = [key for key, _ in self.outputs] == [node.id for node in ends]
        if as_drawn and not any(node.parameters.get("return_state") for node in ends):
            return
        kind = kinds.get(EMPTY, "Activation")
        for source, port in self.outputs:
            end = self.node(kind, "output", {"activation": "linear"})
            self.wires.append(Wire(source, port, end.id, 0))


__all__ = ["SUFFIXES", "Import", "drawn", "read", "take_weights"]
