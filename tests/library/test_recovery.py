"""A damaged file: reported, set aside, and made anew from what can still be read."""

from __future__ import annotations

import json
import sqlite3
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from reader.commands.library import rebuilt_text
from reader.errors import LibraryDamaged, LibraryError
from reader.library import recovery, shelf
from reader.library.adding import add
from reader.library.recovery import Rebuilt, rebuild, run_with_repair
from reader.library.searching import search_formula
from reader.library.store import Library
from reader.model.reading import Reading

pytestmark = pytest.mark.slow

PAPERS = 8


@pytest.fixture
def filled(library: Library, example: Reading, example_row: dict[str, Any]) -> Library:
    for number in range(1, PAPERS + 1):
        add(library, {**example_row, "paper": {**example_row["paper"], "id": f"2401.{number:05}v1"}}, example.bundle)
    library.gather()
    return library


def spoil(library: Library, table: str) -> None:
    """Overwrites the first page of a table's tree, as a failing disk would."""
    with sqlite3.connect(library.file) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with library.file.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize("table", ["equations", "pieces_data", "symbols", "words_data", "shapes"])
def test_what_follows_from_readings_is_made_anew(filled: Library, table: str) -> None:
    spoil(filled, table)
    with pytest.raises(LibraryDamaged):
        search_formula(filled, r"\frac{?}{\sqrt{?}}").hits, shelf.forget(filled, "2401.00001v1")
    told: list[Rebuilt] = []
    found = run_with_repair(
        filled, lambda: (search_formula(filled, r"\frac{?}{\sqrt{?}}").hits, shelf.touch(filled, "x")), told.append
    )
    done = told[0] if told else rebuild(filled)  # a question that does not meet the broken page is answered as ever
    assert found[0]
    assert (len(done.saved), done.lost) == (PAPERS, 0)
    assert done.old is not None
    assert done.old.is_file()
    assert len(shelf.list_entries(filled)) == PAPERS
    assert shelf.source_of(filled, "2401.00001v1") is not None
    with filled.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("length", [16, 100, 4096])
def test_papers_are_saved_from_behind_a_broken_beginning(filled: Library, length: int) -> None:
    with filled.file.open("r+b") as file:
        file.write(b"\xff" * length)
    told: list[Rebuilt] = []
    entries = run_with_repair(filled, lambda: shelf.list_entries(filled), told.append)
    assert len(entries) == PAPERS
    assert (len(told[0].saved), told[0].lost, told[0].outcome) == (PAPERS, 0, "rebuilt")
    assert shelf.source_of(filled, "2401.00001v1") is not None
    assert not list(filled.file.parent.glob("*.salvage*"))


@pytest.mark.parametrize("letters", [b"zzzz", b"\xe9\xe9\xe9\xe9"])
def test_papers_are_saved_from_behind_a_broken_schema(filled: Library, letters: bytes) -> None:
    content = filled.file.read_bytes()
    for statement in (b"CREATE TABLE equations", b"CREATE INDEX shapes_equation", b"CREATE TABLE readings"):
        at = content.index(statement) + 8
        content = content[:at] + letters + content[at + 4 :]
    filled.file.write_bytes(content)
    told: list[Rebuilt] = []
    assert len(run_with_repair(filled, lambda: shelf.list_entries(filled), told.append)) == PAPERS
    assert [each.outcome for each in told] == ["rebuilt"]
    assert search_formula(filled, r"\frac{?}{\sqrt{?}}").hits


def test_a_column_under_a_wrong_name_is_damage(filled: Library) -> None:
    filled.file.write_bytes(
        filled.file.read_bytes().replace(b"canonical TEXT NOT NULL, shape", b"canonicas TEXT NOT NULL, shape")
    )
    told: list[Rebuilt] = []
    assert run_with_repair(filled, lambda: search_formula(filled, r"\frac{?}{\sqrt{?}}"), told.append).hits
    assert [each.outcome for each in told] == ["rebuilt"]


@pytest.mark.parametrize("table", ["readings", "sources"])
def test_content_that_cannot_be_unpacked_is_damage(filled: Library, table: str) -> None:
    column, name = ("json", "id") if table == "readings" else ("files", "reading")
    with filled.writing() as connection:
        connection.execute(f"UPDATE {table} SET {column} = x'00' WHERE {name} = 3")
    told: list[Rebuilt] = []
    ask = {"readings": shelf.reading_of, "sources": shelf.source_of}[table]
    with pytest.raises(LibraryError) if table == "readings" else nullcontext():
        assert run_with_repair(filled, lambda: ask(filled, "2401.00003v1"), told.append) is None
    assert [len(each.saved) for each in told] == [PAPERS - 1 if table == "readings" else PAPERS]


def test_where_the_new_file_cannot_be_written_the_old_one_stays(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.file.read_bytes()
    added: list[str] = []

    def full(draft: Library, *arguments: Any) -> str:
        if added:
            raise LibraryError("library-unusable", file=draft.file, reason="database or disk is full")
        added.append(add(draft, *arguments))
        return added[0]

    monkeypatch.setattr(recovery, "add", full)
    with pytest.raises(LibraryError) as caught:
        rebuild(filled)
    assert caught.value.arguments == {"file": str(filled.file), "reason": "database or disk is full"}
    assert filled.file.read_bytes() == before
    assert [each.suffix for each in filled.file.parent.iterdir() if each.suffix != ".rebuilding"] == [".sqlite3"]


def test_a_fault_of_ours_is_no_damage(filled: Library) -> None:
    told: list[Rebuilt] = []
    with pytest.raises(ZeroDivisionError):
        run_with_repair(filled, lambda: 1 // 0, told.append)
    assert told == []


def test_what_is_lost_is_counted(filled: Library) -> None:
    with filled.writing() as connection:
        connection.execute("UPDATE readings SET json = x'00' WHERE id <= 3")
    done = rebuild(filled)
    assert (len(done.saved), done.lost, done.outcome) == (PAPERS - 3, 3, "rebuilt-with-loss")
    assert "3 were lost" in rebuilt_text(done, "en")


def test_a_file_that_is_no_database_is_set_aside(library: Library, example_row: dict[str, Any], tmp_path: Path) -> None:
    library.file.parent.mkdir(parents=True)
    library.file.write_bytes(b"this was once a library " * 400)
    with pytest.raises(LibraryDamaged) as caught:
        shelf.list_entries(library)
    assert str(library.file) in str(caught.value)
    result = tmp_path / "result.json"
    result.write_text(json.dumps(example_row), encoding="utf-8")
    done = rebuild(library, [result])
    assert (len(done.saved), done.lost) == (1, None)
    assert "how many papers it held we cannot tell" in rebuilt_text(done, "en")
    assert str(done.old) in rebuilt_text(done, "ja")
    assert search_formula(library, r"\frac{?}{\sqrt{?}}").hits


def test_a_sound_library_is_left_in_peace(filled: Library) -> None:
    told: list[Rebuilt] = []
    assert len(run_with_repair(filled, lambda: shelf.list_entries(filled), told.append)) == PAPERS
    assert told == []


def test_a_sound_library_may_be_rebuilt(filled: Library) -> None:
    done = rebuild(filled)
    assert (len(done.saved), done.lost) == (PAPERS, 0)
    assert len(shelf.list_entries(filled)) == PAPERS


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "other"}', "\0"])
def test_what_is_no_result_is_refused_before_anything_is_changed(filled: Library, tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content, encoding="utf-8")
    with pytest.raises(LibraryError):
        rebuild(filled, [wrong])
    assert len(shelf.list_entries(filled)) == PAPERS
