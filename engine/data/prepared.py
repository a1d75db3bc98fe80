"""What does the network get? Arrays to learn from and to test with, and the facts about them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.data.encoding import Recipe
from engine.data.facts import DataFacts
from engine.data.scaling import Scaling
from engine.data.settings import Settings
from engine.data.sources import DataSet
from engine.data.targets import Target
from engine.data.texts import TextRecipe
from engine.errors import DesignError, Where


@dataclass(frozen=True)
class Part:
    """Samples and answers of one part, ready to be fed. `rows`: their places in the source."""

    x: tuple[np.ndarray, ...]
    y: np.ndarray
    rows: np.ndarray

    def __len__(self) -> int:
        return len(self.y)

    def batches(self, size: int) -> Iterator[tuple[tuple[np.ndarray, ...], np.ndarray]]:
        """The samples in order, `size` at a time; the last batch may be smaller."""
        for start in range(0, len(self), size):
            stop = start + size
            yield tuple(array[start:stop] for array in self.x), self.y[start:stop]


@dataclass(frozen=True)
class Prepared:
    """Data ready for training, and what is needed to prepare more of its kind."""

    settings: Settings
    facts: DataFacts
    train: Part
    test: Part
    data: DataSet
    scalings: tuple[Scaling, ...] = ()
    recipes: tuple[Recipe, ...] = ()
    texts: tuple[TextRecipe, ...] = ()

    @property
    def classes(self) -> int:
        return self.facts.classes

    @property
    def input_shapes(self) -> tuple[tuple[int, ...], ...]:
        return self.facts.input_shapes

    @property
    def input_shape(self) -> tuple[int, ...]:
        return self.facts.input_shapes[0]

    @property
    def target_kind(self) -> str:
        return self.facts.target_kind


def split(count: int, share: float, shuffle: bool, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows to learn from and rows to test with; shuffled, unless order matters, by `seed`."""
    rows = np.random.default_rng(seed).permutation(count) if shuffle else np.arange(count)
    tested = min(count - 1, max(1, round(count * share))) if share > 0 and count > 1 else 0
    return rows[: count - tested], rows[count - tested :]


def shaped(x: np.ndarray, is_image: bool, sample_shape: tuple[int, ...], name: str) -> np.ndarray:
    """Samples with a channel axis where images lack one, or with the shape that was asked for."""
    if sample_shape:
        if math.prod(sample_shape) != math.prod(x.shape[1:]):
            raise DesignError(
                "A sample of '{name}' has the shape {shape}, which cannot become {wanted}.",
                fix="The product of the sizes must stay {product}.",
                where=Where(field="sample_shape"),
                name=name,
                shape=x.shape[1:],
                wanted=sample_shape,
                product=math.prod(x.shape[1:]),
            )
        return x.reshape(len(x), *sample_shape)
    grey_film = is_image and x.ndim == 4 and min(x.shape[1:]) > 4
    return x[..., None] if x.ndim == 1 or (is_image and x.ndim == 3) or grey_film else x


def data_facts(
    data: DataSet,
    kind: str,
    names: tuple[str, ...],
    train_x: tuple[np.ndarray, ...],
    target: str,
    answers: Target,
    counts: tuple[int, int, bool],
    scaling: Scaling,
    **more: Any,
) -> DataFacts:
    """The facts about prepared arrays. counts: training and test samples; was the test given?"""
    return DataFacts(
        source=data.source,
        title=data.title,
        about=data.about,
        kind=kind,
        input_names=tuple(names),
        input_shapes=tuple(tuple(array.shape[1:]) for array in train_x),
        target=target,
        target_kind=answers.kind,
        target_shape=tuple(answers.train.shape[1:]),
        classes=len(answers.class_names),
        class_names=tuple(answers.class_names),
        one_hot=answers.one_hot,
        filled=answers.filled,
        train_count=counts[0],
        test_count=counts[1],
        given_test=counts[2],
        scaling=scaling.kind,
        level=answers.level(),
        divisor=float(scaling.divisor) if np.ndim(scaling.divisor) == 0 else 1.0,
        arrays=data.arrays,
        **more,
    )
