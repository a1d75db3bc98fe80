"""Do sub-models work under the hands: made, entered, left, laid out, kept; and slots filled?"""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.canvas.typeset import badges
from designer.document import edits, library
from designer.document.values import Document, Wire


@pytest.fixture
def grouped(hands, studio, canvas):
    """The chain's n2 and n3 as a sub-model; the key of its instance."""
    studio.select({"n2", "n3"})
    canvas.group_selected()
    (key,) = studio.selection
    return key


def shown(canvas):
    """What the canvas draws, by id."""
    return set(canvas.drawing.nodes), set(canvas.drawing.wires)


def test_grouping_dissolving_and_undo_bring_the_identical_drawing_back(studio, canvas, undone):
    studio.select({"n2", "n3"})
    canvas.group_selected()
    (key,) = studio.selection
    assert studio.document.nodes[key].type == "block:b1"
    assert shown(canvas) == (set(studio.document.nodes), set(studio.document.wires))
    undone()
    studio.select({"n2", "n3"})
    canvas.group_selected()
    studio.select({key})
    before = studio.project
    canvas.dissolve_selected()
    assert not studio.project.blocks
    studio.undo()
    assert studio.project is before


def test_a_double_click_goes_in_and_escape_leads_out(hands, studio, canvas, grouped):
    outside = studio.document
    hands.double_click(canvas.drawing.nodes[grouped].body().center() + QPointF(0, 12))
    assert studio.document.sheet == "b1" and not studio.selection
    assert shown(canvas) == (set(studio.document.nodes), set(studio.document.wires))
    assert canvas.crumbs.isVisible() and len(canvas.crumbs.steps) == 1
    hands.key(Qt.Key.Key_Escape)
    assert studio.document == outside and studio.selection == {grouped}
    assert not canvas.crumbs.isVisible()
    hands.key(Qt.Key.Key_Return)
    assert studio.document.sheet == "b1"
    canvas.crumbs.steps[0].click()
    assert studio.document.sheet == ""


def test_what_is_drawn_inside_is_undone_inside(hands, studio, canvas, grouped, undone):
    studio.select({grouped})
    canvas.enter_selected()
    inside = studio.document
    hands.drop("Dropout", QPointF(400, 600))
    assert len(studio.document.nodes) == len(inside.nodes) + 1
    canvas.leave()
    studio.undo()
    assert studio.document.sheet == "b1" and studio.document == inside
    canvas.leave()
    assert studio.project.blocks["b1"].nodes == inside.nodes
    studio.undo()
    assert not studio.project.blocks and studio.trail == ()
    studio.redo()
    assert studio.document.sheet == "" and grouped in studio.document.nodes


def test_the_look_at_each_drawing_is_kept(studio, canvas, grouped):
    canvas.zoom_to(0.5)
    middle = canvas.visible().center()
    studio.enter(grouped)
    assert canvas.visible().contains(canvas.drawing.bounds())
    studio.leave()
    assert canvas.scale_now() == pytest.approx(0.5)
    assert (canvas.visible().center() - middle).manhattanLength() < 5


def test_a_saved_sub_model_comes_from_the_palette_into_another_project(
    hands, studio, canvas, grouped, monkeypatch, tmp_path
):
    monkeypatch.setattr(library, "state_folder", lambda: tmp_path)
    studio.select({grouped})
    canvas.save_selected()
    (name,) = library.saved()
    studio.load(Document())
    hands.drop(f"saved:{name}", QPointF(300, 300))
    (node,) = studio.document.nodes.values()
    assert node.type == "block:b1" and studio.project.blocks["b1"].name == name
    library.forget(name)
    assert not library.saved()


def test_new_sub_models_and_cells_come_from_the_palette(hands, studio, undone):
    hands.drop("new:model", QPointF(400, 400))
    assert [node.type for node in studio.document.nodes.values()][-1] == "block:b1"
    undone()
    hands.drop("new:cell", QPointF(400, 400))
    node = [*studio.document.nodes.values()][-1]
    assert node.type == "RNN" and node.parameters["cell"]["type"] == "block:b1"
    assert studio.enter(node.id) and studio.project.blocks["b1"].kind == "cell"


def test_a_layer_let_go_over_a_wrapper_fills_its_slot(hands, studio, canvas):
    document = edits.add_node(studio.document, "Bidirectional", 300, 500, id="n20")
    document = edits.add_node(document, "GRU", 700, 500, {"units": 5}, id="n21")
    studio.load(document)
    canvas.frame_all()
    over = canvas.drawing.nodes["n20"].body().center()
    hands.drop("LSTM", over)
    inner = studio.document.nodes["n20"].parameters["layer"]
    assert inner["type"] == "LSTM" and set(studio.document.nodes) == set(document.nodes)
    studio.undo()
    assert studio.document == document
    hands.drop("Dense", QPointF(over.x(), over.y()))  # Bidirectional holds no Dense
    assert len(studio.document.nodes) == len(document.nodes) + 1
    studio.undo()
    assert studio.document == document
    hands.drag(hands.header("n21"), over)
    assert studio.document.nodes["n20"].parameters["layer"] == {
        "type": "GRU", "parameters": {"units": 5},
    }  # fmt: skip
    assert "n21" not in studio.document.nodes
    studio.undo()
    assert studio.document == document


def test_wires_inside_follow_an_instance_in_another_place(studio, canvas, grouped):
    studio.enter(grouped)
    ports = [node.id for node in studio.document.nodes.values() if node.type == "BlockInput"]
    assert studio.edit("Delete", edits.remove, ports)
    studio.leave()
    assert not studio.document.wires.into(grouped)
    assert shown(canvas) == (set(studio.document.nodes), set(studio.document.wires))
    studio.undo()
    assert studio.document.sheet in ("", "b1")
    assert studio.project.wires.into(grouped) == (Wire("n1", 0, grouped, 0),)


def test_an_instance_says_what_it_is_how_often_and_whether_it_shares(studio, canvas, grouped):
    content = canvas.drawing.nodes[grouped].content
    assert (content.block, content.repeat, content.shared) == ("model", 1, False)
    assert content.labelled and [slot.name for slot in content.inputs] == ["inputs"]
    assert len(content.sketch.bars) == 2 and len(content.sketch.lines) == 1
    studio.edit("Repeat", edits.set_parameter, grouped, "repeat", 3)
    assert badges(canvas.drawing.nodes[grouped].content) == ["×3"]
    assert "3" not in canvas.drawing.nodes[grouped].content.detail
    studio.select({grouped})
    canvas.share_selected()
    (call,) = studio.selection
    for key in (grouped, call):  # the owner of the weights follows, too
        assert badges(canvas.drawing.nodes[key].content) == ["×3", "shared"]
    canvas.unshare_selected()
    assert badges(canvas.drawing.nodes[grouped].content) == ["×3"]
    studio.enter(grouped)
    hands_free = edits.add_node(studio.document, "Dropout", 400, 600)
    studio.edit("Add", lambda _: hands_free)
    studio.leave()
    assert len(canvas.drawing.nodes[grouped].content.sketch.bars) == 3
    for scale in (0.2, 0.4, 0.7, 1.2):
        canvas.zoom_to(scale)
        assert not canvas.grab().isNull()


def test_a_definition_is_renamed_in_its_instance(hands, studio, canvas, grouped, undone):
    studio.select({grouped})
    canvas.rename_block_selected()
    canvas.editor.field.setText("Trunk")
    canvas.editor.finish()
    assert studio.project.blocks["b1"].name == "Trunk"
    assert canvas.drawing.nodes[grouped].content.kind == "Trunk"
    undone()


def test_what_nothing_uses_is_deleted_and_comes_back_with_undo(studio, canvas, grouped):
    refused = []
    studio.noticed.connect(refused.append)
    studio.enter(grouped)
    studio.remove_block("b1")  # the instance is outside, and counts
    assert "b1" in studio.project.blocks and studio.document.sheet == "b1" and len(refused) == 1
    studio.remove_unused()
    assert len(refused) == 2
    studio.leave()
    studio.edit("Delete", edits.remove, [grouped])
    before = studio.project
    studio.open_block("b1")
    studio.remove_block("b1")
    assert not studio.project.blocks and studio.document.sheet == ""
    studio.undo()
    assert studio.project is before
    studio.remove_unused()
    assert not studio.project.blocks


def test_forgetting_a_saved_sub_model_asks_first(studio, canvas, grouped, monkeypatch, tmp_path):
    monkeypatch.setattr(library, "state_folder", lambda: tmp_path)
    said = []
    studio.noticed.connect(said.append)
    canvas.choose_saved()  # there is none yet
    assert not canvas.quick.isVisible() and len(said) == 1
    studio.select({grouped})
    canvas.save_selected()
    canvas.choose_saved()
    QTest.keyClick(canvas.quick.field, Qt.Key.Key_Return)
    assert library.saved() == ["Block"]
    said[-1].actions[0].run()
    assert library.saved() == []
