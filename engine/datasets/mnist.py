"""Where are the handwritten digits? 60,000 grey pictures of 28 x 28 pixels, 10,000 to test."""

from typing import Any

from engine.datasets.pictures import ORIGIN, Split, part_that_comes_along, split
from engine.datasets.stored import arrays_of
from engine.downloads import get_file
from engine.errors import DesignFileError

HASH = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"


def load_data(path: str = "mnist.npz", cache_dir: Any = None) -> Split:
    """((x_train, y_train), (x_test, y_test)), whole numbers 0..255 and 0..9.

    Without file and network it is the part that comes along, and a warning says so.
    """
    try:
        found = get_file(path, ORIGIN + "mnist.npz", file_hash=HASH, cache_dir=cache_dir)
    except DesignFileError as error:
        return part_that_comes_along("mnist", error)
    return split(arrays_of(found))
