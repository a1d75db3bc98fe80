"""Are Qt's widgets painted in the theme's colours, in every state, without a slip?"""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer.panels.tile import ink_on
from designer.shell import icons, theme
from designer.shell.style import CONTROL_HEIGHT
from designer.shell.thumbnails import thumbnail
from engine import registry


def colours(widget: QWidget) -> set[str]:
    """The colours of a widget's picture."""
    image = widget.grab().toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(*point)).name() for point in points}


@pytest.fixture(params=["dark", "light"])
def tokens(request, qapp, look):
    theme.apply(qapp, request.param)
    qapp.processEvents()
    return theme.current()


def shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_button_that_enter_presses_stands_out(qtbot, tokens):
    button = shown(qtbot, QPushButton("Train"))
    assert tokens.color("accent").name() not in colours(button)
    button.setDefault(True)
    assert tokens.color("accent").name() in colours(button)
    button.setEnabled(False)
    assert tokens.color("accent").name() not in colours(button)


def test_boxes_fill_when_they_are_ticked(qtbot, tokens):
    for box in (QCheckBox("on"), QRadioButton("on")):
        shown(qtbot, box)
        assert tokens.color("accent").name() not in colours(box)
        box.setChecked(True)
        assert tokens.color("accent").name() in colours(box)


def test_a_half_ticked_box_is_neither(qtbot, tokens):
    box = shown(qtbot, QCheckBox("half"))
    box.setCheckState(Qt.CheckState.Checked)
    full = box.grab().toImage()
    box.setCheckState(Qt.CheckState.PartiallyChecked)
    assert box.grab().toImage() != full


@pytest.mark.parametrize("widget", [QLineEdit, QComboBox, QSpinBox])
def test_what_takes_typing_is_of_one_height_on_the_field_colour(qtbot, tokens, widget):
    made = shown(qtbot, widget())
    assert made.sizeHint().height() == max(CONTROL_HEIGHT, made.fontMetrics().height() + 10)
    assert {tokens.color("field").name(), tokens.color("edge").name()} <= colours(made)


def test_progress_shows_its_share(qtbot, tokens):
    bar = QProgressBar()
    bar.setTextVisible(False)
    shown(qtbot, bar).resize(200, 16)
    accent = tokens.color("accent")

    def length():
        image = bar.grab().toImage()
        middle = image.height() // 2
        return sum(image.pixelColor(x, middle) == accent for x in range(image.width()))

    bar.setValue(25)
    quarter = length()
    bar.setValue(75)
    assert 2 * quarter < length()
    bar.setRange(0, 0)
    assert 0 < length() < 200


def test_scroll_bars_have_a_handle_and_no_arrows(qtbot, tokens):
    area = QScrollArea()
    page = QWidget()
    page.setFixedSize(600, 2000)
    area.setWidget(page)
    shown(qtbot, area).resize(200, 200)
    bar = area.verticalScrollBar()
    assert tokens.color("edge").name() in colours(bar)  # which can be seen on every ground
    before = bar.grab().toImage()
    bar.setValue(bar.maximum())
    assert bar.grab().toImage() != before


def test_everything_else_paints_in_every_state(qtbot, tokens):
    window = QMainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    column = QVBoxLayout(page)
    tool = QToolButton()
    tool.setMenu(QMenu(tool))
    tool.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    checked = QToolButton()
    checked.setCheckable(True)
    checked.setChecked(True)
    flat = QPushButton("flat")
    flat.setFlat(True)
    slider = QSlider(Qt.Orientation.Vertical)
    tabs = QTabWidget()
    tabs.addTab(QWidget(), "One")
    tabs.addTab(QWidget(), "Two")
    tabs.setTabsClosable(True)
    tree = QTreeWidget()
    tree.setHeaderLabels(["a", "b"])
    QTreeWidgetItem(QTreeWidgetItem(tree, ["x", "y"]), ["z"])
    tree.expandAll()
    tree.setCurrentItem(tree.topLevelItem(0))
    items = QListWidget()
    items.addItems(["one", "two"])
    group = QGroupBox("Group")
    for widget in (tool, checked, flat, slider, tabs, tree, items, group, QSlider()):
        column.addWidget(widget)
    window.setCentralWidget(page)
    window.menuBar().addMenu("&File")
    bar = window.addToolBar("tools")
    bar.addAction("run")
    bar.addSeparator()
    dock = QDockWidget("Dock", window)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.show()
    for enabled in (True, False):
        page.setEnabled(enabled)
        assert len(colours(window)) > 5
    assert isinstance(tree.header(), QHeaderView)


@pytest.mark.qt_log_ignore("plugin does not support")
def test_a_menu_shows_marks_keys_and_what_leads_on(qtbot, tokens, qapp):
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction(icons.action("undo"), "&Undo")
    action.setShortcut("Ctrl+Z")
    ticked = menu.addAction("Ticked")
    ticked.setCheckable(True)
    ticked.setChecked(True)
    menu.addSeparator()
    menu.addSection("Section")
    menu.addMenu("More")
    menu.addAction("Off").setEnabled(False)
    menu.popup(QPoint(0, 0))
    menu.setActiveAction(action)
    assert tokens.color("selection").name() in colours(menu)
    assert tokens.color("accent").name() in colours(menu)
    menu.close()


# Icons and pictures


@pytest.mark.parametrize("kind", registry.layers())
def test_every_layer_has_a_sign_in_its_categorys_colour(look, kind):
    icon = icons.layer(kind)
    assert not icon.isNull()
    image = icon.pixmap(24, 24).toImage()
    pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    strongest = max(pixels, key=QColor.alpha)
    wanted = theme.current().category(registry.get(kind).category)
    assert strongest.alpha() > 150
    assert abs(strongest.hue() - wanted.hue()) <= 3


def test_an_icon_follows_the_theme_when_it_is_asked_for_again(qapp, look):
    pictures = []
    for name in ("dark", "light"):
        theme.apply(qapp, name)
        pictures.append(icons.action("save").pixmap(20, 20).toImage())
    assert pictures[0] != pictures[1]


def test_an_icon_is_drawn_for_sharp_screens(look):
    picture = icons.pixmap("actions/save.svg", 20, QColor("red"), 3.0)
    assert picture.width() == 60
    assert picture.devicePixelRatio() == 3.0


def test_what_has_no_icon_has_no_picture_but_a_layer_has_its_letter(look):
    assert icons.action("no such icon").isNull()
    assert icons.layer("MyOwnLayer", "dense").pixmap(24, 24).toImage() != QIcon().pixmap(24, 24)


def test_the_ink_on_a_tile_can_be_read():
    assert ink_on(QColor("#ffffff")).lightness() < 60
    assert ink_on(QColor("#000000")).lightness() > 200


def test_a_thumbnail_shows_the_drawing_in_its_colours(look, network):
    picture = thumbnail(network, QSize(240, 100), 2.0)
    assert picture.size() == QSize(480, 200)
    image = picture.toImage()
    seen = {image.pixelColor(x, y).name() for x in range(480) for y in range(200)}
    tokens = theme.current()
    for category in ("input", "convolution", "dense"):
        assert tokens.category(category).name() in seen
    assert thumbnail(type(network)(), QSize(50, 50)).size() == QSize(50, 50)
