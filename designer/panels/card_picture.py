"""What does a layer's doing look like? A small picture that moves for a while, then rests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QElapsedTimer, QSize, QTimer
from PySide6.QtGui import QEnterEvent, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.panels.card_scenes import scene_of
from designer.panels.card_sketch import Sketch
from designer.shell import motion

HEIGHT = 132
FRAME = 40  # milliseconds: 25 pictures a second are enough for what moves slowly
PLAYS = 14.0  # seconds until the picture rests; the pointer wakes it
REST = 1.75  # the moment that a picture without motion shows


@dataclass(frozen=True)
class Subject:
    """A kind of layer, its parameters and the shapes around it where it is drawn."""

    type: str
    category: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: tuple[tuple[int | None, ...], ...] = ()
    outputs: tuple[tuple[int | None, ...], ...] = ()


class CardPicture(QWidget):
    """Draws one subject; its clock runs only while someone can see it move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject: Subject | None = None
        self._clock = QElapsedTimer()
        self.timer = QTimer(self)
        self.timer.setInterval(FRAME)
        self.timer.timeout.connect(self._tick)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def show_subject(self, subject: Subject | None) -> None:
        """Draw another layer, from the beginning; the same one plays on."""
        if subject == self.subject:
            self.update()
            return
        self.subject = subject
        self.setVisible(subject is not None)
        self.play()

    def play(self) -> None:
        """Move for a while, where things may move and the picture is seen."""
        self._clock.start()
        if self.subject is not None and self.isVisible() and motion.wanted():
            self.timer.start()
        else:
            self.timer.stop()
        self.update()

    @property
    def seconds(self) -> float:
        """The moment to draw."""
        return self._clock.elapsed() / 1000 if self.timer.isActive() else REST

    def _tick(self) -> None:
        if self._clock.elapsed() > PLAYS * 1000 or not motion.wanted():
            self.timer.stop()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.play()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.timer.stop()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if not self.timer.isActive():
            self.play()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.subject is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.seconds)
        painter.end()

    def draw(self, painter: QPainter, seconds: float) -> None:
        """The picture as it is at a moment."""
        sketch = Sketch(painter, self.width(), self.height(), self.subject, seconds)
        sketch.ground()
        scene_of(self.subject.type, self.subject.category)(sketch)
