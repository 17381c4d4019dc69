"""A rate limiter: one request at a time and seconds apart, across all processes of this user.

A lock file is held while a connection is open. A second file holds the time before which no process may send a request,
so that all processes respect a pause that arXiv asks for. A process that dies releases its lock.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from glossary.files import write_whole

_LOCK, _NEXT = "arxiv.lock", "arxiv.next"


@contextmanager
def turn(folder: Path, delay: float, longest_pause: float) -> Iterator[Callable[[], None]]:
    """Waits for this process's turn and holds it. Turns begin at least ``delay`` seconds apart.

    What it gives is called when an answer begins: a request may have been long on its way, and the next one must not
    come sooner after it.
    """
    folder = _usable(folder)
    with FileLock(folder / _LOCK, poll_interval=0.05):
        time.sleep(min(max(0.0, _next_time(folder) - time.time()), max(delay, longest_pause)))
        _set_next_time(folder, time.time() + delay)
        yield lambda: _set_next_time(folder, time.time() + delay)


def postpone(folder: Path, seconds: float) -> None:
    """Blocks all requests for so many seconds."""
    folder = _usable(folder)
    with FileLock(folder / _LOCK, poll_interval=0.05):
        _set_next_time(folder, max(_next_time(folder), time.time() + seconds))


def _next_time(folder: Path) -> float:
    try:
        return float((folder / _NEXT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0.0


def _set_next_time(folder: Path, when: float) -> None:
    write_whole(folder / _NEXT, repr(when), durable=False)


def _usable(folder: Path) -> Path:
    """The folder, or a temporary one where it cannot be created."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / "tezawari-turns"
        folder.mkdir(parents=True, exist_ok=True)
    return folder
