"""Which data have names of any kind? Tables, arrays, pictures and texts, each with its network."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from PIL import Image

import engine
from engine import feature_column, layers
from engine.data import settings
from engine.export import Data, Recipe, columns_read, data_for

ROWS = 48


@dataclass(frozen=True)
class Case:
    """A network, its data and how it learns."""

    model: Any
    settings: Any
    recipe: Recipe

    @property
    def data(self) -> Data:
        return data_for(self.settings, columns_read(self.model))


def file_name(evil: str) -> str:
    """`evil` as a file may be called."""
    return evil.replace("/", "_").replace("\0", "")[:60] or "file"


def words(evil: str) -> list[str]:
    """Three words that begin as `evil` does."""
    return [f"{evil}{ending}" for ending in ("+", "!", "?")]


def picked(evil: str, seed: int) -> list[str]:
    return np.random.default_rng(seed).choice(words(evil), ROWS).tolist()


def table(folder: Path, evil: str, numbers: int = 2) -> tuple[Path, list[str]]:
    """A file with columns of numbers, of words and of answers; what they are called."""
    generator = np.random.default_rng(0)
    names = [f"{evil}{'_' * place}" for place in range(1, numbers + 3)]
    columns = [generator.standard_normal(ROWS).round(3) for _ in range(numbers)]
    columns += [picked(evil, 1), picked(evil, 2)]
    path = folder / f"{file_name(evil)}.csv"
    frame = pd.DataFrame(dict(zip(names, columns, strict=True)))
    frame.to_csv(path, index=False)
    # A line's end in a cell is one of the table's: what was written is not all that is read.
    return path, engine.data.tables.read_table(path).columns.tolist()


def answers(x: Any, width: int) -> Any:
    return layers.Dense(width, "softmax", name="answers")(x)


def learned(evil: str) -> Recipe:
    return Recipe("sparse_categorical_crossentropy", "SGD", 0.1, ("accuracy",), epochs=1)


def columns(folder: Path, evil: str, hashes: bool = True) -> Case:
    """A table whose columns a layer reads by their names."""
    path, (first, second, word, answer) = table(folder, evil)
    known = [one.strip() for one in words(evil)]
    listed = feature_column.categorical_column_with_vocabulary_list(word, known)
    ages = feature_column.bucketized_column(feature_column.numeric_column(second), [0.0])
    read = [
        feature_column.numeric_column(first),
        ages,
        feature_column.indicator_column(listed),
    ]
    if hashes:
        hashed = feature_column.categorical_column_with_hash_bucket(word, 5)
        crossed = feature_column.crossed_column([ages, word], 7)
        read += [feature_column.embedding_column(hashed, 2)]
        read += [feature_column.indicator_column(crossed)]
    kinds = {first: "float32", second: "float32", word: "string"}
    inputs = {name: engine.Input((1,), name=name, dtype=kind) for name, kind in kinds.items()}
    x = layers.DenseFeatures(read, name=evil)(inputs)
    model = engine.Model(inputs, answers(x, 3), name=evil)
    return Case(model, settings({"source": f"file:{path}", "target": answer}), learned(evil))


def encoded(folder: Path, evil: str) -> Case:
    """A table whose columns are made numbers before the network."""
    path, (*_, word, answer) = table(folder, evil)
    chosen = settings(
        {"source": f"file:{path}", "target": answer, "columns": {word: "one_hot"}}
    )
    width = engine.data.prepare(chosen).train.x[0].shape[1]
    x = engine.Input((width,), name=evil)
    return Case(engine.Model(x, answers(x, 3), name=evil), chosen, learned(evil))


def arrays(folder: Path, evil: str) -> Case:
    """Several arrays of a file, each for an input."""
    generator = np.random.default_rng(0)
    names = [f"{evil}_a", f"{evil}_b", f"{evil}_y"]
    path = folder / f"{file_name(evil)}.npz"
    held = [generator.standard_normal((ROWS, 4)).astype("f") for _ in range(2)]
    held.append(generator.integers(0, 3, ROWS))
    np.savez(path, **dict(zip(names, held, strict=True)))
    given = [engine.Input((4,), name=name) for name in names[:2]]
    model = engine.Model(given, answers(layers.Concatenate(name=evil)(given), 3), name=evil)
    chosen = {"source": f"file:{path}", "target": names[2], "features": tuple(names[:2])}
    return Case(model, settings(chosen), learned(evil))


def pictures(folder: Path, evil: str) -> Case:
    """A folder of pictures for each class."""
    generator = np.random.default_rng(0)
    outer = folder / file_name(evil)
    for name in words(file_name(evil)):
        (outer / name).mkdir(parents=True)
        for place in range(4):
            values = generator.integers(0, 255, (5, 5, 3), dtype="u1")
            Image.fromarray(values).save(outer / name / f"{file_name(evil)}{place}.png")
    x = engine.Input((5, 5, 3), name=evil)
    model = engine.Model(x, answers(layers.Flatten(name=f"{evil} 2")(x), 3), name=evil)
    return Case(model, settings({"source": f"file:{outer}"}), learned(evil))


def texts(folder: Path, evil: str) -> Case:
    """Sentences, and a tag for each of their words."""
    said, tags = f"{evil} said", f"{evil} tags"
    tag = "".join(evil.split())[:40]
    path = folder / f"{file_name(evil)}.csv"
    rows = {said: ["one two"] * ROWS, tags: [f"{tag}1 {tag}2"] * ROWS}
    pd.DataFrame(rows).to_csv(path, index=False)
    said, tags = engine.data.tables.read_table(path).columns.tolist()
    chosen = {"source": f"file:{path}", "target": tags, "columns": {said: "words"},
              "target_kind": "tags", "text_length": 3}  # fmt: skip
    x = engine.Input((3,), dtype="int32", name=evil)
    y = layers.Embedding(20, 4, mask_zero=True, name=f"{evil} 2")(x)
    return Case(engine.Model(x, answers(y, 3), name=evil), settings(chosen), learned(evil))


CASES = {one.__name__: one for one in (columns, encoded, arrays, pictures, texts)}
