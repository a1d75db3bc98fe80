"""Do texts, tags, windows of rows, films and answers for every step become what they should?"""

import numpy as np
import pytest

from engine.data import Place, fit_problems, prepare, preview
from engine.data.preview import label_of, read_inputs
from engine.data.texts import words_of
from engine.errors import DesignError
from engine.worker.evaluation import describe, read_prediction

TRIPS = "sentence,tags\n" + "ben flies to rome,who o o to\nli na is here,who who o o\n" * 10


def written(folder, text, name="table.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return f"file:{folder / name}"


def test_words_are_split_in_both_languages():
    assert words_of("It's NOT bad, is it?") == ["it's", "not", "bad", "is", "it", "?"]
    assert words_of("电影很好 ok") == ["电", "影", "很", "好", "ok"]
    assert words_of(float("nan")) == []


def test_a_text_becomes_word_numbers_filled_up_at_the_front(tmp_path):
    source = written(tmp_path, "text,y\n" + "good film,1\nbad,0\na good good one,1\n" * 10)
    settings = {"source": source, "target": "y", "columns": {"text": "words"}, "shuffle": False}
    prepared = prepare(settings)
    assert prepared.facts.input_names == ("text",) and prepared.input_shape == (4,)
    assert prepared.texts[0].words == ("good", "a", "bad", "film", "one")
    assert prepared.train.x[0][:3].tolist() == [[0, 0, 2, 5], [0, 0, 0, 4], [3, 2, 2, 6]]
    (_, holes) = prepared.facts.notes[0]
    assert holes == {"column": "text", "length": 4, "top": 6, "size": 7}
    assert prepare({**settings, "text_length": 2}).train.x[0][2].tolist() == [3, 2]
    new = tmp_path / "new.csv"
    new.write_text("text\na new film\n")
    assert read_inputs(prepared, new)[0].tolist() == [[0, 3, 1, 5]]


def test_other_columns_stand_beside_a_text(tmp_path):
    source = written(tmp_path, "text,age,y\n" + "good film,3,1\nbad,5,0\n" * 10)
    prepared = prepare({"source": source, "target": "y", "columns": {"text": "words"}})
    assert prepared.facts.input_names == ("text", "features")
    assert prepared.input_shapes == ((2,), (1,))
    assert len(prepared.train.x) == 2


def test_tags_are_a_class_for_each_word(tmp_path):
    source = written(tmp_path, TRIPS)
    settings = {
        "source": source, "target": "tags", "target_kind": "tags",
        "columns": {"sentence": "words"}, "shuffle": False,
    }  # fmt: skip
    prepared = prepare(settings)
    facts = prepared.facts
    assert facts.class_names == ("–", "o", "to", "who") and facts.filled
    assert facts.target_shape == (4,)
    assert prepared.train.y[0].tolist() == [3, 1, 1, 2]
    assert label_of(prepared, prepared.train, 0) == "who o o to"
    short = written(tmp_path, "sentence,tags\n" + "a b,x\n" * 9, "short.csv")
    with pytest.raises(DesignError, match="1 tags for 2 words"):
        prepare({**settings, "source": short})
    with pytest.raises(DesignError, match="words of one text"):
        prepare({**settings, "columns": {}})


def test_an_answer_for_each_step_fits_a_network_that_gives_one(tmp_path):
    source = written(tmp_path, TRIPS)
    facts = prepare(
        {"source": source, "target_kind": "tags", "columns": {"sentence": "words"}}
    ).facts
    loss, given = "sparse_categorical_crossentropy", [Place("in", (4,))]
    assert not fit_problems(facts, given, [Place("out", (4, 4), "softmax")], loss)
    assert not fit_problems(facts, given, [Place("out", (None, 4), "softmax")], loss)
    (units,) = fit_problems(facts, given, [Place("out", (4, 3), "softmax")], loss)
    assert units.error.repairs[0].arguments["value"] == 4
    (shape,) = fit_problems(facts, given, [Place("out", (4,), "softmax")], loss)
    assert "(4, 4)" in str(shape.error)


def test_each_word_is_evaluated_by_itself_but_for_the_filling(tmp_path):
    text = "sentence,tags\n" + "ben flies,who o\nli na is here,who who o o\n" * 10
    prepared = prepare(
        {"source": written(tmp_path, text), "target": "tags", "target_kind": "tags",
         "columns": {"sentence": "words"}, "shuffle": False}
    )  # fmt: skip
    outputs = np.eye(3, dtype=np.float32)[np.zeros_like(prepared.test.y) + 2]
    told = describe(prepared, prepared.test, outputs, {"loss": 1.0})
    assert told.values["count"] == 2 * (2 + 4) and told.values["wrong"] == 6
    assert told.arrays["confusion"].tolist() == [[0, 0, 0], [0, 0, 6], [0, 0, 6]]
    assert told.values["heading"] == ["sentence", "sentence", "tags"]
    assert told.values["rows"][0] == ("flies", "ben flies", "who o")
    assert read_prediction(outputs, prepared).classes is None


def test_rows_in_a_window_are_a_sample_and_a_later_row_its_answer(tmp_path):
    rows = "".join(f"{day},{day * 10},{day % 2}\n" for day in range(20))
    settings = {
        "source": written(tmp_path, f"day,sun,rain\n{rows}"), "target": "sun", "window": 3,
        "horizon": 2, "scale": "none", "columns": {"day": "ignore"}, "target_kind": "numbers",
    }  # fmt: skip
    prepared = prepare(settings)
    assert prepared.input_shape == (3, 2)
    assert prepared.train.x[0][0].tolist() == [[0, 0], [10, 1], [20, 0]]
    assert prepared.train.y[0] == 40 and prepared.train.rows[0] == 4
    assert prepared.train.rows[-1] < prepared.test.rows[0]
    assert prepared.facts.train_count + prepared.facts.test_count == 16
    with pytest.raises(DesignError, match="too short for windows of 19 rows"):
        prepare({**settings, "window": 19})
    assert read_inputs(prepared, tmp_path / "table.csv")[0].shape == (16, 3, 2)


def test_numbers_in_a_window_are_scaled_by_what_training_sees(tmp_path):
    rows = "".join(f"{value}\n" for value in [0, 2] * 20 + [100] * 5)
    prepared = prepare({"source": written(tmp_path, f"y\n{rows}"), "window": 2, "test_share": 0.2})
    assert prepared.recipes[0].offset == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize(
    "change, message",
    [({"window": -1}, "window must be"), ({"horizon": 0}, "horizon must be"),
     ({"text_length": 1.5}, "text_length must be")],
)  # fmt: skip
def test_settings_that_cannot_be_meant_are_refused(change, message):
    with pytest.raises(DesignError, match=message):
        prepare({"source": "builtin:iris", **change})


def test_a_films_steps_tell_the_ones_that_follow(tmp_path):
    films = np.random.default_rng(0).integers(0, 256, (12, 6, 8, 8), np.uint8)
    np.savez(tmp_path / "films.npz", x=films)
    settings = {"source": f"file:{tmp_path / 'films.npz'}", "target": "=next", "shuffle": False}
    prepared = prepare(settings)
    facts = prepared.facts
    assert facts.kind == "films" and facts.target_kind == "next"
    assert prepared.input_shape == facts.target_shape == (5, 8, 8, 1)
    assert np.array_equal(prepared.train.x[0][:, 1:], prepared.train.y[:, :-1])
    assert preview(prepared).pictures.shape == (10, 2 * 8 + 1, 3 * 8 + 2)
    told = describe(prepared, prepared.test, prepared.test.y, {"loss": 0.0})
    assert told.arrays["pictures"].shape == told.arrays["rebuilt"].shape == (2, 17, 26)
    assert np.array_equal(told.arrays["pictures"], told.arrays["rebuilt"])
    assert (told.arrays["truth"] == 0).all()
    place = Place("x", (5, 8, 8, 1))
    assert not fit_problems(facts, [place], [place], "binary_crossentropy")


def test_what_has_no_steps_has_no_next_one(tmp_path):
    np.savez(tmp_path / "rows.npz", x=np.zeros((9, 4)))
    with pytest.raises(DesignError, match="no step follows"):
        prepare({"source": f"file:{tmp_path / 'rows.npz'}", "target": "=next"})


def test_answers_that_are_pictures_are_scaled_like_pictures(tmp_path):
    made = np.random.default_rng(0).integers(0, 256, (2, 20, 8, 8), np.uint8)
    np.savez(tmp_path / "pairs.npz", x=made[0], y=made[1])
    prepared = prepare({"source": f"file:{tmp_path / 'pairs.npz'}"})
    assert prepared.facts.target_shape == (8, 8, 1)
    assert 0.9 < prepared.train.y.max() <= 1


def test_every_pixel_can_have_a_class(tmp_path):
    x = np.random.default_rng(0).random((10, 4, 4, 1))
    np.savez(tmp_path / "masks.npz", x=x, y=(x[..., 0] > 0.5).astype(np.int64))
    facts = prepare({"source": f"file:{tmp_path / 'masks.npz'}", "target_kind": "classes"}).facts
    assert facts.classes == 2 and facts.target_shape == (4, 4)


def test_a_file_with_only_samples_and_test_samples_is_understood():
    assert prepare({"source": "builtin:shapes"}).facts.target == "=next"
