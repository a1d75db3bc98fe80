"""Are samples chosen, split, encoded and scaled as the settings say, and always alike?"""

import json

import numpy as np
import pytest

from engine.data import DataFacts, prepare, preview
from engine.data.preview import read_inputs
from engine.errors import DesignError


@pytest.fixture
def archive(tmp_path):
    def write(**arrays):
        np.savez(tmp_path / "own.npz", **arrays)
        return f"file:{tmp_path / 'own.npz'}"

    return write


@pytest.fixture
def table(tmp_path):
    def write(text):
        (tmp_path / "own.csv").write_text(text)
        return f"file:{tmp_path / 'own.csv'}"

    return write


def test_images_get_a_channel_axis_and_lie_between_zero_and_one(archive):
    images = np.full((20, 6, 5), 255, np.uint8)
    prepared = prepare({"source": archive(x=images, y=np.arange(20) % 2)})

    assert prepared.facts.kind == "images"
    assert prepared.input_shape == (6, 5, 1)
    assert prepared.train.x[0].dtype == np.float32
    assert prepared.train.x[0].max() == 1
    assert (prepared.facts.scaling, prepared.facts.divisor) == ("divide", 255)


def test_the_same_settings_always_give_the_same_split(archive):
    source = archive(x=np.arange(50.0)[:, None], y=np.arange(50) % 5)

    first, again, other = (prepare({"source": source, "seed": seed}) for seed in (1, 1, 2))

    assert np.array_equal(first.test.rows, again.test.rows)
    assert not np.array_equal(first.test.rows, other.test.rows)
    assert sorted([*first.train.rows, *first.test.rows]) == list(range(50))
    assert len(first.test) == 10


def test_an_unshuffled_split_tests_with_the_last_samples(archive):
    source = archive(x=np.arange(10.0)[:, None], y=np.arange(10.0))

    prepared = prepare({"source": source, "shuffle": False, "scale": "none"})

    assert prepared.test.y.tolist() == [8, 9]


def test_given_test_arrays_are_kept_in_their_order(archive):
    x, y = np.arange(8.0)[:, None], np.arange(8.0) / 3
    source = archive(x_train=x, y_train=y, x_test=x[:3], y_test=y[:3])

    prepared = prepare({"source": source, "scale": "none"})

    assert prepared.facts.given_test
    assert prepared.train.x[0][:, 0].tolist() == x[:, 0].tolist()
    assert len(prepared.test) == 3


def test_statistics_come_from_the_training_part_alone(archive):
    x = np.array([[1.0], [3.0], [1000.0]])
    prepared = prepare(
        {
            "source": archive(x=x, y=np.arange(3) / 7),
            "shuffle": False,
            "test_share": 0.34,
            "scale": "standard",
        }
    )

    assert prepared.train.x[0][:, 0].tolist() == [-1, 1]
    assert prepared.test.x[0][0, 0] == 998


def test_unit_scale_and_constant_features(archive):
    x = np.array([[2.0, 5.0], [4.0, 5.0], [6.0, 5.0]])
    prepared = prepare({"source": archive(x=x, y=x[:, 0]), "test_share": 0, "scale": "unit"})

    assert sorted(prepared.train.x[0][:, 0].tolist()) == [0, 0.5, 1]
    assert prepared.train.x[0][:, 1].tolist() == [0, 0, 0]


def test_arrays_of_any_name_can_be_chosen(archive):
    source = archive(left=np.ones((9, 2)), right=np.ones((9, 3)), answer=np.arange(9) % 3)

    prepared = prepare({"source": source, "features": ["left", "right"], "target": "answer"})

    assert prepared.input_shapes == ((2,), (3,))
    assert prepared.classes == 3


def test_an_autoencoder_learns_its_own_input(archive):
    prepared = prepare({"source": archive(x=np.eye(8), y=np.arange(8)), "target": "=input"})

    assert prepared.target_kind == "input"
    assert prepared.train.y is prepared.train.x[0]


def test_samples_can_be_laid_out_in_another_shape(archive):
    source = archive(x=np.zeros((9, 4, 5), np.uint8), y=np.arange(9) % 2)

    assert prepare({"source": source, "sample_shape": [20]}).input_shape == (20,)
    with pytest.raises(DesignError, match="must stay 20"):
        prepare({"source": source, "sample_shape": [21]})


@pytest.mark.parametrize(
    ("labels", "codes", "names"),
    [
        ([0, 1, 2, 0], [0, 1, 2, 0], ("0", "1", "2")),
        ([3, 5, 9, 3], [0, 1, 2, 0], ("3", "5", "9")),
        ([-1, 1, 1, -1], [0, 1, 1, 0], ("-1", "1")),
        ([[0], [1], [1], [0]], [0, 1, 1, 0], ("0", "1")),
        ([[1, 0], [0, 1], [0, 1], [1, 0]], [[1, 0], [0, 1], [0, 1], [1, 0]], ("0", "1")),
        ([0.0, 1.0, 1.0, 0.0], [0, 1, 1, 0], ("0", "1")),
    ],
)
def test_labels_are_counted_from_zero(archive, labels, codes, names):
    source = archive(x=np.ones((4, 2)), y=np.array(labels))

    prepared = prepare({"source": source, "test_share": 0, "shuffle": False})

    assert prepared.train.y.tolist() == codes
    assert prepared.facts.class_names == names


def test_labels_become_rows_on_request(archive):
    source = archive(x=np.ones((3, 2)), y=np.array([2, 0, 1]))

    prepared = prepare(
        {"source": source, "target_encoding": "one_hot", "test_share": 0, "shuffle": False}
    )

    assert prepared.facts.one_hot
    assert prepared.train.y.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


def test_many_different_numbers_are_no_classes(archive):
    source = archive(x=np.ones((300, 2)), y=np.arange(300))

    prepared = prepare({"source": source})
    assert prepared.target_kind == "numbers"
    level = prepared.train.y.mean(), prepared.train.y.std()
    assert prepared.facts.level == pytest.approx(level, rel=5e-3)
    assert type(prepared.facts).from_json(prepared.facts.to_json()) == prepared.facts
    assert prepare({"source": source, "target_kind": "classes"}).classes == 300


TABLE = """id,size,colour,note,price
1,1.0,red,lorem a,10.5
2,,blue,lorem b,11.5
3,3.0,,lorem c,12.5
4,5.0,red,lorem d,13.5
5,7.0,blue,lorem e,14.5
6,9.0,red,lorem f,
"""


def test_columns_become_numbers_by_their_kind(table):
    prepared = prepare({"source": table(TABLE), "test_share": 0, "shuffle": False})

    facts = prepared.facts
    assert facts.feature_names == (
        "size",
        "size missing",
        "colour = blue",
        "colour = red",
        "colour = (missing)",
    )
    assert {column.name: column.role for column in facts.columns} == {
        "id": "ignore",
        "size": "number",
        "colour": "one_hot",
        "note": "ignore",
        "price": "target",
    }
    assert prepared.train.x[0][1, 1] == 1  # the gap in size is marked …
    assert prepared.train.x[0][1, 0] == pytest.approx(0)  # … and filled with the median, scaled
    assert prepared.train.x[0][2].tolist()[2:] == [0, 0, 1]
    assert len(prepared.train) == 5
    assert facts.notes[0][1] == {"count": 1}


def test_a_person_chooses_what_columns_become(table):
    prepared = prepare(
        {
            "source": table(TABLE),
            "features": ["size", "colour"],
            "columns": {"colour": "code", "size": "presence"},
        }
    )

    assert prepared.facts.feature_names == ("size", "colour")
    assert set(prepared.train.x[0][:, 0]) <= {0, 1}


def test_words_as_answers_are_classes(table):
    prepared = prepare({"source": table(TABLE), "target": "colour", "columns": {"price": "number"}})

    assert prepared.facts.class_names == ("blue", "red")
    assert len(prepared.train) + len(prepared.test) == 5


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"target": "prise"}, "Did you mean 'price'?"),
        ({"target": "note", "target_kind": "numbers"}, "holds words such as 'lorem a'"),
        ({"columns": {"colour": "number"}}, "holds text such as 'red'"),
        ({"columns": {"colour": "loud"}}, "no role of a column called 'loud'"),
        ({"test_share": 1}, "between 0 and 1"),
        ({"scale": "log"}, "no choice for scale called 'log'"),
        ({"colour": 1}, "no data setting called 'colour'"),
        ({"sample_shape": [0]}, "is no size"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(table, settings, said):
    with pytest.raises(DesignError) as caught:
        prepare({"source": table(TABLE), **settings})

    assert said in str(caught.value)


def test_facts_travel_as_json():
    for source in ("builtin:titanic", "builtin:digits"):
        facts = prepare({"source": source}).facts

        assert DataFacts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_the_preview_shows_every_class_of_images_as_they_look():
    prepared = prepare({"source": "builtin:digits"})

    shown = preview(prepared)

    assert set(shown.labels) == set("0123456789")
    assert shown.pictures.shape == (40, 8, 8)
    assert shown.pictures.max() == 255


def test_the_preview_shows_rows_of_a_table_as_they_stand(table):
    shown = preview(prepare({"source": table(TABLE), "shuffle": False, "test_share": 0}))

    assert shown.heading == ("id", "size", "colour", "note", "price")
    assert shown.rows[1] == ("2", "", "blue", "lorem b", "11.5")


def test_new_rows_are_encoded_as_the_training_rows_were(table, tmp_path):
    prepared = prepare({"source": table(TABLE), "shuffle": False, "test_share": 0})
    (tmp_path / "new.csv").write_text("colour,size\ngreen,1\nred,\n")

    (x,) = read_inputs(prepared, tmp_path / "new.csv")

    assert x[0].tolist() == [prepared.train.x[0][0, 0], 0, 0, 0, 0]
    assert x[1].tolist()[1:] == [1, 0, 1, 0]


def test_new_images_are_scaled_as_the_training_images_were(archive, tmp_path):
    images = np.full((20, 6, 5), 255, np.uint8)
    prepared = prepare({"source": archive(x=images, y=np.arange(20) % 2)})
    np.savez(tmp_path / "new.npz", x=images[:3])
    np.savez(tmp_path / "bad.npz", x=images[:3, :4])

    assert read_inputs(prepared, tmp_path / "new.npz")[0].shape == (3, 6, 5, 1)
    with pytest.raises(DesignError, match=r"has the shape \(4, 5, 1\), but \(6, 5, 1\) is needed"):
        read_inputs(prepared, tmp_path / "bad.npz")


def test_batches_keep_the_order_and_the_rest(archive):
    prepared = prepare({"source": archive(x=np.ones((7, 2)), y=np.arange(7)), "test_share": 0})

    sizes = [len(y) for _, y in prepared.train.batches(3)]

    assert sizes == [3, 3, 1]
