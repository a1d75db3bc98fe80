"""What does the program say beside the user's work? Short messages, some with buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from designer.document.repairs import Offer


@dataclass(frozen=True)
class NoticeAction:
    """A button on a notice. What it would do to the drawing is shown while it is pointed at."""

    label: str
    run: Callable[[], Any]
    offer: Offer | None = None


@dataclass(frozen=True)
class Notice:
    """A short message that does not stop the user's work.

    `severity` is "info", "success", "warning" or "error". A later notice with the same `key`
    takes the place of an earlier one; `lasting` ones stay until they are dismissed.
    """

    severity: str
    text: str
    actions: tuple[NoticeAction, ...] = ()
    key: str = ""
    lasting: bool = False
