"""Which questions does the window ask? Each is one method, so that a test can answer for a user."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from designer import VERSION
from designer.document.files import SUFFIX
from designer.document.imports import SUFFIXES as MODELS


class Dialogs(QObject):
    """Asks with modal boxes. Tests give the window an object with the same methods instead."""

    def ask_unsaved(self, parent: QWidget, name: str) -> str:
        """What to do with unsaved changes: "save", "discard" or "cancel"."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setText(_strong(self.tr("Save the changes to “{name}”?").format(name=name)))
        box.setInformativeText(self.tr("Without saving, what you changed is lost."))
        save = box.addButton(self.tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(self.tr("Do not save"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.exec()
        return {save: "save", discard: "discard"}.get(box.clickedButton(), "cancel")

    def ask_stop_training(self, parent: QWidget) -> bool:
        """Whether a running training may be stopped, because the window closes."""
        box = QMessageBox(parent)
        box.setWindowTitle(self.tr("Training is running"))
        box.setText(_strong(self.tr("Stop the training and leave?")))
        box.setInformativeText(
            self.tr("The finished epochs are kept; you can resume from the last of them.")
        )
        stop = box.addButton(self.tr("Stop and leave"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is stop

    def open_path(self, parent: QWidget, folder: Path) -> Path | None:
        """The project to open."""
        path, _ = QFileDialog.getOpenFileName(
            parent,
            self.tr("Open project"),
            str(folder),
            ";;".join(
                pattern.format(suffix=SUFFIX, models=" ".join(f"*{one}" for one in MODELS))
                for pattern in (
                    self.tr("All that can be opened (*{suffix} {models})"),
                    self.tr("Layerloom projects (*{suffix})"),
                    self.tr("Models of Keras, ONNX and Python ({models})"),
                )
            ),
        )
        return Path(path) if path else None

    def save_path(self, parent: QWidget, suggestion: Path) -> Path | None:
        """Where to save the project; the suffix is added where it is missing."""
        path, _ = QFileDialog.getSaveFileName(
            parent, self.tr("Save project as"), str(suggestion), self._filter()
        )
        if not path:
            return None
        return Path(path) if Path(path).suffix else Path(path).with_suffix(SUFFIX)

    def export_path(
        self, parent: QWidget, title: str, suggestion: Path, pattern: str
    ) -> Path | None:
        """Where to write a file that is not the project: code, weights, a picture."""
        path, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), pattern)
        return Path(path) if path else None

    def about(self, parent: QWidget) -> None:
        """Say what this program is."""
        box = QMessageBox(parent)
        box.setWindowTitle(self.tr("About Layerloom"))
        box.setText(_strong(f"Layerloom {VERSION}"))
        box.setInformativeText(
            self.tr(
                "Draw a neural network, see its shapes, train it, watch it learn, "
                "leave with code.\n\nApache License 2.0"
            )
        )
        box.exec()

    def _filter(self) -> str:
        return self.tr("Layerloom projects (*{suffix})").format(suffix=SUFFIX)


def _strong(text: str) -> str:
    """The question itself; the letters have a half-bold cut, no bold one."""
    return f"<span style='font-weight:600'>{html.escape(text, quote=False)}</span>"
