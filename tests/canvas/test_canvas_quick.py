"""Is everything within reach of a few letters? Layers, nodes to find, nodes to connect to."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from designer.canvas.quick import ENTRY
from designer.document import edits
from designer.document.values import Wire

KEY = Qt.Key


def titles(canvas):
    model = canvas.quick.list.model()
    return [model.item(row).data(ENTRY).title for row in range(model.rowCount())]


def press(canvas, key):
    QTest.keyClick(canvas.quick.field, key)


def test_a_double_click_on_nothing_asks_for_a_layer(hands, canvas, studio, undone):
    hands.double_click(QPointF(400, 300))
    assert canvas.quick.isVisible() and canvas.quick.field.hasFocus()
    hands.type("dens")
    press(canvas, KEY.Key_Return)
    node = studio.document.nodes["n5"]
    assert node.type == "Dense"
    assert abs(node.x - 292) < 1 and abs(node.y - 273) < 1
    assert not canvas.quick.isVisible() and canvas.hasFocus()
    undone()


@pytest.mark.parametrize("key, keys", [(KEY.Key_Tab, 0), (KEY.Key_A, 0x02000000)])
def test_tab_and_shift_a_ask_for_a_layer(hands, canvas, key, keys):
    hands.key(key, Qt.KeyboardModifier(keys))
    assert canvas.quick.isVisible()


def test_the_box_is_a_child_and_no_window_of_its_own(hands, canvas):
    hands.key(KEY.Key_Tab)
    assert not canvas.quick.isWindow() and canvas.quick.parentWidget() is canvas
    assert canvas.rect().contains(canvas.quick.geometry())


def test_in_a_low_canvas_the_box_has_fewer_rows(hands, canvas, studio):
    canvas.resize(700, 320)
    studio.select({"n4"})
    hands.key(KEY.Key_Tab)
    hands.type("o")
    assert canvas.rect().contains(canvas.quick.geometry())
    assert canvas.quick.tail.isVisible()


def test_esc_closes_the_box_and_adds_nothing(hands, canvas, studio):
    hands.key(KEY.Key_Tab)
    hands.type("dense")
    press(canvas, KEY.Key_Escape)
    assert not canvas.quick.isVisible() and canvas.hasFocus()
    assert not studio.history.can_undo


def test_a_click_elsewhere_closes_the_box(hands, canvas):
    hands.key(KEY.Key_Tab)
    hands.click(QPointF(0, 330))
    assert not canvas.quick.isVisible()


def test_arrows_choose_and_wrap_round(hands, canvas, studio):
    hands.key(KEY.Key_Tab)
    hands.type("pool")
    first = titles(canvas)
    press(canvas, KEY.Key_Down)
    press(canvas, KEY.Key_Down)
    press(canvas, KEY.Key_Up)
    press(canvas, KEY.Key_Return)
    assert studio.document.nodes["n5"].type == first[1]


@pytest.mark.parametrize(
    "typed, wanted",
    [
        ("dense", "Dense"),
        ("c2", "Conv2D"),
        ("maxpool2d", "MaxPooling2D"),
        ("bn", "BatchNormalization"),
        ("concat", "Concatenate"),
    ],
)
def test_few_letters_and_keras_second_names_find_a_layer(hands, canvas, typed, wanted):
    hands.key(KEY.Key_Tab)
    hands.type(typed)
    assert titles(canvas)[0].split()[0] == wanted


def test_what_nobody_knows_is_said_to_be_unknown(hands, canvas, studio):
    hands.key(KEY.Key_Tab)
    hands.type("qqqq")
    assert titles(canvas) == []
    assert "qqqq" in canvas.quick._empty.text()
    press(canvas, KEY.Key_Return)
    assert not studio.history.can_undo


def test_layers_that_fit_come_first_and_others_say_why(hands, canvas, studio, qtbot):
    hands.drag(hands.output("n4"), QPointF(1180, 300))
    qtbot.waitUntil(lambda: not canvas.quick._unjudged)
    model = canvas.quick.list.model()
    entries = [model.item(row).data(ENTRY) for row in range(model.rowCount())]
    reasons = [bool(entry.reason) for entry in entries]
    assert reasons == sorted(reasons) and True in reasons and False in reasons
    refused = {entry.key: entry.reason for entry in entries if entry.reason}
    assert "axes" in refused["Conv2D"] and "no input" in refused["Input"]
    row = next(row for row, entry in enumerate(entries) if entry.key == "Conv2D")
    assert not model.item(row).isEnabled()


def test_a_layer_that_does_not_fit_cannot_be_chosen(hands, canvas, studio, qtbot):
    hands.drag(hands.output("n4"), QPointF(1180, 300))
    qtbot.waitUntil(lambda: not canvas.quick._unjudged)
    hands.type("conv2d")
    index = canvas.quick.list.model().index(0, 0)
    canvas.quick._choose(index.data(ENTRY))
    assert not studio.history.can_undo


def test_what_was_used_last_comes_first(hands, canvas, studio):
    for _ in range(2):
        hands.double_click(QPointF(400, 330))
        if not studio.history.can_undo:
            hands.type("reshape")
            press(canvas, KEY.Key_Return)
    assert titles(canvas)[0].startswith("Reshape")


def test_a_double_click_on_a_wire_puts_a_layer_on_it(hands, canvas, studio, undone):
    hands.double_click(hands.wire("n3", 0, "n4", 0))
    hands.type("dropout")
    press(canvas, KEY.Key_Return)
    assert {Wire("n3", 0, "n5", 0), Wire("n5", 0, "n4", 0)} <= set(studio.document.wires)
    undone()


def test_find_offers_nodes_and_shows_the_chosen_one(hands, canvas, studio):
    canvas.find()
    hands.type("flat")
    assert titles(canvas) == ["flatten"]
    press(canvas, KEY.Key_Return)
    assert studio.selection == {"n3"}
    centre = canvas.visible().center()
    assert canvas.drawing.nodes["n3"].body().contains(centre)


@pytest.mark.parametrize(
    "text, found",
    [
        ("conv2d", ["n2"]),
        ("26x26", ["n2"]),
        ("26 × 26 × 8", ["n2"]),
        ("(None, 5408)", ["n3"]),
        ("softmax", []),
        ("Flatten", ["n3"]),
    ],
)
def test_nodes_are_found_by_name_kind_and_shape(canvas, studio, text, found):
    assert canvas.find(text) == found
    assert studio.selection == (set(found) if found else frozenset())


def test_nodes_are_found_by_their_problem(canvas, studio):
    studio.edit("Add", edits.add_node, "Dense", 0, 300, id="n5")
    assert canvas.find("no input") == ["n5"] or canvas.find("needs a value") == ["n5"]


def test_connecting_by_keyboard_offers_what_fits(hands, canvas, studio):
    studio.edit("Add", edits.add_node, "Dense", 0, 300, {"units": 3}, id="n5")
    studio.select({"n3"})
    hands.key(KEY.Key_C)
    model = canvas.quick.list.model()
    entries = {model.item(row).data(ENTRY).key: model.item(row) for row in range(model.rowCount())}
    assert entries["n5"].isEnabled() and not entries["n2"].isEnabled()
    hands.type("dense_1")
    press(canvas, KEY.Key_Return)
    assert Wire("n3", 0, "n5", 0) in studio.document.wires


def test_a_layer_typed_above_another_one_does_not_cover_it(hands, canvas, studio):
    body = canvas.drawing.nodes["n2"].body()
    canvas.open_quick_add(body.center())
    hands.type("dropout")
    press(canvas, KEY.Key_Return)
    new = canvas.drawing.nodes["n5"].body()
    assert not any(new.intersects(canvas.drawing.nodes[key].body()) for key in ("n2", "n3", "n4"))


@pytest.fixture
def trainings(canvas):
    """What Ctrl+Enter starts where a window has its menus; filled when it does."""
    train, started = QAction(canvas.window()), []
    train.setShortcut("Ctrl+Return")
    train.triggered.connect(lambda: started.append(True))
    canvas.window().addAction(train)
    yield started
    canvas.window().removeAction(train)


def test_ctrl_enter_lets_the_typed_layer_follow_and_trains_nothing(
    hands, canvas, studio, trainings
):
    studio.select({"n3"})
    hands.key(KEY.Key_Tab)
    hands.type("dropout")
    QTest.keyClick(canvas.quick.field, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not trainings and Wire("n3", 0, "n5", 0) in studio.document.wires
    QTest.keyClick(canvas, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert trainings


def test_ctrl_enter_ends_a_note_and_trains_nothing(canvas, studio, trainings):
    canvas.add_note()
    field = canvas.editor.field
    field.setPlainText("Try more filters")
    QTest.keyClick(field, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not trainings and canvas.editor is None
    assert studio.document.notes["t1"].text == "Try more filters"
