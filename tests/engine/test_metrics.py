"""Do metrics gather batch by batch to Keras's numbers, on arrays and in a plan alike?"""

import json
from pathlib import Path

import numpy as np
import pytest
from golden import store
from golden import training_cases as cases

from engine import layers, ops
from engine.errors import DesignError
from engine.plan import Plan
from engine.tape import Spec, Tape
from engine.training import losses, metrics

GOLDEN = store.read(Path(__file__).parents[1] / "golden" / "training.npz")
CLOSE = {"rtol": 2e-5, "atol": 2e-6}


def made(case):
    return getattr(metrics, case[0])(**case[1])


def computed(case):
    metric, results = made(case), []
    for arguments, weights in cases.metric_batches(case):
        metric.update_state(*arguments, sample_weight=weights)
        results.append(np.asarray(metric.result()))
    return np.stack(results)


@pytest.mark.parametrize("case", cases.METRICS, ids=cases.metric_name)
def test_results_are_keras_s_after_each_batch(case):
    expected = GOLDEN[f"metric|{cases.metric_name(case)}|results"]
    np.testing.assert_allclose(computed(case), expected, **CLOSE)


@pytest.mark.reference
@pytest.mark.parametrize("case", cases.METRICS, ids=cases.metric_name)
def test_results_are_those_of_the_keras_installed_here(case):
    from golden import make_training

    np.testing.assert_allclose(computed(case), make_training.metric(case)["results"], **CLOSE)


@pytest.mark.parametrize("case", cases.METRICS, ids=cases.metric_name)
def test_a_plan_gathers_the_same_as_calls_on_arrays(case):
    metric, by_hand = made(case), made(case)
    batches = list(cases.metric_batches(case))
    (first, weights) = batches[1]
    tape = Tape()
    with tape:
        feeds = [tape.feed(Spec(one.shape, "float32")) for one in (*first, weights)]
        metric.update_state(*feeds[:-1], sample_weight=feeds[-1])
        result = ops.convert_to_tensor(metric.result())
    plan = Plan(tape, [result], threads=1)
    for _ in range(2):
        (value,) = plan.run(*first, weights)
        by_hand.update_state(*first, sample_weight=weights)
    np.testing.assert_allclose(value, by_hand.result(), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("case", cases.METRICS, ids=cases.metric_name)
def test_reset_forgets_all_batches(case):
    metric = made(case)
    batches = list(cases.metric_batches(case))
    metric.update_state(*batches[1][0], sample_weight=batches[1][1])
    metric.reset_state()
    metric.update_state(*batches[0][0])
    expected = GOLDEN[f"metric|{cases.metric_name(case)}|results"][0]
    np.testing.assert_allclose(metric.result(), expected, **CLOSE)


@pytest.mark.parametrize("case", cases.METRICS, ids=cases.metric_name)
def test_a_config_makes_the_same_metric_again(case):
    metric = made(case)
    config = json.loads(json.dumps(metrics.serialize(metric)))
    again = metrics.deserialize(config)
    assert type(again) is type(metric)
    assert again.name == metric.name
    for arguments, weights in cases.metric_batches(case):
        again.update_state(*arguments, sample_weight=weights)
    expected = GOLDEN[f"metric|{cases.metric_name(case)}|results"][-1]
    np.testing.assert_allclose(again.result(), expected, **CLOSE)


@pytest.mark.parametrize(
    "word, output, target, function",
    [
        ("accuracy", (None, 1), (None, 1), metrics.binary_accuracy),
        ("accuracy", (None, 1), (None,), metrics.binary_accuracy),
        ("acc", (None, 10), (None,), metrics.sparse_categorical_accuracy),
        ("Accuracy", (None, 10), (None, 1), metrics.sparse_categorical_accuracy),
        ("accuracy", (None, 10), (None, 10), metrics.categorical_accuracy),
        ("accuracy", (None, 7, 10), (None, 7), metrics.sparse_categorical_accuracy),
        ("ce", (None, 1), (None, 1), metrics.binary_crossentropy),
        ("crossentropy", (None, 10), (None,), metrics.sparse_categorical_crossentropy),
        ("crossentropy", (None, 10), (None, 10), metrics.categorical_crossentropy),
    ],
)
def test_accuracy_and_crossentropy_depend_on_the_shapes(word, output, target, function):
    metric = metrics.resolve(word, None, output, target)
    assert metric._fn is function
    assert metric.name == word


def test_names_in_logs_are_keras_s():
    shapes = None, (None, 1), (None, 1)
    assert metrics.resolve("mse", *shapes).name == "mse"
    assert metrics.resolve(metrics.mse, *shapes).name == "mean_squared_error"
    assert metrics.resolve("MeanSquaredError", *shapes).name == "mean_squared_error"
    assert metrics.resolve(metrics.BinaryAccuracy(name="hits"), *shapes).name == "hits"
    assert metrics.resolve(losses.Huber(), *shapes).name == "huber_loss"
    assert metrics.resolve(None, *shapes) is None


def test_the_dtype_is_a_label_that_a_config_keeps():
    metric = metrics.Mean(dtype=np.float64)
    assert metric.get_config()["dtype"] == "float64"
    assert metrics.Mean.from_config(metric.get_config()).dtype == "float64"
    assert "thresholds" not in metrics.AUC().get_config()
    assert metrics.AUC(thresholds=[0.5]).get_config()["thresholds"] == [0.5]


def test_an_array_in_a_config_that_keras_wrote_is_read():
    value = {"class_name": "__numpy__", "config": {"value": [1.0, 2.0], "dtype": "float32"}}
    metric = metrics.get({"class_name": "MeanRelativeError", "config": {"normalizer": value}})
    np.testing.assert_array_equal(metric.normalizer, [1.0, 2.0])


def test_a_metric_of_a_value_between_layers_is_refused():
    value = layers.Input((3,))
    with pytest.raises(DesignError, match="compile"):
        metrics.Mean()(value)


def test_nameless_metrics_are_counted():
    first, second = metrics.Precision(), metrics.Precision()
    assert second.name != first.name
    assert second.name.startswith("precision_")


@pytest.mark.parametrize("name", metrics.table.main)
def test_whatever_a_person_can_choose_becomes_a_metric(name):
    metric = metrics.resolve(name, None, (None, 6), (None, 6))
    y_true, y_pred = cases.pair("one_hot", (8, 6))
    if name.startswith("sparse"):
        y_true = y_true.argmax(-1)
    metric.update_state(y_true, y_pred)
    assert np.isfinite(np.asarray(metric.result())).all()


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(DesignError, match="acuracy.*accuracy"):
        metrics.get("acuracy")


def test_calling_a_metric_adds_a_batch_and_gives_the_result():
    mean = metrics.Mean()
    assert mean([1.0, 3.0]) == 2.0
    assert mean(8.0) == 4.0


def test_weights_that_miss_an_axis_fold_the_values():
    mean = metrics.Mean()
    mean.update_state(np.array([[1.0, 3.0], [10.0, 20.0]]), sample_weight=[1.0, 3.0])
    assert mean.result() == pytest.approx((2 + 45) / 4)


def test_merged_metrics_count_together():
    first, second = metrics.Mean(), metrics.Mean()
    first.update_state([1.0, 3.0])
    second.update_state([8.0])
    first.merge_state([second])
    assert first.result() == 4.0
    with pytest.raises(DesignError, match="merged"):
        first.merge_state([metrics.Sum()])


def test_a_user_s_metric_needs_sums_an_update_and_a_result():
    class Largest(metrics.Metric):
        def __init__(self, name="largest", **kwargs):
            super().__init__(name=name, **kwargs)
            self.top = self.add_weight(name="top", initializer="zeros")

        def update_state(self, y_true, y_pred, sample_weight=None):
            self.top.assign(ops.maximum(self.top, ops.max(ops.abs(y_true - y_pred))))

        def result(self):
            return {"largest": self.top.value(), "doubled": self.top * 2.0}

    metric = Largest()
    metric.update_state(np.array([1.0, 2.0]), np.array([1.5, -1.0]))
    metric.update_state(np.array([1.0]), np.array([1.0]))
    assert metric.result() == {"largest": 3.0, "doubled": 6.0}
    metric.reset_state()
    assert metric.result()["largest"] == 0.0


def test_metrics_of_a_class_that_does_not_exist_are_no_number():
    metric = metrics.MeanIoU(2)
    metric.update_state([0, 1, 1], [0, 1, 2])
    assert np.isnan(metric.result())


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: metrics.Precision(thresholds=1.5), "threshold"),
        (lambda: metrics.AUC(curve="other"), "curve"),
        (lambda: metrics.AUC(summation_method="other"), "summation_method"),
        (lambda: metrics.AUC(num_thresholds=1), "num_thresholds"),
        (lambda: metrics.AUC(num_labels=3), "multi_label"),
        (lambda: metrics.AUC(multi_label=True, label_weights=[-1.0]), "label_weights"),
        (lambda: metrics.RecallAtPrecision(1.2), "precision"),
        (lambda: metrics.SensitivityAtSpecificity(0.5, num_thresholds=0), "num_thresholds"),
        (lambda: metrics.IoU(2, [2]), "class 2"),
        (lambda: metrics.R2Score(class_aggregation="other"), "class_aggregation"),
        (lambda: metrics.R2Score(num_regressors=-1), "num_regressors"),
        (lambda: metrics.FBetaScore(beta=1), "beta"),
        (lambda: metrics.FBetaScore(threshold=2.0), "threshold"),
        (lambda: metrics.F1Score(average="other"), "average"),
        (lambda: metrics.F1Score().update_state([1.0], [1.0]), "samples, columns"),
        (lambda: metrics.Accuracy().update_state([1.0, 2.0], [1.0]), "Targets"),
        (lambda: metrics.MeanTensor().result(), "no value"),
        (lambda: metrics.AUC(multi_label=True).result(), "no value"),
        (lambda: metrics.AUC(multi_label=True).update_state([1.0], [0.5]), "labels"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(make, words):
    with pytest.raises(DesignError, match=words):
        make()


@pytest.mark.parametrize(
    "metric",
    [metrics.SparseCategoricalAccuracy, metrics.SparseTopKCategoricalAccuracy,
     metrics.SparseCategoricalCrossentropy],
)
def test_one_hot_targets_where_class_numbers_are_meant_are_refused(metric):
    with pytest.raises(DesignError, match=r"\(3, 4\).*one class number"):
        metric().update_state(np.ones((3, 4)), np.ones((3, 4)) / 4)


def test_top_k_precision_looks_at_the_largest_only():
    metric = metrics.Precision(top_k=2)
    metric.update_state([[0, 0, 1, 1]], [[0.9, 0.1, 0.8, 0.7]])
    assert metric.result() == 0.5
