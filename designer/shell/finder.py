"""How is a command found by its name? A search box over the window; Enter runs the first match."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from designer.search import score
from designer.shell import brush, speech, theme
from designer.shell.adapting import Adapting
from designer.shell.menus import Menus
from designer.shell.rows import plain
from designer.shell.theme import Radius, Space

WIDTH, ROWS, ROW, TOP = 520, 10, 28, 72
ACTION, KEYS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Rows(QStyledItemDelegate):
    """Puts an action's keys at the end of its row."""

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        super().paint(painter, option, index)
        keys = index.data(KEYS)
        painter.save()
        painter.setPen(theme.current().color("text_muted"))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(option.rect.adjusted(0, 0, -Space.MEDIUM, 0), int(align), keys)
        painter.restore()


class Finder(Adapting, QWidget):
    """A child of the window, not a popup: input methods work in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: list[tuple[str, str, QAction]] = []
        self._keys: dict[str, str] = {}
        self.field = QLineEdit(self)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setItemDelegate(Rows(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setIconSize(QSize(16, 16))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._run)
        self.list.currentItemChanged.connect(lambda item, _: self._speak(item))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.retranslate()
        self.hide()

    def open(self, menus: Menus) -> None:
        """Show the box with every action that can be used now."""
        self._actions = [
            (title, plain(action.text()), action)
            for menu, title in menus.titles().items()
            for action in menus.every(menu)
            if action.isEnabled()
        ]
        native = QKeySequence.SequenceFormat.NativeText
        self._keys = {
            action.objectName(): QKeySequence(keys[0]).toString(native)
            for *_, action in self._actions
            if (keys := menus.keys(action))
        }
        self.field.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def _filter(self, text: str) -> None:
        self.list.clear()
        found = [(score(text, title, menu), title, menu, a) for menu, title, a in self._actions]
        for rank, title, menu, action in sorted(found, key=lambda row: -row[0]):
            if rank <= 0:
                continue
            item = QListWidgetItem(action.icon(), title, self.list)
            item.setData(ACTION, action)
            item.setData(KEYS, self._keys.get(action.objectName(), ""))
            item.setToolTip(menu)
        self.list.setCurrentRow(0)
        self._fit()

    def _fit(self) -> None:
        """As wide as the window lets it, as high as its rows."""
        window = self.parentWidget()
        width = min(WIDTH, window.width() - 2 * Space.LOOSE)
        rows = min(self.list.count(), ROWS)
        self.list.setFixedHeight(rows * ROW)
        self.list.setVisible(rows > 0)
        self.resize(width, self.field.height() + rows * ROW + (3 if rows else 2) * Space.SNUG)
        self.move((window.width() - width) // 2, TOP)

    def _speak(self, item: QListWidgetItem | None) -> None:
        """The list never has the focus, so its current row is said aloud."""
        if item is not None and self.isVisible():
            speech.say(self.field, item.text())

    def _run(self, item: QListWidgetItem | None) -> None:
        self.hide()
        self.parentWidget().setFocus()
        if item is not None:
            item.data(ACTION).trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._steer(event):
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
        if step is not None and self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self._run(None)
        else:
            return False
        return True

    def tint(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Search commands"))
        self.setAccessibleName(self.tr("Search commands"))
        self.field.setAccessibleName(self.tr("Search commands"))
        self.list.setAccessibleName(self.tr("Commands that match"))
        palette = self.list.palette()
        palette.setColor(palette.ColorRole.Base, theme.current().color("panel"))
        self.list.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        brush.box(painter, area, tokens.color("panel"), tokens.color("border_strong"), Radius.LARGE)
