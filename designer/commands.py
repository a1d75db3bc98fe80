"""How is one command run, without a window? Its faults are told, not raised."""

from __future__ import annotations

import importlib
import os
import sys

from designer import cli_options, cli_work
from designer.cli_output import Output
from engine.errors import DesignError

FINE, BAD_INPUT, INTERRUPTED = 0, 1, 130
# Commands that do not stand in cli_work: their module and function.
ELSEWHERE = {
    "demo": ("designer.demo", "run"),
    "export": ("designer.cli_export", "export"),
    "import": ("designer.cli_import", "run"),
    "report": ("designer.cli_report", "report"),
}


def run(given: list[str]) -> int:
    """Run the command that these arguments ask for. Returns the exit code."""
    if given[0] == "report":  # it draws
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        importlib.import_module("designer.app").drawing_application()
    elif given[0] != "demo":
        cli_work.speak_the_users_language()
    options = cli_options.parser().parse_args(given)
    output = Output(getattr(options, "json", False), options.quiet)
    if options.command in ELSEWHERE:
        module, name = ELSEWHERE[options.command]
        command = getattr(importlib.import_module(module), name)
    else:
        command = getattr(cli_work, options.command)
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
