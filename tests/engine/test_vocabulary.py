"""Do the layers for texts and categories number them as Keras does, alone and in networks?"""

import importlib

import numpy as np
import pytest

import engine
from engine import export, layers
from engine.errors import DesignError

TEXTS = np.array(
    ["The cat sat, on the MAT!", "a dog's ÄÖ day  \n off", "the Cat ate", "", "x x x the"]
)
WORDS = np.array([["a", "c", "zz"], ["", "b", "q"]])
NUMBERS = np.array([[12, 1138, 42], [0, 1, 4]])
VECTORIZERS = [
    {**kind, **how}
    for kind in ({}, *({"output_mode": mode} for mode in ("multi_hot", "count", "tf_idf")))
    for how in (
        {}, {"max_tokens": 6}, {"ngrams": 2}, {"ngrams": (2, 3)}, {"split": "character"},
        {"standardize": None}, {"standardize": "lower"},
        {"standardize": "strip_punctuation", "max_tokens": 20, "pad_to_max_tokens": True},
    )
]  # fmt: skip
VECTORIZERS += [{"output_sequence_length": 3}, {"output_sequence_length": 12}]
LOOKUPS = [
    ("StringLookup", {"vocabulary": ["a", "b", "c"]}, WORDS),
    ("StringLookup", {"vocabulary": ["a", "b", "c"], "mask_token": ""}, WORDS),
    ("StringLookup", {"vocabulary": ["a", "b", "c"], "num_oov_indices": 3}, WORDS),
    ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "multi_hot"}, WORDS),
    ("StringLookup", {"vocabulary": ["a"], "output_mode": "count", "mask_token": "b"}, WORDS),
    ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "one_hot"}, WORDS[0]),
    ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "one_hot"}, WORDS[:, :1]),
    ("StringLookup", {"vocabulary": ["a", "b", "c"], "invert": True}, np.array([[0, 1], [3, 7]])),
    ("IntegerLookup", {"vocabulary": [12, 36, 1138, 42]}, NUMBERS),
    ("IntegerLookup", {"vocabulary": [12, 36, 1138, 42], "mask_token": 0}, NUMBERS),
    ("IntegerLookup", {"vocabulary": [12, 42], "num_oov_indices": 2}, NUMBERS),
    ("IntegerLookup", {"vocabulary": [12, 42], "invert": True, "oov_token": 99}, NUMBERS),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "one_hot"}, np.array([3, 2, 0, 1])),
    ("CategoryEncoding", {"num_tokens": 4}, np.array([[0, 1], [0, 0], [1, 2], [3, 1]])),
    ("CategoryEncoding", {"num_tokens": 2, "output_mode": "count"}, np.array([[0, 1], [0, 0]])),
    ("Hashing", {"num_bins": 3}, np.array([["A"], ["B"], ["C"], ["D"], ["E"]])),
    ("Hashing", {"num_bins": 3, "mask_value": ""}, np.array([["A"], ["B"], [""], ["C"], ["D"]])),
    ("Hashing", {"num_bins": 5}, np.array([[1], [2], [3], [4]])),
    ("Discretization", {"bin_boundaries": [0.0, 1.0, 2.0]}, np.array([[-1.5, 1.0, 3.4, 0.5]])),
    ("Discretization", {"bin_boundaries": [0.0], "output_mode": "one_hot"}, np.array([[-1.5]])),
]  # fmt: skip


@pytest.fixture
def tf_keras():
    return importlib.import_module("tf_keras")


def plain(value):
    """Numbers rounded, texts as texts."""
    value = np.asarray(value)
    if value.dtype.kind == "f":
        return np.round(value.astype(float), 5).tolist()
    if value.dtype.kind == "O":
        texts = [one.decode() if isinstance(one, bytes) else one for one in value.ravel()]
        return np.array(texts).reshape(value.shape).tolist()
    return value.tolist()


@pytest.mark.reference("tf_keras")
@pytest.mark.parametrize("options", VECTORIZERS, ids=str)
def test_texts_are_numbered_as_by_tf_keras(tf_keras, options):
    ours, theirs = (keras.layers.TextVectorization(**options) for keras in (engine, tf_keras))
    for one in (ours, theirs):
        one.adapt(TEXTS)
    assert ours.get_vocabulary() == [str(word) for word in theirs.get_vocabulary()]
    for texts in (TEXTS, TEXTS[:, None], np.array("the cat zzz")):
        assert plain(ours(texts)) == plain(theirs(texts))


@pytest.mark.reference("tf_keras")
@pytest.mark.parametrize("kind, options, data", LOOKUPS, ids=str)
def test_categories_are_numbered_as_by_tf_keras(tf_keras, kind, options, data):
    ours, theirs = (getattr(keras.layers, kind)(**options) for keras in (engine, tf_keras))
    assert plain(ours(data)) == plain(theirs(data))
    again = type(ours).from_config(ours.get_config())
    assert plain(again(data)) == plain(ours(data))
    if hasattr(ours, "get_vocabulary"):
        assert ours.get_vocabulary() == list(theirs.get_vocabulary())
        assert ours.vocabulary_size() == theirs.vocabulary_size()


def test_a_vocabulary_holds_the_commonest_words_first_and_ties_from_the_end():
    made = layers.TextVectorization(max_tokens=6)
    made.adapt(TEXTS)
    assert made.get_vocabulary() == ["", "[UNK]", "the", "x", "cat", "ÄÖ"]
    assert made(["the cat zzz", "x"]).tolist() == [[2, 4, 1], [3, 0, 0]]
    pairs = layers.TextVectorization(ngrams=2, vocabulary=["a b"], standardize=None)
    assert pairs(["a b"]).tolist() == [[1, 1, 2]]
    own = layers.TextVectorization(
        standardize=lambda texts: engine.strings.regex_replace(texts, "[0-9]", ""),
        split=lambda texts: [text.split("-") for text in texts.tolist()],
    )
    own.adapt(engine.data.Dataset.from_tensor_slices(["a1-b", "b-b"]).batch(1))
    assert own.get_vocabulary() == ["", "[UNK]", "b", "a"]
    rare = layers.StringLookup(output_mode="tf_idf")
    rare.adapt(np.array([["a", "b"], ["b", "c"]]))
    assert np.allclose(rare([["b", "z"]]), [[0.63237, 0.51083, 0, 0]], atol=1e-4)


def test_a_vocabulary_may_come_from_a_file_and_be_told_its_weights(tmp_path):
    (tmp_path / "words.txt").write_text("a\nÄ\n", encoding="utf-8")
    made = layers.StringLookup(vocabulary=tmp_path / "words.txt")
    assert made.get_vocabulary() == ["[UNK]", "a", "Ä"] and made(["Ä"]).tolist() == [2]
    weighed = layers.TextVectorization(
        output_mode="tf_idf", vocabulary=["a", "b"], idf_weights=[1.0, 3.0]
    )
    assert weighed(["a b b z"]).tolist() == [[2.0, 1.0, 6.0]]


def network(vectorize):
    return engine.Sequential(
        [
            layers.Input((1,), dtype="string"),
            vectorize,
            layers.Embedding(20, 3),
            layers.GlobalAveragePooling1D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def test_a_network_that_begins_with_texts_is_trained_and_saved(tmp_path):
    vectorize = layers.TextVectorization(max_tokens=20, output_sequence_length=5)
    vectorize.adapt(TEXTS)
    model = network(vectorize)
    model.compile("adam", "binary_crossentropy")
    before = model.predict(TEXTS[:, None], verbose=0)
    model.fit(TEXTS[:, None], np.ones(5), epochs=3, batch_size=2, verbose=0)
    after = model.predict(TEXTS[:, None], verbose=0)
    assert (after > before).all()
    model.save(tmp_path / "m.keras")
    again = engine.models.load_model(tmp_path / "m.keras")
    assert np.allclose(again.predict(TEXTS[:, None], verbose=0), after)
    mapped = engine.data.Dataset.from_tensor_slices((TEXTS, np.arange(5))).batch(2)
    (numbers, _), *_ = mapped.map(lambda x, y: (vectorize(x), y))
    assert numbers.shape == (2, 5)


def test_what_a_network_cannot_hold_is_said():
    endless = layers.TextVectorization()
    endless.adapt(TEXTS)
    inputs = layers.Input((1,), dtype="string")
    with pytest.raises(DesignError, match="needs the size of the last axis"):
        layers.Dense(1)(endless(inputs))
    assert network(endless).predict(TEXTS[:, None], verbose=0).shape == (5, 1)
    with pytest.raises(DesignError, match="makes texts of numbers"):
        layers.StringLookup(vocabulary=["a"], invert=True)(layers.Input((1,)))
    for kind, wrong, said in (
        ("StringLookup", {"vocabulary": ["a", "a"]}, "more than once"),
        ("StringLookup", {"max_tokens": 2, "vocabulary": ["a", "b"]}, "room for 2"),
        ("StringLookup", {"max_tokens": 1}, "none beside"),
        ("TextVectorization", {"split": "comma"}, "split"),
        ("TextVectorization", {"output_mode": "mean"}, "output mode"),
        ("TextVectorization", {"ragged": True}, "different lengths"),
        ("CategoryEncoding", {}, "needs num_tokens"),
        ("Discretization", {}, "either"),
    ):
        with pytest.raises(ValueError, match=said):
            getattr(layers, kind)(**wrong)
    with pytest.raises(DesignError, match="not in the vocabulary"):
        layers.StringLookup(vocabulary=["a"], num_oov_indices=0)(["b"])
    with pytest.raises(DesignError, match="columns for 0 to 3"):
        layers.CategoryEncoding(num_tokens=4)(np.array([[4]]))


def test_ranges_are_learned_so_that_each_holds_as_many():
    made = layers.Discretization(num_bins=4)
    made.adapt(np.arange(100.0))
    assert np.bincount(made(np.arange(100.0))).tolist() == [24, 25, 25, 26]  # as in Keras


def test_what_a_layer_for_texts_learned_is_written_into_programs():
    vectorize = layers.TextVectorization(max_tokens=20, output_sequence_length=5)
    vectorize.adapt(["b b a"])
    for target in ("keras", "tf_keras", "engine"):
        text = export.code(network(vectorize), target)
        assert "max_tokens=20" in text and "output_sequence_length=5" in text
        assert 'vocabulary=["b", "a"]' in text
    picture = engine.Sequential([layers.Input((4, 4, 1)), layers.Resizing(2, 3), layers.Flatten()])
    assert "layers.Resizing(height=2, width=3, name=" in export.code(picture, "keras")
    own = layers.TextVectorization(standardize=str, output_sequence_length=5, vocabulary=["a"])
    with pytest.raises(DesignError, match="uses a function for standardize"):
        export.code(network(own), "keras")
