"""What do programs say of 16-bit numbers? Keras's policies: taken, and computed as float32."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import settings
from engine.errors import unknown_name

POLICIES = ("float16", "float32", "float64", "bfloat16", "mixed_float16", "mixed_bfloat16")


class Policy:
    """The name of a way to compute. Whatever it asks for, layers compute with 32 bits."""

    compute_dtype = variable_dtype = "float32"

    def __init__(self, name: str) -> None:
        if name not in POLICIES:
            raise unknown_name("policy", str(name), POLICIES)
        self.name = name

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Policy:
        return cls(config["name"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f'<Policy "{self.name}">'


def set_global_policy(policy: Any) -> None:
    """Choose the policy that new layers are said to have."""
    settings.put("policy", policy if isinstance(policy, Policy) else Policy(str(policy)))


def global_policy() -> Policy:
    return settings.get("policy") or Policy(settings.get("floatx"))


def LossScaleOptimizer(inner_optimizer: Any, dynamic: bool = True, **_: Any) -> Any:
    """The optimizer itself: with 32 bits no gradient is too small to be kept."""
    inner_optimizer.get_scaled_loss = lambda loss: loss
    inner_optimizer.get_unscaled_gradients = list
    inner_optimizer.inner_optimizer = inner_optimizer
    return inner_optimizer


__all__ = ["LossScaleOptimizer", "Policy", "global_policy", "set_global_policy"]
