"""How is a 3 x 3 convolution without strides done with a quarter of the products?

The result is cut into tiles of 4 x 4. Each tile's 6 x 6 input is transformed, for each of the 36
places the tiles of a block are one matrix product with the transformed weights, and the products
are transformed back. Padding is implied, also where the last tile overhangs. The price is accuracy:
errors are some ten times those of the direct sum, 1e-5 of the results. sizes.winograd_pays tells
when it is faster.

The gradient of the input is the same convolution of dy, with the weights of `convolution.rotate`
and a padding of 2 - P.
"""

import numpy as np

from engine.kernels.abi import copy_of, floats, helper, integers, kernel, split
from engine.kernels.simd import MICRO_KERNEL, START_C, START_ZERO, gemm
from engine.kernels.sizes import WINOGRAD_GAP, winograd_tiles
from engine.kernels.transforms import (
    transform_gradient,
    transform_input,
    transform_result,
    transform_weight_gradient,
    transform_weights,
)

ZERO = np.float32(0)
_UNIT = 64  # weights which stay together when they are shared out

# Arguments of `forward` and `weight_gradient`.
_N, _IH, _IW, _CI, _OH, _OW, _CO, _PH, _PW = range(4, 13)
_tiles_of = helper(winograd_tiles)


@kernel
def weights(arguments, part, parts):
    """(w, u, n): u = the transform of w [9, n], for n = CI * CO; sizes.winograd_weights floats."""
    t = integers(arguments, 3)
    n = t[2]
    low, high = split((n + _UNIT - 1) // _UNIT, part, parts)
    low, high = low * _UNIT, min(n, high * _UNIT)
    transform_weights(
        t[0] + 4 * low, 3 * n, n, t[1] + 4 * low, 6 * (n + WINOGRAD_GAP), n + WINOGRAD_GAP,
        0, 3, 0, 3, high - low, 0, 0,
    )  # fmt: skip


@helper
def _even(count, most):
    """Return the size of blocks of at most so many tiles which make up `count`, none a scrap."""
    blocks = (count + most - 1) // most
    return max(1, (count + blocks - 1) // max(1, blocks))


@helper
def _tile_at(t, tile):
    """Return the image, first line and first column of a tile of the result."""
    across, down = (t[_OW] + 3) // 4, (t[_OH] + 3) // 4
    image = tile // (across * down)
    line = (tile - image * across * down) // across
    return image, 4 * line, 4 * (tile - (image * down + line) * across)


@helper
def _transform_inputs(t, first, count, place, target):
    """Transform the inputs of a block of tiles: target is [36, place], a row for each tile."""
    for index in range(count):
        image, h, w = _tile_at(t, first + index)
        h, w = h - t[_PH], w - t[_PW]
        transform_input(
            t[0] + 4 * ((image * t[_IH] + h) * t[_IW] + w) * t[_CI], t[_IW] * t[_CI], t[_CI],
            target + 4 * index * t[_CI], 6 * place, place,
            -h, t[_IH] - h, -w, t[_IW] - w, t[_CI], 0, 0,
        )  # fmt: skip


@kernel(uses=(MICRO_KERNEL,))
def forward(arguments, part, parts):
    """y = relu?(x * w + bias) for the weights that gave u.

    (x, u, bias | 0, y, N, IH, IW, CI, OH, OW, CO, PH, PW, relu, scratch): padding before the axes;
    scratch: sizes.winograd_scratch(CI, CO, parts).
    """
    t = integers(arguments, 15)
    channels, filters = t[_CI], t[_CO]
    block = _tiles_of(channels, filters)
    place, place_out = block * channels + WINOGRAD_GAP, block * filters + WINOGRAD_GAP
    inputs = t[14] + 4 * part * 36 * (place + place_out)
    products = inputs + 4 * 36 * place
    low, high = split(t[_N] * ((t[_OH] + 3) // 4) * ((t[_OW] + 3) // 4), part, parts)
    block = _even(high - low, block)
    for first in range(low, high, block):
        count = min(block, high - first)
        _transform_inputs(t, first, count, place, inputs)
        for q in range(36):
            gemm(
                count, filters, inputs + 4 * q * place, channels, 0, 1,
                t[1] + 4 * q * (channels * filters + WINOGRAD_GAP), 0, filters,
                products + 4 * q * place_out, filters, 1, channels, START_ZERO, 0, 0,
            )  # fmt: skip
        for index in range(count):
            image, h, w = _tile_at(t, first + index)
            transform_result(
                products + 4 * index * filters, 6 * place_out, place_out,
                t[3] + 4 * ((image * t[_OH] + h) * t[_OW] + w) * filters, t[_OW] * filters, filters,
                0, t[_OH] - h, 0, t[_OW] - w, filters, t[2], t[13],
            )  # fmt: skip


@kernel(uses=(MICRO_KERNEL,))
def weight_gradient(arguments, part, parts):
    """du = the gradient of the transformed weights, in `copies` pieces which add up to it.

    (x, dy, 0, du, N, IH, IW, CI, OH, OW, CO, PH, PW, scratch, copies): du is [copies] times
    sizes.winograd_weights(CI, CO), scratch sizes.winograd_scratch(CI, CO, parts). The parts share
    the copies: all parts of a copy add into it, after the first. `weights_back` makes dw of them.
    """
    t = integers(arguments, 15)
    channels, filters = t[_CI], t[_CO]
    block = _tiles_of(channels, filters)
    place, place_out = block * channels + WINOGRAD_GAP, block * filters + WINOGRAD_GAP
    inputs = t[13] + 4 * part * 36 * (place + place_out)
    gradients = inputs + 4 * 36 * place
    stride = channels * filters + WINOGRAD_GAP
    copy, begins = copy_of(part, parts, t[14])
    du = t[3] + 4 * copy * 36 * stride
    low, high = split(t[_N] * ((t[_OH] + 3) // 4) * ((t[_OW] + 3) // 4), part, parts)
    if low == high and begins:
        cells = floats(du, 36 * stride)
        for i in range(36 * stride):
            cells[i] = ZERO
    block = _even(high - low, block)
    for first in range(low, high, block):
        count = min(block, high - first)
        _transform_inputs(t, first, count, place, inputs)
        for index in range(count):
            image, h, w = _tile_at(t, first + index)
            transform_gradient(
                t[1] + 4 * ((image * t[_OH] + h) * t[_OW] + w) * filters, t[_OW] * filters, filters,
                gradients + 4 * index * filters, 6 * place_out, place_out,
                0, t[_OH] - h, 0, t[_OW] - w, filters, 0, 0,
            )  # fmt: skip
        for q in range(36):
            gemm(
                channels, filters, inputs + 4 * q * place, 1, 0, channels,
                gradients + 4 * q * place_out, 0, filters,
                du + 4 * q * stride, filters, 1, count,
                START_ZERO if begins and first == low else START_C, 0, 0,
            )  # fmt: skip


@kernel
def weights_back(arguments, part, parts):
    """(du, dw, copies, n): dw [9, n] = what the sum of the copies of du makes of it.

    The first copy is overwritten by the sum.
    """
    t = integers(arguments, 4)
    copies, n = t[2], t[3]
    low, high = split((n + _UNIT - 1) // _UNIT, part, parts)
    low, high = low * _UNIT, min(n, high * _UNIT)
    stride = n + WINOGRAD_GAP
    for q in range(36):
        total = floats(t[0] + 4 * (q * stride + low), high - low)
        for copy in range(1, copies):
            added = floats(t[0] + 4 * ((copy * 36 + q) * stride + low), high - low)
            for i in range(high - low):
                total[i] += added[i]
    transform_weight_gradient(
        t[0] + 4 * low, 6 * stride, stride, t[1] + 4 * low, 3 * n, n,
        0, 3, 0, 3, high - low, 0, 0,
    )  # fmt: skip
