"""What do windows, borders and new orders do to a grid? Pictures of layers that know places."""

from __future__ import annotations

from designer.panels.card_sketch import FOOT, MARGIN, Sketch

LARGEST = 7  # cells along a side of the grid that stands for the input


def spatial(sketch: Sketch) -> int:
    """How many axes the layer's windows have: the number in its name."""
    found = [letter for letter in sketch.subject.type if letter in "123"]
    return int(found[0]) if found else 2


def room(sketch: Sketch) -> float:
    return sketch.height - FOOT - MARGIN


class Sliding:
    """A window over a small grid: sizes as the layer has them, places as they follow."""

    def __init__(self, sketch: Sketch, name: str, default: int) -> None:
        axes = spatial(sketch)
        flat = min(axes, 2)
        window = sketch.sizes(name, flat, default, 4)
        dilation = sketch.sizes("dilation_rate", flat, 1, 2)
        usual = [1] * flat if name == "kernel_size" else window
        stride = sketch.sizes("strides", flat, 1, 3) if sketch.option("strides", 0) else usual
        self.window = (1, *window) if flat == 1 else tuple(window)
        self.gap = (1, *dilation) if flat == 1 else tuple(dilation)
        self.stride = (1, *stride) if flat == 1 else tuple(stride)
        self.size = (1, LARGEST + 2) if flat == 1 else (LARGEST - 1, LARGEST - 1)
        self.reach = tuple((w - 1) * g + 1 for w, g in zip(self.window, self.gap, strict=True))
        padding = sketch.option("padding", "valid")
        self.border = tuple(
            border(padding, *values)
            for values in zip(self.size, self.reach, self.stride, strict=True)
        )
        whole = [n + sum(b) for n, b in zip(self.size, self.border, strict=True)]
        self.places = tuple(
            max(1, (n - r) // s + 1) for n, r, s in zip(whole, self.reach, self.stride, strict=True)
        )
        self.deep = axes == 3

    def at(self, turn: int) -> tuple[int, int]:
        return divmod(turn % (self.places[0] * self.places[1]), self.places[1])

    def corner(self, place: tuple[int, int]) -> tuple[int, int]:
        """Where the window begins, in cells of the input (its border is outside)."""
        return tuple(p * s - b[0] for p, s, b in zip(place, self.stride, self.border, strict=True))

    def sees(self, place: tuple[int, int], row: int, column: int) -> bool:
        top, left = self.corner(place)
        return (
            0 <= row - top < self.reach[0]
            and 0 <= column - left < self.reach[1]
            and (row - top) % self.gap[0] == 0
            and (column - left) % self.gap[1] == 0
        )


def border(padding: str, size: int, reach: int, stride: int) -> tuple[int, int]:
    """The cells added before and after an axis, as Keras adds them."""
    if padding == "causal":
        return reach - 1, 0
    if padding != "same":
        return 0, 0
    added = max((-(-size // stride) - 1) * stride + reach - size, 0)
    return added // 2, added - added // 2


def lay_out(sketch: Sketch, left: tuple[int, int], right: tuple[int, int]):
    """(cell size, place of the left grid, place of the right grid) for two grids side by side."""
    if left[0] == right[0] == 1:  # rows stand one below the other
        size = min((sketch.width - 2 * MARGIN) / max(left[1], right[1]), 20.0)
        low = room(sketch) - size
        first = (sketch.width - left[1] * size) / 2, MARGIN
        return size, first, ((sketch.width - right[1] * size) / 2, low)
    between = 60.0
    wide = sketch.width - 2 * MARGIN - between
    size = min(wide / (left[1] + right[1]), room(sketch) / max(left[0], right[0]), 15.0)
    used = size * (left[1] + right[1]) + between
    x = (sketch.width - used) / 2
    middle = MARGIN / 2 + room(sketch) / 2 + 2
    first = x, middle - left[0] * size / 2
    second = x + left[1] * size + between, middle - right[0] * size / 2
    return size, first, second


def slide(sketch: Sketch, name: str, default: int, own: bool = False) -> None:
    """The window walks over the input; a place of the output lights up."""
    grid = Sliding(sketch, name, default)
    count = grid.places[0] * grid.places[1]
    turn = sketch.turn(count, 0.35 if count > 12 else 0.5)
    place = grid.at(turn)
    outer = tuple(n + sum(b) for n, b in zip(grid.size, grid.border, strict=True))
    size, first, second = lay_out(sketch, outer, grid.places)
    x, y = first[0] + grid.border[1][0] * size, first[1] + grid.border[0][0] * size
    if grid.deep:
        for back in (6, 3):
            sketch.grid(x + back, y - back, *grid.size, size)
    if outer != grid.size:  # the border of zeros
        sketch.grid(*first, *outer, size, lambda r, c: sketch.quiet(0.08))
    shade = 0.25 + 0.5 * (turn % 5) / 4 if own else 0.55

    def inside(row: int, column: int):
        return (
            sketch.paint(shade) if grid.sees(place, row, column) else sketch.tokens.color("raised")
        )

    sketch.grid(x, y, *grid.size, size, inside)
    top, left = grid.corner(place)
    sketch.frame(
        x + left * size, y + top * size, grid.reach[1] * size - 1, grid.reach[0] * size - 1
    )

    def done(row: int, column: int):
        at = row * grid.places[1] + column
        if at == turn:
            return sketch.paint(0.95)
        return sketch.paint(0.35) if at < turn else sketch.tokens.color("raised")

    sketch.grid(*second, *grid.places, size, done)
    spot = second[0] + (place[1] + 0.5) * size, second[1] + (place[0] + 0.5) * size
    if grid.size[0] == 1:
        begin = x + (left + grid.reach[1] / 2) * size, y + size + 2
        spot = spot[0], second[1] - 2
    else:
        begin = x + (left + grid.reach[1]) * size + 2, y + (top + grid.reach[0] / 2) * size
    sketch.arrow(*begin, *spot)
    ends = first[0] + outer[1] * size / 2, second[0] + grid.places[1] * size / 2
    captions(sketch, *ends)


def captions(sketch: Sketch, left: float, right: float) -> None:
    """The real shapes below the grids, where they are known."""
    texts = [
        " × ".join(str(size) for size in shape[1:] if size is not None)
        for shape in (sketch.before, sketch.after)
    ]
    if right - left < 60:
        sketch.foot(sketch.width / 2, " → ".join(texts) if all(texts) else "")
        return
    for x, text in zip((left, right), texts, strict=True):
        sketch.foot(x, text)


def window(sketch: Sketch) -> None:
    slide(sketch, "kernel_size", 3)


def local(sketch: Sketch) -> None:
    slide(sketch, "kernel_size", 3, own=True)


def pooling(sketch: Sketch) -> None:
    slide(sketch, "pool_size", 2)


def spreading(sketch: Sketch) -> None:
    """Each cell of the input is laid over a window of the output."""
    flat = min(spatial(sketch), 2)
    reach = sketch.sizes("kernel_size", flat, 3, 4)
    stride = sketch.sizes("strides", flat, 2, 3)
    small = (1, 4) if flat == 1 else (3, 3)
    reach = (1, *reach) if flat == 1 else tuple(reach)
    stride = (1, *stride) if flat == 1 else tuple(stride)
    large = tuple((n - 1) * s + r for n, s, r in zip(small, stride, reach, strict=True))
    turn = sketch.turn(small[0] * small[1], 0.6)
    row, column = divmod(turn, small[1])
    size, first, second = lay_out(sketch, small, large)
    sketch.grid(
        *first, *small, size,
        lambda r, c: sketch.paint(0.9) if (r, c) == (row, column) else sketch.paint(0.25),
    )  # fmt: skip

    def laid(r: int, c: int):
        times = sum(
            0 <= r - one // small[1] * stride[0] < reach[0]
            and 0 <= c - one % small[1] * stride[1] < reach[1]
            for one in range(turn + 1)
        )
        return sketch.paint(min(0.2 * times, 0.9)) if times else sketch.tokens.color("raised")

    sketch.grid(*second, *large, size, laid)
    x, y = second[0] + column * stride[1] * size, second[1] + row * stride[0] * size
    sketch.frame(x, y, reach[1] * size - 1, reach[0] * size - 1)
    begin = first[0] + (column + 0.5) * size, first[1] + (row + 0.5) * size
    if small[0] == 1:
        sketch.arrow(begin[0], first[1] + size, x + reach[1] * size / 2, y - 2)
    else:
        sketch.arrow(*begin, x, y + reach[0] * size / 2)
    captions(sketch, first[0] + small[1] * size / 2, second[0] + large[1] * size / 2)


def maps(sketch: Sketch, x: float, size: float, live: int, count: int = 3) -> None:
    """A stack of small maps, one below the other."""
    high = size * 3 + 5
    top = (sketch.height - FOOT - count * high + 5) / 2
    for one in range(count):
        alpha = 0.8 if one == live else 0.2
        sketch.grid(x, top + one * high, 3, 3, size, lambda r, c, a=alpha: sketch.paint(a))


def depthwise(sketch: Sketch) -> None:
    """Every channel by itself."""
    live = sketch.turn(3, 0.8)
    size = min(10.0, (sketch.height - FOOT - 24) / 9)
    left, right = sketch.width / 2 - 30 - 3 * size, sketch.width / 2 + 30
    maps(sketch, left, size, live)
    maps(sketch, right, size, live)
    high = size * 3 + 5
    top = (sketch.height - FOOT - 3 * high + 5) / 2 + 1.5 * size
    for one in range(3):
        y = top + one * high
        sketch.arrow(left + 3 * size + 8, y, right - 8, y, one == live)
    captions(sketch, left + 1.5 * size, right + 1.5 * size)


def separable(sketch: Sketch) -> None:
    """Every channel by itself, then all of them mixed."""
    live = sketch.turn(6, 0.6)
    size = min(9.0, (sketch.height - FOOT - 24) / 9)
    wide = 3 * size
    step = min(90.0, (sketch.width - 2 * MARGIN - wide) / 2)
    columns = [sketch.width / 2 - wide / 2 + place * step for place in (-1, 0, 1)]
    high = size * 3 + 5
    top = (sketch.height - FOOT - 3 * high + 5) / 2 + 1.5 * size
    for place, x in enumerate(columns):
        now = live if place < 2 and live < 3 else live - 3 if place == 2 else -1
        maps(sketch, x, size, now)
    for one in range(3):
        y = top + one * high
        sketch.arrow(columns[0] + wide + 6, y, columns[1] - 6, y, one == live)
        for other in range(3):
            mixing = live >= 3 and other == live - 3
            sketch.line(
                columns[1] + wide + 6, y, columns[2] - 6, top + other * high,
                0.9 if mixing else 0.25, 1.5 if mixing else 1.0, own=mixing,
            )  # fmt: skip
    captions(sketch, columns[0] + wide / 2, columns[2] + wide / 2)


def whole(sketch: Sketch) -> None:
    """Each map becomes one number."""
    live = sketch.turn(3, 0.8)
    size = min(10.0, (sketch.height - FOOT - 24) / 9)
    left, right = sketch.width / 2 - 30 - 3 * size, sketch.width / 2 + 40
    maps(sketch, left, size, live)
    high = size * 3 + 5
    top = (sketch.height - FOOT - 3 * high + 5) / 2 + 1.5 * size
    for one in range(3):
        y = top + one * high
        sketch.arrow(left + 3 * size + 8, y, right - 8, y, one == live)
        sketch.cell(right, y - 7, 14, sketch.paint(0.9 if one == live else 0.3))
    captions(sketch, left + 1.5 * size, right + 7)


def bordered(sketch: Sketch, grow: bool) -> None:
    """A grid within a border that comes or goes."""
    share = sketch.swing()
    flat = spatial(sketch) == 1
    rows, columns, border = (1, 5, 2) if flat else (4, 4, 1)
    size = min(15.0, room(sketch) / (rows + 2 * border))
    tall = 0 if flat else border
    x = sketch.width / 2 - (columns / 2 + border) * size
    y = MARGIN / 2 + room(sketch) / 2 - (rows / 2 + tall) * size
    alpha = share if grow else 1 - share

    def fill(row: int, column: int):
        inner = tall <= row < rows + tall and border <= column < columns + border
        if inner:
            return sketch.paint(0.6)
        return sketch.quiet(0.22 * alpha) if grow else sketch.paint(0.6 * alpha)

    sketch.grid(x, y, rows + 2 * tall, columns + 2 * border, size, fill)
    if grow:
        sketch.painter.save()
        sketch.painter.setOpacity(alpha)
        for row in range(rows + 2 * tall):
            for column in range(columns + 2 * border):
                if not (tall <= row < rows + tall and border <= column < columns + border):
                    sketch.label(x + (column + 0.5) * size, y + (row + 0.5) * size, "0")
        sketch.painter.restore()
    caption = [
        " × ".join(str(size) for size in shape[1:] if size is not None)
        for shape in (sketch.before, sketch.after)
    ]
    if all(caption):
        sketch.foot(sketch.width / 2, " → ".join(caption))


def padded(sketch: Sketch) -> None:
    bordered(sketch, True)


def cropped(sketch: Sketch) -> None:
    bordered(sketch, False)


def enlarged(sketch: Sketch) -> None:
    """Every cell becomes several alike."""
    flat = spatial(sketch) == 1
    factor = sketch.sizes("size", 1 if flat else 2, 2, 3)
    small = (1, 4) if flat else (3, 3)
    by = (1, factor[0]) if flat else tuple(factor)
    large = tuple(n * f for n, f in zip(small, by, strict=True))
    turn = sketch.turn(small[0] * small[1], 0.5)
    size, first, second = lay_out(sketch, small, large)

    def shade(row: int, column: int):
        at = row * small[1] + column
        return sketch.paint(0.95 if at == turn else 0.2 + 0.06 * (at * 5 % 9))

    sketch.grid(*first, *small, size, shade)
    sketch.grid(*second, *large, size, lambda r, c: shade(r // by[0], c // by[1]))
    row, column = divmod(turn, small[1])
    sketch.frame(
        second[0] + column * by[1] * size,
        second[1] + row * by[0] * size,
        by[1] * size - 1,
        by[0] * size - 1,
    )
    captions(sketch, first[0] + small[1] * size / 2, second[0] + large[1] * size / 2)


def moving(sketch: Sketch, start: list[tuple[float, float]], end: list[tuple[float, float]], size):
    """Cells that go from their first to their second places, each in its own shade."""
    share = sketch.swing(4.0)
    for at, ((x1, y1), (x2, y2)) in enumerate(zip(start, end, strict=True)):
        alpha = 0.25 + 0.65 * at / max(len(start) - 1, 1)
        sketch.cell(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, size, sketch.paint(alpha))


def flattened(sketch: Sketch) -> None:
    """Row after row in one line."""
    picture_and_row(sketch, back=False)


def reshaped(sketch: Sketch) -> None:
    """The same numbers in another order of rows."""
    picture_and_row(sketch, back=True)


def picture_and_row(sketch: Sketch, back: bool) -> None:
    rows, columns = 3, 4
    size = min(16.0, (sketch.width - 2 * MARGIN) / (rows * columns))
    middle = sketch.width / 2
    grid = [
        (middle - columns * size / 2 + c * size, 8 + r * size)
        for r in range(rows)
        for c in range(columns)
    ]
    low = sketch.height - FOOT - size - 6
    row = [(middle - rows * columns * size / 2 + at * size, low) for at in range(rows * columns)]
    for x, y in (*grid, *row):
        sketch.cell(x, y, size, None, sketch.quiet(0.2))
    moving(sketch, *((row, grid) if back else (grid, row)), size)
    shapes = [
        " × ".join("?" if size is None else str(size) for size in shape[1:])
        for shape in (sketch.before, sketch.after)
        if shape
    ]
    sketch.foot(middle, " → ".join(shapes))


def permuted(sketch: Sketch) -> None:
    """Rows become columns."""
    rows, columns = 3, 5
    size = min(15.0, room(sketch) / columns)
    x, y = sketch.width / 2, MARGIN / 2 + room(sketch) / 2
    first = [
        (x + (c - columns / 2) * size, y + (r - rows / 2) * size)
        for r in range(rows)
        for c in range(columns)
    ]
    second = [
        (x + (r - rows / 2) * size, y + (c - columns / 2) * size)
        for r in range(rows)
        for c in range(columns)
    ]
    moving(sketch, first, second, size)
    shapes = [
        str(shape[1:]).replace("None", "?") for shape in (sketch.before, sketch.after) if shape
    ]
    sketch.foot(x, " → ".join(shapes))


def repeated(sketch: Sketch) -> None:
    """One row, again and again."""
    count = max(2, min(int(sketch.option("n", 3)), 6))
    shown = 1 + sketch.turn(count + 2, 0.6)
    size = min(14.0, room(sketch) / count)
    x, y = sketch.width / 2, MARGIN / 2 + room(sketch) / 2
    left, right = x - 30 - 4 * size, x + 30
    shade = [0.3, 0.8, 0.5, 0.95]
    sketch.grid(left, y - size / 2, 1, 4, size, lambda r, c: sketch.paint(shade[c]))
    for row in range(count):
        top = y + (row - count / 2) * size
        if row < shown:
            sketch.grid(right, top, 1, 4, size, lambda r, c: sketch.paint(shade[c]))
            sketch.arrow(left + 4 * size + 4, y, right - 4, top + size / 2, row == shown - 1)
        else:
            sketch.grid(right, top, 1, 4, size)
    captions(sketch, left + 2 * size, right + 2 * size)
