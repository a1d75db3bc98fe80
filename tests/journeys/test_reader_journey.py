"""Do assistive tools find the layers of a real window, through the bus that they all listen on?"""

import os
import re
import subprocess
import time

import pytest

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
def test_a_screen_reader_finds_the_layers_and_follows_the_keys(x_display, on_screen):
    window = on_screen(
        "spoken_window.py", before=("dbus-run-session", "--"), QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1"
    )
    reader = Reader(window.told()["bus"])
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
    screen = {**os.environ, "DISPLAY": x_display}
    subprocess.run(["xdotool", "key", "alt+Right"], env=screen, check=True)
    wait_for(lambda: reader.state(layers[1]) & FOCUSED)
    assert not reader.state(layers[0]) & (FOCUSED | SELECTED)
    assert window.poll() is None
