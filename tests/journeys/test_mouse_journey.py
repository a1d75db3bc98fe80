"""Does the real window answer a real mouse on a real screen?"""

import os
import subprocess
import time

import pytest


def drag(display, begin, end, held="", then="", out=None):
    """Move a real pointer with the button held, in steps as a hand does.

    `held` is a key that is down at the release, `then` one that is pressed before it; with `out`
    the pointer goes on to there.
    """

    def xdotool(*words):
        subprocess.run(
            ["xdotool", *map(str, words)], env={**os.environ, "DISPLAY": display}, check=True
        )
        time.sleep(0.05)

    def glide(start, stop):
        for step in range(1, 13):
            places = zip(start, stop, strict=True)
            xdotool("mousemove", *(a + (b - a) * step // 12 for a, b in places))

    xdotool("mousemove", *begin)
    xdotool("mousedown", 1)
    if held:
        xdotool("keydown", held)
    glide(begin, end)
    time.sleep(0.2)
    if then:
        xdotool("key", then)
    if out:
        glide(end, out)
    xdotool("mouseup", 1)
    if held:
        xdotool("keyup", held)


@pytest.mark.xvfb
@pytest.mark.xdist_group("screen")
def test_layers_are_dragged_and_wired_with_a_real_mouse(x_display, on_screen):
    window = on_screen("real_window.py")
    for _ in range(7):
        drag(x_display, **window.told())
    result = window.told()
    assert result["types"] == ["Flatten", "Dense", "Dropout", "ReLU"]
    on_the_wire = [["n1", 0, "n3", 0], ["n3", 0, "n2", 0]]
    assert sorted(result["wires"]) == sorted(on_the_wire), "Alt kept the ReLU off"
    assert len(result["undo"]) == 5, "a drag that was given up leaves no step"
    assert window.wait(20) == 0
