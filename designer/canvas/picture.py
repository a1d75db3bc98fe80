"""How does the drawing become a file to print or to show? PNG, SVG and PDF of the whole scene."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from designer.canvas.scene import CanvasScene
from designer.shell import theme
from engine.errors import DesignError

MARGIN = 40.0
LARGEST = 16_000  # pixels a side: beyond that a bitmap takes gigabytes


def write(scene: CanvasScene, path: Path, scale: float = 2.0, look: str = "") -> None:
    """Write the drawing to `path`, its format by its ending, in the theme `look`.

    Raises DesignError.
    """
    area = scene.extent()
    if area.isNull():
        raise DesignError("The drawing is empty.", fix="Add a layer first.")
    area = area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    writers = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise DesignError(
            "A drawing cannot be written as {ending}.",
            fix="Choose a name that ends with .png, .svg or .pdf.",
            ending=path.suffix or path.name,
        )
    ids, wires = scene.selection()
    scene.show_selection(frozenset(), frozenset())
    try:
        with theme.seen_in(look):
            scene.restyle()
            done = writer(scene, path, area, scale)
    finally:
        scene.restyle()
        scene.show_selection(ids, wires)
    if not done:
        raise DesignError(
            "The picture could not be written to {path}.",
            fix="Choose a folder in which you may write.",
            path=str(path),
        )


def image(scene: CanvasScene, area: QRectF, scale: float) -> QImage:
    """The drawing as a bitmap of `scale` pixels a unit, or fewer where it would be too large."""
    scale = min(scale, LARGEST / max(area.width(), area.height()))
    size = QSize(round(area.width() * scale), round(area.height() * scale))
    bitmap = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    bitmap.fill(theme.current().color("canvas"))
    painter = QPainter(bitmap)
    _render(scene, painter, QRectF(0, 0, size.width(), size.height()), area)
    painter.end()
    return bitmap


def _write_png(scene: CanvasScene, path: Path, area: QRectF, scale: float) -> bool:
    return image(scene, area, scale).save(str(path), "PNG")


def _write_svg(scene: CanvasScene, path: Path, area: QRectF, scale: float) -> bool:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(area.size().toSize())
    target = QRectF(0, 0, area.width(), area.height())
    generator.setViewBox(target)
    generator.setResolution(96)
    generator.setTitle(scene.document.name or "Layerloom")
    return _paint_on(generator, scene, target, area)


def _write_pdf(scene: CanvasScene, path: Path, area: QRectF, scale: float) -> bool:
    writer = QPdfWriter(str(path))
    writer.setTitle(scene.document.name or "Layerloom")
    points = QSizeF(area.width() * 0.75, area.height() * 0.75)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(96)
    return _paint_on(writer, scene, QRectF(0, 0, writer.width(), writer.height()), area)


def _paint_on(device, scene: CanvasScene, target: QRectF, area: QRectF) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.fillRect(target, theme.current().color("canvas"))
    _render(scene, painter, target, area)
    return painter.end()


def _render(scene: CanvasScene, painter: QPainter, target: QRectF, area: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    scene.render(painter, target, area, Qt.AspectRatioMode.KeepAspectRatio)
