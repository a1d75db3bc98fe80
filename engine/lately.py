"""Which names load only when they are asked for? Those over `engine.data`, which takes a moment."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

DATA = {
    "image_dataset_from_directory": "engine.data.directories",
    "text_dataset_from_directory": "engine.data.directories",
    "timeseries_dataset_from_array": "engine.data.series",
}
UTILS = {**DATA, "split_dataset": "engine.data.parts"}


def get(module: str, name: str, places: Mapping[str, str]) -> Any:
    """What `name` of `module` is, from the place where it lives. Raises AttributeError."""
    if name not in places:
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    return getattr(importlib.import_module(places[name]), name)
