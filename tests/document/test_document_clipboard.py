"""Do parts of a drawing travel as text, and is strange text refused?"""

import json

import pytest

from designer.document import clipboard, edits, files
from designer.document.values import Document, Wire
from designer.texts import error_sentence
from engine.errors import DesignError


def test_a_copied_part_is_pasted_with_its_wires(rich):
    text = clipboard.to_text(rich, ["n2", "n3", "n5", "t1", "f1"])
    assert clipboard.holds_layers(text)
    pasted = edits.paste(Document(), clipboard.from_text(text), (0, 0))
    assert [node.name for node in pasted.nodes.values()] == ["dense", "dense_1", "add"]
    assert pasted.wires == (Wire("n1", 0, "n2", 0), Wire("n1", 0, "n3", 0), Wire("n2", 0, "n3", 1))
    assert pasted.notes["t1"].text == "Watch the 形状."
    assert pasted.frames["f1"].title == "Body"


def test_settings_of_a_project_do_not_travel(rich):
    assert set(json.loads(clipboard.to_text(rich, ["n1"]))) == {
        "format", "version", "nodes", "wires", "notes", "frames",
    }  # fmt: skip


def test_a_whole_project_can_be_pasted_too(rich):
    fragment = clipboard.from_text(files.to_json(rich))
    assert fragment.nodes == rich.nodes


def test_a_call_copied_without_its_owner_has_its_own_weights(rich):
    fragment = clipboard.from_text(clipboard.to_text(rich, ["n6"]))
    assert fragment.nodes["n6"].shares is None
    assert fragment.nodes["n6"].parameters == {"units": 8}


@pytest.mark.parametrize(
    "text",
    ["", "hello", "{}", "[1]", "import os", '{"format": "other"}', '{"name": "layerloom"}', "\0"],
)
def test_text_that_is_not_ours_is_refused(text):
    assert not clipboard.holds_layers(text)
    with pytest.raises(DesignError, match="holds no layers"):
        clipboard.from_text(text)


@pytest.mark.parametrize(
    "change, words",
    [
        ({"version": 7}, "newer Layerloom"),
        ({"nodes": [{"id": "n1", "type": "Evil", "name": "a"}], "wires": []}, "no layer called"),
        ({"wires": [["n1", 0, "n7", 0]]}, "no node has that id"),
        ({"nodes": [], "wires": []}, "empty drawing"),
        ({"run": "rm -rf"}, "knows nothing of this name"),
    ],
)
def test_damaged_or_hostile_text_is_refused_in_words(rich, change, words):
    record = json.loads(clipboard.to_text(rich, ["n1"])) | change
    text = json.dumps(record)
    with pytest.raises(DesignError, match=words) as refused:
        clipboard.from_text(text)
    told = error_sentence(refused.value)  # in one line, as the canvas tells it
    assert words in told and "\n" not in told and not told.startswith("clipboard")


def test_a_flood_of_text_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(clipboard, "LONGEST_TEXT", 1000)
    with pytest.raises(DesignError, match="more text than a drawing"):
        clipboard.from_text('{"format": "layerloom"' + " " * 1000)
