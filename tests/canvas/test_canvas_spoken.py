"""What does a screen reader get of the canvas, and does nothing crash when things come and go?"""

import gc

import pytest
from canvas_hands import chain
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from shiboken6 import delete, isValid

from designer.canvas.view import CanvasView
from designer.document import edits
from designer.document.values import Document, Wire
from designer.studio import Studio

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
Text, Event = QAccessible.Text, QAccessible.Event


@pytest.fixture
def reader(monkeypatch, qapp):
    """A screen reader that notes what it is told: (kind of event, the name or the words)."""
    told = []

    def listen(event):
        words = getattr(event, "message", lambda: None)()
        spoken = event.accessibleInterface()
        told.append((event.type(), words or (spoken.text(Text.Name) if spoken else "")))
        update(event)

    update = QAccessible.updateAccessibility
    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    QAccessible.setActive(True)
    yield told
    QAccessible.setActive(False)


def spoken_things(canvas):
    """The names of what stands on the canvas, as assistive tools count them."""
    spoken = QAccessible.queryAccessibleInterface(canvas)
    return [spoken.child(index).text(Text.Name) for index in range(len(canvas.voice.keys()))]


def find(canvas, name):
    spoken = QAccessible.queryAccessibleInterface(canvas)
    children = [spoken.child(index) for index in range(spoken.childCount())]
    return next(child for child in children if child.text(Text.Name).startswith(name))


def test_each_layer_is_a_child_that_says_what_it_is(canvas, studio):
    spoken = QAccessible.queryAccessibleInterface(canvas)
    assert spoken.role() == QAccessible.Role.List
    assert spoken.text(Text.Name) == "Drawing of the network"
    assert spoken_things(canvas) == [
        "input_1, Input",
        "conv2d, Conv2D",
        "flatten, Flatten",
        "dense, Dense",
    ]
    layer = find(canvas, "conv2d")
    description = layer.text(Text.Description)
    assert description == "output 26 × 26 × 8, 80 params. fed by input_1. feeds flatten"
    assert layer.text(Text.Help), "one sentence tells what the layer does"
    assert layer.role() == QAccessible.Role.ListItem
    assert layer.parent() is spoken and spoken.indexOfChild(layer) == 1
    body = canvas.to_view(canvas.drawing.nodes["n2"].body().center()).toPoint()
    place = canvas.viewport().mapToGlobal(body)
    assert layer.rect().contains(place)
    assert spoken.childAt(place.x(), place.y()) is layer
    flag = QAccessible.RelationFlag
    kin = {(other.text(Text.Name), way) for other, way in layer.relations(flag(-1))}
    assert kin == {("input_1, Input", flag.FlowsFrom), ("flatten, Flatten", flag.FlowsTo)}


def test_states_tell_what_is_selected_focused_and_wrong(canvas, studio, qtbot):
    with qtbot.waitActive(canvas):
        canvas.activateWindow()
    canvas.setFocus()
    studio.select({"n2"})
    layer, other = find(canvas, "conv2d"), find(canvas, "dense")
    assert layer.state().selected and layer.state().focused
    assert not other.state().selected and not other.state().focused
    assert not layer.state().invalidEntry
    studio.edit("Widen", edits.set_parameter, "n2", "kernel_size", [40, 40])
    assert layer.state().invalidEntry
    assert layer.text(Text.Description).startswith("A window of 40")
    canvas.centerOn(9000, 9000)
    assert layer.state().offscreen


def test_several_inputs_are_told_by_name_and_what_is_free_too(canvas, studio):
    studio.edit("Add", edits.add_node, "Dot", 1300, 200, {"axes": 1}, id="n5")
    studio.edit("Connect", edits.connect, Wire("n3", 0, "n5", 0))
    assert "still free" in find(canvas, "dot").text(Text.Description)
    studio.edit("Add", edits.add_node, "Add", 1300, 400, id="n6")
    for slot, source in enumerate(("n3", "n4")):
        studio.edit("Connect", edits.connect, Wire(source, 0, "n6", slot))
    assert "flatten" in find(canvas, "add").text(Text.Description)


def test_notes_frames_and_wires_are_told_too(canvas, studio, reader):
    studio.edit("Note", edits.add_note, "Look here", 0, 300, id="t1")
    studio.edit("Frame", edits.frame_around, ["n3", "n4"], id="f1", title="Head")
    assert spoken_things(canvas)[-2:] == ["Note: Look here", "Frame: Head"]
    assert find(canvas, "Note").role() == QAccessible.Role.Note
    studio.select({"t1"})
    assert "Look here" in canvas.accessibleDescription()
    studio.select((), wires={Wire("n1", 0, "n2", 0)})
    assert "from input_1 to conv2d, 28 × 28 × 1" in reader[-1][1]


def test_walking_moves_the_readers_focus(hands, canvas, studio, reader, qtbot):
    with qtbot.waitActive(canvas):
        canvas.activateWindow()
    canvas.setFocus()
    for name in ("input_1, Input", "conv2d, Conv2D"):
        hands.key(KEY.Key_Right, ALT)
        assert reader[-1] == (Event.Focus, name)
    canvas.select_all()
    assert reader[-1] == (Event.Announcement, "4 things are selected.")
    canvas.select_none()
    assert reader[-1] == (Event.Announcement, "4 layers. Nothing is selected.")


def test_what_is_selected_from_elsewhere_is_announced(canvas, studio, reader):
    """The focus stays in the list of problems, say, so the layer is told in words."""
    canvas.minimap.setFocus()
    canvas.clearFocus()
    studio.focus("n2")
    kind, said = reader[-1]
    assert kind == Event.Announcement
    assert "conv2d, Conv2D" in said and "feeds flatten" in said


def test_a_change_of_the_layer_at_hand_is_told(canvas, studio, reader, qtbot):
    with qtbot.waitActive(canvas):
        canvas.activateWindow()
    canvas.setFocus()
    studio.select({"n4"})
    studio.edit("Units", edits.set_parameter, "n4", "units", 7)
    assert (Event.DescriptionChanged, "dense, Dense") in reader
    assert reader[-1][0] == Event.Announcement and "output 7" in reader[-1][1]


def test_actions_select_connect_rename_and_explain(canvas, studio, qtbot):
    layer = find(canvas, "conv2d")
    assert {"Press", "SetFocus", "Toggle", "ShowMenu"} <= set(layer.actionNames())
    assert all(layer.localizedActionName(name) for name in layer.actionNames())
    layer.doAction("Press")
    assert studio.selection == {"n2"}
    find(canvas, "dense").doAction("Toggle")
    assert studio.selection == {"n2", "n4"}
    layer.doAction("connect")
    qtbot.waitUntil(canvas.quick.isVisible)
    assert studio.selection == {"n2"}
    box = QAccessible.queryAccessibleInterface(canvas.quick)
    assert QAccessible.queryAccessibleInterface(canvas).indexOfChild(box) == 4
    canvas.quick.dismiss()
    with qtbot.waitSignal(studio.help_requested):
        layer.doAction("explain")
    layer.doAction("rename")
    qtbot.waitUntil(lambda: canvas.editor is not None)
    canvas.editor.finish(keep=False)


def test_things_come_and_go_without_leaving_ghosts(canvas, studio, reader):
    old = find(canvas, "dense")
    studio.edit("Delete", edits.remove, ["n4"])
    assert (Event.ObjectDestroyed, "") in reader
    assert not isValid(old)
    studio.undo()
    assert reader[-1] == (Event.ObjectCreated, "dense, Dense")
    for _ in range(10):
        studio.edit("Delete", edits.remove, ["n1", "n2"])
        assert len(spoken_things(canvas)) == 2
        studio.undo()
    gc.collect()
    assert len(spoken_things(canvas)) == 4


def test_another_drawing_has_other_things(canvas, studio, reader):
    old = find(canvas, "dense")
    studio.load(Document())
    assert not isValid(old)
    assert spoken_things(canvas) == []


@pytest.mark.parametrize("at_once", [True, False])
def test_a_canvas_goes_with_all_that_was_asked_of_it(qapp, reader, at_once):
    """What assistive tools hold of it is not touched again, whoever takes it away and when."""
    studio = Studio(chain())
    canvas = CanvasView(studio)
    canvas.show()
    things = [QAccessible.queryAccessibleInterface(canvas).child(index) for index in range(4)]
    if at_once:
        delete(canvas)
    else:
        canvas.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    qapp.processEvents()
    assert not any(map(isValid, things))
    studio.discard_recovery()
