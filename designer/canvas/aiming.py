"""What if a layer is let go over one that holds layers or cells? The slot that would take it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from designer.canvas.node import NodeItem
from designer.canvas.pods import Pod, drop_place
from designer.canvas.pointer import Pointer
from designer.canvas.surface import Canvas
from designer.document import kinds
from designer.document.slots import Path, fits, slot_for

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Aim:
    """A slot of a node; `among` where what is there moves on instead of going."""

    key: str
    path: Path
    among: bool = False


def aim_under(
    canvas: Canvas, pointer: Pointer, kind: str, besides: str = "", *, exact: bool = False
) -> Aim | None:
    """The slot that would take a layer of this kind: lit up, and said beside the pointer.

    It is the one under the pointer; or else, unless that must be `exact`, the first that fits of
    the node under the pointer.
    """
    item = _node_under(canvas, pointer, besides)
    aim, text, refused = None, "", False
    if item is not None:
        pod = _pod_under(canvas, item, pointer, kind)
        if pod is not None:
            aim = Aim(item.node_id, *pod)
        elif not exact:
            document = canvas.studio.document
            path = slot_for(document, document.nodes[item.node_id], kind)
            aim = Aim(item.node_id, path) if path is not None else None
        refused = aim is None and _over_any(item, pointer)
        text = _refusal(canvas, item, kind) if refused else _promise(canvas, aim)
    canvas.drawing.aim_slot(aim.key if aim else "", (aim.path, aim.among) if aim else None)
    canvas.hint(text, "refused" if refused else "")
    return aim


def _node_under(canvas: Canvas, pointer: Pointer, besides: str) -> NodeItem | None:
    for item in canvas.drawing.items(pointer.scene):
        if isinstance(item, NodeItem) and item.node_id not in ("", besides):
            if item.body().contains(pointer.scene):
                return item
    return None


def _pods_under(item: NodeItem, pointer: Pointer) -> list[tuple[Pod, int]]:
    """The slots under the pointer, the innermost first."""
    point = pointer.scene - item.pos()
    found = [number for number, rect in enumerate(item.form.pods) if rect.contains(point)]
    pods = [(item.content.pods[number], number) for number in found]
    return sorted(pods, key=lambda pair: -pair[0].depth)


def _over_any(item: NodeItem, pointer: Pointer) -> bool:
    return bool(_pods_under(item, pointer))


def _pod_under(
    canvas: Canvas, item: NodeItem, pointer: Pointer, kind: str
) -> tuple[Path, bool] | None:
    for pod, number in _pods_under(item, pointer):
        if fits(canvas.studio.document, pod.holds, kind):
            return drop_place(pod, item.form.pods[number], pointer.scene - item.pos())
    return None


def _promise(canvas: Canvas, aim: Aim | None) -> str:
    if aim is None:
        return ""
    item = canvas.drawing.nodes[aim.key]
    there = next((pod for pod in item.content.pods if pod.path == aim.path), None)
    name = canvas.studio.document.nodes[aim.key].name
    if there is not None and not there.empty and not aim.among:
        text = translate("Canvas", "In {name} instead of {inner}")
        return text.format(name=name, inner=there.title)
    return translate("Canvas", "Into {name}: {field}").format(name=name, field=aim.path[-1].field)


def _refusal(canvas: Canvas, item: NodeItem, type_: str) -> str:
    kind = kinds.find(canvas.studio.document, type_)
    text = translate("Canvas", "{kind} does not fit into {name}.")
    name = canvas.studio.document.nodes[item.node_id].name
    return text.format(kind=kind.title if kind else type_, name=name)
