"""How do words come onto the canvas, on the screen and into a file where its letters may lack?"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPaintEngine, QPainter, QPainterPath, QTextLayout, QTextOption

VECTOR = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)


def outlined(painter: QPainter) -> bool:
    """Whether letters are drawn as shapes: an SVG is looked at where its fonts may be missing."""
    return painter.paintEngine().type() == QPaintEngine.Type.SVG


def on_screen(painter: QPainter) -> bool:
    """Whether what is drawn can be taken hold of: paper needs no grips."""
    return painter.paintEngine().type() not in VECTOR


def write(painter: QPainter, area: QRectF, flags: int, text: str) -> None:
    """`painter.drawText` into an area, in shapes where letters may be missing.

    `flags` say whether the text is centred, or else at the left, above or in the middle; and
    whether it is broken into lines.
    """
    if not outlined(painter):
        painter.drawText(area, int(flags), text)
        return
    path = _outline(painter.font(), area, int(flags), text)
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.fillPath(path, painter.pen().color())
    painter.restore()


def glyphs_path() -> QPainterPath:
    """An empty path for letters: their strokes overlap, which must leave no holes."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _outline(font: QFont, area: QRectF, flags: int, text: str) -> QPainterPath:
    wraps = bool(flags & Qt.TextFlag.TextWordWrap.value)
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap if wraps else QTextOption.WrapMode.ManualWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines, height = [], 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(area.width() if wraps else 1e6)
        lines.append((line, height))
        height += line.height()
    layout.endLayout()
    top = area.top()
    if flags & Qt.AlignmentFlag.AlignVCenter.value:
        top += (area.height() - height) / 2
    path = glyphs_path()
    for line, down in lines:
        left = area.left()
        if flags & Qt.AlignmentFlag.AlignHCenter.value:
            left += (area.width() - line.naturalTextWidth()) / 2
        words = layout.text()[line.textStart() : line.textStart() + line.textLength()]
        path.addText(QPointF(left, top + down + line.ascent()), font, words.strip("\u2028"))
    return path
