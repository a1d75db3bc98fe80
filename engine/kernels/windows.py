"""Which elements of its source does each result of a sliding window see?

A convolution is described by a block of cells: first the argument table of `convolution.forward`,
for which source and target are x and y, or of `convolution.input_gradient`, for which they are dy
and dx; behind it what `describe_forward` and `describe_reverse` find out.
"""

from engine.kernels.abi import helper

SOURCE, WEIGHTS, BIAS, TARGET, IMAGES = 0, 1, 2, 3, 4
SOURCE_SIZE, SOURCE_CHANNELS, TARGET_SIZE, TARGET_CHANNELS = 5, 8, 9, 12
WINDOW, STRIDE, DILATION, GROUPS, PADDING, RELU = 13, 16, 19, 22, 23, 26
ARGUMENTS = 27
REVERSE = 27  # 1: a target element is hit by few taps, which are a stride apart
TAP_STEP, SOURCE_STEP = 28, 31  # from a tap to the next: in the window, in the source
TARGET_STRIDE, SOURCE_STRIDE = 34, 37  # from a result of a run to the next: in target, in source
DEPTH, HEIGHT, WIDTH = 0, 1, 2  # axes


@helper(pasted=False)
def _greatest_common_divisor(a, b):
    while b != 0:
        a, b = b, a % b
    return a


@helper(pasted=False)
def describe_forward(cells):
    """Fill in the cells after the arguments for a forward convolution."""
    cells[REVERSE] = 0
    for axis in range(3):
        cells[TAP_STEP + axis] = 1
        cells[SOURCE_STEP + axis] = cells[DILATION + axis]
        cells[TARGET_STRIDE + axis] = 1
        cells[SOURCE_STRIDE + axis] = cells[STRIDE + axis]


@helper(pasted=False)
def describe_reverse(cells, t):
    """Describe the gradient of the input as a convolution of dy with the rotated weights.

    Without strides that is an ordinary one. With strides, results fall into classes: those of one
    class are hit by the same few taps.
    """
    for cell in range(ARGUMENTS):
        cells[cell] = t[cell]
    for cell in range(4):
        cells[SOURCE_SIZE + cell] = t[TARGET_SIZE + cell]
        cells[TARGET_SIZE + cell] = t[SOURCE_SIZE + cell]
    if t[STRIDE] * t[STRIDE + 1] * t[STRIDE + 2] == 1:
        for axis in range(3):
            reach = (t[WINDOW + axis] - 1) * t[DILATION + axis]
            cells[PADDING + axis] = reach - t[PADDING + axis]
        describe_forward(cells)
        return
    cells[REVERSE] = 1
    for axis in range(3):
        stride, dilation = t[STRIDE + axis], t[DILATION + axis]
        step = stride // _greatest_common_divisor(stride, dilation)
        cells[TAP_STEP + axis] = step
        cells[SOURCE_STEP + axis] = step * dilation // stride
        cells[TARGET_STRIDE + axis] = stride
        cells[SOURCE_STRIDE + axis] = 1


@helper(pasted=False)
def taps_of(cells, axis, place):
    """Return (first tap, number of taps, source index of the first) for a result on an axis."""
    size, window = cells[SOURCE_SIZE + axis], cells[WINDOW + axis]
    stride, dilation = cells[STRIDE + axis], cells[DILATION + axis]
    padding = cells[PADDING + axis]
    if cells[REVERSE] == 0:
        base = place * stride - padding
        first = 0 if base >= 0 else (dilation - 1 - base) // dilation
        last = (size - base + dilation - 1) // dilation
        last = window if last > window else last
        return first, max(0, last - first), base + first * dilation
    # Tap k of the forward window carries source o to o * stride + k * dilation - padding. The taps
    # of the rotated window run the other way.
    step = cells[TAP_STEP + axis]
    reach = place + padding
    k = 0
    while k < step and (reach - k * dilation) % stride != 0:
        k += 1
    lowest = reach - (size - 1) * stride
    lowest = 0 if lowest <= 0 else (lowest + dilation - 1) // dilation
    highest = min(window - 1, reach // dilation)
    if k < lowest:
        k += (lowest - k + step - 1) // step * step
    if (reach - k * dilation) % stride != 0 or k > highest or size == 0:
        return 0, 0, 0
    k = highest - (highest - k) % step
    count = (k - max(lowest, 0)) // step + 1
    return window - 1 - k, count, (reach - k * dilation) // stride


@helper(pasted=False)
def run_from(cells, axis, place, end):
    """Return (results, first tap, taps, first source): how many from here on see the same taps."""
    first, count, source = taps_of(cells, axis, place)
    step = cells[TARGET_STRIDE + axis]
    longest = (end - place + step - 1) // step
    tap_step = cells[TAP_STEP + axis]
    before, behind = first, cells[WINDOW + axis] - 1 - first - (count - 1) * tap_step
    if count > 0 and before < tap_step and behind < tap_step:
        # In the middle all taps are there, until the last one leaves the source.
        free = cells[SOURCE_SIZE + axis] - 1 - source - (count - 1) * cells[SOURCE_STEP + axis]
        length = free // cells[SOURCE_STRIDE + axis] + 1
        return min(length, longest), first, count, source
    length = 1
    while length < longest:
        other_first, other_count, _ = taps_of(cells, axis, place + length * step)
        if other_first != first or other_count != count:
            break
        length += 1
    return length, first, count, source
