"""What does a new sub-model or cell begin with? A drawing that works as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from designer.document.kinds import BLOCK
from designer.document.naming import fresh_block
from designer.document.values import Block, Document, FrozenDict, Node, Wire, Wires, keyed
from engine import written

NEW_CELL, NEW_MODEL, NEW_CODE = "new:cell", "new:model", "new:code"
UNITS = 32

EXAMPLE = '''"""A layer of my own: x * scale + shift, learned for each feature."""

from engine import layers, ops


class MyLayer(layers.Layer):
    """Multiplies each feature by a number and adds another; both are learned."""

    def __init__(self, start=1.0, **options):
        super().__init__(**options)
        self.start = start

    def build(self, input_shape):
        size = (input_shape[-1],)
        self.scale = self.add_weight("scale", size, initializer="ones")
        self.shift = self.add_weight("shift", size, initializer="zeros")

    def call(self, inputs):
        return inputs * self.scale * self.start + self.shift

    def get_config(self):
        return {**super().get_config(), "start": self.start}
'''

Prepared = tuple[Document, str, Mapping[str, Any]]


def new_cell(document: Document, parameters: Mapping[str, Any]) -> Prepared:
    """An RNN with a cell of its own, which begins as the step of a simple recurrent layer."""
    document, key = with_block(document, "Cell", "cell", *_simple_step())
    return document, "RNN", {"cell": {"type": BLOCK + key}, **parameters}


def new_model(document: Document, parameters: Mapping[str, Any]) -> Prepared:
    """An instance of a new sub-model with one input and one output."""
    nodes = [
        Node("n1", "BlockInput", "inputs", x=0.0, y=0.0),
        Node("n2", "BlockOutput", "outputs", x=640.0, y=0.0),
    ]
    document, key = with_block(document, "Block", "model", nodes, [])
    return document, BLOCK + key, parameters


def new_code(document: Document, parameters: Mapping[str, Any]) -> Prepared:
    """A layer that is written in Python, and begins as a working example of one."""
    written.allow(EXAMPLE)  # our own text
    document, key = with_block(document, "MyLayer", "model", [], [], EXAMPLE)
    return document, BLOCK + key, parameters


def with_block(
    document: Document,
    name: str,
    kind: str,
    nodes: list[Node],
    wires: list[Wire],
    source: str = "",
) -> tuple[Document, str]:
    """The document with a new block, and the id of that."""
    key, name = fresh_block(document, name)
    block = Block(key, name, kind, keyed(nodes), Wires(wires), source=source)
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


def with_new_cells(document: Document, value: Any) -> tuple[Document, Any]:
    """A parameter's value in which each cell that is still to be drawn has become a new block."""
    if isinstance(value, Mapping):
        if value.get("type") == NEW_CELL:
            document, key = with_block(document, "Cell", "cell", *_simple_step())
            return document, {"type": BLOCK + key}
        changed = {}
        for key, item in value.items():
            document, changed[key] = with_new_cells(document, item)
        return document, changed
    if isinstance(value, (list, tuple)):
        items = []
        for item in value:
            document, item = with_new_cells(document, item)
            items.append(item)
        return document, items
    return document, value
