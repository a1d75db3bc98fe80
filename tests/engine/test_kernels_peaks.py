"""Do gradients through the greatest places alone agree with those through all of them?"""

import naive_products
import numpy as np
import pytest
from guarded import run_guarded
from test_kernels_convolution import Case

from engine.kernels import load

CASES = [
    Case(3, (40,), 5, 8, (3,), padding="valid"),
    Case(2, (21,), 17, 33, (5,)),
    Case(3, (40,), 5, 8, (4,), dilation=(3,), padding=(9,), sizes=(40,)),
    Case(2, (12, 13), 8, 6, (2, 4)),
    Case(2, (15, 13), 3, 5, (3, 3), strides=(2, 3), padding="valid"),
    Case(2, (16, 18), 4, 6, (3, 3), strides=(2, 1), dilation=(1, 2)),
    Case(1, (9, 9), 2, 600, (3, 3)),
    Case(2, (5, 6, 13), 3, 5, (3, 3, 3)),
    Case(2, (6, 6), 3, 5, (3, 3), padding=(5, 4), sizes=(16, 20)),
    Case(0, (7, 9), 3, 5, (3, 3)),
]
AXES = (1, 2, 3)


def through_peaks(case, y, arriving, relu, parts, inputs=True, kernel=True):
    """What arrives at the inputs, the kernel and the bias."""
    row, filters = case.w.size // case.filters, case.filters
    turned, dx, dw = (np.full(size, 7, "f") for size in (case.w.size, case.x.shape, case.w.shape))
    sums, biases = np.full(parts * case.w.size, 7, "f"), np.full((parts, filters), 7, "f")
    run_guarded(load("peaks.turned_sum"), case.w, turned, 1, row, filters, parts=parts)
    run_guarded(
        load("peaks.gradients"), case.x, turned if inputs else None,
        y.max(AXES), y, *case.numbers, relu, arriving,
        dx if inputs else None, sums if kernel else None, biases, parts=parts,
    )  # fmt: skip
    run_guarded(load("peaks.turned_sum"), sums, dw, parts, filters, row, parts=parts)
    return dx, dw, biases.sum(0)


def through_all(case, y, arriving, relu):
    rows = y.reshape(len(y), int(np.prod(case.sizes)), case.filters)
    reached = rows == rows.max(1, keepdims=True)
    dy = reached * (arriving[:, None] / np.maximum(1, reached.sum(1, keepdims=True)))
    if relu:
        dy = dy * (rows > 0)
    dy = dy.reshape(y.shape)
    gradients = naive_products.convolution_gradients(case.x, case.w, dy, *case.geometry)
    return *gradients[:2], dy.sum((0, *AXES))


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("relu", [0, 1])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_they_agree(case, relu, parts):
    y, arriving = case.forward(relu=relu), case.dy.sum(AXES)

    found = through_peaks(case, y, arriving, relu, parts)

    for one, expected in zip(found, through_all(case, y, arriving, relu), strict=True):
        np.testing.assert_allclose(one, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("relu", [0, 1])
def test_places_that_are_equal_share_what_arrives(relu):
    case = Case(2, (30,), 4, 7, (3,), padding="valid")
    case.x[0], case.x[1, :, :, 9:] = 0.25, -0.5  # as where a text is filled up
    y = np.round(case.forward(relu=relu))
    arriving = case.dy.sum(AXES)

    found = through_peaks(case, y, arriving, relu, 2)

    for one, expected in zip(found, through_all(case, y, arriving, relu), strict=True):
        np.testing.assert_allclose(one, expected, rtol=1e-4, atol=1e-4)


def test_what_is_not_asked_for_is_left_alone():
    case = CASES[0]
    y, arriving = case.forward(relu=0), case.dy.sum(AXES)
    both = through_peaks(case, y, arriving, 0, 1)

    np.testing.assert_array_equal(through_peaks(case, y, arriving, 0, 1, inputs=False)[1], both[1])
    np.testing.assert_array_equal(through_peaks(case, y, arriving, 0, 1, kernel=False)[0], both[0])


def test_a_greatest_that_is_no_number_is_nowhere():
    case = CASES[0]
    y, arriving = case.forward(relu=0), case.dy.sum(AXES)
    y[1, 0, 0, 4, 2] = np.nan

    *_, biases = through_peaks(case, y, arriving, 0, 1)

    np.testing.assert_allclose(biases[2], arriving[[0, 2], 2].sum(), rtol=1e-5)
