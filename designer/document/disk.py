"""How do texts come to and from the disk? Read within limits, written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from designer.document.faults import ProjectError, shown

LARGEST_FILE = 64 * 2**20


def read_text(path: Path) -> str:
    """The text of a file. Raises ProjectError when there is none that could be a project's."""
    file = shown(path.name)
    try:
        # A pipe or a device could block for ever, or never end: look before opening.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ProjectError("{file} is no file.", fix="Choose a .loom file.", file=file)
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except ProjectError:
        raise
    except FileNotFoundError:
        raise ProjectError(
            "{file} is not there any more.", fix="It was moved, renamed or deleted.", file=file
        ) from None
    except PermissionError:
        raise ProjectError(
            "{file} may not be read.", fix="Ask its owner, or change its permissions.", file=file
        ) from None
    except (OSError, ValueError) as error:
        raise ProjectError(
            "{file} cannot be read: {reason}.", file=file, reason=reason(error)
        ) from None
    if len(content) > LARGEST_FILE:
        raise ProjectError(
            "{file} is larger than {limit} MB, too large for a project.",
            file=file,
            limit=LARGEST_FILE // 2**20,
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProjectError(
            "{file} is no Layerloom project: it is not UTF-8 text.", file=file
        ) from None


def write_text(path: Path, text: str, *, durable: bool = True) -> None:
    """Replace a file by a new one, in one step: at any time there is the old or the new one.

    `durable` waits until the disk has it, for what must outlive a power cut. Permissions and
    links stay. Raises ProjectError; the old file is untouched then.
    """
    file = shown(path.name)
    content = text.encode("utf-8")
    if len(content) > LARGEST_FILE:
        raise ProjectError(
            "The project is larger than {limit} MB and could not be opened again.",
            fix="Shorten its notes.",
            limit=LARGEST_FILE // 2**20,
        )
    try:
        target = Path(os.path.realpath(path))
        former = _former(target, file)
        temporary = target.with_name(f".{target.name[:40]}-{secrets.token_hex(4)}.tmp")
    except OSError as error:
        raise _unwritable(error, file) from None
    try:
        _fill(temporary, content, former, durable)
        os.replace(temporary, target)
    except OSError as error:
        raise _unwritable(error, file) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    if durable:
        _settle(target.parent)


def _former(target: Path, file: str) -> os.stat_result | None:
    """What is known of the file that will be replaced. Raises ProjectError when it may not be."""
    try:
        former = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(former.st_mode):
        raise ProjectError("{file} is no file.", fix="Choose another name.", file=file)
    if not former.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise ProjectError(
            "{file} is write-protected and stays as it was.",
            fix="Save under another name, or change its permissions.",
            file=file,
        )
    return former


def _fill(temporary: Path, content: bytes, former: os.stat_result | None, durable: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as stream:
        stream.write(content)
        stream.flush()
        if durable:
            os.fsync(stream.fileno())
    if former is not None:
        if hasattr(os, "chown"):
            with suppress(OSError):  # only an administrator may keep another person's name on it
                os.chown(temporary, former.st_uid, former.st_gid)
        os.chmod(temporary, stat.S_IMODE(former.st_mode))


def _settle(folder: Path) -> None:
    """Make the renaming itself outlive a power cut, where folders can be synchronised."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(error: OSError, file: str) -> ProjectError:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return ProjectError(
            "{file} cannot be saved: its folder is not there.",
            fix="Choose another folder.",
            file=file,
        )
    if isinstance(error, PermissionError):
        return ProjectError(
            "{file} cannot be saved: its folder may not be written.",
            fix="Choose another folder.",
            file=file,
        )
    return ProjectError(
        "{file} cannot be saved: {reason}. What was there before is untouched.",
        fix="Free some space or choose another folder.",
        file=file,
        reason=reason(error),
    )


def reason(error: Exception) -> str:
    """The system's own words for an error, without its number and path."""
    return getattr(error, "strerror", None) or str(error)
