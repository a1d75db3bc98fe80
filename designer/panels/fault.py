"""How is one problem shown? Its mark, what is wrong, how to fix it, and repairs to try and make."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.document import kinds, repairs
from designer.document.kinds import Kind
from designer.document.repairs import Offer
from designer.document.sheets import used_by
from designer.panels.thinking import Thinker
from designer.shell import brush, icons, theme
from designer.shell.adapting import Adapting
from designer.shell.flow import Flow
from designer.shell.look_button import LookButton
from designer.shell.theme import Radius, Space
from designer.studio import Studio
from designer.texts import error_text, repair_text, shape_text
from engine import written
from engine.errors import Repair

SHOWN = 4  # so many layers tell their new shapes


class Fault(Adapting, QWidget):
    """One problem of the drawing. A click or Enter asks to be shown where it is.

    Its repairs come a moment later: they are tried before they are offered. Pointing at one shows
    on the canvas, and below the buttons, what it would make of the drawing.
    """

    chosen = Signal()

    def __init__(
        self, studio: Studio, problem: Any, place: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self.problem = problem
        self._place = place
        self._previewed = False
        self._mark = QLabel(self)
        self._what, self._fix, self.outcome = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._what, self._fix, self.outcome):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.hide()
        self.repairs: tuple[Repair, ...] = ()
        self.buttons: list[LookButton] = []
        self.opener = QPushButton(self)
        self.opener.setAutoDefault(False)
        self.opener.clicked.connect(self._open)
        self.thinker = Thinker(studio, self, first=not place)
        self.thinker.found.connect(self._show_offers)
        self._arrange()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.retranslate()
        self.thinker.think(problem)

    def _arrange(self) -> None:
        self._words = words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._what)
        words.addWidget(self._fix)
        self._line = Flow(Space.SNUG)
        words.addLayout(self._line)
        words.addWidget(self.outcome)
        words.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM, Space.SNUG, Space.MEDIUM, Space.SNUG)
        row.setSpacing(Space.SNUG)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def refresh(self, problem: Any) -> None:
        """The same problem in a drawing that has changed elsewhere: its repairs may be others."""
        self.problem = problem
        self.thinker.think(problem)

    # What lies inside

    def _inner(self) -> Kind | None:
        """What can be opened inside the layer at fault: what it is made of, or holds in a slot."""
        document = self._studio.document
        node = document.nodes.get(self.problem.node)
        inside = [key for key in used_by(node) if key in document.blocks] if node else []
        return kinds.find(document, kinds.BLOCK + inside[0]) if inside else None

    def _open(self) -> None:
        self._studio.enter(self.problem.node)

    def _name_opener(self) -> None:
        kind = self._inner()
        self.opener.setVisible(kind is not None and self.problem.severity == "error")
        if kind is None:
            return
        text = self.tr("Open {name}").format(name=kind.title)
        if kind.role == "written":
            source = self._studio.document.blocks[kind.type.removeprefix(kinds.BLOCK)].source
            allowed = written.is_allowed(source)
            self._words.insertWidget(2, self.opener, 0, Qt.AlignmentFlag.AlignLeft)
            text = self.tr("Open the code…") if allowed else self.tr("Review and allow…")
        self.opener.setText(text)
        self.opener.setAccessibleName(text)

    # Repairs

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Offer these repairs; buttons stay as they are where nothing has changed."""
        found = tuple(offer.repair for offer in offers)
        if found == self.repairs:
            return
        self.repairs = found
        for button in self.buttons:
            button.hide()
            button.deleteLater()
            self._line.removeWidget(button)
        self.buttons = [self._button(repair) for repair in found]
        for button in self.buttons:
            self._line.addWidget(button)
            button.setVisible(True)
        self._line.setContentsMargins(0, Space.TIGHT if found else 0, 0, 0)
        self._name_buttons()
        self.updateGeometry()

    def _button(self, repair: Repair) -> LookButton:
        button = LookButton(self)
        button.clicked.connect(partial(self._repair, repair))
        button.looked_at.connect(partial(self._preview, repair))
        return button

    def _repair(self, repair: Repair) -> None:
        """Make the repair as one undo step."""
        self._preview(repair, False)
        error = self.problem.error
        where = self.problem.node or error.where
        self._studio.edit(repair_text(error, repair), repairs.apply, repair, where)

    def _preview(self, repair: Repair, on: bool) -> None:
        studio = self._studio
        offer = None
        if on:
            offer = repairs.proven(
                studio.document, studio.analysis, self.problem, repair, studio.known
            )
        if offer is not None or self._previewed:
            studio.preview(offer)
        self._previewed = offer is not None
        self._tell_outcome(offer)

    def _tell_outcome(self, offer: Offer | None) -> None:
        """Which shapes come out, and what is left to do."""
        text = "" if offer is None else outcome(self._studio.analysis, offer)
        if offer is not None and offer.remains == 1:
            text += "\n" + self.tr("Behind it one more problem comes to light.")
        elif offer is not None and offer.remains:
            more = self.tr("Behind it {count} more problems come to light.")
            text += "\n" + more.format(count=offer.remains)
        self.outcome.setText(text.strip())
        self.outcome.setVisible(bool(text.strip()))

    def hideEvent(self, event) -> None:
        if self._previewed:
            self._previewed = False
            self._studio.preview(None)
        self.thinker.stop()
        super().hideEvent(event)

    # Looks

    def tint(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        what, fix = error_text(self.problem.error)
        said = not self._place or self._place in what
        self._what.setText(what if said else f"{self._place}: {what}")
        self._fix.setText(fix)
        self._fix.setVisible(bool(fix))
        self.setAccessibleName(f"{self._place} {what}".strip())
        self.setAccessibleDescription(fix)
        self._name_buttons()
        self._name_opener()
        tokens = theme.current()
        severity = self.problem.severity
        self._mark.setPixmap(
            icons.pixmap(f"actions/{icons.SEVERITY[severity]}.svg", 16, tokens.severity(severity))
        )
        for label in (self._fix, self.outcome):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, tokens.color("text_muted"))
            label.setPalette(palette)

    def _name_buttons(self) -> None:
        for button, repair in zip(self.buttons, self.repairs, strict=True):
            text = repair_text(self.problem.error, repair)
            button.setText(text)
            tip = self.tr("Point here to see it in the drawing, click to do it")
            button.setToolTip(f"{text}\n{tip}")
            button.setAccessibleName(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if not self._place:  # inside the inspector: a tinted box
            tint = tokens.severity(self.problem.severity)
            tint.setAlphaF(0.12)
            brush.box(painter, area, tint, radius=Radius.MEDIUM)
        elif self.underMouse() or self.hasFocus():
            brush.box(painter, area, tokens.color("hover", 0.5), radius=Radius.MEDIUM)


def outcome(analysis: Any, offer: Offer) -> str:
    """The shapes that a repair gives, of the layers where they are other than now."""
    told = []
    for key, facts in offer.analysis.facts.items():
        before = analysis.facts.get(key)
        if facts.outputs and (before is None or before.outputs != facts.outputs):
            name = offer.document.nodes[key].name
            shapes = ", ".join(shape_text(spec.shape) for spec in facts.outputs)
            told.append(f"{name} {shapes}")
    more = ["…"] if len(told) > SHOWN else []
    return "  →  ".join([*told[:SHOWN], *more])
