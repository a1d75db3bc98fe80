"""Does one comparison tell all that changed, and quickly?"""

import time

import pytest

from designer.document import edits
from designer.document.diff import diff
from designer.document.values import Document, Node, Wire, keyed


def test_equal_documents_differ_in_nothing(rich):
    assert not diff(rich, rich)
    copy = Document(**vars(rich))
    assert not diff(rich, copy)


def test_records_that_came_went_and_changed_are_told(rich):
    after = edits.remove(edits.add_node(rich, "Flatten"), ["n3"])
    after = edits.set_parameter(edits.move(after, {"n4": (1, 1)}), "n2", "units", 9)
    change = diff(rich, after)
    assert change.added_nodes == ("n7",) and change.removed_nodes == ("n3",)
    assert change.changed_nodes == {
        "n4": {"x", "y"},
        "n2": {"parameters"},
        "n6": {"parameters"},
    }
    assert set(change.removed_wires) == {
        Wire("n2", 0, "n3", 0), Wire("n3", 0, "n5", 1), Wire("n4", 0, "n5", 2),
    }  # fmt: skip
    assert change.added_wires == (Wire("n4", 0, "n5", 1),)
    assert change.network and change.drawing


def test_notes_frames_and_settings_are_told(rich):
    after = edits.edit_note(edits.remove(rich, ["f1"]), "t1", text="new")
    after = edits.set_data(edits.set_training(edits.set_name(after, "x"), epochs=9), seed=1)
    change = diff(rich, after)
    assert change.changed_notes == {"t1": {"text"}} and change.removed_frames == ("f1",)
    after = edits.set_budget(after, memory=10)
    change = diff(rich, after)
    assert change.name and change.data and change.training and change.budget
    assert change.drawing and not change.network
    back = diff(after, rich)
    assert back.added_frames == ("f1",) == back.added


def test_a_move_calls_for_no_analysis(rich):
    assert not diff(rich, edits.nudge(rich, ["n1", "n2"], 5, 5)).network
    assert diff(rich, edits.bypass(rich, ["n1"])).network
    assert not diff(rich, edits.set_training(rich, epochs=7)).drawing


def test_looking_around_changes_nothing(rich):
    looked = Document(**(vars(rich) | {"view": object()}))
    assert looked == rich and not diff(rich, looked)


@pytest.fixture(scope="module")
def huge():
    return Document(
        nodes=keyed(
            Node(f"n{number}", "Dense", f"dense_{number}", {"units": 3}, number * 10.0)
            for number in range(5000)
        ),
        wires=[Wire(f"n{number}", 0, f"n{number + 1}", 0) for number in range(4990)],
    )


# Several times what each takes on the slow machine of a developer, so that only a change of order
# of growth fails. All are a few milliseconds there.
@pytest.mark.parametrize(
    "edit, limit",
    [
        (lambda d: edits.move(d, {"n7": (1, 1)}), 0.02),
        (lambda d: edits.set_parameter(d, "n7", "units", 4), 0.02),
        (lambda d: edits.add_node(d, "Flatten"), 0.05),
        (lambda d: edits.connect(d, Wire("n4990", 0, "n4991", 0)), 0.05),
        (lambda d: edits.connect(d, Wire("n5", 0, "n4990", 0)), 0.1),
        (lambda d: edits.remove(d, ["n2500"], heal=True), 0.05),
        (lambda d: edits.duplicate(d, [f"n{number}" for number in range(100)]), 0.1),
    ],
    ids=["move", "parameter", "add", "connect", "connect far", "remove", "duplicate"],
)
def test_an_edit_and_its_diff_are_quick_in_a_huge_drawing(huge, edit, limit):
    times = []
    for _ in range(5):
        fresh = Document(nodes=huge.nodes, wires=tuple(huge.wires))
        start = time.perf_counter()
        assert diff(fresh, edit(fresh))
        times.append(time.perf_counter() - start)
    assert min(times) < limit
