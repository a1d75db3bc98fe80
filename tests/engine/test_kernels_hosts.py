"""Do all kernels compute the same on other hosts: without a compiler, with AVX2 only, on ARM?"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine import kernels

TESTS = Path(__file__).parents[1]
# Where nothing is in the cache yet, all kernels are compiled for one processor more.
PATIENCE = 290


def computed(file, **host):
    """What tests/every_kernel.py computes on a host of some kind."""
    done = subprocess.run(
        [sys.executable, TESTS / "every_kernel.py", file],
        cwd=TESTS.parent,
        env={**os.environ, **host},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return dict(np.load(file))


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return computed(tmp_path_factory.mktemp("hosts") / "here.npz")


@pytest.mark.parametrize("host", [{"NUMBA_DISABLE_JIT": "1"}, {"NUMBA_CPU_NAME": "haswell"}])
def test_every_kernel_computes_the_same_as_here(host, here, tmp_path):
    there = computed(tmp_path / "there.npz", **host)
    assert there.pop("reached").tolist() == kernels.names()
    assert there.keys() == here.keys() - {"reached"}
    for name, found in there.items():
        np.testing.assert_allclose(found, here[name], rtol=2e-4, atol=2e-5, err_msg=name)


ARM = """
import platform; platform.machine = lambda: 'aarch64'
import sys; sys.path[:0] = ['tests', 'tests/engine']
import llvmlite.binding as llvm
from numba.core.ccallback import CFunc
triple = 'aarch64-unknown-linux-gnu'
host = CFunc._targetdescr.target_context.codegen()
type(host).magic_tuple = lambda self: (triple, 'generic', '+neon')
import test_kernels_simd as tests
from engine.kernels import machine, simd
assert simd.LANES == 4 and simd.TILES == {4: 6, 2: 6, 1: 12}
for rows in (1, 7, 13):
    for columns in (1, 15, 17, 33):
        tests.test_product_of_every_size_touches_only_its_own_cells(rows, columns)
tests.test_sum_over_r_starts_and_ends_as_told(3, 4, 1, 1)
tests.test_columns_with_their_own_column_of_a(17, 2, 1)
tests.test_strides_transpose_and_reverse()
tests.test_nan_and_infinity_pass_through(1)
llvm.initialize_all_targets()
llvm.initialize_all_asmprinters()
arm = llvm.Target.from_triple(triple).create_target_machine(features='+neon', opt=2)
for one in (simd.MICRO_KERNEL, simd.CHANNEL_KERNEL):
    text = one._compiled._library.get_llvm_str()
    assert 'llvm.x86' not in text
    module = llvm.parse_assembly(text)
    module.triple, module.data_layout = triple, str(arm.target_data)
    assert len(arm.emit_object(module)) > 1000
for one in (machine._walk, machine._assist):
    (kept,) = one.overloads.values()
    assert 'llvm.x86.sse' not in kept.library.get_llvm_str()
print('fine')
"""


def test_what_is_written_for_the_processor_itself_can_be_compiled_for_arm(run_python, tmp_path):
    """ARM's tiles give the right products, and neither they nor the executor ask for x86."""
    told = run_python(ARM, NUMBA_CACHE_DIR=str(tmp_path), NUMBA_DISABLE_JIT="0")
    assert told.strip().endswith("fine")
