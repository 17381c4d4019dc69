"""Fetching, against an arXiv of our own that can misbehave."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from arxiv_faults import FAULTS, IMPATIENT, trial
from arxiv_server import DOCUMENT, LICENCE, Answer, Arxiv, serve, settings_for, tarball

from reader.arxiv.cache import clear, find_entry, list_entries, source_place
from reader.arxiv.connection import is_ours, retry_after
from reader.arxiv.fetch import fetch
from reader.arxiv.identifiers import ArxivIdentifier, parse_identifier
from reader.arxiv.limiter import postpone, turn
from reader.arxiv.settings import ARXIV_DELAY, delay_for, settings_from_environment
from reader.errors import ArxivError, DamagedArchive, NoSource, NotCached, OutputError, PaperNotFound, Unreachable
from reader.messages import error_text

ATTENTION = parse_identifier("1706.03762")
REFUSAL = b"<!DOCTYPE html><html><title>Access denied</title></html>"


@pytest.fixture
def arxiv(monkeypatch: pytest.MonkeyPatch) -> Iterator[Arxiv]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serve() as server:
        yield server


def test_a_paper_comes_with_its_metadata_and_is_kept(arxiv: Arxiv, tmp_path: Path) -> None:
    settings = settings_for(arxiv, tmp_path)
    stages: list[str] = []
    paper, bundle = fetch(ATTENTION, settings, progress=lambda stage, _: stages.append(stage))
    assert (paper.id, paper.title, paper.source) == ("1706.03762v7", "A Title on Two Lines", "arxiv")
    assert paper.authors == ("Ada Example", "Béla Példa")
    assert paper.categories == ("cs.CL", "cs.LG")
    assert (paper.published, paper.licence) == ("2017-06-12", LICENCE)
    assert paper.abstract_url == "https://arxiv.org/abs/1706.03762v7"
    assert (bundle.name, bundle.main, sorted(bundle.files)) == ("1706.03762v7", "ms.tex", ["ms.tex"])
    assert list(dict.fromkeys(stages)) == ["metadata", "download", "licence"]
    assert [target.split("?")[0] for _, target in arxiv.requests] == ["/api/query", "/e-print/1706.03762v7", "/oai"]
    assert all(agent.startswith("tezawari/") for agent in arxiv.agents)

    assert fetch(ATTENTION, settings) == (paper, bundle)
    assert fetch(ArxivIdentifier("1706.03762", 7), settings) == (paper, bundle)
    assert len(arxiv.requests) == 3


@pytest.mark.parametrize(
    ("given", "name", "main"),
    [
        ("hep-th/9901001", "hep-th_9901001v1", "hep-th_9901001v1.tex"),
        ("2001.00001", "2001.00001v1", "2001.00001v1.tex"),
        ("1706.03762v2", "1706.03762v2", "ms.tex"),
    ],
)
def test_every_kind_of_source_is_read(arxiv: Arxiv, tmp_path: Path, given: str, name: str, main: str) -> None:
    _, bundle = fetch(parse_identifier(given), settings_for(arxiv, tmp_path))
    assert (bundle.name, bundle.main) == (name, main)


ERRORS: list[tuple[str, dict[str, list[Answer]], type[Exception], str]] = [
    ("2401.99999", {}, PaperNotFound, "arXiv knows no paper 2401.99999"),
    ("1706.03762v9", {}, PaperNotFound, "arXiv knows no paper 1706.03762v9"),
    ("1706.03762", {"api": [Answer(400)]}, PaperNotFound, "arXiv knows no paper"),
    ("2001.00002", {}, NoSource, "gave only a PDF"),
    ("1706.03762", {"e-print": [Answer(404)]}, NoSource, "no LaTeX source of 1706.03762v7"),
    ("2001.00003", {}, Unreachable, "refused the request"),
    ("1706.03762", {"e-print": [Answer(403, REFUSAL)]}, Unreachable, r"refused the request \(403\)"),
    ("1706.03762", {"api": [Answer(503)] * 3}, Unreachable, r"busy and asks us to wait \(HTTP 503\)"),
    ("1706.03762", {"api": [Answer(429, headers={"Retry-After": "900"})]}, Unreachable, r"HTTP 429"),
    ("1706.03762", {"e-print": [Answer(pause=0.5)] * 3}, Unreachable, "did not answer in time"),
    ("1706.03762", {"e-print": [Answer(body=b"x" * 10, stated=99)] * 3}, Unreachable, "broke off each time"),
    ("2001.00004", {}, DamagedArchive, "damaged or cut short"),
    ("1706.03762", {"e-print": [Answer(410)]}, NoSource, "no LaTeX source"),
    ("1706.03762", {"e-print": [Answer(405)]}, Unreachable, r"refused the request \(405\)"),
    ("1706.03762", {"e-print": [Answer(204)]}, Unreachable, "could not be understood"),
    ("1706.03762", {"e-print": [Answer(206, DOCUMENT[:20])]}, Unreachable, "could not be understood"),
    ("1706.03762", {"api": [Answer(204)]}, Unreachable, "could not be understood"),
    ("1706.03762", {"e-print": [Answer(body=b'{"a":1}')]}, Unreachable, "could not be understood"),
    ("1706.03762", {"e-print": [Answer(body=rb'{"a":"\\nothing"}')]}, Unreachable, "could not be understood"),
    ("1706.03762", {"e-print": [Answer(body=b"Service restarting")]}, Unreachable, "could not be understood"),
    ("1706.03762", {"e-print": [Answer(body=b"%auto-ignore\nWithdrawn by the author")]}, NoSource, "withdrawn"),
    ("1706.03762", {"e-print": [Answer(body=gzip.compress(b"%PDF-1.5"))]}, NoSource, "no LaTeX source"),
    ("1706.03762", {"e-print": [Answer(body=tarball({"a.pdf": b"%PDF-1.5"}))]}, NoSource, "no LaTeX source"),
]


@pytest.mark.parametrize(("given", "before", "error", "says"), ERRORS)
def test_what_arxiv_cannot_give_is_said_in_one_sentence(
    arxiv: Arxiv, tmp_path: Path, given: str, before: dict[str, list[Answer]], error: type[Exception], says: str
) -> None:
    arxiv.before = {service: list(answers) for service, answers in before.items()}
    settings = settings_for(arxiv, tmp_path)
    with pytest.raises(error, match=says) as caught:
        fetch(parse_identifier(given), settings)
    assert error_text(caught.value, "ja").endswith("。")  # type: ignore[arg-type]
    assert not [path for path in settings.cache.rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.mark.parametrize(
    ("service", "answer"),
    [
        ("api", Answer(503)),
        ("api", Answer(429, headers={"Retry-After": "0"})),
        ("api", Answer(500)),
        ("e-print", Answer(503)),
        ("e-print", Answer(pause=0.5)),
        ("e-print", Answer(body=b"x" * 10, stated=99)),
        ("e-print", Answer(body=b"\x1f\x8b half a tar")),
    ],
)
def test_asking_again_helps(arxiv: Arxiv, tmp_path: Path, service: str, answer: Answer) -> None:
    arxiv.before = {service: [answer]}
    assert fetch(ATTENTION, settings_for(arxiv, tmp_path))[0].id == "1706.03762v7"
    assert arxiv.asked(f"/{service}") == 2


# `make network` tries every fault of the table at every service, once and always.
TRIED = [
    ("headers that drip", "api"), ("a body that drips", "e-print"), ("a redirection elsewhere", "e-print"),
    ("a redirection to itself", "api"), ("a bomb", "api"), ("a bomb", "e-print"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "service"), TRIED)
def test_an_answer_that_is_odd_ends_in_time_and_is_not_kept(
    arxiv: Arxiv, tmp_path: Path, name: str, service: str
) -> None:
    settings = settings_for(arxiv, tmp_path, **IMPATIENT)
    fault, found = trial(arxiv, settings, service, FAULTS[name], always=True)
    assert fault is not None and found == []


def test_a_redirection_is_followed_within_arxiv_alone_and_in_its_turn(arxiv: Arxiv, tmp_path: Path) -> None:
    arxiv.before = {"e-print": [Answer(302, headers={"Location": "/e-print/1706.03762v7?again"})]}
    fetch(ATTENTION, settings_for(arxiv, tmp_path, delay=0.2))
    times = [moment for moment, _ in arxiv.requests]
    assert len(times) == 4 and min(later - earlier for earlier, later in pairwise(times)) >= 0.2
    asked = "https://export.arxiv.org/e-print/1"
    for url, ours in {
        "https://arxiv.org/src/1": True, "https://export.arxiv.org/a": True, "http://arxiv.org/src/1": False,
        "https://arxiv.org.example/1": False, "https://example.org/arxiv.org": False, "https://a@arxiv.org/": False,
        "https://arxiv.org:99999999/": False, "ftp://arxiv.org/": False, "https://notarxiv.org/": False,
    }.items():  # fmt: skip
        assert is_ours(url, asked) is ours, url


def test_retry_after_is_kept(arxiv: Arxiv, tmp_path: Path) -> None:
    arxiv.before = {"api": [Answer(429, headers={"Retry-After": "1"})]}
    fetch(ATTENTION, settings_for(arxiv, tmp_path))
    assert arxiv.requests[1][0] - arxiv.requests[0][0] >= 1.0


def test_retry_after_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 50 < (retry_after(later) or 0) <= 60
    assert (retry_after("7"), retry_after("soon"), retry_after(None)) == (7.0, None, None)


@pytest.mark.parametrize("answer", [Answer(404), Answer(503), Answer(pause=0.5), Answer(body=b"<oops>")])
def test_without_a_licence_the_paper_still_comes(arxiv: Arxiv, tmp_path: Path, answer: Answer) -> None:
    arxiv.before = {"oai": [answer]}
    assert fetch(ATTENTION, settings_for(arxiv, tmp_path))[0].licence is None
    assert arxiv.asked("/oai") == 1


def test_a_source_beyond_the_cap_is_not_kept(arxiv: Arxiv, tmp_path: Path) -> None:
    settings = settings_for(arxiv, tmp_path, max_bytes=100)
    with pytest.raises(Unreachable, match="larger than 0 MB"):
        fetch(ATTENTION, settings)
    assert not list(settings.cache.rglob("part-*"))


def test_parts_of_downloads_that_were_killed_go_away(arxiv: Arxiv, tmp_path: Path) -> None:
    settings = settings_for(arxiv, tmp_path)
    papers = settings.cache / "papers"
    papers.mkdir(parents=True)
    for name, age in (("part-old", 2 * settings.download_timeout), ("part-new", 1.0)):
        (papers / name).write_bytes(b"x")
        os.utime(papers / name, (time.time() - age,) * 2)
    fetch(ATTENTION, settings)
    assert [path.name for path in papers.glob("part-*")] == ["part-new"]


def test_metadata_that_cannot_be_put_down_leaves_nothing(arxiv: Arxiv, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    settings = settings_for(arxiv, tmp_path)

    def full(draft: Path, place: Path) -> None:
        if place.name == "paper.json":
            raise OSError(28, "No space left on device")
        draft.replace(place)

    monkeypatch.setattr("glossary.files.put_in_place", full)
    with pytest.raises(OSError, match="No space"):
        fetch(ATTENTION, settings)
    assert not [*settings.cache.rglob("part-*"), *settings.cache.rglob("*.part"), *settings.cache.rglob("paper.json")]


def test_a_new_version_is_looked_for_once_a_day(arxiv: Arxiv, tmp_path: Path) -> None:
    settings = settings_for(arxiv, tmp_path)
    fetch(ATTENTION, settings)
    arxiv.papers["1706.03762"] = (8, arxiv.papers["1706.03762"][1])
    assert fetch(ATTENTION, settings)[0].id == "1706.03762v7"
    stale = replace(settings, fresh=0.0)
    assert fetch(ATTENTION, stale)[0].id == "1706.03762v8"
    downloads = arxiv.asked("/e-print")
    assert fetch(ATTENTION, stale)[0].id == "1706.03762v8"
    assert arxiv.asked("/e-print") == downloads
    arxiv.before = {"api": [Answer(503)] * 3}
    assert fetch(ATTENTION, stale)[0].id == "1706.03762v8"


def test_offline_opens_no_socket(arxiv: Arxiv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_for(arxiv, tmp_path, fresh=0.0)
    fetched = fetch(ArxivIdentifier("1706.03762", 7), settings)
    fetch(ArxivIdentifier("1706.03762", 2), settings)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert fetch(ATTENTION, settings, offline=True) == fetched
    for missing in (ArxivIdentifier("1706.03762", 3), ArxivIdentifier("2401.99999")):
        with pytest.raises(NotCached, match=f"{missing} was not fetched before"):
            fetch(missing, settings, offline=True)


def test_the_cache_is_listed_and_cleared(arxiv: Arxiv, tmp_path: Path) -> None:
    settings = settings_for(arxiv, tmp_path)
    assert list_entries(settings) == ()
    for given in ("1706.03762v10", "1706.03762v9", "hep-th/9901001", "2001.00001"):
        arxiv.papers["1706.03762"] = (10, arxiv.papers["1706.03762"][1])
        fetch(parse_identifier(given), settings)
    listed = [str(entry.identifier) for entry in list_entries(settings)]
    assert listed == ["1706.03762v9", "1706.03762v10", "2001.00001v1", "hep-th/9901001v1"]
    newest = find_entry(settings, ATTENTION)
    assert newest is not None
    assert (newest.identifier.version, newest.size) == (10, len(arxiv.papers["1706.03762"][1]))
    assert clear(settings, [ATTENTION]) == 2
    assert clear(settings, [ArxivIdentifier("hep-th/9901001", 1)]) == 1
    assert clear(settings) == 1
    assert list_entries(settings) == ()


def test_a_damaged_cache_is_as_if_empty(arxiv: Arxiv, tmp_path: Path) -> None:
    settings = settings_for(arxiv, tmp_path)
    fetch(ATTENTION, settings)
    metadata = source_place(settings, ArxivIdentifier("1706.03762", 7)).with_name("paper.json")
    assert json.loads(metadata.read_text(encoding="utf-8"))["id"] == "1706.03762v7"
    for content in ("", "[]", '{"id": "x"}', '{"id": "1706.03762v7", "authors": 3}'):
        metadata.write_text(content, encoding="utf-8")
        assert find_entry(settings, ATTENTION) is None
    assert fetch(ATTENTION, settings)[0].id == "1706.03762v7"


def test_a_cache_that_cannot_be_written_is_said_so(arxiv: Arxiv, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="TEZAWARI_CACHE"):
        fetch(ATTENTION, settings_for(arxiv, tmp_path, cache=tmp_path / "file"))


def test_no_network_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = settings_for(Arxiv({}, address=f"http://127.0.0.1:{free.getsockname()[1]}"), tmp_path)
        with pytest.raises(ArxivError, match="arXiv was not reached"):
            fetch(ATTENTION, settings)


FETCH = """
import sys
from reader.arxiv.fetch import fetch
from reader.arxiv.identifiers import parse_identifier
print(fetch(parse_identifier(sys.argv[1]))[0].id)
"""


def test_processes_take_turns_and_fetch_a_paper_once(arxiv: Arxiv, tmp_path: Path) -> None:
    environment = os.environ | {
        "TEZAWARI_CACHE": str(tmp_path / "cache"), "TEZAWARI_TURNS": str(tmp_path / "turns"),
        "TEZAWARI_ARXIV_API": f"{arxiv.address}/api/query", "TEZAWARI_ARXIV_OAI": f"{arxiv.address}/oai",
        "TEZAWARI_ARXIV_SOURCE": f"{arxiv.address}/e-print", "TEZAWARI_ARXIV_DELAY": "0.15",
    }  # fmt: skip
    given = ["1706.03762", "1706.03762v7", "hep-th/9901001"]
    running = [
        subprocess.Popen([sys.executable, "-c", FETCH, name], env=environment, stdout=subprocess.PIPE, text=True)
        for name in given
    ]
    resolved = [process.communicate(timeout=30)[0].strip() for process in running]
    assert resolved == ["1706.03762v7", "1706.03762v7", "hep-th/9901001v1"]
    assert arxiv.asked("/e-print/1706.03762v7") == 1
    assert arxiv.most_open == 1
    times = [moment for moment, _ in arxiv.requests]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.13


def test_a_pause_asked_of_one_is_kept_by_all(tmp_path: Path) -> None:
    postpone(tmp_path / "turns", 0.3)
    begin = time.monotonic()
    with turn(tmp_path / "turns", 0.0, 10.0):
        assert time.monotonic() - begin >= 0.29


def test_arxiv_itself_is_never_asked_faster_than_it_wants() -> None:
    settings = settings_from_environment({"TEZAWARI_ARXIV_DELAY": "0", "TEZAWARI_ARXIV_API": "http://localhost:1/api/"})
    assert (settings.delay, settings.api) == (0.0, "http://localhost:1/api")
    assert delay_for(settings, settings.api) == 0.0
    assert delay_for(settings, settings.source) == ARXIV_DELAY == settings_from_environment({}).delay
