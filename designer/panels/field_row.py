"""How does one field stand in a form? Its name, its editor, a way back, and why it was refused."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from designer.panels.editors import UNSET, Editor
from designer.panels.lines import value_text
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.texts import engine_text, sentences
from engine.fields import REQUIRED, Field

NARROW, WIDE = 104, 142  # between these the label takes its share of the row
SHARE = 0.44


class FieldRow(Adapting, QWidget):
    """One row of the inspector. It knows the field, not the document."""

    edited = Signal(str, object)
    reset = Signal(str)
    finished = Signal()
    focused = Signal(str)

    def __init__(self, field: Field, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.label = QLabel(self)
        self.label.setFixedWidth(NARROW)
        self.editor = editor
        self.label.setBuddy(self.editor.focusProxy() or self.editor)
        self.back = QToolButton(self)
        self.back.setAutoRaise(True)
        self.back.setIconSize(QSize(14, 14))
        self.back.setFixedSize(22, 28)
        keeps = self.back.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keeps)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.TIGHT)
        grid.setVerticalSpacing(Space.TIGHT)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.label, 0, 0, top)
        grid.addWidget(self.back, 0, 2, top)
        if editor.wide:
            grid.addWidget(self.editor, 1, 0, 1, 3)
            grid.addWidget(self.message, 2, 0, 1, 3)
        else:
            grid.addWidget(self.editor, 0, 1)
            grid.addWidget(self.message, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.label.setMinimumHeight(28)
        self._refused = False
        self._value: Any = UNSET
        self.editor.edited.connect(lambda value: self.edited.emit(self.field.name, value))
        self.editor.cleared.connect(lambda: self.reset.emit(self.field.name))
        self.editor.finished.connect(self.finished)
        self.back.clicked.connect(lambda: self.reset.emit(self.field.name))
        for child in self.editor.findChildren(QWidget):
            child.installEventFilter(self)
        self.retranslate()

    def show_value(self, value: Any, problem: str = "") -> None:
        """Show what the document holds, and what the analysis says about it."""
        self._value = value
        own = value is not UNSET
        self.editor.show_value(value)
        self.back.setVisible(own and not self.field.required)
        self._refused = False
        self._say(problem, "error")
        self._mark()

    def refuse(self, text: str) -> None:
        """Say why what was typed is not taken over; the document keeps what it had."""
        self._refused = True
        self._say(text, "error")

    @property
    def refused(self) -> bool:
        return self._refused

    def _say(self, text: str, token: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        palette = self.message.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color(token))
        self.message.setPalette(palette)

    def _mark(self) -> None:
        """Set values stand out from defaults; a missing one is marked."""
        tokens = theme.current()
        missing = self.field.required and self._value is UNSET
        name = QFontMetrics(self.label.font()).elidedText(
            self.field.name, Qt.TextElideMode.ElideMiddle, self.label.width() - 12
        )
        star = f" <span style='color:{tokens.error}'>*</span>" if self.field.required else ""
        self.label.setText(f"{name}{star}")
        token = "error" if missing else "text_muted" if self._value is UNSET else "text"
        palette = self.label.palette()
        palette.setColor(palette.ColorRole.WindowText, tokens.color(token))
        self.label.setPalette(palette)
        self.back.setIcon(icons.action("reset", "text_faint"))

    def eventFilter(self, watched, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit(self.field.name)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.label.setFixedWidth(max(NARROW, min(WIDE, int(self.width() * SHARE))))
        self._mark()

    def enterEvent(self, event) -> None:
        self.focused.emit(self.field.name)
        super().enterEvent(event)

    def tint(self) -> None:
        self._mark()
        self._say(self.message.text(), "error")

    def retranslate(self) -> None:
        self.editor.set_unit(engine_text(self.field.unit))
        self.back.setToolTip(self.tr("Back to the default"))
        self.back.setAccessibleName(self.tr("Reset {field}").format(field=self.field.name))
        self.editor.name_for(self.field.name, engine_text(self.field.doc))
        self.editor.show_value(self._value)
        self._mark()

    def help(self) -> str:
        """What the field is for, and what it may be."""
        facts = []
        minimum = getattr(self.field, "minimum", None)
        maximum = getattr(self.field, "maximum", None)
        if minimum is not None and maximum is not None:
            facts.append(
                self.tr("{minimum} to {maximum}").format(
                    minimum=value_text(minimum), maximum=value_text(maximum)
                )
            )
        elif minimum is not None:
            facts.append(self.tr("at least {minimum}").format(minimum=value_text(minimum)))
        elif maximum is not None:
            facts.append(self.tr("at most {maximum}").format(maximum=value_text(maximum)))
        if self.field.default is REQUIRED:
            facts.append(self.tr("required"))
        else:
            default = value_text(self.field.default)
            facts.append(self.tr("default {value}").format(value=default))
        doc = engine_text(self.field.doc)
        return sentences(doc, f"({'; '.join(facts)})") if doc else "; ".join(facts)
