"""Does a layer written in Python work, and does nobody's code run before its user has agreed?"""

import json
import subprocess
import sys

import document_laws as laws
import numpy as np
import pytest

from designer.document import build, edits, files, grouping, kinds
from designer.document.analysis import analyse, forget_traces
from designer.document.sheets import put_back
from designer.document.starting import EXAMPLE
from designer.document.values import Document, FrozenDict
from designer.runs.jobs import make_job
from engine import export, patience, written
from engine.errors import DesignError
from engine.worker import runner, trial
from engine.worker.jobs import Job

CELL = '''from engine import layers, ops


class Mean(layers.Layer):
    """Remembers the mean of what it has seen."""

    state_size = 3

    def call(self, inputs, states):
        mean = 0.5 * inputs + 0.5 * states[0]
        return mean, [mean]
'''


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    """A user who has agreed to nothing yet."""
    monkeypatch.setattr(written, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(written, "_agreed", set())
    forget_traces()
    yield tmp_path
    forget_traces()


@pytest.fixture
def drawn() -> Document:
    document = edits.add_node(Document(name="Own"), "Input", parameters={"shape": [3]})
    document = edits.add_after(document, "n1", 0, "new:code", 300, 0)
    return edits.add_after(document, "n2", 0, "Dense", 600, 0, {"units": 2})


def telltale(own_folder) -> str:
    """A layer whose text leaves a trace when it is run, however it got past the rules."""
    return EXAMPLE.replace(
        "class MyLayer",
        f"import numpy\nnumpy.save({str(own_folder / 'ran.npy')!r}, 1)\n\n\nclass MyLayer",
    )


def test_a_written_layer_is_analysed_built_and_kept_like_any_other(drawn):
    laws.check(drawn)
    analysis = analyse(drawn)
    assert not analysis.problems and analysis.facts["n2"].parameters == 6
    again = files.from_text(files.to_json(drawn), "x.loom")
    scaled = edits.set_parameter(again, "n2", "start", 3.0)
    laws.check(scaled)
    model = build.build(edits.remove(scaled, ["n3"]))
    x = np.array([[1, 2, 3]], "f")
    np.testing.assert_array_equal(np.asarray(model.predict(x, verbose=0)), 3 * x)


def test_a_drawing_with_written_parts_leaves_as_programs_that_hold_their_classes(drawn):
    scaled = edits.set_parameter(drawn, "n2", "start", 3.0)
    for target in ("engine", "keras", "tf_keras", "notebook"):
        text = build.code(scaled, target)
        assert "class MyLayer(layers.Layer):" in text and "MyLayer(start=3.0, name=" in text
        assert not export.refusals(build.build(scaled), target)
    assert 'self.add_weight(name="scale", shape=size, initializer="ones")' in build.code(
        scaled, "keras"
    )


def test_code_of_a_project_runs_nowhere_before_its_user_agrees(drawn, own_folder):
    source = telltale(own_folder)
    document = put_back(drawn, grouping.set_source(drawn, "b1", source))
    document = files.from_text(files.to_json(document), "x.loom")
    (problem,) = analyse(document).errors
    assert problem.node == "n2" and "before you agree" in str(problem.error)
    with pytest.raises(DesignError, match="before you agree"):
        build.build(document)
    job = make_job(drawn, "own")
    with pytest.raises(DesignError, match="before you agree"):
        runner.build(Job(job.name, job.model, job.data, job.training, code=(source,)), None, None)
    assert not (own_folder / "ran.npy").exists()
    written.allow(source)
    forget_traces()
    assert not analyse(document).problems and (own_folder / "ran.npy").exists()
    # Another text is another agreement, and this one is kept for the next start.
    written._agreed.clear()
    assert written.is_allowed(source) and not written.is_allowed(source + " ")


def test_the_command_line_runs_code_only_when_told_to(drawn, own_folder, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(own_folder))
    document = put_back(drawn, grouping.set_source(drawn, "b1", telltale(own_folder)))
    path = own_folder / "own.loom"
    files.write(document, path)
    command = [sys.executable, "-m", "designer", "check", str(path), "--json", "--quiet"]
    refused = subprocess.run(command, capture_output=True, text=True)
    assert refused.returncode == 1 and not (own_folder / "ran.npy").exists()
    allowed = subprocess.run([*command, "--allow-code"], capture_output=True, text=True)
    assert allowed.returncode == 0, allowed.stdout + allowed.stderr
    assert (own_folder / "ran.npy").exists()


def test_a_written_cell_goes_into_the_slot_of_a_recurrent_layer(drawn):
    document = grouping.set_source(drawn, "b1", CELL)
    assert document.blocks["b1"].kind == "cell" and document.blocks["b1"].name == "Mean"
    document = edits.remove(put_back(drawn, document), ["n1", "n2", "n3"])
    document = edits.add_node(document, "Input", parameters={"shape": [4, 3]})
    cell = {"cell": {"type": "block:b1"}}
    document = edits.add_after(document, "n1", 0, "RNN", 0, 0, cell)
    laws.check(document)
    assert "before you agree" in str(analyse(document).errors[0].error)
    written.allow(CELL)
    forget_traces()
    assert analyse(document).facts["n2"].outputs[0].shape == (None, 3)
    x = np.ones((1, 4, 3), "f")
    outputs = np.asarray(build.build(document).predict(x, verbose=0))
    np.testing.assert_allclose(outputs, np.full((1, 3), 1 - 0.5**4))


def test_rewriting_a_layer_takes_values_it_has_no_parameter_for(drawn):
    document = edits.set_parameter(drawn, "n2", "start", 2.0)
    source = EXAMPLE.replace("start", "begin")
    document = put_back(document, grouping.set_source(document, "b1", source))
    laws.check(document)
    assert not document.nodes["n2"].parameters


@pytest.mark.parametrize(
    "source, words",
    [
        ("class A(", "Line 1 cannot be read"),
        ("x = 1", "has no class"),
        ("class A:\n    pass", r"no call\(self, inputs\)"),
        ("import os\nclass A:\n    def call(self, x): return x", "Line 1 imports os"),
        ("class A:\n    def call(self, x): return eval('x')", "Line 2 uses eval"),
        (
            "class A:\n    def __init__(self, a=print()): pass\n    def call(self, x): return x",
            "must be a plain value",
        ),
    ],
)
def test_what_is_no_layer_is_told_with_its_line(source, words):
    with pytest.raises(DesignError, match=words):
        written.outline(source)


def test_a_trial_tells_shapes_or_what_fails():
    assert trial.tried(EXAMPLE, {}, [[None, 5]]) == [[None, 5]]
    broken = EXAMPLE.replace("self.shift\n", "self.nothing\n", 1)
    with pytest.raises(DesignError, match="code of MyLayer fails: AttributeError"):
        trial.tried(broken, {}, [[None, 5]])


def test_a_damaged_text_in_a_file_is_refused_with_its_place(drawn):
    record = json.loads(files.to_json(drawn))
    record["blocks"][0]["source"] = "class A("
    with pytest.raises(files.ProjectError, match="block 'MyLayer', source: Line 1"):
        files.from_text(json.dumps(record), "x.loom")


ARGUMENTS = '''from engine import layers


class Typed(layers.Layer):
    """Takes arguments of all kinds."""

    def __init__(
        self, units: int, rate=0.5, flag=True, word="a", sizes=(1, 2), more=None, **options
    ):
        super().__init__(**options)

    def call(self, inputs):
        return inputs
'''


def test_arguments_are_edited_as_what_they_are(drawn):
    document = put_back(drawn, grouping.set_source(drawn, "b1", ARGUMENTS))
    fields = kinds.of(document, document.nodes["n2"]).fields
    editors = {name: field.editor for name, field in fields.items()}
    assert editors == {
        "units": "integer", "rate": "float", "flag": "boolean", "word": "text",
        "sizes": "numbers", "more": "json",
    }  # fmt: skip
    for name, good, bad in (
        ("units", 3, "three"), ("rate", 2, True), ("flag", False, 3), ("word", "b", 4),
        ("sizes", [3, 4], ["x"]), ("more", {"a": [1]}, float("nan")),
    ):  # fmt: skip
        changed = edits.set_parameter(document, "n2", name, good)
        laws.check(changed)
        assert type(changed.nodes["n2"].parameters[name]) in (type(good), tuple, FrozenDict)
        with pytest.raises(DesignError):
            edits.set_parameter(document, "n2", name, bad)


@pytest.mark.parametrize("where", ["__init__", "call", "module"])
def test_a_loop_without_end_is_stopped_with_its_line(drawn, where, monkeypatch):
    monkeypatch.setattr(patience, "MOST", 0.2)
    endless = "while True:\n            pass\n"
    if where == "module":
        source = EXAMPLE + "\n\nwhile True:\n    pass\n"
    elif where == "call":
        source = EXAMPLE.replace("return inputs *", f"{endless}        return inputs *")
    else:
        source = EXAMPLE.replace("self.start = start", f"{endless}        self.start = start")
    document = put_back(drawn, grouping.set_source(drawn, "b1", source))
    written.allow(source)
    (problem,) = analyse(document).errors[:1]
    assert "does not come to an end" in str(problem.error)
    with pytest.raises(DesignError, match="does not come to an end"):
        trial.tried(source, {}, [[None, 5]])


def test_a_trial_tells_the_line_that_fails():
    broken = EXAMPLE.replace("self.shift\n", "self.nothing\n", 1)
    with pytest.raises(DesignError) as caught:
        trial.tried(broken, {}, [[None, 5]])
    line = next(n for n, text in enumerate(broken.splitlines(), 1) if "self.nothing" in text)
    assert caught.value.values["line"] == line
