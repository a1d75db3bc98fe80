"""How do elements get from one place in memory to another: slices, transpositions, rows of a table?

Argument lists stand in the first line of each docstring in the order of the table. Every pointer is
float32; places are given as floats, as all integers of a tensor are. A place outside its axis never
leads to a read or write there: what was asked of it becomes NaN, what was given to it is dropped.
"""

import math

import numpy as np

from engine.kernels.abi import (
    floats,
    inlined,
    integers,
    kernel,
    local_integers,
    reals,
    split,
)

RANK = 8  # the greatest rank of a strided view
BLOCK = 16  # a transposition fills so many neighbours at a time from as many rows
ZERO = np.float32(0)
NAN = np.float32(np.nan)


def view(dims, strides):
    """Return the 17 integers `rank, dims[8], strides[8]` of a strided view, for an argument table.

    Axes which follow each other in memory are made one, so that the kernels see few and long ones.
    Raises ValueError where more than 8 remain.
    """
    kept = []
    for dim, stride in zip(dims, strides, strict=True):
        if dim == 1:
            continue
        if kept and kept[-1][1] == dim * stride:
            kept[-1] = (kept[-1][0] * dim, stride)
        else:
            kept.append((dim, stride))
    kept = kept or [(math.prod(dims), 1)]
    if len(kept) > RANK:
        raise ValueError(f"A strided view has {len(kept)} axes; the kernels know {RANK}.")
    padding = [0] * (RANK - len(kept))
    dims, strides = zip(*kept, strict=True)
    return (len(kept), *dims, *padding, *strides, *padding)


@inlined
def seek(table, row, counters):
    """Set the counters of all axes but the last to the given row; return its offset."""
    offset = 0
    for axis in range(table[2] - 2, -1, -1):
        dim = table[3 + axis]
        counters[axis] = row % dim
        row //= dim
        offset += counters[axis] * table[3 + RANK + axis]
    return offset


@inlined
def next_row(table, offset, counters):
    """Advance the counters to the next row; return its offset."""
    axis = table[2] - 2
    while axis >= 0:
        offset += table[3 + RANK + axis]
        counters[axis] += 1
        if counters[axis] < table[3 + axis]:
            break
        offset -= counters[axis] * table[3 + RANK + axis]
        counters[axis] = 0
        axis -= 1
    return offset


@inlined
def elements(table):
    count = 1
    for axis in range(table[2]):
        count *= table[3 + axis]
    return count


@inlined
def strided(address, stride, count):
    """Return a view over `count` elements `stride` apart, and the index of the first of them."""
    reach = (count - 1) * stride
    if stride < 0:
        return floats(address + 4 * reach, 1 - reach), -reach
    return floats(address, reach + 1), 0


@inlined
def transpose(x_address, out_address, rows, width, stride):
    """Store x[row + column * stride] in out[row, column], a block of columns at a time."""
    for first in range(0, width, BLOCK):
        count = width - first if width - first < BLOCK else BLOCK
        for row in range(rows):
            x = floats(x_address + 4 * (row + first * stride), (count - 1) * stride + 1)
            out = floats(out_address + 4 * (row * width + first), count)
            if count == BLOCK:
                for j in range(BLOCK):
                    out[j] = x[np.uint64(j) * np.uint64(stride)]
            else:
                for j in range(count):
                    out[j] = x[j * stride]


@kernel
def strided_copy(arguments, part, parts):
    """x, out, rank, dims[8], x_strides[8], x_offset

    out, contiguous with these dims, gets x at the offset and strides, counted in floats; a stride
    may be 0 or negative. `view(dims, strides)` makes the 17 middle slots.
    """
    table = integers(arguments, 4 + 2 * RANK)
    width = table[2 + table[2]]
    stride = table[2 + RANK + table[2]]
    rows_are_neighbours = table[2] > 1 and stride > 1 and table[1 + RANK + table[2]] == 1
    low, high = split(elements(table), part, parts)
    if low >= high:
        return
    counters = local_integers()
    row = low // width
    column = low - row * width
    offset = table[3 + 2 * RANK] + seek(table, row, counters)
    while low < high:
        rows = 0
        if rows_are_neighbours and column == 0:
            left = table[1 + table[2]] - counters[table[2] - 2]
            rows = left if left < (high - low) // width else (high - low) // width
        if rows > 0:
            transpose(table[0] + 4 * offset, table[1] + 4 * low, rows, width, stride)
            low += rows * width
            counters[table[2] - 2] += rows - 1
            offset = next_row(table, offset + rows - 1, counters)
            continue
        count = high - low if high - low < width - column else width - column
        out = floats(table[1] + 4 * low, count)
        start = table[0] + 4 * (offset + column * stride)
        if stride == 1:
            x = floats(start, count)
            for j in range(count):
                out[j] = x[j]
        else:
            x, first = strided(start, stride, count)
            for j in range(count):
                out[j] = x[first + j * stride]
        low += count
        column = 0
        offset = next_row(table, offset, counters)


@kernel
def strided_write(arguments, part, parts):
    """x, out, rank, dims[8], out_strides[8], out_offset, accumulate

    x, contiguous with these dims, is written (or added, with accumulate) into out at the offset and
    strides, counted in floats, which must lead to different places. `view` makes the middle slots.
    """
    table = integers(arguments, 5 + 2 * RANK)
    width = table[2 + table[2]]
    stride = table[2 + RANK + table[2]]
    accumulate = table[4 + 2 * RANK] != 0
    low, high = split(elements(table), part, parts)
    if low >= high:
        return
    counters = local_integers()
    row = low // width
    column = low - row * width
    offset = table[3 + 2 * RANK] + seek(table, row, counters)
    while low < high:
        count = high - low if high - low < width - column else width - column
        x = floats(table[0] + 4 * low, count)
        start = table[1] + 4 * (offset + column * stride)
        if stride == 1:
            out = floats(start, count)
            if accumulate:
                for j in range(count):
                    out[j] += x[j]
            else:
                for j in range(count):
                    out[j] = x[j]
        else:
            out, first = strided(start, stride, count)
            for j in range(count):
                kept = out[first + j * stride] if accumulate else ZERO
                out[first + j * stride] = kept + x[j]
        low += count
        column = 0
        offset = next_row(table, offset, counters)


@inlined
def place(index, size):
    """Return a float index as an integer, or -1 where it is outside 0 ... size - 1."""
    inside = index >= ZERO and index < np.float32(size)
    return np.int64(index) if inside else np.int64(-1)


@kernel
def gather(arguments, part, parts):
    """table, indices, out, count, width, rows

    out[i] = table[indices[i]], rows of `width` floats out of a table with `rows` rows.
    """
    table = integers(arguments, 6)
    width, rows = table[4], table[5]
    low, high = split(table[3], part, parts)
    indices = floats(table[1] + 4 * low, high - low)
    for i in range(high - low):
        out = floats(table[2] + 4 * (low + i) * width, width)
        row = place(indices[i], rows)
        if row >= 0:
            source = floats(table[0] + 4 * row * width, width)
            for j in range(width):
                out[j] = source[j]
        else:
            for j in range(width):
                out[j] = NAN


@kernel
def scatter_add(arguments, part, parts):
    """indices, updates, out, count, width, rows

    out[r] = the sum of updates[i] where indices[i] is r: gather's gradient. Cuts the rows of out.
    """
    table = integers(arguments, 6)
    count, width = table[3], table[4]
    low, high = split(table[5], part, parts)
    indices = floats(table[0], count)
    out = floats(table[2] + 4 * low * width, (high - low) * width)
    for j in range(out.size):
        out[j] = ZERO
    for i in range(count):
        row = place(indices[i], high)
        if row >= low:
            update = floats(table[1] + 4 * i * width, width)
            sums = floats(table[2] + 4 * row * width, width)
            for j in range(width):
                sums[j] += update[j]


@kernel
def one_hot(arguments, part, parts):
    """indices, out, count, depth, p:on, p:off: rows of `off` with `on` at the index, if inside"""
    table = integers(arguments, 4)
    depth = table[3]
    on = np.float32(reals(arguments, 6)[4])
    off = np.float32(reals(arguments, 6)[5])
    low, high = split(table[2], part, parts)
    indices = floats(table[0] + 4 * low, high - low)
    for i in range(high - low):
        out = floats(table[1] + 4 * (low + i) * depth, depth)
        for j in range(depth):
            out[j] = off
        index = place(indices[i], depth)
        if index >= 0:
            out[index] = on
