"""Do hands and keys fill, empty, choose and order the slots of layers, and does undo bring back?"""

import pytest
from canvas_hands import check
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from designer.canvas.menu import menu_for
from designer.canvas.picking import hit
from designer.document import edits, slots
from designer.document.slots import Place
from designer.panels.inspector import InspectorPanel

ALT = Qt.KeyboardModifier.AltModifier
LAYER, BACK = (Place("layer"),), (Place("backward_layer"),)
LSTM = {"type": "LSTM", "parameters": {"units": 8}}


def cell(number):
    return (Place("cell", number),)


@pytest.fixture
def wrapped(studio, canvas):
    """Beside the chain a Bidirectional (w), an RNN of two cells (r), and a loose GRU (g)."""
    document = edits.add_node(studio.document, "Bidirectional", 0, 260, id="w")
    cells = [{"type": kind, "parameters": {"units": 4}} for kind in ("LSTMCell", "GRUCell")]
    document = edits.add_node(document, "RNN", 300, 260, {"cell": cells}, id="r")
    document = edits.add_node(document, "GRU", 640, 260, {"units": 5}, id="g")
    studio.load(document)
    return studio


@pytest.fixture
def pod(canvas):
    """A point in the middle of a node's slot."""

    def place(key, number):
        item = canvas.drawing.nodes[key]
        return item.pos() + item.form.pods[number].center()

    return place


def types(studio, key="r"):
    node = studio.document.nodes[key]
    return [one.type for one in slots.inners(node.type, node.parameters) if one.type]


def test_slots_are_drawn_inside_their_node_and_below_one_another(wrapped, canvas):
    for key, count in (("w", 2), ("r", 3)):
        item = canvas.drawing.nodes[key]
        assert len(item.content.pods) == len(item.form.pods) == count
        tops = [place.top() for place in item.form.pods]
        assert tops == sorted(tops) and all(item.form.body.contains(p) for p in item.form.pods)
        assert item.form.pods[-1].bottom() < item.form.footer.top()
    first = canvas.drawing.nodes["r"].content.pods[0]
    assert (first.title, first.detail, first.icon) == ("LSTMCell", "4", "LSTMCell")
    assert canvas.drawing.nodes["w"].content.pods[0].wrong  # it must be filled
    check(canvas.drawing, wrapped.document)


def test_a_collapsed_node_shows_no_slots_and_takes_a_layer_all_the_same(wrapped, hands, canvas):
    wrapped.select({"w"})
    canvas.collapse()
    assert not canvas.drawing.nodes["w"].form.pods
    hands.drop("LSTM", canvas.drawing.nodes["w"].body().center())
    assert types(wrapped, "w") == ["LSTM"]


@pytest.mark.parametrize("scale", [0.2, 0.4, 0.7, 1.3])
def test_slots_are_painted_at_every_scale(wrapped, canvas, scale):
    wrapped.select({"r"}, inner=cell(1))
    canvas.zoom_to(scale)
    canvas.drawing.aim_slot("w", (LAYER, False))
    canvas.drawing.aim_slot("r", (cell(1), True))
    assert not canvas.grab().isNull()


def test_a_palette_entry_over_a_hole_lights_it_up_and_fills_it(wrapped, hands, canvas, pod, undone):
    held = hands.carry("LSTM", pod("w", 0))
    assert canvas.drawing.nodes["w"].state.drop == (LAYER, False)
    assert canvas._hint.isVisible() and held is not None
    hands.carry_away()
    assert canvas.drawing.nodes["w"].state.drop is None
    held = hands.carry("Dense", pod("w", 0))  # which walks no sequence
    assert canvas.drawing.nodes["w"].state.drop is None and "Dense" in canvas._hint.text()
    hands.carry_away()
    hands.drop("LSTM", pod("w", 1))
    assert wrapped.document.nodes["w"].parameters["backward_layer"]["type"] == "LSTM"
    assert wrapped.selection == {"w"} and wrapped.inner == BACK
    undone()


def test_cells_go_between_others_or_in_their_place(wrapped, hands, canvas, pod, undone):
    hands.drop("SimpleRNNCell", pod("r", 1) - QPointF(0, 17))
    assert types(wrapped) == ["LSTMCell", "SimpleRNNCell", "GRUCell"]
    undone()
    hands.drop("SimpleRNNCell", pod("r", 1))
    assert types(wrapped) == ["LSTMCell", "SimpleRNNCell"]
    undone()
    hands.drop("SimpleRNNCell", pod("r", 2))
    assert types(wrapped) == ["LSTMCell", "GRUCell", "SimpleRNNCell"]
    undone()


def test_a_node_dragged_over_a_hole_goes_in_and_a_card_dragged_out_is_a_node(
    wrapped, hands, canvas, pod, undone
):
    hands.drag(hands.header("g"), pod("w", 0))
    assert wrapped.document.nodes["w"].parameters["layer"]["parameters"] == {"units": 5}
    assert "g" not in wrapped.document.nodes
    undone()
    before = wrapped.document
    hands.drag(pod("r", 0), QPointF(900, 420))
    new = (wrapped.document.nodes.keys() - before.nodes.keys()).pop()
    node = wrapped.document.nodes[new]
    assert (node.type, node.parameters) == ("LSTMCell", {"units": 4})
    assert wrapped.selection == {new} and types(wrapped) == ["GRUCell"]
    check(canvas.drawing, wrapped.document)
    undone()
    hands.press(pod("r", 0))
    hands.drag_on(pod("r", 0), QPointF(900, 420))
    hands.key(Qt.Key.Key_Escape)
    hands.release(QPointF(900, 420))
    assert wrapped.document == before and len(canvas.drawing.nodes) == len(before.nodes)


def test_a_layer_in_the_chain_goes_in_by_the_hole_alone(wrapped, hands, canvas, pod):
    document = edits.add_node(wrapped.document, "TimeDistributed", 900, 260, id="t")
    wrapped.load(document)
    hands.drag(hands.header("n3"), canvas.drawing.nodes["t"].body().center() - QPointF(0, 40))
    assert "n3" in wrapped.document.nodes  # over its title it is only moved
    wrapped.undo()
    hands.drag(hands.header("n3"), pod("t", 0))
    assert types(wrapped, "t") == ["Flatten"]
    assert [wire.source for wire in wrapped.document.wires.into("t")] == ["n2"]
    assert [wire.source for wire in wrapped.document.wires.into("n4")] == ["t"]
    wrapped.undo()
    assert wrapped.document == document


def test_cells_are_ordered_by_hand_and_a_hole_moves_with_its_node(wrapped, hands, pod, undone):
    hands.drag(pod("r", 1), pod("r", 0) - QPointF(0, 17))
    assert types(wrapped) == ["GRUCell", "LSTMCell"] and wrapped.inner == cell(0)
    undone()
    x = wrapped.document.nodes["w"].x
    hands.drag(pod("w", 0), pod("w", 0) + QPointF(0, 300))
    assert wrapped.document.nodes["w"].y > 260 and wrapped.document.nodes["w"].x == x
    undone()


def test_a_click_selects_the_layer_inside_and_delete_empties_its_slot(
    wrapped, hands, canvas, pod, undone
):
    hands.click(pod("r", 1))
    assert wrapped.selection == {"r"} and wrapped.inner == cell(1)
    assert "GRUCell" in canvas.accessibleDescription()
    hands.key(Qt.Key.Key_Delete)
    assert types(wrapped) == ["LSTMCell"] and "r" in wrapped.document.nodes
    hands.key(Qt.Key.Key_Delete)  # the slot for one more is empty: nothing goes
    assert types(wrapped) == ["LSTMCell"]
    undone()
    hands.click(pod("r", 0))
    hands.key(Qt.Key.Key_Escape)
    assert wrapped.selection == {"r"} and not wrapped.inner


def test_keys_alone_walk_fill_order_and_take_out(wrapped, hands, canvas, undone):
    wrapped.select({"w"})
    canvas.step_slot()
    assert wrapped.inner == LAYER
    hands.key(Qt.Key.Key_Down, ALT)
    assert wrapped.inner == BACK
    hands.key(Qt.Key.Key_Up, ALT)
    hands.key(Qt.Key.Key_Tab)
    offered = [entry.key for entry in canvas.quick._entries]
    assert "LSTM" in offered and "Dense" not in offered and "Embedding" not in offered
    hands.type("gru")
    QTest.keyClick(canvas.quick.field, Qt.Key.Key_Return)
    assert types(wrapped, "w") == ["GRU"] and wrapped.inner == LAYER
    canvas.take_out_selected()
    assert not types(wrapped, "w")
    (new,) = wrapped.selection
    canvas.choose_holder()
    titles = [entry.title for entry in canvas.quick._entries]
    assert titles == ["bidirectional  layer", "bidirectional  backward_layer"]
    QTest.keyClick(canvas.quick.field, Qt.Key.Key_Return)
    assert types(wrapped, "w") == ["GRU"] and new not in wrapped.document.nodes
    for _ in range(3):
        wrapped.undo()
    wrapped.select({"r"}, inner=cell(0))
    canvas.shift_selected(1)
    assert types(wrapped) == ["GRUCell", "LSTMCell"] and wrapped.inner == cell(1)
    canvas.shift_selected(1)  # it is the last
    undone()


def test_a_layer_inside_is_copied_cut_and_pasted_into_a_slot(wrapped, canvas, undone):
    wrapped.select({"r"}, inner=cell(0))
    canvas.copy()
    wrapped.select({"r"}, inner=cell(2))
    canvas.paste()
    assert types(wrapped) == ["LSTMCell", "GRUCell", "LSTMCell"]
    undone()
    wrapped.select({"r"}, inner=cell(0))
    canvas.cut()
    assert types(wrapped) == ["GRUCell"]
    wrapped.select(())
    canvas.paste()
    (new,) = wrapped.selection
    assert wrapped.document.nodes[new].type == "LSTMCell"
    wrapped.undo()
    wrapped.select({"n3", "n4"})
    canvas.copy()
    wrapped.select({"r"}, inner=cell(0))
    before = wrapped.document
    canvas.paste()  # two layers for one slot
    assert wrapped.document is before
    QGuiApplication.clipboard().clear()


def test_a_drawn_cell_goes_into_a_slot_and_is_entered_from_there(wrapped, hands, canvas, pod):
    hands.drop("new:cell", pod("r", 0))
    assert types(wrapped) == ["block:b1", "GRUCell"]
    hands.drop("block:b1", pod("r", 2))
    assert types(wrapped) == ["block:b1", "GRUCell", "block:b1"]
    assert canvas.drawing.nodes["r"].content.pods[0].title == "Cell"
    hands.double_click(pod("r", 2))
    assert wrapped.document.sheet == "b1"
    canvas.leave()
    wrapped.select({"r"}, inner=cell(1))
    assert not canvas.holds_drawing("r")
    hands.drop("block:b1", QPointF(900, 420))  # on the canvas a cell is what an RNN holds
    (new,) = wrapped.selection
    assert wrapped.document.nodes[new].type == "RNN" and types(wrapped, new) == ["block:b1"]


def test_the_menu_of_a_slot_offers_what_can_be_done_there(wrapped, hands, canvas, pod):
    texts = {}
    for number in (0, 2):
        found = hit(canvas.drawing, pod("r", number), 1.0)
        wrapped.select({"r"}, inner=found.path)
        menu = menu_for(canvas, found, pod("r", number))
        texts[number] = {a.text().split("\t")[0] for a in menu.actions() if a.isEnabled()}
        menu.close()
    assert {"Take out what is inside", "Move the cell up", "Empty the slot"} <= texts[0]
    assert "Choose what is inside…" in texts[2] and "Empty the slot" not in texts[2]


def test_the_inspector_shows_the_layer_inside_and_the_way_to_it(wrapped, qtbot, undone):
    panel = InspectorPanel(wrapped)
    qtbot.addWidget(panel)
    wrapped.select({"r"}, inner=cell(1))
    assert panel.currentWidget() is panel.inner
    assert "rnn" in panel.inner.crumbs.text() and "GRUCell 2" in panel.inner.crumbs.text()
    line = panel.inner.rows["units"].editor.line
    line.setText("9")
    line.textEdited.emit("9")
    inner = slots.inner_at(wrapped.document.nodes["r"], cell(1))
    assert inner.parameters["units"] == 9 and panel.currentWidget() is panel.inner
    undone()
    panel.inner.rows["use_bias"].edited.emit("use_bias", False)
    assert not slots.inner_at(wrapped.document.nodes["r"], cell(1)).parameters["use_bias"]
    panel.inner.rows["use_bias"].reset.emit("use_bias")
    assert "use_bias" not in slots.inner_at(wrapped.document.nodes["r"], cell(1)).parameters
    panel.inner.crumbs.linkActivated.emit("0")
    assert not wrapped.inner and panel.currentWidget() is panel.form
    wrapped.select({"r"}, inner=cell(2))  # a hole: the form of what holds it
    assert panel.currentWidget() is panel.form
