"""How are resources/datasets made? Cuts the gathered originals down to what ships with the program.

    python packaging/make_datasets.py FOLDER_WITH_THE_ORIGINALS

The same originals always give the same files. What was taken, from where and under which terms
stands in resources/LICENSES.md.
"""

import csv
import shutil
import sys
from pathlib import Path

import numpy as np

DATASETS = Path(__file__).resolve().parents[1] / "resources" / "datasets"

IRIS = ("sepal_length", "sepal_width", "petal_length", "petal_width", "species")
WINE = (
    "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols",
    "flavanoids", "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue",
    "diluted_wines", "proline", "cultivar",
)  # fmt: skip
CELL = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity",
    "concave_points", "symmetry", "fractal_dimension",
)  # fmt: skip
BREAST_CANCER = (
    *(f"{kind}_{name}" for kind in ("mean", "error", "worst") for name in CELL),
    "diagnosis",
)


def first_of_each_class(labels: np.ndarray, count: int) -> np.ndarray:
    """The places of the first ``count`` samples of every class, in their original order."""
    places = [np.flatnonzero(labels == label)[:count] for label in np.unique(labels)]
    if any(len(found) < count for found in places):
        raise SystemExit(f"a class has fewer than {count} samples")
    return np.sort(np.concatenate(places))


def images(source: Path, target: Path, train: int, test: int) -> None:
    """``train`` and ``test`` images of each class: x_train, y_train, x_test, y_test, uint8."""
    with np.load(source) as original:
        chosen = {"train": train, "test": test}
        arrays = {}
        for part, count in chosen.items():
            places = first_of_each_class(original[f"y_{part}"], count)
            arrays[f"x_{part}"] = original[f"x_{part}"][places]
            arrays[f"y_{part}"] = original[f"y_{part}"][places]
    np.savez_compressed(target, **arrays)


def digits(source: Path, target: Path) -> None:
    """All 1,797 digits; the last 30 of each class are the test set."""
    with np.load(source) as original:
        x, y = original["x"], original["y"]
    test = np.zeros(len(y), dtype=bool)
    test[len(y) - 1 - first_of_each_class(y[::-1], 30)] = True
    np.savez_compressed(target, x_train=x[~test], y_train=y[~test], x_test=x[test], y_test=y[test])


def table(source: Path, target: Path, columns: tuple[str, ...]) -> None:
    """A CSV with column names, and class names in place of their numbers."""
    with open(source, newline="") as original:
        (_, _, *classes), *rows = csv.reader(original)
    with open(target, "w", newline="") as written:
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([*values, classes[int(label)]] for *values, label in rows)


def reviews(source: Path, target: Path) -> None:
    """Sentences and opinions in words; spaces at the ends are taken off."""
    lines = source.read_text(encoding="utf-8").split("\n")
    rows = [line.rpartition("\t") for line in lines if line.strip()]
    with open(target, "w", newline="", encoding="utf-8") as written:
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(("sentence", "opinion"))
        names = {"0": "bad", "1": "good"}
        writer.writerows((" ".join(text.split()), names[label.strip()]) for text, _, label in rows)


def sunspots(source: Path, target: Path) -> None:
    """Years and numbers of spots under names in small letters."""
    with open(source, newline="") as original:
        _, *rows = csv.reader(original)
    with open(target, "w", newline="") as written:
        writer = csv.writer(written, lineterminator="\n")
        writer.writerows([("year", "sunspots"), *rows])


def main(originals: Path) -> None:
    (DATASETS / "titanic").mkdir(parents=True, exist_ok=True)
    images(originals / "mnist.npz", DATASETS / "mnist.npz", 600, 100)
    images(originals / "fashion_mnist.npz", DATASETS / "fashion_mnist.npz", 900, 100)
    digits(originals / "digits.npz", DATASETS / "digits.npz")
    table(originals / "iris.csv", DATASETS / "iris.csv", IRIS)
    table(originals / "wine_data.csv", DATASETS / "wine.csv", WINE)
    table(originals / "breast_cancer.csv", DATASETS / "breast_cancer.csv", BREAST_CANCER)
    reviews(originals / "imdb_labelled.txt", DATASETS / "reviews.csv")
    sunspots(originals / "sunspots.csv", DATASETS / "sunspots.csv")
    for name in ("train.csv", "test.csv"):
        shutil.copyfile(originals / "titanic" / name, DATASETS / "titanic" / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
