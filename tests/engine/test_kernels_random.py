"""Are the random numbers the published ones, well distributed, and free of parts and threads?"""

import math
from statistics import NormalDist

import naive
import numpy as np
import pytest

from engine.kernels import load, random
from engine.kernels.abi import integers, kernel

SIZES = (0, 1, 15, 63, 64, 65, 1000)
MANY = 400_000


def state(seed=1, step=0):
    return np.array([seed, step], np.int64)


def drawn(name, n, *parameters, seed=1, step=0, stream=0, parts=1):
    out = np.full(n + 1, 7.0, "f4")
    load(f"random.{name}").run(state(seed, step), stream, out, n, *parameters, parts=parts)
    assert out[n] == 7, "wrote behind its output"
    return out[:n]


@kernel
def words_of(arguments, part, parts):
    """place, stream, step, key, out: four int64 words"""
    table = integers(arguments, 5)
    words = random.philox(
        np.uint64(table[0]), np.uint64(table[1]), np.uint64(table[2]), np.uint64(table[3])
    )
    out = integers(table[4], 4)
    for place in range(4):
        out[place] = words[place]


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_gives_the_words_its_authors_publish(counter, key, words):
    assert tuple(naive.philox(counter, key)) == words
    out = np.empty(4, np.int64)
    seed = np.array(key[0] | key[1] << 32, np.uint64).astype(np.int64)
    words_of.run(counter[0], counter[1], counter[2] | counter[3] << 32, int(seed), out)
    assert tuple(out) == words


@pytest.mark.parametrize(("seed", "step", "stream"), [(1, 0, 0), (-5, 3, 7), (2**40, 2**33, 9)])
def test_uniform_numbers_are_24_bits_of_the_words(seed, step, stream):
    for n in SIZES:
        words = naive.random_words(seed, step, stream, n)
        wanted = (-1 + 3 * (words >> np.uint64(8)).astype(float) / 2**24).astype("f4")
        for parts in range(1, 6):
            got = drawn("uniform", n, -1.0, 2.0, seed=seed, step=step, stream=stream, parts=parts)
            np.testing.assert_allclose(got, wanted, rtol=1e-6, atol=1e-7)


def test_normal_numbers_are_the_inverse_distribution_of_the_words():
    n = 5000
    words = naive.random_words(1, 0, 0, n)
    signs = np.where(words & np.uint64(1), 1, -1)
    tails = ((words >> np.uint64(1)).astype(float) + 0.5) / 2**31
    normal = NormalDist()
    wanted = [sign * -normal.inv_cdf(tail / 2) for sign, tail in zip(signs, tails, strict=True)]
    got = drawn("normal", n, 10.0, 2.0)
    np.testing.assert_allclose(got, 10 + 2 * np.array(wanted), rtol=2e-6, atol=2e-6)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("uniform", (0.0, 1.0)),
        ("normal", (0.0, 1.0)),
        ("keep_mask", (0.3, 2.0)),
    ],
)
@pytest.mark.parametrize("n", SIZES)
def test_parts_change_no_bit(name, parameters, n):
    whole = drawn(name, n, *parameters)
    for parts in range(2, 6):
        np.testing.assert_array_equal(drawn(name, n, *parameters, parts=parts), whole)
    np.testing.assert_array_equal(drawn(name, 2000, *parameters)[:n], whole)


def test_uniform_numbers_have_the_moments_and_fill_every_cell():
    x = drawn("uniform", MANY, 0.0, 1.0).astype(float)
    assert x.min() >= 0
    assert x.max() < 1
    assert abs(x.mean() - 1 / 2) < 5 / math.sqrt(12 * MANY)
    assert abs(x.var() - 1 / 12) < 5 * math.sqrt(1 / 180 / MANY)
    cells = np.bincount((x * 256).astype(int), minlength=256)
    expected = MANY / 256
    chi_square = ((cells - expected) ** 2 / expected).sum()
    assert abs(chi_square - 255) < 5 * math.sqrt(2 * 255)
    pairs = (x[::2] * 16).astype(int) * 16 + (x[1::2] * 16).astype(int)
    expected = MANY / 512
    chi_square = ((np.bincount(pairs, minlength=256) - expected) ** 2 / expected).sum()
    assert abs(chi_square - 255) < 5 * math.sqrt(2 * 255)


def test_normal_numbers_have_the_moments_and_the_tails():
    x = drawn("normal", MANY, 0.0, 1.0).astype(float)
    error = 1 / math.sqrt(MANY)
    assert abs(x.mean()) < 5 * error
    assert abs(x.var() - 1) < 5 * math.sqrt(2) * error
    assert abs((x**3).mean()) < 5 * math.sqrt(15) * error
    assert abs((x**4).mean() - 3) < 5 * math.sqrt(96) * error
    beyond = 2 * (1 - NormalDist().cdf(3))
    assert abs((np.abs(x) > 3).mean() - beyond) < 5 * math.sqrt(beyond / MANY)


@pytest.mark.parametrize(
    "other",
    [{"seed": 2}, {"step": 1}, {"stream": 1}, {"seed": 1 + 2**32}, {"step": 2**32}],
)
def test_another_seed_step_or_stream_gives_unrelated_numbers(other):
    one = drawn("uniform", MANY, -1.0, 1.0)
    two = drawn("uniform", MANY, -1.0, 1.0, **other)
    assert (one == two).mean() < 1e-4
    assert abs(np.corrcoef(one, two)[0, 1]) < 5 / math.sqrt(MANY)


@pytest.mark.parametrize("lag", [1, 2, 15, 16, 17, 32, 48, 64, 1024])
def test_neighbours_are_not_correlated(lag):
    x = drawn("uniform", MANY, -1.0, 1.0)
    assert abs(np.corrcoef(x[:-lag], x[lag:])[0, 1]) < 5 / math.sqrt(MANY)


@pytest.mark.parametrize("rate", [0.0, 0.25, 0.9])
def test_a_mask_drops_so_many_and_scales_the_rest(rate):
    mask = drawn("keep_mask", MANY, rate, 1 / (1 - rate), stream=5)
    dropped = (mask == 0).mean()
    assert abs(dropped - rate) <= 5 * math.sqrt(rate * (1 - rate) / MANY)
    np.testing.assert_allclose(mask[mask != 0], 1 / (1 - rate), rtol=1e-6)


def test_advance_counts_the_step_once():
    cells = state(9, 4)
    load("random.advance").run(cells, parts=3)
    assert cells.tolist() == [9, 5]


def test_the_same_source_runs_without_compiling(run_python):
    code = """
import numpy as np
from engine.kernels import load
state, out = np.array([-3, 2**33], np.int64), np.empty(70, "f4")
for name in ("uniform", "normal", "keep_mask"):
    load("random." + name).run(state, 4, out, 70, 0.25, 2.0, parts=2)
    print([f"{value:.4f}" for value in out])
"""
    assert run_python(code, NUMBA_DISABLE_JIT="1") == run_python(code)
