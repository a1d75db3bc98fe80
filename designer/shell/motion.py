"""May things move on the screen? One answer for all pictures and layouts that would."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_PROPERTY = "motion"


def apply(app: QCoreApplication, wanted: bool) -> None:
    """Let things move, or hold them still for people whom movement disturbs."""
    app.setProperty(_PROPERTY, wanted)


def wanted() -> bool:
    """Whether things may move."""
    app = QCoreApplication.instance()
    return app is None or app.property(_PROPERTY) is not False
