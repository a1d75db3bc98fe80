"""What does each element of one tensor become?

Argument lists stand in each docstring in the order of the table. Every pointer is float32 and
contiguous, `n` counts elements, and names with "p:" are float64 parameters. Truth values are 0 and
1, and what is not 0 is true. NaN stays NaN. `out` may be one of the inputs, at the price of a
scalar loop.
"""

import numpy as np

from engine.kernels import scalar
from engine.kernels.abi import floats, helper, integers, kernel, split
from engine.kernels.walks import each, operands, parameter

ZERO = np.float32(0)
ONE = np.float32(1)


# Moving and filling


@kernel
def copy(arguments, part, parts):
    """x, out, n"""
    x, out = operands(arguments, part, parts)
    for i in range(out.size):
        out[i] = x[i]


@kernel
def fill(arguments, part, parts):
    """out, n, p:value"""
    table = integers(arguments, 2)
    low, high = split(table[1], part, parts)
    out = floats(table[0] + 4 * low, high - low)
    value = parameter(arguments, 2)
    for i in range(out.size):
        out[i] = value


@kernel
def spread(arguments, part, parts):
    """x, out, n: the one number of x, everywhere"""
    table = integers(arguments, 3)
    low, high = split(table[2], part, parts)
    value = floats(table[0], 1)[0]
    out = floats(table[1] + 4 * low, high - low)
    for i in range(out.size):
        out[i] = value


@kernel
def where(arguments, part, parts):
    """condition, a, b, out, n: a where the condition holds, otherwise b"""
    table = integers(arguments, 5)
    low, high = split(table[4], part, parts)
    condition = floats(table[0] + 4 * low, high - low)
    a = floats(table[1] + 4 * low, high - low)
    b = floats(table[2] + 4 * low, high - low)
    out = floats(table[3] + 4 * low, high - low)
    for i in range(out.size):
        yes = a[i]
        no = b[i]
        out[i] = yes if condition[i] != ZERO else no


# Arithmetic


@kernel
def affine(arguments, part, parts):
    """x, out, n, p:scale, p:offset: scale * x + offset"""
    x, out = operands(arguments, part, parts)
    scale = parameter(arguments, 3)
    offset = parameter(arguments, 4)
    for i in range(out.size):
        out[i] = scale * x[i] + offset


@kernel
def clip(arguments, part, parts):
    """x, out, n, p:low, p:high: either bound may be infinite"""
    x, out = operands(arguments, part, parts)
    low = parameter(arguments, 3)
    high = parameter(arguments, 4)
    for i in range(out.size):
        value = x[i]
        value = low if value < low else value
        out[i] = high if value > high else value


@kernel
def power_scalar(arguments, part, parts):
    """x, out, n, p:exponent: x to the exponent; 2, 3, 0.5, 1 and -1 are fast"""
    x, out = operands(arguments, part, parts)
    exponent = parameter(arguments, 3)
    if exponent == np.float32(2):
        for i in range(out.size):
            out[i] = x[i] * x[i]
    elif exponent == np.float32(3):
        for i in range(out.size):
            out[i] = x[i] * x[i] * x[i]
    elif exponent == np.float32(0.5):
        for i in range(out.size):
            out[i] = np.sqrt(x[i])
    elif exponent == ONE:
        for i in range(out.size):
            out[i] = x[i]
    elif exponent == -ONE:
        for i in range(out.size):
            out[i] = ONE / x[i]
    else:
        for i in range(out.size):
            out[i] = np.power(x[i], exponent)


@helper
def _negative(x):
    return -x


@kernel
def negative(arguments, part, parts):
    """x, out, n"""
    each(_negative, arguments, part, parts)


@kernel
def abs(arguments, part, parts):
    """x, out, n"""
    each(np.abs, arguments, part, parts)


@helper
def _sign(x):
    sign = ONE if x > ZERO else x  # zero and NaN are their own sign
    return -ONE if x < ZERO else sign


@kernel
def sign(arguments, part, parts):
    """x, out, n: -1, 0 or 1"""
    each(_sign, arguments, part, parts)


@helper
def _square(x):
    return x * x


@kernel
def square(arguments, part, parts):
    """x, out, n"""
    each(_square, arguments, part, parts)


@kernel
def sqrt(arguments, part, parts):
    """x, out, n"""
    each(np.sqrt, arguments, part, parts)


@helper
def _rsqrt(x):
    return ONE / np.sqrt(x)


@kernel
def rsqrt(arguments, part, parts):
    """x, out, n: 1 / sqrt(x)"""
    each(_rsqrt, arguments, part, parts)


@helper
def _reciprocal(x):
    return ONE / x


@kernel
def reciprocal(arguments, part, parts):
    """x, out, n: 1 / x"""
    each(_reciprocal, arguments, part, parts)


@kernel
def floor(arguments, part, parts):
    """x, out, n"""
    each(np.floor, arguments, part, parts)


@kernel
def ceil(arguments, part, parts):
    """x, out, n"""
    each(np.ceil, arguments, part, parts)


@kernel
def round(arguments, part, parts):
    """x, out, n: halves go to the even neighbour"""
    each(np.rint, arguments, part, parts)


# Truth


@helper
def _logical_not(x):
    return ONE if x == ZERO else ZERO


@kernel
def logical_not(arguments, part, parts):
    """x, out, n"""
    each(_logical_not, arguments, part, parts)


@helper
def _isnan(x):
    return ONE if x != x else ZERO


@kernel
def isnan(arguments, part, parts):
    """x, out, n"""
    each(_isnan, arguments, part, parts)


# Exponentials and logarithms, in vectors


@kernel
def exp(arguments, part, parts):
    """x, out, n"""
    each(scalar.exp, arguments, part, parts)


@kernel
def expm1(arguments, part, parts):
    """x, out, n: exp(x) - 1, exact near 0"""
    each(scalar.expm1, arguments, part, parts)


@kernel
def log(arguments, part, parts):
    """x, out, n"""
    each(scalar.log, arguments, part, parts)


@kernel
def log1p(arguments, part, parts):
    """x, out, n: log(1 + x), exact near 0"""
    each(scalar.log1p, arguments, part, parts)


@kernel
def erf(arguments, part, parts):
    """x, out, n"""
    each(scalar.erf, arguments, part, parts)


# Trigonometry, one element after the other through the C library


@kernel
def sin(arguments, part, parts):
    """x, out, n"""
    each(np.sin, arguments, part, parts)


@kernel
def cos(arguments, part, parts):
    """x, out, n"""
    each(np.cos, arguments, part, parts)


@kernel
def tan(arguments, part, parts):
    """x, out, n"""
    each(np.tan, arguments, part, parts)


@kernel
def arctan(arguments, part, parts):
    """x, out, n"""
    each(np.arctan, arguments, part, parts)
