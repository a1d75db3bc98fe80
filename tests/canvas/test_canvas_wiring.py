"""Are wires drawn, re-plugged and pulled off with the mouse, and refused in words?"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.document import edits
from designer.document.values import Wire

CTRL = Qt.KeyboardModifier.ControlModifier
ESC = Qt.Key.Key_Escape


def add(studio, kind, x, y, key, **parameters):
    assert studio.edit("Add", edits.add_node, kind, x, y, parameters, id=key)


def test_dragging_from_an_output_to_an_input_connects(hands, studio):
    add(studio, "Dense", 900, 250, "n5", units=4)
    before = studio.document
    hands.drag(hands.output("n3"), hands.input("n5"))
    assert Wire("n3", 0, "n5", 0) in studio.document.wires
    assert studio.history.undo_label == "Connect flatten to dense_1"
    studio.undo()
    assert studio.document == before


def test_a_wire_can_be_drawn_backwards(hands, studio):
    add(studio, "Dense", 900, 250, "n5", units=4)
    hands.drag(hands.input("n5"), hands.output("n3"))
    assert Wire("n3", 0, "n5", 0) in studio.document.wires


def test_a_wire_dropped_on_a_body_takes_the_port_that_fits(hands, studio):
    add(studio, "Dense", 900, 250, "n5", units=4)
    hands.drag(hands.output("n3"), hands.header("n5") + QPointF(60, 30))
    assert Wire("n3", 0, "n5", 0) in studio.document.wires


def test_ports_that_fit_light_up_and_others_are_dimmed(hands, studio, canvas):
    add(studio, "Dense", 900, 250, "n5", units=4)
    hands.press(hands.output("n3"))
    hands.drag_on(hands.output("n3"), QPointF(800, 200))
    nodes = canvas.drawing.nodes
    assert nodes["n5"].state.inputs == {0: "fits"}
    assert nodes["n2"].state.inputs == {0: "refused"} and nodes["n2"].state.dimmed
    assert nodes["n1"].state.dimmed
    hands.drag_on(QPointF(800, 200), hands.input("n5"))
    assert nodes["n5"].state.inputs == {0: "aim"}
    hands.key(ESC)
    assert not nodes["n5"].state.inputs and not nodes["n1"].state.dimmed


def test_a_circle_is_refused_in_words_and_draws_nothing(hands, studio, canvas):
    hands.press(hands.output("n4"))
    hands.drag_on(hands.output("n4"), hands.input("n2"))
    hint = canvas._hint
    assert hint.isVisible() and "circle" in hint.text()
    hands.release(hands.input("n2"))
    assert not hint.isVisible()
    assert not studio.history.can_undo


def test_shapes_that_do_not_fit_are_refused_in_words(hands, studio, canvas):
    add(studio, "Conv2D", 900, 250, "n5", filters=4, kernel_size=[3, 3])
    steps = studio.history.position
    hands.press(hands.output("n3"))
    hands.drag_on(hands.output("n3"), hands.input("n5"))
    assert canvas._hint.isVisible() and "axes" in canvas._hint.text()
    hands.release(hands.input("n5"))
    assert studio.history.position == steps
    assert not canvas.quick.isVisible()


def test_a_new_wire_takes_the_place_of_the_old_one(hands, studio):
    add(studio, "Flatten", 600, 250, "n5")
    studio.edit("Connect", edits.connect, Wire("n2", 0, "n5", 0))
    hands.drag(hands.output("n5"), hands.input("n4"))
    assert Wire("n5", 0, "n4", 0) in studio.document.wires
    assert Wire("n3", 0, "n4", 0) not in studio.document.wires


def test_a_port_for_many_shows_one_free_slot_more_than_it_uses(hands, studio, canvas):
    add(studio, "Add", 900, 250, "n5")
    item = canvas.drawing.nodes["n5"]
    assert len(item.content.inputs) == 1
    hands.drag(hands.output("n3"), hands.input("n5", 0))
    assert [slot.used for slot in item.content.inputs] == [True, False]
    hands.drag(hands.output("n3"), hands.input("n5", 1))
    assert Wire("n3", 0, "n5", 1) in studio.document.wires
    assert [slot.used for slot in item.content.inputs] == [True, True, False]


def test_pulling_a_wire_off_onto_nothing_removes_it(hands, studio, undone):
    hands.drag(hands.input("n4"), QPointF(800, 300))
    assert Wire("n3", 0, "n4", 0) not in studio.document.wires
    assert studio.history.labels == ("Remove a wire",)
    undone()


def test_a_pulled_wire_goes_to_another_port_in_one_step(hands, studio):
    add(studio, "Dense", 900, 250, "n5", units=4)
    before, steps = studio.document, studio.history.position
    hands.drag(hands.input("n4"), hands.input("n5"))
    assert Wire("n3", 0, "n5", 0) in studio.document.wires
    assert Wire("n3", 0, "n4", 0) not in studio.document.wires
    assert studio.history.position == steps + 1
    studio.undo()
    assert studio.document == before


def test_a_pulled_wire_put_back_changes_nothing(hands, studio):
    hands.press(hands.input("n4"))
    hands.drag_on(hands.input("n4"), QPointF(800, 300))
    hands.drag_on(QPointF(800, 300), hands.input("n4"))
    hands.release(hands.input("n4"))
    assert not studio.history.can_undo


def test_esc_puts_a_pulled_wire_back(hands, studio, canvas):
    hands.press(hands.input("n4"))
    hands.drag_on(hands.input("n4"), QPointF(800, 300))
    assert not canvas.drawing.wires[Wire("n3", 0, "n4", 0)].isVisible()
    hands.key(ESC)
    assert canvas.drawing.wires[Wire("n3", 0, "n4", 0)].isVisible()
    assert not studio.history.can_undo


def test_ctrl_pulls_the_end_at_the_source(hands, studio):
    add(studio, "Flatten", 600, 250, "n5")
    hands.press(hands.output("n3"), keys=CTRL)
    hands.drag_on(hands.output("n3"), hands.output("n5"), keys=CTRL)
    hands.release(hands.output("n5"), keys=CTRL)
    assert Wire("n5", 0, "n4", 0) in studio.document.wires
    assert Wire("n3", 0, "n4", 0) not in studio.document.wires


def test_a_wire_is_grabbed_near_its_end(hands, studio):
    studio.edit("Move", edits.move, {"n4": (1100, 200)})
    near = hands.input("n4") - QPointF(25, 0)
    hands.drag(near, QPointF(1000, 380))
    assert Wire("n3", 0, "n4", 0) not in studio.document.wires


def test_a_click_selects_a_wire_and_delete_removes_it(hands, studio, undone):
    hands.click(hands.wire("n3", 0, "n4", 0))
    assert studio.selected_wires == {Wire("n3", 0, "n4", 0)}
    hands.key(Qt.Key.Key_Delete)
    assert Wire("n3", 0, "n4", 0) not in studio.document.wires
    undone()


def test_a_wire_let_go_on_nothing_asks_for_a_layer(hands, studio, canvas, undone):
    hands.drag(hands.output("n4"), QPointF(1180, 250))
    assert canvas.quick.isVisible()
    hands.type("dropout")
    QTest.keyClick(hands.canvas.quick.field, Qt.Key.Key_Return)
    assert Wire("n4", 0, "n5", 0) in studio.document.wires
    assert len(studio.history.labels) == 1
    undone()


def test_a_wire_drawn_backwards_to_nothing_asks_for_what_feeds_it(hands, studio, canvas):
    add(studio, "Dense", 900, 250, "n5", units=4)
    hands.drag(hands.input("n5"), QPointF(700, 300))
    hands.type("flatten")
    QTest.keyClick(hands.canvas.quick.field, Qt.Key.Key_Return)
    assert Wire("n6", 0, "n5", 0) in studio.document.wires


def test_hovering_a_wire_shows_its_shape(hands, canvas):
    item = canvas.drawing.wires[Wire("n2", 0, "n3", 0)]
    hands.move(item.middle(), Qt.MouseButton.NoButton)
    assert item.labelled and item.text == "height 26 × width 26 × channels 8"
    hands.move(QPointF(0, 300), Qt.MouseButton.NoButton)
    assert not item.labelled and item.text == "26 × 26 × 8"


def test_shapes_can_stand_on_every_wire(canvas, studio):
    canvas.set_shapes_visible(True)
    assert all(item.labelled for item in canvas.drawing.wires.values())
    studio.edit("Remove", edits.disconnect, [Wire("n1", 0, "n2", 0)])
    assert not any(item.labelled for item in canvas.drawing.wires.values())
    studio.undo()
    assert all(item.labelled for item in canvas.drawing.wires.values())
    canvas.set_shapes_visible(False)
    assert not any(item.labelled for item in canvas.drawing.wires.values())
