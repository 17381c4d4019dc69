"""What a batch has done, line by line, in ``journal.jsonl`` beside its results: a second run goes on where it ended.

A line is written once the results that it tells of are on the disk. What it says is there; what was made and not told
is found by the results themselves (:func:`reader.batch.task.find_up_to_date`) or made again, with the same bytes. A
line that cannot be read says nothing, and of two lines on one source the later holds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import reader
from glossary.files import LineFile, held, sweep_drafts
from reader.batch.severity import severity_of
from reader.batch.task import Found, Outcome, Task
from reader.errors import OutputError, ReaderError
from reader.latex.source.sniff import sniff

NAME: Final = "journal.jsonl"
FRESH: Final = 86_400.0  # seconds for which the newest version known is taken for the newest, as the cache has it,
# counted from when arXiv was asked for it
ARXIV: Final = "arxiv"
SEEN_WHOLE: Final = frozenset({"tar", "gzip", "bzip2", "xz", "zip", "pdf"})  # one file, and no other beside it


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what came of one source, and by what one sees whether that still holds."""

    source: str
    turn: int  # 0, or higher where a list names the source again
    severity: str
    name: str = ""
    result: str = ""  # the name, with its number among results of the same name
    files: tuple[tuple[str, int], ...] = ()  # the bytes of each
    found: tuple[Found, ...] = ()
    failure: str | None = None
    cause: str = ""
    final: bool = False
    mark: str = ""
    stamp: str = ""
    seconds: float = 0.0
    when: float = 0.0  # of a paper's newest version, when arXiv was last asked for it; else when this was told


class Journal:
    """The journal of one folder, open."""

    def __init__(self, folder: Path, lines: LineFile, entries: Iterable[Entry]) -> None:
        self._folder, self._lines = folder, lines
        self._entries: dict[tuple[str, int], Entry] = {}
        self._owners: dict[str, Entry] = {}  # of each file, the entry that was told of it last
        self._stamps = Stamps()
        for entry in entries:
            self._add(entry)

    def outcome_of(self, task: Task, turn: int) -> Outcome | None:
        """What is told of a task, where that still holds and need not be looked at."""
        entry = self._entries.get((task.source, turn))
        is_asked_anew = task.force or task.answers is not None or (task.remember and "json" not in task.formats)
        if entry is None or is_asked_anew or not self._holds(task, entry):
            return None
        if entry.failure is not None:
            return Outcome(task.source, failure=entry.failure, cause=entry.cause, final=True)
        return Outcome(task.source, entry.name, kept=entry.result, found=entry.found)

    def tell(self, task: Task, turn: int, outcome: Outcome, result: str, files: Iterable[str]) -> None:
        """Writes down what came of a task, unless that is told already. Raises :class:`OutputError`."""
        entry = Entry(
            task.source, turn, severity_of(outcome), outcome.name, result,
            tuple((name, _size(self._folder / name) or 0) for name in files), outcome.found, outcome.failure,
            outcome.cause, outcome.final, mark_of(task), self._stamps.of(task), round(outcome.seconds, 3),
            0.0 if task.offline else float(int(_asked_of_arxiv(task))),
        )  # fmt: skip
        before = self._entries.get((task.source, turn))
        is_old = outcome.kept is not None or outcome.final
        if is_old and before is not None and _says_the_same(before, entry):
            return
        try:
            self._lines.append(json.dumps(asdict(entry), ensure_ascii=False))
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        self._add(entry)

    def _add(self, entry: Entry) -> None:
        self._entries[entry.source, entry.turn] = entry
        self._owners |= dict.fromkeys((name for name, _ in entry.files), entry)

    def _holds(self, task: Task, entry: Entry) -> bool:
        if entry.stamp != self._stamps.of(task) or not entry.mark or entry.mark != mark_of(task):
            return False
        if entry.mark == ARXIV and not 0 <= time.time() - entry.when < FRESH:
            return False
        if entry.failure is not None:
            return entry.final
        return bool(entry.files) and all(
            self._owners[name] is entry and _size(self._folder / name) == size for name, size in entry.files
        )


@contextmanager
def journal_in(folder: Path) -> Iterator[Journal]:
    """The journal of a folder, begun where there is none. Raises :class:`OutputError`.

    Where no other batch is at work there, what was half written when one was killed is removed.
    """
    file = folder / NAME
    try:
        lines = LineFile(file)
        entries = tuple(read_entries(file))
    except OSError as error:
        raise _unwritable(folder, error) from error
    with lines, held(file) as alone:
        if alone:
            sweep_drafts(folder)
        yield Journal(folder, lines, entries)


def read_entries(file: Path) -> Iterator[Entry]:
    """The entries of a journal, in order. Raises ``OSError``."""
    known = {field.name for field in fields(Entry)}
    with file.open("rb") as lines:
        for line in lines:
            try:
                row = json.loads(line)
                entry = Entry(**{name: _frozen(value) for name, value in row.items() if name in known})
                is_whole = line.endswith(b"\n") and _is_whole(entry)
            except (ValueError, TypeError, AttributeError, RecursionError):
                continue
            if is_whole:
                yield entry


def _is_whole(entry: Entry) -> bool:
    """Whether the fields of an entry are what they must be. Raises ``TypeError`` where a list is none."""
    told = (entry.source, entry.name, entry.result, entry.cause, entry.mark, entry.stamp)
    numbers = (entry.turn, entry.seconds, entry.when)
    rows = ((entry.files, (str, int)), (entry.found, (str, str, int)))
    return (
        all(isinstance(one, str) for one in told)
        and all(isinstance(one, int | float) for one in numbers)
        and isinstance(entry.failure, str | None)
        and all(tuple(map(type, row)) == kinds for each, kinds in rows for row in each)
    )


def _says_the_same(before: Entry, after: Entry) -> bool:
    """Whether a new line would say nothing new; that arXiv was asked again is new after a day."""
    is_due = after.mark == ARXIV and after.when - before.when >= FRESH
    return not is_due and replace(before, seconds=after.seconds, when=after.when) == after


class Stamps:
    """The stamps of a batch's tasks, each made once: tasks that differ by their source alone share it."""

    def __init__(self) -> None:
        self._made: dict[Task, str] = {}

    def of(self, task: Task) -> str:
        alike = replace(task, source="", member=None)
        if alike not in self._made:
            self._made[alike] = stamp_of(task)
        return self._made[alike]


def stamp_of(task: Task) -> str:
    """A hash of all that a source is read with: the same source and stamp give the same result."""
    try:
        context = task.context.load()
        answers = task.answers.fingerprint() if task.answers is not None else None
    except (ReaderError, OSError):  # which each paper says
        return ""
    file = context.corrections
    corrections = file.read_bytes() if file is not None and file.is_file() else b""
    told = (reader.__version__, context.fingerprint, task.language, task.formats, task.main, task.inline, task.extras)
    return blake2b(repr((told, task.limits, answers)).encode() + corrections, digest_size=8).hexdigest()


def mark_of(task: Task) -> str:
    """What tells a source from what may lie in its place tomorrow; "" where only reading it does.

    A folder, and a ``.tex`` file that may input others, must be read. A version of a paper on arXiv never changes.
    """
    from reader.arxiv.identifiers import parse_identifier

    member = task.member
    place = Path(member.tar if member else task.source)
    try:
        status = place.stat()
    except (OSError, ValueError):
        try:
            identifier = parse_identifier(task.source)
        except ReaderError:
            return ""
        return ARXIV if identifier.version is None else str(identifier)
    if member:
        return "" if member.fault else f"{status.st_size} {status.st_mtime_ns} {member.start}"
    try:
        with place.open("rb") as file:
            is_whole = sniff(file.read(4096)) in SEEN_WHOLE
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}" if is_whole else ""


def _asked_of_arxiv(task: Task) -> float:
    """When arXiv was asked for the newest version of a task's paper, as the cache has it; now, where there is none."""
    if mark_of(task) == ARXIV:
        from reader.arxiv.cache import find_entry
        from reader.arxiv.identifiers import parse_identifier
        from reader.arxiv.settings import settings_from_environment

        entry = find_entry(settings_from_environment(), parse_identifier(task.source))
        if entry is not None:
            return min(entry.checked, time.time())
    return time.time()


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError("output", path=folder / NAME, reason=error.strerror or error)
