"""What does the user prefer, and where did the window stand? One small store on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, QStandardPaths, Signal

MOST_RECENT = 12
DEFAULTS: dict[str, Any] = {
    "theme": "system",  # or "light", "dark"
    "language": "system",  # or "en", "zh_CN"
    "wheel": "zoom",  # or "scroll"
    "minimap": True,
    "shapes": False,
    "welcome": True,
    "motion": True,  # False holds pictures and layouts still
    "warm_kernels": True,
    "threads": "all",  # of the processor's cores, for training; or "1", "2", "4"
    "python": "",  # which one runs exported programs; empty is the one that we run in
}


def default_path() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "layerloom" / "preferences.ini"


class Preferences(QObject):
    """Typed access to the preferences file. `changed` tells the name and the new value."""

    changed = Signal(str, object)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QSettings(str(path or default_path()), QSettings.Format.IniFormat)

    def get(self, name: str) -> Any:
        """The value of a preference; its default where the file says nothing or nonsense."""
        default = DEFAULTS[name]
        value = self._store.value(name, default)
        if isinstance(default, bool):
            return value if isinstance(value, bool) else str(value).lower() in ("true", "1")
        return value if isinstance(value, type(default)) else default

    def set(self, name: str, value: Any) -> None:
        if self.get(name) != value:
            self._store.setValue(name, value)
            self.changed.emit(name, value)

    # Recent projects, newest first

    def recent(self) -> list[Path]:
        paths = self._store.value("recent", [])
        if isinstance(paths, str):  # an ini file does not tell a list of one from a text
            paths = [paths]
        return [Path(path) for path in paths or [] if path]

    def add_recent(self, path: Path) -> None:
        kept = [str(other) for other in self.recent() if other != path]
        self._store.setValue("recent", [str(path), *kept][:MOST_RECENT])

    def forget_recent(self, path: Path) -> None:
        self._store.setValue("recent", [str(other) for other in self.recent() if other != path])

    def clear_recent(self) -> None:
        self._store.remove("recent")

    # The window's place

    def layout(self) -> tuple[QByteArray, QByteArray]:
        """Geometry and arrangement of the window; empty ones before the first closing."""
        empty = QByteArray()
        geometry = self._store.value("window/geometry", empty)
        state = self._store.value("window/state", empty)
        return (
            geometry if isinstance(geometry, QByteArray) else empty,
            state if isinstance(state, QByteArray) else empty,
        )

    def save_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)
        self._store.setValue("window/state", state)

    def sync(self) -> None:
        self._store.sync()
