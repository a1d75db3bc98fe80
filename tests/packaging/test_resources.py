"""Are the files that come with the program all there, readable, and their sources on record?"""

import csv
import runpy

import numpy as np
import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics, QRawFont

import resources

TABLES = {
    "iris.csv": (150, "species"),
    "wine.csv": (178, "cultivar"),
    "breast_cancer.csv": (569, "diagnosis"),
    "titanic/train.csv": (712, "Survived"),
    "titanic/test.csv": (179, "Survived"),
}


@pytest.mark.parametrize("name, train, test", [("mnist", 600, 100), ("fashion_mnist", 900, 100)])
def test_images_come_in_even_shares_of_ten_classes(name, train, test):
    with np.load(resources.path("datasets", f"{name}.npz")) as data:
        assert data["x_train"].shape == (10 * train, 28, 28)
        assert data["x_test"].shape == (10 * test, 28, 28)
        assert data["x_train"].dtype == data["x_test"].dtype == np.uint8
        assert np.bincount(data["y_train"]).tolist() == [train] * 10
        assert np.bincount(data["y_test"]).tolist() == [test] * 10


def test_no_test_image_is_also_trained_on():
    for name in ("mnist", "fashion_mnist", "digits"):
        with np.load(resources.path("datasets", f"{name}.npz")) as data:
            trained = {image.tobytes() for image in data["x_train"]}
            assert not any(image.tobytes() in trained for image in data["x_test"]), name


@pytest.mark.parametrize("name", TABLES)
def test_table_has_named_columns_and_all_its_rows(name):
    count, label = TABLES[name]
    with open(resources.path("datasets", name), newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    assert label in rows[0]
    assert all(None not in row and None not in row.values() for row in rows)


def test_every_foreign_file_is_on_the_licence_record():
    record = resources.path("LICENSES.md").read_text(encoding="utf-8")
    for folder in ("datasets", "fonts"):
        top = resources.path(folder)
        for file in top.rglob("*"):
            if file.is_file() and not file.name.endswith("-LICENSE.txt"):
                assert f"`{file.relative_to(top)}`" in record, file


def test_every_font_has_its_licence_beside_it():
    for font in resources.path("fonts").glob("*.ttf"):
        family = font.name.partition("-")[0]
        assert resources.path("fonts", f"{family}-LICENSE.txt").is_file()


def test_fonts_draw_both_languages(qapp):
    latin = QRawFont(str(resources.path("fonts", "Inter-Regular.ttf")), 13)
    chinese = QRawFont(str(resources.path("fonts", "NotoSansSC-Regular.ttf")), 13)
    assert all(latin.supportsCharacter(ord(c)) for c in "Conv2D (None, 28, 28, 1) … × → ≥ “é”")
    assert all(chinese.supportsCharacter(ord(c)) for c in "画神经网络，看形状、训练“层”。撤销")


def test_code_font_is_evenly_spaced(qapp):
    file = resources.path("fonts", "JetBrainsMono-Regular.ttf")
    number = QFontDatabase.addApplicationFont(str(file))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    widths = QFontMetrics(QFontDatabase.font(family, "Regular", 12))
    assert widths.horizontalAdvance("iiii") == widths.horizontalAdvance("WWWW")


def test_made_up_data_are_what_their_script_makes(tmp_path):
    script = runpy.run_path(str(resources.path().parent / "packaging" / "generate_datasets.py"))
    script["trips"](tmp_path / "trips.csv")
    script["films"](tmp_path / "shapes.npz")
    shipped = resources.path("datasets")
    assert (tmp_path / "trips.csv").read_bytes() == (shipped / "trips.csv").read_bytes()
    with np.load(tmp_path / "shapes.npz") as made, np.load(shipped / "shapes.npz") as known:
        assert all(np.array_equal(made[name], known[name]) for name in ("x_train", "x_test"))
