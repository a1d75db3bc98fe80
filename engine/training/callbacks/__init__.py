"""What happens while a model learns? Keras's callbacks."""

from engine.training.callbacks.base import Callback, History
from engine.training.callbacks.board import TensorBoard
from engine.training.callbacks.hooks import CallbackList
from engine.training.callbacks.progress import Progbar, ProgbarLogger
from engine.training.callbacks.saving import BackupAndRestore, CSVLogger, ModelCheckpoint
from engine.training.callbacks.steering import (
    EarlyStopping,
    LambdaCallback,
    LearningRateScheduler,
    ReduceLROnPlateau,
    TerminateOnNaN,
)
