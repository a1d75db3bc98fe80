"""Do several processes compile what a plan needs, each kernel once and the shared ones first?"""

import threading

import pytest

from engine import compiling, kernels, settings

SMALL = ["elementwise.fill", "elementwise.where", "elementwise.copy", "elementwise.affine"]


class Fake:
    """A kernel or a symbol that is not compiled yet."""

    def __init__(self, name, uses=()):
        self.name, self.uses = name, tuple(uses)

    def cached(self):
        return False


@pytest.fixture
def shelf(monkeypatch):
    product = Fake("simd.PRODUCT")
    known = {name: Fake(name) for name in ("a", "b")}
    known |= {name: Fake(name, [product]) for name in ("c", "d")}
    monkeypatch.setattr(kernels, "load", known.__getitem__)
    return list(known)


def test_what_kernels_share_comes_before_them(shelf):
    work = compiling.Work(["c", "d", "a", "b"], None)
    processes = [iter(work) for _ in range(4)]

    taken = [next(one) for one in processes]
    then = next(processes[0])

    assert taken == ["simd.PRODUCT", compiling.EXECUTOR, "a", "b"]
    assert then == "c"


def test_what_a_helper_could_not_do_is_done_by_others(shelf):
    work, done, taken = compiling.Work(shelf, None), [], threading.Event()

    def fail():
        for _ in work:
            taken.set()
            raise OSError

    def helper():
        with pytest.raises(OSError):
            fail()

    thread = threading.Thread(target=helper)
    thread.start()
    taken.wait()
    thread.join()
    done.extend(work)

    assert sorted(done) == ["a", "b", "c", "d", compiling.EXECUTOR, "simd.PRODUCT"]


def test_report_names_what_compiles(shelf):
    reports = []

    list(compiling.Work(shelf, lambda *report: reports.append(report)))

    assert [done for done, _, _ in reports] == [0, 1, 2, 3, 4, 5]
    assert {total for _, total, _ in reports} == {6}
    assert {"a", "b", "c", "d"} < {name for _, _, name in reports}


def test_two_processes_fill_an_empty_cache(tmp_path, run_python):
    script = (
        "from engine import compiling, kernels, settings\n"
        "settings.cores = lambda: 2\n"
        "if __name__ == '__main__':\n"
        f"    names, seen = {SMALL}, []\n"
        "    compiling.prepare(names, lambda *report: seen.append(report))\n"
        "    print(seen[-1], kernels.missing(names))\n"
        "    print(len(seen))"
    )

    said = run_python(script, NUMBA_CACHE_DIR=str(tmp_path), NUMBA_DISABLE_JIT="0").split("\n")

    assert said[0] == "(5, 5, '') []"
    assert said[1] == "6"


def test_without_helpers_one_process_compiles(monkeypatch):
    monkeypatch.setattr(settings, "cores", lambda: 1)
    monkeypatch.setattr(kernels, "missing", lambda names: list(names))
    reports = []

    compiling.prepare(["elementwise.copy"], lambda *report: reports.append(report))

    assert reports == [(0, 1, "elementwise.copy"), (1, 1, "")]
