"""How are kernels compiled on several cores? Numba compiles one function at a time in a process.

So helper processes take kernels from the same list as this one, and leave the machine code in the
cache on disk, where this process finds it. What is shared (the matrix product, the executor) is
compiled first, by one of them, while the others do what does not need it.
"""

from __future__ import annotations

import gc
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine import kernels, settings
from engine.worker import start

Report = Callable[[int, int, str], None]
EXECUTOR = "machine.Machine"  # compiled when its module loads
MOST_HELPERS = 3
# A helper takes about a second to start: as long as so many kernels take to compile.
KERNELS_A_HELPER = 4


def prepare(names: Iterable[str], report: Report | None = None) -> None:
    """Have all these kernels ready to be called.

    `report(done, total, name)` is called before each kernel and at the end with an empty name.
    """
    names = list(names)
    missing = kernels.missing(names)
    helpers = min(MOST_HELPERS, settings.cores() - 1, len(missing) // KERNELS_A_HELPER)
    with rarely_collecting():
        if helpers < 1:
            kernels.warm(names, report)
            return
        work = Work(missing, report)
        threads = [
            threading.Thread(target=assist, args=(work,), name="compiling", daemon=True)
            for _ in range(helpers)
        ]
        for thread in threads:
            thread.start()
        try:
            for name in work:
                kernels.prepare(name)
        finally:
            work.end()
            for thread in threads:
                thread.join()
        kernels.warm(names)
        if report:
            report(work.total, work.total, "")


class Work:
    """What is left to compile. Iterating takes one after the other, from several threads."""

    def __init__(self, missing: list[str], report: Report | None) -> None:
        shared = {one.name: one for name in missing for one in kernels.load(name).uses}
        lacking = [name for name, one in shared.items() if not one.cached()]
        self._left = [*lacking, EXECUTOR, *missing]
        self._needs = {
            name: {one.name for one in kernels.load(name).uses} & set(lacking) for name in missing
        }
        self.total, self._done, self._running = len(self._left), set(), 0
        self._changed = threading.Condition()
        self._report = report

    def __iter__(self) -> Iterator[str]:
        while (name := self._take()) is not None:
            finished = False
            try:
                yield name
                finished = True
            finally:
                self._put(name, finished)

    def _take(self) -> str | None:
        """The next whose needs are met; None when nothing is left or will come back."""
        with self._changed:
            while self._left or self._running:
                for name in self._left:
                    if self._needs.get(name, set()) <= self._done:
                        self._left.remove(name)
                        self._running += 1
                        if self._report:
                            self._report(len(self._done), self.total, name)
                        return name
                self._changed.wait()
            return None

    def _put(self, name: str, finished: bool) -> None:
        """What a helper could not do comes back, for others."""
        with self._changed:
            self._running -= 1
            if finished:
                self._done.add(name)
            else:
                self._left.insert(0, name)
            self._changed.notify_all()

    def end(self) -> None:
        """Give out nothing more."""
        with self._changed:
            self._left.clear()
            self._changed.notify_all()


def assist(work: Work) -> None:
    """Have a process of its own take part. One that fails gives back what it had taken."""
    root = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    try:
        process = subprocess.Popen(
            start.command("engine.worker.helper"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return  # then this process compiles alone
    with process:
        try:
            for name in work:
                process.stdin.write(name + "\n")
                process.stdin.flush()
                if process.stdout.readline().strip() != name:
                    raise BrokenPipeError
        except OSError:
            process.kill()


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Inside this context garbage is looked for rarely: a compiler makes much that stays."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
