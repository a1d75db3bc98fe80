"""How does an exported program read texts and windows of rows? As the designer encodes them."""

from __future__ import annotations

from engine.data import Prepared
from engine.data.texts import MOST_WORDS, WORD
from engine.export.python import INDENT, literal

HELPERS = [
    f"WORD = re.compile({literal(WORD.pattern)})",
    "",
    "",
    "def split_text(text):",
    f'{INDENT}"""The words of a text in small letters; none of a gap."""',
    f"{INDENT}return WORD.findall(text.lower()) if isinstance(text, str) else []",
    "",
    "",
    "def vocabulary(texts):",
    f'{INDENT}"""The words of texts, the most used first."""',
    f"{INDENT}counts = Counter(word for text in texts for word in split_text(text))",
    f"{INDENT}return sorted(counts, key=lambda word: (-counts[word], word))[:{MOST_WORDS}]",
    "",
    "",
    "def filled(rows, length):",
    f'{INDENT}"""Rows of numbers as one array, with 0 before the short ones."""',
    f'{INDENT}made = np.zeros((len(rows), length), "int32")',
    f"{INDENT}for place, row in enumerate(rows):",
    f"{INDENT * 2}kept = row[:length]",
    f"{INDENT * 2}made[place, length - len(kept) :] = kept",
    f"{INDENT}return made",
    "",
    "",
    "def word_numbers(texts, known, length):",
    f'{INDENT}"""Texts as rows of numbers: 0 where there is no word, 1 for an unknown one."""',
    f"{INDENT}places = {{word: place for place, word in enumerate(known, 2)}}",
    f"{INDENT}rows = [[places.get(word, 1) for word in split_text(text)] for text in texts]",
    f"{INDENT}return filled(rows, length)",
]
IMPORTS = ("import re", "from collections import Counter")


def text_lines(prepared: Prepared) -> list[str]:
    """`texts`: a row of word numbers for each sample, for each column of texts."""
    lines = ["texts = []"]
    for recipe in prepared.texts:
        column = f"table[{literal(recipe.column)}]"
        lines += [
            f"known = vocabulary({column}.iloc[train])",
            f"texts.append(word_numbers({column}, known, {recipe.length}))",
        ]
    return lines


def tag_lines(prepared: Prepared) -> list[str]:
    """`y`: a class for each word."""
    facts, length = prepared.facts, prepared.texts[0].length
    return [
        f"names = {literal(list(facts.class_names))}",
        "places = {name: place for place, name in enumerate(names)}",
        f"tags = table[{literal(facts.target)}]",
        "rows = [[places[tag] for tag in str(text).split()] for text in tags]",
        f'y = filled(rows, {length}).astype("int64")',
    ]


def window_lines(prepared: Prepared) -> list[str]:
    """Windows of rows and the answers that follow them, the last ones to test with."""
    settings, learned = prepared.settings, len(prepared.train)
    samples = learned + len(prepared.test)
    last = settings.window + settings.horizon - 1
    return [
        f"first = np.arange({samples})",
        f"x = x[rows][first[:, np.newaxis] + np.arange({settings.window})]",
        f"y = y[rows][first + {last}]",
        f"return (x[:{learned}], y[:{learned}]), (x[{learned}:], y[{learned}:])",
    ]
