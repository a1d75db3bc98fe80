"""What does `layerloom` do? Opens the window, or runs one command without it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import DesignError
from engine.worker.start import obey_flag

FINE, BAD_INPUT, USAGE, INTERRUPTED = 0, 1, 2, 130
COMMANDS = ("check", "train", "evaluate", "predict", "export", "import", "report", "demo")
# Commands that do not stand in cli_work: their module and function.
ELSEWHERE = {
    "demo": ("designer.demo", "run"),
    "export": ("designer.cli_export", "export"),
    "import": ("designer.cli_import", "run"),
    "report": ("designer.cli_report", "report"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without one open the window. Returns the exit code.

    A worker process of a frozen program comes by here as well, and must not load Qt.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    code = obey_flag(given)
    if code is not None:
        return code
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        return open_window(given)
    return run_command(given)


def open_window(arguments: list[str]) -> int:
    """Open the window, with a project if one is named."""
    if arguments and not Path(arguments[0]).exists():
        sys.stderr.write(f"{arguments[0]} is neither a project file nor a command.\n")
        sys.stderr.write("Try: layerloom --help\n")
        return USAGE
    return importlib.import_module("designer.app").main(arguments)


def run_command(given: list[str]) -> int:
    """Run a command. Faults of project, data and files are told, not raised."""
    work = importlib.import_module("designer.cli_work")
    if given[0] == "report":  # it draws
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        importlib.import_module("designer.app").drawing_application()
    elif given[0] != "demo":
        work.speak_the_users_language()
    options = importlib.import_module("designer.cli_options").parser().parse_args(given)
    output = importlib.import_module("designer.cli_output").Output(
        getattr(options, "json", False), options.quiet
    )
    if options.command in ELSEWHERE:
        module, name = ELSEWHERE[options.command]
        command = getattr(importlib.import_module(module), name)
    else:
        command = getattr(work, options.command)
    try:
        return command(options, output)
    except DesignError as error:
        output.fail(error)
        return BAD_INPUT
    except KeyboardInterrupt:
        output.end_progress()
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
