"""Do callbacks stop, steer, save and print as Keras's do, and in Keras's order?"""

import json
import math
import re
import struct
from pathlib import Path

import numpy as np
import pytest
from golden import callback_cases as cases

import engine
from engine import layers, models, records
from engine.errors import DesignError
from engine.training import callbacks, optimizers, schedules

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "callbacks.json").read_text(encoding="utf-8")
)


def new_model():
    return cases.Model(optimizers.SGD(0.1))


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Everything that the callbacks do, by case."""
    return cases.everything(
        callbacks, callbacks.Progbar, new_model, tmp_path_factory.mktemp("saved"), engine, layers,
        models,
    )


def alike(ours, expected):
    if isinstance(expected, dict):
        return ours.keys() == expected.keys() and all(
            alike(ours[key], value) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return len(ours) == len(expected) and all(map(alike, ours, expected))
    if isinstance(expected, float):
        return math.isclose(ours, expected, rel_tol=1e-6)
    return ours == expected


@pytest.mark.parametrize("case", GOLDEN)
def test_what_a_callback_does_is_what_keras_s_does(case, played):
    assert alike(json.loads(json.dumps(played[case])), GOLDEN[case]), played[case]


@pytest.mark.reference
def test_what_callbacks_do_is_what_the_keras_installed_here_does(played):
    from golden import make_callbacks

    expected = make_callbacks.everything()
    assert [case for case in expected if not alike(played[case], expected[case])] == []


def test_a_list_puts_history_and_progress_after_the_user_s_callbacks():
    model, own = new_model(), callbacks.Callback()
    hooks = callbacks.CallbackList([own], True, True, model, epochs=1, steps=2, verbose=1)
    kinds = [type(one) for one in hooks]
    assert kinds == [callbacks.Callback, callbacks.History, callbacks.ProgbarLogger]
    assert own.model is model
    assert own.params == {"epochs": 1, "steps": 2, "verbose": 1}
    assert isinstance(model.history, callbacks.History)


def test_a_history_that_was_given_is_used():
    mine = callbacks.History()
    hooks = callbacks.CallbackList([mine, None], add_history=True, model=new_model())
    assert hooks.callbacks == [mine]
    assert hooks.model.history is mine


def test_batches_are_told_only_where_somebody_listens():
    class Silent(callbacks.Callback):
        pass

    class Older(callbacks.Callback):
        def on_batch_end(self, batch, logs=None):
            self.last = batch

    assert not callbacks.CallbackList([Silent()])._should_call_train_batch_hooks
    older = Older()
    hooks = callbacks.CallbackList([older])
    assert hooks._should_call_train_batch_hooks
    assert not hooks._should_call_test_batch_hooks
    hooks.on_train_batch_end(3)
    assert older.last == 3
    shown = {"add_progbar": True, "epochs": 1, "steps": 3}
    assert callbacks.CallbackList(verbose=1, **shown)._should_call_train_batch_hooks
    assert not callbacks.CallbackList(verbose=2, **shown)._should_call_train_batch_hooks
    lambdas = callbacks.LambdaCallback(on_train_batch_begin=lambda batch, logs: None)
    assert callbacks.CallbackList([lambdas])._should_call_train_batch_hooks


def test_what_one_callback_writes_into_the_logs_the_next_one_reads():
    model = new_model()
    plateau, history = callbacks.ReduceLROnPlateau(monitor="loss"), callbacks.History()
    hooks = callbacks.CallbackList([plateau, history], model=model)
    hooks.on_train_begin()
    hooks.on_epoch_end(0, {"loss": 1.0})
    assert history.history["lr"] == pytest.approx([0.1])
    assert history.epoch == [0]


def test_lambdas_are_called_at_their_hooks():
    heard = []
    callback = callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: heard.append((epoch, logs)),
        on_train_begin=lambda logs: heard.append("begin"),
        on_test_end=lambda logs: heard.append("tested"),
    )
    callback.on_train_begin({})
    callback.on_epoch_end(2, {"loss": 1.0})
    callback.on_test_end({})
    assert heard == ["begin", (2, {"loss": 1.0}), "tested"]


@pytest.mark.parametrize("loss, stops", [(1.0, False), (np.nan, True), (np.inf, True)])
def test_a_loss_that_is_no_number_ends_training(loss, stops, capsys):
    callback, model = callbacks.TerminateOnNaN(), new_model()
    callback.set_model(model)
    callback.on_train_batch_end(3, {"loss": loss})
    assert model.stop_training is stops
    assert ("Batch 3" in capsys.readouterr().out) is stops


def test_a_schedule_sets_the_rate_before_each_epoch(capsys):
    model = new_model()
    callback = callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5, verbose=1)
    rates = [logs["lr"] for logs in cases.epochs_of(callback, model, {"loss": [1.0, 1.0]})]
    assert rates == pytest.approx([0.05, 0.025])
    assert "Epoch 2: LearningRateScheduler setting learning rate to 0.025" in (
        capsys.readouterr().out
    )
    older = callbacks.LearningRateScheduler(lambda epoch: 0.5 / (epoch + 1))
    rates = [logs["lr"] for logs in cases.epochs_of(older, model, {"loss": [1.0, 1.0]})]
    assert rates == pytest.approx([0.5, 0.25])


def test_an_optimizer_without_a_rate_is_told():
    callback = callbacks.LearningRateScheduler(lambda epoch, rate: rate)
    callback.set_model(cases.Model(object()))
    with pytest.raises(DesignError, match="no learning rate"):
        callback.on_epoch_begin(0)


@pytest.mark.parametrize("value", [1, "fast", None])
def test_a_schedule_that_returns_no_float_is_told(value):
    callback = callbacks.LearningRateScheduler(lambda epoch, rate: value)
    callback.set_model(new_model())
    with pytest.raises(DesignError, match="decimal point"):
        callback.on_epoch_begin(0)


def test_a_rate_that_follows_a_schedule_cannot_be_reduced():
    rate = schedules.ExponentialDecay(0.1, 10, 0.5)
    model = cases.Model(optimizers.SGD(rate))
    callback = callbacks.ReduceLROnPlateau(monitor="loss", patience=1)
    with pytest.raises(DesignError, match="schedule"):
        list(cases.epochs_of(callback, model, {"loss": [1.0, 1.0, 1.0]}))


def test_a_number_that_is_not_there_is_told_in_the_log(caplog):
    callback = callbacks.EarlyStopping(monitor="val_los")
    callback.set_model(new_model())
    callback.on_epoch_end(0, {"loss": 1.0})
    assert "val_los" in caplog.text
    assert "loss" in caplog.text


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: callbacks.ReduceLROnPlateau(factor=1.0), "below 1"),
        (lambda: callbacks.ReduceLROnPlateau(speed=1.0), "speed"),
        (lambda: callbacks.ModelCheckpoint("a", save_freq="batch"), "save_freq"),
        (lambda: callbacks.ModelCheckpoint("a.keras", options=1), "options"),
        (lambda: callbacks.ProgbarLogger("epochs"), "count_mode"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(make, words):
    with pytest.raises(DesignError, match=words):
        make()


def test_a_checkpoint_path_names_what_the_epoch_brought(tmp_path):
    model = new_model()
    path = tmp_path / "{epoch:03d}-{val_loss:.2f}.keras"
    callback = callbacks.ModelCheckpoint(path)
    list(cases.epochs_of(callback, model, {"val_loss": [0.5, 0.25]}))
    assert model.saved == [["model", "001-0.50.keras"], ["model", "002-0.25.keras"]]


def test_a_checkpoint_path_that_names_nothing_known_is_told(tmp_path):
    callback = callbacks.ModelCheckpoint(tmp_path / "{val_los}.keras")
    with pytest.raises(DesignError, match="val_los.*val_loss"):
        list(cases.epochs_of(callback, new_model(), {"val_loss": [0.5]}))


def test_a_checkpoint_path_that_is_a_folder_is_told(tmp_path):
    callback = callbacks.ModelCheckpoint(tmp_path)
    with pytest.raises(DesignError, match="folder"):
        list(cases.epochs_of(callback, new_model(), {"val_loss": [0.5]}))


def test_evaluate_and_predict_show_progress_of_their_own(capsys):
    model = models.Sequential([layers.Dense(1, input_shape=(2,))])
    model.compile("sgd", "mse")
    x, y = np.ones((4, 2), np.float32), np.ones((4, 1), np.float32)
    model.evaluate(x, y, batch_size=2, verbose=1)
    assert "2/2 [==============================]" in capsys.readouterr().out
    model.predict(x, batch_size=2, verbose=1)
    assert "2/2 [==============================]" in capsys.readouterr().out
    model.fit(x, y, batch_size=2, epochs=2, validation_data=(x, y), verbose=2)
    out = capsys.readouterr().out
    assert re.match(r"Epoch 1/2\n2/2 - \d+s - loss: \d", out)
    assert "val_loss" in out
    model.fit(x, y, verbose=0)
    assert capsys.readouterr().out == ""


class Breaks(callbacks.Callback):
    """Ends the program, so to speak, in the middle of an epoch."""

    def on_train_batch_end(self, batch, logs=None):
        if self.model.optimizer.iterations.numpy() == 5:
            raise KeyboardInterrupt


def test_training_goes_on_where_it_was_broken_off(tmp_path):
    x, y = np.ones((4, 2), np.float32), np.ones((4, 1), np.float32)

    def fit(**options):
        model = models.Sequential(
            [layers.Dense(1, input_shape=(2,), kernel_initializer="ones")]
        )
        model.compile(optimizers.SGD(0.1, momentum=0.9), "mse")
        try:
            model.fit(x, y, batch_size=2, epochs=4, verbose=0, shuffle=False, **options)
        except KeyboardInterrupt:
            return None
        return model

    backup = callbacks.BackupAndRestore(tmp_path / "backup")
    assert fit(callbacks=[backup, Breaks()]) is None
    assert backup.path.exists()
    resumed, whole = fit(callbacks=[backup]), fit()
    assert not backup.path.exists()
    assert resumed.history.epoch == [2, 3]
    for ours, theirs in zip(resumed.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def events_in(folder):
    """(step, tag, value) of all numbers in the event files of a folder, read byte by byte."""
    found = []
    for path in sorted(folder.glob("events.out.tfevents.*")):
        data, place = path.read_bytes(), 0
        while place < len(data):
            length = struct.unpack_from("<Q", data, place)[0]
            entry = data[place + 12 : place + 12 + length]
            check = struct.unpack_from("<I", data, place + 12 + length)[0]
            assert records.masked_checksum(entry) == check
            place += length + 16
            step, rest = entry[10], entry[11:]
            if rest[:1] == b"\x2a":  # a summary with one number: tag, then value
                size = rest[5]
                tag = rest[6 : 6 + size].decode()
                found.append((step, tag, struct.unpack("<f", rest[7 + size : 11 + size])[0]))
    return found


def test_tensorboard_gets_the_numbers_of_each_epoch(tmp_path):
    model = engine.Sequential([layers.Dense(1, input_shape=(2,))])
    model.compile("sgd", "mse")
    x, y = np.ones((8, 2)), np.zeros((8, 1))

    history = model.fit(
        x, y, batch_size=4, epochs=2, verbose=0, validation_data=(x, y),
        callbacks=[callbacks.TensorBoard(tmp_path, update_freq="batch")],
    ).history  # fmt: skip

    # The checksum of nine digits, as every description of CRC-32C gives it: 0xe3069283.
    assert records.masked_checksum(b"123456789") == (
        ((0xE3069283 >> 15 | 0xE3069283 << 17) + 0xA282EAD8) & 0xFFFFFFFF
    )
    trained = events_in(tmp_path / "train")
    assert [step for step, tag, _ in trained if tag == "batch_loss"] == [1, 2, 3, 4]
    losses = [value for _, tag, value in trained if tag == "epoch_loss"]
    assert losses == pytest.approx(history["loss"])
    measured = events_in(tmp_path / "validation")
    assert [value for _, _, value in measured] == pytest.approx(history["val_loss"])
