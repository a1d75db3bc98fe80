"""How does a class that a user wrote leave? Its text, cut out, in the words of the target."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine import custom, written
from engine.errors import DesignError
from engine.export.dialects import Dialect
from engine.export.rewriting import Rewriter


@dataclass(frozen=True)
class Cut:
    """A class as it stands in a program: its definitions in order, and what they need besides."""

    name: str
    texts: tuple[str, ...]
    names: frozenset[str]
    imports: frozenset[str]
    needed: frozenset[str]


class Own:
    """The users' classes in one program; each stands there once."""

    def __init__(self, dialect: Dialect, taken: Iterable[str] = ()) -> None:
        self.dialect = dialect
        self.taken = set(taken)
        self.cuts: dict[type, Cut] = {}

    def name(self, layer: Any) -> str:
        """What a layer's class is called in the program. Raises DesignError where it cannot
        leave."""
        cls = type(layer)
        if cls not in self.cuts:
            holds = any(True for _ in layer._sublayers())
            self.cuts[cls] = made = cut(cls, self.dialect, self.taken, holds)
            self.taken |= made.names
        return self.cuts[cls].name

    @property
    def names(self) -> dict[type, str]:
        return {cls: one.name for cls, one in self.cuts.items()}

    @property
    def texts(self) -> list[str]:
        return [text for one in self.cuts.values() for text in one.texts]

    @property
    def imports(self) -> list[str]:
        return sorted({line for one in self.cuts.values() for line in one.imports})

    @property
    def needed(self) -> set[str]:
        return {name for one in self.cuts.values() for name in one.needed}


def is_own(layer: Any) -> bool:
    """Whether the layer's class is none of the library's."""
    return custom.layer_classes().get(type(layer).__name__) is not type(layer)


def cut(cls: type, dialect: Dialect, taken: Iterable[str], holds: bool = False) -> Cut:
    """The text of a class with all that it uses, for a dialect. Raises DesignError.

    `holds` tells whether there are layers inside.
    """
    source = written.text_of(cls)
    if source is None or "." in cls.__qualname__:
        raise DesignError(
            "The text of the class {name} is not at hand, so it cannot be written for {title}.",
            fix="Define it at the outermost level of a file.",
            name=cls.__qualname__,
            title=dialect.title,
        )
    tree = ast.parse(source)
    defined = {name: node for node in tree.body for name in names_of(node)}
    needed = used_by(cls.__name__, defined)
    nodes = [node for node in tree.body if any(name in needed for name in names_of(node))]
    aliases = imported(tree)
    renamed = {name: fresh(name, taken) for name in needed if name in set(taken)}
    if cls.__name__.islower():  # as the variables of a program are
        renamed[cls.__name__] = fresh(cls.__name__.capitalize(), taken)
    writer = Rewriter(source, aliases, renamed, dialect)
    texts = [writer.text(node) for node in nodes]
    if not dialect.is_ours:
        # A wrapper that copies the layer finds the class by its name.
        marks = f'@{dialect.module}.saving.register_keras_serializable("layerloom")\n'
        if holds and dialect.newest:
            writer.needed.add("builds_inside")
            marks += "@builds_inside\n"
        place = next(n for n, node in enumerate(nodes) if cls.__name__ in names_of(node))
        registered = any("register" in ast.dump(one) for one in nodes[place].decorator_list)
        texts[place] = (marks.partition("\n")[2] if registered else marks) + texts[place]
    return Cut(
        renamed.get(cls.__name__, cls.__name__),
        tuple(texts),
        frozenset(renamed.get(name, name) for name in needed),
        frozenset(writer.imports(set(taken))),
        frozenset(writer.needed),
    )


def names_of(node: ast.stmt) -> list[str]:
    """What a statement of the outermost level defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.AnnAssign):
        return [node.target.id] if isinstance(node.target, ast.Name) else []
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]


def used_by(name: str, defined: dict[str, ast.stmt]) -> set[str]:
    """A definition and all definitions that it uses, directly or not."""
    found, waiting = set(), [name]
    while waiting:
        name = waiting.pop()
        if name in defined and name not in found:
            found.update(names_of(defined[name]))
            waiting += [one.id for one in ast.walk(defined[name]) if isinstance(one, ast.Name)]
    return found


def imported(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """What each imported name stands for: a dotted path, and the line that imports it."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for one in node.names:
                alias = one.asname or one.name.partition(".")[0]
                path = one.name if one.asname else alias
                line = f"import {one.name}" + (f" as {alias}" if one.asname else "")
                found[alias] = (path, line)
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            for one in node.names:
                alias = one.asname or one.name
                line = f"from {'.' * node.level}{node.module or ''} import {one.name}"
                line += f" as {alias}" if one.asname else ""
                found[alias] = (f"{'.' * node.level}{node.module or ''}.{one.name}", line)
    return found


def fresh(name: str, taken: Iterable[str]) -> str:
    """A name like `name` that nothing else has."""
    known, found, count = set(taken), name, 1
    while found in known:
        count += 1
        found = f"{name}{count}"
    return found


def own_arguments(layer: Any) -> dict[str, Any]:
    """What a user's layer was made with, as far as it is not usual. Raises DesignError."""
    config = layer.get_config()
    found = {}
    for name, parameter in inspect.signature(type(layer).__init__).parameters.items():
        plain = parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        if name in written.COMMON or not plain:
            continue
        if name not in config:
            if parameter.default is parameter.empty:
                raise DesignError(
                    "{layer} does not tell its {name}.",
                    fix="Return it from get_config().",
                    layer=layer.title,
                    name=name,
                )
            continue
        value = config[name]
        same = type(value) is type(parameter.default) and value == parameter.default
        if not same:
            found[name] = value
    return found
