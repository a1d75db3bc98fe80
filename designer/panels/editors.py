"""How does each kind of value get edited? Lines, numbers, boxes to tick, choices."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.document.settings import check_field
from designer.panels.lines import Line, StepLine, parse, value_text
from designer.shell import theme
from designer.shell.theme import Space
from designer.studio import Studio
from engine.errors import DesignError
from engine.fields import REQUIRED, Field
from engine.training.tables import Configurable

UNSET = object()  # no value of its own: the default holds
MIXED = object()  # several layers are edited that differ


class Editor(QWidget):
    """Shows one value and tells what the user makes of it. The field decides if that is right.

    `edited` carries a value in JSON form, `cleared` asks for the default, `finished` says that
    the user went on to something else.
    """

    wide = False  # whether it needs the whole row, below the field's name

    edited = Signal(object)
    cleared = Signal()
    finished = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.TIGHT)

    def use(self, studio: Studio) -> None:
        """Told whose drawing and data it stands beside; most editors need not know."""

    def show_value(self, value: Any) -> None:
        """Show a value, `UNSET` for the default, or `MIXED`."""
        raise NotImplementedError

    def name_for(self, name: str, description: str) -> None:
        """What a screen reader says of it."""
        for child in self.findChildren(QWidget, options=_DIRECT):
            child.setAccessibleName(name)
            child.setAccessibleDescription(description)

    def set_unit(self, unit: str) -> None:
        """What the numbers count, in the user's language."""

    def mixed_text(self) -> str:
        return self.tr("several values")


_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class TextEditor(Editor):
    """A line of text. Empty means the default, which stands there greyed."""

    line_type: type[Line] = Line

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = self.line_type(self)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.finished)
        self._column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def set_unit(self, unit: str) -> None:
        self.line.set_unit(unit)

    def show_value(self, value: Any) -> None:
        own = value is not UNSET and value is not MIXED
        text = value_text(value) if own else ""
        if value is MIXED:
            self.line.setPlaceholderText(self.mixed_text())
        else:
            default = self.field.default
            self.line.setPlaceholderText("" if default is REQUIRED else value_text(default))
        if own and self.line.hasFocus() and self._same(value):
            return  # what stands there means this value: leave the cursor alone
        if text != self.line.text():
            self.line.setText(text)

    def _same(self, value: Any) -> bool:
        """Whether what is written means this value: 2 may stand for 2, 2."""
        written = self.read(self.line.text())
        try:
            written = self.field.to_json(check_field(self.field, written))
        except DesignError:
            pass
        return value_text(written) == value_text(value)

    def read(self, text: str) -> Any:
        """The value that a text stands for."""
        return text

    def _typed(self, text: str) -> None:
        if text.strip():
            self.edited.emit(self.read(text))
        else:
            self.cleared.emit()


class TupleEditor(TextEditor):
    """Several numbers, such as a shape, written as "28, 28, 1"; brackets do no harm."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setFont(theme.mono(theme.Type.BODY))

    def read(self, text: str) -> Any:
        return parse(text)


class NumberEditor(TextEditor):
    """A number that arrows step: by one where it is whole, by a tenth of its size otherwise."""

    line_type = StepLine

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.stepped.connect(self.step)

    def read(self, text: str) -> Any:
        return parse(text)

    def step(self, steps: int) -> None:
        """Go up or down, within the field's limits."""
        now = parse(self.line.text()) if self.line.text().strip() else self.field.default
        lowest = getattr(self.field, "minimum", None)
        if not isinstance(now, (int, float)):
            now = (lowest or 0) - (1 if steps > 0 else 0)
        size = 1 if self.field.editor == "integer" else _tenth(now)
        value = now + steps * size
        value = value if self.field.editor == "integer" else round(value, 12)
        for limit, beyond in ((lowest, min), (getattr(self.field, "maximum", None), max)):
            if limit is not None and beyond(value, limit) == value:
                value = limit
        self.line.setText(value_text(value))
        self.edited.emit(value)


def _tenth(value: float) -> float:
    """A step that suits the size of a number: 0.0001 for 0.001, 0.01 for 0.25."""
    if value == 0:
        return 0.01
    return 10.0 ** (int(f"{abs(value):e}".partition("e")[2]) - 1)


class BooleanEditor(Editor):
    """A box to tick."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QCheckBox(self)
        self.box.clicked.connect(self._clicked)
        self._column.addWidget(self.box)
        self.setFocusProxy(self.box)

    def show_value(self, value: Any) -> None:
        if value is MIXED:
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.box.setTristate(False)
            self.box.setChecked(bool(self.field.default if value is UNSET else value))
        self._say()

    def _clicked(self) -> None:
        self.box.setTristate(False)
        self._say()
        self.edited.emit(self.box.isChecked())
        self.finished.emit()

    def _say(self) -> None:
        state = self.box.checkState()
        if state == Qt.CheckState.PartiallyChecked:
            self.box.setText(self.mixed_text())
        else:
            self.box.setText("True" if state == Qt.CheckState.Checked else "False")


class Combo(QComboBox):
    """A choice that the wheel scrolls past: it changes only when it is opened."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """One of a few words; None where the field allows it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = Combo(self)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(6)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.box.setSizeAdjustPolicy(policy)
        if field.optional:
            self.box.addItem("None", None)
        for option in self.options():
            self.box.addItem(str(option), option)
        self.box.activated.connect(self._chosen)
        self._column.addWidget(self.box)
        self.setFocusProxy(self.box)

    def options(self) -> tuple[Any, ...]:
        return tuple(self.field.options)

    def word(self, value: Any) -> Any:
        """The option that stands for a value."""
        return value

    def show_value(self, value: Any) -> None:
        if value is MIXED:
            self.box.setPlaceholderText(self.mixed_text())
            self.box.setCurrentIndex(-1)
            return
        shown = self.field.default if value is UNSET else value
        self.box.setPlaceholderText(self.tr("choose"))
        self.box.setCurrentIndex(-1 if shown is REQUIRED else self._index(self.word(shown)))

    def _index(self, word: Any) -> int:
        for index in range(self.box.count()):
            if self.box.itemData(index) == word:
                return index
        self.box.addItem(str(word), word)
        return self.box.count() - 1

    def _chosen(self, _index: int) -> None:
        self.edited.emit(self.box.currentData())
        self.finished.emit()


class NamedEditor(ChoiceEditor):
    """An object by name, such as an initializer, with its own numbers below where it has some."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._details = QWidget(self)
        self._form = QFormLayout(self._details)
        self._form.setContentsMargins(Space.SNUG, 0, 0, 0)
        self._form.setVerticalSpacing(Space.TIGHT)
        self._lines: dict[str, Line] = {}
        self._column.addWidget(self._details)
        self._details.hide()

    def word(self, value: Any) -> Any:
        """The name that makes such an object, whatever its numbers."""
        table = self.field.table
        name = value.get("class_name") if isinstance(value, Mapping) else value
        entry = table.entries.get(name, table.entries.get(str(name).lower()))
        return next((main for main in table.main if table.entries[main] is entry), name)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        if value is MIXED:
            self._show_details({})
            return
        shown = self.field.default if value is UNSET else value
        config = shown.get("config", {}) if isinstance(shown, Mapping) else {}
        self._show_details(self._arguments() | dict(config))

    def _arguments(self) -> dict[str, Any]:
        """The numbers that the chosen object takes, with their defaults."""
        entry = self.field.table.entries.get(self.box.currentData())
        if not (isinstance(entry, type) and issubclass(entry, Configurable)):
            return {}
        taken = inspect.signature(entry).parameters.values()
        return {
            one.name: one.default for one in taken if isinstance(one.default, (int, float, str))
        }

    def _show_details(self, values: dict[str, Any]) -> None:
        if list(values) != list(self._lines):
            while self._form.rowCount():
                self._form.removeRow(0)
            self._lines = {}
            for name in values:
                line = Line(self._details)
                line.setAccessibleName(f"{self.field.name} {name}")
                line.textEdited.connect(self._detail_typed)
                line.editingFinished.connect(self.finished)
                self._lines[name] = line
                self._form.addRow(QLabel(name, self._details), line)
        for name, value in values.items():
            line = self._lines[name]
            if not (line.hasFocus() and value_text(parse(line.text())) == value_text(value)):
                line.setText(value_text(value))
        self._details.setVisible(bool(values))

    def _detail_typed(self) -> None:
        config = {name: parse(line.text()) for name, line in self._lines.items()}
        entry = self.field.table.entries[self.box.currentData()]
        self.edited.emit({"class_name": entry.__name__, "config": config})
