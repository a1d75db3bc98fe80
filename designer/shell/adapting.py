"""How does a widget follow the language and the theme, once it stands?"""

from __future__ import annotations

from PySide6.QtCore import QEvent


class Adapting:
    """Comes before Qt's class among a widget's bases: texts and colours are set in these two.

    A widget calls both itself when it is made.
    """

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.tint()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say every text in the language that is in use now."""

    def tint(self) -> None:
        """Take the colours of the theme that is in use now."""
