"""What does a person mean by a few letters? Names, initials, Chinese words and their pinyin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from PySide6.QtCore import QTranslator

import resources
from designer.document.kinds import Kind
from designer.document.prepared import offered
from designer.document.values import Document
from designer.pinyin import spells
from designer.texts import engine_text
from engine import registry


def fold(text: str) -> str:
    """Letters as they are compared: small, full-width forms made narrow."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def camel_initials(name: str) -> str:
    """The capitals and digits of a name: Conv2DTranspose gives "c2dt"."""
    return "".join(re.findall(r"[A-Z0-9]", name)).lower()


def humps(name: str) -> list[str]:
    """What of a name begins with each of its words: MaxPooling1D gives "pooling1d" and "1d"."""
    starts = re.finditer(r"(?<=[a-z0-9_ ])[A-Z0-9]|(?<=[A-Z])[A-Z](?=[a-z])", name)
    return [fold(name[found.start() :]) for found in starts]


def score(typed: str, name: str, *others: str) -> float:
    """How well `typed` fits something called `name`, of which `others` are said; 0: not at all.

    Each of several typed words must fit somewhere. What is said first of it counts more.
    """
    words = fold(typed).split()
    if not words:
        return 1.0
    scores = [_word_score(word, name, others) for word in words]
    return sum(scores) / len(scores) if all(scores) else 0.0


def _word_score(word: str, name: str, others: tuple[str, ...]) -> float:
    folded = fold(name)
    short = -len(folded) / 100
    if folded == word:
        return 100.0
    if folded.startswith(word):
        return 90.0 + short
    rest = [fold(other) for other in others]
    if word in rest:
        return 80.0
    if camel_initials(name).startswith(word):
        return 70.0 + short
    if any(hump.startswith(word) for hump in humps(name)):
        return 65.0 + short
    if re.search(rf"\b{re.escape(word)}", folded):
        return 60.0
    if word in folded:
        return 50.0 + short
    return max((_said_score(word, *said) for said in enumerate(rest)), default=0.0) or (
        10.0 if len(word) > 2 and re.search(".*".join(map(re.escape, word)), folded) else 0.0
    )


def _said_score(word: str, place: int, said: str) -> float:
    """How well a word fits the one of several sayings that stands at `place`."""
    if word in said:
        return 48.0 - place + 0.5 * said.startswith(word)
    start = spells(word, said) if word.isascii() and word.isalpha() else None
    if start is None:
        return 0.0
    return 47.0 - place + 0.5 * (start == 0)


def matching_layers(typed: str, document: Document) -> list[Kind]:
    """What can be added to a drawing and `typed` may mean, the best first."""
    kinds = offered(document)
    scores = {kind.type: score(typed, kind.name, *sayings(kind)) for kind in kinds}
    found = [kind for kind in kinds if scores[kind.type] > 0]
    return sorted(found, key=lambda kind: -scores[kind.type])


def sayings(kind: Kind) -> tuple[str, ...]:
    """What is said of a kind of layer, in the user's language, in English and in Chinese."""
    category = registry.CATEGORIES.get(kind.category, "")
    aliases = [alias for alias, name in registry.aliases().items() if name == kind.name]
    names = (engine_text(kind.name), in_chinese(kind.name), *aliases, *kind.aliases)
    about = [
        word
        for text in (category, kind.summary)
        for word in (engine_text(text), in_chinese(text), text)
    ]
    told = dict.fromkeys(word for word in (*names, *about) if word and word != kind.name)
    return tuple(told)


@lru_cache(maxsize=1024)
def in_chinese(source: str) -> str:
    """An engine text in Chinese whatever the language in use: its pinyin is typed in any."""
    return _chinese().translate("engine", source) or ""


@lru_cache(maxsize=1)
def _chinese() -> QTranslator:
    catalogue = QTranslator()
    catalogue.load("layerloom_zh_CN", str(resources.path("i18n")))
    return catalogue
