"""How do feature columns stand in the inspector? One line each, and a way to choose others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from designer.document.column_choices import choice_of
from designer.panels.columns_form import ChoiceForm
from designer.panels.columns_window import ColumnsWindow
from designer.panels.editors import MIXED, UNSET, Editor
from designer.shell import icons
from designer.shell.adapting import Adapting
from designer.studio import Studio
from engine.fields import Field


class ColumnsEditor(Adapting, Editor):
    """The chosen columns in words. The button opens a window with room for rows of the table."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._studio: Studio | None = None
        self._value: Any = UNSET
        self.chooser: ColumnsWindow | None = None
        self.lines = QLabel(self)
        self.lines.setWordWrap(True)
        self.open = QPushButton(self)
        self.open.setAutoDefault(False)
        self.open.clicked.connect(self.choose)
        self._words = ChoiceForm(self)
        self._words.hide()
        self._column.addWidget(self.lines)
        self._column.addWidget(self.open)
        self.setFocusProxy(self.open)
        self.retranslate()

    def use(self, studio: Studio) -> None:
        self._studio = studio

    def show_value(self, value: Any) -> None:
        self._value = value
        self.lines.setText(self._text())

    @property
    def descriptions(self) -> Sequence[Any]:
        return () if self._value in (UNSET, MIXED) else self._value

    def _text(self) -> str:
        if self._value is MIXED:
            return self.mixed_text()
        titles = [self._words.title(choice_of(one)) for one in self.descriptions]
        return "\n".join(titles) or self.tr("No column is chosen.")

    def choose(self) -> None:
        """Open the window; what it gives back is one edit."""
        self.chooser = ColumnsWindow(self._studio, self.descriptions, self.window())
        self.chooser.taken.connect(self._take)
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    def _take(self, descriptions: list) -> None:
        self.edited.emit(descriptions)
        self.finished.emit()

    def retranslate(self) -> None:
        self.open.setText(self.tr("Choose columns…"))
        self.open.setIcon(icons.action("table"))
        self.lines.setText(self._text())
