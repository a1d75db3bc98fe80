"""What can a user prefer? A small window whose choices hold at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from designer.shell.adapting import Adapting
from designer.shell.language import LANGUAGES
from designer.shell.preferences import Preferences
from designer.shell.theme import Space

NARROWEST = 200  # pixels of a choice


class PreferencesWindow(Adapting, QDialog):
    """There is nothing to apply: each choice is written and shown as it is made."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences = preferences
        self.boxes: dict[str, QComboBox] = {}
        self._labels: dict[str, QLabel] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(Space.LOOSE)
        form.setVerticalSpacing(Space.MEDIUM)
        for name, values in (
            ("theme", ("system", "light", "dark")),
            ("language", ("system", *LANGUAGES)),
            ("wheel", ("zoom", "scroll")),
            ("threads", ("all", "1", "2", "4")),
        ):
            self._add_choice(form, name, values)
        self.welcome = self._add_tick(form, "welcome")
        self.motion = self._add_tick(form, "motion")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LOOSE, Space.LOOSE, Space.LOOSE, Space.WIDE)
        column.setSpacing(Space.LOOSE)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)  # no word is cut
        column.addLayout(form)
        column.addWidget(self.buttons)
        preferences.changed.connect(self._show)
        self.retranslate()

    def _add_choice(self, form: QFormLayout, name: str, values: tuple[str, ...]) -> None:
        box = QComboBox(self)
        box.setMinimumWidth(NARROWEST)
        for value in values:
            box.addItem("", value)
        box.setCurrentIndex(box.findData(self._preferences.get(name)))
        box.activated.connect(lambda _index: self._preferences.set(name, box.currentData()))
        label = QLabel(self)
        label.setBuddy(box)
        self.boxes[name], self._labels[name] = box, label
        form.addRow(label, box)

    def _add_tick(self, form: QFormLayout, name: str) -> QCheckBox:
        tick = QCheckBox(self)
        tick.setChecked(self._preferences.get(name))
        tick.toggled.connect(lambda on: self._preferences.set(name, on))
        form.addRow("", tick)
        return tick

    def _show(self, name: str, value: object) -> None:
        """Follow a preference that was changed elsewhere, such as in a menu."""
        if name in self.boxes:
            self.boxes[name].setCurrentIndex(self.boxes[name].findData(value))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        labels = {
            "theme": self.tr("Theme"),
            "language": self.tr("Language"),
            "wheel": self.tr("Mouse wheel on the canvas"),
            "threads": self.tr("Processor cores for training"),
        }
        texts = {
            "theme": (self.tr("As the desktop"), self.tr("Light"), self.tr("Dark")),
            "language": (self.tr("As the desktop"), *LANGUAGES.values()),
            "wheel": (self.tr("Zooms"), self.tr("Scrolls; Ctrl and wheel zoom")),
            "threads": (self.tr("All"), "1", "2", "4"),
        }
        for name, label in labels.items():
            self._labels[name].setText(label)
            self.boxes[name].setAccessibleName(label)
            for index, text in enumerate(texts[name]):
                self.boxes[name].setItemText(index, text)
        self.welcome.setText(self.tr("Show the welcome page at the start"))
        self.motion.setText(self.tr("Let pictures and layouts move"))
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
