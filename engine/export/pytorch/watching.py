"""How are callbacks written? Those that look at the results of an epoch, and what they keep."""

from __future__ import annotations

import inspect
import re
from typing import Any

from engine.errors import DesignError
from engine.export.python import literal
from engine.training import callbacks

# The callbacks by what they take; what only says how much is shown is left out.
WATCHED = ("monitor", "mode", "min_delta", "patience")
CALLBACKS = {
    "CSVLogger": ("filename", "separator", "append"),
    "EarlyStopping": (*WATCHED, "baseline", "restore_best_weights", "start_from_epoch"),
    "ModelCheckpoint": (
        "filepath", "monitor", "mode", "save_best_only", "initial_value_threshold",
    ),
    "ReduceLROnPlateau": (*WATCHED, "factor", "cooldown", "min_lr"),
    "TerminateOnNaN": (),
}  # fmt: skip
UNSEEN = ("verbose", "name", "save_weights_only")
KEPT = re.compile(r"(\.weights)?(\.h5|\.keras|\.tf)?$")


def callback_texts(recipe: Any) -> list[str]:
    """What makes the callbacks. Raises DesignError for one that has no spelling."""
    return [callback_text(one) for one in getattr(recipe, "callbacks", ())]


def callback_text(callback: Any) -> str:
    if callback.name not in CALLBACKS:
        raise DesignError(
            "The callback {name} has no spelling in PyTorch.",
            fix="Leave it out: the program keeps a checkpoint after each epoch.",
            name=callback.name,
        )
    kind, found = getattr(callbacks, callback.name), []
    usual = {key: one.default for key, one in inspect.signature(kind).parameters.items()}
    for key, value in callback.parameters.items():
        if key in UNSEEN:
            continue
        if key not in CALLBACKS[callback.name]:
            if value == usual.get(key):
                continue
            raise DesignError(
                "The callback {name} with {argument} has no spelling in PyTorch.",
                fix="Leave {argument} as it is.",
                name=callback.name,
                argument=key,
            )
        if key == "filepath":  # weights are kept as the program's own are
            value = KEPT.sub("", str(value)) + ".safetensors"
        found.append(f"{key}={literal(value)}")
    return f"{callback.name}({', '.join(found)})"
