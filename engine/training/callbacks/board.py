"""How does TensorBoard come to see a training? The numbers of each epoch as event files."""

from __future__ import annotations

import os
import socket
import struct
import time
from pathlib import Path
from typing import Any, BinaryIO

from engine.records import inside, number, record
from engine.training.callbacks.base import Callback, Logs, log


def event(step: int, content: bytes) -> bytes:
    """TensorFlow's `Event`: the time, the step and what there is to tell."""
    return b"\x09" + struct.pack("<d", time.time()) + b"\x10" + number(step) + content


def scalar(tag: str, value: float) -> bytes:
    """A `Summary` with one number."""
    pair = inside(1, tag.encode()) + b"\x15" + struct.pack("<f", value)
    return inside(5, inside(1, pair))


class TensorBoard(Callback):
    """Writes the numbers of each epoch (or of every `update_freq` batches) for TensorBoard.

    Only numbers are written: what TensorFlow would add about weights, graph, images and its own
    speed is left out, and that is told where it was asked for.
    """

    def __init__(
        self, log_dir: Any = "logs", histogram_freq: int = 0, write_graph: bool = True,
        write_images: bool = False, write_steps_per_second: bool = False,
        update_freq: Any = "epoch", profile_batch: Any = 0, embeddings_freq: int = 0,
        embeddings_metadata: Any = None, **kwargs: Any,
    ) -> None:
        super().__init__()
        self.log_dir, self.update_freq = os.fspath(log_dir), update_freq
        self._every = {"epoch": None, "batch": 1}.get(update_freq, update_freq)
        self._step, self._files = 0, {}
        if histogram_freq or write_images or embeddings_freq:
            log.warning("TensorBoard gets the numbers of the training, but no pictures of weights.")

    def _implements_train_batch_hooks(self) -> bool:
        return self._every is not None

    def on_train_begin(self, logs: Logs = None) -> None:
        self._step = 0

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        self._step += 1
        if self._every and self._step % self._every == 0:
            self._write("train", self._step, {f"batch_{k}": v for k, v in (logs or {}).items()})

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        measured = {k.removeprefix("val_"): v for k, v in (logs or {}).items() if "val_" in k[:4]}
        trained = {k: v for k, v in (logs or {}).items() if "val_" not in k[:4]}
        if self.model.optimizer is not None and "lr" not in trained:
            trained["learning_rate"] = float(self.model.optimizer.learning_rate.numpy())
        for part, numbers in (("train", trained), ("validation", measured)):
            self._write(part, epoch, {f"epoch_{key}": value for key, value in numbers.items()})

    def on_train_end(self, logs: Logs = None) -> None:
        for file in self._files.values():
            file.close()
        self._files = {}

    def _write(self, part: str, step: int, numbers: dict[str, Any]) -> None:
        if not numbers:
            return
        file = self._file(part)
        for tag, value in numbers.items():
            file.write(record(event(step, scalar(tag, float(value)))))
        file.flush()

    def _file(self, part: str) -> BinaryIO:
        """The event file of "train" or "validation", begun with the version of its kind."""
        if part not in self._files:
            folder = Path(self.log_dir) / part
            folder.mkdir(parents=True, exist_ok=True)
            name = f"events.out.tfevents.{time.time():.6f}.{socket.gethostname()}.{os.getpid()}"
            self._files[part] = open(folder / name, "wb")
            self._files[part].write(record(event(0, inside(3, b"brain.Event:2"))))
        return self._files[part]
