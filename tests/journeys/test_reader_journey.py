"""Do assistive tools find the layers of a real window, through the bus that they all listen on?"""

import json
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("spoken_window.py")
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
ACCESSIBLE, ACTION = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action"
FOCUSED, SELECTED = 1 << 12, 1 << 23  # AtspiStateType


class Reader:
    """Asks over the bus of assistive tools; an accessible object is (name on the bus, path)."""

    def __init__(self, session):
        told = self._run(
            "--address", session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress"
        )
        self._bus = re.search(r"'(.*)'", told)[1]

    def _run(self, option, address, destination, path, method, *arguments):
        words = [
            "gdbus",
            "call",
            option,
            address,
            "--dest",
            destination,
            "--object-path",
            path,
            "--method",
            method,
            *arguments,
        ]
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=20).stdout

    def ask(self, thing, method, *arguments):
        return self._run("--address", self._bus, *thing, method, *arguments)

    def children(self, thing):
        told = self.ask(thing, f"{ACCESSIBLE}.GetChildren")
        return re.findall(r"\('([^']+)', (?:objectpath )?'([^']+)'\)", told)

    def read(self, thing, name):
        told = self.ask(thing, "org.freedesktop.DBus.Properties.Get", ACCESSIBLE, name)
        return re.search(r"<['\"](.*)['\"]>", told)[1]

    def state(self, thing):
        return int(re.search(r"\[(?:uint32 )?(\d+)", self.ask(thing, f"{ACCESSIBLE}.GetState"))[1])

    def find(self, thing, name):
        """The object with a name, below another one; the menus, which come first, are long."""
        for child in reversed(self.children(thing)):
            if self.read(child, "Name") == name:
                return child
            found = self.find(child, name)
            if found:
                return found
        return None


def wait_for(condition):
    """What `condition` gives, as soon as it gives anything."""
    deadline = time.monotonic() + 40
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)
    return found


@pytest.mark.xvfb("dbus-run-session", "gdbus", "xdotool", LAUNCHER)
@pytest.mark.xdist_group("screen")
def test_a_screen_reader_finds_the_layers_and_follows_the_keys(x_display, tmp_path):
    screen = {
        **os.environ,
        "DISPLAY": x_display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    window = subprocess.Popen(
        ["dbus-run-session", "--", sys.executable, SCRIPT, tmp_path],
        env=screen,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=SCRIPT.parents[2],
    )
    try:
        ready, _, _ = select.select([window.stdout], [], [], 60)
        assert ready, "the window said nothing"
        reader = Reader(json.loads(window.stdout.readline())["bus"])
        root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        # The window stands on the bus a moment after it stands on the screen.
        drawing = wait_for(lambda: reader.find(root, "Drawing of the network"))
        layers = reader.children(drawing)[:3]
        names = [reader.read(layer, "Name") for layer in layers]
        assert names == ["input_1, Input", "flatten, Flatten", "dense, Dense"]
        assert "7,850 params" in reader.read(layers[2], "Description")
        assert "fed by flatten" in reader.read(layers[2], "Description")
        reader.ask(layers[0], f"{ACTION}.DoAction", "0")
        wait_for(lambda: reader.state(layers[0]) & SELECTED)
        subprocess.run(["xdotool", "key", "alt+Right"], env=screen, check=True)
        wait_for(lambda: reader.state(layers[1]) & FOCUSED)
        assert not reader.state(layers[0]) & (FOCUSED | SELECTED)
        assert window.poll() is None
    finally:
        window.terminate()
        window.wait(20)
        window.stdout.close()
