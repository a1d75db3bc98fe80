"""Which neighbouring records become one kernel call? Patterns on the tape.

A value that one kernel writes and the next reads costs two walks through memory, which for anything
but products is all that it costs. So what goes element by element is done by its neighbour: a relu
by the product before it; a relu's gradient by what passes gradients on behind it, which computes
the sign again or finds it in what it reads anyway; a pool of a normalized picture by the
normalization, so that the picture itself is never written. And what is made faster than kept is
made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.kernels.sizes import SMALL_ROW, SMALL_TRANSFORM
from engine.ops.base import ALL, size_of
from engine.tape import Record, Tensor

# Pools of so few channels are left to the pool, which does several places at once.
FEWEST_CHANNELS = 16
# Global pools of so few places are not worth looking for the greatest again.
FEWEST_PLACES = 16


def fuse(records: list[Record], protected: set[int]) -> list[Record]:
    """The records with fewer walks through memory, and with the same results.

    `protected` holds ids of values that are read from outside: those are written in any case.
    """
    for pattern in (peaks, normalizations, pooled_relus, relus, ended_products, recomputed):
        changed = pattern(Links(records, protected))
        records = [one for record in records for one in changed.get(id(record), (record,))]
    return records


class Links:
    """Who makes and who reads each value, with other names of the same memory looked through."""

    def __init__(self, records: list[Record], protected: set[int]) -> None:
        self.records = records
        self._protected = protected
        self._order = {id(record): place for place, record in enumerate(records)}
        self._makers = {id(value): record for record in records for value in record.outputs}
        self._readers: dict[int, list[Record]] = defaultdict(list)
        for record in records:
            for value in record.inputs:
                self._readers[id(value)].append(record)

    def maker(self, value: Tensor) -> Record | None:
        """The record that computed a value; None where it came from outside."""
        record = self._makers.get(id(value))
        while record is not None and record.op.alias:
            record = self._makers.get(id(record.inputs[0]))
        return record

    def readers(self, value: Tensor) -> tuple[list[Record], list[Record]] | None:
        """Who reads a value, and the records that only rename it; None if somebody outside does."""
        if id(value) in self._protected:
            return None
        readers, names = [], []
        for record in self._readers[id(value)]:
            if not record.op.alias:
                readers.append(record)
                continue
            further = self.readers(record.outputs[0])
            if further is None:
                return None
            readers += further[0]
            names += [record, *further[1]]
        return readers, names

    def before(self, value: Tensor, record: Record) -> bool:
        """Whether a value is there before a record is run."""
        maker = self._makers.get(id(value))
        return maker is None or self._order[id(maker)] < self._order[id(record)]

    def only(self, value: Tensor, op: str) -> tuple[Record, list[Record]] | None:
        """The one reader of a value, if it does this, and the records that rename the value."""
        found = self.readers(value)
        if found is None or len(found[0]) != 1 or found[0][0].op.name != op:
            return None
        return found[0][0], found[1]

    def named(self, op: str) -> Iterator[Record]:
        return (record for record in self.records if record.op.name == op)


Changes = dict[int, tuple[Record, ...]]  # what stands in a record's place, by its id
Pattern = Callable[[Links], Changes]


def gone(*records: Record) -> Changes:
    return {id(record): () for record in records}


def recomputed(links: Links) -> Changes:
    """Normalized pictures are made again for those who read them later, if that costs little.

    Their input is needed on the way back too, and in the same walk (see engine.walking): so neither
    picture ever leaves the cache, where keeping one would have written and read all of it.
    """
    changed: Changes = {}
    for record in links.named("batch_normalize"):
        found = links.readers(record.outputs[0])
        if record.attributes.get("pooled") or found is None:
            continue
        later = [reader for reader in found[0] if reader.op.name != "convolution"]
        names = {reader.op.name for reader in later}
        sums = names <= {"add", "convolution_weight_gradient"} and names != {"add"}
        if not sums or not all(reader in later or is_cheap(reader) for reader in found[0]):
            continue
        if all(reader.op.name == "add" or is_cheap(reader) for reader in later):
            for reader in later:
                changed[id(reader)] = made_again(links, record, reader)
    return changed


def made_again(links: Links, record: Record, reader: Record) -> tuple[Record, Record]:
    """A record's twin for one of its readers, and the reader of what the twin makes."""
    place = next(
        place for place, value in enumerate(reader.inputs) if links.maker(value) is record
    )
    x = reader.inputs[place]
    again = Tensor(x.shape, x.dtype, x.source, tape=x.tape)
    inputs = (*reader.inputs[:place], again, *reader.inputs[place + 1 :])
    return replace(record, outputs=(again,), path=reader.path), replace(reader, inputs=inputs)


def is_cheap(reader: Record) -> bool:
    """Whether a convolution waits for memory, or goes along in a walk on the way back."""
    if reader.op.name not in ("convolution", "convolution_weight_gradient"):
        return False
    forward = reader.op.name == "convolution"
    x, kernel = reader.inputs[0].shape, (reader.inputs[1] if forward else reader.outputs[0]).shape
    alone = reader.attributes.get("groups", 1) == x[-1]
    small = size_of(kernel[:-2]) <= 9 and kernel[-2] * kernel[-1] <= SMALL_TRANSFORM
    return max(x[1:-1]) >= SMALL_ROW and (alone or small or set(kernel[:-2]) == {1})


def relus(links: Links) -> Changes:
    """Each relu that follows a product is done by the product.

    A relu's gradient looks at its output, so the value before it is needed by nobody: the product
    writes the cut value, and the relu's record becomes another name for it.
    """
    changed: Changes = {}
    for record in links.named("relu"):
        maker = links.maker(record.inputs[0])
        if maker is None or not getattr(maker.op, "takes_relu", False):
            continue
        if links.only(maker.outputs[0], "relu"):
            cut = replace(maker, attributes={**maker.attributes, "relu": True})
            changed[id(maker)] = (cut,)
            changed[id(record)] = (replace(record, op=ALL["identity"], attributes={}),)
    return changed


def ended_products(links: Links) -> Changes:
    """Gradients that a product makes and a relu ends, where it gave nothing: by the product."""
    changed: Changes = {}
    for relu in links.named("relu_gradient"):
        y, arriving = relu.inputs
        product = links.maker(arriving)
        if product is None or product.op.name != "batch_matmul" or len(product.inputs) > 2:
            continue
        if links.only(product.outputs[0], "relu_gradient") and links.before(y, product):
            ended = {**product.attributes, "ended": True}
            both = replace(product, inputs=(*product.inputs, y), attributes=ended)
            changed[id(product)] = (both,)
            changed[id(relu)] = (
                replace(relu, op=ALL["identity"], inputs=(arriving,), attributes={}),
            )
    return changed


def pooled_relus(links: Links) -> Changes:
    """Gradients that go through a pool of what a relu cut: where the greatest is 0, they end."""
    changed: Changes = {}
    for pool in links.named("max_pool_gradient"):
        cut, behind = links.maker(pool.inputs[0]), links.only(pool.outputs[0], "relu_gradient")
        if behind is None or cut is None or cut.op.name != "relu":
            continue
        relu, names = behind
        if links.maker(relu.inputs[0]) is cut and links.maker(relu.inputs[1]) is pool:
            attributes = {**pool.attributes, "relu": True}
            changed |= gone(pool, *names)
            both = replace(pool, attributes=attributes, outputs=relu.outputs, path=relu.path)
            changed[id(relu)] = (both,)
    return changed


def peaks(links: Links) -> Changes:
    """Gradients of a convolution of which a global pool kept the greatest: see kernels.peaks."""
    changed: Changes = {}
    for peak in links.named("extreme_gradient"):
        y, top, arriving = peak.inputs
        last, names, maker = peak, [], links.maker(y)
        cut = maker is not None and maker.op.name == "relu"
        if cut:
            behind = links.only(peak.outputs[0], "relu_gradient")
            if behind is None or links.maker(behind[0].inputs[0]) is not maker:
                continue
            (last, names), maker = behind, links.maker(maker.inputs[0])
        if maker is None or not passes_few(maker, peak):
            continue
        found = links.readers(last.outputs[0])
        given = found and {what_it_gives(reader, maker): reader for reader in found[0]}
        if not given or None in given or len(given) != len(found[0]):
            continue
        changed |= gone(last, *names, *found[1], *given.values())
        outputs = tuple(reader.outputs[0] for reader in given.values())
        attributes = {**maker.attributes, "relu": cut, "gives": tuple(given)}
        inputs = (*maker.inputs[:2], y, top, arriving)
        made = Record(ALL["peak_gradients"], inputs, attributes, outputs, maker.path)
        changed[id(peak)] = (made,)
    return changed


def passes_few(maker: Record, peak: Record) -> bool:
    """Whether a pool behind a convolution leaves one place of many in each picture."""
    y = peak.inputs[0]
    return (
        maker.op.name == "convolution"
        and maker.attributes.get("groups", 1) == 1
        and maker.outputs[0].shape == y.shape
        and tuple(peak.attributes["axis"]) == tuple(range(1, len(y.shape) - 1))
        and size_of(y.shape[1:-1]) >= FEWEST_PLACES
    )


def what_it_gives(reader: Record, maker: Record) -> str | None:
    """Which gradient of a convolution a record computes from what arrives at its results."""
    x, kernel = maker.inputs[:2]
    if reader.op.name == "convolution_weight_gradient" and reader.inputs[0] is x:
        return "kernel"
    if reader.op.name == "convolution_input_gradient" and reader.inputs[1] is kernel:
        return "inputs"
    places = tuple(range(len(x.shape) - 1))
    if reader.op.name == "sum" and reader.attributes.get("axis") == places:
        return "bias"
    return None


def normalizations(links: Links) -> Changes:
    """What follows a batch normalization is done in its walk, and in its gradient's walk."""
    changed: Changes = {}
    for record in links.named("batch_normalize"):
        relu = links.only(record.outputs[0], "relu")
        result = relu[0].outputs[0] if relu else record.outputs[0]
        found = links.readers(result)
        if found is None:
            continue
        pools = [reader for reader in found[0] if reader.op.name == "max_pool_forward"]
        if pools and halves(pools[0]):
            changed |= normalized_pool(links, record, relu, *found, pools[0])
        elif relu:
            for reader in found[0]:
                if reader.op.name == "relu_gradient":
                    changed |= normalized_relu(links, record, relu[0], reader)
    return changed


def normalized_relu(links: Links, record: Record, relu: Record, reverse: Record) -> Changes:
    """The gradient of a normalization whose result was cut: it sees itself what was cut."""
    behind = links.only(reverse.outputs[0], "batch_normalize_gradient")
    if behind is None or links.maker(reverse.inputs[0]) is not relu:
        return {}
    gradient, names = behind
    if not is_gradient(gradient, record) or links.maker(gradient.inputs[1]) is not reverse:
        return {}
    more = behind_more(gradient, record, reverse.inputs[1], relu=True)
    return {**gone(reverse, *names), id(gradient): (more,)}


def normalized_pool(
    links: Links,
    record: Record,
    relu: tuple[Record, list[Record]] | None,
    readers: list[Record],
    names: list[Record],
    pool: Record,
) -> Changes:
    """A normalization whose result only a pool reads, behind a relu or not, and the gradient."""
    left = [reader for reader in readers if reader is not pool]
    more = {"pooled": pool.outputs[0].shape[-2], "relu": relu is not None}
    changed = gone(pool, *names)
    if relu:
        changed |= gone(relu[0], *relu[1])
    both = replace(record, outputs=pool.outputs, attributes={**record.attributes, **more})
    changed[id(record)] = (both,)
    if not left:
        return changed
    reverse = next((reader for reader in left if reader.op.name == "max_pool_gradient"), None)
    if reverse is None or links.maker(reverse.inputs[1]) is not pool:
        return {}
    expected, last = [reverse], reverse
    if relu:
        behind = links.only(reverse.outputs[0], "relu_gradient")
        if behind is None or links.maker(behind[0].inputs[1]) is not reverse:
            return {}
        last = behind[0]
        expected.append(last)
        changed |= gone(*behind[1])
    behind = links.only(last.outputs[0], "batch_normalize_gradient")
    if behind is None or not is_gradient(behind[0], record) or len(left) != len(expected):
        return {}
    if any(reader not in expected for reader in left):
        return {}
    changed |= gone(*expected, *behind[1])
    changed[id(behind[0])] = (behind_more(behind[0], record, reverse.inputs[2], **more),)
    return changed


def is_gradient(gradient: Record, record: Record) -> bool:
    """Whether a record is the gradient of this normalization."""
    x, _, *statistics = gradient.inputs
    return all(one is other for one, other in zip((x, *statistics), record.inputs[:4], strict=True))


def behind_more(gradient: Record, record: Record, dy: Tensor, **more: object) -> Record:
    """The gradient of a normalization which has done more: it begins with what arrives there."""
    x, mean, variance, gamma, beta = record.inputs
    return replace(
        gradient,
        inputs=(x, dy, mean, variance, gamma, beta),
        attributes={**gradient.attributes, **more},
    )


def halves(pool: Record) -> bool:
    """Whether a pool takes 2 x 2 places without leaving any out, of enough channels."""
    before, after = pool.inputs[0].shape, pool.outputs[0].shape
    window = tuple(pool.attributes["window"])
    return (
        window == tuple(pool.attributes["strides"])
        and len(window) > 1
        and window == (1,) * (len(window) - 2) + (2, 2)
        and all(big == small * step for big, small, step in zip(
            before[1:-1], after[1:-1], window, strict=True
        ))
        and after[-1] >= FEWEST_CHANNELS
    )  # fmt: skip
