"""Reading processes of the app: nobody's formula stops another's, and what is lost is read again."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.batch.worker import Tell, WorkerStopped
from reader.errors import NoTexFound, ReaderError
from reader.library.store import Library
from reader.messages import sentences
from reader.web import desks, papers, remembered
from reader.web.desk import Desk, Drawn
from reader.web.desks import RESTING, Desks, Page, find_paper, open_paper
from reader.web.papers import Source

pytestmark = pytest.mark.slow

BODY = rb"Let $g$ be the %s. \begin{equation} y = g x \end{equation}"
TEX = rb"\documentclass{article}\begin{document} " + BODY + rb" \end{document}"
GAIN, GRID = Source("upload", "gain.tex", TEX % b"gain"), Source("upload", "grid.tex", TEX % b"grid")


say = sentences("web")


class Hostile(Desk):
    """Has pieces that never end, that take all memory, and that end the process."""

    def piece(self, tell: Tell, mark: str, kind: str, name: str) -> Any:
        self._held(mark)
        if kind == "endless":
            return 9**9**9  # in C
        if kind == "vast":
            return bytearray(1 << 33)
        if kind == "deadly":
            os._exit(9)
        return os.getpid() if kind == "process" else super().piece(tell, mark, kind, name)

    def fetch(self, tell: Tell, source: Source, offline: bool) -> Drawn | None:
        if source.name == "endless":
            time.sleep(60)
        return super().fetch(tell, source, offline)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    for folder in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TEZAWARI_{folder}", str(tmp_path / folder))
    monkeypatch.setattr(desks, "DESKS", made := Desks(Hostile))
    monkeypatch.setattr(desks, "FORMULA", 2.0)
    desks.SHELF.clear()
    yield made
    made.end()


def silent(stage: str, fraction: float | None) -> None:
    """Nobody is watching."""


def piece(page: Page, kind: str, name: str = "") -> Any:
    return page.pieces([(kind, name)])[0][2]


def test_a_paper_is_read_in_its_process_and_answers_as_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "FORMULA", 60.0)
    stages: list[str] = []
    page = open_paper(GAIN, lambda stage, fraction: stages.append(stage))
    assert list(dict.fromkeys(stages)) == ["unpack", "read", "formulas", "meaning", "draw", "remember"]
    assert piece(page, "process") != os.getpid()
    here = papers.open_paper(GAIN, silent)
    assert page.drawing == here.drawing
    for kind, name in (("bench", page.payload["reading"]["equations"][0]["id"]), ("enquiry", "s1")):
        found = piece(page, kind, name)
        assert found is not None
        assert found == here.supply.piece(kind, name)
    assert "y = g x" in page.exported("markdown", "en")


@pytest.mark.parametrize(("kind", "why"), [("endless", "time"), ("vast", "memory"), ("deadly", "died")])
def test_what_stops_costs_that_piece_alone(kind: str, why: str) -> None:
    page = open_paper(GAIN, silent)
    wanted = [(kind, "e1"), ("enquiry", "s1")]
    stopped, found = page.pieces(wanted)
    assert stopped[2] is None
    assert found[2] is not None  # read again, in a new process
    assert page.why_stopped(wanted) == (why,)
    assert page.why_stopped([("enquiry", "s1")]) == ()
    before = time.monotonic()
    assert piece(page, kind, "e1") is None  # not tried again
    assert time.monotonic() - before < 0.5


def test_a_formula_that_cannot_be_worked_out_is_told() -> None:
    page = open_paper(GAIN, silent)
    assert piece(page, "bench", "e-nothing") is None  # as where a fault was noted
    assert page.why_stopped([("bench", "e-nothing")]) == ("fault",)
    assert say("formula-stopped-fault", "en") and page.why_stopped([("enquiry", "s1")]) == ()


def test_another_paper_is_answered_meanwhile() -> None:
    first, second = open_paper(GAIN, silent), open_paper(GRID, silent)
    piece(first, "enquiry", "s1")
    piece(second, "enquiry", "s1")
    asking = threading.Thread(target=piece, args=(first, "endless"))
    asking.start()
    for symbol in ("s1", "s2", "s3"):
        assert piece(second, "enquiry", symbol) is not None
    assert asking.is_alive()
    asking.join()


def test_what_is_lost_is_read_again_from_what_the_library_keeps(own: Desks) -> None:
    page = open_paper(GAIN, silent)
    first = piece(page, "enquiry", "s1")
    own.end()
    desks.SHELF.clear()
    again = find_paper(Source("library", page.key))
    assert again is not None
    assert piece(again, "enquiry", "s1") == first
    assert find_paper(GAIN) is None  # an archive is opened in a process alone
    assert open_paper(GAIN, silent).key == page.key


def test_where_there_is_no_library_it_is_read_again_from_its_source(own: Desks, tmp_path: Path) -> None:
    (tmp_path / "DATA").write_text("a file where a folder should be", encoding="utf-8")
    remembered.notices()
    page = open_paper(GAIN, silent)
    first = piece(page, "enquiry", "s1")
    assert {getattr(notice, "kind", "") for notice in remembered.notices()} == {"library-unusable"}
    own.end()
    assert piece(page, "enquiry", "s1") == first


def test_damage_of_the_library_is_found_there_and_told_here(own: Desks) -> None:
    open_paper(GAIN, silent)
    remembered.notices()
    with Library().writing() as connection:
        connection.execute("UPDATE symbols SET meaning = 'cheese'")
    own.look_over_library()
    assert [getattr(notice, "outcome", "") for notice in remembered.notices()] == ["rebuilt"]
    own.look_over_library()
    assert remembered.notices() == ()


def test_few_processes_are_kept(own: Desks) -> None:
    for number in range(RESTING + 2):
        open_paper(Source("upload", f"{number}.tex", TEX % str(number).encode()), silent)
    assert len(own._seats) == RESTING


def test_what_cannot_be_read_is_one_error_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoTexFound) as refused:
        open_paper(Source("upload", "x.tex", b""), silent)
    assert isinstance(refused.value, ReaderError)
    config = Path(os.environ["TEZAWARI_CONFIG"])
    config.mkdir(parents=True, exist_ok=True)
    (config / "app.json").write_text('{"time_limit": 1}', encoding="utf-8")
    with pytest.raises(WorkerStopped):
        open_paper(Source("upload", "endless", b""), silent)
