"""How is one feature column chosen? Its place in the table, what becomes of it, its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from designer.document.column_choices import (
    Choice,
    boundaries_of,
    made,
    read_numbers,
    read_words,
    rounded,
    words_of,
)
from designer.panels.lines import value_text
from designer.panels.training_form import (
    ChoiceEdit,
    Form,
    NumberEdit,
    SeveralEdit,
    ToggleEdit,
    WholeEdit,
)
from designer.shell import theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.texts import error_sentence, number
from engine import feature_column as fc
from engine.data.tables import ColumnFacts
from engine.errors import DesignError

MOST_BUCKETS = 1_000_000
WORDS_HEIGHT = 96
# Which rows a kind of column has, besides "column" and "kind".
ROWS = {
    "number": ("standardize", "mean", "deviation"),
    "ranges": ("boundaries",),
    "words": ("words", "unknown"),
    "hash": ("buckets",),
    "identity": ("buckets",),
    "cross": ("parts", "buckets"),
    "other": (),
}
OF_CATEGORIES = ("output", "dimension")


class NumbersEdit(QLineEdit):
    """Several numbers in a line."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.mono(theme.Type.BODY))
        self.textEdited.connect(lambda text: self.edited.emit(text))

    def set_value(self, value: Sequence[float]) -> None:
        if not self.hasFocus():
            self.setText(value_text(value))


class WordsEdit(QPlainTextEdit):
    """Words, one a line."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(WORDS_HEIGHT)
        self.textChanged.connect(self._changed)

    def set_value(self, value: Sequence[Any]) -> None:
        text = "\n".join(str(word) for word in value)
        if not self.hasFocus() and text != self.toPlainText():
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(blocked)

    def _changed(self) -> None:
        self.edited.emit(self.toPlainText())


class ChoiceForm(Adapting, QWidget):
    """A form for one choice. `changed` carries the new one, whether it can be or not."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice: Choice | None = None
        self._facts: dict[str, ColumnFacts] = {}
        self._parts: dict[str, Any] = {}
        self.form = Form(self)
        self.form.add("column", ChoiceEdit())
        self.form.add("kind", ChoiceEdit())
        self.form.add("standardize", ToggleEdit())
        self.form.add("mean", NumberEdit())
        self.form.add("deviation", NumberEdit())
        self.form.add("boundaries", NumbersEdit())
        self.form.add("words", WordsEdit())
        self.form.add("unknown", WholeEdit(0, MOST_BUCKETS))
        self.form.add("parts", SeveralEdit())
        self.form.add("buckets", WholeEdit(1, MOST_BUCKETS))
        self.form.add("output", ChoiceEdit())
        self.form.add("dimension", WholeEdit(1, 1024))
        for name, editor in self.form.editors.items():
            editor.edited.connect(lambda value, name=name: self._edit(name, value))
        self.form.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, 0, Space.SNUG, 0)
        column.addWidget(self.form)
        column.addStretch()
        self.retranslate()

    def offer(self, facts: Sequence[ColumnFacts], names: Sequence[str]) -> None:
        """Which columns of the table there are to choose from."""
        self._facts = {one.name: one for one in facts}
        self.form.editors["column"].offer((name, name, "") for name in names)

    def show_choice(self, choice: Choice | None, parts: Sequence[tuple[str, Any]]) -> None:
        """Show a choice, and what a cross could be made of."""
        self._choice, self._parts = choice, dict(parts)
        self.setEnabled(choice is not None and choice.kind != "other")
        shown = choice or Choice("other")
        for name in ("column", "kind", "standardize", "mean", "deviation", "boundaries", "words"):
            self.form.editors[name].set_value(getattr(shown, name))
        for name in ("unknown", "buckets", "output", "dimension"):
            self.form.editors[name].set_value(getattr(shown, name))
        known = [(name, name) for name in self._parts]
        self.form.editors["parts"].offer(known, self.tr("choose two or more"))
        self.form.editors["parts"].set_value([part_name(part) for part in shown.parts])
        self._show_rows(shown)

    def _show_rows(self, choice: Choice) -> None:
        rows = {*ROWS[choice.kind]}
        if choice.kind not in ("number", "other"):
            rows |= {*OF_CATEGORIES}
        if not choice.standardize:
            rows -= {"mean", "deviation"}
        if choice.output != "vector":
            rows.discard("dimension")
        for name in self.form.editors:
            self.form.show_row(name, name in rows or name == "kind")
        self.form.show_row("column", choice.kind not in ("cross", "other"))

    def refuse(self, error: DesignError | None) -> None:
        """Tell why the choice cannot be."""
        self.form.refuse("kind", error_sentence(error) if error is not None else "")

    # What the person chooses

    def _edit(self, name: str, value: Any) -> None:
        if self._choice is None:
            return
        self.form.refuse(name, "")
        try:
            choice = self._with(name, value)
        except DesignError as error:
            self.form.refuse(name, error_sentence(error))
            return
        self.changed.emit(choice)

    def _with(self, name: str, value: Any) -> Choice:
        """The choice with one change, and what that brings along. Raises DesignError."""
        choice = self._choice
        if name == "boundaries":
            return replace(choice, boundaries=read_numbers(value))
        if name == "words":
            facts = self._facts.get(choice.column)
            numbers = facts is not None and facts.kind == "number"
            return replace(choice, words=read_words(value, numbers))
        if name == "parts":
            return crossed(choice, tuple(self._parts[part] for part in value))
        if name in ("mean", "deviation") and not isinstance(value, float):
            raise DesignError("'{word}' is no number.", word=value)
        if name in ("column", "kind", "standardize"):
            return filled(replace(choice, **{name: value}), self._facts)
        return replace(choice, **{name: value})

    # Words

    def retranslate(self) -> None:
        tr, form = self.tr, self.form
        form.name("column", tr("Column"), tr("The column of the table"))
        form.name("kind", tr("Becomes"))
        form.name("standardize", tr("Mean 0, deviation 1"))
        form.name("mean", tr("Mean"))
        form.name("deviation", tr("Deviation"))
        form.name("boundaries", tr("Boundaries"), tr("A range includes its left end"))
        form.name("words", tr("Words"), tr("One a line; what is not among them counts nothing"))
        form.name(
            "unknown",
            tr("Buckets for others"),
            tr("Words that are not in the list are spread over so many categories of their own"),
        )
        form.name("parts", tr("Combined"), tr("Every combination of their categories counts"))
        form.name("buckets", tr("Categories"))
        form.name("output", tr("As"))
        form.name("dimension", tr("Numbers of a vector"))
        form.editors["kind"].offer((kind, *texts) for kind, texts in self.kinds().items())
        form.editors["output"].offer(
            [
                ("one_hot", tr("one number for each"), tr("1 where a sample has it, else 0")),
                ("vector", tr("a learned vector"), tr("A few numbers for each, which are learned")),
            ]
        )

    def kinds(self) -> dict[str, tuple[str, str]]:
        """What a column can become, in the user's words, and what that means."""
        tr = self.tr
        return {
            "number": (tr("its number"), ""),
            "ranges": (tr("ranges of numbers"), tr("Which range does the number lie in?")),
            "words": (tr("one of known words"), tr("Which word of a list is it?")),
            "hash": (
                tr("a bucket by its hash"),
                tr("For many words: each falls into a bucket, which it may share with others"),
            ),
            "identity": (tr("a category number"), tr("Whole numbers from 0")),
            "cross": (tr("a combination"), tr("Combinations of several columns' categories")),
            "other": (tr("as described"), tr("This form does not know all that it says")),
        }

    def title(self, choice: Choice) -> str:
        """A choice in a line, with how many numbers it gives: ``Age · ranges of numbers · 3``."""
        width = width_of(choice)
        parts = [choice.column or "?", self.kinds()[choice.kind][0]]
        return " · ".join(parts if width is None else [*parts, number(width)])


def part_name(part: Any) -> str:
    """What a part of a cross is called."""
    return part if isinstance(part, str) else fc.deserialize(part).name


def crossed(choice: Choice, parts: tuple[Any, ...]) -> Choice:
    """The combination of other parts, called after the columns that they read."""
    choice = replace(choice, parts=parts)
    try:
        return replace(choice, column=", ".join(made(choice).reads))
    except DesignError:
        return replace(choice, column="")


def filled(choice: Choice, facts: dict[str, ColumnFacts]) -> Choice:
    """A choice for another column or of another kind, with what suits the column."""
    known = facts.get(choice.column)
    if known is None:
        return choice
    if choice.kind == "number" and choice.standardize:
        return replace(choice, mean=rounded(known.mean), deviation=rounded(known.deviation))
    if choice.kind == "ranges":
        return replace(choice, boundaries=boundaries_of(known))
    if choice.kind == "words":
        return replace(choice, words=words_of(known))
    return choice


def width_of(choice: Choice) -> int | None:
    """How many numbers a choice gives; None where it cannot be."""
    try:
        return made(choice).width
    except DesignError:
        return None


def fault_of(choice: Choice) -> DesignError | None:
    """Why a choice cannot be; None where it can."""
    try:
        made(choice)
    except DesignError as error:
        return error
    return None
