"""What does a drawing mean? Shapes, sizes and problems of every node, whatever is still missing.

Of an earlier analysis everything is kept that still holds: only what lies downstream of an edit
is looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from designer.document import kinds, tracing
from designer.document.ends import ends, whole
from designer.document.facts import NOTHING, Analysis, Entering, NodeFacts, Problem
from designer.document.kinds import Kind, ports_of
from designer.document.laying import chain_error, in_order, make_layer, thaw
from designer.document.sheets import closure, opened, used_by
from designer.document.single import (
    inert,
    missing_input,
    missing_parameter,
    source_of,
    unknown,
    waiting,
)
from designer.document.tracing import Trace, trace
from designer.document.values import Document, FrozenDict, Node, Wire
from designer.document.wiring import can_connect
from engine import written
from engine.errors import DesignError, Where
from engine.registry import Port
from engine.tape import Spec
from engine.work import Work, finished

NEW = Analysis()


def analyse(document: Document, entering: Entering = NOTHING, before: Analysis = NEW) -> Analysis:
    """Everything that can be said of a drawing. Never raises, never stops at the first fault.

    `entering` tells for the drawing inside a block what comes in at its ports, by their ids;
    `before` is what was known of the drawing, or of one like it.
    """
    return finished(analysing(document, entering, before))


def analysing(
    document: Document, entering: Entering = NOTHING, before: Analysis = NEW
) -> Work[Analysis]:
    """`analyse` with a stop before each node."""
    facts: dict[str, NodeFacts] = {}
    masks: dict[str, tuple[bool, ...]] = {}
    problems: list[Problem] = []
    for key in in_order(document):
        node = document.nodes[key]
        yield
        if still_holds(document, node, facts, masks, before):
            facts[key], masks[key] = before.facts[key], before.masks[key]
            continue
        facts[key], masks[key], found = examine(document, node, facts, masks, entering)
        problems.extend(found)
        if facts[key] == before.facts.get(key):
            facts[key] = before.facts[key]  # then what is below it may hold
    wires = {}
    for wire in document.wires:
        outputs = facts[wire.source].outputs
        wires[wire] = outputs[wire.source_port] if wire.source_port < len(outputs) else None
    inputs, outputs = ends(document)
    problems.extend(whole(document))
    return Analysis(FrozenDict(facts), wires, tuple(problems), inputs, outputs, masks, document)


def still_holds(document: Document, node: Node, facts: Any, masks: Any, before: Analysis) -> bool:
    """Whether what was known of a node is true of it now: nothing that it depends on differs.

    What was wrong with a node may depend on all others, so only what was right is kept.
    """
    key, earlier = node.id, before.document
    known = before.facts.get(key)
    if known is None or known.status != "ok" or node.type in kinds.PORTS:
        return False
    was = earlier.nodes[key]
    if was is not node and meaning(was) != meaning(node):
        return False
    if earlier.blocks is not document.blocks and used_by(node):
        return False
    wires = document.wires.into(key)
    if wires != earlier.wires.into(key):
        return False
    if node.shares is not None and facts.get(node.shares) is not before.facts.get(node.shares):
        return False
    return all(given(facts, masks, one) == given(before.facts, before.masks, one) for one in wires)


def given(facts: Any, masks: Any, wire: Wire) -> tuple[Any, ...] | None:
    """What comes in by a wire, as far as it is known."""
    known = facts.get(wire.source)
    return (known.status, known.outputs, masks[wire.source]) if known is not None else None


def meaning(node: Node) -> tuple[Any, ...]:
    """What of a node its shapes and weights depend on: neither its name nor its place."""
    return node.type, node.parameters, node.shares, node.bypassed


def examine(document: Document, node: Node, facts, masks, entering: Entering = NOTHING):
    """(facts, masks, problems) of one node, given those of the nodes above it."""
    kind = kinds.of(document, node)
    ports = kind.inputs
    wires = document.wires.into(node.id)
    given: dict[int, tuple[Spec, bool] | None] = {}
    for wire in wires:
        known = facts.get(wire.source)
        if known is not None and wire.source_port < len(known.outputs):
            masked = masks[wire.source][wire.source_port]
            given[wire.target_port] = (known.outputs[wire.source_port], masked)
        else:
            given[wire.target_port] = None
            if known is not None and known.status == "ok":
                error = DesignError(
                    "{name} has no output {number}.",
                    fix="Remove the wire to {target}.",
                    name=document.nodes[wire.source].name,
                    number=wire.source_port + 1,
                    target=node.name,
                )
                problem = Problem("error", node.id, error, wire=wire)
                return unknown(node, ports, "error"), (), [problem]
    if kind.role == "unknown":
        values = tuple(given[slot] for slot in sorted(given))
        traced = Trace()
        if values and None not in values:
            traced = trace(node.type, node.name, node.parameters, values, True)
        return inert(node, kind, traced)
    if kind.role == "written" and not written.is_allowed(source_of(document, node)):
        return waiting(node, kind)
    problem = missing_parameter(node, kind) or missing_input(document, node, kind, given)
    if problem is not None:
        status = "error" if wires or not ports or problem.field else "unknown"
        return unknown(node, ports, status), (), [problem]
    if any(value is None for value in given.values()):
        return unknown(node, ports, "unknown"), (), []
    if kind.role == "port":
        return at_port(document, node, kind, given, entering)
    values = tuple(given[slot] for slot in sorted(given))
    specs = tuple(spec for spec, _ in values)
    if (node.bypassed or kind.role == "reroute") and values:
        through = NodeFacts("ok", specs, (specs[0],), input_ports=ports, masked=values[0][1])
        return through, (values[0][1],), []
    owner = document.nodes.get(node.shares) if node.shares else None
    blocks = closure(document.blocks, used_by(node))
    if kind.role == "block":
        repeat = node.parameters.get("repeat", 1)
        traced = trace_instance(blocks, node.type, node.name, repeat, values)
    else:
        many = kind.takes_list
        traced = trace(node.type, node.name, node.parameters, values, many, blocks)
    if traced.error is None and owner is not None:
        traced = shared(document, node, owner, traced, facts)
    if traced.error is not None:
        problem = Problem("error", node.id, traced.error, traced.error.where.field)
        return unknown(node, ports, "error", specs), (), [problem]
    known = NodeFacts(
        "ok",
        specs,
        traced.outputs,
        traced.parameters,
        traced.trainable,
        traced.weights,
        ports,
        output_ports(kind, len(traced.outputs)),
        traced.reads,
        any(traced.masks),
    )
    return known, traced.masks, []


def output_ports(kind: Kind, count: int) -> tuple[Port, ...]:
    """The output ports of a node that gives `count` values; an instance's have names."""
    if kind.outputs is not None and len(kind.outputs) == count:
        return kind.outputs
    return tuple(Port("output" if index == 0 else f"output {index + 1}") for index in range(count))


def at_port(document: Document, node: Node, kind: Kind, given, entering: Entering):
    """(facts, masks, problems) of a port of a block: what comes in from outside, or goes out."""
    if given:
        (spec, masked) = given[0]
        facts = NodeFacts("ok", (spec,), (spec,), input_ports=kind.inputs, output_ports=())
        return facts, (masked,), []
    shape = node.parameters.get("shape")
    if node.type == kinds.STATE_INPUT:
        entered = (Spec((None, *shape), "float32"), False)
    else:
        entered = entering.get(node.id)
        if entered is None and shape is not None:
            entered = (Spec((None, *shape), "float32"), False)
    if entered is None:
        return unknown(node, (), "unknown"), (), []
    return NodeFacts("ok", (), (entered[0],)), (entered[1],), []


@lru_cache(maxsize=5_000)
def trace_instance(
    blocks: FrozenDict,
    type_: str,
    name: str,
    repeat: int,
    inputs: tuple[tuple[Spec, bool], ...],
) -> Trace:
    """What an instance of a block makes of its inputs: as `tracing.trace`, from what is inside."""
    block = blocks[type_.removeprefix(kinds.BLOCK)]
    sheet = opened(Document(blocks=blocks), block.id)
    before, after = ports_of(block)
    seen: dict[Any, Trace] = {}
    total = Trace(inputs and tuple(spec for spec, _ in inputs), tuple(m for _, m in inputs))
    for number in range(repeat):
        if number and len(before) != len(after):
            return Trace(error=chain_error(block, name))
        values = zip(total.outputs, total.masks, strict=True)
        entering = {port.id: value for port, value in zip(before, values, strict=False)}
        key = tuple(entering.values())
        if key not in seen:
            seen[key] = inside(sheet, entering, after, name)
        one = seen[key]
        if one.error is not None:
            return one
        total = Trace(
            one.outputs,
            one.masks,
            total.parameters + one.parameters,
            total.trainable + one.trainable,
            total.weights + one.weights,
        )
    return total


def inside(sheet: Document, entering: Entering, after: Sequence[Node], name: str) -> Trace:
    """What leaves a block when this comes in, or why nothing does."""
    analysis = analyse(sheet, entering)
    for problem in analysis.faults:
        return Trace(error=fault_inside(problem, name))
    facts = [analysis.facts[port.id] for port in after]
    if not facts or any(one.status != "ok" for one in facts):
        error = DesignError(
            "Nothing leaves the sub-model {name} yet.",
            fix="Open it and draw wires from its input ports to its output ports.",
            where=Where(layer=name),
            name=name,
        )
        return Trace(error=error)
    all_facts = analysis.facts.values()
    weights = tuple(
        (f"{key}/{weight}", shape)
        for key, one in analysis.facts.items()
        for weight, shape in (one.weights if sheet.nodes[key].shares is None else ())
    )
    return Trace(
        tuple(one.outputs[0] for one in facts),
        tuple(analysis.masks[port.id][0] for port in after),
        sum(one.parameters for one in all_facts),
        sum(one.trainable for one in all_facts),
        weights,
    )


def fault_inside(problem: Problem, name: str) -> DesignError:
    return DesignError(
        "Inside {name}: {reason}",
        fix="Open it to mend that.",
        where=Where(layer=name),
        name=name,
        reason=problem.error,
    )


def shared(document: Document, node: Node, owner: Node, traced: Trace, facts) -> Trace:
    """A second call of a layer: it adds no weights, and the first call's must fit it."""
    first = facts.get(owner.id)
    if first is not None and first.status == "ok" and first.weights != traced.weights:
        error = DesignError(
            "{name} uses the weights of {owner}, but its input would need other ones.",
            fix="Give both inputs of the same last size, or let {name} have weights of its own.",
            name=node.name,
            owner=owner.name,
        )
        return Trace(error=error)
    return Trace(traced.outputs, traced.masks, 0, 0, traced.weights, traced.reads)


def forget_traces() -> None:
    """Look at every layer anew: what the user allows has changed."""
    tracing.forget()
    trace_instance.cache_clear()


def refusal(document: Document, wire: Wire, known: Analysis | None = None) -> DesignError | None:
    """Why a wire cannot be, in words: the wiring law first, then shapes. None where it can.

    `known` is the analysis of the document where one is at hand: a drag asks about many wires.
    """
    error = can_connect(document, wire)
    if error is not None:
        return error
    target = document.nodes[wire.target]
    analysis = analyse(document) if known is None else known
    kind = kinds.of(document, target)
    source = analysis.facts[wire.source]
    if wire.source_port >= len(source.outputs) or kind.missing(target.parameters):
        return None
    given: dict[int, Spec | None] = {wire.target_port: source.outputs[wire.source_port]}
    for other in document.wires.into(wire.target):
        given.setdefault(other.target_port, analysis.wires.get(other))
    if any(spec is None for spec in given.values()) or missing_input(document, target, kind, given):
        return None
    if kind.role not in ("layer", "block", "written"):
        return None
    values = tuple((given[slot], False) for slot in sorted(given))
    blocks = closure(document.blocks, used_by(target))
    if kind.role == "block":
        repeat = target.parameters.get("repeat", 1)
        return trace_instance(blocks, target.type, target.name, repeat, values).error
    many = kind.takes_list
    return trace(target.type, target.name, target.parameters, values, many, blocks).error


__all__ = [
    "NEW",
    "NOTHING",
    "Analysis",
    "Entering",
    "NodeFacts",
    "Problem",
    "analyse",
    "analysing",
    "ends",
    "in_order",
    "make_layer",
    "refusal",
    "thaw",
]
