"""Where are the pictures of a hundred kinds of things? 50,000 of 32 x 32 pixels, 10,000 to test."""

from typing import Any

from engine.datasets import cifar
from engine.errors import unknown_name

ORIGIN = "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz"
HASH = "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7"


def load_data(label_mode: str = "fine", cache_dir: Any = None) -> Any:
    """((x_train, y_train), (x_test, y_test)); 100 "fine" or 20 "coarse" classes (pictures, 1)."""
    if label_mode not in ("fine", "coarse"):
        raise unknown_name("label mode", label_mode, ["fine", "coarse"])
    return cifar.load(
        "cifar-100-python", ORIGIN, HASH, ["train"], "test", f"{label_mode}_labels".encode(),
        cache_dir,
    )  # fmt: skip
