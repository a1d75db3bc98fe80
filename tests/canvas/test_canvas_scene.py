"""Is the scene always equal to the document, whatever is edited, undone and redone?"""

from canvas_hands import check, play
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtCore import QPointF

from designer.canvas import steps
from designer.canvas.scene import CanvasScene
from designer.document import edits
from designer.document.analysis import analyse
from designer.document.values import Document, Wire
from designer.studio import Studio
from engine.errors import DesignError

KINDS = {
    "Input": {"shape": [8, 8, 2]},
    "Conv2D": {"filters": 3, "kernel_size": [3, 3]},
    "Dense": {"units": 4},
    "Flatten": {},
    "Add": {},
    "Concatenate": {},
    "Reroute": {},
}
PLACES = st.floats(-3000, 3000).map(lambda number: round(number, 2))
PICK = st.randoms(use_true_random=False)


class Session(RuleBasedStateMachine):
    """A long session of edits, undos and redos in which scene and document never part."""

    def __init__(self) -> None:
        super().__init__()
        self.studio = Studio()
        self.studio._recovery.stop()
        self.scene = CanvasScene()
        self.studio.document_changed.connect(self.scene.apply)
        self.studio.analysis_changed.connect(self.scene.show_analysis)
        self.studio.selection_changed.connect(
            lambda ids: self.scene.show_selection(ids, self.studio.selected_wires)
        )

    def edit(self, function, *arguments, **named) -> None:
        try:
            self.studio.try_edit("step", function, *arguments, **named)
        except DesignError:
            pass
        self.studio._recovery.stop()

    def some(self, pick, most: int = 3) -> list[str]:
        keys = list(self.studio.document.nodes)
        return pick.sample(keys, min(len(keys), pick.randint(1, most)))

    @rule(kind=st.sampled_from(sorted(KINDS)), x=PLACES, y=PLACES)
    def add(self, kind, x, y):
        self.edit(edits.add_node, kind, x, y, KINDS[kind])

    @precondition(lambda self: len(self.studio.document.nodes) > 1)
    @rule(pick=PICK, slot=st.integers(0, 2))
    def connect(self, pick, slot):
        source, target = pick.sample(list(self.studio.document.nodes), 2)
        self.edit(edits.connect, Wire(source, 0, target, slot))

    @precondition(lambda self: self.studio.document.wires)
    @rule(pick=PICK)
    def disconnect(self, pick):
        self.edit(edits.disconnect, [pick.choice(self.studio.document.wires)])

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK, heal=st.booleans())
    def remove(self, pick, heal):
        self.edit(edits.remove, self.some(pick), heal)

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK, x=PLACES, y=PLACES)
    def move(self, pick, x, y):
        self.edit(edits.move, dict.fromkeys(self.some(pick), (x, y)))

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK)
    def duplicate(self, pick):
        if len(self.studio.document.nodes) < 30:
            self.edit(edits.duplicate, self.some(pick))

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK, what=st.sampled_from([edits.bypass, edits.collapse]))
    def flag(self, pick, what):
        self.edit(what, self.some(pick))

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK)
    def share_and_rename(self, pick):
        key = self.some(pick, 1)[0]
        self.edit(edits.make_shared_instance, key, 50, 50)
        self.edit(edits.rename, key, f"name_{pick.randint(0, 9)}")

    @rule(x=PLACES, y=PLACES, text=st.text(max_size=20))
    def note(self, x, y, text):
        self.edit(edits.add_note, text, x, y)

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK)
    def frame(self, pick):
        self.edit(edits.frame_around, self.some(pick), "a frame", sizes=self.scene.size_of)

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK)
    def select(self, pick):
        self.studio.select(self.some(pick), wires=self.studio.document.wires[:1])

    @precondition(lambda self: self.studio.document.wires)
    @rule(pick=PICK, x=PLACES, y=PLACES)
    def put_on_a_wire(self, pick, x, y):
        wires = self.studio.document.wires
        if pick.random() < 0.5:
            self.edit(steps.reroute, dict.fromkeys(pick.sample(wires, 1), (x, y)))
        else:
            size = self.scene.size_of
            self.edit(steps.add_onto_wire, "Flatten", x, y, pick.choice(wires), size, "new")

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK, way=st.sampled_from(["right", "down", "rows", "levels"]))
    def arrange(self, pick, way):
        measures = steps.Measures(self.scene.size_of, self.scene.port_level, {})
        keys = self.some(pick, 9) if pick.random() < 0.3 else None
        self.edit(steps.arranged, keys, way, measures)

    @precondition(lambda self: self.studio.document.nodes)
    @rule(pick=PICK)
    def duplicate_fed(self, pick):
        if len(self.studio.document.nodes) < 30:
            self.edit(steps.duplicate_fed, self.some(pick))

    @rule(count=st.integers(1, 4), back=st.booleans())
    def travel(self, count, back):
        for _ in range(count):
            self.studio.undo() if back else self.studio.redo()
        self.studio._recovery.stop()
        fresh = analyse(self.studio.document)
        assert self.studio.analysis.facts == fresh.facts
        assert self.studio.analysis.wires == fresh.wires

    @rule()
    def open_another(self):
        document = edits.add_node(Document(), "Input", 0, 0, {"shape": [4]}, id="n1")
        self.studio.load(edits.add_node(document, "Dense", 300, 0, {"units": 2}, id="n2"))

    @invariant()
    def scene_is_the_document(self):
        check(self.scene, self.studio.document)
        for key, item in self.scene.nodes.items():
            assert item.content.status == self.studio.analysis.facts[key].status
            assert item.state.selected == (key in self.studio.selection)

    def teardown(self) -> None:
        self.studio.discard_recovery()


def test_a_session_of_edits_keeps_the_scene_equal(qapp):
    play(Session, 25, steps=40)


def test_shapes_and_counts_stand_on_the_nodes(canvas):
    content = canvas.drawing.nodes["n2"].content
    assert (content.shape, content.count) == ("26 × 26 × 8", "80 params")
    assert content.detail == "8 · 3×3 · relu"
    assert canvas.drawing.nodes["n4"].content.shape == "10"


def test_a_fault_marks_its_node_and_what_follows_is_unknown(canvas, studio):
    studio.edit("Set", edits.set_parameter, "n2", "kernel_size", [40, 40])
    nodes = canvas.drawing.nodes
    assert nodes["n2"].content.status == "error" and nodes["n2"].content.message
    assert nodes["n3"].content.status == nodes["n4"].content.status == "unknown"
    assert nodes["n2"].form.height > 108, "the reason takes more than one line"
    studio.undo()
    assert nodes["n2"].content.status == "ok" and nodes["n2"].content.severity == ""


def test_a_call_names_the_layer_whose_weights_it_uses_even_after_a_new_name(canvas, studio):
    studio.edit("Share", edits.make_shared_instance, "n4", 900, 200, id="n5")
    assert canvas.drawing.nodes["n5"].content.shares == "dense"
    studio.edit("Rename", edits.rename, "n4", "classes")
    assert canvas.drawing.nodes["n5"].content.shares == "classes"


def test_a_wire_runs_round_the_nodes_in_its_way(canvas, studio):
    studio.edit("Add", edits.add_node, "Concatenate", 1200, 0, id="n5")
    studio.edit("Connect", edits.connect, Wire("n4", 0, "n5", 0))
    studio.edit("Connect", edits.connect, Wire("n3", 0, "n5", 1))
    item = canvas.drawing.wires[Wire("n3", 0, "n5", 1)]
    body = canvas.drawing.nodes["n4"].body()
    assert item.course is not None
    assert not any(body.contains(point) for point in item.points())
    studio.edit("Move", edits.move, {"n4": (900, 700)})
    assert item.course is None, "nothing stands in its way any more"
    studio.edit("Move", edits.move, {"n4": (900, 0)})
    assert item.course is not None


def test_a_preview_is_settled_by_the_next_document(canvas, studio):
    canvas.drawing.preview({"n4": QPointF(5, 500)})
    canvas.drawing.settle({"n4"})
    check(canvas.drawing, studio.document)


def test_opening_another_drawing_shows_it(canvas, studio):
    document = edits.add_node(Document(), "Flatten", 10, 20, id="n1")
    studio.load(document)
    check(canvas.drawing, document)
    assert canvas.drawing.nodes["n1"].content.kind == "Flatten"


def test_a_wire_between_other_layers_of_the_same_ids_takes_their_color(canvas, studio):
    document = edits.add_node(Document(), "Dense", 0, 0, {"units": 2}, id="n1")
    document = edits.add_node(document, "Dense", 300, 0, {"units": 2}, id="n2")
    wire = Wire("n1", 0, "n2", 0)
    assert canvas.drawing.wires[wire].category == "input"
    studio.load(edits.connect(document, wire))
    assert canvas.drawing.wires[wire].category == "dense"


def test_a_dot_that_loses_its_wire_no_longer_colors_what_it_feeds(canvas, studio):
    for key, kind in (("a", "Add"), ("dot", "Reroute"), ("b", "Add")):
        studio.edit("Add", edits.add_node, kind, 0, 400, id=key)
    wires = [Wire("a", 0, "dot", 0), Wire("dot", 0, "b", 0)]
    for wire in wires:
        studio.edit("Connect", edits.connect, wire)
    assert canvas.drawing.nodes["b"].content.inputs[0].source == "merge"
    studio.edit("Cut", edits.disconnect, wires[:1])
    check(canvas.drawing, studio.document)
