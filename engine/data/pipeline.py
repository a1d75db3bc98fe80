"""How do programs for TensorFlow hand on their data? `tf.data`'s pipelines, over arrays.

A data set is a recipe: each walk through it begins anew. Tuples and dicts are structure, lists are
arrays. While a data set only picks rows of arrays (slices, shuffled, some of them, repeated), it
hands on their numbers, so that `batch` cuts all rows of a batch at once.
"""

from __future__ import annotations

import glob
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from engine import settings
from engine.eager import Array
from engine.errors import DesignError, DesignTypeError
from engine.function import Function
from engine.raw import Text, Texts
from engine.tape import Spec, dtype_name
from engine.tensors import constant

AUTOTUNE = -1
Element = Any


def each(function: Callable, structure: Any, *others: Any) -> Any:
    """`function` of every leaf; tuples and dicts are structure."""
    if isinstance(structure, Mapping):
        return {
            key: each(function, value, *(other[key] for other in others))
            for key, value in structure.items()
        }
    if isinstance(structure, tuple):
        return tuple(each(function, *parts) for parts in zip(structure, *others, strict=True))
    return function(structure, *others)


def leaves(structure: Any) -> list[Any]:
    found: list[Any] = []
    each(found.append, structure)
    return found


def stacked(elements: list[Any]) -> Any:
    """Elements of one structure as one, with a first axis more."""
    return each(lambda *parts: constant(np.stack([np.asarray(p) for p in parts])), *elements)


class Dataset:
    """Elements, one after the other; see `tf.data.Dataset`."""

    AUTOTUNE = AUTOTUNE

    def __init__(
        self,
        make: Callable[[], Iterable[Element]],
        count: float | None = None,
        rows: tuple[Any, Callable[[], Iterable[int]]] | None = None,
    ) -> None:
        self._make, self._count, self._rows = make, count, rows

    @classmethod
    def _of_rows(cls, arrays: Any, rows: Callable[[], Iterable[int]], count: float) -> Dataset:
        def make() -> Iterator[Element]:
            for row in rows():
                yield each(partial(part, row), arrays)

        return cls(make, count, (arrays, rows))

    # Where data come from

    @classmethod
    def from_tensor_slices(cls, tensors: Any, name: Any = None) -> Dataset:
        """The rows of arrays. Raises DesignError where they have different numbers of rows."""
        arrays = each(constant, tensors)
        sizes = {len(array) for array in leaves(arrays)}
        if len(sizes) != 1:
            raise DesignError(
                "The arrays have different numbers of rows: {sizes}.", sizes=sorted(sizes)
            )
        (count,) = sizes
        return cls._of_rows(arrays, lambda: range(count), count)

    @classmethod
    def from_tensors(cls, tensors: Any, name: Any = None) -> Dataset:
        element = each(constant, tensors)
        return cls(lambda: [element], 1)

    @classmethod
    def from_generator(cls, generator: Callable, *types: Any, args: Any = (), **_: Any) -> Dataset:
        """What a function that makes a generator yields."""
        return cls(lambda: (each(constant, one) for one in generator(*args)))

    @classmethod
    def range(cls, *limits: int, **_: Any) -> Dataset:
        return cls.from_tensor_slices(np.arange(*limits))

    @classmethod
    def zip(cls, *datasets: Any, **_: Any) -> Dataset:
        """Elements side by side, as long as all have some."""
        structure = datasets[0] if len(datasets) == 1 else datasets
        counts = [one._count for one in leaves(structure)]
        known = None if None in counts else min(counts)

        def make() -> Iterator[Element]:
            walks = [iter(one) for one in leaves(structure)]
            for parts in zip(*walks, strict=False):
                yield each(partial(_next, iter(parts)), structure)

        return cls(make, known)

    @classmethod
    def list_files(cls, file_pattern: Any, shuffle: Any = None, seed: Any = None, **_: Any):
        """The files that fit patterns, shuffled unless told otherwise."""
        patterns = [file_pattern] if isinstance(file_pattern, str) else list(file_pattern)
        found = sorted(path for pattern in patterns for path in glob.glob(str(pattern)))
        made = cls.from_tensor_slices(found)
        return made if shuffle is False else made.shuffle(max(1, len(found)), seed)

    @staticmethod
    def sample_from_datasets(
        datasets: list[Dataset], weights: Any = None, seed: int | None = None,
        stop_on_empty_dataset: bool = False, **_: Any,
    ) -> Dataset:  # fmt: skip
        """Elements of several data sets, each time of one drawn by its weight."""
        shares = np.full(len(datasets), 1.0) if weights is None else np.asarray(weights, float)

        def make() -> Iterator[Element]:
            draw = settings.generator() if seed is None else np.random.default_rng(seed)
            walks, left = [iter(one) for one in datasets], shares.copy()
            while left.sum() > 0:
                place = int(draw.choice(len(walks), p=left / left.sum()))
                try:
                    element = next(walks[place])
                except StopIteration:
                    if stop_on_empty_dataset:
                        return
                    left[place] = 0
                    continue
                yield element

        return Dataset(make)

    # Walking through

    def __iter__(self) -> Iterator[Element]:
        return iter(self._make())

    def __len__(self) -> int:
        if self._count is None or self.is_endless:
            raise TypeError("The number of elements is not known, or has no end.")
        return int(self._count)

    def __bool__(self) -> bool:
        return True

    def cardinality(self) -> Any:
        """The number of elements; -1 for no end, -2 where it is not known."""
        if self._count is None:
            return constant(-2)
        return constant(-1 if self.is_endless else int(self._count))

    def as_numpy_iterator(self) -> Iterator[Element]:
        return (each(np.asarray, element) for element in self)

    @property
    def element_spec(self) -> Any:
        """Shape and kind of each part of the first element."""
        return each(lambda v: Spec(tuple(np.shape(v)), dtype_name(np.asarray(v).dtype)),
                    next(iter(self)))  # fmt: skip

    # Other rows

    def _picked(self, pick: Callable[[Iterable], Iterable], count: float | None) -> Dataset:
        """A data set that hands on some elements, in some order."""
        if self._rows is not None and count is not None:
            arrays, rows = self._rows
            return Dataset._of_rows(arrays, lambda: pick(rows()), count)
        return Dataset(lambda: pick(self), count)

    def shuffle(
        self, buffer_size: int, seed: int | None = None,
        reshuffle_each_iteration: bool | None = None, name: Any = None,
    ) -> Dataset:  # fmt: skip
        """Each element out of a buffer of so many, at random; another order in each walk."""
        if buffer_size < 1:
            raise DesignError("The buffer of shuffle must hold at least 1 element.")
        begin = settings.generator().integers(2**31) if seed is None else seed
        lasting = np.random.default_rng(begin)

        def pick(items: Iterable) -> Iterator:
            again = reshuffle_each_iteration is False
            generator = np.random.default_rng(begin) if again else lasting
            held: list[Any] = []
            for item in items:
                if len(held) < buffer_size:
                    held.append(item)
                    continue
                place = int(generator.integers(len(held)))
                held[place], item = item, held[place]
                yield item
            yield from (held[place] for place in generator.permutation(len(held)).tolist())

        return self._picked(pick, self._count)

    def take(self, count: int, name: Any = None) -> Dataset:
        limit = math.inf if count < 0 else count
        known = None if self._count is None else min(self._count, limit)
        return self._picked(lambda items: itertools.islice(items, _stop(limit)), known)

    def skip(self, count: int, name: Any = None) -> Dataset:
        known = None if self._count is None else max(0, self._count - count)
        return self._picked(lambda items: itertools.islice(items, count, None), known)

    def shard(self, num_shards: int, index: int, name: Any = None) -> Dataset:
        known = None if self._count is None else -(-(self._count - index) // num_shards)
        return self._picked(lambda items: itertools.islice(items, index, None, num_shards), known)

    def repeat(self, count: int | None = None, name: Any = None) -> Dataset:
        """So many walks, one after the other; without end when no number is given."""
        times = math.inf if count is None or count < 0 else count
        known = None if self._count is None else self._count * times if self._count else 0
        rounds = itertools.repeat(0) if math.isinf(times) else range(int(times))
        if self._rows is not None and known is not None:
            arrays, rows = self._rows
            return Dataset._of_rows(
                arrays, lambda: itertools.chain.from_iterable(rows() for _ in rounds), known
            )
        return Dataset(lambda: itertools.chain.from_iterable(self for _ in rounds), known)

    def cache(self, filename: str = "", name: Any = None) -> Dataset:
        """Elements that are made once and kept."""
        if self._rows is not None:
            return self
        kept: list[Element] = []

        def make() -> Iterator[Element]:
            if kept:
                yield from kept
                return
            made = []
            for element in self:
                made.append(element)
                yield element
            kept[:] = made

        return Dataset(make, self._count)

    def prefetch(self, buffer_size: int, name: Any = None) -> Dataset:
        """The same: nothing is waited for here."""
        return self

    def with_options(self, options: Any, name: Any = None) -> Dataset:
        return self

    def concatenate(self, dataset: Dataset, name: Any = None) -> Dataset:
        counts = (self._count, dataset._count)
        return Dataset(
            lambda: itertools.chain(self, dataset), None if None in counts else sum(counts)
        )

    # Other elements

    def map(self, map_func: Callable, *_: Any, **__: Any) -> Dataset:
        """`map_func` of each element: traced once, where it uses nothing but operations."""
        function = once_traced(map_func)
        return Dataset(lambda: (given(function, element) for element in self), self._count)

    def filter(self, predicate: Callable, name: Any = None) -> Dataset:
        return Dataset(lambda: (one for one in self if bool(given(predicate, one))))

    def flat_map(self, map_func: Callable, name: Any = None) -> Dataset:
        return Dataset(
            lambda: itertools.chain.from_iterable(given(map_func, element) for element in self)
        )

    def interleave(self, map_func: Callable, cycle_length: int | None = None,
                   block_length: int = 1, **_: Any) -> Dataset:  # fmt: skip
        """The data sets that `map_func` makes, some at a time, a block of each in turn."""
        most = 16 if cycle_length is None or cycle_length < 1 else cycle_length

        def make() -> Iterator[Element]:
            waiting = (iter(given(map_func, element)) for element in self)
            open_ones = list(itertools.islice(waiting, most))
            while open_ones:
                for walk in list(open_ones):
                    block = list(itertools.islice(walk, block_length))
                    yield from block
                    if len(block) < block_length:
                        place = open_ones.index(walk)
                        open_ones[place : place + 1] = itertools.islice(waiting, 1)

        return Dataset(make)

    def enumerate(self, start: int = 0, name: Any = None) -> Dataset:
        return Dataset(lambda: ((constant(n), e) for n, e in enumerate(self, start)), self._count)

    def apply(self, transformation_func: Callable) -> Dataset:
        return transformation_func(self)

    def reduce(self, initial_state: Any, reduce_func: Callable, name: Any = None) -> Any:
        state = each(constant, initial_state)
        for element in self:
            state = reduce_func(state, element)
        return state

    # Groups

    @property
    def is_endless(self) -> bool:
        return self._count is not None and math.isinf(self._count)

    def batch(self, batch_size: int, drop_remainder: bool = False, *_: Any, **__: Any) -> Dataset:
        """So many elements as one, with a first axis more."""
        size, known = int(batch_size), None
        if self._count is not None:
            whole = self._count / size
            known = whole if math.isinf(whole) else (
                math.floor(whole) if drop_remainder else math.ceil(whole)
            )  # fmt: skip
        if self._rows is not None:
            arrays, rows = self._rows
            return Dataset(
                lambda: (
                    each(partial(part, np.array(group)), arrays)
                    for group in groups(rows(), size, drop_remainder)
                ),
                known,
            )
        return Dataset(lambda: map(stacked, groups(self, size, drop_remainder)), known)

    def padded_batch(
        self, batch_size: int, padded_shapes: Any = None, padding_values: Any = None,
        drop_remainder: bool = False, name: Any = None,
    ) -> Dataset:  # fmt: skip
        """Batches of elements of different sizes, filled up (with 0) to the largest."""

        def filled(group: list[Element]) -> Element:
            fills = padding_values
            if fills is None or not isinstance(fills, (tuple, Mapping)):
                fills = each(lambda _: 0 if padding_values is None else padding_values, group[0])
            return each(lambda fill, *parts: padded(parts, fill), fills, *group)

        return Dataset(
            lambda: map(filled, groups(self, int(batch_size), drop_remainder)),
            self.batch(batch_size, drop_remainder)._count,
        )

    def unbatch(self, name: Any = None) -> Dataset:
        return self.flat_map(
            lambda *parts: Dataset.from_tensor_slices(parts if len(parts) > 1 else parts[0])
        )

    def window(self, size: int, shift: int | None = None, stride: int = 1,
               drop_remainder: bool = False, name: Any = None) -> Dataset:  # fmt: skip
        """Data sets of `size` elements each; the next begins `shift` elements later."""
        step, reach = size if shift is None else int(shift), (size - 1) * stride + 1

        def make() -> Iterator[Element]:
            held: list[Element] = []
            left, walk = 0, iter(self)
            while True:
                held.extend(itertools.islice(walk, reach + left - len(held)))
                del held[:left]
                picked = held[:reach:stride]
                if not picked or (drop_remainder and len(picked) < size):
                    return
                yield each(lambda *parts: Dataset(lambda: parts, len(parts)), *picked)
                left = step

        return Dataset(make)


def _next(parts: Iterator, _: Any) -> Any:
    return next(parts)


def part(rows: Any, array: np.ndarray) -> Any:
    """Rows of an array, as an array of its kind."""
    found = np.asarray(array)[rows]
    if isinstance(array, Texts):
        return found.view(Texts) if isinstance(found, np.ndarray) else Text(found)
    return np.asarray(found).view(Array)


def groups(items: Iterable, size: int, drop_remainder: bool) -> Iterator[list]:
    walk = iter(items)
    while group := list(itertools.islice(walk, size)):
        if drop_remainder and len(group) < size:
            return
        yield group


def padded(parts: tuple[Any, ...], fill: Any) -> Any:
    """Arrays of one rank as one array, each filled up at its ends."""
    arrays = [np.asarray(one) for one in parts]
    shape = np.max([array.shape for array in arrays], axis=0) if arrays[0].ndim else ()
    whole = np.full((len(arrays), *shape), fill, arrays[0].dtype)
    for place, array in enumerate(arrays):
        whole[(place, *map(slice, array.shape))] = array
    return constant(whole)


def given(function: Callable, element: Element) -> Any:
    """A function of an element: the parts of a tuple are arguments."""
    return function(*element) if isinstance(element, tuple) else function(element)


def once_traced(function: Callable) -> Callable:
    """`function`, traced where it can be; one that needs numbers or texts runs as it stands."""
    traced: list[Callable] = []

    def call(*arguments: Any) -> Any:
        if not all(map(is_numeric, arguments)):
            return function(*arguments)
        if not traced:
            try:
                made = Function(function)
                found = made(*arguments)
                traced.append(made)
                return found
            except (DesignError, DesignTypeError, TypeError, AttributeError, ValueError):
                traced.append(function)
        return traced[0](*arguments)

    return call


def is_numeric(element: Any) -> bool:
    """Whether all that an element holds are numbers."""
    return all(isinstance(one, np.ndarray) and one.dtype.kind in "fiub" for one in leaves(element))


def _stop(limit: float) -> int | None:
    return None if math.isinf(limit) else int(limit)


class Options:
    """Options of TensorFlow's that have no effect here; any attribute may be set."""
