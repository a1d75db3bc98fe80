"""Do sub-models and slots stay equal on canvas, in document and analysis, whatever one does?"""

from canvas_hands import chain, check, play
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from PySide6.QtCore import QPointF
from test_canvas_session import MOST, PICK, POINTS, Hand

from designer.canvas.aiming import Aim
from designer.document import edits, slots
from designer.document.analysis import analyse
from designer.document.kinds import BLOCK
from designer.document.trail import entering
from designer.document.values import Document, Wire

NEAR = (QPointF(14, 14), QPointF(60, 30))
INSIDE = ("LSTM", "Dense", "LSTMCell", "GRUCell", "new:cell", "new:model", "TimeDistributed")


class Delver(Hand):
    """Somebody who makes sub-models, goes in and out, and puts layers into layers."""

    def beginning(self) -> Document:
        document = edits.add_node(chain(), "Input", 0, 300, {"shape": [5, 3]}, id="s")
        document = edits.add_node(document, "Bidirectional", 300, 300, id="w")
        cell = {"type": "LSTMCell", "parameters": {"units": 4}}
        document = edits.add_node(document, "RNN", 600, 300, {"cell": cell}, id="r")
        document = edits.add_node(document, "new:model", 900, 300, id="m")
        document = edits.add_node(document, "new:cell", 900, 480, id="c")
        document = edits.add_node(document, "GRU", 0, 480, {"units": 3}, id="g")
        return edits.connect(document, Wire("s", 0, "r", 0))

    def room(self) -> bool:
        return 0 < len(self.studio.document.nodes) < MOST

    def pick_slot(self, pick, filled=None, fits=None):
        """A node and one of its slots, filled or such that something fits; or None."""
        found = [
            (node.id, inner)
            for node in self.studio.document.nodes.values()
            for inner in slots.inners(node.type, node.parameters)
            if filled is None or bool(inner.type) == filled
            if fits is None or slots.fits(self.studio.document, inner.holds, fits)
        ]
        return pick.choice(found) if found else None

    @rule(pick=PICK, count=st.integers(1, 4))
    def group(self, pick, count):
        nodes = list(self.studio.document.nodes)
        if nodes:
            self.studio.select(pick.sample(nodes, min(count, len(nodes))))
            self.canvas.group_selected()
        self.settle()

    @rule(pick=PICK)
    def go_in(self, pick):
        found = [key for key in self.studio.document.nodes if self.canvas.holds_drawing(key)]
        if found:
            self.studio.enter(pick.choice(found))
        self.settle()

    @rule()
    def go_out(self):
        self.canvas.leave()
        self.settle()

    @rule(
        pick=PICK,
        verb=st.sampled_from(
            ["dissolve_selected", "unique_selected", "share_selected", "unshare_selected"]
        ),
    )
    def work_on_an_instance(self, pick, verb):
        nodes = self.studio.document.nodes.values()
        found = [node.id for node in nodes if node.type.startswith(BLOCK)]
        if found and self.room():
            self.studio.select({pick.choice(found)})
            getattr(self.canvas, verb)()
        self.settle()

    @rule(pick=PICK, times=st.integers(1, 3))
    def repeat(self, pick, times):
        nodes = self.studio.document.nodes.values()
        found = [node.id for node in nodes if node.type.startswith(BLOCK)]
        if found:
            key = pick.choice(found)
            self.studio.edit("Repeat", edits.set_parameter, key, "repeat", times)
        self.settle()

    @rule(pick=PICK, point=POINTS)
    def drop_an_instance(self, pick, point):
        if self.studio.project.blocks and self.room():
            self.hands.drop(BLOCK + pick.choice(list(self.studio.project.blocks)), point)
        self.settle()

    @rule(pick=PICK, kind=st.sampled_from(INSIDE), among=st.booleans())
    def fill_a_slot(self, pick, kind, among):
        found = self.pick_slot(pick, fits=kind)
        if found is not None:
            self.canvas.fill_slot(Aim(found[0], found[1].path, among), kind)
        self.settle()

    @rule(pick=PICK, among=st.booleans())
    def put_a_node_into_a_slot(self, pick, among):
        nodes = self.studio.document.nodes
        inner = pick.choice(list(nodes)) if nodes else None
        found = self.pick_slot(pick, fits=nodes[inner].type) if nodes else None
        if found is not None:
            self.canvas.put_into(Aim(found[0], found[1].path, among), inner)
        self.settle()

    @rule(pick=PICK, among=st.booleans())
    def carry_a_layer(self, pick, among):
        source, aim = self.pick_slot(pick, filled=True), self.pick_slot(pick)
        if source is not None:
            to = Aim(aim[0], aim[1].path, among)
            self.canvas.carry_slot(source[0], source[1].path, to)
        self.settle()

    @rule(
        pick=PICK,
        verb=st.sampled_from(
            ["take_out_selected", "empty_selected", "copy", "cut", "paste", "delete_selected"]
        ),
    )
    def work_on_a_slot(self, pick, verb):
        found = self.pick_slot(pick)
        if found is not None and self.room():
            self.studio.select({found[0]}, inner=found[1].path)
            getattr(self.canvas, verb)()
        self.settle()

    @rule(pick=PICK, by=st.sampled_from([-1, 1]))
    def move_a_cell(self, pick, by):
        found = self.pick_slot(pick, filled=True)
        if found is not None:
            self.studio.select({found[0]}, inner=found[1].path)
            self.canvas.shift_selected(by)
        self.settle()

    @rule(pick=PICK)
    def drag_what_is_in_a_slot(self, pick):
        found = self.pick_slot(pick, filled=True)
        if found is not None and self.room():
            item = self.canvas.drawing.nodes[found[0]]
            paths = [pod.path for pod in item.content.pods]
            if item.form.pods:
                place = item.pos() + item.form.pods[paths.index(found[1].path)].topLeft()
                end = self.hands.header(pick.choice(list(self.studio.document.nodes)))
                self.hands.drag(place + pick.choice(NEAR), end, steps=4)
        self.settle()

    @rule()
    def clear_up(self):
        self.studio.remove_unused()
        self.settle()

    @invariant()
    def the_analysis_is_that_of_the_open_drawing(self):
        studio = self.studio
        known = entering(studio.project, studio.trail, studio.project_analysis)
        assert studio.analysis.facts == analyse(studio.document, known).facts
        if studio.inner:
            (key,) = studio.selection
            assert slots.inner_at(studio.document.nodes[key], studio.inner) is not None
        check(self.canvas.drawing, studio.document)


def test_a_session_in_sub_models_and_slots_keeps_everything_equal(qapp):
    play(Delver, 5)
