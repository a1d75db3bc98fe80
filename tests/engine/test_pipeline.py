"""Do data sets hand on what `tf.data` hands on, and can networks be trained with them?"""

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import DesignError

X = np.arange(20, dtype=np.float32).reshape(10, 2)
Y = np.arange(10, dtype=np.int32)


def pipelines(tf):
    """Pipelines that tutorials write, by name; `tf` is TensorFlow or this engine."""
    Dataset = tf.data.Dataset
    rows, counted = Dataset.from_tensor_slices((X, Y)), Dataset.range(10)
    ragged = Dataset.from_generator(lambda: ([n] * n for n in (1, 3, 2)), output_types=tf.int32)
    return {
        "rows": rows,
        "dict": Dataset.from_tensor_slices({"x": X, "y": {"z": Y}}),
        "whole": Dataset.from_tensors(X),
        "batch": rows.batch(4),
        "full batches": rows.batch(4, drop_remainder=True),
        "map": rows.map(lambda x, y: (x * 2.0, y + 1), num_parallel_calls=tf.data.AUTOTUNE),
        "map to one": rows.map(lambda x, y: tf.reduce_sum(x)),
        "map of batches": rows.batch(3).map(lambda x, y: (tf.reduce_mean(x, axis=1), y)),
        "filter": counted.filter(lambda n: n % 3 == 0),
        "take, skip": rows.skip(3).take(4),
        "repeat": rows.take(2).repeat(2).batch(3),
        "without end": counted.repeat().take(23).batch(10),
        "shard": counted.shard(3, 1),
        "enumerate": Dataset.from_tensor_slices(X).enumerate(start=5),
        "zip": Dataset.zip((Dataset.from_tensor_slices(X), counted)),
        "concatenate": counted.concatenate(Dataset.range(2)),
        "windows": counted.window(4, shift=1, drop_remainder=True).flat_map(
            lambda window: window.batch(4, drop_remainder=True)
        ),
        "strided windows": counted.window(3, shift=2, stride=2).flat_map(lambda w: w.batch(3)),
        "windows of pairs": rows.window(3, shift=3).flat_map(
            lambda x, y: Dataset.zip((x.batch(3), y.batch(3)))
        ),
        "unbatch": rows.batch(4).unbatch(),
        "padded": ragged.padded_batch(2, padded_shapes=[None]),
        "interleave": Dataset.range(3).interleave(
            lambda n: Dataset.from_tensors(n).repeat(4), cycle_length=2, block_length=2
        ),
        "cache, prefetch": counted.map(lambda n: n * n).cache().prefetch(tf.data.AUTOTUNE).batch(4),
        "shuffled whole": counted.shuffle(1).batch(5),
    }


def shown(dataset):
    """All elements, as nested lists."""

    def plain(element):
        if isinstance(element, dict):
            return {key: plain(value) for key, value in element.items()}
        if isinstance(element, tuple):
            return tuple(map(plain, element))
        return np.asarray(element).tolist()

    return [plain(element) for element in dataset]


@pytest.mark.reference("tensorflow")
def test_pipelines_give_what_tensorflow_gives():
    import tensorflow as tf

    ours, theirs = pipelines(engine), pipelines(tf)
    for name in ours:
        assert shown(ours[name]) == shown(theirs[name]), name
        assert int(ours[name].cardinality()) in (int(theirs[name].cardinality()), -2), name


@pytest.mark.parametrize("name", sorted(pipelines(engine)))
def test_a_walk_begins_anew_and_the_number_of_elements_is_right(name):
    dataset = pipelines(engine)[name]
    elements = shown(dataset)
    assert elements and shown(dataset) == elements
    if int(dataset.cardinality()) >= 0:
        assert len(dataset) == len(elements)
    assert dataset.element_spec is not None


def test_shuffling_gives_all_in_another_order_each_time():
    whole = engine.data.Dataset.range(50).shuffle(20, seed=3)
    one, two = shown(whole), shown(whole)
    assert sorted(one) == sorted(two) == list(range(50)) != one != two
    assert one == shown(engine.data.Dataset.range(50).shuffle(20, seed=3))
    same = engine.data.Dataset.range(50).shuffle(50, seed=3, reshuffle_each_iteration=False)
    assert shown(same) == shown(same)
    assert max(shown(engine.data.Dataset.range(50).shuffle(5, seed=1).take(3))) < 8


def test_what_cannot_be_traced_is_mapped_as_it_stands():
    texts = engine.data.Dataset.from_tensor_slices(np.array(["a b", "c"]))
    assert shown(texts.map(lambda text: len(str(text).split()))) == [2, 1]
    assert shown(texts.batch(2)) == [["a b", "c"]]
    with pytest.raises(TypeError):
        len(texts.filter(bool))


def test_rows_of_different_numbers_are_told():
    with pytest.raises(DesignError, match=r"different numbers of rows: 9, 10"):
        engine.data.Dataset.from_tensor_slices((X, Y[1:]))


def test_a_network_learns_from_a_data_set_as_from_its_arrays():
    def network():
        model = engine.Sequential([layers.Dense(1, kernel_initializer="ones", input_shape=(2,))])
        model.compile("sgd", "mse", metrics=["mae"])
        return model

    x, y = X / 20, Y.astype("f")[:, None]
    data = engine.data.Dataset.from_tensor_slices((x, y)).batch(4).prefetch(1)
    one, two = network(), network()
    ours = one.fit(data, epochs=3, validation_data=data, verbose=0).history
    expected = two.fit(
        x, y, batch_size=4, epochs=3, shuffle=False, validation_data=(x, y),
        validation_batch_size=4, verbose=0,
    ).history  # fmt: skip
    assert ours == expected
    assert one.evaluate(data, verbose=0) == two.evaluate(x, y, batch_size=4, verbose=0)
    assert np.array_equal(one.predict(data, verbose=0), two.predict(x, verbose=0))
    endless = data.repeat()
    assert len(one.fit(endless, epochs=2, steps_per_epoch=5, verbose=0).epoch) == 2


def test_tables_become_batches_of_their_columns(tmp_path):
    (tmp_path / "a.csv").write_text('age,name,fare\n3,"x, y",1.5\n,b,\n4,,2\n')
    csv = engine.data.experimental.make_csv_dataset
    made = csv(str(tmp_path / "*.csv"), 2, label_name="fare", num_epochs=1, shuffle=False)
    (features, label), (rest, _) = made
    assert features["age"].tolist() == [3, 0] and features["age"].dtype == np.int32
    assert features["name"].tolist() == ["x, y", "b"] and label.tolist() == [1.5, 0.0]
    assert rest["name"].tolist() == [""]
    endless = csv(str(tmp_path / "a.csv"), 2, select_columns=["age"], shuffle_seed=1)
    assert len(list(endless.take(5))) == 5
    rows = engine.data.experimental.CsvDataset(
        str(tmp_path / "a.csv"), [0.0, engine.string, 9.0], header=True
    )
    assert [float(fare) for _, _, fare in rows.take(2)] == [1.5, 9.0]
    with pytest.raises(DesignError, match="no default"):
        list(rows)
    with pytest.raises(DesignError, match="column"):
        csv(str(tmp_path / "a.csv"), 2, label_name="price")
    with pytest.raises(DesignError, match="no file"):
        csv(str(tmp_path / "none.csv"), 2)


def test_data_sets_are_mixed_by_weights():
    mixed = engine.data.Dataset.sample_from_datasets
    ones, twos = (engine.data.Dataset.from_tensors(n).repeat() for n in (1, 2))
    drawn = [int(one) for one in mixed([ones, twos], weights=[0.9, 0.1], seed=1).take(200)]
    assert 160 < drawn.count(1) < 196
    both = mixed([engine.data.Dataset.range(3), engine.data.Dataset.range(2)], seed=1)
    assert sorted(int(one) for one in both) == [0, 0, 1, 1, 2]
    assert [int(n) for n in engine.data.experimental.Counter(3).take(2)] == [3, 4]
