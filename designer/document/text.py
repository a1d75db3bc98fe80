"""Is this text a project? From text to a document, refusing whatever is damaged or hostile."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any

from designer.document.faults import Fault, Faults, ProjectError
from designer.document.settings import clip
from designer.document.values import Document
from designer.document.writing import FORMAT, MIGRATIONS, VERSION

LONGEST_NUMBER = 400
MOST_FAULTS = 50

# What may be left of a number or of true, false and null where a text was cut off.
CUT_WORD = re.compile(r"[A-Za-z0-9.+\-]{0,30}")


def from_text(text: str, file: str) -> Document:
    """The document that the text of a project tells; `file` is what messages call it.

    Raises ProjectError with every fault.
    """
    from designer.document.reading import from_record

    record = migrated(parsed(text, file), file)
    try:
        return from_record(record)
    except Faults as found:
        raise _refusal(found.faults, file) from None


def _refusal(faults: tuple[Fault, ...], file: str) -> ProjectError:
    if len(faults) == 1:
        return ProjectError("{file} has a fault and was not opened.", faults=faults, file=file)
    return ProjectError(
        "{file} has {count} faults and was not opened.",
        faults=faults[:MOST_FAULTS],
        file=file,
        count=len(faults),
    )


def parsed(text: str, file: str) -> dict[str, Any]:
    """The JSON object in a text. Raises ProjectError for what is no JSON, or only half of it."""

    def no_doubles(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key, value in pairs:
            if key in table:
                raise ProjectError(
                    "{file} is damaged: the key {key} stands twice in one object.",
                    fix="Keep one of the two.",
                    file=file,
                    key=clip(key),
                )
            table[key] = value
        return table

    def no_number(word: str) -> float:
        raise ProjectError(
            "{file} holds {word}, which is no number for a project.",
            file=file,
            word=word if len(word) <= 20 else word[:20] + "…",
        )

    def whole(digits: str) -> int:
        return int(digits) if len(digits) <= LONGEST_NUMBER else no_number(digits)

    def broken(digits: str) -> float:
        number = float(digits) if len(digits) <= LONGEST_NUMBER else math.inf
        return number if math.isfinite(number) else no_number(digits)

    if not text.strip():
        raise ProjectError("{file} is empty.", file=file)
    try:
        record = json.loads(
            text,
            object_pairs_hook=no_doubles,
            parse_constant=no_number,
            parse_int=whole,
            parse_float=broken,
        )
    except RecursionError:
        raise ProjectError("{file} is nested too deeply to be a project.", file=file) from None
    except json.JSONDecodeError as error:
        raise _damaged(text, error, file) from None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ProjectError("{file} is no Layerloom project.", file=file)
    return record


def _damaged(text: str, error: json.JSONDecodeError, file: str) -> ProjectError:
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return ProjectError("{file} is no Layerloom project.", file=file)
    rest = text[error.pos :].strip()
    if CUT_WORD.fullmatch(rest) or error.msg.startswith("Unterminated string"):
        return ProjectError(
            "{file} is damaged: it ends in the middle, at line {line}.",
            fix="Its end was lost. Look for a backup or a recovery copy.",
            file=file,
            line=text.count("\n") + 1,
        )
    return ProjectError(
        "{file} is damaged at line {line}, column {column}: {reason}.",
        file=file,
        line=error.lineno,
        column=error.colno,
        reason=error.msg,
    )


def migrated(record: dict[str, Any], file: str) -> dict[str, Any]:
    """A record of any version that was ever written, as one of the newest version."""
    version = record.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ProjectError(
            "{file} has no version that Layerloom knows: {version}.",
            file=file,
            version=clip(version),
        )
    if version > VERSION:
        raise ProjectError(
            "{file} was written by a newer Layerloom (file version {version}, this one reads up "
            "to {newest}).",
            fix="Update Layerloom to open it.",
            file=file,
            version=version,
            newest=VERSION,
        )
    while version < VERSION:
        record = MIGRATIONS[version](record)
        version += 1
    return record
