"""How are rows brought to mean 0 and variance 1 each, and how do gradients pass back?

Argument lists stand in the first line of each docstring in the order of the table. Pointers are
float32; x is contiguous, rows by cols. `gamma` and `beta` may be 0 where a layer has none. Totals
are kept in float64; results depend on the shape and the cut, not on the threads.

Back: layer_gradient for x, layer_gradient_sums and reduction.combine for the rest.
"""

import numpy as np

from engine.kernels.abi import (
    LOCAL,
    REORDER,
    floats,
    helper,
    integers,
    kernel,
    local_reals,
    reals,
    split,
)
from engine.kernels.channels import inverse_deviation


@helper(fastmath=REORDER)
def row_total(x):
    total = 0.0
    for i in range(x.size):
        total += np.float64(x[i])
    return total


@helper(fastmath=REORDER)
def row_squares(x, mean):
    total = 0.0
    for i in range(x.size):
        distance = np.float64(x[i]) - mean
        total += distance * distance
    return total


@kernel
def layer_normalize(arguments, part, parts):
    """x, gamma|0, beta|0, out, mean, variance, rows, cols, p:epsilon

    Each row is normalized by itself; its mean and variance are kept for the gradient.
    """
    table = integers(arguments, 8)
    cols = table[7]
    epsilon = reals(arguments, 9)[8]
    low, high = split(table[6], part, parts)
    means = floats(table[4] + 4 * low, high - low)
    variances = floats(table[5] + 4 * low, high - low)
    for row in range(high - low):
        x = floats(table[0] + 4 * (low + row) * cols, cols)
        out = floats(table[3] + 4 * (low + row) * cols, cols)
        average = row_total(x) / cols
        spread = row_squares(x, average) / cols
        means[row] = average
        variances[row] = spread
        mean = np.float32(average)
        scale = inverse_deviation(variances[row], epsilon)
        if table[1] != 0 and table[2] != 0:
            gamma = floats(table[1], cols)
            beta = floats(table[2], cols)
            for i in range(cols):
                out[i] = (x[i] - mean) * scale * gamma[i] + beta[i]
        elif table[1] != 0:
            gamma = floats(table[1], cols)
            for i in range(cols):
                out[i] = (x[i] - mean) * scale * gamma[i]
        elif table[2] != 0:
            beta = floats(table[2], cols)
            for i in range(cols):
                out[i] = (x[i] - mean) * scale + beta[i]
        else:
            for i in range(cols):
                out[i] = (x[i] - mean) * scale


@helper(fastmath=REORDER)
def row_products(x, dy, mean):
    """Return the sums of dy and of dy * (x - mean)."""
    total, product = 0.0, 0.0
    for i in range(x.size):
        gradient = np.float64(dy[i])
        total += gradient
        product += gradient * np.float64(x[i] - mean)
    return total, product


@kernel
def layer_gradient(arguments, part, parts):
    """x, dy, mean, variance, gamma|0, dx, rows, cols, p:epsilon"""
    table = integers(arguments, 8)
    cols = table[7]
    epsilon = reals(arguments, 9)[8]
    low, high = split(table[6], part, parts)
    means = floats(table[2] + 4 * low, high - low)
    variances = floats(table[3] + 4 * low, high - low)
    for row in range(high - low):
        x = floats(table[0] + 4 * (low + row) * cols, cols)
        dy = floats(table[1] + 4 * (low + row) * cols, cols)
        dx = floats(table[5] + 4 * (low + row) * cols, cols)
        if table[4] != 0:
            gamma = floats(table[4], cols)
            for i in range(cols):
                dx[i] = dy[i] * gamma[i]
        else:
            for i in range(cols):
                dx[i] = dy[i]
        mean = means[row]
        scale = inverse_deviation(variances[row], epsilon)
        total, product = row_products(x, dx, mean)
        average = np.float32(total / cols)
        pull = np.float32(product / cols) * scale * scale
        for i in range(cols):
            dx[i] = scale * (dx[i] - average - (x[i] - mean) * pull)


@kernel
def layer_gradient_sums(arguments, part, parts):
    """x, dy, mean, variance, partials, rows, cols, p:epsilon

    partials, [parts, 2, cols], gets the sums of dy * (x - mean) / sqrt(variance + epsilon) and of
    dy over this part's share of the rows: `reduction.combine` makes [dgamma, dbeta] of them.
    """
    table = integers(arguments, 7)
    cols = table[6]
    epsilon = reals(arguments, 8)[7]
    low, high = split(table[5], part, parts)
    means = floats(table[2] + 4 * low, high - low)
    variances = floats(table[3] + 4 * low, high - low)
    totals, products = local_reals(), local_reals()
    for first in range(0, cols, LOCAL):
        count = cols - first if cols - first < LOCAL else LOCAL
        for j in range(count):
            totals[j] = 0.0
            products[j] = 0.0
        for row in range(high - low):
            x = floats(table[0] + 4 * ((low + row) * cols + first), count)
            dy = floats(table[1] + 4 * ((low + row) * cols + first), count)
            mean = means[row]
            scale = inverse_deviation(variances[row], epsilon)
            for j in range(count):
                totals[j] += np.float64(dy[j])
                products[j] += np.float64(dy[j] * ((x[j] - mean) * scale))
        dgamma = floats(table[4] + 4 * (2 * part * cols + first), count)
        dbeta = floats(table[4] + 4 * ((2 * part + 1) * cols + first), count)
        for j in range(count):
            dgamma[j] = products[j]
            dbeta[j] = totals[j]
