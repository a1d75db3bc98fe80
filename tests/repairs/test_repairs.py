"""Are repairs thought of, proven and ranked, for problems of shapes, wires and costs?"""

from itertools import pairwise

import pytest
from sketches import fork, line

from designer.document import edits, files, repairs
from designer.document.advice import advise
from designer.document.axes import axis_names
from designer.document.costs import cost, totals
from designer.document.grouping import make_block
from designer.document.repairs import wire_offers
from designer.document.values import Budget, Wire
from designer.studio import Studio
from designer.texts import compact, named_shape_text, repair_text
from engine.errors import DesignError

CONV = ("Conv2D", {"filters": 8, "kernel_size": [3, 3], "activation": "relu"})
ANSWER = ("Dense", {"units": 10, "activation": "softmax"})
LSTM = ("LSTM", {"units": 8})


def picture(*shape):
    return "Input", {"shape": list(shape)}


def labels(error, offers):
    return [repair_text(error, offer.repair) for offer in offers]


# What is offered


def test_a_repair_behind_which_another_mistake_hides_comes_after_those_that_mend_all():
    document = line(
        picture(20, 3), LSTM, ("RepeatVector", {"n": 2}), ("Dropout", {"rate": 0.5}),
        ("Conv2D", {"filters": 2, "kernel_size": [3, 3]}), ("Flatten", {}), ANSWER,
    )  # fmt: skip
    analysis = advise(edits.set_parameter(document, "n2", "return_sequences", True))
    document = edits.set_parameter(document, "n2", "return_sequences", True)
    (problem,) = analysis.errors
    found = repairs.offers(document, analysis, problem)
    assert found and all(offer.remains for offer in found), "the convolution is wrong as well"
    for first, second in pairwise(found):
        assert first.remains <= second.remains
    again = found[0].analysis.errors
    assert [one.node for one in again] == ["n5"]


def test_an_offer_tells_what_changes_and_what_comes_of_it():
    document = line(picture(784), CONV, ("Flatten", {}), ANSWER)
    analysis = advise(document)
    offer = repairs.offers(document, analysis, analysis.errors[0])[0]
    (added,) = offer.difference.added_nodes
    assert offer.document.nodes[added].type == "Reshape"
    assert offer.difference.before is document
    assert offer.analysis.facts["n2"].outputs[0].shape == (None, 26, 26, 8)


def test_two_layers_that_share_weights_can_be_parted():
    document = line(picture(5), ("Dense", {"units": 4, "activation": "relu"}), ANSWER)
    document = edits.make_shared_instance(document, "n2", 600, 300)
    document = edits.connect(document, Wire("n3", 0, "n4", 0))
    analysis = advise(document)
    problem = next(one for one in analysis.errors if one.node == "n4")
    assert "uses the weights of dense" in str(problem.error)
    assert "Give dense_2 weights of its own" in labels(
        problem.error, repairs.offers(document, analysis, problem)
    )


def test_what_enters_a_sub_model_is_known_to_the_repairs_in_it(qapp):
    recurrent = ("LSTM", {"units": 8, "return_sequences": True})
    document = line(picture(20, 3), recurrent, LSTM, ANSWER)
    studio = Studio(make_block(document, ["n2", "n3"], "walk"))
    (block,) = (key for key, node in studio.document.nodes.items() if node.name == "walk")
    work = cost(studio.document, studio.analysis, studio.document.nodes[block])
    assert work.multiply_adds == 20 * 4 * 8 * (3 + 8) + 20 * 4 * 8 * (8 + 8)
    studio.enter(block)
    studio.edit("Set", edits.set_parameter, "n2", "return_sequences", False)
    (problem,) = studio.analysis.problems
    offer = repairs.offers(studio.document, studio.analysis, problem, studio.known)[0]
    assert labels(problem.error, [offer]) == ["Set return_sequences of lstm to True"]
    studio.edit("Mend", repairs.apply, offer.repair, problem.node)
    assert not studio.analysis.problems and not studio.project_analysis.problems
    studio.discard_recovery()


# Wires that are refused


def test_a_wire_that_would_close_a_circle_says_why_and_offers_the_way_out():
    document = fork(
        (8,), [("Dense", {"units": 8})], [("Dense", {"units": 8})], ("Add", {}),
        ("Dense", {"units": 8}),
    )  # fmt: skip
    document = edits.add_node(document, "Add", 2000, 0, id="sum")
    for slot, source in enumerate(("c1", "a1", "b1")):
        document = edits.connect(document, Wire(source, 0, "sum", slot))
    document = edits.add_node(document, "Add", 100, 0, id="first")
    document = edits.connect(document, Wire("in", 0, "first", 0))
    document = edits.connect(document, Wire("in", 0, "first", 1))
    document = edits.connect(document, Wire("first", 0, "sum", 3))
    wire = Wire("sum", 0, "first", 2)
    error = edits.can_connect(document, wire)
    assert "would close a circle: add_2 already leads to add_1 (add_2 → add_1)" in str(error)
    assert error.fix
    offer = wire_offers(document, advise(document), wire)[0]
    assert labels(error, [offer]) == ["Remove the wire from add_2 to add_1 instead"]
    assert wire in offer.document.wires
    assert Wire("first", 0, "sum", 3) not in offer.document.wires


def test_a_wire_whose_shapes_do_not_fit_is_offered_with_what_makes_them_fit():
    document = line(picture(28, 28, 1), CONV)
    document = edits.add_node(document, "LSTM", 900, 0, {"units": 4}, id="walk")
    found = wire_offers(document, advise(document), Wire("n2", 0, "walk", 0))
    first = found[0]
    assert labels(DesignError(""), [first]) == ["Insert Reshape((26, 208))"]
    assert first.document.wires.into("walk") and not first.analysis.errors
    assert first.difference.before is document
    assert repairs.apply(document, first.repair) == first.document


# Costs


def test_what_layers_cost_is_told_for_one_sample():
    document = line(picture(28, 28, 1), CONV, ("Flatten", {}), ANSWER)
    analysis = advise(document)
    conv = cost(document, analysis, document.nodes["n2"])
    assert (conv.multiply_adds, conv.values) == (26 * 26 * 8 * 9, 26 * 26 * 8)
    dense = cost(document, analysis, document.nodes["n4"])
    assert (dense.multiply_adds, dense.values) == (5408 * 10, 10)
    whole = totals(document, analysis)
    assert whole.multiply_adds == conv.multiply_adds + dense.multiply_adds
    assert whole.memory == 4 * 32 * (784 + 5408 + 5408 + 10)
    assert not whole.is_open


def test_an_open_number_of_steps_counts_as_one():
    document = line(("Input", {"shape": [None, 3]}), LSTM, ANSWER)
    walk = cost(document, advise(document), document.nodes["n2"])
    assert walk.is_open and walk.multiply_adds == 4 * 8 * (3 + 8)


@pytest.mark.parametrize(
    "budget, says",
    [
        ({"parameters": 50_000}, "has 54,170 parameters, 4,170 more than the budget of 50,000"),
        ({"multiply_adds": 90_000}, "takes 102,752 multiply-adds, 12,752 more"),
        ({"memory": 1_000_000}, "take 1.49 MB, 486 KB more than the budget of 1 MB"),
    ],
)
def test_a_budget_that_is_exceeded_is_a_warning_with_the_largest_layers(budget, says):
    document = edits.set_budget(line(picture(28, 28, 1), CONV, ("Flatten", {}), ANSWER), **budget)
    analysis = advise(document)
    (problem,) = analysis.problems
    assert problem.severity == "warning" and says in str(problem.error)
    assert "The largest are" in str(problem.error)
    first = repairs.offers(document, analysis, problem)[0]
    assert not first.analysis.problems
    assert not advise(edits.set_budget(document, **dict.fromkeys(budget, 0))).problems


def test_the_budget_is_kept_in_the_file_where_there_is_one(tmp_path):
    document = line(picture(5), ANSWER)
    assert "budget" not in files.to_json(document)
    files.write(edits.set_budget(document, parameters=20_000, memory=10**9), tmp_path / "a.loom")
    assert files.read(tmp_path / "a.loom").budget == Budget(20_000, 10**9)


# Names of axes


@pytest.mark.parametrize(
    "layers, names",
    [
        ([picture(28, 28, 1), CONV], "batch height width channels"),
        ([picture(20, 3), LSTM], "batch features"),
        ([picture(20, 3), ("Conv1D", {"filters": 2, "kernel_size": [3]})], "batch time channels"),
        (
            [picture(1, 28, 28), ("MaxPooling2D", {"data_format": "channels_first"})],
            "batch channels height width",
        ),
        (
            [
                picture(9, 28, 28, 1),
                ("TimeDistributed", {"layer": {"type": CONV[0], "parameters": CONV[1]}}),
                ("Dropout", {"rate": 0.5}),
            ],
            "batch time height width channels",
        ),
        (
            [picture(9, 8, 8, 1), ("Conv3D", {"filters": 2, "kernel_size": [3, 3, 3]})],
            "batch depth height width channels",
        ),
        ([picture(28, 28, 1), ("Reshape", {"target_shape": [28, 28]})], "batch time features"),
        ([picture(2, 2, 2, 2, 2)], "batch axis 1 axis 2 axis 3 axis 4 axis 5"),
    ],
)
def test_axes_are_called_by_who_made_the_shape(layers, names):
    document = line(*layers)
    found = axis_names(document, advise(document), f"n{len(layers)}")
    assert " ".join(found) == names


def test_a_shape_says_the_names_of_its_axes():
    shown = named_shape_text((None, 26, 8), ("batch", "time", "features"))
    assert shown == "batch × time 26 × features 8"
    assert named_shape_text((None, 3), ()) == "(None, 3)"
    assert [compact(number) for number in (0, 950, 1_300_000)] == ["0", "950", "1.3 M"]
