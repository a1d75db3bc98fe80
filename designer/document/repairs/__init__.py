"""How is a problem mended? Repairs as edits, ideas for them, and the few that are proven."""

from designer.document.repairs.actions import ACTIONS, apply
from designer.document.repairs.offers import MOST, Offer, best, offers, proven, trials
from designer.document.repairs.wires import wire_offers

__all__ = [
    "ACTIONS",
    "MOST",
    "Offer",
    "apply",
    "best",
    "offers",
    "proven",
    "trials",
    "wire_offers",
]
