"""What runs? A tape of known shapes becomes a static list of kernel calls over one arena."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine import compiling, fuse, kernels, settings
from engine.kernels import sizes
from engine.memory import Buffer, Part, arrange
from engine.ops.base import size_of
from engine.pace import Pace
from engine.raw import Whole, data_of, refusal
from engine.simplify import simplify
from engine.tape import RAW, HostStep, Record, Tape, Tensor, settle, unfinished
from engine.variables import aligned
from engine.walking import MOST, Shares, Step, Walks

# Below this estimate a step is not worth waking another thread for.
SMALL_STEP = 20_000  # nanoseconds
# Smaller data are copied faster than the kernels are told where they lie.
LARGE_FEED = 4096  # floats


class Plan:
    """The compiled form of one tape: `run` feeds data, calls the kernels, returns the fetches.

    Nothing is decided while it runs: addresses, sizes and the number of parts of each step are
    fixed here. Results depend on the parts, never on which thread ran one, nor on how many did.
    """

    sizes = sizes

    def __init__(
        self,
        tape: Tape,
        fetches: Sequence[Tensor],
        threads: int | None = None,
        report: Callable[[int, int, str], None] | None = None,
    ) -> None:
        self.threads = threads or settings.threads()
        self.steps: list[tuple[str, list[Any], int]] = []
        self.pieces = 2 * self.threads  # of a step, or of steps that are walked together
        self._walks = Walks(self.pieces)
        self.fetches = list(fetches)
        self.feeds = list(tape.feeds)
        self._before_run = list(dict.fromkeys(tape.before_run))
        self._buffers: dict[int, Buffer] = {}
        self._moment = 0
        self.uses_random = False
        self.training = bool(tape.contexts[0].training)
        self._arena_buffers: list[Buffer] = []
        records = simplify(needed(tape, self.fetches))
        records = fuse.fuse(records, protected(tape, self.fetches))
        self._place(tape, records)
        for self._moment, record in enumerate(records):
            # What changes a weight, or draws numbers, stays where it is.
            self._movable = not (record.op.random or getattr(record.op, "effect", False))
            record.op.emit(self, record)
        self._movable = False
        self._store_assigned(tape, len(records))
        if self.uses_random:
            self.step("random.advance", settings.RANDOM_STATE)
        self._finish(report)
        # The tape's variables are written and read by address, so they must live as long.
        self._variables = [variable for variable, _ in tape.variables.values()]
        self._variables += [variable for variable, _ in tape.assigned.values()]

    # What an operation's `emit` uses

    def of(self, tensor: Tensor) -> Buffer:
        """The buffer that holds a value."""
        return self._buffers[id(tensor)]

    def has(self, tensor: Tensor) -> bool:
        """Whether a value has a buffer: a spare output that nobody reads has none."""
        return id(tensor) in self._buffers

    def scratch(self, size: int) -> Buffer:
        """Memory for the record being emitted only."""
        buffer = Buffer(size, self._moment, self._moment)
        self._arena_buffers.append(buffer)
        return buffer

    @property
    def moment(self) -> int:
        """The place of the record being emitted."""
        return self._moment

    def fixed(self, array: np.ndarray) -> Buffer:
        """An array that lives outside the arena, as a kernel's argument."""
        return Buffer(array.size, fixed=array)

    def step(
        self,
        kernel: str,
        *arguments: Any,
        parts: int | Shares = 1,
        gives: Sequence[Buffer] = (),
    ) -> None:
        """Append a call of the kernel called ``module.function``, which may tell what it writes."""
        step = Step(kernel, list(arguments), parts, self._moment, tuple(gives))
        self._walks.add(step, self._movable)

    def shares(
        self,
        units: int,
        nanoseconds: float,
        *whole: Buffer | None,
        limit: int | None = None,
        rooms: Sequence[tuple[Buffer, int]] = (),
        most: int = MOST,
    ) -> int | Shares:
        """The parts of a step that may be walked with others, if it is long enough: see walking."""
        parts = self.parts(nanoseconds, max(1, units if limit is None else limit))
        for buffer, room in rooms:
            buffer.size = room * parts
        if nanoseconds < SMALL_STEP:
            return parts
        read = tuple(buffer for buffer in whole if buffer is not None)
        return Shares(units, parts, read, tuple(rooms), most)

    def parts(self, nanoseconds: float, limit: int | None = None) -> int:
        """Into how many pieces a step of that estimated single-thread time is cut."""
        if self.threads == 1 or nanoseconds < SMALL_STEP:
            return 1
        pieces = min(self.pieces, int(nanoseconds // (SMALL_STEP // 2)))
        return max(1, min(pieces, limit) if limit is not None else pieces)

    # Building

    def _place(self, tape: Tape, records: list[Record]) -> None:
        """Make a buffer for every value, with the records between which it lives."""
        end = len(records) + 1
        self.host_steps = needed_host_steps(tape, records, self.fetches)
        made = [tensor for step in self.host_steps for tensor in step.outputs]
        for tensor in [*tape.feeds, *made]:
            if tensor.dtype not in RAW:
                self._arena(tensor, -1)
        for tensor in tape.constants.values():
            self._buffers[id(tensor)] = self.fixed(tensor.payload)
        for variable, tensor in tape.variables.values():
            self._buffers[id(tensor)] = self.fixed(variable.array)
        kept = [*self.fetches, *(value for _, value in tape.assigned.values())]
        read = {id(tensor) for record in records for tensor in record.inputs}
        read.update(id(tensor) for tensor in kept)
        for moment, record in enumerate(records):
            for tensor in record.inputs:
                buffer = self._buffers[id(tensor)]
                buffer.last = max(buffer.last, moment)
            if record.op.alias:
                self._buffers[id(record.outputs[0])] = self._buffers[id(record.inputs[0])]
            else:
                for tensor in record.outputs:
                    if tensor.index not in record.op.spare or id(tensor) in read:
                        self._arena(tensor, moment)
        for tensor in kept:
            self._buffers[id(tensor)].last = end

    def _arena(self, tensor: Tensor, first: int) -> None:
        buffer = Buffer(size_of(tensor.shape), first, first)
        self._buffers[id(tensor)] = buffer
        self._arena_buffers.append(buffer)

    def _store_assigned(self, tape: Tape, moment: int) -> None:
        """Write assigned values into their variables, after everything that reads the old ones."""
        self._moment = moment
        sources = []
        for variable, value in tape.assigned.values():
            source = self.of(value)
            if source.fixed is not None:
                # The value is another variable's memory, which may be overwritten below as well.
                held = self.scratch(source.size)
                self.step("elementwise.copy", source, held, source.size)
                source = held
            sources.append((source, variable))
        for source, variable in sources:
            self.step("elementwise.copy", source, self.fixed(variable.array), variable.size)

    def _finish(self, report) -> None:
        self._walks.close()
        self._walks.confine(self._moment + 1)
        made = self._walks.steps
        self.steps = [(step.kernel, step.arguments, int(step.parts)) for step in made]
        self._lay_out()
        names = list(dict.fromkeys(name for name, _, _ in self.steps))
        compiling.prepare(names, report)
        self._machine = kernels.executor(self.threads)
        # Fixed arrays are reached by address only: keep them alive.
        self._alive: list[np.ndarray] = []
        self.table = np.zeros((len(made), self._machine.columns), np.int64)
        self._tables: list[np.ndarray] = []
        for row, (step, (name, arguments, parts)) in enumerate(zip(made, self.steps, strict=True)):
            slots = [
                [self._slot(argument, part) for argument in arguments]
                for part in range(parts if step.confined else 1)
            ]
            self._tables.append(np.array(slots, np.int64))
            cell = self._machine.cell(parts, step.pieces, step.further)
            stride = 8 * len(arguments) if step.confined else 0
            address = self._tables[row].ctypes.data
            self.table[row] = kernels.load(name).address, address, cell, stride
        self.kernel_names = names
        self._feed_views = [self._feed_view(tensor) for tensor in self.feeds]
        self._feed_cells = [self._cells_of(tensor, made) for tensor in self.feeds]
        made = [tensor for step in self.host_steps for tensor in step.outputs]
        self._host_views = [self._feed_view(tensor) for tensor in made]
        self._fetch_views = [self.view(tensor) for tensor in self.fetches]
        shared = any(parts > 1 for _, _, parts in self.steps)
        self._pace = Pace(self._machine.threads if shared else 1)

    def _lay_out(self) -> None:
        """Take memory for the arena and give every buffer its address."""
        self.arena = aligned((arrange(self._arena_buffers),))
        base = self.arena.ctypes.data
        for buffer in self._arena_buffers:
            buffer.address = base + 4 * buffer.offset

    def _home(self, array: np.ndarray) -> int:
        """Where an array lies that lives outside the arena. It is kept alive."""
        self._alive.append(array)
        return array.ctypes.data

    def _cells_of(self, tensor: Tensor, made: list[Step]) -> list[tuple[np.ndarray, int]]:
        """Where the kernels' tables name the memory of fed data, with the distance from its begin.

        None where the data must be copied there: they are few, or somebody looks at that memory.
        """
        buffer = self._buffers.get(id(tensor))
        if buffer is None or buffer.size < LARGE_FEED or buffer.share:
            return []
        if any(self._buffers[id(fetch)] is buffer for fetch in self.fetches):
            return []
        found = []
        for table, step in zip(self._tables, made, strict=True):
            for place, argument in enumerate(step.arguments):
                whole = argument.buffer if isinstance(argument, Part) else argument
                if whole is buffer:
                    distance = 0 if whole is argument else 4 * argument.offset
                    found += [(row[place : place + 1], distance) for row in table]
        return found

    def _slot(self, argument: Any, part: int) -> int:
        """The int64 that a kernel finds in its table for an argument, where it does this part."""
        offset = 0
        if argument is None:
            return 0
        if isinstance(argument, Part):
            argument, offset = argument.buffer, 4 * argument.offset
        if isinstance(argument, np.ndarray):
            argument = self.fixed(argument)
        if isinstance(argument, Buffer):
            if argument.fixed is not None:
                return self._home(argument.fixed) + offset
            return argument.seen_by(part) + offset
        if isinstance(argument, (float, np.floating)):
            return struct.unpack("<q", struct.pack("<d", argument))[0]
        return int(argument)

    def view(self, tensor: Tensor) -> np.ndarray:
        """The memory of a value, as an array. Only fed and fetched values keep their numbers."""
        buffer = self._buffers[id(tensor)]
        if buffer.fixed is not None:
            return buffer.fixed.reshape(tensor.shape)
        return self.arena[buffer.offset : buffer.offset + buffer.size].reshape(tensor.shape)

    def _feed_view(self, tensor: Tensor) -> np.ndarray | None:
        return None if tensor.dtype in RAW else self.view(tensor)

    # Running

    def run(self, *arrays: Any, whole: Whole | None = None, rows: Any = None) -> list[np.ndarray]:
        """Feed one array a placeholder, run all steps. Returns views that the next run overwrites.

        `rows` of a `whole` are the samples in `arrays`: so the host works only once on each.
        Raises ValueError when an array has another shape than its placeholder.
        """
        if unfinished:
            settle()
        for prepare in self._before_run:
            prepare()
        for view, array, cells in zip(self._feed_views, arrays, self._feed_cells, strict=True):
            if view is not None and not (cells and self._reads_itself(array, view, cells)):
                view[...] = array
        if self.host_steps:
            self._run_on_host(arrays, whole, rows)
        self._execute()
        return self._fetch_views

    def _reads_itself(
        self, array: Any, view: np.ndarray, cells: list[tuple[np.ndarray, int]]
    ) -> bool:
        """Let the kernels read an array where it lies, if it is laid out as they need it.

        Otherwise they are sent back to the memory where it is copied to.
        """
        fits = (
            type(array) is np.ndarray
            and array.dtype is view.dtype
            and array.shape == view.shape
            and array.flags.c_contiguous
            and array.flags.aligned
        )
        address = (array if fits else view).__array_interface__["data"][0]
        if cells[0][0][0] != address + cells[0][1]:
            for cell, distance in cells:
                cell[0] = address + distance
        return fits

    def _execute(self) -> None:
        self._pace.run(self._machine, self.table)

    def _run_on_host(self, arrays: Sequence[Any], whole: Whole | None, rows: Any) -> None:
        """Feed what functions on the host make of the arrays."""
        if whole is None:
            results = self._host_results(arrays)
        else:
            if self not in whole.made:
                whole.made[self] = self._host_results(whole.leaves)
            results = [array[rows] for array in whole.made[self]]
        for view, array in zip(self._host_views, results, strict=True):
            if view is not None:
                view[...] = array

    def _host_results(self, arrays: Sequence[Any]) -> list[np.ndarray]:
        """The results of all host steps for some number of samples."""
        data = {id(tensor): array for tensor, array in zip(self.feeds, arrays, strict=True)}
        results: list[np.ndarray] = []
        for step in self.host_steps:
            given = [laid_out(data[id(data_of(one))], one.shape) for one in step.inputs]
            for tensor, array in zip(step.outputs, step.function(*given), strict=True):
                data[id(tensor)] = array
                results.append(array if tensor.dtype in RAW else np.asarray(array, np.float32))
        return results


def laid_out(array: Any, shape: Sequence[int]) -> np.ndarray:
    """Samples in the shape that a value has, but for their number."""
    return np.reshape(array, (-1, *shape[1:]) if shape else ())


def protected(tape: Tape, fetches: Sequence[Tensor]) -> set[int]:
    """Ids of values that somebody outside the records reads, so that no fusion may drop them."""
    return {id(tensor) for tensor in fetches} | {id(value) for _, value in tape.assigned.values()}


def needed(tape: Tape, fetches: Sequence[Tensor]) -> list[Record]:
    """The records that the fetches, the assignments and the effects depend on, in order."""
    wanted = protected(tape, fetches)
    kept = []
    for record in reversed(tape.records):
        effect = getattr(record.op, "effect", False)
        if effect or any(id(tensor) in wanted for tensor in record.outputs):
            kept.append(record)
            wanted.update(id(tensor) for tensor in record.inputs)
    return kept[::-1]


def needed_host_steps(
    tape: Tape, records: Sequence[Record], fetches: Sequence[Tensor]
) -> list[HostStep]:
    """The host's steps whose results are read, in order. Raises DesignError for fetched texts."""
    for tensor in fetches:
        if tensor.dtype in RAW:
            raise refusal(tensor.dtype, None)
    wanted = protected(tape, fetches)
    wanted.update(id(tensor) for record in records for tensor in record.inputs)
    kept = []
    for step in reversed(tape.host_steps):
        if any(id(tensor) in wanted for tensor in step.outputs):
            kept.append(step)
            wanted.update(id(data_of(tensor)) for tensor in step.inputs)
    return kept[::-1]
