"""How fast are we beside torch, tf_keras and jax? Run it: python tests/benchmarks/compare.py

Every engine trains the same networks from the same weights on the same batches, in a process of its
own, a slice at a time in turn, so that all of them meet the same disturbances. The losses of the
first steps must agree before anything is timed. A peer is left out where it is not installed.

    --only 3,7     some lines of the table          --quick        short slices, few rounds
    --json FILE    all numbers, with every variant  --engine PY    the Python that runs the engine
    --peers torch  some of the peers                --peers none   the engine alone
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workloads import WORKLOADS, Workload

HERE = Path(__file__).parent
PICTURES = {"lenet", "vgg", "resnet", "separable", "convlstm", "volumes", "autoencoder"}
# Losses agree so far: the first step to rounding, later ones to what rounding grows to.
FIRST_AGREES, THIRD_AGREES, EPOCH_AGREES = 2e-4, 2e-2, 0.25


@dataclass(frozen=True)
class Side:
    """One way to run an engine: its script, and what its process finds in the environment."""

    name: str
    script: str
    module: str = ""
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def variants(self, workload: Workload) -> list[str]:
        """The ways in which this side does a task; the best of them counts."""
        if self.name.startswith("torch"):
            layouts = ["contiguous"]
            if workload.network in PICTURES:
                layouts.append("channels_last")
            threads = ("2",) if "passive" in self.name else ("2", "1")
            return [f"{layout} {count}" for layout in layouts for count in threads]
        if self.name == "jax":
            return ["async", "sync"] if workload.task == "train" else [workload.task]
        if workload.task == "infer":
            return ["predict_on_batch", "call"]
        return ["train_on_batch", "fit"] if workload.task == "train" else ["fit"]


ENGINE = Side("engine", "side_keras.py")
PEERS = (
    Side("torch", "side_torch.py", "torch"),
    # Waiting threads that spin collapse where they share the cores.
    Side("torch passive", "side_torch.py", "torch", (), {"OMP_WAIT_POLICY": "passive"}),
    Side("tf_keras", "side_keras.py", "tf_keras", ("--peer",)),
    Side("jax", "side_jax.py", "jax"),
)


class Child:
    """A process that measures what it is asked to."""

    def __init__(self, side: Side, python: str, log: Any) -> None:
        self.side = side
        self._process = subprocess.Popen(
            [python, str(HERE / side.script), *side.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **side.environment},
        )

    def ask(self, verb: str, **values: Any) -> dict[str, Any]:
        self._process.stdin.write(json.dumps({"do": verb, **values}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        return json.loads(line) if line else {"error": "The process has ended."}

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: Any) -> None:
        self._process.stdin.close()
        self._process.wait()


@dataclass
class Measured:
    """One variant of one side: its times in seconds a step, and what it said before."""

    side: str
    variant: str
    prepared: dict[str, Any]
    times: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def numbers(self) -> dict[str, Any]:
        return {
            "side": self.side,
            "variant": self.variant,
            "minimum": min(self.times),
            "median": statistics.median(self.times),
            "processor": statistics.median(self.processor),
            "first_step": self.prepared["first"],
            "memory": self.prepared["memory"],
            "losses": self.prepared["losses"],
            "steps": len(self.times),
        }


def measured(workload: Workload, options: argparse.Namespace, folder: str) -> dict[str, Any]:
    """All numbers of one line of the table."""
    rounds, seconds = (3, 0.4) if options.quick else (6, 1.5)
    if workload.task == "epoch":
        rounds, seconds = rounds - 1, 0.0  # each is long enough by itself
    with ExitStack() as stack:
        log = stack.enter_context(open(Path(folder) / "log.txt", "a"))
        children = [stack.enter_context(Child(ENGINE, options.engine, log))]
        for side in chosen_peers(options):
            children.append(stack.enter_context(Child(side, sys.executable, log)))
        found, faults = [], []
        for child in children:
            for variant in child.side.variants(workload):
                answer = child.ask(
                    "prepare", workload=workload.key, variant=variant, folder=folder
                )
                if "error" in answer:
                    faults.append(f"{child.side.name} {variant}: {answer['error']}")
                else:
                    found.append((child, Measured(child.side.name, variant, answer)))
        faults += disagreements(workload, [one for _, one in found])
        for _ in range(rounds):
            for child, one in found:
                answer = child.ask("slice", variant=one.variant, seconds=seconds)
                one.times += answer["times"]
                one.processor.append(answer["processor"])
    return summary(workload, [one.numbers() for _, one in found], faults)


def disagreements(workload: Workload, found: list[Measured]) -> list[str]:
    """Variants whose losses are not those of the engine's first variant."""
    known = next((one.prepared["losses"] for one in found if one.prepared["losses"]), [])
    limits = (FIRST_AGREES, THIRD_AGREES, THIRD_AGREES)
    if workload.task == "epoch":
        limits = (EPOCH_AGREES,)
    faults = []
    for one in found:
        for ours, theirs, limit in zip(known, one.prepared["losses"], limits, strict=False):
            if abs(ours - theirs) > limit * max(abs(ours), 1e-3):
                faults.append(f"{one.side} {one.variant}: loss {theirs:.6g}, not {ours:.6g}")
                break
    return faults


def summary(workload: Workload, numbers: list[dict], faults: list[str]) -> dict[str, Any]:
    """The engine's best variant beside the best of all peers, for each way to count."""
    line: dict[str, Any] = {
        "key": workload.key,
        "title": f"{workload.title}, batch {workload.batch}",
        "target": workload.target,
        "variants": numbers,
        "faults": faults,
    }
    ours = [one for one in numbers if one["side"] == ENGINE.name]
    theirs = [one for one in numbers if one["side"] != ENGINE.name]
    for count in ("minimum", "median", "processor"):
        line[count] = pair(ours, theirs, count)
    line["first_step"] = min((one["first_step"] for one in ours), default=None)
    return line


def pair(ours: list[dict], theirs: list[dict], count: str) -> dict[str, Any]:
    own = min(ours, key=lambda one: one[count], default=None)
    best = min(theirs, key=lambda one: one[count], default=None)
    return {
        "engine": own and own[count],
        "peer": best and best[count],
        "who": best and f"{best['side']} {best['variant']}",
        "ratio": own[count] / best[count] if own and best else None,
    }


def chosen_peers(options: argparse.Namespace) -> list[Side]:
    wanted = options.peers.split(",") if options.peers else None
    return [
        side
        for side in PEERS
        if (wanted is None or side.name in wanted or side.module in wanted)
        and subprocess.run(
            [sys.executable, "-c", f"import importlib.util, sys; "
             f"sys.exit(importlib.util.find_spec({side.module!r}) is None)"],
        ).returncode == 0
    ]  # fmt: skip


# The table


def rows(line: dict[str, Any]) -> Iterator[str]:
    smallest, middle, used = line["minimum"], line["median"], line["processor"]
    memory = peaks(line)
    yield (
        f"{line['key']:>4} {line['title'][:38]:38} {shown(smallest['engine'])} "
        f"{shown(smallest['peer'])} {ratio(smallest)} {ratio(middle)} {ratio(used)} "
        f"{line['target']:6.2f} {memory} {line['first_step'] or 0:6.2f}  {smallest['who'] or ''}"
    )
    for fault in line["faults"]:
        yield f"     ! {fault}"


def peaks(line: dict[str, Any]) -> str:
    """Peak memory beside what was in use before, of the engine and of torch, in MB."""
    def of(side: str) -> str:
        first = next((one for one in line["variants"] if one["side"] == side), None)
        return f"{first['memory'] / 2**20:4.0f}" if first else "   -"

    return f"{of(ENGINE.name)}/{of('torch')}"


def shown(seconds: float | None) -> str:
    return f"{1e3 * seconds:9.3f}" if seconds is not None else "        -"


def ratio(pair: dict[str, Any]) -> str:
    return f"{pair['ratio']:6.2f}" if pair["ratio"] is not None else "     -"


HEADING = (
    f"{'':4} {'':38} {'ours':>9} {'best peer':>9} {'ratio of':>6}\n"
    f"{'#':>4} {'workload (times in ms)':38} {'min':>9} {'min':>9} {'min':>6} {'median':>6} "
    f"{'CPU':>6} {'target':>6} {'MB/torch':>9} {'first':>6}  best peer"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="numbers of the table, with commas")
    parser.add_argument("--peers", default="", help="torch, tf_keras, jax; none for us alone")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, help="write all numbers there")
    parser.add_argument("--engine", default=sys.executable, help="the Python for our own engine")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else []
    lines = []
    with tempfile.TemporaryDirectory(prefix="layerloom-benchmark-") as folder:
        subprocess.run([options.engine, HERE / ENGINE.script, "--write", folder], check=True)
        print(HEADING)
        for workload in WORKLOADS:
            if wanted and not {workload.key, workload.key.rstrip("abcde")} & set(wanted):
                continue
            lines.append(measured(workload, options, folder))
            print("\n".join(rows(lines[-1])), flush=True)
            if options.json:
                options.json.write_text(json.dumps(lines, indent=1))


if __name__ == "__main__":
    main()
