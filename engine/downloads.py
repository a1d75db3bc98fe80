"""How does a file from the internet come into the cache? Loaded once, checked, and kept."""

from __future__ import annotations

import hashlib
import importlib
import os
import tarfile
import warnings
import zipfile
from pathlib import Path
from typing import Any

from engine.errors import DesignError, DesignFileError
from engine.training.callbacks.progress import Progbar

PIECE = 2**18


def cache_folder(cache_dir: Any = None) -> Path:
    """Where Keras keeps its files: `cache_dir`, else $KERAS_HOME, else ~/.keras."""
    return Path(cache_dir or os.environ.get("KERAS_HOME") or "~/.keras").expanduser()


def get_file(
    fname: Any = None, origin: str | None = None, untar: bool = False,
    md5_hash: str | None = None, file_hash: str | None = None, cache_subdir: str = "datasets",
    hash_algorithm: str = "auto", extract: bool = False, archive_format: str = "auto",
    cache_dir: Any = None,
) -> str:  # fmt: skip
    """The path of a file in the cache, which is loaded from `origin` if it is not there.

    A file whose hash differs is loaded again; without a network the old one is used, and a
    warning says so. Raises DesignFileError when there is neither file nor network.
    """
    if not origin:
        raise DesignError("get_file needs the address of the file.", fix="Give origin.")
    name = str(fname) if fname else origin.split("?")[0].rstrip("/").rpartition("/")[2]
    folder = cache_folder(cache_dir) / cache_subdir
    unpacked = folder / name.removesuffix(".tar.gz")
    path = folder / f"{unpacked.name}.tar.gz" if untar else folder / name
    wanted, algorithm = (md5_hash, "md5") if md5_hash and not file_hash else (
        file_hash, hash_algorithm
    )  # fmt: skip
    fits = path.exists() and (not wanted or is_intact(path, wanted, algorithm))
    if not fits and not (untar and unpacked.exists()):
        try:
            download(origin, path, wanted, algorithm)
        except OSError as error:
            if not path.exists():
                raise DesignFileError(
                    "{name} is not in the cache and cannot be loaded from {origin}: {reason}.",
                    fix="Put the file at {path}.",
                    name=name, origin=origin, reason=str(error), path=str(path),
                ) from error  # fmt: skip
            warnings.warn(f"{path} has not the expected hash, but is used as it is.", stacklevel=3)
    if untar:
        if not unpacked.exists():
            unpack(path, folder)
        return str(unpacked)
    if extract:
        unpack(path, folder)
    return str(path)


def is_intact(path: Any, wanted: str, algorithm: str = "auto") -> bool:
    """Whether a file has the hash that is wanted."""
    short = algorithm == "md5" or (algorithm == "auto" and len(wanted) != 64)
    found = hashlib.md5(usedforsecurity=False) if short else hashlib.sha256()
    with Path(path).open("rb") as stream:
        while piece := stream.read(PIECE):
            found.update(piece)
    return found.hexdigest() == wanted


def download(origin: str, path: Path, wanted: str | None, algorithm: str = "auto") -> None:
    """Load a file and put it at `path` once it is whole. Raises OSError or DesignFileError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    print(f"Downloading data from {origin}")
    try:
        with importlib.import_module("urllib.request").urlopen(origin) as answer:
            size = int(answer.headers.get("Content-Length") or 0) or None
            bar, done = Progbar(size), 0
            with part.open("wb") as stream:
                while piece := answer.read(PIECE):
                    stream.write(piece)
                    done += len(piece)
                    bar.update(done)
        if wanted and not is_intact(part, wanted, algorithm):
            raise DesignFileError(
                "The file from {origin} is not whole, or is another one than expected.",
                fix="Try again later.", origin=origin,
            )  # fmt: skip
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> None:
    """Unpack a zip or tar archive; other files stay what they are. Raises DesignFileError."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            inside = folder.resolve()
            for member in archive:
                target = (inside / member.name).resolve()
                if not target.is_relative_to(inside) or not (member.isfile() or member.isdir()):
                    raise DesignFileError(
                        "{file} wants to write {name}, outside of its folder.",
                        file=path.name, name=member.name,
                    )  # fmt: skip
                if member.isdir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.extractfile(member).read())
