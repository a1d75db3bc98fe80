"""Does each repair that an error may offer mend the drawing as one edit?"""

import document_laws as laws
import pytest

from designer.document import edits, repairs
from designer.document.values import Document, Wire
from engine.errors import DesignError, Repair, Where


def repair(action, **arguments):
    return Repair(action, "Mend it", arguments)


USES = {
    "insert_before": (repair("insert_before", type="Flatten"), Where("n3", port=0)),
    "insert_after": (repair("insert_after", type="Flatten"), Where("n2")),
    "add_input": (repair("add_input", parameters={"shape": [4]}), Where("n4")),
    "connect": (repair("connect", source="n1"), Where("n4")),
    "remove_wire": (repair("remove_wire"), Where("n5", port=1)),
    "remove_layer": (repair("remove_layer"), Where("n2")),
    "remove_layers": (repair("remove_layers", ids=["n4"]), None),
    "replace_layer": (repair("replace_layer", type="Flatten"), Where("n3")),
    "wrap": (repair("wrap", type="Wrapper"), Where("n3")),
    "reconnect": (repair("reconnect", remove=[["n2", 0, "n5", 0]]), None),
    "unshare": (repair("unshare"), Where("n6")),
    "steps": (
        repair("steps", repairs=[("remove_layer", {}), ("set_training", {"loss": "mse"})]),
        Where("n2"),
    ),
    "swap_inputs": (repair("swap_inputs"), Where("n5")),
    "set_parameter": (repair("set_parameter", name="units", value=10), Where("n3", "units")),
    "set_parameters": (repair("set_parameters", values={"units": 4}), Where("n3")),
    "set_training": (repair("set_training", loss="mse"), None),
    "set_budget": (repair("set_budget", parameters=10), None),
    "set_data": (repair("set_data", target="y"), None),
}


def test_every_repair_is_tried_here():
    # These need real layers, or a sub-model: tests/repairs and tests/blocks have the mistakes.
    elsewhere = {"fill_slot", "inside", "set_inside"}
    assert set(USES) == set(repairs.ACTIONS) - elsewhere


@pytest.mark.parametrize("offered, where", USES.values(), ids=USES)
def test_a_repair_is_one_edit_after_which_the_laws_hold(rich, offered, where):
    mended = repairs.apply(rich, offered, where)
    assert mended != rich
    laws.check(mended)


def test_a_layer_inserted_before_takes_over_the_wire_and_its_slot(rich):
    mended = repairs.apply(rich, repair("insert_before", type="Flatten"), Where("n5", port=1))
    assert mended.wires.into("n5")[1] == Wire("n7", 0, "n5", 1)
    assert mended.wires.into("n7") == (Wire("n3", 0, "n7", 0),)


def test_a_layer_inserted_after_feeds_all_that_was_fed(rich):
    mended = repairs.apply(rich, repair("insert_after", type="Flatten"), "n2")
    assert [wire.target for wire in mended.wires.out_of("n7")] == ["n3", "n5"]
    assert mended.wires.out_of("n2") == (Wire("n2", 0, "n7", 0),)


def test_what_is_inserted_overlaps_nothing_before_or_behind(chain):
    mended = repairs.apply(chain, repair("insert_before", type="Flatten"), Where("n3"))
    spots = [mended.nodes[key].x for key in ("n1", "n2", "n5", "n3")]
    assert all(after - before >= 216 for before, after in zip(spots, spots[1:], strict=False))


def test_a_layer_may_be_named_as_the_engine_knows_it(chain):
    offered = repair("set_parameter", name="units", value=10)
    mended = repairs.apply(chain, offered, Where("dense_1"))
    assert mended.nodes["n3"].parameters == {"units": 10}


def test_a_repair_may_mend_another_layer_than_the_one_at_fault(chain):
    offered = repair("set_parameter", layer="dense", name="units", value=10)
    mended = repairs.apply(chain, offered, Where("n3"))
    assert mended.nodes["n2"].parameters == {"units": 10}


@pytest.mark.parametrize(
    "offered, where, words",
    [
        (repair("insert_befor", type="Flatten"), "n3", "Did you mean insert_before"),
        (repair("insert_before", type="Flatten"), "n4", "No wire ends there"),
        (repair("insert_before", type="Flaten"), "n3", "Did you mean Flatten"),
        (repair("insert_before"), "n3", "does not suit"),
        (repair("set_parameter", name="units", value=-1), "n3", "at least 1"),
        (repair("set_parameter", name="units", value=1), "ghost", "no layer 'ghost'"),
        (repair("set_parameter", name="units", value=1), None, "needs a layer"),
        (repair("connect", source="n3"), "n2", "Every input of dense is taken"),
        (repair("set_training", epoch=1), None, "Did you mean epochs"),
    ],
)
def test_a_repair_that_cannot_be_made_is_refused_in_words(chain, offered, where, words):
    with pytest.raises(DesignError, match=words):
        repairs.apply(chain, offered, where)


def test_an_input_is_put_in_front_of_what_lacks_one(chain):
    offered = repair("add_input", parameters={"shape": [4]})
    mended = repairs.apply(chain, offered, Where("n4"))
    assert mended.wires.into("n4") == (Wire("n5", 0, "n4", 0),)
    assert mended.nodes["n5"].x < mended.nodes["n4"].x
    assert edits.remove(mended, ["n5"]) == chain


def test_a_drawing_without_an_input_gets_one_where_its_data_begin(chain):
    document = edits.move(edits.remove(chain, ["n1"]), {"n4": (900, 0)})
    mended = repairs.apply(document, repair("add_input"))
    assert mended.wires.into("n2") == (Wire("n5", 0, "n2", 0),)
    alone = repairs.apply(Document(), repair("add_input"))
    assert [node.type for node in alone.nodes.values()] == ["Input"]
