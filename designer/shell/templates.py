"""Which drawings can one begin with? The projects in the resources, with their titles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

import resources
from designer.document import files
from designer.document.values import Document
from designer.shell import language

FOLDER = Path(resources.__file__).parent / "templates"
GUIDE = "guide-"  # the note that explains a template: one of them in each language


@dataclass(frozen=True)
class Template:
    name: str
    title: str
    description: str
    read: Callable[[], Document]

    @property
    def document(self) -> Document:
        return self.read()


class Templates(QObject):
    """Read once, when asked for; titles and notes are in the language of the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: dict[str, Document] = {}

    def words(self) -> dict[str, tuple[str, str]]:
        """Title and purpose of each template, in the order in which a beginner meets them."""
        return {
            "first_network": (
                self.tr("First network"),
                self.tr("Handwritten digits with dense layers: the smallest net that learns."),
            ),
            "lenet": (
                self.tr("LeNet"),
                self.tr("Convolution and pooling read digits: where it all began."),
            ),
            "fashion_mnist": (
                self.tr("Fashion images"),
                self.tr("A convolutional network that tells ten kinds of clothes apart."),
            ),
            "titanic": (
                self.tr("Table of passengers"),
                self.tr("Who survived the Titanic? Columns of a table become features."),
            ),
            "residual": (
                self.tr("Residual network"),
                self.tr("Shortcuts around convolutions, joined by Add: what made nets deep."),
            ),
            "branches": (
                self.tr("Parallel branches"),
                self.tr("Several window sizes side by side, joined by Concatenate."),
            ),
            "autoencoder": (
                self.tr("Autoencoder"),
                self.tr("A picture through a bottleneck of 16 numbers and back."),
            ),
            "reviews": (
                self.tr("Film reviews"),
                self.tr("Good or bad? Words become vectors, short phrases decide."),
            ),
            "sunspots": (
                self.tr("Time series"),
                self.tr("Next year's sunspots from the 22 years before."),
            ),
            "next_frame": (
                self.tr("Next picture of a film"),
                self.tr("ConvLSTM sees shapes fly and says where they go."),
            ),
            "tagger": (
                self.tr("Tags with attention"),
                self.tr("A tag for each word: attention looks at the whole sentence."),
            ),
            "custom_cell": (
                self.tr("A cell of your own"),
                self.tr("A recurrent cell that is drawn, not written."),
            ),
        }

    def all(self) -> list[Template]:
        return [
            Template(name, title, description, partial(self.document, name))
            for name, (title, description) in self.words().items()
        ]

    def document(self, name: str) -> Document:
        """A template's drawing, with its note and its name in the user's language."""
        if name not in self._documents:
            self._documents[name] = files.read(FOLDER / f"{name}{files.SUFFIX}")
        return replace(guided(self._documents[name]), name=self.words()[name][0])


def guided(document: Document) -> Document:
    """The drawing with the one note that speaks the user's language, at the first one's place."""
    app = QCoreApplication.instance()
    spoken = "en" if app is None else language.current(app).partition("_")[0]
    guides = [note for key, note in document.notes.items() if key.startswith(GUIDE)]
    if not guides:
        return document
    kept = next((note for note in guides if note.id == GUIDE + spoken), guides[0])
    notes = {key: note for key, note in document.notes.items() if not key.startswith(GUIDE)}
    place = {"x": guides[0].x, "y": guides[0].y}
    return replace(document, notes={**notes, kept.id: replace(kept, **place)})
