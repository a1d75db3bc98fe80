"""Are sub-models part of a document like all else: made, edited, shared, filed, laid out?"""

import json

import document_laws as laws
import numpy as np
import pytest

from designer.document import build, clipboard, edits, files, grouping
from designer.document.analysis import analyse
from designer.document.sheets import opened, put_back
from designer.document.values import Document, Wire
from engine.errors import DesignError


def predicted(document, weights, x):
    model = build.build(document)
    model.set_weights(weights)
    return np.asarray(model.predict(x, verbose=0))


def inside(project, block, function, *arguments, **named):
    """An edit inside a block, as the window makes it."""
    return put_back(project, function(opened(project, block), *arguments, **named))


def test_grouping_changes_nothing_that_the_network_computes(network, grouped):
    laws.check(grouped)
    assert list(grouped.nodes) == ["n1", "n5", "n6", "n7"]
    assert grouped.wires == (
        Wire("n1", 0, "n7", 0), Wire("n7", 0, "n5", 0), Wire("n5", 0, "n6", 0),
    )  # fmt: skip
    before, after = analyse(network), analyse(grouped)
    assert after.is_trainable and not after.problems
    assert after.total_parameters == before.total_parameters
    assert after.trainable_parameters == before.trainable_parameters
    assert after.facts["n7"].outputs == before.facts["n4"].outputs
    weights = build.build(network).get_weights()
    x = np.random.default_rng(0).standard_normal((2, 8, 8, 4)).astype("f")
    np.testing.assert_array_equal(
        predicted(network, weights, x), predicted(grouped, weights, x)
    )
    assert [layer.name for layer in build.build(grouped).layers] == [
        "input_1", "residual", "flatten", "dense",
    ]  # fmt: skip


def test_dissolving_brings_the_layers_back(network, grouped):
    again = grouping.dissolve(grouped, ["n7"])
    laws.check(again)
    assert not again.blocks
    assert {node.name for node in again.nodes.values()} == {
        node.name for node in network.nodes.values()
    }
    assert analyse(again).total_parameters == analyse(network).total_parameters
    twice = grouping.dissolve(edits.set_parameter(grouped, "n7", "repeat", 3), ["n7"])
    laws.check(twice)
    assert len(twice.nodes) == 3 + 3 * 3
    tripled = analyse(edits.set_parameter(grouped, "n7", "repeat", 3))
    assert analyse(twice).total_parameters == tripled.total_parameters


def test_what_is_edited_inside_holds_for_all_instances(grouped):
    document = edits.duplicate(grouped, ["n7"])
    (copy,) = set(document.nodes) - set(grouped.nodes)
    document = edits.insert_on_wire(document, copy, Wire("n7", 0, "n5", 0))
    laws.check(document)
    assert list(document.blocks) == ["b1"]
    document = inside(document, "b1", edits.set_parameter, "n2", "kernel_size", [5, 5])
    laws.check(document)
    facts = analyse(document).facts
    assert facts["n7"].parameters == facts[copy].parameters == 4 * 4 * 25 + 4 + 16
    own = grouping.make_unique(document, [copy])
    laws.check(own)
    own = inside(own, "b2", edits.set_parameter, "n2", "kernel_size", [1, 1])
    facts = analyse(own).facts
    assert (facts["n7"].parameters, facts[copy].parameters) == (420, 4 * 4 + 4 + 16)


def test_a_second_call_uses_the_same_weights(grouped):
    document = edits.make_shared_instance(grouped, "n7", 0, 300, id="n8")
    document = edits.insert_on_wire(document, "n8", Wire("n7", 0, "n5", 0))
    laws.check(document)
    assert analyse(document).total_parameters == analyse(grouped).total_parameters
    model = build.build(document)
    assert len(model.layers) == 4 and model.count_params() == build.build(grouped).count_params()


def test_wires_follow_the_ports_of_a_block(grouped):
    document = inside(grouped, "b1", edits.add_node, "BlockOutput", 0, 0, id="n20")
    document = inside(document, "b1", edits.connect, Wire("n2", 0, "n20", 0))
    laws.check(document)
    facts = analyse(document).facts["n7"]
    assert [port.name for port in facts.output_ports] == ["outputs", "outputs_1"]
    document = edits.disconnect(document, [Wire("n7", 0, "n5", 0)])
    document = edits.connect(document, Wire("n7", 1, "n5", 0))
    document = inside(document, "b1", edits.set_parameter, "n20", "position", 1)
    laws.check(document)
    assert document.wires.into("n5") == (Wire("n7", 0, "n5", 0),)
    named = inside(document, "b1", edits.rename, "n20", "features")
    assert [port.name for port in analyse(named).facts["n7"].output_ports] == [
        "features", "outputs",
    ]  # fmt: skip
    gone = inside(document, "b1", edits.remove, ["n20"])
    laws.check(gone)
    assert gone.wires.into("n5") == () and gone.wires.into("n7") == (Wire("n1", 0, "n7", 0),)


def test_blocks_lie_in_blocks_but_never_in_themselves(grouped):
    outer = grouping.make_block(grouped, ["n7", "n5"], "Body", id="n9")
    laws.check(outer)
    assert analyse(outer).is_trainable
    assert build.build(outer).count_params() == build.build(grouped).count_params()
    for block in ("b1", "b2"):
        with pytest.raises(DesignError, match="cannot contain itself: Residual"):
            inside(outer, "b1", edits.add_node, f"block:{block}")
    text = clipboard.to_text(outer, ["n9"])
    with pytest.raises(DesignError, match="cannot contain itself"):
        inside(outer, "b1", edits.paste, clipboard.from_text(text))
    many = edits.set_parameter(outer, "n9", "repeat", 1000)
    with pytest.raises(DesignError, match="at most 20000 layers"):
        inside(many, "b2", edits.set_parameter, "n7", "repeat", 1000)


def test_copying_takes_the_definition_along(grouped):
    fragment = clipboard.from_text(clipboard.to_text(grouped, ["n7"]))
    pasted = edits.paste(Document(), fragment)
    laws.check(pasted)
    assert pasted.blocks == grouped.blocks and pasted.nodes["n1"].type == "block:b1"
    same = edits.paste(grouped, fragment)
    assert same.blocks == grouped.blocks and len(same.nodes) == len(grouped.nodes) + 1
    changed = inside(grouped, "b1", edits.set_parameter, "n2", "filters", 8)
    both = edits.paste(changed, fragment)
    laws.check(both)
    assert [block.name for block in both.blocks.values()] == ["Residual", "Residual_1"]
    # Ports that are pasted outside a sub-model stay behind; the layers come.
    piece = clipboard.from_text(clipboard.to_text(opened(grouped, "b1"), ["n7", "n2", "n8"]))
    assert [node.type for node in edits.paste(Document(), piece).nodes.values()] == ["Conv2D"]


def test_what_cannot_become_a_sub_model_is_refused_with_its_reason(network):
    with pytest.raises(DesignError, match="batch_normalization lies between"):
        grouping.make_block(network, ["n2", "n4"])
    with pytest.raises(DesignError, match="no layers among"):
        grouping.make_block(network, ["n1"])
    shared = edits.make_shared_instance(network, "n6", 0, 0)
    with pytest.raises(DesignError, match="dense_1 has the same weights as dense"):
        grouping.make_block(shared, ["n6"])


def test_a_group_of_loose_layers_gets_ports_for_its_open_ends(network):
    loose = edits.add_node(edits.add_node(network, "Dense", 0, 300), "Dropout", 300, 300)
    document = grouping.make_block(edits.join_in_order(loose, ["n7", "n8"]), ["n7", "n8"], id="n9")
    laws.check(document)
    assert [port.name for port in analyse(document).facts["n9"].input_ports] == ["inputs"]


def test_a_fault_inside_is_told_at_the_instance_and_at_its_place(grouped):
    broken = inside(grouped, "b1", edits.set_parameter, "n2", "filters", 8)
    broken = edits.set_parameter(broken, "n7", "repeat", 2)
    assert not analyse(broken).errors
    broken = inside(broken, "b1", edits.disconnect, [Wire("n2", 0, "n4", 1)])
    (problem,) = analyse(broken).errors
    assert problem.node == "n7"
    assert str(problem.error).startswith("Inside residual: add needs 2 inputs, but has 1.")
    (inner,) = analyse(opened(broken, "b1")).errors
    assert inner.node == "n4"
    empty = inside(grouped, "b1", edits.remove, ["n2", "n3", "n4"])
    assert "Nothing leaves" in str(analyse(empty).errors[0].error)
    with pytest.raises(DesignError, match="Nothing leaves"):
        build.build(empty)
    entered = inside(grouped, "b1", edits.add_node, "Input", parameters={"shape": [4]})
    assert "only through its ports" in str(analyse(opened(entered, "b1")).errors[0].error)


def test_ports_where_they_do_not_belong_are_problems(grouped):
    text = files.to_json(grouped)
    text = text.replace('"Flatten", "name"', '"BlockOutput", "name"')
    text = text.replace('"BatchNormalization", "name"', '"StateOutput", "name"')
    document = files.from_text(text, "x.loom")
    for sheet, node in (("", "n5"), ("b1", "n3")):
        problems = analyse(opened(document, sheet)).errors
        assert "belong inside" in str(next(one for one in problems if one.node == node).error)
    with pytest.raises(DesignError, match="belong inside"):
        edits.add_node(grouped, "BlockInput")


def test_a_row_needs_as_many_outputs_as_inputs(grouped):
    document = inside(grouped, "b1", edits.add_node, "BlockOutput", 0, 0, id="n20")
    document = inside(document, "b1", edits.connect, Wire("n2", 0, "n20", 0))
    document = edits.set_parameter(document, "n7", "repeat", 2)
    assert "cannot stand in a row: Residual has 1 inputs, but 2 outputs" in str(
        analyse(document).errors[0].error
    )


def test_a_drawn_cell_works_in_rnn_and_both_ways():
    document = edits.add_node(Document(), "Input", parameters={"shape": [5, 3]})
    document = edits.add_after(document, "n1", 0, "new:cell", 300, 0)
    laws.check(document)
    (key,) = document.blocks
    cell = {"type": f"block:{key}", "parameters": {}}
    assert document.nodes["n2"].parameters["cell"] == cell
    both = {"layer": {"type": "RNN", "parameters": {"cell": [cell, cell]}}}
    document = edits.add_after(document, "n1", 0, "Bidirectional", 300, 200, both)
    laws.check(document)
    analysis = analyse(document)
    assert not analysis.problems
    assert [analysis.facts[n].outputs[0].shape for n in ("n2", "n3")] == [(None, 32), (None, 64)]
    simple = 3 * 32 + 32 * 32 + 32
    assert analysis.facts["n2"].parameters == simple
    assert analysis.facts["n3"].parameters == 2 * (simple + 32 * 32 + 32 * 32 + 32)
    model = build.build(document)
    x = np.random.default_rng(0).standard_normal((2, 5, 3)).astype("f")
    assert [np.shape(y) for y in model.predict(x, verbose=0)] == [(2, 32), (2, 64)]
    sheet = opened(document, key)
    with pytest.raises(DesignError, match="cannot contain itself"):
        put_back(document, edits.add_node(sheet, "RNN", parameters={"cell": cell}))
    unsized = inside(document, key, edits.add_node, "StateInput")
    assert "shape" in str(analyse(unsized).errors[0].error)


def test_a_sub_model_works_on_every_step(grouped):
    document = edits.add_node(grouped, "Input", parameters={"shape": [5, 8, 8, 4]}, id="n10")
    each = {"layer": {"type": "block:b1"}}
    document = edits.add_after(document, "n10", 0, "TimeDistributed", 0, 0, each, id="n11")
    laws.check(document)
    facts = analyse(document).facts
    assert facts["n11"].outputs[0].shape == (None, 5, 8, 8, 4)
    assert facts["n11"].parameters == facts["n7"].parameters


FAULTS = {
    "two of one id": (lambda r: r["blocks"].append(r["blocks"][0]), "This id stands 2 times"),
    "no such block": (
        lambda r: r["nodes"][-1].update(type="block:b9"), "no sub-model called 'b9'",
    ),
    "itself": (
        lambda r: r["blocks"][0]["nodes"][0].update(type="block:b1", parameters={}),
        "contain itself",
    ),
    "a wire to nowhere": (
        lambda r: r["blocks"][0]["wires"].append(["n2", 0, "n9", 0]), "block 'Residual', wire",
    ),
    "a circle": (
        lambda r: r["blocks"][0]["wires"].append(["n4", 0, "n2", 0]), "Another wire ends",
    ),
    "another kind": (lambda r: r["blocks"][0].update(kind="soup"), "block 1"),
    "no name": (lambda r: r["blocks"][0].update(name=" "), "needs a name"),
    "a bad parameter": (
        lambda r: r["blocks"][0]["nodes"][0]["parameters"].update(filters=-1),
        "block 'Residual', node 1 .'conv2d'., filters",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change, words", FAULTS.values(), ids=FAULTS)
def test_a_damaged_sub_model_is_refused_with_its_place(grouped, change, words):
    record = json.loads(files.to_json(grouped))
    change(record)
    with pytest.raises(files.ProjectError, match=words):
        files.from_text(json.dumps(record), "x.loom")


def test_a_file_of_the_first_version_opens(network):
    text = files.to_json(network).replace('"version": 2', '"version": 1')
    assert files.from_text(text, "old.loom") == network


def test_a_definition_is_renamed_and_forgotten_when_nothing_uses_it(grouped):
    renamed = grouping.rename_block(grouped, "b1", "残差块")
    laws.check(renamed)
    assert build.build(renamed).get_layer("residual")
    with pytest.raises(DesignError, match="still used"):
        grouping.remove_block(renamed, "b1")
    assert not grouping.remove_block(edits.remove(renamed, ["n7"]), "b1").blocks
