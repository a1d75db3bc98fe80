"""What does the table of actions consist of? Rows, groups of rows, and their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from designer.canvas import keys

SEPARATOR = None


@dataclass(frozen=True)
class Action:
    """One row of the table.

    `run` is a dotted path below the window, such as "canvas.zoom_in", called with `arguments`;
    several `keys` are parted by blanks. `needs` names a condition of `conditions.conditions`. With
    `on_canvas` the keys work only while the canvas has the focus: Delete in a text field deletes
    letters. `check` is the preference that a tick shows.
    """

    name: str
    text: str
    run: str
    keys: str = ""
    icon: str = ""
    needs: str = ""
    on_canvas: bool = False
    check: str = ""
    arguments: tuple[Any, ...] = ()

    @property
    def shortcuts(self) -> list[str]:
        return self.keys.split()

    @property
    def also(self) -> list[str]:
        """Further keys, to which the canvas listens by itself while it has the focus."""
        room, _, command = self.run.partition(".")
        told = keys.keys_of(command, *self.arguments) if room == "canvas" else []
        return [key for key in told if key not in self.shortcuts]

    @property
    def title(self) -> str:
        """The text as a sentence shows it."""
        return plain(self.text)


@dataclass(frozen=True)
class Group:
    """Rows in a menu of their own inside a menu."""

    name: str
    text: str
    rows: tuple[Action | None, ...]


def actions_of(rows: Iterable[Action | Group | str | None]) -> Iterator[Action]:
    """The actions among some rows, those of groups too, in order."""
    for row in rows:
        if isinstance(row, Group):
            yield from actions_of(row.rows)
        elif isinstance(row, Action):
            yield row


def plain(text: str) -> str:
    """A menu entry's text without its keys, the mark "(&T)" of Chinese ones, and without dots."""
    return re.sub(r"\(&\w\)|&", "", text.partition("\t")[0]).rstrip("…")
