"""Does the walk without a display do the whole job, and leave what it says that it leaves?"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def demo(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "designer", "demo", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=280,
    )


def test_the_whole_job_runs_without_a_display(tmp_path):
    done = demo("--out", tmp_path / "demo", "--epochs", 1)

    assert done.returncode == 0, done.stderr
    for said in ("Opened", "Checked", "Trained 1 epochs", "Evaluated", "exported program"):
        assert said in done.stdout
    left = {path.name for path in (tmp_path / "demo").iterdir()}
    assert left >= {"clothes.loom", "curves.csv", "curves.png", "weights.safetensors", "code"}
    shots = sorted((tmp_path / "demo" / "screenshots").glob("*.png"))
    assert len(shots) >= 8
    assert all(shot.stat().st_size > 20_000 for shot in shots)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")

    done = demo("--out", tmp_path / "file" / "demo")

    assert done.returncode == 1
    assert "cannot be made" in done.stderr


def test_data_that_do_not_fit_the_template_are_told(tmp_path):
    done = demo("--out", tmp_path / "demo", "--data", "builtin:titanic")

    assert done.returncode == 1
    assert "has the shape (15,)" in done.stderr
