"""Are the themes complete, readable and switched at once?"""

import itertools
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel

from designer.panels.evaluate_matrix import mixed
from designer.shell import theme
from engine import registry

PLAIN = ("canvas", "window", "panel", "field", "node")
GROUNDS = (*PLAIN, "raised", "hover", "node_selected")
BOTH = pytest.mark.parametrize("tokens", theme.THEMES.values(), ids=list(theme.THEMES))


def luminance(color: QColor) -> float:
    channels = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in color.getRgbF()[:3]
    ]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def contrast(first: QColor, second: QColor) -> float:
    """WCAG's ratio, from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_every_token_is_a_colour(tokens):
    for token in fields(tokens):
        value = getattr(tokens, token.name)
        if isinstance(value, str) and token.name != "name":
            assert QColor(value).isValid(), token.name


LETTERS = {  # each colour of letters with the grounds on which it is written
    "text": (*GROUNDS, "pressed", "selection"),
    "text_muted": (*GROUNDS, "pressed", "selection"),
    "text_faint": GROUNDS,
    **dict.fromkeys(("accent", "error", "warning", "info", "success"), PLAIN),
    **dict.fromkeys(("code_keyword", "code_name", "code_string"), ("field", "panel", "window")),
    **dict.fromkeys(("code_number", "code_comment"), ("field", "panel", "window")),
}


@BOTH
def test_all_letters_can_be_read_on_all_their_grounds(tokens):
    """WCAG 2.2, AA: 4.5 to 1, and 7 to 1 (AAA) for what one reads most."""
    faint = [
        (ink, ground, round(ratio, 2))
        for ink, grounds in LETTERS.items()
        for ground in grounds
        if (ratio := contrast(tokens.color(ink), tokens.color(ground))) < 4.5
    ]
    assert faint == []
    for ground in ("window", "panel", "field", "node", "canvas"):
        assert contrast(tokens.color("text"), tokens.color(ground)) >= 7


@BOTH
def test_what_takes_typing_or_ticks_can_be_seen_to_its_edge(tokens):
    """WCAG 2.2, 1.4.11: 3 to 1 between the edge of a control and both sides of it."""
    for ground in PLAIN:
        assert contrast(tokens.color("edge"), tokens.color(ground)) >= 3, ground
        assert contrast(tokens.color("accent"), tokens.color(ground)) >= 3, ground
    assert contrast(tokens.color("node_border"), tokens.color("canvas")) >= 3


@BOTH
def test_the_accent_carries_its_letters(tokens):
    assert contrast(tokens.color("accent"), tokens.color("on_accent")) >= 4.5


@BOTH
@pytest.mark.parametrize("severity", ["error", "warning", "hint"])
def test_letters_can_be_read_in_the_tinted_box_of_a_problem(tokens, severity):
    tint = mixed(tokens.color("window"), tokens.severity(severity), 0.12)
    for ink in ("text", "text_muted"):
        assert contrast(tokens.color(ink), tint) >= 4.5


@BOTH
def test_curves_are_told_from_the_ground_and_the_numbers_beside_them_can_be_read(tokens):
    """Graphics need 3 to 1; the first two write the values of training and validation."""
    for place, curve in enumerate(tokens.curves):
        assert contrast(QColor(curve), tokens.color("window")) >= (4.5 if place < 2 else 3)


@BOTH
def test_every_category_has_a_colour_that_stands_out_from_where_it_is_painted(tokens):
    for category in registry.CATEGORIES:
        for ground in ("canvas", "node", "panel", "window"):
            assert contrast(tokens.category(category), tokens.color(ground)) >= 3, category
    assert contrast(tokens.color("wire"), tokens.color("canvas")) >= 3


@BOTH
def test_eight_groups_of_categories_have_eight_colours(tokens):
    colours = {tokens.category(name).name() for name in registry.CATEGORIES}
    assert len(colours) == 8
    assert all(a != b for a, b in itertools.combinations(colours, 2))


def test_switching_the_theme_repaints_every_widget(qtbot, qapp, look):
    label = QLabel("letters")
    qtbot.addWidget(label)
    label.show()
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        qapp.processEvents()
        assert theme.current().name == name
        window = label.palette().color(QPalette.ColorRole.Window)
        assert window == theme.THEMES[name].color("window")


def test_the_system_theme_is_one_of_ours(qapp):
    assert theme.system_theme() in theme.THEMES


def test_an_opacity_fades_a_colour():
    assert theme.DARK.color("text", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)
