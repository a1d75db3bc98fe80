"""How is a convolution computed, with its gradients, over three spatial axes and channels last?

1-D and 2-D convolutions are cases with sizes of 1. Padding is implied: taps that fall outside are
left out, and no padded copy is made. Results are taken in runs along an axis which see the same
taps: the long run in the middle sees all, those at the edges fewer. A run is one product of the
micro-kernel, whose rows are results, whose depth is taps times channels, and whose columns are
result channels.

After their addresses all kernels take the same numbers, in terms of the forward convolution:
    N, ID, IH, IW, CI, OD, OH, OW, CO, KD, KH, KW, SD, SH, SW, DD, DH, DW, groups, PD, PH, PW
which are images, input sizes and channels, output sizes and channels, window, strides, dilation,
groups, and the padding *before* each axis (behind it, padding is what the output size asks for).
Weights are stored as [KD, KH, KW, CI / groups, CO]. With groups == CI == CO it is a depthwise
convolution of multiplier 1; any other multiplier is a convolution of groups == CI.
"""

import numpy as np

from engine.kernels.abi import (
    REORDER,
    copy_of,
    floats,
    helper,
    integers,
    kernel,
    local_integers,
    split,
)
from engine.kernels.simd import (
    CHANNEL_KERNEL,
    MICRO_KERNEL,
    START_BIAS,
    START_C,
    START_ZERO,
    channelwise,
    gemm,
    transpose_into,
)
from engine.kernels.sizes import SMALL_ROW
from engine.kernels.windows import (
    ARGUMENTS,
    BIAS,
    DEPTH,
    DILATION,
    GROUPS,
    HEIGHT,
    IMAGES,
    RELU,
    SOURCE,
    SOURCE_CHANNELS,
    SOURCE_SIZE,
    SOURCE_STEP,
    SOURCE_STRIDE,
    STRIDE,
    TAP_STEP,
    TARGET,
    TARGET_CHANNELS,
    TARGET_SIZE,
    TARGET_STRIDE,
    WEIGHTS,
    WIDTH,
    WINDOW,
    describe_forward,
    describe_reverse,
    run_from,
    taps_of,
)

ZERO = np.float32(0)

_CACHED = 8192  # floats of dy which stay in the first cache while the taps go over them


@helper(fastmath=REORDER)
def _four_dots(x0, x1, x2, x3, weights):
    a = b = c = d = ZERO
    for i in range(weights.size):
        a += x0[i] * weights[i]
        b += x1[i] * weights[i]
        c += x2[i] * weights[i]
        d += x3[i] * weights[i]
    return a, b, c, d


@helper(pasted=False)
def _add_dots(rows, source, source_row, weights, length, target, target_row):
    """Add to each result of a single channel what `length` neighbours of the source give."""
    w = floats(weights, length)
    for row in range(0, rows, 4):
        # Where fewer are left the last comes again, and only the first of its sums is taken.
        second, third = min(row + 1, rows - 1), min(row + 2, rows - 1)
        fourth = min(row + 3, rows - 1)
        a, b, c, d = _four_dots(
            floats(source + 4 * row * source_row, length),
            floats(source + 4 * second * source_row, length),
            floats(source + 4 * third * source_row, length),
            floats(source + 4 * fourth * source_row, length), w,
        )  # fmt: skip
        floats(target + 4 * row * target_row, 1)[0] += a
        if second > row:
            floats(target + 4 * second * target_row, 1)[0] += b
        if third > second:
            floats(target + 4 * third * target_row, 1)[0] += c
        if fourth > third:
            floats(target + 4 * fourth * target_row, 1)[0] += d


@helper(pasted=False)
def _finish_single(rows, target, target_row, bias, relu):
    """Add the bias to results of a single channel, and cut them."""
    shift = floats(bias, 1)[0] if bias != 0 else ZERO
    for row in range(rows):
        result = floats(target + 4 * row * target_row, 1)
        value = result[0] + shift
        result[0] = ZERO if relu != 0 and value < ZERO else value


@helper(pasted=False)
def _products(
    cells, first_d, count_d, first_h, count_h, first_w, count_w, source, target,
    rows, source_row, target_row,
):  # fmt: skip
    """Write `rows` results which see these taps; source and target are the addresses of the first.

    The results lie target_row floats apart, what they see source_row floats.
    """
    channels, filters, groups = cells[SOURCE_CHANNELS], cells[TARGET_CHANNELS], cells[GROUPS]
    depth, columns = channels // groups, filters // groups
    window_h, window_w = cells[WINDOW + HEIGHT], cells[WINDOW + WIDTH]
    line = cells[SOURCE_SIZE + WIDTH] * channels
    source_d = cells[SOURCE_STEP + DEPTH] * cells[SOURCE_SIZE + HEIGHT] * line
    source_h, source_w = (
        cells[SOURCE_STEP + HEIGHT] * line,
        cells[SOURCE_STEP + WIDTH] * channels,
    )
    weights_w = cells[TAP_STEP + WIDTH] * depth * filters
    weights_h = cells[TAP_STEP + HEIGHT] * window_w * depth * filters
    weights_d = cells[TAP_STEP + DEPTH] * window_h * window_w * depth * filters
    tap = (first_d * window_h + first_h) * window_w + first_w
    weights = cells[WEIGHTS] + 4 * tap * depth * filters
    bias, relu = cells[BIAS], cells[RELU]
    start = START_BIAS if bias != 0 else START_ZERO
    if count_d == 0 or count_h == 0 or count_w == 0:
        gemm(
            rows, filters, source, 0, 0, 0, weights, 0, 0,
            target, target_row, 0, 0, start, bias, relu,
        )  # fmt: skip
    elif groups == channels and groups == filters and groups > 1:
        for d in range(count_d):
            channelwise(
                rows, filters, source + 4 * d * source_d, source_row, source_h, source_w,
                weights + 4 * d * weights_d, weights_h, weights_w, target, target_row,
                count_h, count_w, start, bias, relu if d == count_d - 1 else 0,
            )  # fmt: skip
            start = START_C
    elif filters == 1 and source_w == channels and cells[TAP_STEP + WIDTH] == 1:
        # A column of a matrix would fill one lane of a vector: its elements are dot products.
        for row in range(rows):
            floats(target + 4 * row * target_row, 1)[0] = ZERO
        for d in range(count_d):
            for h in range(count_h):
                _add_dots(
                    rows, source + 4 * (d * source_d + h * source_h), source_row,
                    weights + 4 * (d * weights_d + h * weights_h), count_w * channels,
                    target, target_row,
                )  # fmt: skip
        _finish_single(rows, target, target_row, bias, relu)
    elif groups == 1 and source_w == channels and cells[TAP_STEP + WIDTH] == 1:
        # Neighbouring taps are neighbours in memory: one long row of taps and channels.
        for d in range(count_d):
            gemm(
                rows, filters, source + 4 * d * source_d, source_row, source_h, 1,
                weights + 4 * d * weights_d, weights_h, filters, target, target_row,
                count_h, count_w * channels, start, bias, relu if d == count_d - 1 else 0,
            )  # fmt: skip
            start = START_C
    else:
        for d in range(count_d):
            for h in range(count_h):
                last = relu if d == count_d - 1 and h == count_h - 1 else 0
                for group in range(groups):
                    gemm(
                        rows, columns,
                        source + 4 * (d * source_d + h * source_h + group * depth),
                        source_row, source_w, 1,
                        weights + 4 * (d * weights_d + h * weights_h + group * columns),
                        weights_w, filters, target + 4 * group * columns, target_row,
                        count_w, depth, start, bias + 4 * group * columns, last,
                    )  # fmt: skip
                start = START_C


@helper(pasted=False)
def _slab(cells, image, d, h_start, h_end, w_start, w_end):
    """Compute the results [h_start : h_end, w_start : w_end] of one image at one depth."""
    channels, filters = cells[SOURCE_CHANNELS], cells[TARGET_CHANNELS]
    target_w, source_w = cells[TARGET_STRIDE + WIDTH], cells[SOURCE_STRIDE + WIDTH]
    target_h, source_h = cells[TARGET_STRIDE + HEIGHT], cells[SOURCE_STRIDE + HEIGHT]
    line, line_out = cells[SOURCE_SIZE + WIDTH] * channels, cells[TARGET_SIZE + WIDTH] * filters
    first_d, count_d, from_d = taps_of(cells, DEPTH, d)
    source_plane = image * cells[SOURCE_SIZE] + from_d
    target_plane = image * cells[TARGET_SIZE] + d
    for h_class in range(h_start, min(h_end, h_start + target_h)):
        h = h_class
        while h < h_end:
            rows, first_h, count_h, from_h = run_from(cells, HEIGHT, h, h_end)
            for w_class in range(w_start, min(w_end, w_start + target_w)):
                w = w_class
                while w < w_end:
                    columns, first_w, count_w, from_w = run_from(cells, WIDTH, w, w_end)
                    source_line = source_plane * cells[SOURCE_SIZE + HEIGHT] + from_h
                    target_line = target_plane * cells[TARGET_SIZE + HEIGHT] + h
                    source = cells[SOURCE] + 4 * (source_line * line + from_w * channels)
                    target = cells[TARGET] + 4 * (target_line * line_out + w * filters)
                    row, row_out = source_h * line, target_h * line_out
                    column, column_out = source_w * channels, target_w * filters
                    repeats, step, step_out = rows, row, row_out
                    length, stride, stride_out = columns, column, column_out
                    if columns * column == row and columns * column_out == row_out:
                        length, repeats = rows * columns, 1  # lines without gaps are one line
                    elif rows > columns:
                        repeats, step, step_out = columns, column, column_out
                        length, stride, stride_out = rows, row, row_out
                    for repeat in range(repeats):
                        _products(
                            cells, first_d, count_d, first_h, count_h, first_w, count_w,
                            source + 4 * repeat * step, target + 4 * repeat * step_out,
                            length, stride, stride_out,
                        )  # fmt: skip
                    w += columns * target_w
            h += rows * target_h


@helper(pasted=False)
def _across_images(cells, first_image, images):
    """Compute small images: each place of the target is one product with a row for each image."""
    channels, filters = cells[SOURCE_CHANNELS], cells[TARGET_CHANNELS]
    source_h, source_w = cells[SOURCE_SIZE + HEIGHT], cells[SOURCE_SIZE + WIDTH]
    target_h, target_w = cells[TARGET_SIZE + HEIGHT], cells[TARGET_SIZE + WIDTH]
    source_image = cells[SOURCE_SIZE] * source_h * source_w * channels
    target_image = cells[TARGET_SIZE] * target_h * target_w * filters
    for d in range(cells[TARGET_SIZE]):
        first_d, count_d, from_d = taps_of(cells, DEPTH, d)
        for h in range(target_h):
            first_h, count_h, from_h = taps_of(cells, HEIGHT, h)
            for w in range(target_w):
                first_w, count_w, from_w = taps_of(cells, WIDTH, w)
                place = ((from_d * source_h + from_h) * source_w + from_w) * channels
                place_out = ((d * target_h + h) * target_w + w) * filters
                _products(
                    cells, first_d, count_d, first_h, count_h, first_w, count_w,
                    cells[SOURCE] + 4 * (first_image * source_image + place),
                    cells[TARGET] + 4 * (first_image * target_image + place_out),
                    images, source_image, target_image,
                )  # fmt: skip


@helper(pasted=False)
def _convolve(cells, part, parts):
    """Compute this part's share of the results: of images, of lines, or of pieces of lines."""
    images, depth = cells[IMAGES], cells[TARGET_SIZE]
    height, width = cells[TARGET_SIZE + HEIGHT], cells[TARGET_SIZE + WIDTH]
    first, last = split(images, part, parts)
    if width < SMALL_ROW and height < SMALL_ROW and images // parts >= width:
        _across_images(cells, first, last - first)
        return
    lines = images * depth * height
    if lines == 0 or width == 0:
        return
    pieces = 1 if lines >= parts else (parts + lines - 1) // lines
    unit, end = split(lines * pieces, part, parts)
    while unit < end:
        line = unit // pieces
        w_start, w_end = split(width, unit - line * pieces, pieces)
        plane = line // height
        image = plane // depth
        h = line - plane * height
        h_end = min(height, h + (end - unit)) if pieces == 1 else h + 1
        _slab(cells, image, plane - image * depth, h, h_end, w_start, w_end)
        unit += h_end - h


@kernel(uses=(MICRO_KERNEL, CHANNEL_KERNEL))
def forward(arguments, part, parts):
    """y = relu?(x * w + bias).

    (x, w, bias | 0, y, numbers..., relu)
    """
    cells = local_integers()
    table = integers(arguments, ARGUMENTS)
    for cell in range(ARGUMENTS):
        cells[cell] = table[cell]
    describe_forward(cells)
    _convolve(cells, part, parts)


@kernel(uses=(MICRO_KERNEL, CHANNEL_KERNEL))
def input_gradient(arguments, part, parts):
    """dx = relu?(dy * rotated + bias): the gradient of x, or a transposed convolution of dy.

    (dy, rotated, bias | 0, dx, numbers..., relu), where `rotated` comes from `rotate`. The numbers
    are those of the forward convolution: input sizes and CI are dx's. A bias has CI elements.
    """
    cells = local_integers()
    describe_reverse(cells, integers(arguments, ARGUMENTS))
    _convolve(cells, part, parts)


@kernel
def rotate(arguments, part, parts):
    """Turn the window around and change the roles of the channels, within each group.

    (w, out, KD, KH, KW, CI, CO, groups): w is [taps, CI / groups, CO], out [taps, CO / groups, CI].
    """
    t = integers(arguments, 8)
    taps, channels, filters, groups = t[2] * t[3] * t[4], t[5], t[6], t[7]
    depth, columns = channels // groups, filters // groups
    low, high = split(taps, part, parts)
    for tap in range(low, high):
        source = t[0] + 4 * (taps - 1 - tap) * depth * filters
        target = t[1] + 4 * tap * columns * channels
        if depth == 1 and columns == 1:
            transpose_into(source, filters, 1, filters, target, 1)
            continue
        for group in range(groups):
            transpose_into(
                source + 4 * group * columns, filters, depth, columns,
                target + 4 * group * depth, channels,
            )  # fmt: skip


@helper(pasted=False)
def _tap_products(
    cells, first_d, count_d, first_h, count_h, first_w, count_w, x, dy,
    k, k_in, k_out, r, r_in, r_out,
):  # fmt: skip
    """Add the products of k * r places of x and dy to the weights of these taps."""
    channels, filters, groups = cells[SOURCE_CHANNELS], cells[TARGET_CHANNELS], cells[GROUPS]
    depth, columns = channels // groups, filters // groups
    line = cells[SOURCE_SIZE + WIDTH] * channels
    source_d = cells[DILATION] * cells[SOURCE_SIZE + HEIGHT] * line
    source_h, source_w = cells[DILATION + HEIGHT] * line, cells[DILATION + WIDTH] * channels
    for d in range(count_d):
        for h in range(count_h):
            tap = (first_d + d) * cells[WINDOW + HEIGHT] + first_h + h
            tap = tap * cells[WINDOW + WIDTH] + first_w
            source = x + 4 * (d * source_d + h * source_h)
            weights = cells[WEIGHTS] + 4 * tap * depth * filters
            if groups == channels and groups == filters and groups > 1:
                channelwise(
                    count_w, filters, source, source_w, r_in, k_in,
                    dy, r_out, k_out, weights, filters, r, k, START_C, 0, 0,
                )  # fmt: skip
            elif filters == 1 and source_w == channels:
                # One row of weights, not one column: vectors run along it.
                gemm(
                    1, count_w * channels, dy, 0, r_out, k_out,
                    source, r_in, k_in, weights, 0, r, k, START_C, 0, 0,
                )  # fmt: skip
            elif groups == 1 and source_w == channels:
                gemm(
                    count_w * channels, filters, source, 1, r_in, k_in,
                    dy, r_out, k_out, weights, filters, r, k, START_C, 0, 0,
                )  # fmt: skip
            else:
                for w in range(count_w):
                    for group in range(groups):
                        gemm(
                            depth, columns, source + 4 * (w * source_w + group * depth),
                            1, r_in, k_in, dy + 4 * group * columns, r_out, k_out,
                            weights + 4 * (w * depth * filters + group * columns), filters,
                            r, k, START_C, 0, 0,
                        )  # fmt: skip


@helper(pasted=False)
def _region(
    cells, first_image, last_image, d, h, w, rows, first_h, count_h, from_h,
    columns, first_w, count_w, from_w,
):  # fmt: skip
    """Add what the results of one run of lines and columns, in all images, give to their taps."""
    channels, filters = cells[SOURCE_CHANNELS], cells[TARGET_CHANNELS]
    first_d, count_d, from_d = taps_of(cells, DEPTH, d)
    line, line_out = cells[SOURCE_SIZE + WIDTH] * channels, cells[TARGET_SIZE + WIDTH] * filters
    plane = cells[SOURCE_SIZE + HEIGHT] * line
    plane_out = cells[TARGET_SIZE + HEIGHT] * line_out
    image, image_out = cells[SOURCE_SIZE] * plane, cells[TARGET_SIZE] * plane_out
    x = cells[SOURCE] + 4 * (
        first_image * image + from_d * plane + from_h * line + from_w * channels
    )
    dy = cells[TARGET] + 4 * (first_image * image_out + d * plane_out + h * line_out + w * filters)
    images = last_image - first_image
    row, column = cells[STRIDE + HEIGHT] * line, cells[STRIDE + WIDTH] * channels
    # Sum over k and r inside the micro-kernel, and over what is left outside of it.
    k, k_in, k_out, r, r_in, r_out = columns, column, filters, rows, row, line_out
    if rows > columns:
        k, k_in, k_out, r, r_in, r_out = rows, row, line_out, columns, column, filters
    repeats, step, step_out = images, image, image_out
    if k * r < 64 and images > r:
        repeats, step, step_out, r, r_in, r_out = r, r_in, r_out, images, image, image_out
    block = max(1, _CACHED // (k * min(64, filters)))
    for repeat in range(repeats):
        for begin_r in range(0, r, block):
            _tap_products(
                cells, first_d, count_d, first_h, count_h, first_w, count_w,
                x + 4 * (repeat * step + begin_r * r_in),
                dy + 4 * (repeat * step_out + begin_r * r_out),
                k, k_in, k_out, min(block, r - begin_r), r_in, r_out,
            )  # fmt: skip


@kernel(uses=(MICRO_KERNEL, CHANNEL_KERNEL))
def weight_gradient(arguments, part, parts):
    """dw = the gradient of the weights, in `copies` pieces which add up to it.

    (x, dy, dw, numbers..., copies): dw is [copies, weights]. The parts share the images, and the
    copies the parts, evenly: all parts of a copy add into it, in their order, after the first.
    """
    cells = local_integers()
    t = integers(arguments, 26)
    cells[SOURCE], cells[WEIGHTS], cells[BIAS], cells[TARGET] = t[0], t[2], 0, t[1]
    for cell in range(IMAGES, RELU):
        cells[cell] = t[cell - 1]
    describe_forward(cells)
    copy, begins = copy_of(part, parts, t[25])
    filters, depth = cells[TARGET_CHANNELS], cells[SOURCE_CHANNELS] // cells[GROUPS]
    rows = cells[WINDOW] * cells[WINDOW + 1] * cells[WINDOW + 2] * depth
    cells[WEIGHTS] += 4 * copy * rows * filters
    if begins:
        weights = floats(cells[WEIGHTS], rows * filters)
        for i in range(rows * filters):
            weights[i] = ZERO
    first, last = split(cells[IMAGES], part, parts)
    if first == last:
        return
    for d in range(cells[TARGET_SIZE]):
        h = 0
        while h < cells[TARGET_SIZE + HEIGHT]:
            rows, first_h, count_h, from_h = run_from(cells, HEIGHT, h, cells[TARGET_SIZE + HEIGHT])
            w = 0
            while w < cells[TARGET_SIZE + WIDTH]:
                columns, first_w, count_w, from_w = run_from(
                    cells, WIDTH, w, cells[TARGET_SIZE + WIDTH]
                )
                _region(
                    cells, first, last, d, h, w, rows, first_h, count_h, from_h,
                    columns, first_w, count_w, from_w,
                )  # fmt: skip
                w += columns
            h += rows
