"""How do weights follow their gradients? Keras's optimizers, and by name."""

from engine.training import schedules
from engine.training.optimizers import legacy
from engine.training.optimizers.base import Optimizer
from engine.training.optimizers.formulas import (
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    Ftrl,
    Nadam,
    RMSprop,
    table,
)
from engine.training.optimizers.further import Adafactor, Lion

serialize, deserialize = table.serialize, table.deserialize


def get(identifier, use_legacy_optimizer=False, custom_objects=None, **_):
    """An optimizer by its name, its config, or itself; on wish as before Keras 2.11."""
    found = table.get(identifier, custom_objects)
    if use_legacy_optimizer and type(found).__name__ in legacy.KINDS:
        return legacy.like(found)
    return found
