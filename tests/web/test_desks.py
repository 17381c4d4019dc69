"""Reading processes of the app: nobody's formula stops another's, and what is lost is read again."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from glossary.folders import OVERLAYS
from reader.batch.worker import Tell, WorkerStopped
from reader.errors import NoTexFound, ReaderError
from reader.library.store import Library
from reader.messages import sentences
from reader.user import settings
from reader.user.context import BUILT_IN, ContextChoice
from reader.web.papers import desks, jobs, papers
from reader.web.papers import library_access as remembered
from reader.web.papers import page_cache as pages
from reader.web.papers.desk import DeskQuestion, Drawn, PaperDesk, mark_of
from reader.web.papers.desks import RESTING, Desks, Page, find_paper, open_paper
from reader.web.papers.papers import Source

pytestmark = pytest.mark.slow

BODY = rb"Let $g$ be the %s. \begin{equation} y = g x \end{equation}"
TEX = rb"\documentclass{article}\begin{document} " + BODY + rb" \end{document}"
GAIN, GRID = Source("upload", "gain.tex", TEX % b"gain"), Source("upload", "grid.tex", TEX % b"grid")


say = sentences("web")


class Hostile(PaperDesk):
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

    def fetch(self, tell: Tell, source: Source, choice: ContextChoice, offline: bool) -> Drawn | None:
        if source.name == "endless":
            time.sleep(60)
        return super().fetch(tell, source, choice, offline)


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
    page = open_paper(GAIN, BUILT_IN, lambda stage, fraction: stages.append(stage))
    assert list(dict.fromkeys(stages)) == ["unpack", "read", "formulas", "meaning", "draw", "remember"]
    assert piece(page, "process") != os.getpid()
    here = papers.open_paper(GAIN, BUILT_IN.load(), silent)
    assert page.drawing == here.drawing
    for kind, name in (("bench", page.payload["reading"]["equations"][0]["id"]), ("enquiry", "s1")):
        found = piece(page, kind, name)
        assert found is not None
        assert found == here.supply.piece(kind, name)
    assert "y = g x" in page.exported("markdown", "en")


@pytest.mark.parametrize(("kind", "why"), [("endless", "time"), ("vast", "memory"), ("deadly", "died")])
def test_what_stops_costs_that_piece_alone(kind: str, why: str) -> None:
    page = open_paper(GAIN, BUILT_IN, silent)
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
    page = open_paper(GAIN, BUILT_IN, silent)
    assert piece(page, "bench", "e-nothing") is None  # as where a fault was noted
    assert page.why_stopped([("bench", "e-nothing")]) == ("fault",)
    assert say("formula-stopped-fault", "en") and page.why_stopped([("enquiry", "s1")]) == ()


def test_another_paper_is_answered_meanwhile() -> None:
    first, second = open_paper(GAIN, BUILT_IN, silent), open_paper(GRID, BUILT_IN, silent)
    piece(first, "enquiry", "s1")
    piece(second, "enquiry", "s1")
    asking = threading.Thread(target=piece, args=(first, "endless"))
    asking.start()
    for symbol in ("s1", "s2", "s3"):
        assert piece(second, "enquiry", symbol) is not None
    assert asking.is_alive()
    asking.join()


def test_what_is_lost_is_read_again_from_what_the_library_keeps(own: Desks) -> None:
    page = open_paper(GAIN, BUILT_IN, silent)
    first = piece(page, "enquiry", "s1")
    own.end()
    desks.SHELF.clear()
    again = find_paper(Source("library", page.key), BUILT_IN)
    assert again is not None
    assert piece(again, "enquiry", "s1") == first
    assert find_paper(GAIN, BUILT_IN) is None  # an archive is opened in a process alone
    assert open_paper(GAIN, BUILT_IN, silent).key == page.key


def test_where_there_is_no_library_it_is_read_again_from_its_source(own: Desks, tmp_path: Path) -> None:
    (tmp_path / "DATA").write_text("a file where a folder should be", encoding="utf-8")
    remembered.notices()
    page = open_paper(GAIN, BUILT_IN, silent)
    first = piece(page, "enquiry", "s1")
    assert {getattr(notice, "kind", "") for notice in remembered.notices()} == {"library-unusable"}
    own.end()
    assert piece(page, "enquiry", "s1") == first


def test_damage_of_the_library_is_found_there_and_told_here(own: Desks) -> None:
    open_paper(GAIN, BUILT_IN, silent)
    remembered.notices()
    with Library().writing() as connection:
        connection.execute("UPDATE symbols SET meaning = 'cheese'")
    own.look_over_library()
    assert [getattr(notice, "outcome", "") for notice in remembered.notices()] == ["rebuilt"]
    own.look_over_library()
    assert remembered.notices() == ()


def test_few_processes_are_kept(own: Desks) -> None:
    for number in range(RESTING + 2):
        open_paper(Source("upload", f"{number}.tex", TEX % str(number).encode()), BUILT_IN, silent)
    assert len(own._seats) == RESTING


def test_what_cannot_be_read_is_one_error_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoTexFound) as refused:
        open_paper(Source("upload", "x.tex", b""), BUILT_IN, silent)
    assert isinstance(refused.value, ReaderError)
    config = Path(os.environ["TEZAWARI_CONFIG"])
    config.mkdir(parents=True, exist_ok=True)
    (config / "app.json").write_text('{"time_limit": 1}', encoding="utf-8")
    with pytest.raises(WorkerStopped):
        open_paper(Source("upload", "endless", b""), BUILT_IN, silent)


# --- explained with something else -----------------------------------------------------------------------------------

SIGN = r"""[[notation]]
symbol = '\varpi'
concept = "{}"
confidence = 0.9
why = {{ en = "why", ja = "わけ" }}
example = '\varpi'
"""
PACE = Source(
    "upload", "pace.tex", TEX.replace(BODY, rb"We use $\varpi$. \begin{equation} y = \varpi x \end{equation}")
)


def taken_for(folder: Path, concept: str) -> ContextChoice:
    """A folder in which a sign stands for this concept, and the choice of it."""
    (folder / "notations" / "rnn").mkdir(parents=True, exist_ok=True)
    (folder / "notations" / "rnn" / "own.toml").write_text(SIGN.format(concept), encoding="utf-8")
    return ContextChoice((folder,))


def concepts_of(symbols: Iterable[Mapping[str, Any]]) -> list[str]:
    return [link["id"] for row in symbols if row["latex"] == r"\varpi" for link in row["concepts"]]


def shown(page: Page) -> list[str]:
    return concepts_of(page.symbols.values())


def exported(page: Page) -> list[str]:
    return concepts_of(json.loads(page.exported("json", "en"))["symbols"])


def test_sessions_with_different_settings_never_mix_their_glossaries(own: Desks, tmp_path: Path) -> None:
    choices = {concept: taken_for(tmp_path / concept, concept) for concept in ("learning-rate", "temperature")}
    opened = {concept: open_paper(PACE, choice, silent) for concept, choice in choices.items()}
    assert len({page.mark for page in opened.values()}) == 2
    for _ in range(2):
        for concept, page in opened.items():
            assert shown(page) == exported(page) == [concept]
        own.end()  # what was read is lost, and read again
    for concept, choice in choices.items():
        found = find_paper(PACE, choice) or open_paper(PACE, choice, silent)
        assert shown(found) == [concept] and found.choice == choice


def test_a_setting_that_is_changed_while_a_job_reads_does_not_change_its_reading(
    own: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = (taken_for(tmp_path / each, each) for each in ("learning-rate", "temperature"))
    settings.save(settings.AppSettings(glossary=tuple(map(str, before.overlays))))
    begun, go_on = threading.Event(), threading.Event()

    def work(source: Source, choice: ContextChoice, tell: Any, *, offline: bool) -> Page:
        def told(stage: str, fraction: float | None) -> None:
            begun.set()
            go_on.wait(30)
            tell(stage, fraction)

        return open_paper(source, choice, told, offline=offline)

    job = jobs.start(PACE, settings.lay_over(BUILT_IN, settings.load()), work=work)
    assert begun.wait(30)
    settings.save(settings.AppSettings(glossary=tuple(map(str, after.overlays))))
    monkeypatch.setenv(OVERLAYS, str(after.overlays[0]))
    go_on.set()
    assert job.done.wait(120) and job.paper is not None
    assert shown(job.paper) == ["learning-rate"]
    assert shown(open_paper(PACE, settings.lay_over(BUILT_IN, settings.load()), silent)) == ["temperature"]


def test_a_row_that_is_changed_after_a_paper_was_opened_does_not_change_its_reading(tmp_path: Path) -> None:
    desk, choice = PaperDesk(), taken_for(tmp_path / "rows", "learning-rate")
    assert desk(DeskQuestion("fetch", (PACE, choice, True)), print) is None
    taken_for(tmp_path / "rows", "temperature")
    key, _, drawing = desk(DeskQuestion("draw"), lambda news: None)
    assert concepts_of(json.loads(drawing)["reading"]["symbols"]) == ["learning-rate"]
    assert desk._mark != mark_of(
        key, pages.stamp(choice.load())
    )  # whoever has the newer rows does not take it for theirs
