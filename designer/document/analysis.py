"""What does a drawing mean? Shapes, sizes and problems of every node, whatever is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from designer.document import kinds, tracing
from designer.document.kinds import Kind, ports_of
from designer.document.laying import chain_error, in_order, make_layer, thaw
from designer.document.sheets import belongs, closure, opened, used_by
from designer.document.tracing import Trace, trace
from designer.document.values import Document, FrozenDict, Node, Wire
from designer.document.wiring import MOST_OUTPUTS, can_connect
from engine import written
from engine.errors import DesignError, Repair, Where
from engine.registry import Port
from engine.tape import Spec

OUTPUT = (Port("output"),)


# What comes in at the ports of a block, by their ids: each a spec and whether it is masked.
Entering = Mapping[str, tuple[Spec, bool]]
NOTHING: Entering = FrozenDict()


@dataclass(frozen=True)
class NodeFacts:
    """What is known of one node.

    `status` is "ok", "error" (the fault is here) or "unknown" (it cannot be known yet, because
    of a fault above or of a missing wire above). Shapes begin with the batch axis, None. `reads`
    are the columns of a table that the node takes from the data. `masked` tells whether a mask
    says which steps of the outputs count.
    """

    status: str
    inputs: tuple[Spec | None, ...] = ()
    outputs: tuple[Spec, ...] = ()
    parameters: int = 0
    trainable: int = 0
    weights: tuple[tuple[str, tuple[int, ...]], ...] = ()
    input_ports: tuple[Port, ...] = ()
    output_ports: tuple[Port, ...] = OUTPUT
    reads: Mapping[str, Spec] = field(default_factory=FrozenDict)
    masked: bool = False


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `severity` is "error", "warning" or "hint".

    `about` tells what it lies in: the "drawing" itself, how it fits the "data", its "cost".
    """

    severity: str
    node: str | None
    error: DesignError
    field: str | None = None
    wire: Wire | None = None
    about: str = "drawing"


@dataclass(frozen=True)
class Analysis:
    """Everything that is known of a drawing."""

    facts: Mapping[str, NodeFacts] = field(default_factory=dict)
    wires: Mapping[Wire, Spec | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    masks: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)

    @property
    def total_parameters(self) -> int:
        return sum(facts.parameters for facts in self.facts.values())

    @property
    def trainable_parameters(self) -> int:
        return sum(facts.trainable for facts in self.facts.values())

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def is_trainable(self) -> bool:
        """Whether the drawing is a whole network without a fault."""
        return bool(self.inputs and self.outputs) and not self.errors


def analyse(document: Document, entering: Entering = NOTHING) -> Analysis:
    """Everything that can be said of a drawing. Never raises, never stops at the first fault.

    `entering` tells for the drawing inside a block what comes in at its ports, by their ids.
    """
    facts: dict[str, NodeFacts] = {}
    masks: dict[str, tuple[bool, ...]] = {}
    problems: list[Problem] = []
    for key in in_order(document):
        node = document.nodes[key]
        facts[key], masks[key], found = examine(document, node, facts, masks, entering)
        problems.extend(found)
    wires = {}
    for wire in document.wires:
        outputs = facts[wire.source].outputs
        wires[wire] = outputs[wire.source_port] if wire.source_port < len(outputs) else None
    inputs, outputs = ends(document)
    problems.extend(whole(document, facts, inputs, outputs))
    return Analysis(FrozenDict(facts), wires, tuple(problems), inputs, outputs, masks)


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
        return inert(node, kind)
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
    for problem in analysis.errors:
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


def unknown(node: Node, ports, status: str, specs=()) -> NodeFacts:
    return NodeFacts(status, specs, input_ports=ports)


def inert(node: Node, kind: Kind):
    """(facts, masks, problems) of a layer that the program does not know: its shapes are told."""
    error = DesignError(
        "{name} is a layer of kind {kind}, which Layerloom does not know.",
        fix="Put layers in its place that do the same.",
        where=Where(layer=node.id),
        name=node.name,
        kind=kind.title,
    )
    outputs = tuple(Spec(tuple(shape), "float32") for shape in told_shapes(node.parameters))
    facts = NodeFacts("error", (), outputs, input_ports=kind.inputs)
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


def forget_traces() -> None:
    """Look at every layer anew: what the user allows has changed."""
    tracing.forget()
    trace_instance.cache_clear()


def told_shapes(parameters: Mapping[str, Any]) -> tuple[tuple[int | None, ...], ...]:
    """The output shapes that a file tells of an unknown layer; none where they are no shapes."""
    shapes = parameters.get("output_shapes")
    shapes = shapes if isinstance(shapes, tuple) else ()
    sizes = [shape if isinstance(shape, tuple) else ("",) for shape in shapes]
    good = all(size is None or (type(size) is int and size > 0) for one in sizes for size in one)
    return shapes if good and len(shapes) <= MOST_OUTPUTS else ()


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


def ends(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the nodes where data enter and where results leave; lone nodes are neither."""
    if document.sheet:
        before, after = ports_of(document.blocks[document.sheet])
        return tuple(node.id for node in before), tuple(node.id for node in after)
    inputs, outputs = [], []
    for key, node in document.nodes.items():
        leads_on = bool(document.wires.out_of(key))
        if kinds.of(document, node).is_source:
            if leads_on or len(document.nodes) == 1:
                inputs.append(key)
        elif not leads_on and document.wires.into(key):
            outputs.append(key)
    return tuple(inputs), tuple(outputs)


def whole(document: Document, facts, inputs, outputs) -> list[Problem]:
    """What is wrong with the drawing as a whole."""
    found = []
    if not document.nodes:
        return []
    sources = [node for node in document.nodes.values() if kinds.of(document, node).is_source]
    found.extend(misplaced(document))
    if not sources and not document.sheet:
        error = DesignError(
            "The drawing has no Input layer.",
            fix="Add one: it tells the shape of a sample.",
            repairs=(Repair("add_input", "Add an Input layer", {}),),
        )
        found.append(Problem("error", None, error))
    for node in sources:
        if not document.wires.out_of(node.id) and len(document.nodes) > 1:
            error = DesignError(
                "{name} leads nowhere.",
                fix="Draw a wire from it to the next layer, or delete it.",
                where=Where(layer=node.id),
                name=node.name,
            )
            found.append(Problem("warning", node.id, error))
    return found


def misplaced(document: Document) -> list[Problem]:
    """What is in a drawing where it cannot be: data enter a block only through its ports, and
    there are ports nowhere else."""
    found = []
    for node in document.nodes.values():
        kind = kinds.of(document, node)
        error = belongs(document, node.type) if kind.role == "port" else None
        if document.sheet and kind.is_source and kind.role != "port":
            error = DesignError(
                "{name} is inside a sub-model, but data enter that only through its ports.",
                fix="Put it into the drawing outside, and use an input port here.",
                name=node.name,
            )
        if error is not None:
            found.append(Problem("error", node.id, error.at(layer=node.id)))
    return found


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
    "Analysis",
    "NodeFacts",
    "Problem",
    "analyse",
    "ends",
    "in_order",
    "make_layer",
    "refusal",
    "thaw",
]
