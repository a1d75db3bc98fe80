"""Is long work done between events, in its order, and is garbage left until the user rests?"""

import gc

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from designer import resting
from designer.resting import Resting
from designer.slices import TURN, Rank, Slices


@pytest.fixture
def slices(qtbot):
    studio = QObject()
    yield Slices.of(studio)
    shiboken6.delete(studio)


def counting(done, name, steps, say=None):
    for step in range(steps):
        done.append(f"{name}{step}")
        yield say


def test_what_goes_first_is_done_first_and_short_work_at_once(slices, qtbot):
    done = []
    code, canvas, short = QObject(), QObject(), QObject()
    slices.begin(code, Rank.CODE, counting(done, "code", 2))
    slices.begin(canvas, Rank.CANVAS, counting(done, "canvas", 3), at_once=1)
    slices.begin(short, Rank.CODE, counting(done, "short", 2), at_once=9)
    assert done == ["canvas0", "short0", "short1"]
    qtbot.waitUntil(lambda: len(done) == 7)
    assert done[3:] == ["canvas1", "canvas2", "code0", "code1"]


def test_events_come_between_and_work_can_be_replaced_dropped_or_outlived(slices, qtbot):
    done, owner, other = [], QObject(), QObject()
    slices.begin(owner, Rank.CODE, counting(done, "turn", 10**9, TURN))
    qtbot.waitUntil(lambda: len(done) > 1)
    slices.begin(owner, Rank.CODE, counting(done, "new", 1))
    qtbot.waitUntil(lambda: done[-1] == "new0")
    slices.begin(owner, Rank.CODE, counting(done, "dropped", 1))
    slices.drop(owner)
    slices.begin(other, Rank.CODE, counting(done, "orphan", 1))
    shiboken6.delete(other)
    qtbot.wait(20)
    assert done[-1] == "new0"


def test_garbage_is_looked_for_between_keys_and_all_through_when_nobody_is_there(
    slices, qtbot, monkeypatch
):
    before, done = gc.get_threshold(), []
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    for name in ("collect", "freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda name=name: done.append(name))
    new, now = 0, 100.0
    monkeypatch.setattr(gc, "get_count", lambda: (new, 0, 0))
    monkeypatch.setattr(resting, "monotonic", lambda: now)
    one = Resting(window, slices)
    try:
        one.look()
        qtbot.wait(5)
        assert not done  # there is next to nothing
        new = resting.SOME + 1
        busy = QObject()
        slices.begin(busy, Rank.CODE, counting(done, "other", 2, TURN))
        one.look()
        qtbot.waitUntil(lambda: "freeze" in done)
        assert done == ["other0", "other1", "collect", "freeze"]  # what is asked for goes first
        new = 0
        now += resting.AWAY - 1
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QApplication.sendEvent(window.windowHandle(), key)
        now += 2
        one.look()
        assert len(done) == 4  # somebody typed
        now += resting.AWAY
        one.look()
        assert done[4:] == ["unfreeze", "collect", "freeze"]
        one.look()
        assert len(done) == 7  # once is enough
    finally:
        gc.set_threshold(*before)
