"""Can a window be shown here? If not, what to do about it: Qt would only abort."""

from __future__ import annotations

import ctypes
import os
import sys

NO_WINDOW = "Without a window: layerloom --help\n"


def hindrance() -> str:
    """Why no window can be shown, and what helps; empty where one can, as far as can be told.

    Asked on Linux only, and only while nobody has chosen a platform for Qt.
    """
    chosen = os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY")
    if not sys.platform.startswith("linux") or chosen:
        return ""
    display = os.environ.get("DISPLAY")
    if not display:
        return "There is no display to show a window on: DISPLAY is not set.\n" + NO_WINDOW
    if not _loads("libxcb-cursor.so.0"):
        return (
            "To show a window, Qt needs the library libxcb-cursor0.\n"
            "On Debian and Ubuntu: sudo apt install libxcb-cursor0\n"
        )
    if not _answers():
        return f"The display {display} does not answer.\n" + NO_WINDOW
    return ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _answers() -> bool:
    """Whether the display that DISPLAY names lets a program in."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt may bring its own
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    wrong = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not wrong
