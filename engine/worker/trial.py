"""Does a layer that was written as text work? Tried in a process of its own, which may fail.

One JSON object comes in: the text, the parameters, and the shapes of its inputs where they are
known. One goes out: the shapes of its outputs, or the error.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from engine import written
from engine.errors import DesignError
from engine.layers import Input
from engine.nest import flatten
from engine.worker.protocol import error_to_json


def tried(source: str, parameters: dict[str, Any], shapes: list[list[int | None]]) -> list[Any]:
    """The shapes of what the layer makes of inputs of these shapes. Raises DesignError.

    Who asks for a trial has agreed to run the text.
    """
    written.allow(source, remember=False)
    told = written.outline(source)
    try:
        layer = written.load(source)(**parameters)
        if not shapes or told.is_cell:
            return []
        inputs = [Input(batch_shape=tuple(shape)) for shape in shapes]
        outputs = layer(inputs if len(inputs) > 1 else inputs[0])
        return [list(value.shape) for value in flatten(outputs)]
    except DesignError as error:
        error.values.setdefault("line", written.line_of(error.__cause__ or error))
        raise
    except Exception as error:
        raise DesignError(
            "The code of {name} fails: {reason}.",
            name=told.name,
            reason=f"{type(error).__name__}: {error}",
            line=written.line_of(error),
        ) from error


def main() -> int:
    asked = json.loads(sys.stdin.read())
    answers = sys.stdout
    sys.stdout = sys.stderr  # what the text prints is no answer
    try:
        answer = {"outputs": tried(asked["source"], asked["parameters"], asked["shapes"])}
    except DesignError as error:
        answer = {"error": error_to_json(error)}
    answers.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
