"""Where does a kernel come from, by its name, and where is its machine code kept?

Importing this package imports neither Numba nor any kernel: `load("convolution.forward")` does.
"""

import importlib
import os
import pkgutil
import sys
import tempfile
from pathlib import Path

VERSION = "1"  # of the cache folder; what is in it is checked against the sources anyway


def load(name):
    """Return the kernel "module.function", as in load("convolution.forward"), uncompiled."""
    module, _, function = name.partition(".")
    return getattr(importlib.import_module(f"engine.kernels.{module}"), function)


def executor(threads):
    """Return an executor of plans that uses so many threads."""
    return importlib.import_module("engine.kernels.machine").Machine(threads)


def names():
    """Return the names of all kernels, sorted."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        members = vars(importlib.import_module(f"engine.kernels.{module.name}"))
        found += [member.name for member in members.values() if type(member).__name__ == "Kernel"]
    return sorted(set(found))


def prepare(name):
    """Compile a kernel or what kernels share, as load knows it, or fetch it from the cache."""
    getattr(load(name), "address", None)


def warm(names, report=None):
    """Compile the named kernels, or fetch them from the cache; what is cached already comes first.

    `report(done, total, name)` is called before each kernel and once at the end with an empty name.
    Numba compiles one function at a time in a process: a background process can fill the cache.
    """
    kernels = sorted((load(name) for name in names), key=lambda kernel: not kernel.cached())
    for done, kernel in enumerate(kernels):
        if report:
            report(done, len(kernels), kernel.name)
        kernel.address  # noqa: B018 - asking for the address is what compiles
    if report:
        report(len(kernels), len(kernels), "")


def missing(names):
    """Return those of the named kernels which would have to be compiled."""
    return [name for name in names if not load(name).cached()]


def cache_folder():
    """Return a folder of the user's own for compiled kernels, or a temporary one."""
    name = f"kernels-{VERSION}"
    for parent in (_user_cache(), Path(tempfile.gettempdir())):
        folder = parent / "layerloom" / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="layerloom-"))


def _user_cache():
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _choose_cache():
    if os.environ.get("NUMBA_CACHE_DIR"):
        return
    os.environ["NUMBA_CACHE_DIR"] = str(cache_folder())
    if "numba" in sys.modules:  # imported before us, it has read its environment already
        sys.modules["numba"].config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]


_choose_cache()
