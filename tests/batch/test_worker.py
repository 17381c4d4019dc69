"""A process with limits: what it answers, what stops it, and that it never stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.batch.worker import START, Tell, Worker, WorkerStopped
from reader.errors import NoTexFound, ReaderError

pytestmark = pytest.mark.slow
TIMED = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system does not count processor time")


class Desk:
    """Stands for work that keeps something from one question to the next."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, request: str, tell: Tell) -> Any:
        self.asked += 1
        return getattr(self, request)(tell)

    def count(self, tell: Tell) -> int:
        return self.asked

    def process(self, tell: Tell) -> int:
        return os.getpid()

    def steps(self, tell: Tell) -> str:
        print("this is no answer")
        for step in range(3):
            tell(step)
        return "done"

    def refuse(self, tell: Tell) -> None:
        raise NoTexFound("no-tex", name="x")

    def wrap(self, tell: Tell) -> None:
        class Local(Exception):
            """Cannot be pickled."""

        raise Local("here")

    def function(self, tell: Tell) -> Any:
        return lambda: None

    def sleep(self, tell: Tell) -> None:
        time.sleep(60)

    def reckon(self, tell: Tell) -> int:
        return len(bytes(1)) + 9**9**9  # in C, for minutes, without a look at anything else

    def left(self, tell: Tell) -> float:
        return signal.getitimer(signal.ITIMER_PROF)[0]

    def fill(self, tell: Tell) -> int:
        return len(bytearray(1 << 31))

    def die(self, tell: Tell) -> None:
        os._exit(9)

    def die_speaking(self, tell: Tell) -> None:
        os.write(1, b"\x80\x05half of a message")
        os._exit(9)


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    with Worker(Desk(), memory=1 << 30) as worker:
        yield worker


def test_it_keeps_what_it_knows_between_questions(shared: Worker) -> None:
    first = shared.ask("count", 30)
    assert shared.ask("count", 30) == first + 1


def test_news_come_before_the_answer(shared: Worker) -> None:
    news: list[int] = []
    assert shared.ask("steps", 30, news.append) == "done"
    assert news == [0, 1, 2]


def test_what_the_work_raises_is_raised_here_and_the_process_stays(shared: Worker) -> None:
    process = shared.ask("process")
    with pytest.raises(NoTexFound) as refused:
        shared.ask("refuse")
    assert isinstance(refused.value, ReaderError)
    with pytest.raises(RuntimeError, match="Local: here"):
        shared.ask("wrap")
    with pytest.raises(Exception, match="pickle"):
        shared.ask("function")
    assert shared.ask("process") == process


@pytest.mark.parametrize(
    ("request_", "kind"),
    [("sleep", "time"), ("reckon", "time"), ("fill", "memory"), ("die", "died"), ("die_speaking", "died")],
)
def test_what_stops_it_costs_that_question_alone(shared: Worker, request_: str, kind: str) -> None:
    if kind == "memory" and sys.platform != "linux":
        pytest.skip("the system does not count memory")
    shared.ask("count")
    before = time.monotonic()
    with pytest.raises(WorkerStopped) as stopped:
        shared.ask(request_, 0.3 if kind == "time" else 30)
    assert stopped.value.kind == kind
    assert time.monotonic() - before < 30
    assert shared.ask("count") == 1  # a new one


@TIMED
def test_the_system_stops_what_looks_at_nothing_else() -> None:
    """Without the other nets, which would do it as well: the starter's clock, and the process's own."""
    program = "from reader.batch.worker import _processor_time; _processor_time(0.2); 9**9**9"
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == -signal.SIGPROF


@TIMED
def test_each_question_has_its_own_processor_time_whatever_came_before(shared: Worker) -> None:
    """Counted from the start of the process it would run away from what the process counts itself."""
    assert [round(shared.ask("left", seconds)) for seconds in (9, None, 5)] == [9, 0, 5]


def test_whoever_listens_can_stop_it(shared: Worker) -> None:
    def enough(news: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shared.ask("steps", 30, enough)
    assert shared.ask("count") == 1


def test_another_thread_can_stop_it(shared: Worker) -> None:
    shared.ask("count")
    threading.Timer(0.2, shared.stop).start()
    with pytest.raises(WorkerStopped):
        shared.ask("sleep", 30)


STARTER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from test_worker import Desk
from reader.batch.worker import Worker
import threading
worker = Worker(Desk())
print(worker.ask("process"), flush=True)
threading.Thread(target=worker.ask, args=(sys.argv[2], float(sys.argv[3])), daemon=True).start()
time.sleep(60)
"""


@pytest.mark.parametrize(("busy", "seconds"), [("count", 60), ("sleep", 60), ("reckon", 0.5)])
@pytest.mark.skipif(sys.platform == "win32", reason="asks for a process by its number")
def test_it_ends_when_its_starter_is_killed(busy: str, seconds: float) -> None:
    command = [sys.executable, "-c", STARTER, str(Path(__file__).parent), busy, str(seconds)]
    starter = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert starter.stdout
    with starter:
        number = int(starter.stdout.readline())
        time.sleep(0.2)
        starter.kill()
    until = time.monotonic() + 15
    while _lives(number) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(number)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    try:
        state = Path(f"/proc/{number}/stat").read_text()
        return state.rpartition(")")[2].split()[0] != "Z"  # one that nobody waits for is dead, too
    except OSError:
        return True


def test_where_nobody_is_left_at_the_start_nothing_is_said() -> None:
    command = [sys.executable, "-P", "-c", START]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
