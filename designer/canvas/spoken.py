"""What does a screen reader find on the canvas? A list whose entries are what is drawn.

Each layer, note and frame is an accessible child with a name, a description, a place, states and
actions; wires are told in the descriptions and as relations. PySide lets no interface of Python's
say which further ones it has (`interface_cast` crashes on "none"), but QAccessibleWidget says it
for itself: so each child is one, told of the canvas, and answers everything in its own words.
Qt deletes them, when it is told to or with the canvas; until then `Voice` keeps them in Python's
hands. They themselves hold the canvas weakly: it could never go otherwise.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QTimer
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

from designer.canvas import telling
from designer.canvas.picking import hit
from designer.canvas.surface import Canvas

Role, Text = QAccessible.Role, QAccessible.Text
PRESS, FOCUS = "Press", "SetFocus"  # Qt's own names for what every reader knows
MENU, TOGGLE = "ShowMenu", "Toggle"
CONNECT, RENAME, EXPLAIN = "connect", "rename", "explain"


class SpokenThing(QAccessibleWidget):
    """One layer, note or frame, for assistive tools."""

    def __init__(self, canvas: Canvas, key: str) -> None:
        super().__init__(canvas, Role.ListItem, "")
        self.key = key
        self._reference = weakref.ref(canvas)
        self.number = QAccessible.registerAccessibleInterface(self)

    @property
    def _canvas(self) -> Canvas:
        return self._reference()

    # What it is

    def isValid(self) -> bool:
        canvas = self._canvas
        return canvas is not None and isValid(canvas) and canvas.voice.has(self.key)

    def object(self) -> None:
        return None  # not a widget of its own: the canvas has only one interface

    def role(self) -> QAccessible.Role:
        document = self._canvas.drawing.document
        if self.key in document.notes:
            return Role.Note
        return Role.Grouping if self.key in document.frames else Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        scene = self._canvas.drawing
        if scene.record(self.key) is None:
            return ""
        if kind == Text.Name:
            return telling.name_of(scene, self.key)
        if kind == Text.Description:
            return telling.description_of(scene, self.key)
        return telling.summary_of(scene, self.key) if kind == Text.Help else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are changed where one sees what comes of it: by the action for that."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        scene = self._canvas.drawing
        if scene.record(self.key) is None:
            state.invalid = True
            return state
        state.focusable = state.selectable = True
        state.multiSelectable = state.extSelectable = True
        state.selected = self.key in self._canvas.studio.selection
        state.focused = self._canvas.hasFocus() and self._canvas.voice.current() == self.key
        state.offscreen = not self._canvas.visible().intersects(scene.item_of(self.key).body())
        if self.key in scene.nodes:
            content = scene.nodes[self.key].content
            state.invalidEntry = content.severity == "error"
            state.collapsed = content.collapsed
        return state

    def rect(self) -> QRect:
        item = self._canvas.drawing.item_of(self.key)
        if item is None:
            return QRect()
        body = item.body()
        corners = (self._canvas.to_view(corner) for corner in (body.topLeft(), body.bottomRight()))
        area = QRect(*(corner.toPoint() for corner in corners))
        return area.translated(self._canvas.viewport().mapToGlobal(QPoint()))

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()

    # Where it is

    def window(self) -> Any:
        return self._canvas.window().windowHandle()

    def parent(self) -> Any:
        return QAccessible.queryAccessibleInterface(self._canvas)

    def child(self, index: int) -> None:
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> None:
        return None

    def focusChild(self) -> None:
        return None

    def indexOfChild(self, child: Any) -> int:
        return -1

    def relations(self, match: QAccessible.RelationFlag) -> list:
        """Whence and whither its wires lead."""
        wires, flag = self._canvas.drawing.document.wires, QAccessible.RelationFlag
        found = []
        if match & flag.FlowsFrom:
            found += [(wire.source, flag.FlowsFrom) for wire in wires.into(self.key)]
        if match & flag.FlowsTo:
            found += [(wire.target, flag.FlowsTo) for wire in wires.out_of(self.key)]
        return [(self._canvas.voice.thing(key), way) for key, way in found]

    # What can be done with it

    def _actions(self) -> dict[str, tuple[str, Callable[[], Any]]]:
        """What each action is called, and what it does once the thing alone is selected."""
        say, canvas = QCoreApplication.translate, self._canvas
        actions = {
            PRESS: (say("Canvas", "Select"), lambda: None),
            FOCUS: (say("Canvas", "Select"), canvas.setFocus),
            MENU: (say("Canvas", "Show the menu"), canvas.open_menu_at_selection),
            RENAME: (say("Canvas", "Rename"), canvas.rename_selected),
        }
        if self.key in canvas.drawing.nodes:
            actions[CONNECT] = (say("Canvas", "Connect to…"), canvas.connect_selected)
            actions[EXPLAIN] = (say("Canvas", "Explain this layer"), canvas.help_selected)
        return actions

    def actionNames(self) -> list[str]:
        return [*self._actions(), TOGGLE]

    def doAction(self, name: str) -> None:
        studio = self._canvas.studio
        if not self.isValid():
            return
        if name == TOGGLE:
            studio.select({self.key}, "toggle")
        elif name in self._actions():
            studio.focus(self.key)
            # What opens does so after the reader has its answer.
            QTimer.singleShot(0, self._canvas, self._actions()[name][1])

    def localizedActionName(self, name: str) -> str:
        if name == TOGGLE:
            return QCoreApplication.translate("Canvas", "Add to the selection, or take off")
        return self._actions().get(name, ("",))[0]

    def localizedActionDescription(self, name: str) -> str:
        return self.localizedActionName(name)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return {CONNECT: ["C"], RENAME: ["F2"], EXPLAIN: ["F1"], MENU: ["Menu"]}.get(name, [])


class SpokenDrawing(QAccessibleWidget):
    """The canvas itself: first what is drawn, in reading order, then the tools that lie over it."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, Role.List, "")
        self._reference = weakref.ref(canvas)

    @property
    def _canvas(self) -> Canvas | None:
        """The canvas, unless it is being deleted just now."""
        canvas = self._reference()
        return canvas if canvas is not None and isValid(canvas) else None

    def _keys(self) -> list[str]:
        return self._canvas.voice.keys() if self._canvas is not None else []

    def _tools(self) -> list[QWidget]:
        canvas = self._canvas
        if canvas is None:
            return []
        tools = canvas.voice.tools
        if canvas.editor is not None:
            tools += (canvas.editor.field,)
        return [tool for tool in tools if isValid(tool) and tool.isVisible()]

    def childCount(self) -> int:
        return len(self._keys()) + len(self._tools())

    def child(self, index: int) -> Any:
        keys = self._keys()
        if 0 <= index < len(keys):
            return self._canvas.voice.thing(keys[index])
        tools = self._tools()
        if 0 <= index - len(keys) < len(tools):
            return QAccessible.queryAccessibleInterface(tools[index - len(keys)])
        return None

    def indexOfChild(self, child: Any) -> int:
        keys = self._keys()
        if isinstance(child, SpokenThing):
            return keys.index(child.key) if child.key in keys else -1
        tools = self._tools()
        widget = child.object() if child is not None else None
        return len(keys) + tools.index(widget) if widget in tools else -1

    def childAt(self, x: int, y: int) -> Any:
        canvas, place = self._canvas, QPoint(x, y)
        for tool in reversed(self._tools()):
            if tool.rect().contains(tool.mapFromGlobal(place)):
                return QAccessible.queryAccessibleInterface(tool)
        point = canvas.to_scene(QPointF(canvas.viewport().mapFromGlobal(place)))
        found = hit(canvas.drawing, point, canvas.scale_now())
        return self._canvas.voice.thing(found.key) if self._canvas.voice.has(found.key) else None

    def focusChild(self) -> Any:
        tools = [tool for tool in self._tools() if tool.isAncestorOf(tool.window().focusWidget())]
        if tools:
            return QAccessible.queryAccessibleInterface(tools[0]).focusChild()
        current = self._canvas.voice.current()
        return self._canvas.voice.thing(current) if current and self._canvas.hasFocus() else None

    def state(self) -> QAccessible.State:
        state = super().state()
        state.multiSelectable = state.extSelectable = True
        return state
