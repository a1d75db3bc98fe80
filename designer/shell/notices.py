"""How does the program speak up without stopping anyone? Cards over the drawing that go away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from designer.shell import brush, icons, speech, theme
from designer.shell.adapting import Adapting
from designer.shell.flow import Flow
from designer.shell.look_button import LookButton
from designer.shell.theme import Radius, Space
from designer.studio import Notice

WIDTH = 420
MOST = 4  # older cards give way
SECONDS = {"info": 6, "success": 5, "warning": 9, "error": 14}
ICONS = {"info": "info", "success": "check", "warning": "warning", "error": "error"}


class Card(Adapting, QWidget):
    """One notice: a mark in its severity's colour, the text, its buttons, a cross."""

    previewed = Signal(object)  # the Offer of the button that is pointed at, or None

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("notice")
        self.setAccessibleName(notice.text)
        self._mark = QLabel(self)
        self._text = QLabel(notice.text, self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.clicked.connect(self.dismiss)
        self.buttons = [self._button(action) for action in notice.actions]
        self._arrange()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(1000 * SECONDS[notice.severity])
        self._patience.timeout.connect(self.dismiss)
        if not notice.lasting:
            self._patience.start()
        self.tint()
        self.retranslate()

    def _button(self, action) -> LookButton:
        button = LookButton(self)
        button.setText(action.label)
        button.looked_at.connect(lambda on: self.previewed.emit(action.offer if on else None))
        button.clicked.connect(self.dismiss)
        button.clicked.connect(lambda: action.run())
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.SNUG, Space.MEDIUM)
        column.setSpacing(Space.MEDIUM)
        column.addLayout(row)
        if self.buttons:
            line = Flow(Space.SNUG)
            line.setContentsMargins(Space.LOOSE + Space.TIGHT, 0, Space.SNUG, 0)
            for button in self.buttons:
                line.addWidget(button)
            column.addLayout(line)

    def dismiss(self) -> None:
        self._patience.stop()
        self.parent().drop(self)

    def hideEvent(self, event) -> None:
        self._patience.stop()
        super().hideEvent(event)

    def enterEvent(self, event) -> None:
        self._patience.stop()
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:
        if not self.notice.lasting:
            self._patience.start()
        super().leaveEvent(event)

    def retranslate(self) -> None:
        self.close_button.setToolTip(self.tr("Dismiss"))
        self.close_button.setAccessibleName(self.tr("Dismiss"))

    def tint(self) -> None:
        color = theme.current().severity(self.notice.severity)
        self._mark.setPixmap(icons.pixmap(f"actions/{ICONS[self.notice.severity]}.svg", 20, color))
        self.close_button.setIcon(icons.action("close"))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        brush.box(painter, area, tokens.color("panel"), tokens.color("border_strong"), Radius.LARGE)
        mark = QRectF(0, Space.MEDIUM, 3, area.height() - 2 * Space.MEDIUM)
        brush.box(painter, mark, tokens.severity(self.notice.severity), radius=1.5)


class Notices(QWidget):
    """The stack of cards at the lower edge of its parent, newest below."""

    previewed = Signal(object)  # what a button that is pointed at would make of the drawing

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []
        parent.installEventFilter(self)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Put a card up. One with the same key, or the same text, is replaced."""
        for card in list(self.cards):
            same_key = notice.key and card.notice.key == notice.key
            if same_key or card.notice.text == notice.text:
                self.drop(card)
        passing = [card for card in self.cards if not card.notice.lasting]
        for card in passing[: max(0, len(self.cards) + 1 - MOST)]:
            self.drop(card)
        card = Card(notice, self)
        card.previewed.connect(self.previewed)
        self.cards.append(card)
        card.show()
        self._place()
        speech.say(card, notice.text)

    def withdraw(self, key: str) -> None:
        """Take down the cards of `key`: what they said is no longer so."""
        for card in [card for card in self.cards if card.notice.key == key]:
            card.dismiss()

    def drop(self, card: Card) -> None:
        if card in self.cards:
            self.cards.remove(card)
            if any(action.offer is not None for action in card.notice.actions):
                self.previewed.emit(None)
            card.hide()
            card.deleteLater()
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Stack the cards upwards from the middle of the parent's lower edge."""
        if not self.cards:
            self.hide()
            return
        parent = self.parentWidget()
        width = min(WIDTH, parent.width() - 2 * Space.WIDE)
        heights = [card.layout().totalHeightForWidth(width) for card in self.cards]
        heights = [
            height if height > 0 else card.sizeHint().height()
            for height, card in zip(heights, self.cards, strict=True)
        ]
        total = sum(heights) + Space.SNUG * (len(heights) - 1)
        y = 0
        for card, height in zip(self.cards, heights, strict=True):
            card.setGeometry(0, y, width, height)
            y += height + Space.SNUG
        corner = QPoint((parent.width() - width) // 2, parent.height() - total - Space.WIDE)
        self.setGeometry(corner.x(), corner.y(), width, total)
        self.show()
        self.raise_()
