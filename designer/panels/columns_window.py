"""How are feature columns chosen? A list, a form for one, and real rows before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from designer.document.column_choices import (
    Choice,
    choice_of,
    crossable,
    describe,
    made,
    suggested,
)
from designer.panels.columns_form import ChoiceForm, fault_of, width_of
from designer.panels.data_table import RowsView
from designer.runs.session import Runs
from designer.runs.view import DataView
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import error_sentence, number
from engine.data.columns import column_facts, column_names, from_preview
from engine.data.tables import ColumnFacts
from engine.errors import DesignError
from engine.feature_column.showing import outcome

ROWS = 40
SMALLEST = (880, 560)


class ColumnsWindow(Adapting, QDialog):
    """Chooses the feature columns of a layer. `taken` carries their descriptions."""

    taken = Signal(object)

    def __init__(
        self, studio: Studio, descriptions: Sequence[Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("columns_window")
        self.setMinimumSize(*SMALLEST)
        self._runs = Runs.of(studio)
        self._studio = studio
        self.choices: list[Choice] = [choice_of(one) for one in descriptions]
        self.list = QListWidget(self)
        self.add = QPushButton(self)
        self.menu = QMenu(self)
        self.add.setMenu(self.menu)
        self.remove = QPushButton(self)
        self.form = ChoiceForm(self)
        self.before_title, self.after_title = QLabel(self), QLabel(self)
        self.before, self.after = RowsView(self), RowsView(self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.total = QLabel(self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        self._arrange()
        self.list.currentRowChanged.connect(self._show_choice)
        self.remove.clicked.connect(self._remove)
        delete = QAction(self.list)
        delete.setShortcut(QKeySequence.StandardKey.Delete)
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self._remove)
        self.list.addAction(delete)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.form.changed.connect(self._changed)
        # Before and after stand side by side: their rows move together.
        bars = self.before.verticalScrollBar(), self.after.verticalScrollBar()
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._runs.data_changed.connect(self._data_changed)
        self.retranslate()
        self._data_changed(self._runs.data)
        if studio.document.data.source and self._runs.data.settings != studio.document.data:
            self._runs.peek()

    def _arrange(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        column.addLayout(row)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields in it take the focus
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(300)
        tables = QSplitter(self)
        for title, view in ((self.before_title, self.before), (self.after_title, self.after)):
            side = QWidget(tables)
            inner = QVBoxLayout(side)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(Space.TIGHT)
            inner.addWidget(title)
            inner.addWidget(view, 1)
            tables.addWidget(side)
        tables.setStretchFactor(1, 1)
        tables.setSizes([200, 320])
        right = QWidget(self)
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.message)
        inner.addWidget(tables, 1)
        whole = QSplitter(self)
        for widget in (left, area, right):
            whole.addWidget(widget)
        whole.setStretchFactor(2, 1)
        whole.setSizes([230, 310, 520])
        whole.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.total, 1)
        foot.addWidget(self.buttons)
        page = QVBoxLayout(self)
        page.addWidget(whole, 1)
        page.addLayout(foot)

    # What is known of the data

    @property
    def view(self) -> DataView:
        return self._runs.data

    @property
    def columns(self) -> list[ColumnFacts]:
        """The table's columns that can be read; none while there is no table."""
        facts = self.view.facts
        if facts is None or facts.kind != "table":
            return []
        found = (column_facts(facts, name) for name in column_names(facts))
        return [one for one in found if one is not None]

    def _data_changed(self, _view: DataView) -> None:
        names = [one.name for one in self.columns]
        self.form.offer(self.columns, names)
        self.add.setEnabled(bool(names))
        self._show_list(max(0, self.list.currentRow()))

    def _fill_menu(self) -> None:
        """Offer every column, those first that no choice reads yet."""
        self.menu.clear()
        everything = self.menu.addAction(self.tr("All that are not used yet"))
        everything.triggered.connect(self._add_all)
        cross = self.menu.addAction(self.tr("A combination of columns"))
        cross.triggered.connect(lambda: self._append([Choice("cross")]))
        cross.setEnabled(len(self._parts()) > 1)
        self.menu.addSeparator()
        for facts in self.columns:
            action = self.menu.addAction(facts.name)
            action.triggered.connect(lambda _=False, facts=facts: self._append([suggested(facts)]))

    def _parts(self) -> list[tuple[str, Any]]:
        return crossable(self.choices, self.columns)

    # What the person does

    def _add_all(self) -> None:
        used = {choice.column for choice in self.choices}
        wanted = [one for one in self.columns if one.name not in used and one.role != "ignore"]
        plain = [one for one in wanted if not one.name.endswith(" missing")]
        self._append([suggested(one) for one in plain])

    def _append(self, choices: Sequence[Choice]) -> None:
        self.choices += choices
        self._show_list(len(self.choices) - 1)

    def _remove(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self.choices):
            del self.choices[place]
            self._show_list(min(place, len(self.choices) - 1))

    def _changed(self, choice: Choice) -> None:
        place = self.list.currentRow()
        self.choices[place] = choice
        self._show_list(place)

    def accept(self) -> None:
        self.taken.emit([describe(choice) for choice in self.choices])
        super().accept()

    # What is shown

    def _show_list(self, place: int) -> None:
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for choice in self.choices:
            self.list.addItem(self.form.title(choice))
            if width_of(choice) is None:
                item = self.list.item(self.list.count() - 1)
                item.setForeground(theme.current().color("error"))
        self.list.setCurrentRow(place)
        self.list.blockSignals(blocked)
        self._show_choice(place)
        self._show_total()

    def _show_choice(self, place: int) -> None:
        choice = self.choices[place] if 0 <= place < len(self.choices) else None
        self.remove.setEnabled(choice is not None)
        self.form.show_choice(choice, self._parts())
        fault = fault_of(choice) if choice is not None else None
        self.form.refuse(fault)
        self._show_rows(choice if fault is None else None)

    def _show_rows(self, choice: Choice | None) -> None:
        """The first rows of the table, and what the column makes of them."""
        text = ""
        empty: tuple = ((), ())
        before = after = empty
        if not self.columns:
            text = self.tr("Choose a table in the data panel: its columns are offered here.")
        elif choice is not None:
            try:
                before, after = self._rows_of(choice)
            except DesignError as error:
                text = error_sentence(error)
        self.message.setText(text)
        self.message.setVisible(bool(text))
        for view, (heading, rows) in ((self.before, before), (self.after, after)):
            view.model().show_rows(heading, rows)
            view.header.show_columns(())
            view.fit_columns()

    def _rows_of(self, choice: Choice) -> tuple[tuple, tuple]:
        """(heading, rows) of the table and of the outcome. Raises DesignError."""
        column, view = made(choice), self.view
        rows = view.rows[:ROWS]
        features = from_preview(view.facts, view.heading, rows, column.reads)
        shown = outcome(column, features)
        sources = [
            name if name in view.heading else name.removesuffix(" missing") for name in column.reads
        ]
        places = [view.heading.index(name) for name in dict.fromkeys(sources)]
        cells = tuple(tuple(row[place] for place in places) for row in rows)
        heading = tuple(view.heading[place] for place in places)
        return (heading, cells), (shown.headings, shown.rows)

    def _show_total(self) -> None:
        """How many numbers a sample becomes, or why the columns cannot be taken."""
        fault = next((fault for one in self.choices if (fault := fault_of(one))), None)
        names: list[str] = []
        width = 0
        if fault is None:
            for choice in self.choices:
                column = made(choice)
                names.append(column.name)
                width += column.width
        twice = sorted({name for name in names if names.count(name) > 1})
        if not self.choices:
            text = self.tr("Add the columns of the table that the network shall read.")
        elif fault is not None:
            text = error_sentence(fault)
        elif twice:
            text = self.tr("“{name}” is there twice. Remove one of them.").format(name=twice[0])
        else:
            text = self.tr("A sample becomes {count} numbers.").format(count=number(width))
        self.total.setText(text)
        fine = bool(self.choices) and fault is None and not twice
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fine)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Feature columns"))
        self.add.setText(self.tr("Add"))
        self.add.setIcon(icons.action("plus"))
        self.remove.setText(self.tr("Remove"))
        self.remove.setIcon(icons.action("minus"))
        self.list.setAccessibleName(self.tr("Chosen columns"))
        self.before_title.setText(self.tr("In the table"))
        self.after_title.setText(self.tr("For the network"))
        self.before.setAccessibleName(self.before_title.text())
        self.after.setAccessibleName(self.after_title.text())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Use these"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
