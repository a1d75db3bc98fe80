"""What is the drawing as a program? Its text for a chosen target, live while one draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os.path import commonprefix
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.document import build
from designer.panels.colouring import Colouring
from designer.panels.export_window import title_of
from designer.runs.leaving import save_program
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.slices import TURN, Rank, Slices
from designer.studio import Studio
from designer.texts import error_sentence
from engine import export
from engine.errors import DesignError

# The targets that are text, in the order in which they are offered.
TARGETS = tuple(name for name, target in export.TARGETS.items() if target.is_python)
DELAY = 300  # milliseconds of rest after an edit before the text is written anew


class CodePanel(Adapting, QWidget):
    """Writes nothing while nobody looks. `ask_path` chooses where a file is saved."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._good = False
        self.ask_path: Callable[[str], str] = self._ask_path
        self.target = QComboBox(self)
        for name in TARGETS:
            self.target.addItem("", name)
        self.target.activated.connect(self._take_target)
        self.copy_button, self.save_button = QToolButton(self), QToolButton(self)
        self.export_button = QToolButton(self)
        for button in (self.copy_button, self.save_button, self.export_button):
            button.setAutoRaise(True)
            button.setIconSize(QSize(16, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        self.export_button.clicked.connect(self._ask_export)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.hide()
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.text.setFont(theme.mono(12))
        self.text.document().setDocumentMargin(Space.MEDIUM)
        self._colouring = Colouring(self.text.document())
        row = QHBoxLayout()
        row.setContentsMargins(Space.MEDIUM, Space.SNUG, Space.MEDIUM, Space.SNUG)
        row.addWidget(self.target)
        row.addWidget(self.message, 1)
        row.addStretch()
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        row.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.text)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DELAY)
        self._rest.timeout.connect(self._begin)
        self._slices = Slices.of(studio)
        studio.document_changed.connect(self._changed)
        studio.project_changed.connect(self._changed)
        self.retranslate()

    # The text

    def _changed(self, _change: object = None) -> None:
        self._slices.drop(self)
        if self.isVisible():
            self._rest.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event) -> None:
        self._stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Write the program now. What cannot be written yet is said, the last text stays, faint."""
        self._stop()
        for _ in self._writing():
            pass

    def _begin(self) -> None:
        self._slices.begin(self, Rank.CODE, self._writing())

    def _stop(self) -> None:
        self._rest.stop()
        self._slices.drop(self)

    def _writing(self) -> Iterator[object]:
        try:
            text = yield from build.coding(self._studio.project, self.target.currentData())
        except DesignError as error:
            self._show_trouble(error_sentence(error))
            return
        yield TURN
        if text != self.text.toPlainText():
            yield from self._colouring.lexing(text)
            yield TURN
            self._show_text(text)
        self._show_trouble("")

    def _take_target(self) -> None:
        self._studio.choose_target(self.target.currentData())
        self.refresh()

    def _ask_export(self) -> None:
        self._studio.choose_target(self.target.currentData())
        self._studio.export_requested.emit()

    def _show_text(self, text: str) -> None:
        """Put a text in place of the last one: what stays the same at both ends stays."""
        across, down = self.text.horizontalScrollBar(), self.text.verticalScrollBar()
        place = across.value(), down.value()
        before = self.text.toPlainText()
        start = len(commonprefix((before, text)))
        start = before.rfind("\n", 0, start) + 1
        end = len(commonprefix((before[start:][::-1], text[start:][::-1])))
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(len(before) - end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])
        across.setValue(place[0])
        down.setValue(place[1])

    def _show_trouble(self, text: str) -> None:
        self._good = not text
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.text.setEnabled(self._good)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(self._good)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._studio.notify("success", self.tr("The code is on the clipboard."), key="code")

    def save(self) -> None:
        """Write the program to a file that the user names, and trained weights beside it."""
        name = "".join(c if c.isalnum() or c in "-_" else "_" for c in self._studio.name)
        path = self.ask_path(f"{name or 'network'}_{self.target.currentData()}.py")
        if not path:
            return
        studio, target = self._studio, self.target.currentData()
        try:
            files, trained = save_program(
                studio.project, target, Path(path), studio.path, studio.name
            )
        except DesignError as error:
            studio.notify("error", error_sentence(error))
        except OSError as error:
            text = self.tr("{path} cannot be written: {reason}")
            studio.notify("error", text.format(path=path, reason=error.strerror))
        else:
            if trained:
                text = self.tr("Saved {name}, with the trained weights in {weights} beside it.")
                text = text.format(name=files[0].name, weights=files[1].name)
            else:
                text = self.tr("Saved {name}, without weights: this drawing is not trained yet.")
                text = text.format(name=files[0].name)
            studio.notify("success", text, key="code")

    def _ask_path(self, name: str) -> str:
        folder = self._studio.path.parent if self._studio.path else Path.home()
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save code"), str(folder / name), "Python (*.py)"
        )
        return path

    # Language and theme

    def retranslate(self) -> None:
        for index, name in enumerate(TARGETS):
            self.target.setItemText(index, title_of(name))
        self.target.setAccessibleName(self.tr("Kind of program"))
        self.copy_button.setText(self.tr("Copy"))
        self.save_button.setText(self.tr("Save…"))
        self.export_button.setText(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Export with data and weights, and verify it"))
        self.text.setAccessibleName(self.tr("Code of the network"))
        self.tint()
        if self.isVisible():
            self.refresh()

    def tint(self) -> None:
        self.copy_button.setIcon(icons.action("copy"))
        self.save_button.setIcon(icons.action("save"))
        self.export_button.setIcon(icons.action("export"))
        palette = self.message.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("warning"))
        self.message.setPalette(palette)
        self._colouring.rehighlight()
