"""What does `layerloom` do? Opens the window, or runs one command without it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from designer.starting import collecting_later

FAILED, USAGE = 1, 2
COMMANDS = ("check", "train", "evaluate", "predict", "export", "import", "report", "demo")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without one open the window. Returns the exit code.

    A worker process of a frozen program comes by here as well, and must not load Qt.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    code = loaded("engine.worker.start").obey_flag(given)
    if code is not None:
        return code
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        return open_window(given)
    return loaded("designer.commands").run(given)


def open_window(arguments: list[str]) -> int:
    """Open the window, with a project if one is named."""
    if arguments and not Path(arguments[0]).exists():
        sys.stderr.write(f"{arguments[0]} is neither a project file nor a command.\n")
        sys.stderr.write("Try: layerloom --help\n")
        return USAGE
    if reason := loaded("designer.display").hindrance():
        sys.stderr.write(reason)
        return FAILED
    return loaded("designer.app").main(arguments)


def loaded(module: str) -> object:
    """A module of the program, with all that it needs: the larger part of the time to start."""
    with collecting_later():
        return importlib.import_module(module)
