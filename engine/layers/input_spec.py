"""What must a layer's input look like? Keras's InputSpec, and the error when it does not."""

from __future__ import annotations

from typing import Any

from engine.errors import DesignError, DesignTypeError

# What the axes of recurrent layers are: those that state their input by rank alone.
SEQUENCES = {
    3: "(batch, steps, features)",
    4: "(batch, steps, places, channels)",
    5: "(batch, steps, height, width, channels)",
    6: "(batch, steps, depth, height, width, channels)",
}


class InputSpec:
    """What a layer's input must look like; `axes` gives sizes by axis."""

    def __init__(
        self, dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, **_
    ):
        self.dtype, self.shape = dtype, shape
        self.ndim = len(shape) if shape is not None else ndim
        self.max_ndim, self.min_ndim = max_ndim, min_ndim
        try:
            self.axes = {int(axis): size for axis, size in dict(axes or {}).items()}
        except (TypeError, ValueError):
            raise DesignTypeError(
                "axes of InputSpec must be a dict from axis numbers to sizes, not {value}.",
                value=repr(axes),
            ) from None
        most = max_ndim if self.ndim is None else self.ndim
        if most is not None and any(axis >= most for axis in self.axes):
            raise DesignError(
                "InputSpec names axis {axis} of an input with {count} axes.",
                axis=max(self.axes), count=most,
            )

    def check(self, value: Any, layer: Any) -> None:
        rank = len(value.shape)
        wanted = None
        if self.ndim is not None and rank != self.ndim:
            wanted = self.ndim
        elif self.min_ndim is not None and rank < self.min_ndim:
            wanted = self.min_ndim
        elif self.max_ndim is not None and rank > self.max_ndim:
            wanted = self.max_ndim
        if wanted is not None:
            names = SEQUENCES.get(self.ndim, "") if layer.category == "recurrent" else ""
            raise DesignError(
                "{layer} needs an input with {wanted} axes{axes}, but gets {shape}."
                if wanted == self.ndim
                else "{layer} needs an input with at least {wanted} axes, but gets {shape}."
                if rank < wanted
                else "{layer} needs an input with at most {wanted} axes, but gets {shape}.",
                fix="Add the missing axes with Reshape, or keep them in the layer before: a "
                "recurrent layer does so with return_sequences."
                if rank < (self.ndim or self.min_ndim or 0)
                else "Fold axes together with Flatten or Reshape, or go step by step with "
                "TimeDistributed.",
                layer=layer.title,
                wanted=wanted,
                axes=f" {names}" if names else "",
                shape=value.shape,
            )
        for axis, size in [*enumerate(self.shape or ()), *self.axes.items()]:
            if size is not None and value.shape[axis] not in (size, None):
                raise DesignError(
                    "{layer} was built for {size} along axis {axis}, but gets {shape}.",
                    fix="Give it inputs of the same size as before, or use a new layer.",
                    layer=layer.title,
                    size=size,
                    axis=axis,
                    shape=value.shape,
                )
