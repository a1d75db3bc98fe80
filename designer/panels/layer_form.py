"""How is a layer, or several of one kind, edited? Its name, shapes, problems, and every field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.document import edits, kinds
from designer.document.axes import axis_names
from designer.document.costs import BYTES, cost, size_text
from designer.document.kinds import Kind
from designer.document.values import Document, Node
from designer.panels.editor_table import editor_for
from designer.panels.editors import MIXED, UNSET
from designer.panels.fault import Fault
from designer.panels.field_row import FieldRow
from designer.panels.lines import Line
from designer.panels.problems import signature
from designer.panels.prose import code_html, strong
from designer.panels.tile import Tile
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.rule import Rule
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import (
    axis_text,
    engine_text,
    error_sentence,
    error_text,
    layer_title,
    number,
    shape_text,
)
from engine import registry
from engine.errors import DesignError
from engine.fields import Field


def set_each(document: Document, ids: Iterable[str], name: str, value: Any) -> Document:
    """Set one parameter of several layers as one edit."""
    for key in ids:
        document = edits.set_parameter(document, key, name, value)
    return document


class Header(QWidget):
    """The layer's picture, its name to edit, its kind, and a way to its card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tile = Tile(self)
        self.name = Line(self)
        self.name.setFont(theme.font(theme.Type.HEADING, weight=theme.DEMI))
        self.kind = QLabel(self)
        self.kind.setWordWrap(True)
        self.help = QToolButton(self)
        self.help.setAutoRaise(True)
        self.help.setIconSize(QSize(18, 18))
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.SNUG)
        grid.setVerticalSpacing(Space.HAIR)
        grid.addWidget(self.tile, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.help, 0, 2)
        grid.addWidget(self.kind, 1, 1, 1, 2)
        grid.addWidget(self.message, 2, 1, 1, 2)

    def refuse(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))


class LayerForm(Adapting, QWidget):
    """A form made from the fields of one kind of layer, for the nodes that are selected."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._ids: tuple[str, ...] = ()
        self._type = ""
        self._opened = False
        self.rows: dict[str, FieldRow] = {}
        self.faults: list[Fault] = []
        self._build()
        self.header.name.textEdited.connect(self._rename)
        self.header.name.editingFinished.connect(self._name_left)
        self.header.help.clicked.connect(lambda: studio.help_requested.emit(self._type))
        self.more.clicked.connect(self._turn)
        self.retranslate()

    def _build(self) -> None:
        self.header = Header(self)
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setMinimumWidth(1)
        self._faults = QVBoxLayout()
        self._faults.setSpacing(Space.TIGHT)
        self._fields, self._advanced = QVBoxLayout(), QVBoxLayout()
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setIconSize(QSize(14, 14))
        self._advanced_page = QWidget(self)
        self._advanced_page.setLayout(self._advanced)
        self._advanced.setContentsMargins(0, 0, 0, 0)
        for column in (self._fields, self._advanced):
            column.setSpacing(Space.SNUG)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self.header)
        column.addWidget(self.facts)
        column.addLayout(self._faults)
        column.addWidget(Rule(page))
        column.addLayout(self._fields)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._advanced_page)
        column.addStretch()
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the focus
        area.setWidget(page)
        self.help_strip = QLabel(self)
        self.help_strip.setWordWrap(True)
        self.help_strip.setTextFormat(Qt.TextFormat.RichText)
        self.help_strip.setMinimumHeight(58)
        self.help_strip.setContentsMargins(Space.MEDIUM, Space.SNUG, Space.MEDIUM, Space.SNUG)
        self.help_strip.setAlignment(Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(Rule(self))
        whole.addWidget(self.help_strip)

    # What is shown

    def show_nodes(self, ids: Iterable[str]) -> None:
        """Show the form for these nodes, all of one kind."""
        ids = tuple(ids)
        if ids != self._ids:
            self.header.refuse("")
        self._ids = ids
        kind = self._nodes()[0].type
        if kind != self._type:
            self._make_rows(kind)
        self.refresh()

    def _nodes(self) -> list[Node]:
        return [self._studio.document.nodes[key] for key in self._ids]

    def _parameters(self) -> list[Mapping[str, Any]]:
        """What is set of each layer that is shown."""
        return [node.parameters for node in self._nodes()]

    def _known_fields(self) -> Mapping[str, Field]:
        known = kinds.find(self._studio.document, self._type)
        return known.fields if known else {}

    def _make_rows(self, kind: str) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self._type = kind
        self.rows = {}
        for name, field in self._known_fields().items():
            row = FieldRow(field, editor_for(field), self)
            row.editor.use(self._studio)
            row.edited.connect(self._set)
            row.reset.connect(self._reset)
            row.finished.connect(self._studio.seal)
            row.focused.connect(self._explain)
            self.rows[name] = row
            (self._advanced if field.advanced else self._fields).addWidget(row)
        advanced = [row for row in self.rows.values() if row.field.advanced]
        self.more.setVisible(bool(advanced))
        self._fold()
        self._explain("")

    def _beside_field(self, error: DesignError, name: str) -> str:
        """The card above tells what is wrong; a field that has a value tells what to do with it."""
        what, fix = error_text(error)
        given = any(told.get(name, UNSET) is not UNSET for told in self._parameters())
        return fix if fix and given else what

    def refresh(self) -> None:
        """Show what the document and its analysis say now."""
        nodes = self._nodes()
        faults = self._problems()
        wrong = [problem for problem in faults if problem.severity == "error"]
        texts = {p.field: self._beside_field(p.error, p.field) for p in wrong if p.field}
        for name, row in self.rows.items():
            values = [told.get(name, UNSET) for told in self._parameters()]
            same = all(_same(value, values[0]) for value in values)
            if not row.refused or not row.isAncestorOf(self.focusWidget() or self):
                row.show_value(values[0] if same else MIXED, texts.get(name, ""))
        self._show_header(nodes)
        self._show_facts(nodes)
        self._show_faults(faults)

    def _problems(self) -> list[Any]:
        """What is wrong with what is shown."""
        return [p for p in self._studio.analysis.problems if p.node in self._ids]

    def _show_header(self, nodes: list[Node]) -> None:
        single = len(nodes) == 1
        known = kinds.find(self._studio.document, self._type)
        self.header.tile.set_picture(*((known.icon, known.category) if known else (self._type, "")))
        self.header.name.setReadOnly(not single)
        if single and not self.header.name.hasFocus():
            self.header.name.setText(nodes[0].name)
            self.header.refuse("")
        elif not single:
            self.header.name.setText(self.tr("{count} layers").format(count=number(len(nodes))))
        self.header.kind.setText(self._kind_words(known))

    def _kind_words(self, known: Kind | None) -> str:
        """What the kind is called, and what that is in words."""
        kind = known.title if known else self._type
        kind = engine_text(kind) if known and known.is_ours else kind
        title = layer_title(kind)
        if not title and known and known.category:
            title = engine_text(registry.CATEGORIES[known.category])
        return f"{kind}  ·  {title}" if title else kind

    def _show_facts(self, nodes: list[Node]) -> None:
        """Shapes in and out and the number of parameters, as far as they are known."""
        analysis, document = self._studio.analysis, self._studio.document
        rows: list[tuple[str, str]] = []
        facts = [analysis.facts.get(node.id) for node in nodes]
        if len(nodes) == 1 and facts[0] is not None:
            for wire in document.wires.into(nodes[0].id):
                spec = analysis.wires.get(wire)
                if spec is not None:
                    names = axis_names(document, analysis, wire.source, wire.source_port)
                    rows.append((self.tr("In"), self._shape(spec.shape, names)))
            for port, spec in enumerate(facts[0].outputs):
                names = axis_names(document, analysis, nodes[0].id, port)
                rows.append((self.tr("Out"), self._shape(spec.shape, names)))
        count = sum(fact.parameters for fact in facts if fact is not None)
        rows.append((self.tr("Parameters"), number(count)))
        rows += self._work(nodes)
        if len(nodes) == 1 and nodes[0].shares in document.nodes:
            owner = document.nodes[nodes[0].shares].name
            rows.append((self.tr("Weights"), self.tr("those of {layer}").format(layer=owner)))
        if any(node.bypassed for node in nodes):
            rows.append((self.tr("Bypassed"), self.tr("lets its input through unchanged")))
        self._write_facts(rows)

    def _write_facts(self, rows: list[tuple[str, str]]) -> None:
        faint = theme.current().text_faint
        lines = "".join(
            f"<tr><td style='color:{faint};padding-right:14px'>{name}</td><td>{text}</td></tr>"
            for name, text in rows
        )
        self.facts.setText(f"<table cellspacing='0' cellpadding='1'>{lines}</table>")

    def _shape(self, shape: tuple[int | None, ...], names: tuple[str, ...]) -> str:
        """A shape, and in smaller letters what its axes are."""
        muted = theme.current().text_faint
        words = ", ".join(axis_text(name) for name in names)
        small = f"<br><span style='color:{muted};font-size:11px'>{words}</span>" if words else ""
        return shape_text(shape) + small

    def _work(self, nodes: list[Node]) -> list[tuple[str, str]]:
        """Multiply-adds a sample and the memory of the outputs, where all is known."""
        document, analysis = self._studio.document, self._studio.analysis
        known = [cost(document, analysis, node) for node in nodes]
        if not all(one.values for one in known):
            return []
        batch = document.training.batch_size
        memory = BYTES * batch * sum(one.values for one in known)
        work = number(sum(one.multiply_adds for one in known))
        if any(one.is_open for one in known):
            work = self.tr("{count} a time step").format(count=work)
        return [
            (self.tr("Multiply-adds"), work),
            (self.tr("Outputs of a batch of {size}").format(size=batch), size_text(memory)),
        ]

    def _show_faults(self, problems: list[Any]) -> None:
        told = [signature(fault.problem) for fault in self.faults]
        if told == [signature(problem) for problem in problems]:
            for fault, problem in zip(self.faults, problems, strict=True):
                fault.refresh(problem)
            return
        for fault in self.faults:
            fault.hide()
            fault.deleteLater()
        self.faults = [Fault(self._studio, problem, parent=self) for problem in problems]
        for fault in self.faults:
            self._faults.addWidget(fault)

    def _explain(self, name: str) -> None:
        """Tell at the bottom what a field is for; without one, what the layer does."""
        if name in self.rows:
            text = f"{strong(name)}<br>{code_html(self.rows[name].help())}"
        else:
            known = kinds.find(self._studio.document, self._type)
            text = code_html(engine_text(known.summary)) if known else ""
        self.help_strip.setText(text)

    def _turn(self) -> None:
        self._opened = not self._opened
        self._fold()

    def _fold(self) -> None:
        advanced = [row for row in self.rows.values() if row.field.advanced]
        self._advanced_page.setVisible(self._opened and bool(advanced))
        self.more.setIcon(icons.action("chevron-down" if self._opened else "chevron-right"))
        self.more.setText(self.tr("More settings ({count})").format(count=len(advanced)))

    # What the user does

    def _set(self, name: str, value: Any) -> None:
        self._try(name, self._label(name), set_each, self._ids, name, value)

    def _reset(self, name: str) -> None:
        self._try(name, self._label(name), edits.reset_parameters, self._ids, [name])

    def _try(self, name: str, label: str, function, *arguments: Any) -> None:
        """Make an edit; what the document refuses is said beside the field."""
        try:
            self._studio.try_edit(label, function, *arguments, merge=self._merge_key(name))
        except DesignError as error:
            self.rows[name].refuse(error_sentence(error))
        else:
            self.refresh_row(name)

    def _merge_key(self, name: str) -> str:
        """What later edits of the same value become one step by."""
        return f"{','.join(self._ids)}.{name}"

    def refresh_row(self, name: str) -> None:
        """A good value takes back what was said about a bad one, though nothing has changed."""
        if self.rows[name].refused:
            self.rows[name].show_value(self._parameters()[0].get(name, UNSET))

    def _label(self, name: str) -> str:
        nodes = self._nodes()
        if len(nodes) == 1:
            return self.tr("Set {field} of {layer}").format(field=name, layer=nodes[0].name)
        return self.tr("Set {field} of {count} layers").format(field=name, count=len(nodes))

    def _rename(self, text: str) -> None:
        key = self._ids[0]
        label = self.tr("Rename to {name}").format(name=text)
        try:
            self._studio.try_edit(label, edits.rename, key, text, merge=f"{key}.name")
        except DesignError as error:
            self.header.refuse(error_sentence(error))
        else:
            self.header.refuse("")

    def _name_left(self) -> None:
        """Leaving the field with a name that was refused brings the good one back."""
        self._studio.seal()
        if len(self._ids) == 1 and self._ids[0] in self._studio.document.nodes:
            self.header.name.setText(self._nodes()[0].name)
            self.header.refuse("")

    # Language and theme

    def tint(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        self.header.name.setAccessibleName(self.tr("Name of the layer"))
        self.header.help.setToolTip(self.tr("Explain this layer"))
        self.header.help.setAccessibleName(self.tr("Explain this layer"))
        self.header.help.setIcon(icons.action("help"))
        tokens = theme.current()
        for label, token in (
            (self.header.kind, "text_muted"),
            (self.header.message, "error"),
            (self.help_strip, "text_muted"),
        ):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, tokens.color(token))
            label.setPalette(palette)
        self._fold()
        self._explain("")
        if self._ids and all(key in self._studio.document.nodes for key in self._ids):
            self.refresh()


def _same(value: Any, other: Any) -> bool:
    return value is other or (type(value) is type(other) and value == other)
