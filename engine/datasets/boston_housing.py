"""Where are the prices of houses around Boston? 506 places with 13 numbers each."""

from typing import Any

from engine.datasets import sequences
from engine.datasets.pictures import ORIGIN
from engine.datasets.stored import arrays_of
from engine.downloads import get_file

HASH = "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5"


def load_data(
    path: str = "boston_housing.npz", test_split: float = 0.2, seed: int = 113,
    cache_dir: Any = None,
) -> Any:  # fmt: skip
    """((x_train, y_train), (x_test, y_test)): floats (places, 13) and prices."""
    origin = ORIGIN + "boston_housing.npz"
    arrays = arrays_of(get_file(path, origin, file_hash=HASH, cache_dir=cache_dir))
    x, y = sequences.shuffled(arrays["x"], arrays["y"], seed)
    first = int(len(x) * (1 - test_split))
    return (x[:first], y[:first]), (x[first:], y[first:])
