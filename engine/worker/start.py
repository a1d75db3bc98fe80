"""How is another process of this program started? Python runs a module, a bundle itself."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

# Where a process must begin that imports this program by its name.
ROOT = str(Path(__file__).resolve().parents[2])
# A frozen program has no `-m`: these first arguments tell it what to be.
FLAGS = {
    "engine.worker.main": "--layerloom-worker",
    "engine.worker.warm": "--layerloom-warm-kernels",
    "engine.worker.trial": "--layerloom-try-code",
    "engine.worker.helper": "--layerloom-compile-kernels",
}


def command(module: str) -> list[str]:
    """Program and arguments that run one of the modules of FLAGS."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAGS[module]]
    return [sys.executable, "-m", module]


def obey_flag(arguments: list[str]) -> int | None:
    """Be the process that the first argument asks for; None if it asks for none."""
    for module, flag in FLAGS.items():
        if arguments[:1] == [flag]:
            return importlib.import_module(module).main() or 0
    return None
