"""Which network of a PyTorch program is meant, and how large is its input? Its text may tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from engine.importing.expressions import Unknown
from engine.importing.torch_graph import BATCH, Misfit
from engine.importing.torch_modules import Module, Row
from engine.importing.torch_program import FAULTS, Own, TorchProgram

Shape = tuple[tuple[int, ...], bool]
# What draws a sample; the last one whole numbers.
DRAWING = ("randn", "rand", "zeros", "ones", "empty", "randint")
SIDES = (28, 32, 64, 224, 96, 128, 48, 256, 16, 227, 299, 100, 84, 40)
LENGTHS = (16, 32, 64, 100, 128, 10, 50, 28, 8, 20, 256)


def outside(tree: ast.Module) -> Iterator[ast.AST]:
    """All that stands outside of classes, in order."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            yield from ast.walk(node)


def root_of(program: TorchProgram) -> Any:
    """The network that the program makes last, or that its last class is. Raises Unknown."""
    names, found = dict(program.words), []
    fault: Unknown | None = None
    for node in program.tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            try:
                program.statement(node, names)
            except (Unknown, Misfit, *FAULTS):
                continue
    program.words.update({key: one for key, one in names.items() if key not in program.words})
    for node in outside(program.tree):
        if not isinstance(node, ast.Call) or not makes(program, node.func):
            continue
        try:
            found.append(program.value(node, names))
        except Unknown as error:
            fault = error
    found += [one for one in names.values() if isinstance(one, (Own, Row))]
    used = {one.func.id for made in program.classes.values() for one in ast.walk(made)
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
    runs = [one for one in found if isinstance(one, Row) or "forward" in {
        *one.functions, *one.values}]
    outer = [one for one in runs if isinstance(one, Own) and one.made.name not in used]
    whole = outer or [one for one in runs if isinstance(one, Own)] or runs
    if whole:
        return whole[-1]
    classes = [one for one in program.classes.values() if program.is_module(one)]
    if fault is not None:
        raise fault
    for made in reversed([one for one in classes if one.name not in used] or classes):
        try:
            return program.make(made.name, [], {})
        except (Unknown, *FAULTS) as error:
            fault = error if isinstance(error, Unknown) else Unknown(made)
    raise fault or Unknown(program.tree.body[0])


def makes(program: TorchProgram, function: ast.expr) -> bool:
    """Whether a call makes a module."""
    if isinstance(function, ast.Name) and function.id in program.classes:
        return program.is_module(program.classes[function.id])
    return ast.unparse(function) in ("nn.Sequential", "torch.nn.Sequential", "Sequential")


def inputs_of(program: TorchProgram, root: Any) -> list[str]:
    """The names of what `forward` must be given."""
    function = root.functions.get("forward") if isinstance(root, Own) else None
    if function is None:
        return ["input"]
    given = function.args.args[1:]
    return [one.arg for one in given[: len(given) - len(function.args.defaults)]] or ["input"]


def told(program: TorchProgram) -> list[Shape]:
    """Shapes of samples that the program's text names, without the batch."""
    found: list[Shape] = []
    for node in outside(program.tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        values = [*node.args, *(one.value for one in node.keywords)]
        plain: list[Any] = []
        for one in values:
            try:
                plain.append(program.value(one, program.words))
            except (Unknown, Misfit, *FAULTS):
                plain.append(None)
        rows = [tuple(one) for one in plain if isinstance(one, (list, tuple)) and whole(one)]
        if name in DRAWING:
            numbers = tuple(one for one in plain if isinstance(one, int))
            for row in rows or ([numbers] if name != "randint" else []):
                if len(row) > 1:
                    found.append((row[1:], name == "randint"))
        elif name in ("summary", "input_size"):
            for row in rows:
                found += [(row, False), (row[1:], False)]
    return [one for one in found if one[0]]


def whole(row: Sequence[Any]) -> bool:
    return len(row) > 0 and all(isinstance(one, int) and 0 < one < 100_000 for one in row)


def leaves(owner: Any) -> Iterator[Module]:
    """The modules of PyTorch's own, in the order in which they were made."""
    held = owner.values.values() if isinstance(owner, Own) else owner.children.values()
    if isinstance(owner, Module) and owner.kind:
        yield owner
    for one in held:
        if isinstance(one, (Own, Module)):
            yield from leaves(one)


def likely(root: Any) -> list[Shape]:
    """Shapes that the first modules can take, the most usual ones first."""
    found: list[Shape] = []
    for one in leaves(root):
        size = one.takes
        if one.kind == "Embedding":
            return [((length,), True) for length in LENGTHS]
        if one.kind.startswith(("Conv2d", "ConvTranspose2d", "BatchNorm2d", "InstanceNorm2d")):
            sides = SIDES if size == 1 else (32, 224, *(s for s in SIDES if s not in (32, 224)))
            found += [((size, side, side), False) for side in sides]
        elif one.kind.startswith("Conv1d"):
            found += [((size, length), False) for length in (100, *LENGTHS, 784, 1000, 500, 200)]
        elif one.kind.startswith("Conv3d"):
            found += [((size, side, side, side), False) for side in (16, 32, 8, 64)]
        elif one.kind in ("LSTM", "GRU", "RNN", "MultiheadAttention", "TransformerEncoderLayer"):
            found += [((length, size), False) for length in LENGTHS]
        elif one.kind in ("Linear", "LayerNorm", "BatchNorm1d") and size:
            pictures = [(c, s, s) for c in (1, 3) for s in (28, 32, 64, 8) if c * s * s == size]
            found += [(shape, False) for shape in pictures]
            found += [((size,), False), *(((length, size), False) for length in LENGTHS[:2])]
        else:
            continue
        break
    return found


def candidates(program: TorchProgram, root: Any, known: Sequence[Shape]) -> Iterator[list]:
    """What the inputs may be, likeliest first: rows of (name, shape, whether whole numbers)."""
    names = inputs_of(program, root)
    first = next((one.kind for one in leaves(root)), "")
    named = [(shape, kind or first == "Embedding") for shape, kind in told(program)]
    rows = [list(known)] if len(known) == len(names) else []
    if len(names) > 1:
        rows += [named[n : n + len(names)] for n in range(len(named) - len(names) + 1)]
    rows += [[one] * len(names) for one in [*dict.fromkeys(named), *likely(root)]]
    for row in rows:
        if not any(BATCH in shape for shape, _ in row):
            yield [(name, *one) for name, one in zip(names, row, strict=True)]


__all__ = ["candidates", "root_of", "told"]
