"""Does the view look where it is told, at every zoom, in both themes and other languages?"""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, Qt, QTranslator
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputDevice,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.sight import OVERVIEW_OF_FEW
from designer.canvas.view import CanvasView
from designer.document import edits
from designer.document.values import Document, Wire
from designer.shell import theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def themed(qapp):
    """Themes are switched back."""
    before = theme.current().name
    yield lambda name: theme.apply(qapp, name)
    theme.apply(qapp, before)


def test_the_wheel_zooms_at_the_pointer(hands, canvas):
    point = hands.header("n2")
    place = canvas.to_view(point)
    hands.wheel(point, 2)
    assert canvas.scale_now() == pytest.approx(1.44)
    assert (canvas.to_view(point) - place).manhattanLength() < 2
    hands.wheel(point, -2)
    assert canvas.scale_now() == pytest.approx(1.0)


def test_the_wheel_scrolls_where_that_is_preferred_and_ctrl_still_zooms(hands, canvas):
    canvas.wheel_zooms = False
    middle = canvas.visible().center()
    hands.wheel(hands.header("n2"), -1)
    assert canvas.scale_now() == 1.0
    assert canvas.visible().center().y() > middle.y()
    hands.wheel(hands.header("n2"), -1, SHIFT)
    assert canvas.visible().center().x() > middle.x()
    hands.wheel(hands.header("n2"), 1, CTRL)
    assert canvas.scale_now() == pytest.approx(1.2)


def test_zoom_has_limits_and_a_way_back(canvas):
    for _ in range(60):
        canvas.zoom_out()
    assert canvas.scale_now() == pytest.approx(0.04)
    for _ in range(60):
        canvas.zoom_in()
    assert canvas.scale_now() == pytest.approx(4.0)
    canvas.zoom_reset()
    assert canvas.scale_now() == pytest.approx(1.0)


def test_home_shows_everything_and_f_the_selection(hands, canvas, studio):
    hands.key(Qt.Key.Key_Home)
    assert canvas.visible().contains(canvas.drawing.bounds())
    studio.select({"n4"})
    hands.key(Qt.Key.Key_F)
    assert canvas.visible().contains(canvas.drawing.nodes["n4"].body())
    assert canvas.scale_now() > 1
    studio.select(())
    hands.key(Qt.Key.Key_Period)
    assert canvas.visible().contains(canvas.drawing.bounds())


def test_an_empty_drawing_can_be_framed(canvas, studio):
    studio.load(Document())
    canvas.frame_all()
    assert canvas.scale_now() == 1.0
    assert canvas.drawing.bounds().isNull()


def test_a_problem_that_is_clicked_comes_into_view(canvas, studio):
    canvas.centerOn(5000, 5000)
    studio.focus("n3")
    assert canvas.visible().contains(canvas.drawing.nodes["n3"].body())
    assert studio.selection == {"n3"}


def test_the_map_appears_when_there_is_more_than_is_seen(canvas, studio):
    canvas.frame_all()
    assert not canvas.minimap.isVisible()
    canvas.zoom_to(3.0)
    assert canvas.minimap.isVisible()
    canvas.set_minimap_visible(False)
    assert not canvas.minimap.isVisible()


def test_a_press_on_the_map_looks_there(canvas, studio, qtbot):
    canvas.zoom_to(3.0)
    canvas.centerOn(0, 0)
    canvas.minimap.repaint()
    place = canvas.minimap._transform.map(QPointF(1000, 50)).toPoint()
    QTest.mouseClick(canvas.minimap, Qt.MouseButton.LeftButton, pos=place)
    centre = canvas.visible().center()
    assert abs(centre.x() - 1000) < 20 and abs(centre.y() - 50) < 20


def test_a_large_drawing_from_afar_is_boxes_in_their_categories_colors(canvas, studio):
    canvas.zoom_to(OVERVIEW_OF_FEW * 0.8)
    canvas.centerOn(500, 50)
    picture = canvas.grab().toImage()
    middle = canvas.to_view(canvas.drawing.nodes["n2"].body().center()).toPoint()
    seen = picture.pixelColor(middle * picture.devicePixelRatio())
    assert close(seen, theme.current().category("convolution"))


def test_a_node_can_be_dragged_from_afar(hands, canvas, studio, undone):
    canvas.zoom_to(OVERVIEW_OF_FEW * 0.8)
    canvas.centerOn(500, 50)
    start = canvas.drawing.nodes["n4"].body().center()
    hands.drag(start, start + QPointF(0, 400), keys=CTRL)
    assert studio.document.nodes["n4"].y == pytest.approx(400, abs=5)
    undone()


def test_a_box_selects_from_afar(hands, canvas, studio):
    canvas.zoom_to(OVERVIEW_OF_FEW * 0.8)
    canvas.centerOn(500, 50)
    hands.press(QPointF(-100, -200))
    hands.drag_on(QPointF(-100, -200), QPointF(400, 300))
    canvas.grab()
    hands.release(QPointF(400, 300))
    assert studio.selection == {"n1", "n2"}


def close(one: QColor, other: QColor) -> bool:
    pairs = zip(one.getRgb(), other.getRgb(), strict=True)
    return all(abs(a - b) <= 12 for a, b in pairs)


@pytest.mark.parametrize("scale", [0.2, 0.4, 1.0, 2.5])
@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_zoom_paints_on_the_themes_ground(canvas, themed, scale, name):
    themed(name)
    canvas.zoom_to(scale)
    picture = canvas.grab().toImage()
    corner = picture.pixelColor(3, 3)
    grounds = [theme.current().color(token) for token in ("canvas", "grid_strong")]
    assert any(close(corner, ground) for ground in grounds)
    assert colors_in(picture) > 3


def colors_in(picture: QImage) -> int:
    places = range(0, picture.width(), 7), range(0, picture.height(), 7)
    return len({picture.pixel(x, y) for x in places[0] for y in places[1]})


def test_a_change_of_theme_repaints_nodes_and_wires(canvas, themed):
    themed("dark")
    before = canvas.drawing.wires[Wire("n1", 0, "n2", 0)].pen().color()
    themed("light")
    QCoreApplication.processEvents()
    assert canvas.drawing.wires[Wire("n1", 0, "n2", 0)].pen().color() != before


class Reversed(QTranslator):
    """A language in which everything is written backwards, as far as it has no holes."""

    def isEmpty(self):
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        return source if "{" in source else source[::-1]


def test_a_change_of_language_changes_names_and_nodes(qapp, canvas, studio):
    studio.edit("Add", edits.add_node, "Add", 0, 300, id="n5")
    studio.edit("Add", edits.add_node, "Dense", 300, 300, {"units": 3}, id="n6")
    studio.edit("Join", edits.connect, Wire("n5", 0, "n6", 0))
    before = canvas.accessibleName()
    translator = Reversed()
    qapp.installTranslator(translator)
    try:
        QCoreApplication.processEvents()
        assert canvas.accessibleName() == before[::-1]
        assert canvas.minimap.accessibleName() == "gniward eht fo paM"
    finally:
        qapp.removeTranslator(translator)
        QCoreApplication.processEvents()
    assert canvas.accessibleName() == before


def test_input_methods_are_off_on_the_canvas_and_on_in_its_fields(hands, canvas):
    attribute = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not canvas.testAttribute(attribute) and not canvas.viewport().testAttribute(attribute)
    hands.key(Qt.Key.Key_Tab)
    assert canvas.quick.field.testAttribute(attribute)


def test_hovering_marks_the_node_and_tips_tell_all_of_it(hands, canvas):
    hands.move(hands.header("n2"), Qt.MouseButton.NoButton)
    assert canvas.drawing.nodes["n2"].state.hovered
    tip = canvas.tip(canvas._hovered)
    assert "(None, 26, 26, 8) float32" in tip and "80 params" in tip
    hands.move(hands.output("n2"), Qt.MouseButton.NoButton)
    assert "Output" in canvas.tip(canvas._hovered)
    hands.move(QPointF(0, 320), Qt.MouseButton.NoButton)
    assert not canvas.drawing.nodes["n2"].state.hovered
    assert canvas.tip(canvas._hovered) == ""


def test_a_canvas_can_be_closed_while_the_studio_lives_on(qtbot, studio, canvas):
    other = CanvasView(studio)
    qtbot.addWidget(other)
    other.show()
    other.close()
    other.deleteLater()
    QCoreApplication.sendPostedEvents(other, 0)
    QCoreApplication.processEvents()
    assert studio.edit("Add", edits.add_node, "Flatten", 0, 300)
    assert "n5" in canvas.drawing.nodes


def test_the_view_stays_where_it_is_when_the_drawing_grows(canvas, studio):
    before = canvas.visible()
    studio.edit("Add", edits.add_node, "Flatten", 90_000, 90_000)
    assert canvas.visible() == before
    assert canvas.drawing.sceneRect().contains(QRectF(90_000, 90_000, 10, 10))


def test_two_fingers_move_the_view_and_a_pinch_zooms(hands, canvas):
    """A touchpad tells finer steps, or only that it is one; the wheel zooms all the while."""
    pad = QPointingDevice(
        "pad",
        7,
        QInputDevice.DeviceType.TouchPad,
        QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position,
        2,
        0,
    )
    mouse = QPointingDevice.primaryPointingDevice()
    place, far = QPointF(400, 300), QPoint(0, -120)
    for device, fine, phase in (
        (mouse, QPoint(0, -40), Qt.ScrollPhase.ScrollUpdate),
        (pad, QPoint(), Qt.ScrollPhase.NoScrollPhase),
    ):
        before, scale = canvas.visible().center(), canvas.scale_now()
        event = QWheelEvent(
            *(place, place, fine, far, Qt.MouseButton.NoButton),
            *(Qt.KeyboardModifier.NoModifier, phase, False),
            device=device,
        )
        QApplication.sendEvent(canvas.viewport(), event)
        assert canvas.scale_now() == scale
        assert canvas.visible().center().y() > before.y()
    stays = canvas.to_scene(place)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, pad, 2, place, place, place, 0.25, QPointF(), 1
    )
    QApplication.sendEvent(canvas.viewport(), pinch)
    assert canvas.scale_now() == pytest.approx(scale * 1.25)
    assert (canvas.to_scene(place) - stays).manhattanLength() < 2
