"""A process with limits that answers one request at a time, and that can be stopped whatever it is doing.

It starts with the first request, and again after it was stopped. It ends when the process that started it ends, however
that happens. It is no ``multiprocessing`` process: those run the program's main module again, which in the app is
Streamlit's.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Final, Literal, Self

Tell = Callable[[Any], None]
Work = Callable[[Any, Tell], Any]
StopKind = Literal["time", "memory", "died"]
GONE: Final[StopKind] = "died"  # the kind of a worker that was closed
START: Final = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)  # the starter decides
import os, pickle, sys
try:
    sys.path[:] = pickle.load(sys.stdin.buffer)
except EOFError:  # the starter is gone
    os._exit(0)
from reader.batch.worker import serve
serve()
"""
PATIENCE: Final = 60.0  # seconds in which it has to be ready for its first question
WAITING: Final = 6.0  # times as long as what it works may pass: it waits, or others keep the machine busy
GRACE: Final = 2.0  # extra seconds before the process ends itself, where its starter no longer can


class WorkerStopped(Exception):
    """The worker was stopped or died before it answered. Its state is lost."""

    def __init__(self, kind: StopKind) -> None:
        super().__init__(kind)
        self.kind: StopKind = kind


class Worker:
    """Runs ``work(request, tell)`` in a process of its own, with a limit on its memory.

    ``memory`` is in bytes, and holds where the system counts them. ``work``, requests and answers are pickled. ``work``
    may be a callable object, which keeps its state between requests.
    """

    def __init__(self, work: Work, memory: int | None = None) -> None:
        self._work, self._memory = work, memory
        self._process: _Process | None = None
        self._closed = threading.Event()
        self._turn = threading.Lock()

    def ask(self, request: Any, seconds: float | None = None, tell: Tell = lambda news: None) -> Any:
        """The answer to a request. ``tell`` receives what the work reports meanwhile. Raises what the work raises.

        ``seconds`` limit the processor time, so that other load does not count; the wall time may be ``WAITING`` times
        as long. The clock starts when the process is ready for this request. Raises :class:`WorkerStopped`.
        """
        with self._turn:
            process = self._running()
            try:
                kind, answer = process.ask(request, seconds, tell)
            except BaseException:  # an interrupt, or ``tell`` raised: the process would still be busy
                process.end()
                raise
            if kind in ("time", "memory", "died"):
                process.end()
                raise WorkerStopped(kind)
        if kind == "raised":
            raise answer
        return answer

    def start(self) -> None:
        """Starts the process without waiting, so that it is ready for the first request."""
        with self._turn:
            self._running()

    def stop(self) -> None:
        """Ends the process. The next request starts it again.

        A caller that waits for an answer gets a :class:`WorkerStopped`.
        """
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Ends the process for good: further requests raise :class:`WorkerStopped`."""
        self._closed.set()
        self.stop()

    def _running(self) -> _Process:
        if self._closed.is_set():
            raise WorkerStopped(GONE)
        if self._process is not None and not self._process.lives():
            self._process.end()
            self._process = None
        if self._process is None:
            self._process = _Process(self._work, self._memory)
            if self._closed.is_set():  # meanwhile, and `close` found no process to end
                self._process.kill()
        return self._process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()
        with self._turn:
            if self._process is not None:
                self._process.end()


class _Process:
    """The process as seen by its starter: pickled messages, one after the other, through its two pipes."""

    def __init__(self, work: Work, memory: int | None) -> None:
        command = [sys.executable, "-P", "-c", START]  # -P: what lies in the current folder is no module
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin and self._process.stdout
        self._questions, self._answers = self._process.stdin, self._process.stdout
        self._ready = False
        with suppress(OSError):  # dead already: it is asked in vain
            for message in (sys.path, memory, work):
                _send(self._questions, message)

    def ask(self, request: Any, seconds: float | None, tell: Tell) -> tuple[Any, Any]:
        """The kind of the answer, and the answer."""
        if not self._ready:
            with self._deadline(PATIENCE):
                self._ready = self._receive(tell)[0] == "ready"
        if not self._ready:
            return "died", None
        with self._deadline(None if seconds is None else seconds * WAITING) as is_over:
            with suppress(OSError):
                _send(self._questions, (request, seconds))
            answer = self._receive(tell)
        if is_over.is_set() or (answer[0] == "died" and self._is_spent()):
            return "time", None
        return answer

    def _is_spent(self) -> bool:
        """Whether the system killed the process for its processor time."""
        self._process.kill()
        return self._process.wait() == -getattr(signal, "SIGPROF", 0)

    def _receive(self, tell: Tell) -> tuple[Any, Any]:
        """The next message that is not a progress report."""
        while True:
            try:
                kind, content = pickle.load(self._answers)
            except (EOFError, OSError, pickle.UnpicklingError):  # it ended, perhaps in the midst of a message
                return "died", None
            if kind != "news":
                return kind, content
            tell(content)

    @contextmanager
    def _deadline(self, seconds: float | None) -> Iterator[threading.Event]:
        """Kills the process when the time is over, and then sets the event that it yields."""
        is_over = threading.Event()

        def end() -> None:
            is_over.set()
            self._process.kill()

        timer = threading.Timer(threading.TIMEOUT_MAX if seconds is None else seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield is_over
        finally:
            timer.cancel()
            timer.join()  # so that the event does not change any more

    def lives(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """Kills the process and closes its pipes.

        Only the caller that holds the turn may do so: no other thread may be reading.
        """
        self._process.kill()
        self._process.wait()
        for pipe in (self._questions, self._answers):
            with suppress(OSError):  # what was not sent yet is not sent
                pipe.close()


def _send(pipe: IO[bytes], message: Any) -> None:
    pipe.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    pipe.flush()


# --- in the process itself -------------------------------------------------------------------------------------------


def serve() -> None:
    """Answers requests until the starter is gone."""
    try:
        _serve()
    except (EOFError, OSError):  # the starter is gone, and another thread still reads
        os._exit(0)


def _serve() -> None:
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what is printed is no answer
    _limit("CORE", 0)  # ended by the system it leaves no file
    _limit("DATA", pickle.load(questions))
    work: Work = pickle.load(questions)
    waiting: SimpleQueue[tuple[Any, float | None]] = SimpleQueue()
    threading.Thread(target=_listen, args=(questions, waiting), daemon=True).start()
    _send(answers, ("ready", None))
    while True:
        request, seconds = waiting.get()
        with _own_deadline(seconds):
            message = _answer(work, request, lambda news: _send(answers, ("news", news)))
        answers.write(message)
        answers.flush()


def _listen(questions: IO[bytes], waiting: SimpleQueue[tuple[Any, float | None]]) -> None:
    """Queues requests as they come. At the end of the input the process exits, whatever it is doing."""
    try:
        while True:
            waiting.put(pickle.load(questions))
    except (EOFError, OSError):
        os._exit(0)


@contextmanager
def _own_deadline(seconds: float | None) -> Iterator[None]:
    """Ends this process after its time, even while C code keeps its other threads from running."""
    if seconds is None:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds * WAITING + GRACE, exit=True, file=nowhere)
        _processor_time(seconds)
        try:
            yield
        finally:
            _processor_time(0)
            faulthandler.cancel_dump_traceback_later()


def _processor_time(seconds: float) -> None:
    """Lets the system kill this process after so much more of it; 0 is no limit. Windows has none.

    ``RLIMIT_CPU`` counts from the start of the process, by its own clock: on a busy machine that comes to differ from
    ``process_time`` by some percent, and in a process that reads thousands of papers by more than one may take.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _answer(work: Work, request: Any, tell: Tell) -> bytes:
    try:
        return _pickled("answer", work(request, tell))
    except MemoryError:
        return _pickled("memory", None)
    except Exception as error:
        error.add_note(traceback.format_exc())  # a traceback itself does not travel
        return _pickled_error(error)


def _pickled_error(error: Exception) -> bytes:
    """The error as pickled bytes; one that cannot be pickled is described by its name."""
    try:
        message = _pickled("raised", error)
        pickle.loads(message)
    except Exception:
        return _pickled("raised", RuntimeError(f"{type(error).__name__}: {error}"))
    return message


def _pickled(kind: str, content: Any) -> bytes:
    return pickle.dumps((kind, content), pickle.HIGHEST_PROTOCOL)


def _limit(resource_name: str, size: int | None) -> None:
    """Sets a limit of the system, None for the largest that it allows. Windows has none."""
    if find_spec("resource") is None:
        return
    resource: Any = import_module("resource")
    kind = getattr(resource, f"RLIMIT_{resource_name}")
    most = resource.getrlimit(kind)[1]
    limit = most if size is None else size if most == resource.RLIM_INFINITY else min(size, most)
    resource.setrlimit(kind, (limit, most))
