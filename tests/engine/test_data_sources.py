"""Is data found and read, and is every fault of a file told in a sentence?"""

import os
import zipfile

import numpy as np
import pytest
from PIL import Image

from engine.data import load, prepare, sources
from engine.data.sources import BUILTINS
from engine.errors import DesignError


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return f"file:{path}"


@pytest.mark.parametrize("name", BUILTINS)
def test_builtin_sets_come_with_the_program(name):
    prepared = prepare({"source": f"builtin:{name}"})

    others = {"sunspots": "numbers", "shapes": "next"}
    assert prepared.target_kind == others.get(name, "classes")
    assert len(prepared.train) > 100
    assert len(prepared.test) > 20
    assert np.isfinite(prepared.train.x[0]).all()


def test_titanic_becomes_the_fifteen_columns_of_the_tutorial():
    prepared = prepare({"source": "builtin:titanic"})

    assert prepared.input_shape == (15,)
    assert (len(prepared.train), len(prepared.test)) == (712, 179)
    assert prepared.facts.class_names == ("died", "survived")


def test_a_folder_of_larger_files_takes_the_place_of_the_builtin_ones(tmp_path, monkeypatch):
    images = np.zeros((30, 28, 28), np.uint8)
    labels = np.arange(30) % 10
    np.savez(tmp_path / "mnist.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)

    assert len(prepare({"source": "builtin:mnist"}, tmp_path).train) == 30
    monkeypatch.setenv("LAYERLOOM_DATA", str(tmp_path))
    assert len(prepare({"source": "builtin:mnist"}).train) == 30


def test_a_full_file_of_a_known_set_behaves_like_the_builtin(tmp_path):
    images = np.zeros((30, 28, 28), np.uint8)
    labels = np.arange(30) % 10
    path = tmp_path / "fashion_mnist.npz"
    np.savez(path, x_train=images, y_train=labels, x_test=images, y_test=labels)

    facts = prepare({"source": f"file:{path}"}).facts

    assert facts.title == "Fashion-MNIST"
    assert facts.class_names[9] == "Ankle boot"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "latin-1"])
def test_separator_and_encoding_are_found(tmp_path, separator, encoding):
    city = "Zürich" if encoding == "latin-1" else "北京"
    lines = [("城市" if encoding != "latin-1" else "Ort", "price")]
    lines += [(city, str(n)) for n in range(9)]
    source = write(tmp_path / "a.csv", "\n".join(map(separator.join, lines)), encoding)

    table = load(source).table

    assert list(table.columns) == list(lines[0])
    assert table.iloc[3, 0] == city
    assert table["price"].tolist() == list(range(9))


def test_a_heading_is_only_taken_for_one_where_it_holds_no_number(tmp_path):
    bare = load(write(tmp_path / "bare.csv", "1,2,a\n3,4,b\n"))
    headed = load(write(tmp_path / "headed.csv", "x,,x\n3,4,b\n"))

    assert list(bare.table.columns) == ["column_1", "column_2", "column_3"]
    assert list(headed.table.columns) == ["x", "column_2", "x_2"]


def test_scikit_learns_line_of_counts_gives_the_classes_their_names(tmp_path):
    source = write(tmp_path / "tiny.csv", "4,1,red,blue\n0.5,0\n0.6,1\n0.7,1\n0.8,0\n")

    assert load(source).table["class"].tolist() == ["red", "blue", "blue", "red"]


def test_a_folder_of_pictures_has_one_class_a_sub_folder(tmp_path):
    for name, tone in (("cat", 10), ("dog", 200)):
        (tmp_path / name).mkdir()
        for number in range(5):
            size = (9, 8) if number else (18, 16)
            Image.new("RGB", size, (tone, 0, 0)).save(tmp_path / name / f"{number}.png")

    prepared = prepare({"source": f"file:{tmp_path}"})

    assert prepared.input_shape == (8, 9, 3)
    assert prepared.facts.class_names == ("cat", "dog")
    assert len(prepared.train) + len(prepared.test) == 10


def text_file(path):
    path.write_text("this is no archive")


def cut_archive(path):
    np.savez(path, x=np.zeros((50, 4)), y=np.zeros(50))
    path.write_bytes(path.read_bytes()[:-200])


def objects(path):
    np.savez(path, x=np.array([{}, []], dtype=object), y=np.zeros(2))


def unequal(path):
    np.savez(path, x=np.zeros((5, 2)), y=np.zeros(4))


def empty(path):
    np.savez(path, x=np.zeros((0, 2)), y=np.zeros(0))


def words(path):
    np.savez(path, x=np.zeros((3, 2)), y=np.array(["a", "b", "c"]))


def gaps(path):
    np.savez(path, x=np.array([[np.nan, 1.0], [2.0, 3.0]]), y=np.zeros(2))


def no_arrays(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")


def boast(path):
    """A header that promises a terabyte."""
    with zipfile.ZipFile(path, "w") as archive, archive.open("x.npy", "w") as stream:
        header = {"descr": "<f4", "fortran_order": False, "shape": (2**20, 2**18)}
        np.lib.format.write_array_header_1_0(stream, header)


def nameless(path):
    np.savez(path, a=np.zeros((3, 2)), b=np.zeros((3, 2)), c=np.zeros((3, 2)))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (text_file, "is damaged or is no .npz file"),
        (cut_archive, "is damaged or is no .npz file"),
        (objects, "holds object values, not numbers"),
        (unequal, "'x' has 5 samples, but 'y' has 4"),
        (empty, "is empty"),
        (words, "holds <U1 values, not numbers"),
        (gaps, "holds 1 values that are no numbers"),
        (no_arrays, "holds no arrays"),
        (boast, "GB of memory"),
        (nameless, "Choose them in the data panel: there are a, b, c"),
    ],
)
def test_a_faulty_archive_is_refused_with_the_reason(tmp_path, make, said):
    path = tmp_path / "own.npz"
    make(path)

    with pytest.raises(DesignError) as caught:
        prepare({"source": f"file:{path}"})

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("a,b\n", "has a heading but no rows"),
        ("a\x00b\n1,2\n", "is not a text file"),
        ('a,b\n"1,2\n3,4\n5', "cannot be read as a table"),
        ("a,b\n1,\n2,\n", "has no value in any row"),
        ("name,b\nann,1\nbob,2\ncarl,3\ndora,4\nemil,5\nfrida,6\n", "No column"),
    ],
)
def test_a_faulty_table_is_refused_with_the_reason(tmp_path, text, said):
    with pytest.raises(DesignError) as caught:
        prepare({"source": write(tmp_path / "own.csv", text)})

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "No data is chosen"),
        ("file:/nowhere/x.npz", "There is no file"),
        ("builtin:minst", "Did you mean mnist?"),
    ],
)
def test_a_missing_source_is_told_and_placed_at_the_setting(source, said):
    with pytest.raises(DesignError) as caught:
        load(source)

    assert said in str(caught.value)
    assert caught.value.where.field == "source"


def test_other_kinds_of_files_are_refused(tmp_path):
    with pytest.raises(DesignError, match="kind that cannot be read"):
        load(write(tmp_path / "report.pdf", "%PDF"))


def test_an_unreadable_file_is_told(tmp_path, monkeypatch):
    source = write(tmp_path / "a.csv", "a,b\n1,2\n")

    def refuse(*_):
        raise PermissionError(13, "Permission denied", "a.csv")

    monkeypatch.setattr(sources, "_open", refuse)
    with pytest.raises(DesignError, match="a.csv may not be read"):
        load(source)


def test_a_changed_file_is_read_again(tmp_path):
    source = write(tmp_path / "a.csv", "a,b\n1,2\n")
    assert load(source).table["b"].tolist() == [2]

    write(tmp_path / "a.csv", "a,b\n1,3\n")
    os.utime(tmp_path / "a.csv", ns=(1, 1))

    assert load(source).table["b"].tolist() == [3]
