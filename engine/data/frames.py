"""Which columns of a table are fed in, which is the answer, and which rows test the network?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.data import encoding, tables, texts
from engine.data.prepared import Part, Prepared, data_facts, shaped, split
from engine.data.scaling import Scaling
from engine.data.settings import Settings
from engine.data.sources import DataSet
from engine.data.targets import Target, read_target
from engine.data.windows import cut
from engine.errors import DesignError, Where, did_you_mean


def guess_target(data: DataSet) -> str:
    """The column that is most likely to be learned: one with a telling name, else the last."""
    names = list(data.table.columns)
    if data.target in names:
        return data.target
    telling = ("target", "label", "class", "y", "survived", "outcome", "species", "price")
    return next((name for name in names if name.strip().lower() in telling), names[-1])


def prepare_table(chosen: Settings, data: DataSet) -> Prepared:
    """Arrays from a table. Raises DesignError."""
    target = chosen.target or guess_target(data)
    if target not in data.table.columns:
        near = did_you_mean(target, data.table.columns)
        raise DesignError(
            "{title} has no column '{target}'.",
            fix="Did you mean '{near}'?" if near else "Choose the target in the data panel.",
            where=Where(field="target"),
            title=data.title,
            target=target,
            near=near,
        )
    known = {**data.columns, **chosen.columns}
    columns = encoding.column_facts(data.table, target, known, chosen.features)
    used = [column for column in columns if column.role not in ("ignore", "target")]
    if not used and not chosen.window:
        raise DesignError(
            "No column of {title} is fed to the network.",
            fix="Choose at least one column besides the target.",
            where=Where(field="features"),
            title=data.title,
        )
    answered = data.table[target].notna().to_numpy()
    if chosen.window:
        return _windowed(chosen, data, target, columns, np.flatnonzero(answered))
    rows = _table_rows(chosen, data, answered)
    numbers, words = _recipes(chosen, data, used, rows[0])
    x = tuple(_inputs(chosen, data.table.iloc[part], numbers, words, target) for part in rows)
    answers = _table_target(chosen, data, target, rows, words)
    missing = int((~answered).sum())
    notes = (("{count} rows without an answer are left out.", {"count": missing}),)
    facts = _facts(
        chosen, data, (target, answers), x[0], (numbers, words), columns,
        (len(rows[0]), len(rows[1]), bool(data.given_test)), notes if missing else (),
    )  # fmt: skip
    parts = (Part(x[0], answers.train, rows[0]), Part(x[1], answers.test, rows[1]))
    return Prepared(chosen, facts, *parts, data, (), numbers, words)


def _recipes(chosen: Settings, data: DataSet, used, training: np.ndarray):
    """What the columns become: those of numbers and categories, and those of texts."""
    seen = data.table.iloc[training]
    numbers = tuple(
        encoding.make_recipe(data.table[column.name], seen[column.name], column.role, chosen.scale)
        for column in used
        if column.role != "words"
    )
    words = tuple(
        texts.make_text_recipe(column.name, seen[column.name], chosen.text_length)
        for column in used
        if column.role == "words"
    )
    return numbers, words


def _inputs(chosen: Settings, table, numbers, words, target: str) -> tuple[np.ndarray, ...]:
    """An array for each column of texts, and one for all others together."""
    found = [texts.encode_texts(table[recipe.column], recipe) for recipe in words]
    if numbers:
        rows = encoding.encode(table, numbers)
        found.append(shaped(rows, False, () if words else chosen.sample_shape, target))
    return tuple(found)


def _windowed(chosen: Settings, data: DataSet, target: str, columns, places) -> Prepared:
    """Windows of rows with the answers that follow them; the target's own past is fed too."""
    fed = [column for column in columns if column.role not in ("ignore", "words")]
    windows = cut(len(places), chosen)
    learned = len(windows.first) - windows.tested
    series = data.table[target]
    own = "number" if series.dtype.kind in "iuf" else "one_hot"
    fed = [replace(one, role=own) if one.role == "target" else one for one in fed]
    numbers, _ = _recipes(chosen, data, fed, places[: windows.answer[learned - 1] + 1])
    x = windows.samples(encoding.encode(data.table.iloc[places], numbers))
    rows = places[windows.answer]
    parts = rows[:learned], rows[learned:]
    answers = _table_target(chosen, data, target, parts, ())
    facts = _facts(
        chosen, data, (target, answers), (x,), (numbers, ()), columns,
        (learned, windows.tested, False),
        (("Each sample is {count} rows, in their order.", {"count": chosen.window}),),
    )  # fmt: skip
    made = (
        Part((x[:learned],), answers.train, parts[0]),
        Part((x[learned:],), answers.test, parts[1]),
    )
    return Prepared(chosen, facts, *made, data, (), numbers)


def _facts(chosen: Settings, data: DataSet, answer, x, recipes, columns, counts, notes):
    numbers, words = recipes
    widths = {recipe.column: len(recipe.outputs) for recipe in numbers}
    widths |= {recipe.column: recipe.length for recipe in words}
    told = tuple(
        (
            "'{column}' becomes {length} numbers from 0 to {top}: its Embedding needs input_dim "
            "{size}.",
            {"column": one.column, "length": one.length, "top": one.size - 1, "size": one.size},
        )
        for one in words
    )
    names = tuple(recipe.column for recipe in words)
    return data_facts(
        data,
        "table",
        (*names, "features") if numbers else names,
        x,
        *answer,
        counts,
        Scaling("standard" if chosen.scale == "auto" else chosen.scale),
        columns=tuple(replace(column, width=widths.get(column.name, 0)) for column in columns),
        feature_names=tuple(name for recipe in numbers for name in recipe.outputs),
        notes=(*told, *notes),
    )


def _table_rows(chosen: Settings, data: DataSet, answered: np.ndarray):
    """Rows to learn from and to test with, without those that have no answer."""
    if data.given_test:
        border = len(data.table) - data.given_test
        return np.flatnonzero(answered[:border]), np.flatnonzero(answered[border:]) + border
    places = np.flatnonzero(answered)
    if not places.size:
        raise DesignError(
            "The target has no value in any row.",
            fix="Choose another target.",
            where=Where(field="target"),
        )
    train, test = split(len(places), chosen.test_share, chosen.shuffle, chosen.seed)
    return places[train], places[test]


def _table_target(chosen: Settings, data: DataSet, name: str, rows, words) -> Target:
    series = data.table[name]
    if chosen.target_kind == "auto" and name == data.target:
        chosen = replace(chosen, target_kind=data.target_kind)
    if chosen.target_kind == "tags":
        return _tags(data, name, rows, words)
    if series.dtype.kind in "iufb" and chosen.target_kind != "classes":
        values = series.to_numpy(np.float64)
        present = values[np.isfinite(values)]
        if series.dtype.kind == "b" or np.array_equal(present, np.round(present)):
            values = np.where(np.isfinite(values), values, 0).astype(np.int64)
        train, test = values[rows[0]], values[rows[1]]
        return read_target(
            train, test, name, chosen.target_kind, chosen.target_encoding, data.class_names
        )
    if chosen.target_kind == "numbers":
        raise DesignError(
            "The target '{target}' holds words such as '{example}', not numbers.",
            fix="Take its values as classes, or choose another target.",
            where=Where(field="target"),
            target=name,
            example=tables.as_text(series.dropna().iloc[0]),
        )
    words = encoding.vocabulary(series.dropna())
    codes = encoding.codes_of(series, words)
    names = data.class_names if len(data.class_names) == len(words) else words
    return read_target(
        codes[rows[0]], codes[rows[1]], name, "classes", chosen.target_encoding, names
    )


def _tags(data: DataSet, name: str, rows, words) -> Target:
    """A class for each word of the one column of texts."""
    if len(words) != 1:
        raise DesignError(
            "Tags belong to the words of one text, but {count} columns are fed as words.",
            fix="Let one column become words.",
            where=Where(field="target_kind"),
            count=len(words),
        )
    names = texts.tag_names(data.table[name].dropna())
    train, test = (
        texts.encode_tags(
            data.table[name].iloc[part], data.table[words[0].column].iloc[part], names, words[0]
        )
        for part in rows
    )
    return Target("classes", train, test, names, filled=True)
