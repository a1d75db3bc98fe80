"""Which layers can be drawn? All of them by category, to search, drag or add with a key."""

from __future__ import annotations

import html

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QMimeData,
    QObject,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer.document import grouping
from designer.document.diff import Difference
from designer.document.kinds import BLOCK, Kind
from designer.panels import palette_menu
from designer.panels.prose import code_html, strong
from designer.search import matching_layers
from designer.shell import brush, icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Radius, Space
from designer.studio import Studio
from designer.texts import engine_text, error_sentence, layer_title
from engine import export, registry
from engine.errors import DesignError

MIME = "application/x-layerloom-layer"
TYPE = Qt.ItemDataRole.UserRole
PICTURE = Qt.ItemDataRole.UserRole + 2
REFUSED = Qt.ItemDataRole.UserRole + 3  # whether the chosen export target cannot have it
FAINT = 0.4
ROW, HEAD = 30, 30
NARROWEST = 196


class Rows(QStyledItemDelegate):
    """Paints categories as quiet headings and layers as a picture with a name."""

    def sizeHint(self, option, index) -> QSize:
        return QSize(120, HEAD if index.data(TYPE) is None else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        if index.data(TYPE) is None:
            self._paint_head(painter, option, index)
        else:
            self._paint_layer(painter, option, index)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        tokens = theme.current()
        area = QRectF(option.rect)
        opened = bool(option.state & QStyle.StateFlag.State_Open)
        lit = option.state & QStyle.StateFlag.State_MouseOver
        current = option.state & QStyle.StateFlag.State_HasFocus
        arrow = QRectF(area.left() + 4, area.top(), 16, area.height())
        ink = tokens.color("text" if lit or current else "text_muted")
        brush.chevron(painter, arrow, "down" if opened else "right", ink, 3)
        painter.setPen(ink)
        painter.setFont(theme.font(theme.Type.CAPTION, weight=theme.DEMI))
        text = area.adjusted(26, 0, -8, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, index.data())

    def _paint_layer(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        tokens = theme.current()
        area = QRectF(option.rect).adjusted(4, 1, -4, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            brush.box(painter, area, tokens.color("selection"), radius=Radius.MEDIUM)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            brush.box(painter, area, tokens.color("hover"), radius=Radius.MEDIUM)
        place = QPoint(int(area.left()) + 12, int(area.center().y()) - 9)
        refused = bool(index.data(REFUSED))
        painter.setOpacity(FAINT if refused else 1.0)
        painter.drawPixmap(place, icons.layer(*index.data(PICTURE)).pixmap(QSize(20, 20)))
        painter.setOpacity(1.0)
        painter.setPen(tokens.color("text_faint" if refused else "text"))
        painter.setFont(theme.font(theme.Type.BODY))
        text, metrics = area.adjusted(40, 0, -4, 0), painter.fontMetrics()
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
        text.adjust(metrics.horizontalAdvance(name) + Space.SNUG, 0, 0, 0)
        title = layer_title(index.data(TYPE))
        painter.setPen(tokens.color("text_muted"))
        painter.setFont(theme.font(theme.Type.CAPTION))
        if painter.fontMetrics().horizontalAdvance(title) <= text.width():
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)


class Tree(QTreeWidget):
    """The rows. Layers can be dragged away; Enter and double click put them on the canvas."""

    refused = Signal()  # a name that was typed: the rows show what was not taken over

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setItemDelegate(Rows(self))
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(self._clicked)
        self.itemDoubleClicked.connect(self.add)
        self.itemChanged.connect(self._renamed)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, TYPE) is None:
            item.setExpanded(not item.isExpanded())

    def add(self, item: QTreeWidgetItem | None) -> None:
        """Put the item's layer into the middle of the canvas."""
        if item is not None and item.data(0, TYPE) is not None:
            self._studio.insert_requested.emit(item.data(0, TYPE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.currentItem()
            if item is not None and item.data(0, TYPE) is None:
                item.setExpanded(not item.isExpanded())
            self.add(item)
        elif event.key() == Qt.Key.Key_F2:
            self.rename(self.currentItem())
        elif event.key() == Qt.Key.Key_Delete and item_type(self.currentItem()):
            palette_menu.delete(self._studio, item_type(self.currentItem()))
        else:
            super().keyPressEvent(event)

    def rename(self, item: QTreeWidgetItem | None) -> None:
        """Type another name for a sub-model of the project, in its row."""
        if item_type(item).startswith(BLOCK):
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.setCurrentItem(item)
            self.editItem(item, 0)

    def _renamed(self, item: QTreeWidgetItem, _column: int) -> None:
        if self.state() == QTreeWidget.State.EditingState:
            block, name = item_type(item).removeprefix(BLOCK), item.text(0)
            label = self.tr("Rename the sub-model")
            # The list is filled anew by that: not while its editor is still closing.
            QTimer.singleShot(0, self, lambda: self._rename(label, block, name))

    def _rename(self, label: str, block: str, name: str) -> None:
        if not self._studio.edit(label, grouping.rename_block, block, name):
            self.refused.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the entry under the mouse, or of the current one for the menu key."""
        keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if keys else self.itemAt(event.pos())
        if not item_type(item):
            return
        place = self.visualItemRect(item).center() if keys else event.pos()
        menu = palette_menu.menu_for(self._studio, item_type(item), self, lambda: self.rename(item))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(place))

    def startDrag(self, actions: Qt.DropAction) -> None:
        item = self.currentItem()
        if item is None or item.data(0, TYPE) is None:
            return
        drag = QDrag(self)
        drag.setMimeData(mime_of(item.data(0, TYPE)))
        picture = chip(item.text(0), self.devicePixelRatioF(), item.data(0, PICTURE))
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(24, 18))
        drag.exec(Qt.DropAction.CopyAction)


class PalettePanel(Adapting, QWidget):
    """A search box and the tree; while something is typed, the best matches in one list."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._folded: set[str] = set()
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.fill)
        self.field.returnPressed.connect(self._add_first)
        self.field.installEventFilter(self)
        self.tree = Tree(studio, self)
        self.tree.refused.connect(self.fill)
        self.tree.itemCollapsed.connect(lambda item: self._note_fold(item, True))
        self.tree.itemExpanded.connect(lambda item: self._note_fold(item, False))
        self.nothing = QLabel(self)
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(Space.MEDIUM)
        self.nothing.hide()
        self.setMinimumWidth(NARROWEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.TIGHT, Space.TIGHT)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.field)
        column.addWidget(self.nothing)
        column.addWidget(self.tree, 1)
        studio.document_changed.connect(self._follow)
        studio.library_changed.connect(self.fill)
        studio.target_chosen.connect(lambda _: self.fill())
        self.retranslate()

    def _follow(self, difference: Difference) -> None:
        """Other sub-models can be added: they are part of the project."""
        if difference.blocks or difference.sheet:
            place = self.tree.verticalScrollBar().value()
            self.fill()
            self.tree.verticalScrollBar().setValue(place)

    def fill(self) -> None:
        """Show what matches the typed text, or everything by category."""
        typed = self.field.text().strip()
        self.tree.clear()
        found = matching_layers(typed, self._studio.document)
        if typed:
            for kind in found:
                self._add_row(self.tree.invisibleRootItem(), kind)
            if found:
                self.tree.setCurrentItem(self.tree.topLevelItem(0))
        else:
            self._fill_categories(found)
        self.nothing.setVisible(not found)
        self.nothing.setText(self.tr("No layer is called “{text}”.").format(text=typed))

    def _fill_categories(self, kinds: list[Kind]) -> None:
        for category, title in registry.CATEGORIES.items():
            members = [kind for kind in kinds if kind.category == category]
            if not members:
                continue
            head = QTreeWidgetItem(self.tree, [engine_text(title)])
            head.setData(0, Qt.ItemDataRole.UserRole + 1, category)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for kind in members:
                self._add_row(head, kind)
            head.setExpanded(category not in self._folded)

    def _add_row(self, parent: QTreeWidgetItem, kind: Kind) -> None:
        row = QTreeWidgetItem(parent, [engine_text(kind.title) if kind.is_ours else kind.title])
        row.setData(0, TYPE, kind.type)
        row.setData(0, PICTURE, (kind.icon, kind.category))
        fault = self._fault(kind)
        row.setData(0, REFUSED, fault is not None)
        row.setToolTip(0, self._tip(kind, fault))
        row.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, engine_text(kind.summary))

    def _fault(self, kind: Kind) -> DesignError | None:
        """Why a layer cannot leave for the export target that was chosen."""
        target = self._studio.target
        return export.get(target).refused(kind.type) if target in export.TARGETS else None

    def _tip(self, kind: Kind, fault: DesignError | None) -> str:
        also = ", ".join(filter(None, (layer_title(kind.name), *kind.aliases)))
        names = strong(kind.name) + (f" ({also})" if also else "")
        hint = self.tr("Drag it onto the canvas, or press Enter.")
        summary = code_html(engine_text(kind.summary))
        reason = f"<p>{html.escape(error_sentence(fault))}</p>" if fault is not None else ""
        return f"<p>{names}<br>{summary}</p>{reason}<p>{hint}</p>"

    def _note_fold(self, item: QTreeWidgetItem, folded: bool) -> None:
        category = item.data(0, Qt.ItemDataRole.UserRole + 1)
        if folded:
            self._folded.add(category)
        else:
            self._folded.discard(category)

    def _add_first(self) -> None:
        """Enter in the search box adds the layer that is marked: the best match at first."""
        if self.field.text().strip():
            self.tree.add(self.tree.currentItem())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows in the search box walk through the matches."""
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.field.text():
                self.tree.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Search layers"))
        self.field.setAccessibleName(self.tr("Search layers"))
        self.tree.setAccessibleName(self.tr("Layers by category"))
        self.fill()


def item_type(item: QTreeWidgetItem | None) -> str:
    """The type of layer that a row stands for; none for a heading."""
    return (item.data(0, TYPE) or "") if item is not None else ""


def mime_of(type_name: str) -> QMimeData:
    """What travels with a layer that is dragged."""
    data = QMimeData()
    data.setData(MIME, QByteArray(type_name.encode()))
    return data


def chip(name: str, scale: float = 1.0, picture_of: tuple[str, str] | None = None) -> QPixmap:
    """What hangs on the pointer while a layer is dragged."""
    tokens = theme.current()
    width = 64 + theme.font().pixelSize() * len(name) * 3 // 5
    picture = QPixmap(round(width * scale), round(36 * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    area = QRectF(0, 0, width, 36)
    brush.box(painter, area, tokens.color("node"), tokens.color("node_border"), Radius.LARGE)
    painter.drawPixmap(QPoint(10, 8), icons.layer(*(picture_of or (name,))).pixmap(QSize(20, 20)))
    painter.setPen(tokens.color("text"))
    painter.setFont(theme.font(theme.Type.BODY, weight=theme.MEDIUM))
    painter.drawText(area.adjusted(38, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, name)
    painter.end()
    return picture
