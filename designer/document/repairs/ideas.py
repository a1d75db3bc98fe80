"""What could mend a problem? Ideas in the order of their sense; nobody has proven them yet."""

from __future__ import annotations

from collections.abc import Iterator

from designer.document.advice import NOTHING_KNOWN, Known
from designer.document.analysis import Analysis, Problem
from designer.document.repairs import merging, missing, shaping, within
from designer.document.repairs.case import Case
from designer.document.values import Document
from engine.errors import Repair

# Sources of ideas, the most telling first. Each looks at the case and gives what may help in it.
SOURCES = (
    missing.value_of_field,
    missing.layer_inside,
    missing.wire_from_another,
    missing.input_layer,
    shaping.without_flatten,
    shaping.window,
    shaping.target_shape,
    shaping.another_axis,
    shaping.permuted,
    shaping.flat_answer,
    shaping.shape_of_data,
    shaping.lower_rank,
    shaping.higher_rank,
    merging.along_another_axis,
    merging.same_channels,
    merging.same_places,
    merging.same_rank,
    merging.same_features,
    missing.join_ends,
    missing.own_weights,
    missing.other_order,
    missing.without_wire,
    missing.without_layer,
)


def ideas(
    document: Document, analysis: Analysis, problem: Problem, known: Known = NOTHING_KNOWN
) -> Iterator[Repair]:
    """All ideas for a problem: that steps were wanted, then those that its error brings along."""
    case = Case(document, analysis, problem, known.data)
    yield from shaping.return_sequences(case)
    yield from problem.error.repairs
    yield from within.made_inside(case, ideas)
    for source in SOURCES:
        yield from source(case)
