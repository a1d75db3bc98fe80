"""How does a model look as a picture? A box for each call of a layer, inputs at the top."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.nest import flatten

MARGIN, GAP, ROOM, LETTERS = 16, 28, 8, 14  # pixels at 96 dots an inch
INK, PAPER, HEAD = (40, 44, 52), (255, 255, 255), (232, 238, 246)


@dataclass(eq=False)
class Box:
    """A call's place in the picture and what stands in it."""

    lines: tuple[str, ...]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0


def plot_model(
    model: Any, to_file: Any = "model.png", show_shapes: bool = False, show_dtype: bool = False,
    show_layer_names: bool = False, rankdir: str = "TB", expand_nested: bool = False,
    dpi: int = 96, layer_range: Any = None, show_layer_activations: bool = False,
    show_trainable: bool = False,
) -> Any:  # fmt: skip
    """Draw a model into a picture file, and return the picture.

    Raises DesignError for a model that has not been called yet.
    """
    network = getattr(model, "_network", None)
    if network is None:
        raise DesignError(
            "The model {model} has not been called on values yet, so there is nothing to draw.",
            fix="Call the model on data, or build it of Input values.", model=model.name,
        )  # fmt: skip
    scale = dpi / 96
    font = importlib.import_module("PIL.ImageFont").load_default(LETTERS * scale)
    told = (show_shapes, show_dtype, show_layer_names, show_layer_activations, show_trainable)
    boxes = {call: boxed(call, told, font, scale) for call in network.depths}
    across = rankdir == "LR"
    size = placed(boxes, network.depths, across, scale)
    picture = importlib.import_module("PIL.Image").new("RGB", size, PAPER)
    draw = importlib.import_module("PIL.ImageDraw").Draw(picture)
    for call, box in boxes.items():
        for tensor in flatten(call.inputs):
            source = boxes.get(tensor.history[0])
            if source is not None:
                arrow(draw, source, box, across, scale)
    for box in boxes.values():
        painted(draw, box, font, scale)
    picture.save(Path(to_file))
    return picture


def boxed(call: Any, told: tuple[bool, ...], font: Any, scale: float) -> Box:
    """The box of a call: its layer's kind, and below it what was asked for."""
    shapes, dtype, names, activations, trainable = told
    layer = call.layer
    kind = type(layer).__name__
    lines = [f"{layer.name} ({kind})" if names else kind]
    activation = getattr(layer, "activation", None)
    if activations and activation is not None:
        lines.append(getattr(activation, "__name__", type(activation).__name__))
    if dtype:
        lines.append(str(layer.dtype))
    if shapes:
        if call.inputs:
            lines.append(f"in {shape_of(call.inputs)}")
        lines.append(f"out {shape_of(call.outputs)}")
    if trainable and layer.weights:
        lines.append("trainable" if layer.trainable else "not trainable")
    wide = max(font.getlength(line) for line in lines)
    high = len(lines) * LETTERS * 1.4 * scale
    return Box(tuple(lines), wide + 2 * ROOM * scale, high + ROOM * scale)


def shape_of(values: Any) -> str:
    shapes = [str(tuple(value.shape)) for value in flatten(values)]
    return shapes[0] if len(shapes) == 1 else ", ".join(shapes)


def placed(
    boxes: dict[Any, Box], depths: dict[Any, int], across: bool, scale: float
) -> tuple[int, int]:
    """Put the boxes of one depth beside each other; returns the picture's size."""
    ranks: dict[int, list[Any]] = {}
    for call, depth in depths.items():
        ranks.setdefault(depth, []).append(call)
    gap = GAP * scale

    def along(box: Box) -> float:
        return box.height if across else box.width

    def middle(call: Any) -> float:
        """Where the boxes stand that a call reads, so that few lines cross."""
        read = [boxes[one.history[0]] for one in flatten(call.inputs) if one.history[0] in boxes]
        return sum(box.y if across else box.x for box in read) / len(read) if read else 0.0

    lengths = {
        depth: sum(along(boxes[call]) for call in row) + gap * (len(row) - 1)
        for depth, row in ranks.items()
    }
    longest, now = max(lengths.values()), MARGIN * scale
    for depth in sorted(ranks, reverse=True):
        beside = MARGIN * scale + (longest - lengths[depth]) / 2
        row = [boxes[call] for call in sorted(ranks[depth], key=middle)]
        thick = max(box.width if across else box.height for box in row)
        for box in row:
            box.x, box.y = (now, beside) if across else (beside, now)
            beside += along(box) + gap
        now += thick + gap
    ends = (now - gap + MARGIN * scale, longest + 2 * MARGIN * scale)
    return tuple(int(end) for end in (ends if across else ends[::-1]))


def arrow(draw: Any, source: Box, target: Box, across: bool, scale: float) -> None:
    """A line from the end of one box to the begin of another, with a head."""
    if across:
        begin = (source.x + source.width, source.y + source.height / 2)
        end = (target.x, target.y + target.height / 2)
    else:
        begin = (source.x + source.width / 2, source.y + source.height)
        end = (target.x + target.width / 2, target.y)
    draw.line((begin, end), INK, max(1, int(scale)))
    head = 5 * scale
    back = [(-head * 1.4, -head), (-head * 1.4, head)] if across else [
        (-head, -head * 1.4), (head, -head * 1.4)
    ]  # fmt: skip
    draw.polygon([end, *((end[0] + x, end[1] + y) for x, y in back)], INK)


def painted(draw: Any, box: Box, font: Any, scale: float) -> None:
    """One box with its lines."""
    corners = (box.x, box.y, box.x + box.width, box.y + box.height)
    draw.rounded_rectangle(corners, 4 * scale, HEAD, INK, max(1, int(scale)))
    for place, line in enumerate(box.lines):
        top = box.y + ROOM / 2 * scale + place * LETTERS * 1.4 * scale
        draw.text((box.x + box.width / 2, top), line, INK, font, "ma")


__all__ = ["plot_model"]
