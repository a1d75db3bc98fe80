"""Can scripts rely on the command line: what it prints, what it leaves, how it exits?"""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from designer import VERSION, cli
from designer.document import edits, files
from designer.document.values import Document, Wire

ROOT = Path(__file__).parents[2]


def drawing(units=10, **training):
    document = Document(name="digits")
    parts = [
        ("Input", {"shape": [8, 8, 1]}),
        ("Flatten", {}),
        ("Dense", {"units": units, "activation": "softmax"}),
    ]
    for number, (kind, parameters) in enumerate(parts, 1):
        document = edits.add_node(document, kind, 0.0, 0.0, parameters, id=f"n{number}")
        if number > 1:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    document = edits.set_data(document, source="builtin:digits")
    return edits.set_training(document, epochs=2, learning_rate=0.01, **training)


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "digits.loom"
    files.write(drawing(), path)
    return str(path)


@pytest.fixture
def run(capsys, qapp):
    """Run a command. Returns the exit code and what it wrote."""

    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


def test_check_lists_layers_and_finds_nothing_wrong(run, project):
    code, out, _ = run("check", project)

    assert code == 0
    assert "(None, 64)" in out
    assert "650 parameters" in out
    assert "No problems." in out


def test_check_finds_what_does_not_fit_the_data(run, tmp_path):
    path = tmp_path / "wrong.loom"
    files.write(drawing(units=9), path)

    code, out, _ = run("check", path, "--json")

    told = json.loads(out)
    assert code == 1
    assert not told["ok"]
    assert told["problems"][0]["layer"] == "dense"
    assert "there are 10 classes" in told["problems"][0]["what"]


def test_train_evaluate_predict_in_a_row(run, project, tmp_path):
    code, out, err = run("train", project)
    assert code == 0
    assert "Finished after 2 epochs" in out
    assert "epoch 2/2" in err

    code, out, _ = run("evaluate", project, "--json")
    measured = json.loads(out)
    assert code == 0
    assert np.array(measured["confusion"]).sum() == 300
    assert measured["wrong"] == 300 - np.trace(measured["confusion"])

    np.savez(tmp_path / "new.npz", x=np.zeros((4, 8, 8), np.uint8))
    answers = tmp_path / "answers.csv"
    code, out, _ = run("predict", project, "--input", tmp_path / "new.npz", "-o", answers)
    rows = list(csv.DictReader(answers.read_text().splitlines()))
    assert code == 0
    assert len(rows) == 4
    assert rows[0]["class"] in "0123456789"
    assert sum(float(rows[0][f"output_{n}"]) for n in range(10)) == pytest.approx(1, abs=1e-4)


def test_json_holds_the_result_and_nothing_else(run, project, tmp_path):
    code, out, err = run("train", project, "--json", "--quiet", "--out", tmp_path / "run")

    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["reason"] == "finished"
    assert set(told["logs"]) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert Path(told["weights"]).is_file()


def test_options_take_the_place_of_the_projects_settings(run, project, tmp_path):
    code, out, _ = run(
        "train", project, "--epochs", 1, "--batch-size", 64, "--optimizer", "SGD",
        "--learning-rate", 0.5, "--validation", 0, "--seed", 3, "--out", tmp_path / "run", "--json",
    )  # fmt: skip

    kept = json.loads((tmp_path / "run" / "settings.json").read_text())["job"]["training"]
    assert code == 0
    assert kept["epochs"] == 1
    assert (kept["optimizer"], kept["learning_rate"], kept["seed"]) == ("SGD", 0.5, 3)
    assert set(json.loads(out)["logs"]) == {"loss", "accuracy"}


def test_answers_go_to_stdout_or_into_arrays(run, project, tmp_path):
    run("train", project)

    code, out, _ = run("predict", project)
    assert code == 0
    assert len(out.splitlines()) == 301

    code, _, _ = run("predict", project, "--output", tmp_path / "answers.npz")
    with np.load(tmp_path / "answers.npz") as arrays:
        assert arrays["outputs"].shape == (300, 10)
        assert arrays["class_names"][3] == "3"


def test_export_writes_a_program_and_its_weights(run, project, tmp_path):
    code, out, _ = run("export", project, "--to", "keras")
    assert code == 0
    compile(out, "exported", "exec")

    run("train", project)
    options = ("--target", "engine", "-o", tmp_path / "out", "--verify", "--layers", "--json")
    code, out, _ = run("export", project, *options)
    told = json.loads(out)
    assert code == 0 and told["ok"] and told["trained"]
    assert all(Path(file).exists() for file in told["files"])
    assert told["proof"]["largest"] == 0 and told["proof"]["layers"]


def test_report_tells_of_the_network_on_one_page(run, project, tmp_path):
    run("train", project)
    code, out, _ = run("report", project, "-o", tmp_path / "page.html", "--json")
    assert code == 0 and json.loads(out)["trained"]
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<svg class="drawing"' in text and "val_loss" in text and 'class="matrix"' in text
    document = files.read(project)
    rate = f"<td>learning_rate</td><td>{document.training.learning_rate}</td>"
    files.write(edits.set_training(document, learning_rate=0.5), project)
    assert run("report", project, "-o", tmp_path / "later.html")[0] == 0
    assert rate in (tmp_path / "later.html").read_text(encoding="utf-8"), "as the run was trained"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "/nowhere.loom"), 1, "nowhere.loom"),
        (("evaluate", "PROJECT"), 1, "has not been trained yet"),
        (("predict", "PROJECT", "--run", "/nowhere"), 1, "missing or damaged"),
        (("train", "PROJECT", "--data", "/nowhere.npz"), 1, "There is no file"),
        (("train", "PROJECT", "--data", "builtin:minst"), 1, "Did you mean mnist?"),
        (("train", "PROJECT", "--data", "builtin:titanic"), 1, "has the shape (15,)"),
        (("train", "PROJECT", "--loss", "sparse_crossentropy"), 1, "Did you mean"),
        (("train", "PROJECT", "--epochs", "0"), 1, "at least 1"),
        (("train", "PROJECT", "--resume"), 1, "no interrupted run"),
        (("export", "PROJECT", "--to", "caffe"), 1, "caffe"),
    ],
)
def test_faults_are_told_on_stderr_with_exit_code_one(run, project, arguments, code, said):
    arguments = [project if argument == "PROJECT" else argument for argument in arguments]

    ended, out, err = run(*arguments)

    assert ended == code
    assert said in err
    assert out == ""


@pytest.mark.parametrize(
    "arguments", [["train"], ["train", "x", "--epochs", "many"], ["--wrong"], ["check", "--what"]]
)
def test_a_wrong_command_line_is_exit_code_two(run, arguments):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)

    assert caught.value.code == 2


def test_help_tells_commands_and_exit_codes(run, capsys):
    with pytest.raises(SystemExit) as caught:
        run("--help")

    text = capsys.readouterr().out
    assert caught.value.code == 0
    for word in ("check", "train", "evaluate", "predict", "export", "demo", "Exit codes"):
        assert word in text


def test_the_version_is_told(run, capsys):
    with pytest.raises(SystemExit) as ended:
        run("--version")
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Layerloom {VERSION}\n"


def test_a_name_that_is_no_command_and_no_file_is_told(run):
    code, _, err = run("trian")

    assert code == 2
    assert "neither a project file nor a command" in err


def test_a_diverging_training_is_exit_code_three(run, tmp_path):
    document = edits.set_parameter(drawing(), "n3", "units", 1)
    document = edits.set_parameter(document, "n3", "activation", "linear")
    document = edits.set_data(document, target_kind="numbers")
    path = tmp_path / "numbers.loom"
    files.write(edits.set_training(document, loss="mse", metrics=["mae"], optimizer="SGD"), path)

    code, _, err = run("train", path, "--learning-rate", 1000)

    assert code == 3
    assert "The loss became" in err
    assert "Lower the learning rate from 1000 to 100." in err


def test_ctrl_c_stops_keeps_and_can_be_resumed(run, project, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "designer", "train", project, "--epochs", "100000"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stderr:
        if line.startswith("epoch 2/"):
            break
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)

    assert process.returncode == 130
    assert time.monotonic() - begin < 5
    assert "Stopped after" in out
    (folder,) = (tmp_path / "digits.runs").iterdir()
    settings = json.loads((folder / "settings.json").read_text())
    done = len((folder / "history.csv").read_text().splitlines()) - 1
    settings["job"]["training"]["epochs"] = done + 1
    (folder / "settings.json").write_text(json.dumps(settings))

    code, out, _ = run("train", project, "--resume")
    assert code == 0
    assert f"Finished after {done + 1} epochs" in out


def test_a_reader_that_goes_away_is_no_fault(project):
    done = subprocess.run(
        f"{sys.executable} -m designer export {project} | head -n 1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ},
    )

    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_frozen_program_becomes_its_own_worker():
    done = subprocess.run(
        [sys.executable, "-m", "designer", "--layerloom-worker"],
        cwd=ROOT,
        input=b"",
        capture_output=True,
        timeout=60,
    )

    assert done.returncode == 0
    assert done.stdout.startswith(b"LLw1")
