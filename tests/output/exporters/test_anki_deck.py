"""The Anki deck, opened by Anki's own library: its cards ask and answer, and keep their identity."""

from __future__ import annotations

import re
import sqlite3
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import reader
from reader.messages import LANGUAGES, Language
from reader.model.reading import Reading
from reader.output.exporters.registry import export_bytes

pytest.importorskip("genanki", reason="the extra tezawari[anki] is not installed, so no deck is made")

PAPERS = Path(__file__).resolve().parents[2] / "meaning" / "papers"


@pytest.fixture(scope="module")
def grpo() -> Reading:
    return reader.read(str(PAPERS / "grpo.tex"))


def notes_of(data: bytes, folder: Path) -> dict[str, tuple[str, ...]]:
    """By their identity the fields of a deck's notes, as SQLite has them."""
    file = folder / "collection.anki2"
    file.write_bytes(zipfile.ZipFile(BytesIO(data)).read("collection.anki2"))
    with sqlite3.connect(file) as database:
        rows = database.execute("select guid, flds from notes").fetchall()
    return {guid: tuple(fields.split("\x1f")) for guid, fields in rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_say_what_the_paper_says(grpo: Reading, tmp_path: Path, language: Language) -> None:
    notes = notes_of(export_bytes(grpo, "anki", language), tmp_path).values()
    advantage = next(fields for fields in notes if r"\boxed{\hat{A}_{i}}" in fields[0])
    assert "The advantage of response" in advantage[1] and "grpo.tex:22" in advantage[1]
    assert {"en": "the author says", "ja": "著者による説明"}[language] in advantage[1]
    asked = [fields for fields in notes if fields[2]]  # formulas that we can put into words
    assert asked and all(r"\[" in fields[3] and r"\[" not in fields[2] for fields in asked)
    for fields in notes:
        assert fields[0] and fields[1] and "Group relative tuning" in fields[4]
        text = "".join(fields)
        assert text.count(r"\(") == text.count(r"\)") and text.count(r"\[") == text.count(r"\]")
        assert not re.search(r"\\pol\b|\\R\b", text), "the author's macros mean nothing to Anki"


def test_only_what_is_claimed_is_asked(grpo: Reading, tmp_path: Path) -> None:
    notes = notes_of(export_bytes(grpo, "anki"), tmp_path).values()
    doubtful = [each.symbol.latex for each in grpo.annotations if each.status == "mention"]
    assert doubtful and not any(rf"\boxed{{{latex}}}" in fields[0] for latex in doubtful for fields in notes)


def test_a_deck_made_anew_has_the_same_cards(grpo: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    first, second, japanese = (export_bytes(grpo, "anki", language) for language in ("en", "en", "ja"))
    assert first == second
    assert not notes_of(first, tmp_path).keys() & notes_of(japanese, tmp_path).keys()
    assert not list((tmp_path / "temporary").iterdir())


def test_what_paper_text_looks_like_is_no_markup(tmp_path: Path) -> None:
    source = tmp_path / "sharp.tex"
    source.write_text(
        r"""\documentclass{article}\title{A <b>bold</b> {{title}}}\begin{document}
The loss <script>alert(1)</script> $\ell$ is the sum of squares. It is
\begin{equation} \ell = \sum_i e_i^2 < \varepsilon \end{equation}
where $e_i$ is the <i>error</i> of example $i$ and $\varepsilon$ is the tolerance.
\end{document}""",
        encoding="utf-8",
    )
    notes = notes_of(export_bytes(reader.read(str(source)), "anki"), tmp_path)
    text = "".join(field for fields in notes.values() for field in fields)
    assert "tolerance" in text and "<script" not in text and "<i>error" not in text and "<b>bold" not in text
    assert r"&lt; \varepsilon" in text


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_anki_takes_the_deck(grpo: Reading, tmp_path: Path, language: Language) -> None:
    collections: Any = pytest.importorskip("anki.collection", reason="Anki's library is not there on this machine")
    deck = tmp_path / "deck.apkg"
    collection = collections.Collection(str(tmp_path / "collection.anki2"))
    try:
        for _ in range(2):  # the second time it finds what it has
            deck.write_bytes(export_bytes(grpo, "anki", language))
            options = collections.ImportAnkiPackageOptions(with_scheduling=True)
            collection.import_anki_package(
                collections.ImportAnkiPackageRequest(package_path=str(deck), options=options)
            )
        notes = collection.find_notes("tag:tezawari")
        cards = [collection.get_card(card) for card in collection.find_cards("")]
        assert len(notes) == len(notes_of(deck.read_bytes(), _folder(tmp_path))) and len(cards) > len(notes)
        for card in cards:
            assert card.question().strip() and "Group relative tuning" in card.answer()
            assert not re.search(r"\{\{[#/A-Z]", card.question() + card.answer()), "a field that was not filled in"
        assert collection.decks.name(cards[0].did) == "Tezawari::Group relative tuning of language models"
    finally:
        collection.close()


def _folder(path: Path) -> Path:
    folder = path / "beside"
    folder.mkdir(exist_ok=True)
    return folder
