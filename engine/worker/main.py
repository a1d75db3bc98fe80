"""What does the worker process do? It takes one command after another until its stdin ends."""

from __future__ import annotations

import os
import queue
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from engine.compiling import rarely_collecting
from engine.data import prepare, preview
from engine.errors import DesignError
from engine.worker import runner
from engine.worker.jobs import Control, Job
from engine.worker.pipes import Inbox, Outbox
from engine.worker.protocol import Message, ProtocolError, error_to_json
from engine.worker.warm import WarmUp

VERSION = 1


class Worker:
    """Serves commands in the main thread; pause, resume, stop and tune reach it in between."""

    def __init__(self, commands: int, events: int) -> None:
        self._queue: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._control = Control()
        self._outbox = Outbox(events)
        self._warm_up = WarmUp(self._tell)
        self._fault: ProtocolError | None = None
        self._serving: dict[str, Callable[[Message], None]] = {
            "warm": lambda message: self._warm_up.start(),
            "peek": self._peek,
            "start": self._start,
            "evaluate": self._evaluate,
            "predict": self._predict,
        }
        self._at_once: dict[str, Callable[[Message], None]] = {
            "pause": lambda message: self._control.pause(),
            "resume": lambda message: self._control.resume(),
            "stop": lambda message: self._control.stop(),
            "tune": lambda message: self._control.tune(float(message["learning_rate"])),
            "quit": lambda message: self._end(None),
        }
        Inbox(commands, self._receive, self._end)

    def serve(self) -> int:
        """Work until there are no more commands. The exit code is 2 if they could not be read."""
        self._tell("ready", version=VERSION)
        while (message := self._queue.get()) is not None:
            self._run(message)
        self._warm_up.stop()
        if self._fault is not None:
            self._tell("failed", during="talk", error=error_to_json(self._fault))
        self._outbox.close()
        return 2 if self._fault is not None else 0

    def _receive(self, message: Message) -> None:
        if message.kind in self._at_once:
            self._at_once[message.kind](message)
        else:
            if message.kind == "start":
                self._control.renew()
            self._queue.put(message)

    def _end(self, fault: ProtocolError | None) -> None:
        """The window is gone or wants no more: stop after the current batch, keep the weights."""
        self._fault = fault
        self._control.stop()
        self._queue.put(None)

    def _tell(self, kind: str, arrays: dict[str, Any] | None = None, **values: Any) -> None:
        self._outbox.tell(Message(kind, values, arrays or {}))

    def _run(self, message: Message) -> None:
        """Whatever a command meets, the worker lives on and tells it."""
        try:
            self._serving[message.kind](message)
        except DesignError as error:
            self._fail(message, error)
        except MemoryError:
            error = DesignError(
                "There is not enough memory.",
                fix="Choose a smaller batch size or fewer units.",
            )
            self._fail(message, error)
        except Exception as error:
            traceback.print_exc()
            self._fail(message, error)

    def _fail(self, message: Message, error: Exception) -> None:
        ticket = message.values.get("ticket", 0)
        self._tell("failed", during=message.kind, error=error_to_json(error), ticket=ticket)

    def _peek(self, message: Message) -> None:
        prepared = prepare(message["data"])
        shown = preview(prepared)
        arrays = {} if shown.pictures is None else {"pictures": shown.pictures}
        self._tell(
            "data",
            arrays,
            ticket=message["ticket"],
            facts=prepared.facts.to_json(),
            preview={"labels": shown.labels, "heading": shown.heading, "rows": shown.rows},
        )

    def _start(self, message: Message) -> None:
        self._warm_up.stop()
        try:
            runner.train(Job.from_json(message["job"]), self._tell, self._control)
        finally:
            self._warm_up.go_on()

    def _evaluate(self, message: Message) -> None:
        evaluation = runner.evaluate(Job.from_json(message["job"]), self._tell)
        self._tell("evaluated", evaluation.arrays, ticket=message["ticket"], **evaluation.to_json())

    def _predict(self, message: Message) -> None:
        prediction = runner.predict(Job.from_json(message["job"]), message["path"], self._tell)
        self._tell("predicted", prediction.arrays, ticket=message["ticket"], **prediction.to_json())


def main() -> int:
    """Serve commands from stdin; events go to the old stdout, and prints to stderr."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is meant for the window
    commands, events = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    with rarely_collecting():
        code = Worker(commands, events).serve()
    sys.stderr.flush()
    os._exit(code)  # the kernels' threads sleep inside compiled code and would not be woken


if __name__ == "__main__":
    main()
