"""What can be done with an entry of the palette, besides drawing it? Its menu, and Delete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from designer.document.kinds import BLOCK
from designer.document.library import SAVED
from designer.document.sheets import users
from designer.studio import Studio
from engine import registry

translate = QCoreApplication.translate


def menu_for(studio: Studio, type_: str, parent: QWidget, rename: Callable[[], object]) -> QMenu:
    """The menu of an entry; `rename` lets its name be typed."""
    menu = QMenu(parent)

    def add(text: str, run: Callable[[], object], keys: str = "", enabled: bool = True) -> None:
        action = menu.addAction(f"{text}\t{keys}" if keys else text)
        action.triggered.connect(lambda: run())
        action.setEnabled(enabled)

    place = translate("Palette", "Add to the drawing")
    add(place, lambda: studio.insert_requested.emit(type_), "Enter")
    if type_ in registry.layers():
        explain = translate("Palette", "Explain this layer")
        add(explain, lambda: studio.help_requested.emit(type_))
    elif type_.startswith(BLOCK):
        block = type_.removeprefix(BLOCK)
        add(translate("Palette", "Open what is inside"), lambda: studio.open_block(block))
        add(translate("Palette", "Rename"), rename, "F2")
        menu.addSeparator()
        used = bool(users(studio.project, block))
        text = translate("Palette", "Delete the definition")
        add(text, lambda: studio.remove_block(block), "Del", not used)
    elif type_.startswith(SAVED):
        menu.addSeparator()
        text = translate("Palette", "Delete from the palette…")
        add(text, lambda: studio.ask_forget(type_.removeprefix(SAVED)), "Del")
    return menu


def delete(studio: Studio, type_: str) -> None:
    """What the Delete key does with an entry: layers stay."""
    if type_.startswith(BLOCK):
        studio.remove_block(type_.removeprefix(BLOCK))
    elif type_.startswith(SAVED):
        studio.ask_forget(type_.removeprefix(SAVED))
