"""How does a network leave from the window? A target, a folder, and the proof that it is equal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer.document.build import build
from designer.runs.exporter import REPORT, Exporter, Wish
from designer.runs.leaving import fitting_weights
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.language import current as current_language
from designer.shell.preferences import Preferences
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import error_sentence, sentences
from engine import export
from engine.errors import DesignError

tr = QCoreApplication.translate
WIDTH = 620
TABLE = 168  # the least height of the table of layers


def title_of(target: str) -> str:
    """What a target is called in lists."""
    if target == "engine":
        return tr("Export", "Layerloom engine")
    if target == "notebook":
        return tr("Export", "Notebook")
    if target == REPORT:
        return tr("Export", "Report")
    return export.get(target).title


def words_of(target: str) -> str:
    """What one gets with a target, in a sentence."""
    return {
        "keras": tr("Export", "A Python program for Keras 3, with data, training and weights."),
        "tf_keras": tr("Export", "A Python program for TensorFlow's Keras 2."),
        "pytorch": tr("Export", "A Python program for PyTorch, with weights as safetensors."),
        "onnx": tr("Export", "One file that many programs run, without training."),
        "engine": tr("Export", "A Python program for the engine that trains here."),
        REPORT: tr("Export", "One HTML page: drawing, layers, curves, confusion matrix, settings."),
        "notebook": tr("Export", "A Jupyter notebook for the engine that trains here."),
    }.get(target, "")


class ExportWindow(Adapting, QDialog):
    """Asks for little, shows what happens, and says how equal the result is.

    `ask_folder` and `ask_python` choose paths.
    """

    def __init__(
        self,
        studio: Studio,
        preferences: Preferences | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export_window")
        self.setMinimumWidth(WIDTH)
        self._studio, self._preferences = studio, preferences
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.ask_python: Callable[[], str] = self._ask_python
        self.exporter = Exporter(self)
        self.exporter.told.connect(self._show_step)
        self.exporter.finished.connect(self._show_result)
        self._step, self._result = "", None
        self._make_form()
        self._make_answer()
        self._arrange()
        self.retranslate()

    def begin(self) -> None:
        """Show the window, with the target that was chosen last."""
        if not self.exporter.busy:
            self.target.setCurrentIndex(max(0, self.target.findData(self._studio.target)))
            if not self.folder.isModified():
                self.folder.setText(self._usual_folder())
            self._choose()
        self.show()
        self.activateWindow()

    def _usual_folder(self) -> str:
        start = self._studio.path.parent if self._studio.path else Path.home()
        name = "".join(c if c.isalnum() or c in "-_" else "_" for c in self._studio.name)
        return str(start / f"{name or 'network'}_export")

    def _make_form(self) -> None:
        self.target = QComboBox(self)
        for name in (*export.TARGETS, REPORT):
            self.target.addItem("", name)
        self.target.activated.connect(self._choose)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.folder = QLineEdit(self)
        self.browse, self.browse_python = QPushButton(self), QPushButton(self)
        self.browse.clicked.connect(self._take_folder)
        self.browse_python.clicked.connect(self._take_python)
        self.verify, self.layers = QCheckBox(self), QCheckBox(self)
        self.verify.setChecked(True)
        self.verify.toggled.connect(self._choose)
        held = self._preferences.get("python") if self._preferences else ""
        self.python = QLineEdit(held, self)
        self.labels = [QLabel(self) for _ in range(3)]
        for label, box in zip(self.labels, (self.target, self.folder, self.python), strict=True):
            label.setBuddy(box)

    def _make_answer(self) -> None:
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.mark, self.message = QLabel(self), QLabel(self)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.table = QTableWidget(0, 2, self)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setMinimumHeight(TABLE)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setColumnWidth(0, 320)
        self.copy, self.show_folder = QPushButton(self), QPushButton(self)
        self.copy.clicked.connect(self._copy_command)
        self.show_folder.clicked.connect(self._open_folder)
        self.start, self.stop, self.leave = (QPushButton(self) for _ in range(3))
        self.start.setDefault(True)
        self.start.clicked.connect(self.run)
        self.stop.clicked.connect(self.exporter.stop)
        self.leave.clicked.connect(self.close)
        for button in (self.browse, self.browse_python, self.copy, self.show_folder, self.stop):
            button.setAutoDefault(False)
        self.leave.setAutoDefault(False)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(Space.LOOSE)
        form.setVerticalSpacing(Space.MEDIUM)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.labels[0], self.target)
        form.addRow("", self.about)
        form.addRow(self.labels[1], in_row(self.folder, self.browse))
        form.addRow("", self.verify)
        form.addRow("", self.layers)
        form.addRow(self.labels[2], in_row(self.python, self.browse_python))
        said = QHBoxLayout()
        said.setSpacing(Space.SNUG)
        said.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.message, 1)
        said.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_folder)
        buttons.addStretch()
        for button in (self.stop, self.start, self.leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LOOSE, Space.LOOSE, Space.LOOSE, Space.LOOSE)
        column.setSpacing(Space.LOOSE)
        column.addLayout(form)
        column.addWidget(self.progress)
        column.addLayout(said)
        column.addWidget(self.table, 1)
        column.addStretch()
        column.addLayout(buttons)

    # What is chosen

    def _choose(self, *_: Any) -> None:
        """Another target: say what it is, and what of the drawing it cannot express."""
        name = self.target.currentData()
        if name != REPORT:
            self._studio.choose_target(name)
        self.about.setText(words_of(name))
        self._result = None
        self._step = ""
        self._show()

    def _take_folder(self) -> None:
        found = self.ask_folder()
        if found:
            self.folder.setText(found)
            self.folder.setModified(True)

    def _take_python(self) -> None:
        found = self.ask_python()
        if found:
            self.python.setText(found)

    def _ask_folder(self) -> str:
        start = str(Path(self.folder.text()).parent)
        return QFileDialog.getExistingDirectory(self, self.tr("Where to export to"), start)

    def _ask_python(self) -> str:
        title = self.tr("The Python that runs the exported program")
        return QFileDialog.getOpenFileName(self, title, self.python.text())[0]

    # The work

    def run(self) -> None:
        """Export, and compare where that is wanted. What cannot leave is told at once."""
        document, target = self._studio.project, self.target.currentData()
        if not self.folder.text().strip():
            self._result = {"ok": False, "error": self.tr("Choose a folder for the files.")}
            self._show()
            return
        try:
            model = build(document)
            faults = [] if target == REPORT else export.refusals(model, target)
            weights = fitting_weights(model, self._studio.path, self._studio.name)
        except DesignError as error:
            faults, weights = [error], None
        if faults:
            texts = [error_sentence(fault) for fault in faults]
            self._result = {"ok": False, "error": "\n".join(texts), "fix": ""}
            self._show()
            return
        if self._preferences is not None:
            self._preferences.set("python", self.python.text().strip())
        self._result = None
        wish = Wish(
            target,
            Path(self.folder.text()).expanduser(),
            self.verify.isChecked(),
            self.layers.isChecked(),
            self.python.text().strip(),
            weights,
            current_language(QCoreApplication.instance()),
        )
        self.exporter.start(document, wish)
        self._show_step("writing")

    def _show_step(self, step: str) -> None:
        self._step = step
        self._show()

    def _show_result(self, content: Any) -> None:
        self._step = "" if content is not None else "stopped"
        self._result = content
        self._show()

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self._command())

    def _command(self) -> str:
        """The command in the fix that was told."""
        fix = (self._result or {}).get("fix", "")
        place = fix.find(" -m pip install")
        begin = max(fix.rfind(" ", 0, place), fix.rfind("：", 0, place)) + 1
        return fix[begin:] if place > 0 else ""

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))

    # What is shown

    def _show(self) -> None:
        busy, result = self.exporter.busy, self._result
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.start.setEnabled(not busy)
        for box in (self.target, self.folder, self.browse, self.verify):
            box.setEnabled(not busy)
        proves = self.target.currentData() != REPORT
        self.verify.setEnabled(proves and not busy)
        wanted = proves and self.verify.isChecked() and not busy
        for box in (self.layers, self.python, self.browse_python):
            box.setEnabled(wanted)
        severity, text = self._words()
        self.message.setText(text)
        tokens = theme.current()
        self.mark.setVisible(bool(severity))
        if severity:
            name = "check" if severity == "success" else severity
            self.mark.setPixmap(icons.pixmap(f"actions/{name}.svg", 16, tokens.severity(severity)))
        self.copy.setVisible(bool(result) and bool(self._command()))
        self.show_folder.setVisible(bool(result) and bool(result.get("files")))
        had_table = not self.table.isHidden()
        self._fill((result or {}).get("proof") or {})
        self.layout().activate()
        # What the table took is given back; otherwise nothing moves up under the pointer.
        least = 0 if had_table and self.table.isHidden() else self.height()
        self.resize(max(self.width(), WIDTH), max(least, self.sizeHint().height()))

    def _words(self) -> tuple[str, str]:
        """(severity, what happens or has come of it)."""
        steps = {
            "writing": self.tr("Writing the program…"),
            "computing": self.tr("Computing with the engine…"),
            "running": self.tr("Running the program…"),
            "comparing": self.tr("Comparing…"),
            "stopped": self.tr("Stopped. What was written stays."),
        }
        result = self._result
        if result is None:
            return "", steps.get(self._step, "")
        if result.get("error"):
            return self._trouble(result)
        if "proof" not in result:
            if result.get("ok"):
                return "success", self._files(result)
            return "error", self.tr("The export ended without an answer.")
        proof = result["proof"]
        versions = ", ".join(f"{name} {version}" for name, version in proof["versions"].items())
        largest = f"{proof['largest']:.2g}" if proof["largest"] is not None else "∞"
        if proof["equal"]:
            text = self.tr("It computes the same: the largest difference is {largest}.")
            text = text.format(largest=largest)
        else:
            text = self.tr("It computes something else: the largest difference is {largest}.")
            text = text.format(largest=largest)
            first = proof.get("first_layer_that_differs")
            if first:
                more = self.tr("The first layer that differs is “{name}”.")
                text = sentences(text, more.format(name=first))
        lines = [text, versions, self._files(result)]
        return "success" if proof["equal"] else "error", "\n".join(lines)

    def _trouble(self, result: dict[str, Any]) -> tuple[str, str]:
        lines = [result["error"], result.get("fix", "")]
        if result.get("files"):
            lines.append(self._files(result))
            return "warning", "\n".join(filter(None, lines))
        return "error", "\n".join(filter(None, lines))

    def _files(self, result: dict[str, Any]) -> str:
        names = ", ".join(Path(file).name for file in result.get("files", ()))
        text = self.tr("Written: {names}")
        if self.target.currentData() == REPORT:
            return text.format(names=names)
        if not result.get("trained"):
            text = self.tr("Written, with the first weights, as nothing is trained yet: {names}")
        return text.format(names=names)

    def _fill(self, proof: dict[str, Any]) -> None:
        """The layers and how far they differ."""
        rows = proof.get("layers") or []
        self.table.setVisible(bool(rows))
        self.table.setRowCount(len(rows))
        first = proof.get("first_layer_that_differs")
        for place, row in enumerate(rows):
            largest = row["largest"]
            cells = (row["name"], "∞" if largest is None else f"{largest:.2g}")
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if row["name"] == first:
                    item.setForeground(theme.current().severity("error"))
                self.table.setItem(place, column, item)

    def closeEvent(self, event) -> None:
        self.exporter.stop()
        super().closeEvent(event)

    def tint(self) -> None:
        self._show()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export"))
        self.progress.setAccessibleName(self.tr("The export is under way"))
        self.table.setAccessibleName(self.tr("Layers compared"))
        titles = (self.tr("Export &as"), self.tr("Into the &folder"), self.tr("&Python"))
        for label, text in zip(self.labels, titles, strict=True):
            label.setText(text)
        for index in range(self.target.count()):
            self.target.setItemText(index, title_of(self.target.itemData(index)))
        self.about.setText(words_of(self.target.currentData()))
        self.verify.setText(self.tr("&Verify that it computes the same"))
        self.layers.setText(self.tr("Compare every &layer"))
        self.python.setPlaceholderText(self.tr("The Python that Layerloom runs in"))
        for button in (self.browse, self.browse_python):
            button.setText(self.tr("Choose…"))
        self.copy.setText(self.tr("Copy the command"))
        self.show_folder.setText(self.tr("Show the folder"))
        self.start.setText(self.tr("&Export"))
        self.stop.setText(self.tr("&Stop"))
        self.leave.setText(self.tr("Close"))
        heads = [self.tr("Layer"), self.tr("Largest difference")]
        self.table.setHorizontalHeaderLabels(heads)
        self._show()


def in_row(field: QWidget, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.SNUG)
    row.addWidget(field, 1)
    row.addWidget(button)
    return row
