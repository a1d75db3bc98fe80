"""How does a model leave? As a program with its weights, for one of the targets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.export import targets
from engine.export.recipe import Callback, Recipe
from engine.export.targets import TARGETS, Target
from engine.saving.replacing import beside


@dataclass(frozen=True)
class Exported:
    """What was written, and how equal it computes.

    `proof` is None where nothing was verified; `unverified` then says why.
    """

    target: str
    program: Path
    weights: Path | None = None
    proof: Any = None
    unverified: DesignError | None = None

    @property
    def files(self) -> list[Path]:
        return [path for path in (self.program, self.weights) if path is not None]


def code(model: Any, target: str, recipe: Recipe | None = None, data: Any = None) -> str:
    """The program text for a target. Raises DesignError for what the target cannot express."""
    text = targets.get(target).program(model, recipe, data)
    if isinstance(text, bytes):
        raise DesignError("{title} is no program text.", title=targets.get(target).title)
    return text


def refusals(model: Any, target: str) -> list[DesignError]:
    """Why the model cannot leave for a target: all faults, none where it can."""
    return targets.get(target).refusals(model)


def save_program(
    model: Any,
    target: str,
    script: Any,
    recipe: Recipe | None = None,
    data: Any = None,
    with_weights: bool = True,
) -> Exported:
    """Write a program, and its weights beside it under the same name. Raises DesignError."""
    script, chosen = Path(script), targets.get(target)
    content = chosen.program(model, recipe, data)
    with beside(script) as held:
        held.write_bytes(content if isinstance(content, bytes) else content.encode())
    weights = None
    if with_weights and chosen.weights is not None:
        weights = script.with_suffix(chosen.weights_suffix)
        chosen.weights(model, weights)
    return Exported(target, script, weights)


def save(
    model: Any, target: str, folder: Any, recipe: Recipe | None = None, data: Any = None
) -> Exported:
    """Write program and weights into a folder."""
    chosen = targets.get(target)
    script = Path(folder) / f"{target}_model{chosen.suffix}"
    return save_program(model, target, script, recipe, data)


__all__ = [
    "TARGETS",
    "Callback",
    "Exported",
    "Recipe",
    "Target",
    "code",
    "refusals",
    "save",
    "save_program",
]
