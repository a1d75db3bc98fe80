"""How are batches of matrices multiplied and transposed?

Strides count floats; a stride of 0 repeats what is there, so A or B may be shared by the batch.
"""

import numpy as np

from engine.kernels.abi import REORDER, floats, helper, integers, kernel, split
from engine.kernels.simd import (
    MICRO_KERNEL,
    START_BIAS,
    START_C,
    START_ZERO,
    gemm,
    transpose_into,
)
from engine.kernels.sizes import PACKED_FROM, PACKED_ROWS, PANEL_COLUMNS, PANEL_DEPTH

ZERO = np.float32(0)
_STRIP = 2048  # floats of one result row which stay in the first cache while B streams past
_ROW_BLOCK = 512  # rows of A which stay in the second cache while panels of B are used


@helper
def _share(batch, M, N, part, parts):
    """Return (first, last, m, rows, n, columns): the matrices of the batch, and the block of rows
    and columns of each, which this part computes.
    """
    if batch >= parts or batch == 0:
        first, last = split(batch, part, parts)
        return first, last, 0, M, 0, N
    # Several parts to each matrix: part p works on matrix p * batch // parts with its neighbours.
    matrix = part * batch // parts
    begin = (matrix * parts + batch - 1) // batch
    end = ((matrix + 1) * parts + batch - 1) // batch
    panels = (N + PANEL_COLUMNS - 1) // PANEL_COLUMNS
    if N > M and panels >= end - begin or M < end - begin:
        low, high = split(panels, part - begin, end - begin)
        low, high = low * PANEL_COLUMNS, min(N, high * PANEL_COLUMNS)
        return matrix, matrix + 1, 0, M, low, high - low
    low, high = split(M, part - begin, end - begin)
    return matrix, matrix + 1, low, high - low, 0, N


@helper
def _start_of_row(out, N, bias, accumulate):
    """Let one row of results start from what is there, from the bias or from zero."""
    y = floats(out, N)
    if accumulate == 0 and bias != 0:
        start = floats(bias, N)
        for i in range(N):
            y[i] = start[i]
    elif accumulate == 0:
        for i in range(N):
            y[i] = ZERO


@helper
def _clip_row(out, N, relu):
    if relu != 0:
        y = floats(out, N)
        for i in range(N):
            y[i] = ZERO if y[i] < ZERO else y[i]


@helper
def _row_times_matrix(a, a_k, b, b_k, out, N, K, bias, relu, accumulate):
    """One row: B streams past once, eight rows of it at a time."""
    for first in range(0, N, _STRIP):
        width = min(_STRIP, N - first)
        place = out + 4 * first
        _start_of_row(place, width, bias + 4 * first if bias != 0 else 0, accumulate)
        y = floats(place, width)
        whole = K // 8 * 8
        for k in range(0, whole, 8):
            x = floats(a + 4 * k * a_k, 7 * a_k + 1)
            x0, x1, x2, x3 = x[0], x[a_k], x[2 * a_k], x[3 * a_k]
            x4, x5, x6, x7 = x[4 * a_k], x[5 * a_k], x[6 * a_k], x[7 * a_k]
            row = b + 4 * (k * b_k + first)
            step = 4 * b_k
            w0, w1 = floats(row, width), floats(row + step, width)
            w2, w3 = floats(row + 2 * step, width), floats(row + 3 * step, width)
            w4, w5 = floats(row + 4 * step, width), floats(row + 5 * step, width)
            w6, w7 = floats(row + 6 * step, width), floats(row + 7 * step, width)
            for i in range(width):
                y[i] += (
                    x0 * w0[i] + x1 * w1[i] + x2 * w2[i] + x3 * w3[i]
                    + x4 * w4[i] + x5 * w5[i] + x6 * w6[i] + x7 * w7[i]
                )  # fmt: skip
        for k in range(whole, K):
            value = floats(a + 4 * k * a_k, 1)[0]
            w = floats(b + 4 * (k * b_k + first), width)
            for i in range(width):
                y[i] += value * w[i]
        _clip_row(place, width, relu)


@helper
def _cut_block(out, cut, N, m, rows, n, columns):
    """End gradients where a relu gave nothing: 0 in this block of results where `cut` is not above
    0 (or not a number).
    """
    if cut != 0:
        for row in range(m, m + rows):
            x = floats(out + 4 * (row * N + n), columns)
            y = floats(cut + 4 * (row * N + n), columns)
            for i in range(columns):
                gradient = x[i]
                x[i] = gradient if y[i] > ZERO else ZERO


@helper(fastmath=REORDER)
def _dot(a, b, count):
    x, y = floats(a, count), floats(b, count)
    total = ZERO
    for i in range(count):
        total += x[i] * y[i]
    return total


@helper
def _pack_panel(b, b_k, b_n, depth, columns, scratch):
    """Copy [depth, columns] of B to contiguous rows of PANEL_COLUMNS."""
    if b_n != 1:
        transpose_into(b, b_n, columns, depth, scratch, PANEL_COLUMNS)
        return
    for k in range(depth):
        source = floats(b + 4 * k * b_k, columns)
        target = floats(scratch + 4 * k * PANEL_COLUMNS, columns)
        for j in range(columns):
            target[j] = source[j]


@helper
def _product(
    a, a_m, a_k, b, b_k, b_n, out, N, bias, relu, accumulate, cut, m, rows, n, columns, K, scratch
):  # fmt: skip
    """The block [m : m + rows, n : n + columns] of one product, by way of packed panels of B."""
    for first_row in range(m, m + rows, _ROW_BLOCK):
        height = min(_ROW_BLOCK, m + rows - first_row)
        for column in range(n, n + columns, PANEL_COLUMNS):
            width = min(PANEL_COLUMNS, n + columns - column)
            target = out + 4 * (first_row * N + column)
            for k in range(0, K, PANEL_DEPTH):
                depth = min(PANEL_DEPTH, K - k)
                _pack_panel(b + 4 * (k * b_k + column * b_n), b_k, b_n, depth, width, scratch)
                start = START_C
                if k == 0 and accumulate == 0:
                    start = START_BIAS if bias != 0 else START_ZERO
                gemm(
                    height, width, a + 4 * (first_row * a_m + k * a_k), a_m, 0, a_k,
                    scratch, 0, PANEL_COLUMNS, target, N, 1, depth, start,
                    bias + 4 * column, relu if k + depth == K else 0,
                )  # fmt: skip
            _cut_block(out, cut, N, first_row, height, column, width)


@kernel(uses=(MICRO_KERNEL,))
def matmul(arguments, part, parts):
    """out[i] = relu?(A[i] @ B[i] + bias), or out[i] += A[i] @ B[i], for i < batch.

    (a, b, out, batch, M, N, K, a_batch, a_m, a_k, b_batch, b_k, out_batch, bias | 0, relu, scratch,
    accumulate, cut | 0). A[m, k] lies at a_m*m + a_k*k; B's rows are contiguous, b_k apart; out's
    rows are contiguous, N apart. With `accumulate` the bias is not added. `scratch`:
    sizes.matmul_scratch. Where `cut`, laid out as out, is not above 0, the result becomes 0.
    """
    t = integers(arguments, 18)
    batch, M, N, K, a_m, a_k, b_k = t[3], t[4], t[5], t[6], t[8], t[9], t[11]
    bias, relu, accumulate = t[13], t[14], t[16]
    scratch = t[15] + 4 * part * PANEL_COLUMNS * PANEL_DEPTH
    first, last, m, rows, n, columns = _share(batch, M, N, part, parts)
    start = START_C if accumulate != 0 else (START_BIAS if bias != 0 else START_ZERO)
    for i in range(first, last):
        a, b, out = t[0] + 4 * i * t[7], t[1] + 4 * i * t[10], t[2] + 4 * i * t[12]
        cut = t[17] + 4 * i * t[12] if t[17] != 0 else 0
        if M == 1 and rows == 1 or columns == N == 1 and a_m == 1 and bias == 0:
            # One row of results is A's row times B, one column is B's column times A^T.
            x, x_k, w, w_k, place, count = a, a_k, b + 4 * n, b_k, out + 4 * n, columns
            if M > 1:
                x, x_k, w, w_k, place, count = b, b_k, a + 4 * m, a_k, out + 4 * m, rows
            _row_times_matrix(
                x, x_k, w, w_k, place, count, K,
                bias + 4 * n if bias != 0 else 0, relu, accumulate,
            )  # fmt: skip
            _cut_block(out, cut, N, m, rows, n, columns)
        elif rows >= PACKED_ROWS and columns >= PANEL_COLUMNS and b_k * K >= PACKED_FROM:
            _product(
                a, a_m, a_k, b, b_k, 1, out, N, bias, relu, accumulate,
                cut, m, rows, n, columns, K, scratch,
            )  # fmt: skip
        else:
            gemm(
                rows, columns, a + 4 * m * a_m, a_m, 0, a_k, b + 4 * n, 0, b_k,
                out + 4 * (m * N + n), N, 1, K, start, bias + 4 * n, relu,
            )  # fmt: skip
            _cut_block(out, cut, N, m, rows, n, columns)


@kernel(uses=(MICRO_KERNEL,))
def matmul_transposed(arguments, part, parts):
    """out[i] = relu?(A[i] @ B[i]^T + bias), or out[i] += A[i] @ B[i]^T, for i < batch.

    (a, b, out, batch, M, N, K, a_batch, a_m, a_k, b_batch, b_n, out_batch, bias | 0, relu, scratch,
    accumulate, cut | 0), as for `matmul`, but B is stored as [N, K]: contiguous rows, b_n apart.
    """
    t = integers(arguments, 18)
    batch, M, N, K, a_m, a_k, b_n = t[3], t[4], t[5], t[6], t[8], t[9], t[11]
    bias, relu, accumulate = t[13], t[14], t[16]
    scratch = t[15] + 4 * part * PANEL_COLUMNS * PANEL_DEPTH
    first, last, m, rows, n, columns = _share(batch, M, N, part, parts)
    for i in range(first, last):
        a, b, out = t[0] + 4 * i * t[7], t[1] + 4 * i * t[10], t[2] + 4 * i * t[12]
        cut = t[17] + 4 * i * t[12] if t[17] != 0 else 0
        if a_k == 1 and (rows <= 2 or N == 1) or K == 0:
            for row in range(m, m + rows):
                place = out + 4 * (row * N + n)
                _start_of_row(place, columns, bias + 4 * n if bias != 0 else 0, accumulate)
                y = floats(place, columns)
                for j in range(columns):
                    y[j] += _dot(a + 4 * row * a_m, b + 4 * (n + j) * b_n, K)
                _clip_row(place, columns, relu)
            _cut_block(out, cut, N, m, rows, n, columns)
        else:
            _product(
                a, a_m, a_k, b, 1, b_n, out, N, bias, relu, accumulate,
                cut, m, rows, n, columns, K, scratch,
            )  # fmt: skip


@kernel
def transpose(arguments, part, parts):
    """(x, out, batch, rows, columns): out[i] = x[i]^T, both contiguous."""
    t = integers(arguments, 5)
    batch, rows, columns = t[2], t[3], t[4]
    strips = (columns + 15) // 16  # columns of x, rows of out
    low, high = split(batch * strips, part, parts)
    for strip in range(low, high):
        matrix = strip // strips
        column = (strip - matrix * strips) * 16
        start = 4 * matrix * rows * columns
        transpose_into(
            t[0] + start + 4 * column, columns, rows, min(16, columns - column),
            t[1] + start + 4 * column * rows, rows,
        )  # fmt: skip
