"""What may the canvas's tools ask of the view that they work on? They know no more of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF

from designer.canvas.pointer import Pointer
from designer.canvas.scene import CanvasScene
from designer.document.values import Wire
from designer.studio import Studio


class Canvas(Protocol):
    """The view as gestures, menu, minimap, quick menu and voice see it.

    It is a QGraphicsView besides. The menu offers further verbs, by the names that they have in
    the view's parts: Commands, Copies, Looking, Nesting, Ordering, Holding.
    """

    studio: Studio
    drawing: CanvasScene
    gesture: Any  # what the mouse does just now, or None
    editor: Any  # the line in which a name is being written, or None

    # What is in view

    def visible(self) -> QRectF: ...

    def scale_now(self) -> float: ...

    def to_scene(self, place: QPointF) -> QPointF: ...

    def to_view(self, point: QPointF) -> QPointF: ...

    def scroll_by(self, step: QPointF) -> None: ...

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None: ...

    def reveal(self, key: str) -> None: ...

    # What goes on

    def hint(self, text: str, kind: str = "", below: QRect | None = None) -> None: ...

    def take_over(self, gesture: Any) -> None: ...

    def selected_nodes(self) -> list[str]: ...

    def open_menu(self, pointer: Pointer) -> None: ...

    def label_for_move(self, ids: Iterable[str]) -> str: ...

    def label_for_wire(self, source: str, target: str) -> str: ...

    # What is made of the drawing: each is one undo step

    def connect_nodes(self, source: str, target: str) -> None: ...

    def add_layer(self, kind: str, corner: QPointF, *more: Any, **options: Any) -> Any: ...

    def add_following(self, kind: str, key: str) -> None: ...

    def add_at_wire(self, point: QPointF, side: str, key: str, number: int) -> None: ...

    def add_dots(self, places: Mapping[Wire, tuple[float, float]]) -> None: ...

    def insert(self, places: Mapping[str, tuple[float, float]], key: str, wire: Wire) -> bool: ...

    def put_onto(self, wire: Wire, key: str) -> bool: ...

    def fill_slot(self, aim: Any, kind: str) -> None: ...

    def put_into(self, aim: Any, inner: str) -> bool: ...

    def take_out(self, key: str, path: Any, corner: QPointF) -> None: ...

    def carry_slot(self, key: str, path: Any, aim: Any) -> None: ...
