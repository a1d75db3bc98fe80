"""Where do icons come from? Our own SVGs, in the colours of the theme, sharp on every screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from designer.document import kinds
from designer.document.values import Document
from designer.shell import theme
from engine import registry

FOLDER = Path(resources.__file__).parent / "icons"
SIZES = (16, 20, 24)
SEVERITY = {"error": "error", "warning": "warning", "hint": "info"}  # a problem's icon


def action(name: str, token: str = "text_muted") -> QIcon:
    """The icon of an action in a colour of the theme; faint while it is disabled.

    Ask again after a PaletteChange: icons do not follow the theme by themselves.
    """
    tokens = theme.current()
    return _icon(
        f"actions/{name}.svg",
        tokens.color(token).name(QColor.NameFormat.HexArgb),
        tokens.color("border_strong").name(QColor.NameFormat.HexArgb),
    )


def primary(name: str) -> QIcon:
    """The icon of an action on a button in the accent colour."""
    return action(name, "on_accent")


def layer(type_name: str, category: str = "") -> QIcon:
    """The icon of a kind of layer in its category's colour."""
    color = theme.current().category(category or category_of(type_name))
    return layer_in(type_name, color)


def layer_in(type_name: str, color: QColor) -> QIcon:
    """The icon of a kind of layer in any colour; its initial where it has no icon."""
    name = color.name(QColor.NameFormat.HexArgb)
    for known in (type_name, *_aliases(type_name)):
        if (FOLDER / "layers" / f"{known}.svg").exists():
            return _icon(f"layers/{known}.svg", name, name)
    return _letter_icon(type_name[:1], name)


def mark(size: int) -> QPixmap:
    """The program's own mark, in its own colours."""
    picture = _blank(size, _sharpest())
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _drawing("layerloom.svg").render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def pixmap(path: str, size: int, color: QColor, scale: float = 0.0) -> QPixmap:
    """One icon below the icon folder, tinted; `scale` 0 is the sharpest screen's."""
    return _pixmap(path, size, color.name(QColor.NameFormat.HexArgb), scale or _sharpest())


def category_of(type_name: str) -> str:
    """The category that gives a kind of layer its colour."""
    known = registry.layers()
    return known[type_name].category if type_name in known else "input"


def of_node(document: Document, type_name: str) -> QIcon:
    """The icon of a node of a document, whatever it is."""
    kind = kinds.find(document, type_name)
    return layer(kind.icon, kind.category) if kind is not None else layer(type_name)


def _aliases(type_name: str) -> tuple[str, ...]:
    known = registry.layers()
    return known[type_name].aliases if type_name in known else ()


def _sharpest() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


@lru_cache(maxsize=512)
def _icon(path: str, color: str, disabled: str) -> QIcon:
    icon = QIcon()
    if not (FOLDER / path).exists():
        return icon
    for size in SIZES:
        icon.addPixmap(_pixmap(path, size, color, _sharpest()))
        icon.addPixmap(_pixmap(path, size, disabled, _sharpest()), QIcon.Mode.Disabled)
        icon.addPixmap(_pixmap(path, size, color, _sharpest()), QIcon.Mode.Selected)
    return icon


@lru_cache(maxsize=2048)
def _pixmap(path: str, size: int, color: str, scale: float) -> QPixmap:
    picture = _blank(size, scale)
    if not (FOLDER / path).exists():
        return picture
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _drawing(path).render(painter, QRectF(0, 0, size, size))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(0, 0, size, size), QColor(color))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _drawing(path: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray((FOLDER / path).read_bytes()))


@lru_cache(maxsize=64)
def _letter_icon(letter: str, color: str) -> QIcon:
    """What a layer without an icon of its own shows, such as a user's."""
    size = 24
    picture = _blank(size, _sharpest())
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(color))
    painter.drawRoundedRect(QRectF(3.5, 3.5, size - 7, size - 7), 4, 4)
    painter.setFont(theme.font(theme.Type.BODY, weight=theme.DEMI))
    painter.drawText(QRectF(QPointF(0, 0), QSize(size, size)), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return QIcon(picture)


def _blank(size: int, scale: float) -> QPixmap:
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
