"""Which ideas help where a fault is inside, in a sub-model or a slot? Those for it, made there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designer.document import edits, slots
from designer.document.advice import Known, advise
from designer.document.analysis import Analysis, Problem, analyse
from designer.document.repairs.case import Case
from designer.document.sheets import opened, used_by
from designer.document.trail import handed_in
from designer.document.values import Document, Node
from engine import registry
from engine.errors import DesignError, Repair

STEP_BY_STEP = "TimeDistributed"
Ideas = Callable[[Document, Analysis, Problem, Known], Iterator[Repair]]


def made_inside(case: Case, ideas: Ideas) -> Iterator[Repair]:
    """What mends the first fault inside an instance, or inside what a layer holds in its slots,
    as repairs of the drawing around it."""
    node = case.node
    if node is None or case.problem.severity != "error":
        return
    if case.kind_of(node).role == "block":
        if not isinstance(case.problem.error.values.get("reason"), DesignError):
            return  # what is told is no fault of something inside
    for key in used_by(node):
        yield from _made_in(case, node, key, ideas)
    yield from _set_in_slots(case, node, ideas)


def _set_in_slots(case: Case, node: Node, ideas: Ideas) -> Iterator[Repair]:
    """Other settings for a layer in a slot: tried on one that stands alone and gets the same."""
    given = case.given[0].sample if len(case.given) == 1 else None
    if given is None:
        return
    for inner in slots.inners(node.type, node.parameters):
        if inner.type not in registry.layers() or len(inner.path) > 1:
            continue
        shape = given[1:] if node.type == STEP_BY_STEP else given
        alone = edits.add_node(Document(), "Input", parameters={"shape": list(shape)}, id="given")
        alone = edits.add_after(alone, "given", 0, inner.type, 0, 0, inner.parameters, id="inner")
        analysis = analyse(alone)
        for problem in analysis.errors[:1]:
            for repair in ideas(alone, analysis, problem, Known()):
                arguments = repair.arguments
                if repair.action == "set_parameter" and arguments.get("layer") == "inner":
                    told = {"name": arguments["name"], "value": arguments["value"]}
                    yield Repair(
                        "set_inside",
                        "Set {parameter} inside {layer_name} to {shown}",
                        {"path": inner.path, **told},
                        {**repair.values, "layer_name": node.name},
                    )


def _made_in(case: Case, node: Node, key: str, ideas: Ideas) -> Iterator[Repair]:
    sheet = opened(case.document, key)
    given = Known(case.data, handed_in(case.document, case.analysis, node, key))
    analysis = advise(sheet, given)
    for problem in analysis.errors[:1]:
        for repair in ideas(sheet, analysis, problem, given):
            told = {**problem.error.values, **repair.arguments, **repair.values}
            yield Repair(
                "inside",
                repair.label,
                {
                    "block": key,
                    "at": problem.node,
                    "repair": (repair.action, repair.arguments),
                },
                {**told, "block_name": sheet.blocks[key].name},
            )
