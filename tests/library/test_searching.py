"""What was put in is found: by words, concepts, meanings, formulas; what was taken out is gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

import glossary
from reader.cli import main
from reader.errors import LibraryError
from reader.library import searching, shelf
from reader.library.adding import add, key_of
from reader.library.searching import (
    concepts_called,
    looks_like_formula,
    search_concept,
    search_formula,
    search_meaning,
    search_words,
)
from reader.library.store import Library
from reader.model.reading import Reading

Put = Callable[..., str]
LOSS = r"Let $L$ be the likelihood of the data. \begin{equation} L = \prod_i p(x_i) \end{equation}"
RATE = r"Here $\eta$ is the learning rate. \section{Training} \begin{equation} w = w - \eta \nabla f(w) \end{equation}"
NUMBER = r"ここで $z$ は尤度である。 \begin{equation} z = a + b + c \end{equation}"


@pytest.mark.parametrize("wanted", ["ゆうど", "尤度", "likelihood", "Likelihoods", "ユウド"])
def test_every_name_of_a_concept_finds_the_same(library: Library, put: Put, wanted: str) -> None:
    english, japanese = put("One", LOSS), put("Two", NUMBER)
    put("Three", RATE)
    found = search_words(library, glossary.load(), wanted)
    assert {hit.paper for hit in found} == {english, japanese}
    assert {hit.symbol for hit in found if hit.kind == "symbol"} >= {"L"}


def test_titles_sections_and_meanings_are_found(library: Library, put: Put) -> None:
    put("One", LOSS)
    key = put("On Descent", RATE)
    knowledge = glossary.load()
    assert search_words(library, knowledge, "descent")[0].kind == "reading"
    assert [(hit.kind, hit.paper) for hit in search_words(library, knowledge, "training")] == [("equation", key)]
    meant = search_meaning(library, knowledge, "learning rates")
    assert [(hit.symbol, hit.meaning, hit.place.number if hit.place else None) for hit in meant] == [
        (r"\eta", "learning rate", "1")
    ]
    assert search_words(library, knowledge, "nothing of the kind") == ()
    assert search_words(library, knowledge, '"') == ()


def test_meanings_come_without_the_papers_macros(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("One", r"\newcommand{\wts}{\theta}\newcommand{\cat}{{\rm cat}} Let $L$ be the loss of $f_\wts^{\cat}$."
               r" \begin{equation} L = \log f_\wts^{\cat} + 1 \end{equation}")  # fmt: skip
    hit = next(each for each in search_meaning(library, glossary.load(), "loss") if each.symbol == "L")
    assert hit.meaning == r"loss of $f_\theta^{{\rm cat}{}}$"
    monkeypatch.setenv("TEZAWARI_DATA", str(library.file.parent))
    main(["library", "search", "loss", "--meaning"])
    assert "L: loss of f_θ^cat" in capsys.readouterr().out


def test_a_concept_finds_its_symbols(library: Library, put: Put) -> None:
    put("One", LOSS)
    put("Two", RATE)
    concepts = concepts_called(glossary.load(), "学習率")
    assert concepts == ("learning-rate",)
    assert [hit.symbol for hit in search_concept(library, concepts)] == [r"\eta"]


def test_a_search_that_did_not_try_all_says_so(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for title in ("One", "Two", "Three"):
        put(title, rf"\begin{{equation}} \log ( {title[0]} + 1 ) = y \end{{equation}}")
    whole = search_formula(library, r"\log ( ? + 1 )")
    assert (len(whole.hits), whole.tried, whole.is_cut) == (3, 3, False)
    monkeypatch.setattr(searching, "LOOKED_AT", 2)
    cut = search_formula(library, r"\log ( ? + 1 )")
    assert ([hit.title for hit in cut.hits], cut.tried, cut.is_cut) == (["Two", "Three"], 2, True)
    monkeypatch.setenv("TEZAWARI_DATA", str(library.file.parent))
    assert main(["library", "search", r"\log ( ? + 1 )"]) == 0
    assert "newest 2 formulas" in capsys.readouterr().err


def test_formulas_are_found_the_same_before_the_similar(library: Library, put: Put) -> None:
    put("One", r"\begin{equation} \mathbb{E}_{x \sim p}[\log D(x)] \end{equation}")
    put("Two", r"\begin{equation} \mathbb{E}[\log D(x)] \end{equation}")
    put("Three", RATE)
    assert [hit.title for hit in search_formula(library, r"\mathbb{E}[ \log D(x) ]").hits] == ["Two", "One"]
    assert [hit.title for hit in search_formula(library, r"\mathbb{E}[? \log ?]").hits] == ["Two", "One"]
    assert [hit.title for hit in search_formula(library, r"\nabla f(?)").hits] == ["Three"]
    assert search_formula(library, "?").hits == ()


def test_what_looks_like_a_formula() -> None:
    assert all(map(looks_like_formula, [r"\log ?", "E[? log ?]", "a = b", "$x$", "x_i"]))
    assert not any(map(looks_like_formula, ["尤度", "learning rate", "1706.03762", "?"]))


def test_a_paper_read_again_takes_the_place_of_the_first(library: Library, example_row: dict[str, Any]) -> None:
    first = add(library, example_row)
    with library.reading() as connection:
        before = counts(connection)
    assert add(library, example_row) == first
    with library.reading() as connection:
        assert counts(connection) == before


def test_what_is_forgotten_leaves_nothing(library: Library, put: Put, example: Reading, example_row: Any) -> None:
    kept = put("One", LOSS)
    with library.reading() as connection:
        before, found = counts(connection), postings(connection)
    key = add(library, example_row, example.bundle)
    assert shelf.forget(library, key)
    assert not shelf.forget(library, key)
    with library.reading() as connection:
        assert counts(connection) == before
        assert postings(connection) == found
    assert [entry.key for entry in shelf.list_entries(library)] == [kept]


TABLES = ("readings", "sources", "equations", "shapes", "symbols", "blocks", "concepts", "words")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def postings(connection: sqlite3.Connection) -> int:
    """How many pairs of piece and formula the index holds."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab(main, pieces, instance)")
    return int(connection.execute("SELECT count(*) FROM temp.held").fetchone()[0])


def test_papers_are_called_by_id_version_or_title(library: Library, put: Put) -> None:
    put("Old", LOSS, "2401.00001v1")
    put("New", LOSS, "2401.00001v2")
    local = put("A Local Paper", RATE)
    for wanted, key in [
        ("2401.00001", "2401.00001v2"),
        ("https://arxiv.org/abs/2401.00001v1", "2401.00001v1"),
        (local, local),
        ("local paper", local),
    ]:
        assert shelf.require_entry(library, wanted).key == key
    for wanted in ("2401.00001v3", "no such thing", "%%%%", ""):
        with pytest.raises(LibraryError):
            shelf.require_entry(library, wanted)


def test_a_reading_and_its_source_come_back_whole(library: Library, example: Reading, example_row: Any) -> None:
    key = add(library, example_row, example.bundle)
    assert key == key_of(example_row["paper"])
    assert shelf.reading_of(library, key) == example_row
    source = shelf.source_of(library, key)
    assert source is not None
    assert (source.files, source.main, source.digest) == (
        dict(example.bundle.files), example.bundle.main, example.bundle.digest,
    )  # fmt: skip
    add(library, example_row)  # from the JSON alone: the source that is there stays
    assert shelf.source_of(library, key) == source


def test_what_was_opened_last_is_listed_first(library: Library, put: Put) -> None:
    first, second = put("One", LOSS), put("Two", RATE)
    assert [entry.key for entry in shelf.list_entries(library)] == [second, first]
    shelf.touch(library, first)
    assert [entry.key for entry in shelf.list_entries(library, limit=1)] == [first]


def test_only_readings_are_taken(library: Library) -> None:
    with pytest.raises(LibraryError):
        add(library, {"schema": "something/else"})


def test_a_question_has_its_answer_from_one_moment(library: Library, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may forget a paper between two of a question's steps."""
    key = put("One", LOSS)
    fits = searching.slack_of

    def meanwhile(*arguments: Any) -> int | None:
        shelf.forget(library, key)
        return fits(*arguments)

    monkeypatch.setattr(searching, "slack_of", meanwhile)
    assert [hit.paper for hit in search_formula(library, r"\prod_i ?").hits] == [key]
    assert not search_formula(library, r"\prod_i ?").hits


def test_other_papers_that_do_not_explain_a_letter(library: Library, put: Put) -> None:
    here = put("Here", r"\begin{equation} y = g x \end{equation}")
    lacks = put("Lacks", r"\begin{equation} z = g x + 1 \end{equation}")
    put("Says", r"Let $g$ be the gain of the filter. \begin{equation} z = g x \end{equation}")
    assert [entry.key for entry in shelf.papers_with_unknown(library, "g", here, 9)] == [lacks]
    assert shelf.papers_with_unknown(library, "q", here, 9) == ()
