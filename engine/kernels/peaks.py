"""How does a gradient go back through a convolution of which only the greatest results are kept?

A global max pool passes one number on for each image and channel, so of the gradient that arrives
at the convolution all but one place of each picture is 0. Instead of products with all of it, each
such place adds its few numbers: share * what the place has seen to the gradient of the weights,
share * weights to the gradient of what it has seen. Where several places are the greatest, they
share the gradient evenly, as everywhere (`reduction.max_gradient`).

Weights lie turned here, [filters, taps * channels], so that what a place has seen and the weights
of its filter are rows next to each other in memory. `turned_sum` turns them and back.
"""

import numpy as np

from engine.kernels.abi import (
    LOCAL,
    floats,
    helper,
    integers,
    kernel,
    local_floats,
    local_integers,
    split,
)
from engine.kernels.simd import transpose_into
from engine.kernels.windows import (
    ARGUMENTS,
    BIAS,
    DEPTH,
    HEIGHT,
    IMAGES,
    RELU,
    SOURCE,
    SOURCE_CHANNELS,
    SOURCE_SIZE,
    SOURCE_STEP,
    TARGET,
    TARGET_CHANNELS,
    TARGET_SIZE,
    WEIGHTS,
    WIDTH,
    WINDOW,
    describe_forward,
    taps_of,
)

ZERO = np.float32(0)
ONE = np.float32(1)

_HALF = LOCAL // 2
# Arguments behind those of a convolution.
_ARRIVING, _INPUTS, _SUMS, _BIASES = range(ARGUMENTS, ARGUMENTS + 4)


@helper
def _add_multiple(factor, source, target, count):
    x, y = floats(source, count), floats(target, count)
    for i in range(count):
        y[i] += factor * x[i]


@helper
def _clear(address, count):
    cells = floats(address, count)
    for i in range(count):
        cells[i] = ZERO


@helper(pasted=False)
def _through(cells, t, sums, image, place, f, share):
    """Lead what arrives at one result of filter f to the weights and to what the result saw."""
    channels = cells[SOURCE_CHANNELS]
    window_h, window_w = cells[WINDOW + HEIGHT], cells[WINDOW + WIDTH]
    height, width = cells[SOURCE_SIZE + HEIGHT], cells[SOURCE_SIZE + WIDTH]
    row = cells[WINDOW] * window_h * window_w * channels
    line = place // cells[TARGET_SIZE + WIDTH]
    plane = line // cells[TARGET_SIZE + HEIGHT]
    first_d, count_d, from_d = taps_of(cells, DEPTH, plane)
    first_h, count_h, from_h = taps_of(cells, HEIGHT, line - plane * cells[TARGET_SIZE + HEIGHT])
    first_w, count_w, from_w = taps_of(cells, WIDTH, place - line * cells[TARGET_SIZE + WIDTH])
    step_w = cells[SOURCE_STEP + WIDTH]
    length = channels
    if step_w == 1:  # neighbouring taps are neighbours in memory: one long row
        length, count_w = count_w * channels, min(count_w, 1)
    for d in range(count_d):
        source_d = image * cells[SOURCE_SIZE] + from_d + d * cells[SOURCE_STEP]
        for h in range(count_h):
            source_h = source_d * height + from_h + h * cells[SOURCE_STEP + HEIGHT]
            tap_h = ((first_d + d) * window_h + first_h + h) * window_w + first_w
            for w in range(count_w):
                seen = 4 * (source_h * width + from_w + w * step_w) * channels
                tap = 4 * (f * row + (tap_h + w) * channels)
                if sums != 0:
                    _add_multiple(share, cells[SOURCE] + seen, sums + tap, length)
                if t[_INPUTS] != 0:
                    _add_multiple(share, cells[WEIGHTS] + tap, t[_INPUTS] + seen, length)


@helper(pasted=False)
def _find_peaks(found, y, top, places, filters, count):
    """Find how often the greatest of `count` channels is reached, and where at last."""
    best = floats(top, count)
    for j in range(count):
        found[j] = ZERO
        found[_HALF + j] = ZERO
    for place in range(places):
        line = floats(y + 4 * place * filters, count)
        here = np.float32(place)
        for j in range(count):
            reached = line[j] == best[j]
            found[j] += ONE if reached else ZERO
            found[_HALF + j] = here if reached else found[_HALF + j]


@kernel
def gradients(arguments, part, parts):
    """What arrives at the greatest results y of a convolution of x, led to its inputs and weights.

    (x, turned | 0, top, y, numbers..., relu, arriving, dx | 0, sums | 0, biases): `top` and
    `arriving` are [N, CO], the greatest of each picture and what arrives there. `sums` and
    `biases` get a copy of the gradients for each part, the former turned. With `relu`, y was cut:
    nothing goes through a result of 0.
    """
    cells = local_integers()
    t = integers(arguments, ARGUMENTS + 4)
    for cell in range(ARGUMENTS):
        cells[cell] = t[cell]
    describe_forward(cells)
    filters = cells[TARGET_CHANNELS]
    places = cells[TARGET_SIZE] * cells[TARGET_SIZE + 1] * cells[TARGET_SIZE + 2]
    taps = cells[WINDOW] * cells[WINDOW + 1] * cells[WINDOW + 2]
    inputs = cells[SOURCE_SIZE] * cells[SOURCE_SIZE + 1] * cells[SOURCE_SIZE + 2]
    inputs, row = inputs * cells[SOURCE_CHANNELS], taps * cells[SOURCE_CHANNELS]
    sums = 0
    if t[_SUMS] != 0:
        sums = t[_SUMS] + 4 * part * filters * row
        _clear(sums, filters * row)
    biases = t[_BIASES] + 4 * part * filters
    _clear(biases, filters)
    found = local_floats()
    first, last = split(cells[IMAGES], part, parts)
    for image in range(first, last):
        if t[_INPUTS] != 0:
            _clear(t[_INPUTS] + 4 * image * inputs, inputs)
        for begin in range(0, filters, _HALF):
            count = min(_HALF, filters - begin)
            y = cells[TARGET] + 4 * (image * places * filters + begin)
            tops = cells[BIAS] + 4 * (image * filters + begin)
            _find_peaks(found, y, tops, places, filters, count)
            top = floats(tops, count)
            arriving = floats(t[_ARRIVING] + 4 * (image * filters + begin), count)
            shift = floats(biases + 4 * begin, count)
            for j in range(count):
                left = np.int64(found[j])
                if left == 0 or (cells[RELU] != 0 and top[j] <= ZERO):
                    continue
                shift[j] += arriving[j]
                share = arriving[j] / found[j]
                place = np.int64(found[_HALF + j])
                while left > 0:
                    if floats(y + 4 * (place * filters + j), 1)[0] == top[j]:
                        _through(cells, t, sums, image, place, begin + j, share)
                        left -= 1
                    place -= 1


@kernel
def turned_sum(arguments, part, parts):
    """(x, out, copies, rows, columns): out[c, r] = the sum of x[copy, r, c]; cuts the rows.

    Where there are several copies, the first is overwritten by the sum.
    """
    t = integers(arguments, 5)
    rows, columns = t[3], t[4]
    low, high = split(rows, part, parts)
    source, count = t[0] + 4 * low * columns, (high - low) * columns
    for copy in range(1, t[2]):
        _add_multiple(ONE, source + 4 * copy * rows * columns, source, count)
    transpose_into(source, columns, high - low, columns, t[1] + 4 * low, rows)
