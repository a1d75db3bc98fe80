"""Do the commands of menus and keys do what they say, each in one step that undo takes back?"""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from designer.canvas.view import CanvasView
from designer.document import edits
from designer.document.values import Document, Wire
from designer.shell import speech, theme
from designer.studio import Studio

KEY = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
MIDDLE_WIRES = {Wire("n1", 0, "n2", 0), Wire("n2", 0, "n3", 0)}


def test_delete_removes_nodes_and_their_wires(hands, studio, undone):
    studio.select({"n2"})
    hands.key(KEY.Key_Delete)
    assert "n2" not in studio.document.nodes
    assert studio.document.wires == (Wire("n3", 0, "n4", 0),)
    undone()


def test_ctrl_delete_closes_the_gap(hands, studio, undone):
    studio.select({"n2"})
    hands.key(KEY.Key_Delete, CTRL)
    assert Wire("n1", 0, "n3", 0) in studio.document.wires
    undone()


def test_nothing_selected_means_nothing_deleted(hands, studio):
    hands.key(KEY.Key_Delete)
    assert not studio.history.can_undo


def test_duplicate_selects_the_copies(canvas, studio, undone):
    studio.select({"n3", "n4"})
    canvas.duplicate()
    assert studio.selection == {"n5", "n6"}
    assert Wire("n5", 0, "n6", 0) in studio.document.wires
    undone()


def test_what_is_copied_travels_as_text_and_comes_back(canvas, studio):
    studio.select({"n3", "n4"})
    canvas.copy()
    assert QGuiApplication.clipboard().text().startswith("{")
    before = studio.document
    canvas.paste(QPointF(300, 300))
    assert studio.selection == {"n5", "n6"}
    centre = canvas.drawing.bounds(studio.selection).center()
    assert abs(centre.x() - 300) < 5 and abs(centre.y() - 300) < 30
    studio.undo()
    assert studio.document == before


def test_pasting_twice_does_not_stack_exactly(canvas, studio):
    studio.select({"n4"})
    canvas.copy()
    canvas.paste(QPointF(300, 300))
    canvas.paste(QPointF(300, 300))
    places = {(node.x, node.y) for node in studio.document.nodes.values()}
    assert len(places) == 6


def test_pasting_a_strange_text_says_so_and_changes_nothing(canvas, studio, qtbot):
    QGuiApplication.clipboard().setText("not a drawing")
    with qtbot.waitSignal(studio.noticed) as told:
        canvas.paste()
    assert "clipboard" in told.args[0].text
    assert not studio.history.can_undo


def test_cut_copies_and_removes(canvas, studio, undone):
    studio.select({"n4"})
    canvas.cut()
    assert "n4" not in studio.document.nodes
    assert "dense" in QGuiApplication.clipboard().text()
    undone()


def test_join_wires_in_the_order_of_selecting(hands, canvas, studio):
    for key, x in (("n5", 0), ("n6", 300), ("n7", 600)):
        studio.edit("Add", edits.add_node, "Dense", x, 300, {"units": 3}, id=key)
    before = studio.document
    hands.click(hands.header("n7"))
    hands.click(hands.header("n5"), keys=SHIFT)
    hands.click(hands.header("n6"), keys=SHIFT)
    hands.key(KEY.Key_J)
    assert {Wire("n7", 0, "n5", 0), Wire("n5", 0, "n6", 0)} <= set(studio.document.wires)
    studio.undo()
    assert studio.document == before


def test_bypass_and_collapse_turn_over_in_one_step(hands, canvas, studio, undone):
    studio.select({"n2"})
    hands.key(KEY.Key_M)
    assert studio.document.nodes["n2"].bypassed
    assert canvas.drawing.nodes["n2"].content.bypassed
    studio.undo()
    hands.key(KEY.Key_H)
    assert studio.document.nodes["n2"].collapsed
    assert canvas.drawing.nodes["n2"].form.height < 60
    undone()


def test_arrows_nudge_and_steps_in_a_row_are_one(hands, studio, undone):
    studio.select({"n1", "n2"})
    for _ in range(3):
        hands.key(KEY.Key_Down)
    hands.key(KEY.Key_Right, SHIFT)
    assert (studio.document.nodes["n1"].x, studio.document.nodes["n1"].y) == (48, 24)
    assert len(studio.history.labels) == 1
    undone()


def test_alt_arrows_walk_along_wires(hands, canvas, studio):
    hands.key(KEY.Key_Right, ALT)
    assert studio.selection == {"n1"}
    hands.key(KEY.Key_Right, ALT)
    hands.key(KEY.Key_Right, ALT)
    assert studio.selection == {"n3"}
    hands.key(KEY.Key_Left, ALT)
    assert studio.selection == {"n2"}
    studio.edit("Add", edits.add_node, "Dense", 300, 400, {"units": 3}, id="n5")
    hands.key(KEY.Key_Down, ALT)
    assert studio.selection == {"n5"}
    assert "dense_1, Dense" in canvas.accessibleDescription()


def test_the_description_tells_what_is_selected(canvas, studio):
    assert "4 layers" in canvas.accessibleDescription()
    studio.select({"n2"})
    words = canvas.accessibleDescription()
    assert "conv2d, Conv2D" in words and "26 × 26 × 8" in words
    assert "fed by input_1" in words and "feeds flatten" in words
    studio.select({"n1", "n2"})
    assert "2 things" in canvas.accessibleDescription()


def test_selecting_follows_the_data(hands, studio):
    studio.select({"n2"})
    hands.key(KEY.Key_L)
    assert studio.selection == {"n2", "n3", "n4"}
    studio.select({"n2"})
    hands.key(KEY.Key_L, SHIFT)
    assert studio.selection == {"n1", "n2"}


def test_select_all_none_and_esc(hands, canvas, studio):
    canvas.select_all()
    assert len(studio.selection) == 4
    hands.key(KEY.Key_Escape)
    assert not studio.selection
    canvas.select_all()
    canvas.select_none()
    assert not studio.selection


def test_align_and_distribute_know_how_large_nodes_are(canvas, studio, undone):
    studio.edit("Move", edits.move, {"n1": (0, 40), "n2": (300, 10)})
    studio.select({"n1", "n2"})
    canvas.align("bottom")
    bottoms = {canvas.drawing.nodes[key].body().bottom() for key in ("n1", "n2")}
    assert len(bottoms) == 1
    studio.undo()
    undone()


def test_arrange_is_one_step_and_leaves_nothing_on_top_of_another(canvas, studio):
    studio.edit("Move", edits.move, dict.fromkeys(studio.document.nodes, (10.0, 10.0)))
    before = studio.document
    canvas.arrange()
    bodies = [
        QRectF(node.x, node.y, *canvas.drawing.size_of(key))
        for key, node in studio.document.nodes.items()
    ]
    xs = [node.x for node in studio.document.nodes.values()]
    assert xs == sorted(xs) and len(set(xs)) == 4
    assert not any(one.intersects(other) for one in bodies for other in bodies if one != other)
    assert len({body.top() for body in bodies}) == 1, "the wires of a chain are straight"
    studio.undo()
    assert studio.document == before


def test_arranged_nodes_glide_to_their_places(canvas, studio, qtbot):
    studio.edit("Move", edits.move, dict.fromkeys(studio.document.nodes, (10.0, 10.0)))
    canvas.arrange()
    wanted = QPointF(studio.document.nodes["n4"].x, studio.document.nodes["n4"].y)
    assert canvas.drawing.nodes["n4"].pos() != wanted
    qtbot.waitUntil(lambda: canvas.drawing.nodes["n4"].pos() == wanted)


def test_a_note_is_added_and_written_in_place(hands, canvas, studio):
    hands.key(KEY.Key_N)
    assert canvas.editor is not None
    canvas.editor.field.setPlainText("Try more filters")
    QTest.keyClick(canvas.editor.field, KEY.Key_Return, CTRL)
    assert studio.document.notes["t1"].text == "Try more filters"
    assert canvas.editor is None
    studio.undo()
    studio.undo()
    assert not studio.document.notes and "t1" not in canvas.drawing.boxes


def test_a_frame_encloses_the_selection(canvas, studio):
    studio.select({"n1", "n2"})
    canvas.frame_selected()
    canvas.editor.field.setText("Stem")
    QTest.keyClick(canvas.editor.field, KEY.Key_Return)
    frame = canvas.drawing.boxes["f1"]
    assert studio.document.frames["f1"].title == "Stem"
    for key in ("n1", "n2"):
        assert frame.body().contains(canvas.drawing.nodes[key].body())
    width = studio.document.frames["f1"].width
    canvas.grow_box("f1", 48, 0)
    assert studio.document.frames["f1"].width == width + 48
    studio.undo()
    assert studio.document.frames["f1"].width == width
    canvas.color_box("f1", "dense")
    assert studio.document.frames["f1"].color == "dense"


def test_weights_are_shared_and_owned_again_by_command(canvas, studio):
    before = studio.document
    studio.select({"n4"})
    canvas.share_selected()
    assert studio.document.nodes["n5"].shares == "n4" and studio.selection == {"n5"}
    canvas.unshare_selected()
    assert studio.document.nodes["n5"].shares is None
    studio.undo()
    studio.undo()
    assert studio.document == before


def test_inputs_are_swapped_by_command(canvas, studio):
    studio.edit("Add", edits.add_node, "Concatenate", 900, 300, id="n5")
    studio.edit("Connect", edits.connect, Wire("n3", 0, "n5", 0))
    studio.edit("Connect", edits.connect, Wire("n4", 0, "n5", 1))
    studio.select({"n5"})
    canvas.swap_inputs()
    assert {Wire("n4", 0, "n5", 0), Wire("n3", 0, "n5", 1)} <= set(studio.document.wires)


def test_another_drawing_ends_writing_and_keeps_nothing_of_it(hands, canvas, studio):
    hands.double_click(hands.title("n4"))
    canvas.editor.field.setText("never")
    studio.load(Document())
    assert canvas.editor is None
    assert not studio.document.nodes and not studio.history.can_undo


@pytest.mark.parametrize("how", ["f2", "double click"])
def test_renaming_in_place(hands, canvas, studio, undone, how):
    if how == "f2":
        studio.select({"n4"})
        hands.key(KEY.Key_F2)
    else:
        hands.double_click(hands.title("n4"))
    assert canvas.editor.text() == "dense"
    canvas.editor.field.setText("classes")
    QTest.keyClick(canvas.editor.field, KEY.Key_Return)
    assert studio.document.nodes["n4"].name == "classes"
    assert canvas.drawing.nodes["n4"].content.title == "classes"
    assert canvas.hasFocus()
    undone()


def test_a_name_that_is_taken_is_refused_beside_its_field(hands, canvas, studio):
    hands.double_click(hands.title("n4"))
    canvas.editor.field.setText("conv2d")
    QTest.keyClick(canvas.editor.field, KEY.Key_Return)
    assert canvas.editor is not None
    assert canvas._hint.isVisible() and "another layer" in canvas._hint.text()
    QTest.keyClick(canvas.editor.field, KEY.Key_Escape)
    assert canvas.editor is None and not canvas._hint.isVisible()
    assert not studio.history.can_undo


def test_f1_asks_for_the_card_and_a_double_click_for_the_parameters(hands, studio, qtbot):
    studio.select({"n2"})
    with qtbot.waitSignal(studio.help_requested) as asked:
        hands.key(KEY.Key_F1)
    assert asked.args == ["Conv2D"]
    with qtbot.waitSignal(studio.panel_requested) as asked:
        hands.double_click(hands.header("n2"))
    assert asked.args == ["inspector"]


def menu_texts(canvas):
    menus = [menu for menu in canvas.findChildren(QMenu) if menu.isVisible()]
    return menus[0], [action.text().split("\t")[0] for action in menus[0].actions()]


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus on the offscreen platform
@pytest.mark.parametrize(
    "where, expected",
    [("node", "Rename"), ("wire", "Insert a layer…"), ("nothing", "Add a layer…")],
)
def test_the_right_button_offers_what_fits_the_place(hands, canvas, studio, where, expected):
    point = {
        "node": hands.header("n2"),
        "wire": hands.wire("n3", 0, "n4", 0),
        "nothing": QPointF(100, 330),
    }[where]
    hands.click(point, Qt.MouseButton.RightButton)
    menu, texts = menu_texts(canvas)
    assert expected in texts
    if where == "node":
        assert studio.selection == {"n2"}
        next(a for a in menu.actions() if a.text().startswith("Delete\t")).trigger()
        assert "n2" not in studio.document.nodes
    menu.close()


def test_a_layer_asked_for_elsewhere_comes_to_the_middle(canvas, studio):
    studio.insert_requested.emit("Dense")
    studio.insert_requested.emit("Dense")
    first, second = studio.document.nodes["n5"], studio.document.nodes["n6"]
    assert (first.x, first.y) != (second.x, second.y)
    assert canvas.visible().contains(canvas.drawing.nodes["n6"].body())


def written(path):
    """A picture as it is seen when it is opened again, in a size of its own."""
    if path.suffix == ".png":
        return QImage(str(path))
    renderer = QSvgRenderer(str(path))
    picture = QImage(renderer.viewBox().size(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return picture


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_drawing_is_written_as_a_picture_in_the_theme_that_is_asked_for(
    canvas, studio, tmp_path, look
):
    studio.edit("Note", edits.add_note, "Two lines\n两行", 0, 200)
    studio.edit("Frame", edits.frame_around, ["n1"], "Stem")
    studio.select({"n2"})
    before = theme.current()
    pictures = {}
    for ending, starts in {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}.items():
        path = tmp_path / f"drawing.{ending}"
        assert canvas.grab_image(path, scale=1, look=look)
        assert path.read_bytes().startswith(starts)
        if ending != "pdf":
            pictures[ending] = written(path)
    assert theme.current() is before
    assert studio.selection == {"n2"} and canvas.drawing.nodes["n2"].state.selected
    assert "<text" not in (tmp_path / "drawing.svg").read_text(), "its fonts may be missing"
    assert b"FontFile" in (tmp_path / "drawing.pdf").read_bytes(), "paper brings its fonts"
    ground = theme.THEMES[look].color("canvas")
    body = theme.THEMES[look].color("node")
    node = canvas.drawing.nodes["n3"].body().center() - canvas.drawing.extent().topLeft()
    for picture in pictures.values():
        for place, wanted in ((QPointF(5, 5), ground), (node + QPointF(40, 60), body)):
            seen = picture.pixelColor(place.toPoint())
            assert abs(seen.lightness() - wanted.lightness()) < 12


def test_a_picture_that_cannot_be_written_is_a_notice(canvas, studio, tmp_path, qtbot):
    with qtbot.waitSignal(studio.noticed):
        assert not canvas.grab_image(tmp_path / "drawing.docx")


def test_what_is_pasted_with_its_wires_is_fed_as_the_original(hands, canvas, studio, undone):
    studio.select({"n3", "n4"})
    canvas.copy()
    canvas.paste_fed(QPointF(300, 400))
    assert {Wire("n2", 0, "n5", 0), Wire("n5", 0, "n6", 0)} <= set(studio.document.wires)
    studio.undo()
    studio.select({"n3"})
    hands.key(KEY.Key_Delete)
    canvas.paste_fed(QPointF(300, 400))
    studio.undo()
    studio.undo()
    studio.select({"n4"})
    canvas.duplicate_fed()
    undone()


def test_what_fed_a_copy_feeds_it_in_another_window_that_has_the_same(canvas, studio, qtbot):
    studio.select({"n3", "n4"})
    canvas.copy()
    same, other = Studio(studio.project, canvas), Studio(studio.project, canvas)
    other.edit("Rename", edits.rename, "n2", "another")
    for there, fed in ((same, True), (other, False)):
        window = CanvasView(there)
        qtbot.addWidget(window)
        before = there.document
        window.paste_fed(QPointF(300, 400))
        wires = set(there.document.wires)
        assert (Wire("n2", 0, "n5", 0) in wires) == fed
        assert Wire("n5", 0, "n6", 0) in wires
        there.undo()
        assert there.document == before


def test_copies_of_a_layer_with_many_inputs_keep_their_order(canvas, studio, undone):
    studio.edit("Add", edits.add_node, "Concatenate", 900, 300, id="n5")
    studio.edit("Connect", edits.connect, Wire("n3", 0, "n5", 0))
    studio.edit("Connect", edits.connect, Wire("n4", 0, "n5", 1))
    studio.select({"n4", "n5"})
    canvas.duplicate_fed()
    wires = studio.document.wires
    assert wires.into("n7") == (Wire("n3", 0, "n7", 0), Wire("n6", 0, "n7", 1))
    assert wires.into("n6") == (Wire("n3", 0, "n6", 0),)


def test_the_knife_from_the_menu_cuts_with_the_left_button(hands, canvas, studio, undone):
    hands.key(KEY.Key_K)
    middle = hands.wire("n1", 0, "n2", 0)
    hands.drag(middle - QPointF(0, 60), middle + QPointF(0, 60))
    assert studio.document.wires.into("n2") == ()
    undone()
    hands.key(KEY.Key_K)
    hands.key(KEY.Key_Escape)
    hands.drag(middle - QPointF(0, 60), middle + QPointF(0, 60))
    assert studio.document.wires.into("n2")


def test_a_wire_is_chosen_deleted_and_given_a_layer_without_a_mouse(hands, canvas, studio, undone):
    studio.select({"n3"})
    hands.key(KEY.Key_W)
    hands.type("dense")
    QTest.keyClick(canvas.quick.field, KEY.Key_Return)
    assert studio.selected_wires == {Wire("n3", 0, "n4", 0)} and not studio.selection
    hands.key(KEY.Key_Tab)
    hands.type("dropout")
    QTest.keyClick(canvas.quick.field, KEY.Key_Return)
    assert {Wire("n3", 0, "n5", 0), Wire("n5", 0, "n4", 0)} <= set(studio.document.wires)
    studio.undo()
    studio.select((), wires={Wire("n3", 0, "n4", 0)})
    hands.key(KEY.Key_Delete)
    assert not studio.document.wires.into("n4")
    undone()


def test_ctrl_enter_lets_a_new_layer_follow_the_selected_one(hands, canvas, studio, undone):
    studio.select({"n4"})
    hands.key(KEY.Key_Tab)
    assert "dense" in canvas.quick.tail.text()
    hands.type("dropout")
    QTest.keyClick(canvas.quick.field, KEY.Key_Return, CTRL)
    assert Wire("n4", 0, "n5", 0) in studio.document.wires and studio.selection == {"n5"}
    assert studio.document.nodes["n5"].x > studio.document.nodes["n4"].x + 216
    undone()


def test_walking_with_shift_takes_the_layers_along(hands, canvas, studio):
    hands.key(KEY.Key_Down)
    assert studio.selection == {"n1"}, "with nothing selected an arrow begins to walk"
    hands.key(KEY.Key_Right, CTRL | SHIFT)
    hands.key(KEY.Key_Right, CTRL | SHIFT)
    assert canvas.selected_nodes() == ["n1", "n2", "n3"]
    hands.key(KEY.Key_Left, CTRL | SHIFT)
    hands.key(KEY.Key_Left, ALT)
    assert studio.selection == {"n1"}


def test_ctrl_arrows_move_the_view_and_nothing_else(hands, canvas, studio):
    before = canvas.visible().center()
    hands.key(KEY.Key_Right, CTRL)
    hands.key(KEY.Key_Down, CTRL)
    moved = canvas.visible().center() - before
    assert moved.x() > 100 and moved.y() > 100 and not studio.history.can_undo


def test_what_a_list_offers_is_said_aloud(hands, canvas, studio, monkeypatch):
    said = []
    monkeypatch.setattr(speech, "say", lambda owner, text: said.append(text))
    hands.key(KEY.Key_Tab)
    hands.type("pool")
    QTest.keyClick(canvas.quick.field, KEY.Key_Down)
    assert "Pool" in said[-1] and said[-1] != said[-2]
