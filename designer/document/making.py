"""How do the parts of a network that comes in become nodes, wires and sub-models?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from designer.document import kinds
from designer.document.analysis import analyse
from designer.document.naming import Names, first_free
from designer.document.parameters import stored_parameters
from designer.document.values import (
    LONGEST_NAME,
    Block,
    Document,
    Node,
    Wire,
    Wires,
    keyed,
)
from engine import written
from engine.errors import DesignError
from engine.importing import Network, Part, Source, network_of
from engine.importing.configs import MODELS

EMPTY = Document()
# Signs that no name of a layer may have.
FORBIDDEN = re.compile(r"[^A-Za-z0-9_.\-]+")


class Making:
    """The nodes and wires of one sheet in the making; sub-models are put into `blocks`.

    `kind` is that of the block whose sheet it is, "" for the drawing itself. `sources` are the
    texts of classes that the file's program wrote itself, by their names.
    """

    def __init__(
        self, network: Network, blocks: dict[str, Block], kind: str = "",
        sources: Mapping[str, str] | None = None,
    ) -> None:
        self.network, self.blocks, self.kind = network, blocks, kind
        self.sources = network.sources if sources is None else sources
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
        type_, parameters = self.told(part, shares)
        known = replace(EMPTY, blocks=keyed(self.blocks.values()))
        node = self.node(kinds.get(known, type_), part.name, parameters, shares)
        for slot, source in sorted(part.inputs.items()):
            self.wires.append(Wire(self.ids[source.part], source.output, node.id, slot))
        held = self.network.weights.get(part.name, ())
        if held and shares is None:
            self.weights[node.name] = tuple(held)
        for name, arrays in self.inner_weights.pop(part.name, {}).items():
            self.weights[f"{node.name}/{name}"] = arrays
        return node.id

    def told(self, part: Part, shares: str | None) -> tuple[str, dict[str, Any]]:
        """The type and the parameters of the node for a part."""
        if part.inner is not None:
            return self.instance(part, shares)
        if part.type == "Input" and self.kind:
            return self.port(part)
        if part.type:
            return part.type, {key: self.drawn(one) for key, one in part.parameters.items()}
        source = self.sources.get(part.class_name)
        if source is not None:
            made = self.written(source, part.attributes)
            if made is not None:
                return made
        told = dict(part.attributes) if source is None else {**part.attributes, "source": source}
        parameters: dict[str, Any] = {"attributes": told}
        if part.output_shapes:
            parameters["output_shapes"] = [list(shape) for shape in part.output_shapes]
        held = self.network.weights.get(part.name, ())
        shapes = [list(np.shape(one)) for one in held] or [list(one) for one in part.weight_shapes]
        if shapes:
            parameters["weight_shapes"] = shapes
        features = part.features
        if features is None and not part.output_shapes:
            features = self.features_after(part)
        if features is not None:
            parameters["features"] = features
        name = "".join(sign for sign in part.class_name if sign.isprintable())[:60]
        return kinds.UNKNOWN + name, parameters

    def features_after(self, part: Part) -> int | None:
        """How many features the layers behind a part take, as the shapes of their arrays tell."""
        place = self.network.parts.index(part)
        for after in self.network.parts:
            arrays = self.network.weights.get(after.name, ())
            if after.type in ("", "Embedding") or Source(place) not in after.inputs.values():
                continue
            if arrays:
                shape = np.shape(arrays[0])
                turned = after.type.endswith("Transpose") or len(shape) == 1
                return int(shape[-1] if turned else shape[-2]) if shape else None
        return None

    @property
    def written_classes(self) -> set[str]:
        """The classes whose text stands in the drawing."""
        texts = {block.source for block in self.blocks.values()}
        return {name for name, source in self.sources.items() if source in texts}

    def port(self, part: Part) -> tuple[str, dict[str, Any]]:
        """Where data enter a sub-model, or where a cell gets its states: all inputs but one."""
        is_state = self.kind == "cell" and self.count(kinds.BLOCK_INPUT) > 1
        if not is_state:
            return kinds.BLOCK_INPUT, {"position": self.count(kinds.BLOCK_INPUT)}
        place = self.count(kinds.STATE_INPUT)
        return kinds.STATE_INPUT, {"position": place, "shape": part.parameters["shape"]}

    def count(self, type_: str) -> int:
        return 1 + sum(node.type == type_ for node in self.nodes)

    # Blocks

    def instance(self, part: Part, shares: str | None) -> tuple[str, dict[str, Any]]:
        """An instance of a sub-model's block; a second call uses the block of the first."""
        if shares is not None:
            first = next(node for node in self.nodes if node.id == shares)
            return first.type, dict(first.parameters)
        row = copies(part.inner)
        prefix = f"{part.name}/"
        weights = {
            name.removeprefix(prefix): arrays
            for name, arrays in self.network.weights.items()
            if name.startswith(prefix)
        }
        if not row:
            key, inner = self.block(part.inner, part.name, "model", weights)
            self.inner_weights[part.name] = inner
            return kinds.BLOCK + key, {}
        key = ""
        for number, copy in enumerate(row, 1):
            own = {
                name.removeprefix(f"{copy.name}/"): arrays
                for name, arrays in weights.items()
                if name.startswith(f"{copy.name}/")
            }
            key, inner = self.block(copy.inner, row[0].name.rpartition("_")[0], "model", own)
            stem = f"{kinds.stem_of(self.blocks[key].name)}_{number}"
            held = self.inner_weights.setdefault(part.name, {})
            held.update({f"{stem}/{name}": arrays for name, arrays in inner.items()})
        return kinds.BLOCK + key, {"repeat": len(row)}

    def block(
        self, network: Network, name: str, kind: str, weights: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """(the id of the block of a network, the weights by the names of its nodes).

        A network that is drawn like another one becomes an instance of the same block.
        """
        making = Making(replace(network, weights=weights), self.blocks, kind, self.sources)
        for place, (source, port) in enumerate(making.outputs):
            type_ = kinds.STATE_OUTPUT if kind == "cell" and place else kinds.BLOCK_OUTPUT
            wanted = "new_state" if type_ == kinds.STATE_OUTPUT else "outputs"
            position = {"position": making.count(type_)}
            end = making.node(kinds.get(EMPTY, type_), wanted, position)
            making.wires.append(Wire(source, port, end.id, 0))
        nodes, wires = keyed(making.nodes), Wires(making.wires)
        for key, one in self.blocks.items():
            if (one.kind, one.nodes, one.wires) == (kind, nodes, wires) and not one.source:
                return key, making.weights
        key = f"b{len(self.blocks) + 1}"
        self.blocks[key] = Block(key, self.title(name), kind, nodes, wires)
        return key, making.weights

    def title(self, name: str) -> str:
        """A name for a block that no other one has."""
        taken = {block.name for block in self.blocks.values()}
        title = " ".join(name.split())[:LONGEST_NAME] or "model"
        return title if title not in taken else first_free(title, taken, 2)

    def written(self, source: str, attributes: Mapping[str, Any]) -> tuple[str, dict] | None:
        """An instance of the block of a class that a program wrote; None for what is no layer."""
        try:
            told = written.outline(source)
        except DesignError:
            return None
        key = next((key for key, one in self.blocks.items() if one.source == source), None)
        if key is None:
            key = f"b{len(self.blocks) + 1}"
            kind = "cell" if told.is_cell else "model"
            self.blocks[key] = Block(key, self.title(told.name), kind, source=source)
        fields = dict(told.parameters)
        return kinds.BLOCK + key, {
            name: self.drawn(value) for name, value in attributes.items()
            if name in fields and value != fields[name]
        }

    def drawn(self, value: Any) -> Any:
        """A parameter in which what holds a network or a class of the program is a block."""
        if isinstance(value, (list, tuple)):
            return [self.drawn(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        name, config = value.get("class_name"), value.get("config")
        if not isinstance(config, Mapping):
            return {key: self.drawn(item) for key, item in value.items()}
        if name in self.sources:
            made = self.written(self.sources[name], config)
            return value if made is None else {"type": made[0], "parameters": made[1]}
        cell = str(name).rpartition(">")[2] == "GraphCell"
        described, kind = (config.get("network"), "cell") if cell else (value, "model")
        if kind == "model" and name not in MODELS:
            return {key: self.drawn(item) for key, item in value.items()}
        network = network_of(described)
        title = str(config.get("name") or network.name)
        key, _ = self.block(network, title, kind, {})
        return {"type": kinds.BLOCK + key, "parameters": {}}

    @property
    def document(self) -> Document:
        """The drawing as far as it is made."""
        tables = {"nodes": keyed(self.nodes), "wires": Wires(self.wires)}
        return Document("", **tables, blocks=keyed(self.blocks.values()))

    def mark_outputs(self) -> None:
        """Let exactly these values leave, in their order: a node without a wire on is an output.

        Where that would say something else, a layer that changes nothing stands at the end.
        """
        sources = {wire.source for wire in self.wires}
        targets = {wire.target for wire in self.wires}
        ends = [node.id for node in self.nodes if node.id not in sources and node.id in targets]
        if list(dict.fromkeys(key for key, _ in self.outputs)) == ends:
            facts = analyse(self.document).facts
            counts = {key: len(facts[key].outputs) or 1 for key in ends}
            if self.outputs == [(key, port) for key in ends for port in range(counts[key])]:
                return
        kind = kinds.get(EMPTY, "Activation")
        for source, port in self.outputs:
            end = self.node(kind, "output", {"activation": "linear"})
            self.wires.append(Wire(source, port, end.id, 0))


def copies(network: Network) -> Sequence[Part]:
    """The copies of one network in a row that a network consists of; none where it is another."""
    inputs = [part for part in network.parts if part.type == "Input"]
    row = network.parts[len(inputs):]
    if len(row) < 2 or list(network.parts[: len(inputs)]) != inputs:
        return ()
    stem, _, first = row[0].name.rpartition("_")
    before = {slot: Source(slot) for slot in range(len(inputs))}
    shape = None
    for number, part in enumerate(row, 1):
        if part.inner is None or part.name != f"{stem}_{number}" or dict(part.inputs) != before:
            return ()
        told = (part.inner.parts, part.inner.outputs)
        if shape is not None and told != shape:
            return ()
        shape, place = told, len(inputs) + number - 1
        before = {slot: Source(place, slot) for slot in range(len(inputs))}
    ends = [network.outputs[slot] if slot < len(network.outputs) else None for slot in before]
    return row if first == "1" and ends == list(before.values()) else ()


__all__ = ["Making"]
