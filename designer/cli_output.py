"""How does the command line speak? Results on stdout, progress and faults on stderr."""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from designer.runs import words
from designer.texts import error_text
from engine.errors import DesignError
from engine.worker.protocol import plain

tr = QCoreApplication.translate
BAR = 24
PERIOD = 0.1


class Output:
    """One line of progress that rewrites itself on a terminal; elsewhere a line an epoch."""

    def __init__(self, as_json: bool = False, quiet: bool = False) -> None:
        self._as_json = as_json
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._shown = ""
        self._time = 0.0

    # Results

    def say(self, text: str) -> None:
        """A line for people; with --json they get none on stdout."""
        if not self._as_json:
            self.end_progress()
            print(text, flush=True)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Columns of equal width; the last one is as long as it is."""
        widths = [max(room(row[place]) for row in rows) for place in range(len(rows[0]))]
        for row in rows:
            cells = [
                text + " " * (width - room(text)) for text, width in zip(row, widths, strict=True)
            ]
            self.say("  ".join(cells).rstrip())

    def result(self, content: Mapping[str, Any]) -> None:
        """What a script reads; only with --json."""
        if self._as_json:
            self.end_progress()
            # NaN is no JSON: a number that is none is null.
            print(json.dumps(_without_nan(plain(content)), ensure_ascii=False), flush=True)

    def fail(self, error: DesignError, known: Mapping[str, Any] | None = None) -> None:
        """A fault, and how to mend it; scripts get what is `known` besides."""
        what, fix = error_text(error)
        self.end_progress()
        sys.stderr.write(tr("Cli", "error: {text}").format(text=what) + "\n")
        if fix:
            sys.stderr.write("  " + fix + "\n")
        self.result({**(known or {}), "ok": False, "error": what, "fix": fix})

    # Progress

    def progress(self, text: str) -> None:
        """Replace the progress line."""
        if self._quiet or not self._live or time.monotonic() - self._time < PERIOD:
            return
        self._time = time.monotonic()
        sys.stderr.write("\r" + text + " " * max(0, len(self._shown) - len(text)))
        sys.stderr.flush()
        self._shown = text

    def milestone(self, text: str) -> None:
        """A line of progress that stays."""
        if not self._quiet:
            self.end_progress()
            sys.stderr.write(text + "\n")
            sys.stderr.flush()

    def end_progress(self) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()
            self._shown = ""


def room(text: str) -> int:
    """How many places a text takes in a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def bar(share: float) -> str:
    """A bar of text."""
    done = round(BAR * min(1.0, max(0.0, share)))
    return "[" + "=" * done + " " * (BAR - done) + "]"


def logs_text(logs: Mapping[str, float]) -> str:
    """Loss and metrics in one line."""
    return "  ".join(f"{name} {words.value(name, value)}" for name, value in logs.items())


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"number"}:
            return None
        return {key: _without_nan(item) for key, item in value.items()}
    return [_without_nan(item) for item in value] if isinstance(value, list) else value
