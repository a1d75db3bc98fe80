"""Does each gesture of the mouse make exactly one edit, and none when it is cancelled?"""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QKeyEvent

from designer.canvas import picking
from designer.canvas.pointer import Pointer
from designer.document import edits
from designer.document.values import Wire

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
RIGHT, MIDDLE = Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
ESC = Qt.Key.Key_Escape


def test_dragging_a_node_moves_it_in_one_step(hands, studio, undone):
    start = hands.header("n4")
    hands.drag(start, start + QPointF(40, 130), keys=CTRL)
    node = studio.document.nodes["n4"]
    assert (node.x, node.y) == (940.0, 130.0)
    assert studio.history.labels == ("Move dense",)
    undone()


def test_moving_shows_on_items_only_until_release(hands, studio, canvas):
    start = hands.header("n4")
    hands.press(start)
    hands.drag_on(start, start + QPointF(0, 200))
    assert studio.document.nodes["n4"].y == 0
    assert canvas.drawing.nodes["n4"].pos().y() == 200
    assert canvas.drawing.wires[Wire("n3", 0, "n4", 0)].end.y() > 200
    hands.release(start + QPointF(0, 200))


def test_esc_puts_a_dragged_node_back(hands, studio, canvas):
    start = hands.header("n4")
    hands.press(start)
    hands.drag_on(start, start + QPointF(0, 200))
    hands.key(ESC)
    hands.release(start + QPointF(0, 200))
    assert not studio.history.can_undo
    assert canvas.drawing.nodes["n4"].pos() == QPointF(900, 0)
    assert canvas.gesture is None


def test_the_right_button_cancels_a_drag(hands, studio, canvas):
    start = hands.header("n4")
    hands.press(start)
    hands.drag_on(start, start + QPointF(0, 200))
    hands.press(start + QPointF(0, 200), RIGHT)
    assert canvas.drawing.nodes["n4"].pos() == QPointF(900, 0)
    assert not studio.history.can_undo


def test_a_tremble_is_a_click_and_no_move(hands, studio):
    start = hands.header("n2")
    hands.drag(start, start + QPointF(1, 1))
    assert not studio.history.can_undo
    assert studio.selection == {"n2"}


def test_all_selected_nodes_move_together(hands, studio, undone):
    studio.select({"n1", "n2"})
    start = hands.header("n2")
    hands.drag(start, start + QPointF(0, 300), keys=CTRL)
    assert {studio.document.nodes[key].y for key in ("n1", "n2")} == {300.0}
    assert studio.document.nodes["n3"].y == 0
    undone()


def test_a_dragged_node_lines_up_with_its_neighbour(hands, studio, canvas):
    start = hands.header("n4")
    hands.drag(start, start + QPointF(130, 3))
    assert studio.document.nodes["n4"].y == 0
    hands.drag(start + QPointF(130, 0), start + QPointF(130, 3), keys=CTRL)


def test_a_node_dropped_on_a_wire_joins_it_and_makes_room(hands, studio, undone, canvas):
    studio.edit("Add", edits.add_node, "Dropout", 300, 300, {"rate": 0.5}, id="n5")
    before = studio.document
    start = hands.header("n5")
    hands.drag(start, start + hands.wire("n3", 0, "n4", 0) - QPointF(400, 327))
    wires = set(studio.document.wires)
    assert {Wire("n3", 0, "n5", 0), Wire("n5", 0, "n4", 0)} <= wires
    assert Wire("n3", 0, "n4", 0) not in wires
    added, after = studio.document.nodes["n5"], studio.document.nodes["n4"]
    assert studio.document.nodes["n3"].x + 216 < added.x and added.x + 216 < after.x
    studio.undo()
    assert studio.document == before


def test_alt_keeps_a_dropped_node_off_the_wire(hands, studio):
    studio.edit("Add", edits.add_node, "Dropout", 300, 300, {"rate": 0.5}, id="n5")
    start = hands.header("n5")
    end = start + hands.wire("n3", 0, "n4", 0) - QPointF(400, 327)
    hands.press(start)
    hands.drag_on(start, end, keys=ALT)
    hands.release(end, keys=ALT)
    assert Wire("n3", 0, "n4", 0) in studio.document.wires


def test_alt_and_drag_makes_a_call_with_the_same_weights(hands, studio, undone):
    start = hands.header("n4")
    hands.drag(start, start + QPointF(0, 200), keys=ALT)
    call = studio.document.nodes["n5"]
    assert (call.type, call.shares, call.y) == ("Dense", "n4", 200.0)
    assert studio.selection == {"n5"}
    undone()


def test_esc_leaves_no_ghost_of_a_shared_layer(hands, studio, canvas):
    start = hands.header("n4")
    count = len(canvas.drawing.items())
    hands.press(start, keys=ALT)
    hands.drag_on(start, start + QPointF(0, 200), keys=ALT)
    hands.key(ESC)
    assert len(canvas.drawing.items()) == count
    assert not studio.history.can_undo


def test_a_box_selects_what_it_touches(hands, studio):
    hands.drag(QPointF(-60, -60), QPointF(400, 60))
    assert studio.selection == {"n1", "n2"}
    assert not studio.history.can_undo


def test_shift_adds_to_a_box_and_ctrl_turns_over(hands, studio):
    studio.select({"n4"})
    hands.drag(QPointF(-60, -60), QPointF(400, 60), keys=SHIFT)
    assert studio.selection == {"n1", "n2", "n4"}
    hands.drag(QPointF(270, -60), QPointF(700, 60), keys=CTRL)
    assert studio.selection == {"n1", "n3", "n4"}


def test_esc_gives_up_a_box_with_the_selection_as_it_was(hands, studio):
    studio.select({"n4"})
    hands.press(QPointF(-60, -60), keys=SHIFT)
    hands.drag_on(QPointF(-60, -60), QPointF(400, 60), keys=SHIFT)
    hands.key(ESC)
    assert studio.selection == {"n4"}


def test_clicks_select_shift_adds_ctrl_turns_over_and_empty_clears(hands, studio):
    hands.click(hands.header("n1"))
    hands.click(hands.header("n2"), keys=SHIFT)
    assert studio.selection == {"n1", "n2"}
    hands.click(hands.header("n1"), keys=CTRL)
    assert studio.selection == {"n2"}
    hands.click(hands.header("n3"), keys=CTRL)
    assert studio.selection == {"n2", "n3"}
    hands.click(QPointF(0, 300))
    assert studio.selection == frozenset()


def test_a_click_on_one_of_several_selected_leaves_that_one(hands, studio):
    studio.select({"n1", "n2"})
    hands.click(hands.header("n2"))
    assert studio.selection == {"n2"}


@pytest.mark.parametrize("button", [MIDDLE, Qt.MouseButton.LeftButton])
def test_the_middle_button_and_space_pan(hands, canvas, studio, button):
    if button != MIDDLE:
        canvas.keyPressEvent(_space())
    middle = canvas.visible().center()
    start = QPointF(canvas.centre())
    hands.press(canvas.to_scene(start), button)
    canvas.gesture.move(_pointer(canvas, start + QPointF(120, -60)))
    hands.release(canvas.to_scene(start + QPointF(120, -60)), button)
    moved = canvas.visible().center() - middle
    assert (round(moved.x()), round(moved.y())) == (-120, 60)
    assert studio.selection == frozenset()


def test_ctrl_and_the_right_button_cut_every_wire_they_cross(hands, studio, undone):
    start, end = hands.wire("n1", 0, "n2", 0), hands.wire("n2", 0, "n3", 0)
    hands.press(start + QPointF(0, -200), RIGHT, CTRL)
    hands.drag_on(start + QPointF(0, -200), start + QPointF(0, 150), RIGHT, CTRL)
    hands.drag_on(start + QPointF(0, 150), end + QPointF(0, 150), RIGHT, CTRL)
    hands.drag_on(end + QPointF(0, 150), end + QPointF(0, -200), RIGHT, CTRL)
    assert len(studio.document.wires) == 3
    hands.release(end + QPointF(0, -200), RIGHT, CTRL)
    assert studio.document.wires == (Wire("n3", 0, "n4", 0),)
    assert len(studio.history.labels) == 1
    undone()


def test_a_knife_that_is_put_away_cuts_nothing(hands, studio, canvas):
    start = hands.wire("n1", 0, "n2", 0)
    hands.press(start + QPointF(0, -200), RIGHT, CTRL)
    hands.drag_on(start + QPointF(0, -200), start + QPointF(0, 150), RIGHT, CTRL)
    hands.key(ESC)
    assert not studio.history.can_undo
    assert not canvas.drawing.wires[Wire("n1", 0, "n2", 0)].flags


def test_a_frame_takes_along_what_lies_in_it(hands, studio, canvas):
    canvas.frame(canvas.drawing.bounds().adjusted(-200, -200, 200, 200))
    studio.select({"n1", "n2"})
    canvas.frame_selected()
    canvas.editor.finish(keep=False)
    frame = studio.document.frames["f1"]
    bar = QPointF(frame.x + 30, frame.y + 15)
    assert picking.hit(canvas.drawing, bar, canvas.scale_now()).part == "frame"
    hands.drag(bar, bar + QPointF(0, 240), keys=CTRL)
    down = studio.document.nodes["n1"].y
    assert down == pytest.approx(240, abs=2)
    assert studio.document.nodes["n2"].y == down
    assert studio.document.nodes["n3"].y == 0
    assert studio.document.frames["f1"].y == frame.y + down


def test_pulling_the_corner_of_a_note_resizes_it(hands, studio, canvas):
    studio.edit("Add", edits.add_note, "Read me", 0, 250, id="t1", width=200, height=100)
    corner = QPointF(194, 344)
    hands.drag(corner, corner + QPointF(80, 40))
    note = studio.document.notes["t1"]
    assert (note.width, note.height) == (280, 140)
    studio.undo()
    assert studio.document.notes["t1"].width == 200
    assert canvas.drawing.size_of("t1") == (200, 100)


def test_a_palette_entry_drops_where_it_is_let_go(hands, studio, undone):
    hands.drop("Dense", QPointF(400, 300))
    node = studio.document.nodes["n5"]
    assert (node.type, node.name) == ("Dense", "dense_1")
    assert (node.x, node.y) == (400 - 108, 300 - 27)
    assert studio.selection == {"n5"}
    undone()


def test_a_palette_entry_shows_a_ghost_that_leaves_with_it(hands, studio, canvas):
    count = len(canvas.drawing.items())
    data = hands.carry("Dense", QPointF(400, 300))
    assert data.hasFormat("application/x-layerloom-layer")
    assert len(canvas.drawing.items()) == count + 1
    hands.carry_away()
    assert len(canvas.drawing.items()) == count
    assert not studio.history.can_undo


def test_a_palette_entry_dropped_on_a_wire_joins_it(hands, studio, undone):
    hands.drop("Dropout", hands.wire("n3", 0, "n4", 0))
    wires = set(studio.document.wires)
    assert {Wire("n3", 0, "n5", 0), Wire("n5", 0, "n4", 0)} <= wires
    undone()


def test_alt_drops_a_palette_entry_beside_the_wire(hands, studio):
    hands.drop("Dropout", hands.wire("n3", 0, "n4", 0), ALT)
    assert len(studio.document.nodes) == 5
    assert len(studio.document.wires) == 3


def test_a_palette_entry_that_nobody_knows_drops_nothing(hands, studio):
    hands.drop("NoSuchLayer", QPointF(400, 300))
    assert not studio.history.can_undo


def test_other_things_are_not_taken(hands, canvas, studio):
    data = QMimeData()
    data.setText("a text")
    place = QPointF(20, 20).toPoint()
    event = QDragEnterEvent(
        place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    canvas.dragEnterEvent(event)
    assert not event.isAccepted()


def _space():
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)


def _pointer(canvas, place):
    return Pointer(place, canvas.to_scene(place))


def dots(studio):
    return [node for node in studio.document.nodes.values() if node.type == "Reroute"]


def test_shift_and_the_right_button_put_dots_onto_wires(hands, studio, canvas, undone):
    start, end = hands.wire("n1", 0, "n2", 0), hands.wire("n2", 0, "n3", 0)
    hands.press(start + QPointF(0, -200), RIGHT, SHIFT)
    for a, b in (
        ((start, -200), (start, 150)),
        ((start, 150), (end, 150)),
        ((end, 150), (end, -200)),
    ):
        hands.drag_on(a[0] + QPointF(0, a[1]), b[0] + QPointF(0, b[1]), RIGHT, SHIFT)
    hands.release(end + QPointF(0, -200), RIGHT, SHIFT)
    first, second = dots(studio)
    assert studio.document.wires.into("n2")[0].source == first.id
    assert studio.selection == {first.id, second.id}
    item = canvas.drawing.nodes[first.id]
    assert abs(item.body().center().x() - start.x()) < 2
    assert item.content.category == canvas.drawing.nodes["n1"].content.category == "input"
    undone()


def test_a_dot_is_dragged_wired_and_given_up(hands, studio, canvas, undone):
    studio.select((), wires={Wire("n3", 0, "n4", 0)})
    hands.key(Qt.Key.Key_R)
    (dot,) = dots(studio)
    middle = canvas.drawing.nodes[dot.id].body().center()
    hands.drag(middle, middle + QPointF(0, 120), keys=CTRL)
    assert dots(studio)[0].y == dot.y + 120
    studio.edit("Add", edits.add_node, "Dense", 900, 300, {"units": 3}, id="n9")
    hands.drag(hands.output(dot.id), hands.input("n9"))
    assert Wire(dot.id, 0, "n9", 0) in studio.document.wires
    color = canvas.drawing.wires[Wire(dot.id, 0, "n9", 0)].category
    assert color == "shape"
    studio.edit("Feed", edits.connect, Wire("n2", 0, dot.id, 0))
    assert canvas.drawing.wires[Wire(dot.id, 0, "n9", 0)].category == "convolution"
    for _ in range(4):
        studio.undo()
    studio.select({dot.id})
    hands.key(Qt.Key.Key_Delete, CTRL)
    assert Wire("n3", 0, "n4", 0) in studio.document.wires
    studio.undo()
    undone()


def test_wires_of_one_output_share_a_dot(hands, studio, canvas):
    studio.edit("Add", edits.add_node, "Dense", 900, 120, {"units": 3}, id="n5")
    studio.edit("Connect", edits.connect, Wire("n3", 0, "n5", 0))
    wires = {Wire("n3", 0, "n4", 0), Wire("n3", 0, "n5", 0)}
    studio.select((), wires=wires)
    canvas.reroute_selected()
    (dot,) = dots(studio)
    assert {wire.target for wire in studio.document.wires.out_of(dot.id)} == {"n4", "n5"}
