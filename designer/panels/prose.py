"""How does a docstring become text to read? Paragraphs, and code where back quotes say so."""

from __future__ import annotations

import html
import re

from designer.shell import theme


def paragraphs(doc: str) -> list[str]:
    """The paragraphs of a docstring, each in one line: the units that are translated."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", doc.strip()) if part.strip()]


def code_html(text: str) -> str:
    """Plain text as HTML; what stands between back quotes in letters of one width."""
    family, color = theme.MONOSPACE[0], theme.current().code_name
    return re.sub(
        r"`+([^`]+)`+",
        rf"<span style='font-family:{family};color:{color}'>\1</span>",
        html.escape(text, quote=False),
    )


def strong(text: str) -> str:
    """A word that stands out. (A plain <b> would smear the letters: they have no bold cut.)"""
    return f"<span style='font-weight:600'>{html.escape(text, quote=False)}</span>"
