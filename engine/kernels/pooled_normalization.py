"""How are channels normalized and pooled in one walk, and how do gradients pass back through both?

The greatest of 2 x 2 normalized pixels (cut at 0 where a relu stands between): the normalized
picture is four times as large as the pooled one, and is never written. The way back normalizes the
four pixels again to find which of them the gradient belongs to: the first greatest.

x is contiguous: `lines` pairs of lines of 2 * `width` pixels of `channels` each; what is pooled has
`lines` lines of `width`. Statistics come from normalization.batch_sums; the rest of the arguments
is as there. NaN wins, as in other pools.
"""

import numpy as np

from engine.kernels.abi import (
    LOCAL,
    floats,
    helper,
    integers,
    kernel,
    local_floats,
    local_reals,
    reals,
    split,
)
from engine.kernels.channels import (
    FEW,
    LOWEST,
    ZERO,
    describe,
    describe_gradient,
    inverse_deviation,
)


@helper
def _greater(a, b):
    return b if b > a or b != b else a


@helper
def _taps(x, line, width, place, channels, first):
    """Return the addresses of channel `first` of the four pixels that make one."""
    above = x + 4 * ((4 * line * width + 2 * place) * channels + first)
    below = above + 8 * width * channels
    return above, above + 4 * channels, below, below + 4 * channels


@helper(apart=True)
def _normalize_four(x0, x1, x2, x3, centers, scales, shifts, floor, out):
    for j in range(out.size):
        a = _greater((x0[j] - centers[j]) * scales[j], (x1[j] - centers[j]) * scales[j])
        b = _greater((x2[j] - centers[j]) * scales[j], (x3[j] - centers[j]) * scales[j])
        value = _greater(a, b) + shifts[j]
        out[j] = floor if value < floor else value


@kernel
def normalize(arguments, part, parts):
    """x, mean, variance, gamma|0, beta|0, out, lines, width, channels, relu, p:epsilon"""
    table = integers(arguments, 10)
    width, channels = table[7], table[8]
    floor = ZERO if table[9] != 0 else LOWEST
    epsilon = reals(arguments, 11)[10]
    low, high = split(table[6], part, parts)
    centers, scales, shifts = local_floats(), local_floats(), local_floats()
    for first in range(0, channels, LOCAL):
        count = channels - first if channels - first < LOCAL else LOCAL
        describe(
            table[1], table[2], table[3], table[4], epsilon, first, count, 1,
            centers, scales, shifts,
        )  # fmt: skip
        for line in range(low, high):
            for place in range(width):
                t0, t1, t2, t3 = _taps(table[0], line, width, place, channels, first)
                out = floats(table[5] + 4 * ((line * width + place) * channels + first), count)
                _normalize_four(
                    floats(t0, count), floats(t1, count), floats(t2, count), floats(t3, count),
                    centers, scales, shifts, floor, out,
                )  # fmt: skip


@helper(apart=True)
def _add_four_gradients(x0, x1, x2, x3, dy, centers, scales, shifts, floor, totals, products):
    for j in range(dy.size):
        d0, d1 = x0[j] - centers[j], x1[j] - centers[j]
        d2, d3 = x2[j] - centers[j], x3[j] - centers[j]
        v0, v1, v2, v3 = d0 * scales[j], d1 * scales[j], d2 * scales[j], d3 * scales[j]
        greatest = _greater(_greater(v0, v1), _greater(v2, v3))
        distance = d3 if v2 < greatest else d2
        distance = distance if v1 < greatest else d1
        distance = distance if v0 < greatest else d0
        gradient = ZERO if greatest + shifts[j] <= floor else dy[j]
        totals[j] += gradient
        products[j] += gradient * distance


@kernel
def gradient_sums(arguments, part, parts):
    """x, dy, mean, variance, gamma|0, beta|0, partials, lines, width, channels, relu, p:epsilon

    partials, [parts, 2, channels], as in normalization.batch_gradient_sums.
    """
    table = integers(arguments, 11)
    width, channels = table[8], table[9]
    floor = ZERO if table[10] != 0 else LOWEST
    epsilon = reals(arguments, 12)[11]
    low, high = split(table[7], part, parts)
    centers, scales, shifts = local_floats(), local_floats(), local_floats()
    # Sums of a few places, and of all: float32 would not do for many.
    few, few_products = local_floats(), local_floats()
    totals, products = local_reals(), local_reals()
    for first in range(0, channels, LOCAL):
        count = channels - first if channels - first < LOCAL else LOCAL
        describe(
            table[2], table[3], table[4], table[5], epsilon, first, count, 1,
            centers, scales, shifts,
        )  # fmt: skip
        for j in range(count):
            totals[j] = 0.0
            products[j] = 0.0
        for line in range(low, high):
            for begin in range(0, width, FEW):
                for j in range(count):
                    few[j] = ZERO
                    few_products[j] = ZERO
                for place in range(begin, width if width - begin < FEW else begin + FEW):
                    t0, t1, t2, t3 = _taps(table[0], line, width, place, channels, first)
                    offset = 4 * ((line * width + place) * channels + first)
                    _add_four_gradients(
                        floats(t0, count), floats(t1, count), floats(t2, count), floats(t3, count),
                        floats(table[1] + offset, count), centers, scales, shifts, floor,
                        few, few_products,
                    )  # fmt: skip
                for j in range(count):
                    totals[j] += few[j]
                    products[j] += few_products[j]
        variance = floats(table[3] + 4 * first, count)
        dgamma = floats(table[6] + 4 * (2 * part * channels + first), count)
        dbeta = floats(table[6] + 4 * ((2 * part + 1) * channels + first), count)
        for j in range(count):
            dgamma[j] = products[j] * np.float64(inverse_deviation(variance[j], epsilon))
            dbeta[j] = totals[j]


@helper(apart=True)
def _pass_four_gradients(
    x0, x1, x2, x3, dy, centers, scales, shifts, floor, pulls, averages, dx0, dx1, dx2, dx3
):  # fmt: skip
    for j in range(dy.size):
        d0, d1 = x0[j] - centers[j], x1[j] - centers[j]
        d2, d3 = x2[j] - centers[j], x3[j] - centers[j]
        v0, v1, v2, v3 = d0 * scales[j], d1 * scales[j], d2 * scales[j], d3 * scales[j]
        greatest = _greater(_greater(v0, v1), _greater(v2, v3))
        left = ZERO if greatest + shifts[j] <= floor else dy[j]
        taken = ZERO if v0 < greatest else left
        dx0[j] = scales[j] * (taken - averages[j] - d0 * pulls[j])
        left = left if v0 < greatest else ZERO
        taken = ZERO if v1 < greatest else left
        dx1[j] = scales[j] * (taken - averages[j] - d1 * pulls[j])
        left = left if v1 < greatest else ZERO
        taken = ZERO if v2 < greatest else left
        dx2[j] = scales[j] * (taken - averages[j] - d2 * pulls[j])
        left = left if v2 < greatest else ZERO
        dx3[j] = scales[j] * (left - averages[j] - d3 * pulls[j])


@kernel
def gradient(arguments, part, parts):
    """x, dy, mean, variance, gamma|0, beta|0, sums|0, dx, lines, width, channels, relu, p:epsilon

    `sums` is [dgamma, dbeta], or 0 where mean and variance are constants (moving averages).
    """
    table = integers(arguments, 12)
    width, channels = table[9], table[10]
    floor = ZERO if table[11] != 0 else LOWEST
    epsilon = reals(arguments, 13)[12]
    low, high = split(table[8], part, parts)
    centers, scales, shifts = local_floats(), local_floats(), local_floats()
    pulls, averages = local_floats(), local_floats()
    for first in range(0, channels, LOCAL):
        count = channels - first if channels - first < LOCAL else LOCAL
        describe(
            table[2], table[3], table[4], table[5], epsilon, first, count, 1,
            centers, scales, shifts,
        )  # fmt: skip
        describe_gradient(
            table[3], table[6], epsilon, 4 * table[8] * width, channels, first, count, 1,
            pulls, averages,
        )  # fmt: skip
        for line in range(low, high):
            for place in range(width):
                t0, t1, t2, t3 = _taps(table[0], line, width, place, channels, first)
                g0, g1, g2, g3 = _taps(table[7], line, width, place, channels, first)
                offset = 4 * ((line * width + place) * channels + first)
                _pass_four_gradients(
                    floats(t0, count), floats(t1, count), floats(t2, count), floats(t3, count),
                    floats(table[1] + offset, count), centers, scales, shifts, floor,
                    pulls, averages,
                    floats(g0, count), floats(g1, count), floats(g2, count), floats(g3, count),
                )  # fmt: skip
