"""Which keys work while the canvas has the focus? One table; menus hold the same commands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

Modifier = Qt.KeyboardModifier
IGNORED = Modifier.KeypadModifier | Modifier.GroupSwitchModifier
STEP, STRIDE = 8.0, 48.0
SCROLL = 120.0  # pixels that the view moves with a key
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

# (command of the canvas, arguments): its keys, parted by blanks. Each command is in the menus too,
# and a letter alone has a twin there: a Chinese input method could take the letter.
COMMANDS: dict[tuple[Any, ...], str] = {
    ("quick_add",): "Tab Shift+A",
    ("frame_all",): "Home",
    ("frame_selection",): "F .",
    ("zoom_in",): "+ =",
    ("zoom_out",): "-",
    ("join_selected",): "J",
    ("bypass_selected",): "M",
    ("collapse",): "H",
    ("add_note",): "N",
    ("take_knife",): "K",
    ("select_downstream",): "L",
    ("select_upstream",): "Shift+L",
    ("select_none",): "Esc",
    ("connect_selected",): "C",
    ("reroute_selected",): "R",
    ("choose_wire",): "W",
    ("duplicate",): "Shift+D",
    ("delete_selected",): "Del Backspace",
    ("delete_selected", True): "Ctrl+Del Ctrl+Backspace",
    ("rename_selected",): "F2",
    ("help_selected",): "F1",
    ("enter_selected",): "Return Enter",
    ("nudge", -STEP, 0.0): "Left",
    ("nudge", STEP, 0.0): "Right",
    ("nudge", 0.0, -STEP): "Up",
    ("nudge", 0.0, STEP): "Down",
    ("nudge", -STRIDE, 0.0): "Shift+Left",
    ("nudge", STRIDE, 0.0): "Shift+Right",
    ("nudge", 0.0, -STRIDE): "Shift+Up",
    ("nudge", 0.0, STRIDE): "Shift+Down",
    ("walk", "left"): "Alt+Left",
    ("walk", "right"): "Alt+Right",
    ("walk", "up"): "Alt+Up",
    ("walk", "down"): "Alt+Down",
    ("walk", "left", True): "Ctrl+Shift+Left",
    ("walk", "right", True): "Ctrl+Shift+Right",
    ("walk", "up", True): "Ctrl+Shift+Up",
    ("walk", "down", True): "Ctrl+Shift+Down",
    ("look_aside", -SCROLL, 0.0): "Ctrl+Left",
    ("look_aside", SCROLL, 0.0): "Ctrl+Right",
    ("look_aside", 0.0, -SCROLL): "Ctrl+Up",
    ("look_aside", 0.0, SCROLL): "Ctrl+Down",
}


def keys_of(command: str, *arguments: Any) -> list[str]:
    """The keys to which the canvas listens for a command."""
    return COMMANDS.get((command, *arguments), "").split()


def _by_key() -> dict[tuple[Qt.Key, Qt.KeyboardModifier], tuple[Any, ...]]:
    table = {}
    for command, keys in COMMANDS.items():
        for text in keys.split():
            pressed = QKeySequence(text)[0]
            table[(pressed.key(), pressed.keyboardModifiers())] = command
    return table


BY_KEY = _by_key()


def act(canvas: Any, event: QKeyEvent) -> bool:
    """Run the command of a key, if there is one. True when there was."""
    entry = BY_KEY.get((Qt.Key(event.key()), event.modifiers() & ~IGNORED))
    if entry is None:
        return False
    name, *arguments = entry
    getattr(canvas, name)(*arguments)
    return True


def is_tab(event: QKeyEvent) -> bool:
    """Whether this is Tab alone; Shift+Tab still leads out of the canvas."""
    return event.key() == Qt.Key.Key_Tab and event.modifiers() & ~IGNORED == Modifier.NoModifier


def claims_enter(event: QEvent) -> bool:
    """Take Enter, with Ctrl too, for a field on the canvas: menus, where it trains, come after."""
    claimed = event.type() == QEvent.Type.ShortcutOverride and event.key() in ENTER
    if claimed:
        event.accept()
    return claimed
