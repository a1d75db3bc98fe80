"""How do things come to where a layout put them? They glide there, so that the eye can follow."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPointF, QVariantAnimation
from PySide6.QtWidgets import QWidget

from designer.canvas.scene import CanvasScene
from designer.shell import motion

DURATION = 220  # milliseconds
MOST = 600  # nodes: beyond that the frames would stutter, so they jump


def glide(
    owner: QWidget, scene: CanvasScene, before: dict[str, QPointF]
) -> QVariantAnimation | None:
    """Show the nodes moving from `before` to where the document has them. None: they jumped."""
    ways = {
        key: (start, scene.nodes[key].pos())
        for key, start in before.items()
        if key in scene.nodes and scene.nodes[key].pos() != start
    }
    if not ways or len(ways) > MOST or not owner.isVisible() or not motion.wanted():
        return None
    animation = QVariantAnimation(owner)
    animation.setStartValue(0.0)
    animation.setEndValue(1.0)
    animation.setDuration(DURATION)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)

    def step(share: float) -> None:
        scene.preview(
            {key: a + (b - a) * share for key, (a, b) in ways.items() if key in scene.nodes}
        )

    animation.valueChanged.connect(step)
    animation.finished.connect(lambda: scene.settle(ways))
    step(0.0)
    animation.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)
    return animation
