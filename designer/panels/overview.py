"""What is the whole network like? Its totals and its layers with their shapes, as a summary."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from designer.document.analysis import NodeFacts
from designer.document.axes import axis_names
from designer.document.costs import BYTES, size_text
from designer.document.values import Node
from designer.panels.budget import BudgetForm
from designer.panels.ledger import Ledger
from designer.panels.training_form import ChoiceEdit
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space
from designer.studio import Studio
from designer.texts import compact, named_shape_text, number, shape_text

MEASURES = ("parameters", "multiply_adds", "memory")


class Layers(QAbstractTableModel):
    """The layers of the drawing as rows: name, output shape, and one of three measures."""

    def __init__(self, studio: Studio, ledger: Ledger, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self._ledger = ledger
        self.measure = MEASURES[0]
        self.nodes: list[Node] = []
        self.titles: tuple[str, ...] = ("", "", "")

    def refresh(self) -> None:
        self.beginResetModel()
        self.nodes = list(self._studio.document.nodes.values())
        self.endResetModel()

    def show_measure(self, name: str) -> None:
        """Show another measure in the last column."""
        self.beginResetModel()
        self.measure = name
        self.endResetModel()

    def recount(self) -> None:
        """The costs are known now."""
        if self.nodes and self.measure != "parameters":
            last = self.index(len(self.nodes) - 1, 2)
            self.dataChanged.emit(self.index(0, 2), last)

    def _measured(self, key: str, facts: NodeFacts) -> str:
        if self.measure == "parameters":
            return number(facts.parameters)
        one = self._ledger.costs.get(key)
        if one is None:
            return "…"
        if self.measure == "multiply_adds":
            return compact(one.multiply_adds)
        return size_text(BYTES * self._studio.document.training.batch_size * one.values)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.nodes)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        node = self.nodes[index.row()]
        facts = self._studio.analysis.facts.get(node.id)
        known = facts is not None and facts.status == "ok"
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            if column == 0:
                return node.name
            if not known:
                return "?" if column == 1 else ""
            if column == 1:
                return ", ".join(shape_text(spec.shape) for spec in facts.outputs)
            return self._measured(node.id, facts)
        if role == Qt.ItemDataRole.ToolTipRole and known and column == 1:
            return self._named(node.id, facts)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return icons.of_node(self._studio.document, node.type)
        if role == Qt.ItemDataRole.ForegroundRole and (column or not known):
            failed = facts is not None and facts.status == "error"
            return theme.current().color("error" if failed and not column else "text_muted")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _named(self, key: str, facts: NodeFacts) -> str:
        """The shapes with the names of their axes, a line each."""
        document, analysis = self._studio.document, self._studio.analysis
        return "\n".join(
            named_shape_text(spec.shape, axis_names(document, analysis, key, port))
            for port, spec in enumerate(facts.outputs)
        )


class Overview(Adapting, QWidget):
    """What the inspector shows while nothing is selected."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.title, self.totals, self.nothing = (QLabel(self) for _ in range(3))
        self.title.setFont(theme.font(theme.Type.HEADING, weight=theme.DEMI))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.totals.setTextFormat(Qt.TextFormat.RichText)
        self.nothing.setWordWrap(True)
        self.ledger = Ledger(studio, self)
        self.ledger.counted.connect(self._counted)
        self.budget = BudgetForm(studio, self)
        self.layers = Layers(studio, self.ledger, self)
        self.measure = ChoiceEdit(self)
        self.measure.edited.connect(self._choose_measure)
        self.table = QTreeView(self)
        self.table.setModel(self.layers)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setFrameShape(QTreeView.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.table.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setResizeContentsPrecision(50)
        self.table.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        words = QVBoxLayout()
        words.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, 0)
        for widget in (self.title, self.totals, self.budget, self.nothing, self.measure):
            words.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(words)
        edge = QVBoxLayout()
        edge.setContentsMargins(Space.TIGHT, 0, Space.SNUG, 0)
        edge.addWidget(self.table)
        column.addLayout(edge, 1)
        column.addStretch(0)
        self.retranslate()

    def refresh(self) -> None:
        """Show the totals and layers of now."""
        document = self._studio.document
        self.title.setText(self._studio.name or self.tr("Untitled"))
        self._show_totals()
        empty = not document.nodes
        for widget in (self.totals, self.budget, self.measure, self.table):
            widget.setVisible(not empty)
        self.nothing.setVisible(empty)
        self.layers.refresh()
        self._show_budget()
        self.ledger.begin()

    def _counted(self) -> None:
        """The costs of all layers are known."""
        self._show_totals()
        self._show_budget()
        self.layers.recount()

    def _choose_measure(self, name: str) -> None:
        self.layers.titles = (*self.layers.titles[:2], self._measures()[name])
        self.layers.show_measure(name)

    def _measures(self) -> dict[str, str]:
        return {
            "parameters": self.tr("Parameters"),
            "multiply_adds": self.tr("Multiply-adds"),
            "memory": self.tr("Memory of a batch"),
        }

    def _sums(self) -> tuple[int, int, bool]:
        """Multiply-adds of a sample, bytes of all outputs of a batch, whether a size is open."""
        every = self.ledger.costs.values()
        scale = BYTES * self._studio.document.training.batch_size
        return (
            sum(one.multiply_adds for one in every),
            scale * sum(one.values for one in every),
            any(one.is_open for one in every),
        )

    def _show_budget(self) -> None:
        work, memory, _ = self._sums()
        parameters = self._studio.analysis.total_parameters
        self.budget.refresh({"parameters": parameters, "multiply_adds": work, "memory": memory})

    def _show_totals(self) -> None:
        analysis, document = self._studio.analysis, self._studio.document
        total, trained = analysis.total_parameters, analysis.trainable_parameters
        work, memory, is_open = self._sums()
        rows = [
            (self.tr("Layers"), number(len(document.nodes))),
            (self.tr("Parameters"), number(total)),
            (self.tr("Trainable"), number(trained)),
            (self.tr("Weights in memory"), size_text(total * BYTES)),
        ]
        if self.ledger.costs:
            told = self.tr("{count} a time step") if is_open else "{count}"
            batch = self.tr("Outputs of a batch of {size}")
            rows += [
                (self.tr("Multiply-adds a sample"), told.format(count=compact(work))),
                (batch.format(size=document.training.batch_size), size_text(memory)),
            ]
        faint = theme.current().text_faint
        lines = "".join(
            f"<tr><td style='color:{faint};padding-right:18px'>{name}</td><td>{text}</td></tr>"
            for name, text in rows
        )
        self.totals.setText(f"<table cellspacing='0' cellpadding='2'>{lines}</table>")

    def _go(self, index: QModelIndex) -> None:
        self._studio.focus(self.layers.nodes[index.row()].id)

    def tint(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        self.nothing.setText(
            self.tr(
                "Nothing is drawn yet. Drag a layer from the left onto the canvas, "
                "or press Tab on the canvas and type its name."
            )
        )
        measures = self._measures()
        self.measure.offer([(name, text, "") for name, text in measures.items()])
        self.measure.set_value(self.layers.measure)
        self.measure.setAccessibleName(self.tr("What the last column shows"))
        self.measure.setToolTip(self.tr("What the last column shows"))
        last = measures[self.layers.measure]
        self.layers.titles = (self.tr("Layer"), self.tr("Output shape"), last)
        self.table.setAccessibleName(self.tr("Layers of the network"))
        palette = self.table.palette()
        palette.setColor(palette.ColorRole.Base, theme.current().color("window"))
        self.table.setPalette(palette)
        self.refresh()
