"""Which arrays of a file are fed in, which is the answer, and which test the network?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.data.prepared import Part, Prepared, data_facts, shaped, split
from engine.data.scaling import choose
from engine.data.settings import NEXT_STEP, SAME_AS_INPUT, Settings
from engine.data.sources import DataSet
from engine.data.targets import Target, read_target, refuse_nan
from engine.errors import DesignError, Where

# How people name what is fed in, and its answer.
_PAIRS = (
    ("x_train", "y_train"),
    ("X_train", "y_train"),
    ("X_train", "Y_train"),
    ("train_x", "train_y"),
    ("train_images", "train_labels"),
    ("train_data", "train_labels"),
    ("train_data", "train_targets"),
    ("x", "y"),
    ("X", "y"),
    ("X", "Y"),
    ("images", "labels"),
    ("data", "target"),
    ("data", "labels"),
    ("features", "labels"),
    ("inputs", "targets"),
)


def guess_arrays(data: DataSet) -> tuple[tuple[str, ...], str]:
    """Which arrays are fed in and which is the answer, by their names and lengths."""
    names = {array.name: array for array in data.arrays}
    for x, y in _PAIRS:
        if x in names and y in names:
            return (x,), y
    tests = {_test_twin(name, data) for name in names}
    long = [
        array
        for array in data.arrays
        if array.numeric and array.shape and array.shape[0] > 1 and array.name not in tests
    ]
    same = [array for array in long if array.shape[0] == max(other.shape[0] for other in long)]
    if len(same) == 2 and len(same[0].shape) != len(same[1].shape):
        x, y = sorted(same, key=lambda array: -len(array.shape))
        return (x.name,), y.name
    if len(same) == 1 and len(long) == 1:
        return (same[0].name,), data.target or SAME_AS_INPUT
    raise DesignError(
        "It cannot be seen which array of {title} is the input and which the answer.",
        fix="Choose them in the data panel: there are {names}.",
        where=Where(field="features"),
        title=data.title,
        names=list(names),
    )


def _test_twin(name: str, data: DataSet) -> str | None:
    """The array of test samples that belongs to an array of training samples."""
    if "train" not in name:
        return None
    twin = name.replace("train", "test")
    return twin if any(array.name == twin for array in data.arrays) else None


def prepare_arrays(chosen: Settings, data: DataSet) -> Prepared:
    """Arrays from settings. Raises DesignError."""
    features, target = chosen.features, chosen.target
    if not features or not target:
        guessed = guess_arrays(data)
        features, target = features or guessed[0], target or guessed[1]
    answered = features if target in (SAME_AS_INPUT, NEXT_STEP) else (*features, target)
    raw = {name: _samples(data, name) for name in answered}
    _same_length(raw)
    twins = {name: _test_twin(name, data) for name in answered}
    given = all(twins.values())
    if given:
        tests = {name: _samples(data, twin) for name, twin in twins.items()}
        _same_length(tests)
        rows = tuple(np.arange(len(part[features[0]])) for part in (raw, tests))
    else:
        rows = split(len(raw[features[0]]), chosen.test_share, chosen.shuffle, chosen.seed)
        tests = {name: array[rows[1]] for name, array in raw.items()}
        raw = {name: array[rows[0]] for name, array in raw.items()}
    images = tuple(kind_of(raw[name]) != "arrays" for name in features)
    scalings = tuple(
        choose(raw[name], chosen.scale, image) for name, image in zip(features, images, strict=True)
    )
    train_x, test_x = (
        tuple(
            shaped(scaling.apply(part[name]), image, chosen.sample_shape, name)
            for name, scaling, image in zip(features, scalings, images, strict=True)
        )
        for part in (raw, tests)
    )
    if target == SAME_AS_INPUT:
        answers = Target("input", train_x[0], test_x[0])
    elif target == NEXT_STEP:
        answers = Target("next", *(_follows(part[0], features[0]) for part in (train_x, test_x)))
        train_x, test_x = ((part[0][:, :-1], *part[1:]) for part in (train_x, test_x))
    else:
        answers = read_target(
            raw[target],
            tests[target],
            target,
            chosen.target_kind,
            chosen.target_encoding,
            data.class_names,
        )
        answers = _as_pictures(answers, raw[target], chosen, target)
    facts = data_facts(
        data,
        kind_of(raw[features[0]]),
        features,
        train_x,
        target,
        answers,
        (len(rows[0]), len(rows[1]), given),
        scalings[0],
    )
    parts = (Part(train_x, answers.train, rows[0]), Part(test_x, answers.test, rows[1]))
    return Prepared(chosen, facts, *parts, data, scalings)


def _samples(data: DataSet, name: str) -> np.ndarray:
    values = data.array(name)
    if values.ndim == 0 or not values.size:
        raise DesignError(
            "Array '{name}' in {title} is empty.",
            fix="Choose another array.",
            name=name,
            title=data.title,
        )
    refuse_nan(values, name)
    return values


def _same_length(arrays: Mapping[str, np.ndarray]) -> None:
    first, *others = arrays
    for other in others:
        if len(arrays[other]) != len(arrays[first]):
            raise DesignError(
                "'{first}' has {count} samples, but '{other}' has {other_count}.",
                fix="Each sample needs one answer: mend the file or choose other arrays.",
                first=first,
                count=len(arrays[first]),
                other=other,
                other_count=len(arrays[other]),
            )


def _follows(x: np.ndarray, name: str) -> np.ndarray:
    """Each step's follower. Raises DesignError where samples have no steps."""
    if x.ndim < 3 or x.shape[1] < 2:
        raise DesignError(
            "A sample of '{name}' has the shape {shape}, in which no step follows another.",
            fix="Choose another target: the next step needs samples such as (steps, features).",
            where=Where(field="target"),
            name=name,
            shape=x.shape[1:],
        )
    return x[:, 1:]


def _as_pictures(answers: Target, raw: np.ndarray, chosen: Settings, name: str) -> Target:
    """Answers that are pictures, scaled as pictures that are fed."""
    if answers.kind != "numbers" or not is_image(raw):
        return answers
    scaling = choose(raw, chosen.scale, True)
    made = (shaped(scaling.apply(part), True, (), name) for part in (answers.train, answers.test))
    return Target("numbers", *made)


def kind_of(x: np.ndarray) -> str:
    """What samples are: "images", "films" (images one after the other) or "arrays"."""
    if is_image(x):
        return "images"
    return "films" if is_film(x) else "arrays"


def is_film(x: np.ndarray) -> bool:
    """Grey films of bytes, or films with channels last."""
    if x.ndim == 4:
        return x.dtype == np.uint8 and min(x.shape[1:]) > 4
    return x.ndim == 5 and x.shape[4] in (1, 3, 4) and min(x.shape[2:4]) > 3


def is_image(x: np.ndarray) -> bool:
    """Grey images of bytes, or colour images with the channels last."""
    if x.ndim == 3:
        return x.dtype == np.uint8 and min(x.shape[1:]) > 3
    return x.ndim == 4 and x.shape[3] in (1, 3, 4) and min(x.shape[1:3]) > 3
