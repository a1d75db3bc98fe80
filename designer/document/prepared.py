"""What comes along when something is added that is more than a layer? New blocks, saved blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from designer.document.kinds import (
    BLOCK,
    OWN,
    PICTURES,
    PORTS,
    REROUTE,
    Kind,
    get,
    placeable,
)
from designer.document.library import SAVED, brought, saved
from designer.document.naming import fresh_block
from designer.document.sheets import belongs
from designer.document.values import Block, Document, FrozenDict, Node, Wire, Wires, keyed
from engine.registry import ONE

NEW_CELL, NEW_MODEL = "new:cell", "new:model"
UNITS = 32

Prepared = tuple[Document, str, Mapping[str, Any]]


def prepared(document: Document, type_: str, parameters: Mapping[str, Any]) -> Prepared:
    """The document with what a type needs, the type of the node itself and its parameters."""
    if type_ in STARTS:
        return STARTS[type_](document, parameters)
    if type_.startswith(SAVED):
        document, node = brought(document, type_.removeprefix(SAVED))
        return document, node.type, {**node.parameters, **parameters}
    return document, type_, parameters


def next_position(document: Document, type_: str) -> int:
    """The place of a new port: behind its like."""
    alike = [node for node in document.nodes.values() if node.type == type_]
    return 1 + max((node.parameters.get("position", 1) for node in alike), default=0)


def _new_cell(document: Document, parameters: Mapping[str, Any]) -> Prepared:
    """An RNN with a cell of its own, which begins as the step of a simple recurrent layer."""
    document, key = with_block(document, "Cell", "cell", *_simple_step())
    return document, "RNN", {"cell": {"type": BLOCK + key}, **parameters}


def _new_model(document: Document, parameters: Mapping[str, Any]) -> Prepared:
    """An instance of a new sub-model with one input and one output."""
    nodes = [
        Node("n1", "BlockInput", "inputs", x=0.0, y=0.0),
        Node("n2", "BlockOutput", "outputs", x=640.0, y=0.0),
    ]
    document, key = with_block(document, "Block", "model", nodes, [])
    return document, BLOCK + key, parameters


def with_block(
    document: Document, name: str, kind: str, nodes: list[Node], wires: list[Wire]
) -> tuple[Document, str]:
    """The document with a new block, and the id of that."""
    key, name = fresh_block(document, name)
    block = Block(key, name, kind, keyed(nodes), Wires(wires))
    return replace(document, blocks=document.blocks.with_item(key, block)), key


def _simple_step() -> tuple[list[Node], list[Wire]]:
    """tanh(W x + U h + b): what SimpleRNNCell does, in single layers."""
    linear = FrozenDict(units=UNITS)
    nodes = [
        Node("n1", "BlockInput", "inputs", FrozenDict(shape=(8,)), 0.0, 0.0),
        Node("n2", "StateInput", "state", FrozenDict(shape=(UNITS,)), 0.0, 200.0),
        Node("n3", "Dense", "see", linear, 300.0, 0.0),
        Node("n4", "Dense", "remember", linear.with_item("use_bias", False), 300.0, 200.0),
        Node("n5", "Add", "add", FrozenDict(), 600.0, 100.0),
        Node("n6", "Activation", "activation", FrozenDict(activation="tanh"), 900.0, 100.0),
        Node("n7", "BlockOutput", "outputs", FrozenDict(), 1200.0, 0.0),
        Node("n8", "StateOutput", "new_state", FrozenDict(), 1200.0, 200.0),
    ]
    joined = ((1, 3, 0), (2, 4, 0), (3, 5, 0), (4, 5, 1), (5, 6, 0), (6, 7, 0), (6, 8, 0))
    return nodes, [Wire(f"n{a}", 0, f"n{b}", slot) for a, b, slot in joined]


def offered(document: Document) -> list[Kind]:
    """All that can be added to a drawing: layers, dots, ports, sub-models new, known and saved."""
    found = [*placeable(), OWN[REROUTE]]
    found += [OWN[type_] for type_ in PORTS if belongs(document, type_) is None]
    found += NEW.values()
    for block in document.blocks.values():
        if block.kind == "model" and belongs(document, BLOCK + block.id) is None:
            found.append(get(document, BLOCK + block.id))
    found += [_saved_kind(name) for name in saved()]
    return found


def offered_kind(document: Document, type_: str) -> Kind:
    """The kind of a type that `offered` has, or of any node's. Raises DesignError."""
    if type_ in NEW:
        return NEW[type_]
    if type_.startswith(SAVED):
        return _saved_kind(type_.removeprefix(SAVED))
    return get(document, type_)


def _saved_kind(name: str) -> Kind:
    return Kind(
        SAVED + name, name, "new", "block", ONE, {}, None,
        "A sub-model that you have saved.", picture=PICTURES["model"],
    )  # fmt: skip


NEW = {
    kind.type: kind
    for kind in (
        Kind(
            NEW_MODEL, "Sub-model", "new", "block", ONE, {}, None,
            "A new drawing that is used as one node.", picture=PICTURES["model"],
        ),
        Kind(
            NEW_CELL, "AbstractRNNCell", "new", "block", ONE, {}, None,
            "A cell that you draw: what a recurrent layer does at each step.",
            picture=PICTURES["cell"],
        ),
    )
}  # fmt: skip
STARTS: dict[str, Callable[[Document, Mapping[str, Any]], Prepared]] = {
    NEW_CELL: _new_cell,
    NEW_MODEL: _new_model,
}
