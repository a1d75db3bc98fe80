"""Which ideas help when several inputs do not fit each other? Projections, padding, axes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from designer.document.repairs.case import Case, Given, insert, set_field
from engine.errors import Repair

POOLS = {4: "GlobalAvgPool2D", 3: "GlobalAveragePooling1D", 5: "GlobalAveragePooling3D"}
SIZES = ("filters", "units")


def _several(case: Case) -> tuple[Given, ...]:
    return case.given if len(case.given) > 1 else ()


def _same_rank(inputs: tuple[Given, ...]) -> bool:
    return len({len(given.spec.shape) for given in inputs}) == 1


def along_another_axis(case: Case) -> Iterator[Repair]:
    """Inputs that differ along one axis only can be put one behind the other along it."""
    inputs = _several(case)
    if not inputs or not case.has("axis") or not _same_rank(inputs):
        return
    columns = list(zip(*(given.sample for given in inputs), strict=True))
    differing = [place for place, sizes in enumerate(columns, 1) if len(set(sizes)) > 1]
    if len(differing) == 1:
        yield set_field(case.node, "axis", differing[0])


def same_channels(case: Case) -> Iterator[Repair]:
    """Inputs that differ in their last size only: the odd one gets as many channels."""
    inputs = _several(case)
    if not inputs or not _same_rank(inputs):
        return
    if len({given.sample[:-1] for given in inputs}) != 1:
        return
    common = _usual([given.sample[-1] for given in inputs])
    odd = [given for given in inputs if given.sample[-1] != common]
    if common is None or len(odd) != 1:
        return
    (given,) = odd
    projection = _projection(given, common)
    node = case.shaper(given.source.id)
    size = next((one for one in SIZES if node is not None and one in case.fields_of(node)), None)
    if projection is not None:
        yield projection
    if size is not None and node.parameters.get(size) != common:
        yield set_field(node, size, common)
    for other in inputs:
        if other is not given and len(inputs) == 2 and given.sample[-1] is not None:
            back = _projection(other, given.sample[-1])
            if back is not None:
                yield back


def _projection(given: Given, channels: int, strides: int = 1) -> Repair | None:
    """A layer that gives a value so many channels, place by place."""
    rank = len(given.spec.shape)
    if rank == 4:
        more = {"strides": [strides, strides]} if strides > 1 else {}
        shown = f"{channels}, 1" + (f", strides={strides}" if strides > 1 else "")
        return insert(
            given, "Conv2D", shown, named=True, filters=channels, kernel_size=[1, 1], **more
        )
    if rank in (2, 3) and strides == 1:
        return insert(given, "Dense", str(channels), named=True, units=channels)
    return None


def same_places(case: Case) -> Iterator[Repair]:
    """Pictures of different sizes: windows that keep the size, or a step that halves it too."""
    inputs = _several(case)
    if not inputs or not _same_rank(inputs):
        return
    if len({given.sample[:-1] for given in inputs}) == 1:
        return
    shrinking = [
        node
        for given in inputs
        for node in case.chain(given.source.id)
        if "padding" in case.fields_of(node)
        and node.parameters.get("padding", "valid") == "valid"
        and not node.type.startswith("ZeroPadding")
    ]
    shrinking = list({node.id: node for node in shrinking}.values())
    if 0 < len(shrinking) <= 6:
        names = [node.name for node in shrinking]
        steps = [
            ("set_parameter", {"layer": node.id, "name": "padding", "value": "same"})
            for node in shrinking
        ]
        yield Repair(
            "steps", "Set padding of {layers} to same", {"repairs": steps}, {"layers": names}
        )
        if len(shrinking) > 1:
            for node in shrinking:
                yield set_field(node, "padding", "same")
    yield from _strided(case, inputs)
    yield from _cropped(inputs)


def _strided(case: Case, inputs: tuple[Given, ...]) -> Iterator[Repair]:
    """The larger picture brought to the size of the smaller one by a convolution with strides."""
    if len(inputs) != 2 or len(inputs[0].spec.shape) != 4:
        return
    small, large = sorted(inputs, key=lambda given: given.sample[0] or 0)
    if None in small.sample or None in large.sample:
        return
    step = -(-large.sample[0] // small.sample[0])
    channels = small.sample[-1]
    pairs = list(zip(small.sample[:-1], large.sample[:-1], strict=True))
    if step > 1 and all(-(-b // step) == a for a, b in pairs):
        projection = _projection(large, channels, step)
        if projection is not None:
            yield projection
        yield insert(large, "MaxPooling2D", str(step), named=True, pool_size=[step, step])
    if step > 1 and all(a * step == b for a, b in pairs):
        yield insert(small, "UpSampling2D", str(step), named=True, size=[step, step])


def _cropped(inputs: tuple[Given, ...]) -> Iterator[Repair]:
    """The larger picture cut to the size of the smaller one."""
    if len(inputs) != 2 or len(inputs[0].spec.shape) != 4:
        return
    small, large = sorted(inputs, key=lambda given: given.sample[0] or 0)
    if None in small.sample or None in large.sample:
        return
    extra = [b - a for a, b in zip(small.sample[:-1], large.sample[:-1], strict=True)]
    if all(size >= 0 for size in extra):
        cropping = [[size // 2, size - size // 2] for size in extra]
        yield insert(large, "Cropping2D", named=True, cropping=cropping)


def same_rank(case: Case) -> Iterator[Repair]:
    """A picture and a row of numbers: the picture is made a row."""
    inputs = _several(case)
    if not inputs or _same_rank(inputs):
        return
    flat = [given for given in inputs if len(given.spec.shape) == 2]
    tall = [given for given in inputs if len(given.spec.shape) > 2]
    if not flat:
        return
    steps = [("insert_before", {"type": "Flatten", "port": given.port}) for given in tall]
    if len(steps) == 1:
        yield insert(tall[0], "Flatten", named=True)
        rank = len(tall[0].spec.shape)
        if rank in POOLS:
            yield insert(tall[0], POOLS[rank], named=True)
    else:
        yield Repair("steps", "Insert Flatten at each input", {"repairs": steps})
    width = flat[0].sample[0]
    if len(tall) == 1 and width is not None:
        dense = {"type": "Dense", "parameters": {"units": width}, "port": tall[0].port}
        yield Repair(
            "steps",
            "Insert Flatten and Dense({units})",
            {"repairs": [steps[0], ("insert_before", dense)]},
            {"units": width},
        )


def same_features(case: Case) -> Iterator[Repair]:
    """Two inputs compared feature by feature, of different widths: one gets a Dense layer."""
    inputs = _several(case)
    if len(inputs) < 2:
        return
    for given, other in ((inputs[1], inputs[0]), (inputs[0], inputs[1])):
        width = other.sample[-1]
        if width is not None and given.sample[-1] != width:
            yield insert(given, "Dense", str(width), named=True, units=width)


def _usual(sizes: list[int | None]) -> int | None:
    """The size that most have; of two that are equally many, the larger."""
    known = Counter(size for size in sizes if size is not None)
    return max(known, key=lambda size: (known[size], size), default=None)
