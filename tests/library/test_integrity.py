"""Damage that no question meets is found, once a day; a sound library is left in peace."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from reader.errors import LibraryDamaged
from reader.library import shelf
from reader.library.adding import add
from reader.library.integrity import A_DAY, check_integrity
from reader.library.recovery import Rebuilt, run_with_repair
from reader.library.store import Library
from reader.model.reading import Reading

BODY = (
    r"The policy $\pi$ maps. \begin{equation} \pi(a) = \frac{\exp(q_a / \tau)}{\sum_b \exp(q_b / \tau)} \end{equation}"
)
DAMAGES = {
    "a formula's letters": "UPDATE equations SET expanded = 'x'",
    "a formula's tree": 'UPDATE equations SET tree = \'["x","=","y","q"]\'',
    "a tree that is none": "UPDATE equations SET tree = '['",
    "a symbol's meaning": "UPDATE symbols SET meaning = 'cheese'",
    "a symbol too few": "DELETE FROM symbols WHERE id = 1",
    "an equation too few": "DELETE FROM equations WHERE id = 1",
    "rows of no paper": "INSERT INTO concepts VALUES ('x', 99)",
    "the index of pieces": "INSERT INTO pieces (pieces) VALUES ('delete-all')",
    "the index of words": "UPDATE words_content SET c0 = 'other' WHERE id = (SELECT min(id) FROM words_content)",
    "an index": "DROP INDEX equations_canonical",
    "a reading": "UPDATE readings SET json = x'00'",
}


@pytest.mark.parametrize("statement", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_found(library: Library, put: Callable[..., str], statement: str) -> None:
    put("One", BODY)
    check_integrity(library, 30)
    with library.writing() as connection:
        connection.execute(statement)
    check_integrity(library, 30)  # not again on the same day
    pass_days(library)
    with pytest.raises(LibraryDamaged):
        check_integrity(library, 30)


def test_what_was_found_is_made_anew_once(library: Library, put: Callable[..., str]) -> None:
    put("One", BODY)
    with library.writing() as connection:
        connection.execute(DAMAGES["a symbol's meaning"])
    told: list[Rebuilt] = []
    run_with_repair(library, lambda: check_integrity(library, 30), told.append)
    assert [each.outcome for each in told] == ["rebuilt"]
    pass_days(library)
    check_integrity(library, 30)


def test_a_sound_library_is_left_in_peace(library: Library, example: Reading, example_row: dict[str, Any]) -> None:
    check_integrity(library, 30)
    assert not library.file.exists()
    for number in range(1, 5):
        add(library, {**example_row, "paper": {**example_row["paper"], "id": f"2401.{number:05}v1"}}, example.bundle)
    shelf.forget(library, "2401.00002v1")
    check_integrity(library, 30)


def test_a_look_without_time_goes_on_the_next_day(library: Library, put: Callable[..., str]) -> None:
    put("One", BODY)
    check_integrity(library, 0)
    assert library.file.with_suffix(".checked").read_text(encoding="utf-8") == "0"


def test_a_library_that_another_writes_is_looked_over_as_far_as_that_goes(
    library: Library, put: Callable[..., str]
) -> None:
    put("One", BODY)
    with sqlite3.connect(library.file) as other:
        other.execute("BEGIN IMMEDIATE")
        check_integrity(library, 0.2)


def pass_days(library: Library) -> None:
    mark = library.file.with_suffix(".checked")
    then = mark.stat().st_mtime - A_DAY - 1
    os.utime(mark, (then, then))
