"""How are two matrices multiplied near the speed limit of one core, without a BLAS and a compiler?

    C[m, n] = end(start + sum_r sum_k A[m*sm + r*sar + k*sk] * B[r*sbr + k*ldb + n])

A tile of C is held in vector registers while k and r run; the tiles are written as LLVM code for
the vectors of this host. Free strides and the second sum over r make this one routine serve dense
layers, convolutions without im2col, recurrent layers, attention and all their gradients.

Kernels call `gemm(M, N, A, sm, sar, sk, B, sbr, ldb, C, ldc, R, K, start, bias, relu)`: all int64;
A, B, C, bias are addresses, strides count floats. `start` is START_ZERO, START_C (add to what C
holds) or START_BIAS (bias[n] in each row); with relu != 0 negative results become 0. Such a kernel
is declared with `@kernel(uses=(MICRO_KERNEL,))`. NaN and infinity pass, also through relu.

`channelwise`, named by CHANNEL_KERNEL, is the same with A[m*sm + r*sar + k*sk + n]: every
column of C has its own column of A. That is a depthwise convolution.
"""

import llvmlite.binding
import numpy as np
from numba import types
from numba.core.typing import signature

from engine.kernels.abi import INTERPRETED, compile_callback, floats, helper, in_cache
from engine.kernels.tiles import (
    LANES,
    START_BIAS,
    START_C,
    START_ZERO,
    TILES,
    channel_tile,
    matrix_tile,
    transpose_block,
)

__all__ = [
    "CHANNEL_KERNEL",
    "LANES",
    "MICRO_KERNEL",
    "START_BIAS",
    "START_C",
    "START_ZERO",
    "TILES",
    "channelwise",
    "gemm",
    "transpose_into",
]

_WIDEST = max(TILES)
_MOST_4, _MOST_2, _MOST_1 = TILES.get(4, 0), TILES[2], TILES[1]


@helper
def _width_left(left):
    """Return (vectors, rows): the widest tile for so many columns, and how tall it may be."""
    if _WIDEST >= 4 and left >= 4 * LANES:
        return 4, _MOST_4
    if left >= 2 * LANES:
        return 2, _MOST_2
    return 1, _MOST_1


def micro_kernel(M, N, A, sm, sar, sk, B, sbr, ldb, C, ldc, R, K, start, bias, relu):
    """Cut C into tiles, its rows evenly: 26 rows are 6, 5, 5, 5, 5, which leaves no scrap."""
    n = 0
    while M > 0 and n < N:
        vectors, most = _width_left(N - n)
        tiles = (M + most - 1) // most
        height = M // tiles
        taller = M - height * tiles
        m = 0
        for tile in range(tiles):
            rows = height + 1 if tile < taller else height
            matrix_tile(
                vectors, rows, A + 4 * m * sm, sm, sar, sk, B + 4 * n, sbr, ldb,
                C + 4 * (m * ldc + n), ldc, R, K, start, N - n, bias + 4 * n, relu,
            )  # fmt: skip
            m += rows
        n += vectors * LANES


def channel_kernel(M, N, A, sm, sar, sk, B, sbr, ldb, C, ldc, R, K, start, bias, relu):
    """The same for `channelwise`."""
    n = 0
    while M > 0 and n < N:
        vectors, most = _width_left(N - n)
        tiles = (M + most - 1) // most
        height = M // tiles
        taller = M - height * tiles
        m = 0
        for tile in range(tiles):
            rows = height + 1 if tile < taller else height
            channel_tile(
                vectors, rows, A + 4 * (m * sm + n), sm, sar, sk, B + 4 * n, sbr, ldb,
                C + 4 * (m * ldc + n), ldc, R, K, start, N - n, bias + 4 * n, relu,
            )  # fmt: skip
            m += rows
        n += vectors * LANES


class Symbol:
    """Compiled code which kernels call by a name: compiled once, while callers stay small.

    Called as an ordinary Numba function it would be compiled again into each of its callers.
    """

    def __init__(self, name, symbol, function, signature):
        self.name, self.symbol = name, symbol
        self.function, self.signature = function, signature
        self._compiled = None

    @property
    def address(self):
        """The address of the machine code, which the linker knows by the symbol from here on."""
        if self._compiled is None:
            compiled = compile_callback(self.function, self.signature)
            llvmlite.binding.add_symbol(self.symbol, compiled.address)
            self._compiled = compiled
        return self._compiled.address

    def cached(self):
        """Tell whether `address` is there at once, without compiling."""
        return self._compiled is not None or in_cache(self.function, self.signature)


_SIGNATURE = signature(types.void, *[types.int64] * 16)
MICRO_KERNEL = Symbol("simd.MICRO_KERNEL", "layerloom_gemm", micro_kernel, _SIGNATURE)
CHANNEL_KERNEL = Symbol(
    "simd.CHANNEL_KERNEL", "layerloom_channelwise", channel_kernel, _SIGNATURE
)


@helper
def transpose_into(source, source_stride, rows, columns, target, target_stride):
    """Write target[c * target_stride + r] = source[r * source_stride + c]; both are addresses."""
    whole_rows = whole_columns = 0
    if not INTERPRETED:
        whole_rows, whole_columns = rows // LANES * LANES, columns // LANES * LANES
        for column in range(0, whole_columns, LANES):
            for row in range(0, whole_rows, LANES):
                transpose_block(
                    source + 4 * (row * source_stride + column), source_stride,
                    target + 4 * (column * target_stride + row), target_stride,
                )  # fmt: skip
    for row in range(rows):
        start = whole_columns if row < whole_rows else 0
        line = floats(source + 4 * (row * source_stride + start), columns - start)
        for column in range(columns - start):
            cell = target + 4 * ((start + column) * target_stride + row)
            floats(cell, 1)[0] = line[column]


if INTERPRETED:

    def gemm(M, N, A, sm, sar, sk, B, sbr, ldb, C, ldc, R, K, start, bias, relu):
        """The same with NumPy's strided views."""
        if M > 0 and N > 0:
            a = _strided(A, (M, R, K), (sm, sar, sk)) if R > 0 and K > 0 else np.zeros((M, 0, 0))
            b = _strided(B, (R, K, N), (sbr, ldb, 1)) if R > 0 and K > 0 else np.zeros((0, 0, N))
            _finish(np.einsum("mrk,rkn->mn", a, b), C, ldc, start, bias, relu)

    def channelwise(M, N, A, sm, sar, sk, B, sbr, ldb, C, ldc, R, K, start, bias, relu):
        """The same with a column of A for each column of C."""
        if M > 0 and N > 0:
            some = R > 0 and K > 0
            a = _strided(A, (M, R, K, N), (sm, sar, sk, 1)) if some else np.zeros((M, 0, 0, N))
            b = _strided(B, (R, K, N), (sbr, ldb, 1)) if some else np.zeros((0, 0, N))
            _finish(np.einsum("mrkn,rkn->mn", a, b), C, ldc, start, bias, relu)

    def _finish(products, C, ldc, start, bias, relu):
        out = _strided(C, products.shape, (ldc, 1))
        if start == START_ZERO:
            out[:] = 0
        elif start == START_BIAS:
            out[:] = floats(bias, products.shape[1])
        out += products
        if relu:
            out[out < 0] = 0

    def _strided(address, shape, strides):
        """View floats at an address with strides of either sign."""
        reaches = [(size - 1) * stride for size, stride in zip(shape, strides, strict=True)]
        lowest = sum(min(reach, 0) for reach in reaches)
        highest = sum(max(reach, 0) for reach in reaches)
        cells = floats(address + 4 * lowest, highest - lowest + 1)
        return np.ndarray(shape, np.float32, cells, -4 * lowest, [4 * stride for stride in strides])

else:
    gemm = types.ExternalFunction(MICRO_KERNEL.symbol, _SIGNATURE)
    channelwise = types.ExternalFunction(CHANNEL_KERNEL.symbol, _SIGNATURE)
