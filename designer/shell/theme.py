"""Which colours, sizes and letters does the window use? Two themes, one set of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

MEDIUM, DEMI = QFont.Weight.Medium, QFont.Weight.DemiBold
MONOSPACE = ("JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo")


@dataclass(frozen=True)
class Theme:
    """The tokens of one theme. Colours are "#rrggbb" or "#aarrggbb"; `color` makes them QColors."""

    name: str
    # Surfaces, from the ground up
    canvas: str
    grid: str
    grid_strong: str
    window: str
    panel: str
    field: str
    raised: str
    hover: str
    pressed: str
    # Lines and letters
    border: str
    border_strong: str
    edge: str  # of what takes typing or ticks: it must be seen where it ends
    text: str
    text_muted: str
    text_faint: str
    # What draws the eye
    accent: str
    on_accent: str
    accent_soft: str
    selection: str
    # Severities
    error: str
    warning: str
    info: str
    success: str
    # The drawing
    node: str
    node_selected: str
    node_border: str
    wire: str
    wire_strong: str
    shadow: str
    scrim: str
    # Syntax
    code_keyword: str
    code_name: str
    code_string: str
    code_number: str
    code_comment: str
    categories: tuple[tuple[str, str], ...]
    curves: tuple[str, ...]

    @cached_property
    def _categories(self) -> dict[str, QColor]:
        return {name: QColor(value) for name, value in self.categories}

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def category(self, name: str) -> QColor:
        """The colour of a category of layers, as on the canvas."""
        return self._categories.get(name, self._categories["input"])

    def severity(self, name: str) -> QColor:
        """The colour of "error", "warning", "hint", "info" or "success"."""
        return QColor(getattr(self, "info" if name == "hint" else name))

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The QColor of a token, with its opacity multiplied by `alpha`."""
        color = QColor(getattr(self, token))
        if alpha < 1.0:
            color.setAlphaF(color.alphaF() * alpha)
        return color


def _categories(**groups: str) -> tuple[tuple[str, str], ...]:
    """One colour for each group of categories; the groups are told apart by glyphs as well."""
    members = {
        "input": ("input",),
        "convolution": ("convolution",),
        "dense": ("dense",),
        "activation": ("activation",),
        "normalization": ("normalization",),
        "pooling": ("pooling",),
        "merge": ("merge", "shape", "block"),
        "recurrent": ("recurrent", "attention", "wrapper"),
    }
    return tuple((name, groups[group]) for group, names in members.items() for name in names)


# Category colours are chosen for distance under normal, protan, deutan and tritan vision.
DARK = Theme(
    name="dark",
    canvas="#1e2127",
    grid="#2a2e36",
    grid_strong="#343943",
    window="#24272e",
    panel="#282c34",
    field="#1d2026",
    raised="#343943",
    hover="#323741",
    pressed="#3b414d",
    border="#383d47",
    border_strong="#4a505c",
    edge="#767d8b",
    text="#e8eaee",
    text_muted="#b5bbc6",
    text_faint="#a0a6b3",
    accent="#8b9bff",
    on_accent="#14172a",
    accent_soft="#338b9bff",
    selection="#3d4573",
    error="#ff7b78",
    warning="#f5c04e",
    info="#7cb7ff",
    success="#57cc93",
    node="#2c3039",
    node_selected="#343a4a",
    node_border="#6b7280",
    wire="#7f8796",
    wire_strong="#c3c9d5",
    shadow="#66000000",
    scrim="#99101216",
    code_keyword="#b3a1ff",
    code_name="#82c4ff",
    code_string="#9bd68f",
    code_number="#f2b279",
    code_comment="#9198a6",
    categories=_categories(
        input="#c8c8c8",
        convolution="#98d3fc",
        dense="#eac212",
        activation="#cf7243",
        normalization="#0c95c0",
        pooling="#12f493",
        merge="#fa3b7d",
        recurrent="#c258f7",
    ),
    curves=("#7cb7ff", "#f5c04e", "#57cc93", "#ff8fb1", "#c79bff", "#f2a26b", "#5fd3d3"),
)

LIGHT = Theme(
    name="light",
    canvas="#ffffff",
    grid="#eef0f3",
    grid_strong="#e1e4ea",
    window="#f2f3f6",
    panel="#f8f9fb",
    field="#ffffff",
    raised="#ffffff",
    hover="#e9ebf1",
    pressed="#dde0e8",
    border="#dcdfe6",
    border_strong="#bfc4cf",
    edge="#828996",
    text="#1d2129",
    text_muted="#4d5462",
    text_faint="#626976",
    accent="#4a56d8",
    on_accent="#ffffff",
    accent_soft="#264a56d8",
    selection="#d9ddfb",
    error="#c62f2d",
    warning="#9a5b00",
    info="#1c68c7",
    success="#1b7d4d",
    node="#ffffff",
    node_selected="#f3f4ff",
    node_border="#8b929f",
    wire="#8b93a2",
    wire_strong="#3a404c",
    shadow="#2a1d2129",
    scrim="#66eceef2",
    code_keyword="#6b3fc9",
    code_name="#1b5fb5",
    code_string="#2e7d32",
    code_number="#a85400",
    code_comment="#676f7d",
    categories=_categories(
        input="#8c8c8c",
        convolution="#2963f7",
        dense="#b38405",
        activation="#892414",
        normalization="#24525f",
        pooling="#349b54",
        merge="#e847d0",
        recurrent="#451d79",
    ),
    curves=("#1c68c7", "#9f5f00", "#1b7d4d", "#c2336c", "#6b3fc9", "#a8480f", "#0f7f86"),
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


class Space:
    """Distances in logical pixels: multiples of four, and nothing between."""

    HAIR, TIGHT, SNUG, MEDIUM, WIDE, LOOSE, VAST = 2, 4, 8, 12, 16, 24, 40


class Radius:
    """Rounded corners in logical pixels."""

    SMALL, MEDIUM, LARGE = 4, 6, 10


class Type:
    """Sizes of letters in logical pixels."""

    CAPTION, BODY, HEADING, TITLE, DISPLAY = 11, 13, 15, 20, 28


class _Current:
    theme = DARK


def current() -> Theme:
    """The theme in use. After a switch every widget gets a PaletteChange event."""
    return _Current.theme


def system_theme() -> str:
    """The theme that the desktop asks for; light where it says nothing."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, choice: str) -> Theme:
    """Switch the whole application to "light", "dark" or "system", at once."""
    theme = THEMES[system_theme() if choice == "system" else choice]
    _Current.theme = theme
    app.setPalette(palette(theme))
    return theme


@contextmanager
def seen_in(choice: str) -> Iterator[None]:
    """Draw with another theme for a while, such as for a picture; "" is the one in use."""
    kept, _Current.theme = _Current.theme, THEMES.get(choice, _Current.theme)
    try:
        yield
    finally:
        _Current.theme = kept


def font(size: int = Type.BODY, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's letters at a size of the scale."""
    letters = QFont(QApplication.font())
    letters.setPixelSize(size)
    letters.setWeight(weight)
    return letters


def mono(size: int = Type.BODY) -> QFont:
    """Letters of one width, for code, shapes and numbers."""
    letters = QFont()
    letters.setFamilies([*MONOSPACE, *QApplication.font().families()])
    letters.setStyleHint(QFont.StyleHint.Monospace)
    letters.setPixelSize(size)
    return letters


def palette(theme: Theme) -> QPalette:
    """Qt's roles filled from the tokens."""
    roles = QPalette.ColorRole
    disabled = QPalette.ColorGroup.Disabled
    table = {
        roles.Window: "window",
        roles.WindowText: "text",
        roles.Base: "field",
        roles.AlternateBase: "panel",
        roles.Text: "text",
        roles.Button: "raised",
        roles.ButtonText: "text",
        roles.BrightText: "error",
        roles.PlaceholderText: "text_faint",
        roles.ToolTipBase: "raised",
        roles.ToolTipText: "text",
        roles.Highlight: "selection",
        roles.HighlightedText: "text",
        roles.Accent: "accent",
        roles.Link: "accent",
        roles.LinkVisited: "accent",
        roles.Light: "hover",
        roles.Midlight: "hover",
        roles.Mid: "border",
        roles.Dark: "border_strong",
        roles.Shadow: "border_strong",
    }
    filled = QPalette()
    for role, token in table.items():
        filled.setColor(role, theme.color(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        filled.setColor(disabled, role, theme.color("text_faint", 0.75))
    filled.setColor(disabled, roles.Highlight, theme.color("hover"))
    return filled
