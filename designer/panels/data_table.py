"""How is a table of samples shown? Its rows as text, and over each column what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from designer.shell import brush, theme
from designer.shell.theme import Space
from engine.data.tables import ColumnFacts

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
Role = Qt.ItemDataRole
WIDEST = 180


class RowsModel(QAbstractTableModel):
    """Rows of text under a heading. `tones` gives cells of a row a severity's colour."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.heading: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()
        self._tones: Mapping[tuple[int, int], str] = {}
        self._faint: frozenset[int] = frozenset()
        self.tells_rows = False  # whether a tip tells the whole row

    def show_rows(
        self,
        heading: Sequence[str],
        rows: Sequence[Sequence[str]],
        tones: Mapping[tuple[int, int], str] | None = None,
        faint: Sequence[int] = (),
    ) -> None:
        """`faint` names columns that do not matter."""
        self.beginResetModel()
        self.heading, self.rows = tuple(heading), tuple(tuple(row) for row in rows)
        self._tones, self._faint = tones or {}, frozenset(faint)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.heading)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole):
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self.heading[section] if section < len(self.heading) else None
        return None

    def data(self, index: AnyIndex, role: int = Role.DisplayRole):
        row, column = index.row(), index.column()
        text = self.rows[row][column] if column < len(self.rows[row]) else ""
        if role == Role.ToolTipRole and self.tells_rows:
            told = zip(self.heading, self.rows[row], strict=False)
            return "\n".join(f"{name}: {value}" for name, value in told if value)
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return text
        if role == Role.ForegroundRole:
            tokens = theme.current()
            if (row, column) in self._tones:
                return tokens.severity(self._tones[row, column])
            return tokens.color("text_faint") if column in self._faint else None
        return None


class RoleHeader(QHeaderView):
    """Column names with their roles below. A click offers other roles."""

    role_chosen = Signal(str, str)  # column, role

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns: tuple[ColumnFacts, ...] = ()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.sectionClicked.connect(self._open_menu)

    def show_columns(self, columns: Sequence[ColumnFacts]) -> None:
        self._columns = tuple(columns)
        self.setSectionsClickable(bool(columns))
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), 42 if self._columns else 28)

    def role_names(self) -> dict[str, str]:
        """What a column can become, in the user's words."""
        return {
            "number": self.tr("number"),
            "one_hot": self.tr("one for each word"),
            "code": self.tr("word number"),
            "presence": self.tr("given or missing"),
            "words": self.tr("words of a text"),
            "ignore": self.tr("left out"),
            "target": self.tr("target"),
        }

    def role_text(self, column: ColumnFacts) -> str:
        text = self.role_names()[column.role]
        return f"{text} × {column.width}" if column.width > 1 else text

    def texts(self, section: int) -> str:
        """The longer of a section's two lines."""
        name = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        role = self.role_text(self._columns[section]) if section < len(self._columns) else ""
        return max(name, role, key=len)

    def menu(self, column: ColumnFacts) -> QMenu:
        """The roles that `column` can have."""
        menu = QMenu(self)
        names = self.role_names()
        hidden = "words" if column.kind == "number" else "number"
        offered = [role for role in names if role != hidden]
        for role in offered:
            action = QAction(names[role], menu, checkable=True)
            action.setChecked(role == column.role)
            action.setData(role)
            if role == "target":
                menu.addSeparator()
            menu.addAction(action)
        menu.triggered.connect(lambda action: self.role_chosen.emit(column.name, action.data()))
        return menu

    def _open_menu(self, section: int) -> None:
        if section >= len(self._columns):
            return
        corner = QPoint(self.sectionViewportPosition(section), self.height())
        menu = self.menu(self._columns[section])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(corner))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        tokens = theme.current()
        painter.save()
        painter.fillRect(rect, tokens.color("panel"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.color("border"))
        inner = rect.adjusted(Space.TIGHT, Space.TIGHT, -Space.TIGHT, -Space.TIGHT - 1)
        column = self._columns[section] if section < len(self._columns) else None
        out = column is not None and column.role == "ignore"
        painter.setFont(theme.font(weight=theme.DEMI))
        painter.setPen(tokens.color("text_faint" if out else "text"))
        name = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        self._write(painter, inner, name, inner.width(), top=column is not None)
        if column is not None:
            painter.setFont(theme.font(theme.Type.CAPTION))
            token = "accent" if column.role == "target" else "text_faint" if out else "text_muted"
            painter.setPen(tokens.color(token))
            self._write(painter, inner, self.role_text(column), inner.width() - 14, top=False)
            arrow = QRect(inner.right() - 10, inner.bottom() - 12, 12, 12)
            brush.chevron(painter, arrow, "down", tokens.color("text_faint"), 2.5)
        painter.restore()

    def _write(self, painter: QPainter, area: QRect, text: str, room: int, *, top: bool) -> None:
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        one_line = not self._columns
        flag = (
            Qt.AlignmentFlag.AlignVCenter
            if one_line
            else (Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom)
        )
        painter.drawText(area, flag, short)


class RowsView(QTableView):
    """A table to look at. One that `leaves_out` shows as many columns as there is room for.

    What matters least stands last then; a tip tells the whole row.
    """

    def __init__(self, parent: QWidget | None = None, *, leaves_out: bool = False) -> None:
        super().__init__(parent)
        self._leaves_out = leaves_out
        self.header = RoleHeader(self)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.setModel(RowsModel(self))
        self.model().tells_rows = leaves_out
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def fit_columns(self) -> None:
        """Give each column the room that its texts need, up to a limit."""
        for section in range(self.header.count()):
            self.setColumnHidden(section, False)
        self.resizeColumnsToContents()
        letters = self.fontMetrics()
        for section in range(self.header.count()):
            needed = letters.horizontalAdvance(self.header.texts(section)) + 2 * Space.WIDE
            width = max(self.columnWidth(section) + Space.SNUG, needed, 76)
            self.setColumnWidth(section, min(width, WIDEST))
        self._leave_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        """Hide the last columns that do not fit side by side."""
        room = self.viewport().width()
        for section in range(self.header.count() if self._leaves_out else 0):
            self.setColumnHidden(section, False)
            room -= self.columnWidth(section)
            self.setColumnHidden(section, room < 0 and section > 0)
