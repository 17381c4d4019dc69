"""The papers of this server, and the processes in which they are read: nobody's paper stops another's.

A process has one paper before it, which all who read that paper share. Few are kept: whoever opens another paper gets
the process at which nobody has asked for longest, and one at which nobody asks any more is ended.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import Condition, Event, Lock, Timer
from typing import TYPE_CHECKING, Any, Final, Literal

from reader.batch.worker import StopKind, Worker, WorkerStopped
from reader.errors import ReaderError
from reader.output.rows.row import deflated
from reader.user import settings
from reader.user.context import ContextChoice
from reader.web.papers import library_access as remembered
from reader.web.papers import model_asking
from reader.web.papers import page_cache as pages
from reader.web.papers.desk import DeskQuestion, Drawn, NotHere, PaperDesk, mark_of
from reader.web.papers.papers import PaperProgress, Source, file_name, key_in_library

if TYPE_CHECKING:
    from reader.messages import Language

MOST: Final = 8  # processes
RESTING: Final = 3  # of them where nobody asks; each takes some 130 MB, and what its paper takes
IDLE: Final = 600.0  # seconds after which nobody is expected to ask again
FORMULA: Final = 10.0  # seconds of processor time for what is asked about a formula
EACH: Final = 0.05  # seconds more for each that the paper has
NETWORK: Final = 100.0  # seconds for opening a download, and six times as many for waiting for it
LOOK: Final = 20.0  # seconds, once a day, for damage of the library
KEPT: Final = 12  # pages at hand; each takes a few megabytes
PIECES: Final = 64  # of a page: an answer can be lost on its way, and is asked for again
PAUSE: Final = 1.5  # seconds in which a page appears
MEGABYTE: Final = 1 << 20
OF_ALL: Final = frozenset({"lint", "named", "runs", "spoken"})  # pieces that are made of all formulas
READING: Final = ("", "")
PageKey = tuple[str, ContextChoice, str]  # of a source, with the stamp of what the choice said
Why = StopKind | Literal["fault"]  # "fault": the formula itself could not be worked out


@dataclass(eq=False)
class ProcessSeat:
    """A process, the paper that it has before it, how many ask there, and when one last did."""

    worker: Worker
    mark: str = ""
    askers: int = 0
    asked: float = field(default_factory=time.monotonic)


class Desks:
    """The processes, shared by all sessions."""

    def __init__(self, desk: Callable[[], PaperDesk] = PaperDesk) -> None:
        self._desk = desk
        self._seats: list[ProcessSeat] = []
        self._free = Condition()
        self._sweeper: Timer | None = None

    @contextmanager
    def at(self, mark: str = "") -> Iterator[ProcessSeat]:
        """The process that has this paper, else one for it; waits where others ask at all of them."""
        with self._free:
            while (seat := self._seat(mark)) is None:
                self._free.wait()
            seat.mark, seat.askers = mark, seat.askers + 1
        try:
            yield seat
        finally:
            with self._free:
                seat.askers, seat.asked = seat.askers - 1, time.monotonic()
                self._end(self._resting()[:-RESTING])
                self._sweep_later()
                self._free.notify_all()

    def _seat(self, mark: str) -> ProcessSeat | None:
        """One with this paper, one without any, a new one, or that at which nobody has asked for longest."""
        resting = self._resting()
        with_it = (each for each in self._seats if mark and each.mark == mark)
        without = (each for each in resting if not each.mark)
        chosen = next(with_it, None) or next(without, None)
        if chosen is None and (not resting or len(self._seats) < RESTING) and len(self._seats) < MOST:
            chosen = ProcessSeat(Worker(self._desk(), settings.load().memory_limit * MEGABYTE))
            self._seats.append(chosen)
        return chosen or next(iter(resting), None)

    def _resting(self) -> list[ProcessSeat]:
        """Where nobody asks, since longest first."""
        return sorted((each for each in self._seats if not each.askers), key=lambda each: each.asked)

    def _end(self, seats: Sequence[ProcessSeat]) -> None:
        for each in seats:
            each.worker.stop()
            self._seats.remove(each)

    def _sweep_later(self) -> None:
        if self._sweeper is None:
            self._sweeper = Timer(IDLE, self._sweep)
            self._sweeper.daemon = True
            self._sweeper.start()

    def _sweep(self) -> None:
        with self._free:
            self._sweeper = None
            self._end([each for each in self._resting() if time.monotonic() - each.asked >= IDLE])
            if self._seats:
                self._sweep_later()

    def end(self) -> None:
        """Ends all of them; the next question starts one anew."""
        with self._free:
            self._end(list(self._seats))

    def prepare(self) -> None:
        """Makes a process ready while its user still looks for a paper."""
        with suppress(WorkerStopped), self.at() as seat:
            seat.worker.ask(DeskQuestion("prepare"))

    def look_over_library(self) -> None:
        """Looks for damage in the library, where that takes nobody's time."""
        with suppress(WorkerStopped), self.at() as seat:
            seat.worker.ask(DeskQuestion("look_over", (LOOK,)), LOOK * 2, _hear)


DESKS = Desks()  # one for the whole server


@dataclass(frozen=True)
class Page:
    """A paper as the front end draws it, whose reading lies in a process.

    ``drawing`` is JSON: equal bytes are not sent again. ``key`` names it in the library, ``name`` is what files of it
    are called; ``source`` is what it can be read from again, ``choice`` what it is explained with, whatever the
    settings have become, and ``mark`` as what it lies in the process. ``stopped`` says of pieces why there is none, and
    of ``READING`` why there are none at all.
    """

    key: str
    name: str
    drawing: str
    source: Source
    choice: ContextChoice
    mark: str
    stopped: dict[tuple[str, str], Why] = field(default_factory=dict, repr=False, compare=False)
    _known: OrderedDict[tuple[str, str], Any] = field(default_factory=OrderedDict, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)
    _prepared: Event = field(default_factory=Event, repr=False, compare=False)

    @cached_property
    def packed(self) -> str:
        """``drawing`` on its way to the browser: a sixth of it."""
        return deflated(self.drawing, 6)

    @cached_property
    def payload(self) -> dict[str, Any]:
        """What ``drawing`` says."""
        payload: dict[str, Any] = json.loads(self.drawing)
        return payload

    @cached_property
    def symbols(self) -> Mapping[str, Any]:
        """The rows of the symbols by their ids."""
        return {row["id"]: row for row in self.payload["reading"]["symbols"]}

    def pieces(self, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, str, Any]]:
        """What the front end asked for: kind, name and piece, which is None where it had to be ``stopped``.

        What a model is still asked is left out: it is asked for again.
        """
        made = ((kind, name, self._piece(kind, name)) for kind, name in wanted)
        return [each for each in made if each[2] is not model_asking.WAITING]

    @property
    def patience(self) -> float:
        """Seconds for what is asked about a formula; for the first of all much of the paper is looked through."""
        return FORMULA + EACH * len(self.payload["reading"]["equations"])

    def why_stopped(self, wanted: Iterable[tuple[str, str]]) -> tuple[Why, ...]:
        """Why there is none of some of these pieces, each reason once."""
        with self._lock:
            reasons = (self.stopped.get(READING) or self.stopped.get(each) for each in wanted)
            return tuple(dict.fromkeys(filter(None, reasons)))

    def _piece(self, kind: str, name: str) -> Any:
        if kind in model_asking.KINDS:
            return model_asking.piece(self, kind, name)
        if kind == "elsewhere":
            from reader.web.papers.elsewhere import counterparts

            return counterparts(self.key, name, self.choice.load().glossary)
        if kind == "likewise":
            from reader.web.papers.elsewhere import also_unexplained

            return also_unexplained(self.key, self.symbols[name]["latex"]) if name in self.symbols else []
        with self._lock:
            if READING in self.stopped or (kind, name) in self.stopped:
                return None
            if (kind, name) in self._known:
                self._known.move_to_end((kind, name))
                return self._known[kind, name]
        return self._made(kind, name)

    def _made(self, kind: str, name: str) -> Any:
        seconds = settings.load().time_limit if kind in OF_ALL else self.patience
        try:
            piece = self.ask_desk(DeskQuestion("piece", (self.mark, kind, name)), seconds)
        except WorkerStopped as stopped:
            with self._lock:
                self.stopped[kind, name] = stopped.kind
            return None
        with self._lock:
            if piece is None and kind == "bench":  # of every formula that opens there is one
                self.stopped[kind, name] = "fault"
            self._known[kind, name] = piece
            while len(self._known) > PIECES:
                self._known.popitem(last=False)
        return piece

    def forget(self, kind: str, name: str) -> None:
        """A piece is made anew when it is next asked for."""
        with self._lock:
            self._known.pop((kind, name), None)

    def exported(self, form: str, language: Language) -> str | bytes:
        """The paper to take along, made now. :class:`WorkerStopped`."""
        text: str | bytes = self.ask_desk(
            DeskQuestion("export", (self.mark, form, language)), settings.load().time_limit
        )
        return text

    def prepare(self) -> None:
        """Makes the reading beside the page, after it was shown: the first workbench will not have to wait for it."""
        if not self._prepared.is_set():
            self._prepared.set()
            timer = Timer(PAUSE, self._hold)
            timer.daemon = True
            timer.start()

    def _hold(self) -> None:
        with suppress(WorkerStopped, ReaderError), DESKS.at(self.mark) as seat:
            self._hold_at(seat)

    def ask_desk(self, question: DeskQuestion, seconds: float) -> Any:
        """What the process with this paper answers, which reads it again where it lost it. :class:`WorkerStopped`."""
        with DESKS.at(self.mark) as seat:
            try:
                return seat.worker.ask(question, seconds, _hear)
            except NotHere:
                self._hold_at(seat)
                return seat.worker.ask(question, seconds, _hear)

    def _hold_at(self, seat: ProcessSeat) -> None:
        try:
            held = (self.mark, self.key, self.source, self.choice)
            seat.worker.ask(DeskQuestion("hold", held), settings.load().time_limit, _hear)
        except WorkerStopped as stopped:
            self.stopped[READING] = stopped.kind
            raise


def _hear(news: Any, progress: PaperProgress | None = None) -> None:
    """What a process tells meanwhile: how far it is, or something about the library."""
    if not isinstance(news, tuple):
        remembered.tell(news)
    elif progress is not None:
        progress(*news)


class PageShelf:
    """The last papers shown, by their source and what they are explained with. Shared by all sessions."""

    def __init__(self) -> None:
        self._papers: OrderedDict[PageKey, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: PageKey) -> Page | None:
        with self._lock:
            if key in self._papers:
                self._papers.move_to_end(key)
            return self._papers.get(key)

    def put(self, key: PageKey, paper: Page) -> None:
        with self._lock:
            self._papers[key] = paper
            while len(self._papers) > KEPT:
                self._papers.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._papers.clear()


SHELF = PageShelf()  # one for the whole server


def find_paper(source: Source, choice: ContextChoice) -> Page | None:
    """The paper if it can be shown at once: it is at hand, or the library knows it and its page is still true."""
    stamp = pages.stamp(choice.load())
    found = SHELF.get((source.key, choice, stamp))
    if found is None and source.kind != "upload":  # an archive is opened where that can be stopped
        key = key_in_library(source)
        drawing = pages.find(key, stamp) if key else None
        if key is not None and drawing is not None:
            found = _page((key, file_name(key), drawing), source, choice, stamp)
    return found


def open_paper(source: Source, choice: ContextChoice, progress: PaperProgress, *, offline: bool = False) -> Page:
    """The paper read and drawn now, and remembered. :class:`reader.errors.ReaderError`, :class:`WorkerStopped`."""
    stamp, limit = pages.stamp(choice.load()), settings.load().time_limit
    told = partial(_hear, progress=progress)
    with DESKS.at() as seat:
        ask = seat.worker.ask
        fetching = NETWORK if source.kind == "arxiv" else limit
        drawn = ask(DeskQuestion("fetch", (source, choice, offline)), fetching, told)
        drawn = drawn or ask(DeskQuestion("draw"), limit, told)
        paper = _page(drawn, source, choice, stamp)
        seat.mark = paper.mark
    return paper


def _page(drawn: Drawn, source: Source, choice: ContextChoice, stamp: str) -> Page:
    """The page, put at hand. What the library keeps need not be kept here as well."""
    key = drawn[0]
    again = Source("library", key) if remembered.key_of(key) else source
    paper = Page(*drawn, again, choice, mark_of(key, stamp))
    SHELF.put((source.key, choice, stamp), paper)
    return paper
