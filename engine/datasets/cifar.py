"""How are the small colour pictures of CIFAR read? 32 x 32 pixels, in files of Python's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine import settings
from engine.datasets.stored import plain_value
from engine.downloads import get_file


def load(
    name: str, origin: str, file_hash: str, train: list[str], test: str, label: bytes,
    cache_dir: Any,
) -> Any:  # fmt: skip
    """((x_train, y_train), (x_test, y_test)) out of the files in an archive."""
    folder = Path(get_file(name, origin, untar=True, file_hash=file_hash, cache_dir=cache_dir))
    return _batches([folder / one for one in train], label), _batches([folder / test], label)


def _batches(files: list[Path], label: bytes) -> tuple[np.ndarray, np.ndarray]:
    tables = [plain_value(file.read_bytes()) for file in files]
    pictures = np.concatenate([table[b"data"] for table in tables]).reshape(-1, 3, 32, 32)
    labels = np.concatenate([np.asarray(table[label], np.uint8) for table in tables])
    if settings.get("image_data_format") == "channels_last":
        pictures = pictures.transpose(0, 2, 3, 1)
    return pictures, labels[:, None]
