"""How good is the network on samples that it never saw? The wrong ones come first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.panels.data_misfits import MisfitList
from designer.panels.data_pictures import Picture, PictureArea, to_image
from designer.panels.data_table import RowsView
from designer.panels.evaluate_detail import Detail
from designer.panels.evaluate_matrix import ConfusionMatrix, Scatter
from designer.panels.training_form import ChoiceEdit, color_text
from designer.runs import words
from designer.runs.session import Runs
from designer.runs.state import RunState
from designer.runs.view import EvaluationView, PredictionView
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space, Type
from designer.studio import Studio
from designer.texts import number

MOST_VALUES = 6
MOST_ROWS = 1000  # answers that are listed
MOST_OUTPUTS = 8
ABREAST = 720  # so wide the panel must be for the chosen sample beside the others
BESIDE, BELOW = [700, 176], 112  # widths; a height with room for three answers


class EvaluatePanel(Adapting, QWidget):
    """Numbers on the left, confusions in the middle, single samples on the right."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_panel")
        self._studio = studio
        self._runs = Runs.of(studio)
        self._shown: list[int] = []  # which samples of the evaluation stand in the list
        self.evaluate = QPushButton(self)
        self.evaluate.setAutoDefault(False)
        self.predict = QPushButton(self)
        self.predict.setAutoDefault(False)
        self.busy = QProgressBar(self)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(6)
        self.wrong = QLabel(self)
        self.wrong.setWordWrap(True)
        self.run_name = QLabel(self)
        self.run_name.setWordWrap(True)
        self._values = [(QLabel(self), QLabel(self)) for _ in range(MOST_VALUES)]
        self.fault = MisfitList(studio, self, narrow=True)
        self.matrix = ConfusionMatrix(self)
        self.scatter = Scatter(self)
        self.filter = ChoiceEdit(self)
        self.filter.setSizeAdjustPolicy(ChoiceEdit.SizeAdjustPolicy.AdjustToContents)
        self.filter.setMinimumWidth(72)
        self.pictures = PictureArea(self, lines=2)
        self.table = RowsView(self)
        self.detail = Detail(self)
        self.empty = QLabel(self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._arrange()
        self.evaluate.clicked.connect(lambda: self._runs.evaluate())
        self.predict.clicked.connect(self._ask_file)
        self._runs.prediction_changed.connect(self._show_prediction)
        self.matrix.chosen.connect(self._filter_by_cell)
        self.filter.edited.connect(lambda _: self._show_samples())
        self.pictures.grid.chosen.connect(self._show_detail)
        self.table.selectionModel().currentRowChanged.connect(
            lambda index, _: self._show_detail(index.row())
        )
        self._runs.evaluation_changed.connect(self._show)
        studio.run_changed.connect(self._show_run)
        self.retranslate()
        self.tint()
        self._show(self._runs.evaluation)
        self._show_run(self._runs.state)

    def _arrange(self) -> None:
        side = QWidget(self)
        side.setFixedWidth(196)
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.SNUG)
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        for place, (name, value) in enumerate(self._values):
            row, place = divmod(place, 2)
            grid.addWidget(name, 2 * row, place)
            grid.addWidget(value, 2 * row + 1, place)
        column.addWidget(self.evaluate)
        column.addWidget(self.busy)
        column.addLayout(grid)
        column.addWidget(self.wrong)
        column.addWidget(self.run_name)
        column.addWidget(self.fault)
        column.addStretch()
        samples = QWidget(self)
        rows = QVBoxLayout(samples)
        rows.setContentsMargins(Space.SNUG, Space.SNUG, 0, Space.TIGHT)
        rows.setSpacing(Space.TIGHT)
        line = QHBoxLayout()
        line.addWidget(self.filter)
        line.addStretch()
        line.addWidget(self.predict)
        self._list = QStackedWidget(self)
        self._list.addWidget(self.pictures)
        self._list.addWidget(self.table)
        rows.addLayout(line)
        rows.addWidget(self._list, 1)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.matrix)
        self._middle.addWidget(self.scatter)
        many = QSplitter(self)
        many.addWidget(self._middle)
        many.addWidget(samples)
        many.setStretchFactor(1, 1)
        many.setSizes([250, 450])
        self._parts = QSplitter(self)
        self._parts.addWidget(many)
        self._parts.addWidget(self.detail)
        self._parts.setStretchFactor(0, 1)
        self._parts.setSizes(BESIDE)
        for splitter in (many, self._parts):
            splitter.setChildrenCollapsible(False)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._parts)
        self._pages.currentChanged.connect(self._make_room)
        self._make_room()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self._pages, 1)

    # The evaluation

    def _show_run(self, state: RunState | None) -> None:
        running = state is not None and state.running
        free = not (running or self._runs.evaluation.busy or self._runs.prediction.busy)
        self.evaluate.setEnabled(free)
        self.predict.setEnabled(free)

    def _show(self, view: EvaluationView) -> None:
        self.busy.setVisible(view.busy)
        self._show_run(self._runs.state)
        self.fault.show_error(view.error)
        known = view.facts is not None
        self._pages.setCurrentIndex(1 if known else 0)
        self._show_values(view)
        if not known:
            return
        classes = view.facts.target_kind == "classes"
        if classes:
            self.matrix.show_counts(view.arrays["confusion"], view.facts.class_names)
            self._middle.setCurrentWidget(self.matrix)
        elif view.facts.target_kind == "numbers":
            self.scatter.show_points(view.arrays["points"])
            self._middle.setCurrentWidget(self.scatter)
        self._middle.setVisible(view.facts.target_kind not in ("input", "next"))
        self.filter.setVisible(classes)
        self.filter.set_value("all")
        self._show_samples()

    def _show_values(self, view: EvaluationView) -> None:
        logs = list(view.logs.items())[:MOST_VALUES]
        for place, (name, value) in enumerate(self._values):
            known = place < len(logs)
            name.setVisible(known)
            value.setVisible(known)
            if known:
                title = words.metric_name(logs[place][0])
                name.setText(title[:1].upper() + title[1:])
                value.setText(words.value(*logs[place]))
        self.wrong.setVisible(bool(logs))
        self.run_name.setVisible(view.folder is not None and bool(logs))
        if not logs:
            return
        count = number(view.values.get("count", 0))
        if "wrong" in view.values:
            text = self.tr("{wrong} of {count} test samples are wrong").format(
                wrong=number(view.values["wrong"]), count=count
            )
        else:
            text = self.tr("{count} test samples").format(count=count)
        self.wrong.setText(text)
        if view.folder is not None:
            self.run_name.setText(self.tr("Run {name}").format(name=view.folder.name))

    # Single samples

    def _filter_by_cell(self, cell: tuple[int, int] | None) -> None:
        self._show_samples()

    def _chosen_samples(self, view: EvaluationView) -> list[int]:
        count = len(view.arrays["places"])
        if view.facts.target_kind != "classes":
            return list(range(count))
        truth, predicted = view.arrays["truth"], view.arrays["predicted"]
        if self.matrix.current is not None:
            true, taken = self.matrix.current
            return np.flatnonzero((truth == true) & (predicted == taken)).tolist()
        wanted = {
            "all": np.ones(count, bool),
            "wrong": truth != predicted,
            "right": truth == predicted,
        }.get(self.filter.value(), np.ones(count, bool))
        return np.flatnonzero(wanted).tolist()

    def _show_samples(self) -> None:
        view = self._runs.evaluation
        if view.facts is None:
            return
        self._shown = self._chosen_samples(view)
        if "pictures" in view.arrays:
            self.pictures.grid.show_pictures(
                [self._picture(view, sample) for sample in self._shown]
            )
            self._list.setCurrentWidget(self.pictures)
        else:
            self._show_rows(view)
            self._list.setCurrentWidget(self.table)
        self.detail.setVisible(
            bool(self._shown) and "probabilities" in view.arrays or "rebuilt" in view.arrays
        )
        if self._shown:
            self._show_detail(0)

    def _picture(self, view: EvaluationView, sample: int) -> Picture:
        image = to_image(view.arrays["pictures"][sample])
        kind, names = view.facts.target_kind, view.facts.class_names
        if kind == "classes":
            true, predicted = (int(view.arrays[key][sample]) for key in ("truth", "predicted"))
            right = true == predicted
            share = words.value("accuracy", float(view.arrays["probabilities"][sample, predicted]))
            tip = self.tr("Predicted: {predicted} ({share})\nTrue: {true}\nTest sample {place}")
            return Picture(
                image,
                names[predicted],
                names[true] if not right else "",
                "success" if right else "error",
                tip.format(
                    predicted=names[predicted],
                    share=share,
                    true=names[true],
                    place=int(view.arrays["places"][sample]) + 1,
                ),
            )
        if kind == "numbers":
            true, predicted = (view.arrays[key][sample][0] for key in ("truth", "predicted"))
            return Picture(image, f"{predicted:.4g}", f"{true:.4g}")
        return Picture(image, f"{float(view.arrays['truth'][sample, 0]):.4f}")

    def _show_rows(self, view: EvaluationView) -> None:
        heading, rows = view.values["heading"], view.values["rows"]
        names = view.facts.class_names
        shown, tones = [], {}
        for line, sample in enumerate(self._shown):
            true, predicted = view.arrays["truth"][sample], view.arrays["predicted"][sample]
            if view.facts.target_kind == "classes":
                first = [names[int(predicted)], names[int(true)]]
                tones[line, 0] = "success" if true == predicted else "error"
            else:
                first = [f"{float(predicted[0]):.5g}", f"{float(true[0]):.5g}"]
            shown.append([*first, *rows[sample]])
        titles = [self.tr("predicted"), self.tr("true")]
        self.table.model().show_rows([*titles, *heading], shown, tones)
        self.table.header.show_columns(())
        self.table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen sample stands beside the others, or below where that is too narrow."""
        super().resizeEvent(event)
        abreast = self.width() >= ABREAST
        wanted = Qt.Orientation.Horizontal if abreast else Qt.Orientation.Vertical
        if self._parts.orientation() != wanted:
            self._parts.setOrientation(wanted)
            self._parts.setSizes(BESIDE if abreast else [150, 150])
            self.detail.setMinimumHeight(0 if abreast else BELOW)
            self._name_predict()

    def _name_predict(self) -> None:
        """The button's words; where there is no room for them its tip says them."""
        abreast = self._parts.orientation() == Qt.Orientation.Horizontal
        self.predict.setText(self.tr("Predict a file…") if abreast else "")
        self.predict.setAccessibleName(self.tr("Predict a file…"))

    def _make_room(self) -> None:
        """Only what is to be seen asks for width: a sentence does not slide in a narrow window."""
        seen = self._pages.currentWidget() is self._parts
        policy = QSizePolicy.Policy.Preferred if seen else QSizePolicy.Policy.Ignored
        self._parts.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def _show_detail(self, line: int) -> None:
        view = self._runs.evaluation
        if not 0 <= line < len(self._shown) or view.facts is None:
            return
        sample = self._shown[line]
        title = self.tr("Test sample {place}").format(
            place=number(int(view.arrays["places"][sample]) + 1)
        )
        images = [
            to_image(view.arrays[key][sample])
            for key in ("pictures", "rebuilt")
            if key in view.arrays
        ]
        if "probabilities" in view.arrays:
            self.detail.show_sample(
                title,
                images,
                view.arrays["probabilities"][sample],
                view.facts.class_names,
                int(view.arrays["truth"][sample]),
            )
        else:
            self.detail.show_sample(title, images)

    # New samples

    def _ask_file(self) -> None:
        """Ask for samples without stopping the program."""
        dialog = QFileDialog(self, self.predict.accessibleName().rstrip("…"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._runs.predict(Path(path)))
        dialog.open()

    def _show_prediction(self, view: PredictionView) -> None:
        """The answers to a file's samples, in place of the test samples until these are asked."""
        self.busy.setVisible(view.busy)
        self._show_run(self._runs.state)
        self.fault.show_error(view.error)
        if not view.arrays or view.path is None:
            return
        rows = answer_rows(view)
        if "classes" in view.arrays:
            heading = [self.tr("sample"), self.tr("predicted"), self.tr("probability")]
        else:
            heading = [self.tr("sample"), *[self.tr("predicted")] * (len(rows[0]) - 1)]
        self._shown = []
        self.table.model().show_rows(heading, rows)
        self.table.header.show_columns(())
        self.table.fit_columns()
        self._list.setCurrentWidget(self.table)
        self.detail.hide()
        self.filter.set_value(view.path.name)
        self._pages.setCurrentIndex(1)

    # Language and theme

    def tint(self) -> None:
        tokens: Any = theme.current()
        for label in (self.empty, self.wrong, self.run_name):
            color_text(label, tokens.color("text_muted"))
        self.run_name.setFont(theme.font(Type.CAPTION))
        self.wrong.setFont(theme.font(Type.CAPTION))
        for name, value in self._values:
            color_text(name, tokens.color("text_muted"))
            name.setFont(theme.font(Type.CAPTION))
            value.setFont(theme.font(Type.TITLE, weight=theme.DEMI))
        self.evaluate.setIcon(icons.action("evaluate"))
        self.predict.setIcon(icons.action("predict"))

    def retranslate(self) -> None:
        self.evaluate.setText(self.tr("Evaluate"))
        self.evaluate.setToolTip(self.tr("Test the newest run on samples that it never saw"))
        self._name_predict()
        self.predict.setToolTip(self.tr("Let the network answer for samples of your own"))
        self.empty.setText(
            self.tr("Train the network: then it is tested on samples that it never saw.")
        )
        self.matrix.setAccessibleName(self.tr("Confusion matrix"))
        for view in (self.table, self.pictures):
            view.setAccessibleName(self.tr("Samples"))
        self.filter.setAccessibleName(self.tr("Which samples"))
        self.detail.setAccessibleName(self.tr("The chosen sample"))
        self.busy.setAccessibleName(self.tr("The network is being tested"))
        self.filter.offer(
            [
                ("all", self.tr("Wrong ones first"), ""),
                ("wrong", self.tr("Wrong ones"), ""),
                ("right", self.tr("Right ones, least sure first"), ""),
            ]
        )
        self._show(replace(self._runs.evaluation))


def answer_rows(view: PredictionView) -> list[list[str]]:
    """The answers to single samples as text."""
    outputs = view.arrays["outputs"].reshape(len(view.arrays["outputs"]), -1)[:MOST_ROWS]
    if "classes" not in view.arrays:
        shown = outputs[:, :MOST_OUTPUTS]
        return [[str(place + 1), *(f"{v:.5g}" for v in row)] for place, row in enumerate(shown)]
    return [
        [str(place + 1), view.class_names[int(chosen)], words.value("accuracy", float(share))]
        for place, (chosen, share) in enumerate(
            zip(view.arrays["classes"], view.arrays["confidence"], strict=True)
        )
    ][:MOST_ROWS]
