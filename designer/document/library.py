"""Which sub-models has the user kept for all projects? Files of their own, in the user's folder."""

from __future__ import annotations

import re
from pathlib import Path

from designer.document.copies import adopted, extract
from designer.document.files import SUFFIX, read, write
from designer.document.recovery import state_folder
from designer.document.sheets import used_by
from designer.document.values import Document, Node
from designer.document.wiring import known_node
from engine.errors import DesignError

SAVED = "saved:"


def library_folder() -> Path:
    return state_folder() / "blocks"


def saved() -> list[str]:
    """The names of all that was saved, in order."""
    try:
        return sorted(path.stem for path in library_folder().glob(f"*{SUFFIX}"))
    except OSError:
        return []


def save(document: Document, key: str) -> str:
    """Keep a node with the sub-models that it uses; what it is called in the palette.

    One of the same name is replaced. Raises DesignError.
    """
    node = known_node(document, key)
    blocks = used_by(node)
    if not blocks:
        raise DesignError("{name} holds no sub-model.", fix="Make one of it first.", name=node.name)
    name = document.blocks[blocks[0]].name
    stem = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "_", name).strip(". ") or "block"
    library_folder().mkdir(parents=True, exist_ok=True)
    write(extract(document, [key]), library_folder() / f"{stem}{SUFFIX}")
    return stem


def forget(name: str) -> None:
    """Take a saved sub-model out of the palette."""
    (library_folder() / f"{name}{SUFFIX}").unlink(missing_ok=True)


def brought(document: Document, name: str) -> tuple[Document, Node]:
    """The document with the definitions of a saved sub-model, and the node that was saved."""
    if name not in saved():
        raise DesignError("There is no saved sub-model called {name}.", name=name)
    document, fragment = adopted(document, read(library_folder() / f"{name}{SUFFIX}"))
    if not fragment.nodes:
        raise DesignError("There is no saved sub-model called {name}.", name=name)
    return document, next(iter(fragment.nodes.values()))
