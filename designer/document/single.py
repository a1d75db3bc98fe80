"""What can be wrong with a node by itself? An unknown kind, code that waits, a gap at a port."""

from __future__ import annotations

from designer.document import kinds
from designer.document.facts import NodeFacts, Problem
from designer.document.kinds import Kind
from designer.document.laying import told_shapes
from designer.document.tracing import Trace
from designer.document.values import Document, Node
from engine.errors import DesignError, Repair, Where
from engine.tape import Spec


def unknown(node: Node, ports, status: str, specs=()) -> NodeFacts:
    return NodeFacts(status, specs, input_ports=ports)


def inert(node: Node, kind: Kind, traced: Trace):
    """(facts, masks, problems) of a layer that the program does not know: its shapes are told.

    `traced` is what a layer that only stands for it makes of what comes in.
    """
    error = DesignError(
        "{name} is a layer of kind {kind}, which Layerloom does not know.",
        fix="Put layers in its place that do the same.",
        where=Where(layer=node.id),
        name=node.name,
        kind=kind.title,
    )
    outputs = traced.outputs or tuple(
        Spec(shape, "float32") for shape in told_shapes(node.parameters, "output_shapes")
    )
    facts = NodeFacts(
        "error", (), outputs, traced.parameters, traced.trainable, traced.weights,
        kind.inputs, is_inert=traced.error is None and bool(traced.outputs),
    )  # fmt: skip
    return facts, (False,) * len(outputs), [Problem("error", node.id, error)]


def source_of(document: Document, node: Node) -> str:
    """The text of a layer that is written in Python."""
    return document.blocks[node.type.removeprefix(kinds.BLOCK)].source


def waiting(node: Node, kind: Kind):
    """(facts, masks, problems) of a layer whose code the user has not agreed to run."""
    error = DesignError(
        "{name} is written in Python, and code in a project does not run before you agree.",
        fix="Open the layer to review its code, and allow it if you trust it.",
        where=Where(layer=node.id),
        name=node.name,
    )
    return unknown(node, kind.inputs, "error"), (), [Problem("error", node.id, error)]


def missing_parameter(node: Node, kind: Kind) -> Problem | None:
    error = kind.missing(node.parameters)
    if error is None:
        return None
    error.values["layer"] = node.name
    return Problem("error", node.id, error, error.where.field)


def missing_input(document: Document, node: Node, kind: Kind, given) -> Problem | None:
    """The problem of a node that lacks a wire: nothing at all is a warning, a gap is an error."""
    ports, first = kind.inputs, kind.many_from
    for slot, port in enumerate(ports):
        if port.optional:
            continue
        count = sum(place >= slot for place in given) if slot == first else int(slot in given)
        if count >= (port.minimum if slot == first else 1):
            continue
        if not given:
            severity = "error" if document.wires.out_of(node.id) else "warning"
            error = DesignError(
                "{name} has no input.",
                fix="Draw a wire to it from the layer before.",
                where=Where(layer=node.id, port=slot),
                name=node.name,
                repairs=add_input_repairs(document, node),
            )
            return Problem(severity, node.id, error)
        needed = port.minimum if slot == first else len([p for p in ports if not p.optional])
        error = DesignError(
            "{name} needs {needed} inputs, but has {count}.",
            fix="Draw another wire to it.",
            where=Where(layer=node.id, port=slot),
            name=node.name,
            needed=needed,
            count=len(given),
        )
        return Problem("error", node.id, error)
    return None


def add_input_repairs(document: Document, node: Node) -> tuple[Repair, ...]:
    if document.sheet or any(
        kinds.of(document, other).is_source for other in document.nodes.values()
    ):
        return ()
    return (Repair("add_input", "Add an Input layer", {}),)
