"""Does a long random session of mouse and keys leave canvas, document and analysis equal?"""

from canvas_hands import Hands, chain, check, play
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from designer.canvas import keys
from designer.canvas.view import CanvasView
from designer.document.analysis import analyse
from designer.document.values import Document
from designer.studio import Studio

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE, RIGHT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.RightButton
LEFT = Qt.MouseButton.LeftButton
POINTS = st.tuples(st.integers(-150, 1250), st.integers(-150, 350)).map(lambda xy: QPointF(*xy))
PICK = st.randoms(use_true_random=False)
LAYERS = ("dense", "conv2d", "flatten", "concatenate", "dropout", "maxpooling2d", "reroute")
MOST = 40  # nodes: a session of copies of copies would only grow


class Hand(RuleBasedStateMachine):
    """Somebody who clicks, drags and types whatever comes to mind."""

    def __init__(self) -> None:
        super().__init__()
        self.studio = Studio(self.beginning())
        self.first = self.studio.project
        self.canvas = CanvasView(self.studio)
        self.canvas.resize(1500, 800)
        self.canvas.show()
        self.canvas.centerOn(550, 50)
        self.canvas.cursor_place = lambda: QPoint(-1, -1)
        self.hands = Hands(self.canvas)
        QGuiApplication.clipboard().clear()

    def beginning(self) -> Document:
        return chain()

    def settle(self) -> None:
        """Close what a key has opened, as somebody who has changed their mind."""
        self.canvas.quick.dismiss()
        if self.canvas.editor is not None:
            self.canvas.editor.abandon()
        self.canvas.centerOn(550, 50)
        self.canvas.zoom_reset()
        self.studio._recovery.stop()

    @rule(command=st.sampled_from(sorted(keys.BY_KEY, key=str)))
    def press_a_key(self, command):
        key, held = command
        if len(self.studio.document.nodes) < MOST:
            self.hands.key(key, held)
        self.settle()

    @rule(pick=PICK, end=POINTS, held=st.sampled_from([NONE, CTRL, SHIFT, ALT]))
    def drag_a_node(self, pick, end, held):
        if 0 < len(self.studio.document.nodes) < MOST:
            start = self.hands.header(pick.choice(list(self.studio.document.nodes)))
            self.hands.drag(start, end, keys=held, steps=4)
        self.settle()

    @rule(pick=PICK, end=POINTS)
    def draw_a_wire(self, pick, end):
        nodes = list(self.studio.document.nodes)
        if nodes:
            start = self.hands.output(pick.choice(nodes))
            aim = self.hands.input(pick.choice(nodes)) if pick.random() < 0.7 else end
            self.hands.drag(start, aim, steps=4)
        self.settle()

    @rule(start=POINTS, end=POINTS, held=st.sampled_from([NONE, CTRL, SHIFT]))
    def draw_a_box(self, start, end, held):
        self.hands.drag(start, end, keys=held, steps=4)
        self.settle()

    @rule(start=POINTS, end=POINTS, held=st.sampled_from([CTRL, SHIFT]))
    def draw_a_stroke(self, start, end, held):
        self.hands.drag(start, end, RIGHT, held, steps=4)
        self.settle()

    @rule(start=POINTS, end=POINTS, held=st.sampled_from([NONE, CTRL, ALT]))
    def give_up_a_drag(self, start, end, held):
        before = self.studio.document
        self.hands.press(start, keys=held)
        self.hands.drag_on(start, end, keys=held, steps=3)
        self.hands.key(Qt.Key.Key_Escape)
        self.hands.release(end, keys=held)
        assert self.studio.document is before
        self.settle()

    @rule(point=POINTS, word=st.sampled_from(LAYERS), held=st.sampled_from([NONE, CTRL]))
    def add_by_name(self, point, word, held):
        if len(self.studio.document.nodes) < MOST:
            self.hands.double_click(point)
            if self.canvas.quick.isVisible():
                while self.canvas.quick._unjudged:
                    self.canvas.quick._judge_some()
                self.hands.type(word)
                QTest.keyClick(self.canvas.quick.field, Qt.Key.Key_Return, held)
        self.settle()

    @rule(point=POINTS)
    def drop_a_layer(self, point):
        if len(self.studio.document.nodes) < MOST:
            self.hands.drop("Dense", point)
        self.settle()

    @rule(copy=st.sampled_from(["copy", "cut", "paste", "paste_fed", "duplicate_fed"]))
    def use_the_clipboard(self, copy):
        if len(self.studio.document.nodes) < MOST:
            getattr(self.canvas, copy)()
        self.settle()

    @rule(way=st.sampled_from(["right", "down", "rows", "levels"]))
    def arrange(self, way):
        self.canvas.arrange(way)
        self.canvas.drawing.settle(self.studio.document.nodes)
        self.settle()

    @rule(count=st.integers(1, 5), back=st.booleans())
    def travel(self, count, back):
        for _ in range(count):
            self.studio.undo() if back else self.studio.redo()
        self.settle()

    @invariant()
    def all_is_one(self):
        assert self.canvas.gesture is None and self.canvas.editor is None
        check(self.canvas.drawing, self.studio.document)

    def teardown(self) -> None:
        """All the way back and all the way on again leads through the same documents."""
        last, fresh = self.studio.project, analyse(self.studio.project)
        assert self.studio.project_analysis.facts == fresh.facts
        while self.studio.history.can_undo:
            self.studio.undo()
        assert self.studio.project == self.first
        check(self.canvas.drawing, self.studio.document)
        while self.studio.project != last and self.studio.history.can_redo:
            self.studio.redo()
        assert self.studio.project == last
        check(self.canvas.drawing, self.studio.document)
        self.studio.discard_recovery()
        self.canvas.close()
        self.canvas.deleteLater()


def test_a_session_of_mouse_and_keys_keeps_everything_equal(qapp):
    play(Hand, 12)
