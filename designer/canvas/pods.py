"""Which slots for layers does a node show, and where? Small cards in it, and holes to fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF

from designer.canvas.geometry import CARD, PodShape
from designer.canvas.short import detail, shapes_text, title_of
from designer.document import kinds
from designer.document.insides import inside
from designer.document.slots import Inner, Path, fields_of, inners
from designer.document.values import Document, Node

EDGE = 0.3  # share of a listed card at its ends where a drop goes beside it


@dataclass(frozen=True)
class Pod:
    """One slot of a node as it shows it."""

    path: Path
    holds: str
    title: str = ""
    icon: str = ""
    category: str = ""
    detail: str = ""
    shape: str = ""
    spare: bool = False
    listed: bool = False
    wrong: bool = False
    first: bool = True  # whether it is the only field of its layer that holds one

    @property
    def empty(self) -> bool:
        return not self.title

    @property
    def depth(self) -> int:
        return len(self.path) - 1


def pods_of(document: Document, node: Node, facts: Any, problem: Any = None) -> tuple[Pod, ...]:
    """The slots of a node with what is in them. `facts` and `problem` are as for its content."""
    found = tuple(inners(node.type, node.parameters))
    if not found:
        return ()
    entering = facts.inputs[0] if facts is not None and facts.inputs else None
    wrong = problem.field if problem is not None and problem.severity == "error" else None
    return tuple(_pod(document, node, one, entering, wrong) for one in found)


def _pod(document: Document, node: Node, inner: Inner, entering: Any, wrong: str | None) -> Pod:
    field = inner.path[-1].field
    told = {
        "spare": inner.spare,
        "listed": inner.listed,
        "wrong": wrong == inner.path[0].field and not inner.spare,
        "first": field in ("layer", "cell", "cells"),
    }
    if not inner.type:
        return Pod(inner.path, inner.holds, **told)
    kind = kinds.find(document, inner.type)
    known = inside(document, node, entering, inner.path)
    shown = kind if kind is not None and fields_of(document, inner) else None
    return Pod(
        inner.path,
        inner.holds,
        title_of(kind) if kind else inner.type,
        kind.icon if kind else "",
        kind.category if kind else "",
        detail(shown, inner.parameters) if shown is not None else "",
        shapes_text(known.outputs[:1]) if known is not None and known.outputs else "",
        **told,
    )


# Places in a node


def shape_of(pod: Pod) -> PodShape:
    """What the form of a node must know of a slot."""
    return pod.depth, pod.spare and pod.empty


def pod_at(pods: tuple[Pod, ...], rects: tuple[QRectF, ...], point: QPointF) -> int | None:
    """The number of the innermost slot at a point of the node, or None."""
    found = [number for number, rect in enumerate(rects) if rect.contains(point)]
    return max(found, key=lambda number: pods[number].depth, default=None)


def drop_place(pod: Pod, rect: QRectF, point: QPointF) -> tuple[Path, bool]:
    """Where something let go over a slot goes: its path, and whether what is there moves on.

    Near the ends of a listed card it goes beside it, in its middle it takes its place.
    """
    if pod.empty or not pod.listed:
        return pod.path, False
    share = (point.y() - rect.top()) / CARD if rect.height() > 0 else 0.5
    last = pod.path[-1]
    if share < EDGE:
        return pod.path, True
    if point.y() > rect.bottom() - EDGE * CARD:
        return (*pod.path[:-1], last._replace(number=last.number + 1)), True
    return pod.path, False
