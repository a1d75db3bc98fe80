"""Which repairs are worth offering? Those that solve the problem on a copy and make no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from designer.document import kinds
from designer.document.advice import NOTHING_KNOWN, Known, advising
from designer.document.analysis import Analysis, Problem
from designer.document.diff import Difference, diff
from designer.document.placing import Sizes
from designer.document.repairs.actions import apply
from designer.document.repairs.ideas import ideas
from designer.document.values import Document
from engine.errors import DesignError, Repair
from engine.work import Work, finished

MOST = 4  # so many repairs are offered for a problem
TRIED = 40  # so many ideas are tried at most
GRAVE = ("error", "warning")


@dataclass(frozen=True)
class Offer:
    """A repair that helps: the document that it makes, and what is then known of that."""

    repair: Repair
    document: Document
    difference: Difference
    analysis: Analysis
    # How many faults it brings to light that a fault further up had hidden.
    remains: int = 0


def offers(
    document: Document,
    analysis: Analysis,
    problem: Problem,
    known: Known = NOTHING_KNOWN,
    sizes: Sizes = None,
) -> tuple[Offer, ...]:
    """The repairs of a problem, the best first."""
    return best(trials(document, analysis, problem, known, sizes))


def trials(
    document: Document,
    analysis: Analysis,
    problem: Problem,
    known: Known = NOTHING_KNOWN,
    sizes: Sizes = None,
) -> Iterator[Offer | None]:
    """The ideas tried one by one. None comes for each that does not help, and while one is tried:
    so a window can go on between.

    Ends early when enough were found that leave nothing to do.
    """
    whole, seen = 0, []
    for tried, repair in enumerate(ideas(document, analysis, problem, known)):
        if whole == MOST or tried == TRIED:
            return
        offer = yield from proving(document, analysis, problem, repair, known, sizes)
        if offer is not None and offer.document in seen:
            offer = None
        if offer is not None:
            seen.append(offer.document)
            whole += not offer.remains
        yield offer


def best(found: Iterable[Offer | None]) -> tuple[Offer, ...]:
    """The offers in order: those that leave least to do first, else as they were thought of."""
    return tuple(sorted(filter(None, found), key=lambda offer: offer.remains)[:MOST])


def proven(
    document: Document,
    analysis: Analysis,
    problem: Problem | None,
    repair: Repair,
    known: Known = NOTHING_KNOWN,
    sizes: Sizes = None,
) -> Offer | None:
    """The repair with what comes of it, or None where it does not help."""
    return finished(proving(document, analysis, problem, repair, known, sizes))


def proving(
    document: Document,
    analysis: Analysis,
    problem: Problem | None,
    repair: Repair,
    known: Known,
    sizes: Sizes,
) -> Work[Offer | None]:
    """`proven` with stops.

    The problem must be gone, and no error or warning may come that was not there before. An error
    at a layer of which nothing was known before counts as brought to light, not as made.
    """
    where = None
    if problem is not None:
        where = problem.node if problem.node is not None else problem.error.where
    try:
        mended = apply(document, repair, where, sizes)
    except DesignError:
        return None
    if mended is document:
        return None
    # Of other data nothing is known yet.
    same_data = mended.data == document.data
    held_against = known if same_data else replace(known, data=None)
    after = yield from advising(mended, held_against, analysis)
    if problem is not None and any(_same(problem, other) for other in after.problems):
        return None
    before = {(other.node, other.error.what) for other in analysis.problems}
    new = [
        other
        for other in after.problems
        if other.severity in GRAVE
        and (other.node, other.error.what) not in before
        # A layer that mends a shape may cost more than a budget allows: that is told then.
        and (other.about != "cost" or problem is None or problem.about == "cost")
    ]
    if problem is not None and _lacks_a_value(document, problem):
        new = [other for other in new if other.node != problem.node]
    if not all(_was_hidden(analysis, problem, other) for other in new):
        return None
    return Offer(repair, mended, diff(document, mended), after, len(new))


def _same(problem: Problem, other: Problem) -> bool:
    return (problem.node, problem.error.what) == (other.node, other.error.what)


def _lacks_a_value(document: Document, problem: Problem) -> bool:
    """Whether a layer could not be made: then nothing else was told of it yet."""
    node = document.nodes.get(problem.node)
    if node is None or problem.field is None or problem.field in node.parameters:
        return False
    kind = kinds.find(document, node.type)
    return kind is not None and problem.field in kind.fields and kind.fields[problem.field].required


def _was_hidden(analysis: Analysis, problem: Problem | None, new: Problem) -> bool:
    """Whether another fault kept it from being seen."""
    if new.about == "data":
        ends = (*analysis.inputs, *analysis.outputs)
        unknown = not ends or any(analysis.facts[key].status != "ok" for key in ends)
        # Of an output only the first thing is told that does not fit.
        return unknown or (
            problem is not None
            and problem.about == "data"
            and _at_the_end(analysis, problem)
            and _at_the_end(analysis, new)
        )
    facts = analysis.facts.get(new.node)
    return facts is not None and facts.status == "unknown"


def _at_the_end(analysis: Analysis, problem: Problem) -> bool:
    return problem.node is None or problem.node in analysis.outputs
