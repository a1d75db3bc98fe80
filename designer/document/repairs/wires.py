"""What could be done instead of a wire that is refused, or along with it? The ways out, proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from designer.document import edits
from designer.document.advice import NOTHING_KNOWN, Known, advise
from designer.document.analysis import Analysis
from designer.document.diff import diff
from designer.document.repairs.missing import ways_out
from designer.document.repairs.offers import Offer, offers, proven
from designer.document.values import Document, Wire
from engine.errors import DesignError, Repair

MOST = 3  # so many ways out stand on a notice


def wire_offers(
    document: Document, analysis: Analysis, wire: Wire, known: Known = NOTHING_KNOWN
) -> tuple[Offer, ...]:
    """Ways out for a wire that somebody wanted to draw and that is refused."""
    wire = Wire(*wire)
    if edits.can_connect(document, wire) is not None:
        return tuple(_round(document, analysis, wire, known))[:MOST]
    try:
        drawn = edits.connect(document, wire)
    except DesignError:
        return ()
    return tuple(_mended(document, analysis, drawn, wire, known))[:MOST]


def _round(document: Document, analysis: Analysis, wire: Wire, known: Known) -> Iterator[Offer]:
    """Instead of a wire that would close a circle."""
    if wire.source == wire.target or wire.source not in document.nodes:
        return
    if wire.source not in edits.downstream(document, [wire.target]):
        return
    for repair in ways_out(document, wire):
        offer = proven(document, analysis, None, repair, known)
        if offer is not None:
            yield offer


def _mended(
    document: Document, analysis: Analysis, drawn: Document, wire: Wire, known: Known
) -> Iterator[Offer]:
    """The wire and, along with it, what makes its shapes fit."""
    after = advise(drawn, known, analysis)
    fault = next((one for one in after.errors if one.node == wire.target), None)
    if fault is None:
        return
    start = ("reconnect", {"draw": [list(wire)]})
    for offer in offers(drawn, after, fault, known):
        told = offer.repair
        if told.action in ("remove_layer", "remove_wire"):
            continue
        arguments = {"layer": wire.target, **told.arguments}
        both = Repair(
            "steps",
            told.label,
            {"repairs": [start, (told.action, arguments)]},
            {**fault.error.values, **told.arguments, **told.values},
        )
        yield replace(offer, repair=both, difference=diff(document, offer.document))
