"""How does one reach anything by typing? A box over the canvas: type, arrows, Enter."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
)

from designer.canvas import choices, keys
from designer.canvas.aiming import Aim
from designer.canvas.choices import Entry, Place
from designer.canvas.dropping import top_left
from designer.canvas.geometry import HEADER, WIDTH, beside
from designer.canvas.ink import ink
from designer.canvas.quick_rows import BOX_WIDTH, ENTRY, ROW, EntryDelegate
from designer.canvas.surface import Canvas
from designer.document import kinds, slots
from designer.document.library import SAVED
from designer.shell import speech, theme
from designer.shell.adapting import Adapting

MOST_ROWS = 8
SLICE = 0.008  # seconds of judging shapes before typing gets its turn


class QuickAdd(Adapting, QFrame):
    """The quick box. A child of the canvas, never a pop-up window: those take no Chinese input."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._anchor = QPointF()
        self._entries: list[Entry] = []
        self._unjudged: list[int] = []
        self._filter: Callable[[list[Entry], str], list[Entry]] = choices.chosen
        self._accept: Callable[[Entry], None] = lambda entry: None
        self._place = Place()
        self._after = ""  # the node that Ctrl+Enter lets the new layer follow
        self._recent: list[str] = []
        self._placeholder = ""
        self._build()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._judge_some)
        self.hide()
        self.retranslate()

    def _build(self) -> None:
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(False)
        self.field.setMinimumHeight(34)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._refresh)
        self.list = QListView(self)
        self.list.setModel(QStandardItemModel(self.list))
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda index: self._choose(index.data(ENTRY)))
        self.list.selectionModel().currentChanged.connect(lambda index, _: self._speak(index))
        self._empty = QLabel(self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.tail = QLabel(self)
        self.tail.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self._empty, self.tail):
            column.addWidget(widget)
        self.setFixedWidth(BOX_WIDTH)

    def retranslate(self) -> None:
        self.dismiss()
        self.setAccessibleName(self._placeholder or self.tr("Search"))
        self.field.setAccessibleName(self.tr("Search"))
        self.list.setAccessibleName(self.tr("Results"))
        self.field.setPlaceholderText(self._placeholder)

    # Opening

    def open_layers(self, point: QPointF, *, after: str = "", **place) -> None:
        """Offer layers for a place of the scene: `side`, `key`, `number` or `wire` as in Place.

        With Ctrl+Enter the chosen one follows the node `after`.
        """
        self._place = Place(**place)
        document = self._canvas.studio.document
        fed_by = self._place.fed_by or ((after, 0) if after else None)
        kind = kinds.find(document, document.nodes[fed_by[0]].type) if fed_by else None
        entries = choices.layer_entries(document, self._recent, kind.category if kind else "")
        self._placeholder = self.tr("Add a layer…")
        self._open(point, entries, choices.chosen, self._add, after)
        if self._place.wire is not None or self._place.side:
            self._unjudged = list(range(len(entries)))
            self._judge_some()

    def open_wires(self, key: str) -> None:
        """Offer the wires at a node, to select one."""
        studio = self._canvas.studio
        entries = choices.wire_entries(studio.document, studio.analysis, key)
        words = self.tr("Select a wire…")
        self._offer(words, key, entries, lambda entry: studio.select((), wires={entry.wire}))

    def open_finder(self) -> None:
        """Offer the nodes of the drawing, to look at one."""
        studio = self._canvas.studio
        entries = choices.node_entries(studio.document, studio.analysis)
        self._placeholder = self.tr("Find by name, kind, shape or problem…")

        def matching(offered: list[Entry], query: str) -> list[Entry]:
            return choices.found(offered, query, studio.document, studio.analysis)

        middle = self._canvas.to_scene(QPointF(self._canvas.width() / 2 - BOX_WIDTH / 2, 40))
        self._open(middle, entries, matching, lambda entry: self._canvas.reveal(entry.key))

    def open_fillers(self, aim: Aim) -> None:
        """Offer what fits into a slot."""
        canvas = self._canvas
        item = canvas.drawing.nodes[aim.key]
        inner = slots.inner_at(canvas.studio.document.nodes[aim.key], aim.path)
        entries = choices.layer_entries(canvas.studio.document, self._recent)
        fitting = [
            entry for entry in entries if slots.fits(canvas.studio.document, inner.holds, entry.key)
        ]
        self._placeholder = self.tr("Put into {field}…").format(field=aim.path[-1].field)
        self._open(
            item.body().topRight(),
            fitting,
            choices.chosen,
            lambda entry: canvas.fill_slot(aim, entry.key),
        )

    def open_holders(self, key: str) -> None:
        """Offer the slots of the drawing that can take a node."""
        canvas = self._canvas
        entries = choices.holder_entries(canvas.studio.document, key)
        words = self.tr("Put {name} into…")
        self._offer(words, key, entries, lambda entry: canvas.put_into(entry.aim, key))

    def open_saved(self) -> None:
        """Offer the saved sub-models, to delete one."""
        canvas = self._canvas
        entries = choices.saved_entries(canvas.studio.document)
        self._placeholder = self.tr("Forget a saved sub-model…")
        middle = canvas.to_scene(QPointF(canvas.width() / 2 - BOX_WIDTH / 2, 40))
        self._open(
            middle,
            entries,
            choices.chosen,
            lambda entry: canvas.studio.ask_forget(entry.key.removeprefix(SAVED)),
        )

    def open_targets(self, source: str) -> None:
        """Offer the nodes to which the node `source` can lead."""
        canvas, studio = self._canvas, self._canvas.studio
        entries = choices.target_entries(studio.document, studio.analysis, source)
        words = self.tr("Connect {name} to…")
        self._offer(words, source, entries, lambda entry: canvas.connect_nodes(source, entry.key))

    def open_ways(self, key: str) -> None:
        """Offer the wires onto which a node can be put."""
        canvas, studio = self._canvas, self._canvas.studio
        entries = choices.way_entries(studio.document, studio.analysis, key)
        words = self.tr("Put {name} onto the wire…")
        self._offer(words, key, entries, lambda entry: canvas.put_onto(entry.wire, key))

    def _offer(self, words: str, key: str, entries, accept) -> None:
        """Offer something for a node, beside it."""
        canvas = self._canvas
        self._placeholder = words.format(name=canvas.studio.document.nodes[key].name)
        place = canvas.drawing.nodes[key].output_place(0)
        self._open(place, entries, choices.chosen, accept)

    def _open(self, point: QPointF, entries, matching, accept, after: str = "") -> None:
        self._anchor, self._after = point, after
        self._entries, self._unjudged = entries, []
        self._filter, self._accept = matching, accept
        self._style()
        self.tail.setVisible(bool(after))
        if after:
            self._say_tail(self._canvas.studio.document.nodes[after].name)
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.field.setPlaceholderText(self._placeholder)
        self.setAccessibleName(self._placeholder)
        self._refresh()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _say_tail(self, name: str) -> None:
        words = self.tr("Enter places it, Ctrl+Enter lets it follow {name}").format(name=name)
        measure = QFontMetricsF(self.tail.font())
        room = BOX_WIDTH - 28
        self.tail.setText(measure.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.tail.setToolTip(words)

    def _style(self) -> None:
        self.tail.setFont(theme.font(theme.Type.CAPTION))
        self.field.setFont(theme.font(theme.Type.BODY + 1))
        self._empty.setFont(theme.font())

    def place(self) -> None:
        """Stand near the anchor, where the longest list has room: typing must not move the box."""
        area = QRectF(self._canvas.rect()).adjusted(8, 8, -8, -8)
        anchor = self._canvas.to_view(self._anchor)
        corner = beside(anchor, QPointF(self.width(), self.field.height()), area, 10)
        longest = self._chrome() + self._most_rows() * ROW
        lowest = max(area.top(), area.bottom() - longest)
        self.move(round(corner.x()), round(min(corner.y(), lowest)))

    def _chrome(self) -> int:
        """The height of the box without its rows."""
        tail = self.tail.sizeHint().height() + 6 if self._after else 0
        return self.field.height() + tail + 26

    def _most_rows(self) -> int:
        """As many rows as the canvas has room for, and eight at most."""
        room = self._canvas.height() - 16 - self._chrome()
        return min(MOST_ROWS, max(2, room // ROW))

    def dismiss(self) -> None:
        """Close without choosing."""
        if self.isVisible():
            self._timer.stop()
            self.hide()
            self._canvas.setFocus(Qt.FocusReason.PopupFocusReason)

    # What is listed

    def _judge_some(self) -> None:
        """Work out for some more layers whether their shapes fit, then list them anew."""
        studio = self._canvas.studio
        deadline = perf_counter() + SLICE
        while self._unjudged and perf_counter() < deadline:
            number = self._unjudged.pop(0)
            self._entries[number] = choices.judged(
                studio.document, studio.analysis, self._place, self._entries[number]
            )
        if self._unjudged:
            if not self._timer.isActive():
                self._timer.start(0)
            return
        self._timer.stop()
        self._refresh()

    def _refresh(self) -> None:
        current = self.list.currentIndex().data(ENTRY)
        model = self.list.model()
        model.clear()
        entries = self._filter(self._entries, self.field.text())
        for entry in entries:
            item = QStandardItem(entry.title)
            item.setData(entry, ENTRY)
            item.setEnabled(not entry.reason)
            item.setToolTip(entry.reason or entry.subtitle)
            item.setData(
                f"{entry.title}, {entry.reason or entry.aside}",
                Qt.ItemDataRole.AccessibleTextRole,
            )
            item.setEditable(False)
            model.appendRow(item)
        rows = [row for row, entry in enumerate(entries) if not entry.reason]
        keep = current is not None and not self.field.text()
        same = [row for row in rows if keep and entries[row].key == current.key]
        if rows:
            self.list.setCurrentIndex(model.index((same or rows)[0], 0))
        self.list.setVisible(bool(entries))
        self._empty.setVisible(not entries)
        self._empty.setText(self.tr("Nothing is called “{text}”.").format(text=self.field.text()))
        self.list.setFixedHeight(min(len(entries), self._most_rows()) * ROW + 2)
        self.adjustSize()
        self.place()

    # Choosing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and keys.claims_enter(event):
            return True
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key(), event.modifiers())
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            outside = event.reason() not in (
                Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.MenuBarFocusReason,
            )
            if outside and not self.underMouse():
                QTimer.singleShot(0, self, self.dismiss)
        return super().eventFilter(watched, event)

    def _key(self, key: int, held: Qt.KeyboardModifier) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: MOST_ROWS - 1,
            Qt.Key.Key_PageUp: 1 - MOST_ROWS,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
        }
        if key in steps:
            self._step(steps[key])
        elif key in keys.ENTER:
            follows = bool(held & Qt.KeyboardModifier.ControlModifier)
            self._choose(self.list.currentIndex().data(ENTRY), follows)
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        """Go to the next entry that can be chosen."""
        model = self.list.model()
        rows = [row for row in range(model.rowCount()) if model.item(row).isEnabled()]
        if not rows:
            return
        here = self.list.currentIndex().row()
        at = rows.index(here) if here in rows else -1
        to = (
            rows[(at + step) % len(rows)]
            if abs(step) == 1
            else rows[min(max(at + step, 0), len(rows) - 1)]
        )
        self.list.setCurrentIndex(model.index(to, 0))
        self.list.scrollTo(self.list.currentIndex())

    def _choose(self, entry: Entry | None, follows: bool = False) -> None:
        if entry is None or entry.reason:
            return
        self.dismiss()
        if follows and self._after:
            self._remember(entry)
            self._canvas.add_following(entry.key, self._after)
        else:
            self._accept(entry)

    def _remember(self, entry: Entry) -> None:
        """What was used last comes first the next time."""
        self._recent = [entry.key, *(name for name in self._recent if name != entry.key)]

    def _speak(self, index: QModelIndex) -> None:
        """The list never has the focus, so its current line is said aloud."""
        if self.isVisible():
            speech.say(self.field, index.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def _add(self, entry: Entry) -> None:
        """Put the chosen layer where it is wanted."""
        place = self._place
        self._remember(entry)
        corner = top_left(self._anchor)
        if place.side == "output":
            corner = self._anchor + QPointF(0, -HEADER / 2)
            self._canvas.add_layer(entry.key, corner, source=(place.key, place.number))
        elif place.side == "input":
            corner = self._anchor + QPointF(-WIDTH, -HEADER / 2)
            self._canvas.add_layer(entry.key, corner, target=(place.key, place.number))
        else:
            corner = corner if place.wire is not None else self._canvas.free_place(corner)
            self._canvas.add_layer(entry.key, corner, wire=place.wire)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink("border_strong"))
        painter.setBrush(ink("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
