"""How do the tests of problems and repairs draw? Layers in a line, and two branches joined."""

from collections.abc import Iterable
from typing import Any

from designer.document import edits
from designer.document.values import Document, Wire


def line(*layers: tuple[str, dict[str, Any]], **training: Any) -> Document:
    """Layers in a row, each wired to the next: n1, n2 …"""
    document = Document()
    for number, (kind, parameters) in enumerate(layers, 1):
        document = edits.add_node(document, kind, number * 280, 0, parameters, id=f"n{number}")
        if number > 1:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    return edits.set_training(document, **training) if training else document


def fork(
    shape: Iterable[int], first: list, second: list, merge: tuple[str, dict], *after
) -> Document:
    """Two branches from one Input into a merging layer, and what comes behind it."""
    document = edits.add_node(Document(), "Input", 0, 0, {"shape": list(shape)}, id="in")
    ends = []
    for name, branch, y in (("a", first, 0), ("b", second, 200)):
        last = "in"
        for place, (kind, parameters) in enumerate(branch, 1):
            key = f"{name}{place}"
            document = edits.add_node(document, kind, place * 280, y, parameters, id=key)
            document = edits.connect(document, Wire(last, 0, key, 0))
            last = key
        ends.append(last)
    document = edits.add_node(document, merge[0], 1200, 100, merge[1], id="merge")
    for slot, end in enumerate(ends):
        document = edits.connect(document, Wire(end, 0, "merge", slot))
    last = "merge"
    for place, (kind, parameters) in enumerate(after, 1):
        key = f"c{place}"
        document = edits.add_node(document, kind, 1200 + place * 280, 100, parameters, id=key)
        document = edits.connect(document, Wire(last, 0, key, 0))
        last = key
    return document
