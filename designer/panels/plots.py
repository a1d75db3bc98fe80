"""How does the network learn? Curves of loss and metrics, live, by batch and by epoch."""

from __future__ import annotations

import csv
import importlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.panels.training_form import color_text
from designer.runs.session import Runs
from designer.runs.state import RunState
from designer.shell import brush, icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space, Type
from designer.studio import Studio
from engine.worker.protocol import Message

if TYPE_CHECKING:
    from designer.panels.plots_chart import Chart

REDRAW = 100  # milliseconds between two drawings
NO_QUANTITY = frozenset({"epoch", "seconds", "learning_rate", "lr"})
SHARPNESS = 2  # of a saved picture
PAGE = (520, 360)  # size of one chart in it


class Mark(QWidget):
    """A curve's sample in the legend."""

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self.setFixedSize(QSize(18, 12))

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        tokens = theme.current()
        color = brush.QColor(tokens.curves[self._place])
        brush.box(painter, QRectF(0, 5, 18, 2.5), color, radius=1)
        brush.box(painter, QRectF(6, 3, 6, 6), color, radius=3)


class PlotsPanel(Adapting, QWidget):
    """One chart for each quantity, side by side where there is room."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plots_panel")
        self._studio = studio
        self._runs = Runs.of(studio)
        self.charts: dict[str, Chart] = {}
        self._steps = self._epochs = 0
        self._folder: Path | None = None
        self._log_rows: list[dict[str, Any]] = []
        self._make_head()
        self._empty = QLabel(self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._canvas = QWidget(self)
        self._grid = QGridLayout(self._canvas)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.SNUG)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.TIGHT)
        column.addLayout(self._head)
        column.addWidget(self._pages, 1)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW)
        self._redraw.timeout.connect(self.draw)
        studio.run_event.connect(self._take_event)
        studio.run_changed.connect(self._take_state)
        self.retranslate()
        self.tint()
        self._take_state(self._runs.state)

    def _make_head(self) -> None:
        self._legend = [(Mark(place, self), QLabel(self)) for place in (0, 1)]
        self.batches = QCheckBox(self)
        self.batches.setChecked(True)
        self.batches.toggled.connect(self._show_batches)
        self.logarithmic = QCheckBox(self)
        self.logarithmic.toggled.connect(self._show_logarithmic)
        self.export = QToolButton(self)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(self.export)
        self._save_table = menu.addAction("", lambda: self._ask("csv", self.save_table))
        self._save_picture = menu.addAction("", lambda: self._ask("png", self.save_picture))
        self.export.setMenu(menu)
        self._head = QHBoxLayout()
        self._head.setSpacing(Space.SNUG)
        for mark, label in self._legend:
            self._head.addWidget(mark)
            self._head.addWidget(label)
            self._head.addSpacing(Space.SNUG)
        self._head.addStretch()
        for widget in (self.batches, self.logarithmic, self.export):
            self._head.addWidget(widget)

    # Points

    def _take_state(self, state: RunState | None) -> None:
        """Begin anew for another run; a past one brings its history."""
        state = state or RunState()
        if state.folder == self._folder:
            return
        self._folder = state.folder
        self._begin(-1.0)
        self._plan(state.epochs)
        for row in state.history:
            self._add_epoch(row)
        self.draw()

    def _take_event(self, event: Message) -> None:
        if event.kind == "started":
            self._steps = event["steps"]
            self._begin(event["epoch"])
            self._plan(event["epochs"])
        elif event.kind == "batch" and self._steps:
            x = event["epoch"] + event["step"] / self._steps
            row = {"epoch": event["epoch"], "step": event["step"]}
            self._add(x, event["logs"], "batch")
            self._log_rows.append({**row, **event["logs"]})
        elif event.kind == "epoch":
            self._add_epoch({"epoch": event["epoch"], **event["logs"]})
        else:
            return
        if not self._redraw.isActive():
            self._redraw.start()

    def _begin(self, after: float) -> None:
        for chart in self.charts.values():
            chart.clear(after)
        self._log_rows = [row for row in self._log_rows if row["epoch"] < after]

    def _plan(self, epochs: int) -> None:
        self._epochs = epochs
        for chart in self.charts.values():
            chart.plan(epochs)

    def _add_epoch(self, row: Mapping[str, Any]) -> None:
        x = row["epoch"]
        logs = {name: value for name, value in row.items() if name not in NO_QUANTITY}
        self._add(x, logs, "training")
        self._log_rows.append({"epoch": x, "step": "", **logs})

    def _add(self, x: float, logs: Mapping[str, float], curve: str) -> None:
        for name, value in logs.items():
            kind = "validation" if name.startswith("val_") else curve
            self._chart(name.removeprefix("val_")).add(kind, x, value)

    def _chart(self, name: str) -> Chart:
        if name not in self.charts:
            # pyqtgraph takes a third of a second to import: it waits for the first point.
            kind = importlib.import_module("designer.panels.plots_chart").Chart
            chart = kind(name, self._canvas)
            chart.plan(self._epochs)
            chart.set_batches(self.batches.isChecked())
            chart.set_logarithmic(self.logarithmic.isChecked())
            self.charts[name] = chart
            self._place_charts()
        return self.charts[name]

    def draw(self) -> None:
        """Show the points that came since the last drawing."""
        filled = any(len(s.x) for chart in self.charts.values() for s in chart.series.values())
        self._pages.setCurrentWidget(self._canvas if filled else self._empty)
        if self.isVisible():
            for chart in self.charts.values():
                chart.draw()

    # Layout

    def _place_charts(self) -> None:
        """Side by side in a wide panel, above each other in a tall one."""
        tall = self.height() > self.width()
        for place, chart in enumerate(self.charts.values()):
            self._grid.addWidget(chart, place if tall else 0, 0 if tall else place)
            chart.show()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._place_charts()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.draw()

    # What the person chooses

    def _show_batches(self, wanted: bool) -> None:
        for chart in self.charts.values():
            chart.set_batches(wanted)

    def _show_logarithmic(self, wanted: bool) -> None:
        for chart in self.charts.values():
            chart.set_logarithmic(wanted)

    def _ask(self, suffix: str, save) -> None:
        """Ask where to save without stopping the program."""
        dialog = QFileDialog(self, self.export.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"*.{suffix}")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{self._studio.name or 'curves'}.{suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._save(save, Path(path)))
        dialog.open()

    def _save(self, save, path: Path) -> None:
        try:
            save(path)
        except OSError as error:
            text = self.tr("{file} could not be written: {reason}")
            self._studio.notify("error", text.format(file=path.name, reason=error.strerror))
        else:
            self._studio.notify("success", self.tr("Saved as {file}").format(file=path.name))

    def save_table(self, path: Path) -> None:
        """All points as CSV: a line each batch that was told, and one each epoch (no step)."""
        names = list(dict.fromkeys(name for row in self._log_rows for name in row))
        text = io.StringIO()
        writer = csv.DictWriter(text, names or ["epoch"], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self._log_rows)
        path.write_text(text.getvalue(), encoding="utf-8")

    def save_picture(self, path: Path) -> None:
        """The charts with their legend, larger than in the panel. Raises OSError."""
        page = self._make_page()
        image = QImage(page.size() * SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SHARPNESS)
        image.fill(theme.current().color("panel"))
        painter = QPainter(image)
        page.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
        page.deleteLater()
        if not image.save(str(path)):
            raise OSError(0, self.tr("the picture cannot be saved there"), str(path))

    def _make_page(self) -> QWidget:
        """The charts and their legend on a widget that is never shown."""
        page = QWidget(self)
        legend = QHBoxLayout()
        for place, (_, label) in enumerate(self._legend):
            legend.addWidget(Mark(place, page))
            name = QLabel(label.text(), page)
            color_text(name, theme.current().color("text_muted"))
            legend.addWidget(name)
        legend.addStretch()
        row = QHBoxLayout()
        for chart in self.charts.values():
            row.addWidget(chart.twin(page))
        column = QVBoxLayout(page)
        column.addLayout(legend)
        column.addLayout(row, 1)
        page.resize(PAGE[0] * max(1, len(self.charts)), PAGE[1])
        column.activate()
        return page

    # Language and theme

    def tint(self) -> None:
        tokens = theme.current()
        color_text(self._empty, tokens.color("text_faint"))
        for _, label in self._legend:
            color_text(label, tokens.color("text_muted"))
            label.setFont(theme.font(Type.CAPTION))
        self.export.setIcon(icons.action("download"))
        for chart in self.charts.values():
            chart.tint()

    def retranslate(self) -> None:
        for (_, label), text in zip(
            self._legend, (self.tr("training"), self.tr("validation")), strict=True
        ):
            label.setText(text)
        self.batches.setText(self.tr("Every batch"))
        self.batches.setToolTip(self.tr("Draw a thin line through the batches as well"))
        self.logarithmic.setText(self.tr("Log scale"))
        self.logarithmic.setToolTip(self.tr("Draw losses in powers of ten"))
        self.export.setText(self.tr("Save"))
        self._save_table.setText(self.tr("Values as CSV…"))
        self._save_picture.setText(self.tr("Picture as PNG…"))
        self._empty.setText(self.tr("Curves appear here as soon as the network is trained."))
        for chart in self.charts.values():
            chart.retranslate()
