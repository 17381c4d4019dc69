"""The words of texts: one Japanese term for each idea in rows and messages, and no Japanese in the English of rows."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

import glossary
import reader.messages

DATA = Path(glossary.__file__).parent / "data"
MESSAGES = Path(reader.messages.__file__).parent
TERMS = tomllib.loads((DATA / "terms.toml").read_text(encoding="utf-8"))
ALIASES = "aliases"  # hold what authors write


def said(value, language):
    """Every text of a table in a language, without aliases."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == language and isinstance(inner, str):
                yield inner
            elif name != ALIASES:
                yield from said(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner, language)


def others(text, term):
    """The spellings in a text that its term stands instead of."""
    for word in term.get("but_in", ()):
        text = text.replace(word, "")
    return [spelling for spelling in term["instead_of"] if spelling in text]


@cache
def tables():
    """Every file of glossary and messages with what is in it; not read where tests are merely listed."""
    return [
        (file, tomllib.loads(file.read_text(encoding="utf-8")))
        for folder in (*(DATA / part for part in ("concepts", "notations", "blocks")), MESSAGES)
        for file in sorted(folder.rglob("*.toml"))
    ]


@cache
def texts(language):
    """Every text in a language with its file."""
    return [(file, text) for file, table in tables() for text in said(table, language)]


def is_japanese(text):
    """Whether a kana or a kanji stands in a text."""
    return any("\u3040" <= sign <= "\u30ff" or "\u4e00" <= sign <= "\u9fff" for sign in text)


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_texts_use_the_term(term):
    assert [(file.name, text) for file, text in texts("ja") if others(text, term)] == []


def test_another_spelling_is_found_and_a_longer_word_is_none():
    assert others("注意機構の出力です。", TERMS["attention"]) == ["注意機構"]
    assert others("ルータが選びます。", TERMS["router"]) == ["ルータ"]
    assert others("ルーターが選びます。", TERMS["router"]) == []


def test_aliases_may_keep_what_authors_write():
    row = {"ja": "アテンション", "aliases": {"ja": ["注意機構"]}, "why": {"ja": "雑音です。"}}
    assert list(said(row, "ja")) == ["アテンション", "雑音です。"]


def test_english_texts_of_rows_hold_no_japanese():
    rows = [(file, text) for file, text in texts("en") if MESSAGES not in file.parents]
    assert [(file.name, text) for file, text in rows if is_japanese(text)] == []


def test_japanese_is_told_from_formulas():
    assert is_japanese("分散 means variance")
    assert is_japanese("エントロピー")
    assert not is_japanese("softmax(QK^⊤/√d_k)V, σ = 2 · 3")
