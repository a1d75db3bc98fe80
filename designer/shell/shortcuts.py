"""Which keys do what? Every action and its keys, what the mouse does too, searchable by either."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from designer.search import fold
from designer.shell import theme
from designer.shell.adapting import Adapting
from designer.shell.menus import Menus
from designer.shell.rows import plain


class ShortcutsWindow(Adapting, QDialog):
    """Lives beside the work; closing it forgets it."""

    def __init__(self, menus: Menus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._menus = menus
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.tree = QTreeWidget(self)
        self.tree.setColumnCount(2)
        self.tree.setRootIsDecorated(False)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.tree)
        self.resize(580, 680)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.field.setPlaceholderText(self.tr("Search by name or keys"))
        self.field.setAccessibleName(self.tr("Search by name or keys"))
        self.tree.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.tree.clear()
        for menu, title in self._menus.titles().items():
            rows = [(plain(one.text()), self._keys(one)) for one in self._menus.every(menu)]
            self._add_rows(title, rows)
        self._add_rows(self.tr("Mouse"), self._mouse())
        self.tree.expandAll()
        self.tree.setColumnWidth(0, 310)
        self._filter(self.field.text())

    def _add_rows(self, title: str, rows: list[tuple[str, str]]) -> None:
        head = QTreeWidgetItem(self.tree, [title])
        head.setFont(0, theme.font(theme.Type.CAPTION, weight=QFont.Weight.DemiBold))
        for words, keys in rows:
            item = QTreeWidgetItem(head, [words, keys])
            item.setFont(1, theme.mono(theme.Type.CAPTION))
            item.setToolTip(1, keys)

    def _keys(self, action: QAction) -> str:
        native = QKeySequence.SequenceFormat.NativeText
        return "   ".join(QKeySequence(key).toString(native) for key in self._menus.keys(action))

    def _mouse(self) -> list[tuple[str, str]]:
        """What the hand does on the canvas, and what comes of it."""
        tr = self.tr
        return [
            (tr("Move the view"), tr("middle drag, Space + drag, two fingers")),
            (tr("Zoom"), tr("wheel, Ctrl + wheel, pinch")),
            (tr("Select what a box touches"), tr("drag on empty")),
            (tr("Add to the selection"), tr("Shift + click")),
            (tr("Turn the selection over"), tr("Ctrl + click")),
            (tr("Move without lining up"), tr("Ctrl + drag")),
            (tr("Use a layer's weights again"), tr("Alt + drag")),
            (tr("Add a layer"), tr("double click on empty")),
            (tr("Insert a layer on a wire"), tr("double click on the wire")),
            (tr("Put a layer onto a wire"), tr("drop it there")),
            (tr("Keep a layer off a wire"), tr("Alt while dropping")),
            (tr("Draw a wire"), tr("drag from a port")),
            (tr("Add a layer at the wire's end"), tr("let go on empty")),
            (tr("Take a wire off"), tr("drag its end away")),
            (tr("Take a wire off its output"), tr("Ctrl + drag from the port")),
            (tr("Cut wires"), tr("Ctrl + right drag")),
            (tr("Put dots onto wires"), tr("Shift + right drag")),
            (tr("Rename"), tr("double click on the name")),
            (tr("Show the parameters"), tr("double click on the layer")),
            (tr("Menu"), tr("right click")),
        ]

    def _filter(self, text: str) -> None:
        """Keep the rows whose name or keys hold the text, and the menus that have some."""
        wanted = fold(text).replace(" ", "")
        for index in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(index)
            shown = 0
            for place in range(head.childCount()):
                row = head.child(place)
                fits = any(wanted in fold(row.text(side)).replace(" ", "") for side in (0, 1))
                row.setHidden(not fits)
                shown += fits
            head.setHidden(shown == 0)
