"""Which part of the drawing is in view, and how large? Panning, zooming, framing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QTransform

SMALLEST_SCALE, LARGEST_SCALE = 0.04, 4.0
MARGIN = 48  # pixels kept free around what is framed
# Below these scales layers are plain rectangles: many layers soon, a few while one still sees
# their pictures.
OVERVIEW, OVERVIEW_OF_FEW, FEW = 0.3, 0.15, 200


class Sight:
    """The part of CanvasView that looks around. Nothing here changes the drawing."""

    def scale_now(self) -> float:
        """Pixels that one unit of the scene takes."""
        return self.transform().m11()

    def is_overview(self) -> bool:
        """Whether so much is in view that layers are painted as plain rectangles, for speed."""
        few = len(self.drawing.nodes) <= FEW
        return self.scale_now() < (OVERVIEW_OF_FEW if few else OVERVIEW)

    def visible(self) -> QRectF:
        """The part of the scene that is in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def scroll_by(self, step: QPointF) -> None:
        """Move the view over the drawing, in pixels."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(step.x()))
        down.setValue(down.value() + round(step.y()))

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Show the drawing at a scale; the point of the scene below `at` (a pixel) stays there."""
        scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
        at = QPointF(self.viewport().rect().center()) if at is None else at
        stays = self.to_scene(at)
        factor = scale / self.scale_now()
        self.scale(factor, factor)
        self.scroll_by(self.to_view(stays) - at)
        self.looked()

    def to_scene(self, place: QPointF) -> QPointF:
        """The point of the scene at a place in the viewport, finer than a pixel."""
        return self.viewportTransform().inverted()[0].map(place)

    def to_view(self, point: QPointF) -> QPointF:
        return self.viewportTransform().map(point)

    def frame(self, area: QRectF, most: float = 1.25) -> None:
        """Bring an area into view, with a margin, enlarged at most `most` times."""
        scale = 1.0
        if not area.isNull():
            across = max(self.viewport().width() - 2 * MARGIN, 50) / max(area.width(), 1.0)
            down = max(self.viewport().height() - 2 * MARGIN, 50) / max(area.height(), 1.0)
            scale = min(max(min(across, down, most), SMALLEST_SCALE), LARGEST_SCALE)
        self.setTransform(QTransform.fromScale(scale, scale))
        self.centerOn(area.center())
        self.looked()

    def looked(self) -> None:
        """The view shows another part, or at another scale."""
        self.minimap.follow()
        self.viewport().update()

    def centre(self) -> QPoint:
        """The middle of what is seen, in pixels."""
        return self.viewport().rect().center()
