"""How is a layer written in Python? A text with colours, tried elsewhere before it counts."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QProcess, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from designer.document import grouping
from designer.document.kinds import BLOCK
from designer.panels.colouring import Colouring
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import error_sentence, shape_text
from engine import written
from engine.errors import DesignError
from engine.worker import start
from engine.worker.protocol import error_from_json

SMALLEST = (720, 520)
PATIENCE = 20_000  # milliseconds that a trial may take
REST = 400  # milliseconds of rest after which the text is read


class WrittenWindow(Adapting, QDialog):
    """Edits the text of one layer. Nothing of it runs before one of the buttons is pressed."""

    def __init__(self, studio: Studio, block: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("written_window")
        self.setMinimumSize(*SMALLEST)
        self._studio, self._block = studio, block
        self._process: QProcess | None = None
        self._then = ""
        self._told = ("", "")
        self.warning = QLabel(self)
        self.warning.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setFont(theme.mono(theme.Type.BODY))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabStopDistance(4 * QFontMetricsF(self.text.font()).horizontalAdvance(" "))
        self.text.document().setDocumentMargin(Space.MEDIUM)
        self._colouring = Colouring(self.text.document())
        self.sign, self.message = QLabel(self), QLabel(self)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.check = QPushButton(self)
        self.check.setAutoDefault(False)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._arrange()
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(REST)
        self._reading.timeout.connect(self._read)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._give_up)
        self.check.clicked.connect(lambda: self.try_out("say"))
        self.buttons.accepted.connect(lambda: self.try_out("take"))
        self.buttons.rejected.connect(self.reject)
        self.text.setPlainText(studio.project.blocks[block].source)
        self.text.textChanged.connect(self._changed)
        self._changed()
        self.retranslate()

    def _arrange(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(Space.SNUG)
        said.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.message, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.check)
        foot.addStretch()
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self.warning)
        column.addWidget(self.text, 1)
        column.addLayout(said)
        column.addLayout(foot)

    @property
    def source(self) -> str:
        return self.text.toPlainText()

    def sizeHint(self) -> QSize:
        return QSize(860, 680)

    # What is read while one writes: nothing runs

    def _changed(self) -> None:
        with QSignalBlocker(self.text):
            self._colouring.lex(self.source)
            self._colouring.rehighlight()
        self._reading.start()

    def _read(self) -> None:
        """Say what cannot be a layer as soon as the writing rests."""
        try:
            told = written.outline(self.source)
        except DesignError as error:
            self._tell(error)
        else:
            names = ", ".join(name for name, _ in told.parameters)
            text = self.tr("{name}({parameters})").format(name=told.name, parameters=names)
            self._say("", text)

    def _tell(self, error: DesignError) -> None:
        """Say what is wrong, and show the line where it is."""
        self._say("error", error_sentence(error))
        line = str(error.values.get("line"))  # a process hands values on as texts
        number = int(line) if line.isdigit() else 0
        block = self.text.document().findBlockByNumber(number - 1)
        if block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            tint = theme.current().color("error", 0.22)
            mark.format.setBackground(tint)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            self.text.setExtraSelections([mark])
            if self._then:
                self.text.setTextCursor(mark.cursor)
                self.text.ensureCursorVisible()

    def _say(self, severity: str, text: str) -> None:
        self.text.setExtraSelections([])
        self._told = (severity, text)
        self.message.setText(text)
        picture = {"error": "error", "success": "success"}.get(severity)
        self.sign.setVisible(picture is not None)
        if picture is not None:
            self.sign.setPixmap(icons.action(picture, severity).pixmap(18, 18))
        palette = self.message.palette()
        token = "error" if severity == "error" else "text_muted"
        palette.setColor(palette.ColorRole.WindowText, theme.current().color(token))
        self.message.setPalette(palette)

    # What runs, elsewhere

    def try_out(self, then: str) -> None:
        """Run the text in a process of its own; `then` "say" what came out, or "take" the text."""
        self._reading.stop()
        try:
            written.outline(self.source)
        except DesignError as error:
            self._tell(error)
            return
        if self._process is not None:
            return
        self._then = then
        self._say("", self.tr("Trying it out…"))
        for button in (self.check, self.buttons.button(QDialogButtonBox.StandardButton.Ok)):
            button.setEnabled(False)
        self._process = process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        program, *arguments = start.command("engine.worker.trial")
        process.setWorkingDirectory(start.ROOT)
        process.start(program, arguments)
        parameters, shapes = self._use()
        asked = {"source": self.source, "parameters": parameters, "shapes": shapes}
        process.write(json.dumps(asked).encode())
        process.closeWriteChannel()
        self._patience.start()

    def _use(self) -> tuple[dict[str, Any], list[list[int | None]]]:
        """Parameters and input shapes of the first node that uses the layer, as far as known."""
        document, analysis = self._studio.document, self._studio.analysis
        for node in document.nodes.values():
            if node.type != BLOCK + self._block:
                continue
            specs = [analysis.wires.get(wire) for wire in document.wires.into(node.id)]
            known = all(spec is not None for spec in specs)
            named = {name for name, _ in written.outline(self.source).parameters}
            kept = {name: value for name, value in node.parameters.items() if name in named}
            return kept, [list(spec.shape) for spec in specs] if known else []
        return {}, []

    def _finished(self, *_ending: Any) -> None:
        process, self._process = self._process, None
        self._patience.stop()
        for button in (self.check, self.buttons.button(QDialogButtonBox.StandardButton.Ok)):
            button.setEnabled(True)
        if process is None:
            return
        try:
            answer = json.loads(bytes(process.readAllStandardOutput()))
        except ValueError:
            self._say("error", self.tr("The code did not come to an end."))
            return
        if "error" in answer:
            self._tell(error_from_json(answer["error"]))
        elif self._then == "take":
            self._take()
        else:
            self._tell_made(answer["outputs"])

    def _tell_made(self, outputs: list[list[int | None]]) -> None:
        """What came out; where nothing was put in, that its calculation was not tried."""
        if outputs:
            shapes = ", ".join(shape_text(tuple(shape)) for shape in outputs)
            self._say("success", self.tr("It makes {shapes}.").format(shapes=shapes))
        elif written.outline(self.source).is_cell:
            text = self.tr("The cell can be made. Its step is tried in the layer that uses it.")
            self._say("info", text)
        else:
            text = self.tr(
                "The layer can be made, but what it does was not tried: nothing is known of its "
                "inputs. Draw a wire to it, then try again."
            )
            self._say("info", text)

    def _failed(self, _error: Any) -> None:
        if self._process is not None and self._process.state() == QProcess.ProcessState.NotRunning:
            self._finished()

    def _give_up(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _take(self) -> None:
        """Agree to the text, and give it to the layer."""
        source = self.source
        written.allow(source)
        label = self.tr("Write {name}").format(name=written.outline(source).name)
        self._studio.edit(label, grouping.set_source, self._block, source)
        self._studio.analyse_anew()
        self.accept()

    def done(self, result: int) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished(2000)
        super().done(result)

    # Language and theme

    def retranslate(self) -> None:
        source = self._studio.project.blocks[self._block].source
        allowed = written.is_allowed(source)
        self.setWindowTitle(self.tr("Layer in Python"))
        self.text.setAccessibleName(self.tr("Code of the layer"))
        self.check.setText(self.tr("Try it out"))
        take = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        take.setText(self.tr("Use it") if allowed else self.tr("Allow and use it"))
        take.setProperty("primary", True)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(self.tr("Cancel"))
        self.warning.setText(
            self.tr(
                "This code came with the project and has not run. Code can do anything that you "
                "can do on this computer. Try it out or allow it only if you understand it, or "
                "trust who wrote it."
            )
        )
        self.warning.setVisible(not allowed)
        self._say(*self._told)
