"""Do the house rules hold: which way imports go, how files begin, and what the platform owes us?"""

import ast
import subprocess
import sys
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

import networkx
import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).parents[1]
PACKAGES = ("engine", "designer", "resources")
OTHERS = ("tests", "packaging")

# Who may not import whom: (importer, forbidden). A name covers all that lies below it.
CONTRACTS = [
    ("engine", "designer"),
    ("engine", "PySide6"),
    ("engine", "pyqtgraph"),
    ("designer.document", "PySide6"),
    ("designer.canvas", "designer.panels"),
    ("designer.panels", "designer.canvas"),
    ("resources", "engine"),
    ("resources", "designer"),
]
KERNELS_MAY = ("numpy", "numba", "llvmlite", "engine.kernels")
PLOTS_ONLY = "pyqtgraph"
PLOTS = ("designer.panels.plots", "designer.panels.insight")
# Too slow to load at every start, or not always installed: imported where they are first needed.
HEAVY = (
    "numba", "llvmlite", "engine.kernels", "pandas", "pyqtgraph", "PIL", "h5py", "onnx", "pydantic",
    "tensorflow", "tf_keras", "graphlay", "networkx", "safetensors", "pygments",
    "engine.export", "engine.importing", "designer.document.reading",
)  # fmt: skip


def files(*tops: str) -> list[Path]:
    return sorted(path for top in tops for path in (ROOT / top).rglob("*.py"))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(path): path for path in files(*PACKAGES)}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imported(node: ast.stmt) -> list[str]:
    """The modules that one import statement names; `from a import b` is a.b where that is one."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        whole = [f"{node.module}.{alias.name}" for alias in node.names]
        return [name if name in MODULES else node.module for name in whole]
    return []


def imports(name: str) -> set[str]:
    return {found for node in ast.walk(TREES[name]) for found in imported(node)}


def below(name: str, top: str) -> bool:
    return name == top or name.startswith(f"{top}.")


@pytest.mark.parametrize("importer, forbidden", CONTRACTS)
def test_imports_go_one_way(importer, forbidden):
    wrong = [
        f"{name} imports {found}"
        for name in MODULES
        if below(name, importer)
        for found in imports(name)
        if below(found, forbidden)
    ]
    assert not wrong


def test_kernels_know_only_arrays_and_their_compiler():
    wrong = [
        f"{name} imports {found}"
        for name in MODULES
        if below(name, "engine.kernels")
        for found in imports(name)
        if not any(below(found, allowed) for allowed in KERNELS_MAY)
        and found.partition(".")[0] not in sys.stdlib_module_names
    ]
    assert not wrong


def test_only_plots_and_insight_draw_with_pyqtgraph():
    users = {name for name in MODULES if any(below(x, PLOTS_ONLY) for x in imports(name))}
    assert not {name for name in users if not name.startswith(PLOTS)}


def test_no_module_imports_itself_in_a_circle():
    """Imports inside functions and for type checkers count: a reader follows them, too."""
    graph = networkx.DiGraph(
        (name, found)
        for name in TREES
        for found in imports(name)
        # A package is loaded before what lies in it, so a part may name its package.
        if found in MODULES and found != name and not below(name, found)
    )
    parts = networkx.strongly_connected_components(graph)
    assert not [sorted(part) for part in parts if len(part) > 1]


def test_imports_stand_at_the_top_but_for_the_heavy_ones():
    wrong = [
        f"{name}:{node.lineno} imports {found} inside a function"
        for name, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        for found in imported(node)
        if not any(below(found, heavy) for heavy in HEAVY)
    ]
    assert not wrong


def test_imports_are_absolute():
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong


def test_every_file_opens_with_one_line_that_says_which_question_it_answers():
    wrong = []
    for path in files(*PACKAGES, *OTHERS):
        text = path.read_text(encoding="utf-8")
        doc = ast.get_docstring(ast.parse(text))
        first, _, rest = (doc or "").partition("\n")
        if not first or (rest and rest.partition("\n")[0].strip()) or not text.startswith('"""'):
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong


def test_the_window_prints_nothing():
    """It talks through notices; only the command line and Keras's own verbs print."""
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if below(name, "designer") and not name.startswith(("designer.cli", "designer.demo"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert not wrong


def test_the_linter_finds_nothing():
    checked = [top for top in (*PACKAGES, *OTHERS) if (ROOT / top).is_dir()]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format=concise", *checked],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_top_folder_holds_only_its_rooms():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    found = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".")
        and not any(fnmatch(path.name, pattern.rstrip("/")) for pattern in ignored)
    }
    assert found <= {*PACKAGES, *OTHERS, "pyproject.toml", "README.md", "LICENSE"}


def test_two_test_files_never_share_a_name():
    """They are imported by their bare names."""
    places = defaultdict(list)
    for path in files("tests"):
        if path.name != "conftest.py":
            places[path.name].append(str(path.relative_to(ROOT)))
    assert not {name: where for name, where in places.items() if len(where) > 1}


def test_the_engine_loads_without_its_compiler_tables_or_a_window(run_python):
    heavy = [
        "numba", "llvmlite", "scipy", "pandas", "PySide6", "PIL", "pydantic", "h5py", "onnx",
        "networkx", "engine.kernels.abi", "engine.export", "engine.importing", "engine.worker.main",
    ]  # fmt: skip
    loaded = run_python(
        "import sys, engine; from engine import layers; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    assert loaded.strip() == "[]"


def test_calls_without_a_result_leave_none_alone(qapp):
    """PySide6 6.12.0 drops a reference to None at each of them on Python 3.11, until it aborts."""
    thing = QObject()
    before = sys.getrefcount(None)
    for number in range(500):
        thing.setObjectName(f"name {number}")
    assert sys.getrefcount(None) > before - 100
