"""What is selected, and how can it be changed? A form for layers, a text for notes, a summary."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from designer.document import edits
from designer.document.diff import Difference
from designer.panels.inner_form import InnerForm
from designer.panels.layer_form import LayerForm
from designer.panels.overview import Overview
from designer.shell import theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import number

NARROWEST = 268


class NoteForm(QWidget):
    """The text of a note, or the title of a frame."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._key = ""
        self.title = QLabel(self)
        self.title.setFont(theme.font(theme.Type.HEADING, weight=theme.DEMI))
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.retranslate()
        self.text.textChanged.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)
        column.addStretch(0)

    def retranslate(self) -> None:
        """A name for the field in every language, until something is shown in it."""
        self.text.setAccessibleName(self.tr("Note"))

    def show_thing(self, key: str) -> None:
        document = self._studio.document
        self._key = ""  # what is written below is no edit
        is_note = key in document.notes
        text = document.notes[key].text if is_note else document.frames[key].title
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        self.text.setMaximumHeight(16_777_215 if is_note else 36)
        self.title.setText(self.tr("Note") if is_note else self.tr("Frame"))
        self.text.setAccessibleName(self.title.text())
        self._key = key

    def _changed(self) -> None:
        if not self._key:
            return
        text, merge = self.text.toPlainText(), f"{self._key}.text"
        if self._key in self._studio.document.notes:
            label = self.tr("Write note")
            self._studio.edit(label, edits.edit_note, self._key, text=text, merge=merge)
        else:
            label, line = self.tr("Rename frame"), " ".join(text.split())
            self._studio.edit(label, edits.edit_frame, self._key, title=line, merge=merge)


class InspectorPanel(Adapting, QStackedWidget):
    """Chooses the page that suits the selection, and keeps it up to date."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setMinimumWidth(NARROWEST)
        self.overview = Overview(studio, self)
        self.form = LayerForm(studio, self)
        self.inner = InnerForm(studio, self)
        self.note = NoteForm(studio, self)
        self.several = QLabel(self)
        self.several.setWordWrap(True)
        self.several.setMargin(Space.WIDE)
        self.several.setAlignment(Qt.AlignmentFlag.AlignTop)
        for page in (self.overview, self.form, self.inner, self.note, self.several):
            self.addWidget(page)
        studio.selection_changed.connect(self._refresh)
        studio.document_changed.connect(self._document_changed)
        studio.analysis_changed.connect(self._refresh)
        studio.project_changed.connect(self._project_changed)
        self.retranslate()

    def _document_changed(self, difference: Difference) -> None:
        if not difference.network:  # otherwise the analysis is about to be told
            self._refresh()

    def _project_changed(self) -> None:
        if self.currentWidget() is self.overview and not self._studio.is_analysing:
            self.overview.refresh()

    def _refresh(self, _change: Any = None) -> None:
        """Show the page for what is selected now."""
        document, selection = self._studio.document, self._studio.selection
        nodes = [key for key in document.nodes if key in selection] if selection else []
        others = selection - set(nodes)
        if self._studio.inner and self.inner.show_inner(nodes[0], self._studio.inner):
            self.setCurrentWidget(self.inner)
        elif len({document.nodes[key].type for key in nodes}) == 1 and not others:
            self.form.show_nodes(nodes)
            self.setCurrentWidget(self.form)
        elif len(selection) == 1:
            self.note.show_thing(next(iter(selection)))
            self.setCurrentWidget(self.note)
        elif selection:
            self._count(len(nodes), len(others))
            self.setCurrentWidget(self.several)
        else:
            self.overview.refresh()
            self.setCurrentWidget(self.overview)

    def _count(self, layers: int, others: int) -> None:
        facts = self._studio.analysis.facts
        known = (facts.get(key) for key in self._studio.selection)
        total = sum(fact.parameters for fact in known if fact is not None)
        lines = [self.tr("{count} layers are selected.").format(count=number(layers))]
        if others:
            lines.append(self.tr("{count} notes and frames, too.").format(count=number(others)))
        lines.append(self.tr("Together: {count} parameters.").format(count=number(total)))
        lines.append(self.tr("Select layers of one kind to edit them together."))
        self.several.setText("\n\n".join(lines))

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Inspector"))
        self.note.retranslate()
        self._refresh()
