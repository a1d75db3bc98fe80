"""Do Keras's helpers for sequences, texts, pictures and folders give what they give in Keras?"""

import importlib
import json

import numpy as np
import pandas
import pytest
from PIL import Image

import engine
from engine.errors import DesignError
from engine.preprocessing import image, sequence, text
from engine.preprocessing.bent import led_back

SERIES = np.arange(50)[:, None]
TEXTS = ["The cat sat on the mat.", "The dog; the log!", "Cats & dogs"]


@pytest.fixture
def tf_keras():
    return importlib.import_module("tf_keras")


# Sequences


def test_a_timeseries_generator_hands_out_windows_and_what_follows():
    made = sequence.TimeseriesGenerator(SERIES, SERIES, length=10, sampling_rate=2, batch_size=2)
    assert len(made) == 20
    x, y = made[0]
    assert x[..., 0].tolist() == [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]] and y.tolist() == [[10], [11]]
    x, y = made[-1]
    assert y.tolist() == [[8], [9]]
    strided = sequence.TimeseriesGenerator(
        SERIES, SERIES, length=10, stride=3, start_index=10, end_index=30, reverse=True,
        batch_size=2,
    )  # fmt: skip
    x, y = strided[1]
    assert len(strided) == 2 and y.ravel().tolist() == [26, 29]
    assert x[0, :, 0].tolist() == list(range(25, 15, -1))
    drawn = sequence.TimeseriesGenerator(SERIES, SERIES, 10, shuffle=True, batch_size=4)[0]
    assert (drawn[0][:, -1] + 1 == drawn[1]).all()


def test_a_timeseries_generator_keeps_every_window_and_tells_what_does_not_fit():
    for length, count in ((10, 40), (49, 1)):
        made = sequence.TimeseriesGenerator(SERIES, SERIES, length, batch_size=7)
        assert sum(len(y) for _, y in made) == count
    with pytest.raises(ValueError, match="does not fit"):
        sequence.TimeseriesGenerator(SERIES, SERIES, length=50)
    with pytest.raises(ValueError, match="50 steps, but 49 targets"):
        sequence.TimeseriesGenerator(SERIES, SERIES[1:], length=5)
    config = json.loads(sequence.TimeseriesGenerator(SERIES, SERIES, 5).to_json())["config"]
    assert json.loads(config["data"])[:2] == [[0], [1]] and config["start_index"] == 5
    with pytest.raises(TypeError, match="JSON"):
        sequence.TimeseriesGenerator([object()] * 9, [0] * 9, 2).to_json()


def test_skipgrams_pair_words_with_their_neighbours_and_with_others():
    pairs, labels = sequence.skipgrams(np.arange(3), vocabulary_size=3, seed=1)
    assert len(pairs) == len(labels) == 4 and sorted(labels) == [0, 0, 1, 1]
    pairs, labels = sequence.skipgrams(
        [1, 2, 0, 3], 5, window_size=1, negative_samples=0, categorical=True, shuffle=False
    )
    assert pairs == [[1, 2], [2, 1]] and labels == [[0, 1], [0, 1]]
    table = sequence.make_sampling_table(3)
    assert np.allclose(table, [0.00315225, 0.00315225, 0.00547597], rtol=1e-5)
    assert sequence.skipgrams([1, 2], 3, sampling_table=[0, 0, 0], negative_samples=0) == ([], [])
    kept = sequence._remove_long_seq(3, [[1], [2, 2], [3, 3, 3]], [1, 2, 3])
    assert kept == ([[1], [2, 2]], [1, 2])


def windows(**more):
    found = list(engine.utils.timeseries_dataset_from_array(batch_size=5, **more))
    return [np.asarray(part).tolist() for batch in found for part in batch]


def test_a_series_becomes_a_data_set_of_windows():
    x, y, *_ = windows(data=SERIES[:, 0], targets=SERIES[9:, 0] * 2, sequence_length=9)
    assert x[1] == list(range(1, 10)) and y == [18, 20, 22, 24, 26]
    made = engine.utils.timeseries_dataset_from_array(
        SERIES[:, 0], None, sequence_length=5, sequence_stride=3, sampling_rate=2, start_index=10,
        end_index=30, batch_size=None,
    )  # fmt: skip
    assert [one.tolist()[0] for one in made] == [10, 13, 16, 19] and len(made) == 4
    drawn = engine.preprocessing.timeseries_dataset_from_array(
        SERIES, SERIES, 3, shuffle=True, seed=4
    )
    ((x, y),) = drawn
    assert sorted(y.ravel()) == list(range(48)) and (x[:, 0] == y).all()
    for wrong in ({"sampling_rate": 0}, {"sequence_stride": 50}, {"end_index": 60}):
        with pytest.raises(ValueError, match="must lie between"):
            windows(data=SERIES, targets=None, sequence_length=3, **wrong)


@pytest.mark.reference("tf_keras")
def test_windows_are_those_of_tf_keras(tf_keras):
    for more in ({}, {"shuffle": True, "seed": 3}, {"sequence_stride": 2, "sampling_rate": 3}):
        ours, theirs = (
            [
                np.asarray(x).ravel().tolist()
                for x, _ in keras.utils.timeseries_dataset_from_array(
                    SERIES, SERIES, 4, batch_size=None, **more
                )
            ]
            for keras in (engine, tf_keras)
        )
        assert sorted(ours) == sorted(theirs)
        assert "shuffle" in more or ours == theirs


# Texts


def test_words_of_a_text_are_parted_where_keras_parts_them():
    assert text.text_to_word_sequence("Hello, World!  x_y") == ["hello", "world", "x", "y"]
    assert text.text_to_word_sequence("a,B", filters=",", lower=False, split="-") == ["a", "B"]
    numbers = text.one_hot("a b a", 10)
    assert numbers[0] == numbers[2] and all(0 < number < 10 for number in numbers)
    assert text.hashing_trick("the cat", 100, "md5") == [51, 3]


def test_a_tokenizer_numbers_the_commonest_words_first():
    made = text.Tokenizer(num_words=4, oov_token="?")
    made.fit_on_texts(TEXTS)
    assert list(made.word_index)[:4] == ["?", "the", "cat", "sat"]
    assert made.texts_to_sequences(["the cat sat", "unknown the"]) == [[2, 3, 1], [1, 2]]
    assert made.sequences_to_texts([[2, 3, 9]]) == ["the cat ?"]
    again = text.tokenizer_from_json(made.to_json())
    assert again.texts_to_matrix(TEXTS, "tfidf").tolist() == made.texts_to_matrix(
        TEXTS, "tfidf"
    ).tolist()
    with pytest.raises(DesignError, match="how many words"):
        text.Tokenizer().texts_to_matrix(TEXTS)


@pytest.mark.reference("tf_keras")
def test_a_tokenizer_gives_what_tf_keras_gives(tf_keras):
    theirs = tf_keras.preprocessing.text
    for options in (
        {}, {"num_words": 5}, {"oov_token": "<oov>", "num_words": 6}, {"char_level": True},
        {"lower": False, "filters": ""}, {"split": "a"},
    ):  # fmt: skip
        made = [kind(**options) for kind in (text.Tokenizer, theirs.Tokenizer)]
        for one in made:
            one.fit_on_texts(TEXTS)
            one.fit_on_texts([["More", "words"]])
        ours, other = made
        assert ours.word_index == other.word_index and ours.index_docs == dict(other.index_docs)
        sequences = ours.texts_to_sequences([*TEXTS, "new words"])
        assert sequences == other.texts_to_sequences([*TEXTS, "new words"])
        assert ours.sequences_to_texts(sequences) == other.sequences_to_texts(sequences)
        for mode in text.MODES:
            rows = [one.texts_to_matrix(TEXTS, mode) for one in made]
            assert np.allclose(*rows)
        assert theirs.tokenizer_from_json(ours.to_json()).word_index == ours.word_index
    assert text.hashing_trick(TEXTS[0], 50, "md5") == theirs.hashing_trick(TEXTS[0], 50, "md5")


# Pictures


@pytest.fixture
def folder(tmp_path):
    """Two classes of small pictures, and texts beside them."""
    for number in range(12):
        place = tmp_path / ("cats" if number % 2 else "dogs")
        place.mkdir(exist_ok=True)
        pixels = np.full((6, 8, 3), number * 20, np.uint8)
        Image.fromarray(pixels).save(place / f"{number:02}.png")
        (place / f"{number:02}.txt").write_text(f"text {number}")
    return tmp_path


def test_pictures_become_arrays_and_files(tmp_path):
    pixels = np.arange(4 * 6 * 3, dtype=np.float32).reshape(4, 6, 3)
    image.save_img(tmp_path / "a.png", pixels, scale=False)
    read = image.load_img(tmp_path / "a.png", target_size=(2, 3))
    assert read.size == (3, 2) and image.img_to_array(read).shape == (2, 3, 3)
    whole = image.img_to_array(image.load_img(tmp_path / "a.png"))
    assert (whole == pixels).all() and whole.dtype == np.float32
    grey = image.load_img(tmp_path / "a.png", color_mode="grayscale")
    assert image.img_to_array(grey, data_format="channels_first").shape == (1, 4, 6)
    assert np.asarray(image.array_to_img(pixels)).max() == 255
    square = image.load_img(tmp_path / "a.png", target_size=(2, 2), keep_aspect_ratio=True)
    assert square.size == (2, 2)
    with pytest.raises(DesignError, match="no picture"):
        image.load_img(tmp_path / "none.png")
    with pytest.raises(DesignError, match="channels, not 2"):
        image.array_to_img(np.zeros((2, 2, 2)))


def bent(**how):
    x = np.arange(9, dtype=np.float32).reshape(3, 3, 1)
    found = image.apply_affine_transform(x, row_axis=0, col_axis=1, channel_axis=2, **how)
    return np.round(found[..., 0], 4).tolist()


def test_pictures_are_turned_moved_stretched_and_filled_up():
    """The numbers are those of Keras 2 over SciPy 1.17."""
    assert bent(theta=90) == [[2, 5, 8], [1, 4, 7], [0, 3, 6]]
    assert bent(tx=1, fill_mode="constant", cval=-1) == [[1, 2, -1], [4, 5, -1], [7, 8, -1]]
    assert bent(zx=0.5, zy=0.5) == [[2, 2.5, 3], [3.5, 4, 4.5], [5, 5.5, 6]]
    assert bent(ty=1, order=0) == [[3, 4, 5], [6, 7, 8], [6, 7, 8]]
    assert led_back(np.array([-1.0, 4.0]), 4, "reflect").tolist() == [0.0, 3.0]
    assert led_back(np.array([-1.0, 4.0]), 4, "wrap").tolist() == [2.0, 1.0]
    with pytest.raises(DesignError, match="fill mode"):
        bent(theta=1, fill_mode="fog")


def test_a_generator_changes_pictures_within_its_ranges():
    made = image.ImageDataGenerator(horizontal_flip=True, vertical_flip=True, rescale=0.5)
    x = np.arange(2 * 3 * 3, dtype=np.float32).reshape(2, 3, 3, 1)
    for picture in made.flow(x, batch_size=2, shuffle=False, seed=3)[0]:
        first = min(x, key=lambda one: abs(one.mean() - picture.mean() * 2))[..., 0]
        turned = [first, first[::-1], first[:, ::-1], first[::-1, ::-1]]
        assert any(np.array_equal(picture[..., 0] * 2, one) for one in turned)
    ranges = image.ImageDataGenerator(
        rotation_range=20, width_shift_range=0.25, height_shift_range=[-1, 1], shear_range=5,
        zoom_range=0.2, channel_shift_range=9, brightness_range=(0.5, 1.5),
    )  # fmt: skip
    for seed in range(20):
        told = ranges.get_random_transform((8, 8, 3), seed)
        assert abs(told["theta"]) <= 20 and abs(told["ty"]) <= 2 and told["tx"] in (-1, 1)
        assert 0.8 <= told["zx"] <= 1.2 and 0.5 <= told["brightness"] <= 1.5
        assert told == ranges.get_random_transform((8, 8, 3), seed)
    assert ranges.random_transform(np.full((8, 8, 3), 100.0, np.float32), 1).shape == (8, 8, 3)


def test_a_generator_centres_and_whitens_what_it_was_fitted_to():
    x = np.random.default_rng(0).normal(5, 3, (60, 4, 4, 2)).astype(np.float32)
    made = image.ImageDataGenerator(featurewise_std_normalization=True)
    with pytest.raises(DesignError, match="fit"):
        made.standardize(x[0])
    made.fit(x)
    scaled = made.standardize(x)
    assert np.allclose(scaled.mean((0, 1, 2)), 0, atol=1e-4)
    assert np.allclose(scaled.std((0, 1, 2)), 1, atol=1e-4)
    white = image.ImageDataGenerator(zca_whitening=True)
    white.fit(x)
    flat = white.standardize(x).reshape(60, -1)
    assert np.allclose(flat.T @ flat / 60, np.eye(32), atol=1e-2)
    each = image.ImageDataGenerator(samplewise_std_normalization=True).standardize(x[0])
    assert abs(each.mean()) < 1e-5 and each.std() == pytest.approx(1, abs=1e-4)


def test_pictures_flow_out_of_folders_and_tables_into_training(folder, tmp_path):
    made = image.ImageDataGenerator(rescale=1 / 255, validation_split=0.5)
    flow = made.flow_from_directory(
        folder, target_size=(4, 4), class_mode="binary", batch_size=4, subset="training",
        save_to_dir=tmp_path, save_prefix="kept",
    )  # fmt: skip
    assert (flow.samples, flow.num_classes, len(flow)) == (6, 2, 2)
    assert flow.class_indices == {"cats": 0, "dogs": 1} and flow.image_shape == (4, 4, 3)
    x, y = next(flow)
    assert x.shape == (4, 4, 4, 3) and set(y) <= {0, 1} and x.max() <= 1
    assert len(list(tmp_path.glob("kept_*.png"))) == 4
    names = ["cats/01.png", "dogs/00.png", "none.png"]
    table = pandas.DataFrame({"filename": names, "class": ["c", "d", "c"]})
    named = made.flow_from_dataframe(table, folder, target_size=(4, 4), shuffle=False)
    x, y = named[0]
    assert y.tolist() == [[1, 0], [0, 1]] and named.filenames == ["cats/01.png", "dogs/00.png"]
    model = engine.Sequential([engine.layers.Flatten(), engine.layers.Dense(1, "sigmoid")])
    model.compile("sgd", "binary_crossentropy")
    assert len(model.fit(flow, epochs=2, verbose=0).history["loss"]) == 2
    pairs = made.flow(np.zeros((5, 2, 2, 1)), np.arange(5), batch_size=2, shuffle=False)
    assert [y.tolist() for _, y in (next(pairs) for _ in range(4))] == [[0, 1], [2, 3], [4], [0, 1]]


def test_folders_become_data_sets(folder):
    made = engine.utils.image_dataset_from_directory(
        folder, batch_size=5, image_size=(3, 4), seed=1
    )
    (x, y), *_ = made
    assert x.shape == (5, 3, 4, 3) and x.dtype == np.float32
    assert made.class_names == ["cats", "dogs"]
    # The cats' pictures have odd numbers, which are their shades by 20.
    assert (x[:, 0, 0, 0] // 20 % 2 == 1 - y).all()
    train, test = engine.utils.image_dataset_from_directory(
        folder, label_mode="categorical", validation_split=0.25, subset="both", seed=2,
        batch_size=None, crop_to_aspect_ratio=True, image_size=(2, 2),
    )  # fmt: skip
    assert len(train) == 9 and not {*train.file_paths} & {*test.file_paths}
    texts = engine.preprocessing.text_dataset_from_directory(
        folder, label_mode="binary", max_length=6, shuffle=False, batch_size=4
    )
    words, labels = next(iter(texts))
    assert words.tolist() == ["text 1", "text 3", "text 5", "text 7"] and labels.shape == (4, 1)
    for wrong, said in (
        ({"validation_split": 0.5}, "need each other"),
        ({"validation_split": 0.5, "subset": "training"}, "seed"),
        ({"class_names": ["cats"]}, "sub-folders are"),
        ({"label_mode": "float"}, "label mode"),
        ({"labels": [1, 2]}, "2 labels for 12 files"),
    ):
        with pytest.raises(ValueError, match=said):
            engine.utils.image_dataset_from_directory(folder, **wrong)
    (folder / "dogs" / "broken.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match=r"broken\.png is damaged.*Remove it"):
        list(engine.utils.image_dataset_from_directory(folder, image_size=(3, 4)))


@pytest.mark.reference("tf_keras")
def test_folders_are_parted_as_tf_keras_parts_them(tf_keras, folder):
    options = {"validation_split": 0.25, "seed": 5, "image_size": (4, 3), "batch_size": None}
    for subset in ("training", "validation"):
        found = []
        for keras in (engine, tf_keras):
            made = keras.utils.image_dataset_from_directory(folder, subset=subset, **options)
            found.append(sorted((np.asarray(x).ravel().tolist(), int(y)) for x, y in made))
        assert found[0] == found[1]


def test_a_data_set_is_parted_in_two():
    left, right = engine.utils.split_dataset((SERIES, SERIES * 2), left_size=0.8)
    assert (len(left), len(right)) == (40, 10)
    assert [int(y[0]) for _, y in right][:2] == [80, 82]
    assert len(engine.utils.split_dataset(SERIES, right_size=5, shuffle=True, seed=1)[0]) == 45
    with pytest.raises(ValueError, match="cannot be parted"):
        engine.utils.split_dataset(SERIES, left_size=60)
