"""What does a node say? Its texts, slots and state, from the document and its analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from designer.canvas.pods import Pod, pods_of
from designer.canvas.short import count_text, detail, shapes_text, title_of
from designer.canvas.sketch import Sketch, sketch_of
from designer.document import kinds
from designer.document.kinds import BLOCK, Kind
from designer.document.sheets import used_by
from designer.document.values import Block, Document, Node
from designer.texts import error_text
from engine.registry import ONE, Port

ONE_OUTPUT = (Port("output"),)
NO_CATEGORY = ""
NOTHING: Mapping[int, str] = {}


@dataclass(frozen=True)
class Slot:
    """One place for a wire end at a node: `number` is the wire's port number."""

    name: str
    number: int
    used: bool = False
    optional: bool = False
    source: str = ""  # category of the node that the wire comes from


@dataclass(frozen=True)
class NodeContent:
    """Everything that a node shows. Equal contents look the same."""

    title: str
    kind: str
    category: str
    detail: str
    inputs: tuple[Slot, ...]
    outputs: tuple[Slot, ...]
    labelled: bool
    icon: str = ""
    shape: str = ""
    count: str = ""
    status: str = "unknown"
    severity: str = ""
    message: str = ""
    shares: str = ""
    collapsed: bool = False
    bypassed: bool = False
    pods: tuple[Pod, ...] = ()  # the slots for layers inside
    block: str = ""  # "model", "cell" or "written" for what was drawn or written in the project
    repeat: int = 1
    shared: bool = False  # whether other nodes have the weights of this one, or it has theirs
    sketch: Sketch | None = None
    dot: bool = False  # a point that leads a wire round, without texts
    down: bool = False  # data run down: ports are on the upper and the lower edge


@dataclass(frozen=True)
class Parts:
    """What a node's content is made from, so that it is made anew only when one of them differs."""

    node: Node
    facts: Any
    inputs: Mapping[int, str]
    outputs: Mapping[int, str]
    shares: str
    down: bool
    shared: bool
    blocks: tuple[Block | None, ...]


def content_parts(document: Document, analysis: Any, key: str, down: bool = False) -> Parts:
    """The parts of a node's content, out of its document and what is known of that."""
    node, wires = document.nodes[key], document.wires
    owner = document.nodes.get(node.shares) if node.shares else None
    return Parts(
        node,
        analysis.facts.get(key) if analysis is not None else None,
        {wire.target_port: category_of(document, wire.source) for wire in wires.into(key)},
        {wire.source_port: "" for wire in wires.out_of(key)},
        owner.name if owner else "",
        down,
        node.type.startswith(BLOCK) and is_shared(document, node),
        tuple(document.blocks.get(block) for block in used_by(node)) if document.blocks else (),
    )


def is_shared(document: Document, node: Node) -> bool:
    """Whether several nodes have the weights of this one."""
    return bool(node.shares) or any(one.shares == node.id for one in document.nodes.values())


def content_of(document: Document, parts: Parts, problem: Any = None) -> NodeContent:
    """The content of a node with these parts; `problem` is its worst, or None."""
    return node_content(
        document,
        parts.node,
        parts.facts,
        problem,
        error_text(problem.error)[0] if problem else "",
        used_inputs=parts.inputs,
        used_outputs=parts.outputs,
        shares=parts.shares,
        shared=parts.shared,
        down=parts.down,
    )


def category_of(document: Document, key: str) -> str:
    """The category of a node's kind; of a dot that of what it leads on."""
    while True:
        kind = kinds.find(document, document.nodes[key].type)
        feeding = document.wires.into(key)
        if kind is None or kind.role != "reroute" or not feeding:
            return kind.category if kind else ""
        key = feeding[0].source


def node_content(
    document: Document,
    node: Node,
    facts: Any,
    problem: Any = None,
    message: str = "",
    *,
    used_inputs: Mapping[int, str] = NOTHING,
    used_outputs: Mapping[int, str] = NOTHING,
    shares: str = "",
    shared: bool = False,
    down: bool = False,
) -> NodeContent:
    """The content of `node`. `facts` is its NodeFacts or None, `problem` its worst Problem or None.

    `message` words the problem in the user's language. `used_inputs` and `used_outputs` tell which
    ports hold wires and, for inputs, the category of the node that each comes from. `shares` is
    the name of the node whose weights this one uses, and `shared` whether several have the same;
    in a drawing that runs `down` the ports are
    at the top and at the bottom.
    """
    kind = kinds.find(document, node.type)
    inputs = input_ports(kind, facts)
    outputs = output_ports(kind, facts)
    status = facts.status if facts is not None else "unknown"
    block = document.blocks.get(node.type.removeprefix(BLOCK)) if kind and kind.block else None
    return NodeContent(
        title=node.name,
        kind=title_of(kind) if kind else node.type,
        icon=kind.icon if kind else "",
        category=_category(kind, used_inputs),
        detail=detail(kind, node.parameters),
        inputs=slots(inputs, used_inputs),
        outputs=slots(outputs, used_outputs),
        labelled=len(inputs) > 1 or len(outputs) > 1 or block is not None,
        shape=shapes_text(facts.outputs) if status == "ok" else "",
        count=count_text(facts.parameters) if status == "ok" else "",
        status=status,
        severity=problem.severity if problem else "",
        message=message,
        shares=shares,
        collapsed=node.collapsed,
        bypassed=node.bypassed,
        pods=pods_of(document, node, facts, problem),
        block=kind.block if kind else "",
        repeat=node.parameters.get("repeat", 1) if block is not None else 1,
        shared=shared,
        sketch=sketch_of(document, block) if block is not None else None,
        dot=kind is not None and kind.role == "reroute",
        down=down,
    )


def _category(kind: Kind | None, used_inputs: Mapping[int, str]) -> str:
    """What colors a node; a dot takes the color of the wire that it leads on."""
    if kind is None:
        return NO_CATEGORY
    return used_inputs.get(0, NO_CATEGORY) if kind.role == "reroute" else kind.category


def input_ports(kind: Kind | None, facts: Any = None) -> tuple[Port, ...]:
    """The declared input ports: as analysed, or else those of the kind."""
    if kind is not None and kind.outputs is not None:
        return kind.inputs
    if facts is not None and facts.input_ports is not None:
        return tuple(facts.input_ports)
    return kind.inputs if kind else ONE


def output_ports(kind: Kind | None, facts: Any = None) -> tuple[Port, ...]:
    """The output ports: those of the kind where it says, else as analysed."""
    if kind is not None and kind.outputs is not None:
        return kind.outputs
    return tuple(facts.output_ports) if facts is not None and facts.output_ports else ONE_OUTPUT


def slots(ports: Iterable[Port], used: Mapping[int, str]) -> tuple[Slot, ...]:
    """The slots of one side: a port that takes many shows one free slot more than it uses."""
    made: list[Slot] = []
    for number, port in enumerate(ports):
        if not port.many:
            made.append(_slot(port, number, used))
            continue
        last = max((slot for slot in used if slot >= number), default=number - 1)
        made += [_slot(port, slot, used) for slot in range(number, last + 1)]
        made.append(Slot(port.name, last + 1, optional=last + 1 - number >= port.minimum))
    return tuple(made)


def _slot(port: Port, number: int, used: Mapping[int, str]) -> Slot:
    return Slot(port.name, number, number in used, port.optional, used.get(number, ""))


def pixels(facts: Any) -> int:
    """How many places of height and width, or of time, the first output has; 0: none, or open."""
    if facts is None or not facts.outputs:
        return 0
    inner = facts.outputs[0].shape[1:-1]
    return prod(inner) if inner and None not in inner else 0


def worst(problems: Iterable[Any]) -> Any:
    """The gravest of a node's problems, the first among equals, or None."""
    order = {"error": 0, "warning": 1, "hint": 2}
    return min(problems, key=lambda problem: order.get(problem.severity, 3), default=None)
