"""What travels by copy and paste? A part of a drawing as the text of a small project."""

from __future__ import annotations

from collections.abc import Iterable

from designer.document.copies import extract
from designer.document.faults import ProjectError
from designer.document.text import from_text as document_from_text
from designer.document.values import Document
from designer.document.writing import to_json
from engine.errors import DesignError

LONGEST_TEXT = 16 * 2**20
MARK = '"format": "layerloom"'


def to_text(document: Document, ids: Iterable[str]) -> str:
    """Some nodes, notes and frames with the wires between them, as text for the clipboard."""
    return to_json(extract(document, ids), settings=False)


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
    fragment = document_from_text(text, "clipboard")
    if not (fragment.nodes or fragment.notes or fragment.frames):
        raise ProjectError("The clipboard holds an empty drawing.")
    return fragment
