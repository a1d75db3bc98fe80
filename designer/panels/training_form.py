"""How are settings edited? Rows of a name and an editor, each with room for why a value is refused.

Editors have `value()`, `set_value(value)` and the signal `edited`, which carries the new value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSpinBox,
    QWidget,
)

from designer.shell import theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space

MOST_SHOWN = 20  # entries of a list that are seen without scrolling


class QuietWheel(QObject):
    """Lets the wheel scroll the form instead of changing what lies under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class WholeEdit(QSpinBox):
    """A whole number."""

    edited = Signal(object)

    def __init__(self, minimum: int, maximum: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(minimum, maximum)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStepType(
            QSpinBox.StepType.AdaptiveDecimalStepType
            if maximum > 999
            else QSpinBox.StepType.DefaultStepType
        )
        self.valueChanged.connect(lambda value: self.edited.emit(self.meant(value)))

    def meant(self, shown: int) -> Any:
        """The setting's value for the number that is shown."""
        return shown

    def set_value(self, value: int) -> None:
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)


class PercentEdit(WholeEdit):
    """A share from 0 to 0.95, shown in percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 95, parent)
        self.setSuffix(" %")
        self.setSingleStep(5)

    def meant(self, shown: int) -> float:
        return shown / 100

    def set_value(self, value: float) -> None:
        super().set_value(round(100 * value))


class NumberEdit(QLineEdit):
    """A real number as people write it: 0.001 or 1e-3. Arrow keys step through 1, 2, 5, 10 …"""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Any = None
        self.editingFinished.connect(self._finish)

    def value(self) -> Any:
        """The number; the text itself where it is none."""
        try:
            return float(self.text().strip().replace(",", "."))
        except ValueError:
            return self.text().strip()

    def set_value(self, value: float) -> None:
        self._shown = value
        self.setText(number_text(value))

    def _finish(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.edited.emit(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(event.key(), 0)
        if step and isinstance(self.value(), float) and self.value() > 0:
            self.setText(number_text(stepped(self.value(), step)))
            self._finish()
            return
        super().keyPressEvent(event)


def number_text(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def stepped(value: float, step: int) -> float:
    """The next larger or smaller of …, 0.01, 0.02, 0.05, 0.1, …"""
    exponent = math.floor(math.log10(value))
    ladder = sorted(
        digit * 10.0**power for power in range(exponent - 1, exponent + 2) for digit in (1, 2, 5)
    )
    if step > 0:
        return float(f"{next(rung for rung in ladder if rung > value * 1.0001):.3g}")
    return float(f"{next(rung for rung in reversed(ladder) if rung < value * 0.9999):.3g}")


class ChoiceEdit(QComboBox):
    """One of a few values, each with a text of its own."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.activated.connect(lambda index: self.edited.emit(self.itemData(index)))

    def offer(self, choices: Iterable[tuple[Any, str, str] | None]) -> None:
        """Fill in (value, text, tip) rows, None for a line between; keeps what is chosen."""
        kept = self.currentData()
        blocked = self.blockSignals(True)
        self.clear()
        for choice in choices:
            if choice is None:
                self.insertSeparator(self.count())
            else:
                value, text, tip = choice
                self.addItem(text, value)
                self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.set_value(kept)
        self.blockSignals(blocked)

    def value(self) -> Any:
        return self.currentData()

    def set_value(self, value: Any) -> None:
        places = range(self.count())
        # Qt's own findData does not know when two tuples are equal.
        index = next((place for place in places if self.itemData(place) == value), -1)
        if index < 0 and value not in (None, ""):
            self.addItem(str(value), value)
            index = self.count() - 1
        self.setCurrentIndex(index)


class ToggleEdit(QCheckBox):
    """Yes or no."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggled.connect(lambda on: self.edited.emit(on))

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        blocked = self.blockSignals(True)
        self.setChecked(value)
        self.blockSignals(blocked)


class SeveralEdit(QComboBox):
    """Some of a few words, ticked in a menu."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem("")
        self.menu = QMenu(self)
        self._none = ""
        self._texts: dict[str, str] = {}
        self._value: tuple[str, ...] = ()

    def offer(self, choices: Iterable[tuple[str, str]], none: str) -> None:
        """Fill in (value, text) rows; `none` is shown where nothing is ticked."""
        self._texts, self._none = dict(choices), none
        self.menu.clear()
        for value, text in self._texts.items():
            action = QAction(text, self.menu, checkable=True)
            action.setData(value)
            action.triggered.connect(self._take)
            self.menu.addAction(action)
        self.set_value(self._value)

    def value(self) -> tuple[str, ...]:
        return self._value

    def set_value(self, value: Iterable[str]) -> None:
        self._value = tuple(value)
        for action in self.menu.actions():
            action.setChecked(action.data() in self._value)
        shown = [self._texts.get(word, word) for word in self._value]
        self.setItemText(0, ", ".join(shown) or self._none)

    def showPopup(self) -> None:
        self.menu.setMinimumWidth(self.width())
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _take(self) -> None:
        known = [action.data() for action in self.menu.actions() if action.isChecked()]
        others = [word for word in self._value if word not in self._texts]
        self.set_value([*others, *known])
        self.edited.emit(self._value)


class Form(Adapting, QWidget):
    """Rows of settings. A refused value is told below its row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._refusals: dict[str, QLabel] = {}
        self._headings: dict[str, QLabel] = {}
        self._quiet = QuietWheel(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.MEDIUM)
        self._grid.setVerticalSpacing(Space.SNUG - 2)
        self._grid.setColumnMinimumWidth(0, 104)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0

    def add_heading(self, name: str) -> None:
        heading = QLabel(self)
        heading.setContentsMargins(0, Space.SNUG if self._rows else 0, 0, 0)
        self._headings[name] = heading
        self._grid.addWidget(heading, self._rows, 0, 1, 2)
        self._rows += 1
        self.tint()

    def add(self, name: str, editor: QWidget, *, wide: bool = False) -> QWidget:
        """A row for a setting; the editor of a wide one stands below its name."""
        label, refusal = QLabel(self), QLabel(self)
        label.setBuddy(editor)
        label.setWordWrap(True)
        refusal.setWordWrap(True)
        refusal.hide()
        editor.setObjectName(name)
        editor.installEventFilter(self._quiet)
        self.editors[name], self._labels[name], self._refusals[name] = editor, label, refusal
        if isinstance(editor, QCheckBox):
            self._grid.addWidget(editor, self._rows, 0, 1, 2)
            label.hide()
        else:
            self._grid.addWidget(label, self._rows, 0, 1, 2 if wide else 1)
            self._rows += wide
            self._grid.addWidget(editor, self._rows, 0 if wide else 1, 1, 2 if wide else 1)
        self._grid.addWidget(refusal, self._rows + 1, 0, 1, 2)
        self._rows += 2
        return editor

    def name(self, name: str, text: str, tip: str = "") -> None:
        """Say what a row is; `tip` explains it."""
        editor = self.editors[name]
        if isinstance(editor, QCheckBox):
            editor.setText(text)
        self._labels[name].setText(text)
        editor.setAccessibleName(text)
        for widget in (self._labels[name], editor):
            widget.setToolTip(tip)

    def name_heading(self, name: str, text: str) -> None:
        self._headings[name].setText(text)

    def show_row(self, name: str, wanted: bool) -> None:
        editor = self.editors[name]
        editor.setVisible(wanted)
        self._labels[name].setVisible(wanted and not isinstance(editor, QCheckBox))
        if not wanted:
            self._refusals[name].hide()

    def enable_row(self, name: str, wanted: bool) -> None:
        self.editors[name].setEnabled(wanted)
        self._labels[name].setEnabled(wanted)

    def refuse(self, name: str, text: str) -> None:
        """Tell why a row's value cannot be; an empty text takes it back."""
        self._refusals[name].setText(text)
        self._refusals[name].setVisible(bool(text))

    def tint(self) -> None:
        tokens = theme.current()
        for label in self._labels.values():
            color_text(label, tokens.color("text_muted"))
        for refusal in self._refusals.values():
            color_text(refusal, tokens.color("error"))
            refusal.setFont(theme.font(theme.Type.CAPTION))
        for heading in self._headings.values():
            heading.setFont(theme.font(theme.Type.BODY, weight=theme.DEMI))


def color_text(widget: QWidget, color) -> None:
    """Give a label's letters a colour of the theme."""
    palette = widget.palette()
    if palette.color(palette.ColorRole.WindowText) != color:
        palette.setColor(palette.ColorRole.WindowText, color)
        widget.setPalette(palette)
