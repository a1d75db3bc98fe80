"""How are channels brought to mean 0 and variance 1, and how do gradients pass back?

Argument lists stand in the first line of each docstring in the order of the table. Pointers are
float32 but for `partials` of `batch_sums`; x is contiguous, rows by channels. `gamma` and `beta`
may be 0 where a layer has none. Totals are kept in float64, so that sums of squares do not cancel
away a small variance; results depend on the shape and the cut, not on the threads.

Forward: batch_sums and batch_statistics, then batch_normalize; back: batch_gradient_sums and
reduction.combine, then batch_gradient. A relu that follows is done in the same walk, and so is its
gradient: dy counts where the normalized value, computed again, is above 0.
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
    rows_at_once,
)


@helper(apart=True)
def _add_four(x0, x1, x2, x3, totals, squares):
    for j in range(x0.size):
        a, b = np.float64(x0[j]), np.float64(x1[j])
        c, d = np.float64(x2[j]), np.float64(x3[j])
        totals[j] += (a + b) + (c + d)
        squares[j] += (a * a + b * b) + (c * c + d * d)


@helper(apart=True)
def _add_one(x, totals, squares):
    for j in range(x.size):
        value = np.float64(x[j])
        totals[j] += value
        squares[j] += value * value


@kernel
def batch_sums(arguments, part, parts):
    """x, partials, rows, channels

    partials, float64 [parts, 2, channels], gets the sums of x and of its squares over this part's
    share of the rows.
    """
    table = integers(arguments, 4)
    channels = table[3]
    low, high = split(table[2], part, parts)
    totals = local_reals()
    square_totals = local_reals()
    for first in range(0, channels, LOCAL):
        count = channels - first if channels - first < LOCAL else LOCAL
        group = rows_at_once(high - low, channels)
        width = group * count
        for j in range(width):
            totals[j] = 0.0
            square_totals[j] = 0.0
        step = 4 * channels * group
        for row in range(low, high, 4 * group):
            start = table[0] + 4 * (row * channels + first)
            if high - row >= 4 * group:
                _add_four(
                    floats(start, width), floats(start + step, width),
                    floats(start + 2 * step, width), floats(start + 3 * step, width),
                    totals, square_totals,
                )  # fmt: skip
                continue
            for left in range(row, high, group):
                used = width if high - left >= group else (high - left) * count
                _add_one(floats(start, used), totals, square_totals)
                start += step
        out = reals(table[1] + 8 * (2 * part * channels + first), count)
        squares = reals(table[1] + 8 * ((2 * part + 1) * channels + first), count)
        for j in range(count):
            out[j] = 0.0
            squares[j] = 0.0
        for fold in range(group):
            for j in range(count):
                out[j] += totals[fold * count + j]
                squares[j] += square_totals[fold * count + j]


@kernel
def batch_statistics(arguments, part, parts):
    """partials, mean, variance, count, rows, channels

    `count` is the number of parts that batch_sums had, `rows` that of all rows of x. The variance
    is the biased one. Cuts the channels.
    """
    table = integers(arguments, 6)
    channels = table[5]
    low, high = split(channels, part, parts)
    mean = floats(table[1] + 4 * low, high - low)
    variance = floats(table[2] + 4 * low, high - low)
    for j in range(high - low):
        total, squares = 0.0, 0.0
        for row in range(table[3]):
            partials = reals(table[0] + 8 * (2 * row * channels + low), channels + high - low)
            total += partials[j]
            squares += partials[channels + j]
        average = total / table[4]
        spread = squares / table[4] - average * average
        mean[j] = average
        variance[j] = 0.0 if spread < 0.0 else spread


@helper(apart=True)
def _normalize(x, centers, scales, shifts, floor, out):
    for j in range(out.size):
        value = (x[j] - centers[j]) * scales[j] + shifts[j]
        out[j] = floor if value < floor else value


@kernel
def batch_normalize(arguments, part, parts):
    """x, mean, variance, gamma|0, beta|0, out, rows, channels, relu, p:epsilon

    out = (x - mean) / sqrt(variance + epsilon) * gamma + beta; with relu, 0 in place of less.
    """
    table = integers(arguments, 9)
    channels = table[7]
    floor = ZERO if table[8] != 0 else LOWEST
    epsilon = reals(arguments, 10)[9]
    low, high = split(table[6], part, parts)
    centers, scales, shifts = local_floats(), local_floats(), local_floats()
    for first in range(0, channels, LOCAL):
        count = channels - first if channels - first < LOCAL else LOCAL
        group = rows_at_once(high - low, channels)
        describe(
            table[1], table[2], table[3], table[4], epsilon, first, count, group,
            centers, scales, shifts,
        )  # fmt: skip
        for row in range(low, high, group):
            used = group * count if high - row >= group else (high - row) * count
            offset = 4 * (row * channels + first)
            _normalize(
                floats(table[0] + offset, used), centers, scales, shifts, floor,
                floats(table[5] + offset, used),
            )  # fmt: skip


@helper(apart=True)
def _add_gradients(x, dy, centers, scales, shifts, floor, totals, products):
    for j in range(x.size):
        distance = x[j] - centers[j]
        gradient = ZERO if distance * scales[j] + shifts[j] <= floor else dy[j]
        totals[j] += gradient
        products[j] += gradient * distance


@kernel
def batch_gradient_sums(arguments, part, parts):
    """x, dy, mean, variance, gamma|0, beta|0, partials, rows, channels, relu, p:epsilon

    partials, [parts, 2, channels], gets the sums of dy * (x - mean) / sqrt(variance + epsilon) and
    of dy over this part's share of the rows: `reduction.combine` makes [dgamma, dbeta] of them.
    """
    table = integers(arguments, 10)
    channels = table[8]
    floor = ZERO if table[9] != 0 else LOWEST
    epsilon = reals(arguments, 11)[10]
    low, high = split(table[7], part, parts)
    centers, scales, shifts = local_floats(), local_floats(), local_floats()
    # Sums of a few rows, and of all: float32 would not do for many.
    few, few_products = local_floats(), local_floats()
    totals, products = local_reals(), local_reals()
    for first in range(0, channels, LOCAL):
        count = channels - first if channels - first < LOCAL else LOCAL
        group = rows_at_once(high - low, channels)
        width = group * count
        describe(
            table[2], table[3], table[4], table[5], epsilon, first, count, group,
            centers, scales, shifts,
        )  # fmt: skip
        for j in range(width):
            totals[j] = 0.0
            products[j] = 0.0
        for begin in range(low, high, FEW * group):
            end = begin + FEW * group if high - begin > FEW * group else high
            for j in range(width):
                few[j] = ZERO
                few_products[j] = ZERO
            for row in range(begin, end, group):
                used = width if end - row >= group else (end - row) * count
                offset = 4 * (row * channels + first)
                _add_gradients(
                    floats(table[0] + offset, used), floats(table[1] + offset, used),
                    centers, scales, shifts, floor, few, few_products,
                )  # fmt: skip
            for j in range(width):
                totals[j] += few[j]
                products[j] += few_products[j]
        variance = floats(table[3] + 4 * first, count)
        dgamma = floats(table[6] + 4 * (2 * part * channels + first), count)
        dbeta = floats(table[6] + 4 * ((2 * part + 1) * channels + first), count)
        for j in range(count):
            product, sum = 0.0, 0.0
            for fold in range(group):
                product += products[fold * count + j]
                sum += totals[fold * count + j]
            dgamma[j] = product * np.float64(inverse_deviation(variance[j], epsilon))
            dbeta[j] = sum


@helper(apart=True)
def _pass_gradients(x, dy, centers, scales, shifts, floor, pulls, averages, dx):
    # dx = scale * (dy - dbeta / rows - (x - mean) * inverse * dgamma / rows)
    for j in range(dx.size):
        distance = x[j] - centers[j]
        gradient = ZERO if distance * scales[j] + shifts[j] <= floor else dy[j]
        dx[j] = scales[j] * (gradient - averages[j] - distance * pulls[j])


@kernel
def batch_gradient(arguments, part, parts):
    """x, dy, mean, variance, gamma|0, beta|0, sums|0, dx, rows, channels, relu, p:epsilon

    `sums` is [dgamma, dbeta], or 0 where mean and variance are constants (moving averages).
    """
    table = integers(arguments, 11)
    channels = table[9]
    floor = ZERO if table[10] != 0 else LOWEST
    epsilon = reals(arguments, 12)[11]
    low, high = split(table[8], part, parts)
    centers, scales, shifts = local_floats(), local_floats(), local_floats()
    pulls, averages = local_floats(), local_floats()
    for first in range(0, channels, LOCAL):
        count = channels - first if channels - first < LOCAL else LOCAL
        group = rows_at_once(high - low, channels)
        describe(
            table[2], table[3], table[4], table[5], epsilon, first, count, group,
            centers, scales, shifts,
        )  # fmt: skip
        describe_gradient(
            table[3], table[6], epsilon, table[8], channels, first, count, group, pulls, averages
        )
        for row in range(low, high, group):
            used = group * count if high - row >= group else (high - row) * count
            offset = 4 * (row * channels + first)
            _pass_gradients(
                floats(table[0] + offset, used), floats(table[1] + offset, used),
                centers, scales, shifts, floor, pulls, averages, floats(table[7] + offset, used),
            )  # fmt: skip
