"""How does every kernel look from outside, and what may it use inside?

A kernel is `def name(arguments, part, parts)`: `arguments` is the address of an int64 table made
by `pack`, and the work is cut into `parts` independent pieces of which this call does number
`part`. One signature for all means that a plan is a table of addresses, that nothing is compiled
per model, and that the user's processes share the compiled code through Numba's cache.

With NUMBA_DISABLE_JIT=1 the same source runs as plain Python (slow, for coverage and debugging).
"""

import ctypes
import hashlib
import struct
from functools import cache
from pathlib import Path

import llvmlite.binding
import numba
import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.core.caching import (
    CompileResultCacheImpl,
    FunctionCache,
    UserProvidedCacheLocator,
)
from numba.core.ccallback import CFunc
from numba.core.compiler import Compiler
from numba.core.typing import signature
from numba.extending import intrinsic
from numba.np import arrayobj

LOCAL = 1024  # cells in a block of `local_floats` and its kin: 4 or 8 KB of the thread's stack


INTERPRETED = bool(numba.config.DISABLE_JIT)

# The files whose functions are compiled into kernels of other files. Numba watches only a kernel's
# own file, so these are part of the key under which its machine code is kept.
SHARED_SOURCES = (
    "abi.py",
    "simd.py",
    "tiles.py",
    "scalar.py",
    "channels.py",
    "walks.py",
    "windows.py",
    "recurrent.py",
    "sizes.py",
    "transforms.py",
)

# Neither set may hold "nnan", "ninf" or "fast": a diverging loss must still show as NaN. "arcp" and
# "afn" stay out too: on x86 they turn x / inf and x / 0 into NaN through reciprocal estimates.
EXACT = frozenset({"contract", "nsz"})
REORDER = EXACT | {"reassoc"}  # lets a sum run in vector lanes; unfit for compensated arithmetic

SIGNATURE = signature(types.void, types.int64, types.int64, types.int64)
_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)

# A loop over many buffers needs many overlap tests before it may use vectors; LLVM's limit of eight
# pairs would leave the optimizers' loops scalar.
if not INTERPRETED:
    llvmlite.binding.set_option("", "-runtime-memory-check-threshold=128")


def pack(*values):
    """Return the int64 argument table of a call: ints as they are, arrays as the address of their
    data, Python floats as the bits of a float64, None as 0. The caller keeps all of them alive.
    """
    table = np.zeros(max(len(values), 1), np.int64)
    for slot, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, np.ndarray):
            if not value.flags.c_contiguous:
                raise ValueError(
                    f"Argument {slot} of a kernel is an array which is not C-contiguous."
                )
            table[slot] = value.__array_interface__["data"][0]
        elif isinstance(value, (float, np.floating)):
            table[slot] = struct.unpack("<q", struct.pack("<d", value))[0]
        else:
            table[slot] = value
    return table


class Kernel:
    """One kernel: compiled, or fetched from the cache, when its address is first asked for."""

    interpreted = {}  # address -> kernel, only filled when Numba is switched off

    def __init__(self, function, fastmath, uses):
        self.function = function
        self.name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        self.__doc__ = function.__doc__
        self._fastmath = set(fastmath)
        self.uses = tuple(uses)
        self._compiled = None
        self._address = 0
        self._known = INTERPRETED  # to be in the cache: looking takes a millisecond

    @property
    def address(self):
        """The address of the machine code, a C function void(int64, int64, int64)."""
        if not self._address:
            if INTERPRETED:
                self._address = len(Kernel.interpreted) + 1
                Kernel.interpreted[self._address] = self
            else:
                for symbol in self.uses:
                    symbol.address  # noqa: B018 - asking for the address is what makes it known
                self._compiled = compile_callback(self.function, SIGNATURE, self._fastmath)
                self._address = self._compiled.address
        return self._address

    def cached(self):
        """Tell whether `address` is there at once, without compiling."""
        self._known = self._known or bool(
            self._address
            or (in_cache(self.function, SIGNATURE) and all(use.cached() for use in self.uses))
        )
        return self._known

    def __call__(self, arguments, part, parts):
        """Run one part on the argument table at address `arguments`."""
        if INTERPRETED:
            with np.errstate(all="ignore"):
                self.function(int(arguments), int(part), int(parts))
        else:
            _CALLBACK(self.address)(arguments, part, parts)

    def run(self, *values, parts=1):
        """Pack the values and run all parts, one after the other: for tests and single calls."""
        table = pack(*values)
        for part in range(parts):
            self(table.ctypes.data, part, parts)

    def __repr__(self):
        return f"<Kernel {self.name}>"


def kernel(function=None, *, fastmath=EXACT, uses=()):
    """Make a kernel of a function (arguments, part, parts).

    `fastmath` is EXACT or REORDER. `uses` names the published symbols which the function calls, as
    `simd.MICRO_KERNEL`: they must exist before its machine code can be linked.
    """
    if function is None:
        return lambda wrapped: Kernel(wrapped, fastmath, uses)
    return Kernel(function, fastmath, uses)


class _ApartCompiler(Compiler):
    """Compiles a function whose arrays share no memory."""

    def define_pipelines(self):
        self.state.flags.noalias = True
        return super().define_pipelines()


def helper(function=None, *, fastmath=EXACT, pasted=True, apart=False):
    """Make a function which kernels may call; it is compiled into each of its callers.

    `pasted=False` leaves it to LLVM whether the call stays one: for code that decides what to do,
    outside the loops that do it, which so compiles in half the time.
    `apart=True` promises that no array it writes shares memory with another of its arrays: a short
    loop over many arrays then need not test for that first, which would take longer than the loop.
    A helper that kernels of *another file* call must live in one of SHARED_SOURCES.
    """
    if function is None:
        return lambda wrapped: helper(wrapped, fastmath=fastmath, pasted=pasted, apart=apart)
    if INTERPRETED:
        return function
    # LLVM's own judgement leaves a helper of helpers as a call, and a loop with a call runs scalar.
    options = {"error_model": "numpy", "fastmath": set(fastmath), "forceinline": pasted}
    # Only compiled code calls a helper: without ways in from Python and C it compiles faster.
    options |= {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    if apart:
        options["pipeline_class"] = _ApartCompiler
    compiled = njit(**options)(function)
    # Numba would compile a helper once more for each number that is written into a call of it.
    resolve = compiled.get_call_template
    compiled.get_call_template = lambda arguments, named: resolve(
        [types.unliteral(kind) for kind in arguments],
        {name: types.unliteral(kind) for name, kind in named.items()},
    )
    return compiled


def inlined(function):
    """Make a helper which is pasted into each kernel, so that its arguments may be other helpers.

    Numba cannot cache a kernel which hands a helper to a function that is really called.
    """
    return function if INTERPRETED else njit(inline="always")(function)


class _Locator(UserProvidedCacheLocator):
    """Keeps machine code under the kernel's own name, wherever the program is installed.

    A second checkout, or a new version whose kernels are the same, finds what the first compiled.
    """

    @classmethod
    def get_suitable_cache_subpath(cls, py_file):
        return f"kernels-{Path(py_file).stem}"


class _Store(CompileResultCacheImpl):
    _locator_classes = [_Locator]


class _Cache(FunctionCache):
    """Numba's cache on disk, which also misses when a shared source has changed."""

    _impl_class = _Store

    def _index_key(self, signature, codegen):
        return *super()._index_key(signature, codegen), _shared_digest()


@cache
def _shared_digest():
    digest = hashlib.sha256()
    for source in SHARED_SOURCES:
        path = Path(__file__).with_name(source)
        if path.exists():  # a frozen program has no sources; there Numba watches the program itself
            digest.update(path.read_bytes())
    return digest.hexdigest()


def compile_callback(function, signature, fastmath=EXACT):
    """Return Numba's C callback of a function: `numba.cfunc`, but with our key in the cache.

    `error_model="numpy"` matters: the other one tests every division, which stops vectorising.
    """
    options = {"nopython": True, "error_model": "numpy", "fastmath": set(fastmath)}
    callback = CFunc(function, (signature.args, signature.return_type), locals={}, options=options)
    callback._cache = _Cache(function)
    callback.compile()
    return callback


def in_cache(function, signature):
    """Tell whether the cache on disk holds this function's machine code for this host."""
    context = CFunc._targetdescr.target_context
    context.refresh()
    kept = _Cache(function)
    return kept._cache_file.load(kept._index_key(signature, context.codegen())) is not None


if INTERPRETED:

    def integers(address, count):
        """View `count` int64 cells at an address."""
        return _view(ctypes.c_int64, np.int64, address, count)

    def floats(address, count):
        """View `count` float32 cells at an address."""
        return _view(ctypes.c_float, np.float32, address, count)

    def reals(address, count):
        """View `count` float64 cells at an address: scalar parameters in an argument table."""
        return _view(ctypes.c_double, np.float64, address, count)

    def _view(cell, dtype, address, count):
        if count <= 0:
            return np.empty(0, dtype)
        return np.ctypeslib.as_array((cell * int(count)).from_address(int(address)))

    def local_floats():
        """View LOCAL float32 cells on the stack, not initialised; each call has its own."""
        return np.empty(LOCAL, np.float32)

    def local_reals():
        """View LOCAL float64 cells on the stack, not initialised; each call has its own."""
        return np.empty(LOCAL, np.float64)

    def local_integers():
        """View LOCAL int64 cells on the stack, not initialised; each call has its own."""
        return np.empty(LOCAL, np.int64)

    def split(count, part, parts):
        """Return the half-open range (lo, hi) of `count` items which belongs to this part."""
        return count * part // parts, count * (part + 1) // parts

    def copy_of(part, parts, copies):
        """Return which of so many copies a part adds to, and whether it is the first to do so."""
        copy = ((part + 1) * copies - 1) // parts
        return copy, part == parts * copy // copies

    def float_bits(x):
        """Return the bits of a float32 as an int32."""
        return np.float32(x).view(np.int32)

    def bits_float(bits):
        """Return the float32 which has these int32 bits."""
        return np.int32(bits).view(np.float32)

else:

    def _array(context, builder, element, address, count):
        """Return the code of a one-dimensional array; address and count are LLVM integers."""
        kind = types.Array(element, 1, "C")
        array = arrayobj.make_array(kind)(context, builder)
        size = context.get_constant(types.intp, element.bitwidth // 8)
        pointer = builder.inttoptr(address, context.get_data_type(element).as_pointer())
        arrayobj.populate_array(
            array, data=pointer, shape=[count], strides=[size], itemsize=size, meminfo=None
        )
        return array._getvalue()

    # Intrinsics, since functions would be compiled again wherever they are used.
    @intrinsic
    def integers(typing_context, address, count):
        """View `count` int64 cells at an address."""

        def generate(context, builder, signature, arguments):
            return _array(context, builder, types.int64, *arguments)

        return types.int64[::1](types.int64, types.int64), generate

    @intrinsic
    def floats(typing_context, address, count):
        """View `count` float32 cells at an address."""

        def generate(context, builder, signature, arguments):
            return _array(context, builder, types.float32, *arguments)

        return types.float32[::1](types.int64, types.int64), generate

    @intrinsic
    def reals(typing_context, address, count):
        """View `count` float64 cells at an address: scalar parameters in an argument table."""

        def generate(context, builder, signature, arguments):
            return _array(context, builder, types.float64, *arguments)

        return types.float64[::1](types.int64, types.int64), generate

    def _block(context, builder, element):
        cells = ir.ArrayType(context.get_data_type(element), LOCAL)
        block = cgutils.alloca_once(builder, cells)
        block.align = 64
        address = builder.ptrtoint(block, ir.IntType(64))
        return _array(context, builder, element, address, ir.IntType(64)(LOCAL))

    @intrinsic
    def local_floats(typing_context):
        """View LOCAL float32 cells on the stack, not initialised; each call has its own."""

        def generate(context, builder, signature, arguments):
            return _block(context, builder, types.float32)

        return types.float32[::1](), generate

    @intrinsic
    def local_reals(typing_context):
        """View LOCAL float64 cells on the stack, not initialised; each call has its own."""

        def generate(context, builder, signature, arguments):
            return _block(context, builder, types.float64)

        return types.float64[::1](), generate

    @intrinsic
    def local_integers(typing_context):
        """View LOCAL int64 cells on the stack, not initialised; each call has its own."""

        def generate(context, builder, signature, arguments):
            return _block(context, builder, types.int64)

        return types.int64[::1](), generate

    @helper
    def split(count, part, parts):
        """Return the half-open range (lo, hi) of `count` items which belongs to this part."""
        return count * part // parts, count * (part + 1) // parts

    @helper
    def copy_of(part, parts, copies):
        """Return which of so many copies a part adds to, and whether it is the first to do so."""
        copy = ((part + 1) * copies - 1) // parts
        return copy, part == parts * copy // copies

    @intrinsic
    def float_bits(typing_context, x):
        """Return the bits of a float32 as an int32."""

        def generate(context, builder, signature, arguments):
            return builder.bitcast(arguments[0], ir.IntType(32))

        return types.int32(types.float32), generate

    @intrinsic
    def bits_float(typing_context, bits):
        """Return the float32 which has these int32 bits."""

        def generate(context, builder, signature, arguments):
            return builder.bitcast(arguments[0], ir.FloatType())

        return types.float32(types.int32), generate
