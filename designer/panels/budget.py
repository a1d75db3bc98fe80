"""What may the network take at most? Three limits, and how much of each is used up."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from designer.document import edits
from designer.document.values import Budget
from designer.panels.amounts import AmountEdit
from designer.panels.training_form import color_text
from designer.shell import brush, icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio

LIMITS = ("parameters", "multiply_adds", "memory")


class Meter(QWidget):
    """A thin bar: how much of a limit is used, red where it is exceeded."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(4)

    def show_share(self, share: float) -> None:
        if share != self.share:
            self.share = share
            self.setAccessibleDescription(f"{share:.0%}")
            self.update()

    def paintEvent(self, event) -> None:
        tokens, painter = theme.current(), QPainter(self)
        area = QRectF(self.rect())
        brush.box(painter, area, tokens.color("border"), radius=2)
        used = QRectF(area)
        used.setWidth(area.width() * min(1.0, self.share))
        if self.share > 0:
            token = "warning" if self.share > 1 else "accent"
            brush.box(painter, used, tokens.color(token), radius=2)


class BudgetForm(Adapting, QWidget):
    """The limits of the project, folded away until somebody sets one."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._open = False
        self._used: dict[str, int] = {}
        self.head = QToolButton(self)
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIconSize(QSize(14, 14))
        self.head.clicked.connect(self._turn)
        self.page = QWidget(self)
        grid = QGridLayout(self.page)
        grid.setContentsMargins(Space.SNUG, 0, 0, Space.SNUG)
        grid.setVerticalSpacing(Space.TIGHT)
        grid.setColumnStretch(0, 1)
        self.labels: dict[str, QLabel] = {}
        self.editors: dict[str, AmountEdit] = {}
        self.meters: dict[str, Meter] = {}
        for row, name in enumerate(LIMITS):
            label = self.labels[name] = QLabel(self.page)
            label.setWordWrap(True)
            editor = AmountEdit(self.page, in_bytes=name == "memory")
            editor.setObjectName(f"budget_{name}")
            editor.setFixedWidth(104)
            editor.edited.connect(lambda value, name=name: self._set(name, value))
            label.setBuddy(editor)
            self.editors[name], self.meters[name] = editor, Meter(self.page)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(editor, 2 * row, 1)
            grid.addWidget(self.meters[name], 2 * row + 1, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.page)
        self.retranslate()

    def refresh(self, used: dict[str, int] | None = None) -> None:
        """Show the limits of now, and what of them is used; without `used` it stays."""
        if used is not None:
            self._used = used
        budget = self._studio.document.budget
        for name in LIMITS:
            limit = getattr(budget, name)
            editor = self.editors[name]
            if not editor.hasFocus() or not editor.isModified():
                editor.set_value(limit)
            self.meters[name].setVisible(bool(limit))
            self.meters[name].show_share(self._used.get(name, 0) / limit if limit else 0.0)
        self._fold()

    def _set(self, name: str, value: int) -> None:
        self._studio.edit(self.tr("Change the budget"), edits.set_budget, **{name: value})

    def _turn(self) -> None:
        self._open = self.page.isHidden()
        self._fold(asked=True)

    def _fold(self, *, asked: bool = False) -> None:
        has_limit = self._studio.document.budget != Budget()
        wanted = self._open if asked else self._open or has_limit
        self.page.setVisible(wanted)
        self.head.setIcon(icons.action("chevron-down" if wanted else "chevron-right"))

    def tint(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        self.head.setText(self.tr("Budget"))
        self.head.setToolTip(self.tr("Set limits; the network is warned of when it exceeds them"))
        texts = {
            "parameters": self.tr("Parameters at most"),
            "multiply_adds": self.tr("Multiply-adds at most"),
            "memory": self.tr("Memory of a batch at most"),
        }
        for name, text in texts.items():
            self.labels[name].setText(text)
            color_text(self.labels[name], theme.current().color("text_muted"))
            self.editors[name].setAccessibleName(text)
            self.meters[name].setAccessibleName(self.tr("How much of it is used"))
            self.editors[name].setPlaceholderText(self.tr("no limit"))
            self.editors[name].setToolTip(self.tr("Such as 20k, 1.5 M or 64 MB; empty for none"))
        self._fold()
