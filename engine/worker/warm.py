"""How do kernels get compiled before they are needed? By a polite process in the background."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from engine import compiling, kernels
from engine.worker import start

NICE = 15
# The modules of kernels that most networks are made of.
FIRST = (
    "convolution", "linear", "winograd", "pooling", "softmax", "reduction", "optimizers",
    "movement", "binary", "elementwise", "activations", "normalization", "random",
)  # fmt: skip


class WarmUp:
    """The child that fills the kernel cache, and its progress as "warming" events."""

    def __init__(self, tell: Callable[..., None]) -> None:
        self._tell = tell
        self._child: subprocess.Popen[str] | None = None
        self._wanted = False

    def start(self) -> None:
        """Begin, unless it goes on already."""
        self._wanted = True
        if self._child is not None and self._child.poll() is None:
            return
        self._child = subprocess.Popen(
            start.command("engine.worker.warm"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(
            target=self._follow, args=(self._child,), name="warm-up", daemon=True
        ).start()

    def stop(self) -> None:
        """Leave the processor to something more urgent."""
        if self._child is not None and self._child.poll() is None:
            self._child.kill()
            self._child.wait()

    def go_on(self) -> None:
        """Begin again if it was asked for before and had not come to its end."""
        if self._wanted and self._child is not None and self._child.returncode != 0:
            self.start()

    def _follow(self, child: subprocess.Popen[str]) -> None:
        for line in child.stdout or ():
            try:
                progress: dict[str, Any] = json.loads(line)
            except ValueError:
                continue  # something that a library printed
            self._tell("warming", **progress)
        child.wait()


def main() -> None:
    """Compile what is not in the cache yet; end early when the parent does."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    parent = os.getppid()

    def report(done: int, total: int, name: str) -> None:
        if os.getppid() != parent:
            os._exit(1)
        print(json.dumps({"done": done, "total": total, "name": name}), flush=True)

    with compiling.rarely_collecting():
        kernels.warm(sorted(kernels.missing(kernels.names()), key=urgency), report)


def urgency(name: str) -> int:
    """What most networks are made of comes first."""
    module = name.partition(".")[0]
    return FIRST.index(module) if module in FIRST else len(FIRST)


if __name__ == "__main__":
    main()
