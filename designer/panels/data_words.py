"""What are the data like, in a few lines? Counts, shapes, classes, and what one should know."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from designer.texts import engine_text, number, shape_text
from engine.data import DataFacts
from engine.data.settings import NEXT_STEP, SAME_AS_INPUT

SHOWN = 10  # classes that are told by name


def described(facts: DataFacts) -> str:
    """The numbers that matter, a line each."""
    translate = QCoreApplication.translate
    counts = translate("DataPanel", "{train} samples to learn from, {test} to test with").format(
        train=number(facts.train_count), test=number(facts.test_count)
    )
    shapes = " + ".join(shape_text(shape) for shape in facts.input_shapes)
    lines = [counts, translate("DataPanel", "One sample: {shape}").format(shape=shapes)]
    if facts.target_kind == "classes":
        text = translate("DataPanel", "{count} classes").format(count=facts.classes)
        names = ", ".join(facts.class_names[:SHOWN]) + "…" * (facts.classes > SHOWN)
        lines.append(f"{text}: {names}")
        if facts.target_shape and not facts.one_hot:
            each = translate("DataPanel", "An answer for each step: {shape}")
            lines.append(each.format(shape=shape_text(facts.target_shape)))
    elif facts.target_kind == "numbers":
        lines.append(translate("DataPanel", "Target: numbers"))
    elif facts.target_kind == "next":
        lines.append(translate("DataPanel", "Target: the next step of the sample"))
    else:
        lines.append(translate("DataPanel", "Target: the sample itself"))
    if facts.scaling == "divide":
        divided = translate("DataPanel", "Values are divided by {number}")
        lines.append(divided.format(number=f"{facts.divisor:g}"))
    lines += [engine_text(text, **holes) for text, holes in facts.notes]
    return "\n".join(lines)


def target_name(facts: DataFacts) -> str:
    """What the network learns to tell, by name."""
    if facts.target == SAME_AS_INPUT:
        return QCoreApplication.translate("DataPanel", "the sample itself")
    if facts.target == NEXT_STEP:
        return QCoreApplication.translate("DataPanel", "the next step")
    return facts.target
