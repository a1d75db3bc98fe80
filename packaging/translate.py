"""Which texts does a user see, and which of them have no Chinese yet?

    python packaging/translate.py              bring resources/i18n up to date with the code
    python packaging/translate.py --check      say what is missing, unfinished or cannot be found
    python packaging/translate.py --list FILE  write the unfinished texts as JSON, to be filled in
    python packaging/translate.py --take FILE  read that JSON back

The window's texts are ``self.tr("…")`` and ``translate("Context", "…")``; those of the engine
(error templates, repairs, docs of layers and fields, titles) have the context "engine". Qt's own
lupdate is not used: it loses the context where a method says ``tr = self.tr``, and it cannot see
the engine's templates.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import PySide6

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "resources" / "i18n" / "layerloom_zh_CN.ts"
LANGUAGE = "zh_CN"
ENGINE = "engine"
# Who shows a template, and at which places and names of a call it stands.
# Rooms of the designer that raise templates as the engine does.
BELOW_THE_WINDOW = {("designer", "document"), ("designer", "runs"), ("designer", "cli_work.py")}
# What the parameters are called by which functions hand templates on.
PASSED_ON = {"what", "fix", "label", "text", "why", "how", "reason", "template"}
SHOWS = {"DesignError": {0, "what", "fix"}, "Repair": {1, "label"}}


@dataclass(frozen=True)
class Text:
    """One text that a user sees. `plural` ones differ with the number %n in English."""

    context: str
    source: str
    comment: str = ""
    plural: bool = False
    translation: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.source, self.comment


class Module:
    """One source file, read for texts. `found` holds them, `lost` what could not be read."""

    def __init__(self, path: Path, tree: ast.Module, known: dict[str, set[int | str]]) -> None:
        self.path = path
        self.tree = tree
        self.carriers = known
        self.constants = module_constants(self.tree)
        self.with_context = {"translate", "QT_TRANSLATE_NOOP", *names_of_translate(self.tree)}
        self.found: list[Text] = []
        self.lost: list[str] = []
        self._visit(self.tree, "", frozenset())

    def _visit(self, node: ast.AST, owner: str, parameters: frozenset[str]) -> None:
        if isinstance(node, ast.ClassDef):
            owner = node.name
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            parameters = frozenset(argument.arg for argument in named)
        elif isinstance(node, ast.Call):
            self._call(node, owner, parameters)
        for child in ast.iter_child_nodes(node):
            self._visit(child, owner, parameters)

    def _call(self, call: ast.Call, owner: str, parameters: frozenset[str]) -> None:
        name = called(call)
        first = call.args[0] if call.args else None
        own = isinstance(call.func, ast.Attribute) and name == "tr"
        if name in self.with_context and not own and literal_string(first):
            self._qt(first.value, call.args[1:], call, parameters)
        elif name == "tr" and first is not None:
            self._qt(owner, call.args, call, parameters)
        elif name == "engine_text" and literal_string(first):
            self._engine(first, call, parameters)
        elif is_below_the_window(self.path):
            for template in templates(call, self.carriers):
                # Functions are known by their names alone: another one may be called the same.
                if name in SHOWS or name.startswith("Design") or is_text(template):
                    self._engine(template, call, parameters)
            for keyword in call.keywords:
                if keyword.arg == "notes":
                    self.found.extend(Text(ENGINE, source) for source in notes(keyword.value))
            if name == "DesignError" and call.args and "what" in keyword_names(call):
                self._lose(call, "fills a hole {what}, which is the template's own name")

    def _qt(self, context: str, arguments: list, call: ast.Call, parameters) -> None:
        if not arguments:
            self._lose(call, f"has a context, but no text: {ast.unparse(call)}")
            return
        if not context:
            self._lose(call, "stands in no class, so its context is unknown")
            return
        comment = arguments[1].value if len(arguments) > 1 and literal_string(arguments[1]) else ""
        plural = len(arguments) > 2 or "n" in keyword_names(call)
        for source in self._literals(arguments[0], call, parameters):
            self.found.append(Text(context, source, comment, plural))

    def _engine(self, argument: ast.expr, call: ast.Call, parameters) -> None:
        for source in self._literals(argument, call, parameters):
            if source:
                self.found.append(Text(ENGINE, source))

    def _literals(self, node: ast.expr, call: ast.Call, parameters) -> list[str]:
        """The texts that an expression can be. One passed on is read where it comes from."""
        if literal_string(node):
            return [node.value]
        if isinstance(node, ast.IfExp):
            return [
                *self._literals(node.body, call, parameters),
                *self._literals(node.orelse, call, parameters),
            ]
        if isinstance(node, ast.Name) and node.id in self.constants:
            return self.constants[node.id]
        if isinstance(node, ast.Call) and called(node) in self.constants:
            return self.constants[called(node)]
        if isinstance(node, ast.Subscript):
            return self._literals(node.value, call, parameters)
        if isinstance(node, ast.Call) and called(node) == "get" and len(node.args) == 2:
            table = self._literals(node.func.value, call, parameters)
            return [*table, *self._literals(node.args[1], call, parameters)]
        passed_on = isinstance(node, ast.Attribute) or (
            isinstance(node, ast.Name) and node.id in parameters
        )
        if not passed_on:
            self._lose(call, f"does not say its text literally: {ast.unparse(node)}")
        return []

    def _lose(self, call: ast.Call, why: str) -> None:
        self.lost.append(f"{self.path.relative_to(ROOT)}:{call.lineno} {why}")


def is_below_the_window(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] == "engine" or parts[:2] in BELOW_THE_WINDOW


def names_of_translate(tree: ast.Module) -> set[str]:
    """What a file calls QCoreApplication.translate for short."""
    return {
        node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and ast.unparse(node.value) == "QCoreApplication.translate"
    }


def is_text(node: ast.expr) -> bool:
    """Whether an expression is a text, or a name that stands for one by what it is called."""
    if isinstance(node, ast.Name):
        return node.id in PASSED_ON or node.id.isupper()
    return literal_string(node) or isinstance(node, ast.IfExp)


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def notes(node: ast.expr) -> list[str]:
    """The templates in pairs of a template and the values for its holes."""
    return [
        pair.elts[0].value
        for pair in ast.walk(node)
        if isinstance(pair, ast.Tuple)
        and len(pair.elts) == 2
        and literal_string(pair.elts[0])
        and isinstance(pair.elts[1], ast.Dict)
    ]


def keyword_names(call: ast.Call) -> set[str | None]:
    return {keyword.arg for keyword in call.keywords}


def literal_string(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def module_constants(tree: ast.Module) -> dict[str, list[str]]:
    """Names that stand for a text, a table of texts, or a function that returns one of some."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            returned = [part.value for part in ast.walk(node) if isinstance(part, ast.Return)]
            if returned and all(literal_string(value) for value in returned):
                found[node.name] = [value.value for value in returned]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            parts = value.values if isinstance(value, ast.Dict) else [value]
            if parts and all(literal_string(part) for part in parts):
                found[node.targets[0].id] = [part.value for part in parts]
    return found


def carriers(trees: list[ast.Module]) -> dict[str, set[int | str]]:
    """`SHOWS`, its subclasses, and every function that hands a parameter on to one of them."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    calls = {
        function: [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        for function in functions
    }
    found = {name: set(places) for name, places in SHOWS.items()}
    before = 0
    while before != (before := sum(len(places) for places in found.values())):
        for node in classes:
            for base in node.bases:
                found.setdefault(node.name, set()).update(found.get(getattr(base, "id", ""), ()))
        for function in functions:
            shown = {
                argument.id
                for call in calls[function]
                for argument in templates(call, found)
                if isinstance(argument, ast.Name) and argument.id in PASSED_ON
            }
            if shown and function.name != "__init__":
                found.setdefault(function.name, set()).update(places_of(function, shown))
    return {name: places for name, places in found.items() if places}


def templates(call: ast.Call, known: dict[str, set[int | str]]) -> list[ast.expr]:
    """The arguments of a call that are templates."""
    places = known.get(called(call), set())
    named = [keyword.value for keyword in call.keywords if keyword.arg in places]
    return [argument for at, argument in enumerate(call.args) if at in places] + named


def places_of(function: ast.FunctionDef, shown: set[str]) -> set[int | str]:
    arguments = function.args
    names = [argument.arg for argument in [*arguments.posonlyargs, *arguments.args]]
    names = names[1:] if names[:1] in (["self"], ["cls"]) else names
    keywords = {argument.arg for argument in arguments.kwonlyargs}
    return {at for at, name in enumerate(names) if name in shown} | (shown & {*names, *keywords})


def told_by_values() -> Iterator[str]:
    """What the tables say: layers with their fields, training and data settings, data sets."""
    sys.path.insert(0, str(ROOT))
    from designer.document import kinds as drawn
    from designer.document.prepared import NEW
    from designer.document.settings import DATA_FIELDS, TRAINING_FIELDS
    from engine import layers, registry
    from engine.data.sources import BUILTINS

    assert layers
    kinds = [
        kind for kind in registry.layers().values() if kind.cls.__module__.startswith("engine.")
    ]
    yield from registry.CATEGORIES.values()
    yield from (dataset.about for dataset in BUILTINS.values())
    for kind in kinds:
        yield kind.name
        yield from (" ".join(part.split()) for part in re.split(r"\n\s*\n", kind.doc.strip()))
    ours = [*drawn.OWN.values(), *NEW.values()]
    for kind in ours:
        yield from (kind.title, kind.summary)
    yield from drawn.ABOUT.values()
    tables = [kind.fields for kind in (*kinds, *ours)]
    tables += [drawn.INSTANCE_FIELDS, drawn.UNKNOWN_FIELDS]
    for fields in (DATA_FIELDS, TRAINING_FIELDS, *tables):
        for field in fields.values():
            yield from (field.doc, field.unit)


def texts_of_the_code() -> tuple[list[Text], list[str]]:
    """Every text once, in a settled order; and the places whose text cannot be read."""
    paths = [path for top in ("designer", "engine") for path in sorted((ROOT / top).rglob("*.py"))]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    below = [tree for path, tree in trees.items() if is_below_the_window(path)]
    known = carriers(below)
    found: dict[tuple, Text] = {}
    lost = []
    for path, tree in trees.items():
        module = Module(path, tree, known)
        lost.extend(module.lost)
        for text in module.found:
            found.setdefault(text.key, text)
    for source in told_by_values():
        if source:
            found.setdefault((ENGINE, source, ""), Text(ENGINE, source))
    return sorted(found.values(), key=lambda text: text.key), lost


def read_catalogue() -> dict[tuple[str, str, str], str]:
    """The translations that there are, by context, source and comment."""
    if not CATALOGUE.exists():
        return {}
    found = {}
    for context in ElementTree.parse(CATALOGUE).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            form = translation.find("numerusform")
            text = (form if form is not None else translation).text or ""
            key = (name, message.findtext("source") or "", message.findtext("comment") or "")
            if text:
                found[key] = text
    return found


def with_translations(texts: list[Text]) -> list[Text]:
    known = read_catalogue()
    return [replace(text, translation=known.get(text.key, "")) for text in texts]


def write_catalogue(texts: list[Text]) -> None:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{LANGUAGE}" sourcelanguage="en">')
    for context in sorted({text.context for text in texts}):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for text in texts:
            if text.context == context:
                lines += message_lines(text)
        lines.append("</context>")
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text("\n".join([*lines, "</TS>", ""]), encoding="utf-8")


def message_lines(text: Text) -> list[str]:
    body = escape(text.translation)
    if text.plural:
        body = f"<numerusform>{body}</numerusform>"
    unfinished = "" if text.translation else ' type="unfinished"'
    comment = f"        <comment>{escape(text.comment)}</comment>"
    return [
        '    <message numerus="yes">' if text.plural else "    <message>",
        f"        <source>{escape(text.source)}</source>",
        *([comment] if text.comment else []),
        f"        <translation{unfinished}>{body}</translation>",
        "    </message>",
    ]


def compile_catalogue(target: Path) -> None:
    """Turn the .ts into the .qm that Qt reads. Unfinished texts are no fault to lrelease."""
    program = Path(PySide6.__file__).parent / "lrelease"
    subprocess.run([program, "-silent", CATALOGUE, "-qm", target], check=True)


def holes(text: str) -> list[str]:
    """The ``{names}`` and ``%1`` that get values when the text is shown."""
    try:
        named = [f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name]
    except ValueError:
        named = []
    return sorted(named + [text[at : at + 2] for at in range(len(text)) if is_percent(text, at)])


def is_percent(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    return text[at] == "%" and (following.isdigit() or following in ("n", "L"))


def complaints() -> list[str]:
    """All that stands between the code and a whole translation."""
    texts, lost = texts_of_the_code()
    listed = set(read_catalogue())
    texts = with_translations(texts)
    found = list(lost)
    found += [f"no Chinese: [{t.context}] {t.source!r}" for t in texts if not t.translation]
    found += [
        f"other holes: [{text.context}] {text.source!r} and {text.translation!r}"
        for text in texts
        if text.translation and holes(text.source) != holes(text.translation)
    ]
    stale = listed - {text.key for text in texts}
    return found + [f"no longer shown: [{context}] {source!r}" for context, source, _ in stale]


def update() -> None:
    texts = with_translations(texts_of_the_code()[0])
    write_catalogue(texts)
    compile_catalogue(CATALOGUE.with_suffix(".qm"))
    unfinished = sum(not text.translation for text in texts)
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(texts)} texts, {unfinished} unfinished")


def list_unfinished(target: Path) -> None:
    wanted: dict[str, dict[str, str]] = {}
    for text in with_translations(texts_of_the_code()[0]):
        if not text.translation:
            wanted.setdefault(text.context, {})[text.source] = ""
    target.write_text(json.dumps(wanted, ensure_ascii=False, indent=1), encoding="utf-8")


def take(source: Path) -> None:
    given = json.loads(source.read_text(encoding="utf-8"))
    texts = [
        replace(text, translation=given.get(text.context, {}).get(text.source) or text.translation)
        for text in with_translations(texts_of_the_code()[0])
    ]
    write_catalogue(texts)


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            update()
        case ["--check"]:
            found = complaints()
            print("\n".join(found) or "Every text is translated.")
            return bool(found)
        case ["--list", file]:
            list_unfinished(Path(file))
        case ["--take", file]:
            take(Path(file))
            update()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
