"""Does `summary` print what Keras prints?"""

import importlib
import re
from pathlib import Path

import pytest
from golden.summary_cases import CASES, chain, printed

import engine
from engine import layers
from engine.errors import DesignError

GOLDEN = Path(__file__).parents[1] / "golden" / "summaries.txt"


@pytest.fixture(scope="module")
def golden():
    parts = re.split(r"^# (\w+)\n", GOLDEN.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def lines_of(text):
    return text.strip("\n").split("\n")


@pytest.mark.parametrize("name", CASES)
def test_summary_prints_what_keras_prints(name, golden):
    engine.clear_session()
    assert lines_of(CASES[name](engine)) == lines_of(golden[name])


@pytest.mark.reference
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CASES)
def test_golden_summaries_are_those_of_the_keras_that_is_installed(name, golden):
    keras = importlib.import_module("tf_keras")
    keras.backend.clear_session()
    assert lines_of(CASES[name](keras)) == lines_of(golden[name])


def test_without_a_function_the_summary_goes_to_the_screen(capsys):
    model = chain(engine)
    model.summary()
    shown = capsys.readouterr().out
    assert lines_of(shown) == lines_of(printed(model))


def test_a_model_without_shapes_has_no_summary():
    with pytest.raises(DesignError, match="has not been built yet"):
        engine.Sequential([engine.layers.Dense(2)]).summary()


def test_a_range_without_such_a_layer_is_refused():
    with pytest.raises(DesignError):
        chain(engine).summary(layer_range=["nothing", "flat"])


def test_a_model_is_drawn_into_a_picture(tmp_path):
    a, b = layers.Input((4,), name="a"), layers.Input((4,), name="b")
    both = layers.Concatenate()([layers.Dense(3, activation="relu")(a), b])
    model = engine.Model([a, b], layers.Dense(2)(both))
    plain = engine.utils.plot_model(model, tmp_path / "plain.png")
    told = engine.utils.plot_model(
        model, tmp_path / "told.png", show_shapes=True, show_layer_names=True,
        show_layer_activations=True, show_dtype=True, show_trainable=True, dpi=192,
    )  # fmt: skip
    assert plain.size[0] < told.size[0] and plain.size[1] < told.size[1]
    across = engine.utils.plot_model(model, tmp_path / "across.png", rankdir="LR")
    assert across.size[0] > plain.size[0] and across.size[1] < plain.size[1]
    assert len(told.getcolors(100_000)) > 3 and (tmp_path / "told.png").stat().st_size > 1000
    with pytest.raises(DesignError, match="nothing to draw"):
        engine.utils.plot_model(engine.Sequential([layers.Dense(2)]), tmp_path / "no.png")
