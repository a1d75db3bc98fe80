"""Do losses give Keras's numbers and slopes, with every reduction, weight, mask and rank?"""

import json
from pathlib import Path

import numpy as np
import pytest
from golden import store
from golden import training_cases as cases

import engine
from engine import ops
from engine.eager import Array, run
from engine.errors import DesignError
from engine.tape import current_tape, gradients
from engine.training import activations, losses

GOLDEN = store.read(Path(__file__).parents[1] / "golden" / "training.npz")
CLOSE = {"rtol": 2e-5, "atol": 2e-6}


def golden(case, part):
    return GOLDEN[f"loss|{cases.loss_name(case)}|{part}"]


def with_slope(loss, y_true, y_pred, weights):
    """The loss and its gradient by the predictions."""

    def function(target, guess, weight):
        value = loss(target, guess, sample_weight=weight)
        return value, gradients(current_tape(), value, [guess])[0]

    return run(function, [y_true, y_pred, weights])


def computed(case):
    name, options, kind, shape = case
    y_true, y_pred = cases.pair(kind, shape)
    weights = cases.weights_for(shape)
    results = {}
    for reduction in cases.REDUCTIONS:
        loss = getattr(losses, name)(reduction=reduction, **options)
        results[reduction] = loss(y_true, y_pred)
        results[f"{reduction} weighted"] = loss(y_true, y_pred, sample_weight=weights)
    loss = getattr(losses, name)(**options)
    results["gradient"] = with_slope(loss, y_true, y_pred, weights)[1]
    return results


@pytest.mark.parametrize("case", cases.LOSSES, ids=cases.loss_name)
def test_values_and_gradients_are_keras_s(case):
    for part, value in computed(case).items():
        np.testing.assert_allclose(value, golden(case, part), err_msg=part, **CLOSE)


@pytest.mark.reference
@pytest.mark.parametrize("case", cases.LOSSES, ids=cases.loss_name)
def test_values_and_gradients_are_those_of_the_keras_installed_here(case):
    from golden import make_training

    expected = make_training.loss(case)
    for part, value in computed(case).items():
        np.testing.assert_allclose(value, expected[part], err_msg=part, **CLOSE)


@pytest.mark.parametrize("name", losses.table.main)
def test_a_name_stands_for_the_function(name):
    assert losses.get(name) is getattr(losses, name)
    assert losses.as_loss(name).name == name


def test_short_names_and_class_names_are_known():
    assert losses.get("mse") is losses.get("MSE") is losses.mean_squared_error
    assert isinstance(losses.get("MeanSquaredError"), losses.MeanSquaredError)
    assert isinstance(losses.get(losses.Huber), losses.Huber)
    assert losses.get(None) is None


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(DesignError, match="mean_squared_error"):
        losses.get("mean_square_error")


@pytest.mark.parametrize("case", cases.LOSSES, ids=cases.loss_name)
def test_a_config_makes_the_same_loss_again(case):
    name, options, *_ = case
    loss = getattr(losses, name)(**options)
    config = json.loads(json.dumps(losses.serialize(loss)))
    again = losses.deserialize(config)
    assert type(again) is type(loss)
    assert again.get_config() == loss.get_config()
    assert loss.get_config().items() >= options.items()


def test_a_wrapped_function_comes_back_from_its_config():
    loss = losses.LossFunctionWrapper(losses.huber, name="mine", delta=0.5)
    again = losses.LossFunctionWrapper.from_config(loss.get_config())
    assert (again.fn, again.name, again.delta) == (losses.huber, "mine", 0.5)


def test_an_unknown_reduction_is_refused():
    with pytest.raises(DesignError, match="mean"):
        losses.MeanSquaredError(reduction="mean")
    loss = losses.MeanSquaredError()
    loss.reduction = "mean"
    with pytest.raises(DesignError, match="mean"):
        loss([1.0], [2.0])


def test_lists_and_whole_numbers_are_taken():
    assert losses.MeanSquaredError()([[0, 1], [0, 0]], [[1, 1], [1, 0]]) == 0.5


def test_one_weight_for_all_scales_the_loss():
    y = np.array([[0.0, 1.0]])
    assert losses.MeanSquaredError()(y, y + 1, sample_weight=2.5) == 2.5


def test_weights_in_a_column_are_weights_of_samples():
    y_true, y_pred = np.zeros((3, 2)), np.ones((3, 2))
    column = losses.MeanSquaredError()(y_true, y_pred, sample_weight=[[1.0], [2.0], [6.0]])
    assert column == 3.0


def test_weights_of_each_step_of_a_sequence_are_taken():
    y_true, y_pred = np.zeros((2, 3, 1)), np.ones((2, 3, 1))
    weights = np.array([[1.0, 0.0, 2.0], [3.0, 0.0, 0.0]])
    assert losses.MeanSquaredError()(y_true, y_pred, sample_weight=weights) == 1.0


def test_a_column_of_predictions_meets_a_row_of_targets():
    y_true, y_pred = np.array([1.0, 2.0]), np.array([[1.0], [4.0]])
    assert losses.MeanSquaredError()(y_true, y_pred) == 2.0


def masked(y_pred, mask):
    array = np.asarray(y_pred, np.float32).view(Array)
    array._keras_mask = np.asarray(mask)
    return array


def test_masked_steps_count_nothing_and_the_others_more():
    y_true = np.zeros((2, 3, 1))
    y_pred = masked([[[1], [2], [9]], [[3], [9], [9]]], [[1, 1, 0], [1, 0, 0]])
    assert losses.MeanSquaredError()(y_true, y_pred) == pytest.approx((1 + 4 + 9) / 3)


def test_a_sum_over_masked_steps_leaves_them_out_without_rescaling():
    y_pred = masked([[[1], [2], [9]]], [[1, 1, 0]])
    assert losses.MeanSquaredError(reduction="sum")(np.zeros((1, 3, 1)), y_pred) == 5.0


def test_mask_and_weights_go_together():
    y_pred = masked([[[1], [2], [9]]], [[1, 1, 0]])
    value = losses.MeanSquaredError()(np.zeros((1, 3, 1)), y_pred, sample_weight=[[1, 0.5, 1]])
    assert value == pytest.approx((1 + 2) / 2)


def test_the_mean_of_no_samples_is_zero():
    assert losses.MeanSquaredError()(np.zeros((0, 2)), np.zeros((0, 2))) == 0.0


def saturated(activation, loss, target):
    """Loss and gradient by the logits behind a saturated activation."""

    def function(logits):
        value = loss(np.array(target), activation(logits))
        return value, gradients(current_tape(), value, [logits])[0]

    return run(function, [np.array([[60.0, -60.0]], np.float32)])


def test_a_saturated_sigmoid_keeps_loss_and_slope():
    loss = losses.BinaryCrossentropy(reduction="sum")
    value, slope = saturated(ops.sigmoid, loss, [[0.0, 1.0]])
    assert value == pytest.approx(60)
    np.testing.assert_allclose(slope, [[0.5, -0.5]], atol=1e-6)


@pytest.mark.parametrize(
    "loss, target",
    [
        (losses.CategoricalCrossentropy(), [[0.0, 1.0]]),
        (losses.SparseCategoricalCrossentropy(), [1]),
    ],
)
def test_a_saturated_softmax_keeps_loss_and_slope(loss, target):
    value, slope = saturated(ops.softmax, loss, target)
    assert value == pytest.approx(120)
    np.testing.assert_allclose(slope, [[1.0, -1.0]], atol=1e-6)


def test_probabilities_said_to_be_logits_are_taken_back_to_their_logits():
    """Keras does so where an activation made them, whatever from_logits says."""
    loss = losses.BinaryCrossentropy(from_logits=True, reduction="sum")
    value, _ = saturated(ops.sigmoid, loss, [[0.0, 1.0]])
    assert value == pytest.approx(60)


@pytest.mark.parametrize(
    "activation, function, target",
    [
        (activations.sigmoid, losses.binary_crossentropy, [[1.0, 0.0]]),
        (activations.softmax, losses.categorical_crossentropy, [[1.0, 0.0]]),
        (activations.softmax, losses.sparse_categorical_crossentropy, [0]),
    ],
)
def test_on_arrays_too_a_loss_computes_with_the_logits_behind_an_activation(
    activation, function, target
):
    y_pred = activation(np.array([[-30.0, 30.0]], np.float32))
    # From the probabilities alone, clipped at 1e-7, it could not pass 17.
    assert function(target, y_pred)[0] >= 30
    assert losses.as_loss(function)(target, y_pred) == function(target, y_pred)[0]


def test_a_user_s_loss_needs_only_call():
    class Cubed(losses.Loss):
        def call(self, y_true, y_pred):
            return ops.mean(ops.abs(y_true - y_pred) ** 3, axis=-1)

    assert Cubed()([[0.0, 0.0]], [[1.0, 3.0]]) == 14.0
    assert Cubed(reduction="sum")([[0.0], [0.0]], [[1.0], [2.0]]) == 9.0


def test_a_plain_function_serves_as_a_loss():
    loss = losses.as_loss(lambda y_true, y_pred: ops.abs(y_true - y_pred)[:, 0])
    assert loss([[0.0], [0.0]], [[1.0], [2.0]], sample_weight=[1.0, 3.0]) == 3.5


def test_targets_that_do_not_fit_the_classes_are_refused():
    with pytest.raises(DesignError, match="one-hot"):
        losses.CategoricalCrossentropy()(np.zeros((3, 4)), np.ones((3, 5)) / 5)
    with pytest.raises(DesignError, match="Class numbers"):
        losses.SparseCategoricalCrossentropy()(np.zeros((3,)), np.ones((4, 5)) / 5)


def test_a_single_class_is_worth_a_warning():
    with pytest.warns(SyntaxWarning, match="binary_crossentropy"):
        losses.CategoricalCrossentropy()(np.ones((3, 1)), np.ones((3, 1)))


def test_a_class_number_out_of_range_is_told_with_its_value():
    losses.check_class_numbers(np.array([0, 2, 1]), 3)
    losses.check_class_numbers(np.array([0, 255, 1]), 3, ignored=255)
    with pytest.raises(DesignError, match="3.0.*0 to 2"):
        losses.check_class_numbers(np.array([0, 3, 1]), 3)
    with pytest.raises(DesignError, match="1.5"):
        losses.check_class_numbers(np.array([0, 1.5]), 3)


def test_losses_check_target_values_where_these_are_class_numbers():
    for loss in (losses.as_loss("sparse_categorical_crossentropy"),
                 losses.SparseCategoricalCrossentropy()):
        loss.check_targets(np.array([[0], [4]]), (None, 5))
        with pytest.raises(DesignError, match="0 to 4"):
            loss.check_targets(np.array([[0], [5]]), (None, 5))
    ignoring = losses.SparseCategoricalCrossentropy(ignore_class=5)
    ignoring.check_targets(np.array([[0], [5]]), (None, 5))
    losses.MeanSquaredError().check_targets(np.array([7.5]), (None, 1))


def test_a_class_number_out_of_range_makes_the_loss_no_number():
    loss = losses.SparseCategoricalCrossentropy()
    assert np.isnan(loss([3], np.array([[0.5, 0.3, 0.2]])))


@pytest.mark.parametrize(
    "activation, loss, value",
    [("softmax", "binary_crossentropy", 1.1629), ("sigmoid", "categorical_crossentropy", 0.4076)],
)
def test_a_crossentropy_takes_the_logits_of_an_activation_that_is_not_its_own(
    activation, loss, value
):
    """As Keras 2 and 3 do: what went in counts, not what the other activation made of it."""
    model = engine.Sequential([engine.Input((3,)), engine.layers.Activation(activation)])
    model.compile("SGD", loss)
    logits, right = np.array([[1.0, 2.0, 3.0]], np.float32), np.array([[0.0, 0.0, 1.0]], np.float32)
    assert model.evaluate(logits, right, verbose=0) == pytest.approx(value, abs=1e-4)
