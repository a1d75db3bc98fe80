"""What if a layer is let go over one that holds a layer or a cell? It goes into that slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from designer.canvas.node import NodeItem
from designer.document.slots import slot_for

if TYPE_CHECKING:
    from designer.canvas.gestures import Pointer
    from designer.canvas.view import CanvasView

translate = QCoreApplication.translate


def slot_under(
    canvas: CanvasView, pointer: Pointer, kind: str, besides: str = ""
) -> tuple[str, str] | None:
    """The node under the pointer and its field that a layer of this kind would fill, said in a
    hint beside the pointer."""
    found = slot_at(canvas, pointer, kind, besides)
    text = ""
    if found is not None:
        text = translate("Canvas", "Into {name}: {field}")
        text = text.format(name=canvas.studio.document.nodes[found[0]].name, field=found[1])
    canvas.hint(text)
    return found


def slot_at(
    canvas: CanvasView, pointer: Pointer, kind: str, besides: str
) -> tuple[str, str] | None:
    document = canvas.studio.document
    for item in canvas.drawing.items(pointer.scene):
        if not isinstance(item, NodeItem) or item.node_id in ("", besides):
            continue
        if item.body().contains(pointer.scene):
            field = slot_for(document, document.nodes[item.node_id], kind)
            return None if field is None else (item.node_id, field)
    return None
