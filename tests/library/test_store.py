"""The file: shared by threads and processes, brought up to date, refused where it is not ours to read."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from reader.errors import LibraryError
from reader.library import shelf
from reader.library.adding import add
from reader.library.schema import MIGRATIONS
from reader.library.searching import search_formula
from reader.library.store import Library


def as_paper(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {**row, "paper": {**row["paper"], "id": f"2401.{number:05}v1"}}


def write_and_search(file: Path, row: dict[str, Any], numbers: range) -> int:
    """In another process: adds papers and asks between them; how often the question was answered."""
    library = Library(file)
    answered = 0
    for number in numbers:
        add(library, as_paper(row, number))
        answered += bool(search_formula(library, r"\frac{?}{\sqrt{?}}").hits)
        shelf.touch(library, f"2401.{numbers[0]:05}v1")
    return answered


@pytest.mark.slow
def test_processes_write_at_once_and_lose_nothing(library: Library, example_row: dict[str, Any]) -> None:
    parts = [range(100, 106), range(200, 206), range(103, 109)]
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        work = [pool.submit(write_and_search, library.file, example_row, part) for part in parts]
        assert [each.result() for each in work] == [6, 6, 6]
    entries = {entry.key for entry in shelf.list_entries(library)}
    assert entries == {f"2401.{number:05}v1" for part in parts for number in part}
    with library.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        equations = connection.execute("SELECT count(*) FROM equations").fetchone()[0]
    assert equations == len(entries) * len(example_row["equations"])


def test_threads_share_one_library(library: Library, example_row: dict[str, Any]) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: add(library, as_paper(example_row, number)), range(1, 13)))
        found = list(pool.map(lambda _: len(shelf.list_entries(library)), range(8)))
    assert found == [12] * 8


def test_many_begin_a_library_at_once(tmp_path: Path) -> None:
    def first_look(library: Library) -> int:
        with library.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])

    with ThreadPoolExecutor(8) as pool:
        for number in range(40):
            library = Library(tmp_path / f"{number}" / "library.sqlite3")
            assert list(pool.map(first_look, [library] * 8)) == [0] * 8


def test_a_failure_leaves_everything_as_it_was(library: Library, put: Callable[..., str]) -> None:
    put("One", r"\begin{equation} a = b \end{equation}")
    with pytest.raises(ZeroDivisionError), library.writing() as connection:
        connection.execute("DELETE FROM readings")
        raise ZeroDivisionError
    assert len(shelf.list_entries(library)) == 1


def test_every_step_leads_to_this_version(library: Library) -> None:
    with library.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_newer_file_is_left_alone(library: Library) -> None:
    shelf.list_entries(library)
    with sqlite3.connect(library.file) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(LibraryError) as caught:
        shelf.list_entries(library)
    assert caught.value.kind == "library-newer"
    with sqlite3.connect(library.file) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 999


def test_a_place_that_is_no_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        shelf.list_entries(Library(tmp_path / "file" / "library.sqlite3"))
    assert caught.value.kind == "library-unusable"
    assert str(caught.value)
