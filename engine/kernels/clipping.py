"""How are gradients kept short? Their norms, and three ways to clip them in place.

`partials` are float64 cells with sums of squares, one for each part that `squared_norm` had;
`count` is their number, of one gradient or of all. Other pointers are float32, `n` counts elements,
and names with "p:" are float64 parameters. The formulas are those of TensorFlow's functions of
these names.
"""

import numpy as np

from engine.kernels.abi import REORDER, floats, helper, inlined, integers, kernel, reals, split

ONE = np.float32(1)


@helper(fastmath=REORDER)
def sum_of_squares(x):
    total = 0.0
    for i in range(x.size):
        value = np.float64(x[i])
        total += value * value
    return total


@kernel
def squared_norm(arguments, part, parts):
    """g, partials, n: partials[part] = the sum of squares of this part of g"""
    table = integers(arguments, 3)
    low, high = split(table[2], part, parts)
    squares = sum_of_squares(floats(table[0] + 4 * low, high - low))
    reals(table[1], parts)[part] = squares


@inlined
def norm(table):
    """Return the square root of the sum of a table's partials, slots 1 and 2."""
    partials = reals(table[1], table[2])
    total = 0.0
    for i in range(partials.size):
        total += partials[i]
    return np.float32(np.sqrt(total))


@kernel
def clip_by_norm(arguments, part, parts):
    """g, partials, count, n, p:limit: g *= limit / max(norm, limit)"""
    table = integers(arguments, 4)
    limit = np.float32(reals(arguments, 5)[4])
    low, high = split(table[3], part, parts)
    g = floats(table[0] + 4 * low, high - low)
    length = norm(table)
    length = limit if length < limit else length
    for i in range(g.size):
        g[i] = g[i] * limit / length


@kernel
def clip_by_global_norm(arguments, part, parts):
    """g, partials, count, n, p:limit

    As clip_by_norm, with the partials of all gradients; all become NaN if the norm is not finite.
    """
    table = integers(arguments, 4)
    limit = np.float32(reals(arguments, 5)[4])
    low, high = split(table[3], part, parts)
    g = floats(table[0] + 4 * low, high - low)
    length = norm(table)
    scale = ONE / length if length > limit else ONE / limit
    scale = limit * scale if length < np.float32(np.inf) else np.float32(np.nan)
    for i in range(g.size):
        g[i] *= scale
