"""What do two tensors become, element by element, when either may be spread over rows or columns?

Every kernel takes `a, b, out, rows, cols, a_row, a_col, b_row, b_col`. `out` is contiguous, rows by
cols. An operand's row stride is any count of floats, 0 to use one row for all; its column stride is
1, or 0 to use one element for the whole row. Every pointer is float32. Comparisons give 0 or 1 (a
comparison with NaN fails, but for `not_equal`), and what is not 0 is true. `out` may be an operand
of the same shape, at the price of a scalar loop.
"""

import numpy as np

from engine.kernels.abi import floats, helper, inlined, integers, kernel, split

ZERO = np.float32(0)
ONE = np.float32(1)


@inlined
def broadcast(function, arguments, part, parts):
    """Store function(a, b) for every element; the pieces are cut regardless of rows."""
    table = integers(arguments, 9)
    rows, cols = table[3], table[4]
    a_row, a_col, b_row, b_col = table[5], table[6], table[7], table[8]
    if cols == 1 and a_row <= 1 and b_row <= 1:  # a column is as good as a row
        rows, cols, a_col, b_col = 1, rows, a_row, b_row
    if a_row == cols * a_col and b_row == cols * b_col:  # rows follow each other without a seam
        rows, cols = 1, rows * cols
    low, high = split(rows * cols, part, parts)
    while low < high:
        row = low // cols
        col = low - row * cols
        count = min(high - low, cols - col)
        a = floats(table[0] + 4 * (row * a_row + col * a_col), count)
        b = floats(table[1] + 4 * (row * b_row + col * b_col), count)
        out = floats(table[2] + 4 * low, count)
        if a_col != 0 and b_col != 0:
            for i in range(count):
                out[i] = function(a[i], b[i])
        elif a_col != 0:
            same_b = b[0]
            for i in range(count):
                out[i] = function(a[i], same_b)
        elif b_col != 0:
            same_a = a[0]
            for i in range(count):
                out[i] = function(same_a, b[i])
        else:
            same = function(a[0], b[0])
            for i in range(count):
                out[i] = same
        low += count


# Arithmetic


@helper
def _add(a, b):
    return a + b


@kernel
def add(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_add, arguments, part, parts)


@helper
def _subtract(a, b):
    return a - b


@kernel
def subtract(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_subtract, arguments, part, parts)


@helper
def _multiply(a, b):
    return a * b


@kernel
def multiply(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_multiply, arguments, part, parts)


@helper
def _divide(a, b):
    return a / b


@kernel
def divide(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col: 0 / 0 is NaN, 1 / 0 infinite"""
    broadcast(_divide, arguments, part, parts)


@helper
def _divide_no_nan(a, b):
    return a / b if b != ZERO else ZERO


@kernel
def divide_no_nan(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col: 0 where b is 0"""
    broadcast(_divide_no_nan, arguments, part, parts)


@helper
def _squared_difference(a, b):
    difference = a - b
    return difference * difference


@kernel
def squared_difference(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_squared_difference, arguments, part, parts)


@kernel
def power(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col: a to the exponent b"""
    broadcast(np.power, arguments, part, parts)


@helper
def _mod(a, b):
    remainder = np.fmod(a, b)
    astray = remainder != ZERO and (remainder < ZERO) != (b < ZERO)
    return remainder + b if astray else remainder


@kernel
def mod(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col: the remainder has the sign of b"""
    broadcast(_mod, arguments, part, parts)


@helper
def _floor_divide(a, b):
    return np.floor(a / b)


@kernel
def floor_divide(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col: the quotient rounded down"""
    broadcast(_floor_divide, arguments, part, parts)


@kernel
def maximum(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col: NaN wins"""
    broadcast(np.maximum, arguments, part, parts)


@kernel
def minimum(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col: NaN wins"""
    broadcast(np.minimum, arguments, part, parts)


# Comparisons and logic


@helper
def _equal(a, b):
    return ONE if a == b else ZERO


@kernel
def equal(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_equal, arguments, part, parts)


@helper
def _not_equal(a, b):
    return ONE if a != b else ZERO


@kernel
def not_equal(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_not_equal, arguments, part, parts)


@helper
def _less(a, b):
    return ONE if a < b else ZERO


@kernel
def less(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_less, arguments, part, parts)


@helper
def _less_equal(a, b):
    return ONE if a <= b else ZERO


@kernel
def less_equal(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_less_equal, arguments, part, parts)


@helper
def _greater(a, b):
    return ONE if a > b else ZERO


@kernel
def greater(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_greater, arguments, part, parts)


@helper
def _greater_equal(a, b):
    return ONE if a >= b else ZERO


@kernel
def greater_equal(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_greater_equal, arguments, part, parts)


@helper
def _logical_and(a, b):
    return ONE if a != ZERO and b != ZERO else ZERO


@kernel
def logical_and(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_logical_and, arguments, part, parts)


@helper
def _logical_or(a, b):
    return ONE if a != ZERO or b != ZERO else ZERO


@kernel
def logical_or(arguments, part, parts):
    """a, b, out, rows, cols, a_row, a_col, b_row, b_col"""
    broadcast(_logical_or, arguments, part, parts)
