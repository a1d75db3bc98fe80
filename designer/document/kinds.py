"""What is a node of this type? Layers by the registry, all else by the document itself.

The type of a node is the class name of a layer, or one of these: `Reroute`, a dot that leads a
wire round; `block:ID`, an instance of a block of the document; `BlockInput`, `BlockOutput`,
`StateInput` and `StateOutput`, the ports of a block, inside it; `unknown:NAME`, a layer of a file
that this program does not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from designer.document.arguments import Argument
from designer.document.values import Block, Document, Node
from engine import registry, written
from engine.errors import DesignError, unknown_name
from engine.fields import REQUIRED, Field, Integer, Shape
from engine.layers.base import snake_case
from engine.registry import ONE, LayerType, Port

OUTPUT = (Port("output"),)
REROUTE = "Reroute"
UNKNOWN = "unknown:"
BLOCK = "block:"
# What stands for each kind of block.
PICTURES = {"model": "Model", "cell": "AbstractRNNCell"}
ABOUT = {
    "model": "A sub-model: layers as one node.",
    "cell": "A cell that was drawn.",
    "written": "A layer that is written in Python.",
    "saved": "A sub-model that you have saved.",
    "unknown": "A layer of a file that Layerloom does not know.",
}
BLOCK_INPUT, BLOCK_OUTPUT = "BlockInput", "BlockOutput"
STATE_INPUT, STATE_OUTPUT = "StateInput", "StateOutput"


@dataclass(frozen=True)
class Kind:
    """What is known of a node before anything is analysed.

    `role` is "layer", "reroute", "block" (an instance), "port" (a port of a block, inside it) or
    "unknown". `title` is what the kind is called, `stem` what its first node is called.
    `outputs` is None where only the layer itself can tell how many there are.
    """

    type: str
    title: str
    role: str
    category: str
    inputs: tuple[Port, ...]
    fields: Mapping[str, Field]
    outputs: tuple[Port, ...] | None = None
    summary: str = ""
    doc: str = ""
    aliases: tuple[str, ...] = ()
    placeable: bool = True
    stem: str = ""
    layer: LayerType | None = None
    picture: str = ""
    block: str = ""  # for what a project holds itself: "model", "cell" or "written"

    @property
    def name(self) -> str:
        """What the kind is called, without a space where it is a class."""
        return self.title

    @property
    def is_ours(self) -> bool:
        """Whether the title is a word of this program, which has a translation."""
        return self.role in ("reroute", "port", "new")

    @property
    def icon(self) -> str:
        """What its picture is called: the class of a layer, else what the node is."""
        if self.picture:
            return self.picture
        return self.type if self.role == "layer" or self.type in OWN else self.role.capitalize()

    @property
    def is_source(self) -> bool:
        """Whether data enter the drawing here: there is no place for a wire."""
        return not self.inputs

    @property
    def takes_list(self) -> bool:
        """Whether the layer is called with a list of values."""
        return len(self.inputs) > 1 or any(port.many for port in self.inputs)

    @property
    def many_from(self) -> int | None:
        """The first slot of the port that takes many wires, or None where no port does."""
        return len(self.inputs) - 1 if self.inputs and self.inputs[-1].many else None

    def port_of(self, slot: int) -> Port | None:
        """The port that a slot belongs to: a port that takes many has slots without end."""
        if 0 <= slot < len(self.inputs):
            return self.inputs[slot]
        return self.inputs[-1] if self.many_from is not None and slot >= 0 else None

    def missing(self, parameters: Mapping[str, Any]) -> DesignError | None:
        """The error for the first required parameter that has no value yet."""
        return registry.missing_of(self.title, self.fields, parameters)


class Anything(Field):
    """A value of any JSON content that is kept as it came."""

    def __init__(self, default: Any = REQUIRED, doc: str = "") -> None:
        super().__init__(default, doc, optional=True)

    editor = "json"

    def invalid_examples(self) -> list[Any]:
        return []


def _position() -> Integer:
    return Integer(1, "The place of the port among its like.", minimum=1, maximum=64)


_SIZE = Shape(doc="The shape of the state of one sample, such as (32,).")
_EXAMPLE = Shape(None, "The shape of a sample to work with while nothing uses the sub-model.")


def _named(**fields: Field) -> dict[str, Field]:
    for name, field in fields.items():
        field.name = name
    return fields


OWN = {
    kind.type: kind
    for kind in (
        Kind(
            REROUTE, "Reroute", "reroute", "", ONE, {}, OUTPUT,
            "A dot that leads a wire round: what comes in goes out.", stem="reroute",
        ),
        Kind(
            BLOCK_INPUT, "Input port", "port", "input", (),
            _named(shape=_EXAMPLE, position=_position()), OUTPUT,
            "Where data enter the sub-model.", placeable=False, stem="inputs",
        ),
        Kind(
            BLOCK_OUTPUT, "Output port", "port", "input", ONE, _named(position=_position()), (),
            "Where data leave the sub-model.", placeable=False, stem="outputs",
        ),
        Kind(
            STATE_INPUT, "State in", "port", "recurrent", (),
            _named(shape=_SIZE, position=_position()), OUTPUT,
            "What the cell remembered at the step before.", placeable=False, stem="state",
        ),
        Kind(
            STATE_OUTPUT, "State out", "port", "recurrent", ONE, _named(position=_position()), (),
            "What the cell remembers for the next step.", placeable=False, stem="new_state",
        ),
    )
}  # fmt: skip
# The types of ports, and the kinds of blocks that have them.
PORTS = {
    BLOCK_INPUT: ("model", "cell"),
    BLOCK_OUTPUT: ("model", "cell"),
    STATE_INPUT: ("cell",),
    STATE_OUTPUT: ("cell",),
}
INSTANCE_FIELDS = _named(
    repeat=Integer(
        1, "How many copies stand in a row, each with weights of its own.", minimum=1, maximum=1000
    )
)
UNKNOWN_FIELDS = _named(
    attributes=Anything(None, "What the file says of this layer."),
    output_shapes=Anything(None, "The shapes of its outputs, with the batch axis."),
    weight_shapes=Anything(None, "The shapes of its weights."),
    features=Integer(
        None, "How many features it gives, as far as what follows tells.", minimum=1, optional=True
    ),
)
_layers: dict[str, Kind] = {}


def of(document: Document, node: Node) -> Kind:
    """The kind of a node of the document. Raises DesignError for a type that there is not."""
    return get(document, node.type)


def get(document: Document, type_: str) -> Kind:
    """The kind of that type. Raises DesignError where there is none."""
    if type_ in OWN:
        return OWN[type_]
    prefix, _, rest = type_.partition(":")
    if rest and prefix + ":" == BLOCK:
        if rest not in document.blocks:
            raise unknown_name("sub-model", rest, document.blocks)
        return _instance(document.blocks[rest])
    if rest and prefix + ":" == UNKNOWN:
        return _unknown(type_, rest)
    return _layer(registry.get(type_))


def find(document: Document, type_: str) -> Kind | None:
    """The kind of that type, or None."""
    try:
        return get(document, type_)
    except DesignError:
        return None


def placeable() -> list[Kind]:
    """All kinds of layers that can be put into any drawing, in the registry's order.

    `prepared.offered` has what a drawing can take besides.
    """
    return [_layer(kind) for kind in registry.layers().values() if kind.placeable]


def _layer(kind: LayerType) -> Kind:
    known = _layers.get(kind.name)
    if known is None or known.layer is not kind:
        stem = "input" if kind.name == "Input" else snake_case(kind.cls.__name__)
        known = Kind(
            kind.name, kind.name, "layer", kind.category, kind.inputs, kind.fields, None,
            kind.summary, kind.doc, kind.aliases, kind.placeable, stem, kind,
        )  # fmt: skip
        _layers[kind.name] = known
    return known


def port_order(node: Node) -> tuple[int, int, str]:
    """By what the ports of one kind are put in order."""
    return node.parameters.get("position", 1), len(node.id), node.id


@lru_cache(maxsize=1000)
def ports_of(block: Block) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The ports of a block as nodes inside it: where data enter, and where they leave.

    Those for data come before those for states, each in the order of their positions.
    """
    found: dict[str, list[Node]] = {type_: [] for type_ in PORTS}
    for node in block.nodes.values():
        if node.type in found:
            found[node.type].append(node)
    for nodes in found.values():
        nodes.sort(key=port_order)
    return (
        (*found[BLOCK_INPUT], *found[STATE_INPUT]),
        (*found[BLOCK_OUTPUT], *found[STATE_OUTPUT]),
    )


def stem_of(name: str) -> str:
    """The name of a block as its instances and its function in a program begin with it."""
    kept = re.sub(r"[^a-z0-9]+", "_", snake_case(name)).strip("_")
    return kept or "block"


@lru_cache(maxsize=1000)
def _written(block: Block) -> Kind:
    """The kind of a layer that was written in Python: its text is read, never run, for that."""
    try:
        told = written.outline(block.source)
    except DesignError:
        told = written.Outline(block.name, "", (), ("inputs",), False)
    said = dict(told.annotations)
    fields = {
        name: Argument(REQUIRED if default is written.ABSENT else default, said.get(name, ""))
        for name, default in told.parameters
    }
    return Kind(
        BLOCK + block.id, block.name, "written", "block",
        tuple(Port(name) for name in told.inputs), _named(**fields), None,
        " ".join(told.doc.split("\n\n")[0].split()) or ABOUT["written"],
        told.doc, stem=stem_of(told.name), picture="CustomLayer", block="written",
    )  # fmt: skip


@lru_cache(maxsize=1000)
def _instance(block: Block) -> Kind:
    if block.source:
        return _written(block)
    before, after = ports_of(block)
    return Kind(
        BLOCK + block.id, block.name, "block", "block",
        tuple(Port(node.name) for node in before), INSTANCE_FIELDS,
        tuple(Port(node.name) for node in after),
        ABOUT[block.kind],
        stem=stem_of(block.name), picture=PICTURES[block.kind], block=block.kind,
    )  # fmt: skip


def _unknown(type_: str, title: str) -> Kind:
    if not title.isprintable():
        raise unknown_name("layer", type_, [])
    inputs = (Port("inputs", many=True, optional=True),)
    return Kind(
        type_, title, "unknown", "", inputs, UNKNOWN_FIELDS, None,
        ABOUT["unknown"], placeable=False,
        stem=snake_case(title),
    )  # fmt: skip
