"""How does who does not see the canvas learn what happens on it? Focus, changes, announcements."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from designer.canvas import telling
from designer.canvas.spoken import SpokenDrawing, SpokenThing
from designer.canvas.steps import by_reading
from designer.canvas.surface import Canvas
from designer.shell import speech

Event = QAccessible.Event
KEPT: list[SpokenDrawing] = []  # what Qt has got for the canvases that there are


class Voice:
    """Keeps the accessible things of one canvas equal to its drawing, and tells of changes.

    The things are made when assistive tools ask for them: without any, nothing is.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.tools: tuple[QWidget, ...] = ()  # what lies over the drawing, if it is to be seen
        self._keys: dict[str, None] | None = None  # what assistive tools were told is there
        self._things: dict[str, SpokenThing] = {}
        self._selected: frozenset[str] = frozenset()
        self._told = ""  # what was last said of the current thing
        things = self._things
        canvas.destroyed.connect(lambda: _forget(things, [*things]))
        _offer_drawings()

    # What there is

    def keys(self) -> list[str]:
        """The ids of what is drawn: layers in reading order, then notes and frames."""
        return [*self._known()]

    def _known(self) -> dict[str, None]:
        if self._keys is None:
            self._keys = dict.fromkeys(_in_order(self.canvas.drawing.document))
        return self._keys

    def has(self, key: str) -> bool:
        """Whether the thing is there, as far as assistive tools were told."""
        return key in self._known()

    def thing(self, key: str) -> SpokenThing:
        """The accessible thing for a layer, note or frame."""
        if key not in self._things:
            self._things[key] = SpokenThing(self.canvas, key)
        return self._things[key]

    def current(self) -> str:
        """The thing at which the keyboard is: what was selected last."""
        ids, layers = self.canvas.studio.selection, self.canvas.selected_nodes()
        if layers:
            return layers[-1]
        return next(iter(ids)) if len(ids) == 1 else ""

    # What happens

    def follow_drawing(self, other: bool = False) -> None:
        """The document has changed, or with `other` another drawing was opened."""
        if not QAccessible.isActive():
            _forget(self._things, [*self._things])
            self._keys = None
            return
        before, after = self.keys(), _in_order(self.canvas.drawing.document)
        kept = set() if other else set(after)
        gone = [key for key in before if key not in kept]
        for key in gone:
            self._send(key, Event.ObjectDestroyed)
        _forget(self._things, gone)
        self._keys = dict.fromkeys(after)
        stayed = set(before) - set(gone)
        for key in after:
            if key not in stayed:
                self._send(key, Event.ObjectCreated)

    def follow_selection(self) -> None:
        """Something else is selected."""
        before, self._selected = self._selected, self.canvas.studio.selection
        if not QAccessible.isActive():
            return
        for key in before - self._selected:
            if self.has(key):
                self._send(key, Event.SelectionRemove)
        new = self._selected - before
        for key in new:
            self._send(key, Event.SelectionAdd)
        one = len(new) == 1 or len(self._selected) == 1
        if one and not self.canvas.studio.inner:
            self.say_current()
        else:
            speech.say(self.canvas, self.canvas.accessibleDescription())

    def say_current(self) -> None:
        """Tell where the keyboard is: by the focus, or in words while that is elsewhere."""
        key = self.current()
        if not QAccessible.isActive() or not key:
            return
        self._told = telling.description_of(self.canvas.drawing, key)
        if self.canvas.hasFocus():
            self._send(key, Event.Focus)
        else:
            speech.say(self.canvas, self.canvas.accessibleDescription())

    def follow_focus(self) -> None:
        """The canvas has got the focus: Qt tells that of the canvas first."""
        if QAccessible.isActive():
            QTimer.singleShot(0, self.canvas, self.say_current)

    def follow_analysis(self) -> None:
        """Shapes and problems have changed; of the current thing one wants to hear it."""
        key = self.current()
        if not QAccessible.isActive() or not key or not self.has(key):
            return
        text = telling.description_of(self.canvas.drawing, key)
        if text != self._told:
            self._told = text
            self._send(key, Event.DescriptionChanged)
            if self.canvas.hasFocus():
                speech.say(self.canvas, text)

    def _send(self, key: str, event: QAccessible.Event) -> None:
        QAccessible.updateAccessibility(QAccessibleEvent(self.thing(key), event))


@cache
def _offer_drawings() -> None:
    """Tell Qt once how the canvas is spoken of."""
    QAccessible.installFactory(_spoken_drawing)


def _spoken_drawing(name: str, widget: QWidget) -> SpokenDrawing | None:
    """What Qt calls for each widget, by the name of its class and then of those that it extends.

    Qt deletes what it gets, with the canvas; Python must not do so before.
    """
    if name != "CanvasView":
        return None
    KEPT[:] = [drawing for drawing in KEPT if isValid(drawing)]
    KEPT.append(SpokenDrawing(widget))
    return KEPT[-1]


def _in_order(document) -> list[str]:
    return [*by_reading(document, document.nodes), *document.notes, *document.frames]


def _forget(things: dict[str, SpokenThing], keys: list[str]) -> None:
    """Have Qt delete things, while Python still holds them: the other way round it would crash."""
    for key in keys:
        thing = things.get(key)
        if thing is not None:
            QAccessible.deleteAccessibleInterface(thing.number)
            del things[key]
