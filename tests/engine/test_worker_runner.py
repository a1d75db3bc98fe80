"""Does a job do what it says: train, stop, resume as if it had never stopped, tell NaN, answer?"""

import json

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine import layers
from engine.errors import DesignError
from engine.models import Model
from engine.worker import checkpoints, reporter, runner
from engine.worker.folders import RunFolder, list_runs, new_folder
from engine.worker.jobs import Control, Job, training


def digits(folder, rate=0.3, **settings):
    x = layers.Input((8, 8, 1), name="pixels")
    y = layers.Flatten(name="flat")(x)
    y = layers.Dense(16, activation="relu", name="hidden")(y)
    y = layers.Dropout(rate, name="dropout")(y)
    y = layers.Dense(10, activation="softmax", name="digit")(y)
    chosen = {"epochs": 4, "learning_rate": 0.01, "seed": 7, **settings}
    data = {"source": "builtin:digits"}
    return Job("digits", Model(x, y).get_config(), data, training(chosen), str(folder))


class Events(list):
    """What a run tells; `when` may act on an event."""

    def __init__(self, when=lambda kind, values: None):
        super().__init__()
        self.when = when

    def __call__(self, kind, arrays=None, **values):
        self.append((kind, values))
        self.when(kind, values)

    def kinds(self):
        return [kind for kind, _ in self]


def weights_of(job):
    return checkpoints.read(RunFolder(job.folder).checkpoint).weights


def test_a_training_tells_its_course_and_leaves_its_files(tmp_path):
    job, events = digits(tmp_path / "run", epochs=2), Events()

    outcome = runner.train(job, events, Control())

    assert outcome.reason == "finished"
    assert outcome.logs["val_accuracy"] > 0.6
    kinds = events.kinds()
    assert kinds[0] == "preparing"
    assert [kind for kind in kinds if kind in ("started", "epoch", "saved", "finished")] == [
        "started", "epoch", "saved", "epoch", "saved", "finished",
    ]  # fmt: skip
    folder = RunFolder(job.folder)
    assert [row["epoch"] for row in folder.history()] == [1, 2]
    assert folder.history()[1]["loss"] == pytest.approx(outcome.logs["loss"], rel=1e-6)
    assert folder.job() == job
    assert {path.name for path in folder.path.iterdir()} == {
        "settings.json", "history.csv", "weights.safetensors", "checkpoint.safetensors",
        "outcome.json",
    }  # fmt: skip


def test_the_same_seed_gives_the_same_numbers(tmp_path):
    first, second, other = (
        runner.train(digits(tmp_path / name, seed=seed, epochs=1), Events(), Control()).logs
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )

    assert first == second
    assert first != other


def test_a_resumed_training_goes_on_as_if_it_had_never_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(reporter, "PERIOD", 0.0)  # every batch is told
    through, stopped = digits(tmp_path / "through"), digits(tmp_path / "stopped")
    expected = runner.train(through, Events(), Control())
    control = Control()

    def stop_in_third_epoch(kind, values):
        if kind == "batch" and values["epoch"] == 2:
            control.stop()

    broken_off = runner.train(stopped, Events(stop_in_third_epoch), control)
    resumed = Job.from_json({**stopped.to_json(), "resume": True})
    events = Events()
    outcome = runner.train(resumed, events, Control())

    assert (broken_off.reason, broken_off.epochs) == ("stopped", 2)
    assert dict(events)["started"]["epoch"] == 2
    assert outcome.logs == expected.logs
    for left, right in zip(weights_of(through), weights_of(stopped), strict=True):
        assert np.array_equal(left, right)
    assert [row["epoch"] for row in RunFolder(stopped.folder).history()] == [1, 2, 3, 4]


def test_early_stopping_counts_on_after_a_pause_of_days(tmp_path):
    settings = {
        "epochs": 30, "early_stopping": True, "patience": 2, "learning_rate": 0.05,
        "monitor": "val_loss",
    }  # fmt: skip
    through, stopped = digits(tmp_path / "a", **settings), digits(tmp_path / "b", **settings)
    expected = runner.train(through, Events(), Control())
    control = Control()

    def stop_before_the_end(kind, values):
        if kind == "saved" and values["epoch"] == expected.epochs - 1:
            control.stop()

    runner.train(stopped, Events(stop_before_the_end), control)
    outcome = runner.train(
        Job.from_json({**stopped.to_json(), "resume": True}), Events(), Control()
    )

    assert expected.reason == outcome.reason == "early"
    assert outcome.epochs == expected.epochs
    for name in ("a", "b"):
        summary = RunFolder(tmp_path / name).summary()
        assert summary.reason == "early"
    files = [(tmp_path / name / "weights.safetensors").read_bytes() for name in ("a", "b")]
    assert files[0] == files[1]


def test_the_same_training_writes_the_same_bytes(tmp_path):
    job = digits(tmp_path / "run", epochs=1, early_stopping=True)
    runner.train(job, Events(), Control())
    folder = RunFolder(job.folder)
    kept = checkpoints.read(folder.checkpoint)
    model = runner.trained(job, runner.prepare(job.data), Events())

    # A dozen times, since what a library orders at random is often right by chance.
    for place in range(12):
        kept.write(tmp_path / f"checkpoint{place}")
        model.save_weights(tmp_path / f"weights{place}.safetensors")

    for written, pattern in ((folder.checkpoint, "checkpoint*"), (folder.weights, "weights*")):
        assert {path.read_bytes() for path in tmp_path.glob(pattern)} == {written.read_bytes()}


def test_a_checkpoint_of_an_older_version_is_read(tmp_path):
    kept = checkpoints.Checkpoint(3, [np.ones((2, 1), np.float32)], [], [], {"learning_rate": 0.5})
    state = {"epoch": 3, "shapes": {"weights": [[2, 1]], "optimizer": [], "best": []}}
    state["learning_rate"] = 0.5
    metadata = {"version": "1", "state": json.dumps(state)}
    save_file({"weights/00000": kept.weights[0]}, tmp_path / "old", metadata)

    read = checkpoints.read(tmp_path / "old")

    assert (read.epoch, read.state) == (3, kept.state)
    assert np.array_equal(read.weights[0], kept.weights[0])


def test_a_diverging_loss_stops_the_run_with_the_reason(tmp_path):
    job = digits(tmp_path / "run", learning_rate=1e30, optimizer="SGD")
    events = Events()

    outcome = runner.train(job, events, Control())

    assert outcome.reason == "diverged"
    assert "The loss became" in str(outcome.error)
    assert "Lower the learning rate" in str(outcome.error)
    assert outcome.error.repairs[0].arguments["learning_rate"] == pytest.approx(1e29)
    assert dict(events)["finished"]["error"]["repairs"]


def test_unscaled_data_are_named_as_the_cause(tmp_path):
    job = digits(tmp_path / "run", learning_rate=1e30, optimizer="SGD")
    np.savez(tmp_path / "own.npz", x=1000.0 * np.ones((200, 8, 8, 1)), y=np.arange(200) % 10)
    data = {"source": f"file:{tmp_path / 'own.npz'}", "scale": "none"}

    outcome = runner.train(Job.from_json({**job.to_json(), "data": data}), Events(), Control())

    assert "reach up to 1000" in str(outcome.error)
    assert outcome.error.repairs[0].action == "set_data"


def test_pausing_holds_the_run_and_the_clock(tmp_path):
    control, paused = Control(), []

    def pause_once(kind, values):
        if kind == "epoch" and not paused:
            control.pause()
        if kind == "paused":
            paused.append(kind)
            control.tune(0.5)
            control.resume()

    events = Events(pause_once)
    outcome = runner.train(digits(tmp_path / "run", epochs=2), events, control)

    assert outcome.reason == "finished"
    assert events.kinds().count("paused") == events.kinds().count("resumed") == 1
    assert dict(events)["tuned"]["learning_rate"] == 0.5
    assert RunFolder(tmp_path / "run").history()[1]["learning_rate"] == 0.5


def test_a_network_that_does_not_fit_the_data_is_refused_before_it_begins(tmp_path):
    job = digits(tmp_path / "run")
    wrong = Job.from_json({**job.to_json(), "data": {"source": "builtin:titanic"}})

    with pytest.raises(DesignError, match=r"has the shape \(15,\)"):
        runner.train(wrong, Events(), Control())
    assert not (tmp_path / "run").exists()


def test_unknown_settings_of_an_optimizer_are_told(tmp_path):
    job = digits(tmp_path / "run", optimizer_parameters={"beta_9": 1.0})

    with pytest.raises(DesignError, match="Adam"):
        runner.train(job, Events(), Control())


def test_a_trained_network_is_measured_on_the_test_samples(tmp_path):
    job = digits(tmp_path / "run", epochs=3)
    runner.train(job, Events(), Control())

    evaluation = runner.evaluate(job, Events())

    matrix = evaluation.arrays["confusion"]
    truth, predicted = evaluation.arrays["truth"], evaluation.arrays["predicted"]
    wrong = int((truth != predicted).sum())
    assert matrix.sum() == 300
    assert evaluation.values["wrong"] == 300 - np.trace(matrix)
    assert np.trace(matrix) / 300 == pytest.approx(evaluation.logs["accuracy"])
    assert (truth != predicted)[:wrong].all()  # the wrong ones come first, the surest before
    sure = evaluation.arrays["probabilities"].max(axis=1)[:wrong]
    assert (np.diff(sure) <= 0).all()
    assert evaluation.arrays["pictures"].shape == (120, 8, 8)


def test_a_trained_network_answers_for_a_file(tmp_path):
    job = digits(tmp_path / "run", epochs=2)
    runner.train(job, Events(), Control())
    np.savez(tmp_path / "new.npz", x=np.full((5, 8, 8), 8, np.uint8))

    prediction = runner.predict(job, str(tmp_path / "new.npz"), Events())

    assert prediction.outputs.shape == (5, 10)
    assert prediction.confidence == pytest.approx(prediction.outputs.max(axis=1))
    assert len(runner.predict(job, "", Events()).outputs) == 300


def test_yes_or_no_from_a_table_and_numbers_from_arrays(tmp_path):
    x = layers.Input((15,))
    yes = Model(x, layers.Dense(1, activation="sigmoid")(x))
    chosen = training({"loss": "binary_crossentropy", "epochs": 1})
    job = Job("t", yes.get_config(), {"source": "builtin:titanic"}, chosen, str(tmp_path / "t"))
    runner.train(job, Events(), Control())
    table = runner.evaluate(job, Events())

    noise = np.random.default_rng(0).normal(size=(60, 3))
    np.savez(tmp_path / "n.npz", x=noise, y=noise.sum(axis=1))
    x = layers.Input((3,))
    number = Model(x, layers.Dense(1)(x))
    chosen = training({"loss": "mean_squared_error", "metrics": ["mae"], "epochs": 1})
    data = {"source": f"file:{tmp_path / 'n.npz'}"}
    job = Job("n", number.get_config(), data, chosen, str(tmp_path / "n"))
    runner.train(job, Events(), Control())
    numbers = runner.evaluate(job, Events())

    assert table.arrays["confusion"].shape == (2, 2)
    assert len(table.values["rows"]) == len(table.arrays["truth"])
    assert table.arrays["probabilities"].sum(axis=1) == pytest.approx(1)
    assert numbers.arrays["points"].shape == (12, 2)


def test_evaluating_before_training_says_what_to_do(tmp_path):
    with pytest.raises(DesignError, match="Train the network first"):
        runner.evaluate(digits(tmp_path / "none"), Events())


def test_a_damaged_checkpoint_is_told(tmp_path):
    job = digits(tmp_path / "run", epochs=1)
    runner.train(job, Events(), Control())
    RunFolder(job.folder).checkpoint.write_bytes(b"nothing")

    with pytest.raises(DesignError, match="missing or damaged"):
        runner.train(Job.from_json({**job.to_json(), "resume": True}), Events(), Control())


def test_past_runs_are_listed_newest_first_and_others_left_out(tmp_path):
    for name in ("a", "b"):
        RunFolder(tmp_path / name).begin(digits(tmp_path / name))
    (tmp_path / "holiday pictures").mkdir()
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "settings.json").write_text("[")

    runs = list_runs(tmp_path)

    assert [run.folder.name for run in runs] == ["b", "a"]
    assert runs[0].reason == "unfinished"
    assert not runs[0].can_resume
    assert list_runs(tmp_path / "nowhere") == []


def test_two_runs_of_one_second_have_two_folders(tmp_path):
    first = new_folder(tmp_path, "x")
    first.mkdir()

    assert new_folder(tmp_path, "x") != first


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(DesignError, match="cannot be written"):
        RunFolder(tmp_path / "file" / "run").begin(digits(tmp_path))
