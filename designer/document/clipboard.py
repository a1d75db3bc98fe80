"""What travels by copy and paste? A part of a drawing as the text of a small project."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from designer.document.copies import extract
from designer.document.faults import ProjectError
from designer.document.text import from_text as document_from_text
from designer.document.values import Document, Wire
from designer.document.writing import to_json
from engine.errors import DesignError

LONGEST_TEXT = 16 * 2**20
MARK = '"format": "layerloom"'


class Feed(NamedTuple):
    """A wire into something that was copied, and which node it came from."""

    wire: Wire
    name: str
    type: str

    def is_here(self, document: Document) -> bool:
        """Whether a drawing has the node from which the wire came."""
        node = document.nodes.get(self.wire.source)
        return node is not None and (node.name, node.type) == (self.name, self.type)


def to_text(document: Document, ids: Iterable[str]) -> str:
    """Some nodes, notes and frames with the wires between them, as text for the clipboard.

    What feeds them from outside is told too, for `feeds`: another window may have it.
    """
    fragment = extract(document, ids)
    told = [[*one.wire, one.name, one.type] for one in feeding(document, fragment.nodes)]
    return to_json(fragment, settings=False, more={"feeds": told} if told else {})


def feeding(document: Document, ids: Iterable[str]) -> list[Feed]:
    """All wires into those of some nodes that something else feeds."""
    ids = set(ids)
    into = [document.wires.into(key) for key in document.nodes if key in ids]
    return [
        Feed(wire, document.nodes[wire.source].name, document.nodes[wire.source].type)
        for wires in into
        if any(wire.source not in ids for wire in wires)
        for wire in wires
    ]


def feeds(text: str) -> list[Feed]:
    """What fed the nodes of a text where they were copied, once `from_text` has accepted it."""
    told = json.loads(text).get("feeds", ())
    return [Feed(Wire(*wire), name, type_) for *wire, name, type_ in told]


def holds_layers(text: str) -> bool:
    """Whether `from_text` is worth trying: a quick look, to enable Paste."""
    return text.lstrip()[:1] == "{" and MARK in text[:200]


def from_text(text: str) -> Document:
    """The fragment that a text tells, for `edits.paste`; a whole project's text is one too.

    Raises DesignError for a text that is none of ours or is damaged. Nothing in it is run.
    """
    if len(text) > LONGEST_TEXT:
        raise DesignError("The clipboard holds more text than a drawing could have.")
    if not holds_layers(text):
        raise DesignError(
            "The clipboard holds no layers.", fix="Copy layers in Layerloom and paste them here."
        )
    try:
        fragment = document_from_text(text, "clipboard")
    except ProjectError as error:
        raise _refusal(error) from None
    if not (fragment.nodes or fragment.notes or fragment.frames):
        raise ProjectError("The clipboard holds an empty drawing.")
    return fragment


def _refusal(error: ProjectError) -> ProjectError:
    """Why a text that should be layers is none, in a line: with its first fault, if there are."""
    fault = error.faults[0] if error.faults else None
    return ProjectError(
        "The layers on the clipboard cannot be pasted: {place}: {reason}"
        if fault
        else "The layers on the clipboard cannot be pasted: {reason}",
        fix="Copy them once more where they come from.",
        faults=error.faults,
        place=fault.place if fault else "",
        reason=fault.error if fault else DesignError(error.what, **error.values),
    )
