"""How does an exported program read a table? Its columns as the designer encodes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.data import Prepared, tables
from engine.data.columns import GAPS
from engine.data.encoding import MISSING, Recipe, vocabulary
from engine.export import data_texts
from engine.export.python import INDENT, literal
from engine.tape import Spec

WORD = [
    "def word(value):",
    f'{INDENT}"""A category as text; 3.0, which pandas makes of 3 beside gaps, is "3"."""',
    f"{INDENT}whole = isinstance(value, float) and value.is_integer()",
    f"{INDENT}return str(int(value)) if whole else str(value).strip()",
    "",
    "",
    "def words(series):",
    f'{INDENT}"""A column as texts; gaps stay gaps."""',
    f'{INDENT}return series.map(word, na_action="ignore")',
]


def table_helpers(prepared: Prepared, reads: Mapping[str, Spec]) -> list[str]:
    """Functions that load_data calls."""
    found = WORD if needs_words(prepared, reads) else []
    if not prepared.texts:
        return found
    return [*found, "", "", *data_texts.HELPERS] if found else data_texts.HELPERS


def table_lines(prepared: Prepared, reads: Mapping[str, Spec]) -> list[str]:
    """The body of load_data for a table."""
    lines = read_lines(prepared)
    lines += row_lines(prepared)
    if reads:
        lines += column_lines(prepared, reads)
    elif prepared.recipes:
        lines += encoded_lines(prepared)
    lines += answer_lines(prepared)
    if prepared.settings.window:
        return [*lines, *data_texts.window_lines(prepared)]
    if prepared.texts:
        return [*lines, *with_texts(prepared)]
    if reads:
        lines += [
            "x_train = {name: values[train] for name, values in x.items()}",
            "x_test = {name: values[test] for name, values in x.items()}",
        ]
    else:
        lines.append("x_train, x_test = x[train], x[test]")
    return [*lines, "return (x_train, y[train]), (x_test, y[test])"]


def with_texts(prepared: Prepared) -> list[str]:
    """What comes back where columns of texts are fed, alone or beside numbers."""
    lines = data_texts.text_lines(prepared)
    parts = ["texts[0][train]", "texts[0][test]"]
    if len(prepared.train.x) > 1:
        lines.append("inputs = [*texts, x]" if prepared.recipes else "inputs = texts")
        parts = [f"[one[{part}] for one in inputs]" for part in ("train", "test")]
    return [
        *lines,
        f"x_train, x_test = {', '.join(parts)}",
        "return (x_train, y[train]), (x_test, y[test])",
    ]


def read_lines(prepared: Prepared) -> list[str]:
    """The table as a pandas DataFrame, read as the designer reads it."""
    path = prepared.data.path
    start = path.read_bytes()[: tables.SNIFFED]
    encoding = tables.sniff_encoding(path, start)
    text = start.decode(encoding, errors="ignore")
    separator = tables.sniff_separator(text)
    names, skipped, classes = tables.sniff_heading(text, separator)
    options = [f"names={literal(names)}", f"skiprows={skipped}", "header=None", "index_col=False"]
    options += ["skipinitialspace=True", "low_memory=False"]
    if separator != ",":
        options.append(f"sep={literal(separator)}")
    if encoding != "utf-8-sig":
        options.append(f"encoding={literal(encoding)}")
    listed = ", ".join(options)
    if not prepared.data.given_test:
        lines = [f"table = pd.read_csv(DATA, {listed})"]
    else:
        lines = [
            f"options = dict({listed})",
            "files = [pd.read_csv(file, **options) for file in (DATA, TEST_DATA)]",
            "table = pd.concat(files, ignore_index=True)",
        ]
    if classes:
        lines.append(f'table["class"] = table["class"].map(dict(enumerate({literal(classes)})))')
    return lines


def row_lines(prepared: Prepared) -> list[str]:
    """Which rows to learn from and which to test with."""
    target, settings = literal(prepared.facts.target), prepared.settings
    lines = [f"rows = np.flatnonzero(table[{target}].notna())"]
    if settings.window:
        return lines
    if prepared.data.given_test:
        border = len(prepared.data.table) - prepared.data.given_test
        return [*lines, f"train, test = rows[rows < {border}], rows[rows >= {border}]"]
    if settings.shuffle:
        lines.append(f"rows = rows[np.random.default_rng({settings.seed}).permutation(len(rows))]")
    border = len(prepared.train)
    return [*lines, f"train, test = rows[:{border}], rows[{border}:]"]


def needs_words(prepared: Prepared, reads: Mapping[str, Spec]) -> bool:
    if reads:
        return any(spec.dtype == "string" for spec in reads.values()) or has_words(prepared)
    kinds = {recipe.role for recipe in prepared.recipes}
    return bool(kinds & {"one_hot", "code"}) or has_words(prepared)


def has_words(prepared: Prepared) -> bool:
    """Whether the answers are looked up in a vocabulary."""
    if prepared.facts.filled:
        return False
    series = prepared.data.table[prepared.facts.target]
    return series.dtype.kind not in "iufb" or prepared.settings.target_kind == "classes"


def encoded_lines(prepared: Prepared) -> list[str]:
    """One row of numbers for each sample."""
    lines = ["parts = []"]
    for recipe in prepared.recipes:
        lines += recipe_lines(recipe)
    lines.append('x = np.column_stack(parts).astype("float32")')
    made = prepared.train.x[-1].shape[1:]
    if len(made) != 1 and not prepared.settings.window:
        lines.append(f"x = x.reshape(len(x), {', '.join(map(str, made))})")
    return lines


def recipe_lines(recipe: Recipe) -> list[str]:
    """What one column becomes."""
    series = f"table[{literal(recipe.column)}]"
    if recipe.role == "presence":
        return [f"parts.append({series}.notna())"]
    if recipe.role in ("one_hot", "code"):
        lines = code_lines(series, recipe.words)
        if recipe.role == "code":
            return [*lines, "parts.append(codes)"]
        return [*lines, f"parts.append(codes[:, np.newaxis] == np.arange({len(recipe.words)}))"]
    scaled = "column.fillna(" + literal(recipe.fill) + ")" if recipe.gaps else series
    if recipe.offset:
        scaled = f"({scaled} - {literal(recipe.offset)})"
    if recipe.divisor != 1.0:
        scaled = f"{scaled} / {literal(recipe.divisor)}"
    if not recipe.gaps:
        return [f"parts.append({scaled})"]
    return [
        f"column = {series}.replace([np.inf, -np.inf], np.nan)",
        f"parts.append({scaled})",
        "parts.append(column.isna())",
    ]


def code_lines(series: str, words: tuple[str, ...]) -> list[str]:
    """`codes`: the place of each word in a vocabulary, -1 for others."""
    lines = [f"known = {literal([word for word in words if word != MISSING])}"]
    lines.append(f"codes = pd.Categorical(words({series}), categories=known).codes")
    if MISSING in words:
        place = words.index(MISSING)
        lines.append(f"codes = np.where({series}.isna(), {place}, codes)")
    return lines


def column_lines(prepared: Prepared, reads: Mapping[str, Spec]) -> list[str]:
    """The columns that the network reads, by name."""
    lines = ["x = {}"]
    for name, spec in reads.items():
        source = name
        if name not in prepared.data.table.columns and name.endswith(GAPS):
            source = name.removesuffix(GAPS)
        series = f"table[{literal(source)}]"
        if source != name:
            kind = "int64" if spec.dtype != "float32" else "float32"
            value = f'{series}.isna().astype("{kind}")'
            value += ".astype(str)" if spec.dtype == "string" else ""
        elif spec.dtype == "string":
            value = f'words({series}).fillna("")'
        elif spec.dtype == "float32":
            value = f'{series}.fillna({literal(median(prepared, source))}).astype("float32")'
        else:
            value = f'{series}.fillna(-1).astype("int64")'
        lines.append(f"x[{literal(name)}] = {value}.to_numpy()[:, np.newaxis]")
    return lines


def median(prepared: Prepared, name: str) -> float:
    """What stands for a missing number: the median of the training samples."""
    values = prepared.data.table[name].iloc[prepared.train.rows].to_numpy(np.float64)
    values = values[np.isfinite(values)]
    return float(np.median(values)) if values.size else 0.0


def answer_lines(prepared: Prepared) -> list[str]:
    """The answers of all rows, as the loss takes them."""
    facts = prepared.facts
    if facts.filled:
        return data_texts.tag_lines(prepared)
    series = prepared.data.table[facts.target]
    text = f"table[{literal(facts.target)}]"
    if facts.target_kind == "numbers":
        return [f'y = {text}.to_numpy("float32")']
    if has_words(prepared):
        words = vocabulary(series.dropna())
        lines = [*code_lines(text, words), 'y = codes.astype("int64")']
    else:
        codes = prepared.train.y.argmax(axis=-1) if facts.one_hot else prepared.train.y
        raw: Any = series.iloc[prepared.train.rows].to_numpy(np.float64)
        lines = [f'y = {text}.fillna(0).to_numpy("int64")']
        if not np.array_equal(raw, codes):
            values = sorted({float(value) for value in series.dropna().unique()})
            whole = [int(v) if v.is_integer() else v for v in values]
            lines = [f"y = np.searchsorted({literal(whole)}, {text}.fillna({whole[0]}))"]
    if facts.one_hot:
        lines.append(f'y = np.eye({facts.classes}, dtype="float32")[y]')
    return lines
