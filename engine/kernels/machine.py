"""How does a plan run: a table of kernel calls, walked by one thread or by several?

The caller's thread walks the table. A step of several parts is offered to helper threads, which are
parked inside compiled code and hold no GIL; whoever is free takes the next part, so a helper that
the system has put aside delays nobody. The walker takes parts too, and goes on when all are done.
What a part computes depends on its number only, never on who ran it.

Several steps may be walked together: each piece of the work takes its parts of the first step, of
the second, and so on, a few images at a time, so that a step finds in the cache what the one before
it has written.

A helper without work watches for about 30 us, then sleeps: on a futex on Linux, elsewhere in
Python, until the next run rings.
"""

import atexit
import ctypes
import platform
import sys
import threading
import time

import llvmlite.binding
import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from engine.kernels.abi import INTERPRETED, Kernel

MOST_THREADS = 64
_WATCH_SECONDS = 100e-6  # as long as the small steps between large ones take

# Places in the control block, in int64 cells; what different threads write lies in different cache
# lines. WORK holds pieces << 32 | next piece, so that one atomic addition takes a piece for good;
# ROW is the address of the table's row that is worked on.
_WORK, _FINISHED, _ROW, _STOP, _HELPERS, _RUNNING = 0, 16, 32, 48, 49, 50
_FIRST_HELPER, _HELPER_CELLS, _ASLEEP, _BELL = 64, 16, 0, 8
_NEXT = 0xFFFFFFFF
# A row of a table: function, arguments, Machine.cell, and how many bytes the arguments of a
# part lie behind those of the part before it: 0 where all have the same.
COLUMNS = 4
_COUNT, _PIECES, _FURTHER = 0xFFFFFF, 24, 48

_MACHINE = platform.machine().lower()
_IS_X86 = _MACHINE in ("x86_64", "amd64")
_FUTEX_CALL = {"x86_64": 202, "aarch64": 98}.get(_MACHINE, 0) if sys.platform == "linux" else 0
_FUTEX_WAIT, _FUTEX_WAKE = 128, 129  # private to this process
_FLUSH_DENORMALS = 0x8040  # bits "flush to zero" and "denormals are zero" of MXCSR
_NAP = 1 if sys.platform == "win32" else 50  # milliseconds there, microseconds elsewhere

_INT64, _INT32 = ir.IntType(64), ir.IntType(32)


def _cell(builder, address):
    return builder.inttoptr(address, _INT64.as_pointer())


@intrinsic
def _load(typing_context, address):
    def generate(context, builder, signature, arguments):
        return builder.load_atomic(_cell(builder, arguments[0]), "seq_cst", 8)

    return types.int64(types.int64), generate


@intrinsic
def _store(typing_context, address, value):
    def generate(context, builder, signature, arguments):
        builder.store_atomic(arguments[1], _cell(builder, arguments[0]), "seq_cst", 8)
        return context.get_dummy_value()

    return types.void(types.int64, types.int64), generate


@intrinsic
def _add(typing_context, address, value):
    """Add to a cell and return what it held."""

    def generate(context, builder, signature, arguments):
        return builder.atomic_rmw("add", _cell(builder, arguments[0]), arguments[1], "seq_cst")

    return types.int64(types.int64, types.int64), generate


@intrinsic
def _call(typing_context, function, arguments, part, parts):
    """Call a kernel by its address."""

    def generate(context, builder, signature, values):
        kernel = ir.FunctionType(ir.VoidType(), [_INT64] * 3).as_pointer()
        builder.call(builder.inttoptr(values[0], kernel), values[1:])
        return context.get_dummy_value()

    return types.void(*[types.int64] * 4), generate


@intrinsic
def _pause(typing_context):
    """Tell the core that this is a waiting loop."""

    def generate(context, builder, signature, arguments):
        if _IS_X86:
            nothing = ir.FunctionType(ir.VoidType(), [])
            pause = cgutils.get_or_insert_function(builder.module, nothing, "llvm.x86.sse2.pause")
            builder.call(pause, [])
        return context.get_dummy_value()

    return types.void(), generate


@intrinsic
def _set_float_mode(typing_context, mode):
    """Set the MXCSR register, where there is one, and return what it was."""

    def generate(context, builder, signature, arguments):
        if not _IS_X86:
            return arguments[0]
        place = cgutils.alloca_once(builder, _INT32)
        pointer = builder.bitcast(place, ir.IntType(8).as_pointer())
        access = ir.FunctionType(ir.VoidType(), [pointer.type])
        for verb in ("stmxcsr", "ldmxcsr"):
            if verb == "ldmxcsr":
                before = builder.load(place)
                builder.store(arguments[0], place)
            name = f"llvm.x86.sse.{verb}"
            builder.call(cgutils.get_or_insert_function(builder.module, access, name), [pointer])
        return before

    return types.int32(types.int32), generate


def _publish(name, function):
    llvmlite.binding.add_symbol(name, ctypes.cast(function, ctypes.c_void_p).value)


if sys.platform == "win32":
    _system = ctypes.WinDLL("kernel32")
    _publish("layerloom_yield", _system.SwitchToThread)
    _publish("layerloom_nap", _system.Sleep)
else:
    _system = ctypes.CDLL(None)
    _publish("layerloom_yield", _system.sched_yield)
    _publish("layerloom_nap", _system.usleep)
    if _FUTEX_CALL:
        _publish("layerloom_syscall", _system.syscall)
_yield = types.ExternalFunction("layerloom_yield", types.int32())
_nap = types.ExternalFunction("layerloom_nap", types.int32(types.int32))
if _FUTEX_CALL:
    _syscall = types.ExternalFunction("layerloom_syscall", types.int64(*[types.int64] * 7))
else:

    @intrinsic
    def _syscall(typing_context, number, address, operation, value, timeout, other, last):
        def generate(context, builder, signature, arguments):
            return _INT64(0)

        return types.int64(*[types.int64] * 7), generate


_CELLS, _TABLE = types.int64[::1], types.int64[:, ::1]


def _compiled(*arguments):
    signature = types.void(*arguments)
    return njit(signature, nogil=True, cache=True, error_model="numpy")


@_compiled(types.int64, types.int64)
def _do(row, piece):
    """Run a piece of a step, or of the steps that are walked together from this row on."""
    cell = _load(row + 16)
    parts, pieces = cell & _COUNT, cell >> _PIECES & _COUNT
    pieces = pieces if pieces > 0 else parts
    for part in range(parts * piece // pieces, parts * (piece + 1) // pieces):
        for step in range((cell >> _FURTHER) + 1):
            at = row + 8 * COLUMNS * step
            _call(_load(at), _load(at + 8) + part * _load(at + 24), part, parts)


@_compiled(_TABLE, _CELLS, types.int64)
def _walk(table, control, helpers):
    """Run all steps of a table with so many helpers, or none."""
    before = _set_float_mode(np.int32(_FLUSH_DENORMALS | 0x1F80))
    cells = control.ctypes.data
    expected = control[_FINISHED]
    following = 0
    for step in range(table.shape[0]):
        if step < following:
            continue
        row, cell = table.ctypes.data + 8 * COLUMNS * step, table[step, 2]
        following = step + 1 + (cell >> _FURTHER)
        pieces = cell >> _PIECES & _COUNT
        pieces = pieces if pieces > 0 else cell & _COUNT
        if pieces <= 1 or helpers == 0:
            for piece in range(pieces):
                _do(row, piece)
            continue
        control[_ROW] = row
        _store(cells + 8 * _WORK, pieces << 32)
        for helper in range(min(helpers, pieces - 1)):
            own = cells + 8 * (_FIRST_HELPER + _HELPER_CELLS * helper)
            if _FUTEX_CALL != 0 and _load(own + 8 * _ASLEEP) != 0:
                _store(own + 8 * _ASLEEP, 0)
                _add(own + 8 * _BELL, 1)
                _syscall(_FUTEX_CALL, own + 8 * _BELL, _FUTEX_WAKE, 1, 0, 0, 0)
        taken = 0
        piece = _add(cells + 8 * _WORK, 1) & _NEXT
        while piece < pieces:
            _do(row, piece)
            taken += 1
            piece = _add(cells + 8 * _WORK, 1) & _NEXT
        expected += pieces - taken
        waited = 0
        while _load(cells + 8 * _FINISHED) != expected:
            waited += 1
            if waited < 2000:
                _pause()
            else:
                _yield()
    _set_float_mode(before)


@_compiled(_CELLS, types.int64, types.int64)
def _assist(control, helper, watch):
    """Take pieces as they are offered, until told to stop; without futexes, until no run is on."""
    before = _set_float_mode(np.int32(_FLUSH_DENORMALS | 0x1F80))
    cells = control.ctypes.data
    own = cells + 8 * (_FIRST_HELPER + _HELPER_CELLS * helper)
    idle = 0
    while _load(cells + 8 * _STOP) == 0:
        work = _load(cells + 8 * _WORK)
        if (work & _NEXT) < (work >> 32) and helper < _load(cells + 8 * _HELPERS):
            work = _add(cells + 8 * _WORK, 1)
            # Once a piece is taken, the walker cannot go on: what it has written stays as it is.
            if (work & _NEXT) < (work >> 32):
                _do(control[_ROW], work & _NEXT)
                _add(cells + 8 * _FINISHED, 1)
            idle = 0
            continue
        _pause()
        idle += 1
        if idle < watch:
            continue
        if _FUTEX_CALL != 0:
            bell = _load(own + 8 * _BELL)
            _store(own + 8 * _ASLEEP, 1)
            work = _load(cells + 8 * _WORK)
            offered = (work & _NEXT) < (work >> 32) and helper < _load(cells + 8 * _HELPERS)
            if not offered and _load(cells + 8 * _STOP) == 0:
                _syscall(_FUTEX_CALL, own + 8 * _BELL, _FUTEX_WAIT, bell & 0x7FFFFFFF, 0, 0, 0)
            _store(own + 8 * _ASLEEP, 0)
            idle = 0
        elif _load(cells + 8 * _RUNNING) != 0:
            _nap(np.int32(_NAP))
        else:
            break
    _set_float_mode(before)


@_compiled(_CELLS, types.int64)
def _ring(control, helper):
    """Wake a helper which sleeps on its futex."""
    bell = control.ctypes.data + 8 * (_FIRST_HELPER + _HELPER_CELLS * helper + _BELL)
    _add(bell, 1)
    _syscall(_FUTEX_CALL, bell, _FUTEX_WAKE, 1, 0, 0, 0)


@_compiled(_CELLS, types.int64)
def _watch(control, count):
    """Do what an idle helper does, so many times."""
    for _ in range(count):
        _load(control.ctypes.data)
        _pause()


class _Pool:
    """The helper threads of this process, which all machines use in turn."""

    def __init__(self):
        self.lock = threading.Lock()  # held during a run: one run at a time has the helpers
        self.machines = 0
        self.helpers = []
        self.bells = []

    def join(self, helpers):
        """Count a machine in and have at least so many helpers."""
        with self.lock:
            self.machines += 1
            if not self.helpers:
                self.control = np.zeros(
                    _FIRST_HELPER + _HELPER_CELLS * (MOST_THREADS + 1), np.int64
                )
                self.watch = self._watch_length()
            while len(self.helpers) < helpers:
                self.bells.append(threading.Semaphore(0))
                helper = threading.Thread(
                    target=self._help,
                    args=(self.control, len(self.helpers)),
                    name=f"kernel-helper-{len(self.helpers)}",
                    daemon=True,
                )
                self.helpers.append(helper)
                helper.start()

    def leave(self):
        """Count a machine out; the last one sends the helpers home."""
        with self.lock:
            self.machines -= 1
            if self.machines == 0:
                self.stop()

    def stop(self):
        """End the helper threads."""
        if not self.helpers:
            return
        self.control[_STOP] = 1
        for helper, bell in enumerate(self.bells):
            _ring(self.control, helper)
            bell.release()
        for thread in self.helpers:
            thread.join()
        self.helpers, self.bells = [], []

    def run(self, table, helpers):
        """Run a table with so many of the helpers."""
        with self.lock:
            self.control[_HELPERS] = helpers
            if not _FUTEX_CALL:
                self.control[_RUNNING] = 1
                self._wake(helpers)
            try:
                _walk(table, self.control, helpers)
            finally:
                self.control[_RUNNING] = 0

    def _wake(self, helpers):
        for helper in range(helpers):
            asleep = _FIRST_HELPER + _HELPER_CELLS * helper + _ASLEEP
            if self.control[asleep]:
                self.control[asleep] = 0
                self.bells[helper].release()

    def _help(self, control, helper):
        asleep = _FIRST_HELPER + _HELPER_CELLS * helper + _ASLEEP
        bell = self.bells[helper]
        while True:
            _assist(control, helper, self.watch)
            if control[_STOP]:
                return
            control[asleep] = 1
            bell.acquire()

    def _watch_length(self):
        """Return how many looks make up the time for which an idle helper watches."""
        start = time.perf_counter()
        _watch(self.control, 2000)
        return max(1, int(_WATCH_SECONDS * 2000 / (time.perf_counter() - start)))


_pool = _Pool()
# Helpers must not outlive the control block they watch.
atexit.register(_pool.stop)


class Machine:
    """Runs plans on up to `threads` threads, of which the caller's is one."""

    columns = COLUMNS

    @staticmethod
    def cell(parts, pieces=0, further=0):
        """Return the third cell of a row, with which so many further rows are walked together.

        Their parts, equally many for all, are shared out to `pieces`, as evenly as may be.
        """
        return parts | pieces << _PIECES | further << _FURTHER

    @staticmethod
    def rows(cell):
        """Return how many rows run together from the one with this third cell on."""
        return 1 + (cell >> _FURTHER)

    def __init__(self, threads=1):
        if not 1 <= threads <= MOST_THREADS:
            raise ValueError(f"A machine has 1 to {MOST_THREADS} threads, not {threads}.")
        self.threads = 1 if INTERPRETED else threads
        self._open = self.threads > 1
        self._alone = np.zeros(_FIRST_HELPER, np.int64)
        if self._open:
            _pool.join(self.threads - 1)

    def run(self, table, threads=None):
        """Run every row of an int64 table of COLUMNS in order.

        `threads` may ask for fewer than the machine has: a plan too small to share is faster alone.
        May be called from several Python threads; each run has the helpers to itself. The results
        do not depend on the number of threads. The GIL is released.
        """
        threads = self.threads if threads is None else min(threads, self.threads)
        if INTERPRETED:
            if table.dtype != np.int64:
                raise TypeError(f"A table holds int64, not {table.dtype}.")
            rows = table.tolist()
            while rows:
                cell = rows[0][2]
                steps, rows = rows[: self.rows(cell)], rows[self.rows(cell) :]
                parts = cell & _COUNT
                for part in range(parts):
                    for function, arguments, _, stride in steps:
                        kernel = Kernel.interpreted[function]
                        kernel(arguments + part * stride, part, parts)
        elif threads == 1 or not self._open:
            _walk(table, self._alone, 0)
        else:
            _pool.run(table, threads - 1)

    def close(self):
        """Give the helpers back. The machine still runs plans after this, alone."""
        if self._open:
            self._open = False
            _pool.leave()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
