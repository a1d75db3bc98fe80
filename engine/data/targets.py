"""What are the answers: classes or numbers? Found from the values unless a person says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import DesignError, Where

FEW = 20  # so many different whole numbers are always taken for classes
MOST_CLASSES = 1000


@dataclass(frozen=True)
class Target:
    """Answers as the loss takes them. Classes: int64 codes or float32 rows; numbers: float32.

    `filled`: the first class only fills up what is too short, and means nothing.
    """

    kind: str
    train: np.ndarray
    test: np.ndarray
    class_names: tuple[str, ...] = ()
    one_hot: bool = False
    filled: bool = False

    def level(self) -> tuple[float, float]:
        """Mean and deviation of the numbers to learn from, to three digits; (0, 1) for classes."""
        if self.kind != "numbers" or not self.train.size:
            return 0.0, 1.0
        values = self.train.astype(np.float64)
        return float(f"{values.mean():.3g}"), float(f"{values.std():.3g}")


def read_target(
    train: np.ndarray,
    test: np.ndarray,
    name: str,
    kind: str = "auto",
    encoding: str = "auto",
    known_names: Sequence[str] = (),
) -> Target:
    """Training and test answers (numeric arrays, samples first) as classes or numbers.

    `known_names` are the classes' names where the source tells them. Raises DesignError.
    """
    train, test = (
        part[:, 0] if part.ndim == 2 and part.shape[1] == 1 else part for part in (train, test)
    )
    for part in (train, test):
        refuse_nan(part, name)
    if train.ndim > 1 and kind != "numbers" and _is_one_hot(train):
        count = train.shape[1]
        names = tuple(known_names) if len(known_names) == count else _numbered(count)
        if encoding == "codes":
            codes = (part.argmax(axis=1) for part in (train, test))
            return Target("classes", *codes, names)
        return Target("classes", train.astype(np.float32), test.astype(np.float32), names, True)
    if kind == "auto":
        kind = "classes" if train.ndim == 1 and _look_like_classes(train, test) else "numbers"
    if kind == "numbers":
        return Target("numbers", train.astype(np.float32), test.astype(np.float32))
    values = np.unique(np.concatenate([train.ravel(), test.ravel()]))
    if len(values) > MOST_CLASSES:
        raise DesignError(
            "The target '{name}' has {count} different values: too many for classes.",
            fix="Take its values as numbers.",
            where=Where(field="target_kind"),
            name=name,
            count=len(values),
        )
    codes, names = _codes(train, test, values, known_names)
    if encoding == "one_hot" and train.ndim == 1:
        rows = (np.eye(len(names), dtype=np.float32)[part] for part in codes)
        return Target("classes", *rows, names, True)
    return Target("classes", *codes, names)


def _codes(train, test, values, known_names):
    """Classes counted from 0: as they stand where they already are, else by their order."""
    whole = values.dtype.kind in "iub" or np.array_equal(values, np.round(values))
    top = len(known_names) if known_names else len(values)
    if whole and values[0] >= 0 and values[-1] < top:
        names = tuple(known_names) or _numbered(len(values))
        return (train.astype(np.int64), test.astype(np.int64)), names
    names = tuple(f"{value:g}" if values.dtype.kind == "f" else str(value) for value in values)
    return (np.searchsorted(values, train), np.searchsorted(values, test)), names


def refuse_nan(values: np.ndarray, name: str) -> None:
    """Raise DesignError where a float array holds NaN or infinity."""
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise DesignError(
            "'{name}' holds {count} values that are no numbers (NaN or infinite).",
            fix="Remove these samples or fill the gaps in the file.",
            name=name,
            count=int((~np.isfinite(values)).sum()),
        )


def _is_one_hot(values: np.ndarray) -> bool:
    if values.ndim != 2 or values.shape[1] < 2:
        return False
    return bool(((values == 0) | (values == 1)).all() and (values.sum(axis=1) == 1).all())


def _look_like_classes(train: np.ndarray, test: np.ndarray) -> bool:
    values = np.unique(train)
    if train.dtype.kind == "f":
        return bool(np.isin(values, (0, 1)).all())
    return len(values) <= FEW or (len(values) <= 200 and len(values) * 10 <= len(train))


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(count))
