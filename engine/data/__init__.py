"""What has a network to do with data? Sources, splits, scaling and batches, without any window."""

from engine.data.facts import DataFacts
from engine.data.fitting import Misfit, Place, fit_problems
from engine.data.lines import TextLineDataset, TFRecordDataset, experimental
from engine.data.pipeline import AUTOTUNE, Dataset, Options
from engine.data.prepare import prepare
from engine.data.prepared import Part, Prepared
from engine.data.preview import Preview, preview
from engine.data.settings import Settings, settings
from engine.data.sources import BUILTINS, DataSet, load

__all__ = [
    "AUTOTUNE",
    "BUILTINS",
    "DataFacts",
    "DataSet",
    "Dataset",
    "Misfit",
    "Options",
    "Part",
    "Place",
    "Prepared",
    "Preview",
    "Settings",
    "TFRecordDataset",
    "TextLineDataset",
    "experimental",
    "fit_problems",
    "load",
    "prepare",
    "preview",
    "settings",
]
