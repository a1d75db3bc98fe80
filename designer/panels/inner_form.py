"""How is a layer edited that another one holds? The way to it, and the form of its own fields."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from designer.document import kinds, slots
from designer.document.insides import inside
from designer.document.slots import Inner, Path
from designer.document.values import Node
from designer.panels.layer_form import LayerForm
from designer.shell import theme
from designer.studio import Studio
from designer.texts import number
from engine.fields import Field


class InnerForm(LayerForm):
    """The form for the layer in the selected slot: wrapper › inner, then its fields."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._path: Path = ()
        self._inner: Inner | None = None
        self.crumbs = QLabel(self.header)
        self.crumbs.setTextFormat(Qt.TextFormat.RichText)
        self.crumbs.setWordWrap(True)
        self.crumbs.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.crumbs.linkActivated.connect(self._go)
        self.header.name.hide()
        self.header.layout().replaceWidget(self.header.name, self.crumbs)

    def show_inner(self, key: str, path: Path) -> bool:
        """Show the layer in a slot of a node. False where that is empty."""
        node = self._studio.document.nodes[key]
        inner = slots.inner_at(node, path)
        if inner is None or not inner.type:
            return False
        changed = (key, path, inner.type) != (*self._ids[:1], self._path, self._type)
        self._ids, self._path, self._inner = (key,), path, inner
        if changed:
            self._make_rows(inner.type)
        self.refresh()
        return True

    def _parameters(self) -> list[Mapping[str, Any]]:
        return [self._inner.parameters]

    def _known_fields(self) -> Mapping[str, Field]:
        return slots.fields_of(self._studio.document, self._inner)

    def refresh(self) -> None:
        node = self._studio.document.nodes.get(self._ids[0])
        self._inner = slots.inner_at(node, self._path) if node is not None else None
        if self._inner is not None and self._inner.type == self._type:
            super().refresh()

    def _problems(self) -> list[Any]:
        return [p for p in super()._problems() if p.field == self._path[0].field]

    def _show_header(self, nodes: list[Node]) -> None:
        known = kinds.find(self._studio.document, self._type)
        self.header.tile.set_picture(*((known.icon, known.category) if known else (self._type, "")))
        self.header.kind.setText(self._kind_words(known))
        self.crumbs.setText(self._way(nodes[0]))

    def _way(self, node: Node) -> str:
        """The wrapper, what is between, and the layer itself; each step before is a link."""
        link = theme.current().accent
        steps = [node.name]
        for depth in range(1, len(self._path) + 1):
            inner = slots.inner_at(node, self._path[:depth])
            kind = kinds.find(self._studio.document, inner.type)
            place = f" {inner.path[-1].number + 1}" if inner.listed else ""
            steps.append(f"{kind.title if kind else inner.type}{place}")
        *before, last = (html.escape(step) for step in steps)
        links = [
            f"<a href='{depth}' style='color:{link};text-decoration:none'>{step}</a>"
            for depth, step in enumerate(before)
        ]
        return " › ".join([*links, f"<b>{last}</b>"])

    def _go(self, depth: str) -> None:
        """Select the wrapper, or what is between it and the layer."""
        self._studio.select(self._ids, inner=self._path[: int(depth)])

    def _show_facts(self, nodes: list[Node]) -> None:
        facts = self._studio.analysis.facts.get(nodes[0].id)
        entering = facts.inputs[0] if facts is not None and facts.inputs else None
        known = inside(self._studio.document, nodes[0], entering, self._path)
        rows: list[tuple[str, str]] = []
        if known is not None and known.error is None:
            for spec in known.outputs:
                rows.append((self.tr("Out"), self._shape(spec.shape, ())))
            rows.append((self.tr("Parameters"), number(known.parameters)))
        self._write_facts(rows)
        self.facts.setVisible(bool(rows))

    # What the user does

    def _set(self, name: str, value: Any) -> None:
        self._try(name, self._label(name), slots.set_inner, self._ids[0], self._path, name, value)

    def _reset(self, name: str) -> None:
        self._try(name, self._label(name), slots.reset_inner, self._ids[0], self._path, name)

    def _merge_key(self, name: str) -> str:
        return f"{self._ids[0]}.{self._path}.{name}"

    def _label(self, name: str) -> str:
        kind = kinds.find(self._studio.document, self._type)
        title = kind.title if kind else self._type
        return self.tr("Set {field} of {layer}").format(field=name, layer=title)
