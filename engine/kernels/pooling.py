"""What do the greatest and the mean of each window give, and where do their gradients go?

After their buffers all kernels take the same numbers:
    N, D, H, W, C, OD, OH, OW, KD, KH, KW, SD, SH, SW, PD, PH, PW
which are images, sizes, channels, output sizes, window, strides and padding before each axis.
Channels are last. Padding takes no part: it is never the greatest, and is not counted in a mean.
NaN wins.
"""

import numpy as np

from engine.kernels.abi import (
    LOCAL,
    floats,
    helper,
    integers,
    kernel,
    local_floats,
    split,
)

ZERO = np.float32(0)
ONE = np.float32(1)
LOWEST = np.float32(-np.inf)

_NUMBERS = 17
_IMAGES, _SIZE, _CHANNELS, _OUT, _WINDOW, _STRIDE, _PADDING = 0, 1, 4, 5, 8, 11, 14


@helper
def _bounds(numbers, axis, place):
    """Return the range of input places which a window covers on an axis."""
    begin = place * numbers[_STRIDE + axis] - numbers[_PADDING + axis]
    end = min(begin + numbers[_WINDOW + axis], numbers[_SIZE + axis])
    return max(begin, 0), max(end, 0)


@helper
def _rows_of(numbers, line):
    """Return (origin, lines, rows): the input rows which the windows of an output line cover.

    The first begins at pixel `origin`, and so many lines follow each other at each depth.
    """
    plane = line // numbers[_OUT + 1]
    image = plane // numbers[_OUT]
    from_d, to_d = _bounds(numbers, 0, plane - image * numbers[_OUT])
    from_h, to_h = _bounds(numbers, 1, line - plane * numbers[_OUT + 1])
    origin = (image * numbers[_SIZE] + from_d) * numbers[_SIZE + 1] + from_h
    lines = max(0, to_h - from_h)
    return origin * numbers[_SIZE + 2], lines, max(0, to_d - from_d) * lines


@helper
def _tap(numbers, origin, lines, row, column):
    """Return where the channels of a tap begin, in floats; rows are those of `_rows_of`."""
    depth = 0 if row < lines else row // lines
    line = depth * (numbers[_SIZE + 1] - lines) + row
    return (origin + line * numbers[_SIZE + 2] + column) * numbers[_CHANNELS]


@helper
def _next(row, column, from_w, to_w):
    """Return the row and column of the tap behind this one."""
    if column + 1 < to_w:
        return row, column + 1
    return row + 1, from_w


@helper
def _four_taps(numbers, origin, lines, row, column, from_w, to_w, left):
    """Return four taps from (row, column) on and the place behind them.

    Where fewer are left the first comes again.
    """
    t0 = t1 = t2 = t3 = _tap(numbers, origin, lines, row, column)
    row, column = _next(row, column, from_w, to_w)
    if left > 1:
        t1 = _tap(numbers, origin, lines, row, column)
        row, column = _next(row, column, from_w, to_w)
    if left > 2:
        t2 = _tap(numbers, origin, lines, row, column)
        row, column = _next(row, column, from_w, to_w)
    if left > 3:
        t3 = _tap(numbers, origin, lines, row, column)
        row, column = _next(row, column, from_w, to_w)
    return t0, t1, t2, t3, row, column


@helper
def _greater(a, b):
    return b if b > a or b != b else a


@helper
def _greatest(x0, x1, x2, x3):
    return _greater(_greater(x0, x1), _greater(x2, x3))


@helper(apart=True)
def _keep_greatest(x0, x1, x2, x3, y, further):
    """Write the greatest of four taps to y, or of what is there as well."""
    if further:
        for c in range(y.size):
            y[c] = _greater(y[c], _greatest(x0[c], x1[c], x2[c], x3[c]))
    else:
        for c in range(y.size):
            y[c] = _greatest(x0[c], x1[c], x2[c], x3[c])


@kernel
def max_forward(arguments, part, parts):
    """(x, y, numbers...): y = the greatest of each window."""
    table = integers(arguments, 2)
    numbers = integers(arguments + 8 * 2, _NUMBERS)
    C, width = numbers[_CHANNELS], numbers[_OUT + 2]
    low, high = split(numbers[_IMAGES] * numbers[_OUT] * numbers[_OUT + 1], part, parts)
    for line in range(low, high):
        origin, lines, rows = _rows_of(numbers, line)
        for w in range(width):
            y = floats(table[1] + 4 * (line * width + w) * C, C)
            from_w, to_w = _bounds(numbers, 2, w)
            taps = rows * max(0, to_w - from_w)
            row, column = 0, from_w
            for done in range(0, taps, 4):
                t0, t1, t2, t3, row, column = _four_taps(
                    numbers, origin, lines, row, column, from_w, to_w, taps - done
                )
                x0, x1 = floats(table[0] + 4 * t0, C), floats(table[0] + 4 * t1, C)
                x2, x3 = floats(table[0] + 4 * t2, C), floats(table[0] + 4 * t3, C)
                _keep_greatest(x0, x1, x2, x3, y, done > 0)
            if taps == 0:
                for c in range(C):
                    y[c] = LOWEST


@kernel
def average_forward(arguments, part, parts):
    """(x, y, numbers...): y = the mean of each window."""
    table = integers(arguments, 2)
    numbers = integers(arguments + 8 * 2, _NUMBERS)
    C, width = numbers[_CHANNELS], numbers[_OUT + 2]
    low, high = split(numbers[_IMAGES] * numbers[_OUT] * numbers[_OUT + 1], part, parts)
    for line in range(low, high):
        origin, lines, rows = _rows_of(numbers, line)
        for w in range(width):
            y = floats(table[1] + 4 * (line * width + w) * C, C)
            from_w, to_w = _bounds(numbers, 2, w)
            taps = max(0, to_w - from_w)
            share = ONE / np.float32(max(rows * taps, 1))
            for c in range(C):
                y[c] = ZERO
            for row in range(rows):
                first = table[0] + 4 * _tap(numbers, origin, lines, row, from_w)
                for tap in range(0, taps - 1, 2):
                    x0, x1 = floats(first + 4 * tap * C, C), floats(first + 4 * (tap + 1) * C, C)
                    for c in range(C):
                        y[c] += (x0[c] + x1[c]) * share
                if taps % 2 == 1:
                    x0 = floats(first + 4 * (taps - 1) * C, C)
                    for c in range(C):
                        y[c] += x0[c] * share


@helper
def _share_gradient(numbers, part, parts):
    """Return (first image, last, first channel, last) whose gradient this part writes.

    Windows may overlap, so an image's places are not shared out; its channels may be.
    """
    images, channels = numbers[_IMAGES], numbers[_CHANNELS]
    if images >= parts or images == 0:
        low, high = split(images, part, parts)
        return low, high, 0, channels
    image = part * images // parts
    begin = (image * parts + images - 1) // images
    end = ((image + 1) * parts + images - 1) // images
    low, high = split((channels + 15) // 16, part - begin, end - begin)
    return image, image + 1, low * 16, min(channels, high * 16)


@helper
def _clear(numbers, dx, first, last, begin, end):
    """Set the gradient of these images and channels to zero."""
    places = numbers[_SIZE] * numbers[_SIZE + 1] * numbers[_SIZE + 2]
    C = numbers[_CHANNELS]
    if begin == 0 and end == C:
        gradient = floats(dx + 4 * first * places * C, (last - first) * places * C)
        for i in range((last - first) * places * C):
            gradient[i] = ZERO
        return
    for place in range(first * places, last * places):
        gradient = floats(dx + 4 * (place * C + begin), end - begin)
        for c in range(end - begin):
            gradient[c] = ZERO


@helper
def _overlap(numbers):
    """Tell whether a place may lie in two windows."""
    for axis in range(3):
        if numbers[_WINDOW + axis] > numbers[_STRIDE + axis]:
            return True
    return False


@helper
def _covered(numbers):
    """Tell whether every place lies in a window."""
    for axis in range(3):
        stride, window = numbers[_STRIDE + axis], numbers[_WINDOW + axis]
        reach = (numbers[_OUT + axis] - 1) * stride + window - numbers[_PADDING + axis]
        if window < stride or reach < numbers[_SIZE + axis]:
            return False
    return True


@helper(apart=True)
def _take_four(x0, x1, x2, x3, y, dy, floor, dx0, dx1, dx2, dx3):
    """Give dy to the first of four taps which is the greatest, and zero to the others."""
    for c in range(dy.size):
        left = ZERO if y[c] <= floor else dy[c]
        dx0[c] = ZERO if x0[c] < y[c] else left
        left = left if x0[c] < y[c] else ZERO
        dx1[c] = ZERO if x1[c] < y[c] else left
        left = left if x1[c] < y[c] else ZERO
        dx2[c] = ZERO if x2[c] < y[c] else left
        left = left if x2[c] < y[c] else ZERO
        dx3[c] = ZERO if x3[c] < y[c] else left


@kernel
def max_gradient(arguments, part, parts):
    """(x, y, dy, dx, relu, numbers...): dx = dy at the first greatest of each window, else 0.

    With relu only where the greatest is above 0.
    """
    table = integers(arguments, 5)
    numbers = integers(arguments + 8 * 5, _NUMBERS)
    floor = ZERO if table[4] != 0 else LOWEST
    left = local_floats()  # what of dy has found no taker yet
    C, width = numbers[_CHANNELS], numbers[_OUT + 2]
    lines_out = numbers[_OUT] * numbers[_OUT + 1]
    first, last, begin, end = _share_gradient(numbers, part, parts)
    overlap = _overlap(numbers)
    if overlap or not _covered(numbers):
        _clear(numbers, table[3], first, last, begin, end)
    for line in range(first * lines_out, last * lines_out):
        origin, lines, rows = _rows_of(numbers, line)
        for w in range(width):
            from_w, to_w = _bounds(numbers, 2, w)
            taps = rows * max(0, to_w - from_w)
            for start in range(begin, end, LOCAL):
                n = min(LOCAL, end - start)
                out = 4 * ((line * width + w) * C + start)
                y, dy = floats(table[1] + out, n), floats(table[2] + out, n)
                x, dx = table[0] + 4 * start, table[3] + 4 * start
                row, column = 0, from_w
                if taps == 4 and not overlap:
                    t0, t1, t2, t3, row, column = _four_taps(
                        numbers, origin, lines, row, column, from_w, to_w, 4
                    )
                    _take_four(
                        floats(x + 4 * t0, n), floats(x + 4 * t1, n),
                        floats(x + 4 * t2, n), floats(x + 4 * t3, n), y, dy, floor,
                        floats(dx + 4 * t0, n), floats(dx + 4 * t1, n),
                        floats(dx + 4 * t2, n), floats(dx + 4 * t3, n),
                    )  # fmt: skip
                    continue
                for c in range(n):
                    left[c] = ZERO if y[c] <= floor else dy[c]
                for _ in range(taps):
                    tap = _tap(numbers, origin, lines, row, column)
                    seen, gradient = floats(x + 4 * tap, n), floats(dx + 4 * tap, n)
                    for c in range(n):
                        taken = ZERO if seen[c] < y[c] else left[c]
                        gradient[c] = gradient[c] + taken if overlap else taken
                        left[c] = left[c] if seen[c] < y[c] else ZERO
                    row, column = _next(row, column, from_w, to_w)


@kernel
def average_gradient(arguments, part, parts):
    """(dy, dx, numbers...): dx = each window's dy, shared out evenly."""
    table = integers(arguments, 2)
    numbers = integers(arguments + 8 * 2, _NUMBERS)
    C, width = numbers[_CHANNELS], numbers[_OUT + 2]
    lines_out = numbers[_OUT] * numbers[_OUT + 1]
    first, last, begin, end = _share_gradient(numbers, part, parts)
    overlap = _overlap(numbers)
    if overlap or not _covered(numbers):
        _clear(numbers, table[1], first, last, begin, end)
    n = end - begin
    for line in range(first * lines_out, last * lines_out):
        origin, lines, rows = _rows_of(numbers, line)
        for w in range(width):
            dy = floats(table[0] + 4 * ((line * width + w) * C + begin), n)
            from_w, to_w = _bounds(numbers, 2, w)
            share = ONE / np.float32(max(rows * (to_w - from_w), 1))
            for row in range(rows):
                for column in range(from_w, to_w):
                    tap = _tap(numbers, origin, lines, row, column)
                    dx = floats(table[1] + 4 * (tap + begin), n)
                    for c in range(n):
                        dx[c] = dx[c] + dy[c] * share if overlap else dy[c] * share
