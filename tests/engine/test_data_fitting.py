"""Are misfits of data, network and loss told, each with what would mend it?"""

from dataclasses import replace

import pytest

from engine.data import Place, fit_problems, prepare


@pytest.fixture(scope="module")
def digits():
    return prepare({"source": "builtin:digits"}).facts


@pytest.fixture(scope="module")
def titanic():
    return prepare({"source": "builtin:titanic"}).facts


IMAGE = [Place("input", (8, 8, 1))]
ROW = [Place("input", (15,))]
SPARSE, ROWS, BINARY = (
    "sparse_categorical_crossentropy",
    "categorical_crossentropy",
    "binary_crossentropy",
)


def told(misfits):
    return [
        (
            misfit.severity,
            {repair.action: dict(repair.arguments) for repair in misfit.error.repairs},
        )
        for misfit in misfits
    ]


def test_what_fits_has_no_problems(digits, titanic):
    numbers = replace(digits, target_kind="numbers", classes=0, target_shape=())
    same = replace(digits, target_kind="input", target_shape=(8, 8, 1))
    rows = replace(digits, one_hot=True, target_shape=(10,))

    assert not fit_problems(digits, IMAGE, [Place("dense", (10,), "softmax")], SPARSE)
    assert not fit_problems(rows, IMAGE, [Place("dense", (10,), "softmax")], ROWS)
    assert not fit_problems(titanic, ROW, [Place("dense", (1,), "sigmoid")], BINARY)
    assert not fit_problems(titanic, ROW, [Place("dense", (2,), "softmax")], SPARSE)
    assert not fit_problems(numbers, IMAGE, [Place("dense", (1,), "linear")], "mse")
    assert not fit_problems(same, IMAGE, [Place("conv", (8, 8, 1), "sigmoid")], BINARY)
    assert not fit_problems(digits, [Place("input", (None, None, 1))], [], SPARSE)


def test_another_input_shape_offers_to_change_either_side(digits):
    found = fit_problems(digits, [Place("input", (64,))], [Place("d", (10,), "softmax")], SPARSE)

    assert told(found) == [
        (
            "error",
            {
                "set_parameter": {"name": "shape", "value": [8, 8, 1]},
                "set_data": {"sample_shape": [64]},
            },
        )
    ]
    assert found[0].error.where.layer == "input"
    assert "Set its shape to (8, 8, 1)." in str(found[0].error)


@pytest.mark.parametrize(
    ("output", "loss", "repairs"),
    [
        (Place("d", (9,)), SPARSE, {"set_parameter": {"name": "units", "value": 10}}),
        (
            Place("d", (10,)),
            ROWS,
            {"set_training": {"loss": SPARSE}, "set_data": {"target_encoding": "one_hot"}},
        ),
        (Place("d", (10,)), BINARY, {"set_training": {"loss": SPARSE}}),
        (Place("d", (10,)), "mse", {"set_training": {"loss": SPARSE}}),
        (Place("d", (4, 4, 10)), SPARSE, {}),
    ],
)
def test_an_output_that_does_not_fit_classes_is_told(digits, output, loss, repairs):
    (found,) = told(fit_problems(digits, IMAGE, [output], loss))

    assert found == ("error", repairs)


def test_two_classes_can_be_mended_both_ways(titanic):
    (found,) = told(fit_problems(titanic, ROW, [Place("d", (1,))], SPARSE))

    assert found[1] == {
        "set_training": {"loss": BINARY},
        "set_parameter": {"name": "units", "value": 2},
    }


def test_an_output_without_probabilities_is_a_warning(digits):
    (found,) = told(fit_problems(digits, IMAGE, [Place("d", (10,), "relu")], SPARSE))

    assert found == ("warning", {"set_parameter": {"name": "activation", "value": "softmax"}})


def test_numbers_need_a_loss_for_numbers(digits):
    facts = replace(digits, target_kind="numbers", classes=0, target_shape=())

    (found,) = told(fit_problems(facts, IMAGE, [Place("d", (1,))], SPARSE))

    assert found[1]["set_training"]["loss"] == "mean_squared_error"


def test_the_numbers_of_inputs_and_outputs_must_agree(digits):
    two = fit_problems(digits, IMAGE * 2, [Place("d", (10,))], SPARSE)
    none = fit_problems(digits, [], [Place("d", (10,))], SPARSE)
    outputs = fit_problems(digits, IMAGE, [Place("a", (10,)), Place("b", (10,))], SPARSE)

    assert "has 2 inputs, but the data feeds 1" in str(two[0].error)
    assert "has no Input layer" in str(none[0].error)
    assert "has 2 outputs" in str(outputs[0].error)
