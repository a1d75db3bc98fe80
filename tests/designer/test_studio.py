"""Does the Studio hold one truth: edits, undo, selection, saving, recovery?"""

import pytest
from drawings import unlike

from designer.document import edits, files
from designer.document.values import Document, Wire
from designer.studio import Studio
from engine.errors import DesignError


@pytest.fixture
def heard(studio):
    """Everything that the Studio sends, by signal."""
    heard = {
        name: []
        for name in (
            "document_changed",
            "analysis_changed",
            "selection_changed",
            "noticed",
            "focus_requested",
        )
    }
    for name, calls in heard.items():
        getattr(studio, name).connect(calls.append)
    return heard


def test_an_edit_is_told_once_with_before_and_after(studio, heard):
    before = studio.document
    assert studio.edit("Rename", edits.rename, "n4", "digits")
    (difference,) = heard["document_changed"]
    assert difference.before is before
    assert difference.after is studio.document
    assert difference.changed_nodes == {"n4": {"name"}}


def test_the_analysis_is_ready_when_the_edit_is_told(studio):
    seen = []
    studio.document_changed.connect(lambda _: seen.append(studio.analysis.facts["n4"].parameters))
    studio.edit("Set units", edits.set_parameter, "n4", "units", 3)
    assert seen == [(26 * 26 * 8 + 1) * 3]


def test_moving_layers_calls_for_no_new_analysis(studio, heard):
    studio.edit("Move", edits.move, {"n4": (5.0, 5.0)})
    assert len(heard["document_changed"]) == 1
    assert heard["analysis_changed"] == []


def test_a_refused_edit_becomes_a_notice_and_changes_nothing(studio, heard):
    before = studio.document
    assert not studio.edit("Set", edits.set_parameter, "n4", "units", "many")
    assert studio.document is before
    assert "units must be a whole number" in heard["noticed"][0].text
    assert heard["document_changed"] == []


def test_a_caller_can_show_a_refusal_itself(studio, heard):
    with pytest.raises(DesignError):
        studio.try_edit("Set", edits.set_parameter, "n4", "units", 0)
    assert heard["noticed"] == []


def test_an_edit_that_changes_nothing_is_no_step(studio, heard):
    assert studio.edit("Rename", edits.rename, "n4", studio.document.nodes["n4"].name)
    assert not studio.history.can_undo
    assert heard["document_changed"] == []


def test_undo_brings_back_the_very_same_document(studio):
    before = studio.document
    studio.edit("Remove", edits.remove, ["n2"])
    assert studio.history.undo_label == "Remove"
    studio.undo()
    assert studio.document is before
    studio.redo()
    assert "n2" not in studio.document.nodes


def test_undo_with_nothing_to_undo_is_quiet(studio, heard):
    studio.undo()
    studio.redo()
    assert heard["document_changed"] == []


def test_typing_is_one_step(studio):
    for units in (1, 12, 128):
        studio.edit("Set units", edits.set_parameter, "n4", "units", units, merge="n4.units")
    studio.undo()
    assert studio.document.nodes["n4"].parameters["units"] == 10


def test_leaving_a_field_ends_its_step(studio):
    studio.edit("Set units", edits.set_parameter, "n4", "units", 20, merge="n4.units")
    studio.seal()
    studio.edit("Set units", edits.set_parameter, "n4", "units", 30, merge="n4.units")
    studio.undo()
    assert studio.document.nodes["n4"].parameters["units"] == 20


def test_selection_modes_combine(studio, heard):
    studio.select(["n1", "n2"])
    studio.select(["n3"], "add")
    studio.select(["n1"], "toggle")
    studio.select(["n2"], "remove")
    assert studio.selection == {"n3"}
    assert len(heard["selection_changed"]) == 4


def test_selecting_the_same_again_says_nothing(studio, heard):
    studio.select(["n1"])
    studio.select(["n1"])
    assert len(heard["selection_changed"]) == 1


def test_what_is_deleted_is_no_longer_selected(studio):
    wire = Wire("n1", 0, "n2", 0)
    studio.select(["n1", "n2"], wires=[wire])
    studio.edit("Remove", edits.remove, ["n2"])
    assert studio.selection == {"n1"}
    assert studio.selected_wires == frozenset()


def test_focus_selects_and_asks_to_be_shown(studio, heard):
    studio.focus("n3")
    assert studio.selection == {"n3"}
    assert heard["focus_requested"] == ["n3"]


def test_saving_makes_clean_and_undoing_to_the_saved_state_too(studio, tmp_path):
    path = tmp_path / "net.loom"
    studio.edit("Rename", edits.rename, "n4", "digits")
    assert studio.dirty
    studio.save(path)
    assert not studio.dirty
    assert studio.path == path
    assert studio.name == "net"
    studio.edit("Rename", edits.rename, "n4", "other")
    assert studio.dirty
    studio.undo()
    assert not studio.dirty
    assert files.read(path) == studio.document


def test_loading_forgets_history_and_selection(studio, tmp_path):
    studio.edit("Rename", edits.rename, "n4", "digits")
    studio.select(["n4"])
    studio.load(Document(name="Other"), tmp_path / "other.loom")
    assert not studio.history.can_undo
    assert studio.selection == frozenset()
    assert studio.name == "other"
    assert not studio.dirty


def test_unsaved_work_is_kept_for_a_crash_and_forgotten_when_saved(studio, tmp_path):
    studio.edit("Rename", edits.rename, "n4", "digits")
    studio.write_recovery()
    kept = files.recovery_path(None)
    assert kept.exists()
    studio.save(tmp_path / "net.loom")
    assert not kept.exists()


def test_a_recovery_that_cannot_be_written_is_told(studio, heard, monkeypatch):
    def fail(*_):
        raise DesignError("The disk is full.")

    monkeypatch.setattr(files, "write_recovery", fail)
    studio.edit("Rename", edits.rename, "n4", "digits")
    studio.write_recovery()
    assert "The disk is full." in [notice.text for notice in heard["noticed"]]


def test_a_new_studio_is_empty_and_clean(qapp):
    studio = Studio()
    assert not studio.document.nodes
    assert not studio.dirty
    assert studio.run is None


def test_a_large_edit_is_looked_at_between_events_and_who_asks_gets_the_truth(qtbot, studio):
    told = []
    studio.load(unlike(units=600))
    qtbot.waitUntil(lambda: not studio.is_analysing)
    studio.analysis_changed.connect(told.append)
    studio.edit("Set", edits.set_parameter, "n1", "shape", [5, 7])
    assert studio.is_analysing and not told
    assert studio.analysis.facts["n60"].outputs[0].shape == (None, 5, 660)
    qtbot.waitUntil(lambda: not studio.is_analysing)
    assert told == [studio.analysis]
    # A further edit takes the place of work that is still under way; small ones end at once.
    studio.edit("Set", edits.set_parameter, "n1", "shape", [6, 7])
    studio.edit("Set", edits.set_parameter, "n1", "shape", [8, 7])
    qtbot.waitUntil(lambda: not studio.is_analysing)
    assert len(told) == 2 and told[1].facts["n60"].outputs[0].shape == (None, 8, 660)
    studio.edit("Rename", edits.rename, "n60", "last")
    assert len(told) == 3 and not studio.is_analysing
