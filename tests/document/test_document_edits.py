"""Do edits do what they say, and can each be undone to the identical document?"""

import document_laws as laws
import fake_layers
import pytest

from designer.document import edits
from designer.document.diff import diff
from designer.document.history import History
from designer.document.values import Document, Wire
from engine import registry
from engine.errors import DesignError

FRAGMENT = edits.add_note(Document(), "from afar", 5, 5)

# One use of every edit on the drawing `rich`.
USES = {
    "add_node": lambda d: edits.add_node(d, "Conv2D", 1, 2, {"filters": 4, "kernel_size": 3}),
    "add_after": lambda d: edits.add_after(d, "n3", 0, "Flatten", 9, 9),
    "add_before": lambda d: edits.add_before(d, "n4", 0, "Flatten", 9, 9),
    "add_on_wire": lambda d: edits.add_on_wire(d, Wire("n1", 0, "n2", 0), "Flatten", 9, 9),
    "remove": lambda d: edits.remove(d, ["n2", "n4", "t1"]),
    "connect": lambda d: edits.connect(d, Wire("n1", 0, "n4", 0)),
    "disconnect": lambda d: edits.disconnect(d, [Wire("n2", 0, "n5", 0)]),
    "reconnect": lambda d: edits.reconnect(d, Wire("n2", 0, "n3", 0), Wire("n1", 0, "n3", 0)),
    "replace_source": lambda d: edits.replace_source(d, Wire("n4", 0, "n6", 0), "n3"),
    "swap_inputs": lambda d: edits.swap_inputs(d, "n5", 0, 2),
    "join_in_order": lambda d: edits.join_in_order(d, ["n1", "n4", "n5"]),
    "insert_on_wire": lambda d: edits.insert_on_wire(
        edits.disconnect(d, d.wires.out_of("n4")), "n4", Wire("n1", 0, "n2", 0)
    ),
    "rewire": lambda d: edits.rewire(d, {Wire("n2", 0, "n5", 0): Wire("n1", 0, "n5", 0)}),
    "make_room": lambda d: edits.make_room(edits.move(d, {"n3": (450, 0)}), "n2"),
    "move": lambda d: edits.move(d, {"n1": (7, 8), "t1": (1.234, 2), "f1": (0, 0)}),
    "nudge": lambda d: edits.nudge(d, ["n1", "t1"], 1, -1),
    "align": lambda d: edits.align(d, ["n1", "n4", "t1"], "left"),
    "distribute": lambda d: edits.distribute(d, ["n1", "n2", "n5"], "horizontal"),
    "set_parameter": lambda d: edits.set_parameter(d, "n2", "units", 99),
    "set_parameters": lambda d: edits.set_parameters(d, "n2", {"units": 9, "use_bias": False}),
    "reset_parameters": lambda d: edits.reset_parameters(d, ["n2"], ["units"]),
    "rename": lambda d: edits.rename(d, "n2", "encoder"),
    "duplicate": lambda d: edits.duplicate(d, ["n2", "n3", "n6", "t1", "f1"]),
    "paste": lambda d: edits.paste(d, FRAGMENT, (100, 100)),
    "bypass": lambda d: edits.bypass(d, ["n4", "n2"]),
    "collapse": lambda d: edits.collapse(d, ["n4"]),
    "make_shared_instance": lambda d: edits.make_shared_instance(d, "n6", 1, 1),
    "unshare": lambda d: edits.unshare(d, ["n6"]),
    "add_note": lambda d: edits.add_note(d, "hello", 1, 1),
    "edit_note": lambda d: edits.edit_note(d, "t1", text="changed", width=300),
    "add_frame": lambda d: edits.add_frame(d, "Head", 1, 1),
    "edit_frame": lambda d: edits.edit_frame(d, "f1", title="Heart", color="#ff0000"),
    "frame_around": lambda d: edits.frame_around(d, ["n1", "t1"], "All"),
    "set_data": lambda d: edits.set_data(d, test_share=0.3, features=["a", "b"]),
    "set_budget": lambda d: edits.set_budget(d, parameters=20_000),
    "set_training": lambda d: edits.set_training(d, loss="mse", metrics=()),
    "set_name": lambda d: edits.set_name(d, "  Another\tname "),
}
NO_EDITS = {
    "can_connect", "downstream", "extract", "free_slot", "fresh_id", "share_group", "upstream",
}  # fmt: skip


def test_every_edit_is_tried_here():
    assert set(USES) == set(edits.__all__) - NO_EDITS


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_undo_gives_the_identical_document_and_redo_the_edited_one(rich, use):
    history = History(rich)
    edited = use(rich)
    assert history.push("Edit", edited)
    laws.check(edited)
    assert history.undo() is rich
    laws.check(rich)
    assert history.redo() is edited
    assert diff(rich, edited)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_an_edit_leaves_its_document_alone(rich, use):
    before = (rich.nodes.copy(), tuple(rich.wires), dict(rich.notes), dict(rich.frames))
    use(rich)
    assert before == (rich.nodes, rich.wires, rich.notes, rich.frames)


def test_layers_are_named_as_keras_counts():
    document = Document()
    for kind in ("Input", "Dense", "Input", "Dense", "MaxPool2D", "Conv2D", "RNN"):
        document = edits.add_node(document, kind)
    assert [node.name for node in document.nodes.values()] == [
        "input_1", "dense", "input_2", "dense_1", "max_pooling2d", "conv2d", "rnn",
    ]  # fmt: skip
    assert list(document.nodes) == [f"n{number}" for number in range(1, 8)]


def test_an_alias_stands_for_its_layer(chain):
    assert edits.add_node(chain, "MaxPool2D").nodes["n5"].type == "MaxPooling2D"


def test_an_unknown_layer_is_refused_with_the_nearest_name(chain):
    with pytest.raises(DesignError, match="Did you mean Dense"):
        edits.add_node(chain, "Dens")


def test_an_added_node_can_be_given_its_id_and_name(chain):
    document = edits.add_node(chain, "Dense", id="mine", name="head")
    assert document.nodes["mine"].name == "head"
    for taken in ("n1", ""):
        with pytest.raises(DesignError, match="taken"):
            edits.add_node(chain, "Dense", id=taken)
    with pytest.raises(DesignError, match="another layer called dense"):
        edits.add_node(chain, "Dense", name="dense")


def test_a_place_must_be_two_finite_numbers(chain):
    for x in (float("nan"), float("inf"), 1e12, "3", None, 10**400):
        with pytest.raises(DesignError, match="finite"):
            edits.add_node(chain, "Dense", x, 0)
        with pytest.raises(DesignError, match="finite"):
            edits.move(chain, {"n1": (0, x)})


def test_a_layer_added_on_a_wire_takes_its_place(chain):
    document = edits.add_on_wire(chain, Wire("n2", 0, "n3", 0), "Dropout", 450, 0)
    assert document.wires == (
        Wire("n1", 0, "n2", 0), Wire("n5", 0, "n3", 0), Wire("n2", 0, "n5", 0),
    )  # fmt: skip


def test_what_takes_no_input_cannot_be_put_after_a_layer_or_on_a_wire(chain):
    for attempt in (
        lambda: edits.add_after(chain, "n3", 0, "Input", 0, 0),
        lambda: edits.add_on_wire(chain, Wire("n1", 0, "n2", 0), "Input", 0, 0),
    ):
        with pytest.raises(DesignError, match="input_2 takes no input"):
            attempt()


def test_removing_takes_the_wires_along_and_ignores_what_is_gone(rich):
    document = edits.remove(rich, ["n3", "ghost"])
    assert "n3" not in document.nodes
    assert [wire for wire in document.wires if "n3" in wire] == []
    assert edits.remove(rich, ["ghost"]) is rich


def test_removing_a_source_closes_the_slots_of_an_add(rich):
    document = edits.remove(rich, ["n2"])
    assert document.wires.into("n5") == (Wire("n3", 0, "n5", 0), Wire("n4", 0, "n5", 1))


def test_healing_joins_what_stood_around_the_gap(chain):
    document = edits.remove(chain, ["n2"], heal=True)
    assert document.wires == (Wire("n1", 0, "n3", 0),)


def test_healing_passes_over_several_layers_and_keeps_slots(rich):
    document = edits.remove(rich, ["n2", "n3"], heal=True)
    assert document.wires.into("n5") == (
        Wire("n1", 0, "n5", 0), Wire("n1", 0, "n5", 1), Wire("n4", 0, "n5", 2),
    )  # fmt: skip


def test_healing_leaves_open_what_nothing_fed(chain):
    document = edits.remove(chain, ["n1"], heal=True)
    assert document.wires == (Wire("n2", 0, "n3", 0),)


def test_when_the_owner_of_shared_weights_goes_the_next_call_owns_them(rich):
    rich = edits.make_shared_instance(rich, "n2", 0, 0)
    document = edits.remove(rich, ["n2"])
    assert document.nodes["n6"].shares is None
    assert document.nodes["n7"].shares == "n6"


def test_calls_of_one_layer_have_the_same_parameters(rich):
    for key in ("n2", "n6"):
        document = edits.set_parameter(rich, key, "units", 21)
        assert document.nodes["n2"].parameters == document.nodes["n6"].parameters == {"units": 21}
    assert edits.share_group(rich, "n6") == ("n2", "n6")
    alone = edits.set_parameter(edits.unshare(rich, ["n6"]), "n6", "units", 21)
    assert alone.nodes["n2"].parameters == {"units": 8}


def test_unsharing_an_owner_leaves_the_other_calls_together(rich):
    rich = edits.make_shared_instance(rich, "n2", 0, 0)
    document = edits.unshare(rich, ["n2"])
    assert [document.nodes[key].shares for key in ("n2", "n6", "n7")] == [None, None, "n6"]


def test_an_input_cannot_be_called_twice(chain):
    with pytest.raises(DesignError, match="cannot be called twice"):
        edits.make_shared_instance(chain, "n1", 0, 0)


def test_a_default_is_kept_by_leaving_the_parameter_out(chain):
    document = edits.set_parameter(chain, "n2", "activation", "relu")
    assert document.nodes["n2"].parameters == {"units": 8, "activation": "relu"}
    assert edits.set_parameter(document, "n2", "activation", "LINEAR") == chain
    assert edits.set_parameter(chain, "n2", "activation", "linear") is chain


def test_values_are_kept_as_the_field_writes_them():
    document = edits.add_node(Document(), "Conv2D", 0, 0, {"kernel_size": 3, "strides": 1})
    assert document.nodes["n1"].parameters == {"kernel_size": (3, 3)}
    document = edits.set_parameter(document, "n1", "filters", 4.0)
    assert list(document.nodes["n1"].parameters) == ["filters", "kernel_size"]


@pytest.mark.parametrize(
    "name, value, message",
    [
        ("units", 0, "at least 1"),
        ("units", "many", "whole number"),
        ("units", float("nan"), "no number for a project"),
        ("units", 10**30, "too large"),
        ("units", {"a": object()}, "cannot be kept"),
        ("activation", "relux", "cannot be 'relux'"),
        ("unit", 3, "Did you mean units"),
    ],
)
def test_a_bad_value_is_refused_beside_its_field(chain, name, value, message):
    with pytest.raises(DesignError, match=message) as caught:
        edits.set_parameter(chain, "n2", name, value)
    assert caught.value.where.layer == "n2"
    assert caught.value.where.field in (name, None)


def test_resetting_keeps_what_has_no_default_unless_it_is_named(chain):
    document = edits.set_parameters(chain, "n2", {"activation": "relu", "use_bias": False})
    assert edits.reset_parameters(document, ["n2"]) == chain
    assert edits.reset_parameters(document, ["n2"], ["units"]).nodes["n2"].parameters == {
        "activation": "relu",
        "use_bias": False,
    }


@pytest.mark.parametrize("name", ["", " ", "a b", "层", "_a", "-a", "a/b", "a\n", "x" * 101, 'a"b'])
def test_names_that_keras_would_refuse_are_refused(chain, name):
    if name == "a\n":
        assert edits.rename(chain, "n2", name).nodes["n2"].name == "a"
        return
    with pytest.raises(DesignError) as caught:
        edits.rename(chain, "n2", name)
    assert caught.value.where.field == "name"


def test_a_name_is_had_by_one_layer_only(chain):
    with pytest.raises(DesignError, match="another layer called dense_1"):
        edits.rename(chain, "n2", "dense_1")
    assert edits.rename(chain, "n2", "dense") is chain


def test_a_duplicate_has_the_wires_inside_and_a_name_of_its_own(rich):
    document = edits.duplicate(rich, ["n2", "n3", "n5"])
    new = diff(rich, document)
    assert new.added == ("n7", "n8", "n9")
    assert [document.nodes[key].name for key in new.added] == ["dense_3", "dense_4", "add_1"]
    assert new.added_wires == (
        Wire("n7", 0, "n8", 0), Wire("n7", 0, "n9", 0), Wire("n8", 0, "n9", 1),
    )  # fmt: skip
    assert (document.nodes["n7"].x, document.nodes["n7"].y) == (340, 40)


def test_calls_of_one_layer_are_copied_as_calls_of_one_layer(rich):
    both = edits.duplicate(rich, ["n2", "n6"])
    assert both.nodes["n8"].shares == "n7"
    one = edits.duplicate(rich, ["n6"])
    assert one.nodes["n7"].shares is None


def test_a_paste_is_centred_where_it_was_asked_for(chain):
    fragment = edits.extract(chain, ["n1", "n2"])
    document = edits.paste(chain, fragment, (1000, 500), sizes=lambda key: (100, 50))
    first, second = (document.nodes[key] for key in diff(chain, document).added)
    assert (first.x + second.x + 100) / 2 == 1000
    assert first.y == second.y == 475


def test_a_paste_never_pastes_names_or_ids_twice(chain):
    document = chain
    for _ in range(3):
        document = edits.paste(document, chain)
    laws.check(document)
    assert len(document.nodes) == 16


def test_bypass_and_collapse_turn_over(chain):
    for edit, flag in ((edits.bypass, "bypassed"), (edits.collapse, "collapsed")):
        once = edit(chain, ["n2"])
        both = edit(once, ["n2", "n3"])
        assert all(getattr(both.nodes[key], flag) for key in ("n2", "n3"))
        assert edit(both, ["n2", "n3"]) == chain
        assert edit(chain, ["n2"], on=False) is chain


def test_a_drawing_has_limits_that_its_file_has_too(chain, monkeypatch):
    monkeypatch.setattr("designer.document.copies.MOST_NODES", 5)
    monkeypatch.setattr("designer.document.copies.MOST_NOTES", 0)
    full = edits.add_node(chain, "Dense")
    for attempt in (
        lambda: edits.add_node(full, "Dense"),
        lambda: edits.make_shared_instance(full, "n2", 0, 0),
        lambda: edits.duplicate(chain, ["n1", "n2"]),
        lambda: edits.paste(chain, FRAGMENT),
    ):
        with pytest.raises(DesignError, match="at most"):
            attempt()


@pytest.mark.parametrize(
    "change",
    [{"text": "x" * 20_001}, {"text": "a\0"}, {"text": "\ud800"}, {"color": "url(x)"}, {"text": 3}],
)
def test_a_note_that_no_file_could_hold_is_refused(rich, change):
    with pytest.raises(DesignError):
        edits.edit_note(rich, "t1", **change)


def test_a_frame_lies_round_what_it_was_made_for(chain):
    document = edits.frame_around(chain, ["n1", "n2"], "Both", sizes={"n1": (100, 50)})
    frame = document.frames["f1"]
    assert frame.x < 0 and frame.y < 0
    assert frame.x + frame.width > 300 + 216 and frame.y + frame.height > 84


@pytest.mark.parametrize(
    "line, expected",
    [
        ("left", [(0, 0), (0, 100)]),
        ("right", [(60, 0), (0, 100)]),
        ("center", [(30, 0), (0, 100)]),
        ("top", [(0, 0), (50, 0)]),
        ("bottom", [(0, 130), (50, 100)]),
        ("middle", [(0, 65), (50, 50)]),
    ],
)
def test_aligning_brings_edges_or_middles_to_one_line(line, expected):
    document = edits.add_node(edits.add_node(Document(), "Flatten", 0, 0), "Flatten", 50, 100)
    sizes = {"n1": (40.0, 20.0), "n2": (100.0, 50.0)}
    if line in ("left", "right", "center"):
        document = edits.move(document, {"n2": (0, 100)})
    moved = edits.align(document, ["n1", "n2"], line, sizes)
    assert [(node.x, node.y) for node in moved.nodes.values()] == expected


def test_distributing_makes_gaps_equal_and_keeps_the_ends():
    document = Document()
    for x in (0, 40, 300):
        document = edits.add_node(document, "Flatten", x, x)
    sizes = {"n1": (50.0, 10.0), "n2": (20.0, 10.0), "n3": (50.0, 10.0)}
    moved = edits.distribute(document, ["n3", "n2", "n1"], "horizontal", sizes)
    assert [node.x for node in moved.nodes.values()] == [0, 165, 300]
    moved = edits.distribute(document, ["n3", "n2", "n1"], "vertical", sizes)
    assert [node.y for node in moved.nodes.values()] == [0, 150, 300]
    with pytest.raises(DesignError, match="at least 3"):
        edits.distribute(document, ["n1", "n2"], "vertical")


def test_making_room_pushes_what_follows(chain):
    document = edits.add_on_wire(chain, Wire("n1", 0, "n2", 0), "Flatten", 0, 0)
    document = edits.make_room(document, "n5")
    spots = {key: node.x for key, node in document.nodes.items()}
    assert spots == {"n1": 0, "n5": 280, "n2": 560, "n3": 860, "n4": 300}
    roomy = edits.move(document, {"n2": (2000, 0), "n3": (2300, 0)})
    assert edits.make_room(roomy, "n5").nodes["n2"].x == 2000


def test_settings_are_checked_by_their_fields(chain):
    document = edits.set_training(chain, learning_rate=1, metrics=["mae"])
    assert document.training.learning_rate == 1.0
    assert document.training.metrics == ("mae",)
    for bad in (
        {"epochs": 0}, {"batch_size": "x"}, {"learning_rate": float("inf")}, {"epoch": 3},
        {"validation_share": 1.0}, {"metrics": "accuracy"}, {"optimizer_parameters": [1]},
    ):  # fmt: skip
        with pytest.raises(DesignError) as caught:
            edits.set_training(chain, **bad)
        assert caught.value.where.field == next(iter(bad))
    with pytest.raises(DesignError, match="cannot be 'log'"):
        edits.set_data(chain, scale="log")


def test_a_layer_named_in_another_language_gets_a_name_that_keras_takes(chain, monkeypatch):
    kinds = {**fake_layers.KINDS, "卷积": fake_layers.kind("卷积")}
    monkeypatch.setattr(registry, "_types", kinds)
    document = edits.add_node(edits.add_node(chain, "卷积"), "卷积")
    assert [node.name for node in document.nodes.values()][-2:] == ["layer", "layer_1"]
    laws.check(document)
