"""What does a helper of engine.compiling do? It compiles the kernels that its stdin names."""

from __future__ import annotations

import os
import sys

from engine import compiling, kernels


def main() -> None:
    """Compile one kernel after the other and say so; what libraries print goes to stderr."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    with compiling.rarely_collecting():
        for line in sys.stdin:
            kernels.prepare(line.strip())
            answers.write(line)
            answers.flush()


if __name__ == "__main__":
    main()
