"""How is a layer inside a layer edited? Its kind is chosen, then its own fields appear below."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from designer.document.kinds import BLOCK, PICTURES
from designer.document.slots import DRAWN, kinds_that_fit
from designer.document.starting import NEW_CELL
from designer.panels.editors import MIXED, UNSET, Combo, Editor
from designer.panels.field_row import FieldRow
from designer.shell import icons, theme
from designer.shell.theme import Space
from designer.studio import Studio
from engine import registry
from engine.fields import Field

MakeEditor = Callable[[Field, QWidget], Editor]


class LayerEditor(Editor):
    """A kind to choose and a form for it. What it tells is the whole inner layer."""

    wide = True

    def __init__(
        self, field: Field, make_editor: MakeEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, parent)
        self._make_editor = make_editor
        self._parameters: dict[str, Any] = {}
        self.rows: dict[str, FieldRow] = {}
        self.box = Combo(self)
        self.box.setMinimumContentsLength(6)
        if field.optional:
            self.box.addItem("None", None)
        for kind in kinds_that_fit(field.holds):
            self.box.addItem(icons.layer(kind.name), kind.name, kind.name)
        self._studio: Studio | None = None
        self._known = self.box.count()
        self._drawn: list[tuple[str, str]] = []
        self.box.activated.connect(self._chosen)
        self._inside = QFrame(self)
        self._form = QVBoxLayout(self._inside)
        self._form.setContentsMargins(0, Space.TIGHT, 0, 0)
        self._form.setSpacing(Space.TIGHT)
        self._column.addWidget(self.box)
        self._column.addWidget(self._inside)
        self.setFocusProxy(self.box)

    def use(self, studio: Studio) -> None:
        self._studio = studio
        self._offer_drawn()

    def _offer_drawn(self) -> None:
        """Offer the cells and sub-models of the project behind the layers, and a new cell."""
        if self._studio is None or self.field.holds not in DRAWN:
            return
        wanted = DRAWN[self.field.holds]
        blocks = self._studio.project.blocks.values()
        drawn = [(one.name, BLOCK + one.id) for one in blocks if one.kind == wanted]
        if wanted == "cell":
            drawn.append((self.tr("A cell to draw"), NEW_CELL))
        if drawn != self._drawn:
            self._drawn = drawn
            while self.box.count() > self._known:
                self.box.removeItem(self._known)
            for name, type_ in drawn:
                self.box.addItem(icons.layer(PICTURES[wanted], "block"), name, type_)

    def show_value(self, value: Any) -> None:
        self._offer_drawn()
        shown = self.field.default if value is UNSET else value
        kind = shown.get("type") if isinstance(shown, Mapping) else None
        several = self._several(shown) or self.tr("choose")
        self.box.setPlaceholderText(self.mixed_text() if value is MIXED else several)
        self.box.setCurrentIndex(self.box.findData(kind) if kind or self.field.optional else -1)
        self._parameters = dict(shown.get("parameters") or {}) if kind else {}
        self._show_fields(kind)

    def _several(self, value: Any) -> str:
        """What a list of inner layers holds, one after the other; they are edited on the canvas."""
        if not isinstance(value, (list, tuple)):
            return ""
        names = {type_: name for name, type_ in self._drawn}
        kinds = [one["type"] for one in value if isinstance(one, Mapping) and "type" in one]
        return ", ".join(names.get(kind, kind) for kind in kinds)

    def _show_fields(self, kind: str | None) -> None:
        """Show a row for each usual field of the inner layer."""
        known = registry.layers().get(kind)
        fields = known.fields if known else {}
        usual = {name: field for name, field in fields.items() if not field.advanced}
        if list(usual.values()) != [row.field for row in self.rows.values()]:
            for row in self.rows.values():
                row.hide()
                row.deleteLater()
            self.rows = {name: self._row(field) for name, field in usual.items()}
        for name, row in self.rows.items():
            row.show_value(self._parameters.get(name, UNSET))
        self._inside.setVisible(bool(self.rows))

    def _row(self, field: Field) -> FieldRow:
        row = FieldRow(field, self._make_editor(field, self._inside), self._inside)
        if self._studio is not None:
            row.editor.use(self._studio)
        row.edited.connect(self._set)
        row.reset.connect(self._reset)
        row.finished.connect(self.finished)
        self._form.addWidget(row)
        return row

    def _chosen(self, _index: int) -> None:
        """Another kind begins with its defaults."""
        self._parameters = {}
        self._show_fields(self.box.currentData())
        self._tell()

    def _set(self, name: str, value: Any) -> None:
        self._parameters[name] = value
        self._tell()

    def _reset(self, name: str) -> None:
        self._parameters.pop(name, None)
        self.rows[name].show_value(UNSET)
        self._tell()

    def _tell(self) -> None:
        kind = self.box.currentData()
        if kind is None:
            self.cleared.emit()
        else:
            self.edited.emit({"type": kind, "parameters": dict(self._parameters)})


class JsonEditor(Editor):
    """A value that has no form of its own, as JSON. What cannot be read is told as it stands."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.text = QPlainTextEdit(self)
        self.text.setFont(theme.mono(theme.Type.CAPTION))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(96)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.text.textChanged.connect(self._typed)
        self._column.addWidget(self.text)
        self.setFocusProxy(self.text)

    def show_value(self, value: Any) -> None:
        self.text.setPlaceholderText(self.mixed_text() if value is MIXED else "[…]")
        own = value is not UNSET and value is not MIXED
        if own and self._read() == json.loads(json.dumps(value)):
            return
        with QSignalBlocker(self.text):
            self.text.setPlainText(json.dumps(value, indent=1) if own else "")

    def _read(self) -> Any:
        text = self.text.toPlainText()
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text

    def _typed(self) -> None:
        if self.text.toPlainText().strip():
            self.edited.emit(self._read())
        else:
            self.cleared.emit()
