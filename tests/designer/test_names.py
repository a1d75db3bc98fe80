"""Is everything named for who does not see it, in every window and in both languages?"""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from designer.document import edits
from designer.panels.columns_window import ColumnsWindow
from designer.panels.data_pictures import Picture, PictureGrid, to_image
from designer.panels.evaluate_matrix import ConfusionMatrix
from designer.panels.export_window import ExportWindow
from designer.panels.plots_chart import Chart
from engine import feature_column as fc

# What names its own inside, and what is named by its own words or is nothing but a place.
BOXES = (
    *(QAbstractSpinBox, QComboBox, QTabBar, QAbstractItemView),
    *(QTextEdit, QPlainTextEdit, QLineEdit),
)
VALUES = (*BOXES, QAbstractButton, QProgressBar)
DECOR = {"Rule", "Mark", "Tile", "Sliding", "PictureArea"}  # lines, samples of colour, places
QTS = ("qt_toolbar_ext_button", "qt_menubar_ext_button")  # what Qt adds where room is short


def inside_of_a_box(widget):
    above = widget.parentWidget()
    while above is not None and not isinstance(above, BOXES):
        above = above.parentWidget()
    return above is not None


def speaks(widget):
    """Whether one works with a widget, or reads something from it that is painted."""
    if type(widget) is QWidget or isinstance(widget, QLabel) or widget.objectName() in QTS:
        return False
    if type(widget).__name__ in DECOR or inside_of_a_box(widget):
        return False
    ours = type(widget).__module__.startswith("designer.")
    painted = ours and "paintEvent" in vars(type(widget))
    takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    return takes_keys or isinstance(widget, VALUES) or painted


def nameless(root):
    """The widgets of a window that assistive tools could only call by their kind."""
    found = set()
    for widget in [root, *root.findChildren(QWidget)]:
        if speaks(widget):
            spoken = QAccessible.queryAccessibleInterface(widget)
            if not spoken.text(QAccessible.Text.Name):
                home = type(widget.parentWidget()).__name__
                found.add(f"{type(widget).__name__} in {home}")
    return found


@pytest.fixture(params=["en", "zh_CN"])
def speaking(request, project, preferences):
    """The window in a language."""
    preferences.set("language", request.param)
    return project


def test_everything_in_the_window_has_a_name(speaking, qapp):
    """Panels too, whatever is selected, and the boxes that lie over the drawing."""
    studio = speaking.studio
    assert nameless(speaking) == set()
    studio.edit("Note", edits.add_note, "Look", 0, 300, id="t1")
    studio.edit("Frame", edits.frame_around, ["n3", "n4"], id="f1", title="Head")
    for chosen in ({"n2"}, {"n2", "n4"}, {"t1"}, {"f1"}):
        studio.select(chosen)
        assert nameless(speaking) == set(), chosen
    speaking.canvas.quick_add()
    speaking.search_commands()
    assert nameless(speaking) == set()
    speaking.show_welcome()
    assert nameless(speaking.welcome) == set()


def test_everything_in_the_other_windows_has_a_name(speaking, qapp):
    speaking.show_preferences()
    speaking.show_shortcuts()
    speaking.export()
    speaking.studio.edit("Code", edits.add_after, "n2", 0, "new:code", 300, 300)
    speaking.show_written(next(iter(speaking.studio.project.blocks)))
    windows = [window for window in speaking.findChildren(QDialog) if window.isVisible()]
    windows += [window for window in qapp.topLevelWidgets() if isinstance(window, ExportWindow)]
    assert len(windows) >= 4
    for window in windows:
        assert window.windowTitle()
        assert nameless(window) == set(), window
        window.close()


def test_everything_where_columns_are_chosen_has_a_name(speaking, qapp):
    """The window in which a table's columns become numbers, with one of each kind."""
    studio = speaking.studio
    studio.edit("Add", edits.add_node, "DenseFeatures", 0, 300, id="n9")
    columns = [fc.numeric_column("Age"), fc.bucketized_column(fc.numeric_column("Fare"), [9.0])]
    window = ColumnsWindow(studio, [fc.serialize(column) for column in columns], speaking)
    window.show()
    assert nameless(window) == set()
    window.close()


def test_numbers_that_are_painted_are_told_in_words(hosted, studio):
    """The cells of the confusion matrix by arrows, the pictures, a curve's newest values."""
    matrix = hosted(lambda _, home: ConfusionMatrix(home), studio)
    matrix.show_counts(np.array([[5, 1], [0, 4]]), ["cat", "dog"])
    for key, told in (
        (Qt.Key.Key_Right, "5 of 6 'cat' recognised"),
        (Qt.Key.Key_Right, "1 of 6 'cat' taken for 'dog'"),
        (Qt.Key.Key_Down, "4 of 4 'dog' recognised"),
        (Qt.Key.Key_Escape, ""),
    ):
        QTest.keyClick(matrix, key)
        assert matrix.accessibleDescription() == told
    chart = hosted(lambda _, home: Chart("loss", home), studio)
    chart.add("training", 1.0, 0.5)
    chart.add("validation", 1.0, 0.75)
    chart.draw()
    assert chart.plot.accessibleDescription() == "training 0.5000, validation 0.7500"
    grid = hosted(lambda _, home: PictureGrid(home), studio)
    grid.show_pictures([Picture(to_image(np.zeros((4, 4), np.uint8)), "boot")])
    grid.choose(0)
    assert grid.accessibleDescription() == "boot"
