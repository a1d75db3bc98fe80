"""What does the network learn from? The data panel: source, choices, misfits, samples."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.document import edits
from designer.document.settings import LONGEST_WINDOW
from designer.panels.data_misfits import MisfitList
from designer.panels.data_pictures import Picture, PictureArea, to_image
from designer.panels.data_table import RowsView
from designer.panels.data_words import described, target_name
from designer.panels.training_form import ChoiceEdit, Form, PercentEdit, WholeEdit, color_text
from designer.runs.session import Runs
from designer.runs.view import DataView
from designer.shell import theme
from designer.shell.adapting import Adapting
from designer.shell.flow import Flow
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import engine_text, error_sentence, shape_text
from engine.data import BUILTINS, DataFacts
from engine.data.settings import NEXT_STEP, SAME_AS_INPUT
from engine.errors import DesignError

OWN_FILE, OWN_FOLDER = "choose:file", "choose:folder"
SIDE = 290  # of the choices beside the samples
SEED_LIMIT = 2**31 - 1
COLUMN_LIMIT = 500  # so many arrays or columns are offered as target
# Settings whose editors show them as they are.
PLAIN = (
    "target_kind", "target_encoding", "scale", "test_share", "seed", "window", "horizon",
    "text_length",
)  # fmt: skip


class DataPanel(Adapting, QWidget):
    """Choices on the left, samples on the right, and above them what does not fit."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data_panel")
        self._studio = studio
        self._runs = Runs.of(studio)
        self.form = Form(self)
        self.form.add("source", ChoiceEdit())
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choices = self._make_choices()
        self.misfits = MisfitList(studio, self)
        self.pictures = PictureArea(self)
        self.table = RowsView(self)
        self.table.header.role_chosen.connect(self._choose_role)
        self.empty = self._make_empty()
        self.preview = QStackedWidget(self)
        for page in (self.empty, self.pictures, self.table):
            self.preview.addWidget(page)
        self._arrange()
        self.form.editors["source"].edited.connect(self._choose_source)
        studio.document_changed.connect(self._document_changed)
        studio.analysis_changed.connect(self._show_misfits)
        self._runs.data_changed.connect(self._show_data)
        self.retranslate()
        self.tint()
        self._show_settings()
        self._show_data(self._runs.data)

    def _make_choices(self) -> Form:
        form = Form(self)
        form.add("features", ChoiceEdit())
        form.add("target", ChoiceEdit())
        form.add("target_kind", ChoiceEdit())
        form.add("target_encoding", ChoiceEdit())
        form.add("scale", ChoiceEdit())
        form.add("test_share", PercentEdit())
        form.add("seed", WholeEdit(0, SEED_LIMIT))
        form.add("sample_shape", ChoiceEdit())
        form.add("window", WholeEdit(0, LONGEST_WINDOW))
        form.add("horizon", WholeEdit(1, LONGEST_WINDOW))
        form.add("text_length", WholeEdit(0, LONGEST_WINDOW))
        for name, editor in form.editors.items():
            editor.edited.connect(lambda value, name=name: self._choose(name, value))
        return form

    def _make_empty(self) -> QWidget:
        page = QWidget(self)
        self.empty_text = QLabel(page)
        self.empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty_text.setWordWrap(True)
        sources = [f"builtin:{name}" for name in ("mnist", "fashion_mnist", "titanic")]
        self.suggestions = {source: QPushButton(page) for source in (*sources, OWN_FILE)}
        row = Flow(Space.SNUG, centered=True)
        for source, button in self.suggestions.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _, source=source: self._choose_source(source))
            row.addWidget(button)
        for source in sources:
            self.suggestions[source].setText(BUILTINS[source.removeprefix("builtin:")].title)
        column = QVBoxLayout(page)
        column.addStretch()
        column.addWidget(self.empty_text)
        column.addLayout(row)
        column.addStretch()
        return page

    def _arrange(self) -> None:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.SNUG)
        for widget in (self.form, self.about, self.facts, self.choices):
            column.addWidget(widget)
        column.addStretch()
        scroll = QScrollArea(self)
        scroll.setWidget(side)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the focus
        scroll.setMinimumWidth(SIDE)
        right = QWidget(self)
        rows = QVBoxLayout(right)
        rows.setContentsMargins(Space.SNUG, Space.MEDIUM, Space.MEDIUM, Space.SNUG)
        rows.setSpacing(Space.SNUG)
        rows.addWidget(self.misfits)
        rows.addWidget(self.preview, 1)
        splitter = QSplitter(self)
        splitter.addWidget(scroll)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([SIDE + 20, 700])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the data when somebody looks at the panel: that starts a process."""
        super().showEvent(event)
        view, settings = self._runs.data, self._studio.document.data
        if settings.source and settings not in (view.settings, view.wanted):
            self._runs.peek()

    # What the person chooses

    def _choose(self, name: str, value: Any) -> None:
        if name == "features":
            value = (value,) if value else ()
        self._set(name, **{name: value})

    def _set(self, row: str, **changes: Any) -> None:
        """Change data settings as one undo step; a refusal stands below the row."""
        form = self.form if row == "source" else self.choices
        try:
            label = self.tr("Change the data")
            self._studio.try_edit(label, edits.set_data, merge=f"data.{row}", **changes)
        except DesignError as error:
            form.refuse(row, error_sentence(error))
            return
        form.refuse(row, "")

    def _choose_source(self, source: str) -> None:
        if source == OWN_FILE:
            self._pick(QFileDialog.FileMode.ExistingFile, self.tr("Choose samples"))
        elif source == OWN_FOLDER:
            self._pick(QFileDialog.FileMode.Directory, self.tr("Choose a folder of pictures"))
        elif source != self._studio.document.data.source:
            self.take_source(source)

    def _pick(self, mode: QFileDialog.FileMode, title: str) -> None:
        """Ask for a file without stopping the program."""
        dialog = QFileDialog(self, title)
        dialog.setFileMode(mode)
        if mode == QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            kinds = (self.tr("Samples"), "(*.npz *.csv *.tsv *.txt *.data)")
            dialog.setNameFilters([" ".join(kinds), self.tr("All files") + " (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take_source(f"file:{Path(path)}"))
        dialog.rejected.connect(self._show_settings)
        dialog.open()

    def take_source(self, source: str) -> None:
        """Use another source. What was chosen in the old one means nothing in it."""
        self._set(
            "source",
            source=source,
            target="",
            features=(),
            columns={},
            sample_shape=(),
            target_kind="auto",
            target_encoding="auto",
            window=0,
            horizon=1,
            text_length=0,
        )

    def _choose_role(self, column: str, role: str) -> None:
        settings = self._studio.document.data
        if role == "target":
            self._set("target", target=column, target_kind="auto")
            return
        changes: dict[str, Any] = {"columns": {**settings.columns, column: role}}
        facts = self._runs.data.facts
        if facts is not None and column == facts.target:
            others = [entry.name for entry in facts.columns if entry.name != column]
            changes["target"] = others[-1] if others else ""
        self._set("features", **changes)

    # What is shown

    def _document_changed(self, difference: Any) -> None:
        if difference.before.data != difference.after.data:
            self._show_settings()
            if self.isVisible():
                self._runs.peek_soon()
        if not self._studio.is_analysing:
            self._show_misfits()

    def _show_settings(self) -> None:
        settings = self._studio.document.data
        self._offer_sources(settings.source)
        self.form.editors["source"].set_value(settings.source)
        for name in PLAIN:
            self.choices.editors[name].set_value(getattr(settings, name))
        self._offer_choices()

    def _offer_sources(self, chosen: str) -> None:
        rows: list = [
            (f"builtin:{name}", entry.title, engine_text(entry.about))
            for name, entry in BUILTINS.items()
        ]
        if chosen.startswith("file:"):
            path = Path(chosen.removeprefix("file:"))
            rows += [None, (chosen, path.name, str(path))]
        rows += [
            None,
            (OWN_FILE, self.tr("Own file…"), self.tr("An .npz file or a .csv table")),
            (OWN_FOLDER, self.tr("Folder of pictures…"), self.tr("One sub-folder is one class")),
        ]
        self.form.editors["source"].offer(rows)

    def _show_data(self, view: DataView) -> None:
        self.setCursor(Qt.CursorShape.BusyCursor if view.busy else Qt.CursorShape.ArrowCursor)
        if view.busy:
            return
        self._offer_choices()
        self._show_misfits()
        facts = view.facts
        for widget in (self.about, self.facts, self.choices):
            widget.setVisible(facts is not None)
        if facts is None:
            self.preview.setCurrentWidget(self.empty)
            return
        self.about.setText(engine_text(facts.about))
        self.about.setVisible(bool(facts.about))
        self.facts.setText(described(facts))
        if view.pictures is not None:
            self._show_pictures(view)
        else:
            self._show_rows(view, facts)

    def _show_pictures(self, view: DataView) -> None:
        self.pictures.grid.show_pictures(
            [
                Picture(to_image(pixels), label, tip=label)
                for pixels, label in zip(view.pictures, view.labels, strict=True)
            ]
        )
        self.preview.setCurrentWidget(self.pictures)

    def _show_rows(self, view: DataView, facts: DataFacts) -> None:
        left_out = [place for place, column in enumerate(facts.columns) if column.role == "ignore"]
        self.table.model().show_rows(view.heading, view.rows, faint=left_out)
        self.table.header.show_columns(facts.columns)
        self.table.fit_columns()
        self.preview.setCurrentWidget(self.table)

    def _offer_choices(self) -> None:
        """Fill the choices with what this data has."""
        form, settings, facts = self.choices, self._studio.document.data, self._runs.data.facts
        if facts is None:
            return
        table = facts.kind == "table"
        names = [column.name for column in facts.columns] or [
            array.name for array in facts.arrays if array.numeric
        ]
        automatic = self.tr("Automatic: {name}")
        usual = ("", automatic.format(name=target_name(facts)), "")
        targets = [] if settings.target else [usual]
        targets += [(name, name, "") for name in names[:COLUMN_LIMIT]]
        if not table:
            targets.append((SAME_AS_INPUT, self.tr("The sample itself"), ""))
            targets.append((NEXT_STEP, self.tr("The next step of the sample"), ""))
            inputs = ", ".join(facts.input_names)
            arrays = [("", automatic.format(name=inputs), "")] if not settings.features else []
            form.editors["features"].offer(arrays + [(name, name, "") for name in names])
            form.editors["features"].set_value(settings.features[0] if settings.features else "")
        form.editors["target"].offer(targets)
        form.editors["target"].set_value(settings.target)
        own = [((), self.tr("As it is"), "")]
        flat = (math.prod(facts.input_shapes[0]),)
        own += [(flat, shape_text(flat), "")] if len(facts.input_shapes) == 1 else []
        form.editors["sample_shape"].offer(own)
        form.editors["sample_shape"].set_value(settings.sample_shape)
        form.show_row("features", not table)
        form.show_row("sample_shape", not table)
        form.show_row("target_encoding", facts.target_kind == "classes")
        form.show_row("window", table)
        form.show_row("horizon", table and settings.window > 0)
        form.show_row("text_length", any(column.role == "words" for column in facts.columns))
        form.enable_row("test_share", not facts.given_test)
        form.enable_row("seed", not facts.given_test)

    def _show_misfits(self, *_: Any) -> None:
        view = self._runs.data
        if view.error is not None and not view.busy:
            self.misfits.show_error(view.error)
        else:
            self.misfits.show_misfits(self._runs.misfits())

    # Language and theme

    def tint(self) -> None:
        tokens = theme.current()
        color_text(self.about, tokens.color("text_muted"))
        color_text(self.facts, tokens.color("text_muted"))
        color_text(self.empty_text, tokens.color("text_faint"))
        self.facts.setFont(theme.font(theme.Type.CAPTION))

    def retranslate(self) -> None:
        tr, form = self.tr, self.choices
        for view in (self.table, self.pictures):
            view.setAccessibleName(tr("Samples"))
        self.form.name("source", tr("Data"), tr("Where the samples come from"))
        form.name("features", tr("Input"), tr("The array that is fed to the network"))
        form.name("target", tr("Target"), tr("What the network learns to tell"))
        form.name("target_kind", tr("Target kind"), tr("Classes are told apart, numbers estimated"))
        form.name("target_encoding", tr("Labels"), tr("How classes are written for the loss"))
        form.name("scale", tr("Scale"), tr("How values are brought to a common size"))
        form.name("test_share", tr("Test share"), tr("Samples that training never sees"))
        form.name("seed", tr("Seed"), tr("Draws the same test samples each time"))
        form.name("window", tr("Window"), tr("Rows in a sample; 0 takes each row by itself"))
        form.name("horizon", tr("Steps ahead"), tr("How far after a window its answer stands"))
        form.name("text_length", tr("Words"), tr("Words of a text; 0 lets the texts decide"))
        form.name("sample_shape", tr("Shape"), tr("The shape in which a sample is fed"))
        form.editors["target_kind"].offer(
            [
                ("auto", tr("Automatic"), ""),
                ("classes", tr("Classes"), ""),
                ("numbers", tr("Numbers"), ""),
                ("tags", tr("A class for each word"), ""),
            ]
        )
        form.editors["target_encoding"].offer(
            [
                ("auto", tr("Automatic"), ""),
                ("codes", tr("Numbers 0, 1, 2 …"), ""),
                ("one_hot", tr("Rows of 0 and 1"), ""),
            ]
        )
        form.editors["scale"].offer(
            [
                ("auto", tr("Automatic"), tr("Images from 0 to 1, tables standardised")),
                ("none", tr("As they are"), ""),
                ("unit", tr("From 0 to 1"), ""),
                ("standard", tr("Mean 0, deviation 1"), ""),
            ]
        )
        self.empty_text.setText(tr("Choose what the network shall learn from."))
        self.suggestions[OWN_FILE].setText(tr("Own file…"))
        self._show_settings()
        self._show_data(replace(self._runs.data, busy=False))
