"""Which widget edits which kind of field? One table from a field's `editor` to its widget."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from designer.panels.columns import ColumnsEditor
from designer.panels.editors import (
    BooleanEditor,
    ChoiceEditor,
    Editor,
    NamedEditor,
    NumberEditor,
    TextEditor,
    TupleEditor,
)
from designer.panels.nested import JsonEditor, LayerEditor
from engine.fields import Field

EDITORS: dict[str, type[Editor]] = {
    "text": TextEditor,
    "integer": NumberEditor,
    "float": NumberEditor,
    "boolean": BooleanEditor,
    "choice": ChoiceEditor,
    "integers": TupleEditor,
    "numbers": TupleEditor,
    "shape": TupleEditor,
    "axis": TupleEditor,
    "columns": ColumnsEditor,
}


def editor_for(field: Field, parent: QWidget | None = None) -> Editor:
    """The widget for a field. A kind that the table does not know is edited as JSON."""
    if hasattr(field, "table"):
        return NamedEditor(field, parent)
    if field.editor == "layer" and not getattr(field, "several", False):
        return LayerEditor(field, editor_for, parent)
    return EDITORS.get(field.editor, JsonEditor)(field, parent)
