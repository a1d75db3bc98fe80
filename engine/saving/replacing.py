"""How is a file written so that a reader sees the old one or the whole new one?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; the file is moved there when the writing succeeds.

    What is no file, such as /dev/null, is written to as it is: it must not be replaced.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    held = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield held
        os.replace(held, path)
    finally:
        held.unlink(missing_ok=True)
