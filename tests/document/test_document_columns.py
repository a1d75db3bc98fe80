"""Can a drawing begin with the columns of a table, and does it train, answer and become code?"""

import json
import runpy
from dataclasses import asdict

import numpy as np
import pytest

from designer.document import edits, files
from designer.document.analysis import analyse
from designer.document.build import build, code
from designer.document.fitting import misfits
from designer.document.values import Document, Wire
from engine import feature_column as fc
from engine.data import prepare
from engine.errors import DesignError
from engine.layers import Dense, DenseFeatures
from engine.worker import runner
from engine.worker.jobs import Control, Job, training


@pytest.fixture(autouse=True)
def made_up_layers():
    """These tests take the engine's layers, not the made-up ones."""


def columns():
    age = fc.numeric_column("Age", normalizer_fn=fc.Standardize(29.7, 14.5))
    buckets = fc.bucketized_column(fc.numeric_column("Age"), [18, 40])
    sex = fc.categorical_column_with_vocabulary_list("Sex", ["male", "female"])
    cabin = fc.categorical_column_with_hash_bucket("Cabin", 32)
    return [
        age,
        buckets,
        fc.indicator_column(sex),
        fc.embedding_column(cabin, 2),
        fc.indicator_column(fc.crossed_column([buckets, "Sex"], 15)),
    ]


@pytest.fixture
def document():
    described = [fc.serialize(column) for column in columns()]
    drawn = edits.add_node(Document(name="Titanic"), "DenseFeatures", 0, 0, id="n1")
    drawn = edits.set_parameter(drawn, "n1", "feature_columns", described)
    drawn = edits.add_node(drawn, "Dense", 200, 0, {"units": 1, "activation": "sigmoid"}, id="n2")
    drawn = edits.connect(drawn, Wire("n1", 0, "n2", 0))
    drawn = edits.set_data(drawn, source="builtin:titanic")
    return edits.set_training(drawn, loss="binary_crossentropy", epochs=2, metrics=("accuracy",))


def test_columns_tell_their_shape_and_weights(document):
    analysis = analyse(document)
    assert analysis.is_trainable and not analysis.problems
    facts = analysis.facts["n1"]
    assert facts.outputs[0].shape == (None, 1 + 3 + 2 + 2 + 15)
    assert facts.parameters == 32 * 2 and set(facts.reads) == {"Age", "Sex", "Cabin"}
    assert not misfits(document, analysis, prepare({"source": "builtin:titanic"}).facts)


def test_a_layer_without_columns_asks_for_them():
    drawn = edits.add_node(Document(), "DenseFeatures")
    (problem,) = analyse(drawn).problems
    assert problem.field == "feature_columns" and problem.severity == "error"


def test_a_drawing_with_columns_is_kept(document, tmp_path):
    files.write(document, tmp_path / "titanic.loom")
    assert files.read(tmp_path / "titanic.loom") == document


def test_a_column_that_means_nothing_is_refused(document):
    described = [fc.serialize(fc.numeric_column("Age"))] * 2
    with pytest.raises(DesignError, match="two columns called 'Age'"):
        edits.set_parameter(document, "n1", "feature_columns", described)


def test_two_layers_that_read_one_column_share_its_input(document):
    again = edits.add_node(document, "DenseFeatures", 0, 200, id="n3")
    described = [fc.serialize(fc.numeric_column("Age"))]
    again = edits.set_parameter(again, "n3", "feature_columns", described)
    again = edits.add_node(again, "Concatenate", 300, 0, id="n4")
    again = edits.connect(again, Wire("n2", 0, "n4", 0))
    again = edits.connect(again, Wire("n3", 0, "n4", 1))
    assert build(again).input_names == ["Age", "Cabin", "Sex"]


def job_of(document, folder):
    data = {name: getattr(document.data, name) for name in asdict(prepare(SOURCE).settings)}
    model = build(document).get_config()
    job = Job("Titanic", model, data, training(document.training), folder=str(folder))
    return Job.from_json(json.loads(json.dumps(job.to_json())))


SOURCE = {"source": "builtin:titanic"}


def tell(kind, **values):
    """Nobody listens."""


def test_a_drawing_with_columns_trains_and_answers(document, tmp_path):
    job = job_of(document, tmp_path / "run")
    outcome = runner.train(job, tell, Control())
    assert outcome.reason == "finished" and np.isfinite(outcome.logs["val_loss"])
    evaluation = runner.evaluate(job, tell)
    assert 0.3 < evaluation.logs["accuracy"] <= 1
    test = prepare(SOURCE).data.table.iloc[-179:]
    test.drop(columns="Survived").to_csv(tmp_path / "new.csv", index=False)
    answers = runner.predict(job, str(tmp_path / "new.csv"), tell).outputs
    np.testing.assert_allclose(answers, runner.predict(job, "", tell).outputs, rtol=1e-6)


def test_an_input_may_stand_beside_the_columns(document, tmp_path):
    both = edits.add_node(document, "Input", 0, 300, {"shape": [15]}, id="n5")
    both = edits.add_node(both, "Concatenate", 100, 300, id="n6")
    both = edits.disconnect(both, [Wire("n1", 0, "n2", 0)])
    for wire in (Wire("n5", 0, "n6", 0), Wire("n1", 0, "n6", 1), Wire("n6", 0, "n2", 0)):
        both = edits.connect(both, wire)
    outcome = runner.train(job_of(both, tmp_path / "run"), tell, Control())
    assert outcome.reason == "finished"


def test_columns_of_other_data_are_refused_before_training(document, tmp_path):
    iris = edits.set_data(document, source="builtin:iris")
    with pytest.raises(DesignError, match="Iris has no column 'Age', which 'dense_features'"):
        runner.train(job_of(iris, tmp_path / "run"), tell, Control())


def test_columns_become_a_program_for_the_engine(document, tmp_path):
    (tmp_path / "program.py").write_text(code(document, "engine"), encoding="utf-8")
    model = runpy.run_path(str(tmp_path / "program.py"))["build_model"]()
    mine = build(document)
    assert model.input_names == mine.input_names
    layer = next(layer for layer in model.layers if isinstance(layer, DenseFeatures))
    assert [fc.serialize(column) for column in layer.feature_columns] == [
        fc.serialize(column) for column in DenseFeatures(columns()).feature_columns
    ]
    assert [type(layer) for layer in model.layers][-1] is Dense


def test_for_keras_3_the_columns_are_written_out_as_numpy(document):
    text = code(document, "keras")
    assert "feature_column" not in text and "import numpy as np" in text
    assert "feature_column" in code(document, "tf_keras")
