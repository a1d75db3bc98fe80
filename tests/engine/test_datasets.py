"""Are Keras's data sets read from its cache, checked, and without running what lies in them?"""

import gzip
import io
import os
import pickle
import tarfile
from pathlib import Path

import numpy as np
import pytest

import engine
from engine import datasets, downloads
from engine.datasets.stored import arrays_of, plain_value
from engine.errors import DesignFileError

LISTS = np.empty(4, object)
LISTS[:] = [[1, 2, 300], [70_000, 5], [9], [4, 4, 4, 4]]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache and no network."""

    def no_network(*_):
        raise OSError("no network")

    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setattr(downloads, "download", no_network)
    (tmp_path / "datasets").mkdir()
    return tmp_path / "datasets"


@pytest.mark.parametrize("protocol", [2, 3, 4])
def test_what_python_stored_is_read_without_python_running_it(protocol):
    values = [1, -2, 2.5, None, True, False, "ü", b"\xff", (1, 2, 3, 4), {"a": [1]}, 2**40, ()]
    assert plain_value(pickle.dumps(values, protocol=protocol)) == values
    table = {b"data": np.arange(6, dtype=">u2").reshape(2, 3), b"labels": [1, 2]}
    found = plain_value(pickle.dumps(table, protocol=protocol))
    assert found[b"labels"] == [1, 2] and (found[b"data"] == table[b"data"]).all()
    by_columns = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    assert (plain_value(pickle.dumps(by_columns, protocol=protocol)) == by_columns).all()
    assert plain_value(pickle.dumps(LISTS, protocol=protocol)).tolist() == LISTS.tolist()


class Evil:
    def __reduce__(self):
        return os.mkdir, ("evil",)


def test_what_would_run_something_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for bad in (pickle.dumps(Evil()), pickle.dumps(os.system), b"", b"\x80\x04K", b"garbage"):
        with pytest.raises(DesignFileError, match="plain values"):
            plain_value(bad)
    assert not list(tmp_path.iterdir())
    (tmp_path / "x.npz").write_bytes(b"no archive")
    with pytest.raises(DesignFileError, match="damaged"):
        arrays_of(tmp_path / "x.npz")


def test_texts_as_numbers_are_cut_marked_and_shuffled_as_in_keras(cache):
    labels = np.array([0, 1, 0, 1])
    np.savez(cache / "imdb.npz", x_train=LISTS, y_train=labels, x_test=LISTS, y_test=labels)
    np.savez(cache / "reuters.npz", x=LISTS, y=labels)
    (cache / "imdb_word_index.json").write_text('{"the": 1}')
    with pytest.warns(UserWarning, match="expected hash"):
        (x, y), (_, z) = datasets.imdb.load_data(num_words=10, skip_top=5)
    order = np.arange(4)
    np.random.RandomState(113).shuffle(order)
    wanted = {0: [2, 2, 5, 2], 1: [2, 2, 8], 2: [2, 2], 3: [2, 7, 7, 7, 7]}
    assert x.tolist() == [wanted[place] for place in order] and y.tolist() == labels[order].tolist()
    assert len(z) == 4
    with pytest.warns(UserWarning):
        (x, _), _ = datasets.imdb.load_data(maxlen=4, start_char=None, oov_char=None, index_from=0)
    assert sorted(map(len, x)) == [1, 1, 3]
    with pytest.warns(UserWarning):
        (x, _), (z, _) = datasets.reuters.load_data(test_split=0.25, num_words=1000)
    assert len(x) == 3 and len(z) == 1 and datasets.reuters.get_label_names()[3] == "earn"
    with pytest.warns(UserWarning):
        assert datasets.imdb.get_word_index() == {"the": 1}


def test_pictures_and_tables_are_read_from_the_cache(cache):
    pixels = np.arange(3 * 28 * 28, dtype=np.uint8).reshape(3, 28, 28)
    few = {"x_train": pixels, "y_train": np.arange(3), "x_test": pixels[:1], "y_test": np.arange(1)}
    np.savez(cache / "mnist.npz", **few)
    np.savez(cache / "boston_housing.npz", x=np.ones((10, 13)), y=np.arange(10.0))
    with pytest.warns(UserWarning):
        (x, y), (test, _) = datasets.mnist.load_data()
    assert (x == pixels).all() and y.tolist() == [0, 1, 2] and test.shape == (1, 28, 28)
    with pytest.warns(UserWarning):
        (x, _), (_, y) = datasets.boston_housing.load_data()
    assert x.shape == (8, 13) and len(y) == 2
    folder = cache / "fashion-mnist"
    folder.mkdir()
    for part in ("train", "t10k"):
        for name, head, body in (("images-idx3", 16, pixels), ("labels-idx1", 8, np.arange(3))):
            data = bytes(head) + body.astype(np.uint8).tobytes()
            (folder / f"{part}-{name}-ubyte.gz").write_bytes(gzip.compress(data))
    (x, y), _ = datasets.fashion_mnist.load_data()
    assert (x == pixels).all() and y.tolist() == [0, 1, 2]


def test_colour_pictures_are_read_from_their_archive(cache):
    rows = np.arange(2 * 3072, dtype=np.int64).astype(np.uint8).reshape(2, 3072)
    batch = pickle.dumps({b"data": rows, b"labels": [3, 8], b"fine_labels": [7, 9]}, protocol=2)
    for name, files in (
        ("cifar-10-batches-py", [*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]),
        ("cifar-100-python", ["train", "test"]),
    ):
        with tarfile.open(cache / f"{name}.tar.gz", "w:gz") as archive:
            for file in files:
                entry = tarfile.TarInfo(f"{name}/{file}")
                entry.size = len(batch)
                archive.addfile(entry, io.BytesIO(batch))
    with pytest.warns(UserWarning):
        (x, y), (test, _) = datasets.cifar10.load_data()
    assert x.shape == (10, 32, 32, 3) and y[:2].tolist() == [[3], [8]] and len(test) == 2
    assert (x[0].transpose(2, 0, 1).ravel() == rows[0]).all()
    with pytest.warns(UserWarning):
        assert datasets.cifar100.load_data()[0][1].ravel().tolist() == [7, 9]
    with pytest.raises(ValueError, match="label mode"):
        datasets.cifar100.load_data("rough")


def test_without_file_and_network_it_is_said_what_to_do_or_what_comes_along_is_used(cache):
    with pytest.raises(DesignFileError, match=r"no network.*Put the file at .*imdb.npz"):
        datasets.imdb.load_data()
    for one in (datasets.mnist, datasets.fashion_mnist):
        with pytest.warns(UserWarning, match="part of .* that comes along"):
            (x, y), (test, _) = one.load_data()
        assert x.shape[1:] == (28, 28) and len(x) == len(y) > len(test) == 1000


def test_files_are_loaded_checked_and_unpacked(tmp_path):
    source = tmp_path / "page.txt"
    source.write_text("hello")
    get = engine.utils.get_file
    where = {"cache_dir": tmp_path / "cache"}
    md5 = "5d41402abc4b2a76b9719d911017c592"
    path = get("kept.txt", source.as_uri(), md5_hash=md5, **where)
    assert Path(path).read_text() == "hello"
    source.unlink()
    assert get("kept.txt", source.as_uri(), file_hash=md5, **where) == path
    source.write_text("other")
    with pytest.raises(DesignFileError, match="not whole"):
        get("new.txt", source.as_uri(), file_hash=md5, **where)
    assert [one.name for one in (tmp_path / "cache" / "datasets").iterdir()] == ["kept.txt"]
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../outside.txt"), io.BytesIO(b""))
    with pytest.raises(DesignFileError, match="outside of its folder"):
        get("bad", (tmp_path / "bad.tar.gz").as_uri(), untar=True, **where)
    with pytest.raises(ValueError, match="address"):
        get("x")
