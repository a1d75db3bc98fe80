"""What changed between two documents? One comparison that every view applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from designer.document.sheets import used_by
from designer.document.values import Document, Frame, FrozenDict, Node, Note, Wire

# Changes of these touch how a drawing looks, never what the network computes.
LOOKS = frozenset({"x", "y", "collapsed"})
_NAMES = {record: tuple(field.name for field in fields(record)) for record in (Node, Note, Frame)}


@dataclass(frozen=True)
class Difference:
    """What `after` has that `before` had not, and the other way round.

    The `changed_…` tables give for each id the names of the attributes that differ.
    """

    before: Document
    after: Document
    added_nodes: tuple[str, ...] = ()
    removed_nodes: tuple[str, ...] = ()
    changed_nodes: Mapping[str, frozenset[str]] = FrozenDict()
    added_wires: tuple[Wire, ...] = ()
    removed_wires: tuple[Wire, ...] = ()
    added_notes: tuple[str, ...] = ()
    removed_notes: tuple[str, ...] = ()
    changed_notes: Mapping[str, frozenset[str]] = FrozenDict()
    added_frames: tuple[str, ...] = ()
    removed_frames: tuple[str, ...] = ()
    changed_frames: Mapping[str, frozenset[str]] = FrozenDict()
    name: bool = False
    data: bool = False
    training: bool = False
    budget: bool = False
    blocks: bool = False
    sheet: bool = False

    @property
    def added(self) -> tuple[str, ...]:
        """The ids of all nodes, notes and frames that are new: what a paste should select."""
        return self.added_nodes + self.added_notes + self.added_frames

    @property
    def removed(self) -> tuple[str, ...]:
        return self.removed_nodes + self.removed_notes + self.removed_frames

    @property
    def drawing(self) -> bool:
        """Whether anything on the canvas differs."""
        return self.network or any(
            (
                self.changed_nodes,
                self.added,
                self.removed,
                self.changed_notes,
                self.changed_frames,
            )
        )

    @property
    def network(self) -> bool:
        """Whether the layers, their parameters or wires differ: what calls for a new analysis."""
        return bool(
            self.added_nodes
            or self.removed_nodes
            or self.added_wires
            or self.removed_wires
            or self.blocks
            or self.sheet
            or any(not names <= LOOKS for names in self.changed_nodes.values())
        )

    @property
    def settings(self) -> bool:
        """Whether what the network is held against differs: data, training or budget."""
        return self.data or self.training or self.budget

    def __bool__(self) -> bool:
        return self.drawing or self.name or self.settings


def diff(before: Document, after: Document) -> Difference:
    """What changed from `before` to `after`. Records that both share are not looked into."""
    changes: dict[str, Any] = {}
    for table in ("nodes", "notes", "frames"):
        old, new = getattr(before, table), getattr(after, table)
        if old is not new:
            added, removed, changed = _records(old, new)
            changes |= {
                f"added_{table}": added,
                f"removed_{table}": removed,
                f"changed_{table}": changed,
            }
    if before.blocks is not after.blocks:
        changes["changed_nodes"] = FrozenDict(
            _instances(before, after) | changes.get("changed_nodes", {})
        )
    if before.wires is not after.wires:
        changes["added_wires"], changes["removed_wires"] = _wires(before.wires, after.wires)
    return Difference(
        before,
        after,
        name=before.name != after.name,
        data=before.data != after.data,
        training=before.training != after.training,
        budget=before.budget != after.budget,
        blocks=before.blocks is not after.blocks and before.blocks != after.blocks,
        sheet=before.sheet != after.sheet,
        **changes,
    )


def _instances(before: Document, after: Document) -> dict[str, frozenset[str]]:
    """The nodes of `after` whose blocks are not what they were."""
    changed = {key for key, block in after.blocks.items() if before.blocks.get(key) is not block}
    return {
        node.id: frozenset({"type"})
        for node in after.nodes.values()
        if node.id in before.nodes and not changed.isdisjoint(used_by(node))
    }


def _records(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple:
    added, changed = [], {}
    for key, record in new.items():
        former = old.get(key)
        if former is record:
            continue
        if former is None:
            added.append(key)
        elif former != record:
            changed[key] = frozenset(
                name
                for name in _NAMES[type(record)]
                if getattr(former, name) != getattr(record, name)
            )
    surplus = len(old) + len(added) - len(new)
    removed = tuple(key for key in old if key not in new) if surplus else ()
    return tuple(added), removed, FrozenDict(changed)


def _wires(old: tuple[Wire, ...], new: tuple[Wire, ...]) -> tuple:
    """Added and removed wires. What both lists begin and end with is passed over."""
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and old[start] is new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] is new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    former, present = set(old), set(new)
    return (
        tuple(wire for wire in new if wire not in former),
        tuple(wire for wire in old if wire not in present),
    )
