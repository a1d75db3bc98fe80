"""How is one quantity drawn while it changes? A chart of pyqtgraph in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from designer.panels.training_form import color_text
from designer.runs import words
from designer.shell import theme
from designer.shell.theme import Space, Type

CURVES = ("batch", "training", "validation")  # also the order in which they lie over each other
SYMBOLS = {"training": "o", "validation": "d"}
FIRST_ROOM = 256
MOST_PLANNED = 50  # room for more epochs than these is not kept free
MOST_SYMBOLS = 60  # of more points each is no longer marked


class Series:
    """Points of a curve in arrays that grow by doubling."""

    def __init__(self) -> None:
        self._points = np.empty((2, FIRST_ROOM))
        self._count = 0

    @property
    def x(self) -> np.ndarray:
        return self._points[0, : self._count]

    @property
    def y(self) -> np.ndarray:
        return self._points[1, : self._count]

    def add(self, x: float, y: float) -> None:
        """Add a point; what cannot be drawn (NaN) is left out."""
        if not np.isfinite(y):
            return
        if self._count == self._points.shape[1]:
            self._points = np.concatenate([self._points, np.empty_like(self._points)], axis=1)
        self._points[:, self._count] = x, y
        self._count += 1

    def cut(self, x: float) -> None:
        """Forget the points after `x`."""
        self._count = int(np.searchsorted(self.x, x, side="right"))

    def at(self, x: float) -> float | None:
        """The value of the point nearest to `x`."""
        if not self._count:
            return None
        place = int(np.searchsorted(self.x, x))
        near = [index for index in (place - 1, place) if 0 <= index < self._count]
        return float(self.y[min(near, key=lambda index: abs(self.x[index] - x))])


def leap(value: float) -> float:
    """The next of 1, 2, 5, 10, 20 … that is not below `value`."""
    power = 10.0 ** np.floor(np.log10(max(value, 1.0)))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= value))


class Chart(QWidget):
    """One quantity: the training's values by batch and by epoch, and the validation's by epoch."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quantity = name
        self.series = {curve: Series() for curve in CURVES}
        self._share = words.is_share(name)
        self._logarithmic = False
        self._batches = True
        self._dirty = True
        self.title = QLabel(self)
        self.reading = QLabel(self)
        self.reading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.plot = pyqtgraph.PlotWidget(self, background=None, enableMenu=False)
        self.plot.hideButtons()
        # pyqtgraph makes a menu that belongs to nobody, and outlives the window.
        menu = self.plot.getPlotItem().ctrlMenu
        menu.setParent(self.plot, menu.windowFlags())
        self.plot.getPlotItem().setContentsMargins(0, 4, 8, 0)
        self.plot.setMinimumHeight(90)
        self._curves = {curve: self.plot.plot(skipFiniteCheck=True) for curve in CURVES}
        for curve in self._curves.values():
            curve.setDownsampling(auto=True, method="peak")
            curve.setClipToView(True)
        self._cursor = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.plot.addItem(self._cursor, ignoreBounds=True)
        self._own_view = True  # until somebody zooms or drags
        self._planned = 0
        self._view: tuple[float, float, float] | None = None
        box = self.plot.getPlotItem().vb
        box.disableAutoRange()
        box.sigRangeChangedManually.connect(self._let_go_of_view)
        self._moves = pyqtgraph.SignalProxy(
            self.plot.scene().sigMouseMoved, rateLimit=30, slot=self._hover
        )
        row = QHBoxLayout()
        row.setContentsMargins(Space.SNUG, 0, Space.SNUG, 0)
        row.addWidget(self.title)
        row.addStretch()
        row.addWidget(self.reading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        self.tint()
        self.retranslate()

    def twin(self, parent: QWidget) -> Chart:
        """Another chart that shows the same points in the same way."""
        twin = Chart(self.quantity, parent)
        twin.series = self.series
        twin.plan(self._planned)
        twin.set_batches(self._batches)
        twin.set_logarithmic(self._logarithmic)
        return twin

    # Points

    def add(self, curve: str, x: float, y: float) -> None:
        self.series[curve].add(x, y)
        self._dirty = True

    def clear(self, after: float = -1.0) -> None:
        """Forget all points, or those after an epoch."""
        for series in self.series.values():
            series.cut(after)
        self._view = None
        self._dirty = True

    def draw(self) -> None:
        """Show the points that have come since the last time."""
        if not self._dirty:
            return
        self._dirty = False
        for name, curve in self._curves.items():
            x, y = self.series[name].x, self.series[name].y
            if self._logarithmic:
                positive = y > 0
                x, y = x[positive], y[positive]
            shown = name != "batch" or self._batches
            if name != "batch":
                curve.setSymbol(SYMBOLS[name] if len(x) <= MOST_SYMBOLS else None)
            curve.setData(x, y) if shown else curve.setData([], [])
        self._fit_view()
        self._show_newest()

    # What part is seen

    def plan(self, epochs: int) -> None:
        """So many epochs are meant to come: room is kept for them."""
        self._planned = epochs
        self._own_view = True
        self._dirty = True

    def _let_go_of_view(self, *_) -> None:
        self._own_view = False

    def mouseDoubleClickEvent(self, event) -> None:
        """Show everything again."""
        self._own_view = True
        self._view = None
        self._fit_view()

    def _fit_view(self) -> None:
        """Show all points. The view moves in leaps: an axis costs more to draw than the curves."""
        shown = [s for name, s in self.series.items() if name != "batch" or self._batches]
        filled = [series for series in shown if len(series.x)]
        if not self._own_view or not filled:
            return
        low = min(float(series.y.min()) for series in filled)
        high = max(float(series.y.max()) for series in filled)
        if self._logarithmic:
            positive = [s.y[s.y > 0] for s in filled if (s.y > 0).any()]
            low = np.log10(min(float(y.min()) for y in positive)) if positive else 0.0
            high = np.log10(high) if high > 0 else 1.0
        right = self._planned if 0 < self._planned <= MOST_PLANNED else leap(self._last())
        span = max(high - low, 1e-9)
        if self._view is not None:
            right_before, bottom, top = self._view
            inside = bottom <= low and high <= top and top - bottom < 2.5 * span
            if inside and right == right_before:
                return
        self._view = (right, low - 0.06 * span, high + 0.12 * span)
        box = self.plot.getPlotItem().vb
        box.setRange(
            xRange=(0, 1.02 * right), yRange=self._view[1:], padding=0, disableAutoRange=True
        )

    def set_logarithmic(self, wanted: bool) -> None:
        """Draw in powers of ten; shares between 0 and 1 stay as they are."""
        self._logarithmic = wanted and not self._share
        self._view = None
        self.plot.getPlotItem().setLogMode(y=self._logarithmic)
        self._dirty = True
        self.draw()

    def set_batches(self, wanted: bool) -> None:
        self._batches = wanted
        self._dirty = True
        self.draw()

    # Reading

    def _hover(self, arguments: Sequence[QPointF]) -> None:
        place, box = arguments[0], self.plot.getPlotItem().vb
        if not self.plot.sceneBoundingRect().contains(place) or not self._last():
            self.leaveEvent(None)
            return
        x = box.mapSceneToView(place).x()
        if x < 0 or x > self._last() + 0.5:
            self.leaveEvent(None)
            return
        self._cursor.setPos(x)
        self._cursor.show()
        self._show_reading(x)

    def leaveEvent(self, event) -> None:
        self._cursor.hide()
        self._show_newest()

    def _last(self) -> float:
        return max((float(s.x[-1]) for s in self.series.values() if len(s.x)), default=0.0)

    def _show_reading(self, x: float) -> None:
        """The values at an epoch: of the batch while its curve is shown, else of the epoch."""
        batches = self._batches and len(self.series["batch"].x)
        trained = self.series["batch" if batches else "training"].at(x)
        when = f"{x:.2f}" if batches else f"{max(1, round(x))}"
        self._read(trained, self.series["validation"].at(x), self.tr("epoch {x}").format(x=when))

    def _show_newest(self) -> None:
        """The values of the last epoch, or of the batch where one has come since."""
        batch, training, validation = (self.series[name] for name in CURVES)
        batch_is_newer = len(batch.x) and (not len(training.x) or batch.x[-1] > training.x[-1])
        trained = batch if batch_is_newer else training
        last = [series.y[-1] if len(series.y) else None for series in (trained, validation)]
        self._read(*last, "")

    def _read(self, trained: float | None, validated: float | None, when: str) -> None:
        """Write two values beside the title, and tell them to who does not see the curves."""
        tokens = theme.current()
        parts = [f'<span style="color:{tokens.text_faint}">{when}</span>'] if when else []
        told = [when] if when else []
        curves = (
            (trained, tokens.curves[0], self.tr("training {value}")),
            (validated, tokens.curves[1], self.tr("validation {value}")),
        )
        for value, color, sentence in curves:
            if value is not None:
                text = words.value(self.quantity, float(value))
                parts.append(f'<span style="color:{color}">{text}</span>')
                told.append(sentence.format(value=text))
        self.reading.setText("&nbsp;&nbsp;".join(parts))
        self.plot.setAccessibleDescription(", ".join(told))

    # Language and theme

    def retranslate(self) -> None:
        name = words.metric_name(self.quantity)
        name = name[:1].upper() + name[1:]
        self.plot.setAccessibleName(name)
        self.title.setText(self.tr("{name} in %").format(name=name) if self._share else name)

    def tint(self) -> None:
        """Take the theme's colours."""
        tokens = theme.current()
        self.title.setFont(theme.font(weight=theme.DEMI))
        color_text(self.title, tokens.color("text"))
        self.reading.setFont(theme.mono(Type.CAPTION))
        item = self.plot.getPlotItem()
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(tokens.color("border"))
            axis.setTextPen(tokens.color("text_muted"))
            axis.setTickFont(theme.font(Type.CAPTION))
            axis.setStyle(tickLength=-4, tickTextOffset=4)
        item.getAxis("left").setWidth(44)
        item.getAxis("left").setScale(100 if self._share else 1)
        item.showGrid(x=True, y=True, alpha=0.12 if tokens.dark else 0.2)
        trained, validated = QColor(tokens.curves[0]), QColor(tokens.curves[1])
        faint = QColor(trained)
        faint.setAlphaF(0.55)
        pen = pyqtgraph.mkPen
        self._curves["batch"].setPen(pen(faint, width=1))
        for curve, color in (("training", trained), ("validation", validated)):
            self._curves[curve].setPen(pen(color, width=2))
            self._curves[curve].setSymbolSize(6 if curve == "training" else 8)
            self._curves[curve].setSymbolBrush(color)
            self._curves[curve].setSymbolPen(None)
        self._cursor.setPen(pen(tokens.color("text_faint"), style=Qt.PenStyle.DashLine))
        self._show_newest()
