"""Where do canvas and panels stand? The canvas in the middle, panels that dock around it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from designer.canvas.view import CanvasView
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio

LAYOUT_VERSION = 1
# A panel below the canvas that is smaller than it wants to be can slide.
SLIDES_FROM = QSize(360, 150)
LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


@dataclass(frozen=True)
class Place:
    """Where a panel begins its life, and which class it is. `first` ones lie on top."""

    area: Qt.DockWidgetArea
    module: str
    cls: str
    first: bool = False


# Panels are imported by name when they are first needed: some bring heavy libraries along.
PLACES: dict[str, Place] = {
    "palette": Place(LEFT, "designer.panels.palette", "PalettePanel", first=True),
    "inspector": Place(RIGHT, "designer.panels.inspector", "InspectorPanel", first=True),
    "training": Place(RIGHT, "designer.panels.training", "TrainingPanel"),
    "card": Place(RIGHT, "designer.panels.card", "CardPanel"),
    "problems": Place(BOTTOM, "designer.panels.problems", "ProblemsPanel", first=True),
    "data": Place(BOTTOM, "designer.panels.data", "DataPanel"),
    "plots": Place(BOTTOM, "designer.panels.plots", "PlotsPanel"),
    "evaluate": Place(BOTTOM, "designer.panels.evaluate", "EvaluatePanel"),
    "runs": Place(BOTTOM, "designer.panels.runs", "RunsPanel"),
    "code": Place(BOTTOM, "designer.panels.code", "CodePanel"),
}


class Dock(QDockWidget):
    """A dock whose panel is made when it is first seen or asked for."""

    def __init__(self, name: str, place: Place, studio: Studio, parent: QMainWindow) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._place = place
        self._studio = studio
        self._panel: QWidget | None = None
        self._in_sight = False
        self._title = DockTitle(self)
        self._no_title = QWidget(self)
        self.setTitleBarWidget(self._title)
        self.visibilityChanged.connect(self.look)

    def look(self, visible: bool) -> None:
        """Somebody looks at the panel, or nobody does.

        One behind others in a tab counts as shown to Qt. It is hidden, so that it rests.
        """
        self._in_sight = visible
        if visible:
            self.panel()
        if self._panel is not None:
            self.widget().setVisible(visible or not self.isVisible())

    def panel(self) -> QWidget:
        """The panel, made now if it was not there."""
        if self._panel is None:
            module = importlib.import_module(self._place.module)
            self._panel = getattr(module, self._place.cls)(self._studio, self)
            wide = self._place.area == BOTTOM
            inside = Sliding(self._panel, self) if wide else self._panel
            policy = inside.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            inside.setSizePolicy(policy)
            self.setWidget(inside)
            inside.setVisible(self._in_sight or not self.isVisible())
        return self._panel

    def show_title(self, wanted: bool) -> None:
        """A panel among tabs needs no second title."""
        bar = self._title if wanted else self._no_title
        if self.titleBarWidget() is not bar:
            self.setTitleBarWidget(bar)
            self._title.setVisible(wanted)


class Sliding(QScrollArea):
    """Lets a panel slide in a small window, instead of lying over its neighbour."""

    def __init__(self, panel: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(panel)
        panel.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().rangeChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        panel = self.widget().minimumSizeHint()
        bar = self.horizontalScrollBar()
        slides = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return panel.boundedTo(SLIDES_FROM) + QSize(0, slides)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """The panel is as large as the room, unless it needs more."""
        self.widget().resize(self.viewport().size().expandedTo(self.widget().minimumSizeHint()))


class DockTitle(Adapting, QWidget):
    """A quiet title with a cross. Dragging it moves the dock, a double click lets it float."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._label = QLabel(self)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setIconSize(QSize(14, 14))
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM, Space.TIGHT, Space.TIGHT, Space.HAIR)
        row.addWidget(self._label, 1)
        row.addWidget(self._close)
        dock.windowTitleChanged.connect(self._label.setText)
        self.tint()
        self.retranslate()

    def retranslate(self) -> None:
        self._close.setToolTip(self.tr("Close this panel"))
        self._close.setAccessibleName(self.tr("Close this panel"))

    def tint(self) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("text_muted"))
        self._label.setPalette(palette)
        self._label.setFont(theme.font(theme.Type.CAPTION, weight=QFont.Weight.DemiBold))
        self._close.setIcon(icons.action("close", "text_faint"))


class Workbench(Adapting, QMainWindow):
    """The canvas and its panels: a main window inside the window, so that pages can cover it."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName("workbench")
        self.setDockNestingEnabled(True)
        self.setAnimated(False)
        self._kept = QByteArray()  # how an earlier window was left, until this one has its size
        self._settled = False
        self.canvas = CanvasView(studio, self)
        self.setCentralWidget(self.canvas)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, LEFT),
            (Qt.Corner.BottomRightCorner, RIGHT),
        ):
            self.setCorner(corner, area)
        for area in (LEFT, RIGHT, BOTTOM):
            self.setTabPosition(area, QTabWidget.TabPosition.North)
        self.docks = {name: Dock(name, place, studio, self) for name, place in PLACES.items()}
        for dock in self.docks.values():
            dock.dockLocationChanged.connect(self._retitle_soon)
            dock.topLevelChanged.connect(self._retitle_soon)
            dock.visibilityChanged.connect(self._retitle_soon)
        self.retranslate()
        self._place_docks()
        self._retitle()

    def _place_docks(self) -> None:
        """Put every panel where it stands in a new window."""
        first: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for name, dock in self.docks.items():
            area = PLACES[name].area
            if area in first:
                self.tabifyDockWidget(first[area], dock)
            else:
                self.addDockWidget(area, dock)
                first[area] = dock
        for name, place in PLACES.items():
            if place.first:
                self.docks[name].raise_()
        self._usual = self.layout_state()

    def arrange(self) -> None:
        """Bring every panel back to where it stands in a new window."""
        self._kept = QByteArray()
        self.restoreState(self._usual, LAYOUT_VERSION)
        self._retitle()
        QTimer.singleShot(0, self, self._give_room)

    def _give_room(self) -> None:
        """Sizes that leave most to the canvas; narrow windows get narrow panels."""
        narrow, low = self.width() < 1280, self.height() < 700
        sides = [self.docks["palette"], self.docks["inspector"]]
        self.resizeDocks(sides, [196, 296] if narrow else [232, 336], Qt.Orientation.Horizontal)
        below = [self.docks["problems"]]
        self.resizeDocks(below, [164 if low else 236], Qt.Orientation.Vertical)
        self.layout().activate()

    def settle(self, then: Callable[[], None]) -> None:
        """Call `then` when the canvas has got its size. The first time panels get theirs before."""
        if not self._settled:
            self._settled = True
            QTimer.singleShot(0, self, self._take_sizes)
            QTimer.singleShot(30, self, then)
        else:
            QTimer.singleShot(0, self, then)

    def _take_sizes(self) -> None:
        """Panels as wide as they were left: while the window was not shown they had no room."""
        if self._kept.isEmpty():
            self._give_room()
        else:
            self.restoreState(self._kept, LAYOUT_VERSION)
        self._kept = QByteArray()

    def panel(self, name: str) -> QWidget:
        return self.docks[name].panel()

    def reveal(self, name: str) -> None:
        """Bring a panel to the front."""
        dock = self.docks[name]
        dock.panel()
        dock.show()
        dock.raise_()

    def build_panels(self) -> None:
        """Make the panels that nobody has seen yet."""
        for dock in self.docks.values():
            dock.panel()

    def layout_state(self) -> QByteArray:
        return self.saveState(LAYOUT_VERSION) if self._kept.isEmpty() else self._kept

    def restore_layout(self, state: QByteArray) -> None:
        """Take the panels back to where an earlier window left them, if that can be read."""
        self._kept = state if self.restoreState(state, LAYOUT_VERSION) else QByteArray()
        self._retitle()

    def _retitle_soon(self) -> None:
        QTimer.singleShot(0, self, self._retitle)

    def _retitle(self) -> None:
        for dock in self.docks.values():
            alone = dock.isFloating() or not self.tabifiedDockWidgets(dock)
            dock.show_title(alone)
            if alone and dock.isVisible():
                dock.look(True)
        self._hide_left_tabs()

    def _hide_left_tabs(self) -> None:
        """Hide bars that Qt left in sight while it joined docks: other bars have all their tabs."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        tabs = {
            bar: {bar.tabText(place) for place in range(bar.count())}
            for bar in self.findChildren(QTabBar, options=direct)
        }
        for bar, titles in tabs.items():
            if any(titles < others for others in tabs.values()):
                bar.hide()

    def retranslate(self) -> None:
        for name, title in self.titles().items():
            self.docks[name].setWindowTitle(title)

    def titles(self) -> dict[str, str]:
        return {
            "palette": self.tr("Layers"),
            "inspector": self.tr("Inspector"),
            "training": self.tr("Training"),
            "card": self.tr("Explain"),
            "problems": self.tr("Problems"),
            "data": self.tr("Data"),
            "plots": self.tr("Plots"),
            "evaluate": self.tr("Evaluate"),
            "runs": self.tr("Runs"),
            "code": self.tr("Code"),
        }
