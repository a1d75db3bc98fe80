"""Where are the pictures of ten kinds of things? 50,000 of 32 x 32 pixels, 10,000 to test."""

from typing import Any

from engine.datasets import cifar

ORIGIN = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
HASH = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"


def load_data(cache_dir: Any = None) -> Any:
    """((x_train, y_train), (x_test, y_test)), colours 0..255, classes 0..9 as (pictures, 1)."""
    return cifar.load(
        "cifar-10-batches-py", ORIGIN, HASH, [f"data_batch_{number}" for number in range(1, 6)],
        "test_batch", b"labels", cache_dir,
    )  # fmt: skip
