"""Do checkpoints bring back what a program's models, optimizers and variables were?"""

import numpy as np
import pytest

import engine as tf
from engine.errors import DesignError, DesignFileError

X, Y = np.ones((4, 3), np.float32), np.zeros((4, 2), np.float32)


def program():
    model = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(2)])
    return model, tf.keras.optimizers.Adam(0.1)


def step(model, optimizer):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(X) - Y) ** 2)
    weights = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
    return float(loss)


def test_training_goes_on_where_the_checkpoint_was_written(tmp_path):
    model, optimizer = program()
    kept = tf.train.Checkpoint(model=model, optimizer=optimizer, step=tf.Variable(7))
    manager = tf.train.CheckpointManager(kept, tmp_path, max_to_keep=2)
    assert manager.restore_or_initialize() is None
    for _ in range(3):
        step(model, optimizer)
        last = manager.save()
    wanted = [step(model, optimizer) for _ in range(3)]
    names = sorted(one.name for one in tmp_path.iterdir())
    assert names == ["checkpoint", "ckpt-2.npz", "ckpt-3.npz"]
    # A new program: its optimizer has made no slots yet.
    model, optimizer = program()
    again = tf.train.Checkpoint(model=model, optimizer=optimizer, step=tf.Variable(0))
    assert tf.train.latest_checkpoint(tmp_path) == last
    again.restore(last).assert_consumed()
    assert int(again.step.numpy()) == 7 and int(again.save_counter.numpy()) == 3
    assert [step(model, optimizer) for _ in range(3)] == pytest.approx(wanted, rel=1e-6)
    assert tf.train.CheckpointManager(again, tmp_path, 2).checkpoints == manager.checkpoints


def test_what_does_not_fit_a_checkpoint_is_said(tmp_path):
    model, _ = program()
    path = tf.train.Checkpoint(model).save(tmp_path / "own")
    assert path.endswith("own-1") and tf.train.latest_checkpoint(tmp_path) == path
    other = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(5)])
    with pytest.raises(DesignError, match="Make the same models"):
        tf.train.Checkpoint(other).restore(path)
    with pytest.raises(DesignError, match="Call it on data"):
        tf.train.Checkpoint(tf.keras.layers.Dense(2)).restore(path)
    with pytest.raises(DesignFileError, match="no checkpoint"):
        tf.train.Checkpoint(model).restore(tmp_path / "none")
    with pytest.raises(DesignError, match="no variables"):
        tf.train.Checkpoint(model=3).save(tmp_path / "x")
    assert tf.train.latest_checkpoint(tmp_path / "empty") is None
    tf.train.Checkpoint(model).restore(None)
