"""What does not fit, and which button mends it? A strip of sentences above the samples."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from designer.document import repairs
from designer.document.fitting import Misfit
from designer.shell import brush, icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import error_sentence, repair_text
from engine.errors import DesignError, Repair

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class MisfitRow(Adapting, QWidget):
    """One misfit: its mark, what is wrong, and a button for each way to mend it.

    In a narrow place the buttons stand below the text.
    """

    def __init__(self, studio: Studio, misfit: Misfit, narrow: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self.misfit = misfit
        self._mark = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self.buttons = [self._button(repair) for repair in misfit.error.repairs]
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.SNUG - 2, Space.SNUG, Space.SNUG - 2)
        column.setSpacing(Space.SNUG)
        row = QHBoxLayout()
        row.setSpacing(Space.SNUG)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop if narrow else _MIDDLE)
        row.addWidget(self._text, 1)
        column.addLayout(row)
        for button in self.buttons:
            (column if narrow else row).addWidget(button)
        self.retranslate()
        self.tint()

    def _button(self, repair: Repair) -> QPushButton:
        button = QPushButton(self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._mend(repair))
        return button

    def _mend(self, repair: Repair) -> None:
        label = repair_text(self.misfit.error, repair)
        self._studio.edit(label, repairs.apply, repair, self.misfit.error.where)

    def retranslate(self) -> None:
        self._text.setText(error_sentence(self.misfit.error))
        for button, repair in zip(self.buttons, self.misfit.error.repairs, strict=True):
            button.setText(repair_text(self.misfit.error, repair))

    def tint(self) -> None:
        color = theme.current().severity(self.misfit.severity)
        picture = f"actions/{icons.SEVERITY[self.misfit.severity]}.svg"
        self._mark.setPixmap(icons.pixmap(picture, 16, color))

    def paintEvent(self, event) -> None:
        painter = brush.QPainter(self)
        color = theme.current().severity(self.misfit.severity)
        color.setAlphaF(0.12)
        brush.box(painter, self.rect(), color)


class MisfitList(QWidget):
    """The misfits of the moment, or nothing at all."""

    def __init__(
        self, studio: Studio, parent: QWidget | None = None, *, narrow: bool = False
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._narrow = narrow
        self._shown: tuple = ()
        self.rows: list[MisfitRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.TIGHT)
        self.hide()

    def show_misfits(self, misfits: Sequence[Misfit]) -> None:
        """Show other rows only where something changed, so that a button stays where it is."""
        shown = tuple((misfit.severity, str(misfit.error)) for misfit in misfits)
        if shown == self._shown:
            return
        self._shown = shown
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [MisfitRow(self._studio, misfit, self._narrow, self) for misfit in misfits]
        for row in self.rows:
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))

    def show_error(self, error: DesignError | None) -> None:
        self.show_misfits([Misfit("error", error)] if error is not None else [])
