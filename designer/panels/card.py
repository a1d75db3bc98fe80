"""What does a layer do? Its card: what it says of itself, its fields, and its numbers here."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from designer.document import kinds
from designer.document.kinds import Kind
from designer.panels.lines import value_text
from designer.panels.prose import code_html, paragraphs, strong
from designer.shell import theme
from designer.studio import Studio
from designer.texts import engine_text, layer_title, number, shape_text
from engine import registry
from engine.fields import REQUIRED


class CardPanel(QWidget):
    """Shows the layer that was asked for, then follows the selection."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._type = ""
        self.browser = QTextBrowser(self)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.setOpenExternalLinks(True)
        self.browser.document().setDocumentMargin(14)
        self.browser.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.browser)
        studio.help_requested.connect(self.explain)
        studio.selection_changed.connect(self._follow)
        studio.analysis_changed.connect(self.refresh)
        self._follow()
        self.retranslate()

    def explain(self, type_name: str) -> None:
        """Show the card of a kind of layer."""
        self._type = type_name
        self.refresh()

    def _follow(self, _selection: object = None) -> None:
        document = self._studio.document
        kinds = {document.nodes[key].type for key in self._selected()}
        if len(kinds) == 1:
            self._type = kinds.pop()
        self.refresh()

    def _selected(self) -> list[str]:
        return [key for key in self._studio.selection if key in self._studio.document.nodes]

    def refresh(self, _analysis: object = None) -> None:
        kind = kinds.find(self._studio.document, self._type) if self._type else None
        if kind is None:
            text = self.tr("Select a layer to read what it does.")
            body = f"<p style='color:{theme.current().text_faint}'>{text}</p>"
        else:
            body = self._card(kind)
        place = self.browser.verticalScrollBar().value()
        self.browser.setHtml(body)
        self.browser.verticalScrollBar().setValue(place)

    def _card(self, kind: Kind) -> str:
        tokens = theme.current()
        house = engine_text(registry.CATEGORIES[kind.category]) if kind.category else ""
        said = [text for text in (layer_title(kind.title), house, *kind.aliases) if text]
        parts = [
            f"<p style='font-size:18px'>{strong(kind.title)}</p>",
            f"<p style='color:{tokens.text_faint}'>{html.escape(' · '.join(said))}</p>",
            self._paragraphs(kind.doc or kind.summary),
            self._here(kind),
            self._fields(kind),
        ]
        return "".join(parts)

    def _paragraphs(self, doc: str) -> str:
        """The docstring: the blank lines part it, back quotes mark code."""
        made = []
        for paragraph in paragraphs(doc):
            made.append(f"<p style='line-height:140%'>{code_html(engine_text(paragraph))}</p>")
        return "".join(made)

    def _here(self, kind: Kind) -> str:
        """The numbers of the selected layers of this kind."""
        document, analysis = self._studio.document, self._studio.analysis
        lines = []
        for key in sorted(self._selected()):
            node, facts = document.nodes[key], analysis.facts.get(key)
            if node.type != kind.type or facts is None or facts.status != "ok":
                continue
            specs = (analysis.wires.get(wire) for wire in document.wires.into(key))
            before = ", ".join(shape_text(spec.shape) for spec in specs if spec is not None)
            after = ", ".join(shape_text(spec.shape) for spec in facts.outputs)
            arrow = f"{before} → {after}" if before else after
            count = self.tr("{count} parameters").format(count=number(facts.parameters))
            lines.append(f"{strong(node.name)}: {arrow}<br>{count}")
        if not lines:
            return ""
        color = theme.current().raised
        cell = f"<tr><td>{'<br>'.join(lines)}</td></tr>"
        table = f"<table width='100%' cellpadding='8' bgcolor='{color}'>{cell}</table>"
        return f"<p>{strong(self.tr('In this drawing'))}</p>{table}"

    def _fields(self, kind: Kind) -> str:
        if not kind.fields:
            return ""
        faint = theme.current().text_faint
        rows = []
        for name, field in kind.fields.items():
            default = (
                self.tr("required") if field.default is REQUIRED else value_text(field.default)
            )
            rows.append(
                f"<p>{strong(name)} <span style='color:{faint}'>{html.escape(default)}</span><br>"
                f"{code_html(engine_text(field.doc))}</p>"
            )
        return f"<p style='font-size:15px'>{strong(self.tr('Fields'))}</p>" + "".join(rows)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.browser.setAccessibleName(self.tr("Explanation of the layer"))
        palette = self.browser.palette()
        palette.setColor(palette.ColorRole.Base, theme.current().color("window"))
        self.browser.setPalette(palette)
        self.refresh()
