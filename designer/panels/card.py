"""What does a layer do? Its card: a picture, its formula, the same with numbers, and its traps."""

from __future__ import annotations

import html

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from designer.document import kinds
from designer.document.kinds import Kind
from designer.document.slots import inner_at
from designer.explain.texts import Explanation, explanation
from designer.panels import card_words
from designer.panels.card_picture import CardPicture, Subject
from designer.panels.lines import value_text
from designer.panels.prose import code_html, paragraphs, strong
from designer.shell import theme
from designer.shell.adapting import Adapting
from designer.studio import Studio
from designer.texts import engine_text, layer_title, number, shape_text
from engine import registry
from engine.fields import REQUIRED

COPY = "copy:"


class CardPanel(Adapting, QWidget):
    """Shows the layer that was asked for, then follows the selection."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._type = ""
        self._lines: list[str] = []  # the programs' lines that can be copied
        self.picture = CardPicture(self)
        self.browser = QTextBrowser(self)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow_link)
        self.browser.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.browser.document().setDocumentMargin(14)
        self.browser.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.picture)
        column.addWidget(self.browser, 1)
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
        types = {document.nodes[key].type for key in self._selected()}
        if self._studio.inner:
            (key,) = self._studio.selection
            types = {inner_at(document.nodes[key], self._studio.inner).type or types.pop()}
        if len(types) == 1:
            self._type = types.pop()
        self.refresh()

    def _selected(self) -> list[str]:
        """The selected nodes of the kind that is shown, or of any kind while none is."""
        nodes = self._studio.document.nodes
        return [key for key in self._studio.selection if key in nodes]

    def _drawn(self, kind: Kind) -> list[str]:
        """The selected nodes of the kind that are without fault."""
        nodes, facts = self._studio.document.nodes, self._studio.analysis.facts
        return [
            key
            for key in sorted(self._selected())
            if nodes[key].type == kind.type and key in facts and facts[key].status == "ok"
        ]

    def refresh(self, _analysis: object = None) -> None:
        """Tell about the layer of now, when anybody looks."""
        if not self.isVisible():
            return
        kind = kinds.find(self._studio.document, self._type) if self._type else None
        self._lines = []
        if kind is None:
            text = self.tr("Select a layer to read what it does.")
            body = f"<p style='color:{theme.current().text_faint}'>{text}</p>"
            self.picture.show_subject(None)
        else:
            body = self._card(kind)
            self.picture.show_subject(self._subject(kind))
        place = self.browser.verticalScrollBar().value()
        self.browser.setHtml(body)
        self.browser.verticalScrollBar().setValue(place)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def _subject(self, kind: Kind) -> Subject:
        """What the picture shows: the kind, and how the first selected layer of it is set."""
        drawn = self._drawn(kind)
        if not drawn:
            return Subject(kind.type, kind.category)
        node, facts = self._studio.document.nodes[drawn[0]], self._studio.analysis.facts[drawn[0]]
        return Subject(
            kind.type,
            kind.category,
            node.parameters,
            tuple(spec.shape for spec in facts.inputs if spec is not None),
            tuple(spec.shape for spec in facts.outputs),
        )

    def _card(self, kind: Kind) -> str:
        tokens = theme.current()
        house = engine_text(registry.CATEGORIES[kind.category]) if kind.category else ""
        said = [text for text in (layer_title(kind.title), house, *kind.aliases) if text]
        told = explanation(kind.type, card_words.language())
        parts = [
            f"<p style='font-size:18px'>{strong(kind.title)}</p>",
            f"<p style='color:{tokens.text_faint}'>{html.escape(' · '.join(said))}</p>",
            self._paragraphs(kind.doc or kind.summary, told),
            self._formula(told),
            self._here(kind, told),
            self._traps(told),
            self._fields(kind),
        ]
        return "".join(parts)

    def _paragraphs(self, doc: str, told: Explanation | None) -> str:
        """The docstring and what the layer is for; back quotes mark code."""
        texts = [engine_text(paragraph) for paragraph in paragraphs(doc)]
        if told is not None:
            texts.append(told.use)
        return "".join(f"<p style='line-height:140%'>{code_html(text)}</p>" for text in texts)

    def _formula(self, told: Explanation | None) -> str:
        if told is None:
            return ""
        lines = [card_words.general(line) for line in told.formula]
        return card_words.heading(self.tr("Formula")) + card_words.box(lines)

    def _here(self, kind: Kind, told: Explanation | None) -> str:
        """The numbers of the selected layers of this kind."""
        made = "".join(self._node(key, told) for key in self._drawn(kind))
        return card_words.heading(self.tr("In this drawing")) + made if made else ""

    def _node(self, key: str, told: Explanation | None) -> str:
        """One layer: its formula with its own values, its sizes, its parameters, its line."""
        document, analysis = self._studio.document, self._studio.analysis
        node, facts = document.nodes[key], analysis.facts[key]
        before = ", ".join(shape_text(spec.shape) for spec in facts.inputs if spec is not None)
        after = ", ".join(shape_text(spec.shape) for spec in facts.outputs)
        arrow = f"{before} → {after}" if before else after
        lines = [f"{strong(node.name)}: {arrow}"]
        words = card_words.NodeWords(document, node, facts)
        lines += words.with_values(told) + words.sizes()
        count = self.tr("{count} parameters").format(count=number(facts.parameters))
        if facts.parameters == 1:
            count = self.tr("1 parameter")
        if facts.parameters and facts.trainable < facts.parameters:
            some = self.tr("{count} of them trained").format(count=number(facts.trainable))
            count = count + card_words.word("comma") + some
        lines += [strong(count), *words.parameters(), *words.legend()]
        program = words.keras_line()
        made = card_words.box(lines)
        if program:
            self._lines.append(program)
            link = f"<a href='{COPY}{len(self._lines) - 1}'>{self.tr('Copy')}</a>"
            made += card_words.program(program, link)
        return made

    def _traps(self, told: Explanation | None) -> str:
        if told is None or not told.traps:
            return ""
        rows = "".join(f"<p>⚠ {html.escape(trap, quote=False)}</p>" for trap in told.traps)
        return card_words.heading(self.tr("Traps")) + rows

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
        return card_words.heading(self.tr("Fields")) + "".join(rows)

    def _follow_link(self, link: QUrl) -> None:
        text = link.toString()
        if text.startswith(COPY):
            QGuiApplication.clipboard().setText(self._lines[int(text.removeprefix(COPY))])

    def tint(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        self.browser.setAccessibleName(self.tr("Explanation of the layer"))
        self.picture.setAccessibleName(self.tr("Picture of what the layer does"))
        palette = self.browser.palette()
        palette.setColor(palette.ColorRole.Base, theme.current().color("window"))
        self.browser.setPalette(palette)
        self.refresh()
