"""Where does one write on the canvas itself? An editor over a name, a title or a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from designer.canvas import keys
from designer.canvas.surface import Canvas
from designer.shell import theme
from designer.texts import error_sentence
from engine.errors import DesignError

SMALLEST_LETTERS = 11


class InlineEditor(QObject):
    """Puts a text field over a place of the scene. Enter and leaving commit, Esc gives up.

    `commit` gets the text and raises DesignError when it is refused: then the reason is shown
    and the field stays. Notes have several lines; there Ctrl+Enter commits.
    """

    def __init__(
        self,
        canvas: Canvas,
        area: QRectF,
        text: str,
        letters: float,
        commit: Callable[[str], None],
        *,
        many_lines: bool = False,
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._commit, self._many = canvas, commit, many_lines
        self._before = text
        self._done = False
        self.field: QWidget = QPlainTextEdit(canvas) if many_lines else QLineEdit(canvas)
        font = QFont(theme.font())
        font.setPixelSize(max(SMALLEST_LETTERS, round(letters * canvas.scale_now())))
        self.field.setFont(font)
        if many_lines:
            self.field.setPlainText(text)
        else:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setAccessibleName(self.tr("Name") if not many_lines else self.tr("Note"))
        self._place(area)
        self.field.installEventFilter(self)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, area: QRectF) -> None:
        shown = self._canvas.viewportTransform().mapRect(area).toRect()
        least = self.field.fontMetrics().height() + 10
        if not self._many:
            shown.setHeight(max(shown.height(), least))
        shown.setWidth(max(shown.width(), 120))
        self.field.setGeometry(shown)

    def text(self) -> str:
        return self.field.toPlainText() if self._many else self.field.text()

    def finish(self, keep: bool = True) -> None:
        """Close the field; `keep` commits what was written, unless it is refused."""
        if self._done:
            return
        if keep and self.text() != self._before:
            try:
                self._commit(self.text())
            except DesignError as error:
                self._canvas.hint(error_sentence(error), "refused", self.field.geometry())
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._close()

    def abandon(self) -> None:
        """Close the field: what was written is kept if it can be, and lost if it cannot."""
        self.finish()
        self._close()

    def _close(self) -> None:
        if self._done:
            return
        self._done = True
        self._canvas.hint("")
        self._canvas.editor = None
        self.field.removeEventFilter(self)
        self.field.hide()
        self.field.deleteLater()
        self._canvas.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if keys.claims_enter(event):
            return True
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and not self._done:
            reason = event.reason()
            if reason not in (
                Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.PopupFocusReason,
            ):
                self.abandon()
        return False

    def _key(self, event) -> bool:
        enter = event.key() in keys.ENTER
        if event.key() == Qt.Key.Key_Escape:
            self.finish(keep=False)
        elif event.key() == Qt.Key.Key_Tab or (
            enter and (not self._many or event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        ):
            self.finish()
        else:
            return False
        return True
