"""When is a 3 x 3 convolution done by Winograd's transform, and with which steps?

Only in training plans: its errors (1e-5 of the results) vanish among those of the gradients'
batches, while predictions stay comparable with other programs to the last digits.
"""

from __future__ import annotations

from engine import settings
from engine.kernels import sizes
from engine.walking import MOST, Shares

FEWEST_TILES = 16  # of a part: products of fewer rows are slow
TRANSFORM = 36 * 0.25  # nanoseconds to transform a weight


def pays(plan, numbers) -> bool:
    """Whether the transform serves and is faster for a convolution with these numbers."""
    images, depth = numbers[0], numbers[1]
    channels, height, width, filters = numbers[4], numbers[6], numbers[7], numbers[8]
    plain = numbers[9:12] == (1, 3, 3) and numbers[12:19] == (1,) * 7 and depth == 1
    return (
        plain
        and plan.training
        and not settings.precise()
        and sizes.winograd_pays(images, height, width, channels, filters)
    )


def shares(plan, numbers, cost: float, *whole, rooms):
    """The parts of the transform's steps: each has some images, and tiles enough for a product."""
    tiles = numbers[0] * -(-numbers[6] // 4) * -(-numbers[7] // 4)
    most = min(MOST, tiles // FEWEST_TILES)
    return plan.shares(numbers[0], cost / 2, *whole, limit=plan.pieces, rooms=rooms, most=most)


def forward(plan, x, kernel, bias, y, numbers, relu: int, cost: float) -> None:
    """Steps of y = relu?(x * kernel + bias)."""
    channels, filters = numbers[4], numbers[8]
    count = channels * filters
    turned = plan.scratch(sizes.winograd_weights(channels, filters))
    plan.step("winograd.weights", kernel, turned, count, parts=plan.parts(count * TRANSFORM))
    scratch = plan.scratch(0)
    rooms = [(scratch, sizes.winograd_scratch(channels, filters, 1))]
    parts = shares(plan, numbers, cost, turned, bias, rooms=rooms)
    plan.step(
        "winograd.forward", x, turned, bias, y, *places(numbers), relu, scratch, parts=parts
    )


def input_gradient(plan, dy, rotated, bias, dx, numbers, relu: int, cost: float) -> None:
    """Steps of the reverse: the same convolution of dy with the rotated kernel."""
    images, _, height, width, channels, _, rows, cols, filters, *_ = numbers
    back = (images, 1, rows, cols, filters, 1, height, width, channels, *numbers[9:19])
    forward(plan, dy, rotated, bias, dx, (*back, 0, 2 - numbers[20], 2 - numbers[21]), relu, cost)


def weight_gradient(plan, x, dy, dw, numbers, cost: float) -> None:
    """Steps of the kernel's gradient: copies of the transformed one are summed, and added up."""
    channels, filters = numbers[4], numbers[8]
    count, scratch = channels * filters, plan.scratch(0)
    rooms = [(scratch, sizes.winograd_scratch(channels, filters, 1))]
    parts = shares(plan, numbers, cost, rooms=rooms)
    walks = isinstance(parts, Shares) and count <= sizes.SMALL_TRANSFORM
    if not walks:
        parts = plan.parts(cost / 2, limit=plan.threads)
        scratch.size = int(parts) * rooms[0][1]
    copies = int(parts)
    sums = plan.scratch(copies * sizes.winograd_weights(channels, filters))
    plan.step(
        "winograd.weight_gradient",
        x,
        dy,
        None,
        sums,
        *places(numbers),
        scratch,
        copies,
        parts=parts,
        gives=(sums, scratch),
    )
    back = 1 if walks else plan.parts(copies * count * TRANSFORM)
    # The first copy is overwritten by the sum.
    plan.step("winograd.weights_back", sums, dw, copies, count, parts=back, gives=(sums, dw))


def places(numbers) -> tuple[int, ...]:
    """What the kernels ask of the numbers of a convolution: N, IH, IW, CI, OH, OW, CO, PH, PW."""
    chosen = (0, 2, 3, 4, 6, 7, 8, 20, 21)
    return tuple(numbers[place] for place in chosen)
