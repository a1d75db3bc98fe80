"""Does the wiring law hold: slots, order, circles, and words for each refusal?"""

import pytest

from designer.document import edits, kinds
from designer.document.values import Document, Wire
from designer.document.wiring import can_connect, free_slot
from engine.errors import DesignError


def test_wire_into_used_slot_replaces_it(chain):
    document = edits.connect(chain, Wire("n1", 0, "n3", 0))
    assert document.wires == (Wire("n1", 0, "n2", 0), Wire("n1", 0, "n3", 0))


@pytest.mark.parametrize(
    "wire, message",
    [
        (Wire("n2", 0, "n2", 0), "dense cannot feed itself"),
        (
            Wire("n3", 0, "n2", 0),
            r"close a circle: dense already leads to dense_1 \(dense → dense_1",
        ),
        (Wire("n2", 0, "n1", 0), "input_1 takes no input"),
        (Wire("n1", 0, "n3", 1), "dense_1 has no input 2. It takes 1"),
        (Wire("n1", 0, "n3", -1), "dense_1 has no input 0"),
        (Wire("n1", -1, "n3", 0), "input_1 has no output 0"),
        (Wire("n1", 99, "n3", 0), "input_1 has no output 100"),
        (Wire("n1", 0, "n2", 0), "input_1 already feeds this input of dense"),
        (Wire("n9", 0, "n2", 0), "no layer 'n9'"),
        (Wire("n1", 0, "n9", 0), "no layer 'n9'"),
    ],
)
def test_a_wire_that_cannot_be_is_refused_in_words(chain, wire, message):
    with pytest.raises(DesignError, match=message):
        edits.connect(chain, wire)
    assert str(can_connect(chain, wire))


def test_a_long_way_round_is_told_shortly():
    document = edits.add_node(Document(), "Flatten")
    for _ in range(9):
        document = edits.add_node(document, "Flatten")
    document = edits.join_in_order(document, document.nodes)
    error = can_connect(document, Wire("n10", 0, "n1", 0))
    assert "flatten → flatten_1 → flatten_2 → … → flatten_8 → flatten_9" in str(error)


def test_a_diamond_is_no_circle_and_is_checked_at_once():
    document = edits.add_node(Document(), "Input")
    for step in range(40):
        document = edits.add_node(document, "Add")
        for slot in (0, 1):
            document = edits.connect(document, Wire(f"n{step + 1}", 0, f"n{step + 2}", slot))
    assert can_connect(document, Wire("n41", 0, "n2", 2)) is not None
    assert can_connect(document, Wire("n1", 0, "n41", 2)) is None


def test_a_port_for_many_appends_wherever_a_wire_is_dropped_behind_its_last(rich):
    document = edits.connect(rich, Wire("n1", 0, "n5", 17))
    assert document.wires.into("n5")[-1] == Wire("n1", 0, "n5", 3)
    document = edits.connect(document, Wire("n1", 0, "n5", 1))
    assert [wire.source for wire in document.wires.into("n5")] == ["n2", "n1", "n4", "n1"]


def test_one_layer_may_feed_several_slots(chain):
    document = edits.add_node(chain, "Add")
    for slot in (0, 1):
        document = edits.connect(document, Wire("n3", 0, "n5", slot))
    assert len(document.wires.into("n5")) == 2


def test_removing_a_wire_closes_up_the_rest(rich):
    document = edits.disconnect(rich, [Wire("n3", 0, "n5", 1)])
    assert document.wires.into("n5") == (Wire("n2", 0, "n5", 0), Wire("n4", 0, "n5", 1))
    with pytest.raises(DesignError, match="not in this drawing any more"):
        edits.disconnect(document, [Wire("n3", 0, "n5", 1)])


def test_slots_of_fixed_ports_stay_where_they_are(chain):
    document = edits.add_node(chain, "Attention")
    for slot, source in enumerate(("n1", "n2", "n3")):
        document = edits.connect(document, Wire(source, 0, "n5", slot))
    document = edits.disconnect(document, [Wire("n2", 0, "n5", 1)])
    assert [wire.target_port for wire in document.wires.into("n5")] == [0, 2]
    assert free_slot(document, "n5") == 1


def test_a_port_for_many_may_follow_single_ones(chain):
    document = edits.add_node(chain, "RNN")
    assert free_slot(document, "n5") == 0
    for slot, source in ((0, "n1"), (9, "n2"), (9, "n3")):
        document = edits.connect(document, Wire(source, 0, "n5", slot))
    assert [wire.target_port for wire in document.wires.into("n5")] == [0, 1, 2]
    assert free_slot(document, "n5") == 3
    document = edits.disconnect(document, [Wire("n1", 0, "n5", 0)])
    assert [wire.target_port for wire in document.wires.into("n5")] == [1, 2]
    assert free_slot(document, "n5") == 0
    assert kinds.get(document, "RNN").port_of(1).name == "initial_state"


def test_a_free_slot_is_told_for_each_kind(rich):
    assert [free_slot(rich, key) for key in rich.nodes] == [None, None, None, 0, 3, None]


def test_pulling_a_wire_off_and_plugging_it_elsewhere_is_one_edit(rich):
    document = edits.reconnect(rich, Wire("n2", 0, "n5", 0), Wire("n2", 0, "n4", 0))
    assert document.wires.into("n5") == (Wire("n3", 0, "n5", 0), Wire("n4", 0, "n5", 1))
    assert document.wires.into("n4") == (Wire("n2", 0, "n4", 0),)
    assert edits.reconnect(rich, rich.wires[0], rich.wires[0]) is rich
    with pytest.raises(DesignError, match="circle"):
        edits.reconnect(rich, Wire("n2", 0, "n3", 0), Wire("n5", 0, "n4", 0))


def test_pulling_the_source_end_keeps_the_slot(rich):
    document = edits.replace_source(rich, Wire("n3", 0, "n5", 1), "n1")
    assert document.wires.into("n5")[1] == Wire("n1", 0, "n5", 1)


def test_inputs_can_be_swapped_one_of_them_empty(chain):
    document = edits.connect(edits.add_node(chain, "Attention"), Wire("n1", 0, "n5", 0))
    document = edits.swap_inputs(document, "n5", 0, 2)
    assert document.wires.into("n5") == (Wire("n1", 0, "n5", 2),)
    with pytest.raises(DesignError, match="no two inputs"):
        edits.swap_inputs(document, "n3")


def test_joining_follows_the_order_of_selection(chain):
    document = edits.join_in_order(edits.disconnect(chain, chain.wires), ["n1", "n3", "n2"])
    assert document.wires == (Wire("n1", 0, "n3", 0), Wire("n3", 0, "n2", 0))
    assert edits.join_in_order(document, ["n1", "n3", "n2"]) is document
    with pytest.raises(DesignError, match="Every input of dense is taken"):
        edits.join_in_order(document, ["n1", "n2"])
    with pytest.raises(DesignError, match="at least two"):
        edits.join_in_order(document, ["n1"])


def test_a_node_of_the_drawing_can_be_dropped_on_a_wire(chain):
    document = edits.insert_on_wire(chain, "n4", Wire("n2", 0, "n3", 0))
    assert document.wires == (
        Wire("n1", 0, "n2", 0), Wire("n4", 0, "n3", 0), Wire("n2", 0, "n4", 0),
    )  # fmt: skip


def test_a_node_fed_by_the_same_output_keeps_that_wire_when_it_is_dropped_on_another(chain):
    document = edits.connect(chain, Wire("n2", 0, "n4", 0))
    document = edits.insert_on_wire(document, "n4", Wire("n2", 0, "n3", 0))
    assert document.wires.into("n4") == (Wire("n2", 0, "n4", 0),)
    assert document.wires.into("n3") == (Wire("n4", 0, "n3", 0),)


def test_dropping_on_a_wire_is_refused_where_it_cannot_be(chain):
    for key, wire, message in (
        ("n2", Wire("n1", 0, "n2", 0), "end of this wire"),
        ("n4", Wire("n1", 0, "n3", 0), "not in this drawing"),
        ("n1", Wire("n2", 0, "n3", 0), "takes no input"),
        ("n3", Wire("n1", 0, "n2", 0), "Every input of dense_1 is taken"),
    ):
        with pytest.raises(DesignError, match=message):
            edits.insert_on_wire(chain, key, wire)


def test_a_node_cannot_be_dropped_on_a_wire_before_or_behind_itself(rich):
    ahead = edits.disconnect(rich, [Wire("n1", 0, "n2", 0), Wire("n3", 0, "n5", 1)])
    ahead = edits.connect(ahead, Wire("n3", 0, "n4", 0))
    with pytest.raises(DesignError, match="circle"):
        edits.insert_on_wire(ahead, "n2", Wire("n3", 0, "n4", 0))
    with pytest.raises(DesignError, match="circle"):
        edits.insert_on_wire(rich, "n5", Wire("n1", 0, "n2", 0))


def test_up_and_downstream_are_all_that_lead_there(rich):
    assert edits.upstream(rich, ["n5"]) == {"n1", "n2", "n3", "n4"}
    assert edits.downstream(rich, ["n1"]) == {"n2", "n3", "n5"}
    assert edits.downstream(rich, ["n1", "n2"]) == {"n3", "n5"}
    assert edits.upstream(rich, ["t1"]) == frozenset()


def test_a_drawing_has_a_limit_of_wires(chain, monkeypatch):
    monkeypatch.setattr("designer.document.wiring.MOST_WIRES", 2)
    assert "at most 2 wires" in str(can_connect(chain, Wire("n1", 0, "n4", 0)))
