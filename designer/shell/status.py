"""What stands in the status bar? The drawing's size, its problems, and what the training does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from designer.runs import words
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import number


class Status(Adapting, QStatusBar):
    """Totals on the right, the run on the left. The problems are a button to their panel."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._studio = studio
        self.run_label = QLabel(self)
        self.run_bar = QProgressBar(self)
        self.run_bar.setTextVisible(False)
        self.run_bar.setFixedWidth(140)
        self.run_bar.hide()
        self.layers = QLabel(self)
        self.parameters = QLabel(self)
        self.problems = QToolButton(self)
        self.problems.setAutoRaise(True)
        self.problems.setIconSize(QSize(14, 14))
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.clicked.connect(lambda: studio.panel_requested.emit("problems"))
        self.addWidget(self.run_label)
        self.addWidget(self.run_bar)
        for widget in (self.problems, self.layers, self.parameters):
            self.addPermanentWidget(widget)
        for label in (self.layers, self.parameters):
            label.setContentsMargins(Space.SNUG, 0, Space.SNUG, 0)
        self.setContentsMargins(Space.SNUG, 0, Space.SNUG, 0)
        studio.analysis_changed.connect(self.refresh)
        studio.run_changed.connect(self.refresh)
        self.refresh()

    def tint(self) -> None:
        self.refresh()

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.setAccessibleName(self.tr("Status"))
        self.run_bar.setAccessibleName(self.tr("How far the training is"))
        if self._studio.is_analysing:
            return
        analysis = self._studio.analysis
        layers, problems = len(self._studio.document.nodes), len(analysis.problems)
        self.layers.setText(
            self.tr("1 layer")
            if layers == 1
            else self.tr("{count} layers").format(count=number(layers))
        )
        total = self.tr("{count} parameters").format(count=number(analysis.total_parameters))
        self.parameters.setText(total)
        self.parameters.setToolTip(
            self.tr("{count} of them are trained").format(
                count=number(analysis.trainable_parameters)
            )
        )
        self._show_problems(problems)
        self._show_run()

    def _show_problems(self, count: int) -> None:
        severities = {problem.severity for problem in self._studio.analysis.problems}
        worst = next((name for name in ("error", "warning", "hint") if name in severities), "")
        if count == 0:
            self.problems.setText(self.tr("No problems"))
        elif count == 1:
            self.problems.setText(self.tr("1 problem"))
        else:
            self.problems.setText(self.tr("{count} problems").format(count=number(count)))
        name, color = (worst, worst) if worst else ("success", "success")
        picture = {"hint": "info"}.get(name, name)
        self.problems.setIcon(
            QIcon(icons.pixmap(f"actions/{picture}.svg", 14, theme.current().severity(color)))
        )

    def _show_run(self) -> None:
        run = self._studio.run
        self.run_label.setText(words.summary(run) if run is not None else "")
        running = run is not None and run.running
        self.run_bar.setVisible(running)
        if running:
            self.run_bar.setValue(round(100 * run.share))
