"""A paper that was read before is shown without being read, from the library and its page, as long as both are true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.errors import LibraryError
from reader.library import shelf
from reader.library.store import Library
from reader.user.context import current_context
from reader.web.papers import library_access as remembered
from reader.web.papers import page_cache as pages
from reader.web.papers import papers
from reader.web.papers.papers import DrawnPaper, Source

EXAMPLE = Source("example", "example")
BODY = rb"Let $g$ be the gain. \begin{equation} y = g x \end{equation}"
TEX = rb"\documentclass{article}\begin{document} %s \end{document}" % BODY


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TEZAWARI_{folder}", str(tmp_path / folder))
    return tmp_path


def silent(stage: str, fraction: float | None) -> None:
    """Nobody is watching."""


def open_paper(source: Source) -> DrawnPaper:
    return papers.open_paper(source, current_context(), silent)


def kept_paper(source: Source) -> DrawnPaper | None:
    return papers.kept_paper(source, current_context())


def never(*arguments: object, **more: object) -> Any:
    raise AssertionError("read anew")


def test_what_was_read_is_shown_at_once_after_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = Source("upload", "main.tex", TEX)
    assert kept_paper(upload) is None
    first = open_paper(upload)
    monkeypatch.setattr("reader.pipeline.read_bundle", never)
    again = kept_paper(upload)
    assert again is not None
    assert (again.key, again.drawing) == (first.key, first.drawing)
    by_key = kept_paper(Source("library", first.key))
    assert by_key is not None
    assert by_key.drawing == first.drawing


def test_the_reading_behind_a_kept_page_is_made_from_the_source_that_the_library_keeps() -> None:
    upload = Source("upload", "main.tex", TEX)
    first = open_paper(upload)
    again = kept_paper(Source("library", first.key))
    assert again is not None
    assert again.supply.study.document.equations == first.supply.study.document.equations
    assert again.supply.piece("enquiry", "s1") == first.supply.piece("enquiry", "s1")


def test_a_page_of_another_glossary_program_or_correction_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    open_paper(EXAMPLE)
    assert kept_paper(EXAMPLE) is not None
    monkeypatch.setattr(pages, "program", lambda: b"another")
    assert kept_paper(EXAMPLE) is None
    monkeypatch.undo()


def test_a_correction_makes_the_page_untrue(own_folders: Path) -> None:
    before = pages.stamp(current_context())
    corrections = own_folders / "CONFIG" / "corrections.toml"
    corrections.parent.mkdir(parents=True)
    corrections.write_text('[[correction]]\npaper = "x"\nsymbol = "y"\nmeaning = "z"\n', encoding="utf-8")
    assert pages.stamp(current_context()) != before


def test_a_spoiled_page_is_drawn_anew(own_folders: Path) -> None:
    open_paper(EXAMPLE)
    for page in (own_folders / "CACHE" / "pages").iterdir():
        page.write_bytes(page.read_bytes()[:-10])
    assert kept_paper(EXAMPLE) is None
    assert kept_paper(EXAMPLE) is None


def test_pages_of_old_are_not_kept(own_folders: Path) -> None:
    pages.keep("paper", "old", "1")
    pages.keep("other", "new", "2")
    pages.keep("paper", "new", "3")
    assert (pages.find("paper", "old"), pages.find("paper", "new"), pages.find("other", "new")) == (None, "3", "2")
    pages.forget("paper")
    assert (pages.find("paper", "new"), pages.find("other", "new")) == (None, "2")


def test_a_library_that_cannot_be_used_never_stands_in_the_way(own_folders: Path) -> None:
    (own_folders / "DATA").write_text("a file where a folder should be", encoding="utf-8")
    remembered.notices()
    paper = open_paper(EXAMPLE)
    assert json.loads(paper.drawing)["reading"]["equations"]
    told = remembered.notices()
    assert [getattr(notice, "kind", None) for notice in told] == ["library-unusable"]
    assert remembered.notices() == ()


def test_a_damaged_library_is_rebuilt_and_told(own_folders: Path) -> None:
    open_paper(EXAMPLE)
    library = Library()
    library.file.write_bytes(b"no database " * 500)
    for beside in library.file.parent.glob("library.sqlite3-*"):
        beside.unlink()
    remembered.notices()
    assert remembered.recent(5) == ()
    assert len(remembered.notices()) == 1
    open_paper(EXAMPLE)
    assert len(shelf.list_entries(library)) == 1


def test_the_newest_version_in_the_library_is_meant_by_an_id_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fetch(identifier: Any, **more: Any) -> Any:
        from reader.latex.source.bundle import bundle_from_bytes
        from reader.model.source import Paper

        asked.append(str(identifier))
        return Paper(id=f"{identifier.id}v{identifier.version or 2}", title="T", source="arxiv"), bundle_from_bytes(
            "m.tex", TEX
        )

    monkeypatch.setattr("reader.arxiv.fetch.fetch", fetch)
    for name in ("2401.00001v1", "2401.00001"):
        open_paper(Source("arxiv", name))
    found = kept_paper(Source("arxiv", "https://arxiv.org/abs/2401.00001"))
    assert found is not None
    assert found.key == "2401.00001v1"  # what is in the library will do; that there is a newer one is said beside it
    assert asked == ["2401.00001v1"]


def test_files_of_this_machine_cannot_be_named(own_folders: Path) -> None:
    (own_folders / "secret.tex").write_bytes(TEX)
    with pytest.raises(Exception, match="neither a file nor an arXiv id"):
        open_paper(Source("arxiv", str(own_folders / "secret.tex")))
    for key in (str(own_folders / "secret.tex"), "local:unknown:secret.tex"):
        assert kept_paper(Source("library", key)) is None
        with pytest.raises(LibraryError):
            open_paper(Source("library", key))
