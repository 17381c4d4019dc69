"""What a batch remembers of itself: torn lines, what still holds and what does not, and a batch that is killed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from glossary.files import LineFile, held
from reader.arxiv.cache import source_place, store_paper
from reader.arxiv.identifiers import parse_identifier
from reader.arxiv.settings import settings_from_environment
from reader.assistant.shelf import AnswerShelf
from reader.batch.journal import NAME, Journal, journal_in, read_entries
from reader.batch.pace import Pace
from reader.batch.severity import FATAL, WELL, Tally, severity_of
from reader.batch.task import Outcome, Task
from reader.commands.annotate.telling import duration_text, progress_text
from reader.errors import OutputError
from reader.model.source import Paper

PAPER = r"\documentclass{article}\begin{document}Let $%s$ be the loss. \[ %s = a + b \]\end{document}"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))


# --- lines that only grow --------------------------------------------------------------------------------------------


def test_a_line_that_was_torn_anywhere_costs_itself_alone(tmp_path: Path) -> None:
    file = tmp_path / NAME
    rows = [{"source": name, "turn": 0, "severity": WELL, "files": [[f"{name}.json", 1]]} for name in ("a", "日本")]
    whole = [json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows]
    for cut in range(len(whole[1])):
        file.write_bytes(whole[0] + whole[1][:cut])
        with LineFile(file) as lines:
            lines.append(whole[1].decode().strip())
        entries = list(read_entries(file))
        assert [entry.source for entry in entries] == ["a", "日本"] or cut == len(whole[1]) - 1
        assert entries[-1].source == "日本" and entries[0].files == (("a.json", 1),)


WRONG = [
    b'{"source": {}, "turn": 0, "severity": ""}',
    *(
        b'{"source": "a", "turn": 0, "severity": "", ' + more + b"}"
        for more in (b'"found": 5', b'"files": [["a", 1, 2]]')
    ),
]


@pytest.mark.parametrize("line", [b"", b"[]", b"3", b'{"source": 1}', b"\xff\xfe", b"{" * 9999, b'{"a": "b"}', *WRONG])
def test_what_is_no_entry_says_nothing(line: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(line + b"\n")
    assert list(read_entries(tmp_path / NAME)) == []


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with journal_in(tmp_path) as journal:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            journal.tell(task(tmp_path), 0, Outcome("x"), "", [])


def test_only_who_is_alone_sweeps(tmp_path: Path) -> None:
    draft = tmp_path / f"{'0' * 32}.part"
    for others in (True, False):
        draft.write_bytes(b"half")
        with held(tmp_path / ("x" if not others else NAME)), journal_in(tmp_path):
            assert draft.exists() is others


# --- what still holds ------------------------------------------------------------------------------------------------


def task(folder: Path, name: str = "paper.gz", **more: object) -> Task:
    return Task(str(folder / name), ("json",), folder=str(folder), **more)  # type: ignore[arg-type]


NOW = 1_800_000_000.0


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    (tmp_path / "paper.gz").write_bytes(gzip.compress(b"x"))
    (tmp_path / "paper.tex").write_bytes(b"\\input x")
    (tmp_path / "paper.json").write_bytes(b"{}")
    with journal_in(tmp_path) as opened:
        yield opened


def told(journal: Journal, task: Task, outcome: Outcome, files: tuple[str, ...] = ("paper.json",)) -> None:
    journal.tell(task, 0, replace(outcome, source=task.source), outcome.name, files)


def test_what_is_told_holds_while_source_options_and_results_stay(journal: Journal, tmp_path: Path) -> None:
    given = task(tmp_path)
    told(journal, given, Outcome("", "paper", found=(("error", "x", 2),)))
    known = journal.outcome_of(given, 0)
    assert known == Outcome(given.source, "paper", kept="paper", found=(("error", "x", 2),))
    for other in (replace(given, language="ja"), replace(given, force=True), replace(given, extras=("steps",))):
        assert journal.outcome_of(other, 0) is None
    assert journal.outcome_of(given, 1) is None
    with journal_in(tmp_path) as again:
        assert again.outcome_of(given, 0) == known
    (tmp_path / "paper.json").write_bytes(b"{ }")
    assert journal.outcome_of(given, 0) is None
    (tmp_path / "paper.json").write_bytes(b"{}")
    (tmp_path / "paper.gz").write_bytes(gzip.compress(b"other"))
    assert journal.outcome_of(given, 0) is None


def test_what_the_library_needs_is_made_where_no_json_has_it(journal: Journal, tmp_path: Path) -> None:
    for formats, known in ((("json",), True), (("html",), False)):
        given = replace(task(tmp_path), formats=formats, remember=True)
        told(journal, given, Outcome("", "paper"))
        assert (journal.outcome_of(given, 0) is not None) is known


def test_what_may_have_changed_unseen_is_looked_at(journal: Journal, tmp_path: Path) -> None:
    for source in (str(tmp_path / "paper.tex"), str(tmp_path), "no/such"):
        given = replace(task(tmp_path), source=source)
        told(journal, given, Outcome("", "paper"))
        assert journal.outcome_of(given, 0) is None


def test_a_version_stays_and_the_newest_is_asked_for_once_a_day(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [replace(task(tmp_path), source=source) for source in ("1706.03762v7", "1706.03762")]
    for given, file in zip(both, ("paper.json", "paper.gz"), strict=True):
        told(journal, given, Outcome("", "paper"), (file,))
    assert all(journal.outcome_of(given, 0) for given in both)
    monkeypatch.setattr("reader.batch.journal.FRESH", 0.0)
    assert [journal.outcome_of(given, 0) is not None for given in both] == [True, False]


def test_a_day_is_counted_from_when_arxiv_was_asked(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_from_environment()
    kept = parse_identifier("1706.03762v7")
    place = source_place(settings, kept)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"x")
    monkeypatch.setattr("time.time", lambda: NOW - 80_000)
    store_paper(settings, Paper(id=str(kept)))
    given = replace(task(tmp_path), source="1706.03762")
    monkeypatch.setattr("time.time", lambda: NOW)
    told(journal, given, Outcome("", "paper"))
    assert journal.outcome_of(given, 0) is not None
    monkeypatch.setattr("time.time", lambda: NOW + 10_000)
    assert journal.outcome_of(given, 0) is None  # not a day after the batch, and a day after arXiv was asked


def test_what_was_read_offline_is_asked_for(journal: Journal, tmp_path: Path) -> None:
    given = replace(task(tmp_path), source="1706.03762")
    told(journal, replace(given, offline=True), Outcome("", "paper"))
    assert journal.outcome_of(given, 0) is None


def test_a_file_is_the_result_of_the_last_that_wrote_it(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "other.gz").write_bytes(gzip.compress(b"y"))
    first, second = task(tmp_path), task(tmp_path, "other.gz")
    for given in (first, second):
        told(journal, given, Outcome("", "paper"))
    assert journal.outcome_of(first, 0) is None and journal.outcome_of(second, 0) is not None


def test_a_result_with_a_model_s_answers_is_none_without(journal: Journal, tmp_path: Path) -> None:
    given = task(tmp_path)
    told(journal, replace(given, answers=AnswerShelf()), Outcome("", "paper"))
    assert journal.outcome_of(given, 0) is None


@pytest.mark.parametrize("final", [True, False])
def test_a_failure_is_final_where_the_bytes_say_so(final: bool, journal: Journal, tmp_path: Path) -> None:
    given = task(tmp_path)
    told(journal, given, Outcome("", failure="No.", cause="no-tex", final=final), ())
    known = journal.outcome_of(given, 0)
    assert (known.failure if known else None) == ("No." if final else None)


# --- counted ---------------------------------------------------------------------------------------------------------


def test_the_worst_counts_and_information_is_no_problem() -> None:
    outcomes = [
        Outcome("a", found=(("info", "x", 1),)),
        Outcome("b", found=(("error", "e", 1), ("warning", "w", 9))),
        Outcome("c", found=(("warning", "w", 1),)),
        Outcome("d", failure="No.", cause="no-tex"),
    ]
    assert [severity_of(outcome) for outcome in outcomes] == [WELL, "error", "warning", FATAL]
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
    assert tally.commonest(9) == ((FATAL, "no-tex", 1), ("error", "e", 1), ("warning", "w", 2))


def test_the_pace_is_that_of_papers_that_were_read() -> None:
    now = [0.0]
    pace = Pace(100, lambda: now[0])
    assert progress_text(pace, "en") == "0 of 100 papers"
    for _ in range(40):
        now[0] += 0.01
        pace.count(was_read=False)
    for _ in range(10):
        now[0] += 2.0
        pace.count(was_read=True)
    assert (pace.rate, pace.left) == (pytest.approx(0.5), pytest.approx(100))
    assert progress_text(pace, "en") == "50 of 100 papers, 0.5 a second, about 2 min left"
    assert progress_text(pace, "ja") == "100 本のうち 50 本(毎秒 0.5 本、残り約 2 分)".replace("(", "（").replace(
        ")", "）"
    )
    assert [duration_text(each, "en") for each in (5, 4000, 9000, 400_000)] == ["5 s", "67 min", "2 h", "5 days"]
    assert pace.is_due(20) and not pace.is_due(20)


# --- killed ----------------------------------------------------------------------------------------------------------

KILLED = """
import os, sys
from glossary import files
from reader.cli import main
left = [int(sys.argv[1])]
def dying(call):
    def step(*given, **named):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), 9)
        return call(*given, **named)
    return step
files.put_in_place = dying(files.put_in_place)
os.fsync = dying(os.fsync)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_batch_that_is_killed_at_any_step_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """The steps are those that reach the disk: a draft, its renaming, a line of the journal."""
    sources = []
    for letter in "ABC":
        sources.append(str(tmp_path / f"{letter}.gz"))
        Path(sources[-1]).write_bytes(gzip.compress((PAPER % (letter, letter)).encode(), mtime=0))

    def run(out: str, step: int) -> int:
        words = ["annotate", *sources, "-o", str(tmp_path / out), "--offline"]
        return subprocess.run([sys.executable, "-c", KILLED, str(step), *words], stderr=subprocess.DEVNULL).returncode

    assert run("right", 0) == 0
    assert [run("out", step) for step in (2, 6, 0)] == [-9, -9, 0]
    right, found = ({path.name: path.read_bytes() for path in (tmp_path / n).glob("*.*")} for n in ("right", "out"))
    assert len(right.pop(NAME).splitlines()) == len(found.pop(NAME).splitlines()) == 3
    assert right == found
