"""What does a program write down while it trains? Lines of numbers, and weights."""

import csv
from pathlib import Path

from safetensors.torch import save_file

from engine.export.pytorch.parts.running import Callback, Watching


class CSVLogger(Callback):
    """Writes the results of each epoch as a line of a CSV file."""

    def __init__(self, filename, separator=",", append=False):
        super().__init__()
        self.path, self.separator, self.append = Path(filename), separator, append

    def after(self, trainer, epoch, row):
        if trainer.process.rank == 0:
            begins = not (epoch or self.append) or not self.path.exists()
            names = ["epoch", *sorted(row)]
            mode = "w" if begins else "a"
            with self.path.open(mode, newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, names, delimiter=self.separator)
                if begins:
                    writer.writeheader()
                writer.writerow({"epoch": epoch, **row})
        return False


class ModelCheckpoint(Watching):
    """Keeps the weights of each epoch, or of those alone after which a value is better."""

    def __init__(
        self,
        filepath,
        save_best_only=False,
        initial_value_threshold=None,
        **options,
    ):
        super().__init__(**options)
        self.filepath, self.best_only = filepath, save_best_only
        self.state["best"] = initial_value_threshold

    def is_risen(self, monitor):
        return "acc" in monitor or monitor.startswith("fmeasure")

    def after(self, trainer, epoch, row):
        value = row.get(self.monitor)
        better = value is not None and self.is_better(value, self.state["best"])
        if self.best_only and not better:
            return False
        self.state["best"] = value if better else self.state["best"]
        if trainer.process.rank == 0:
            path = Path(self.filepath.format(epoch=epoch + 1, **row))
            path.parent.mkdir(parents=True, exist_ok=True)
            save_file(trainer.plain.state_dict(), path)
        return False
