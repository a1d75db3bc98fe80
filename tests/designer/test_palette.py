"""Does the palette hold every layer, find it by what a person types, and hand it over?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from designer.document import edits, library
from designer.document.prepared import offered
from designer.document.values import Document
from designer.panels import palette_menu
from designer.panels.palette import MIME, TYPE, PalettePanel, chip, item_type, mime_of
from designer.pinyin import spells, syllables
from designer.search import camel_initials, matching_layers, score
from engine import registry


@pytest.fixture
def palette(hosted, studio):
    panel = hosted(PalettePanel, studio)
    panel.resize(230, 600)
    return panel


@pytest.fixture
def inserted(studio):
    inserted = []
    studio.insert_requested.connect(inserted.append)
    return inserted


def rows(palette):
    tree, found = palette.tree, []
    for index in range(tree.topLevelItemCount()):
        head = tree.topLevelItem(index)
        found += [head] if head.data(0, TYPE) else []
        found += [head.child(place) for place in range(head.childCount())]
    return [item.data(0, TYPE) for item in found]


def test_every_layer_that_can_be_placed_is_there_once(palette):
    placeable = [kind.name for kind in registry.layers().values() if kind.placeable]
    assert sorted(rows(palette)) == sorted([*placeable, "new:model", "new:cell", "new:code"])


def test_categories_come_in_their_order_and_none_is_empty(palette):
    tree = palette.tree
    titles = [tree.topLevelItem(index).text(0) for index in range(tree.topLevelItemCount())]
    order = list(registry.CATEGORIES.values())
    assert titles == [title for title in order if title in titles]
    assert all(tree.topLevelItem(index).childCount() for index in range(len(titles)))


@pytest.mark.parametrize(
    "typed, first",
    [
        ("dense", "Dense"),
        ("conv2d", "Conv2D"),
        ("c2d", "Conv2D"),
        ("MaxPool2D", "MaxPooling2D"),
        ("batch norm", "BatchNormalization"),
        ("bn", "BatchNormalization"),
        ("drop", "Dropout"),
    ],
)
def test_search_puts_first_what_is_meant(palette, typed, first):
    palette.field.setText(typed)
    assert rows(palette)[0] == first


def test_a_search_without_a_match_says_so(palette):
    palette.field.setText("zzzz")
    assert rows(palette) == []
    assert "zzzz" in palette.nothing.text()
    assert palette.nothing.isVisible()
    palette.field.clear()
    assert len(rows(palette)) > 10


def test_enter_adds_the_best_match_and_the_arrows_choose_another(palette, inserted, qtbot):
    qtbot.keyClicks(palette.field, "conv")
    first, second = rows(palette)[:2]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert inserted == [first, second]
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.field.text() == ""


def test_enter_in_an_empty_search_adds_nothing(palette, inserted, qtbot):
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert inserted == []


def test_double_click_adds_a_layer_and_a_click_folds_a_category(palette, inserted):
    tree = palette.tree
    head = tree.topLevelItem(0)
    tree.itemDoubleClicked.emit(head.child(0), 0)
    assert inserted == [head.child(0).data(0, TYPE)]
    tree.itemClicked.emit(head, 0)
    assert not head.isExpanded()
    palette.field.setText("x")
    palette.field.clear()
    assert not tree.topLevelItem(0).isExpanded()


def test_a_dragged_layer_carries_its_name(palette):
    data = mime_of("Conv2D")
    assert bytes(data.data(MIME)).decode() == "Conv2D"
    assert not chip("Conv2D", 2.0).isNull()


def test_tips_say_what_a_layer_does(palette):
    item = palette.tree.topLevelItem(0).child(0)
    kind = registry.get(item.data(0, TYPE))
    assert kind.name in item.toolTip(0)
    assert kind.summary[:20].split("`")[0] in item.toolTip(0)


def test_pinyin_whole_or_in_part_finds_chinese_words():
    assert syllables("全连接层 Dense") == ("quan", "lian", "jie", "ceng")
    for typed in ("qlj", "quanlianjie", "quanlj", "qulian", "quan"):
        assert spells(typed, "全连接层") == 0, typed
    assert spells("jie", "全连接层") == 2
    assert spells("juanji", "全连接层") is None
    assert score("全连接", "Dense", "全连接层") > 0
    assert score("lvbo", "Filter", "滤波") > 0 == score("jj", "Dense", "全连接层")


@pytest.mark.parametrize(
    "typed, first",
    [
        ("po", "Pooling"),
        ("maxpo", "MaxPooling"),
        ("norm", "Normalization"),
        ("juanji", "Conv"),
        ("卷积", "Conv"),
        ("chihua", "Pooling"),
        ("ql", "Dense"),
        ("lstm", "LSTM"),
        ("gap", "GlobalAv"),
    ],
)
def test_in_any_language_what_begins_with_the_letters_comes_first(typed, first):
    found = [kind.name for kind in matching_layers(typed, Document())]
    assert first in found[0], found[:5]


def test_initials_and_order_of_scores():
    assert camel_initials("Conv2DTranspose") == "c2dt"
    assert score("conv2d", "Conv2D") > score("conv2d", "Conv2DTranspose")
    assert score("pool", "MaxPooling2D") > score("mpl", "MaxPooling2D") > 0
    assert score("max zzz", "MaxPooling2D") == 0


def test_no_text_matches_everything_in_order():
    wanted = [kind.name for kind in offered(Document())]
    assert [kind.name for kind in matching_layers("  ", Document())] == wanted
    placeable = [kind.name for kind in registry.layers().values() if kind.placeable]
    assert wanted == [*placeable, "Reroute", "Sub-model", "AbstractRNNCell", "Layer in Python"]


def test_sub_models_are_renamed_and_deleted_from_their_rows(
    palette, studio, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(library, "state_folder", lambda: tmp_path)
    studio.insert_requested.connect(lambda kind: studio.edit("Add", edits.add_node, kind, id="m"))
    studio.insert_requested.emit("new:model")
    studio.keep("m")

    def row(kind):
        how = Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive
        items = palette.tree.findItems("*", how)
        return next(item for item in items if item_type(item) == kind)

    def menu(kind):
        made = palette_menu.menu_for(studio, kind, palette, lambda: None)
        return {a.text().split("\t")[0]: a for a in made.actions() if a.isEnabled()}

    assert "Explain this layer" in menu("Dense") and "Delete the definition" not in menu("block:b1")
    palette.tree.rename(row("block:b1"))
    editor = palette.tree.findChild(QLineEdit)
    editor.setText("Trunk")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: studio.project.blocks["b1"].name == "Trunk", timeout=2000)
    assert row("block:b1").text(0) == "Trunk"
    studio.edit("Delete", edits.remove, ["m"])
    palette.tree.setCurrentItem(row("block:b1"))
    qtbot.keyClick(palette.tree, Qt.Key.Key_Delete)
    assert not studio.project.blocks
    studio.undo()
    menu("block:b1")["Delete the definition"].trigger()
    assert not studio.project.blocks
    said = []
    studio.noticed.connect(said.append)
    menu("saved:Block")["Delete from the palette…"].trigger()
    assert library.saved() == ["Block"]
    said[0].actions[0].run()
    assert library.saved() == [] and "saved:Block" not in rows(palette)
