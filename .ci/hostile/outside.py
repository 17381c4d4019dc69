"""A command measured from outside: its CPU seconds, its memory, what it says, and what is left when it has ended.

What belongs to it are the processes of its session. The figures are Linux's own (``/proc``).
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Final, Self

TICK: Final = 0.05  # seconds between two looks
SEARCH: Final = 8  # looks of which one searches for new processes
CLOCK: Final = os.sysconf("SC_CLK_TCK")
SESSION, UTIME, CUTIME = 3, 11, 13  # fields of /proc/<process>/stat, counted behind the name


@dataclass(frozen=True, slots=True)
class Line:
    """What a command said, and the CPU seconds and the peak of memory (MB) since what it said before."""

    text: str
    seconds: float
    megabytes: int


def stat(process: int | str) -> list[str]:
    """The fields behind the name, which may hold anything."""
    return Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()


def members(session: int) -> Iterator[int]:
    """The processes of a session that still run."""
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            fields = stat(entry.name)
            if int(fields[SESSION]) == session and fields[0] != "Z":
                yield int(entry.name)


def peak(process: int) -> int:
    """The most memory (MB) that a process has had since its peak was last forgotten."""
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) // 1000
    return 0


class Watched:
    """A command in a session of its own, under watch from its beginning on."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        stdout: Path | None = None,
        before: Callable[[], None] | None = None,
    ) -> None:
        with (stdout or Path(os.devnull)).open("wb") as output:
            self._process = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE,
                start_new_session=True, preexec_fn=before,
            )  # fmt: skip
        self.id = self._process.pid
        self.lines: list[Line] = []
        self.seconds = 0.0
        self.megabytes = 0
        self.spoke = time.monotonic()
        self._told = 0.0
        self._peak = 0
        self._look = threading.Lock()
        self._known: list[int] = []  # its processes
        self._over = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._listen, self._watch)]
        for thread in self._threads:
            thread.start()

    def wait(self, silence: float) -> int | None:
        """The exit code; None where it said nothing for so many seconds: it is ended then."""
        while True:
            try:
                code = self._process.wait(TICK)
            except subprocess.TimeoutExpired:
                if time.monotonic() - self.spoke < silence:
                    continue
                self.kill()
                self._process.wait()
                code = None
            self._over.set()
            self._threads[0].join(5)
            return code

    def until(self, is_true: Callable[[], bool], seconds: float) -> bool:
        """Waits until something is true of it, so many seconds at most."""
        end = time.monotonic() + seconds
        while not is_true():
            if time.monotonic() > end:
                return False
            time.sleep(TICK)
        return True

    def runs(self) -> bool:
        return self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """To the first process alone."""
        self._process.send_signal(number)

    def left(self) -> list[int]:
        """What still runs of it."""
        return list(members(self.id))

    def kill(self) -> None:
        """Ends all of it."""
        for process in self.left():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    def _listen(self) -> None:
        assert self._process.stderr
        for content in self._process.stderr:
            self.look()
            spent, self._told = self.seconds - self._told, self.seconds
            self.lines.append(Line(content.decode("utf-8", "replace"), spent, self._peak))
            self._forget()
            self.spoke = time.monotonic()

    def _watch(self) -> None:
        for turn in count():
            if self._over.wait(TICK):
                return
            self.look(search=turn % SEARCH == 0)

    def look(self, *, search: bool = True) -> None:
        with self._look:
            total = 0.0
            self._known = self.left() if search else self._known
            for process in self._known:
                with suppress(OSError, IndexError):
                    fields = stat(process)
                    span = slice(UTIME, CUTIME + 2 if process == self.id else CUTIME)  # of ended workers, too
                    total += sum(map(int, fields[span])) / CLOCK
                self._peak = max(self._peak, peak(process))
            self.seconds = max(self.seconds, total)
            self.megabytes = max(self.megabytes, self._peak)

    def _forget(self) -> None:
        self._peak = 0
        for process in self._known:
            with suppress(OSError):
                Path(f"/proc/{process}/clear_refs").write_text("5")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        self._process.wait()
        self._over.set()
