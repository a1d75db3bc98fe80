"""Which random numbers does a step draw? The same ones, however many parts or threads draw them.

The generator has no state but a counter: Philox4x32-10 (Salmon et al., Parallel Random Numbers: As
Easy as 1, 2, 3, 2011) turns (seed; place, stream, step) into 128 random bits. `state` points at two
int64 cells, the seed and the step; each op that draws has its own number `stream`, below 2**32.
Other pointers are float32, `n` counts elements, and names with "p:" are float64 parameters.
"""

import numpy as np

from engine.kernels import scalar
from engine.kernels.abi import (
    floats,
    helper,
    inlined,
    integers,
    kernel,
    local_floats,
    reals,
    split,
)

ZERO = np.float32(0)
ONE = np.float32(1)
TWO = np.float32(2)
SQRT_TWO = np.float32(1.4142135623730951)

LANES = 16
TILE = 4 * LANES  # numbers; lane j of word k goes to place k * LANES + j

MASK = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)


@helper
def philox(place, stream, step, key):
    """Return four words of 32 random bits, in 64-bit integers."""
    a, b, c, d = place & MASK, stream & MASK, step & MASK, step >> HALF
    key_0, key_1 = key & MASK, key >> HALF
    for _ in range(10):
        product_0 = a * MULTIPLIER_0
        product_1 = c * MULTIPLIER_1
        a, b, c, d = (
            (product_1 >> HALF) ^ b ^ key_0,
            product_1 & MASK,
            (product_0 >> HALF) ^ d ^ key_1,
            product_0 & MASK,
        )
        key_0 = (key_0 + WEYL_0) & MASK
        key_1 = (key_1 + WEYL_1) & MASK
    return a, b, c, d


@inlined
def fill_tile(shape, a, b, out, tile, stream, state):
    """Store shape(word, a, b) for the words of a tile in out[:TILE]."""
    key, step = np.uint64(state[0]), np.uint64(state[1])
    first = np.uint64(tile * LANES)
    for j in range(LANES):
        word_0, word_1, word_2, word_3 = philox(first + np.uint64(j), stream, step, key)
        out[j] = shape(word_0, a, b)
        out[LANES + j] = shape(word_1, a, b)
        out[2 * LANES + j] = shape(word_2, a, b)
        out[3 * LANES + j] = shape(word_3, a, b)


@inlined
def draw(shape, arguments, part, parts):
    """Fill the out of a table state, stream, out, n, p:a, p:b with shaped numbers."""
    table = integers(arguments, 4)
    state = integers(table[0], 2)
    stream = np.uint64(table[1])
    a = np.float32(reals(arguments, 6)[4])
    b = np.float32(reals(arguments, 6)[5])
    low, high = split((table[3] + TILE - 1) // TILE, part, parts)
    block = local_floats()
    for tile in range(low, high):
        left = table[3] - tile * TILE
        start = table[2] + 4 * tile * TILE
        if left >= TILE:
            fill_tile(shape, a, b, floats(start, TILE), tile, stream, state)
        else:
            fill_tile(shape, a, b, block, tile, stream, state)
            out = floats(start, left)
            for j in range(left):
                out[j] = block[j]


@helper
def fraction(word):
    """Return 24 of the bits as a number in [0, 1)."""
    return np.float32(np.int32(word >> np.uint64(8))) * np.float32(2**-24)


@helper
def normal_tail(tail):
    """Return the z >= 0 which |normal| exceeds with this probability.

    Giles, Approximating the erfinv function, 2011, in terms of 1 - x.
    """
    w = -scalar.log(tail * (TWO - tail))
    v = w - np.float32(2.5)
    near = np.float32(2.81022636e-08)
    near = near * v + np.float32(3.43273939e-07)
    near = near * v + np.float32(-3.5233877e-06)
    near = near * v + np.float32(-4.39150654e-06)
    near = near * v + np.float32(0.00021858087)
    near = near * v + np.float32(-0.00125372503)
    near = near * v + np.float32(-0.00417768164)
    near = near * v + np.float32(0.246640727)
    near = near * v + np.float32(1.50140941)
    v = np.sqrt(w) - np.float32(3)
    far = np.float32(-0.000200214257)
    far = far * v + np.float32(0.000100950558)
    far = far * v + np.float32(0.00134934322)
    far = far * v + np.float32(-0.00367342844)
    far = far * v + np.float32(0.00573950773)
    far = far * v + np.float32(-0.0076224613)
    far = far * v + np.float32(0.00943887047)
    far = far * v + np.float32(1.00167406)
    far = far * v + np.float32(2.83297682)
    return SQRT_TWO * (near if w < np.float32(5) else far) * (ONE - tail)


@helper
def signed_tail(word):
    """Return 31 of the bits as a number in (0, 1], and the last one as a sign."""
    tail = (np.float32(np.int32(word >> np.uint64(1))) + np.float32(0.5)) * np.float32(2**-31)
    return tail, ONE if (word & np.uint64(1)) != np.uint64(0) else -ONE


@helper
def _uniform(word, low, high):
    return low + (high - low) * fraction(word)


@helper
def _normal(word, mean, deviation):
    tail, sign = signed_tail(word)
    return mean + deviation * (sign * normal_tail(tail))


@helper
def _kept(word, rate, scale):
    return scale if fraction(word) >= rate else ZERO


@kernel
def uniform(arguments, part, parts):
    """state, stream, out, n, p:low, p:high"""
    draw(_uniform, arguments, part, parts)


@kernel
def normal(arguments, part, parts):
    """state, stream, out, n, p:mean, p:deviation"""
    draw(_normal, arguments, part, parts)


@kernel
def keep_mask(arguments, part, parts):
    """state, stream, mask, n, p:rate, p:scale: `scale`, or 0 with the probability `rate`"""
    draw(_kept, arguments, part, parts)


@kernel
def advance(arguments, part, parts):
    """state: step += 1"""
    if part == 0:
        integers(integers(arguments, 1)[0], 2)[1] += 1
