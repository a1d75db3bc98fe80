"""What does a right click offer? The commands that make sense for what lies under it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from designer.canvas.picking import Hit
from designer.canvas.surface import Canvas
from designer.document import clipboard, kinds, slots
from designer.document.values import Node

translate = QCoreApplication.translate
GROW = 48.0  # what a note or a frame grows at a time


def menu_for(canvas: Canvas, found: Hit, point: QPointF) -> QMenu:
    """The menu for a hit at a point of the scene. It deletes itself when it closes."""
    menu = QMenu(canvas)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if found.wire is not None:
        _wire(menu, canvas, found, point)
    elif found.part == "pod":
        _slot(menu, canvas)
    elif found.key in canvas.studio.document.nodes:
        _node(menu, canvas, found.key)
    elif found.key:
        _box(menu, canvas, found.key)
    else:
        _empty(menu, canvas, point)
    return menu


def _add(menu: QMenu, text: str, run, keys: str = "", enabled: bool = True) -> None:
    """One line. The key is shown beside it; the canvas or the main menu listens to it."""
    action = menu.addAction(f"{text}\t{keys}" if keys else text)
    action.triggered.connect(lambda: run())
    action.setEnabled(enabled)


def _node(menu: QMenu, canvas: Canvas, key: str) -> None:
    node = canvas.studio.document.nodes[key]
    kind = kinds.find(canvas.studio.document, node.type)
    several = len(canvas.selected_nodes()) > 1
    _add(menu, translate("Canvas", "Rename"), canvas.rename_selected, "F2", not several)
    _add(menu, translate("Canvas", "Explain this layer"), canvas.help_selected, "F1")
    menu.addSeparator()
    _add(menu, translate("Canvas", "Connect to…"), canvas.connect_selected, "C", not several)
    _add(menu, translate("Canvas", "Join in order"), canvas.join_selected, "J", several)
    onto = translate("Canvas", "Put onto a wire…")
    _add(menu, onto, canvas.choose_way, "Ctrl+Shift+O", not several)
    if kind is not None and kind.takes_list and not several:
        _add(menu, translate("Canvas", "Swap inputs"), canvas.swap_inputs)
    menu.addSeparator()
    _add(menu, translate("Canvas", "Cut"), canvas.cut, "Ctrl+X")
    _add(menu, translate("Canvas", "Copy"), canvas.copy, "Ctrl+C")
    _add(menu, translate("Canvas", "Duplicate"), canvas.duplicate, "Ctrl+D")
    again = translate("Canvas", "Use its weights again")
    _add(menu, again, canvas.share_selected, "", kind is not None and bool(kind.inputs))
    if node.shares is not None:
        _add(menu, translate("Canvas", "Give it its own weights"), canvas.unshare_selected)
    _holder(menu, canvas, node, several)
    _sub_model(menu, canvas, key)
    menu.addSeparator()
    bypass = translate("Canvas", "Use again") if node.bypassed else translate("Canvas", "Bypass")
    _add(menu, bypass, canvas.bypass_selected, "Ctrl+B")
    collapse = translate("Canvas", "Expand") if node.collapsed else translate("Canvas", "Collapse")
    _add(menu, collapse, canvas.collapse, "H")
    _add(menu, translate("Canvas", "Frame the selection"), canvas.frame_selected, "Ctrl+J")
    _arrange(menu, canvas, several)
    menu.addSeparator()
    _add(menu, translate("Canvas", "Delete"), canvas.delete_selected, "Del")
    heal = translate("Canvas", "Delete and close the gap")
    _add(menu, heal, lambda: canvas.delete_selected(heal=True), "Ctrl+Del")


def _holder(menu: QMenu, canvas: Canvas, node: Node, several: bool) -> None:
    """What goes into a node's slots, or into which slots it could go itself."""
    if several:
        return
    menu.addSeparator()
    if slots.holds(node):
        choose = translate("Canvas", "Choose what is inside…")
        _add(menu, choose, canvas.choose_for_slot, "Ctrl+H")
    into = translate("Canvas", "Put the layer into another…")
    _add(menu, into, canvas.choose_holder, "Ctrl+T")


def _slot(menu: QMenu, canvas: Canvas) -> None:
    """What can be done with the layer in the selected slot, or with the hole."""
    key, inner = canvas.chosen_slot()
    choose = translate("Canvas", "Choose what is inside…")
    _add(menu, choose, canvas.choose_for_slot, "Ctrl+H")
    if inner.type:
        if canvas.holds_drawing(key):
            _add(menu, translate("Canvas", "Open what is inside"), canvas.enter_selected, "Enter")
        _add(menu, translate("Canvas", "Explain this layer"), canvas.help_selected, "F1")
        menu.addSeparator()
        out = translate("Canvas", "Take out what is inside")
        _add(menu, out, canvas.take_out_selected, "Ctrl+Shift+T")
    if inner.type and inner.listed:
        up, down = translate("Canvas", "Move the cell up"), translate("Canvas", "Move it down")
        _add(menu, up, lambda: canvas.shift_selected(-1), "Ctrl+PgUp")
        _add(menu, down, lambda: canvas.shift_selected(1), "Ctrl+PgDown")
    menu.addSeparator()
    _add(menu, translate("Canvas", "Cut"), canvas.cut, "Ctrl+X", bool(inner.type))
    _add(menu, translate("Canvas", "Copy"), canvas.copy, "Ctrl+C", bool(inner.type))
    held = clipboard.holds_layers(QGuiApplication.clipboard().text())
    _add(menu, translate("Canvas", "Paste"), canvas.paste, "Ctrl+V", held)
    menu.addSeparator()
    empty = translate("Canvas", "Empty the slot")
    _add(menu, empty, canvas.empty_selected, "Del", bool(inner.type))


def _sub_model(menu: QMenu, canvas: Canvas, key: str) -> None:
    """What makes a sub-model of layers, and what can be done with one."""
    menu.addSeparator()
    if canvas.holds_drawing(key):
        _add(menu, translate("Canvas", "Open what is inside"), canvas.enter_selected, "Enter")
    _add(menu, translate("Canvas", "Make a sub-model"), canvas.group_selected, "Ctrl+G")
    if canvas.studio.document.nodes[key].type.startswith(kinds.BLOCK):
        rename = translate("Canvas", "Rename the sub-model")
        _add(menu, rename, canvas.rename_block_selected, "Shift+F2")
    if canvas.is_instance(key):
        dissolve = translate("Canvas", "Dissolve the sub-model")
        _add(menu, dissolve, canvas.dissolve_selected, "Ctrl+Shift+G")
        unique = translate("Canvas", "Make a definition of its own")
        _add(menu, unique, canvas.unique_selected)
        save = translate("Canvas", "Save to the palette")
        _add(menu, save, canvas.save_selected)


def _arrange(menu: QMenu, canvas: Canvas, several: bool) -> None:
    """Layout for the selection, and lines to bring it to."""
    _add(menu, translate("Canvas", "Arrange"), canvas.arrange, "Ctrl+L")
    _add(menu, translate("Canvas", "Arrange in rows"), lambda: canvas.arrange("rows"))
    _add(menu, translate("Canvas", "Arrange by size"), lambda: canvas.arrange("levels"))
    lines = menu.addMenu(translate("Canvas", "Align"))
    lines.setEnabled(several)
    for line, text in {
        "left": translate("Canvas", "Left edges"),
        "center": translate("Canvas", "Centers"),
        "right": translate("Canvas", "Right edges"),
        "top": translate("Canvas", "Top edges"),
        "middle": translate("Canvas", "Middles"),
        "bottom": translate("Canvas", "Bottom edges"),
    }.items():
        _add(lines, text, lambda line=line: canvas.align(line))
    lines.addSeparator()
    across, down = translate("Canvas", "Equal gaps across"), translate("Canvas", "Equal gaps down")
    _add(lines, across, lambda: canvas.distribute("horizontal"))
    _add(lines, down, lambda: canvas.distribute("vertical"))


def _wire(menu: QMenu, canvas: Canvas, found: Hit, point: QPointF) -> None:
    insert = translate("Canvas", "Insert a layer…")
    _add(menu, insert, lambda: canvas.add_on_wire(point, found.wire), "Tab")
    dot = translate("Canvas", "Add a dot")
    _add(menu, dot, lambda: canvas.add_dots({found.wire: point.toTuple()}), "R")
    _add(menu, translate("Canvas", "Delete"), canvas.delete_selected, "Del")


def _box(menu: QMenu, canvas: Canvas, key: str) -> None:
    _add(menu, translate("Canvas", "Edit the text"), lambda: canvas.rename(key), "F2")
    tokens = menu.addMenu(translate("Canvas", "Color"))
    for word, text in {
        "": translate("Canvas", "Usual"),
        "convolution": translate("Canvas", "Blue"),
        "pooling": translate("Canvas", "Green"),
        "dense": translate("Canvas", "Yellow"),
        "activation": translate("Canvas", "Brown"),
        "merge": translate("Canvas", "Pink"),
        "recurrent": translate("Canvas", "Violet"),
    }.items():
        _add(tokens, text, lambda word=word: canvas.color_box(key, word))
    size = menu.addMenu(translate("Canvas", "Size"))
    for text, across, down in (
        (translate("Canvas", "Wider"), GROW, 0.0),
        (translate("Canvas", "Narrower"), -GROW, 0.0),
        (translate("Canvas", "Higher"), 0.0, GROW),
        (translate("Canvas", "Lower"), 0.0, -GROW),
    ):
        _add(size, text, lambda across=across, down=down: canvas.grow_box(key, across, down))
    menu.addSeparator()
    _add(menu, translate("Canvas", "Delete"), canvas.delete_selected, "Del")


def _empty(menu: QMenu, canvas: Canvas, point: QPointF) -> None:
    _add(menu, translate("Canvas", "Add a layer…"), lambda: canvas.open_quick_add(point), "Tab")
    _add(menu, translate("Canvas", "Add a note"), lambda: canvas.add_note(point), "N")
    held = clipboard.holds_layers(QGuiApplication.clipboard().text())
    _add(menu, translate("Canvas", "Paste"), lambda: canvas.paste(point), "Ctrl+V", held)
    menu.addSeparator()
    drawn = bool(canvas.studio.document.nodes)
    _add(menu, translate("Canvas", "Select all"), canvas.select_all, "Ctrl+A", drawn)
    _add(menu, translate("Canvas", "Find…"), canvas.find, "Ctrl+F", drawn)
    _add(menu, translate("Canvas", "Show everything"), canvas.frame_all, "Home", drawn)
    _add(menu, translate("Canvas", "Arrange"), canvas.arrange, "Ctrl+L", drawn)
    rows = translate("Canvas", "Arrange in rows")
    _add(menu, rows, lambda: canvas.arrange("rows"), "", drawn)
