"""Do layers go into other layers and come out again, to the letter, and does nothing else move?"""

import document_laws as laws
import pytest

from designer.document import edits, slots
from designer.document.analysis import analyse
from designer.document.insides import inside
from designer.document.slots import Place
from designer.document.values import Document, FrozenDict, Wire
from engine.errors import DesignError

LAYER, BACK = (Place("layer"),), (Place("backward_layer"),)


def cell(number: int) -> slots.Path:
    return (Place("cell", number),)


def held(document, key="w", field="cell"):
    """The types in a field, in order."""
    kept = document.nodes[key].parameters.get(field)
    items = (kept,) if isinstance(kept, FrozenDict) else kept or ()
    return [item["type"] for item in items]


@pytest.fixture
def walker():
    """An Input, an LSTM and a Dense in a row, and an empty Bidirectional beside them."""
    document = edits.add_node(Document(), "Input", parameters={"shape": [5, 3]}, id="a")
    document = edits.add_after(document, "a", 0, "LSTM", 300, 0, {"units": 4}, id="b")
    document = edits.add_after(document, "b", 0, "Dense", 600, 0, {"units": 2}, id="c")
    return edits.add_node(document, "Bidirectional", 300, 300, id="w")


@pytest.fixture
def stack():
    """An RNN with three cells, fed with sequences."""
    cells = [
        {"type": kind, "parameters": {"units": units}}
        for kind, units in (("LSTMCell", 4), ("GRUCell", 5), ("SimpleRNNCell", 6))
    ]
    document = edits.add_node(Document(), "Input", parameters={"shape": [5, 3]}, id="a")
    return edits.add_after(document, "a", 0, "RNN", 300, 0, {"cell": cells}, id="w")


def test_a_layer_with_wires_hands_them_to_what_holds_it(walker):
    document = slots.put_into(walker, "w", LAYER, "b")
    laws.check(document)
    assert document.nodes["w"].parameters["layer"] == {"type": "LSTM", "parameters": {"units": 4}}
    assert set(document.wires) == {Wire("a", 0, "w", 0), Wire("w", 0, "c", 0)}
    assert analyse(document).facts["w"].outputs[0].shape == (None, 8)


def test_where_what_holds_it_has_wires_the_gap_closes(walker):
    document = edits.connect(walker, Wire("a", 0, "w", 0))
    document = slots.put_into(document, "w", LAYER, "b")
    assert set(document.wires) == {Wire("a", 0, "w", 0), Wire("a", 0, "c", 0)}


def test_taken_out_and_put_back_it_is_what_it_was(walker):
    filled = slots.put_into(walker, "w", LAYER, "b")
    document = slots.take_out(filled, "w", LAYER, 40, 50, id="out")
    laws.check(document)
    assert "layer" not in document.nodes["w"].parameters
    assert document.nodes["out"].parameters == {"units": 4}
    assert slots.put_into(document, "w", LAYER, "out") == filled


def test_what_does_not_fit_is_refused_with_its_name(walker):
    with pytest.raises(DesignError, match="Dense does not fit into layer of bidirectional"):
        slots.put_into(walker, "w", LAYER, "c")
    with pytest.raises(DesignError, match="does not fit"):
        slots.fill(walker, "w", LAYER, "Embedding")
    shared = edits.make_shared_instance(walker, "b", 0, 600, id="s")
    with pytest.raises(DesignError, match="shares its weights"):
        slots.put_into(shared, "w", LAYER, "b")
    with pytest.raises(DesignError, match="empty"):
        slots.empty(walker, "w", LAYER)
    with pytest.raises(DesignError, match="no such slot"):
        slots.fill(walker, "w", cell(0), "LSTM")


def test_cells_are_put_between_moved_and_taken_from_a_list(stack):
    document = slots.fill(stack, "w", cell(1), "GRUCell", among=True)
    assert held(document) == ["LSTMCell", "GRUCell", "GRUCell", "SimpleRNNCell"]
    assert held(slots.fill(stack, "w", cell(1), "LSTMCell")) == [
        "LSTMCell", "LSTMCell", "SimpleRNNCell",
    ]  # fmt: skip
    assert held(slots.fill(stack, "w", cell(3), "LSTMCell"))[-1] == "LSTMCell"
    moved = slots.shift(stack, "w", cell(0), 1)
    assert held(moved) == ["GRUCell", "LSTMCell", "SimpleRNNCell"]
    assert slots.shift(moved, "w", cell(1), -1) == stack
    two = slots.empty(stack, "w", cell(0))
    one = slots.empty(two, "w", cell(0))
    assert held(two) == ["GRUCell", "SimpleRNNCell"] and held(one) == ["SimpleRNNCell"]
    assert one.nodes["w"].parameters["cell"]["type"] == "SimpleRNNCell"  # no list of one
    assert "cell" not in slots.empty(one, "w", cell(0)).nodes["w"].parameters
    laws.check(one)


@pytest.mark.parametrize(
    "source, aim, among, expected",
    [
        (0, 2, True, ["GRUCell", "LSTMCell", "SimpleRNNCell"]),
        (0, 3, True, ["GRUCell", "SimpleRNNCell", "LSTMCell"]),
        (2, 0, True, ["SimpleRNNCell", "LSTMCell", "GRUCell"]),
        (0, 2, False, ["SimpleRNNCell", "GRUCell", "LSTMCell"]),
        (1, 3, False, ["LSTMCell", "SimpleRNNCell", "GRUCell"]),
        (1, 1, False, ["LSTMCell", "GRUCell", "SimpleRNNCell"]),
    ],
)
def test_a_cell_is_carried_within_its_list(stack, source, aim, among, expected):
    document = slots.carry(stack, "w", cell(source), "w", cell(aim), among)
    assert held(document) == expected


def test_a_layer_is_carried_from_one_to_another_and_what_was_there_comes_back(walker, stack):
    document = slots.put_into(walker, "w", LAYER, "b")
    document = slots.fill(document, "w", BACK, "GRU")
    swapped = slots.carry(document, "w", LAYER, "w", BACK)
    assert held(swapped, field="layer") == ["GRU"]
    assert held(swapped, field="backward_layer") == ["LSTM"]
    other = edits.add_node(document, "Bidirectional", 0, 600, id="v")
    carried = slots.carry(other, "w", LAYER, "v", LAYER)
    assert held(carried, "v", "layer") == ["LSTM"] and not held(carried, field="layer")
    inner = {"type": "StackedRNNCells", "parameters": {"cells": [{"type": "GRUCell",
             "parameters": {"units": 2}}], "reverse_state_order": True}}  # fmt: skip
    deep = edits.set_parameter(stack, "w", "cell", [*_cells(stack), inner])
    deeper = (*cell(3), Place("cells", 0))
    document = slots.carry(deep, "w", cell(0), "w", deeper, True)
    assert held(document) == ["GRUCell", "SimpleRNNCell", "StackedRNNCells"]
    document = slots.carry(document, "w", (*cell(2), Place("cells", 1)), "w", cell(0), True)
    assert held(document) == ["GRUCell", "GRUCell", "SimpleRNNCell", "StackedRNNCells"]
    laws.check(document)


def _cells(document):
    return document.nodes["w"].parameters["cell"]


def test_a_layer_in_a_layer_in_a_layer_is_reached_and_set(walker):
    document = edits.add_node(walker, "TimeDistributed", 0, 600, id="t")
    document = slots.fill(document, "t", LAYER, "Bidirectional")  # begins with an LSTM inside
    path = (Place("layer"), Place("layer"))
    assert slots.inner_at(document.nodes["t"], path).type == "LSTM"
    document = slots.set_inner(document, "t", path, "units", 7)
    assert slots.inner_at(document.nodes["t"], path).parameters["units"] == 7
    document = slots.set_inner(document, "t", path, "go_backwards", True)
    document = slots.reset_inner(document, "t", path, "go_backwards")
    assert slots.inner_at(document.nodes["t"], path).parameters == {"units": 7}
    with pytest.raises(DesignError):  # inside a third nothing can be empty
        slots.empty(document, "t", path)
    with pytest.raises(DesignError):
        slots.set_inner(document, "t", path, "units", -1)


def test_what_is_inside_is_known_as_far_as_what_comes_in(stack, walker):
    node, entering = stack.nodes["w"], analyse(stack).facts["w"].inputs[0]
    shapes = [inside(stack, node, entering, cell(n)).outputs[0].shape for n in range(3)]
    assert shapes == [(None, 4), (None, 5), (None, 6)]
    total = sum(inside(stack, node, entering, cell(n)).parameters for n in range(3))
    assert total == analyse(stack).facts["w"].parameters
    assert inside(stack, node, entering, cell(3)) is None
    assert inside(stack, node, None, cell(0)) is None
    document = slots.put_into(walker, "w", LAYER, "b")
    found = inside(document, document.nodes["w"], entering, LAYER)
    assert found.outputs[0].shape == (None, 4)
    document = edits.add_node(document, "TimeDistributed", 0, 900, id="t")
    document = slots.fill(document, "t", LAYER, "Dense")
    assert inside(document, document.nodes["t"], entering, LAYER).outputs[0].shape == (None, 32)
