"""Through what does one look at the drawing and take hold of it? The canvas widget."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from designer.canvas import keys
from designer.canvas.commands import Commands
from designer.canvas.copying import Copies
from designer.canvas.crumbs import Crumbs
from designer.canvas.dropping import Drops
from designer.canvas.gestures import (
    BoxSelect,
    Gesture,
    Menu,
    MoveThings,
    Pan,
    ResizeBox,
    ShareLayers,
)
from designer.canvas.ghosts import Ghosts
from designer.canvas.ground import draw_ground
from designer.canvas.hints import HintLabel
from designer.canvas.holding import Holding, PressPod
from designer.canvas.hovering import Hovering
from designer.canvas.ink import ink
from designer.canvas.inline import InlineEditor
from designer.canvas.looking import Looking
from designer.canvas.minimap import Minimap
from designer.canvas.nesting import Nesting
from designer.canvas.ordering import Ordering
from designer.canvas.overview import Overview
from designer.canvas.picking import NOTHING, Hit, hit
from designer.canvas.pointer import ALT, CTRL, SHIFT, Pointer
from designer.canvas.quick import QuickAdd
from designer.canvas.scene import CanvasScene
from designer.canvas.sight import Sight
from designer.canvas.typeset import forget_letters
from designer.canvas.voice import Voice
from designer.canvas.wiring import AddDots, Connect, Knife, PressWire, pulled_off
from designer.shell.adapting import Adapting
from designer.slices import Rank, Slices
from designer.studio import Studio

translate = QCoreApplication.translate
FARTHEST = 2_000_000.0
SHOWN_AT_ONCE = 60  # so many nodes show at once what was found out of them
EDGE, EDGE_STEP = 28, 14  # pixels from the border within which a drag scrolls, and how fast
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
MIDDLE = Qt.MouseButton.MiddleButton


class CanvasView(
    Holding, Commands, Copies, Ordering, Nesting, Looking, Sight, Hovering, Drops,
    Adapting, QGraphicsView,
):  # fmt: skip
    """Shows the studio's drawing; turns mouse and keys into gestures, and gestures into edits."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.drawing = CanvasScene(self)
        self.voice = Voice(self)
        self.gesture: Gesture | None = None
        self.wheel_zooms = True
        self._order: list[str] = []
        self._hovered: Hit = NOTHING
        self._space = self._knife = False
        self.last = Pointer(QPointF(), QPointF())
        self._overview = Overview(self.drawing)
        self._edge_timer = QTimer(self)
        self._edge_timer.setInterval(16)
        self._edge_timer.timeout.connect(self._pan_at_edge)
        self._hint = HintLabel(self)
        self.minimap = Minimap(self)
        self.quick = QuickAdd(self)
        self.crumbs = Crumbs(self)
        self.editor: InlineEditor | None = None
        self.ghosts = Ghosts(self)
        self.voice.tools = (self.crumbs, self.quick, self.minimap)
        self._set_up()
        self._follow_studio()
        self.retranslate()

    def _set_up(self) -> None:
        self.setScene(self.drawing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSceneRect(-FARTHEST, -FARTHEST, 2 * FARTHEST, 2 * FARTHEST)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        # A Chinese input method would take the single letters that are commands here.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.centerOn(0, 0)

    def _follow_studio(self) -> None:
        studio = self.studio
        self.drawing.redrawn.connect(self._on_redrawn)
        studio.document_changed.connect(self._on_document)
        studio.analysis_changed.connect(self._on_analysis)
        studio.selection_changed.connect(self._on_selection)
        studio.focus_requested.connect(self.show_node)
        studio.insert_requested.connect(self.insert_in_middle)
        studio.preview_changed.connect(self.ghosts.show)
        self.drawing.show_document(studio.document, studio.analysis)
        self.follow_sheets()
        self._on_selection(studio.selection)

    # Following the studio

    def _on_document(self, difference: Any) -> None:
        self.cancel_gesture()
        if self.editor is not None:
            self.editor.finish(keep=False)
        if difference.sheet:
            self.drawing.show_other(difference.after, self.studio.analysis)
        else:
            self.drawing.apply(difference)
        self._hovered = NOTHING
        self.voice.follow_drawing(other=difference.sheet)

    def _on_analysis(self, analysis: Any) -> None:
        work = self.drawing.showing(analysis)
        Slices.of(self.studio).begin(self.drawing, Rank.CANVAS, work, SHOWN_AT_ONCE)
        self.describe()
        self.voice.follow_analysis()

    def _on_selection(self, ids: frozenset[str]) -> None:
        self.note_order(ids)
        self.drawing.show_selection(ids, self.studio.selected_wires, self.studio.inner)
        if self.is_overview():
            self.viewport().update()
        self.describe()
        self.voice.follow_selection()

    def _on_redrawn(self) -> None:
        self._overview.outdate()
        self.minimap.outdate()
        if self.is_overview():
            self.viewport().update()

    # Painting

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.minimap.follow()
        if self.editor is not None:
            self.editor.abandon()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        draw_ground(painter, self.viewportTransform(), self.viewport().size())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_overview():
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        painter.fillRect(event.rect(), ink("canvas"))
        painter.setTransform(self.viewportTransform())
        self._overview.paint(painter)
        for item in (*(self.gesture.drawn if self.gesture else ()), *self.ghosts.lines):
            painter.setPen(item.pen())
            painter.setBrush(item.brush())
            painter.drawPath(item.path())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.minimap.place()
        self.quick.place()

    # Mouse

    def pointer(self, event: Any) -> Pointer:
        place = event.position()
        return Pointer(place, self.to_scene(place), event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.gesture is not None:
            self.cancel_gesture()
            return
        QToolTip.hideText()
        self.quick.dismiss()
        pointer = self.last = self.pointer(event)
        gesture = self._choose(event.button(), pointer)
        if gesture is not None:
            self.take_over(gesture)

    def _choose(self, button: Qt.MouseButton, pointer: Pointer) -> Gesture | None:
        """The gesture that a press begins."""
        if button == MIDDLE or (button == LEFT and self._space):
            return Pan(self, pointer)
        if button == RIGHT:
            if pointer.holds(CTRL):
                return Knife(self, pointer)
            return AddDots(self, pointer) if pointer.holds(SHIFT) else Menu(self, pointer)
        if button != LEFT:
            return None
        if self._knife:
            self._hold_knife(False)
            return Knife(self, pointer)
        found = hit(self.drawing, pointer.scene, self.scale_now())
        if found.part == "port":
            return self._choose_at_port(pointer, found)
        if found.part == "wire":
            return PressWire(self, pointer, found.wire, found.end)
        if found.part == "corner":
            return ResizeBox(self, pointer, found.key)
        if found.part in ("title", "body", "pod") and pointer.holds(ALT):
            return ShareLayers(self, pointer, found.key)
        if found.part == "pod" and not pointer.holds(CTRL) and not pointer.holds(SHIFT):
            return PressPod(self, pointer, found.key, found.path)
        if found:
            return MoveThings(self, pointer, found.key)
        return BoxSelect(self, pointer)

    def _choose_at_port(self, pointer: Pointer, found: Hit) -> Gesture:
        """From an output a new wire; from a used input its wire is pulled off."""
        if found.side == "input":
            for wire in self.studio.document.wires.into(found.key):
                if wire.target_port == found.number:
                    return pulled_off(self, pointer, wire, "target")
        elif pointer.holds(CTRL):
            for wire in self.studio.document.wires.out_of(found.key):
                if wire.source_port == found.number:
                    return pulled_off(self, pointer, wire, "source")
        return Connect(self, pointer, found.side, found.key, found.number)

    def take_over(self, gesture: Gesture) -> None:
        """Let a gesture have the mouse, instead of the one that had it."""
        if self.gesture is not None:
            self.gesture.clear()
        self.gesture = gesture
        self._set_hovered(NOTHING)
        self.viewport().setCursor(gesture.cursor)
        if gesture.pans_at_edge:
            self._edge_timer.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.last = self.pointer(event)
        if self.gesture is not None:
            self.move_gesture()
        else:
            self._hover(self.last)

    def move_gesture(self) -> None:
        """Tell the gesture under way where the mouse is now."""
        self.gesture.move(self.last)
        if self.is_overview():
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self.gesture is not None:
            self.last = self.pointer(event)
            gesture = self.gesture
            self.let_go()
            gesture.end(self.last)
            gesture.clear()
            self._hover(self.last)

    def cancel_gesture(self) -> bool:
        """Give up the gesture under way, if any: it leaves nothing behind."""
        gesture = self.gesture
        if gesture is None:
            return False
        self.let_go()
        gesture.cancel()
        gesture.clear()
        return True

    def let_go(self) -> None:
        """The mouse has no gesture any more."""
        self.gesture = None
        self._edge_timer.stop()
        self.viewport().setCursor(self._resting_cursor())
        if self.is_overview():
            self.viewport().update()

    def _pan_at_edge(self) -> None:
        """Scroll while something is dragged near the border."""
        area = self.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        place = self.last.place.toPoint()
        if self.gesture is None or area.contains(place):
            return
        across = (place.x() > area.right()) - (place.x() < area.left())
        down = (place.y() > area.bottom()) - (place.y() < area.top())
        self.scroll_by(QPointF(across * EDGE_STEP, down * EDGE_STEP))
        self.last = Pointer(self.last.place, self.to_scene(self.last.place), self.last.modifiers)
        self.move_gesture()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() != LEFT or self._space:
            self.mousePressEvent(event)
            return
        pointer = self.last = self.pointer(event)
        found = hit(self.drawing, pointer.scene, self.scale_now())
        if not found:
            self.open_quick_add(pointer.scene)
        elif found.part in ("title", "note", "frame"):
            self.rename(found.key)
        elif found.part == "body":
            self.enter(found.key)
        elif found.part == "pod":
            self.enter_slot(found.key, found.path)
        elif found.part == "wire":
            self.add_on_wire(pointer.scene, found.wire)

    def hint(self, text: str, kind: str = "", below: QRect | None = None) -> None:
        """Say something beside the pointer, or below a field; nothing hides it."""
        place = self.last.place if below is None else QPointF(below.bottomLeft())
        self._hint.say(text, kind, place)

    # Keys

    def event(self, event: QEvent) -> bool:
        # Tab would go to the next widget before keyPressEvent sees it.
        if event.type() == QEvent.Type.KeyPress and keys.is_tab(event):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._hold_space(True)
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
            event.accept()
        elif self.gesture is not None:
            self.last = Pointer(self.last.place, self.last.scene, event.modifiers())
            self.move_gesture()
            event.accept()
        else:
            event.setAccepted(keys.act(self, event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(False)
        event.accept()

    def _hold_space(self, on: bool) -> None:
        self._space = on
        if self.gesture is None:
            self.viewport().setCursor(self._resting_cursor())

    def take_knife(self) -> None:
        """Let the next stroke of the left button cut the wires that it crosses."""
        self._hold_knife(True)
        self.hint(translate("Canvas", "Draw across the wires that shall be cut."))

    def _hold_knife(self, on: bool) -> None:
        self._knife = on
        self.hint("")
        if self.gesture is None:
            self.viewport().setCursor(self._resting_cursor())

    def _escape(self) -> None:
        if self._knife:
            self._hold_knife(False)
        elif not self.cancel_gesture():
            chosen = self.studio.selection or self.studio.selected_wires
            if self.studio.inner:
                self.studio.select(self.studio.selection)
            elif chosen or not self.leave():
                self.select_none()

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.voice.follow_focus()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self._hold_space(False)

    def contextMenuEvent(self, event) -> None:
        """The menu key; the mouse's menu opens with its release, so that a drag can be a knife."""
        event.accept()
        if event.reason() == event.Reason.Keyboard:
            self.open_menu_at_selection()

    # Language and theme

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.tint()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Drawing of the network"))
        self.describe()
        self.drawing.restyle()

    def tint(self) -> None:
        forget_letters()
        self.drawing.restyle()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 180)
