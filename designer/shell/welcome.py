"""Where does one begin? Templates, recent projects, open, new."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.shell import brush, icons, theme
from designer.shell.adapting import Adapting
from designer.shell.preferences import Preferences
from designer.shell.projects import Projects
from designer.shell.templates import Template, Templates
from designer.shell.theme import Radius, Space
from designer.shell.thumbnails import thumbnail
from designer.texts import plain_tip

CARD_WIDTH, CARD_HEIGHT = 228, 196  # the width is the least
PICTURE_HEIGHT = 118
WIDEST = 1080
ASIDE = 264


class TemplateCard(QAbstractButton):
    """A drawing to begin with: how it looks, what it is called, what it is for."""

    def __init__(self, template: Template, parent: QWidget) -> None:
        super().__init__(parent)
        self.template = template
        self._picture = QPixmap()
        self._pictured: tuple | None = None  # for which theme and size
        self.setFixedHeight(CARD_HEIGHT)
        self.setMinimumWidth(CARD_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(template.title)
        self.setAccessibleDescription(template.description)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        lit = self.underMouse() or self.hasFocus()
        line = tokens.color("accent" if lit else "border")
        brush.box(painter, area, tokens.color("panel"), line, Radius.LARGE, 1.5 if lit else 1)
        inner = area.adjusted(2, 2, -2, 0)
        inner.setHeight(PICTURE_HEIGHT)
        brush.box(painter, inner, tokens.color("canvas"), radius=Radius.LARGE - 2)
        if self._pictured != self._wanted():
            # The page stands at once; to read and draw all templates takes longer than that.
            QTimer.singleShot(0, self, self._draw)
        painter.drawPixmap(inner.adjusted(12, 14, 0, 0).topLeft(), self._picture)
        text = area.adjusted(14, PICTURE_HEIGHT + 12, -14, -10)
        painter.setPen(tokens.color("text"))
        painter.setFont(theme.font(theme.Type.BODY, weight=theme.DEMI))
        painter.drawText(text, Qt.AlignmentFlag.AlignTop, self.template.title)
        text.adjust(0, 22, 0, 0)
        painter.setPen(tokens.color("text_muted"))
        painter.setFont(theme.font(theme.Type.CAPTION))
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(text, int(flags), self.template.description)

    def _wanted(self) -> tuple:
        """What a picture is drawn for: the theme and the room that there is."""
        return theme.current().name, self.width() - 28, PICTURE_HEIGHT - 28

    def _draw(self) -> None:
        if self._pictured != self._wanted():
            self._pictured = self._wanted()
            size = QSize(*self._pictured[1:])
            self._picture = thumbnail(self.template.document, size, self.devicePixelRatioF())
            self.update()


class RecentRow(QAbstractButton):
    """A project that was open before: its name and where it lies."""

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self.setFixedHeight(46)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(path.stem)
        self.setToolTip(plain_tip(str(path)))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            brush.box(painter, self.rect(), tokens.color("hover"))
        area = QRectF(self.rect()).adjusted(10, 6, -10, -6)
        painter.setPen(tokens.color("text"))
        painter.setFont(theme.font(theme.Type.BODY, weight=theme.MEDIUM))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop, self.path.stem)
        font = theme.font(theme.Type.CAPTION)
        painter.setFont(font)
        painter.setPen(tokens.color("text_faint"))
        folder = QFontMetrics(font).elidedText(
            str(self.path.parent), Qt.TextElideMode.ElideMiddle, int(area.width())
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom, folder)


class WelcomePage(Adapting, QScrollArea):
    """The first page. It is rebuilt when it is shown: files come and go meanwhile."""

    def __init__(self, projects: Projects, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._projects = projects
        self._preferences = preferences
        self._templates = Templates(self)
        self.cards: list[TemplateCard] = []
        self.rows: list[RecentRow] = []
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Layerloom")
        page = QWidget(self)
        page.setMaximumWidth(WIDEST)
        outer = QWidget(self)
        middle = QHBoxLayout(outer)
        middle.setContentsMargins(Space.VAST, Space.VAST, Space.VAST, Space.LOOSE)
        middle.addStretch(1)
        middle.addWidget(page, 100)
        middle.addStretch(1)
        self._fill(page)
        self.setWidget(outer)
        projects.recent_changed.connect(self.refresh)
        self.retranslate()

    def _fill(self, page: QWidget) -> None:
        self._mark, self._name, self._line = QLabel(page), QLabel("Layerloom", page), QLabel(page)
        self._name.setFont(theme.font(theme.Type.DISPLAY, weight=theme.DEMI))
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._name)
        words.addWidget(self._line)
        head = QHBoxLayout()
        head.setSpacing(Space.WIDE)
        head.addWidget(self._mark)
        head.addLayout(words)
        head.addStretch()
        self.new_button, self.open_button = QPushButton(page), QPushButton(page)
        self.new_button.setDefault(True)
        self.new_button.clicked.connect(self._projects.new)
        self.open_button.clicked.connect(self._projects.open)
        for button in (self.open_button, self.new_button):
            button.setMinimumHeight(34)
            head.addWidget(button)
        self._templates_title, self._recent_title = QLabel(page), QLabel(page)
        self._nothing_recent = QLabel(page)
        self._nothing_recent.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.WIDE)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.HAIR)
        body = QHBoxLayout()
        body.setSpacing(Space.VAST)
        for title, content, stretch in (
            (self._templates_title, self._grid, 1),
            (self._recent_title, self._list, 0),
        ):
            title.setFont(theme.font(theme.Type.HEADING, weight=theme.DEMI))
            column = QVBoxLayout()
            column.setSpacing(Space.MEDIUM)
            column.addWidget(title)
            column.addLayout(content)
            column.addStretch()
            body.addLayout(column, stretch)
        self._list.addWidget(self._nothing_recent)
        self._nothing_recent.setFixedWidth(ASIDE)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.VAST)
        whole.addLayout(head)
        whole.addLayout(body)
        whole.addStretch()

    def refresh(self) -> None:
        """Show the templates and recent projects that there are now."""
        for widget in (*self.cards, *self.rows):
            widget.hide()
            widget.deleteLater()
        page = self._name.parentWidget()
        self.cards = [TemplateCard(template, page) for template in self._templates.all()]
        for card in self.cards:
            card.clicked.connect(partial(self._begin, card.template))
        self.rows = [RecentRow(path, page) for path in self._preferences.recent()]
        for row in self.rows:
            row.setFixedWidth(ASIDE)
            row.clicked.connect(partial(self._projects.open_path, row.path))
            self._list.addWidget(row)
        self._nothing_recent.setVisible(not self.rows)
        self._place_cards()

    def _begin(self, template: Template) -> None:
        self._projects.show_copy(template.document)

    def _place_cards(self) -> None:
        """As many cards in a row as the width takes."""
        width = min(self.viewport().width() - 2 * Space.VAST, WIDEST) - ASIDE - Space.VAST
        columns = max(1, (width + Space.WIDE) // (CARD_WIDTH + Space.WIDE))
        for index, card in enumerate(self.cards):
            self._grid.addWidget(card, index // columns, index % columns)
            card.show()
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._grid.setColumnMinimumWidth(column, CARD_WIDTH if column < columns else 0)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._place_cards()

    def retranslate(self) -> None:
        self._line.setText(
            self.tr("Draw a network, see its shapes, train it, watch it learn, leave with code.")
        )
        self.new_button.setText(self.tr("New project"))
        self.open_button.setText(self.tr("Open…"))
        self._templates_title.setText(self.tr("Begin with a template"))
        self._recent_title.setText(self.tr("Recent projects"))
        self._nothing_recent.setText(self.tr("Projects that you save or open appear here."))
        self.tint()
        if self.cards:  # else it is filled when it is shown
            self.refresh()

    def tint(self) -> None:
        muted = self._line.palette()
        muted.setColor(muted.ColorRole.WindowText, theme.current().color("text_muted"))
        self._line.setPalette(muted)
        self._nothing_recent.setPalette(muted)
        self._mark.setPixmap(icons.mark(48))
