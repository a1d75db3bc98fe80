"""What can be done when the drawing refuses a wire? The reason, and ways out as buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from designer.document import repairs
from designer.document.values import Wire
from designer.studio import NoticeAction, Studio
from designer.texts import error_sentence, repair_text
from engine.errors import DesignError

translate = QCoreApplication.translate


def refuse_wire(studio: Studio, wire: Wire, error: DesignError) -> None:
    """Say why a wire cannot be, and offer what could be done instead or along with it."""
    found = repairs.wire_offers(studio.document, studio.analysis, wire, studio.known)
    actions = []
    for offer in found:
        label = repair_text(error, offer.repair)
        run = partial(studio.edit, label, repairs.apply, offer.repair)
        actions.append(NoticeAction(label, run, offer))
    studio.notify("warning", error_sentence(error), actions, key="refused")
