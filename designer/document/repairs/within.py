"""Which ideas help a sub-model that has a fault inside? Those for the fault, made in there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designer.document.advice import Known, advise
from designer.document.analysis import Analysis, Problem
from designer.document.kinds import BLOCK
from designer.document.repairs.case import Case
from designer.document.sheets import opened
from designer.document.trail import handed_in
from designer.document.values import Document
from engine.errors import DesignError, Repair

Ideas = Callable[[Document, Analysis, Problem, Known], Iterator[Repair]]


def made_inside(case: Case, ideas: Ideas) -> Iterator[Repair]:
    """What mends the first fault inside an instance, as repairs of the drawing around it."""
    node = case.node
    if node is None or not isinstance(case.problem.error.values.get("reason"), DesignError):
        return  # what is told is no fault of something inside
    if case.kind_of(node).role != "block":
        return
    key = node.type.removeprefix(BLOCK)
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
