"""How does a person enter a large amount? As they would say it: 20k, 1.5 M, 64 MB."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from designer.document.costs import size_text
from designer.texts import number

FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "b": 10**9}
AMOUNT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([kmgb]?)b?", re.IGNORECASE)


def parsed(text: str) -> int | None:
    """The amount that a text tells; 0 for an empty one, None for one that tells none."""
    plain = re.sub(r"[\s\u00a0\u202f'_]", "", text)
    if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", plain):
        plain = re.sub(r"[.,]", "", plain)
    if not plain:
        return 0
    found = AMOUNT.fullmatch(plain)
    if found is None:
        return None
    return round(float(found[1].replace(",", ".")) * FACTORS[found[2].lower()])


class AmountEdit(QLineEdit):
    """An amount, or nothing for no limit. `in_bytes` shows it as a size of memory."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, in_bytes: bool = False) -> None:
        super().__init__(parent)
        self._in_bytes = in_bytes
        self._value = 0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._take)

    def set_value(self, value: int) -> None:
        self._value = value
        self._show()

    def _show(self) -> None:
        shown = size_text(self._value) if self._in_bytes else number(self._value)
        self.setText(shown if self._value else "")

    def _take(self) -> None:
        """Keep a good amount; a text that tells none gives way to the last good one."""
        value = parsed(self.text())
        if value is not None and (value != self._value):
            shown = size_text(self._value) if self._in_bytes else number(self._value)
            if not (self._value and self.text() == shown):
                self._value = value
                self.edited.emit(value)
        self._show()
