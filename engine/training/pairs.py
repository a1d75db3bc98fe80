"""What is wrong where a target and an output do not fit together?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engine.errors import DesignError, Where
from engine.tape import Tensor


def check_pair(loss: Any, target: Tensor, output: Tensor) -> None:
    """A sentence for targets that the loss cannot compare with the output."""
    name = getattr(loss, "name", None) or getattr(loss, "__name__", "")
    counts = {*target.shape[:1], *output.shape[:1]}
    # One output for the whole batch is compared with every target, as in Keras.
    if len(counts) > 1 and 1 not in counts and target.ndim and output.ndim:
        raise DesignError(
            "There are {targets} targets for {outputs} outputs.",
            fix="Give one target for each sample.",
            targets=target.shape[0],
            outputs=output.shape[0],
        )
    if "sparse_categorical" in str(name) and len(target.shape) == len(output.shape):
        if target.shape[-1] not in (1, None) and target.shape[-1] == output.shape[-1]:
            raise DesignError(
                "The loss {loss} takes class numbers, but the targets have shape {target}.",
                fix="Use categorical_crossentropy for one-hot targets.",
                loss=name,
                target=target.shape,
            )
    if name == "categorical_crossentropy" and target.shape[-1:] != output.shape[-1:]:
        raise DesignError(
            "The loss {loss} takes one-hot targets of width {width}, but they have shape {target}.",
            fix="Use sparse_categorical_crossentropy for class numbers.",
            loss=name,
            width=output.shape[-1] if output.ndim else 1,
            target=target.shape,
        )


@contextmanager
def comparing(target: Tensor, output: Tensor, name: str) -> Iterator[None]:
    """Where a comparison inside fails for want of equal widths, the error says which they are."""
    try:
        yield
    except DesignError:
        if go_together(target.shape, output.shape):
            raise
        raise misfit(tuple(target.shape), tuple(output.shape), name) from None


def go_together(first: tuple, second: tuple) -> bool:
    """Whether two shapes can be compared element by element."""
    return all(
        a == b or 1 in (a, b) or None in (a, b)
        for a, b in zip(reversed(first), reversed(second), strict=False)
    )


def misfit(target: tuple, output: tuple, name: str) -> DesignError:
    where = Where(layer=name)
    if len(target) != len(output) or target[1:-1] != output[1:-1]:
        return DesignError(
            "A sample of the output {name} has shape {output}, but its target has {target}.",
            fix="Give targets of the output's shape, or change the last layers.",
            where=where, name=name, output=output[1:], target=target[1:],
        )  # fmt: skip
    return DesignError(
        "The output {name} has width {width}, but its targets have width {wanted}.",
        fix="Set the units of the layer {name} to {wanted}, or give targets of width {width}.",
        where=where, name=name, width=output[-1], wanted=target[-1],
    )  # fmt: skip
