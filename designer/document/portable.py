"""Where does a project find its data again, when both were moved? Paths inside its own folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from designer.document.values import Document
from engine.data.sources import FILE


def as_kept(document: Document, folder: Path) -> Document:
    """The document as its file in `folder` tells it: data that lies there by the way to it."""
    path = _file(document)
    if path is None or not path.is_absolute():
        return document
    try:
        return _reading(document, path.relative_to(folder).as_posix())
    except ValueError:
        return document


def as_found(document: Document, folder: Path) -> Document:
    """The document that a file in `folder` tells: its data by their whole path."""
    path = _file(document)
    if path is None or path.is_absolute() or path.parts[:1] == ("~",):
        return document
    return _reading(document, str(folder / path))


def _file(document: Document) -> Path | None:
    source = document.data.source
    return Path(source.removeprefix(FILE)) if source.startswith(FILE) else None


def _reading(document: Document, path: str) -> Document:
    return replace(document, data=replace(document.data, source=FILE + path))
