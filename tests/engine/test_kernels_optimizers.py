"""Do variables move exactly as under tf_keras's optimizers, whole or in parts?"""

import naive
import numpy as np
import pytest

from engine.kernels import load, optimizers

START = np.array([0.5, -1, 2, 0, 1e-3, -0.25], "f4")
STEPS = 5
PARTS = range(1, 6)

ADAM = {"learning_rate": 0.01, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
RMSPROP = {"learning_rate": 0.01, "rho": 0.9, "epsilon": 1e-7}
FTRL = {"learning_rate": 0.1, "learning_rate_power": -0.5}

# The variable after five steps of tf_keras 2.21 from START, with gradient(0) ... gradient(4):
# kernel, initial slots, hyper-parameters, result.
GOLDEN = {
    "SGD": ("sgd", (), {"learning_rate": 0.1}, [
        0.48864913, -0.992123306, 2.11163926, 0.0746742934, -0.246686071, -0.608833671]),
    "SGD(momentum)": ("sgd_momentum", (0,), {"learning_rate": 0.1, "momentum": 0.9}, [
        0.451306581, -1.14039493, 2.26924109, 0.817656636, -0.0633846372, -2.1393292]),
    "SGD(nesterov)": ("sgd_nesterov", (0,), {"learning_rate": 0.1, "momentum": 0.9}, [
        0.444825113, -1.11847878, 2.35395598, 0.810565293, -0.304632217, -2.30922985]),
    "RMSprop": ("rmsprop", (0,), RMSPROP, [
        0.458712399, -1.00995278, 2.02408862, 0.033187516, -0.0125901606, -0.311472595]),
    "RMSprop(momentum)": (
        "rmsprop_momentum", (0, 0), {**RMSPROP, "momentum": 0.8, "rho": 0.95}, [
        0.301793694, -1.1451993, 2.05611229, 0.230202794, 0.0308058877, -0.568073928]),
    "RMSprop(centered)": ("rmsprop_centered", (0, 0), RMSPROP, [
        0.454175562, -1.01336324, 2.02427173, 0.0386348516, -0.0113353599, -0.318057477]),
    "RMSprop(centered, momentum)": (
        "rmsprop_centered_momentum", (0, 0, 0), {**RMSPROP, "momentum": 0.7}, [
        0.368642688, -1.08641386, 2.04245615, 0.14556478, 0.0113532264, -0.454793036]),
    "Adagrad": ("adagrad", (0.1,), {"learning_rate": 0.1, "epsilon": 1e-7}, [
        0.465092331, -1.0212611, 2.07776904, 0.10677211, -0.0333021581, -0.439984769]),
    "Adadelta": (
        "adadelta", (0, 0), {"learning_rate": 1.0, "rho": 0.95, "epsilon": 1e-7}, [
        0.498138309, -0.999545217, 2.00257397, 0.000948976027, -0.000711390283, -0.253038287]),
    "Adam": ("adam", (0, 0), ADAM, [
        0.473614633, -1.02562273, 2.00548506, 0.0334550068, 0.0109158317, -0.287147999]),
    "Adam(adaptive_epsilon)": (
        "adam", (0, 0), {**ADAM, "epsilon": 0.1, "adaptive_epsilon": 1}, [
        0.48963505, -1.01982236, 2.00506377, 0.0308510419, 0.0104335397, -0.284936965]),
    "Adam(amsgrad)": ("adam_amsgrad", (0, 0, 0), {**ADAM, "beta_2": 0.5}, [
        0.477801621, -1.02563179, 2.0030992, 0.0311882906, 0.0108961035, -0.283835411]),
    "AdamW": ("adam", (0, 0), {**ADAM, "weight_decay": 0.1}, [
        0.47116679, -1.02054882, 1.99552894, 0.0333623812, 0.0108524701, -0.285808504]),
    "Adamax": ("adamax", (0, 0), ADAM, [
        0.48078239, -1.02298641, 2.00039268, 0.0284127556, 0.0105203167, -0.279719621]),
    "Nadam": ("nadam", (0, 0), ADAM, [
        0.483724982, -1.00567782, 2.00879645, 0.013893377, -0.00266839867, -0.273337692]),
    "Ftrl": ("ftrl", (0.1, 0), FTRL, [
        -0.0349076577, -0.386964798, 0.951344907, 0.106772102, -0.0334439054, -0.345476449]),
    "Ftrl(everything)": (
        "ftrl", (0.1, 0), {"learning_rate": 0.1, "learning_rate_power": -0.3, "l1": 0.05,
        "l2": 0.02, "l2_shrinkage": 0.03, "beta": 0.2}, [
        -0.0126743456, -0.166306198, 0.505131721, 0.0775645077, -0.0785181299, -0.288929343]),
}  # fmt: skip


def gradient(step, n=6, shift=0.0):
    places = np.arange(n)
    return (np.sin(step + 1.3 * places + shift) * (places + 1) ** 2 * 0.1).astype("f4")


def run(name, *arguments, parts=1):
    load(f"optimizers.{name}").run(*arguments, parts=parts)


def trained(name, start, slots, hyper, gradients, parts=1):
    """Return w and the slots after a step with each gradient."""
    w = start.copy()
    slots = [np.full_like(w, value) for value in slots]
    hyper = optimizers.hyper_parameters(**hyper)
    for g in gradients:
        run("advance", hyper, parts=parts)
        if hyper[optimizers.WEIGHT_DECAY]:
            run("weight_decay", w, w.size, hyper, parts=parts)
        run(name, w, g, *slots, w.size, hyper, parts=parts)
    return w, slots


@pytest.mark.parametrize("optimizer", GOLDEN)
def test_five_steps_end_where_tf_keras_ends(optimizer):
    name, slots, hyper, wanted = GOLDEN[optimizer]
    gradients = [gradient(step) for step in range(STEPS)]
    w, _ = trained(name, START, slots, hyper, gradients)
    np.testing.assert_allclose(w, wanted, rtol=1e-6, atol=2e-7)


@pytest.mark.parametrize("optimizer", GOLDEN)
@pytest.mark.parametrize("n", [0, 1, 15, 33, 1000])
def test_each_step_agrees_with_the_formula_and_parts_change_no_bit(optimizer, n):
    name, slots, hyper, _ = GOLDEN[optimizer]
    if "weight_decay" in hyper or "adaptive_epsilon" in hyper:
        hyper = ADAM
    random = np.random.default_rng(n)
    start = random.standard_normal(n).astype("f4")
    gradients = [random.standard_normal(n).astype("f4") for _ in range(3)]
    w, kept = trained(name, start, slots, hyper, gradients)
    exact, exact_slots = start.astype(float), [np.full(n, float(value)) for value in slots]
    given = {"l1": 0, "l2": 0, "l2_shrinkage": 0, "beta": 0, **hyper}
    for step, g in enumerate(gradients, 1):
        exact, exact_slots = naive.update(name, exact, g, exact_slots, step, **given)
    np.testing.assert_allclose(w, exact, rtol=1e-4, atol=1e-5)
    for slot, exact_slot in zip(kept, exact_slots, strict=True):
        np.testing.assert_allclose(slot, exact_slot, rtol=2e-4, atol=1e-5)
    for parts in PARTS:
        again, _ = trained(name, start, slots, hyper, gradients, parts)
        np.testing.assert_array_equal(again, w)


@pytest.mark.parametrize("optimizer", GOLDEN)
def test_a_nan_gradient_shows_in_its_weight_and_nowhere_else(optimizer):
    name, slots, hyper, _ = GOLDEN[optimizer]
    g = gradient(1)
    g[2] = np.nan
    w, _ = trained(name, START, slots, hyper, [g])
    assert np.isnan(w).tolist() == [False, False, True, False, False, False]


def test_every_cell_has_the_place_of_its_name():
    for place, name in enumerate(optimizers.NAMES):
        assert getattr(optimizers, name.upper()) == place


def test_a_changed_learning_rate_counts_from_the_next_step():
    hyper = optimizers.hyper_parameters(**ADAM)
    w, m, v = START.copy(), np.zeros(6, "f4"), np.zeros(6, "f4")
    for rate in (0.01, 0.0):
        before = w.copy()
        hyper[optimizers.LEARNING_RATE] = rate
        run("advance", hyper)
        run("adam", w, gradient(1), m, v, 6, hyper)
        assert (w == before).all() == (rate == 0)
    assert hyper[optimizers.STEP] == 2


def test_unknown_hyper_parameters_are_refused():
    with pytest.raises(ValueError, match="not in tuple"):
        optimizers.hyper_parameters(learning_rat=1.0)


CLIPPED = {
    "clip_by_norm": [0.498416603, -0.998788357, 2.01570892, 0.0100945216, -0.0341981612,
                     -0.299829245],
    "clip_by_global_norm": [0.498457342, -0.998829246, 2.0152936, 0.00986244529, -0.0332374126,
                            -0.298566878],
}  # fmt: skip


def clip(name, gradients, limit, parts=1):
    """Clip gradients in place, together where the kernel takes the global norm."""
    partials = np.full((len(gradients), parts), np.nan)
    for g, cells in zip(gradients, partials, strict=True):
        load("clipping.squared_norm").run(g, cells, g.size, parts=parts)
    for g, cells in zip(gradients, partials, strict=True):
        cells = partials if name == "clip_by_global_norm" else cells
        load(f"clipping.{name}").run(g, cells, cells.size, g.size, limit, parts=parts)


@pytest.mark.parametrize("name", CLIPPED)
def test_five_steps_with_clipping_end_where_tf_keras_ends(name):
    for parts in PARTS:
        w, other = START.copy(), START[:3].copy()
        hyper = optimizers.hyper_parameters(learning_rate=0.1)
        for step in range(STEPS):
            gradients = [gradient(step), gradient(step, 3, 0.5)]
            clip(name, gradients, 0.5, parts)
            for variable, g in zip((w, other), gradients, strict=True):
                run("sgd", variable, g, g.size, hyper)
        np.testing.assert_allclose(w, CLIPPED[name], rtol=1e-6, atol=2e-7)


@pytest.mark.parametrize("name", CLIPPED)
@pytest.mark.parametrize("n", [0, 1, 17, 1000])
def test_short_gradients_are_left_as_they_are(name, n):
    g = np.full(n, 0.01, "f4")
    clip(name, [g], 5.0, 3)
    np.testing.assert_allclose(g, 0.01, rtol=1e-6)


def test_a_gradient_of_nothing_has_no_length():
    g = np.zeros(5, "f4")
    for name in CLIPPED:
        clip(name, [g], 1.0)
        assert not g.any()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_an_infinite_global_norm_makes_all_gradients_nan(bad):
    gradients = [np.array([1, bad], "f4"), np.ones(3, "f4")]
    clip("clip_by_global_norm", gradients, 1.0)
    assert all(np.isnan(g).all() for g in gradients)


def test_clipping_keeps_nan():
    g = np.array([1, np.nan], "f4")
    clip("clip_by_norm", [g], 2.0)
    assert np.isnan(g).all()


@pytest.mark.parametrize("n", [1, 100, 100_001])
def test_squared_norm_is_exact(n):
    g = np.random.default_rng(0).standard_normal(n).astype("f4")
    for parts in PARTS:
        partials = np.empty(parts)
        load("clipping.squared_norm").run(g, partials, n, parts=parts)
        np.testing.assert_allclose(partials.sum(), (g.astype(float) ** 2).sum(), rtol=1e-12)


def test_moving_average_ends_where_tf_keras_ends():
    w, average = START.copy(), START.copy()
    hyper = optimizers.hyper_parameters(learning_rate=0.1, ema_momentum=0.9)
    for step in range(STEPS):
        run("sgd", w, gradient(step), 6, hyper)
        run("moving_average", average, w, 6, hyper, parts=2)
    wanted = [0.495130599, -1.01403928, 2.02692413, 0.0817656666, -0.00543846004, -0.438932896]
    np.testing.assert_allclose(average, wanted, rtol=1e-6, atol=2e-7)


def test_the_same_source_runs_without_compiling(run_python):
    code = """
import numpy as np
from engine.kernels import load, optimizers
w, g = np.linspace(-1, 1, 7).astype("f4"), np.linspace(0, 3, 7).astype("f4")
m, v, partials = np.zeros(7, "f4"), np.zeros(7, "f4"), np.zeros(2)
hyper = optimizers.hyper_parameters(learning_rate=0.1, beta_1=0.9, beta_2=0.99, epsilon=1e-7)
for _ in range(2):
    load("optimizers.advance").run(hyper)
    load("optimizers.adam").run(w, g, m, v, 7, hyper, parts=2)
load("clipping.squared_norm").run(g, partials, 7, parts=2)
load("clipping.clip_by_norm").run(g, partials, 2, 7, 1.0, parts=2)
print([f"{value:.4f}" for value in [*w, *g, *hyper]])
"""
    assert run_python(code, NUMBA_DISABLE_JIT="1") == run_python(code)
