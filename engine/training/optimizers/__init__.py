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

get, serialize, deserialize = table.get, table.serialize, table.deserialize
