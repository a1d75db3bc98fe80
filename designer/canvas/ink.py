"""In which colors and letters does the canvas draw? The theme's tokens, made once and kept."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from designer.shell import theme

# (size in scene units, weight)
LETTERS = {
    "title": (13, QFont.Weight.DemiBold),
    "kind": (11, QFont.Weight.Normal),
    "detail": (12, QFont.Weight.Normal),
    "shape": (12, QFont.Weight.Medium),
    "pod": (12, QFont.Weight.DemiBold),
    "port": (10, QFont.Weight.Normal),
    "glyph": (13, QFont.Weight.Bold),
    "far": (22, QFont.Weight.DemiBold),
    "far_shape": (18, QFont.Weight.Normal),
    "frame": (15, QFont.Weight.DemiBold),
    "note": (15, QFont.Weight.Normal),
}


def ink(token: str, alpha: float = 1.0) -> QColor:
    """The color of a token of the theme in use. Shared: never change it."""
    return _ink(theme.current().name, token, alpha)


def category(name: str) -> QColor:
    """The color of a category of layers."""
    return theme.current().category(name)


def pen(token: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen in the color of a token. Shared: never change it."""
    return _pen(theme.current().name, token, width, style)


@lru_cache(maxsize=256)
def font_of(role: str) -> QFont:
    """The letters of a role. Hinting would make them jump in a zoom."""
    size, weight = LETTERS[role]
    font = theme.font(size, weight=weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def forget_fonts() -> None:
    """The application has other letters now."""
    font_of.cache_clear()


@lru_cache(maxsize=512)
def _ink(name: str, token: str, alpha: float) -> QColor:
    return theme.THEMES[name].color(token, alpha)


@lru_cache(maxsize=512)
def _pen(name: str, token: str, width: float, style: Qt.PenStyle) -> QPen:
    return QPen(_ink(name, token, 1.0), width, style)


def wire_color(of: str) -> QColor:
    """A wire is a calmer voice of its source's category."""
    return mixed(category(of), ink("canvas"), 0.25)


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`first` with `share` of `second`."""
    return _mixed(first.rgb(), second.rgb(), share)


@lru_cache(maxsize=512)
def _mixed(first: int, second: int, share: float) -> QColor:
    pairs = zip(QColor(first).getRgb()[:3], QColor(second).getRgb()[:3], strict=True)
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def ink_on(ground: QColor) -> QColor:
    """Black or white, whichever reads better on `ground`."""
    return _ink_on(ground.rgb())


@lru_cache(maxsize=256)
def _ink_on(ground: int) -> QColor:
    """By WCAG's relative luminance."""
    channels = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in QColor(ground).getRgbF()[:3]
    ]
    bright = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))
    return QColor("#14161b") if bright > 0.22 else QColor("#ffffff")
